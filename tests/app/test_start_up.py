"""Starting up costs little: nothing is imported that is not needed, and help is complete."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from dateline.cli.main import app

Done = subprocess.CompletedProcess[str]


def python(*args: str) -> Done:
    return subprocess.run(
        [sys.executable, *args],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        timeout=300,
        check=True,
    )


def imported(done: Done) -> set[str]:
    """Return the top packages of what `-X importtime` lists."""
    names = re.findall(r"^import time: .*\| +(\S+)$", done.stderr, flags=re.MULTILINE)
    assert "site" in names
    return {name.partition(".")[0] for name in names}


def commands(
    command: Any = None,  # noqa: ANN401  # typer brings its own click or uses the installed one
    path: tuple[str, ...] = (),
) -> Iterator[tuple[tuple[str, ...], Any]]:
    command = command or typer.main.get_command(app)
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


COMMANDS = dict(commands())


def test_tagging_imports_nothing_that_learns_or_prints() -> None:
    program = """
import dateline, sys
from pathlib import Path
from dateline.predict import Tagger
text = next((Path(dateline.__file__).parent / "seeds").glob("000*")).read_text(encoding="utf-8")
assert [partner.code for partner in Tagger.load().tag(text).partners] == ["FR"]
print(*sys.modules)
"""
    loaded = {name.partition(".")[0] for name in python("-c", program).stdout.split()}
    assert loaded >= {"dateline", "numpy"}
    assert not loaded & {"sklearn", "scipy", "pandas", "joblib", "pyarrow", "rich", "typer"}


def test_importing_dateline_imports_no_numpy() -> None:
    found = imported(python("-X", "importtime", "-c", "import dateline"))
    assert "dateline" in found
    assert not found & {"numpy", "typer", "rich", "ahocorasick_rs", "sklearn"}


def test_help_and_version_import_no_numpy() -> None:
    for args in (("--help",), ("tag", "--help"), ("--version",)):
        found = imported(python("-X", "importtime", "-m", "dateline", *args))
        assert "typer" in found
        assert not found & {"numpy", "sklearn", "pandas", "scipy", "joblib"}


def test_the_public_names_are_there_and_no_other() -> None:
    program = "import dateline; print(*(getattr(dateline, name).__module__ for name in dateline.__all__))"
    assert python("-c", program).stdout.split() == [
        "dateline.labels.errors",
        "dateline.predict.tagged",
        "dateline.predict.tagger",
    ]
    with pytest.raises(subprocess.CalledProcessError, match="exit status 1"):
        python("-c", "from dateline import Nothing")


def test_the_public_names_are_listed_before_they_are_asked_for() -> None:
    listed = python("-c", "import dateline; print(*dir(dateline))").stdout.split()
    assert {"DatelineError", "TaggedArticle", "Tagger", "__doc__"} <= set(listed)


def test_all_commands_are_known() -> None:
    assert {" ".join(path) for path in COMMANDS} == {
        "", "tag", "serve", "train", "evaluate", "experiments",
        "labels", "labels check", "labels stats", "labels show", "labels agree", "labels recall",
        "models", "models show", "models verify",
    }  # fmt: skip


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "dateline")
def test_each_command_and_option_has_a_help_text(path: tuple[str, ...]) -> None:
    command = COMMANDS[path]
    assert command.help.strip().endswith((".", "?"))
    for parameter in command.params:
        if "completion" not in parameter.name:
            assert parameter.help.strip().endswith("."), parameter.name


@pytest.mark.parametrize("path", COMMANDS, ids=lambda path: " ".join(path) or "dateline")
def test_help_names_each_option_and_command(path: tuple[str, ...]) -> None:
    shown = re.sub(r"[^\S\n]+", " ", python("-m", "dateline", *path, "--help").stdout)
    command = COMMANDS[path]
    for parameter in command.params:
        for name in (*parameter.opts, *parameter.secondary_opts):
            if name.startswith("-"):
                assert re.search(rf"(?m)[ ,]{name}\b", shown)
    for name in getattr(command, "commands", ()):
        assert re.search(rf"(?m)^│ {name} ", shown)
    assert command.help.strip().splitlines()[0].split(":")[0] in shown
    assert python("-m", "dateline", *path, "-h").stdout == python("-m", "dateline", *path, "--help").stdout
