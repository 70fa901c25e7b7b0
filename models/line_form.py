"""The form of a single line as numbers: a table of named features, each a function of the text alone."""

import math
import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from dateline.labels.memo import Memo
from dateline.models import marks

_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*\s*$")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’»)]*\s+[\"'“«(]?[A-ZÀ-ÞĐ]")
_WORD = re.compile(r"\w+")
_QUOTE = re.compile(r"[\"“”«»]")
_OPENING_QUOTE = re.compile(r"^[\"“”«]")
_FUNCTION_WORDS = frozenset(
    "the of and to in for on with that by at le la les des du de et en un une pour dans que "
    "và của các trong với cho được là el los las del y para por con".split()
)
_FIGURES = re.compile(r"\d[:hH./-]\d")  # stands in each clock and date of figures, and is found fast
_DIGIT, _CAPITAL = re.compile("[0-9]"), re.compile("[A-Z]")
_NOT_ASCII = re.compile("[^\\x00-\\x7f]")
_SHORT_LINE = 40
_OPENING, _ENDING = 200, 60  # characters in which a mark of opening or end is looked for


class Line:
    """A line as the features see it; what several of them need is found once.

    Args:
        text: The line.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.low = text.lower()
        self.words = _WORD.findall(text)
        self.others = _NOT_ASCII.findall(text)
        self.opening = text[:_OPENING]
        self.ending = text[-_ENDING:]


Feature = Callable[[Line], float]
Floats = NDArray[np.float64]


def _search(pattern: re.Pattern[str]) -> Feature:
    return lambda line: float(pattern.search(line.text) is not None)


def _search_mark(mark: marks.Mark) -> Feature:
    return lambda line: float(mark.stands_in(line.text, line.low))


def _opens_with(pattern: re.Pattern[str]) -> Feature:
    return lambda line: float(pattern.match(line.opening) is not None)


def _ends_with(pattern: re.Pattern[str]) -> Feature:
    return lambda line: float(pattern.search(line.ending) is not None)


def _share_of_words(words: frozenset[str]) -> Feature:
    return lambda line: sum(map(words.__contains__, _WORD.findall(line.low))) / max(1, len(line.words))


def _share_of(test: Callable[[str], bool], plain: re.Pattern[str]) -> Feature:
    """Return the share of the characters that pass a test.

    Args:
        test: The test.
        plain: The ASCII characters that pass it, which are counted faster than tested.
    """

    def extract(line: Line) -> float:
        passed = len(plain.findall(line.text)) + sum(map(test, line.others))
        return passed / max(1, len(line.text))

    return extract


def _clock_or_date(line: Line) -> float:
    return float(
        (_FIGURES.search(line.text) and marks.CLOCK.search(line.text)) is not None
        or marks.DAY.stands_in(line.text, line.low)
        or marks.DATE_ALONE.match(line.text) is not None
    )


def _title_case(line: Line) -> float:
    return sum(word[0].isupper() for word in line.words) / max(1, len(line.words))


def is_short(text: str) -> bool:
    """Tell whether a line is too short, and no sentence, to show by itself to which story it belongs.

    >>> is_short("See more"), is_short("They agreed.")
    (True, False)
    """
    return len(text) < _SHORT_LINE and not _SENTENCE_END.search(text)


FORM_FEATURES: tuple[tuple[str, Feature], ...] = (
    ("log length", lambda line: math.log1p(len(line.text)) / 5),
    ("log words", lambda line: math.log1p(len(line.words)) / 4),
    ("short", lambda line: float(is_short(line.text))),
    ("one or two words", lambda line: float(len(line.text.split(maxsplit=2)) <= 2)),
    ("sentence end", _ends_with(_SENTENCE_END)),
    ("sentence breaks", lambda line: min(3, len(_SENTENCE_BREAK.findall(line.text))) / 3),
    ("commas", lambda line: min(6, line.text.count(",")) / 6),
    ("ends in colon", lambda line: float(line.text.rstrip().endswith(":"))),
    ("quotes", _search(_QUOTE)),
    ("opens with quote", _opens_with(_OPENING_QUOTE)),
    ("digits", _share_of(str.isdigit, _DIGIT)),
    ("capitals", _share_of(str.isupper, _CAPITAL)),
    ("title case", _title_case),
    ("opens small", lambda line: float(line.text[:1].islower())),
    ("function words", _share_of_words(_FUNCTION_WORDS)),
    ("photo credit", _search_mark(marks.PHOTO_CREDIT)),
    ("caption words", _search_mark(marks.CAPTION_WORDS)),
    ("dateline", lambda line: float(marks.DATELINE.stands_in(line.opening, line.opening))),
    ("end mark", _ends_with(marks.END_MARK)),
    ("link words", _opens_with(marks.LINK_WORDS)),
    ("page words", _opens_with(marks.PAGE_WORDS)),
    ("clock or date", _clock_or_date),
    ("file or address", _search_mark(marks.FILE_OR_URL)),
    ("numbered picture", _search(marks.NUMBERED_PICTURE)),
    ("arrow", _search(marks.ARROW)),
    ("hashtags", _search(marks.HASHTAGS)),
    ("breadcrumb", lambda line: float(marks.is_breadcrumb(line.text))),
    ("saying", _search_mark(marks.SAYING)),
    ("opens with reference", _opens_with(marks.OPENS_WITH_REFERENCE)),
)
"""Name and extractor of each feature."""

FORM_NAMES = tuple(name for name, _ in FORM_FEATURES)


def _describe(text: str) -> Floats:
    line = Line(text)
    features = np.array([extract(line) for _, extract in FORM_FEATURES])
    features.flags.writeable = False
    return features


_memo = Memo(_describe)


def describe_line(text: str) -> Floats:
    """Return the features of a line, in the order of `FORM_FEATURES`."""
    return _memo(text)
