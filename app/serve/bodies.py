"""Bodies of requests, read within limits of size and time."""

import asyncio
from collections.abc import AsyncIterator

from starlette.requests import Request

from dateline.serve.problems import Problem

_CLOSE = {"Connection": "close"}  # what is left of a body that was refused is not read


async def read_body(request: Request, most: int, seconds: float) -> bytes:
    """Return the whole body of a request.

    Args:
        request: The request.
        most: Bytes that it may have.
        seconds: Until it must have come.

    Raises:
        Problem: It is larger or slower.
    """
    check_length(request, most)
    try:
        async with asyncio.timeout(seconds):
            return b"".join([piece async for piece in _read_pieces(request, most)])
    except TimeoutError as error:
        raise Problem(
            "too-slow", f"the body has not come within {seconds:g} seconds; send it faster", _CLOSE
        ) from error


async def read_lines(request: Request, most: int, seconds: float) -> AsyncIterator[bytes]:
    """Yield the lines of a body as they come, with their ends, blank ones too.

    Args:
        request: The request.
        most: Bytes that the body may have.
        seconds: Until more of it must come.

    Raises:
        Problem: It is larger or slower.
    """
    pieces = _read_pieces(request, most)
    rest: list[bytes] = []
    while True:
        try:
            async with asyncio.timeout(seconds):
                piece = await anext(pieces, None)
        except TimeoutError as error:
            raise Problem("too-slow", f"no more of the body has come for {seconds:g} seconds", _CLOSE) from error
        if piece is None:
            break
        first, *others = piece.split(b"\n")
        rest.append(first)
        if others:
            yield b"".join([*rest, b"\n"])
            for line in others[:-1]:
                yield line + b"\n"
            rest = [others[-1]]
    yield b"".join(rest)


def check_length(request: Request, most: int) -> None:
    """Check the length that a request says its body has.

    Raises:
        Problem: It is longer than it may be.
    """
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > most:
        raise _too_large(f"has {int(length):,} bytes", most)


async def _read_pieces(request: Request, most: int) -> AsyncIterator[bytes]:
    size = 0
    async for piece in request.stream():
        kept = piece[: most - size]
        size += len(piece)
        if kept:
            yield kept  # also of a piece that goes on behind the limit: whole lines before it count
        if size > most:
            raise _too_large(f"has more than {most:,} bytes", most)


def _too_large(what: str, most: int) -> Problem:
    return Problem("too-large", f"the body {what}; it may have {most:,}. Send less at a time", _CLOSE)
