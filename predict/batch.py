"""Batches: records in, tagged records or failures out, one for one and in the same order."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol, TypeVar

from dateline.labels.errors import ArticleError, LabelSetError, TimeLimitError
from dateline.predict.records import Failure, Record, with_carried
from dateline.predict.tagged import TaggedArticle
from dateline.predict.time_limit import time_limit

NO_HOME = "none"
"""The home of a record or a tagger where every party is a partner."""

Item = TypeVar("Item")


class ArticleTagger(Protocol):
    """What tags articles: a `Tagger`, which is not named here, for batches of frames are a method of it."""

    def at_home(self, home: str | None) -> "ArticleTagger":
        """Return the same for another home country; None or `none` keeps all parties."""

    def tag(self, text: str, *, article_id: str = "", language: str | None = None) -> TaggedArticle:
        """Tag one article."""


@dataclass(frozen=True, slots=True)
class TaggedRecord:
    """A tagged article with the fields that its record carried."""

    tagged: TaggedArticle
    fields: Mapping[str, Any]

    def to_dict(self, *, evidence: bool = True) -> dict[str, Any]:
        """Return the tags as JSON values, then the carried fields."""
        record = self.tagged.to_dict()
        if not evidence:
            for tag in (*record["partners"], *record["domains"]):
                del tag["evidence"]
        return with_carried(record, self.fields)


Outcome = TaggedRecord | Failure
"""What becomes of a record."""


def home_of(value: str | None) -> str | None:
    """Return the home country's code for a setting: `none` means that there is none.

    >>> home_of("none"), home_of("fr")
    (None, 'FR')
    """
    return None if value is None or value.lower() == NO_HOME else value.upper()


def as_record(record: Record | Failure) -> Record | Failure:
    """Return a record that has been read already, where others are read first."""
    return record


def tag_record(tagger: ArticleTagger, record: Record | Failure, seconds: float | None = None) -> Outcome:
    """Tag one record, for its own home if it names one; what fails stays in its place.

    Args:
        tagger: The tagger.
        record: The record, or the failure that stands in its place already.
        seconds: The time that it may take; None for all that it takes.
    """
    if isinstance(record, Failure):
        return record
    try:
        with time_limit(seconds):
            chosen = tagger if record.home is None else tagger.at_home(record.home)
            tagged = chosen.tag(record.text, article_id=record.id, language=record.language)
        return TaggedRecord(tagged, record.fields)
    except (LabelSetError, ArticleError, TimeLimitError) as error:
        message = f"{record.place}: {error}" if record.place else str(error)
        return Failure(record.id, error.code, message, record.fields)


def tag_records(
    tagger: ArticleTagger, records: Iterable[Record | Failure], seconds: float | None = None
) -> Iterator[Outcome]:
    """Tag records one after the other, each in the time that it may take."""
    return (tag_record(tagger, record, seconds) for record in records)


def split_chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield items in lists of a size; the last may be shorter.

    >>> list(split_chunks("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    source = iter(items)
    while chunk := list(islice(source, size)):
        yield chunk
