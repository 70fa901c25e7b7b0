"""Reading a label set from its folder of CSV tables and lexicon files.

sections.csv  domains.csv  countries.csv  organisations.csv
lexicons/{domains,countries,organisations}/{en,fr,vi,es,any}.txt     (format: lexicons/README.md)
"""

import csv
import unicodedata
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import cast

from dateline.labels.entry import Entry, read_entries
from dateline.labels.errors import LabelSetError
from dateline.labels.label_set import Domain, LabelSet, Names, Party, PartyKind, Section, Side, Surfaces
from dateline.labels.language import LANGUAGES
from dateline.labels.lexicon import Sense

DEFAULT_LABEL_SET = Path(str(files("dateline.labels"))) / "security-cooperation"

SUBJECTS = ("domains", "countries", "organisations")
"""The folders of lexicons."""

_VOCABULARIES = ("eurovoc", "iptc", "gdelt")
_ACCENTS_OPTIONAL = ("fr", "es")
_SHORTEST_WITHOUT_ACCENTS = 5

Row = dict[str, str]


def load_label_set(folder: Path = DEFAULT_LABEL_SET) -> LabelSet:
    """Load a label set from its folder.

    Raises:
        LabelSetError: A file is missing or does not parse; the message names file and line.
    """
    countries = _read_parties(folder / "countries.csv", "country")
    organisations = _read_parties(folder / "organisations.csv", "organisation")
    domains = {row["id"]: _domain(row) for row in _read_table(folder / "domains.csv", _DOMAIN_COLUMNS)}
    sections = {section.id: section for section in _read_sections(folder / "sections.csv")}
    lexicons = folder / "lexicons"
    return LabelSet(
        name=folder.name,
        sections=sections,
        domains=domains,
        parties=countries | organisations,
        domain_surfaces={language: _surfaces(read_lexicon(lexicons / "domains", language)) for language in LANGUAGES},
        party_surfaces=_party_surfaces(lexicons, countries, organisations),
    )


def read_lexicon(folder: Path, language: str) -> Iterator[tuple[Entry, str]]:
    """Yield the entries that serve a language, each with every string that it stands for.

    Raises:
        LabelSetError: A file does not parse.
    """
    for path in (folder / f"{language}.txt", folder / "any.txt"):
        for entry in read_entries(path) if path.exists() else ():
            for surface in entry.expand():
                yield entry, surface
                if language in _ACCENTS_OPTIONAL and (bare := _without_accents(surface)) != surface:
                    yield entry, bare


def _without_accents(surface: str) -> str:
    if len(surface) < _SHORTEST_WITHOUT_ACCENTS:
        return surface
    return "".join(sign for sign in unicodedata.normalize("NFD", surface) if not unicodedata.combining(sign))


def _surfaces(entries: Iterable[tuple[Entry, str]]) -> dict[str, tuple[Sense, ...]]:
    surfaces: dict[str, dict[Sense, None]] = {}
    for entry, surface in entries:
        surfaces.setdefault(surface, {})[entry.key, entry.kind] = None
    return {surface: tuple(senses) for surface, senses in sorted(surfaces.items())}


def _party_surfaces(lexicons: Path, countries: dict[str, Party], organisations: dict[str, Party]) -> Surfaces:
    """Return the surfaces of parties: a country's name in the language itself, an organisation's in all four."""

    def named(language: str) -> Iterator[tuple[Entry, str]]:
        for party in countries.values():
            yield from _named(party, (party.names[language],), "countries.csv")
        for party in organisations.values():
            yield from _named(party, party.names.values(), "organisations.csv")
        yield from read_lexicon(lexicons / "countries", language)
        yield from read_lexicon(lexicons / "organisations", language)

    return {language: _surfaces(named(language)) for language in LANGUAGES}


def _named(party: Party, names: Iterable[str], table: str) -> Iterator[tuple[Entry, str]]:
    yield from ((Entry(party.code, "name", name, table), name) for name in map(str.strip, names) if name)


_NAME_COLUMNS = tuple(f"name_{language}" for language in LANGUAGES)
_SECTION_COLUMNS = ("id", "side", *_NAME_COLUMNS, "scope_note")
_DOMAIN_COLUMNS = ("id", "group", *_NAME_COLUMNS, "scope_note", *_VOCABULARIES)


def _read_table(path: Path, columns: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows of a table; the first column is its key."""
    if not path.exists():
        raise LabelSetError(f"{path}: there is no such file; a label set needs {path.name}")
    with path.open(encoding="utf-8", errors="surrogateescape", newline="") as file:
        reader = csv.DictReader(file)
        if missing := [column for column in columns if column not in (reader.fieldnames or ())]:
            raise LabelSetError(f"{path}:1: the columns {', '.join(missing)} are missing; wanted: {', '.join(columns)}")
        seen: set[str] = set()
        for row in reader:
            if None in row or None in row.values() or not row[columns[0]]:
                raise LabelSetError(f"{path}:{reader.line_num}: the row does not have {len(columns)} columns and a key")
            if row[columns[0]] in seen:
                raise LabelSetError(f"{path}:{reader.line_num}: {row[columns[0]]!r} stands here a second time")
            if any(not value.isprintable() for value in row.values()):
                raise LabelSetError(f"{path}:{reader.line_num}: the row holds what is no UTF-8 text; save it as UTF-8")
            seen.add(row[columns[0]])
            yield row


def _names(row: Row) -> Names:
    return {language: row[column] for language, column in zip(LANGUAGES, _NAME_COLUMNS, strict=True)}


def _read_sections(path: Path) -> Iterator[Section]:
    for number, row in enumerate(_read_table(path, _SECTION_COLUMNS), 2):
        if row["side"] not in ("content", "boilerplate"):
            raise LabelSetError(
                f"{path}:{number}: {row['id']!r} has the side {row['side']!r}; wanted: content or boilerplate"
            )
        yield _section(row)


def _section(row: Row) -> Section:
    return Section(row["id"], cast(Side, row["side"]), _names(row), row["scope_note"])


def _domain(row: Row) -> Domain:
    identifiers = {name: tuple(filter(None, map(str.strip, row[name].split(";")))) for name in _VOCABULARIES}
    return Domain(row["id"], row["group"], _names(row), row["scope_note"], identifiers)


def _read_parties(path: Path, kind: PartyKind) -> dict[str, Party]:
    return {row["code"]: Party(row["code"], kind, _names(row)) for row in _read_table(path, ("code", *_NAME_COLUMNS))}


def find_label_set(labels: Path) -> Path:
    """Return the label set's folder below a folder of labels.

    Raises:
        LabelSetError: There is none, or more than one.
    """
    found = sorted(path.parent for path in labels.glob("*/domains.csv"))
    if len(found) != 1:
        raise LabelSetError(
            f"{labels}: {len(found)} folders here hold a label set (a folder with domains.csv); wanted: one"
        )
    return found[0]
