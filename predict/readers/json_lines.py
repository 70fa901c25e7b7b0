"""JSON Lines: a record a line."""

from collections.abc import Iterable, Iterator
from itertools import count

from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.readers.json_objects import Found, read_object, read_objects
from dateline.predict.readers.json_value import parse_json, require_object
from dateline.predict.records import Failure, Record


def read_json_lines(lines: Iterable[bytes], name: str, fields: Fields, tell: Tell) -> Iterator[Record | Failure]:
    """Yield the records of lines, as `read_objects` does.

    Args:
        lines: The lines; one that cannot be read may be an `ArticleError` that is raised in its place.
        name: The file's name, for places.
        fields: The fields to read.
        tell: Called with what was guessed, and with what was named but is not there.
    """
    return read_objects(_parse_lines(lines, name), name, fields, tell)


def read_json_record(data: bytes, place: str) -> Record | Failure:
    """Return the record of a JSON object that stands by itself.

    Args:
        data: The object.
        place: Where it stands, for messages; its id if it brings none.
    """
    try:
        values = _parse(data, place)
    except ArticleError as error:
        return Failure.of(place, error)
    return read_object(values, Fields().settle(values), place)


def _parse_lines(lines: Iterable[bytes], name: str) -> Iterator[Found]:
    source = iter(lines)
    for number in count(1):
        place = f"{name}:{number}"
        found: dict[str, object] | ArticleError
        try:
            line = next(source)
            if not line.strip():
                continue
            found = _parse(line, place)
        except StopIteration:
            return
        except ArticleError as error:
            found = error
        yield place, found


def _parse(line: bytes, place: str) -> dict[str, object]:
    return require_object(parse_json(line, place), place)
