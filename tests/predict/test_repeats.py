"""Paragraphs that recur in a batch."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import Article, read_article
from dateline.labels.labelled_files import DEFAULT_LABELS, DEFAULT_SEEDS, read_labelled
from dateline.predict.repeats import find_repeats
from dateline.predict.tagger import Tagger

TEASER = "The national football team of Tonga has won its first match abroad in eleven years, against a strong Samoa."
LEADS = {
    "Fiji trains coast guards": "SUVA – Ten coast guards of Tonga and Samoa finished a course at the navy's school.",
    "Peru returns stolen idols": "LIMA – Peru handed over four stolen idols to Bolivia in the museum of the nation.",
    "Chad and Niger patrol": "NIAMEY – Soldiers of Chad and Niger began a joint patrol along their border on Monday.",
}
SEEDS = [seed.article for seed in read_labelled(Path(DEFAULT_LABELS) / "seeds.jsonl", texts=Path(DEFAULT_SEEDS))]


def _page(title: str, *others: str) -> Article:
    return read_article("\n".join((title, LEADS[title], *others)))


def test_a_paragraph_of_two_stories_is_none_of_theirs() -> None:
    pages = [_page("Fiji trains coast guards", TEASER), _page("Peru returns stolen idols", TEASER)]
    repeats = find_repeats(pages)
    assert [repeats.lines_of(page) for page in pages] == [[2], [2]]


def test_versions_of_one_story_tell_nothing() -> None:
    first = _page("Fiji trains coast guards", TEASER)
    second = read_article(f"Coast guards finish course in Fiji\n{LEADS['Fiji trains coast guards']}\n{TEASER}")
    assert find_repeats([first, second, first]).digests == frozenset()


def test_short_lines_recur_by_chance() -> None:
    pages = [_page("Fiji trains coast guards", "See more"), _page("Peru returns stolen idols", "See more")]
    assert find_repeats(pages).digests == frozenset()


@given(st.permutations([*SEEDS, *(_page(title, TEASER) for title in LEADS)]))
def test_the_order_of_a_batch_does_not_count(articles: list[Article]) -> None:
    assert find_repeats(articles) == find_repeats(reversed(articles))


def test_the_seeds_repeat_teasers_alone(seeds: list[LabelledArticle]) -> None:
    repeats = find_repeats(seed.article for seed in seeds)
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
