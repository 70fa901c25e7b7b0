"""Entries of a lexicon file: how a line is read and what strings an entry stands for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dateline.labels.errors import LabelSetError

TRAP = "-"
"""The key of entries that name nothing and silence what they cover."""

DEFAULT_KIND = "term"
KINDS = ("name", "adjective", "capital", "agency", DEFAULT_KIND)

_KEY = re.compile(r"\[([^\]]+)\]")
_KIND = re.compile(r"(\w+):\s+(.*)")
_MOST_STRINGS = 1000  # of one entry: more is a slip of brackets, or belongs on several lines


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a lexicon file.

    Attributes:
        key: The label that it names, or `TRAP`.
        kind: One of `KINDS`.
        pattern: The entry as written.
        place: File and line, for messages.
        number: Its place on the line, from 0.
    """

    key: str
    kind: str
    pattern: str
    place: str
    number: int = 0

    def expand(self) -> list[str]:
        """Return the strings that the entry stands for; an open end keeps its `*`.

        Raises:
            LabelSetError: Brackets do not match, or the entry stands for too many strings.

        >>> Entry("cybercrime", "term", "(cyber|high-tech)[ ]crim*", "en.txt:1").expand()
        ['cyber crim*', 'cybercrim*', 'high-tech crim*', 'high-techcrim*']
        """
        try:
            strings, rest = _expand(self.pattern, 0, "")
        except ValueError as error:
            raise LabelSetError(f"{self.place}: {self.pattern!r} {error}") from error
        if rest < len(self.pattern):
            raise LabelSetError(f"{self.place}: {self.pattern[rest]!r} closes nothing in {self.pattern!r}")
        cleaned = dict.fromkeys(" ".join(string.split()) for string in strings)
        for string in cleaned:
            if not string.rstrip("*") or "*" in string[:-1]:
                raise LabelSetError(
                    f"{self.place}: {self.pattern!r} gives {string!r}; `*` ends a word, never stands in it"
                )
        return list(cleaned)


_CLOSING = {"(": ")", "[": "]"}


def _expand(pattern: str, at: int, stops: str) -> tuple[list[str], int]:
    """Expand from position `at` up to one of the signs in `stops`; return the strings and the position of the stop."""
    strings = [""]
    while at < len(pattern) and pattern[at] not in stops and pattern[at] not in ")]":
        if pattern[at] in _CLOSING:
            options, at = _expand_alternatives(pattern, at)
            strings = [string + option for string in strings for option in options]
        else:
            strings = [string + pattern[at] for string in strings]
        if len(strings) > _MOST_STRINGS:
            raise ValueError(f"stands for too many strings; write it as several entries of at most {_MOST_STRINGS}")
        at += 1
    return strings, at


def _expand_alternatives(pattern: str, at: int) -> tuple[list[str], int]:
    """Expand the bracket that opens at `at`; return its options and the position of its closing sign."""
    opening, closing = pattern[at], _CLOSING[pattern[at]]
    options: list[str] = []
    while True:
        strings, at = _expand(pattern, at + 1, "|" + closing)
        options += strings
        if at >= len(pattern) or pattern[at] not in "|" + closing:
            raise ValueError(f"has a {opening!r} that no {closing!r} closes")
        if pattern[at] == closing:
            return ([*options, ""] if opening == "[" else options), at


def read_entries(path: Path) -> Iterator[Entry]:
    """Yield the entries of a lexicon file.

    Raises:
        LabelSetError: A line is no entry of the format, or stands before the first `[KEY]`.
    """
    key = None
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise LabelSetError(
            f"{path.parent.name}/{path.name}: byte {error.start:,} is not UTF-8; save it as UTF-8"
        ) from error
    for number, raw in enumerate(lines, 1):
        line = raw.strip()
        place = f"{path.parent.name}/{path.name}:{number}"
        if not line or line.startswith("#"):
            continue
        if heading := _KEY.fullmatch(line):
            key = heading[1]
            continue
        if key is None:
            raise LabelSetError(f"{place}: {line!r} stands before the first [KEY]; write the label's id above it")
        match = _KIND.match(line)
        kind, patterns = (match[1], match[2]) if match else (DEFAULT_KIND, line)
        if kind not in KINDS:
            raise LabelSetError(f"{place}: {kind!r} is no kind of entry; wanted: {', '.join(KINDS)}")
        for count, pattern in enumerate(patterns.split(";")):
            if pattern.strip():
                yield Entry(key, kind, pattern.strip(), place, count)
