"""A row of a Parquet file is a record; its values become JSON."""

import io
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pyarrow
import pytest
from pyarrow import parquet

from dateline.predict.readers.fields import Fields
from dateline.predict.readers.parquet_files import read_parquet
from dateline.predict.records import Failure, Record


def write(columns: dict[str, Any], **options: object) -> bytes:
    file = io.BytesIO()
    parquet.write_table(pyarrow.table(columns), file, **options)
    return file.getvalue()


def read(
    data: bytes,
    fields: Fields = Fields(),  # noqa: B008 # a value that nobody changes
    said: list[str] | None = None,
) -> list[Record | Failure]:
    tell = (said if said is not None else []).append
    return list(read_parquet(io.BytesIO(data), "r.parquet", fields, tell))


def message_of(record: Record | Failure) -> str:
    assert isinstance(record, Failure)
    assert (record.id, record.code) == ("r.parquet", "article")
    return record.message


def test_a_row_is_a_record_and_its_other_values_are_carried() -> None:
    columns = {
        "id": ["a", None],
        "text": ["Hanoi", "Suva"],
        "home": ["FR", None],
        "language": ["en", None],
        "n": [1, 2],
    }
    assert read(write(columns)) == [
        Record("a", "Hanoi", "r.parquet:1", "FR", "en", {"n": 1}),
        Record("r.parquet:2", "Suva", "r.parquet:2", None, None, {"n": 2}),
    ]


@pytest.mark.parametrize(
    ("value", "carried"),
    [
        (date(2024, 5, 1), "2024-05-01"),
        (datetime(2024, 5, 1, 12, tzinfo=UTC), "2024-05-01T12:00:00+00:00"),
        (Decimal("1.10"), "1.10"),
        (0.5, 0.5),
        (float("nan"), None),
        (True, True),
        (None, None),
        (b"caf\xc3\xa9", "café"),
        (b"\xff\x00", [255, 0]),
        (["a", None], ["a", None]),
        ([[1.5, float("inf")], []], [[1.5, None], []]),
        ({"at": date(2024, 5, 1), "in": {"x": [Decimal("2.5")]}}, {"at": "2024-05-01", "in": {"x": ["2.5"]}}),
    ],
    ids=repr,
)
def test_values_are_carried_as_json(value: object, carried: object) -> None:
    [record] = read(write({"text": ["Hanoi"], "x": [value]}))
    assert record == Record("r.parquet:1", "Hanoi", "r.parquet:1", fields={"x": carried})


@pytest.mark.parametrize(("value", "record_id"), [(7, "7"), (0, "0"), (date(2024, 5, 1), "2024-05-01")])
def test_an_id_may_be_of_another_type_than_a_string(value: object, record_id: str) -> None:
    assert [record.id for record in read(write({"id": [value], "text": ["Hanoi"]}))] == [record_id]


@pytest.mark.parametrize(
    "kind", [pyarrow.string(), pyarrow.large_string(), pyarrow.dictionary(pyarrow.int32(), pyarrow.string())], ids=str
)
def test_a_string_may_be_stored_in_any_way(kind: object) -> None:
    data = write({"text": pyarrow.array(["Hanoi", "Suva", "Hanoi"]).cast(kind)})
    assert [getattr(record, "text", None) for record in read(data)] == ["Hanoi", "Suva", "Hanoi"]


def test_a_text_stored_as_bytes_is_read_if_it_is_utf_8() -> None:
    good, bad = read(write({"text": ["Hà Nội".encode(), b"caf\xe9"]}))
    assert good == Record("r.parquet:1", "Hà Nội", "r.parquet:1")
    assert bad == Failure("r.parquet:2", "article", "r.parquet:2: the field `text` is list; wanted a string")


