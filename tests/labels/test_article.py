import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.labels.article import MAX_CHARACTERS, MAX_PARAGRAPHS, Article, read_article
from dateline.labels.errors import ArticleError
from dateline.labels.repair import repair_text
from dateline.labels.words import KnownWords

KNOWN = KnownWords({"with": 90, "countries": 80, "the": 95}, 100)
CURE = re.compile(r"\b(needs|give|save|split|left out|remove|convert)\b", re.IGNORECASE)

_ENDS = ["\n", "\n\n", "\r\n", "\r", "\u2028", "\x85", "\n \n"]
_PIECES = ["Hanoi", " – ", "withcountries", "  ", "\u200b", "🌟", "ж", "e\u0301", "\u00a0", "\ufeff", "\t", "\x1c", "."]
dirty_texts = st.lists(st.sampled_from([*_PIECES, *_ENDS]), max_size=20).map("".join)
texts = st.one_of(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60), dirty_texts)


def lines_of(text: str) -> list[str]:
    lines = [line.strip() for line in re.split("[\r\n\u2028\u2029\x85]", text)]
    return [line for line in lines if repair_text(line).text.strip()]


def test_the_paragraphs_of_a_seed_are_its_lines(seeds: list[LabelledArticle]) -> None:
    assert len(seeds) == 5
    for seed in seeds:
        paragraphs = seed.article.paragraphs
        given_lines = [seed.text[paragraph.start : paragraph.end] for paragraph in paragraphs]
        assert given_lines == [line.strip() for line in seed.text.splitlines() if line.strip()]
        assert [paragraph.number for paragraph in paragraphs] == list(range(len(paragraphs)))
        assert seed.article.texts == tuple(repair_text(line).text for line in given_lines)


@settings(deadline=None, max_examples=500)
@given(texts, st.sampled_from([None, KNOWN]))
def test_the_paragraphs_of_any_text_are_its_lines(text: str, known: KnownWords | None) -> None:
    lines = lines_of(text)
    if not lines:
        with pytest.raises(ArticleError, match="empty"):
            read_article(text, known=known)
        return
    article = read_article(text, known=known)
    assert [text[paragraph.start : paragraph.end] for paragraph in article.paragraphs] == lines
    assert article.texts == tuple(repair_text(line, known).text for line in lines)


@settings(deadline=None, max_examples=300)
@given(texts.filter(lines_of), st.data())
def test_every_span_leads_back_into_its_own_line(text: str, data: st.DataObject) -> None:
    paragraph = data.draw(st.sampled_from(read_article(text, known=KNOWN).paragraphs))
    start = data.draw(st.integers(0, len(paragraph.text)))
    end = data.draw(st.integers(start, len(paragraph.text)))
    first, last = paragraph.given_span(start, end)
    assert paragraph.start <= first <= last <= paragraph.end
    if not paragraph.edits:
        assert text[first:last] == paragraph.text[start:end]


def test_a_span_leads_back_over_what_repair_dropped_and_put_in() -> None:
    text = "\ufeffHead\r\n  cyber🌟 crime withcountries \n"
    paragraph = read_article(text, known=KNOWN).paragraphs[1]
    assert paragraph.text == "cyber crime with countries"
    assert [text[slice(*paragraph.given_span(at, at + 5))] for at in (6, 12)] == ["crime", "with"]
    assert text[slice(*paragraph.given_span(17, 26))] == "countries"


@pytest.mark.parametrize(
    ("text", "language", "fragments"),
    [
        ("", None, ["empty", "at least one line"]),
        (" \n\t\r\n\u200b\n", None, ["empty", "at least one line"]),
        ("a" * (MAX_CHARACTERS + 1), None, ["1,000,001 characters", "at most 1,000,000", "JSON Lines"]),
        ("Bonn\n", "de", ["'de'", "en, fr, vi, es"]),
        ("Bonn\n", "", ["''", "en, fr, vi, es"]),
    ],
    ids=["empty", "blank", "too long", "unknown language", "empty language"],
)
def test_an_error_names_the_value_and_the_cure(text: str, language: str | None, fragments: list[str]) -> None:
    with pytest.raises(ArticleError) as error:
        read_article(text, language=language)
    assert [fragment for fragment in fragments if fragment not in str(error.value)] == []
    assert CURE.search(str(error.value))


def test_a_text_with_a_nul_or_too_many_lines_is_refused_with_the_value() -> None:
    with pytest.raises(ArticleError, match="NUL character at 3"):
        read_article("abc\x00")
    with pytest.raises(ArticleError, match=r"5,001 paragraphs.*at most 5,000"):
        read_article("a\n" * (MAX_PARAGRAPHS + 1))


@pytest.mark.parametrize("text", ["abc\x00", "a\n" * (MAX_PARAGRAPHS + 1)], ids=["NUL", "too many paragraphs"])
def test_a_refused_text_is_told_the_cure(text: str) -> None:
    with pytest.raises(ArticleError) as error:
        read_article(text)
    assert CURE.search(str(error.value))


def test_an_article_may_be_as_long_as_the_limits() -> None:
    assert len(read_article("a" * MAX_CHARACTERS).paragraphs) == 1
    assert len(read_article("a\n" * MAX_PARAGRAPHS).paragraphs) == MAX_PARAGRAPHS


def test_a_given_language_wins_over_the_guess() -> None:
    french = "Le ministre a reçu la délégation dans la matinée."
    assert read_article(french, article_id="a-1") == Article("a-1", "fr", read_article(french).paragraphs)
    assert read_article(french, language="es").language == "es"


@pytest.mark.parametrize("text", [None, b"Hanoi", 7, ["Hanoi"]], ids=lambda text: type(text).__name__)
def test_what_is_no_string_is_refused_with_its_type(text: Any) -> None:  # noqa: ANN401 # that of any type is refused
    with pytest.raises(ArticleError, match=rf"^the text is of the type {type(text).__name__}; give a str$"):
        read_article(text)


def test_half_a_surrogate_pair_is_refused_with_its_place() -> None:
    with pytest.raises(ArticleError, match="half of a surrogate pair at 5"):
        read_article("Suva \ud83e")
