"""`dateline serve` as a process of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

PATIENCE = 60  # seconds until what should come is given up
STANDARD = ("-m", "dateline")

Found = TypeVar("Found")

_START = re.compile(r"dateline serves at (http://(\S+):(\d+))\n")
_VALUE = re.compile(r"(?m)^(\w+(?:\{.*\})?) (\S+)$")


@dataclass(frozen=True)
class Program:
    """A service that runs.

    Attributes:
        process: Its process; the pipe of its standard output ends with the last process that the service made.
        url: Its address.
        log: The file of its standard error.
        headers: What requests must bring.
    """

    process: subprocess.Popen[str]
    url: str
    log: Path
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def address(self) -> tuple[str, int]:
        url = httpx.URL(self.url)
        assert url.port is not None
        return url.host, url.port

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, headers=self.headers, timeout=PATIENCE, trust_env=False)

    def metrics(self) -> dict[str, float]:
        """Return the value of each series that the service counts."""
        with self.client() as client:
            told = client.get("/metrics").raise_for_status().text
        return {name: float(value) for name, value in _VALUE.findall(told)}

    def at_work(self) -> int:
        return int(self.metrics()["dateline_requests_at_work"])

    def workers(self) -> list[int]:
        """Return the processes that tag."""
        listed = subprocess.run(
            ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, encoding="utf-8", check=True
        )
        rows = [line.split(None, 2) for line in listed.stdout.splitlines()]
        return [int(pid) for pid, parent, args in rows if int(parent) == self.pid and "spawn_main" in args]

    def logged(self, request: str | None) -> dict[str, Any]:
        """Wait for the line of the access log about a request, and return it."""
        return wait_for(lambda: next((line for line in self.lines() if line.get("request") == request), None))

    def lines(self) -> list[dict[str, Any]]:
        """Return the whole lines of the log."""
        return [
            json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines(True) if line.endswith("\n")
        ]

    @contextmanager
    def stopped(self) -> Iterator[list[int]]:
        """Let the processes that tag stand still while a block runs."""
        workers = self.workers()
        for worker in workers:
            os.kill(worker, signal.SIGSTOP)
        try:
            yield workers
        finally:
            for worker in set(workers) & set(self.workers()):
                os.kill(worker, signal.SIGCONT)

    def end(self, number: int = signal.SIGTERM) -> int:
        """Tell the service to end, wait until all its processes have ended, and return its exit code."""
        self.process.send_signal(number)
        self.process.communicate(timeout=PATIENCE)
        return self.process.returncode


@contextmanager
def running(log: Path, *options: str, python: Sequence[str] = STANDARD, token: str | None = None) -> Iterator[Program]:
    """Run a service; none of its processes is left behind.

    Args:
        log: The file for its standard error.
        options: Its options.
        python: How Python is told to run the program.
        token: The token that it asks for.
    """
    env = {name: value for name, value in os.environ.items() if name != "DATELINE_TOKEN"}
    headers = {}
    if token is not None:
        env["DATELINE_TOKEN"] = token
        headers["Authorization"] = f"Bearer {token.strip()}"
    command = [sys.executable, *python, "serve", "--port", "0", *options]
    with (
        log.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, encoding="utf-8", env=env, start_new_session=True
        ) as process,
    ):
        try:
            assert process.stdout is not None
            found = _START.fullmatch(process.stdout.readline())
            assert found is not None, log.read_text(encoding="utf-8")
            yield Program(process, found[1], log, headers)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def wait_for(find: Callable[[], Found | None]) -> Found:
    """Ask again and again until there is something true, and return it."""
    until = time.monotonic() + PATIENCE
    while not (found := find()):
        assert time.monotonic() < until, "what was waited for does not come"
        time.sleep(0.01)
    return found
