"""What stands around a mention: words near it, with the names of labels masked.

Masks keep the weights from learning any country or field by heart: the mention itself leaves a gap, and other mentions
read `HOME`, `PARTY` or `DOMAIN`. So what is learned of one partner holds for one that training never saw.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

_TOKEN = re.compile(r"[^\W_]+|[;:–—()\"“”«»-]")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”’»)]*\s+(?=[\"'“«(]?[A-ZÀ-ÞĐ])")
_NEAR = 3
_NOTHING = ("<>",) * _NEAR  # in place of words beyond the sentence
_WINDOW = 8
_REACH = 40
_MANY = 5  # names from which an enumeration is simply long
_NAMES = frozenset(("PARTY", "HOME"))
_JOINTS = frozenset(  # what may stand between two names of one enumeration
    "and et và y e cùng or ou as well ainsi que the le la les l of de du des del d los las el nước".split()
)

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
    _bags: dict[range, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def place(self, start: int) -> int:
        """Return the place of the word that stands at a character."""
        return min(bisect_left(self.starts, start), len(self.words) - 1)

    def place_behind(self, end: int) -> int:
        """Return the place of the first word that begins at a character or behind it."""
        return bisect_left(self.starts, end)

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


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a mention, as features; none comes twice.

    Attributes:
        near: Those of its own: the words near it, by place and as bags, and what it is enumerated with.
        sentence: Those of its sentence, which other mentions in it share.
    """

    near: tuple[str, ...]
    sentence: tuple[str, ...]

    def counts(self) -> dict[str, float]:
        """Return how often each feature stands: once."""
        return dict.fromkeys(chain(self.near, self.sentence), 1.0)


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


def find_enumeration(masked: MaskedText, first: int, behind: int) -> range:
    """Return the places of the enumeration that words `first` to `behind` are a member of, from its first name on.

    >>> names = [Mask(0, 6, "PARTY"), Mask(8, 13, "PARTY"), Mask(18, 23, "PARTY")]
    >>> find_enumeration(mask_text("France, Spain and Italy met", names), 1, 2)
    range(0, 4)
    """
    begin, end = first, behind
    at = first - 1
    while at >= 0 and (masked.words[at] in _NAMES or masked.words[at] in _JOINTS):
        begin = at if masked.words[at] in _NAMES else begin
        at -= 1
    at = behind
    while at < len(masked.words) and (masked.words[at] in _NAMES or masked.words[at] in _JOINTS):
        at += 1
        end = at if masked.words[at - 1] in _NAMES else end
    return range(begin, end)


def describe_context(masked: MaskedText, start: int, end: int, *more: str) -> Context:
    """Return the context of the mention in characters `start` to `end`.

    A member of an enumeration also has the words around the enumeration as a whole: "ministers of A, B and C signed"
    says the same of each.

    Args:
        masked: The paragraph.
        start: Where the mention begins, in characters of the paragraph.
        end: Where it ends.
        more: More features of the mention.
    """
    first = masked.place(start)
    behind = max(first + 1, masked.place_behind(end))
    sentence = masked.sentence(first)
    left, right = _words_around(masked, sentence, first, behind)
    features = [
        *_side_features("l", left),
        *_side_features("r", right),
        f"l1r1={left[0] if left else '<>'} {right[0] if right else '<>'}",
        *_enumeration_features(masked, find_enumeration(masked, first, behind)),
        *more,
    ]
    return Context(tuple(features), masked.bag(sentence))


def _enumeration_features(masked: MaskedText, whole: range) -> list[str]:
    names = [word for word in masked.words[whole.start : whole.stop] if word in _NAMES]
    size = f"enumerated={min(len(names), _MANY)}"
    if len(names) < 2:
        return [size]
    left, right = _words_around(masked, masked.sentence(whole.start), whole.start, whole.stop)
    home = ["enumerated with home"] if "HOME" in names else []
    return [size, *_side_features("L", left), *_side_features("R", right), *home]


def _words_around(masked: MaskedText, sentence: range, first: int, behind: int) -> tuple[Sequence[str], Sequence[str]]:
    """Return the words of the sentence before a span of words, nearest first, and those behind it."""
    left = masked.words[max(sentence.start, first - _WINDOW) : first][::-1]
    return left, masked.words[behind : min(sentence.stop, behind + _WINDOW)]


def _side_features(side: str, words: Sequence[str]) -> list[str]:
    one, two, three = (*words[:_NEAR], *_NOTHING[len(words) :])
    bag = f"{side}="
    return [
        f"{side}1={one}",
        f"{side}2={two}",
        f"{side}12={one} {two}",
        f"{side}123={one} {two} {three}",
        *[bag + word for word in dict.fromkeys(words)],
    ]
