import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.entry import TRAP
from dateline.labels.label_set import LabelSet
from dateline.labels.label_set_files import load_label_set
from dateline.labels.language import LANGUAGES
from dateline.labels.lexicon import Lexicon, Sense

CASES = Path(__file__).parents[1] / "cases"
FOUND = [json.loads(line) for line in (CASES / "lexicon.jsonl").read_text(encoding="utf-8").splitlines()]

SURFACES: dict[str, tuple[Sense, ...]] = {
    "France": (("FR", "name"),),
    "French": (("FR", "adjective"),),
    "Paris": (("FR", "capital"),),
    "Paris Club": ((TRAP, "term"),),
    "US": (("US", "name"),),
    "Mali": (("ML", "name"),),
    "Côte d'Ivoire": (("CI", "name"),),
    "Timor-Leste": (("TL", "name"),),
    "Niger": (("NE", "name"),),
    "Nigeria*": (("NG", "name"),),
    "Iran": (("IR", "name"),),
    "smuggling": (("smuggling", "term"),),
    "drug smuggling": (("drug-trafficking", "term"),),
    "smuggling of migrants": (("migration", "term"),),
    "money laundering": (("economic-crime", "term"), ("organised-crime", "term")),
    "cybercrim*": (("cybercrime", "term"),),
}
SMALL = Lexicon(SURFACES)
REAL = load_label_set()
ENGLISH = REAL.party_surfaces["en"]
NAMED = sorted(surface for surface, senses in ENGLISH.items() if all(key != TRAP for key, _ in senses))


@pytest.mark.parametrize("case", FOUND, ids=[case["text"] for case in FOUND])
def test_a_text_names_what_its_words_say(case: Mapping[str, Any]) -> None:
    found = [[mention.key, case["text"][mention.start : mention.end]] for mention in SMALL.find(case["text"])]
    assert found == case["found"]


def lost_surfaces(label_set: LabelSet, language: str) -> list[str]:
    """Return the party surfaces that are not found between two words, though they are no trap as written."""
    lexicon, lost = label_set.party_lexicon(language), []
    for surface, senses in label_set.party_surfaces[language].items():
        keys = {key for key, _ in senses}
        found = {mention.key for mention in lexicon.find(f"xx {surface.rstrip('*')} xx") if mention.start == 3}
        if TRAP not in keys and not keys <= found:
            lost.append(surface)
    return lost


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_party_surface_is_found_alone_between_words(language: str) -> None:
    assert lost_surfaces(REAL, language) == []


@settings(deadline=None, max_examples=500)
@given(
    st.sampled_from(NAMED),
    st.sampled_from(["", "x ", "Xx, ", "(", "“", "x’", "x – ", "xx\u00a0", "1."]),
    st.sampled_from(["", " x", ".", ", Xx", "’s x", ")", "-x", "…", "/x", " 2"]),
)
def test_every_english_party_surface_is_found_among_signs(surface: str, before: str, after: str) -> None:
    bare = surface.rstrip("*")
    text = before + bare + after
    covering = [
        mention
        for mention in REAL.party_lexicon("en").find(text)
        if mention.start <= len(before) and mention.end >= len(before + bare)
    ]
    assert {key for key, _ in ENGLISH[surface]} <= {mention.key for mention in covering}


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(NAMED).filter(lambda surface: surface.isalpha() and len(surface) > 3))
def test_no_english_party_surface_is_found_inside_a_longer_word(surface: str) -> None:
    for text in (f"Q{surface.upper()}", f"{surface}qx", f"{surface}éx", f"Q{surface.upper()}QX"):
        assert REAL.party_lexicon("en").find(text) == ()


words = st.text("ab", min_size=1, max_size=3)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)


@settings(deadline=None, max_examples=500)
@given(st.dictionaries(phrases, st.sampled_from(["K", "L", TRAP]), max_size=6), st.lists(words, max_size=8))
def test_the_outermost_of_all_places_are_found_and_traps_silence(surfaces: dict[str, str], text: list[str]) -> None:
    line = " ".join(text)
    places = {
        (match.start(1), match.end(1)): key
        for surface, key in surfaces.items()
        for match in re.finditer(rf"(?=\b({re.escape(surface)})\b)", line)
    }
    outermost = [
        (start, end, key)
        for (start, end), key in sorted(places.items())
        if not any(other != (start, end) and other[0] <= start and end <= other[1] for other in places)
    ]
    found = Lexicon({surface: [(key, "term")] for surface, key in surfaces.items()}).find(line)
    wanted = [place for place in outermost if place[2] != TRAP]
    assert [(mention.start, mention.end, mention.key) for mention in found] == wanted


def test_one_kind_counts_where_a_surface_has_two_of_a_key() -> None:
    lexicon = Lexicon({"Georgia": [("GE", "name"), ("GE", "capital")]})
    assert [mention.key for mention in lexicon.find("Georgia")] == ["GE"]


def test_a_lexicon_may_be_empty_and_so_may_a_text() -> None:
    assert Lexicon({}).find("France") == ()
    assert SMALL.find("") == ()


CUES = [json.loads(line) for line in (CASES / "cues.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("case", CUES, ids=[case["text"] for case in CUES])
def test_the_shipped_cues_name_fields_and_the_traps_none(case: Mapping[str, Any]) -> None:
    found = REAL.domain_lexicon(case["language"]).find(case["text"])
    assert sorted({mention.key for mention in found}) == case["domains"]
