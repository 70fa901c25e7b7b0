"""The lines of an article as weighted bags of words, in flat arrays, and how they share their words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.labels.words import KnownWords

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


class LineWords:
    """Lines as bags of words weighted by inverse document frequency, each of length 1; each word counts once a line.

    Args:
        lines: The words of each line, in lower case.
        known: Known words.
    """

    def __init__(self, lines: Sequence[Sequence[str]], known: KnownWords) -> None:
        self.lines = len(lines)
        columns: dict[str, int] = {}
        rows, ids = [], []
        for row, line in enumerate(lines):
            for word in dict.fromkeys(line):
                rows.append(row)
                ids.append(columns.setdefault(word, len(columns)))
        self.rows = np.array(rows, dtype=np.intp)
        self.columns = np.array(ids, dtype=np.intp)
        self.width = len(columns)
        idf = np.array([known.idf(word) for word in columns])
        self.idf = idf[self.columns]
        self.weights = self.idf / np.sqrt(self._sum(self.idf**2))[self.rows] if len(rows) else self.idf

    def _sum(self, values: Floats) -> Floats:
        return np.bincount(self.rows, values, self.lines).astype(np.float64)

    def _bag(self, lines: Sequence[int]) -> Floats:
        chosen = np.isin(self.rows, lines)
        return np.bincount(self.columns[chosen], self.weights[chosen], self.width).astype(np.float64)

    def _stands_in(self, lines: Sequence[int]) -> Bools:
        return self._bag(lines)[self.columns] > 0

    def _stood_before(self) -> Bools:
        first = np.full(self.width, self.lines)
        np.minimum.at(first, self.columns, self.rows)
        return first[self.columns] < self.rows

    def cosines(self, lines: Sequence[int]) -> Floats:
        """Return each line's mean cosine with the given lines, itself left out."""
        bag = self._bag(lines)
        own = np.isin(np.arange(self.lines), lines)
        filled = self._sum(self.weights**2) * own
        others = np.maximum(len(lines) - own, 1)
        return (self._sum(self.weights * bag[self.columns]) - filled) / others + (own & (len(lines) == 1))

    def share_in(self, lines: Sequence[int]) -> Floats:
        """Return the share of each line's words, by weight, that stand in one of the given lines."""
        return self._share(self._stands_in(lines))

    def share_before(self) -> Floats:
        """Return the share of each line's words, by weight, that stand in an earlier line."""
        return self._share(self._stood_before())

    def _share(self, chosen: Bools) -> Floats:
        return self._sum(self.idf * chosen) / np.maximum(self._sum(self.idf), 1e-9)

    def rarest_in(self, lines: Sequence[int]) -> Floats:
        """Return the inverse document frequency of each line's rarest word that stands in one of the given lines."""
        return self._rarest(self._stands_in(lines))

    def rarest_before(self) -> Floats:
        """Return the inverse document frequency of each line's rarest word that stands in an earlier line."""
        return self._rarest(self._stood_before())

    def _rarest(self, chosen: Bools) -> Floats:
        rarest = np.zeros(self.lines)
        np.maximum.at(rarest, self.rows[chosen], self.idf[chosen])
        return rarest

    def new(self) -> Floats:
        """Return the summed inverse document frequencies of each line's words that stand in no earlier line."""
        return self._sum(self.idf * ~self._stood_before())

    def near_cosines(self, reach: int) -> tuple[Floats, Floats]:
        """Return each line's highest cosine with one of the `reach` lines before it, and with one behind it."""
        before, behind = np.zeros(self.lines), np.zeros(self.lines)
        bounds = np.searchsorted(self.rows, np.arange(self.lines + 1))
        bag = np.zeros(self.width)
        for row in range(self.lines):
            own = slice(bounds[row], bounds[row + 1])
            bag[self.columns[own]] = self.weights[own]
            near = slice(bounds[row + 1], bounds[min(self.lines, row + 1 + reach)])
            products = np.bincount(self.rows[near] - row - 1, self.weights[near] * bag[self.columns[near]], 1)
            behind[row] = products.max()
            span = slice(row + 1, row + 1 + len(products))
            before[span] = np.maximum(before[span], products[: len(before[span])])
            bag[self.columns[own]] = 0
        return before, behind
