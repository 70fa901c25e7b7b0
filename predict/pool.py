"""Batches in several processes: chunks in, results out, in the same order, also when a process is killed.

The standard pool breaks as a whole when one of its processes dies, and all that it was working on is lost. Here the
chunks that wait are kept until their results have come; a pool that broke is made anew and they are given to it again.
A chunk that kills whoever works on it is halved until the record that kills is alone: that is a failure in its place.
"""

from collections import deque
from collections.abc import Generator, Iterable, Sequence
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice

from dateline.predict.workers import Item, Result, Work, do_apart, end_pool, make_pool, submit

AHEAD = 3
"""Chunks that wait for each process: it never idles, and memory stays flat."""

MOST_DEATHS = 2
"""Processes that may die over a chunk before it is done apart."""


def tag_chunks(work: Work[Item, Result], chunks: Iterable[Sequence[Item]], jobs: int) -> Generator[Result, None, None]:
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
        yield work.do(chunk)


def _tag_in_processes(
    work: Work[Item, Result], chunks: Iterable[Sequence[Item]], jobs: int
) -> Generator[Result, None, None]:
    source = iter(chunks)
    pool = make_pool(work, jobs)
    waiting: deque[tuple[Sequence[Item], Future[Result]]] = deque()
    deaths = 0
    try:
        while True:
            missing = jobs * AHEAD - len(waiting)
            waiting.extend((chunk, submit(pool, work, chunk)) for chunk in islice(source, missing))
            if not waiting:
                pool.shutdown()  # what ends while the interpreter ends may find its pipes closed
                return
            try:
                result = waiting[0][1].result()
            except BrokenProcessPool:
                deaths += 1
                end_pool(pool)
                pool = make_pool(work, jobs)
                waiting = deque((chunk, submit(pool, work, chunk)) for chunk, _ in waiting)
                if deaths <= MOST_DEATHS:
                    continue
                result = do_apart(work, waiting[0][0], partial(make_pool, work, 1))
            deaths = 0
            waiting.popleft()
            yield result
    finally:
        end_pool(pool)
