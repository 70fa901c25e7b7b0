"""`dateline tag` writes to pipes and devices as records come, and says what keeps it from writing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from .program import TREATY, tag

FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
def test_a_full_standard_output_is_an_error(root: Path) -> None:
    command = [sys.executable, "-m", "dateline"]
    for args, told in (
        (
            ["tag", str(root / "seeds" / "000_ec63b6796dc21e63.txt")],
            "error: standard output cannot be written: No space left on device\n",
        ),
        (["models", "show"], "error: No space left on device\n"),
    ):
        with FULL.open("w", encoding="utf-8") as full:
            done = subprocess.run([*command, *args], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False)
        assert (done.returncode, done.stderr) == (1, told)


@pytest.mark.skipif(not FULL.exists(), reason="there is no device that is always full")
def test_a_device_or_pipe_is_written_to_and_not_replaced(root: Path, tmp_path: Path) -> None:
    seed = root / "seeds" / "000_ec63b6796dc21e63.txt"
    done = tag(seed, "-o", FULL, "--format", "jsonl")
    assert (done.returncode, done.stderr) == (1, f"error: {FULL} cannot be written: No space left on device\n")
    pipe = tmp_path / "o.csv"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE, encoding="utf-8") as reader:
        assert tag(seed, "-o", pipe).returncode == 0
        assert reader.communicate(timeout=60)[0] == tag(seed, "--format", "csv").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["o.csv"]
    assert pipe.is_fifo()
    for more, message in (
        (["--resume"], "only a run with an output file"),
        (["--format", "parquet"], "a Parquet table"),
    ):
        done = tag(seed, "-o", pipe, *more)
        assert done.returncode == 2
        assert message in done.stderr


def test_standard_output_by_its_name_is_standard_output(root: Path, tmp_path: Path) -> None:
    seed, output = root / "seeds" / "000_ec63b6796dc21e63.txt", tmp_path / "o"
    output.write_text("old\n", encoding="utf-8")
    command = [sys.executable, "-m", "dateline", "tag", str(seed), "-o", "/dev/stdout"]
    with output.open("a", encoding="utf-8") as file:
        for _ in range(2):
            subprocess.run(command, stdout=file, check=True)
    line = tag(seed).stdout
    assert output.read_text(encoding="utf-8") == f"old\n{line}{line}"


def test_a_pipe_gets_records_as_they_come(tmp_path: Path) -> None:
    pipe = tmp_path / "o.jsonl"
    os.mkfifo(pipe)
    command = [sys.executable, "-m", "dateline", "tag", "-", "-o", str(pipe)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin is not None
        with pipe.open(encoding="utf-8") as lines:
            for number in range(3):
                process.stdin.write(json.dumps({"id": str(number), "text": TREATY}) + "\n")
                process.stdin.flush()
                assert json.loads(lines.readline())["id"] == str(number)
            process.stdin.close()
            assert lines.read() == ""
        assert process.wait(timeout=60) == 0


def test_a_pipe_called_as_if_it_were_compressed_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "o.jsonl.gz")
    done = tag("-", "-o", tmp_path / "o.jsonl.gz", stdin=TREATY)
    assert done.returncode == 2
    assert "would not be compressed" in done.stderr


def test_standard_output_may_be_closed_where_a_file_is_written(root: Path, tmp_path: Path) -> None:
    seed, output = root / "seeds" / "000_ec63b6796dc21e63.txt", tmp_path / "o.jsonl"
    command = f'"{sys.executable}" -m dateline tag "{seed}" -o "{output}" >&-'
    done = subprocess.run(command, shell=True, stderr=subprocess.PIPE, encoding="utf-8", check=False)  # closes it
    assert (done.returncode, done.stderr) == (0, "")
    assert output.read_text(encoding="utf-8") == tag(seed).stdout


@pytest.mark.parametrize("form", ["jsonl", "table", "csv"])
def test_a_closed_pipe_ends_without_a_traceback(form: str, many: Path) -> None:
    command = [sys.executable, "-m", "dateline", "tag", str(many), "--format", form]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().strip()
        process.stdout.close()
        assert "Traceback" not in process.stderr.read()
        assert process.wait(timeout=60) == 1
