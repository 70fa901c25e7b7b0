"""Tagging from an event loop, in processes: it never waits for an article, and a process that is killed costs none.

The pool gets only as much as keeps its processes busy. What waits for its turn can be given up; what the pool has got
is done, in the time that it may take, whether anyone waits for it or not: a pool that breaks while it holds something
that was cancelled never tells the others (https://github.com/python/cpython/issues/107219).
"""

import asyncio
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from weakref import WeakSet

from dateline.labels.errors import ArticleError, ServiceError
from dateline.predict.batch import Outcome
from dateline.predict.pool import MOST_DEATHS
from dateline.predict.readers.json_lines import read_json_record
from dateline.predict.readers.text_files import decode
from dateline.predict.records import Failure, Record
from dateline.predict.tagger import Tagger
from dateline.predict.workers import Work, do_apart, end_pool, make_pool, submit
from dateline.predict.writers import FORMS

# A forked process would hold the sockets of the clients open that the service closes.
_CONTEXT = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it came.

    Attributes:
        data: JSON, or the text itself.
        place: Where it stands in the body, for messages; the id of a record that brings none.
        home: The home country if the record names none.
        plain: None for JSON; for a text its id and language.
    """

    data: bytes
    place: str
    home: str | None = None
    plain: tuple[str | None, str | None] | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """What becomes of a chunk of records.

    Attributes:
        lines: A line of JSON for each.
        records: How many they are.
        failures: Those that failed.
    """

    lines: bytes
    records: int
    failures: tuple[Failure, ...]


class Tagging:
    """Processes that tag.

    Args:
        tagger: The tagger, like which each process loads one of its own.
        folder: The bundle that it was loaded from.
        jobs: The number of processes.
        seconds: The time that an article may take.
        on_death: Called when a process was killed and the pool is made anew.
    """

    def __init__(self, tagger: Tagger, folder: Path, jobs: int, seconds: float, on_death: Callable[[], None]) -> None:
        self._works = {
            evidence: Work(tagger, folder, partial(_encode, evidence=evidence), read_line, seconds)
            for evidence in (True, False)
        }
        self.jobs = jobs
        self._turns, self._batch_turns = asyncio.Semaphore(jobs + 1), asyncio.Semaphore(jobs + 1)
        self._at_work: set[asyncio.Task[Answers]] = set()
        self._on_death = on_death
        self._pool: ProcessPoolExecutor | None = None
        self._pools_apart: WeakSet[ProcessPoolExecutor] = WeakSet()

    async def start(self) -> None:
        """Start the processes and return when they have loaded the model.

        Raises:
            ServiceError: One of them has died before.
        """
        self._pool = pool = self._make_pool()
        loaded = [_wait_for(submit(pool, self._works[True], [])) for _ in range(self.jobs)]
        try:
            await asyncio.gather(*loaded)
        except BrokenProcessPool as error:
            raise ServiceError(
                "a process that tags has died while it was loading the model; it may need more memory than there is"
            ) from error

    @property
    def ready(self) -> bool:
        """Whether the processes run."""
        return self._pool is not None

    async def tag(self, line: Line, *, evidence: bool) -> Answers:
        """Tag the record of an article that comes alone."""
        return await self._take_turn(self._turns, [line], evidence)

    async def tag_of_batch(self, lines: Sequence[Line], *, evidence: bool) -> Answers:
        """Tag records of a batch: all batches together keep the processes busy, and articles alone wait for few."""
        return await self._take_turn(self._batch_turns, lines, evidence)

    def end(self) -> None:
        """End the processes, whatever they do."""
        for pool in self._let_go():
            end_pool(pool)

    async def stop(self) -> None:
        """End the processes, and see that nothing waits for them."""
        for pool in self._let_go():
            await asyncio.to_thread(end_pool, pool)
        if self._at_work:
            await asyncio.wait(self._at_work)

    async def _take_turn(self, turns: asyncio.Semaphore, lines: Sequence[Line], evidence: bool) -> Answers:
        await turns.acquire()
        task = asyncio.create_task(self._tag(self._works[evidence], lines))
        self._at_work.add(task)
        task.add_done_callback(self._at_work.discard)
        task.add_done_callback(lambda _: turns.release())
        return await asyncio.shield(task)

    async def _tag(self, work: Work[Line, Answers], lines: Sequence[Line]) -> Answers:
        """Tag records; what killed a process is tried again, then apart, and fails only if it kills there too."""
        for _ in range(MOST_DEATHS):
            pool = self._pool
            if pool is None:
                raise _ended()
            try:
                return await _wait_for(submit(pool, work, lines))
            except BrokenProcessPool:
                await self._replace(pool)
        answers = await asyncio.to_thread(do_apart, work, lines, self._make_pool_apart)
        if self._pool is None:  # what `end` killed was not killed by a record
            raise _ended()
        return answers

    def _make_pool(self) -> ProcessPoolExecutor:
        return make_pool(self._works[True], self.jobs, _CONTEXT)

    def _make_pool_apart(self) -> ProcessPoolExecutor:
        pool = make_pool(self._works[True], 1, _CONTEXT)
        self._pools_apart.add(pool)
        if self._pool is None:  # only now: this is another thread than that which lets go of all pools
            raise _ended()
        return pool

    def _let_go(self) -> list[ProcessPoolExecutor]:
        pool, self._pool = self._pool, None
        return [*self._pools_apart, *([pool] if pool is not None else [])]

    async def _replace(self, broken: ProcessPoolExecutor) -> None:
        """Make the pool anew, once for all requests that were waiting for it."""
        if self._pool is broken:
            self._pool = self._make_pool()
            self._on_death()
            await asyncio.to_thread(end_pool, broken)


def _wait_for(future: Future[Answers]) -> asyncio.Future[Answers]:
    """Return what waits for a future of a pool, and does not cancel it when it is cancelled itself."""
    return asyncio.shield(asyncio.wrap_future(future))


def _ended() -> ServiceError:
    return ServiceError("the processes that tag have not been started, or were ended")


def read_line(line: Line) -> Record | Failure:
    """Return the record that a line holds, or the failure in its place."""
    record = read_json_record(line.data, line.place) if line.plain is None else _read_text(line, *line.plain)
    if isinstance(record, Record) and record.home is None and line.home is not None:
        return replace(record, home=line.home)
    return record


def _read_text(line: Line, record_id: str | None, language: str | None) -> Record | Failure:
    record_id = line.place if record_id is None else record_id
    try:
        return Record(record_id, decode(line.data, line.place), line.place, language=language)
    except ArticleError as error:
        return Failure.of(record_id, error)


def _encode(outcomes: list[Outcome], *, evidence: bool) -> Answers:
    text = "".join(FORMS["jsonl"].encode(outcome, evidence) for outcome in outcomes)
    failures = tuple(outcome for outcome in outcomes if isinstance(outcome, Failure))
    return Answers(text.encode(), len(outcomes), failures)
