"""Known words and how many articles each stands in: they weigh words and find the seams of glued ones."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

WORD = re.compile(r"[^\W\d_]+")
"""A word: letters of any script. Digits, hyphens and apostrophes end it."""

LEAST_GLUED_LENGTH = 5
"""Shorter words are never taken apart."""

_MOST_GLUED_LENGTH = 50  # longer ones are no words, and the search for seams is quadratic

_SHORT_PARTS = frozenset(
    "an as at by he in is it no of on or to up we "  # English
    "au ce de du en et il la le ne ni on ou sa se si un à où "  # French
    "al de el en la lo se su un".split()  # Spanish
)
_LEAST_SUPPORT = 3  # articles that a part must stand in: rarer words are too often names, or themselves glued

# Measured by gluing 3 % of the word pairs of held-out articles: two thirds are cut right, and one in fourteen of the
# genuine words that training never saw is cut as well.
_LEAST_LIKELIHOOD = -8.0
_SHORT_PART_COST = 1.0
_SECOND_SEAM_COST = 2.0

_MEMO_SIZE = 100_000


def iter_words(text: str) -> Iterator[str]:
    """Yield the words of a text in lower case.

    >>> list(iter_words("L'Union européenne (UE)"))
    ['l', 'union', 'européenne', 'ue']
    """
    return map(str.lower, WORD.findall(text))


@dataclass(frozen=True)
class KnownWords:
    """Words of the training articles with their document frequencies.

    Attributes:
        counts: For each word, in lower case, the number of articles that it stands in.
        articles: The number of articles counted.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    articles: int = 0

    @classmethod
    def count(cls, texts: Iterable[str], lexicon: Iterable[str] = (), at_least: int = 2) -> "KnownWords":
        """Count the words of texts, one text an article.

        Args:
            texts: The texts.
            lexicon: Words that are known whether they stand in a text or not; they count as if in a few articles.
            at_least: Words in fewer articles than this are left out.
        """
        counts = dict.fromkeys(lexicon, _LEAST_SUPPORT)
        articles = 0
        for text in texts:
            articles += 1
            for word in set(iter_words(text)):
                counts[word] = counts.get(word, 0) + 1
        return cls({word: count for word, count in sorted(counts.items()) if count >= at_least}, articles)

    def find_glued(self, text: str) -> dict[str, tuple[int, ...]]:
        """Return the glued tokens of a text with their seams."""
        new = set(WORD.findall(text)) - self._whole
        return {token: seams for token in new if (seams := self.seams(token))}

    @cached_property
    def _whole(self) -> set[str]:
        """Tokens that were asked for and have no seam."""
        return set()

    def seams(self, token: str) -> tuple[int, ...]:
        """Return where a glued token is to be cut, in characters from its start; nothing if it is not glued.

        A token is glued where it is unknown as a whole and falls into two or three known words, or where a known
        word runs into a capital.

        >>> known = KnownWords({"with": 90, "countries": 80, "the": 95}, 100)
        >>> known.seams("withcountries"), known.seams("withthecountries"), known.seams("withMuhammad")
        ((4,), (4, 7), (4,))
        >>> known.seams("Kershaw")
        ()
        """
        if len(token) > _MOST_GLUED_LENGTH:
            return ()
        found = self._glued.get(token)
        if found is None:
            found = self._find_seams(token) if len(token) >= LEAST_GLUED_LENGTH else ()
            self._remember(token, found)
        return found

    def _remember(self, token: str, seams: tuple[int, ...]) -> None:
        if len(self._whole) + len(self._glued) >= _MEMO_SIZE:
            self._whole.clear()
            self._glued.clear()
        if seams:
            self._glued[token] = seams
        else:
            self._whole.add(token)

    @cached_property
    def _glued(self) -> dict[str, tuple[int, ...]]:
        """Tokens that were asked for and have seams."""
        return {}

    def _find_seams(self, token: str) -> tuple[int, ...]:
        word = token.lower()
        if len(word) < LEAST_GLUED_LENGTH or word in self.counts or len(word) != len(token):
            return ()
        for seam in range(2, len(token) - 1):
            if token[seam].isupper() and token[seam - 1].islower() and self._log_frequency(word[:seam]) > -math.inf:
                return (seam, *(seam + inner for inner in self._find_seams(token[seam:])))
        likelihood, seams = self._best_cut(word, parts=3)
        return seams if likelihood - _SECOND_SEAM_COST * (len(seams) > 1) > _LEAST_LIKELIHOOD else ()

    def _best_cut(self, word: str, parts: int) -> tuple[float, tuple[int, ...]]:
        """Return the log probability and the seams of the likeliest cut of a word into at most so many known words."""
        best: tuple[float, tuple[int, ...]] = (self._log_frequency(word), ())
        for seam in range(1, len(word)) if parts > 1 else ():
            head = self._log_frequency(word[:seam])
            if head > -math.inf:
                tail, seams = self._best_cut(word[seam:], parts - 1)
                if head + tail > best[0]:
                    best = (head + tail, (seam, *(seam + inner for inner in seams)))
        return best

    def _log_frequency(self, word: str) -> float:
        count = self.counts.get(word, 0)
        if count < _LEAST_SUPPORT or (len(word) < 3 and word not in _SHORT_PARTS):
            return -math.inf
        return math.log(count / self.articles) - _SHORT_PART_COST * (len(word) < 3)
