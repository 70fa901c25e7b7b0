"""Checks of a label set and its labelled articles: each finds all faults of one kind, with their places.

A code is a letter and three digits: E for an error, W for a warning; 1 the tables, 2 the lexicons, 3 the articles.
A check's docstring is its message. A new check is one function, listed in `CHECKS`.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dateline.labels.annotation import LabelledArticle
from dateline.labels.entry import TRAP, Entry
from dateline.labels.label_set import LabelSet
from dateline.labels.label_set_files import SUBJECTS, read_lexicon
from dateline.labels.language import LANGUAGES

_FEW_STRINGS = 25
_LONG_PARAGRAPH = 60
_IDENTIFIER = re.compile(r"[=~<]\S+")


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault: its code, where it is, what was seen there, and the check's message."""

    code: str
    place: str
    value: str
    message: str


@dataclass(frozen=True)
class Checked:
    """What is checked: a label set, the folder that it was read from, and labelled articles."""

    label_set: LabelSet
    folder: Path
    articles: Sequence[LabelledArticle]

    @cached_property
    def lexicons(self) -> dict[tuple[str, str], list[tuple[Entry, str]]]:
        """The entries that serve each subject and language, with their strings."""
        return {
            (subject, language): list(read_lexicon(self.folder / "lexicons" / subject, language))
            for subject in SUBJECTS
            for language in LANGUAGES
        }

    def entries(self, kind: str, language: str) -> list[tuple[Entry, str]]:
        """Return all that the lexicon of `domains` or of `parties` is made of in a language.

        Names of countries are left out: a trap may silence one that is mostly a person or a place ("Maurice").
        """
        if kind == "domains":
            return self.lexicons["domains", language]
        names = [
            (Entry(party.code, "name", name, "organisations.csv"), name)
            for party in self.label_set.parties.values()
            if party.kind == "organisation"
            for name in party.names.values()
        ]
        return [*self.lexicons["countries", language], *self.lexicons["organisations", language], *names]


Place = tuple[str, str]
"""Where a fault is, and the value seen there."""

Check = Callable[[Checked], Iterator[Place]]


def nameless(checked: Checked) -> Iterator[Place]:
    """A label lacks a name in one of the languages: add it to its table."""
    labels = checked.label_set
    for table in (labels.sections, labels.domains, labels.parties):
        for key, label in table.items():
            yield from ((key, language) for language, name in label.names.items() if not name.strip())


def odd_identifier(checked: Checked) -> Iterator[Place]:
    """A public identifier is not `=`, `~` or `<` and an identifier: write `=3027; ~5465`."""
    for domain in checked.label_set.domains.values():
        for vocabulary, identifiers in domain.identifiers.items():
            yield from (
                (f"{domain.id} {vocabulary}", found) for found in identifiers if not _IDENTIFIER.fullmatch(found)
            )


def unknown_key(checked: Checked) -> Iterator[Place]:
    """A lexicon has entries for a label that is not in the set: correct the [KEY] or add the label."""
    labels = checked.label_set
    for (subject, _), entries in checked.lexicons.items():
        known = labels.domains if subject == "domains" else labels.parties
        yield from dict.fromkeys(
            (entry.place, entry.key) for entry, _ in entries if entry.key != TRAP and entry.key not in known
        )


def two_parties(checked: Checked) -> Iterator[Place]:
    """An entry stands under two parties, so that each of its mentions would count for both: keep it under one."""
    for language in LANGUAGES:
        keys: dict[str, dict[str, str]] = defaultdict(dict)
        for entry, surface in checked.entries("parties", language):
            if entry.key != TRAP:
                keys[_as_found(surface)].setdefault(entry.key, entry.place)
        yield from ((" ".join(found.values()), surface) for surface, found in keys.items() if len(found) > 1)


def entry_and_trap(checked: Checked) -> Iterator[Place]:
    """An entry is also a trap, which silences it: remove one of the two."""
    for kind in ("domains", "parties"):
        for language in LANGUAGES:
            entries = checked.entries(kind, language)
            traps = {_as_found(surface): entry.place for entry, surface in entries if entry.key == TRAP}
            yield from dict.fromkeys(
                (f"{entry.place} {traps[_as_found(surface)]}", surface)
                for entry, surface in entries
                if entry.key != TRAP and _as_found(surface) in traps
            )


def _as_found(surface: str) -> str:
    """Return what the lexicon makes alike: case does not tell two strings apart, except that all capitals do."""
    return surface if surface.isupper() else surface.lower()


def adds_nothing(checked: Checked) -> Iterator[Place]:
    """An entry adds nothing: all its strings stand under the same label of the file already. Remove it."""
    for entries in checked.lexicons.values():
        before: dict[tuple[str, str], set[str]] = defaultdict(set)
        for entry in dict.fromkeys(entry for entry, _ in entries):
            strings = set(entry.expand())
            same_file = before[entry.key, entry.place.partition(":")[0]]
            if strings <= same_file:
                yield entry.place, entry.pattern
            same_file |= strings


