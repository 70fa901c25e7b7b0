"""A run that is killed again and again, and continued each time, ends with the output of a run that never was."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

RECORDS = 5_000
KILLS = 10
PATIENCE = 120  # seconds until a run that makes no mark is given up
PARTNERS = ("France", "Japan", "Laos", "Cambodia", "Russia", "Chile", "Cuba", "India", "Fiji", "Peru", "Interpol")
PACTS = ("a treaty on extradition", "a pact on police training", "an accord on drug trafficking", "a trade deal")
BAD_LINES = ("no JSON", "{}", '{"id": "no text"}', '{"id": "empty", "text": " "}', '{"text": "A pact", "home": "XX"}')

pytestmark = pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no groups of processes")


def write_input(path: Path, records: int) -> None:
    lines = []
    for number in range(records):
        partner, pact = PARTNERS[number % len(PARTNERS)], PACTS[number % len(PACTS)]
        text = f"Vietnam, {partner} sign {pact}\nHanoi (VNA) – It is number {number}."
        lines.append(json.dumps({"id": str(number), "text": text, "n": number}))
        if number % 997 == 500:
            lines.append(BAD_LINES[number // 997 % len(BAD_LINES)])
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@contextmanager
def running(path: Path, output: Path, *more: str) -> Iterator[subprocess.Popen[str]]:
    """Run `dateline tag` in a group of processes of its own, none of which is left behind."""
    command = [sys.executable, "-m", "dateline", "tag", str(path), "-o", str(output), "--jobs", "2", *more]
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True) as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def finish(path: Path, output: Path, *more: str) -> bytes:
    with running(path, output, *more) as process:
        _, told = process.communicate(timeout=600)
    assert process.returncode in {0, 1}, told
    assert "Traceback" not in told
    return output.read_bytes()


def count_marks(output: Path) -> int:
    journal = output.with_name(f".{output.name}.journal")
    return journal.read_bytes().count(b"\n") - 2 if journal.exists() else 0


def wait_for_mark(process: subprocess.Popen[str], output: Path, marks: int) -> None:
    """Wait until the journal has more marks than so many, or the run has ended."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and count_marks(output) <= marks:
        assert time.monotonic() < until, "the run makes no progress"
        time.sleep(0.01)


def kill(process: subprocess.Popen[str]) -> None:
    """Kill a run with all its processes, unless it has ended."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)


def test_a_run_killed_ten_times_gives_the_same_bytes(tmp_path: Path) -> None:
    path, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_input(path, RECORDS)
    undisturbed = finish(path, output)
    assert len(undisturbed.splitlines()) == RECORDS + 5
    output.unlink()

    chance = random.Random(5)
    marks = [0]
    for _ in range(KILLS):
        with running(path, output, "--resume") as process:
            wait_for_mark(process, output, marks[-1])
            time.sleep(chance.uniform(0, 0.2))
            kill(process)
        if output.exists():
            break
        marks.append(count_marks(output))
    assert len(marks) > KILLS // 2, "most runs came to their end before they could be killed"
    assert marks == sorted(set(marks)), "a run did not go on where the one before was killed"

    assert finish(path, output, "--resume") == undisturbed
    assert {each.name for each in tmp_path.iterdir()} == {"in.jsonl", "out.jsonl"}


def test_an_interrupt_of_all_processes_tells_what_is_kept_and_no_more(tmp_path: Path) -> None:
    path, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_input(path, RECORDS)
    with running(path, output) as process:
        wait_for_mark(process, output, 1)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    *failures, kept = told.splitlines()
    assert kept.endswith(" records are kept; --resume continues behind them")
    assert all(line.startswith("error: ") for line in failures)
    assert {each.name for each in tmp_path.iterdir()} == {"in.jsonl", ".out.jsonl.part", ".out.jsonl.journal"}


def children_of(process: subprocess.Popen[str]) -> list[int]:
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, encoding="utf-8", check=True)
    pairs = (map(int, line.split()) for line in listed.stdout.splitlines())
    return [pid for pid, parent in pairs if parent == process.pid]


def test_an_interrupt_does_not_wait_for_processes_and_leaves_what_an_earlier_run_wrote(tmp_path: Path) -> None:
    path, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    write_input(path, RECORDS)
    with running(path, output) as process:
        wait_for_mark(process, output, 1)
        kill(process)
    marks = count_marks(output)
    with running(path, output, "--resume") as process:
        wait_for_mark(process, output, marks)
        for child in children_of(process):
            os.kill(child, signal.SIGSTOP)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert told.splitlines()[-1].endswith(" records are kept; --resume continues behind them")
    assert count_marks(output) >= marks
