"""A paragraph's words as TF-IDF: words, pairs of words, and pieces of words, so that each word adds its own share.

Pieces of three to five characters carry inflections and what repair could not take apart. A paragraph's vector is
divided not by its own length but by the root of the sum of its words' squared lengths. Measured on the labelled
articles that is as good, and it makes a paragraph's score the sum of its words' scores: each word's share is exact
evidence, and a word seen before costs one look-up.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dateline.models.tfidf import FeatureSpace

Floats = NDArray[np.float64]

_TOKEN = re.compile(r"[^\W_]+")
_PIECES = (3, 4, 5)
_MOST_WORDS = 50_000


def count_features(text: str) -> Counter[str]:
    """Return the counts of a paragraph's features: `w:` words, `b:` pairs of words, `c:` pieces of a word.

    >>> sorted(count_features("To Fiji"))[:4]
    ['b:to fiji', 'c: fi', 'c: fij', 'c: fiji']
    """
    tokens = _TOKEN.findall(text.lower())
    counts: Counter[str] = Counter(f"b:{one} {other}" for one, other in pairwise(tokens))
    for token in tokens:
        counts.update(_features_of(token))
    return counts


def _features_of(word: str) -> list[str]:
    """Return the features of a single word, each as often as it stands in it."""
    padded = f" {word} "
    return [f"w:{word}", *(f"c:{padded[at : at + size]}" for size in _PIECES for at in range(len(padded) - size + 1))]


@dataclass(frozen=True)
class WordScorer:
    """Scores paragraphs by their words, for D labels at once.

    Attributes:
        space: The features.
        weights: Shape (D, features).
    """

    space: FeatureSpace
    weights: Floats

    def score(self, text: str) -> Floats:
        """Return the score of a paragraph for each label, shape (D,)."""
        total = self._sum(text)
        return total[:-1] / np.sqrt(max(total[-1], 1e-9))

    def length(self, text: str) -> float:
        """Return what a paragraph's vector is divided by."""
        return float(np.sqrt(max(self._sum(text)[-1], 1e-9)))

    def shares(self, text: str, label: int) -> list[tuple[float, int, int]]:
        """Return for each word of a paragraph its share in a label's score, and where it begins and ends."""
        length = self.length(text)
        tokens = list(_TOKEN.finditer(text.lower()))
        rows = self._words.rows([token.group() for token in tokens])[:, label] / length
        return [(float(row), token.start(), token.end()) for row, token in zip(rows, tokens, strict=True)]

    def _sum(self, text: str) -> Floats:
        """Return what a paragraph's words and pairs add up to for each label, and last their squared lengths."""
        tokens = _TOKEN.findall(text.lower())
        column_of = self._column_of_pair
        columns = [column_of[pair] for pair in pairwise(tokens) if pair in column_of]
        return self._words.rows(tokens).sum(axis=0) + self._rows_of_features[columns].sum(axis=0)

    @cached_property
    def _column_of_pair(self) -> dict[tuple[str, str], int]:
        pairs = ((column, name[2:]) for column, name in enumerate(self.space.names) if name.startswith("b:"))
        return {(one, other): column for column, (one, _, other) in ((c, p.partition(" ")) for c, p in pairs)}

    @cached_property
    def _rows_of_features(self) -> Floats:
        """What each feature, standing once, adds to each label's score, and last its squared length."""
        return np.column_stack([(self.weights * self.space.idf).T, self.space.idf**2])

    @cached_property
    def _words(self) -> "_WordRows":
        return _WordRows(self.space, self._rows_of_features)


class _WordRows:
    """What each word adds to each label's score, and last its squared length; kept for words seen before.

    Args:
        space: The features.
        rows: The same of each feature.
    """

    def __init__(self, space: FeatureSpace, rows: Floats) -> None:
        self._column_of = space.column_of
        self._features = rows
        self._place_of: dict[str, int] = {}
        self._kept = np.zeros((_MOST_WORDS, rows.shape[1]))

    def rows(self, words: Sequence[str]) -> Floats:
        """Return the rows of words, shape (words, D + 1)."""
        new = [word for word in dict.fromkeys(words) if word not in self._place_of]
        if len(self._place_of) + len(new) > _MOST_WORDS:
            self._place_of.clear()
            new = list(dict.fromkeys(words))
            if len(new) > _MOST_WORDS:
                return np.array([self._row(word) for word in words]).reshape(-1, self._features.shape[1])
        for word in new:
            place = len(self._place_of)
            self._kept[place] = self._row(word)
            self._place_of[word] = place
        return self._kept[[self._place_of[word] for word in words]]

    def _row(self, word: str) -> Floats:
        column_of = self._column_of
        columns = [column_of[feature] for feature in _features_of(word) if feature in column_of]
        rows = self._features[columns]
        row: Floats = rows.sum(axis=0)
        if len(columns) > len(set(columns)):  # a piece that stands n times counts n² for the length
            row[-1] = sum(columns.count(column) * self._features[column, -1] for column in columns)
        return row
