"""Clients that misbehave, each in its own way, again and again until they are told to end."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

from load_client import BATCH, TAG, Connection, head
from load_texts import to_json, to_lines

Outcomes = Counter[tuple[str, str]]
"""How often what was done ended how."""

Way = Callable[[Connection, Iterator[str]], Awaitable[str]]
"""What is done with a connection, and how it ended."""

_PAUSE = 0.2  # seconds between two tries
_TOO_MUCH = 5 * 2**20


async def send_slowly(connection: Connection, texts: Iterator[str]) -> str:
    """Send a body at a byte a second."""
    body = to_json(next(texts))
    connection.send(head(TAG, f"Content-Length: {len(body)}"))
    return await _drip(connection, body)


async def send_head_slowly(connection: Connection, texts: Iterator[str]) -> str:
    """Send a head at a byte a second."""
    del texts
    return await _drip(connection, head(TAG, f"X-Padding: {'x' * 10_000}"))


async def _drip(connection: Connection, data: bytes) -> str:
    answer = asyncio.create_task(connection.receive())
    try:
        for position in range(len(data)):
            connection.send(data[position : position + 1])
            done, _ = await asyncio.wait([answer], timeout=1)
            if done:
                break
        return str((await answer).status)
    finally:
        answer.cancel()


async def announce_too_much(connection: Connection, texts: Iterator[str]) -> str:
    """Announce a body that is too large, and wait."""
    del texts
    connection.send(head(TAG, f"Content-Length: {_TOO_MUCH}"))
    return str((await connection.receive()).status)


async def send_too_much(connection: Connection, texts: Iterator[str]) -> str:
    """Send a body that is too large without announcing its length."""
    del texts
    connection.send(head(TAG, "Transfer-Encoding: chunked"))
    piece = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    with suppress(ConnectionError):  # the answer may have come before the end
        for _ in range(_TOO_MUCH // 0x10000):
            await connection.send_all(piece)
    return str((await connection.receive()).status)


async def send_nonsense(connection: Connection, texts: Iterator[str]) -> str:
    """Send half of a record as if it were whole."""
    body = to_json(next(texts))
    return str((await connection.post(TAG, body[: len(body) // 2])).status)


async def leave_early(connection: Connection, texts: Iterator[str]) -> str:
    """Leave in the middle of a body."""
    body = to_json(next(texts))
    connection.send(head(TAG, f"Content-Length: {len(body)}"), body[: len(body) // 2])
    await asyncio.sleep(_PAUSE)
    return "left"


async def leave_answer(connection: Connection, texts: Iterator[str]) -> str:
    """Leave in the middle of the answer to a batch."""
    body = to_lines(texts, 20)
    connection.send(head(BATCH, f"Content-Length: {len(body)}"), body)
    while b'"model"' not in await connection.receive_some():
        pass
    return "left"


WAYS: dict[str, Way] = {
    "a body at a byte a second": send_slowly,
    "a head at a byte a second": send_head_slowly,
    "5 MB announced": announce_too_much,
    "5 MB sent in chunks": send_too_much,
    "half a record": send_nonsense,
    "gone in the middle of a body": leave_early,
    "gone in the middle of an answer": leave_answer,
}


async def misuse(port: int, texts: Iterator[str], seconds: float) -> Outcomes:
    """Misuse a service in all ways at once for some seconds, and return how that ended."""
    outcomes: Outcomes = Counter()
    async with asyncio.TaskGroup() as group:
        for name, way in WAYS.items():
            group.create_task(_repeat(port, name, way, texts, outcomes, seconds))
    return outcomes


async def _repeat(port: int, name: str, way: Way, texts: Iterator[str], outcomes: Outcomes, seconds: float) -> None:
    outcome = ""
    try:
        async with asyncio.timeout(seconds):
            while True:
                outcome = "held until the end"
                outcome = await _try(port, way, texts)
                outcomes[name, outcome] += 1
                await asyncio.sleep(_PAUSE)
    except TimeoutError:
        if outcome.startswith("held"):
            outcomes[name, outcome] += 1


async def _try(port: int, way: Way, texts: Iterator[str]) -> str:
    connection = await Connection.open(port)
    try:
        return await way(connection, texts)
    except (OSError, asyncio.IncompleteReadError):
        return "cut"
    finally:
        connection.close()
