"""Repeats: paragraphs that stand in several stories of a batch are the page's, not the story's.

Pages of one source print the same teasers behind different stories. Articles with the same title or the same lead are
versions of one story and tell nothing. An update with a title and a lead of its own keeps what it has taken over.

A batch may be longer than memory holds. Where each paragraph stands is noted in temporary files, parted by the
paragraphs' digests, and each part is looked through by itself; memory holds one part, and eight bytes for each
paragraph that recurs.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from hashlib import blake2b
from tempfile import TemporaryFile
from typing import IO

import numpy as np
from numpy.typing import NDArray

from dateline.labels.article import Article
from dateline.models.lead import find_title

_LEAST_LENGTH = 60  # characters; shorter lines recur by chance
_LEAST_LEAD = 40  # characters; shorter lines behind a title are credits and dates
_PARTS = 64

_LETTERS = re.compile(r"[0-9A-Za-zÀ-ɏḀ-ỿ]+")

Digests = NDArray[np.uint64]


def _no_digests() -> Digests:
    return np.array([], dtype=np.uint64)


@dataclass(frozen=True, slots=True, eq=False)
class Repeats:
    """Paragraphs that stand in more than one story.

    Attributes:
        digests: Digests of their texts, sorted.
    """

    digests: Digests = field(default_factory=_no_digests)

    def lines_of(self, article: Article) -> list[int]:
        """Return the numbers of an article's paragraphs that are among them.

        An article most of whose long paragraphs recur, and not one alone, is a version of a story, and keeps them.
        """
        if not len(self.digests):
            return []
        long = [number for number, text in enumerate(article.texts) if _is_long(text)]
        wanted = np.array([_digest(article.texts[number]) for number in long], dtype=np.uint64)
        places = np.minimum(np.searchsorted(self.digests, wanted), len(self.digests) - 1)
        found = self.digests[places] == wanted
        if found.sum() > max(1, len(long) / 2):
            return []
        return [number for number, recurs in zip(long, found, strict=True) if recurs]


def find_repeats(articles: Iterable[Sequence[str]]) -> Repeats:
    """Return the paragraphs of 60 or more characters that stand in two articles of different title and lead.

    The order of the articles does not count, nor do stray signs and lost spaces, which repair would mend.

    Args:
        articles: The paragraphs of each.
    """
    with ExitStack() as stack:
        parts = [stack.enter_context(TemporaryFile()) for _ in range(_PARTS)]
        for texts in articles:
            for sighting in _sightings(texts):
                parts[int(sighting[0]) % _PARTS].write(sighting.tobytes())
        found = [_recurring(np.frombuffer(_whole(part), dtype=np.uint64).reshape(-1, 3)) for part in parts]
    return Repeats(np.sort(np.concatenate(found)))


def _sightings(texts: Sequence[str]) -> Iterator[Digests]:
    """Yield for each long paragraph its digest and those of the title and the lead that it stands with, shape (3,)."""
    if not texts:
        return
    title = find_title(texts)
    lead = next((text for text in texts[title + 1 :] if len(text) >= _LEAST_LEAD), "")
    story = _digest(texts[title]), _digest(lead)
    for text in texts:
        if _is_long(text):
            yield np.array([_digest(text), *story], dtype=np.uint64)


def _whole(part: IO[bytes]) -> bytes:
    part.seek(0)
    return part.read()


def _recurring(sightings: Digests) -> Digests:
    """Return the digests of paragraphs that stand with two titles and with two leads.

    Then two of their stories differ in both: of two with different titles and the same lead, one differs in both from
    any with another lead.

    Args:
        sightings: Digests of paragraph, title and lead, shape (sightings, 3).
    """
    if not len(sightings):
        return _no_digests()
    ordered = sightings[np.argsort(sightings[:, 0], kind="stable")]
    starts = np.flatnonzero(np.concatenate([[True], ordered[1:, 0] != ordered[:-1, 0]]))
    stories = ordered[:, 1:]
    differ = np.maximum.reduceat(stories, starts) != np.minimum.reduceat(stories, starts)
    return ordered[starts[differ.all(axis=1)], 0]


def _is_long(text: str) -> bool:
    return len(text) >= _LEAST_LENGTH


def _digest(text: str) -> int:
    """Return the digest of a text's Latin letters and figures; of the text where it has none."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    letters = "".join(_LETTERS.findall(composed)) or text
    return int.from_bytes(blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
