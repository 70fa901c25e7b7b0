"""Bodies come whole and in lines, however they are cut on their way, and within limits."""

import asyncio
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from dateline.serve.bodies import check_length, read_body, read_lines
from dateline.serve.problems import Problem

PIECES = st.lists(st.text("ab\r\n ", max_size=6).map(str.encode), max_size=8)


def request_of(pieces: Iterable[bytes], *, whole: bool = True, length: str = "") -> Request:
    """Return a request whose body comes in pieces; where it is not whole, its client has gone behind them."""
    messages: list[Message] = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages.append({"type": "http.request", "body": b""} if whole else {"type": "http.disconnect"})

    async def receive() -> Message:
        return messages.pop(0)

    headers = [(b"content-length", length.encode())] if length else []
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


def lines_of(request: Request, most: int) -> list[bytes]:
    async def read() -> list[bytes]:
        return [line async for line in read_lines(request, most, 10)]

    return asyncio.run(read())


@given(PIECES)
def test_however_a_body_is_cut_its_lines_are_the_same(pieces: list[bytes]) -> None:
    body = b"".join(pieces)
    first, *others = body.split(b"\n")
    wanted = [line + b"\n" for line in [first, *others][:-1]] + [[first, *others][-1]]
    assert lines_of(request_of(pieces), len(body)) == wanted
    assert asyncio.run(read_body(request_of(pieces), len(body), 10)) == body


@given(PIECES, st.integers(0, 10))
def test_a_body_that_is_longer_than_it_may_be_is_refused(pieces: list[bytes], most: int) -> None:
    length = sum(map(len, pieces))
    for read in (
        lambda: lines_of(request_of(pieces), most),
        lambda: asyncio.run(read_body(request_of(pieces), most, 10)),
    ):
        if length <= most:
            read()
            continue
        with pytest.raises(Problem) as refused:
            read()
        assert refused.value.code == "too-large"
        assert refused.value.headers == {"Connection": "close"}


@given(PIECES, st.integers(0, 10))
def test_however_a_body_is_cut_all_whole_lines_before_the_limit_come(pieces: list[bytes], most: int) -> None:
    body = b"".join(pieces)
    found: list[bytes] = []

    async def read() -> None:
        async for line in read_lines(request_of(pieces), most, 10):
            found.append(line)  # those before the error are wanted

    if len(body) > most:
        with pytest.raises(Problem):
            asyncio.run(read())
        assert found == [line + b"\n" for line in body[:most].split(b"\n")[:-1]]


@pytest.mark.parametrize("pieces", [[], [b"a"], [b"a\n", b"b"]])
def test_a_client_that_goes_is_noticed(pieces: list[bytes]) -> None:
    with pytest.raises(ClientDisconnect):
        lines_of(request_of(pieces, whole=False), 100)
    with pytest.raises(ClientDisconnect):
        asyncio.run(read_body(request_of(pieces, whole=False), 100, 10))


@pytest.mark.parametrize(
    ("length", "refused"), [("", False), ("10", False), ("11", True), ("9" * 30, True), ("x", False)]
)
def test_the_length_that_is_told_is_checked(length: str, refused: bool) -> None:
    request = request_of([], length=length)
    if not refused:
        check_length(request, 10)
        return
    with pytest.raises(Problem, match="it may have 10") as problem:
        check_length(request, 10)
    assert problem.value.code == "too-large"
