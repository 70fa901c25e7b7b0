"""The service that a load test asks: a process with processes of its own, and what they cost."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of CPU by the server, by the processes that tag, and by who asks."""

    clock: float
    server: float
    workers: float
    client: float

    def since(self, before: "Spent") -> "Spent":
        """Return what was spent since."""
        return Spent(
            self.clock - before.clock,
            self.server - before.server,
            self.workers - before.workers,
            self.client - before.client,
        )


class Server:
    """A service that was started and can be used.

    Args:
        options: Options of `dateline serve`.

    Attributes:
        port: Where it listens.
        seconds: By the clock until it could be used.
    """

    def __init__(self, *options: str) -> None:
        self._log = TemporaryFile()  # noqa: SIM115 # closed by `stop`; a pipe that nobody reads would hold it up
        command = [sys.executable, "-m", "dateline", "serve", "--port", "0", *options]
        began = time.monotonic()
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self._log, text=True)
        assert self._process.stdout is not None
        told = self._process.stdout.readline()
        self.seconds = time.monotonic() - began
        if not told:
            raise RuntimeError(f"the service has not started: {self._read_log()}")
        self.port = int(told.rpartition(":")[2])

    def spent(self) -> Spent:
        """Return what was spent so far."""
        workers = sum(map(_cpu, self._workers()))
        return Spent(time.monotonic(), _cpu(self._process.pid), workers, time.process_time())

    def megabytes(self) -> list[float]:
        """Return the resident memory of the server, then of each process that tags."""
        return [_megabytes(process) for process in [self._process.pid, *self._workers()]]

    def stop(self) -> None:
        """End it, and wait until it has ended."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=60)
        assert self._process.stdout is not None
        self._process.stdout.close()
        self._log.close()

    def _workers(self) -> list[int]:
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]

    def _read_log(self) -> str:
        self._log.seek(0)
        return self._log.read().decode()


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS  # user and system time


def _megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024
