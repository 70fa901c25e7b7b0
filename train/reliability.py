"""Reliability: whether labels hold as often as their probabilities say, and whether the review flag finds errors."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from dateline.labels.annotation import LabelledArticle, partners_of
from dateline.labels.label_set import LabelSet
from dateline.predict.tagged import TaggedArticle

_EDGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 1.0)

Sample = tuple[float, bool]
"""A label's probability, and whether it holds."""

Tagged = tuple[LabelledArticle, TaggedArticle]


@dataclass(frozen=True, slots=True)
class Bin:
    """Labels of about the same probability: how many, their mean probability, and the share that holds."""

    low: float
    high: float
    number: int
    mean: float
    share: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """The reliability of probabilities.

    Attributes:
        bins: The bins that hold any label, in order.
        brier: The mean squared difference of probability and truth (Brier, "Verification of forecasts expressed in
            terms of probability", 1950).
    """

    bins: tuple[Bin, ...]
    brier: float

    @classmethod
    def of(cls, samples: Iterable[Sample]) -> "Reliability":
        """Return the reliability of samples.

        >>> Reliability.of([(0.9, True), (0.8, True), (0.2, False)]).brier
        0.03
        """
        table = np.array([(probability, float(holds)) for probability, holds in samples]).reshape(-1, 2)
        bins = []
        for low, high in pairwise(_EDGES):
            inside = table[(table[:, 0] >= low) & ((table[:, 0] < high) | (high == _EDGES[-1]))]
            if len(inside):
                mean, share = inside.mean(axis=0).round(4).tolist()
                bins.append(Bin(low, high, len(inside), mean, share))
        brier = float(((table[:, 0] - table[:, 1]) ** 2).mean()) if len(table) else 0.0
        return cls(tuple(bins), round(brier, 4))


@dataclass(frozen=True, slots=True)
class ReviewScore:
    """What the review flag finds.

    Attributes:
        flagged: The share of articles that carry it.
        articles_caught: Of the articles with a wrong partner or domain, the share that carries it.
        errors_caught: Of the wrong partners and domains, the share in articles that carry it.
    """

    flagged: float
    articles_caught: float
    errors_caught: float


def measure_reliability(tagged: Sequence[Tagged], label_set: LabelSet) -> dict[str, Reliability]:
    """Return the reliability of the probabilities of partners, domains and content paragraphs."""
    content = label_set.content_sections
    return {
        "partners": Reliability.of(
            (score, code in gold.gold.parties) for gold, found in tagged for code, score in found.scores.parties.items()
        ),
        "domains": Reliability.of(
            (score, domain in gold.gold.domains)
            for gold, found in tagged
            for domain, score in found.scores.domains.items()
        ),
        "content": Reliability.of(
            (score, section in content)
            for gold, found in tagged
            for score, section in zip(found.scores.content, gold.gold.sections, strict=True)
        ),
    }


def measure_review(tagged: Sequence[Tagged]) -> ReviewScore:
    """Return what the review flag finds."""
    errors = np.array([_count_errors(gold, found) for gold, found in tagged])
    flags = np.array([found.doubt.review for _, found in tagged])
    wrong = errors > 0
    return ReviewScore(
        round(float(flags.mean()), 4),
        round(float((flags & wrong).sum() / max(1, wrong.sum())), 4),
        round(float(errors[flags].sum() / max(1, errors.sum())), 4),
    )


def _count_errors(labelled: LabelledArticle, tagged: TaggedArticle) -> int:
    """Return the number of partners and domains wrongly given or missing."""
    gold, found = labelled.gold, tagged.annotation
    partners = partners_of(gold.parties, labelled.home) ^ partners_of(found.parties, labelled.home)
    return len(partners) + len(gold.domains ^ found.domains)
