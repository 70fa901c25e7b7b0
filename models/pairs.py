"""The pair model: which of an article's domains each of its partners shares.

Where an article has several partners, a logistic regression looks at every partner beside every domain: whether they
stand in the same paragraphs and sentences, or whether the domain stands where the partner was named last, or where
none is. A domain that no partner is given goes to the likeliest, for it was said of someone.
"""

import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from dateline.models.reading import Reading
from dateline.models.sections import sigmoid

Floats = NDArray[np.float64]

_NAMED = 0.5  # the probability of a paragraph to name a domain from which it counts as one that does
_HEAD = ("headline", "summary")

PAIR_NAMES = (
    "best paragraph with the partner",
    "best paragraph with no partner",
    "best paragraph with others alone",
    "best paragraph where the partner was named last",
    "best paragraph of the head",
    "share of paragraphs with the partner",
    "share of paragraphs with no partner",
    "share of cues in a sentence with the partner",
    "share of cues in a sentence with others alone",
    "partner in the head",
    "share of the partners' mentions",
    "organisation",
    "log partners",
    "log domains",
    "log paragraphs that name the domain",
)
"""What is told of a partner beside a domain."""


@dataclass(frozen=True)
class PairModel:
    """The fitted pair model.

    Attributes:
        weights: Of `PAIR_NAMES`.
        bias: The intercept.
        threshold: The least probability of a pair.
    """

    weights: Floats
    bias: float
    threshold: float

    def pair(
        self, reading: Reading, partners: Sequence[str], domains: Mapping[str, Mapping[int, float]]
    ) -> dict[str, tuple[str, ...]]:
        """Return for each partner the domains that it shares, in the order given.

        Args:
            reading: The article.
            partners: Codes of its partners.
            domains: For each of its domains the probability of each paragraph read to name it and be content.
        """
        if len(partners) < 2 or not domains:
            return {partner: tuple(domains) for partner in partners}
        beside = Beside(reading, partners, domains)
        scores = sigmoid(
            np.array([[beside.describe(p, d) for d in domains] for p in partners]) @ self.weights + self.bias
        )
        chosen = (scores >= self.threshold) | (scores == scores.max(axis=0))
        return {
            partner: tuple(domain for domain, shared in zip(domains, row, strict=True) if shared)
            for partner, row in zip(partners, chosen.tolist(), strict=True)
        }


@dataclass(frozen=True)
class Beside:
    """An article's partners beside its domains; attributes as the arguments of `PairModel.pair`."""

    reading: Reading
    partners: Sequence[str]
    domains: Mapping[str, Mapping[int, float]]

    @cached_property
    def named(self) -> Mapping[int, frozenset[str]]:
        """The partners that each paragraph read names."""
        return {
            number: frozenset(mention.key for mention in found) & frozenset(self.partners)
            for number, found in self.reading.parties.items()
        }

    @cached_property
    def named_last(self) -> Mapping[int, frozenset[str]]:
        """For each paragraph read the partners of the last paragraph up to it that names any."""
        last: frozenset[str] = frozenset()
        found = {}
        for number, partners in self.named.items():
            last = partners or last
            found[number] = last
        return found

    @cached_property
    def mentions(self) -> Mapping[str, int]:
        """The number of mentions of each partner."""
        return {code: len(self.reading.party_places.get(code, ())) for code in self.partners}

    def describe(self, partner: str, domain: str) -> list[float]:
        """Return what is told of a partner beside a domain, in the order of `PAIR_NAMES`."""
        surely = self.domains[domain]
        head = [number for number in surely if self.reading.content.sections[number] in _HEAD]
        with_partner = [number for number in surely if partner in self.named[number]]
        with_none = [number for number in surely if not self.named[number]]
        with_others = [number for number in surely if self.named[number] and partner not in self.named[number]]
        last = [number for number in surely if partner in self.named_last[number]]
        total = max(sum(surely.values()), 1e-9)

        def best(numbers: Sequence[int]) -> float:
            return max((surely[number] for number in numbers), default=0.0)

        return [
            best(with_partner),
            best(with_none),
            best(with_others),
            best(last),
            best(head),
            sum(surely[number] for number in with_partner) / total,
            sum(surely[number] for number in with_none) / total,
            *self._cues(partner, domain),
            float(any(partner in self.named[number] for number in head)),
            self.mentions[partner] / max(1, sum(self.mentions.values())),
            float(partner in self.reading.organisations),
            math.log(len(self.partners)),
            math.log(len(self.domains)),
            math.log1p(sum(probability >= _NAMED for probability in surely.values())),
        ]

    def _cues(self, partner: str, domain: str) -> tuple[float, float]:
        """Return the shares of a domain's cues that stand in a sentence with the partner, and with others alone."""
        shared, others = 0, 0
        places = self.reading.domain_places.get(domain, ())
        for number, cue in places:
            beside = self._partners_in_sentence(number, cue.start)
            shared += partner in beside
            others += bool(beside) and partner not in beside
        return shared / max(1, len(places)), others / max(1, len(places))

    def _partners_in_sentence(self, number: int, start: int) -> set[str]:
        masked = self.reading.masked[number]
        sentence = masked.sentence(masked.place(start))
        places, mentions = self._places[number], self.reading.parties[number]
        within = mentions[bisect_left(places, sentence.start) : bisect_left(places, sentence.stop)]
        return {mention.key for mention in within} & set(self.partners)

    @cached_property
    def _places(self) -> Mapping[int, list[int]]:
        """For each paragraph read the places of its mentions of parties, in order."""
        masked = self.reading.masked
        return {n: [masked[n].place(mention.start) for mention in found] for n, found in self.reading.parties.items()}
