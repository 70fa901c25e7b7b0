"""`dateline tag` tags what can be tagged, says of the rest what is wrong, and ends with the right code."""

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from dateline.labels.annotation import LabelledArticle
from dateline.predict.tagger import Tagger

CASES = Path(__file__).parent.parent / "cases"
BAD_TEXTS = [json.loads(line) for line in (CASES / "bad_texts.jsonl").read_text(encoding="utf-8").splitlines()]
BAD_LINES = [json.loads(line) for line in (CASES / "bad_lines.jsonl").read_text(encoding="utf-8").splitlines()]
TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."
LONG = 20 * 1024 * 1024

Done = subprocess.CompletedProcess[str]


def tag(*args: str | Path, stdin: str = "", **env: str) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "dateline", "tag", *map(str, args)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "160", "NO_COLOR": "1", **env},
        timeout=300,
        check=False,
    )


def lines_of(done: Done) -> list[dict[str, Any]]:
    assert "Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def write_records(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Done:
    """Tag all bad input in one batch, a seed before it and one behind it."""
    folder = tmp_path_factory.mktemp("bad")
    texts = folder / "texts"
    texts.mkdir()
    for case in BAD_TEXTS:
        (texts / f"{case['name']}.txt").write_bytes(case["latin1"].encode("latin-1"))
    (texts / "long.txt").write_bytes(b"x" * LONG)
    (folder / "empty-folder").mkdir()
    lines = [case["line"] for case in BAD_LINES]
    lines += [json.dumps({"id": "long", "text": "x" * LONG})]
    lines += [json.dumps({"id": "home", "text": TREATY, "home": "XX"})]
    lines += [json.dumps({"id": "language", "text": TREATY, "language": "de"})]
    (folder / "r.jsonl").write_text("\n".join([*lines, json.dumps({"id": "good", "text": TREATY})]), encoding="utf-8")
    first, *_, last = sorted((root / "seeds").glob("*.txt"))
    return tag(first, texts, folder / "r.jsonl", folder / "empty-folder", folder / "missing.txt", last)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory, labelled: list[LabelledArticle]) -> Path:
    """A file of records: more than one process is given at once, one of them bad."""
    records = [{"id": each.article.id, "text": each.text, "home": each.home, "n": 1} for each in labelled[:130]]
    return write_records(tmp_path_factory.mktemp("many") / "many.jsonl", *records, {"id": "bad"}, *records[:3])


