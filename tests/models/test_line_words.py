"""Lines as bags of words that weigh more the rarer they are."""

import math

import pytest

from dateline.labels.words import KnownWords
from dateline.models.line_words import inverse_document_frequencies


def test_a_rarer_word_weighs_more() -> None:
    known = KnownWords({"police": 9, "phishing": 1}, 9)
    found = inverse_document_frequencies(["police", "phishing", "never"], known)
    assert found.tolist() == pytest.approx([1, math.log(5) + 1, math.log(10) + 1])
    assert inverse_document_frequencies([], known).shape == (0,)
