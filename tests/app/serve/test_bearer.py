"""Where a token is set it is asked for, but for health, the page and the description."""

import asyncio
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Receive, Scope, Send

from dateline.serve.bearer import Bearer

from .program import Program
from .wire import ask

ASKED_FOR = ["/v1/tag", "/v1/tag/batch", "/v1/labels", "/v1/model", "/metrics", "/missing", "/page", "/health", "//"]
ASKED_FOR += ["/v1/tag/", "/openapi.json/", "/%2e/v1/model", "/docs/x", "/V1/model", "/v1%2Fmodel", "//page/x"]
OPEN = ["/", "/docs", "/openapi.json", "/health/live", "/health/ready", "/page/index.html"]
THROUGH = ["/page/../v1/model", "/page/%2e%2e/bearer.py", "/page//etc/passwd", "/health/../v1/model", "/health/%2e%2e"]
WRONG = ["", "Bearer", "Bearer ", "Bearer wrong", "Bearer sesam", "Bearer sesamee", "Bearer Sesame", "Basic sesame"]
WRONG += ["sesame", "Bearer sesame, Bearer sesame", "Bearer s e s a m e", "Bearer,sesame", "Bearer \xff"]
TOKENS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zs"]), min_size=1)


@pytest.mark.parametrize("target", ASKED_FOR)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_nothing_is_open_that_need_not_be(method: str, target: str, small: Program) -> None:
    answer, body = ask(small, method.encode(), target.encode())
    assert (answer.status, json.loads(body)["code"]) == (401, "unauthorized")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="dateline"'
    assert answer.headers["X-Request-ID"] is not None


@pytest.mark.parametrize("target", OPEN)
def test_health_page_and_description_are_open(target: str, small: Program) -> None:
    assert ask(small, b"GET", target.encode())[0].status == 200


@pytest.mark.parametrize("target", THROUGH)
def test_nothing_is_open_through_them(target: str, small: Program) -> None:
    assert ask(small, b"GET", target.encode())[0].status == 404


@pytest.mark.parametrize("given", WRONG)
def test_another_token_is_refused(given: str, small: Program) -> None:
    answer, _ = ask(small, b"GET", b"/v1/model", b"Authorization: " + given.encode("latin-1"))
    assert answer.status == 401


@pytest.mark.parametrize("given", ["Bearer sesame", "bearer sesame", "BEARER  sesame "])
def test_the_token_is_known(given: str, small: Program) -> None:
    assert ask(small, b"GET", b"/v1/model", b"Authorization: " + given.encode())[0].status == 200


def knows(token: str, given: str) -> bool:
    """Return whether a request with one token is let in where another is asked for."""
    let_in: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        let_in.append(scope)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        pass

    headers = [(b"authorization", b"Bearer " + given.encode(errors="surrogateescape"))]
    scope = {"type": "http", "path": "/v1/model", "headers": headers, "state": {"request_id": "x"}}
    asyncio.run(Bearer(app, token)(scope, receive, send))
    return bool(let_in)


@given(TOKENS, TOKENS)
def test_a_token_of_any_letters_is_known_and_no_other(token: str, other: str) -> None:
    assert knows(token, token)
    assert knows(token, other) == (token == other)


def test_a_token_of_any_bytes_is_known() -> None:
    assert knows("voil\udce0", "voil\udce0")
    assert knows("voilà", "voilà")
