"""What stands around a mention: words near it, with the names of labels masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from dateline.models.masked_text import MaskedText

_NEAR = 3
_NOTHING = ("<>",) * _NEAR  # in place of words beyond the sentence
_WINDOW = 8
_MANY = 5  # names from which an enumeration is simply long


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
    member = masked.span(start, end)
    sentence = masked.sentence(member.start)
    left, right = _words_around(masked, sentence, member)
    features = [
        *_side_features("l", left),
        *_side_features("r", right),
        f"l1r1={left[0] if left else '<>'} {right[0] if right else '<>'}",
        *_enumeration_features(masked, masked.enumerations.find(member)),
        *more,
    ]
    return Context(tuple(features), masked.bag(sentence))


def _enumeration_features(masked: MaskedText, whole: range) -> list[str]:
    names = masked.enumerations.count(whole)
    size = f"enumerated={min(names, _MANY)}"
    if names < 2:
        return [size]
    left, right = _words_around(masked, masked.sentence(whole.start), whole)
    home = ["enumerated with home"] if masked.enumerations.names_home(whole) else []
    return [size, *_side_features("L", left), *_side_features("R", right), *home]


def _words_around(masked: MaskedText, sentence: range, span: range) -> tuple[Sequence[str], Sequence[str]]:
    """Return the words of the sentence before a span of words, nearest first, and those behind it."""
    left = masked.words[max(sentence.start, span.start - _WINDOW) : span.start][::-1]
    return left, masked.words[span.stop : min(sentence.stop, span.stop + _WINDOW)]


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
