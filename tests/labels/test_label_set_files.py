import csv
import json
import shutil
from pathlib import Path

import pytest
from babel import Locale

from dateline.labels.errors import LabelSetError
from dateline.labels.label_set import LabelSet
from dateline.labels.label_set_files import find_label_set, load_label_set
from dateline.labels.language import LANGUAGES

CASES = Path(__file__).parents[1] / "cases"
SMALL = CASES / "small-label-set"
ERRORS = [json.loads(line) for line in (CASES / "label_set_errors.jsonl").read_text(encoding="utf-8").splitlines()]
with (CASES / "country_names.csv").open(encoding="utf-8", newline="") as file:
    EXCEPTIONS: dict[tuple[str, str], str] = {
        (row["language"], row["code"]): row["found"] for row in csv.DictReader(file)
    }
NO_COUNTRY = {code for (_, code), found in EXCEPTIONS.items() if found == "*"}


def public_names(language: str) -> dict[str, str]:
    """Return the names of countries and what else has a code of two letters, as the public table has them."""
    names = {str(code): str(name) for code, name in Locale(language).territories.items()}
    return {code: name for code, name in names.items() if code.isalpha()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_country_is_found_by_its_public_name_and_names_no_other(label_set: LabelSet, language: str) -> None:
    lexicon = label_set.party_lexicon(language)
    wrong = {}
    for code, name in public_names(language).items():
        if code not in NO_COUNTRY:
            wanted = EXCEPTIONS.get((language, code), EXCEPTIONS.get(("*", code), code)).split()
            found = sorted({mention.key for mention in lexicon.find(f"({name})")})
            if found != wanted:
                wrong[code, name] = found
    assert wrong == {}


def test_the_countries_are_those_of_the_public_list(label_set: LabelSet) -> None:
    countries = {code for code, party in label_set.parties.items() if party.kind == "country"}
    public = public_names("en").keys()
    assert countries == public - NO_COUNTRY - {"EU", "UN"}
    assert {label_set.parties[code].kind for code in ("EU", "UN")} == {"organisation"}


@pytest.mark.parametrize(
    ("language", "form", "code"),
    [
        ("fr", "la Dominique", "DM"),
        ("fr", "l’île Maurice", "MU"),
        ("es", "isla Guadalupe", "GP"),
        ("es", "isla San Martín", "MF"),
        ("es", "isla Montserrat", "MS"),
        ("es", "isla Mauricio", "MU"),
        ("es", "isla Reunión", "RE"),
        ("es", "isla Santa Elena", "SH"),
    ],
)
def test_a_country_whose_bare_name_is_a_trap_has_a_longer_form(
    label_set: LabelSet, language: str, form: str, code: str
) -> None:
    assert [mention.key for mention in label_set.party_lexicon(language).find(f"x {form} x")] == [code]


def test_a_label_set_is_read_as_written() -> None:
    small = load_label_set(SMALL)
    assert small.name == "small-label-set"
    assert small.content_sections == {"headline", "body"}
    assert list(small.domains["cybercrime"].identifiers.values()) == [
        ("=3027",),
        ("=20000086",),
        ("=CYBER", "~HACKING"),
    ]
    assert small.domains["terrorism"].identifiers == {"eurovoc": (), "iptc": (), "gdelt": ()}
    assert small.parties["VN"].names == {"en": "Vietnam", "fr": "Viêt Nam", "vi": "Việt Nam", "es": "Vietnam"}
    assert [party.kind for party in small.parties.values()] == ["country", "country", "organisation"]


def test_a_country_is_named_in_its_articles_language_and_a_shared_lexicon_serves_all() -> None:
    small = load_label_set(SMALL)
    for language in LANGUAGES:
        name = small.parties["FR"].names[language]
        assert [mention.key for mention in small.party_lexicon(language).find(name)] == ["FR"]
        assert [mention.key for mention in small.domain_lexicon(language).find("Malware!")] == ["cybercrime"]
    assert small.party_lexicon("fr").find("Francia") == ()
    assert small.party_lexicon("fr").find("Hanoi") == ()
    assert small.party_lexicon("en") is small.party_lexicon("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_entries_match_without_accents_in_french_and_spanish_alone(tmp_path: Path, language: str) -> None:
    folder = shutil.copytree(SMALL, tmp_path / "set")
    (folder / "lexicons" / "countries" / f"{language}.txt").write_text("[FR]\nÉlysée; Évry\n", encoding="utf-8")
    surfaces = load_label_set(folder).party_surfaces[language]
    assert ("Elysee" in surfaces) == (language in ("fr", "es"))
    assert "Élysée" in surfaces
    assert "Evry" not in surfaces


@pytest.mark.parametrize("case", ERRORS, ids=[case["comment"] for case in ERRORS])
def test_a_wrong_table_is_refused_with_file_place_and_fault(tmp_path: Path, case: dict[str, str]) -> None:
    folder = shutil.copytree(SMALL, tmp_path / "set")
    path = folder / case["file"]
    text = path.read_text(encoding="utf-8")
    assert case["old"] in text
    path.write_text(text.replace(case["old"], case["new"]), encoding="utf-8")
    with pytest.raises(LabelSetError) as error:
        load_label_set(folder)
    assert [fragment for fragment in case["message"] if fragment not in str(error.value)] == []


@pytest.mark.parametrize("name", ["", " "], ids=["empty", "blank"])
def test_a_name_that_is_left_out_breaks_no_lexicon(tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(SMALL, tmp_path / "set")
    path = folder / "countries.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",Francia", f",{name}"), encoding="utf-8")
    assert [mention.key for mention in load_label_set(folder).party_lexicon("es").find("- Vietnam -")] == ["VN"]


@pytest.mark.parametrize("name", ["sections.csv", "domains.csv", "countries.csv", "organisations.csv"])
def test_a_missing_table_is_named(tmp_path: Path, name: str) -> None:
    folder = shutil.copytree(SMALL, tmp_path / "set")
    (folder / name).unlink()
    with pytest.raises(LabelSetError, match=f"{name}: there is no such file; a label set needs {name}"):
        load_label_set(folder)


def test_the_only_label_set_below_a_folder_is_found(root: Path, tmp_path: Path) -> None:
    assert find_label_set(root / "labels") == root / "labels" / "security-cooperation"
    with pytest.raises(LabelSetError, match="0 folders here hold a label set"):
        find_label_set(tmp_path)
    shutil.copytree(SMALL, tmp_path / "one")
    assert find_label_set(tmp_path) == tmp_path / "one"
    shutil.copytree(SMALL, tmp_path / "two")
    with pytest.raises(LabelSetError, match=r"2 folders .*wanted: one"):
        find_label_set(tmp_path)
