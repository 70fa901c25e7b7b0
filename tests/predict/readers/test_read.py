"""Records come from files of every format, from folders and from standard input, whether compressed or not."""

import random
import sys
from pathlib import Path

import pytest

from dateline.labels.article import MAX_CHARACTERS
from dateline.predict.readers.fields import Fields
from dateline.predict.readers.folders import ENDINGS
from dateline.predict.readers.lines import MOST as LONGEST_LINE
from dateline.predict.readers.read import read_records
from dateline.predict.readers.source import Source
from dateline.predict.records import Failure, Record

from .forms import COMPRESS, ROWS, TABLES, Rows, as_parquet, message_of, write

compressions = pytest.mark.parametrize("compression", COMPRESS)


def read_one(path: str) -> Record | Failure:
    [record] = read_records([path])
    return record


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
    assert first.place.startswith(f"r{form}{compression}")


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
@pytest.mark.parametrize("form", [".txt", ".parquet", ".json"])
def test_what_cannot_be_read_in_part_fails_as_a_whole_if_cut_off(form: str, compression: str, tmp_path: Path) -> None:
    data = TABLES[form](ROWS) if form in TABLES else b"Hanoi"
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


@compressions
@pytest.mark.parametrize("form", [".jsonl", ".csv"])
def test_a_line_that_is_too_long_fails_in_its_place_and_the_others_come(
    form: str, compression: str, tmp_path: Path
) -> None:
    rows = [{"id": "a", "text": "Hanoi"}, {"id": "b", "text": "x" * LONGEST_LINE}, {"id": "c", "text": "Suva"}]
    path = write(tmp_path, f"r{form}{compression}", TABLES[form]([*rows, {"id": "", "text": "Lima"}]))
    first, bad, *others = read_records([path])
    number = 3 if form == ".csv" else 2
    place = f"r{form}{compression}:{number}"
    assert (first.id, bad.id) == ("a", place)
    assert message_of(bad).startswith(f"{place}: the line has 33,554,4")
    assert "; a line has at most 33,554,432. Write each record on a line of its own" in message_of(bad)
    assert [(each.id, getattr(each, "text", None)) for each in others] == [
        ("c", "Suva"),
        (f"r{form}{compression}:{number + 2}", "Lima"),
    ]


def test_a_header_that_is_too_long_fails_the_file(tmp_path: Path) -> None:
    [failure] = read_records([write(tmp_path, "r.csv", b"x," * LONGEST_LINE + b"text\na,b\n")])
    assert failure.id == "r.csv"
    assert message_of(failure).startswith("r.csv:1: the line has 67,108,869 characters; a line has at most")
