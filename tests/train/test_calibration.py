"""Calibration and thresholds."""

import numpy as np
import pytest

from dateline.models.sections import sigmoid
from dateline.train.calibration import best_threshold, fit_platt, shrunk_thresholds


def test_platt_finds_the_slope_that_made_the_labels() -> None:
    rng = np.random.default_rng(0)
    values = rng.normal(size=20_000)
    truth = rng.random(20_000) < sigmoid(2 * values - 1)
    slope, intercept = fit_platt(values, truth)
    assert slope == pytest.approx(2, abs=0.15)
    assert intercept == pytest.approx(-1, abs=0.1)


def test_the_best_threshold_lies_between_what_it_parts() -> None:
    assert 0.3 < best_threshold(np.array([0.1, 0.3, 0.6, 0.9]), np.array([False, False, True, True])) <= 0.6


def test_of_equal_thresholds_the_middle_one_wins() -> None:
    assert best_threshold(np.array([0.1, 0.9]), np.array([False, True])) == pytest.approx(0.5)


def test_a_rare_label_keeps_near_the_common_threshold() -> None:
    rng = np.random.default_rng(1)
    common = rng.random((2_000, 1))
    scores = np.hstack([common, rng.random((2_000, 1))])
    truth = np.hstack([common > 0.6, np.zeros((2_000, 1), dtype=bool)])
    truth[np.argmax(scores[:, 1]), 1] = True
    often, rare = shrunk_thresholds(scores, truth)
    both = best_threshold(scores, truth)
    assert abs(rare - both) < 0.02
    assert abs(often - 0.6) < 0.1
