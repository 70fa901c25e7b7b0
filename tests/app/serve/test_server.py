"""The program serves until it is told to end, finishes what it has begun, and says what keeps it from serving."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from dateline.models.bundle import DEFAULT_BUNDLE

from .conftest import TREATY
from .program import STANDARD, Program, running, wait_for
from .wire import posting

RECORD = b'{"id": "a", "text": %b}\n' % json.dumps(TREATY).encode()
BLOCKED = """
import sys
sys.modules["uvicorn"] = None
from dateline.cli.main import run
run()
"""
UNABLE = """
from dateline.labels.errors import ServiceError
from dateline.serve.tagging import Tagging

async def fail(self):
    raise ServiceError("a process that tags has died")

Tagging.start = fail
from dateline.cli.main import run
run()
"""


def refused(*options: str, python: tuple[str, ...] = STANDARD, **env: str) -> str:
    """Return what the program says on standard error where it cannot serve."""
    command = [sys.executable, *python, "serve", "--jobs", "1", *options]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env={**os.environ, **env}, timeout=300, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    return done.stderr


def test_it_tells_where_it_serves_and_logs_json(service: Program) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d*", service.url)
    assert httpx.get(f"{service.url}/health/ready", trust_env=False).status_code == 200
    assert all(line.keys() >= {"time"} for line in service.lines())
    assert len(service.workers()) == 1


def test_what_was_begun_is_finished_before_it_ends(tmp_path: Path) -> None:
    with running(tmp_path / "log", "--jobs", "1") as program, program.client() as idle, posting(program) as wire:
        assert idle.get("/health/ready").status_code == 200
        wire.send(RECORD)
        first = wire.response.readline()
        assert json.loads(first)["id"] == "a"
        program.process.send_signal(signal.SIGTERM)
        wait_for(lambda: not can_connect(program))
        for _ in range(20):
            wire.send(RECORD)
        wire.finish()
        assert wire.response.read() == first * 20
        assert program.end() == 0
        [line] = [line for line in program.lines() if line.get("path") == "/v1/tag/batch"]
        assert (line["status"], line["articles"], line["failed"]) == (200, 21, 0)
        assert {line.get("level") for line in program.lines()} == {None}


def can_connect(program: Program) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(program.address) == 0


def test_what_cannot_be_finished_in_time_is_given_up(tmp_path: Path) -> None:
    with running(tmp_path / "log", "--jobs", "1", "--grace", "0") as program, posting(program) as wire:
        wire.send(RECORD)
        wire.response.readline()
        assert program.end(signal.SIGINT) == 130
        lines = program.lines()
    assert any(line.get("message", "").startswith("Cancel 1 running task") for line in lines)
    assert [line["status"] for line in lines if line.get("path") == "/v1/tag/batch"] == [200]


@pytest.mark.parametrize("signals", [[signal.SIGTERM], [signal.SIGINT, signal.SIGINT]], ids=["once", "twice"])
def test_it_ends_though_its_processes_hang(signals: list[signal.Signals], tmp_path: Path) -> None:
    with (
        running(tmp_path / "log", "--jobs", "2", "--grace", "1") as program,
        posting(program, "/v1/tag", "text/plain") as wire,
        program.stopped(),
    ):
        wire.send(TREATY.encode())
        wire.finish()
        wait_for(lambda: program.at_work() == 1)
        for number in signals[:-1]:
            program.process.send_signal(number)
            wait_for(lambda: not can_connect(program))
        assert program.end(signals[-1]) == (0 if signals == [signal.SIGTERM] else 130)


def test_its_processes_do_not_outlive_it(tmp_path: Path) -> None:
    with running(tmp_path / "log", "--jobs", "2") as program, program.client() as client:
        assert client.post("/v1/tag", json={"text": TREATY}).status_code == 200
        assert len(program.workers()) == 2
        assert program.end(signal.SIGKILL) == -signal.SIGKILL


def test_a_port_that_is_taken_is_an_error(service: Program) -> None:
    *log, error = refused("--port", str(service.address[1])).splitlines()
    assert error == f"error: cannot listen at 127.0.0.1:{service.address[1]}; choose another --port or --host"
    assert any("address already in use" in json.loads(line)["message"] for line in log)


def test_a_missing_package_is_an_error() -> None:
    told = refused(python=("-c", BLOCKED))
    assert told == "error: the service needs the package uvicorn: pip install fastapi uvicorn prometheus-client\n"


def test_a_damaged_model_is_an_error_and_an_open_address_is_warned_of(tmp_path: Path) -> None:
    model = shutil.copytree(DEFAULT_BUNDLE, tmp_path / "model")
    with next(model.glob("*.npz")).open("ab") as file:
        file.write(b"x")
    warning, error = refused("--host", "0.0.0.0", "--model", str(model)).splitlines()
    assert warning == "warning: 0.0.0.0 can be reached from other machines, and DATELINE_TOKEN is not set"
    assert error.startswith(f"error: {model}")


def test_processes_that_cannot_be_started_are_an_error() -> None:
    *log, error = refused(python=("-c", UNABLE)).splitlines()
    assert error == "error: the processes that tag cannot be started; the log tells why"
    assert "a process that tags has died" in "".join(json.loads(line)["message"] for line in log)
