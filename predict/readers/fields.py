"""Which fields of a record hold its text, its id, its home country and its language."""

import json
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields
from typing import Any

from dateline.labels.errors import ArticleError
from dateline.predict.records import Record

GUESSES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "article_text", "article_body", "maintext"),
    "id": ("id", "article_id", "doc_id", "document_id", "uid", "uuid", "guid", "url", "link"),
    "home": ("home", "home_country"),
    "language": ("language", "lang"),
}
"""The names by which each field is known, likeliest first; case does not count."""


Tell = Callable[[str], None]
"""Called with a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The names of the fields that are read; all others are carried through.

    Attributes:
        text: The field with the text; None to guess it by its name.
        id: That with the id.
        home: That with the home country.
        language: That with the language.
    """

    text: str | None = None
    id: str | None = None
    home: str | None = None
    language: str | None = None

    def settle(self, names: Collection[str]) -> "Fields":
        """Return the same with guesses in place of what is not set, among the field names of a record.

        >>> Fields(id="nr").settle(["nr", "Body", "url"])
        Fields(text='Body', id='nr', home=None, language=None)
        """
        by_name = {name.lower(): name for name in reversed(list(names))}

        def first(what: str) -> str | None:
            return next((by_name[guess] for guess in GUESSES[what] if guess in by_name), None)

        return Fields(**{what.name: getattr(self, what.name) or first(what.name) for what in fields(self)})

    def tell_guesses(self, given: "Fields", place: str, tell: Tell) -> None:
        """Tell which fields were guessed by other names than their own.

        Args:
            given: What was set.
            place: The file.
            tell: Called if there are any.
        """
        named = [
            f"{what.name} from `{getattr(self, what.name)}`"
            for what in fields(self)
            if getattr(self, what.name) not in (getattr(given, what.name), what.name, None)
        ]
        if named:
            tell(f"{place}: {', '.join(named)}")

    def read(self, values: Mapping[str, Any], record_id: str, place: str) -> Record:
        """Return the record that a row or object holds.

        Args:
            values: Its values by field.
            record_id: Its id if it brings none.
            place: Where it was read.

        Raises:
            ArticleError: A field is missing that is needed, or holds something else than it must.
        """
        used = {name for name in (self.text, self.id, self.home, self.language) if name is not None}
        return Record(
            record_id,
            _string(values, self.text or "text", place, required=True) or "",
            place,
            _string(values, self.home, place),
            _string(values, self.language, place),
            {name: value for name, value in values.items() if name not in used},
        )

    def id_of(self, values: Mapping[str, Any], place: str) -> str:
        """Return the id that a row or object brings, else its place."""
        value = values.get(self.id) if self.id is not None else None
        return place if value is None else str(value)


def _string(values: Mapping[str, Any], name: str | None, place: str, *, required: bool = False) -> str | None:
    value = values.get(name) if name is not None else None
    if value is None and not required:
        return None
    if value is None:
        given = ", ".join(map(str, values)) or "none"
        raise ArticleError(
            f"{place}: the field `{name}` is missing; the record has: {given}. Name the field with the text "
            "(--text-field)"
        )
    if not isinstance(value, str):
        raise ArticleError(f"{place}: the field `{name}` is {type(value).__name__}; wanted a string")
    return value


def as_json(value: Any) -> Any:  # noqa: ANN401 # values of a table are of any type
    """Return a table's value as JSON can hold it: dates and numbers of other kinds as text, NaN as nothing."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, Mapping):
        return {str(name): as_json(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(inner) for inner in value]
    try:
        json.dumps(value)
    except TypeError:
        return value.isoformat() if hasattr(value, "isoformat") else str(value)
    return value
