"""A paragraph's words as TF-IDF: words, pairs of words, and pieces of words, so that each word adds its own share.

Pieces of three to five characters carry inflections and what repair could not take apart. A paragraph's vector is
divided not by its own length but by the root of the sum of its words' squared lengths. Measured on the labelled
articles that is as good, and it makes a paragraph's score the sum of its words' scores: each word's share is exact
evidence, and a word seen before costs one look-up.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

import numpy as np
from numpy.typing import NDArray

from dateline.models.tfidf import FeatureSpace

Floats = NDArray[np.float64]

_TOKEN = re.compile(r"[^\W_]+")
_PIECES = (3, 4, 5)
_MOST_WORDS, _LONGEST_KEPT = 50_000, 50  # words that are kept, and their characters: longer ones come once


def count_features(text: str) -> Counter[str]:
    """Return the counts of a paragraph's features: `w:` words, `b:` pairs of words, `c:` pieces of a word.

    >>> sorted(count_features("To Fiji"))[:4]
    ['b:to fiji', 'c: fi', 'c: fij', 'c: fiji']
    """
    tokens = _TOKEN.findall(text.lower())
    counts: Counter[str] = Counter(f"b:{one} {other}" for one, other in pairwise(tokens))
    for token in tokens:
        counts.update([f"w:{token}", *("c:" + piece for piece in _pieces_of(token))])
    return counts


def _pieces_of(word: str) -> list[str]:
    """Return the pieces of a word, each as often as it stands in it."""
    padded = f" {word} "
    return [padded[at : at + size] for size in _PIECES for at in range(len(padded) - size + 1)]


@dataclass(frozen=True)
class WordScorer:
    """Scores paragraphs by their words, for D labels at once.

    Attributes:
        space: The features.
        weights: Shape (D, features).
    """

    space: FeatureSpace
    weights: Floats

    def score(self, texts: Sequence[str]) -> Floats:
        """Return the score of each paragraph for each label, shape (paragraphs, D)."""
        totals = self._add(texts)
        return totals[:, :-1] / _length(totals)[:, None]

    def lengths(self, texts: Sequence[str]) -> Floats:
        """Return what each paragraph's vector is divided by, shape (paragraphs,)."""
        return _length(self._add(texts))

    def shares(self, text: str, label: int) -> list[tuple[float, int, int]]:
        """Return for each word of a paragraph its share in a label's score, and where it begins and ends."""
        tokens = list(_TOKEN.finditer(text.lower()))
        shares = self._words.add([[token.group()] for token in tokens])[:, label] / self.lengths([text])
        return [(share, token.start(), token.end()) for share, token in zip(shares.tolist(), tokens, strict=True)]

    def _add(self, texts: Sequence[str]) -> Floats:
        """Return what words and pairs of each paragraph add up to for each label, and last their squared lengths."""
        paragraphs = [_TOKEN.findall(text.lower()) for text in texts]
        column_of = self._column_of["b"]
        pairs = [
            [column_of[pair] for pair in map(" ".join, pairwise(words)) if pair in column_of] for words in paragraphs
        ]
        return self._words.add(paragraphs) + _add_rows(self._rows, pairs)

    @cached_property
    def _column_of(self) -> dict[str, dict[str, int]]:
        """The column of each feature, by the kind of the features."""
        found: dict[str, dict[str, int]] = {"w": {}, "b": {}, "c": {}}
        for column, name in enumerate(self.space.names):
            found[name[0]][name[2:]] = column
        return found

    @cached_property
    def _rows(self) -> Floats:
        """What each feature, standing once, adds to each label's score, and last its squared length; a row of zeros."""
        rows = np.column_stack([(self.weights * self.space.idf).T, self.space.idf**2])
        return np.vstack([rows, np.zeros((1, rows.shape[1]))])

    @cached_property
    def _words(self) -> "_WordRows":
        return _WordRows(self._column_of["w"], self._column_of["c"], self._rows)


def _length(totals: Floats) -> Floats:
    return np.sqrt(np.maximum(totals[:, -1], 1e-9))


def _add_rows(rows: Floats, places: Sequence[Sequence[int]]) -> Floats:
    """Return for each list of places the sum of its rows, shape (lists, columns); the last of the rows is zeros."""
    flat = list(chain.from_iterable((-1, *each) for each in places))  # so that no list is empty
    starts = np.cumsum([0, *(len(each) + 1 for each in places)])[:-1]
    return np.add.reduceat(rows[flat], starts, axis=0) if flat else rows[:0]


class _WordRows:
    """What each word adds to each label's score, and last its squared length; kept for words seen before.

    Args:
        column_of_word: The columns of words.
        column_of_piece: Those of their pieces.
        rows: What each feature adds, and last a row of zeros.
    """

    def __init__(self, column_of_word: Mapping[str, int], column_of_piece: Mapping[str, int], rows: Floats) -> None:
        self._column_of_word = column_of_word
        self._column_of_piece = column_of_piece
        self._features = rows
        self._place_of: dict[str, int] = {}
        self._kept = np.zeros((_MOST_WORDS + 1, rows.shape[1]))

    def add(self, paragraphs: Sequence[Sequence[str]]) -> Floats:
        """Return what the words of each paragraph add up to, shape (paragraphs, D + 1)."""
        place_of, rows = self._find(dict.fromkeys(chain.from_iterable(paragraphs)))
        return _add_rows(rows, [[place_of[word] for word in words] for words in paragraphs])

    def _find(self, words: Collection[str]) -> tuple[Mapping[str, int], Floats]:
        """Return the places of words in rows, and the rows, the last of zeros."""
        new = [word for word in words if word not in self._place_of]
        if len(self._place_of) + len(new) > _MOST_WORDS:
            self._place_of.clear()
            new = list(words)
        if len(new) > _MOST_WORDS or any(len(word) > _LONGEST_KEPT for word in new):
            once = list(words)
            return {word: place for place, word in enumerate(once)}, np.vstack([self._make(once), self._kept[-1:]])
        begin = len(self._place_of)
        self._kept[begin : begin + len(new)] = self._make(new)
        self._place_of.update(zip(new, range(begin, begin + len(new)), strict=True))
        return self._place_of, self._kept

    def _make(self, words: Sequence[str]) -> Floats:
        columns = [self._columns(word) for word in words]
        rows = _add_rows(self._features, columns)
        for row, own in zip(rows, columns, strict=True):
            if len(own) > len(set(own)):  # a piece that stands n times counts n² for the length
                row[-1] = sum(times**2 * self._features[column, -1] for column, times in Counter(own).items())
        return rows

    def _columns(self, word: str) -> list[int]:
        own = self._column_of_word.get(word)
        pieces = [column for column in map(self._column_of_piece.get, _pieces_of(word)) if column is not None]
        return pieces if own is None else [own, *pieces]
