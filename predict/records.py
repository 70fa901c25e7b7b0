"""Records: articles as they come in, and the failures that stand in place of those that cannot be read or tagged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.labels.errors import DatelineError

RESERVED = frozenset("id language home partners domains sections review doubt model error input".split())
"""The names of the fields that a tagged record or a failure may have of its own."""


def with_carried(record: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is told of a record, then the fields that it carried.

    Those with a name by which tags and failures are known would hide them, so they stand together under `input`.

    >>> with_carried({"id": "a", "review": False}, {"url": "x", "error": "mine"})
    {'id': 'a', 'review': False, 'url': 'x', 'input': {'error': 'mine'}}
    """
    hidden = {name: value for name, value in fields.items() if name in RESERVED}
    carried = {name: value for name, value in fields.items() if name not in hidden}
    return {**record, **carried, **({"input": hidden} if hidden else {})}


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
        fields: All other fields of a record that could be read but not tagged, to be carried through.
    """

    id: str
    code: str
    message: str
    fields: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, record_id: str, error: DatelineError, fields: Mapping[str, Any] | None = None) -> "Failure":
        """Return the failure that an error makes of a record, with the fields that it carried."""
        return cls(record_id, error.code, str(error), fields or {})

    def to_dict(self) -> dict[str, Any]:
        """Return the failure as JSON values, as it stands in the record's place, then the carried fields."""
        return with_carried({"id": self.id, "error": {"code": self.code, "message": self.message}}, self.fields)
