"""Batches in several processes: chunks in, results out, in the same order, also when a process is killed.

The standard pool breaks as a whole when one of its processes dies, and all that it was working on is lost. Here the
chunks that wait are kept until their results have come; a pool that broke is made anew and they are given to it again.
A chunk that kills whoever works on it is halved until the record that kills is alone: that is a failure in its place.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import islice
from multiprocessing import parent_process
from pathlib import Path
from threading import Thread
from typing import Any, Generic, TypeVar

from dateline.predict.batch import Outcome, tag_records
from dateline.predict.records import Failure, Record
from dateline.predict.repeats import Repeats
from dateline.predict.tagger import Tagger

Chunk = Sequence[Record | Failure]
Result = TypeVar("Result")

_AHEAD = 3  # chunks that wait for each process: it never idles, and memory stays flat
_MOST_DEATHS = 2  # processes that may die over a chunk before it is halved


@dataclass(frozen=True)
class Work(Generic[Result]):
    """What the processes do.

    Attributes:
        tagger: The tagger, like which each process loads one of its own.
        folder: The bundle that it was loaded from.
        finish: Makes of a chunk's outcomes what is sent back; a function of a module.
    """

    tagger: Tagger
    folder: Path
    finish: Callable[[list[Outcome]], Result]


def tag_chunks(work: Work[Result], chunks: Iterable[Chunk], jobs: int) -> Generator[Result, None, None]:
    """Yield the result of each chunk, tagged in this process or in several.

    Args:
        work: What to do.
        chunks: Chunks of records.
        jobs: The number of processes.
    """
    if jobs > 1:
        yield from _tag_in_processes(work, chunks, jobs)
        return
    for chunk in chunks:
        yield work.finish(list(tag_records(work.tagger, chunk)))


def _tag_in_processes(work: Work[Result], chunks: Iterable[Chunk], jobs: int) -> Generator[Result, None, None]:
    source = iter(chunks)
    pool = _make_pool(work, jobs)
    waiting: deque[tuple[Chunk, Future[Result]]] = deque()
    deaths = 0
    try:
        while True:
            missing = jobs * _AHEAD - len(waiting)
            waiting.extend((chunk, _submit(pool, chunk)) for chunk in islice(source, missing))
            if not waiting:
                return
            try:
                result = waiting[0][1].result()
            except BrokenProcessPool:
                deaths += 1
                pool.shutdown(wait=False)
                pool = _make_pool(work, jobs)
                waiting = deque((chunk, _submit(pool, chunk)) for chunk, _ in waiting)
                if deaths <= _MOST_DEATHS:
                    continue
                result = work.finish(_tag_apart(work, waiting[0][0]))
            deaths = 0
            waiting.popleft()
            yield result
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _make_pool(work: Work[Result], jobs: int) -> ProcessPoolExecutor:
    tagger = work.tagger
    return ProcessPoolExecutor(
        jobs,
        initializer=_load_worker,
        initargs=(work.folder, tagger.home, tagger.min_score, tagger.repeats, work.finish),
    )


def _submit(pool: ProcessPoolExecutor, chunk: Chunk) -> Future[Any]:
    """Give a chunk to a pool; that it broke before shows when the result is asked for, as if it had broken since."""
    try:
        return pool.submit(_tag_chunk, chunk)
    except BrokenProcessPool as error:
        refused: Future[Any] = Future()
        refused.set_exception(error)
        return refused


def _tag_apart(work: Work[Any], chunk: Chunk) -> list[Outcome]:
    """Tag a chunk in a process of its own; where that dies, each half by itself. A record that was alone has failed."""
    with _make_pool(Work(work.tagger, work.folder, list), 1) as pool, suppress(BrokenProcessPool):
        return pool.submit(_tag_chunk, chunk).result()
    if len(chunk) > 1:
        middle = len(chunk) // 2
        return [*_tag_apart(work, chunk[:middle]), *_tag_apart(work, chunk[middle:])]
    [record] = chunk
    place = f"{record.place}: " if isinstance(record, Record) and record.place else ""
    message = f"{place}the process that tagged this record was killed, also when it had nothing else to do"
    return [Failure(record.id, "killed", f"{message}; it may need more memory than there is")]


_worker: list[Work[Any]] = []  # a process of the pool has one piece of work


def _load_worker(
    folder: Path,
    home: str | None,
    min_score: float | None,
    repeats: Repeats,
    finish: Callable[[list[Outcome]], Result],
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt ends the process that the user began, which ends these
    Thread(target=_end_with_parent, daemon=True).start()
    tagger = replace(Tagger.load(folder, home, min_score), repeats=repeats)
    _worker[:] = [Work(tagger, folder, finish)]


def _end_with_parent() -> None:
    """End this process where the one that made it was killed: it would wait for work forever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _tag_chunk(chunk: Chunk) -> Any:  # noqa: ANN401 # what its work makes of a chunk
    [work] = _worker
    return work.finish(list(tag_records(work.tagger, chunk)))
