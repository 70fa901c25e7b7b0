"""A pool does pieces of work that differ in how they read and finish; that it broke shows in their results."""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from functools import partial

import pytest

from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.predict.batch import Outcome, as_record
from dateline.predict.records import Failure, Record
from dateline.predict.tagger import Tagger
from dateline.predict.workers import Work, do_apart, make_pool, submit

PATIENCE = 60  # seconds until a test that waits fails
PLACES = ("Fiji", "Peru", "Laos")


def read_place(place: str) -> Record | Failure:
    return Record(place, f"{place} signs a police pact today", f"{place}:1") if place else Failure("", "article", "no")


def tell_ids(outcomes: list[Outcome]) -> list[str]:
    return [outcome.id if isinstance(outcome, Failure) else outcome.tagged.article.id for outcome in outcomes]


def tell_process(outcomes: list[Outcome]) -> int:
    return os.getpid()


@pytest.fixture(scope="module")
def work(tagger: Tagger) -> Work[str, list[str]]:
    return Work(tagger, DEFAULT_BUNDLE, tell_ids, read_place)


@pytest.fixture
def pool(work: Work[str, list[str]]) -> Iterator[ProcessPoolExecutor]:
    with make_pool(work, 1, multiprocessing.get_context("spawn")) as pool:
        yield pool


def test_one_pool_does_pieces_of_several_kinds(pool: ProcessPoolExecutor, work: Work[str, list[str]]) -> None:
    pids = Work(work.tagger, work.folder, tell_process, as_record)
    chunks = [["Fiji", ""], [], ["Peru"]]
    futures = [submit(pool, work, chunk) for chunk in chunks]
    process = submit(pool, pids, [Record("a", "Hanoi")]).result(PATIENCE)
    assert [future.result(PATIENCE) for future in futures] == chunks == [work.do(chunk) for chunk in chunks]
    assert process != os.getpid()

    os.kill(process, signal.SIGINT)  # whoever interrupts the program interrupts its processes too
    assert submit(pool, pids, []).result(PATIENCE) == process

    os.kill(process, signal.SIGKILL)
    broken = submit(pool, work, ["Laos"])
    wait([broken], PATIENCE)
    again = submit(pool, work, ["Laos"])
    for future in (broken, again):
        with pytest.raises(BrokenProcessPool):
            future.result(PATIENCE)


def test_a_chunk_that_does_not_kill_is_done_apart_as_it_would_be_here(work: Work[str, list[str]]) -> None:
    others = multiprocessing.active_children()
    make = partial(make_pool, work, 1, multiprocessing.get_context("spawn"))
    assert do_apart(work, PLACES, make) == list(PLACES) == work.do(PLACES)
    assert set(multiprocessing.active_children()) <= set(others)
