"""A batch of articles: lines in, lines out, in the same order, also while the body still comes."""

import asyncio
import json
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dateline.predict.records import Failure
from dateline.serve import media_types
from dateline.serve.incoming import Incoming
from dateline.serve.limits import Limits
from dateline.serve.problems import Problem
from dateline.serve.tagging import Answers, Tagging

_CHUNK = 2  # records that are tagged at once: more would keep single articles waiting
_AHEAD = 2  # chunks that wait for each process


@dataclass(frozen=True)
class Batch:
    """How a batch is tagged.

    Attributes:
        tagging: The processes that tag.
        limits: What a batch may ask for.
        home: The home country of records that name none.
        evidence: Whether the evidence of each tag is kept.
        count: Called with the answers of each chunk.
    """

    tagging: Tagging
    limits: Limits
    home: str | None
    evidence: bool
    count: Callable[[Answers], None]

    async def tag(self, incoming: Incoming) -> AsyncGenerator[bytes, None]:
        """Yield the lines of the answer, some at a time; where a limit ended the body, the last one says so."""
        waiting: deque[asyncio.Task[Answers]] = deque()
        try:
            while incoming.open or waiting:
                while self._has_room(waiting) and incoming.open and (incoming.waiting or not waiting):
                    if chunk := await incoming.take(_CHUNK):
                        tagging = self.tagging.tag_of_batch(chunk, evidence=self.evidence)
                        waiting.append(asyncio.create_task(tagging))
                if waiting:
                    answers = await waiting.popleft()
                    self.count(answers)
                    yield answers.lines
            if incoming.problem is not None:
                yield end_line(incoming.problem)
        finally:
            for task in waiting:
                task.cancel()

    def _has_room(self, waiting: deque[asyncio.Task[Answers]]) -> bool:
        return len(waiting) < _AHEAD * self.tagging.jobs


class BatchResponse(Response):
    """The answer to a batch, sent while the batch still comes.

    Args:
        batch: How to tag it.
        request: What brings it.
        work: Entered while it is tagged.
    """

    def __init__(self, batch: Batch, request: Request, work: AbstractContextManager[None]) -> None:
        super().__init__(media_type=media_types.JSON_LINES)
        del self.headers["content-length"]
        self._batch = batch
        self._request = request
        self._work = work

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the answer.

        Raises:
            Problem: The service has too much to do.
            ClientDisconnect: Nobody is left to answer.
        """
        del scope, receive
        limits = self._batch.limits
        with self._work:
            incoming = Incoming(self._request, limits, self._batch.home)
            try:
                await incoming.settle()
                await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
                async with asyncio.timeout(limits.batch_seconds):
                    await self._send_lines(incoming, send)
                    await _send(send, b"", more=False)
            except TimeoutError:
                await _send_timeout(send, limits)
            finally:
                incoming.stop()

    async def _send_lines(self, incoming: Incoming, send: Send) -> None:
        async with aclosing(self._batch.tag(incoming)) as parts:
            async for part in parts:
                if incoming.gone:
                    raise ClientDisconnect
                await _send(send, part, more=True)


async def _send_timeout(send: Send, limits: Limits) -> None:
    """Send the last line of an answer that takes too long, but do not wait for a client that takes no answer at all."""
    ended = Problem("timeout", f"the batch takes more than {limits.batch_seconds:g} seconds; send less at a time")
    try:
        async with asyncio.timeout(limits.seconds):
            await _send(send, end_line(ended), more=False)
    except TimeoutError as error:
        raise ClientDisconnect from error


async def _send(send: Send, body: bytes, *, more: bool) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


def end_line(problem: Problem) -> bytes:
    """Return the last line of an answer whose batch a limit ended."""
    failure = Failure("body", problem.code, problem.detail)
    return json.dumps(failure.to_dict(), ensure_ascii=False).encode() + b"\n"
