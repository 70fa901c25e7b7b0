from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.annotation import LabelledArticle
from dateline.labels.words import LEAST_GLUED_LENGTH, KnownWords, iter_words

WORDS = "with the of countries country border guards la coopération no on at port".split()
KNOWN = KnownWords(dict.fromkeys(WORDS, 90), 100)

known_words = st.dictionaries(st.text("abeé", min_size=1, max_size=4), st.integers(1, 100)).map(
    lambda counts: KnownWords(counts, 100)
)


def parts_of(token: str, known: KnownWords) -> list[str]:
    cuts = [0, *known.seams(token), len(token)]
    return [token[start:end] for start, end in pairwise(cuts)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Anti-terrorism, 2025: G7's first", ["anti", "terrorism", "g", "s", "first"]),
        ("l’ÉTAT d'Haïti", ["l", "état", "d", "haïti"]),
        ("Bộ Công an (TTXVN)", ["bộ", "công", "an", "ttxvn"]),
        ("file_name 21 000 …", ["file", "name"]),
    ],
)
def test_words_are_runs_of_letters_in_lower_case(text: str, words: list[str]) -> None:
    assert list(iter_words(text)) == words


def test_a_word_counts_once_for_each_article_that_it_stands_in() -> None:
    known = KnownWords.count(["Border police border", "border guards", "police, Customs"], lexicon=["phishing"])
    assert known == KnownWords({"border": 2, "phishing": 3, "police": 2}, 3)
    assert KnownWords.count(["once"], at_least=1).counts == {"once": 1}


@pytest.mark.parametrize(
    ("token", "parts"),
    [
        ("withcountries", ["with", "countries"]),
        ("borderguardswith", ["border", "guards", "with"]),
        ("WITHCOUNTRIES", ["WITH", "COUNTRIES"]),
        ("borderGuards", ["border", "Guards"]),
        ("withJohansson", ["with", "Johansson"]),
        ("lacoopération", ["la", "coopération"]),
        ("atport", ["at", "port"]),
        ("noon", ["noon"]),  # too short to be taken apart
        ("countries", ["countries"]),
        ("countryside", ["countryside"]),
        ("McDonald", ["McDonald"]),
        ("withtheofcountries", ["withtheofcountries"]),  # four words are too many to be sure
    ],
)
def test_a_token_is_cut_between_known_words_alone(token: str, parts: list[str]) -> None:
    assert parts_of(token, KNOWN) == parts


def test_a_short_word_behind_a_capital_stays_whole() -> None:
    assert parts_of("withNoon", KNOWN) == ["with", "Noon"]


def test_a_word_longer_than_any_is_left_and_costs_nothing() -> None:
    assert parts_of("with" * 5_000, KNOWN) == ["with" * 5_000]
    assert parts_of("withCountries" * 5_000, KNOWN) == ["withCountries" * 5_000]


def test_a_rare_word_is_no_part() -> None:
    assert KnownWords({"with": 90, "countries": 2}, 100).seams("withcountries") == ()
    assert KnownWords({"with": 90, "countries": 3}, 100).seams("withcountries") == (4,)


@settings(deadline=None, max_examples=300)
@given(known_words, st.text("abeé", max_size=10))
def test_parts_are_known_words_and_make_up_the_token(known: KnownWords, token: str) -> None:
    parts = parts_of(token, known)
    assert "".join(parts) == token
    assert all(parts) or not token
    assert len(parts) <= 3
    if len(parts) > 1:
        assert len(token) >= LEAST_GLUED_LENGTH
        assert token not in known.counts
        assert all(known.counts[part] >= 3 for part in parts)
        assert known.seams(token) == KnownWords(known.counts, known.articles).seams(token)


def test_glued_words_of_unseen_articles_are_mostly_cut_right_and_new_words_mostly_left(
    labelled: list[LabelledArticle],
) -> None:
    known = KnownWords.count(article.text for number, article in enumerate(labelled) if number % 10)
    glued: list[bool] = []
    new: list[bool] = []
    for article in labelled[::10]:
        for text in article.article.texts:
            words = text.split(" ")
            glued += [
                known.seams(first + second) == (len(first),)
                for first, second in pairwise(words)
                if first.isalpha() and second.isalpha() and len(first + second) >= LEAST_GLUED_LENGTH
            ]
        unseen = set(iter_words(article.text)) - known.counts.keys()
        new += [known.seams(word) == () for word in sorted(unseen) if len(word) >= LEAST_GLUED_LENGTH]
    assert len(glued) > 10_000
    assert sum(glued) / len(glued) >= 0.72
    assert len(new) > 1_000
    assert sum(new) / len(new) >= 0.92
