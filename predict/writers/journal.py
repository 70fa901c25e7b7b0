"""The journal of a run: how far its output has come, so that a run that was stopped can be continued.

A journal is a file of JSON Lines. The first line tells the run: all that its output depends on. Each further line is a
mark: records written, how many of them failed, and the length of the output in bytes. It is written when these bytes
are safe on the disk. A line that was cut off does not count.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from dateline.labels.errors import OutputError

_VERSION = 1

Run = Mapping[str, Any]
"""All that a run's output depends on, by name, as JSON values."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an output has come.

    Attributes:
        records: How many records are written.
        failed: How many of them failed.
        length: The length of the output in bytes.
    """

    records: int = 0
    failed: int = 0
    length: int = 0


def write_head(file: IO[bytes], run: Run) -> None:
    """Write the first line of a journal."""
    _write_line(file, {"journal": _VERSION, "run": run})


def write_mark(file: IO[bytes], mark: Mark) -> None:
    """Write a mark; it is on the disk when this returns."""
    _write_line(file, [mark.records, mark.failed, mark.length])


def _write_line(file: IO[bytes], value: object) -> None:
    file.write(json.dumps(value, ensure_ascii=True).encode() + b"\n")
    file.flush()
    os.fsync(file.fileno())


def has_mark(path: Path) -> bool:
    """Return whether there is a file that may be a journal with a mark: without one there is nothing to continue."""
    return path.is_file() and path.read_bytes().count(b"\n") > 1


def read_journal(path: Path) -> tuple[Run, Mark]:
    """Return the run that a journal tells of, and its last mark.

    Raises:
        OutputError: The file is no journal.
    """
    lines = path.read_bytes().split(b"\n")[:-1]  # behind the last line break stands what was cut off
    try:
        head = json.loads(lines[0])
        run, version = head["run"], head["journal"]
        marks = [Mark(*json.loads(line)) for line in lines[1:]]
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise OutputError(f"{path}: this is no journal of a run; leave out --resume to start over") from error
    if version != _VERSION:
        raise OutputError(f"{path}: the journal has version {version}, wanted {_VERSION}; leave out --resume")
    return run, marks[-1] if marks else Mark()


def check_same_run(path: Path, old: Run, new: Run) -> None:
    """Check that a run may continue another.

    Raises:
        OutputError: The two differ in something that the output depends on.
    """
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            raise OutputError(
                f"{path}: the run that was stopped had {name} {_short(old.get(name))}, this one has "
                f"{_short(new.get(name))}; give the same, or leave out --resume to start over"
            )


def _short(value: object, most: int = 120) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= most else f"{text[:most]}…"
