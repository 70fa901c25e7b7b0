"""Batches: records in, tagged records or failures out, one for one and in the same order."""

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Any

from dateline.labels.article import Article
from dateline.labels.errors import ArticleError, LabelSetError
from dateline.predict.records import Failure, Record
from dateline.predict.repeats import Repeats
from dateline.predict.tagged import TaggedArticle
from dateline.predict.tagger import Tagger

NO_HOME = "none"
"""The home of a record or a tagger where every party is a partner."""

_CHUNK = 64
_CHUNKS_AHEAD = 4  # for each process


@dataclass(frozen=True, slots=True)
class TaggedRecord:
    """A tagged article with the fields that its record carried."""

    tagged: TaggedArticle
    fields: Mapping[str, Any]

    def to_dict(self, *, evidence: bool = True) -> dict[str, Any]:
        """Return the tags as JSON values, then the carried fields.

        A carried field with the name of a tag field would hide it, so such fields stand together under `input`.
        """
        record = self.tagged.to_dict()
        if not evidence:
            for tag in (*record["partners"], *record["domains"]):
                del tag["evidence"]
        hidden = {name: value for name, value in self.fields.items() if name in record or name == "input"}
        carried = {name: value for name, value in self.fields.items() if name not in hidden}
        return record | carried | ({"input": hidden} if hidden else {})


def home_of(value: str | None) -> str | None:
    """Return the home country's code for a setting: `none` means that there is none.

    >>> home_of("none"), home_of("fr")
    (None, 'FR')
    """
    return None if value is None or value.lower() == NO_HOME else value.upper()


def tag_record(tagger: Tagger, record: Record | Failure) -> TaggedRecord | Failure:
    """Tag one record, for its own home if it names one; what fails stays in its place."""
    if isinstance(record, Failure):
        return record
    try:
        chosen = tagger if record.home is None else tagger.at_home(home_of(record.home))
        return TaggedRecord(chosen.tag(record.text, article_id=record.id, language=record.language), record.fields)
    except (LabelSetError, ArticleError) as error:
        return Failure(record.id, error.code, f"{record.place}: {error}" if record.place else str(error))


def read_articles(tagger: Tagger, records: Iterable[Record | Failure]) -> Iterator[Article]:
    """Yield the articles of records; those that cannot be read are left to tagging, which reports them."""
    for record in records:
        if isinstance(record, Record):
            with suppress(ArticleError):
                yield tagger.read(record.text, language=record.language)


def tag_records(tagger: Tagger, records: Iterable[Record | Failure]) -> Iterator[TaggedRecord | Failure]:
    """Tag records one after the other."""
    return (tag_record(tagger, record) for record in records)


def tag_records_in_processes(
    tagger: Tagger, folder: Path, records: Iterable[Record | Failure], jobs: int
) -> Iterator[TaggedRecord | Failure]:
    """Tag records in several processes, each with a tagger of its own like the one given; the order stays.

    Args:
        tagger: The tagger.
        folder: The bundle that it was loaded from.
        records: The records.
        jobs: The number of processes.
    """
    chunks = _chunks(records)
    with ProcessPoolExecutor(
        jobs, initializer=_load_worker, initargs=(folder, tagger.home, tagger.min_score, tagger.repeats)
    ) as pool:
        waiting = [pool.submit(_tag_chunk, chunk) for chunk in islice(chunks, jobs * _CHUNKS_AHEAD)]
        while waiting:
            yield from waiting.pop(0).result()
            waiting += [pool.submit(_tag_chunk, chunk) for chunk in islice(chunks, 1)]


def _chunks(records: Iterable[Record | Failure]) -> Iterator[list[Record | Failure]]:
    source = iter(records)
    while chunk := list(islice(source, _CHUNK)):
        yield chunk


_worker: list[Tagger] = []  # a process of the pool has one tagger


def _load_worker(folder: Path, home: str | None, min_score: float | None, repeats: Repeats) -> None:
    _worker[:] = [replace(Tagger.load(folder, home, min_score), repeats=repeats)]


def _tag_chunk(chunk: list[Record | Failure]) -> list[TaggedRecord | Failure]:
    return list(tag_records(_worker[0], chunk))
