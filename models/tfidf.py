"""TF-IDF of counted features, as scikit-learn's `TfidfTransformer` computes it, on NumPy alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


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
    def _column_of(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self.names)}

    def weigh(self, counts: Mapping[str, float]) -> tuple[NDArray[np.intp], Floats]:
        """Return the columns of counted features and their counts times idf; unknown features are left out.

        >>> columns, values = FeatureSpace(["a", "b"], np.array([1.0, 2.0])).weigh({"b": 3, "c": 1})
        >>> columns.tolist(), values.tolist()
        ([1], [6.0])
        """
        column_of = self._column_of
        known = [(column_of[name], count) for name, count in counts.items() if name in column_of]
        columns = np.array([column for column, _ in known], dtype=np.intp)
        return columns, np.array([count for _, count in known], dtype=np.float64) * self.idf[columns]

    def score(self, counts: Mapping[str, float], coefficients: Floats) -> float:
        """Return the dot product of the TF-IDF vector of counted features, at length 1, with coefficients."""
        columns, values = self.weigh(counts)
        length = np.sqrt((values**2).sum())
        return float(values @ coefficients[columns] / length) if length > 0 else 0.0
