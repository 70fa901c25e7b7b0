"""All features of the lines of an article: form, place, cohesion, mentions, marks passed, neighbours."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from dateline.labels.words import KnownWords
from dateline.models.cohesion import COHESION_NAMES, describe_cohesion
from dateline.models.line_form import FORM_NAMES, describe_line
from dateline.models.line_mentions import MENTION_NAMES, describe_mentions
from dateline.models.mentions import Mentions

Floats = NDArray[np.float64]

PLACE_NAMES = (
    "first",
    "second",
    "third",
    "log place",
    "relative place",
    "log place from end",
    "log lines",
    "last",
    "log long lines before",
    "log long lines behind",
    "share of long lines before",
    "last and cut off",
)
PASSED_NAMES = ("end mark passed", "link words passed", "dateline passed", "dateline ahead", "long line passed")

_NEIGHBOUR_FORMS = tuple(
    FORM_NAMES.index(name)
    for name in ("log length", "sentence end", "photo credit", "end mark", "link words", "page words", "dateline")
)
_OFFSETS = (-2, -1, 1, 2)
_LONG = 60  # characters; the place among lines of a paragraph's length is not moved by what a page prints around them

NEIGHBOUR_NAMES = tuple(f"{FORM_NAMES[form]} at {offset:+d}" for offset in _OFFSETS for form in _NEIGHBOUR_FORMS)

FEATURE_NAMES = (*FORM_NAMES, *PLACE_NAMES, *COHESION_NAMES, *MENTION_NAMES, *PASSED_NAMES, *NEIGHBOUR_NAMES)
"""The columns of `describe_lines`."""


def describe_lines(texts: Sequence[str], mentions: Mentions, known: KnownWords) -> Floats:
    """Return the features of each line of an article, shape (lines, len(FEATURE_NAMES))."""
    forms = np.array([describe_line(text) for text in texts])
    long = np.array([len(text) >= _LONG for text in texts], dtype=np.float64)
    return np.column_stack(
        [
            forms,
            _places(forms, long),
            describe_cohesion(texts, known),
            describe_mentions(texts, mentions),
            _passed(forms, long),
            _neighbours(forms),
        ]
    )


def _column(forms: Floats, name: str) -> Floats:
    return forms[:, FORM_NAMES.index(name)]


def _places(forms: Floats, long: Floats) -> Floats:
    lines = len(forms)
    place = np.arange(lines)
    from_end = lines - 1 - place
    long_before = np.cumsum(long) - long
    return np.column_stack(
        [
            place == 0,
            place == 1,
            place == 2,
            np.log1p(place) / 3,
            place / max(1, lines - 1),
            np.log1p(from_end) / 3,
            np.full(lines, np.log1p(lines) / 3),
            from_end == 0,
            np.log1p(long_before) / 3,
            np.log1p(long.sum() - long - long_before) / 3,
            long_before / max(1.0, long.sum()),
            (from_end == 0) * (1 - _column(forms, "sentence end")),
        ]
    )


def _passed(forms: Floats, long: Floats) -> Floats:
    """Return what marks stand before each line, and whether a dateline is still to come."""

    def before(flags: Floats) -> Floats:
        return np.concatenate([[0.0], np.maximum.accumulate(flags)[:-1]])

    dateline = _column(forms, "dateline")
    return np.column_stack(
        [
            before(_column(forms, "end mark")),
            before(_column(forms, "link words")),
            before(dateline),
            before(dateline[::-1])[::-1],
            before(long),
        ]
    )


def _neighbours(forms: Floats) -> Floats:
    """Return chosen form features of the lines around each line; zeros beyond the article's ends."""
    reach = max(_OFFSETS)
    padded = np.pad(forms[:, _NEIGHBOUR_FORMS], ((reach, reach), (0, 0)))
    return np.column_stack([padded[reach + offset : reach + offset + len(forms)] for offset in _OFFSETS])
