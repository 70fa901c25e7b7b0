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
        assert read_one(path) == Record(path.stem, path.read_bytes().decode())


def test_a_byte_order_mark_is_not_part_of_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfHanoi\r\nSuva")
    assert read_one(tmp_path / "a.txt") == Record("a", "Hanoi\r\nSuva")


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
    assert (first, last) == (Record("r.jsonl:1", "Hanoi"), Record("7", "Suva"))
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
    assert read_one(tmp_path / "r.jsonl") == Record("a", "Hanoi", "FR", "en", {"url": None, "tags": [1, {"x": "é"}]})


def test_standard_input_is_json_lines_or_one_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_stdin(b'{"text": "Hanoi"}\n{"text": "Suva"}', monkeypatch) == [
        Record("stdin:1", "Hanoi"),
        Record("stdin:2", "Suva"),
    ]
    assert read_stdin(b"Hanoi\nSuva {x}\n", monkeypatch) == [Record("stdin", "Hanoi\nSuva {x}\n")]
    assert read_stdin(b"", monkeypatch) == [Failure("stdin", "article", "stdin: the file is empty")]


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\n"], ids=["byte order mark", "blank line"])
@pytest.mark.xfail(reason="standard input is JSON Lines only if `{` is its very first sign", strict=True)
def test_standard_input_is_read_as_a_file_would_be(before: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    [record] = read_stdin(before + b'{"id": "a", "text": "Hanoi"}\n', monkeypatch)
    assert record == Record("a", "Hanoi")


@pytest.mark.xfail(reason="an id that is null becomes the word None", strict=True)
def test_an_id_that_is_null_is_none(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text('{"id": null, "text": "Hanoi"}', encoding="utf-8")
    assert read_one(tmp_path / "r.jsonl").id == "r.jsonl:1"


@pytest.mark.xfail(raises=RecursionError, reason="the depth of JSON is not guarded", strict=True)
def test_json_too_deep_fails_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "r.jsonl").write_text("[" * 100_000 + "\n", encoding="utf-8")
    assert isinstance(read_one(tmp_path / "r.jsonl"), Failure)


@pytest.mark.xfail(raises=OSError, reason="a path that the system refuses is not guarded", strict=True)
def test_a_text_given_as_a_path_fails_in_its_place() -> None:
    assert isinstance(read_one("Vietnam and France signed a treaty on extradition. " * 6), Failure)


@pytest.mark.xfail(reason="a folder whose name ends like a text's is walked twice", strict=True)
def test_each_file_of_a_folder_comes_once(tmp_path: Path) -> None:
    (tmp_path / "mail.txt").mkdir()
    (tmp_path / "mail.txt" / "a.txt").write_text("Hanoi", encoding="utf-8")
    assert [record.id for record in read_records([str(tmp_path)])] == ["a"]
