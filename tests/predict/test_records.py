"""Records come in from files, folders, JSON Lines and standard input; what cannot be read stays in its place."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from dateline.labels.article import MAX_CHARACTERS
from dateline.predict.records import Failure, Record, read_records

CASES = Path(__file__).parent.parent / "cases"
BAD_TEXTS = [json.loads(line) for line in (CASES / "bad_texts.jsonl").read_text(encoding="utf-8").splitlines()]
BAD_LINES = [json.loads(line) for line in (CASES / "bad_lines.jsonl").read_text(encoding="utf-8").splitlines()]


def read_one(path: Path | str) -> Record | Failure:
    [record] = read_records([str(path)])
    return record


def read_stdin(data: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Record | Failure]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return list(read_records(["-"]))


def test_a_text_file_is_one_record_named_after_it(root: Path) -> None:
    for path in (root / "seeds").glob("*.txt"):
        assert read_one(path) == Record(path.stem, path.read_bytes().decode(), str(path))


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfHanoi\r\nSuva")
    assert read_one(tmp_path / "a.txt") == Record("a", "Hanoi\r\nSuva", str(tmp_path / "a.txt"))


@pytest.mark.parametrize("case", [case for case in BAD_TEXTS if case["name"] != "mark"], ids=lambda case: case["name"])
def test_a_file_that_is_no_text_fails_with_place_and_cause(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / f"{case['name']}.txt"
    path.write_bytes(case["latin1"].encode("latin-1"))
    assert read_one(path) == Failure(case["name"], "article", f"{path}: {case['message']}")


def test_a_file_too_large_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * (4 * MAX_CHARACTERS + 1))
    failure = read_one(path)
    assert isinstance(failure, Failure)
    assert failure.message.startswith(f"{path}: the file has 4,000,001 bytes; an article has at most 1,000,000")


def test_a_folder_gives_its_texts_and_lines_in_order_of_name(tmp_path: Path) -> None:
    for name, data in {"b.txt": "Suva", "a.jsonl": '{"text": "Hanoi"}\n', "c/d.TEXT": "Apia", "e.md": "no"}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(data, encoding="utf-8")
    assert [record.id for record in read_records([str(tmp_path)])] == ["a.jsonl:1", "b", "d"]


def test_an_empty_folder_and_a_missing_file_fail(tmp_path: Path) -> None:
    empty, missing = read_records([str(tmp_path), str(tmp_path / "none.txt")])
    assert isinstance(empty, Failure)
    assert "there are no articles in this folder (files with .txt, .text, .jsonl, .ndjson)" in empty.message
    assert missing == Failure("none", "article", f"{tmp_path / 'none.txt'}: there is no such file or folder")


@pytest.mark.parametrize("case", BAD_LINES, ids=lambda case: case["comment"])
def test_a_bad_line_fails_in_its_place_and_the_others_come(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(f'{{"text": "Hanoi"}}\n\n{case["line"]}\n{{"id": 7, "text": "Suva"}}\n', encoding="utf-8")
    first, bad, last = read_records([str(path)])
    assert (first, last) == (Record("r.jsonl:1", "Hanoi", "r.jsonl:1"), Record("7", "Suva", "r.jsonl:4"))
    assert isinstance(bad, Failure)
    assert (bad.id, bad.code) == (case["id"] or "r.jsonl:3", "article")
    assert bad.message.startswith(f"r.jsonl:3: {case['message']}")


@pytest.mark.parametrize("data", [b"", b"\n \n"])
def test_json_lines_without_a_line_fail(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "r.ndjson").write_bytes(data)
    assert read_one(tmp_path / "r.ndjson") == Failure("r.ndjson", "article", "r.ndjson: the file is empty")


def test_home_and_language_are_read_and_other_fields_carried(tmp_path: Path) -> None:
    record = {"id": "a", "text": "Hanoi", "home": "FR", "language": "en", "url": None, "tags": [1, {"x": "é"}]}
    (tmp_path / "r.jsonl").write_text(json.dumps(record), encoding="utf-8")
    carried = {"url": None, "tags": [1, {"x": "é"}]}
    assert read_one(tmp_path / "r.jsonl") == Record("a", "Hanoi", "r.jsonl:1", "FR", "en", carried)


def test_standard_input_is_json_lines_or_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_stdin(b'{"text": "Hanoi"}\n{"text": "Suva"}', monkeypatch) == [
        Record("stdin:1", "Hanoi", "stdin:1"),
        Record("stdin:2", "Suva", "stdin:2"),
    ]
    assert read_stdin(b"Hanoi\nSuva {x}\n", monkeypatch) == [Record("stdin", "Hanoi\nSuva {x}\n", "stdin")]
    assert read_stdin(b"", monkeypatch) == [Failure("stdin", "article", "stdin: the file is empty")]


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n"], ids=["byte order mark", "blank line"])
def test_standard_input_is_read_as_a_file_would_be(before: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    [record] = read_stdin(before + b'{"id": "a", "text": "Hanoi"}\n', monkeypatch)
    assert (record.id, getattr(record, "text", "")) == ("a", "Hanoi")


@pytest.mark.parametrize(
    ("data", "record"),
    [
        (b"\n \nHanoi\n", Record("stdin", "\n \nHanoi\n", "stdin")),
        (b'\n\n{"text": "Hanoi"}\n', Record("stdin:3", "Hanoi", "stdin:3")),
    ],
)
def test_blank_lines_at_the_head_of_standard_input_count(
    data: bytes, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_stdin(data, monkeypatch) == [record]


def test_an_id_that_is_null_is_none(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"id": null, "text": "Hanoi"}', encoding="utf-8")
    assert read_one(tmp_path / "r.jsonl").id == "r.jsonl:1"


def test_json_too_deep_fails_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("[" * 100_000 + "\n", encoding="utf-8")
    assert isinstance(read_one(tmp_path / "r.jsonl"), Failure)


def test_a_text_given_as_a_path_fails_in_its_place() -> None:
    assert isinstance(read_one("Vietnam and France signed a treaty on extradition. " * 6), Failure)


def test_each_file_of_a_folder_comes_once(tmp_path: Path) -> None:
    (tmp_path / "mail.txt").mkdir()
    (tmp_path / "mail.txt" / "a.txt").write_text("Hanoi", encoding="utf-8")
    assert [record.id for record in read_records([str(tmp_path)])] == ["a"]
