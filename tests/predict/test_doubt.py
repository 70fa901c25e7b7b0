"""Doubt, the review flag, and scores."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.predict.doubt import Doubt, expected_errors
from dateline.predict.tagger import Tagger

PROBABILITIES = st.dictionaries(st.sampled_from("ABCDEF"), st.floats(0, 1))


def test_one_expected_error_is_worth_a_look() -> None:
    assert not Doubt(tags=0.99, paragraphs=0.99).review
    assert Doubt(tags=1.0, paragraphs=0.0).review
    assert Doubt(tags=0.0, paragraphs=1.0).review


@given(PROBABILITIES)
def test_no_decision_has_fewer_expected_errors_than_the_likelier_one(probabilities: dict[str, float]) -> None:
    likelier = {label for label, probability in probabilities.items() if probability >= 0.5}
    least = expected_errors(probabilities, likelier)
    assert least == pytest.approx(sum(min(p, 1 - p) for p in probabilities.values()))
    assert expected_errors(probabilities, set()) >= least - 1e-9
    assert expected_errors(probabilities, set(probabilities)) >= least - 1e-9


def test_scores_stand_behind_the_tags(tagger: Tagger, seeds: list[LabelledArticle]) -> None:
    for seed in seeds:
        tagged = tagger.tag(seed.text)
        assert {tag.code: tag.score for tag in tagged.partners}.items() <= {
            code: round(score, 4) for code, score in tagged.scores.parties.items()
        }.items()
        assert tagged.scores.domains.keys() == tagger.bundle.label_set.domains.keys()
        assert len(tagged.scores.content) == len(tagged.sections)


@pytest.mark.parametrize("least", [0.0, 0.3, 0.9, 1.0])
def test_min_score_is_the_least_score_of_a_tag(least: float, seeds: list[LabelledArticle]) -> None:
    tagged = Tagger.load(min_score=least).tag(seeds[0].text)
    assert {tag.id for tag in tagged.domains} == {
        domain for domain, score in tagged.scores.domains.items() if score >= least
    }
    assert {tag.code for tag in tagged.partners} == {
        code for code, score in tagged.scores.parties.items() if score >= least
    }
