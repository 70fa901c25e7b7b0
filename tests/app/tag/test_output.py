"""The output of `dateline tag`: its form, and how it ends."""

import csv
import gzip
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from .program import TREATY, lines_of, tag


def test_fail_fast_stops_at_the_first_that_fails(many: Path) -> None:
    done = tag(many, "--fail-fast")
    assert done.returncode == 1
    assert len(lines_of(done)) == 131
    assert done.stderr.splitlines()[1:] == [
        "1 of 131 records failed",
        "stopped at the last of them; 131 records were written",
    ]


def test_fail_fast_leaves_the_output_alone_until_it_is_continued(many: Path, tmp_path: Path) -> None:
    output = tmp_path / "o.jsonl"
    output.write_text("old", encoding="utf-8")
    done = tag(many, "--fail-fast", "-o", output)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "stopped at the last of them; 131 records are kept; --resume continues behind them"
    )
    assert output.read_text(encoding="utf-8") == "old"
    assert tag(many, "-o", output, "--resume").returncode == 1
    assert output.read_text(encoding="utf-8") == tag(many).stdout


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("many.jsonl", "--text-field", "story"), "the field `story` is missing"),
        (("table.csv", "--text-field", "story"), "there is no column `story`"),
        (("missing.csv",), "there is no such file or folder"),
    ],
)
def test_a_run_that_tags_nothing_replaces_nothing(
    args: tuple[str, ...], message: str, many: Path, tmp_path: Path
) -> None:
    output = tmp_path / "o.csv"
    output.write_text("old", encoding="utf-8")
    (tmp_path / "table.csv").write_text("id,text\n1,Suva\n", encoding="utf-8")
    (tmp_path / "many.jsonl").write_bytes(many.read_bytes())
    done = tag(tmp_path / args[0], *args[1:], "-o", output)
    assert (done.returncode, output.read_text(encoding="utf-8")) == (1, "old")
    assert message in done.stderr
    assert f"error: {output} is left as it was: none of " in done.stderr.splitlines()[-1]
    again = tag(tmp_path / args[0], *args[1:], "-o", output, "--resume")
    assert (again.returncode, again.stderr.splitlines()[-1]) == (1, done.stderr.splitlines()[-1])


