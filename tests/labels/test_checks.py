import json
import shutil
from pathlib import Path

import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.labels.checks import CHECKS, Checked, Finding, check_labels
from dateline.labels.label_set import LabelSet
from dateline.labels.label_set_files import DEFAULT_LABEL_SET, load_label_set
from dateline.labels.labelled_files import read_labelled

CASES = Path(__file__).parents[1] / "cases"
SMALL = CASES / "small-label-set"
FAULTS = [json.loads(line) for line in (CASES / "checks.jsonl").read_text(encoding="utf-8").splitlines()]


def check_folder(folder: Path) -> list[Finding]:
    return check_labels(Checked(load_label_set(folder), folder, list(read_labelled(folder / "articles.jsonl"))))


def doctor(tmp_path: Path, fault: dict[str, str]) -> Path:
    folder = shutil.copytree(SMALL, tmp_path / fault["comment"])
    path = folder / fault["file"]
    text = path.read_text(encoding="utf-8")
    assert fault["old"] in text
    path.write_text(text.replace(fault["old"], fault["new"]), encoding="utf-8")
    return folder


def test_the_shipped_label_set_and_articles_have_no_error(label_set: LabelSet, labelled: list[LabelledArticle]) -> None:
    assert len(labelled) > 900
    assert check_labels(Checked(label_set, DEFAULT_LABEL_SET, labelled), select="E") == []


def test_the_small_label_set_is_sound() -> None:
    assert check_folder(SMALL) == []


@pytest.mark.parametrize("code", CHECKS)
def test_each_check_fires_alone_on_a_label_set_with_its_fault(tmp_path: Path, code: str) -> None:
    faults = [fault for fault in FAULTS if fault["code"] == code]
    assert faults, f"tests/cases/checks.jsonl has no case for {code}"
    for fault in faults:
        findings = check_folder(doctor(tmp_path, fault))
        assert {finding.code for finding in findings} == {code}, fault["comment"]
        assert any(fault["seen"] in f"{finding.place} {finding.value}" for finding in findings), fault["comment"]


def test_every_case_belongs_to_a_check() -> None:
    assert {fault["code"] for fault in FAULTS} == set(CHECKS)


@pytest.mark.parametrize("code", CHECKS)
def test_a_finding_says_what_is_wrong_in_a_sentence(tmp_path: Path, code: str) -> None:
    fault = next(fault for fault in FAULTS if fault["code"] == code)
    for finding in check_folder(doctor(tmp_path, fault)):
        assert finding.message[0].isupper()
        assert finding.message.endswith(".") or "`" in finding.message
        assert finding.place
        assert finding.value


def test_checks_are_selected_by_the_beginning_of_their_codes(tmp_path: Path) -> None:
    first = {"comment": "x", "file": "countries.csv", "old": "VN,", "new": "VM,"}
    folder = doctor(tmp_path, first)
    checked = Checked(load_label_set(folder), folder, list(read_labelled(folder / "articles.jsonl")))
    everything = check_labels(checked)
    assert [finding.code for finding in everything] == ["E201", "E303"]
    assert check_labels(checked, "E2") == everything[:1]
    assert check_labels(checked, "E303") == everything[1:]
    assert check_labels(checked, "E") == everything
    assert check_labels(checked, "W") == []


def test_an_entry_twice_on_a_line_adds_nothing(tmp_path: Path) -> None:
    fault = {
        "comment": "x",
        "file": "lexicons/countries/en.txt",
        "old": "capital: Paris",
        "new": "capital: Paris; Paris",
    }
    assert [finding.code for finding in check_folder(doctor(tmp_path, fault))] == ["W204"]


@pytest.mark.parametrize(
    ("code", "file", "old", "new"),
    [
        ("E203", "lexicons/domains/any.txt", "terror of heights", "Phishing"),
        ("E203", "lexicons/organisations/en.txt", "name: ", "[-]\nParis\n[INTERPOL]\nname: "),
        ("E203", "lexicons/countries/en.txt", "[FR]", "[-]\nInterpol\n[FR]"),
        ("E202", "lexicons/organisations/en.txt", "name: ", "name: paris; "),
    ],
    ids=["trap with a capital", "trap in the other folder", "trap of a table's name", "two parties by a capital"],
)
def test_what_matches_the_same_words_is_found_however_it_is_written(
    tmp_path: Path, code: str, file: str, old: str, new: str
) -> None:
    folder = doctor(tmp_path, {"comment": "x", "file": file, "old": old, "new": new})
    assert code in {finding.code for finding in check_folder(folder)}
