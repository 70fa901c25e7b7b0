"""Objects of JSON, each a record."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dateline.labels.errors import ArticleError
from dateline.predict.readers.fields import Fields, Tell
from dateline.predict.readers.named_fields import NamedFields
from dateline.predict.records import Failure, Record

Found = tuple[str, dict[str, object] | ArticleError]
"""A place with the object that stands there, or with what is wrong there."""


def read_objects(found: Iterable[Found], name: str, fields: Fields, tell: Tell) -> Iterator[Record | Failure]:
    """Yield the records of objects; all have their text in the field where the first that has a text has it.

    Args:
        found: The objects of a file.
        name: The file's name.
        fields: The fields to read.
        tell: Called with what was guessed, and with what was named but is not there.
    """
    settled, named = fields, NamedFields(fields, name, tell)
    told: frozenset[str] = frozenset()
    empty = True
    for place, values in found:
        empty = False
        if isinstance(values, ArticleError):
            yield Failure.of(place, values)
            continue
        chosen = settled.settle(values)
        if chosen.text in values:
            settled = replace(fields, text=chosen.text)
            told = chosen.tell_guesses(fields, values, name, tell, told)
        named.look(values, place)
        yield read_object(values, chosen, place)
    if empty:
        yield Failure.of(name, ArticleError(f"{name}: the file is empty"))
    yield from named.failures()


def read_object(values: dict[str, object], fields: Fields, place: str) -> Record | Failure:
    """Return the record of one object.

    Args:
        values: The object.
        fields: The fields to read.
        place: Where it stands; its id if it brings none.
    """
    record_id = fields.id_of(values, place)
    try:
        return fields.read(values, record_id, place)
    except ArticleError as error:
        return Failure.of(record_id, error, fields.carried(values))
