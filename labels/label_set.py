"""The label set: what sections, domains and parties there are, what they mean, and the words that name them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Literal

from dateline.labels.errors import LabelSetError
from dateline.labels.lexicon import Lexicon, Sense

Side = Literal["content", "boilerplate"]
PartyKind = Literal["country", "organisation"]
Names = Mapping[str, str]
"""A label's name for each of `LANGUAGES`."""

Surfaces = Mapping[str, Mapping[str, tuple[Sense, ...]]]
"""For each of `LANGUAGES` the strings that its lexicon finds, with their senses."""


@dataclass(frozen=True, slots=True)
class Section:
    """A kind of paragraph, on the side of the content or of the boilerplate."""

    id: str
    side: Side
    names: Names
    scope_note: str


@dataclass(frozen=True, slots=True)
class Domain:
    """A field of cooperation.

    Attributes:
        id: The domain's id.
        group: The group that it belongs to.
        names: Its names.
        scope_note: What counts.
        identifiers: For each public vocabulary (`eurovoc`, `iptc`, `gdelt`) the concepts that correspond, each with
            `=` same, `~` narrower or overlapping, or `<` broader before its identifier.
    """

    id: str
    group: str
    names: Names
    scope_note: str
    identifiers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Party:
    """A country or an international organisation.

    Attributes:
        code: ISO 3166-1 alpha-2 for a country (`XK` for Kosovo), the usual acronym in capitals for an organisation.
        kind: Which of the two it is.
        names: Its names.
    """

    code: str
    kind: PartyKind
    names: Names


@dataclass(frozen=True)
class LabelSet:
    """Sections, domains and parties, each by id, and the lexicons that find the last two in a text."""

    name: str
    sections: Mapping[str, Section]
    domains: Mapping[str, Domain]
    parties: Mapping[str, Party]
    domain_surfaces: Surfaces
    party_surfaces: Surfaces

    def __getstate__(self) -> dict[str, Any]:
        # The lexicons that were made hold automata, which cannot be pickled; a copy makes its own.
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @cached_property
    def content_sections(self) -> frozenset[str]:
        """The ids of the sections on the side of the content."""
        return frozenset(section.id for section in self.sections.values() if section.side == "content")

    def domain_lexicon(self, language: str) -> Lexicon:
        """Return the lexicon of domains for a language; it is made once."""
        return self._lexicon("domain", language)

    def party_lexicon(self, language: str) -> Lexicon:
        """Return the lexicon of parties for a language; it is made once."""
        return self._lexicon("party", language)

    def _lexicon(self, subject: str, language: str) -> Lexicon:
        if (subject, language) not in self._lexicons:
            surfaces = self.domain_surfaces if subject == "domain" else self.party_surfaces
            self._lexicons[subject, language] = Lexicon(surfaces[language])
        return self._lexicons[subject, language]

    @cached_property
    def _lexicons(self) -> dict[tuple[str, str], Lexicon]:
        return {}

    def require_party(self, code: str, written: str | None = None) -> Party:
        """Return the party of a code.

        Args:
            code: The code.
            written: How the user wrote it, for the message; like the code if not given.

        Raises:
            LabelSetError: There is none; the message names the code of what is written, if that is a party's name.
        """
        if code in self.parties:
            return self.parties[code]
        written = code if written is None else written
        named = self._codes_by_name.get(written.strip().casefold(), set())
        cure = "a country is given by its ISO 3166-1 code (FR), an organisation by its acronym (INTERPOL)"
        if len(named) == 1 and (party := self.parties.get(*named)):
            cure = f"the code of {party.names['en']} is {party.code}"
        raise LabelSetError(f"{written!r} is no party of the label set {self.name!r}; {cure}")

    @cached_property
    def _codes_by_name(self) -> dict[str, set[str]]:
        """The parties that each string of the lexicons stands for, case not counting."""
        found: dict[str, set[str]] = {}
        for surfaces in self.party_surfaces.values():
            for surface, senses in surfaces.items():
                found.setdefault(surface.casefold(), set()).update(key for key, _ in senses)
        return found
