"""Records come from files of every format, from folders and from standard input, whether compressed or not."""

import csv
import gzip
import io
import json
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow
import pytest
import zstandard
from pyarrow import parquet

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import MAX_CHARACTERS
from dateline.predict.readers.csv_files import begins_csv
from dateline.predict.readers.fields import Fields
from dateline.predict.readers.read import ENDINGS, list_files, read_records
from dateline.predict.readers.source import Source
from dateline.predict.records import Failure, Record

Rows = Sequence[dict[str, str]]

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    ".gz": gzip.compress,
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress,
}
ROWS: Rows = [
    {"id": "a", "text": 'Hà Nội, "VNA"\nSuva; Apia\t|', "home": "FR", "language": "en", "url": "x?a=1,2"},
    {"id": "b", "text": "Lima", "home": "none", "language": "es", "url": ""},
]


def as_json_lines(rows: Rows) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)


def as_csv(rows: Rows, delimiter: str = ",") -> bytes:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def as_tsv(rows: Rows) -> bytes:
    return as_csv(rows, "\t")


def as_parquet(rows: Rows) -> bytes:
    file = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), file)
    return file.getvalue()


TABLES: dict[str, Callable[[Rows], bytes]] = {
    ".jsonl": as_json_lines,
    ".ndjson": as_json_lines,
    ".csv": as_csv,
    ".tsv": as_tsv,
    ".parquet": as_parquet,
}
compressions = pytest.mark.parametrize("compression", COMPRESS)


