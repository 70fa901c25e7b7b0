"""Each request has an id and a line in the log, which holds nothing that a client could forge or that is its own."""

import asyncio
import json
import re
import socket
import uuid

import httpx
import pytest
from starlette.types import Message, Receive, Scope, Send

from dateline.serve.access import Access
from dateline.serve.metrics import Metrics

from .conftest import TREATY
from .program import Program, wait_for
from .wire import BATCH, LINES, ask, connected, posting

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
REQUESTS = [
    ("GET", "/", 200),
    ("GET", "/docs", 200),
    ("GET", "/page/index.html", 200),
    ("GET", "/page/missing", 404),
    ("GET", "/health/live", 200),
    ("GET", "/health/ready", 200),
    ("GET", "/v1/labels", 200),
    ("GET", "/v1/model", 200),
    ("GET", "/metrics", 200),
    ("GET", "/openapi.json", 200),
    ("GET", "/missing", 404),
    ("DELETE", "/v1/model", 405),
    ("POST", "/v1/tag", 415),
    ("POST", "/v1/tag?home=XX", 415),
]


@pytest.mark.parametrize(("method", "address", "status"), REQUESTS)
def test_each_answer_has_an_id_and_says_what_a_browser_may_do_with_it(
    method: str, address: str, status: int, client: httpx.Client, service: Program
) -> None:
    answer = client.request(method, address)
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "Server" not in answer.headers
    request = answer.headers["X-Request-ID"]
    assert uuid.UUID(request).version == 4
    if status >= 400:
        assert answer.json()["instance"] == f"urn:uuid:{request}"
    logged = service.logged(request)
    assert (logged["method"], logged["path"], logged["status"]) == (method, address.partition("?")[0], status)
    assert logged["bytes_out"] == len(answer.content)
    assert logged["client"] == "127.0.0.1"
    assert "articles" not in logged


def test_ids_are_new_also_where_the_client_brings_one(client: httpx.Client) -> None:
    own = str(uuid.uuid4())
    answers = [client.get("/health/live", headers={"X-Request-ID": own}) for _ in range(2)]
    assert len({own, *(answer.headers["X-Request-ID"] for answer in answers)}) == 3


def test_the_log_tells_sizes_and_articles_but_not_what_they_are(client: httpx.Client, service: Program) -> None:
    body = "\n".join(json.dumps({"id": f"secret{number}", "text": TREATY}) for number in range(6)) + "\nno JSON"
    query = {"home": "FR"}
    answers = [
        client.post(BATCH, content=body.encode(), headers={"Content-Type": LINES}, params=query),
        client.post("/v1/tag", json={"text": TREATY}, params={**query, "id": "secret"}),
        client.post("/v1/tag", content=b"secret\0", headers={"Content-Type": "text/plain"}),
    ]
    logged = [service.logged(answer.headers["X-Request-ID"]) for answer in answers]
    assert [(line["status"], line["articles"], line["failed"]) for line in logged] == [
        (200, 7, 1),
        (200, 1, 0),
        (422, 1, 1),
    ]
    assert [line["bytes_in"] for line in logged] == [len(answer.request.content) for answer in answers]
    assert [line["bytes_out"] for line in logged] == [len(answer.content) for answer in answers]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00", line["time"]) for line in logged)
    assert all(line["ms"] >= 0 for line in logged)
    told = service.log.read_text(encoding="utf-8")
    assert "secret" not in told
    assert "extradition" not in told


FORGED = [
    (b"GET", b"/%0A%7B%22request%22:%22forged%22%7D%0D%0A"),
    (b"GET", b"/%E2%80%A8%C2%85%0B%0C%00%1B[31m"),
    (b"GET", b"/%FF%ED%A0%80"),
    (b"GET", b'/"forged"?%0Aforged'),
    (b"GET", b"//forged/%2e%2e/v1"),
    (b"FORGED{}", b"/v1/model"),
    (b"OPTIONS", b"*"),
    (b"GET", b"http://forged/v1/model"),
]


@pytest.fixture(params=["service", "small"])
def either(request: pytest.FixtureRequest) -> Program:
    program: Program = request.getfixturevalue(request.param)
    return program


@pytest.mark.parametrize(("method", "target"), FORGED)
def test_no_request_can_write_a_line_of_its_own(method: bytes, target: bytes, either: Program) -> None:
    before = count_refused(either)
    answer, _ = ask(either, method, target, b"X-Request-ID: forged", b"Forwarded: for=forged")
    if answer.status == 400:
        wait_for(lambda: count_refused(either) == before + 1)
    else:
        assert answer.status in {200, 401, 404, 405}
        line = either.logged(answer.headers["X-Request-ID"])
        assert (line["status"], line["method"], line["client"]) == (answer.status, method.decode(), "127.0.0.1")
    assert not [line for line in either.lines() if line.get("request") == "forged"]
    assert either.log.read_text(encoding="utf-8").isascii()


def count_refused(program: Program) -> int:
    """Return how many lines of the log are about what is no HTTP."""
    return sum(line.get("message") == "Invalid HTTP request received." for line in program.lines())


@pytest.mark.parametrize("host", [b"[", b"a b", b"\xff", b"dateline:port"])
def test_a_host_that_is_none_makes_no_difference(host: bytes, either: Program) -> None:
    with connected(either) as wire:
        wire.socket.sendall(b"GET /missing HTTP/1.1\r\nHost: %b\r\n\r\n" % host)
        assert wire.response.status in {400, 401, 404}


def test_what_is_no_http_is_refused_and_the_next_request_is_answered(either: Program) -> None:
    for garbage in (b"\x16\x03\x01\x02\x00\x01\n\r\n\r\n", b"GET /\r\n\r\n", b"x" * 100_000 + b"\r\n\r\n"):
        with connected(either) as wire:
            wire.socket.sendall(garbage)
            wire.socket.shutdown(socket.SHUT_WR)
            assert wire.socket.recv(100)[:12] in {b"HTTP/1.1 400", b""}
    with either.client() as client:
        assert client.get("/health/live").status_code == 200


def test_a_client_that_goes_before_its_body_has_come_is_noted(service: Program) -> None:
    before = len(service.lines())
    with posting(service, "/v1/tag", "text/plain", content_length="100") as wire:
        wire.socket.sendall(b"Hanoi")
        wait_for(lambda: service.at_work() == 1)
    noted = wait_for(lambda: [line for line in service.lines()[before:] if line["path"] == "/v1/tag"])
    assert [(line["status"], line["bytes_in"], line["bytes_out"]) for line in noted] == [(499, 5, 0)]
    assert service.at_work() == 0


@pytest.mark.parametrize("started", [False, True])
def test_an_error_of_the_service_is_told_by_its_id(started: bool, caplog: pytest.LogCaptureFixture) -> None:
    sent: list[Message] = []

    async def fail(scope: Scope, receive: Receive, send: Send) -> None:
        if started:
            await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("the disk is gone")

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    asyncio.run(Access(fail, Metrics())(scope, receive, send))
    request = dict(sent[0]["headers"])[b"x-request-id"].decode()
    assert f"request {request} failed" in caplog.text
    assert "the disk is gone" in caplog.text
    if started:
        assert [message["status"] for message in sent] == [200]
        return
    head, body = sent
    told = json.loads(body["body"])
    assert (head["status"], told["code"], told["instance"]) == (500, "internal", f"urn:uuid:{request}")
    assert "disk" not in told["detail"]
