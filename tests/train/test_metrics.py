"""Metrics."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from dateline.labels.annotation import Annotation
from dateline.labels.label_set import LabelSet
from dateline.labels.label_set_files import load_label_set
from dateline.train.metrics import count_article, score_rows

LABEL_SET = load_label_set()
DOMAINS = ("terrorism", "training", "defence")
DOMAIN_SETS = st.sets(st.sampled_from(DOMAINS))


def _annotation(sections: tuple[str, ...], parties: set[str], domains: set[str]) -> Annotation:
    return Annotation("x", sections, frozenset(parties), frozenset(domains))


GOLD = _annotation(("headline", "body", "teaser"), {"VN", "FR", "CN"}, {"terrorism", "training"})
FOUND = _annotation(("body", "body", "furniture"), {"FR", "US"}, {"terrorism"})


def test_counts_of_one_article(label_set: LabelSet) -> None:
    counts = count_article(GOLD, FOUND, "VN", label_set)
    assert counts["partners", "micro"] == (1, 2, 2)
    assert counts["partners", "exact"] == (0, 1, 1)
    assert counts["domains", "micro"] == (1, 1, 2)
    assert counts["domains", "training"] == (0, 0, 1)
    assert counts["sections", "six-way"] == (1, 3, 3)
    assert counts["sections", "content"] == (2, 2, 2)
    assert counts["sections", "boilerplate"] == (1, 1, 1)
    assert counts["sections", "body"] == (1, 2, 1)


def test_home_is_never_counted(label_set: LabelSet) -> None:
    with_home = _annotation(GOLD.sections, {"VN", "FR", "CN"}, set(GOLD.domains))
    assert count_article(GOLD, with_home, "VN", label_set)["partners", "exact"] == (1, 1, 1)
    assert count_article(GOLD, with_home, None, label_set)["partners", "micro"] == (3, 3, 3)


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.tuples(st.sets(st.sampled_from(DOMAINS)), st.sets(st.sampled_from(DOMAINS))), min_size=1, max_size=8)
)
def test_f1_is_that_of_scikit_learn(pairs: list[tuple[set[str], set[str]]]) -> None:
    sections, label_set = ("body",), LABEL_SET
    counts = [
        count_article(_annotation(sections, set(), gold), _annotation(sections, set(), found), None, label_set)
        for gold, found in pairs
    ]
    scores = score_rows(counts)
    truth = np.array([[domain in gold for domain in DOMAINS] for gold, _ in pairs])
    chosen = np.array([[domain in found for domain in DOMAINS] for _, found in pairs])
    theirs = f1_score(truth, chosen, average="micro", zero_division=0)
    assert scores["domains", "micro"].f1 == pytest.approx(theirs, abs=1e-4)
    if named := [place for place in range(len(DOMAINS)) if truth[:, place].any()]:
        theirs = np.mean([f1_score(truth[:, place], chosen[:, place], zero_division=0) for place in named])
        assert scores["domains", "macro"].f1 == pytest.approx(theirs, abs=1e-4)


def test_the_interval_holds_the_score_and_shrinks_with_more_articles(label_set: LabelSet) -> None:
    counts = [count_article(GOLD, FOUND, "VN", label_set), count_article(GOLD, GOLD, "VN", label_set)]
    few, many = score_rows(counts * 5)["partners", "micro"], score_rows(counts * 80)["partners", "micro"]
    assert few.low <= few.f1 <= few.high
    assert many.high - many.low < few.high - few.low
