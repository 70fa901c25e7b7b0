"""The same records in every format, compressed or not."""

import csv
import gzip
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow
import pytest
import zstandard
from pyarrow import parquet

from dateline.predict.readers.read import read_records
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


def as_json(rows: Rows) -> bytes:
    return json.dumps(list(rows)).encode()


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
    ".json": as_json,
    ".csv": as_csv,
    ".tsv": as_tsv,
    ".parquet": as_parquet,
}


def write(folder: Path, name: str, data: bytes) -> str:
    """Write a file, compressed as its name says, and return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(COMPRESS.get(path.suffix.lower(), COMPRESS[""])(data))
    return str(path)


def message_of(record: Record | Failure) -> str:
    assert isinstance(record, Failure)
    return record.message


def read_stdin(data: bytes, monkeypatch: pytest.MonkeyPatch) -> list[Record | Failure]:
    """Return the records of data on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    return list(read_records(["-"]))
