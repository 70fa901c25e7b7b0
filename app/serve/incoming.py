"""The records of a batch as they come in.

The body is read on however slowly its answer is taken, for many clients take no answer before they have sent all; the
limit of its size bounds what waits in memory.
"""

import asyncio
from contextlib import suppress

from starlette.requests import ClientDisconnect, Request

from dateline.serve.bodies import read_lines
from dateline.serve.limits import Limits
from dateline.serve.problems import Problem
from dateline.serve.tagging import Line

_PAUSE = 0.2  # seconds without a line: who sends by hand, or line by line, waits for an answer
_MOST_PATIENCE = 5.0  # seconds


class Incoming:
    """The records of a body, a line each; they wait here until they are taken.

    Attributes:
        open: Whether there may be more to take.
        problem: The limit that ended the body, if one did.
    """

    def __init__(self, request: Request, limits: Limits, home: str | None) -> None:
        self.open = True
        self.problem: Problem | None = None
        self._whole = asyncio.Event()
        self._lines: asyncio.Queue[Line | Problem | None] = asyncio.Queue()
        self._reading = asyncio.create_task(self._read(request, limits, home))

    @property
    def waiting(self) -> bool:
        """Whether a line can be taken at once."""
        return not self._lines.empty()

    @property
    def gone(self) -> bool:
        """Whether the client has gone; it is read from as long as it is there."""
        return self._reading.done()

    async def settle(self) -> None:
        """Wait until the body is whole or its lines pause, but some seconds at the most.

        A proxy (nginx) that gets the head of an answer while it sends a body may send no more of it.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(_MOST_PATIENCE):
                while not self._whole.is_set():
                    lines = self._lines.qsize()
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self._whole.wait(), _PAUSE)
                    if 0 < lines == self._lines.qsize():
                        return

    async def take(self, most: int) -> list[Line]:
        """Wait for a line; return it with those that have come behind it, or nothing where the body ends."""
        found: list[Line] = []
        while self.open and len(found) < most and (self.waiting or not found):
            line = await self._lines.get()
            if isinstance(line, Line):
                found.append(line)
                continue
            self.open = False
            self.problem = line
        return found

    def stop(self) -> None:
        """Read no more."""
        self._reading.cancel()

    async def _read(self, request: Request, limits: Limits, home: str | None) -> None:
        """Read until the client has gone or has its whole answer; what comes behind a limit is not kept."""
        problem: Problem | None = None
        with suppress(ClientDisconnect):
            try:
                await self._read_lines(request, limits, home)
            except Problem as error:
                problem = error
            finally:
                self._lines.put_nowait(problem)
                self._whole.set()
            while (await request.receive())["type"] != "http.disconnect":
                continue

    async def _read_lines(self, request: Request, limits: Limits, home: str | None) -> None:
        records = number = 0
        async for data in read_lines(request, limits.batch_body, limits.seconds):
            number += 1
            if not data.strip():
                continue
            records += 1
            if records > limits.batch:
                raise Problem("too-large", f"the batch has more than {limits.batch:,} records; send less at a time")
            self._lines.put_nowait(Line(data, f"body:{number}", home))
