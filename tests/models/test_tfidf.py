"""A set of features scores as its counts do, whatever part of it was seen before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.models import tfidf
from dateline.models.tfidf import FeatureSpace, LinearScorer

NAMES = "abcdefgh"
SPACE = FeatureSpace(NAMES, np.linspace(1, 2, len(NAMES)))
SCORER = LinearScorer(SPACE, np.linspace(-1, 2, len(NAMES)))


@given(st.lists(st.sampled_from(f"{NAMES}xyz"), unique=True), st.integers(0, 11))
def test_a_set_scores_as_its_counts(names: list[str], cut: int) -> None:
    counts = dict.fromkeys(names, 1.0)
    assert SCORER.score_set(names[:cut], tuple(names[cut:])) == pytest.approx(SCORER.score(counts))
    columns, values = SPACE.weigh(counts)
    vector = np.zeros(len(NAMES))
    vector[columns] = values
    product = vector @ np.linspace(-1, 2, len(NAMES)) / max(float(np.linalg.norm(vector)), 1e-12)
    assert SCORER.score(counts) == pytest.approx(product)


def test_few_sums_are_kept_and_none_of_long_features(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tfidf, "_MOST_SUMS", 3)
    scorer = LinearScorer(SPACE, np.linspace(-1, 2, len(NAMES)))
    sets = [("b", "c"), ("d", "x" * 5_000), *(("b", str(number)) for number in range(9)), ("b", "c")]
    for shared in sets:
        assert scorer.score_set("a", shared) == pytest.approx(scorer.score(dict.fromkeys(["a", *shared], 1.0)))
        assert len(scorer._sums) <= 3
        assert ("d", "x" * 5_000) not in scorer._sums