def test_a_row_without_a_text_fails_alone() -> None:
    first, bad, last = read(write({"id": ["a", "b", "c"], "text": ["Hanoi", None, "Suva"]}))
    assert (first, last) == (Record("a", "Hanoi", "r.parquet:1"), Record("c", "Suva", "r.parquet:3"))
    assert isinstance(bad, Failure)
    assert bad.id == "b"
    assert bad.message.startswith("r.parquet:2: the field `text` is missing; the record has: id, text")


def test_all_rows_come_in_their_order_however_they_are_grouped() -> None:
    texts = [f"Hanoi {number}" for number in range(1000)]
    records = read(write({"text": texts}, row_group_size=300))
    assert records == [Record(place := f"r.parquet:{n}", text, place) for n, text in enumerate(texts, 1)]


def test_guesses_are_told_once() -> None:
    said: list[str] = []
    records = read(write({"UID": ["a", "b"], "Body": ["Hanoi", "Suva"]}), said=said)
    assert records == [Record("a", "Hanoi", "r.parquet:1"), Record("b", "Suva", "r.parquet:2")]
    assert said == ["r.parquet: text from `Body`, id from `UID`"]


def test_given_names_win() -> None:
    [record] = read(write({"text": ["x"], "story": ["Hanoi"], "nr": [7]}), Fields("story", "nr"))
    assert record == Record("7", "Hanoi", "r.parquet:1", fields={"text": "x"})


@pytest.mark.parametrize("wanted", [Fields("nr"), Fields(id="nr"), Fields(home="nr"), Fields(title="nr")], ids=str)
def test_a_given_column_that_is_not_there_fails_with_the_cure(wanted: Fields) -> None:
    [failure] = read(write({"id": ["a"], "text": ["Hanoi"]}), wanted)
    assert message_of(failure) == (
        "r.parquet: there is no column `nr`; the columns are: id, text. Name the column with the text (--text-field), "
        "the headline (--title-field), the id (--id-field) or the home country (--home-field)"
    )


def test_two_columns_of_one_name_fail() -> None:
    file = io.BytesIO()
    parquet.write_table(pyarrow.table([["Hanoi"], ["Suva"]], names=["text", "text"]), file)
    [failure] = read(file.getvalue())
    assert message_of(failure) == "r.parquet: two columns are called 'text'; give each a name of its own"


def test_a_file_without_rows_fails() -> None:
    [failure] = read(write({"text": pyarrow.array([], pyarrow.string())}))
    assert message_of(failure) == "r.parquet: the file has no rows"


@pytest.mark.parametrize("data", [b"", b"Hanoi", b"PAR1" * 9, write({"text": ["Hanoi"]})[:-1]], ids=len)
def test_what_is_no_parquet_or_cut_off_fails(data: bytes) -> None:
    [failure] = read(data)
    assert message_of(failure).startswith("r.parquet: this is no Parquet file: ")


def test_rows_before_the_damage_come_and_then_one_failure() -> None:
    data = bytearray(write({"text": [f"Hanoi {n}" for n in range(1024)]}, row_group_size=256, use_dictionary=False))
    start = parquet.ParquetFile(io.BytesIO(data)).metadata.row_group(2).column(0).data_page_offset
    data[start : start + 16] = b"\xff" * 16
    *records, failure = read(bytes(data))
    assert [getattr(record, "text", None) for record in records] == [f"Hanoi {n}" for n in range(512)]
    assert message_of(failure).startswith("r.parquet: the rest of the table cannot be read: ")


def test_a_time_that_python_cannot_hold_fails() -> None:
    far = pyarrow.array([0, 10**14], pyarrow.timestamp("s"))
    *_, failure = read(write({"text": ["Hanoi", "Suva"], "at": far}))
    assert message_of(failure).startswith("r.parquet: the rest of the table cannot be read: ")


def test_without_pyarrow_the_failure_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    data = write({"text": ["Hanoi"]})
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    [failure] = read(data)
    assert message_of(failure) == "r.parquet: to read this the package pyarrow is needed: pip install pyarrow"
