"""Processes tag for an event loop; a record that kills them fails alone, and one that is given up is forgotten."""

import asyncio
import json
import multiprocessing
import os
import signal
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

import pytest

from dateline.labels.errors import ServiceError
from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.predict.records import Failure, Record
from dateline.predict.tagger import Tagger
from dateline.serve.tagging import Answers, Line, Tagging, read_line

from .conftest import TREATY
from .program import PATIENCE, wait_for

LONG = "\n".join(f"{number} {TREATY.replace(chr(10), chr(32)) * 2}" for number in range(4_500))  # takes seconds


class Deadly(str):
    """A place that kills the process that it is sent to."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return signal.raise_signal, (signal.SIGKILL,)


@asynccontextmanager
async def tagging_with(tagger: Tagger, deaths: list[None], seconds: float = PATIENCE) -> AsyncIterator[Tagging]:
    tagging = Tagging(tagger, DEFAULT_BUNDLE, 1, seconds, lambda: deaths.append(None))
    assert not tagging.ready
    await tagging.start()
    assert tagging.ready
    try:
        yield tagging
    finally:
        await tagging.stop()
        assert not tagging.ready


def line_of(number: int, place: str = "body", text: str = TREATY) -> Line:
    return Line(json.dumps({"id": str(number), "text": text}).encode(), place)


def begun_since(others: list[BaseProcess]) -> list[int]:
    """Return the processes begun since there were but these."""
    return [child.pid for child in multiprocessing.active_children() if child not in others and child.pid is not None]


def test_a_record_that_kills_fails_alone_and_all_others_are_tagged(tagger: Tagger) -> None:
    deaths: list[None] = []

    async def run() -> tuple[Answers, list[Answers]]:
        async with tagging_with(tagger, deaths) as tagging:
            good = await tagging.tag(line_of(0), evidence=True)
            found = await asyncio.gather(
                tagging.tag_of_batch([line_of(1), line_of(2, Deadly("body:2"))], evidence=True),
                tagging.tag(line_of(3), evidence=True),
            )
            assert asyncio.all_tasks() == {asyncio.current_task()}
            return good, [*found, await tagging.tag(line_of(4), evidence=True)]

    good, [mixed, beside, behind] = asyncio.run(run())

    def like_good(number: int) -> bytes:
        return good.lines.replace(b'"id": "0"', b'"id": "%d"' % number)

    first, second = mixed.lines.splitlines(keepends=True)
    assert first == like_good(1)
    assert json.loads(second)["id"] == "2"
    assert (mixed.records, [failure.code for failure in mixed.failures]) == (2, ["killed"])
    assert mixed.failures[0].message.startswith("body:2: the process that tagged this record was killed")
    assert (beside.lines, behind.lines) == (like_good(3), like_good(4))
    assert deaths == [None, None]


def test_articles_that_are_given_up_are_not_tagged_but_for_those_that_were_begun(tagger: Tagger) -> None:
    async def run() -> Answers:
        async with tagging_with(tagger, []) as tagging:
            tasks = [asyncio.create_task(tagging.tag(line_of(number), evidence=False)) for number in range(50)]
            await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)
            assert all(task.cancelled() for task in tasks)
            assert len(asyncio.all_tasks()) <= 3
            answers = await tagging.tag(line_of(1), evidence=False)
            assert asyncio.all_tasks() == {asyncio.current_task()}
            return answers

    answers = asyncio.run(run())
    assert (answers.records, answers.failures) == (1, ())
    assert b"evidence" not in answers.lines


def test_a_kill_is_told_to_those_who_wait_though_others_have_given_up(tagger: Tagger) -> None:
    deaths: list[None] = []
    others = multiprocessing.active_children()

    async def run() -> list[Answers]:
        async with tagging_with(tagger, deaths) as tagging, asyncio.timeout(PATIENCE):
            [process] = begun_since(others)
            os.kill(process, signal.SIGSTOP)
            alone = [tagging.tag(line_of(number), evidence=False) for number in range(4)]
            batch = [tagging.tag_of_batch([line_of(number)], evidence=False) for number in range(4, 8)]
            waiting = [asyncio.create_task(each) for each in (*alone, *batch)]
            await asyncio.sleep(0.1)  # so that the pool has got what it gets
            for task in waiting[::2]:
                task.cancel()
            await asyncio.sleep(0)
            os.kill(process, signal.SIGKILL)
            return await asyncio.gather(*waiting[1::2])

    assert [json.loads(answers.lines)["id"] for answers in asyncio.run(run())] == ["1", "3", "5", "7"]
    assert deaths == [None]


def test_an_article_that_takes_too_long_fails_in_its_place_and_frees_its_process(tagger: Tagger) -> None:
    long = line_of(1, "body:1", LONG)

    async def run() -> tuple[Answers, Answers]:
        async with tagging_with(tagger, [], 0.3) as tagging:
            await tagging.tag(line_of(0), evidence=False)  # the first takes longer: it fills what is filled when needed
            mixed = await tagging.tag_of_batch([long, line_of(2)], evidence=False)
            return mixed, await tagging.tag(line_of(3), evidence=False)

    mixed, alone = asyncio.run(run())
    first, second = map(json.loads, mixed.lines.splitlines())
    message = "body:1: the article was not tagged within 0.3 seconds"
    assert first == {"id": "1", "error": {"code": "timeout", "message": message}}
    assert (second["id"], second["domains"][0]["id"]) == ("2", "extradition")
    assert (mixed.records, [failure.code for failure in mixed.failures]) == (2, ["timeout"])
    assert alone.failures == ()


def test_processes_end_at_once_whatever_they_do(tagger: Tagger) -> None:
    others = multiprocessing.active_children()

    async def run() -> None:
        async with asyncio.timeout(PATIENCE), tagging_with(tagger, []) as tagging:
            [process] = begun_since(others)
            os.kill(process, signal.SIGSTOP)
            waiting = asyncio.create_task(tagging.tag(line_of(1), evidence=False))
            await asyncio.sleep(0)
            await tagging.stop()
            with pytest.raises(ServiceError, match="have not been started, or were ended"):
                await waiting

    asyncio.run(run())
    wait_for(lambda: not begun_since(others))


class Stopping(str):
    """A place that stops the process that it is sent to, for good."""

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return signal.raise_signal, (signal.SIGSTOP,)


def has_stopped(process: int) -> bool:
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, check=False)
    return listed.stdout.startswith(b"T")


@pytest.mark.parametrize("deaths", [0, 1, 2], ids=["first", "second", "apart"])
def test_an_end_in_any_attempt_is_the_last(deaths: int, tagger: Tagger) -> None:
    others = multiprocessing.active_children()

    async def stopped() -> int:
        while True:
            for process in begun_since(others):
                if has_stopped(process):
                    return process
            await asyncio.sleep(0.01)

    async def run() -> None:
        async with asyncio.timeout(PATIENCE), tagging_with(tagger, []) as tagging:
            waiting = asyncio.create_task(tagging.tag(line_of(1, Stopping("body")), evidence=False))
            for _ in range(deaths):
                os.kill(await stopped(), signal.SIGKILL)
            await stopped()
            await tagging.stop()
            with pytest.raises(ServiceError, match="have not been started, or were ended"):
                await waiting

    asyncio.run(run())
    wait_for(lambda: not begun_since(others))


def test_a_loop_that_ends_before_its_processes_lets_them_end(tagger: Tagger) -> None:
    taggings: list[Tagging] = []
    others = multiprocessing.active_children()
    large = "x" * 200_000  # more than a pipe holds

    async def run() -> None:
        tagging = Tagging(tagger, DEFAULT_BUNDLE, 1, PATIENCE, lambda: None)
        taggings.append(tagging)
        await tagging.start()
        os.kill(begun_since(others)[0], signal.SIGSTOP)
        alone = [asyncio.create_task(tagging.tag(line_of(n, text=large), evidence=False)) for n in range(4)]
        batch = [tagging.tag_of_batch([line_of(n, text=large)], evidence=False) for n in range(4)]
        asyncio.gather(*alone, *batch).cancel()
        await asyncio.sleep(0.1)

    with suppress(asyncio.CancelledError):
        asyncio.run(run())
    taggings[0].end()
    wait_for(lambda: not begun_since(others))


def test_processes_that_die_while_they_load_are_an_error(tagger: Tagger, tmp_path: Path) -> None:
    async def run() -> None:
        tagging = Tagging(tagger, tmp_path, 1, PATIENCE, lambda: None)
        try:
            with pytest.raises(ServiceError, match="has died while it was loading the model"):
                await tagging.start()
        finally:
            await tagging.stop()

    asyncio.run(run())


@pytest.mark.parametrize(
    ("own", "asked", "found"), [(None, None, None), (None, "FR", "FR"), ("LA", "FR", "LA"), ("none", "FR", "none")]
)
def test_a_records_own_home_wins(own: str | None, asked: str | None, found: str | None) -> None:
    record = read_line(Line(json.dumps({"text": TREATY, "home": own}).encode(), "body:7", asked))
    assert record == Record("body:7", TREATY, "body:7", home=found)


@pytest.mark.parametrize("plain", [(None, None), ("a", None), ("", "fr")])
def test_a_text_has_the_id_and_language_that_it_is_given(plain: tuple[str | None, str | None]) -> None:
    record = read_line(Line(TREATY.encode(), "body", "FR", plain))
    assert record == Record("body" if plain[0] is None else plain[0], TREATY, "body", home="FR", language=plain[1])


@pytest.mark.parametrize("plain", [None, ("a", None)])
def test_what_cannot_be_read_is_a_failure(plain: tuple[str | None, str | None] | None) -> None:
    failure = read_line(Line(b"caf\xe9", "body", "FR", plain))
    assert isinstance(failure, Failure)
    assert (failure.id, failure.code) == ("body" if plain is None else "a", "article")
