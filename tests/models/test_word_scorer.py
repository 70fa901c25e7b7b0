"""Paragraphs score as the counts of their features do, whatever words were seen before."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.models import words
from dateline.models.tfidf import FeatureSpace
from dateline.models.words import WordScorer, count_features

VOCABULARY = ("police", "mama", "banana", "đàm", "İstanbul", "x", "of")
NAMES = sorted({name for word in VOCABULARY for other in VOCABULARY for name in count_features(f"{word} {other}")})
SPACE = FeatureSpace(NAMES, np.linspace(1, 2, len(NAMES)))
WEIGHTS = np.random.default_rng(5).normal(size=(3, len(NAMES)))

texts = st.lists(
    st.lists(
        st.sampled_from((*VOCABULARY, "unseen", "policeman", "-", "_", "mama" * 20)) | st.text(max_size=4), max_size=9
    ).map(" ".join),
    max_size=5,
)


def by_counts(text: str) -> list[float]:
    """Return the scores of a paragraph, feature by feature."""
    counts = count_features(text)
    columns, values = SPACE.weigh(counts)
    squares = 0.0
    for word, times in count_features_of_words(text).items():
        own = {name: count for name, count in count_features(word).items() if name[0] != "b"}
        squares += times * sum(float(value) ** 2 for value in SPACE.weigh(own)[1])
    pairs = {name: count for name, count in counts.items() if name[0] == "b"}
    squares += sum(count * SPACE.idf[SPACE.column_of[name]] ** 2 for name, count in pairs.items() if name in NAMES)
    return (WEIGHTS[:, columns] @ values / max(squares, 1e-9) ** 0.5).tolist()


def count_features_of_words(text: str) -> dict[str, int]:
    return {name[2:]: count for name, count in count_features(text).items() if name[0] == "w"}


@pytest.mark.parametrize("kept", [1, 4, 50_000])
def test_paragraphs_score_as_their_counts(kept: int) -> None:
    scorer = WordScorer(SPACE, WEIGHTS)

    @given(texts)
    def check(paragraphs: list[str]) -> None:
        found = scorer.score(paragraphs)
        assert found.shape == (len(paragraphs), 3)
        assert found.tolist() == [pytest.approx(by_counts(text), abs=1e-9) for text in paragraphs]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "_MOST_WORDS", kept)
        check()


def test_the_shares_of_words_add_up_to_the_score_without_pairs() -> None:
    scorer = WordScorer(SPACE, WEIGHTS)
    text = "Mama, 7 bananas"
    shares = scorer.shares(text, 1)
    assert [text[start:end] for _, start, end in shares] == ["Mama", "7", "bananas"]
    assert sum(share for share, _, _ in shares) == pytest.approx(scorer.score([text])[0, 1])
    assert shares[0][0] == pytest.approx(
        scorer.score(["mama"])[0, 1] * scorer.lengths(["mama"])[0] / scorer.lengths([text])[0]
    )
    assert scorer.shares("", 1) == []
