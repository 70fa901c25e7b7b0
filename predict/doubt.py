"""Doubt: how many of an article's tags are expected to be wrong, and whether a person should look."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Label = TypeVar("Label", bound=Hashable)

_TAGS = 1.0
_PARAGRAPHS = 1.0


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is expected to be wrong in one article, by the probabilities of its labels.

    Attributes:
        tags: The expected number of partners and domains that are wrongly given or wrongly missing.
        paragraphs: The expected number of paragraphs on the wrong side of content and boilerplate.
    """

    tags: float
    paragraphs: float

    @property
    def review(self) -> bool:
        """Whether a person should look: at least one tag or one paragraph is expected to be wrong."""
        return self.tags >= _TAGS or self.paragraphs >= _PARAGRAPHS


def expected_errors(probabilities: Mapping[Label, float], given: Collection[Label]) -> float:
    """Return how many labels are expected to be wrong, if those in `given` are said to hold and the others not to.

    >>> round(expected_errors({"FR": 0.9, "DE": 0.2, "IT": 0.0}, {"FR"}), 2)
    0.3
    """
    return sum(1 - value if label in given else value for label, value in probabilities.items())
