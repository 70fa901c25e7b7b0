"""`dateline labels` checks, counts and shows the labels, and names the place of each fault."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from dateline.labels.annotation import LabelledArticle
from dateline.labels.label_set import LabelSet

Done = subprocess.CompletedProcess[str]


def labels(*args: str | Path) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "dateline", "labels", *map(str, args)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        timeout=300,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path, root: Path) -> Path:
    """A folder of labels with the whole label set and the seeds as its only articles."""
    shutil.copytree(root / "labels" / "security-cooperation", tmp_path / "labels" / "security-cooperation")
    (tmp_path / "labels" / "articles").mkdir()
    shutil.copy(root / "labels" / "seeds.jsonl", tmp_path / "labels")
    lines = (root / "labels" / "articles" / "s1.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / "labels" / "articles" / "a.jsonl").write_text("".join(lines[:3]), encoding="utf-8")
    return tmp_path / "labels"


def change_article(folder: Path, number: int, **changes: object) -> None:
    path = folder / "articles" / "a.jsonl"
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    records[number] |= changes
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")


def test_the_shipped_labels_have_no_error(labelled: list[LabelledArticle]) -> None:
    done = labels("check", "--select", "E")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"0 errors, 0 warnings in {len(labelled)} articles and their labels\n"


def test_faults_are_listed_with_code_and_place(copy: Path) -> None:
    assert labels("check", "--labels", copy).returncode == 0
    change_article(copy, 1, parties=["VN", "XX"])
    change_article(copy, 2, id="000_ec63b6796dc21e63")
    done = labels("check", "--labels", copy)
    assert done.returncode == 1
    first, second, counted = done.stdout.splitlines()
    assert first.startswith("E303 a.jsonl:2: XX: An article has a party or a home that is not in the set")
    assert second.startswith("E307 seeds.jsonl:1 a.jsonl:3: 000_ec63b6796dc21e63: Two articles have the same id")
    assert counted == "2 errors, 0 warnings in 8 articles and their labels"


def test_select_keeps_findings_whose_code_begins_so(copy: Path) -> None:
    change_article(copy, 1, parties=["VN", "XX"])
    found = {code: labels("check", "--labels", copy, "--select", code) for code in ("W", "E3", "E307")}
    assert {code: done.returncode for code, done in found.items()} == {"W": 0, "E3": 1, "E307": 0}
    assert len(found["E307"].stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("command", "message"),
    [
        ("check", "0 folders here hold a label set (a folder with domains.csv); wanted: one"),
        ("show", "0 folders here hold a label set (a folder with domains.csv); wanted: one"),
        ("stats", "there are no labelled articles (*.jsonl) here"),
    ],
)
def test_a_folder_without_labels_is_an_error(command: str, message: str, tmp_path: Path) -> None:
    done = labels(command, "--labels", tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: {tmp_path}")
    assert message in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_broken_line_is_named(copy: Path) -> None:
    with (copy / "articles" / "a.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"id": "x"\n')
    for command in ("check", "stats"):
        done = labels(command, "--labels", copy)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("error: a.jsonl:4: this is no JSON: ")


def test_stats_count_what_the_files_hold(labelled: list[LabelledArticle]) -> None:
    tables = json.loads(labels("stats", "--format", "json").stdout)
    languages = Counter(article.article.language for article in labelled)
    assert tables["articles"]["articles"] == {**languages, "all": len(labelled)}
    sections = Counter(section for article in labelled for section in article.gold.sections)
    assert {name: row["all"] for name, row in tables["paragraphs by section"].items()} == sections


def test_stats_print_the_same_numbers_as_a_table(copy: Path) -> None:
    tables = json.loads(labels("stats", "--labels", copy, "--format", "json").stdout)
    lines = [line.replace("│", " ").split() for line in labels("stats", "--labels", copy).stdout.splitlines()]
    for kind, rows in tables.items():
        assert kind.split() in lines
        for label, row in rows.items():
            assert [*label.split(), *map(str, row.values())] in lines


def test_show_lists_all_sections_and_domains(label_set: LabelSet) -> None:
    done = labels("show", "--language", "fr")
    assert done.returncode == 0
    names = {label.id: label.names["fr"] for label in label_set.sections.values()}
    names |= {label.id: label.names["fr"] for label in label_set.domains.values()}
    for label, name in names.items():
        assert f" {label} " in done.stdout
        assert name.split()[0] in done.stdout
    assert done.stdout.splitlines()[-1].startswith("and ")


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("terrorism", ["Counter-terrorism (terrorism)", "what counts: Counter-terrorism, violent", "eurovoc: =4452"]),
        ("body", ["Body (body)", "what counts: The story itself"]),
        ("fr", ["France (fr)", "Pháp (vi)", "strings in en: "]),
        ("INTERPOL", ["INTERPOL", "strings in en: "]),
    ],
)
def test_show_tells_what_a_label_means(label: str, shown: list[str]) -> None:
    done = labels("show", label)
    assert done.returncode == 0
    assert [part for part in shown if part not in done.stdout] == []


def test_show_lists_the_entries_of_the_language_asked_for() -> None:
    assert "Việt Nam" in labels("show", "VN", "--language", "vi").stdout
    assert "viêtnamien" in labels("show", "VN", "--language", "fr").stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("show", "nothing"), "'nothing' is no section, domain or party of security-cooperation"),
        (("show", "--language", "de"), "'de' is none of en, fr, vi, es"),
        (("stats", "--format", "csv"), "'csv' is not one of"),
        (("check", "--bogus"), "No such option"),
        ((), "Usage: "),
    ],
)
def test_wrong_usage_ends_with_2(args: tuple[str, ...], message: str) -> None:
    done = labels(*args)
    assert done.returncode == 2
    assert message in done.stdout + done.stderr


def test_a_second_labelling_is_compared(root: Path) -> None:
    done = labels("agree", root / "labels" / "second_labelling.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert "agreement of two labellings of 174 articles" in done.stdout
    cells = [[cell.strip() for cell in line.strip("│").split("│")] for line in done.stdout.splitlines()]
    assert [row[:2] for row in cells if row[:1] == ["parties"]] == [["parties", "micro"]]
    assert "s1-060 domains: first only defence" in done.stdout


def test_a_second_labelling_of_unknown_articles_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "second.jsonl"
    path.write_text(
        json.dumps({"id": "nobody", "parties": [], "domains": [], "paragraphs": [{"section": "body", "domains": []}]})
    )
    done = labels("agree", path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: 'nobody' is not among the labelled articles")


def test_the_recall_of_the_lexicons_is_shown(root: Path) -> None:
    done = labels("recall", root / "labels" / "articles" / "s1.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("the lexicons alone, s1.jsonl")
    assert "terrorism" in done.stdout
