"""Masked text: a paragraph as words, with the names of labels masked.

Masks keep the weights from learning any country or field by heart: the mention itself leaves a gap, and other mentions
read `HOME`, `PARTY` or `DOMAIN`. So what is learned of one partner holds for one that training never saw.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dateline.models.enumerations import Enumerations

_TOKEN = re.compile(r"[^\W_]+|[;:–—()\"“”«»-]")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[\"'“«(]?[A-ZÀ-ÞĐ])")
_REACH = 40


@dataclass(frozen=True, slots=True)
class Mask:
    """A span of a paragraph that is read as one word."""

    start: int
    end: int
    word: str


@dataclass(frozen=True)
class MaskedText:
    """A paragraph as words, with masks in place of mentions.

    Attributes:
        words: The words in lower case, masks in capitals.
        starts: Where each word begins, in characters.
        breaks: Before which words a sentence begins; 0 and the number of words included.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    breaks: tuple[int, ...]

    def place(self, start: int) -> int:
        """Return the place of the word that stands at a character."""
        return min(bisect_left(self.starts, start), len(self.words) - 1)

    def span(self, start: int, end: int) -> range:
        """Return the places of the words of a mention in characters `start` to `end`; at least one."""
        first = self.place(start)
        return range(first, max(first + 1, bisect_left(self.starts, end)))

    def sentence(self, word: int) -> range:
        """Return the places of the words in the same sentence as a word, and not too far from it."""
        at = bisect_right(self.breaks, word)
        return range(max(self.breaks[at - 1], word - _REACH), min(self.breaks[at], word + _REACH))

    def bag(self, sentence: range) -> tuple[str, ...]:
        """Return the features of a sentence's words; the same object for all mentions in it."""
        found = self._bags.get(sentence)
        if found is None:
            words = dict.fromkeys(self.words[sentence.start : sentence.stop])
            found = self._bags[sentence] = tuple(["s=" + word for word in words])
        return found

    @cached_property
    def _bags(self) -> dict[range, tuple[str, ...]]:
        return {}

    @cached_property
    def enumerations(self) -> Enumerations:
        """Its enumerations of names."""
        return Enumerations(self.words)


def mask_text(text: str, masks: Sequence[Mask]) -> MaskedText:
    """Return a paragraph with its mentions masked; of masks that overlap the first and longest counts.

    >>> mask_text("Police of Fiji met.", [Mask(10, 14, "PARTY")]).words
    ('police', 'of', 'PARTY', 'met')
    """
    words: list[str] = []
    starts: list[int] = []
    at = 0
    for mask in [*sorted(masks, key=lambda mask: (mask.start, -mask.end)), Mask(len(text), len(text), "")]:
        if mask.start < at:
            continue
        for token in _TOKEN.finditer(text, at, mask.start):
            words.append(token.group().lower())
            starts.append(token.start())
        if mask.word:
            words.append(mask.word)
            starts.append(mask.start)
        at = mask.end
    breaks = sorted({0, len(words), *(bisect_left(starts, found.end()) for found in _SENTENCE_BREAK.finditer(text))})
    return MaskedText(tuple(words), tuple(starts), tuple(breaks))
