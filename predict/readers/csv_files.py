"""CSV files: a record a row, all values strings."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Protocol

from dateline.labels.article import MAX_CHARACTERS
from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.records import Failure, Record

_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {",": "comma", ";": "semicolon", "\t": "tabulator", "|": "bar"}
_MOST_CELL = 4 * MAX_CHARACTERS  # one that is larger comes of a quotation mark that is never closed


def read_csv(file: BinaryIO, name: str, fields: Fields, tell: Tell) -> Iterator[Record | Failure]:
    """Yield the records of a CSV file with a header; the delimiter is what the header holds most of.

    A row that does not fit the header, or is not UTF-8, stays in its place as a failure.

    Args:
        file: The file.
        name: Its name, for places.
        fields: The fields to read.
        tell: Called with what was guessed.
    """
    lines = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    head = lines.readline()
    if not head.strip():
        yield Failure.of(name, ArticleError(f"{name}: the file is empty; wanted a header and rows"))
        return
    delimiter = max(_DELIMITERS, key=head.count)
    if delimiter != ",":
        tell(f"{name}: columns between {_NAMES[delimiter]}s")
    csv.field_size_limit(_MOST_CELL)
    rows = csv.reader(_chain(head, lines), delimiter=delimiter)
    header = next(rows)
    try:
        settled = _settle(header, name, fields, tell)
    except ArticleError as error:
        yield Failure.of(name, error)
        return
    yield from _read_rows(rows, header, name, settled)


def _chain(head: str, lines: io.TextIOWrapper) -> Iterator[str]:
    yield head
    yield from lines


def _settle(header: Sequence[str], name: str, fields: Fields, tell: Tell) -> Fields:
    settled = fields.settle(header)
    twice = next((column for number, column in enumerate(header) if column in header[:number]), None)
    if twice is not None:
        raise ArticleError(f"{name}: two columns are called {twice!r}; give each a name of its own")
    if missing := [each for each in (settled.text or "text", settled.id, settled.home) if each and each not in header]:
        raise ArticleError(
            f"{name}: there is no column `{missing[0]}`; the columns are: {', '.join(header)}. Name the column with "
            "the text (--text-field), the id (--id-field) or the home country (--home-field)"
        )
    settled.tell_guesses(fields, name, tell)
    return settled


class _Rows(Protocol):
    """What `csv.reader` returns."""

    line_num: int

    def __next__(self) -> list[str]: ...


def _read_rows(
    rows: _Rows,
    header: Sequence[str],
    name: str,
    fields: Fields,
) -> Iterator[Record | Failure]:
    while True:
        place = f"{name}:{rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure.of(place, ArticleError(f"{place}: this is no CSV: {error}"))
            continue
        if row:
            yield _read_row(row, header, place, fields)


def _read_row(row: Sequence[str], header: Sequence[str], place: str, fields: Fields) -> Record | Failure:
    values = dict(zip(header, row, strict=False))
    emptied = {column: values.get(column) or None for column in (fields.id, fields.home, fields.language) if column}
    record_id = fields.id_of(values | emptied, place)
    try:
        if len(row) != len(header):
            raise ArticleError(f"{place}: the row has {len(row)} cells, the header {len(header)}; quote the cells")
        "".join(row).encode()
        return fields.read(values | emptied, record_id, place)
    except UnicodeEncodeError:
        return Failure.of(place, ArticleError(f"{place}: the row is not UTF-8; save the file as UTF-8"))
    except ArticleError as error:
        return Failure.of(record_id, error)
