"""JSON Lines: a record a line."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.readers.text_files import decode
from dateline.predict.records import Failure, Record


def read_json_lines(lines: Iterable[bytes], name: str, fields: Fields, tell: Tell) -> Iterator[Record | Failure]:
    """Yield the records of lines; all have their text in the field where the first that has a text has it.

    Args:
        lines: The lines.
        name: The file's name, for places.
        fields: The fields to read.
        tell: Called with what was guessed.
    """
    empty = True
    settled = fields
    told: frozenset[str] = frozenset()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        empty = False
        place = f"{name}:{number}"
        try:
            values = _parse(line, place)
        except ArticleError as error:
            yield Failure.of(place, error)
            continue
        chosen = settled.settle(values)
        if chosen.text in values:
            settled = replace(fields, text=chosen.text)
            told = chosen.tell_guesses(fields, values, name, tell, told)
        yield _record(values, chosen, place)
    if empty:
        yield Failure.of(name, ArticleError(f"{name}: the file is empty"))


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
    return _record(values, Fields().settle(values), place)


def _parse(line: bytes, place: str) -> dict[str, object]:
    try:
        values = json.loads(decode(line, place))
    except (ValueError, RecursionError) as error:
        raise ArticleError(f"{place}: this is no JSON: {error}") from error
    if not isinstance(values, dict):
        raise ArticleError(f"{place}: this is {type(values).__name__}; wanted an object with the field `text`")
    return values


def _record(values: dict[str, object], fields: Fields, place: str) -> Record | Failure:
    record_id = fields.id_of(values, place)
    try:
        return fields.read(values, record_id, place)
    except ArticleError as error:
        return Failure.of(record_id, error, fields.carried(values))
