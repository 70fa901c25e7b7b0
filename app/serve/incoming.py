"""The records of a batch as they come in.

The body is read on however slowly its answer is taken, for many clients take no answer before they have sent all; the
limit of its size bounds what waits in memory.
"""

import asyncio

from starlette.requests import ClientDisconnect, Request

from dateline.serve.bodies import read_lines
from dateline.serve.problems import Problem
from dateline.serve.settings import Limits
from dateline.serve.tagging import Line


class Incoming:
    """The records of a body, a line each; they wait here until they are taken.

    Attributes:
        open: Whether more may come.
        problem: The limit that ended the body, if one did.
    """

    def __init__(self, request: Request, limits: Limits, home: str | None) -> None:
        self.open = True
        self.problem: Problem | None = None
        self._lines: asyncio.Queue[Line | Exception | None] = asyncio.Queue()
        self._reading = asyncio.create_task(self._read(request, limits, home))

    @property
    def waiting(self) -> bool:
        """Whether a line can be taken at once."""
        return not self._lines.empty()

    async def take(self, most: int) -> list[Line]:
        """Wait for a line; return it with those that have come behind it, or nothing where the body ends.

        Raises:
            ClientDisconnect: Whoever sent it has gone.
        """
        found: list[Line] = []
        while self.open and len(found) < most and (self.waiting or not found):
            line = await self._lines.get()
            if isinstance(line, Line):
                found.append(line)
                continue
            self.open = False
            if isinstance(line, Problem):
                self.problem = line
            elif line is not None:
                raise line
        return found

    def stop(self) -> None:
        """Read no more."""
        self._reading.cancel()

    async def _read(self, request: Request, limits: Limits, home: str | None) -> None:
        records = number = 0
        try:
            async for data in read_lines(request, limits.batch_body, limits.seconds):
                number += 1
                if not data.strip():
                    continue
                records += 1
                if records > limits.batch:
                    raise Problem("too-large", f"the batch has more than {limits.batch:,} records; send less at a time")
                self._lines.put_nowait(Line(data, f"body:{number}", home))
        except (Problem, ClientDisconnect) as error:
            self._lines.put_nowait(error)
        else:
            self._lines.put_nowait(None)
