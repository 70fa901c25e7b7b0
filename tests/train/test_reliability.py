"""Reliability of probabilities, and causes of errors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.labels.label_set import LabelSet
from dateline.predict.tagged import TaggedArticle
from dateline.predict.tagger import Tagger
from dateline.train.causes import CAUSES, count_causes
from dateline.train.reliability import Reliability, measure_reliability, measure_review

Tagged = list[tuple[LabelledArticle, TaggedArticle]]
SAMPLES = st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1)


@pytest.fixture(scope="module")
def tagged(tagger: Tagger, labelled: list[LabelledArticle]) -> Tagged:
    return [(item, tagger.at_home(item.home).tag(item.text, language=item.article.language)) for item in labelled[::10]]


@given(SAMPLES)
def test_every_label_lies_in_one_bin(samples: list[tuple[float, bool]]) -> None:
    found = Reliability.of(samples)
    assert sum(each.number for each in found.bins) == len(samples)
    assert all(each.low <= each.mean <= each.high for each in found.bins)
    assert 0 <= found.brier <= 1


def test_sure_and_right_is_perfect_sure_and_wrong_is_worst() -> None:
    assert Reliability.of([(1.0, True), (0.0, False)]).brier == 0
    assert Reliability.of([(0.0, True), (1.0, False)]).brier == 1


def test_surer_labels_hold_more_often(tagged: Tagged, label_set: LabelSet) -> None:
    for reliability in measure_reliability(tagged, label_set).values():
        assert reliability.bins[0].share < 0.1
        assert reliability.bins[-1].share > 0.9


def test_the_review_flag_finds_more_errors_than_chance(tagged: Tagged) -> None:
    review = measure_review(tagged)
    assert 0 < review.flagged < 0.6
    assert review.errors_caught > review.flagged


def test_every_error_has_a_cause(tagged: Tagged, label_set: LabelSet) -> None:
    causes = count_causes(tagged, label_set)
    wrong = sum(
        len((item.gold.parties - {item.home}) ^ found.annotation.parties)
        + len(item.gold.domains ^ found.annotation.domains)
        for item, found in tagged
    )
    assert causes.total() == wrong
    assert {cause for _, _, cause in causes} <= set(CAUSES)
