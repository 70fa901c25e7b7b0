"""Which fields of a record hold its text, its id, its home country and its language."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from dateline.labels.errors import ArticleError
from dateline.predict.readers.headline import HEADLINES, join_headline
from dateline.predict.readers.languages import read_language
from dateline.predict.records import Record

GUESSES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "full_text", "fulltext", "article_text", "article_body", "maintext"),
    "id": ("id", "article_id", "doc_id", "document_id", "uid", "uuid", "guid"),
    "home": ("home", "home_country"),
    "language": ("language", "lang"),
}
"""The names by which each field is known, likeliest first; case and blanks around do not count."""

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
        title: That with the headline, which becomes the text's first line; never guessed, and carried through as well.
    """

    text: str | None = None
    id: str | None = None
    home: str | None = None
    language: str | None = None
    title: str | None = None

    def settle(self, names: Collection[str]) -> "Fields":
        """Return the same with guesses in place of what is not set, among the field names of a record.

        >>> Fields(id="nr").settle(["nr", "Body", "url"])
        Fields(text='Body', id='nr', home=None, language=None, title=None)
        """
        given = {getattr(self, what.name) for what in fields(self)}
        by_name = {name.strip().lower(): name for name in reversed(list(names)) if name not in given}

        def first(what: str) -> str | None:
            return next((by_name[guess] for guess in GUESSES.get(what, ()) if guess in by_name), None)

        return Fields(**{what.name: getattr(self, what.name) or first(what.name) for what in fields(self)})

    @property
    def read_from(self) -> tuple[str, ...]:
        """The names of all fields that are read, first that with the text."""
        others = (self.id, self.home, self.language, self.title)
        return (self.text or "text", *(name for name in others if name is not None))

    def check(self, columns: Sequence[str], place: str) -> None:
        """Check that a table has these fields, and no two columns of one name.

        Args:
            columns: The names of its columns.
            place: The file.

        Raises:
            ArticleError: It has not.
        """
        twice = next((column for number, column in enumerate(columns) if column in columns[:number]), None)
        if twice is not None:
            raise ArticleError(f"{place}: two columns are called {twice!r}; give each a name of its own")
        missing = next((column for column in self.read_from if column not in columns), None)
        if missing is not None:
            raise ArticleError(
                f"{place}: there is no column `{missing}`; the columns are: {', '.join(columns)}. Name the column with "
                "the text (--text-field), the headline (--title-field), the id (--id-field) or the home country "
                "(--home-field)"
            )

    def tell_guesses(
        self, given: "Fields", names: Iterable[str], place: str, tell: Tell, told: frozenset[str] = frozenset()
    ) -> frozenset[str]:
        """Tell what was guessed, and return all that was told of a file.

        That is which fields were guessed by other names than their own, and which may be a headline that is not read.

        Args:
            given: What was set.
            names: The names of the fields that there are.
            place: The file.
            tell: Called if there is anything new.
            told: What was told of the file before.
        """
        guessed = [
            f"{what.name} from `{getattr(self, what.name)}`"
            for what in fields(self)
            if getattr(self, what.name) not in (getattr(given, what.name), what.name, None)
        ]
        new = [guess for guess in guessed if guess not in told]
        if new:
            tell(f"{place}: {', '.join(new)}")
        headline = self._unread_headline(names)
        if headline is not None and headline not in told:
            tell(f"{place}: `{headline}` is not part of the text; --title-field {headline} makes it the first line")
            new.append(headline)
        return told.union(new)

    def _unread_headline(self, names: Iterable[str]) -> str | None:
        if self.title is not None:
            return None
        return next((name for name in names if name.strip().lower() in HEADLINES and name not in self.read_from), None)

    def read(self, values: Mapping[str, Any], record_id: str, place: str) -> Record:
        """Return the record that a row or object holds.

        Args:
            values: Its values by field.
            record_id: Its id if it brings none.
            place: Where it was read.

        Raises:
            ArticleError: A field is missing that is needed, or holds something else than it must.
        """
        text, home = self._text_of(values, place), _string(values, self.home, place) or None
        language = _string(values, self.language, place)
        return Record(record_id, text, place, home, read_language(language) if language else None, self.carried(values))

    def _text_of(self, values: Mapping[str, Any], place: str) -> str:
        field = self.text or "text"
        if self.title == field:
            raise ArticleError(
                f"{place}: `{field}` cannot be both text and headline; name another field (--text-field, --title-field)"
            )
        text, headline = _string(values, field, place, required=True) or "", _string(values, self.title, place) or ""
        return join_headline(text, headline)

    def carried(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what a row or object holds beside these fields, with the headline, by which people know an article."""
        used = {self.text, self.id, self.home, self.language}
        return {name: value for name, value in values.items() if name not in used}

    def id_of(self, values: Mapping[str, Any], place: str) -> str:
        """Return the id that a row or object brings, else its place; one that is empty is none."""
        value = values.get(self.id) if self.id is not None else None
        return ("" if value is None else str(value)) or place


def _string(values: Mapping[str, Any], name: str | None, place: str, *, required: bool = False) -> str | None:
    value = values.get(name) if name is not None else None
    if value is None and not required:
        return None
    if value is None:
        given = ", ".join(map(str, values)) or "none"
        raise ArticleError(
            f"{place}: the field `{name}` is missing; the record has: {given}. Call the field with the text "
            "`text`, or tell its name (--text-field)"
        )
    if not isinstance(value, str):
        raise ArticleError(f"{place}: the field `{name}` is {type(value).__name__}; wanted a string")
    return value
