import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.labels.repair import RepairedText, repair_text
from dateline.labels.words import KnownWords

Case = Mapping[str, Any]

CASES = Path(__file__).parents[1] / "cases"
REPAIRS = [json.loads(line) for line in (CASES / "repair.jsonl").read_text(encoding="utf-8").splitlines()]
GLUED = [json.loads(line) for line in (CASES / "glued.jsonl").read_text(encoding="utf-8").splitlines()]

KNOWN = KnownWords({"with": 90, "the": 95, "of": 99, "in": 98, "countries": 60, "country": 50}, 100)
KNOWN_FRENCH = KnownWords({"la": 95, "coopération": 60, "policière": 20}, 100)

_PIECES = (
    "with The the of countries IN x é e\u0301 \u0301 \u0323 🌟 ✓ ж ജ 体 \u200b \ufe0f \u00ad ß İ ﬁ 5 • - .".split()
)
dirty_texts = st.lists(st.sampled_from([*_PIECES, " ", "  ", "\u00a0", "\t"]), max_size=12).map("".join)
any_texts = st.one_of(st.text(max_size=30), dirty_texts)
dictionaries = st.dictionaries(st.sampled_from([*_PIECES, "withthe", "xthe", "жx", "ofin"]), st.integers(3, 100)).map(
    lambda counts: KnownWords({word.lower(): count for word, count in counts.items()}, 100)
)


def assert_leads_back(given_text: str, repaired: RepairedText) -> None:
    """Each character leads to a place in the given text, and no later character to an earlier place."""
    spans = [repaired.given_span(at, at + 1) for at in range(len(repaired.text))]
    assert all(0 <= start <= end <= len(given_text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
    assert [end for _, end in spans] == sorted(end for _, end in spans)
    assert all(0 <= edit.start <= edit.end <= len(given_text) for edit in repaired.edits)


@pytest.mark.parametrize("case", REPAIRS, ids=[case["comment"] for case in REPAIRS])
def test_a_dirty_text_is_repaired_and_says_how(case: Case) -> None:
    repaired = repair_text(case["given"])
    assert repaired.text == case["repaired"]
    assert [edit.fix for edit in repaired.edits] == case["fixes"]
    assert_leads_back(case["given"], repaired)


@pytest.mark.parametrize("case", GLUED, ids=[case["comment"] for case in GLUED])
def test_glued_words_are_taken_apart_where_all_parts_are_known(case: Case) -> None:
    known = KNOWN_FRENCH if "coopération" in case["given"] else KNOWN
    assert repair_text(case["given"], known).text == case["repaired"]


@settings(deadline=None, max_examples=500)
@given(any_texts)
def test_a_repaired_text_is_repaired_once(text: str) -> None:
    repaired = repair_text(text)
    assert repair_text(repaired.text) == RepairedText(repaired.text)


@settings(deadline=None, max_examples=500)
@given(dirty_texts, dictionaries)
def test_a_text_repaired_with_known_words_is_repaired_once(text: str, known: KnownWords) -> None:
    repaired = repair_text(text, known)
    assert repair_text(repaired.text, known) == RepairedText(repaired.text)


@settings(deadline=None, max_examples=500)
@given(any_texts, st.sampled_from([None, KNOWN]))
def test_every_character_leads_back_into_the_given_text_in_order(text: str, known: KnownWords | None) -> None:
    assert_leads_back(text, repair_text(text, known))


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_a_clean_ascii_text_comes_back_unchanged(text: str) -> None:
    clean = re.sub(" {2,}", " ", text)
    assert repair_text(clean) == RepairedText(clean)
    assert repair_text(clean).given_span(0, len(clean)) == (0, len(clean))


@settings(deadline=None)
@given(st.text("abcdefgh", min_size=1), st.sampled_from("🌟ജж体✓\u200b"), st.data())
def test_a_stray_character_is_dropped_wherever_it_stands_in_a_word(word: str, stray: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(word)))
    repaired = repair_text(word[:at] + stray + word[at:])
    assert repaired.text == word
    (edit,) = repaired.edits
    assert (edit.start, edit.end, edit.after) == (at, at + 1, "")


def test_repairing_the_labelled_articles_again_changes_nothing(labelled: list[LabelledArticle]) -> None:
    known = KnownWords.count(article.text for article in labelled)
    for article in labelled:
        for paragraph in article.article.paragraphs:
            assert not repair_text(paragraph.text).edits
            once = repair_text(paragraph.text, known).text
            assert repair_text(once, known) == RepairedText(once)


def test_the_seeds_are_dirty_and_lose_no_word_that_is_clean(seeds: list[LabelledArticle]) -> None:
    paragraphs = [(seed.text[found.start : found.end], found) for seed in seeds for found in seed.article.paragraphs]
    assert {edit.fix for _, found in paragraphs for edit in found.edits} >= {"stray-character"}
    for raw, found in paragraphs:
        lost = set(re.findall("[A-Za-z]+", raw)) - set(re.findall("[A-Za-z]+", found.text))
        assert all(not raw.isascii() for _ in lost)
