"""The party model: which of the countries and organisations that an article names take part in what it reports.

Two steps for all candidates alike, whichever party they are; the model knows none by name. First each mention: TF-IDF
of the words around it. One telling mention ("talks with the Fijian minister") outweighs many idle ones, so the second
step weighs a candidate's best mentions, their mean, and numbers on where and how it is mentioned.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dateline.models.candidates import STRUCTURE_NAMES, Candidate, list_candidates
from dateline.models.reading import Reading
from dateline.models.sections import sigmoid
from dateline.models.tfidf import FeatureSpace, LinearScorer

Floats = NDArray[np.float64]

MENTION_NAMES = (
    "best mention",
    "second best mention",
    "mean of mentions",
    "enumerated",
    "best mention of those enumerated with it",
    "best mention of others",
    "better than all others",
    "share of others that are better",
)

CANDIDATE_NAMES = (*MENTION_NAMES, *STRUCTURE_NAMES)
"""The features of a candidate, the columns of `describe_candidates`."""

_NO_OTHER = -4.0  # in place of the best mention of others where there is none: below nearly all that it gives


@dataclass(frozen=True)
class PartyModel:
    """The fitted party model.

    Attributes:
        space: The context features of a mention.
        context_weights: Shape (features,).
        context_bias: The intercept.
        weights: Of `CANDIDATE_NAMES`.
        bias: The intercept.
        calibration: Slope and intercept from the decision value to the log odds.
        threshold: The least probability of a party.
    """

    space: FeatureSpace
    context_weights: Floats
    context_bias: float
    weights: Floats
    bias: float
    calibration: tuple[float, float]
    threshold: float

    def score_mentions(self, candidate: Candidate) -> list[float]:
        """Return the decision value of each mention of a candidate."""
        score = self._contexts.score_set
        return [score(context.near, context.sentence) + self.context_bias for context in candidate.contexts]

    @cached_property
    def _contexts(self) -> LinearScorer:
        return LinearScorer(self.space, self.context_weights)

    def probabilities(self, reading: Reading) -> dict[str, float]:
        """Return the probability of each candidate of an article to be a party."""
        candidates = list_candidates(reading)
        if not candidates:
            return {}
        scores = [self.score_mentions(candidate) for candidate in candidates]
        values = describe_candidates(candidates, scores) @ self.weights + self.bias
        slope, intercept = self.calibration
        probabilities = sigmoid(slope * values + intercept)
        return dict(zip((candidate.code for candidate in candidates), probabilities.tolist(), strict=True))


def describe_candidates(candidates: Sequence[Candidate], scores: Sequence[Sequence[float]]) -> Floats:
    """Return the features of an article's candidates, shape (candidates, len(CANDIDATE_NAMES)).

    Args:
        candidates: All candidates of one article, at least one.
        scores: For each the decision values of its mentions.
    """
    sure = [_sure(candidate, own) for candidate, own in zip(candidates, scores, strict=True)]
    best = {candidate.code: max(own) for candidate, own in zip(candidates, sure, strict=True)}
    return np.array(
        [
            [*_of_mentions(own), *_beside_others(candidate, best), *candidate.structure]
            for candidate, own in zip(candidates, sure, strict=True)
        ]
    )


def _sure(candidate: Candidate, scores: Sequence[float]) -> list[float]:
    """Return the decision values of mentions; what speaks for a party counts as much as it is surely content."""
    return [score * weight if score > 0 else score for score, weight in zip(scores, candidate.weights, strict=True)]


def _of_mentions(sure: Sequence[float]) -> list[float]:
    best = sorted(sure, reverse=True)
    return [best[0], best[min(1, len(best) - 1)], sum(sure) / len(sure)]


def _beside_others(candidate: Candidate, best: Mapping[str, float]) -> list[float]:
    """Return how a candidate's best mention compares with those of the article's other candidates."""
    own = best[candidate.code]
    others = [score for code, score in best.items() if code != candidate.code]
    company = [best[code] for code in candidate.company]
    return [
        float(bool(company)),
        max(company, default=0.0),
        max(others, default=_NO_OTHER),
        float(all(score < own for score in others)),
        sum(score > own for score in others) / max(1, len(others)),
    ]
