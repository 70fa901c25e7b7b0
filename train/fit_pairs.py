"""Fitting the pair model on the articles whose annotation tells which partner shares which domain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.labels.annotation import LabelledArticle, partners_of
from dateline.models.domains import DomainModel
from dateline.models.pairs import PAIR_NAMES, Beside, PairModel
from dateline.models.sections import sigmoid
from dateline.train.calibration import best_threshold
from dateline.train.fit_domains import LabelledReading
from dateline.train.fitting import FOLDS, Bools, Floats, fit_scaled_regression

_C = 0.1


@dataclass(frozen=True)
class _Samples:
    features: Floats
    truth: Bools
    folds: NDArray[np.intp]


def fit_pairs(
    articles: Sequence[LabelledArticle], gold: Sequence[LabelledReading], by_fold: Sequence[DomainModel]
) -> tuple[PairModel, dict[str, float]]:
    """Fit the pair model; return it with its cross-validated score.

    Where no article tells pairs, the model gives every partner every domain.

    Args:
        articles: The labelled articles.
        gold: The same, read with their gold sections.
        by_fold: For each fold a domain model that never saw its articles.
    """
    samples = _list_samples(articles, gold, by_fold)
    if len(set(samples.truth.tolist())) < 2:
        return PairModel(np.zeros(len(PAIR_NAMES)), 0.0, 0.0), {}
    weights = np.ones(len(samples.truth))
    scores = np.zeros(len(samples.truth))
    for fold in range(FOLDS):
        inside = samples.folds == fold
        if inside.any():
            line = fit_scaled_regression(samples.features[~inside], samples.truth[~inside], weights[~inside], _C)
            scores[inside] = sigmoid(samples.features[inside] @ line.weights + line.bias)
    threshold = best_threshold(scores, samples.truth)
    line = fit_scaled_regression(samples.features, samples.truth, weights, _C)
    chosen = scores >= threshold
    f1 = 2 * (chosen & samples.truth).sum() / (chosen.sum() + samples.truth.sum())
    return PairModel(line.weights, float(line.bias), threshold), {"pairs F1": round(float(f1), 4)}


def _list_samples(
    articles: Sequence[LabelledArticle], gold: Sequence[LabelledReading], by_fold: Sequence[DomainModel]
) -> _Samples:
    """Return every partner beside every domain of the articles that tell them apart."""
    features, truth, folds = [], [], []
    for labelled, item in zip(articles, gold, strict=True):
        partners = sorted(partners_of(labelled.gold.parties, labelled.home))
        if len(partners) < 2 or not labelled.gold.pairs:
            continue
        domains = paragraphs_by_domain(item, by_fold[item.fold])
        beside = Beside(item.reading, partners, domains)
        for partner in partners:
            for domain in domains:
                features.append(beside.describe(partner, domain))
                truth.append(domain in labelled.gold.pairs.get(partner, ()))
                folds.append(item.fold)
    return _Samples(np.array(features).reshape(-1, len(PAIR_NAMES)), np.array(truth, dtype=np.bool_), np.array(folds))


def paragraphs_by_domain(item: LabelledReading, model: DomainModel) -> Mapping[str, Mapping[int, float]]:
    """Return for each gold domain of an article the probability of each paragraph to name it."""
    _, by_paragraph = model.describe(item.reading, 1.0)
    return {
        domain: {number: float(row[model.domains.index(domain)]) for number, row in by_paragraph.items()}
        for domain in model.domains
        if domain in item.domains
    }