def few_entries(checked: Checked) -> Iterator[Place]:
    """A domain has few strings in a language, so that its mentions will be missed: add the conventional terms."""
    for language in LANGUAGES:
        strings: dict[str, set[str]] = defaultdict(set)
        for entry, surface in checked.lexicons["domains", language]:
            strings[entry.key].add(surface)
        for domain in checked.label_set.domains:
            if len(strings[domain]) < _FEW_STRINGS:
                yield f"domains/{language}.txt", f"{domain}: {len(strings[domain])}"


def unknown_section(checked: Checked) -> Iterator[Place]:
    """A paragraph has a section that is not in the set."""
    for article in checked.articles:
        for number, section in enumerate(article.gold.sections):
            if section not in checked.label_set.sections:
                yield f"{article.place} paragraph {number}", section


def unknown_domain(checked: Checked) -> Iterator[Place]:
    """An article or paragraph has a domain that is not in the set."""
    for article in checked.articles:
        for domains in (article.gold.domains, *article.gold.paragraph_domains):
            yield from ((article.place, domain) for domain in sorted(domains - checked.label_set.domains.keys()))


def unknown_party(checked: Checked) -> Iterator[Place]:
    """An article has a party or a home that is not in the set: use the ISO code or acronym of its table."""
    for article in checked.articles:
        named = article.gold.parties | ({article.home} if article.home else set())
        yield from ((article.place, code) for code in sorted(named - checked.label_set.parties.keys()))


def uneven_domains(checked: Checked) -> Iterator[Place]:
    """An article's domains are not those of its paragraphs together."""
    for article in checked.articles:
        if article.gold.paragraph_domains:
            together = frozenset().union(*article.gold.paragraph_domains)
            if together != article.gold.domains:
                yield article.place, ", ".join(sorted(together ^ article.gold.domains))


def tagged_boilerplate(checked: Checked) -> Iterator[Place]:
    """A paragraph of boilerplate has domains: they are decided from the content alone."""
    content = checked.label_set.content_sections
    for article in checked.articles:
        for number, domains in enumerate(article.gold.paragraph_domains):
            if domains and article.gold.sections[number] not in content:
                yield f"{article.place} paragraph {number}", ", ".join(sorted(domains))


def domains_without_parties(checked: Checked) -> Iterator[Place]:
    """An article has domains but no party: what reports no cooperation between parties has neither."""
    for article in checked.articles:
        if article.gold.domains and not article.gold.parties:
            yield article.place, ", ".join(sorted(article.gold.domains))


def same_id(checked: Checked) -> Iterator[Place]:
    """Two articles have the same id."""
    first: dict[str, str] = {}
    for article in checked.articles:
        if first.setdefault(article.article.id, article.place) != article.place:
            yield f"{first[article.article.id]} {article.place}", article.article.id


def odd_pairs(checked: Checked) -> Iterator[Place]:
    """The pairs of an article name a partner or a domain that the article does not have."""
    for article in checked.articles:
        for code, domains in article.gold.pairs.items():
            odd = (domains - article.gold.domains) | ({code} - article.gold.parties)
            yield from ((article.place, f"{code}: {value}") for value in sorted(odd))


def shared_paragraph(checked: Checked) -> Iterator[Place]:
    """The same long paragraph is content of two articles: one of them is a copy."""
    content = checked.label_set.content_sections
    first: dict[str, str] = {}
    for article in checked.articles:
        for text, section in zip(article.article.texts, article.gold.sections, strict=True):
            if (
                section in content
                and len(text) >= _LONG_PARAGRAPH
                and first.setdefault(text, article.article.id) != article.article.id
            ):
                yield f"{first[text]} {article.place}", text[:_LONG_PARAGRAPH]


CHECKS: dict[str, Check] = {
    "E101": nameless,
    "E102": odd_identifier,
    "E201": unknown_key,
    "E202": two_parties,
    "E203": entry_and_trap,
    "W204": adds_nothing,
    "W205": few_entries,
    "E301": unknown_section,
    "E302": unknown_domain,
    "E303": unknown_party,
    "E304": uneven_domains,
    "E305": tagged_boilerplate,
    "E306": domains_without_parties,
    "E307": same_id,
    "E308": odd_pairs,
    "W309": shared_paragraph,
}
"""Each check by its code."""


def check_labels(checked: Checked, select: str = "") -> list[Finding]:
    """Return all findings, in order of their codes and places.

    Args:
        checked: What to check.
        select: Only codes that begin so: a letter, a letter and the first digit, a whole code.
    """
    return [
        Finding(code, place, value, (check.__doc__ or "").strip())
        for code, check in CHECKS.items()
        if code.startswith(select)
        for place, value in check(checked)
    ]
