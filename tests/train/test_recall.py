"""Recall of the lexicons."""

from dateline.labels.annotation import LabelledArticle
from dateline.labels.label_set import LabelSet
from dateline.train.recall import measure_recall


def test_the_lexicons_find_nearly_all_that_is_labelled(labelled: list[LabelledArticle], label_set: LabelSet) -> None:
    scores = measure_recall(labelled, label_set)
    assert scores["partners", "micro"].recall >= 0.97
    assert scores["domains", "micro"].recall >= 0.95


def test_the_seeds_name_all_that_they_are_labelled_with(seeds: list[LabelledArticle], label_set: LabelSet) -> None:
    assert measure_recall(seeds, label_set)["partners", "micro"].recall == 1
