"""CSV files: a record a row, all values strings."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import BinaryIO, Protocol

from dateline.labels.article import MAX_CHARACTERS
from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.readers.lines import Lines
from dateline.predict.readers.text_files import decode
from dateline.predict.records import Failure, Record

_DELIMITERS = (",", ";", "\t", "|")
_NAMES = {",": "comma", ";": "semicolon", "\t": "tabulator", "|": "bar"}
_MOST_CELL = 4 * MAX_CHARACTERS  # one that is larger comes of a quotation mark that is never closed


def read_csv(file: BinaryIO, name: str, fields: Fields, tell: Tell) -> Iterator[Record | Failure]:
    """Yield the records of a CSV file with a header; the delimiter is what the header holds most of.

    A row that does not fit the header, is not UTF-8, or has a line that is too long stays in its place as a failure.

    Args:
        file: The file.
        name: Its name, for places.
        fields: The fields to read.
        tell: Called with what was guessed.
    """
    lines = Lines(io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline=""), name)
    empty = True
    try:
        rows = _open(lines, name, tell)
        header = _read_header(rows, name)
        settled = fields.settle(header)
        settled.check(header, name)
        settled.tell_guesses(fields, header, name, tell)
        for record in _read_rows(rows, lines, header, name, settled):
            empty = False
            yield record
        if empty:
            raise ArticleError(f"{name}: the file has no rows")
    except ArticleError as error:
        yield Failure.of(name, error)


def begins_csv(lines: Iterable[str], fields: Fields) -> bool:
    """Tell whether lines begin a table: a header of several columns, one of them with the text, then a row that fits.

    Prose is never taken for one: it has a blank behind a comma, a header has none around its names.

    Args:
        lines: The lines; no more are read than it takes to tell. An `ArticleError` that is raised in place of a row
            stands for one that is longer than any text.
        fields: The fields to read.

    >>> begins_csv(["id,text", "7,Suva"], Fields()), begins_csv(["Text, no table", "Suva, May 5"], Fields())
    (True, False)
    """
    source = iter(lines)
    is_header = False
    try:
        first = next((line for line in source if line.strip()), "")
        rows = _split(_delimiter(first), chain([first], source))
        header = next(rows, [])
        is_header = _is_header(header, fields)
        return is_header and len(next(filter(None, rows), ())) == len(header)
    except csv.Error:
        return False
    except ArticleError:
        return is_header


def _is_header(cells: Sequence[str], fields: Fields) -> bool:
    if len(cells) < 2 or not all(cells[1:]) or any(cell != cell.strip() for cell in cells):
        return False
    return fields.settle(cells).text in cells


class _Rows(Protocol):
    """What `csv.reader` returns."""

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


def _open(lines: Iterator[str], name: str, tell: Tell) -> _Rows:
    """Return the rows of lines, split as their first that is not blank tells.

    Raises:
        ArticleError: That line is no text or too long, or there is none.
    """
    head = []
    for line in lines:
        head.append(line)
        if line.strip():
            break
    decode("".join(head).encode(errors="surrogateescape"), name)
    delimiter = _delimiter(head[-1])
    if delimiter != ",":
        tell(f"{name}: columns between {_NAMES[delimiter]}s")
    return _split(delimiter, chain(head, lines))


def _delimiter(header: str) -> str:
    return max(_DELIMITERS, key=header.count)


def _split(delimiter: str, lines: Iterable[str]) -> _Rows:
    csv.field_size_limit(_MOST_CELL)
    # Where a quotation mark is never closed, only `strict` keeps it from swallowing the rows behind it unnoticed.
    return csv.reader(lines, delimiter=delimiter, strict=True)


def _read_header(rows: _Rows, name: str) -> list[str]:
    try:
        return next((row for row in rows if any(map(str.strip, row))), [])
    except csv.Error as error:
        raise _no_csv(name, error) from error


def _read_rows(
    rows: _Rows, lines: Lines[str], header: Sequence[str], name: str, fields: Fields
) -> Iterator[Record | Failure]:
    while True:
        place = f"{name}:{lines.number + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Failure.of(place, _no_csv(place, error))
            continue
        except ArticleError as error:
            yield Failure.of(place, error)
            continue
        if row:
            yield _read_row(row, header, place, fields)


def _read_row(row: Sequence[str], header: Sequence[str], place: str, fields: Fields) -> Record | Failure:
    if not _is_utf8(row):
        return Failure.of(place, ArticleError(f"{place}: the row is not UTF-8; save the file as UTF-8"))
    values = dict(zip(header, row, strict=False))
    emptied = {column: values.get(column) or None for column in (fields.id, fields.home, fields.language) if column}
    record_id = fields.id_of(values | emptied, place)
    if len(row) != len(header):
        misfit = f"{place}: the row has {len(row)} cells, the header {len(header)}; quote the cells"
        return Failure.of(record_id, ArticleError(misfit))
    try:
        return fields.read(values | emptied, record_id, place)
    except ArticleError as error:
        return Failure.of(record_id, error, fields.carried(values))


def _is_utf8(row: Sequence[str]) -> bool:
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_csv(place: str, error: csv.Error) -> ArticleError:
    cure = "a cell with quotation marks stands in quotation marks, and each of its own is written twice"
    return ArticleError(f"{place}: this is no CSV: {error}; {cure}")
