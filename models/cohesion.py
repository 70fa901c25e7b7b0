"""How each line of an article hangs together with its title, its lead and its neighbours.

Absolute cosines differ between agencies (one agency's teasers share its vocabulary), so similarities to title and lead
are also given relative to the document, as z-scores.
"""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.labels.words import KnownWords, iter_words
from dateline.models import marks

Floats = NDArray[np.float64]

_NAME = re.compile(r"[A-ZÀ-ÖØ-ÞĐ][^\W\d_]{2,}")
_LONG_LINE = 80
_LEAD_LINES = 3
_TITLE_WORDS = 4
_NEAR = 3

COHESION_NAMES = (
    "title cosine",
    "title cosine z",
    "lead cosine",
    "lead cosine z",
    "lead cosine before",
    "lead cosine behind",
    "names in lead",
    "names in lead z",
    "names before",
    "words before",
    "near before",
    "near behind",
    "same as title",
    "seen before",
)


def describe_cohesion(texts: Sequence[str], known: KnownWords) -> Floats:
    """Return the cohesion of each line, shape (lines, len(COHESION_NAMES))."""
    words = _Vectors([list(iter_words(text)) for text in texts], known)
    names = _Vectors([[name.lower() for name in _NAME.findall(text)] for text in texts], known)
    title = _title_line(texts)
    lead = _lead_lines(texts)
    title_cosine = words.cosines([title])
    lead_cosine = words.cosines(lead)
    names_in_lead = names.share_in(lead)
    before, behind = _running_means(lead_cosine)
    near_before, near_behind = words.near_cosines(_NEAR)
    seen = {text: number for number, text in reversed(list(enumerate(texts)))}
    return np.column_stack(
        [
            title_cosine,
            _standardize(title_cosine),
            lead_cosine,
            _standardize(lead_cosine),
            before,
            behind,
            names_in_lead,
            _standardize(names_in_lead),
            names.share_seen(),
            words.share_seen(),
            near_before,
            near_behind,
            title_cosine > 0.9,
            [seen[text] < number for number, text in enumerate(texts)],
        ]
    ).astype(np.float64)


def _title_line(texts: Sequence[str]) -> int:
    """Return the first line that may be a title: a few words and no mark of a page."""
    for number, text in enumerate(texts):
        if len(text.split()) >= _TITLE_WORDS and not _is_page_line(text):
            return number
    return 0


def _is_page_line(text: str) -> bool:
    return bool(marks.PAGE_WORDS.search(text) or marks.LINK_WORDS.search(text) or marks.BREADCRUMB.search(text))


def _lead_lines(texts: Sequence[str]) -> list[int]:
    long = [number for number, text in enumerate(texts) if len(text) >= _LONG_LINE]
    return long[:_LEAD_LINES] or list(range(min(_LEAD_LINES, len(texts))))


def _standardize(values: Floats) -> Floats:
    return np.clip((values - values.mean()) / max(values.std(), 0.05), -3, 3)


def _running_means(values: Floats) -> tuple[Floats, Floats]:
    """Return for each place the mean of the values up to it and the mean of those from it on."""
    counts = np.arange(1, len(values) + 1)
    return np.cumsum(values) / counts, (np.cumsum(values[::-1]) / counts)[::-1]


class _Vectors:
    """The lines of an article as weighted bags of words, each of length 1, in flat arrays (row, column, weight)."""

    def __init__(self, lines: Sequence[Sequence[str]], known: KnownWords) -> None:
        self.lines = len(lines)
        columns: dict[str, int] = {}
        rows, ids = [], []
        for row, line in enumerate(lines):
            for word in dict.fromkeys(line):
                rows.append(row)
                ids.append(columns.setdefault(word, len(columns)))
        self.rows = np.array(rows, dtype=np.intp)
        self.columns = np.array(ids, dtype=np.intp)
        self.width = len(columns)
        self.idf = np.array([known.idf(word) for word in columns])
        raw = self.idf[self.columns]
        self.weights = raw / np.sqrt(self._sum(raw**2))[self.rows] if len(rows) else raw

    def _sum(self, values: Floats) -> Floats:
        return np.bincount(self.rows, values, self.lines).astype(np.float64)

    def _bag(self, lines: Sequence[int]) -> Floats:
        chosen = np.isin(self.rows, lines)
        return np.bincount(self.columns[chosen], self.weights[chosen], self.width).astype(np.float64)

    def cosines(self, lines: Sequence[int]) -> Floats:
        """Return each line's mean cosine with the given lines, itself left out."""
        bag = self._bag(lines)
        own = np.isin(np.arange(self.lines), lines)
        filled = self._sum(self.weights**2) * own
        others = np.maximum(len(lines) - own, 1)
        return (self._sum(self.weights * bag[self.columns]) - filled) / others + (own & (len(lines) == 1))

    def share_in(self, lines: Sequence[int]) -> Floats:
        """Return the share of each line's words, by weight, that stand in one of the given lines."""
        return self._share(self._bag(lines)[self.columns] > 0)

    def share_seen(self) -> Floats:
        """Return the share of each line's words, by weight, that stand in an earlier line."""
        first = np.full(self.width, self.lines)
        np.minimum.at(first, self.columns, self.rows)
        return self._share(first[self.columns] < self.rows)

    def _share(self, chosen: NDArray[np.bool_]) -> Floats:
        raw = self.idf[self.columns]
        return self._sum(raw * chosen) / np.maximum(self._sum(raw), 1e-9)

    def near_cosines(self, reach: int) -> tuple[Floats, Floats]:
        """Return each line's highest cosine with one of the `reach` lines before it, and with one behind it."""
        before, behind = np.zeros(self.lines), np.zeros(self.lines)
        bounds = np.searchsorted(self.rows, np.arange(self.lines + 1))
        bag = np.zeros(self.width)
        for row in range(self.lines):
            own = slice(bounds[row], bounds[row + 1])
            bag[self.columns[own]] = self.weights[own]
            near = slice(bounds[row + 1], bounds[min(self.lines, row + 1 + reach)])
            products = np.bincount(self.rows[near] - row - 1, self.weights[near] * bag[self.columns[near]], 1)
            behind[row] = products.max()
            span = slice(row + 1, row + 1 + len(products))
            before[span] = np.maximum(before[span], products[: len(before[span])])
            bag[self.columns[own]] = 0
        return before, behind
