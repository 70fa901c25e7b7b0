"""Agreement of two labellings."""

from dataclasses import replace

import pytest

from dateline.labels.annotation import Annotation, LabelledArticle
from dateline.labels.errors import CorpusError
from dateline.labels.label_set import LabelSet
from dateline.labels.labelled_files import DEFAULT_LABELS, read_annotations
from dateline.train.labellings import Disagreement, list_disagreements, match_labellings, measure_agreement


@pytest.fixture(scope="module")
def second() -> list[Annotation]:
    return list(read_annotations(DEFAULT_LABELS / "second_labelling.jsonl"))


def test_the_second_labelling_agrees_with_the_first(
    labelled: list[LabelledArticle], second: list[Annotation], label_set: LabelSet
) -> None:
    assert len(second) >= 150
    scores = measure_agreement(match_labellings(labelled, second), label_set)
    for row in (("partners", "micro"), ("domains", "micro"), ("sections", "six-way")):
        assert scores[row].f1 >= 0.95


def test_what_differs_is_listed(labelled: list[LabelledArticle]) -> None:
    first = labelled[0]
    gold = first.gold
    other = replace(gold, parties=gold.parties | {"FJ"}, sections=("furniture", *gold.sections[1:]))
    assert list(list_disagreements(match_labellings([first], [other]))) == [
        Disagreement(gold.article_id, "parties", frozenset(), frozenset({"FJ"})),
        Disagreement(gold.article_id, "paragraph 0", frozenset({gold.sections[0]}), frozenset({"furniture"})),
    ]


def test_a_labelling_agrees_with_itself(labelled: list[LabelledArticle], label_set: LabelSet) -> None:
    pairs = match_labellings(labelled[:20], [item.gold for item in labelled[:20]])
    assert list(list_disagreements(pairs)) == []
    assert measure_agreement(pairs, label_set)["domains", "micro"].f1 == 1


def test_what_cannot_be_compared_is_refused(labelled: list[LabelledArticle]) -> None:
    gold = labelled[0].gold
    for annotations, words in (
        ([], "empty"),
        ([replace(gold, article_id="nobody")], "nobody"),
        ([replace(gold, sections=gold.sections[1:])], "paragraphs"),
    ):
        with pytest.raises(CorpusError, match=words):
            match_labellings(labelled, annotations)
