"""A journal tells how far a run has come, wherever its last line was cut off."""

import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.labels.errors import OutputError
from dateline.predict.writers.journal import Mark, check_same_run, has_mark, read_journal, write_head, write_mark

RUN: dict[str, Any] = {"input": {"files": [["á.jsonl", 5, 7]]}, "home": None, "min_score": 0.25}
MARKS = [Mark(0, 0, 0), Mark(256, 3, 40_000), Mark(300, 3, 50_000)]


def journal(path: Path) -> Path:
    with path.open("wb") as file:
        write_head(file, RUN)
        for mark in MARKS:
            write_mark(file, mark)
    return path


def test_the_run_and_the_last_mark_come_back(tmp_path: Path) -> None:
    assert read_journal(journal(tmp_path / "j")) == (RUN, MARKS[-1])


@given(st.data())
def test_a_line_that_was_cut_off_does_not_count(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = journal(tmp_path_factory.mktemp("cut") / "j")
    whole = path.read_bytes()
    path.write_bytes(whole[: data.draw(st.integers(0, len(whole)))])
    lines = path.read_bytes().count(b"\n")
    assert has_mark(path) == (lines > 1)
    if lines:
        assert read_journal(path) == (RUN, ([Mark(), *MARKS])[lines - 1])
    else:
        with pytest.raises(OutputError, match="this is no journal of a run; leave out --resume to start over"):
            read_journal(path)


def test_what_is_not_there_has_no_mark(tmp_path: Path) -> None:
    assert not has_mark(tmp_path / "j")
    assert not has_mark(tmp_path)


@pytest.mark.parametrize("write", [lambda file: write_head(file, RUN), lambda file: write_mark(file, Mark())])
def test_a_line_is_on_the_disk_when_writing_returns(
    write: Callable[[io.BufferedWriter], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "j"
    synced: list[bytes] = []
    monkeypatch.setattr(os, "fsync", lambda _: synced.append(path.read_bytes()))
    with path.open("wb") as file:
        write(file)
        assert synced == [path.read_bytes()]
    assert path.read_bytes().endswith(b"\n")


@pytest.mark.parametrize(
    "text",
    [
        "no journal\n",
        "[1, 2]\n",
        '{"journal": 1}\n',
        '{"journal": 1, "run": {}}\n7\n',
        '{"journal": 1, "run": {}}\n{\n',
    ],
)
def test_what_is_no_journal_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "j"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OutputError, match=r"j: this is no journal of a run; leave out --resume to start over"):
        read_journal(path)


def test_a_journal_of_another_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "j"
    path.write_text(json.dumps({"journal": 2, "run": RUN}) + "\n", encoding="utf-8")
    with pytest.raises(OutputError, match="the journal has version 2, wanted 1; leave out --resume"):
        read_journal(path)


def test_the_same_run_may_continue() -> None:
    check_same_run(Path("j"), json.loads(json.dumps(RUN)), RUN)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"home": "FR"}, 'had home null, this one has "FR"; give the same, or leave out --resume to start over'),
        ({"min_score": None}, "had min_score 0.25, this one has null"),
        ({"format": "csv"}, 'had format null, this one has "csv"'),
        ({"input": {"files": []}}, 'had input {"files": [["á.jsonl", 5, 7]]}, this one has {"files": []}'),
    ],
)
def test_another_run_is_refused_with_what_differs(changes: dict[str, Any], told: str) -> None:
    for old, new in ((RUN, RUN | changes), (RUN | changes, RUN)):
        with pytest.raises(OutputError, match=r"^j: the run that was stopped had ") as error:
            check_same_run(Path("j"), old, new)
        assert (told in str(error.value)) == (old is RUN)


def test_long_values_are_cut_in_the_message() -> None:
    with pytest.raises(OutputError) as error:
        check_same_run(Path("j"), {"input": "x" * 5_000}, {"input": "y"})
    assert len(str(error.value)) < 400
    assert 'had input "xxx' in str(error.value)
    assert 'xxx…, this one has "y"' in str(error.value)
