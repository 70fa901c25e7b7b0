"""Requests of clients that do nothing wrong, and what came of them."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field

from load_client import BATCH, TAG, Pool
from load_server import Server, Spent
from load_texts import SEED, to_json, to_lines


@dataclass
class Tally:
    """What came of requests.

    Attributes:
        articles: Articles that were sent.
        errors: Requests that were not answered with tags.
        delays: Seconds from when each was meant to be sent until it was answered.
    """

    articles: int = 0
    errors: int = 0
    delays: list[float] = field(default_factory=list)

    def note(self, good: bool, articles: int, delay: float) -> None:
        """Note a request."""
        self.articles += articles
        self.errors += not good
        self.delays.append(delay)


@dataclass
class Requests:
    """Requests to a service.

    Attributes:
        server: The service.
        texts: Those that have not been sent.
        errors: How many were not answered with tags.
    """

    server: Server
    texts: Iterator[str]
    errors: int = 0

    async def measure(self, work: Callable[[Tally], Awaitable[object]]) -> tuple[Tally, Spent]:
        """Return what came of some work, and what it cost."""
        tally, before = Tally(), self.server.spent()
        await work(tally)
        self.errors += tally.errors
        return tally, self.server.spent().since(before)

    async def post_batches(self, tally: Tally, size: int, number: int = 1) -> None:
        """Tag batches, one after the other."""
        pool = Pool(self.server.port)
        for _ in range(number):
            body, began = to_lines(self.texts, size), time.monotonic()
            answer = await pool.post(BATCH, body)
            tally.note(answer is not None and answer.is_good(size), size, time.monotonic() - began)
        pool.close()

    async def close_loop(self, tally: Tally, at_once: int, seconds: float) -> None:
        """Tag article after article, so many at once, for some seconds."""
        end, pool = time.monotonic() + seconds, Pool(self.server.port)

        async def go_on() -> None:
            while (now := time.monotonic()) < end:
                await self._post_one(tally, pool, now)

        await asyncio.gather(*(go_on() for _ in range(at_once)))
        pool.close()

    async def post_number(self, tally: Tally, number: int, at_once: int) -> None:
        """Tag a number of articles, so many at once."""
        left, pool = iter(range(number)), Pool(self.server.port)

        async def go_on() -> None:
            for _ in left:
                await self._post_one(tally, pool, time.monotonic())

        await asyncio.gather(*(go_on() for _ in range(at_once)))
        pool.close()

    async def open_loop(self, tally: Tally, rate: float, seconds: float) -> None:
        """Send articles at random times of a rate, whether or not those before have been answered."""
        times, pool = random.Random(SEED), Pool(self.server.port)
        meant = began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            while (meant := meant + times.expovariate(rate)) < began + seconds:
                await asyncio.sleep(max(0.0, meant - time.monotonic()))
                group.create_task(self._post_one(tally, pool, meant))
        pool.close()

    async def _post_one(self, tally: Tally, pool: Pool, meant: float) -> None:
        answer = await pool.post(TAG, to_json(next(self.texts)))
        tally.note(answer is not None and answer.is_good(), 1, time.monotonic() - meant)
