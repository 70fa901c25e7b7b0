"""`dateline tag` tags what each record brings."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from pyarrow import parquet

from dateline.labels.annotation import LabelledArticle
from dateline.predict.tagger import Tagger

from .program import TREATY, lines_of, tag, write_records


def test_the_lines_printed_are_what_to_dict_says(root: Path, tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    done = tag(root / "seeds")
    assert (done.returncode, done.stderr) == (0, "")
    batch = tagger.with_repeats(seed.article for seed in seeds)
    assert lines_of(done) == [batch.tag(seed.text, article_id=seed.article.id).to_dict() for seed in seeds]


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


def test_standard_input_is_tagged() -> None:
    assert [record["id"] for record in lines_of(tag("-", stdin=TREATY))] == ["stdin"]
    assert [record["id"] for record in lines_of(tag("-", stdin=json.dumps({"id": "a", "text": TREATY})))] == ["a"]


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


def test_an_array_of_records_is_tagged_as_json_lines_of_them_are(tmp_path: Path) -> None:
    records: list[dict[str, Any]] = [
        {"id": "a", "text": TREATY, "n": 1.5},
        {"id": "b", "text": TREATY, "language": "en-GB"},
    ]
    (tmp_path / "r.json").write_text(json.dumps(records, indent=1), encoding="utf-8")
    done = tag(tmp_path / "r.json")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == tag("-", stdin=json.dumps(records)).stdout
    assert done.stdout == tag(write_records(tmp_path / "r.jsonl", *records)).stdout


@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_what_is_no_number_is_never_written(number: str, tmp_path: Path) -> None:
    line = json.dumps({"id": "a", "text": TREATY, "n": 0})
    (tmp_path / "r.jsonl").write_text(f"{line}\n{line.replace('0}', f'{number}}}')}\n", encoding="utf-8")
    done = tag(tmp_path / "r.jsonl")
    assert done.returncode == 1
    good, bad = (json.loads(line, parse_constant=pytest.fail) for line in done.stdout.splitlines())
    assert (good["n"], bad["id"]) == (0, "r.jsonl:2")
    assert f"r.jsonl:2: this is no JSON: {'the number ' if number == '1e999' else ''}{number} is" in done.stderr


def test_a_named_field_that_no_record_has_is_told_and_fails(tmp_path: Path) -> None:
    path = write_records(tmp_path / "r.jsonl", {"id": "a", "text": TREATY}, {"id": "b", "text": TREATY})
    done = tag(path, "--title-field", "headlin")
    assert done.returncode == 1
    assert [record["id"] for record in lines_of(done)] == ["a", "b", "r.jsonl"]
    assert done.stderr.splitlines() == [
        "r.jsonl:1: there is no field `headlin`",
        "error: r.jsonl: no record has the field `headlin`; name another (--title-field)",
        "1 of 3 records failed",
    ]


def test_files_of_a_folder_that_are_left_out_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TREATY, encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"%PDF-1.7")
    done = tag(tmp_path)
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        f"{tmp_path}: 1 file is left out (.pdf 1); a folder is read for .txt, .text, .html, .htm, .jsonl, .ndjson, "
        ".csv, .tsv, .parquet, .json"
    ]


def test_a_line_that_is_too_long_fails_and_the_others_are_tagged(tmp_path: Path) -> None:
    path = write_records(
        tmp_path / "r.jsonl", {"id": "a", "text": TREATY}, {"text": "x" * 40_000_000}, {"text": TREATY}
    )
    for done in (tag(path), tag("-", stdin=path.read_text(encoding="utf-8"))):
        assert done.returncode == 1
        first, bad, last = lines_of(done)
        assert "error" not in first.keys() | last.keys()
        assert bad["error"]["message"].partition(":2: ")[2] == (
            "the line has 40,000,013 bytes; a line has at most 33,554,432. Write each record on a line of its own"
        )


def test_a_page_of_html_carries_the_text_that_offsets_count_in(tmp_path: Path) -> None:
    headline, story = TREATY.split("\n")
    (tmp_path / "a.html").write_text(f"<body><h1>{headline}</h1><p>{story}</p>", encoding="utf-8")
    [found] = lines_of(tag(tmp_path))
    [evidence, *_] = found["partners"][0]["evidence"]
    assert found["text"] == TREATY
    assert found["text"][evidence["start"] : evidence["end"]] == evidence["text"] == "France"
