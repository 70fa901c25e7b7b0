"""Worker processes that tag: each loads a tagger of its own once, and ends with the process that made it."""

import os
import signal
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, replace
from multiprocessing import parent_process
from multiprocessing.context import BaseContext
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Generic, TypeVar

from dateline.predict.batch import Outcome, tag_records
from dateline.predict.records import Failure, Record
from dateline.predict.repeats import Repeats
from dateline.predict.tagger import Tagger

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Work(Generic[Item, Result]):
    """What the processes do with chunks of items.

    Attributes:
        tagger: The tagger, like which each process loads one of its own.
        folder: The bundle that it was loaded from.
        finish: Makes of a chunk's outcomes what is sent back; a function of a module.
        read: Makes of an item a record, or the failure in its place; a function of a module.
        seconds: The time that each item may take; None for all that it takes.
    """

    tagger: Tagger
    folder: Path
    finish: Callable[[list[Outcome]], Result]
    read: Callable[[Item], Record | Failure]
    seconds: float | None = None

    def do(self, chunk: Sequence[Item]) -> Result:
        """Do the work of a chunk in this process."""
        return self.finish(list(tag_records(self.tagger, map(self.read, chunk), self.seconds)))


_ending = Lock()  # a pool that two threads shut down at once closes its pipes twice


def make_pool(work: Work[Any, Any], jobs: int, context: BaseContext | None = None) -> ProcessPoolExecutor:
    """Return a pool of processes for work with this tagger.

    Args:
        work: The work; pieces that differ from it in `read` and `finish` can be given to the same pool.
        jobs: The number of processes.
        context: How processes are started; as the platform does it if not given.
    """
    tagger = work.tagger
    settings = (work.folder, tagger.home, tagger.min_score, tagger.repeats)
    return ProcessPoolExecutor(jobs, context, _load, settings)


def submit(pool: ProcessPoolExecutor, work: Work[Item, Result], chunk: Sequence[Item]) -> Future[Result]:
    """Give a chunk to a pool; that it broke before shows when the result is asked for, as if it had broken since."""
    try:
        return pool.submit(_do, work.finish, work.read, work.seconds, chunk)
    except BrokenProcessPool as error:
        refused: Future[Result] = Future()
        refused.set_exception(error)
        return refused


def end_pool(pool: ProcessPoolExecutor) -> None:
    """End the processes of a pool at once, whatever they do; of one that was shut down there are none."""
    with _ending:
        queue = getattr(pool, "_call_queue", None)
        processes = pool._processes or {}  # Python 3.14 has `kill_workers` for it
        for process in list(processes.values()):
            process.kill()
        if sys.version_info < (3, 11, 5) and queue is not None:
            # Else a thread goes on writing to nobody, and Python waits for it when it ends (python/cpython#94777).
            queue._reader.close()
        pool.shutdown()


def do_apart(work: Work[Item, Result], chunk: Sequence[Item], make: Callable[[], ProcessPoolExecutor]) -> Result:
    """Do the work of a chunk that killed a process before, in processes of its own.

    Where its process dies, each half is done by itself. A record that was alone has failed.

    Args:
        work: The work.
        chunk: The chunk.
        make: Makes a pool of one process for work with this tagger.
    """
    outcomes = Work(work.tagger, work.folder, _keep, work.read, work.seconds)
    return work.finish(_tag_apart(outcomes, chunk, make))


def _keep(outcomes: list[Outcome]) -> list[Outcome]:
    return outcomes


def _tag_apart(
    work: Work[Item, list[Outcome]], chunk: Sequence[Item], make: Callable[[], ProcessPoolExecutor]
) -> list[Outcome]:
    pool = make()
    try:
        with suppress(BrokenProcessPool):
            return submit(pool, work, chunk).result()
    finally:
        end_pool(pool)
    if len(chunk) > 1:
        middle = len(chunk) // 2
        return [*_tag_apart(work, chunk[:middle], make), *_tag_apart(work, chunk[middle:], make)]
    record = work.read(chunk[0])
    place = f"{record.place}: " if isinstance(record, Record) and record.place else ""
    message = f"{place}the process that tagged this record was killed, also when it had nothing else to do"
    return [Failure(record.id, "killed", f"{message}; it may need more memory than there is", record.fields)]


_tagger: list[Tagger] = []  # a process of a pool has one


def _load(folder: Path, home: str | None, min_score: float | None, repeats: Repeats) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt ends the process that the user began, which ends these
    Thread(target=_end_with_parent, daemon=True).start()
    _tagger[:] = [replace(Tagger.load(folder, home, min_score), repeats=repeats)]


def _end_with_parent() -> None:
    """End this process where the one that made it was killed: it would wait for work forever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _do(
    finish: Callable[[list[Outcome]], Result],
    read: Callable[[Item], Record | Failure],
    seconds: float | None,
    chunk: Sequence[Item],
) -> Result:
    [tagger] = _tagger
    return finish(list(tag_records(tagger, map(read, chunk), seconds)))
