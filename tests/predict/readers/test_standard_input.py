"""Standard input is read as what it begins as; what cannot be read from there fails with the cure."""

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.predict.readers.csv_files import begins_csv
from dateline.predict.readers.fields import Fields
from dateline.predict.readers.read import read_records
from dateline.predict.records import Failure, Record

from .forms import COMPRESS, ROWS, TABLES, as_csv, message_of, read_stdin, write


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


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "before", [b"", b"\xef\xbb\xbf", b"\n \r\n"], ids=["nothing", "byte order mark", "blank lines"]
)
def test_a_table_on_standard_input_is_read_as_csv(
    delimiter: str, before: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = before + as_csv([*ROWS, {"id": "c"}], delimiter) + b"d,\xff\n"
    said: list[str] = []
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = list(read_records(["-"], tell=said.append))
    expected = read_records([write(tmp_path, "stdin.csv", data)])
    assert [repr(each) for each in found] == [repr(each).replace("stdin.csv", "stdin") for each in expected]
    assert [type(each) for each in found] == [Record, Record, Record, Failure]
    assert said[0] == "stdin: read as CSV, for it begins with the header of a table"


def test_the_text_of_a_table_on_standard_input_may_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"nr,story\n7,Suva\n")))
    assert list(read_records(["-"], Fields(text="story"))) == [
        Record("stdin:2", "Suva", "stdin:2", fields={"nr": "7"}),
    ]
    assert len(read_stdin(b"nr,story\n7,Suva\n", monkeypatch)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Text, body and content\nHanoi, May 5\n",
        "Home | Text | Video\nHanoi | Suva | Apia\n",
        "Text\nHanoi\n",
        "Text,\nHanoi,\n",
        "id,text\n",
        "id,text\nHanoi\n",
        "id,text\nHanoi, Suva, Apia\n",
        'id,text\n7,"Hanoi\nSuva\n',
        "id,headline\n7,Suva\n",
    ],
)
def test_prose_on_standard_input_is_no_table(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_stdin(text.encode(), monkeypatch) == [Record("stdin", text, "stdin")]


def test_no_article_is_taken_for_a_table(labelled: list[LabelledArticle]) -> None:
    assert [each.article.id for each in labelled if begins_csv(each.text.splitlines(keepends=True), Fields())] == []


def pretty(value: object) -> bytes:
    return json.dumps(value, indent=1).encode()


@pytest.mark.parametrize(
    "data",
    [
        b'[{"text": "Hanoi", "n": 1}, {"id": "b", "text": "Suva"}]',
        pretty([{"text": "Hanoi", "n": 1}, {"id": "b", "text": "Suva"}]),
        b'\xef\xbb\xbf\n[\n\n{\n\n"text": "Hanoi", "n": 1}, {"id": "b", "text": "Suva"}]\n',
    ],
    ids=["one line", "many lines", "blank lines"],
)
def test_an_array_of_objects_on_standard_input_is_read_as_a_file_of_it(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_stdin(data, monkeypatch) == [
        Record("stdin[0]", "Hanoi", "stdin[0]", fields={"n": 1}),
        Record("b", "Suva", "stdin[1]"),
    ]


def test_an_array_of_objects_that_is_cut_off_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    [failure] = read_stdin(b'[{"text": "Hanoi"},\n{"text": "Su', monkeypatch)
    assert message_of(failure).startswith("stdin: this is no JSON: Unterminated string starting at: line 2")


@pytest.mark.parametrize(
    "text", ["[Hanoi] – Suva\n", "[", "[\n\n", "[{", "[]", "[\nHanoi]", '["Hanoi"]', "[{x} Hanoi]"]
)
def test_a_text_that_begins_with_a_bracket_is_a_text(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_stdin(text.encode(), monkeypatch) == [Record("stdin", text, "stdin")]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (
            gzip.compress(b"Hanoi"),
            "this is gzip: decompress it first, `zcat FILE | dateline tag -`, or give the file's",
        ),
        (
            COMPRESS[".zst"](b"Hanoi"),
            "this is Zstandard: decompress it first, `zstdcat FILE | dateline tag -`, or give",
        ),
        (TABLES[".parquet"](ROWS), "this is Parquet, which is not read from its beginning on: give the file's name"),
        (TABLES[".parquet"](ROWS[:1])[:9], "this is Parquet, which is not read"),
    ],
    ids=["gzip", "Zstandard", "Parquet", "Parquet cut off"],
)
def test_what_is_no_text_fails_with_the_cure(data: bytes, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [failure] = read_stdin(data, monkeypatch)
    assert failure.id == "stdin"
    assert message_of(failure).startswith(f"stdin: {message}")


def test_a_text_that_begins_as_parquet_does_is_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_stdin(b"PAR1 is a name.", monkeypatch) == [Record("stdin", "PAR1 is a name.", "stdin")]
