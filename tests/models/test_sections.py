"""The section model."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import Article, read_article
from dateline.models.mentions import Mentions, find_mentions
from dateline.models.section_features import FEATURE_NAMES, describe_lines
from dateline.models.sections import SectionPrediction, describe_run, find_run, sigmoid
from dateline.predict.tagger import Tagger

STORY = (
    "Fiji, Tonga sign police pact",
    "SUVA – The police commissioners of Fiji and Tonga signed an agreement on the fight against drugs on Monday.",
    "They agreed to share information and to train officers together, the Fiji Police Force said in a statement.",
    "Under the agreement, ten Tongan officers will join a course in Suva in the coming year, it added.",
    "Peru and Chile opened a new bridge over the river on Friday, the transport ministry announced in Lima.",
)


def _predict(article: Article, tagger: Tagger, foreign: Sequence[int] = ()) -> SectionPrediction:
    mentions = find_mentions(article, tagger.bundle.label_set)
    return tagger.bundle.models.sections.predict(article.texts, mentions, tagger.bundle.known, foreign)


GAINS = st.lists(st.integers(-5, 5).map(float), min_size=1, max_size=12)


@given(GAINS)
def test_no_run_has_a_higher_sum(gains: list[float]) -> None:
    inside = find_run(np.array(gains))
    best = max([0.0, *(sum(gains[a:b]) for a, b in combinations(range(len(gains) + 1), 2))])
    assert np.array(gains)[inside].sum() == best


@given(GAINS)
def test_the_run_is_in_one_piece(gains: list[float]) -> None:
    inside = np.flatnonzero(find_run(np.array(gains)))
    assert len(inside) == 0 or len(inside) == inside[-1] - inside[0] + 1


def test_short_lines_do_not_stretch_the_run() -> None:
    odds = np.array([2.0, 2.0, -9.0, 2.0, 5.0])
    run = describe_run(odds, np.array([False, False, True, False, True]))
    assert run[:, 1].tolist() == [1, 1, 0, 1, 0]
    assert run[:, 2].tolist() == [0, 0, 1, 0, -1]


def test_sigmoid_does_not_overflow() -> None:
    assert sigmoid(np.array([-1e4, 0.0, 1e4])).tolist() == [0.0, 0.5, 1.0]


def test_every_line_has_all_features(seeds: list[LabelledArticle], tagger: Tagger) -> None:
    for seed in seeds:
        mentions = find_mentions(seed.article, tagger.bundle.label_set)
        features = describe_lines(seed.article.texts, mentions, tagger.bundle.known)
        assert features.shape == (len(seed.article.paragraphs), len(FEATURE_NAMES))
        assert np.isfinite(features).all()


def test_one_line_alone_has_features(tagger: Tagger) -> None:
    assert np.isfinite(describe_lines(["!"], Mentions(((),), ((),)), tagger.bundle.known)).all()


def test_the_label_lies_on_the_likelier_side(labelled: list[LabelledArticle], tagger: Tagger) -> None:
    content = tagger.bundle.label_set.content_sections
    for article in labelled[::20]:
        found = _predict(article.article, tagger)
        for label, probability in zip(found.labels, found.content, strict=True):
            assert (label in content) == (probability >= 0.5)


def test_marks_help_but_do_not_rule(tagger: Tagger) -> None:
    story = [
        "Fiji, Tonga sign police pact",
        "SUVA – The police commissioners of Fiji and Tonga signed an agreement on the fight against drugs on Monday.",
        "They agreed to share information and to train officers together, the Fiji Police Force said in a statement.",
        "“We mean to end it./.” was how the Tongan commissioner put it, the statement said.",
        "Under the agreement, ten Tongan officers will join a course in Suva in the coming year, it added.",
    ]
    found = _predict(read_article("\n".join(story)), tagger)
    assert all(probability > 0.5 for probability in found.content)


def test_a_line_known_to_be_foreign_is_boilerplate_and_moves_no_other_up(tagger: Tagger) -> None:
    story = read_article("\n".join(STORY))
    own, foreign = _predict(story, tagger), _predict(story, tagger, foreign=[4])
    assert foreign.content[4] < 0.01
    assert all(after <= before + 1e-9 for before, after in zip(own.content, foreign.content, strict=True))
