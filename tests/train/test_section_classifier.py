"""Sections are learned line by line, from the articles given and, where wanted, from pages spliced of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.labels.errors import CorpusError
from dateline.labels.label_set import LabelSet
from dateline.train import SectionClassifier
from dateline.train.conditions import CONDITIONS

TEXT = "Fiji, Tonga sign police pact\n\n  Suva – The police of Fiji and Tonga signed an agreement.\r\nSee more\n"


def split(labelled: Sequence[LabelledArticle]) -> tuple[list[str], list[tuple[str, ...]]]:
    return [item.text for item in labelled], [item.gold.sections for item in labelled]


@pytest.fixture(scope="module")
def few(labelled: list[LabelledArticle]) -> list[LabelledArticle]:
    return labelled[5:29]


@pytest.fixture(scope="module")
def plain(few: list[LabelledArticle]) -> SectionClassifier:
    return SectionClassifier().fit(*split(few))


def test_each_line_that_is_not_blank_has_a_label_and_a_probability(plain: SectionClassifier) -> None:
    found = plain.predict([TEXT, "Suva"])
    assert (found.dtype, found.shape) == (np.dtype(object), (2,))
    assert [len(labels) for labels in found] == [3, 1]
    assert all(isinstance(labels, tuple) and set(labels) <= set(plain.classes_) for labels in found)
    probabilities = plain.content_probability([TEXT, "Suva"])
    assert [row.shape for row in probabilities] == [(3,), (1,)]
    assert all(((row >= 0) & (row <= 1)).all() for row in probabilities)


def test_texts_of_equal_length_still_make_a_list_of_tuples(plain: SectionClassifier) -> None:
    assert plain.predict([TEXT, TEXT]).shape == (2,)


def test_the_label_lies_on_the_likelier_side(
    plain: SectionClassifier, seeds: list[LabelledArticle], label_set: LabelSet
) -> None:
    texts, _ = split(seeds)
    for labels, content in zip(plain.predict(texts), plain.content_probability(texts), strict=True):
        assert [label in label_set.content_sections for label in labels] == (content >= 0.5).tolist()


def test_the_score_is_the_share_of_lines_that_are_right(plain: SectionClassifier, seeds: list[LabelledArticle]) -> None:
    texts, truth = split(seeds)
    found = plain.predict(texts)
    right = [gold == label for item in zip(truth, found, strict=True) for gold, label in zip(*item, strict=True)]
    assert plain.score(texts, truth) == sum(right) / len(right) > 0.8
    assert plain.score(texts, found) == 1


def test_spliced_pages_teach_what_teasers_are(
    few: list[LabelledArticle], labelled: list[LabelledArticle], label_set: LabelSet
) -> None:
    bare = [_without_boilerplate(item, label_set) for item in few]
    with pytest.raises(CorpusError, match=r"(\d+) of \1 lines are content.*set copies=3 to splice teasers"):
        SectionClassifier().fit(*split(bare))
    spliced = SectionClassifier(copies=2).fit(*split(bare))
    assert spliced.score(*split(CONDITIONS["teasers"](labelled[60:75]))) > 0.8


def _without_boilerplate(item: LabelledArticle, label_set: LabelSet) -> LabelledArticle:
    kept = [
        (text, section)
        for text, section in zip(item.article.texts, item.gold.sections, strict=True)
        if section in label_set.content_sections
    ]
    sections = tuple(section for _, section in kept)
    return replace(item, text="\n".join(text for text, _ in kept), gold=replace(item.gold, sections=sections))


def test_splicing_hangs_on_the_seed_alone(few: list[LabelledArticle], seeds: list[LabelledArticle]) -> None:
    def found(seed: int) -> list[list[float]]:
        classifier = SectionClassifier(copies=1, random_state=seed).fit(*split(few[:12]))
        return [row.tolist() for row in classifier.content_probability(split(seeds)[0])]

    assert found(0) == found(0) != found(1)


def test_the_order_of_articles_moves_none_to_another_fold(plain: SectionClassifier, few: list[LabelledArticle]) -> None:
    turned = SectionClassifier().fit(*split(few[::-1]))
    one, other = plain.content_probability([TEXT])[0], turned.content_probability([TEXT])[0]
    assert np.abs(one - other).max() < 1e-5


@pytest.mark.parametrize(
    ("sections", "error"),
    [
        (("headline", "body"), "y[0] is 2 section ids for 3 lines; wanted one section id for each line"),
        (("headline", "body", "furniture", "teaser"), "y[0] is 4 section ids for 3 lines"),
        ("headline", "y[0] is the string 'headline' for 3 lines"),
    ],
)
def test_a_line_without_a_label_is_refused(sections: Any, error: str, plain: SectionClassifier) -> None:  # noqa: ANN401
    for method in (SectionClassifier().fit, plain.score):
        with pytest.raises(ValueError) as caught:  # noqa: PT011 # the message is compared below
            method([TEXT], [sections])
        assert str(caught.value).startswith(error)


def test_an_unknown_section_is_refused(plain: SectionClassifier) -> None:
    for method in (SectionClassifier().fit, plain.score):
        with pytest.raises(
            CorpusError, match=r"y\[0\]: 'title' is no section of 'security-cooperation'; there are: headl"
        ):
            method([TEXT], [("title", "body", "furniture")])


@pytest.mark.parametrize(
    ("setting", "error"),
    [
        ({"copies": -1}, "copies is -1; wanted a whole number from 0"),
        ({"copies": 1.5}, "copies is 1.5; wanted a whole number from 0"),
        ({"random_state": None}, "random_state is None; wanted a whole number"),
    ],
)
def test_a_setting_that_is_none_is_refused(setting: dict[str, Any], error: str, few: list[LabelledArticle]) -> None:
    with pytest.raises(ValueError, match=error):
        SectionClassifier(**setting).fit(*split(few))


def test_teasers_are_spliced_only_where_the_label_set_has_them(few: list[LabelledArticle], label_set: LabelSet) -> None:
    sections = {name: section for name, section in label_set.sections.items() if name != "teaser"}
    bare = replace(label_set, sections=sections)
    with pytest.raises(ValueError, match="has no section 'teaser' for what splicing adds; set copies=0"):
        SectionClassifier(copies=1, label_set=bare).fit(*split(few))