def test_the_lines_printed_are_what_to_dict_says(root: Path, tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    done = tag(root / "seeds")
    assert (done.returncode, done.stderr) == (0, "")
    batch = tagger.with_repeats(seed.article for seed in seeds)
    assert lines_of(done) == [batch.tag(seed.text, article_id=seed.article.id).to_dict() for seed in seeds]


def test_bad_input_stays_in_its_place_and_the_others_come_out(bad: Done) -> None:
    found = lines_of(bad)
    texts = sorted([*(case["name"] for case in BAD_TEXTS), "long"])
    records = [case["id"] or f"r.jsonl:{number}" for number, case in enumerate(BAD_LINES, 1)]
    middle = [*texts, *records, "long", "home", "language", "good"]
    assert [record["id"] for record in found][1:-3] == middle
    assert [record["id"] for record in found if "partners" in record] == [
        "000_ec63b6796dc21e63",
        "good",
        "004_924fdfd480828ef9",
    ]
    assert all(record.keys() == {"id", "error"} for record in found if "partners" not in record)
    assert bad.returncode == 1
    assert bad.stderr.splitlines()[-1] == f"{len(found) - 3} of {len(found)} records failed"


@pytest.mark.parametrize(
    "message",
    [case["message"] for case in (*BAD_TEXTS, *BAD_LINES)]
    + [
        "the file has 20,971,520 bytes; an article has at most 1,000,000 characters.",
        "the text has 20,971,520 characters; an article has at most 1,000,000.",
        "'XX' is no party of the label set 'security-cooperation'",
        "the language is 'de'; it must be one of en, fr, vi, es, or left out",
        "there are no articles in this folder (files with .txt, .text, .html, .htm, .jsonl, .ndjson, .csv, ",
        "missing.txt: there is no such file or folder",
    ],
)
def test_each_fault_is_told_on_standard_error_and_in_the_record(message: str, bad: Done) -> None:
    assert any(line.startswith("error: ") and message in line for line in bad.stderr.splitlines())
    assert any(message in record["error"]["message"] for record in lines_of(bad) if "error" in record)


def test_each_fault_names_its_place(bad: Done) -> None:
    told = [line for line in bad.stderr.splitlines() if line.startswith("error: ")]
    for place in ("r.jsonl:12", "r.jsonl:13", "r.jsonl:14", "mark.txt"):
        assert any(place in line for line in told)


@pytest.mark.parametrize(("home", "partners"), [("VN", {"FR"}), ("fr", {"VN"}), ("none", {"VN", "FR"})])
def test_home_is_no_partner(home: str, partners: set[str], root: Path) -> None:
    [found] = lines_of(tag("--home", home, next((root / "seeds").glob("000*"))))
    assert found["home"] == (None if home == "none" else home.upper())
    assert {partner["code"] for partner in found["partners"]} == partners


def test_a_record_brings_its_home_and_its_fields(tmp_path: Path) -> None:
    carried = {"url": "x", "n": [1, None, {"é": 0.5}], "score": True}
    records = [{"text": TREATY, "home": "FR", **carried}, {"id": 3, "text": TREATY, "sections": 1, "input": "i"}]
    own, colliding = lines_of(tag(write_records(tmp_path / "r.jsonl", *records)))
    assert (own["id"], own["home"], [partner["code"] for partner in own["partners"]]) == ("r.jsonl:1", "FR", ["VN"])
    assert {name: own[name] for name in carried} == carried
    assert (colliding["id"], colliding["home"], colliding["input"]) == ("3", "VN", {"sections": 1, "input": "i"})
    assert len(colliding["sections"]) == 2


def test_a_record_that_fails_keeps_its_fields(tmp_path: Path) -> None:
    path = write_records(tmp_path / "r.jsonl", {"id": "a", "text": " ", "error": 1, "url": "x"}, {"id": "b", "url": 2})
    empty, missing = lines_of(tag(path))
    assert (empty["id"], empty["error"]["code"], empty["url"], empty["input"]) == ("a", "article", "x", {"error": 1})
    assert (missing["id"], missing["error"]["code"], missing["url"]) == ("b", "article", 2)
    rows = csv.DictReader(tag(path, "--format", "csv").stdout.splitlines())
    assert [json.loads(row["fields"]) for row in rows] == [{"error": 1, "url": "x"}, {"url": 2}]


def test_two_processes_print_the_same_bytes_as_one(many: Path) -> None:
    one, two = (tag(many, "--jobs", jobs) for jobs in ("1", "2"))
    assert one.stdout == two.stdout
    assert one.stderr == two.stderr
    assert [record["id"] for record in lines_of(two)] == [
        json.loads(line)["id"] for line in many.read_text(encoding="utf-8").splitlines()
    ]


def test_fail_fast_stops_at_the_first_that_fails(many: Path) -> None:
    done = tag(many, "--fail-fast")
    assert done.returncode == 1
    assert len(lines_of(done)) == 131
    assert done.stderr.splitlines()[1:] == ["1 of 131 records failed"]


def test_standard_input_is_tagged() -> None:
    assert [record["id"] for record in lines_of(tag("-", stdin=TREATY))] == ["stdin"]
    assert [record["id"] for record in lines_of(tag("-", stdin=json.dumps({"id": "a", "text": TREATY})))] == ["a"]


@pytest.mark.parametrize("form", ["jsonl", "table", "csv"])
def test_a_closed_pipe_ends_without_a_traceback(form: str, many: Path) -> None:
    command = [sys.executable, "-m", "dateline", "tag", str(many), "--format", form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().strip()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
        assert process.wait(timeout=60) == 1


def test_the_ending_of_the_output_names_the_format(tmp_path: Path, root: Path) -> None:
    seeds = root / "seeds"
    for ending in ("jsonl", "ndjson", "json", "csv"):
        done = tag(seeds, "-o", tmp_path / f"o.{ending}")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    lines = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (tmp_path / "o.ndjson").read_bytes() == (tmp_path / "o.jsonl").read_bytes()
    assert json.loads((tmp_path / "o.json").read_bytes()) == lines
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [line["id"] for line in lines]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.csv", "o.json", "o.jsonl", "o.ndjson"]


def test_a_format_wins_over_the_ending(tmp_path: Path) -> None:
    assert tag("-", "-o", tmp_path / "o.txt", "--format", "csv", stdin=TREATY).returncode == 0
    assert (tmp_path / "o.txt").read_text(encoding="utf-8").startswith("id,language,home,partners")


def test_csv_has_a_row_for_each_record(many: Path) -> None:
    done = tag(many, "--format", "csv")
    rows = list(csv.DictReader(done.stdout.splitlines(keepends=True)))
    assert len(rows) == 134
    assert [row["id"] for row in rows if row["error"]] == ["bad"]
    assert all(row["partners"] or row["language"] for row in rows if not row["error"])


def test_a_table_shows_headline_partners_domains_and_counts(root: Path) -> None:
    done = tag(next((root / "seeds").glob("000*")), "--format", "table", "--no-evidence")
    assert done.stdout.startswith("Vietnam, France enhance law enforcement cooperation\n")
    for shown in ("000_ec63b6796dc21e63 · en · home VN", "France", "Counter-terrorism", "21 boilerplate (21 teasers)"):
        assert shown in done.stdout
    assert "teaser  " not in done.stdout


def test_a_table_lists_the_paragraphs_if_asked_to(root: Path) -> None:
    path = next((root / "seeds").glob("002*"))
    plain, listed = (tag(path, "--format", "table", *more).stdout for more in ((), ("--sections",)))
    assert listed.startswith(plain.rstrip("\n"))
    assert len(listed.splitlines()) - len(plain.splitlines()) == 42


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--bogus",), "No such option"),
        (("--jobs", "0"), "--jobs"),
        (("--format", "xml"), "--format"),
        (("-o", "o.xlsx"), "the ending '.xlsx' of o.xlsx names no format; use .json, .csv, .jsonl, .ndjson"),
        (("-o", "none/o.csv"), "none/o.csv cannot be written: No such file or directory"),
    ],
)
def test_wrong_usage_ends_with_2(args: tuple[str, ...], message: str, root: Path) -> None:
    done = tag(root / "seeds", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_no_path_is_wrong_usage() -> None:
    assert tag().returncode == 2


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--home", "XX"), "error: 'XX' is no party of the label set 'security-cooperation'"),
        (("--home", "kenya"), "error: 'kenya' is no party of the label set 'security-cooperation'; the code of Kenya"),
        (("--model", "no-model"), "error: no-model: there is no such folder; check the path, or train a model there:"),
    ],
)
def test_an_error_ends_with_1_and_leaves_the_output_alone(args: tuple[str, str], message: str, tmp_path: Path) -> None:
    output = tmp_path / "o.csv"
    output.write_text("old", encoding="utf-8")
    done = tag("-", "-o", output, *args, stdin=TREATY)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(message)
    assert len(done.stderr.splitlines()) == 1
    assert [(path.name, path.read_text(encoding="utf-8")) for path in tmp_path.iterdir()] == [("o.csv", "old")]


