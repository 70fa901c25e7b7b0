"""`dateline train` says what keeps it from training, before it begins where it can."""

import shutil
import subprocess
import sys
from pathlib import Path

from dateline.labels.labelled_files import DEFAULT_LABELS


def train(*args: str | Path) -> tuple[int, list[str]]:
    """Return the exit code and the lines on standard error."""
    command = [sys.executable, "-m", "dateline", "train", *map(str, args)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert done.stdout == ""
    return done.returncode, done.stderr.splitlines()


def test_a_folder_that_holds_something_else_is_refused_before_training(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    wanted = f"error: {tmp_path}: the folder holds files but no bundle; give an empty or a new folder"
    assert train("-o", tmp_path) == (1, [wanted])
    file = tmp_path / "notes.txt"
    assert train("-o", file) == (1, [f"error: {file} is a file; give an empty or a new folder"])


def test_too_few_articles_are_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    labels = tmp_path / "labels"
    shutil.copytree(DEFAULT_LABELS / "security-cooperation", labels / "security-cooperation")
    (labels / "articles").mkdir()
    for name in ("seeds.jsonl", "articles/s1.jsonl"):
        lines = (DEFAULT_LABELS / name).read_text(encoding="utf-8").splitlines(keepends=True)
        (labels / name).write_text("".join(lines[:2]), encoding="utf-8")
    code, told = train("--labels", labels, "-o", tmp_path / "model")
    assert code == 1
    assert told[-1] == "error: the articles are too few, or too much alike, to learn a model from; give more"
    assert not (tmp_path / "model").exists()
