import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.labels.entry import TRAP, Entry, read_entries
from dateline.labels.errors import LabelSetError

CASES = Path(__file__).parents[1] / "cases"
ENTRIES = [json.loads(line) for line in (CASES / "entry.jsonl").read_text(encoding="utf-8").splitlines()]
ERRORS = [json.loads(line) for line in (CASES / "entry_errors.jsonl").read_text(encoding="utf-8").splitlines()]

literals = st.text("abc é-'", min_size=1, max_size=5)
brackets = st.tuples(st.lists(literals, min_size=1, max_size=3), st.booleans())


def write(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "countries" / "en.txt"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("case", ENTRIES, ids=[case["pattern"] for case in ENTRIES])
def test_an_entry_stands_for_its_strings(case: Mapping[str, Any]) -> None:
    assert Entry("key", "term", case["pattern"], "en.txt:1").expand() == case["strings"]


@pytest.mark.parametrize("case", ERRORS, ids=[case["pattern"] for case in ERRORS])
def test_a_wrong_entry_is_refused_with_the_fault(case: Mapping[str, Any]) -> None:
    with pytest.raises(LabelSetError) as error:
        Entry("key", "term", case["pattern"], "domains/en.txt:7").expand()
    assert case["fault"] in str(error.value)
    assert case["pattern"] in str(error.value)


@pytest.mark.parametrize("pattern", [case["pattern"] for case in ERRORS])
def test_a_wrong_entry_is_refused_with_its_place(pattern: str) -> None:
    with pytest.raises(LabelSetError) as error:
        Entry("key", "term", pattern, "domains/en.txt:7").expand()
    assert "domains/en.txt:7" in str(error.value)


@settings(deadline=None)
@given(st.lists(st.one_of(literals, brackets), min_size=1, max_size=4))
def test_an_entry_stands_for_every_choice_of_its_brackets(pieces: list[str | tuple[list[str], bool]]) -> None:
    pattern, strings = "x", ["x"]
    for piece in pieces:
        literal = isinstance(piece, str)
        options = [piece] if isinstance(piece, str) else [*piece[0], ""] if piece[1] else piece[0]
        opening, closing = ("", "") if literal else ("[", "]") if piece[1] else ("(", ")")
        pattern += opening + (piece if isinstance(piece, str) else "|".join(piece[0])) + closing
        strings = [string + option for string in strings for option in options]
    expected = dict.fromkeys(" ".join(string.split()) for string in strings)
    assert Entry("key", "term", pattern, "en.txt:1").expand() == list(expected)


def test_a_file_reads_as_entries_with_key_kind_and_place(tmp_path: Path) -> None:
    text = "# France\n\n[FR]\nname: French Republic\n  capital: Paris;\nQuai d'Orsay; [the ]Élysée\n[-]\nParis Club\n"
    assert list(read_entries(write(tmp_path, text))) == [
        Entry("FR", "name", "French Republic", "countries/en.txt:4"),
        Entry("FR", "capital", "Paris", "countries/en.txt:5"),
        Entry("FR", "term", "Quai d'Orsay", "countries/en.txt:6"),
        Entry("FR", "term", "[the ]Élysée", "countries/en.txt:6", 1),
        Entry(TRAP, "term", "Paris Club", "countries/en.txt:8"),
    ]


def test_an_option_at_the_head_of_a_line_is_no_key(tmp_path: Path) -> None:
    entries = list(read_entries(write(tmp_path, "[drugs]\n[illegal ]drug trade\n")))
    assert [(entry.key, entry.pattern) for entry in entries] == [("drugs", "[illegal ]drug trade")]


def test_an_entry_before_the_first_key_is_refused_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(LabelSetError, match=r"countries/en\.txt:2: 'name: France' stands before the first \[KEY\]"):
        list(read_entries(write(tmp_path, "# France\nname: France\n[FR]\n")))


def test_a_file_that_is_no_utf_8_is_refused_with_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "")
    path.write_bytes("[ES]\nname: España\n".encode("latin-1"))
    with pytest.raises(LabelSetError, match=r"countries/en\.txt"):
        list(read_entries(path))
