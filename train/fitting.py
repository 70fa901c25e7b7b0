"""Steps that fitting the models shares: folds, counted features as matrices, regressions as rounded weights."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler, normalize

from dateline.models.packing import round_weights
from dateline.models.tfidf import FeatureSpace

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Counts = Mapping[str, float]

FOLDS = 5

# Tight enough that the last bits of a sum, which differ between processors, move no weight by more than 1e-7.
_TOLERANCE = 1e-8
_MOST_STEPS = 2_000


@dataclass(frozen=True)
class Line:
    """A fitted linear function: its weights, shape (..., features), and its intercept, shape (...)."""

    weights: Floats
    bias: Floats


def fold_of(article_id: str) -> int:
    """Return the fold of an article, the same in every run and whatever other articles there are."""
    return zlib.crc32(article_id.encode()) % FOLDS


def held_out_fold_of(article_id: str) -> int:
    """Return the fold in which an article is held out of training as a whole.

    Training has folds of its own (`fold_of`); were these the same, one of them would be empty.
    """
    return fold_of(f"held out {article_id}")


def fit_feature_space(counts: Sequence[Counts], least: int) -> FeatureSpace:
    """Fit TF-IDF to counted features with scikit-learn; features of fewer than `least` samples are left out."""
    samples: dict[str, int] = {}
    for sample in counts:
        for name in sample:
            samples[name] = samples.get(name, 0) + 1
    names = sorted(name for name, found in samples.items() if found >= least)
    plain = FeatureSpace(names, np.ones(len(names)))
    return FeatureSpace(names, round_weights(TfidfTransformer().fit(weighted_matrix(plain, counts)).idf_))


def weighted_matrix(space: FeatureSpace, counts: Sequence[Counts]) -> csr_matrix:
    """Return counted features times idf as a matrix, shape (samples, features)."""
    rows = [space.weigh(sample) for sample in counts]
    ends = np.cumsum([0, *(len(columns) for columns, _ in rows)])
    columns = np.concatenate([np.array([], dtype=np.intp), *(columns for columns, _ in rows)])
    values = np.concatenate([np.array([]), *(values for _, values in rows)])
    matrix = csr_matrix((values, columns, ends), shape=(len(counts), len(space.names)))
    matrix.sort_indices()
    return matrix


def tfidf_matrix(space: FeatureSpace, counts: Sequence[Counts]) -> csr_matrix:
    """Return the TF-IDF of counted features, each row at length 1."""
    return normalize(weighted_matrix(space, counts))


def fit_regression(features: Floats | csr_matrix, truth: Bools, weights: Floats | None = None, c: float = 1.0) -> Line:
    """Fit a logistic regression; weights and intercept come rounded to single precision.

    Args:
        features: Shape (samples, features).
        truth: Shape (samples,).
        weights: Of the samples; all alike if not given.
        c: Inverse strength of the L2 penalty.
    """
    regression = LogisticRegression(C=c, solver="liblinear", tol=_TOLERANCE, max_iter=_MOST_STEPS)
    regression.fit(features, truth, sample_weight=weights)
    return Line(round_weights(regression.coef_[0]), round_weights(regression.intercept_)[0])


def fit_scaled_regression(features: Floats, truth: Bools, weights: Floats, c: float) -> Line:
    """Fit a logistic regression to standardized features; return it for features as they are.

    Args:
        features: Shape (samples, features).
        truth: Shape (samples,).
        weights: Of the samples.
        c: Inverse strength of the L2 penalty.
    """
    scaler = StandardScaler().fit(features, sample_weight=weights)
    regression = LogisticRegression(C=c, solver="newton-cholesky", tol=_TOLERANCE, max_iter=_MOST_STEPS)
    regression.fit(scaler.transform(features), truth, sample_weight=weights)
    coefficients = regression.coef_[0] / scaler.scale_
    return Line(round_weights(coefficients), round_weights(regression.intercept_ - coefficients @ scaler.mean_)[0])
