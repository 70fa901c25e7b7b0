"""The lines of an article as weighted bags of words, in flat arrays, and how they share their words."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dateline.labels.words import KnownWords

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_BLOCK = 64  # lines that are compared at once: memory stays small however long an article is


def inverse_document_frequencies(words: Iterable[str], known: KnownWords) -> Floats:
    """Return those of words in lower case, smoothed as scikit-learn does, shape (words,)."""
    counts = [known.counts.get(word, 0) for word in words]
    return np.log((1 + known.articles) / (1 + np.array(counts, dtype=np.float64))) + 1


class LineWords:
    """Lines as bags of words weighted by inverse document frequency, each of length 1; each word counts once a line.

    Args:
        lines: The words of each line, in lower case.
        known: Known words.
    """

    def __init__(self, lines: Sequence[Sequence[str]], known: KnownWords) -> None:
        self.lines = len(lines)
        distinct = [dict.fromkeys(line) for line in lines]
        words = list(chain.from_iterable(distinct))
        columns = {word: column for column, word in enumerate(dict.fromkeys(words))}
        self.rows = np.repeat(np.arange(self.lines), [len(line) for line in distinct])
        self.columns = np.array([columns[word] for word in words], dtype=np.intp)
        self.width = len(columns)
        self.idf = inverse_document_frequencies(columns, known)[self.columns]
        self.weights = self.idf / np.sqrt(self._sum(self.idf**2))[self.rows] if len(words) else self.idf

    def _sum(self, values: Floats) -> Floats:
        return np.bincount(self.rows, values, self.lines).astype(np.float64)

    def _among(self, lines: Sequence[int]) -> Bools:
        """Return for each line whether it is one of those given."""
        among = np.zeros(self.lines, dtype=np.bool_)
        among[lines] = True
        return among

    def _bag(self, lines: Sequence[int]) -> Floats:
        chosen = self._among(lines)[self.rows]
        return np.bincount(self.columns[chosen], self.weights[chosen], self.width).astype(np.float64)

    def _stands_in(self, lines: Sequence[int]) -> Bools:
        return self._bag(lines)[self.columns] > 0

    @cached_property
    def _stood_before(self) -> Bools:
        """For each word of each line whether it stands in an earlier line; columns are in order of first place."""
        highest = np.maximum.accumulate(self.columns)
        return self.columns <= np.concatenate([[-1], highest[:-1]])[: len(highest)]

    @cached_property
    def _total(self) -> Floats:
        return np.maximum(self._sum(self.idf), 1e-9)

    def cosines(self, lines: Sequence[int]) -> Floats:
        """Return each line's mean cosine with the given lines, itself left out."""
        bag = self._bag(lines)
        own = self._among(lines)
        filled = self._sum(self.weights**2) * own
        others = np.maximum(len(lines) - own, 1)
        return (self._sum(self.weights * bag[self.columns]) - filled) / others + (own & (len(lines) == 1))

    def share_in(self, lines: Sequence[int]) -> Floats:
        """Return the share of each line's words, by weight, that stand in one of the given lines."""
        return self._share(self._stands_in(lines))

    def share_before(self) -> Floats:
        """Return the share of each line's words, by weight, that stand in an earlier line."""
        return self._share(self._stood_before)

    def _share(self, chosen: Bools) -> Floats:
        return self._sum(self.idf * chosen) / self._total

    def rarest_in(self, lines: Sequence[int]) -> Floats:
        """Return the inverse document frequency of each line's rarest word that stands in one of the given lines."""
        return self._rarest(self._stands_in(lines))

    def rarest_before(self) -> Floats:
        """Return the inverse document frequency of each line's rarest word that stands in an earlier line."""
        return self._rarest(self._stood_before)

    def _rarest(self, chosen: Bools) -> Floats:
        rarest = np.zeros(self.lines)
        np.maximum.at(rarest, self.rows[chosen], self.idf[chosen])
        return rarest

    def new(self) -> Floats:
        """Return the summed inverse document frequencies of each line's words that stand in no earlier line."""
        return self._sum(self.idf * ~self._stood_before)

    def near_cosines(self, reach: int) -> tuple[Floats, Floats]:
        """Return each line's highest cosine with one of the `reach` lines before it, and with one behind it."""
        before, behind = np.zeros(self.lines), np.zeros(self.lines)
        for first in range(0, self.lines, _BLOCK):
            bags = self._bags(first, min(self.lines, first + _BLOCK + reach))
            for offset in range(1, min(reach, len(bags) - 1) + 1):
                # Not the product of all with all: that would wake the threads of BLAS, which cost more than they save.
                near = np.einsum("ij,ij->i", bags[:-offset], bags[offset:])[:_BLOCK]
                span = slice(first, first + len(near))
                behind[span] = np.maximum(behind[span], near)
                span = slice(first + offset, first + offset + len(near))
                before[span] = np.maximum(before[span], near)
        return before, behind

    def _bags(self, first: int, end: int) -> Floats:
        """Return lines `first` to `end` as bags of the words that stand in them, shape (end - first, words)."""
        begin, stop = np.searchsorted(self.rows, [first, end])
        columns, own = np.unique(self.columns[begin:stop], return_inverse=True)
        bags = np.zeros((end - first, len(columns)))
        bags[self.rows[begin:stop] - first, own] = self.weights[begin:stop]
        return bags
