"""What the README says works: its commands run, its example runs, its options exist."""

import csv
import doctest
import gzip
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
COMMANDS = [line.removeprefix("$ ") for block in BLOCKS for line in block.splitlines()]
LONG = (
    "make ",
    "python3 ",
    "uv ",
    "dateline train",
    "dateline evaluate --folds",
    "dateline experiments",
    "dateline tag seeds --model",
    "dateline serve",
    "pip install",
    "curl ",
    "source ",
)


def test_the_readme_has_commands() -> None:
    assert len(COMMANDS) > 10
    assert {"make demo", "make test"} <= set(COMMANDS)


def lay_out(folder: Path) -> None:
    """Make the files that the README speaks of."""
    (folder / "seeds").symlink_to(ROOT / "seeds")
    lines = (ROOT / "labels" / "articles" / "s1.jsonl").read_text(encoding="utf-8").splitlines()[:2]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    text = (ROOT / "seeds" / "003_d127ae05417c3c9b.txt").read_text(encoding="utf-8")
    headline, _, story = text.partition("\n")
    with (folder / "archive.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["nr", "headline", "story", "desk"], ["7", headline, story, "asia"]])
    (folder / "crawl.jsonl.gz").write_bytes(gzip.compress(json.dumps({"text": text}).encode()))


@pytest.mark.parametrize("command", [command for command in COMMANDS if not command.startswith(LONG)])
def test_a_command_runs(command: str, tmp_path: Path) -> None:
    lay_out(tmp_path)
    program, _, source = command.partition(" < ")
    words = shlex.split(program)
    assert words[0] == "dateline"
    given = (tmp_path / source).read_bytes() if source else None
    ran = subprocess.run([sys.executable, "-m", *words], cwd=tmp_path, input=given, capture_output=True, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    assert ran.stdout or "-o" in words


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("dateline ")])
def test_the_options_of_a_command_exist(command: str) -> None:
    words = shlex.split(command.partition(" < ")[0])
    names = words[1:3] if words[1] in ("labels", "models") else words[1:2]
    shown = subprocess.run(
        [sys.executable, "-m", "dateline", *names, "--help"], capture_output=True, check=True, env={"COLUMNS": "200"}
    )
    text = shown.stdout.decode()
    for word in words[1:]:
        if word.startswith("-") and word != "-":
            assert word in text, word


def test_the_targets_of_make_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for command in COMMANDS:
        if command.startswith("make "):
            assert re.search(rf"^{command.removeprefix('make ')}:", makefile, re.MULTILINE), command


def test_the_example_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    test = doctest.DocTestParser().get_doctest(example, {}, "README", "README.md", 0)
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert runner.summarize().failed == 0


def test_every_link_leads_somewhere() -> None:
    for path in (ROOT / "README.md", *ROOT.glob("*/*.md"), *ROOT.glob("labels/*/*/README.md")):
        for target in re.findall(r"\]\((?!https?://)([^)#]+)", path.read_text(encoding="utf-8")):
            assert (path.parent / target).exists(), f"{path}: {target}"


def test_the_changelog_knows_this_version() -> None:
    version = re.search(r'^version = "(.*)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version is not None
    assert f"## [{version[1]}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
