"""What stands around a mention: words near it, with the names of labels masked.

Masks keep the weights from learning any country or field by heart: the mention itself leaves a gap, and other mentions
read `HOME`, `PARTY` or `DOMAIN`. So what is learned of one partner holds for one that training never saw.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"[^\W_]+|[;:–—()\"“”«»-]")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[\"'“«(]?[A-ZÀ-ÞĐ])")
_NEAR = 3
_WINDOW = 10
_REACH = 40

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mask:
    """A span of a paragraph that is read as one word."""

    start: int
    end: int
    word: str


@dataclass(frozen=True, slots=True)
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

    def sentence(self, word: int) -> range:
        """Return the places of the words in the same sentence as a word, and not too far from it."""
        at = bisect_right(self.breaks, word)
        return range(max(self.breaks[at - 1], word - _REACH), min(self.breaks[at], word + _REACH))


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


def context_features(masked: MaskedText, start: int, end: int) -> Iterator[str]:
    """Yield the context features of the mention in characters `start` to `end`: near words with their place, then bags.

    Args:
        masked: The paragraph.
        start: Where the mention begins, in characters of the paragraph.
        end: Where it ends.
    """
    first = masked.place(start)
    behind = max(first + 1, bisect_left(masked.starts, end))
    sentence = masked.sentence(first)
    left = masked.words[max(sentence.start, first - _WINDOW) : first][::-1]
    right = masked.words[behind : min(sentence.stop, behind + _WINDOW)]
    for side, words in (("l", left), ("r", right)):
        near = [*words[:_NEAR], *["<>"] * (_NEAR - len(words))]
        yield f"{side}1={near[0]}"
        yield f"{side}2={near[1]}"
        yield f"{side}12={near[0]} {near[1]}"
        yield f"{side}123={near[0]} {near[1]} {near[2]}"
        yield from dict.fromkeys(f"{side}={word}" for word in words)
    yield f"l1r1={left[0] if left else '<>'} {right[0] if right else '<>'}"
    yield from dict.fromkeys(f"s={masked.words[place]}" for place in sentence)
