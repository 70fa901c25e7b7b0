"""Enumerations: "the ministers of A, B and C", names with nothing but joints between them."""

from collections.abc import Sequence
from itertools import accumulate

_NAMES = frozenset(("PARTY", "HOME"))
_JOINTS = frozenset(  # what may stand between two names of one enumeration
    "and et và y e cùng or ou as well ainsi que the le la les l of de du des del d los las el nước".split()
)


class Enumerations:
    """The enumerations of a paragraph, found in one pass: a page may list thousands of names.

    Args:
        words: The paragraph's words, with `PARTY` and `HOME` for names.
    """

    def __init__(self, words: Sequence[str]) -> None:
        self._firsts = _first_names(words)
        self._lasts = [None if at is None else len(words) - 1 - at for at in reversed(_first_names(words[::-1]))]
        self._names = [0, *accumulate(word in _NAMES for word in words)]
        self._homes = [0, *accumulate(word == "HOME" for word in words)]

    def find(self, member: range) -> range:
        """Return the places of the enumeration that words are a member of, from its first name to its last.

        >>> words = ("PARTY", "PARTY", "and", "PARTY", "met")
        >>> Enumerations(words).find(range(1, 2))
        range(0, 4)
        """
        first = self._firsts[member.start - 1] if member.start > 0 else None
        last = self._lasts[member.stop] if member.stop < len(self._lasts) else None
        return range(member.start if first is None else first, member.stop if last is None else last + 1)

    def count(self, whole: range) -> int:
        """Return the number of names in an enumeration."""
        return self._names[whole.stop] - self._names[whole.start]

    def names_home(self, whole: range) -> bool:
        """Tell whether home is one of them."""
        return self._homes[whole.stop] > self._homes[whole.start]


def _first_names(words: Sequence[str]) -> list[int | None]:
    """Return for each word the first of the names that lie before it, or at it, with nothing but joints between."""
    found: list[int | None] = []
    first: int | None = None
    for place, word in enumerate(words):
        if word in _NAMES:
            first = place if first is None else first
        elif word not in _JOINTS:
            first = None
        found.append(first)
    return found
