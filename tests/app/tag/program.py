"""The program `dateline tag`, run as a process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

TREATY = "Vietnam, France sign extradition treaty\nHanoi (VNA) – Vietnam and France signed a treaty on extradition."


Done = subprocess.CompletedProcess[str]


def tag(*args: str | Path, stdin: str = "", **env: str) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "dateline", "tag", *map(str, args)],
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": "160", "NO_COLOR": "1", **env},
        timeout=300,
        check=False,
    )


def lines_of(done: Done) -> list[dict[str, Any]]:
    assert "Traceback" not in done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def write_records(path: Path, *records: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path
