"""The party model: which of the countries and organisations that an article names take part in what it reports.

Two steps for all candidates alike, whichever party they are; the model knows none by name. First each mention: TF-IDF
of the words around it. One telling mention ("talks with the Fijian minister") outweighs many idle ones, so the second
step weighs a candidate's best mentions, their mean, and numbers on where and how it is mentioned.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.models.candidates import STRUCTURE_NAMES, Candidate, list_candidates
from dateline.models.reading import Reading
from dateline.models.sections import sigmoid
from dateline.models.tfidf import FeatureSpace

Floats = NDArray[np.float64]

CANDIDATE_NAMES = ("best mention", "second best mention", "mean of mentions", *STRUCTURE_NAMES)
"""The features of a candidate, the columns of `describe_candidate`."""


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
        return [self.space.score(context, self.context_weights) + self.context_bias for context in candidate.contexts]

    def decide(self, candidate: Candidate) -> float:
        """Return the decision value of a candidate."""
        features = describe_candidate(candidate, self.score_mentions(candidate))
        return float(features @ self.weights + self.bias)

    def probabilities(self, reading: Reading) -> dict[str, float]:
        """Return the probability of each candidate of an article to be a party."""
        candidates = list_candidates(reading)
        values = np.array([self.decide(candidate) for candidate in candidates])
        slope, intercept = self.calibration
        scores = sigmoid(slope * values + intercept)
        return dict(zip((candidate.code for candidate in candidates), scores.tolist(), strict=True))


def describe_candidate(candidate: Candidate, scores: Sequence[float]) -> Floats:
    """Return the features of a candidate, in the order of `CANDIDATE_NAMES`.

    Args:
        candidate: The candidate.
        scores: The decision values of its mentions.
    """
    sure = [score * weight if score > 0 else score for score, weight in zip(scores, candidate.weights, strict=True)]
    best = sorted(sure, reverse=True)
    return np.array([best[0], best[min(1, len(best) - 1)], sum(sure) / len(sure), *candidate.structure])
