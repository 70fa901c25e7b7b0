"""From decision values to probabilities and thresholds."""

import numpy as np

from dateline.train.fitting import Bools, Floats, fit_regression

_GRID = np.linspace(0.05, 0.95, 181)
_SHRINKAGE = 200.0  # a label's own threshold counts as much as the common one when the label has so many articles


def fit_platt(values: Floats, truth: Bools, weights: Floats | None = None) -> tuple[float, float]:
    """Return slope and intercept from decision values to log odds.

    Source: Platt, "Probabilistic outputs for support vector machines" (1999); here without his smoothed targets, for
    the samples are many.
    """
    line = fit_regression(values[:, None], truth, weights, c=1e6)
    return float(line.weights[0]), float(line.bias)


def best_threshold(scores: Floats, truth: Bools, missed: int = 0, weights: Floats | None = None) -> float:
    """Return the threshold with the highest F1 over all samples; of equals the one nearest to the middle.

    Args:
        scores: Probabilities, any shape.
        truth: The same shape.
        missed: Positives that are no samples, for no candidate stood for them.
        weights: Of the samples, the same shape; all alike if not given.
    """
    weights = np.ones(scores.shape) if weights is None else weights

    def f1(threshold: float) -> float:
        chosen = scores >= threshold
        hits = float((weights * (chosen & truth)).sum())
        total = float((weights * chosen).sum() + (weights * truth).sum()) + missed
        return 2 * hits / total if total else 0.0

    return float(max(_GRID, key=lambda threshold: (round(f1(threshold), 6), -abs(threshold - 0.5))))


def shrunk_thresholds(scores: Floats, truth: Bools) -> Floats:
    """Return a threshold for each label, drawn towards the common one the fewer articles have the label.

    Args:
        scores: Probabilities, shape (articles, labels).
        truth: The same shape.
    """
    common = best_threshold(scores, truth)
    own = np.array([best_threshold(scores[:, label], truth[:, label]) for label in range(scores.shape[1])])
    share = truth.sum(axis=0) / (truth.sum(axis=0) + _SHRINKAGE)
    return share * own + (1 - share) * common
