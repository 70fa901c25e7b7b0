"""`dateline evaluate` measures the model beside the baseline and says what is wrong with the articles given."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROWS = {("partners", "micro"), ("partners", "exact"), ("domains", "micro"), ("domains", "macro"), ("sections", "body")}

Done = subprocess.CompletedProcess[str]


def evaluate(*args: str | Path) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "dateline", "evaluate", *map(str, args)],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "160", "NO_COLOR": "1"},
        timeout=300,
        check=False,
    )


def read(done: Done) -> list[dict[str, Any]]:
    assert (done.returncode, done.stderr) == (0, "")
    return list(json.loads(done.stdout))


def rows_of(evaluation: dict[str, Any], who: str = "model") -> dict[tuple[str, str], dict[str, float]]:
    return {(row["task"], row["label"]): row[who] for row in evaluation["rows"]}


@pytest.fixture(scope="module")
def lines(root: Path) -> list[str]:
    return (root / "labels" / "articles" / "s1.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)


def test_the_seeds_are_measured_beside_the_baseline() -> None:
    [evaluation] = read(evaluate("--format", "json"))
    assert (evaluation["articles"], evaluation["condition"], evaluation["number"]) == ("seeds", "clean", 5)
    model, baseline = rows_of(evaluation), rows_of(evaluation, "baseline")
    assert model.keys() == baseline.keys()
    assert model.keys() >= ROWS
    assert model["partners", "micro"]["f1"] == 1
    assert model["sections", "six-way"]["f1"] >= round(175 / 179, 4)
    assert model["domains", "micro"]["f1"] >= 0.9
    assert baseline["partners", "micro"]["f1"] < 1
    for score in (*model.values(), *baseline.values()):
        assert 0 <= score["low"] <= score["high"] <= 1


def test_the_table_shows_the_same_scores() -> None:
    done = evaluate()
    assert done.returncode == 0
    assert done.stdout.startswith("seeds, clean: 5 articles")
    cells = [[cell.strip() for cell in line.strip("│").split("│")] for line in done.stdout.splitlines()]
    [partners] = [row for row in cells if row[:2] == ["partners", "micro"]]
    assert partners[2:7] == ["6", "1.000", "1.000", "1.000", "1.00-1.00"]
    assert {row[0] for row in cells if len(row) == 9} >= {"partners", "domains", "sections"}


def test_each_file_is_measured_under_each_condition(lines: list[str], tmp_path: Path) -> None:
    for name, number in (("a.jsonl", 4), ("b.jsonl", 6)):
        (tmp_path / name).write_text("".join(lines[:number]), encoding="utf-8")
    paths = (tmp_path / "a.jsonl", tmp_path / "b.jsonl")
    found = read(evaluate(*paths, "--condition", "clean", "--condition", "teasers", "--format", "json"))
    assert [(each["articles"], each["condition"], each["number"]) for each in found] == [
        ("a.jsonl", "clean", 4),
        ("a.jsonl", "teasers", 4),
        ("b.jsonl", "clean", 6),
        ("b.jsonl", "teasers", 6),
    ]
    clean, teasers = (rows_of(each)["sections", "teaser"]["support"] for each in found[:2])
    assert teasers == clean + 4 * 6


def test_the_flat_form_measures_as_the_form_by_paragraph(lines: list[str], tmp_path: Path) -> None:
    records = [json.loads(line) for line in lines[:5]]
    flat = []
    for record in records:
        paragraphs = record.pop("paragraphs")
        record["sections"] = [paragraph["section"] for paragraph in paragraphs]
        record["text"] = "\n\n".join(paragraph["text"] for paragraph in paragraphs)
        flat.append(json.dumps(record) + "\n")
    for name, written in (("full", lines[:5]), ("flat", flat)):
        (tmp_path / f"{name}.jsonl").write_text("".join(written), encoding="utf-8")
    full, bare = read(evaluate(tmp_path / "full.jsonl", tmp_path / "flat.jsonl", "--format", "json"))
    assert full["rows"] == bare["rows"]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--condition", "dirty"), "'dirty' is no condition; wanted: clean, teasers, noise, stripped"),
        (("--folds", "--model", "m"), "--folds trains its own models on the labelled articles"),
        (("no-such.jsonl",), "'no-such.jsonl' does not exist"),
        (("--format", "csv"), "'csv' is not one of"),
        (("--bogus",), "No such option"),
    ],
)
def test_wrong_usage_ends_with_2(args: tuple[str, ...], message: str) -> None:
    done = evaluate(*args)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


def test_folds_take_no_files(lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines[0], encoding="utf-8")
    done = evaluate("--folds", tmp_path / "a.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert "give neither files nor --model" in done.stderr


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "this is no JSON: "),
        ('{"text": "Hanoi"}', "the field 'id' is missing"),
        ('{"id": "x", "text": "Hanoi\\nSuva", "sections": ["body"], "parties": [], "domains": []}', "x has 1 section"),
        ('{"id": "x", "text": " ", "sections": [], "parties": [], "domains": []}', "the text is empty"),
    ],
)
def test_a_line_that_is_no_labelled_article_is_named(line: str, message: str, lines: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(f"{lines[0]}{line}\n", encoding="utf-8")
    done = evaluate(tmp_path / "a.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"error: a.jsonl:2: {message}")
    assert len(done.stderr.splitlines()) == 1


def test_articles_in_another_encoding_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'\n{"id": "coop\xe9ration"}\n')
    done = evaluate(tmp_path / "a.jsonl")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "error: a.jsonl:2: byte 12 is not UTF-8; save it as UTF-8\n"


def test_a_missing_seed_or_model_is_an_error(tmp_path: Path) -> None:
    for args, message in ((("--seeds", tmp_path), "seeds.jsonl:1: the text of"), (("--model", tmp_path), "no model")):
        done = evaluate(*args)
        assert (done.returncode, done.stdout) == (1, "")
        assert message in done.stderr


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"id": "x", "text": "Hanoi", "sections": ["bogus"], "parties": [], "domains": []}\n',
    ],
    ids=["no article", "unknown section"],
)
def test_articles_that_cannot_be_measured_are_an_error(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(data)
    done = evaluate(tmp_path / "a.jsonl")
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
    assert "a.jsonl" in done.stderr


def test_a_folder_of_labels_without_seeds_is_an_error(tmp_path: Path) -> None:
    done = evaluate("--labels", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")


def test_two_files_of_the_same_name_are_both_measured(lines: list[str], tmp_path: Path) -> None:
    for number, name in enumerate("ab", 1):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.jsonl").write_text("".join(lines[:number]), encoding="utf-8")
    found = read(evaluate(tmp_path / "a" / "x.jsonl", tmp_path / "b" / "x.jsonl", "--format", "json"))
    assert [each["number"] for each in found] == [1, 2]


def test_details_show_reliability_review_and_causes() -> None:
    done = evaluate("--details")
    assert done.returncode == 0
    for words in ("reliability of probabilities", "causes of errors", "review flag: on"):
        assert words in done.stdout


def test_details_stand_in_the_json() -> None:
    [evaluation] = read(evaluate("--format", "json"))
    assert evaluation["reliability"].keys() == {"partners", "domains", "content"}
    assert evaluation["review"].keys() == {"flagged", "articles_caught", "errors_caught"}
    assert all({"task", "error", "cause", "number"} == cause.keys() for cause in evaluation["causes"])
