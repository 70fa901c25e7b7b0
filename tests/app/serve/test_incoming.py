"""Records are numbered by their lines, wait until they are taken, and tell when whoever sent them has gone."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

import pytest
from starlette.requests import Request
from starlette.types import Message

from dateline.serve.incoming import Incoming
from dateline.serve.limits import Limits
from dateline.serve.tagging import Line

from .program import PATIENCE

Result = TypeVar("Result")

END: Message = {"type": "http.request", "body": b"", "more_body": False}
GONE: Message = {"type": "http.disconnect"}


def piece(body: bytes) -> Message:
    return {"type": "http.request", "body": body, "more_body": True}


def read(
    messages: Iterator[Message], use: Callable[[Incoming], Awaitable[Result]], limits: Limits | None = None
) -> Result:
    """Return what is made of records that come so; behind the last message nothing more comes."""

    async def receive() -> Message:
        message = next(messages, None)
        if message is None:
            await asyncio.Event().wait()
        assert message is not None
        return message

    async def run() -> Result:
        request = Request({"type": "http", "method": "POST", "headers": []}, receive)
        incoming = Incoming(request, limits or Limits(), "FR")
        try:
            async with asyncio.timeout(PATIENCE):
                return await use(incoming)
        finally:
            incoming.stop()
            await asyncio.sleep(0.01)
            assert asyncio.all_tasks() == {asyncio.current_task()}

    return asyncio.run(run())


async def take_all(incoming: Incoming) -> tuple[list[Line], str | None]:
    found: list[Line] = []
    while incoming.open:
        found += await incoming.take(4)
    return found, None if incoming.problem is None else incoming.problem.code


def test_records_are_called_by_their_lines_and_blank_ones_are_none() -> None:
    found = read(iter([piece(b"\na\n \r\nb"), piece(b"b\r\n\n\nc"), END]), take_all)
    assert found == (
        [Line(b"a\n", "body:2", "FR"), Line(b"bb\r\n", "body:4", "FR"), Line(b"c", "body:7", "FR")],
        None,
    )


def test_so_many_are_taken_at_once_as_wait_and_no_more_than_asked_for() -> None:
    async def take(incoming: Incoming) -> list[int]:
        return [len(await incoming.take(4)) for _ in range(3)]

    async def take_one(incoming: Incoming) -> int:
        return len(await incoming.take(4))

    assert read(iter([piece(b"a\n"), piece(b"b\n" * 6), END]), take) == [4, 3, 0]
    assert read(iter([piece(b"a\n")]), take_one) == 1


def test_the_body_is_read_while_nothing_is_taken() -> None:
    left = [piece(b"a\n" * 10) for _ in range(50)]

    async def wait(incoming: Incoming) -> tuple[int, bool]:
        while left:
            await asyncio.sleep(0)
        return len((await take_all(incoming))[0]), incoming.gone

    assert read((left.pop() if left else END for _ in range(51)), wait) == (500, False)


@pytest.mark.parametrize("last", [[END, GONE], [GONE], [piece(b"b"), GONE]], ids=["whole", "cut", "cut in a line"])
def test_that_the_client_has_gone_is_known_before_its_records_are_taken(last: list[Message]) -> None:
    async def wait(incoming: Incoming) -> list[Line]:
        while not incoming.gone:
            await asyncio.sleep(0)
        return (await take_all(incoming))[0]

    assert [line.data for line in read(iter([piece(b"a\n"), *last]), wait)] == [b"a\n"]


@pytest.mark.parametrize(
    ("limits", "records", "code"),
    [
        (Limits(batch=2), 2, "too-large"),
        (Limits(batch=3), 3, None),
        (Limits(batch_body=5), 2, "too-large"),
        (Limits(batch_body=6), 3, None),
    ],
)
def test_a_limit_ends_the_body_and_is_told(limits: Limits, records: int, code: str | None) -> None:
    found, problem = read(iter([piece(b"a\nb\nc\n"), END]), take_all, limits)
    assert (len(found), problem) == (records, code)


def test_what_comes_behind_a_limit_is_read_but_not_kept() -> None:
    async def wait(incoming: Incoming) -> tuple[int, bool]:
        while not incoming.gone:
            await asyncio.sleep(0)
        return len((await take_all(incoming))[0]), incoming.waiting

    assert read(iter([piece(b"a\n" * 5), piece(b"a\n" * 5), END, GONE]), wait, Limits(batch=2)) == (2, False)


def test_a_body_that_comes_no_more_is_ended() -> None:
    found, problem = read(iter([piece(b"a\nb")]), take_all, Limits(seconds=0.05))
    assert ([line.data for line in found], problem) == ([b"a\n"], "too-slow")
