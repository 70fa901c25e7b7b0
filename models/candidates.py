"""Candidates: the parties that an article names, and where and how it names them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dateline.labels.lexicon import Mention
from dateline.models.context import Context, describe_context
from dateline.models.masked_text import MaskedText
from dateline.models.reading import Place, Reading

_LONG_LIST = 3  # other parties in the same sentence that make it a list of names
_DATELINE_LENGTH = 40
_OF_PLACE = frozenset(
    "in at to from near into visited across à au aux en vers depuis tại ở đến sang từ thăm hacia desde".split()
)

STRUCTURE_NAMES = (
    "log mentions",
    "share of mentions",
    "mentions to most mentioned",
    "most mentioned",
    "one mention",
    "log paragraphs",
    "share of paragraphs",
    "surest content",
    "in headline",
    "in summary",
    "in caption",
    "in first body paragraph",
    "in first line",
    "in first three lines",
    "relative place of first",
    "first named",
    "second named",
    "among first three named",
    "log order",
    "log candidates",
    "only candidate",
    "at most two candidates",
    "by name",
    "by adjective",
    "by capital alone",
    "by agency alone",
    "in dateline alone",
    "share in lists",
    "share beside home",
    "home is named",
    "there is no home",
    "organisation",
    "country beside organisations",
    "share after a preposition of place",
    "by capital or after a preposition of place alone",
)
"""What is told of where and how a candidate is mentioned."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that an article names, as the party model sees it.

    Attributes:
        code: The party's code.
        contexts: For each mention what stands around it.
        weights: For each mention how surely its paragraph is content.
        structure: Where and how it is mentioned: the numbers of `STRUCTURE_NAMES`.
        company: Codes of the other candidates that are enumerated with it.
    """

    code: str
    contexts: tuple[Context, ...]
    weights: tuple[float, ...]
    structure: tuple[float, ...]
    company: frozenset[str] = frozenset()


def list_candidates(reading: Reading) -> list[Candidate]:
    """Return the parties that an article names, home left out, in order of their first mention."""
    naming = _Naming(reading, {code: found for code, found in reading.party_places.items() if code != reading.home})
    return [
        Candidate(
            code,
            tuple(_describe_mention(reading, *place) for place in found),
            tuple(reading.content.weights[number] for number, _ in found),
            naming.describe(code),
            naming.company(code),
        )
        for code, found in naming.places.items()
    ]


def _describe_mention(reading: Reading, number: int, mention: Mention) -> Context:
    more = (f"kind={mention.kind}", f"section={reading.content.sections[number]}")
    return describe_context(reading.masked[number], mention.start, mention.end, *more)


@dataclass(frozen=True)
class _Naming:
    """An article with the mentions of its candidates, in order of their first."""

    reading: Reading
    places: Mapping[str, tuple[Place, ...]]

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """For each candidate the number of its mentions, each as much as it is surely content."""
        weights = self.reading.content.weights
        return {code: sum(weights[number] for number, _ in found) for code, found in self.places.items()}

    @cached_property
    def total(self) -> float:
        return sum(self.weights.values())

    @cached_property
    def organisations(self) -> float:
        return sum(weight for code, weight in self.weights.items() if code in self.reading.organisations)

    @cached_property
    def first_body_line(self) -> int:
        sections = self.reading.content.sections
        return next((number for number in self.reading.parties if sections[number] == "body"), -1)

    def describe(self, code: str) -> tuple[float, ...]:
        """Return where and how a candidate is mentioned, in the order of `STRUCTURE_NAMES`."""
        features = self._numbers(code) | self._lines(code) | self._order(code) | self._kinds(code) | self._beside(code)
        return tuple(float(features[name]) for name in STRUCTURE_NAMES)

    def _numbers(self, code: str) -> dict[str, float]:
        lines = {number for number, _ in self.places[code]}
        most = max(self.weights.values())
        return {
            "log mentions": math.log1p(self.weights[code]),
            "share of mentions": self.weights[code] / self.total,
            "mentions to most mentioned": self.weights[code] / most,
            "most mentioned": self.weights[code] >= most,
            "one mention": len(self.places[code]) == 1,
            "log paragraphs": math.log1p(len(lines)),
            "share of paragraphs": len(lines) / len(self.reading.parties),
            "surest content": max(self.reading.content.weights[number] for number in lines),
        }

    def _lines(self, code: str) -> dict[str, float]:
        lines = [number for number, _ in self.places[code]]
        sections = {self.reading.content.sections[number] for number in lines}
        read = list(self.reading.parties)
        first = read.index(lines[0])
        return {
            "in headline": "headline" in sections,
            "in summary": "summary" in sections,
            "in caption": "caption" in sections,
            "in first body paragraph": self.first_body_line in lines,
            "in first line": first == 0,
            "in first three lines": first < 3,
            "relative place of first": first / len(read),
        }

    def _order(self, code: str) -> dict[str, float]:
        order = list(self.places).index(code)
        return {
            "first named": order == 0,
            "second named": order == 1,
            "among first three named": order < 3,
            "log order": math.log1p(order),
            "log candidates": math.log1p(len(self.places)),
            "only candidate": len(self.places) == 1,
            "at most two candidates": len(self.places) <= 2,
        }

    def _kinds(self, code: str) -> dict[str, float]:
        own = self.places[code]
        kinds = {mention.kind for _, mention in own}
        heads_the_story = all(n == self.first_body_line and m.start < _DATELINE_LENGTH for n, m in own)
        return {
            "by name": "name" in kinds,
            "by adjective": "adjective" in kinds,
            "by capital alone": kinds == {"capital"},
            "by agency alone": kinds == {"agency"},
            "in dateline alone": kinds == {"capital"} and heads_the_story,
        }

    def company(self, code: str) -> frozenset[str]:
        """Return the other candidates that are enumerated with one: "the ministers of A, B and C"."""
        wholes = {(number, self._enumeration(number, mention)) for number, mention in self.places[code]}
        found = frozenset[str]().union(*(self._members(number, whole) for number, whole in wholes))
        return (found & self.places.keys()) - {code}

    def _enumeration(self, number: int, mention: Mention) -> range:
        masked = self.reading.masked[number]
        return masked.enumerations.find(masked.span(mention.start, mention.end))

    def _members(self, number: int, whole: range) -> frozenset[str]:
        """Return the parties of an enumeration; found once, for each of them asks."""
        found = self._found.get((number, whole))
        if found is None:
            starts = set(self.reading.masked[number].starts[whole.start : whole.stop])
            found = frozenset(other.key for other in self.reading.parties[number] if other.start in starts)
            self._found[number, whole] = found
        return found

    @cached_property
    def _found(self) -> dict[tuple[int, range], frozenset[str]]:
        return {}

    def _beside(self, code: str) -> dict[str, float]:
        own = self.places[code]
        masked = self.reading.masked
        sentences = [_sentence(masked[number], mention.start) for number, mention in own]
        after_place = [_word_before(masked[number], mention.start) in _OF_PLACE for number, mention in own]
        venue = [after or mention.kind == "capital" for after, (_, mention) in zip(after_place, own, strict=True)]
        is_organisation = code in self.reading.organisations
        return {
            "share in lists": sum(words.count("PARTY") >= _LONG_LIST for words in sentences) / len(own),
            "share beside home": sum("HOME" in words for words in sentences) / len(own),
            "home is named": self.reading.home in self.reading.party_places,
            "there is no home": self.reading.home is None,
            "organisation": is_organisation,
            "country beside organisations": 0.0 if is_organisation else self.organisations / self.total,
            "share after a preposition of place": sum(after_place) / len(own),
            "by capital or after a preposition of place alone": all(venue),
        }


def _sentence(masked: MaskedText, start: int) -> tuple[str, ...]:
    span = masked.sentence(masked.place(start))
    return masked.words[span.start : span.stop]


def _word_before(masked: MaskedText, start: int) -> str:
    place = masked.place(start)
    return masked.words[place - 1] if place > 0 else ""
