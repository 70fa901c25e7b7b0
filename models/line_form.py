"""The form of a single line as numbers: a table of named features, each a function of the text alone."""

import math
import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dateline.models import marks

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’»)]*\s+[\"'“«(]?[A-ZÀ-ÞĐ]")
_WORD = re.compile(r"\w+")
_QUOTE = re.compile(r"[\"“”«»]")
_OPENING_QUOTE = re.compile(r"^[\"“”«]")
_FUNCTION_WORD = re.compile(
    r"\b(the|of|and|to|in|for|on|with|that|by|at|le|la|les|des|du|de|et|en|une?|pour|dans|que|"
    r"và|của|các|trong|với|cho|được|là|el|los|las|del|y|para|por|con)\b",
    re.IGNORECASE,
)
_SHORT_LINE = 40
_OPENING, _ENDING = 200, 60  # characters in which a mark of opening or end is looked for

Feature = Callable[[str], float]


def _search(pattern: re.Pattern[str]) -> Feature:
    return lambda text: float(pattern.search(text) is not None)


def _opens_with(pattern: re.Pattern[str]) -> Feature:
    return lambda text: float(pattern.search(text[:_OPENING]) is not None)


def _ends_with(pattern: re.Pattern[str]) -> Feature:
    return lambda text: float(pattern.search(text[-_ENDING:]) is not None)


def _share(pattern: re.Pattern[str]) -> Feature:
    return lambda text: len(pattern.findall(text)) / max(1, len(_WORD.findall(text)))


def _share_of(test: Callable[[str], bool]) -> Feature:
    return lambda text: sum(map(test, text)) / max(1, len(text))


def _title_case(text: str) -> float:
    words = _WORD.findall(text)
    return sum(word[0].isupper() for word in words) / max(1, len(words))


def is_short(text: str) -> bool:
    """Tell whether a line is too short, and no sentence, to show by itself to which story it belongs.

    >>> is_short("See more"), is_short("They agreed.")
    (True, False)
    """
    return len(text) < _SHORT_LINE and not _SENTENCE_END.search(text)


FORM_FEATURES: tuple[tuple[str, Feature], ...] = (
    ("log length", lambda text: math.log1p(len(text)) / 5),
    ("log words", lambda text: math.log1p(len(_WORD.findall(text))) / 4),
    ("short", lambda text: float(is_short(text))),
    ("one or two words", lambda text: float(len(text.split()) <= 2)),
    ("sentence end", _ends_with(_SENTENCE_END)),
    ("sentence breaks", lambda text: min(3, len(_SENTENCE_BREAK.findall(text))) / 3),
    ("commas", lambda text: min(6, text.count(",")) / 6),
    ("ends in colon", lambda text: float(text.rstrip().endswith(":"))),
    ("quotes", _search(_QUOTE)),
    ("opens with quote", _opens_with(_OPENING_QUOTE)),
    ("digits", _share_of(str.isdigit)),
    ("capitals", _share_of(str.isupper)),
    ("title case", _title_case),
    ("opens small", lambda text: float(text[:1].islower())),
    ("function words", _share(_FUNCTION_WORD)),
    ("photo credit", _search(marks.PHOTO_CREDIT)),
    ("caption words", _search(marks.CAPTION_WORDS)),
    ("dateline", _opens_with(marks.DATELINE)),
    ("end mark", _ends_with(marks.END_MARK)),
    ("link words", _opens_with(marks.LINK_WORDS)),
    ("page words", _opens_with(marks.PAGE_WORDS)),
    ("clock or date", _search(marks.CLOCK_OR_DATE)),
    ("file or address", _search(marks.FILE_OR_URL)),
    ("numbered picture", _search(marks.NUMBERED_PICTURE)),
    ("arrow", _search(marks.ARROW)),
    ("hashtags", _search(marks.HASHTAGS)),
    ("breadcrumb", _search(marks.BREADCRUMB)),
    ("saying", _search(marks.SAYING)),
    ("opens with reference", _opens_with(marks.OPENS_WITH_REFERENCE)),
)
"""Name and extractor of each feature."""

FORM_NAMES = tuple(name for name, _ in FORM_FEATURES)


def describe_line(text: str) -> NDArray[np.float64]:
    """Return the features of a line, in the order of `FORM_FEATURES`."""
    return np.array([extract(text) for _, extract in FORM_FEATURES])
