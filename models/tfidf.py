"""TF-IDF of counted features, as scikit-learn's `TfidfTransformer` computes it, on NumPy alone."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

# Sentences of some dozens of articles: mentions that share one come close together.
_MOST_SUMS, _LONGEST_KEPT = 1_000, 5_000  # sums that are kept, and the characters of their features


@dataclass(frozen=True)
class FeatureSpace:
    """Named features with their inverse document frequencies.

    Attributes:
        names: The features, sorted.
        idf: Their inverse document frequencies, shape (features,).
    """

    names: Sequence[str]
    idf: Floats

    @cached_property
    def column_of(self) -> dict[str, int]:
        """The column of each feature."""
        return {name: column for column, name in enumerate(self.names)}

    def weigh(self, counts: Mapping[str, float]) -> tuple[NDArray[np.intp], Floats]:
        """Return the columns of counted features and their counts times idf; unknown features are left out.

        >>> columns, values = FeatureSpace(["a", "b"], np.array([1.0, 2.0])).weigh({"b": 3, "c": 1})
        >>> columns.tolist(), values.tolist()
        ([1], [6.0])
        """
        column_of = self.column_of
        known = [(column_of[name], count) for name, count in counts.items() if name in column_of]
        columns = np.array([column for column, _ in known], dtype=np.intp)
        return columns, np.array([count for _, count in known], dtype=np.float64) * self.idf[columns]


class LinearScorer:
    """Dot products of TF-IDF vectors, at length 1, with coefficients.

    A vector has some dozens of features: to sum them one by one is faster than to make arrays of them.

    Args:
        space: The features.
        coefficients: Shape (features,).
    """

    def __init__(self, space: FeatureSpace, coefficients: Floats) -> None:
        pairs = zip((space.idf * coefficients).tolist(), (space.idf**2).tolist(), strict=True)
        self._share_of = dict(zip(space.names, pairs, strict=True))
        self._sums: dict[tuple[str, ...], tuple[float, float]] = {}

    def score(self, counts: Mapping[str, float]) -> float:
        """Return the product for counted features; unknown ones are left out, and nothing has the product 0.

        >>> LinearScorer(FeatureSpace(["a", "b"], np.array([1.0, 2.0])), np.array([1.0, 3.0])).score({"b": 3, "c": 1})
        3.0
        """
        product = squares = 0.0
        find = self._share_of.get
        for name, count in counts.items():
            found = find(name)
            if found is not None:
                product += count * found[0]
                squares += count * count * found[1]
        return product / math.sqrt(squares) if squares > 0 else 0.0

    def score_set(self, own: Iterable[str], shared: tuple[str, ...]) -> float:
        """Return the product for features that stand once each.

        Args:
            own: Features.
            shared: Others, which soon come again together: what they add up to is kept.

        >>> scorer = LinearScorer(FeatureSpace(["a", "b"], np.array([3.0, 4.0])), np.array([1.0, 2.0]))
        >>> scorer.score_set(["a", "c"], ("b",)) == scorer.score({"a": 1, "b": 1, "c": 1})
        True
        """
        kept = self._sums.get(shared)
        if kept is None:
            kept = self._add(shared)
            self._keep(shared, kept)
        product, squares = self._add(own)
        product, squares = product + kept[0], squares + kept[1]
        return product / math.sqrt(squares) if squares > 0 else 0.0

    def _keep(self, names: tuple[str, ...], sums: tuple[float, float]) -> None:
        if sum(map(len, names)) <= _LONGEST_KEPT:
            if len(self._sums) >= _MOST_SUMS:
                self._sums.clear()
            self._sums[names] = sums

    def _add(self, names: Iterable[str]) -> tuple[float, float]:
        product = squares = 0.0
        find = self._share_of.get
        for name in names:
            found = find(name)
            if found is not None:
                product += found[0]
                squares += found[1]
        return product, squares