def write(folder: Path, name: str, data: bytes) -> str:
    """Write a file, compressed as its name says, and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(COMPRESS.get(path.suffix.lower(), COMPRESS[""])(data))
    return str(path)


def read_one(path: str) -> Record | Failure:
    [record] = read_records([path])
    return record


def message_of(record: Record | Failure) -> str:
    assert isinstance(record, Failure)
    return record.message


def test_every_ending_is_tested() -> None:
    assert {*TABLES, ".txt", ".text", ".html", ".htm"} == set(ENDINGS)


@compressions
@pytest.mark.parametrize("form", TABLES)
def test_every_format_gives_the_same_records(form: str, compression: str, tmp_path: Path) -> None:
    first, second = read_records([write(tmp_path, f"r{form}{compression}", TABLES[form](ROWS))])
    assert isinstance(first, Record)
    assert isinstance(second, Record)
    assert first == Record("a", ROWS[0]["text"], first.place, "FR", "en", {"url": "x?a=1,2"})
    assert second == Record("b", "Lima", second.place, "none", "es", {"url": ""})
    assert first.place != second.place
    assert first.place.startswith(f"r{form}{compression}:")


@compressions
@pytest.mark.parametrize("form", [".txt", ".text", ".TXT", ".md", ""])
def test_every_other_file_is_a_text(form: str, compression: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"r{form}{compression}", b"Hanoi\nSuva")
    assert read_one(path) == Record("r", "Hanoi\nSuva", path)


@compressions
@pytest.mark.parametrize("form", [".txt", *TABLES])
def test_the_meter_reaches_its_total(form: str, compression: str, tmp_path: Path) -> None:
    rows = [{**ROWS[0], "id": str(number)} for number in range(1000)]
    data = TABLES[form](rows) if form in TABLES else b"Hanoi"
    source = Source([write(tmp_path, f"{number}{form}{compression}", data) for number in range(2)])
    meter = source.make_meter()
    records = source.read(meter)
    for _ in range(1000 if form in TABLES else 1):
        next(records)
    assert meter.read > 0
    assert all(isinstance(record, Record) for record in records)
    assert meter.read == meter.total > 0


def test_the_meter_reaches_its_total_also_where_reading_stops_early(tmp_path: Path) -> None:
    paths = [write(tmp_path, "a.csv", b"title\n" * 999_999), write(tmp_path, "b.txt", b"x" * 6 * MAX_CHARACTERS)]
    source = Source([*paths, write(tmp_path, "c.parquet", b"no table")])
    meter = source.make_meter()
    assert all(isinstance(record, Failure) for record in source.read(meter))
    assert meter.read == meter.total


def many_rows() -> Rows:
    dice = random.Random(0)
    return [{"id": str(number), "text": dice.randbytes(50).hex()} for number in range(5000)]


@pytest.mark.parametrize("compression", [".gz", ".zst"])
@pytest.mark.parametrize("form", [".jsonl", ".csv"])
def test_records_before_the_end_of_a_file_cut_off_come_and_then_one_failure(
    form: str, compression: str, tmp_path: Path
) -> None:
    rows = many_rows()
    path = Path(write(tmp_path, f"r{form}{compression}", TABLES[form](rows)))
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    *records, failure = read_records([str(path)])
    assert 1000 < len(records) < 3000
    assert [(record.id, getattr(record, "text", None)) for record in records] == [
        (row["id"], row["text"]) for row in rows[: len(records)]
    ]
    assert failure.id == path.name
    assert message_of(failure).startswith(f"{path}: the compressed data is damaged or cut off: ")


@pytest.mark.parametrize("compression", [".gz", ".zst"])
@pytest.mark.parametrize("form", [".jsonl", ".csv"])
def test_records_before_the_damage_come_and_a_failure_is_last(form: str, compression: str, tmp_path: Path) -> None:
    rows = many_rows()
    path = Path(write(tmp_path, f"r{form}{compression}", TABLES[form](rows)))
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half : half + 1000] = bytes(1000)
    path.write_bytes(data)
    records = list(read_records([str(path)]))
    assert [getattr(record, "text", None) for record in records[:1000]] == [row["text"] for row in rows[:1000]]
    assert message_of(records[-1]).startswith(f"{path}: the compressed data is damaged or cut off: ")


@pytest.mark.parametrize("compression", [".gz", ".zst"])
@pytest.mark.parametrize("form", [".txt", ".parquet"])
def test_what_cannot_be_read_in_part_fails_as_a_whole_if_cut_off(form: str, compression: str, tmp_path: Path) -> None:
    data = as_parquet(ROWS) if form == ".parquet" else b"Hanoi"
    path = Path(write(tmp_path, f"r{form}{compression}", data))
    path.write_bytes(path.read_bytes()[:-1])
    assert message_of(read_one(str(path))).startswith(f"{path}: the compressed data is damaged")


@pytest.mark.parametrize(("name", "package"), [("a.parquet", "pyarrow"), ("a.txt.zst", "zstandard")])
def test_a_package_that_is_missing_is_named_and_other_files_come(
    name: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, name, as_parquet(ROWS))
    write(tmp_path, "b.txt", b"Suva")
    monkeypatch.setitem(sys.modules, package, None)
    failure, record = read_records([str(tmp_path)])
    assert message_of(failure).endswith(f"the package {package} is needed: pip install {package}")
    assert record.id == "b"


def test_guesses_are_told_once_for_each_file(tmp_path: Path) -> None:
    rows = [{"body": "Hanoi", "uid": "a"}, {"body": "Suva", "uid": "b"}]
    paths = [write(tmp_path, f"r{form}", TABLES[form](rows)) for form in TABLES]
    said: list[str] = []
    assert len(list(read_records(paths, tell=said.append))) == 2 * len(TABLES)
    told = [f"r{form}: text from `body`, id from `uid`" for form in TABLES]
    assert sorted(said) == sorted([*told, "r.tsv: columns between tabulators"])


@pytest.mark.parametrize("form", TABLES)
def test_given_fields_are_read_in_every_format(form: str, tmp_path: Path) -> None:
    rows = [{"text": "x", "story": "Hanoi", "nr": "a", "land": "FR"}]
    path = write(tmp_path, f"r{form}", TABLES[form](rows))
    [record] = read_records([path], Fields("story", "nr", "land"))
    assert isinstance(record, Record)
    assert (record.id, record.text, record.home, record.fields) == ("a", "Hanoi", "FR", {"text": "x"})


def test_a_folder_gives_its_files_in_order_of_name(tmp_path: Path) -> None:
    for name in ("b.txt", "c/d.TEXT", "e.md", "f.json", "a.txt.gz", "c/a.txt.zst", "z.gz"):
        write(tmp_path, name, b"Suva")
    write(tmp_path, "aa.jsonl", b'{"text": "Hanoi"}\n')
    assert [record.id for record in read_records([str(tmp_path)])] == ["a", "aa.jsonl:1", "b", "a", "d"]


@compressions
@pytest.mark.parametrize("form", ENDINGS)
def test_a_folder_is_read_for_every_ending(form: str, compression: str, tmp_path: Path) -> None:
    path = write(tmp_path, f"r{form}{compression.upper()}", b"")
    assert list_files(str(tmp_path)) == [Path(path)]


@pytest.mark.parametrize("name", [".a.txt", "._a.jsonl", ".git/a.txt", "b/.c/d/a.csv"])
def test_what_begins_with_a_dot_is_left_out_of_a_folder(name: str, tmp_path: Path) -> None:
    write(tmp_path, name, b"Hanoi")
    assert list_files(str(tmp_path)) == []


def test_a_folder_or_file_that_begins_with_a_dot_is_read_if_it_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, ".folder/a.txt", b"Hanoi")
    assert list_files(str(tmp_path / ".folder")) == [Path(path)]
    assert list_files(write(tmp_path, ".a.txt", b"Hanoi")) == [tmp_path / ".a.txt"]


def test_each_file_of_a_folder_comes_once(tmp_path: Path) -> None:
    write(tmp_path, "mail.txt/a.txt", b"Hanoi")
    assert [record.id for record in read_records([str(tmp_path)])] == ["a"]


def test_an_empty_folder_and_a_missing_file_fail(tmp_path: Path) -> None:
    empty, missing = read_records([str(tmp_path), str(tmp_path / "none.txt.gz")])
    assert empty.id == str(tmp_path)
    assert f"there are no articles in this folder (files with {', '.join(ENDINGS)})" in message_of(empty)
    assert missing == Failure("none", "article", f"{tmp_path / 'none.txt.gz'}: there is no such file or folder")


@pytest.mark.parametrize("path", ["Vietnam and France signed a treaty on extradition. " * 6, "a\0b.txt", "a.txt/b.txt"])
def test_a_path_that_no_file_can_have_fails_in_its_place_and_others_come(path: str, tmp_path: Path) -> None:
    failure, record = read_records([path, write(tmp_path, "a.txt", b"Hanoi")])
    assert message_of(failure).startswith(f"{path}: ")
    assert record.id == "a"


def read_stdin(data: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Record | Failure]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return list(read_records(["-"]))


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
