"""Records: articles as they come in, from files, folders, JSON Lines or standard input, one after the other.

A record that cannot be read stays in its place as a failure; the others still come.
"""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from dateline.labels.article import MAX_CHARACTERS
from dateline.labels.errors import ArticleError

STANDARD_INPUT = "-"
JSON_LINES = (".jsonl", ".ndjson")
TEXT_FILES = (".txt", ".text")

_MOST_BYTES = 4 * MAX_CHARACTERS  # no character of UTF-8 is longer
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_READ_FIELDS = ("id", "text", "home", "language")


@dataclass(frozen=True, slots=True)
class Record:
    """An article as it came in.

    Attributes:
        id: Its id; the file's name or the line's place if it brought none.
        text: Its text.
        place: Where it was read, for messages.
        home: The home country that it names; `none` for none, None if it names none.
        language: The language that it names, if any.
        fields: All other fields, to be carried through.
    """

    id: str
    text: str
    place: str = ""
    home: str | None = None
    language: str | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Failure:
    """A record that could not be read or tagged.

    Attributes:
        id: Its id, as for `Record`.
        code: A short, stable name of the kind of error.
        message: What is wrong, where, and what to do.
    """

    id: str
    code: str
    message: str

    @classmethod
    def of(cls, record_id: str, error: ArticleError) -> "Failure":
        """Return the failure that an error makes of a record."""
        return cls(record_id, error.code, str(error))

    def to_dict(self) -> dict[str, Any]:
        """Return the failure as JSON values, as it stands in the record's place."""
        return {"id": self.id, "error": {"code": self.code, "message": self.message}}


def read_records(paths: Iterable[str]) -> Iterator[Record | Failure]:
    """Yield the records of files, of folders (their text and JSON Lines files in order of name), and of `-`."""
    for path in paths:
        try:
            yield from _read_path(path)
        except OSError as error:
            yield Failure.of(Path(path).stem, ArticleError(f"{path}: {error.strerror}"))


def _read_path(path: str) -> Iterator[Record | Failure]:
    if path == STANDARD_INPUT:
        yield from _read_standard_input()
    elif Path(path).is_dir():
        yield from _read_folder(Path(path))
    elif Path(path).suffix.lower() in JSON_LINES:
        with Path(path).open("rb") as file:
            yield from _parse_lines(file, Path(path).name)
    else:
        yield _read_text(Path(path))


def _read_folder(folder: Path) -> Iterator[Record | Failure]:
    endings = (*TEXT_FILES, *JSON_LINES)
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in endings and path.is_file())
    if not found:
        wanted = ", ".join(endings)
        yield Failure.of(
            str(folder), ArticleError(f"{folder}: there are no articles in this folder (files with {wanted})")
        )
    yield from read_records(map(str, found))


def _read_text(path: Path) -> Record | Failure:
    try:
        if not path.exists():
            raise ArticleError(f"{path}: there is no such file or folder")
        if path.stat().st_size > _MOST_BYTES:
            raise ArticleError(
                f"{path}: the file has {path.stat().st_size:,} bytes; an article has at most {MAX_CHARACTERS:,} "
                "characters. Split the file into articles, or give it as JSON Lines"
            )
        return Record(path.stem, _decode(path.read_bytes(), str(path)), str(path))
    except ArticleError as error:
        return Failure.of(path.stem, error)


def _decode(data: bytes, place: str) -> str:
    """Decode UTF-8, with or without a byte order mark.

    Raises:
        ArticleError: The data is empty, of another encoding, or no text.
    """
    if not data.strip():
        raise ArticleError(f"{place}: the file is empty")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError(f"{place}: the text is UTF-16; save it as UTF-8")
    if b"\x00" in data:
        raise ArticleError(f"{place}: this is no text: byte {data.index(0):,} is NUL")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ArticleError(
            f"{place}: the text is not UTF-8: byte {error.start:,} is 0x{data[error.start]:02x}; save it as UTF-8"
        ) from error


def _read_standard_input() -> Iterator[Record | Failure]:
    """Yield the records of standard input: JSON Lines if it begins with `{`, else one text."""
    stream = sys.stdin.buffer
    head = list(_until_not_blank(stream))
    if b"".join(head).removeprefix(_BYTE_ORDER_MARK).lstrip().startswith(b"{"):
        yield from _parse_lines(chain(head, stream), "stdin")
        return
    try:
        yield Record("stdin", _decode(b"".join(head) + stream.read(), "stdin"), "stdin")
    except ArticleError as error:
        yield Failure.of("stdin", error)


def _until_not_blank(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield lines up to the first that is not blank."""
    for line in lines:
        yield line
        if line.strip():
            return


def _parse_lines(lines: Iterable[bytes], name: str) -> Iterator[Record | Failure]:
    empty = True
    for number, line in enumerate(lines, 1):
        if line.strip():
            empty = False
            yield _parse_line(line, f"{name}:{number}")
    if empty:
        yield Failure.of(name, ArticleError(f"{name}: the file is empty"))


def _parse_line(line: bytes, place: str) -> Record | Failure:
    record_id = place
    try:
        record = json.loads(_decode(line, place))
        if not isinstance(record, dict):
            raise ArticleError(f"{place}: the line is {type(record).__name__}; wanted an object with the field `text`")
        if record.get("id") is not None:
            record_id = str(record["id"])
        return Record(
            record_id,
            _field(record, "text", place) or "",
            place,
            _field(record, "home", place, required=False),
            _field(record, "language", place, required=False),
            {name: value for name, value in record.items() if name not in _READ_FIELDS},
        )
    except (ValueError, RecursionError) as error:
        return Failure.of(record_id, ArticleError(f"{place}: this is no JSON: {error}"))
    except ArticleError as error:
        return Failure.of(record_id, error)


def _field(record: Mapping[str, Any], name: str, place: str, *, required: bool = True) -> str | None:
    """Return a field that holds a string.

    Raises:
        ArticleError: The field is missing and required, or holds something else.
    """
    value = record.get(name)
    if value is None and not required:
        return None
    if value is None:
        given = ", ".join(map(str, record)) or "none"
        raise ArticleError(f"{place}: the field `{name}` is missing; the record has: {given}")
    if not isinstance(value, str):
        raise ArticleError(f"{place}: the field `{name}` is {type(value).__name__}; wanted a string")
    return value
