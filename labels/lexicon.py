"""A lexicon finds the places of a text that may name a label, in one pass."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import ahocorasick_rs

from dateline.labels.entry import TRAP
from dateline.labels.memo import Memo

Sense = tuple[str, str]
"""What a surface may stand for: a label's key (or `TRAP`) and the kind of the entry."""

Span = tuple[int, int]

_PLAIN_SIGNS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "‑": "-", "‐": "-", "\u00a0": " ", "İ": "I"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a paragraph that may name a label.

    Attributes:
        key: The label's key: a party code or a domain id.
        kind: The kind of the entry that matched.
        start: Where it begins in the paragraph's repaired text, in characters.
        end: Where it ends there.
    """

    key: str
    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Surface:
    """A string to find, with what it may stand for, and what it demands of the text."""

    senses: tuple[Sense, ...]
    open_end: bool
    first_capital: bool
    all_capitals: bool

    @classmethod
    def of(cls, written: str, senses: Iterable[Sense]) -> "_Surface":
        return cls(tuple(senses), written.endswith("*"), written[0].isupper(), written.isupper())

    def fits(self, text: str, start: int, end: int) -> bool:
        """Tell whether a match of the string without case, at the border of a word, is one by case and end too."""
        if self.first_capital and not text[start].isupper():
            return False
        if self.all_capitals and not text[start:end].isupper():
            return False
        return self.open_end or _is_border(text, end)


class Lexicon:
    """The entries for texts of one language.

    Args:
        surfaces: For each string to find its senses. A string may end in `*` (any ending of the word). A first capital,
            or all capitals, are demanded of the text; else case does not count.
    """

    def __init__(self, surfaces: Mapping[str, Iterable[Sense]]) -> None:
        patterns: dict[str, list[str]] = {}
        for surface in surfaces:
            patterns.setdefault(_fold(surface.rstrip("*")), []).append(surface)
        self._written = list(patterns.values())
        self._surfaces = surfaces
        self._automaton = ahocorasick_rs.AhoCorasick(list(patterns))
        self._made: dict[int, tuple[_Surface, ...]] = {}
        self._memo = Memo(self._find)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in a paragraph's repaired text, in order of their place.

        The longest entry wins; entries that only overlap in part all count.

        >>> lexicon = Lexicon({"Niger": [("NE", "name")], "Nigeria*": [("NG", "name")], "US": [("US", "name")]})
        >>> [(mention.key, mention.start) for mention in lexicon.find("Nigerians trust us, not the US")]
        [('NG', 0), ('US', 28)]
        """
        return self._memo(text)

    def _find(self, text: str) -> tuple[Mention, ...]:
        spans: dict[Span, set[Sense]] = {}
        for number, start, end in self._automaton.find_matches_as_indexes(_fold(text), overlapping=True):
            if not _is_border(text, start):
                continue
            for surface in _strictest([each for each in self._named_by(number) if each.fits(text, start, end)]):
                span = (start, _word_end(text, end) if surface.open_end else end)
                spans.setdefault(span, set()).update(surface.senses)
        return tuple(
            Mention(key, kind, start, end)
            for start, end in _outermost(spans)
            for key, kind in _named(spans[start, end])
        )

    def _named_by(self, pattern: int) -> tuple[_Surface, ...]:
        """Return the surfaces of a pattern; they are made when it is first met, for most never are."""
        made = self._made.get(pattern)
        if made is None:
            made = tuple(_Surface.of(written, self._surfaces[written]) for written in self._written[pattern])
            self._made[pattern] = made
        return made


def _strictest(surfaces: list[_Surface]) -> list[_Surface]:
    """Return those that demand all capitals, if there are any: `GUAM` is the organisation, `Guam` the island."""
    return [surface for surface in surfaces if surface.all_capitals] or surfaces


def _fold(text: str) -> str:
    """Return a text without case and with plain signs, character by character as long as the text."""
    return (text if text.isascii() else text.translate(_PLAIN_SIGNS)).lower()


def _is_border(text: str, at: int) -> bool:
    """Tell whether a word may begin or end at a position, or where a capital follows a small letter ("ÉtatFrance")."""
    if at in (0, len(text)):
        return True
    before, after = text[at - 1], text[at]
    return not (before.isalnum() and after.isalnum()) or (before.islower() and after.isupper())


def _word_end(text: str, at: int) -> int:
    while at < len(text) and text[at].isalpha():
        at += 1
    return at


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield the spans that lie in no longer one, in order."""
    reach = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > reach:
            yield start, end
            reach = end


def _named(senses: set[Sense]) -> list[Sense]:
    """Return what a surface names: one kind for each key, nothing if it is a trap."""
    if any(key == TRAP for key, _ in senses):
        return []
    return sorted({key: (key, kind) for key, kind in sorted(senses, reverse=True)}.values())
