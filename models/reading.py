"""What the models of parties and domains see of an article: its content, the mentions in it, and masked text."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dateline.labels.content import Content
from dateline.labels.label_set import LabelSet
from dateline.labels.lexicon import Mention
from dateline.models.masked_text import Mask, MaskedText, mask_text
from dateline.models.mentions import Mentions

LEAST_WEIGHT = 0.1
"""Paragraphs less likely than this to be content are not read for parties and domains at all."""

Place = tuple[int, Mention]
"""A mention with the number of its paragraph."""


@dataclass(frozen=True)
class Reading:
    """An article read for parties and domains.

    Attributes:
        content: The article with the weights of its paragraphs.
        home: The home country's code, if there is one.
        parties: For each paragraph read the mentions of parties, by paragraph number.
        domains: For each paragraph read the mentions of domains, by paragraph number.
        organisations: Codes of the parties mentioned that are organisations.
    """

    content: Content
    home: str | None
    parties: Mapping[int, tuple[Mention, ...]]
    domains: Mapping[int, tuple[Mention, ...]]
    organisations: frozenset[str] = frozenset()

    @cached_property
    def masked(self) -> Mapping[int, MaskedText]:
        """Each paragraph read, with its mentions masked."""
        return {number: self._mask(number) for number in self.parties}

    def _mask(self, number: int) -> MaskedText:
        parties = [Mask(m.start, m.end, "HOME" if m.key == self.home else "PARTY") for m in self.parties[number]]
        domains = [Mask(m.start, m.end, "DOMAIN") for m in self.domains[number]]
        return mask_text(self.content.paragraphs[number].text, parties + domains)

    @cached_property
    def party_places(self) -> Mapping[str, tuple[Place, ...]]:
        """For each party mentioned its mentions, in order of their first."""
        return _by_key(self.parties)

    @cached_property
    def domain_places(self) -> Mapping[str, tuple[Place, ...]]:
        """For each domain mentioned its mentions, in order of their first."""
        return _by_key(self.domains)


def read_content(content: Content, mentions: Mentions, label_set: LabelSet, home: str | None) -> Reading:
    """Read an article's content: keep the mentions of those paragraphs that may be content."""
    read = [number for number, weight in enumerate(content.weights) if weight >= LEAST_WEIGHT]
    parties = {number: mentions.parties[number] for number in read}
    domains = {number: mentions.domains[number] for number in read}
    named = {mention.key for found in parties.values() for mention in found}
    organisations = frozenset(code for code in named if label_set.parties[code].kind == "organisation")
    return Reading(content, home, parties, domains, organisations)


def _by_key(mentions: Mapping[int, tuple[Mention, ...]]) -> dict[str, tuple[Place, ...]]:
    places: dict[str, list[Place]] = {}
    for number, found in mentions.items():
        for mention in found:
            places.setdefault(mention.key, []).append((number, mention))
    return {key: tuple(found) for key, found in places.items()}
