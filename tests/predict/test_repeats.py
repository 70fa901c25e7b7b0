"""Paragraphs that recur in a batch."""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import Article, read_article
from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS, read_labelled
from dateline.predict.repeats import Repeats, find_repeats
from dateline.predict.tagger import Tagger

TEASER = "The national football team of Tonga has won its first match abroad in eleven years, against a strong Samoa."
LEADS = {
    "Fiji trains coast guards": "SUVA – Ten coast guards of Tonga and Samoa finished a course at the navy's school.",
    "Peru returns stolen idols": "LIMA – Peru handed over four stolen idols to Bolivia in the museum of the nation.",
    "Chad and Niger patrol": "NIAMEY – Soldiers of Chad and Niger began a joint patrol along their border on Monday.",
}
TITLES = list(LEADS)
SEEDS = [seed.article for seed in read_labelled(Path(DEFAULT_LABELS) / "seeds.jsonl", texts=Path(DEFAULT_SEEDS))]


def _page(title: str, *others: str) -> Article:
    return read_article("\n".join((title, LEADS[title], *others)))


def _find(*articles: Article) -> Repeats:
    return find_repeats(article.texts for article in articles)


def test_a_paragraph_of_two_stories_is_none_of_theirs() -> None:
    pages = [_page("Fiji trains coast guards", TEASER), _page("Peru returns stolen idols", TEASER)]
    repeats = _find(*pages)
    assert [repeats.lines_of(page) for page in pages] == [[2], [2]]
    own = [*LEADS.values()][2]
    assert repeats.lines_of(read_article(f"{TEASER}\nA new line\n{own}\n{own}\n{TEASER}")) == [0, 4]


def test_versions_of_one_story_tell_nothing() -> None:
    first = _page("Fiji trains coast guards", TEASER)
    second = read_article(f"Coast guards finish course in Fiji\n{LEADS['Fiji trains coast guards']}\n{TEASER}")
    third = read_article(f"Fiji trains coast guards\n{LEADS['Peru returns stolen idols']}\n{TEASER}")
    assert not len(_find(first, second, first).digests)
    assert not len(_find(first, third).digests)
    assert len(_find(first, second, third).digests) == 1


def test_an_update_of_a_story_keeps_what_it_has_taken_over() -> None:
    body = [LEADS["Peru returns stolen idols"], LEADS["Chad and Niger patrol"], TEASER]
    first = _page("Fiji trains coast guards", *body)
    update = read_article(
        "\n".join(("UPDATE: 12 trained", "SUVA – Twelve coast guards were trained in the end.", *body))
    )
    repeats = _find(first, update)
    assert len(repeats.digests) == 3
    assert repeats.lines_of(first) == repeats.lines_of(update) == []


def test_short_lines_recur_by_chance() -> None:
    for line in ("See more", "x" * 59):
        pages = [_page("Fiji trains coast guards", line), _page("Peru returns stolen idols", line)]
        assert not len(_find(*pages).digests)
    pages = [_page("Fiji trains coast guards", "x" * 60), _page("Peru returns stolen idols", "x" * 60)]
    assert len(_find(*pages).digests) == 1


@pytest.mark.parametrize("changed", [f"» {TEASER}", TEASER.replace(" ", ""), TEASER.replace("football", "foot ball")])
def test_stray_signs_and_lost_spaces_do_not_count(changed: str) -> None:
    page, other = _page("Fiji trains coast guards", TEASER), _page("Peru returns stolen idols", changed)
    repeats = _find(page, other)
    assert (repeats.lines_of(page), repeats.lines_of(other)) == ([2], [2])


def test_accents_in_two_spellings_are_one() -> None:
    line = "Đội tuyển bóng đá quốc gia Tonga đã thắng trận đầu tiên ở nước ngoài sau mười một năm."
    spellings = [unicodedata.normalize(form, line) for form in ("NFC", "NFD")]
    pages = [(title, LEADS[title], each) for title, each in zip(TITLES, spellings, strict=False)]
    assert spellings[0] != spellings[1]
    assert len(find_repeats(pages).digests) == 1


def test_letters_other_than_latin_are_told_apart() -> None:
    one, two = "Россия и Вьетнам " * 5, "Россия и Лаос " * 5
    pages = [_page("Fiji trains coast guards", one), _page("Peru returns stolen idols", two)]
    assert not len(_find(*pages).digests)
    assert len(_find(*pages, _page("Peru returns stolen idols", one)).digests) == 1


@pytest.mark.parametrize("articles", [[], [[]], [["one line"]]])
def test_nothing_recurs_in_nothing(articles: list[list[str]]) -> None:
    repeats = find_repeats(articles)
    assert not len(repeats.digests)
    assert repeats.lines_of(SEEDS[0]) == []


@given(st.permutations([*SEEDS, *(_page(title, TEASER) for title in LEADS)]))
def test_the_order_of_a_batch_does_not_count(articles: list[Article]) -> None:
    assert np.array_equal(_find(*articles).digests, _find(*reversed(articles)).digests)


STORIES = st.tuples(st.sampled_from(TITLES), st.sampled_from(TITLES), st.lists(st.integers(0, 5), max_size=3))


@given(st.lists(STORIES, max_size=8))
def test_what_recurs_is_what_two_stories_of_other_title_and_lead_share(
    stories: Sequence[tuple[str, str, list[int]]],
) -> None:
    teasers = [chr(ord("a") + number) * 70 for number in range(6)]
    pages = [
        read_article("\n".join((title, LEADS[lead], *(teasers[number] for number in numbers))))
        for title, lead, numbers in stories
    ]
    repeats = _find(*pages)
    shared = {
        number
        for title, lead, numbers in stories
        for other_title, other_lead, others in stories
        if title != other_title and lead != other_lead
        for number in set(numbers) & set(others)
    }
    for page in pages:
        recurring = [text for text in page.texts if text in {teasers[number] for number in shared}]
        version = len(recurring) > max(1, sum(len(text) >= 60 for text in page.texts) / 2)
        assert [page.texts[line] for line in repeats.lines_of(page)] == ([] if version else recurring)
    assert len(repeats.digests) == len(shared)
    assert list(repeats.digests) == sorted(repeats.digests)


def test_the_seeds_repeat_teasers_alone(seeds: list[LabelledArticle]) -> None:
    repeats = _find(*(seed.article for seed in seeds))
    found = [(seed, line) for seed in seeds for line in repeats.lines_of(seed.article)]
    assert len(found) >= 20
    assert {seed.gold.sections[line] for seed, line in found} == {"teaser"}


def test_a_tagger_takes_repeats_for_boilerplate(tagger: Tagger) -> None:
    page = _page("Fiji trains coast guards", TEASER)
    batch = tagger.with_repeats([page, _page("Peru returns stolen idols", TEASER)])
    assert not batch.tag_article(page).sections[2].content
    assert (
        batch.tag_article(_page("Chad and Niger patrol")).sections
        == tagger.tag_article(_page("Chad and Niger patrol")).sections
    )
