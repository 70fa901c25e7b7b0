"""JSON files: an array of records, one record, or JSON Lines under that name."""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO

from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.readers.json_lines import read_json_lines
from dateline.predict.readers.json_objects import Found, read_objects
from dateline.predict.readers.json_value import parse_json, require_object
from dateline.predict.readers.lines import Lines
from dateline.predict.readers.opening import rejoin
from dateline.predict.records import Failure, Record

MOST_BYTES = 64 * 1024 * 1024
"""The largest value: it is held in memory as a whole, some times over."""

_VALUE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[|\{\s*\n)")  # begins an array, or an object of several lines


def read_json(file: BinaryIO, name: str, fields: Fields, tell: Tell) -> Iterator[Record | Failure]:
    """Yield the records of a JSON file, as `read_objects` does.

    Args:
        file: The file.
        name: Its name, for places.
        fields: The fields to read.
        tell: Called with what was guessed, and with what was named but is not there.
    """
    data = file.read(MOST_BYTES + 1)
    try:
        found = _find_objects(data, name)
    except ArticleError as error:
        if _holds_lines(data):
            yield from read_json_lines(Lines(rejoin(data, file), name), name, fields, tell)
        else:
            yield Failure.of(name, error)
        return
    del data  # what it holds is in memory once more
    yield from read_objects(found, name, fields, tell)


def _find_objects(data: bytes, name: str) -> Iterator[Found]:
    """Return the objects of a value, each with its place.

    Raises:
        ArticleError: It is too large, no JSON, or holds no objects.
    """
    if len(data) > MOST_BYTES:
        raise ArticleError(
            f"{name}: the file has more than {MOST_BYTES:,} bytes; give it as JSON Lines, a record a line"
        )
    value = parse_json(data, name)
    if not isinstance(value, list):
        return iter([(name, require_object(value, name))])
    if not value:
        raise ArticleError(f"{name}: the array is empty")
    return _items(value, name)


def _items(values: list[object], name: str) -> Iterator[Found]:
    for number, value in enumerate(values):
        place = f"{name}[{number}]"
        found: dict[str, object] | ArticleError
        try:
            found = require_object(value, place)
        except ArticleError as error:
            found = error
        yield place, found


def _holds_lines(data: bytes) -> bool:
    """Tell whether what is no value holds records a line each; parts of a value may look so, too."""
    return _VALUE.match(data) is None and any(map(_is_object, io.BytesIO(data)))


def _is_object(line: bytes) -> bool:
    try:
        require_object(parse_json(line, ""), "")
    except ArticleError:
        return False
    return True
