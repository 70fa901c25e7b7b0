"""`dateline tag` says what is wrong, leaves it in its place, and tags the others."""

import json
from pathlib import Path

import pytest

from .program import TREATY, Done, lines_of, tag, write_records

CASES = Path(__file__).parent.parent.parent / "cases"


BAD_TEXTS = [json.loads(line) for line in (CASES / "bad_texts.jsonl").read_text(encoding="utf-8").splitlines()]


BAD_LINES = [json.loads(line) for line in (CASES / "bad_lines.jsonl").read_text(encoding="utf-8").splitlines()]


LONG = 20 * 1024 * 1024


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
