"""Fitting the party model on all candidates of all articles at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dateline.models.candidates import Candidate, list_candidates
from dateline.models.parties import CANDIDATE_NAMES, PartyModel, describe_candidates
from dateline.models.reading import Reading
from dateline.models.sections import sigmoid
from dateline.train.calibration import best_threshold, fit_platt
from dateline.train.fitting import (
    FOLDS,
    Bools,
    Floats,
    fit_feature_space,
    fit_regression,
    fit_scaled_regression,
    fold_of,
    tfidf_matrix,
)

_MENTIONS_C = 3.0
_C = (
    0.02  # strong: where and how parties are mentioned differs between written and real articles more than the words do
)
_LEAST_SAMPLES = 3  # mentions that a context feature must stand with

# Of the countries and organisations that a real news article names, more than half are partners (56 % of the candidates
# of 189 articles); written articles name more that are none. The weights of the classes restore the real share.
_REAL_SHARE = 0.56


@dataclass(frozen=True)
class FittedParties:
    """The party model with its cross-validated scores.

    Attributes:
        model: The model.
        scores: The cross-validated scores.
        cooperation: For each article the probability of its likeliest party by a model that never saw it; 0 where it
            names none. Shape (articles,).
    """

    model: PartyModel
    scores: dict[str, float]
    cooperation: Floats


@dataclass(frozen=True)
class _Samples:
    candidates: Sequence[Candidate]
    truth: Bools
    articles: NDArray[np.intp]
    folds: NDArray[np.intp]
    article_weights: Floats

    @property
    def balance(self) -> Floats:
        """Weights of the candidates under which the real share of them are partners."""
        share = self.truth.mean()
        return np.where(self.truth, _REAL_SHARE / share, (1 - _REAL_SHARE) / (1 - share))

    @property
    def weights(self) -> Floats:
        """Balanced weights of the candidates, times those of their articles."""
        return self.article_weights * self.balance

    def each_fold(self) -> list[Bools]:
        """Return for each fold which candidates lie in it."""
        return [self.folds == fold for fold in range(FOLDS)]

    def only(self, kept: Bools) -> "_Samples":
        candidates = [self.candidates[n] for n in np.flatnonzero(kept).tolist()]
        return _Samples(candidates, self.truth[kept], self.articles[kept], self.folds[kept], self.article_weights[kept])

    def describe(self, mentions: PartyModel) -> Floats:
        """Return the features of the candidates with their mentions scored by a model."""
        found = []
        for article in dict.fromkeys(self.articles.tolist()):
            own = [self.candidates[n] for n in np.flatnonzero(self.articles == article).tolist()]
            found.append(describe_candidates(own, [mentions.score_mentions(candidate) for candidate in own]))
        return np.vstack(found)


def fit_parties(
    readings: Sequence[Reading], parties: Sequence[frozenset[str]], weights: Sequence[float]
) -> FittedParties:
    """Fit the party model.

    Args:
        readings: Articles read with the content that a section model sees that never saw them.
        parties: The gold parties of each.
        weights: How much each article counts.
    """
    samples = _list_samples(readings, parties, weights)
    features, values = np.zeros((len(samples.truth), len(CANDIDATE_NAMES))), np.zeros(len(samples.truth))
    for inside in samples.each_fold():
        features[inside] = samples.only(inside).describe(_fit_mentions(samples.only(~inside)))
    for inside in samples.each_fold():
        line = fit_scaled_regression(features[~inside], samples.truth[~inside], samples.weights[~inside], _C)
        values[inside] = features[inside] @ line.weights + line.bias
    calibration = fit_platt(values, samples.truth, samples.balance)
    scores = sigmoid(calibration[0] * values + calibration[1])
    threshold = best_threshold(scores, samples.truth, weights=samples.balance)
    line = fit_scaled_regression(features, samples.truth, samples.weights, _C)
    model = replace(
        _fit_mentions(samples),
        weights=line.weights,
        bias=float(line.bias),
        calibration=calibration,
        threshold=threshold,
    )
    cooperation = np.zeros(len(readings))
    np.maximum.at(cooperation, samples.articles, scores)
    return FittedParties(model, _scores(scores >= threshold, samples.truth), cooperation)


def _list_samples(readings: Sequence[Reading], parties: Sequence[frozenset[str]], weights: Sequence[float]) -> _Samples:
    candidates, truth, articles, folds, article_weights = [], [], [], [], []
    for article, (reading, gold, weight) in enumerate(zip(readings, parties, weights, strict=True)):
        for candidate in list_candidates(reading):
            candidates.append(candidate)
            truth.append(candidate.code in gold)
            articles.append(article)
            folds.append(fold_of(reading.content.article.id))
            article_weights.append(weight)
    return _Samples(candidates, np.array(truth), np.array(articles), np.array(folds), np.array(article_weights))


def _fit_mentions(samples: _Samples) -> PartyModel:
    """Fit the mentions: each of a party's is taken for telling. The step from mentions to candidates is left open."""
    contexts = [context.counts() for candidate in samples.candidates for context in candidate.contexts]
    numbers = np.array([len(candidate.contexts) for candidate in samples.candidates])
    surely = np.concatenate([candidate.weights for candidate in samples.candidates])
    weights = np.repeat(samples.weights / np.sqrt(numbers), numbers) * surely
    space = fit_feature_space(contexts, _LEAST_SAMPLES)
    line = fit_regression(tfidf_matrix(space, contexts), np.repeat(samples.truth, numbers), weights, _MENTIONS_C)
    return PartyModel(
        space=space,
        context_weights=line.weights,
        context_bias=float(line.bias),
        weights=np.zeros(len(CANDIDATE_NAMES)),
        bias=0.0,
        calibration=(1.0, 0.0),
        threshold=0.5,
    )


def _scores(chosen: Bools, truth: Bools) -> dict[str, float]:
    hits = int((chosen & truth).sum())
    return {
        "parties precision": round(hits / max(1, int(chosen.sum())), 4),
        "parties recall": round(hits / max(1, int(truth.sum())), 4),
        "parties F1": round(2 * hits / max(1, int(chosen.sum() + truth.sum())), 4),
    }
