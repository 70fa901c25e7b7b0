"""The conditions of an evaluation."""

import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.models import marks
from dateline.train.conditions import CONDITIONS

Articles = list[LabelledArticle]


@pytest.mark.parametrize("name", CONDITIONS)
def test_a_condition_is_the_same_every_time_and_keeps_the_gold(name: str, labelled: Articles) -> None:
    first, second = CONDITIONS[name](labelled[:30]), CONDITIONS[name](labelled[:30])
    assert first == second
    for before, after in zip(labelled, first, strict=False):
        assert after.gold.domains == before.gold.domains
        assert len(after.gold.sections) == len(after.article.paragraphs)


def test_six_teasers_stand_behind_each_article(labelled: Articles) -> None:
    for before, after in zip(labelled[:30], CONDITIONS["teasers"](labelled[:30]), strict=True):
        assert after.article.texts[: len(before.article.texts)] == before.article.texts
        assert after.gold.sections[len(before.gold.sections) :] == ("teaser",) * 6


def test_noise_touches_the_text_and_repair_sees_it(labelled: Articles) -> None:
    noisy = CONDITIONS["noise"](labelled[:30])
    assert all(after.text != before.text for before, after in zip(labelled, noisy, strict=False))
    spaces = [sum(item.text.count(" ") for item in items) for items in (labelled[:30], noisy)]
    assert 0.96 < spaces[1] / spaces[0] < 0.985


def test_the_seeds_stripped_have_no_marks_left(seeds: Articles) -> None:
    stripped = CONDITIONS["stripped"](seeds)
    assert sum(len(item.article.paragraphs) for item in seeds) == 179
    assert sum(len(item.article.paragraphs) for item in stripped) == 175
    for item in stripped:
        assert not any(marks.END_MARK.search(text) for text in item.article.texts)