def test_the_ending_of_the_output_names_the_format(tmp_path: Path, root: Path) -> None:
    seeds = root / "seeds"
    for ending in ("jsonl", "ndjson", "json", "csv"):
        done = tag(seeds, "-o", tmp_path / f"o.{ending}")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    lines = [json.loads(line) for line in (tmp_path / "o.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (tmp_path / "o.ndjson").read_bytes() == (tmp_path / "o.jsonl").read_bytes()
    assert json.loads((tmp_path / "o.json").read_bytes()) == lines
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == [line["id"] for line in lines]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.csv", "o.json", "o.jsonl", "o.ndjson"]


def test_a_format_wins_over_the_ending(tmp_path: Path) -> None:
    assert tag("-", "-o", tmp_path / "o.txt", "--format", "csv", stdin=TREATY).returncode == 0
    assert (tmp_path / "o.txt").read_text(encoding="utf-8").startswith("id,language,home,partners")


def test_csv_has_a_row_for_each_record(many: Path) -> None:
    done = tag(many, "--format", "csv")
    rows = list(csv.DictReader(done.stdout.splitlines(keepends=True)))
    assert len(rows) == 134
    assert [row["id"] for row in rows if row["error"]] == ["bad"]
    assert all(row["partners"] or row["language"] for row in rows if not row["error"])


def test_a_table_shows_headline_partners_domains_and_counts(root: Path) -> None:
    done = tag(next((root / "seeds").glob("000*")), "--format", "table", "--no-evidence")
    assert done.stdout.startswith("Vietnam, France enhance law enforcement cooperation\n")
    for shown in ("000_ec63b6796dc21e63 · en · home VN", "France", "Counter-terrorism", "21 boilerplate (21 teasers)"):
        assert shown in done.stdout
    assert "teaser  " not in done.stdout


def test_a_table_lists_the_paragraphs_if_asked_to(root: Path) -> None:
    path = next((root / "seeds").glob("002*"))
    plain, listed = (tag(path, "--format", "table", *more).stdout for more in ((), ("--sections",)))
    assert listed.startswith(plain.rstrip("\n"))
    assert len(listed.splitlines()) - len(plain.splitlines()) == 42


def test_an_output_that_is_a_folder_leaves_no_part_behind(tmp_path: Path) -> None:
    (tmp_path / "o.csv").mkdir()
    done = tag("-", "-o", tmp_path / "o.csv", stdin=TREATY)
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["o.csv"]


@pytest.mark.parametrize("name", ["file.txt/o.csv", "o" * 300 + ".csv"], ids=["below a file", "a name too long"])
def test_an_output_that_cannot_be_made_is_wrong_usage(name: str, tmp_path: Path) -> None:
    (tmp_path / "file.txt").write_text(TREATY, encoding="utf-8")
    done = tag(tmp_path / "file.txt", "-o", tmp_path / name)
    assert done.returncode == 2
    assert "cannot be written: " in done.stderr
    assert "Traceback" not in done.stderr


def stop_while_writing(output: Path) -> tuple[int, str]:
    part = output.with_name(f".{output.name}.part")
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); import dateline.__main__ as m"
    command = [sys.executable, "-c", f"{program}; m.run()", "tag", "-", "-o", str(output)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as process:
        while not part.exists() and process.poll() is None:
            time.sleep(0.02)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=60)
        return process.returncode, told


def test_an_interrupt_ends_with_130_and_no_traceback(tmp_path: Path) -> None:
    code, told = stop_while_writing(tmp_path / "o.jsonl")
    assert (code, told) == (130, "stopped; nothing was written\n")
    assert not (tmp_path / "o.jsonl").exists()


def test_an_interrupt_leaves_no_part_behind(tmp_path: Path) -> None:
    stop_while_writing(tmp_path / "o.jsonl")
    assert list(tmp_path.iterdir()) == []


def test_what_is_printed_is_utf_8_whatever_the_locale(root: Path) -> None:
    done = tag(next((root / "seeds").glob("003*")), "--format", "jsonl", PYTHONIOENCODING="ascii")
    assert "cyber-sécurité" in done.stdout


def test_what_is_read_is_not_written_over(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    path = archive / "a.jsonl"
    path.write_text(json.dumps({"text": TREATY}), encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to(path)
    for given, output in ((path, path), (archive, path), (path, tmp_path / "link.jsonl")):
        done = tag(given, "-o", output)
        assert done.returncode == 2
        assert "one of the files that are read" in " ".join(done.stderr.replace("│", " ").split())
    assert json.loads(path.read_text(encoding="utf-8")) == {"text": TREATY}


def test_compressed_output_is_the_same_text(many: Path, tmp_path: Path) -> None:
    plain = tag(many, "--limit", "3").stdout
    assert tag(many, "--limit", "3", "-o", tmp_path / "o.jsonl.gz").returncode == 0
    assert gzip.decompress((tmp_path / "o.jsonl.gz").read_bytes()).decode() == plain
    assert len(plain.splitlines()) == 3


def test_a_run_that_is_whole_is_left_alone(many: Path, tmp_path: Path) -> None:
    output, source = tmp_path / "o.jsonl", tmp_path / "in.jsonl"
    source.write_bytes(many.read_bytes())
    tag(source, "--limit", "2", "-o", output)
    before = output.stat().st_mtime_ns
    done = tag(source, "--limit", "2", "-o", output, "--resume")
    whole = f"{output} is whole, and nothing that is read is newer; to tag with other settings leave out --resume\n"
    assert (done.returncode, done.stderr) == (0, whole)
    os.utime(source, ns=(before + 1_000_000_000,) * 2)
    done = tag(source, "--limit", "2", "-o", output, "--resume")
    changed = f"error: {source} has changed since {output} was written; leave out --resume to tag it anew\n"
    assert (done.returncode, done.stderr) == (1, changed)
    assert output.stat().st_mtime_ns == before


def test_an_empty_path_is_refused() -> None:
    done = tag("")
    assert done.returncode == 2
    assert "a path is empty; the current folder is `.`" in done.stderr
