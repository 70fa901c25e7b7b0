"""A batch: a line for each record, in the same order, while the body still comes; a limit is told in the last line."""

import asyncio
import json
import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import Any

import httpx
import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from dateline.models.bundle import DEFAULT_BUNDLE
from dateline.predict.tagger import Tagger
from dateline.serve.batch import Batch, BatchResponse
from dateline.serve.limits import Limits
from dateline.serve.tagging import Answers, Line, Tagging

from .conftest import TREATY, Printed
from .program import PATIENCE, Program, wait_for
from .wire import BATCH, LINES, Wire, posting

HEADERS = {"Content-Type": LINES}


def record(number: int, **fields: object) -> bytes:
    return json.dumps({"id": str(number), "text": TREATY, **fields}).encode() + b"\n"


def ids(answer: bytes) -> list[str]:
    return [json.loads(line)["id"] for line in answer.splitlines()]


def last_error(wire: Wire) -> dict[str, Any]:
    """Read the whole answer, and return what its last line says is wrong."""
    assert wire.response.status == 200
    last = json.loads(wire.response.read().splitlines()[-1])
    assert last["id"] == "body"
    error: dict[str, Any] = last["error"]
    return error


def test_the_answer_is_what_the_command_line_prints(
    client: httpx.Client, records: list[bytes], printed: Printed
) -> None:
    body = b"\n".join(records)
    answer = client.post(BATCH, content=body, headers=HEADERS)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, LINES)
    assert answer.content == printed(body)
    assert len(answer.content.splitlines()) == len(records)


@pytest.mark.parametrize("media_type", [LINES, "application/jsonl", "application/x-jsonlines; charset=utf-8"])
def test_all_names_of_json_lines_are_known(media_type: str, client: httpx.Client) -> None:
    answer = client.post(BATCH, content=record(1), headers={"Content-Type": media_type})
    assert (answer.status_code, ids(answer.content)) == (200, ["1"])


def test_another_type_is_refused(client: httpx.Client) -> None:
    answer = client.post(BATCH, json=[{"text": TREATY}])
    assert (answer.status_code, answer.json()["code"]) == (415, "media-type")
    assert f"`Content-Type: {LINES}`" in answer.json()["detail"]


@pytest.mark.parametrize("blank", [b"", b"\n", b"\r\n", b" \t\r\n\n"])
def test_ends_of_lines_and_blank_lines_make_no_difference(blank: bytes, client: httpx.Client) -> None:
    lines = [record(number).strip() for number in range(3)]
    wanted = client.post(BATCH, content=b"\n".join(lines), headers=HEADERS).content
    assert ids(wanted) == ["0", "1", "2"]
    for end in (b"\n", b"\r\n"):
        for last in (b"", end):
            body = blank + (end + blank).join(lines) + last
            assert client.post(BATCH, content=body, headers=HEADERS).content == wanted


def test_a_record_without_an_id_is_called_by_its_line(client: httpx.Client) -> None:
    body = b'\n{"text": "Hanoi"}\n\n{"text": "Suva"}\nno JSON'
    assert ids(client.post(BATCH, content=body, headers=HEADERS).content) == ["body:2", "body:4", "body:5"]


@pytest.mark.parametrize("body", [b"", b"\n", b" \r\n\r\n"])
def test_nothing_gives_nothing(body: bytes, client: httpx.Client) -> None:
    answer = client.post(BATCH, content=body, headers=HEADERS)
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_client_may_send_all_before_it_reads(service: Program) -> None:
    # More than the buffers of both ends hold, in and out.
    with posting(service) as wire:
        for number in range(60):
            wire.send(record(number, carried="x" * 400_000))
        wire.finish()
        assert ids(wire.response.read()) == [str(number) for number in range(60)]


def test_a_client_may_wait_for_each_line(service: Program) -> None:
    with posting(service) as wire:
        for number in range(10):
            wire.send(record(number))
            assert ids(wire.response.readline()) == [str(number)]
        wire.finish()
        assert wire.response.read() == b""


def test_a_line_may_come_in_pieces(service: Program) -> None:
    line = record(1, title="Hà Nội")
    with posting(service) as wire:
        for at in range(0, len(line), 7):
            wire.send(line[at : at + 7])
        assert ids(wire.response.readline()) == ["1"]
        wire.send(record(2)[:-1])
        wire.finish()
        assert ids(wire.response.read()) == ["2"]


def test_the_connection_can_be_used_again(client: httpx.Client, service: Program) -> None:
    first = client.post(BATCH, content=iter([record(1), record(2)]), headers=HEADERS)
    again = client.post(BATCH, content=record(3), headers=HEADERS)
    streams = [answer.extensions["network_stream"].get_extra_info("client_addr") for answer in (first, again)]
    assert streams[0] == streams[1]
    assert ids(first.content + again.content) == ["1", "2", "3"]


def test_a_batch_may_have_so_many_records_and_no_more(small: Program) -> None:
    with small.client() as client:
        whole = client.post(BATCH, content=b"".join(map(record, range(8))), headers=HEADERS)
        assert ids(whole.content) == [str(number) for number in range(8)]
        over = client.post(BATCH, content=b"".join(map(record, range(100))), headers=HEADERS)
    *lines, last = over.content.splitlines(keepends=True)
    assert b"".join(lines) == whole.content
    assert json.loads(last) == {
        "id": "body",
        "error": {"code": "too-large", "message": "the batch has more than 8 records; send less at a time"},
    }