def test_an_output_that_is_a_folder_leaves_no_part_behind(tmp_path: Path) -> None:
    (tmp_path / "o.csv").mkdir()
    done = tag("-", "-o", tmp_path / "o.csv", stdin=TREATY)
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["o.csv"]


@pytest.mark.parametrize("name", ["file.txt/o.csv", "o" * 300 + ".csv"], ids=["below a file", "a name too long"])
def test_an_output_that_cannot_be_made_is_wrong_usage(name: str, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text(TREATY, encoding="utf-8")
    done = tag(tmp_path / "file.txt", "-o", tmp_path / name)
    assert done.returncode == 2
    assert "cannot be written: " in done.stderr
    assert "Traceback" not in done.stderr


def stop_while_writing(output: Path) -> tuple[int, str]:
    part = output.with_name(f".{output.name}.part")
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import dateline.__main__ as m"
    command = [sys.executable, "-c", f"{program}; m.run()", "tag", "-", "-o", str(output)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        while not part.exists() and process.poll() is None:
            time.sleep(0.02)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
        return process.returncode, told


def test_an_interrupt_ends_with_130_and_no_traceback(tmp_path: Path) -> None:
    code, told = stop_while_writing(tmp_path / "o.jsonl")
    assert (code, told) == (130, "stopped; nothing was written\n")
    assert not (tmp_path / "o.jsonl").exists()


def test_an_interrupt_leaves_no_part_behind(tmp_path: Path) -> None:
    stop_while_writing(tmp_path / "o.jsonl")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("record", [{"text": f"{TREATY} \ud83e"}, {"text": TREATY, "note": "\ud83e"}])
def test_half_a_surrogate_pair_does_not_end_the_batch(record: dict[str, str], tmp_path: Path) -> None:
    done = tag(write_records(tmp_path / "r.jsonl", record, {"id": "next", "text": TREATY}))
    assert [found["id"] for found in lines_of(done)] == ["r.jsonl:1", "next"]


@pytest.mark.parametrize("form", ["json", "csv", "table"])
def test_half_a_surrogate_pair_in_an_id_can_be_written(form: str, tmp_path: Path) -> None:
    path = write_records(tmp_path / "r.jsonl", {"id": "\ud83e", "text": TREATY})
    done = tag(path, "-o", tmp_path / "o", "--format", form)
    assert (done.returncode, done.stderr) == (0, "")
    assert "ud83e" in (tmp_path / "o").read_text(encoding="utf-8")


def test_what_is_printed_is_utf_8_whatever_the_locale(root: Path) -> None:
    done = tag(next((root / "seeds").glob("003*")), "--format", "jsonl", PYTHONIOENCODING="ascii")
    assert "cyber-sécurité" in done.stdout


def test_min_score_asks_for_surer_tags() -> None:
    all_of_them = lines_of(tag("-", "--min-score", "0", stdin=TREATY))[0]
    surest = lines_of(tag("-", "--min-score", "0.9", stdin=TREATY))[0]
    assert len(all_of_them["domains"]) == 21
    assert [domain["id"] for domain in surest["domains"]] == ["extradition"]
    assert tag("-", "--min-score", "1.5", stdin=TREATY).returncode == 2


def test_paragraphs_that_recur_in_a_batch_are_boilerplate(tmp_path: Path) -> None:
    shared = (
        "The national football team of Tonga has won its first match abroad in eleven years, against a strong Samoa."
    )
    leads = (
        "SUVA – Fiji and Tonga signed a pact on police training.",
        "LIMA – Peru and Chile agreed to extradite more.",
    )
    texts = [
        f"Title number {n} of the day\n{lead}\n{lead.replace('–', '-')} The ministers met.\n{shared}"
        for n, lead in enumerate(leads)
    ]
    path = write_records(tmp_path / "batch.jsonl", *({"id": str(n), "text": text} for n, text in enumerate(texts)))
    for done in (tag(path), tag("-", "--repeats", stdin=path.read_text(encoding="utf-8")), tag(path, "--jobs", "2")):
        assert [record["sections"][3]["content"] for record in lines_of(done)] == [False, False]
    alone = [tag(path, "--no-repeats"), tag("-", stdin=path.read_text(encoding="utf-8"))]
    assert lines_of(alone[0]) == lines_of(alone[1])


def test_a_partner_lists_what_it_shares_and_doubt_is_told() -> None:
    [record] = lines_of(tag("-", stdin=TREATY))
    assert record["partners"][0]["domains"] == [domain["id"] for domain in record["domains"]]
    assert record["review"] == (record["doubt"]["tags"] >= 1 or record["doubt"]["paragraphs"] >= 1)


def test_a_newsroom_s_table_becomes_a_table_of_tags(tmp_path: Path) -> None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerows([["nr", "Body", "desk"], ["7", TREATY, "asia"], ["8", " ", "asia"]])
    done = tag(tmp_path / "a.csv", "--id-field", "nr", "-o", tmp_path / "o.parquet")
    assert done.returncode == 1
    assert done.stderr.splitlines()[:2] == ["a.csv: columns between semicolons", "a.csv: text from `Body`"]
    [good, bad] = parquet.read_table(tmp_path / "o.parquet").to_pylist()
    assert (good["id"], good["desk"], [partner["code"] for partner in good["partners"]]) == ("7", "asia", ["FR"])
    assert (bad["id"], bad["partners"], bad["error"]["code"]) == ("8", None, "article")


def test_a_headline_of_its_own_is_told_and_read_as_the_first_line_when_asked_for(tmp_path: Path) -> None:
    headline, story = TREATY.split("\n", 1)
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "title", "text"], ["7", headline, story]])
    alone, whole = tag(tmp_path / "a.csv"), tag(tmp_path / "a.csv", "--title-field", "title")
    told = "a.csv: `title` is not part of the text; --title-field title makes it the first line\n"
    assert (alone.stderr, whole.stderr) == (told, "")
    for done, text in ((alone, story), (whole, TREATY)):
        [record], [wanted] = lines_of(done), lines_of(tag("-", stdin=text))
        assert record == wanted | {"id": "7", "title": headline}


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    path = archive / "a.jsonl"
    path.write_text(json.dumps({"text": TREATY}), encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to(path)
    for given, output in ((path, path), (archive, path), (path, tmp_path / "link.jsonl")):
        done = tag(given, "-o", output)
        assert done.returncode == 2
        assert "one of the files that are read" in " ".join(done.stderr.replace("│", " ").split())
    assert json.loads(path.read_text(encoding="utf-8")) == {"text": TREATY}


def test_compressed_output_is_the_same_text(many: Path, tmp_path: Path) -> None:
    plain = tag(many, "--limit", "3").stdout
    assert tag(many, "--limit", "3", "-o", tmp_path / "o.jsonl.gz").returncode == 0
    assert gzip.decompress((tmp_path / "o.jsonl.gz").read_bytes()).decode() == plain
    assert len(plain.splitlines()) == 3


def test_a_page_of_html_carries_the_text_that_offsets_count_in(tmp_path: Path) -> None:
    headline, story = TREATY.split("\n")
    (tmp_path / "a.html").write_text(f"<body><h1>{headline}</h1><p>{story}</p>", encoding="utf-8")
    [found] = lines_of(tag(tmp_path))
    [evidence, *_] = found["partners"][0]["evidence"]
    assert found["text"] == TREATY
    assert found["text"][evidence["start"] : evidence["end"]] == evidence["text"] == "France"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--resume",), "only a run with an output file (--output) can be continued"),
        (("--format", "parquet"), "a Parquet table is written to a file; give one with --output"),
        (("--limit", "0"), "--limit"),
        (("-o", "o.parquet.gz"), "a Parquet table is compressed within; leave out .gz"),
    ],
)
def test_what_needs_a_file_says_so(args: tuple[str, ...], message: str) -> None:
    done = tag("-", *args, stdin=TREATY)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())


def test_a_run_that_is_whole_is_left_alone(many: Path, tmp_path: Path) -> None:
    output = tmp_path / "o.jsonl"
    tag(many, "--limit", "2", "-o", output)
    before = output.stat().st_mtime_ns
    done = tag(many, "--limit", "2", "-o", output, "--resume")
    assert (done.returncode, done.stderr) == (0, f"{output} is whole; there is nothing to continue\n")
    assert output.stat().st_mtime_ns == before
