"""Splicing of training pages."""

import random

import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.labels.label_set import LabelSet
from dateline.train.fitting import FOLDS, fold_of
from dateline.train.splice import Splicer, lines_of, relabel, splice_all

Articles = list[LabelledArticle]


@pytest.fixture(scope="module")
def few(labelled: Articles) -> Articles:
    return labelled[:60]


@pytest.fixture(scope="module")
def pages(few: Articles, label_set: LabelSet) -> Articles:
    return splice_all(few, label_set.content_sections, copies=2, broken=0.0, seed=3)


def test_the_same_seed_gives_the_same_pages(few: Articles, label_set: LabelSet, pages: Articles) -> None:
    assert splice_all(few, label_set.content_sections, copies=2, broken=0.0, seed=3) == pages
    assert splice_all(few, label_set.content_sections, copies=2, broken=0.0, seed=4) != pages


def test_a_page_keeps_its_story(few: Articles, label_set: LabelSet, pages: Articles) -> None:
    content = label_set.content_sections
    stories = {item.article.id: [line for line in lines_of(item) if line.section in content] for item in few}
    for page in pages:
        story = stories[page.article.id]
        texts = {line.text for line in lines_of(page) if line.section in content}
        assert sum(line.text in texts for line in story) >= len(story) - 1, "only the line with the end mark may differ"


def test_what_is_added_is_boilerplate_of_others(few: Articles, label_set: LabelSet, pages: Articles) -> None:
    own = {item.article.id: set(item.article.texts) for item in few}
    for page in pages:
        for line in lines_of(page):
            if line.section == "teaser":
                assert not line.domains
        added = [line for line in lines_of(page) if line.text not in own[page.article.id]]
        assert sum(line.section in label_set.content_sections for line in added) <= 1


def test_many_pages_have_teasers_and_many_have_none(pages: Articles) -> None:
    with_teasers = sum("teaser" in page.gold.sections for page in pages)
    assert 0.4 * len(pages) < with_teasers < 0.8 * len(pages)


def test_a_broken_story_ends_early(few: Articles, label_set: LabelSet) -> None:
    pages = splice_all(few, label_set.content_sections, copies=1, broken=1.0, seed=5)
    whole = splice_all(few, label_set.content_sections, copies=1, broken=0.0, seed=5)

    def content(items: Articles) -> int:
        return sum(sum(len(line.text) for line in lines_of(page) if line.section == "body") for page in items)

    assert content(pages) < content(whole)


def test_parties_and_domains_stay(few: Articles, pages: Articles) -> None:
    gold = {item.article.id: item.gold for item in few}
    for page in pages:
        assert page.gold.parties == gold[page.article.id].parties
        assert page.gold.domains == gold[page.article.id].domains


def test_relabelling_with_the_same_lines_changes_nothing(few: Articles) -> None:
    for item in few[5:]:
        again = relabel(item, lines_of(item))
        assert again.gold == item.gold
        assert again.article.texts == item.article.texts


def test_a_page_borrows_from_others_only(few: Articles, label_set: LabelSet) -> None:
    splicer = Splicer(few[5:8], label_set.content_sections, 0.0)
    page = splicer.splice(few[5], random.Random(1))
    stock = {line.text for item in few[5:8] for line in lines_of(item)}
    borrowed = [line.text for line in lines_of(page) if line.section == "teaser"]
    assert all(any(text.endswith(known[-20:]) or known.startswith(text[:20]) for known in stock) for text in borrowed)


def test_folds_are_even_and_stable(labelled: Articles) -> None:
    sizes = [sum(fold_of(item.article.id) == fold for item in labelled) for fold in range(FOLDS)]
    assert max(sizes) < 1.3 * min(sizes)
    assert fold_of("000_ec63b6796dc21e63") == fold_of("000_ec63b6796dc21e63")