def test_a_batch_that_says_it_is_too_large_is_refused_before_it_is_read(small: Program) -> None:
    with posting(small, content_length="40001", Expect="100-continue") as wire:
        told = json.loads(wire.response.read())
        assert (wire.response.status, told["code"]) == (413, "too-large")
        assert told["detail"] == "the body has 40,001 bytes; it may have 40,000. Send less at a time"


def test_a_batch_that_grows_too_large_is_ended_behind_what_came_before(small: Program) -> None:
    with posting(small) as wire:
        wire.send(record(1))
        assert ids(wire.response.readline()) == ["1"]
        wire.send(record(2))
        for _ in range(20):
            wire.send(b"x" * 4_000)
        wire.finish()
        *lines, last = wire.response.read().splitlines()
    assert ids(b"\n".join(lines)) == ["2"]
    assert json.loads(last)["error"] == {
        "code": "too-large",
        "message": "the body has more than 40,000 bytes; it may have 40,000. Send less at a time",
    }


def test_a_batch_that_comes_no_more_is_ended(small: Program) -> None:
    with posting(small) as wire:
        wire.send(record(1) + record(2) + b'{"id": "3", ')
        assert ids(wire.response.readline() + wire.response.readline()) == ["1", "2"]
        assert last_error(wire) == {"code": "too-slow", "message": "no more of the body has come for 2 seconds"}


def test_a_batch_that_takes_too_long_is_ended(small: Program) -> None:
    with small.stopped(), posting(small) as wire:
        wire.send(record(1))
        wire.finish()
        message = "the batch takes more than 8 seconds; send less at a time"
        assert last_error(wire) == {"code": "timeout", "message": message}


class Instant(Tagging):
    """Tags without a process."""

    async def tag_of_batch(self, lines: Sequence[Line], *, evidence: bool) -> Answers:
        return Answers(b"{}\n" * len(lines), len(lines), ())


def test_a_client_that_takes_no_answer_is_let_go(tagger: Tagger) -> None:
    told: list[Message] = []
    bodies = [record(1)]

    async def receive() -> Message:
        if not bodies:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": bodies.pop(), "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)
        if len(told) > 1:
            await asyncio.Event().wait()

    async def answer() -> int:
        tagging = Instant(tagger, DEFAULT_BUNDLE, 1, PATIENCE, lambda: None)
        batch = Batch(tagging, Limits(seconds=0.1, batch_seconds=0.1), None, True, lambda _: None)
        scope = {"type": "http", "method": "POST", "headers": []}
        with pytest.raises(ClientDisconnect):
            await BatchResponse(batch, Request(scope, receive), nullcontext())(scope, receive, send)
        await asyncio.sleep(0)
        return len(asyncio.all_tasks())

    assert asyncio.run(asyncio.wait_for(answer(), PATIENCE)) == 2
    assert [message.get("body", b"").decode()[:30] for message in told] == [
        "",
        "{}\n",
        '{"id": "body", "error": {"code',
    ]


@pytest.fixture
def two_at_work(small: Program) -> Iterator[tuple[Wire, Wire]]:
    with posting(small) as one, posting(small) as other:
        wait_for(lambda: small.at_work() == 2)
        yield one, other


def test_who_comes_when_all_places_are_taken_is_asked_to_come_again(
    small: Program, two_at_work: tuple[Wire, Wire]
) -> None:
    with small.client() as client:
        for address, media_type in ((BATCH, LINES), ("/v1/tag", "text/plain")):
            answer = client.post(address, content=record(1), headers={"Content-Type": media_type})
            assert (answer.status_code, answer.json()["code"]) == (503, "busy")
            assert answer.headers["Retry-After"] == "1"
            assert answer.json()["detail"] == "2 requests are being worked on; try again soon"
        assert client.get("/health/ready").status_code == 200
        for wire in two_at_work:
            wire.finish()
            assert wire.response.read() == b""
        wait_for(lambda: small.at_work() == 0)
        assert client.post(BATCH, content=record(1), headers=HEADERS).status_code == 200


@pytest.mark.parametrize("whole", [True, False], ids=["whole body", "half a body"])
def test_nothing_more_is_tagged_for_a_client_that_has_gone(whole: bool, service: Program) -> None:
    before = service.metrics()
    with service.stopped():
        with posting(service) as wire:
            for number in range(500):
                wire.send(record(number))
            if whole:
                wire.finish()
            assert wire.response.status == 200
            request = wire.response.headers["X-Request-ID"]
            wire.reset()
        assert service.at_work() == 1
    wait_for(lambda: service.at_work() == 0)
    tagged = service.metrics()['dateline_articles_total{outcome="tagged"}']
    assert tagged - before['dateline_articles_total{outcome="tagged"}'] < 20
    logged = service.logged(request)
    assert (logged["status"], logged["bytes_out"]) == (200, 0)
    with service.client() as client:
        assert ids(client.post(BATCH, content=record(1), headers=HEADERS).content) == ["1"]


def test_a_kill_of_the_process_that_tags_loses_nothing(service: Program) -> None:
    body = b"".join(map(record, range(60)))
    with service.client() as client:
        wanted = client.post(BATCH, content=body, headers=HEADERS).content
        before = service.metrics()["dateline_pool_deaths_total"]
        with posting(service) as wire:
            wire.send(body)
            found = [wire.response.readline()]
            for _ in range(2):
                [worker] = wait_for(service.workers)
                os.kill(worker, signal.SIGKILL)
                found += [wire.response.readline() for _ in range(10)]
            wire.finish()
            assert b"".join(found) + wire.response.read() == wanted
        assert service.metrics()["dateline_pool_deaths_total"] == before + 2
