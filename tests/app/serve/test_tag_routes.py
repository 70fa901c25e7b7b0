"""One article: the answer is what the command line prints for it, or says what is wrong with it."""

import json
import os
import re
import signal
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from dateline.labels.annotation import LabelledArticle

from .conftest import TREATY, Printed
from .program import Program, wait_for
from .wire import LINES, posting

JSON = {"Content-Type": "application/json"}
PLAIN = {"Content-Type": "text/plain"}


def problem_of(answer: httpx.Response) -> tuple[int, str, str]:
    """Return status, code and detail of a refusal."""
    told = answer.json()
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert told["status"] == answer.status_code
    return answer.status_code, told["code"], told["detail"]


def test_the_answer_is_the_line_that_the_command_line_prints(
    client: httpx.Client, records: list[bytes], printed: Printed
) -> None:
    lines = printed(b"\n".join(records)).splitlines(keepends=True)
    failed = 0
    for record, line in zip(records, lines, strict=True):
        # The id of a record without one is its place, which is another where it is alone.
        wanted = re.sub(rb'"body:\d+', b'"body', line)
        answer = client.post("/v1/tag", content=record, headers=JSON)
        if answer.status_code == 200:
            assert answer.headers["Content-Type"] == "application/json"
            assert answer.content == wanted
        else:
            failed += 1
            error = json.loads(wanted)["error"]
            # Where JSON breaks off counts the end of its line, which is not there where it is alone.
            assert _without_place(problem_of(answer)) == _without_place((422, error["code"], error["message"]))
    assert 10 < failed < len(records) / 2


def _without_place(problem: tuple[int, str, str]) -> tuple[int, str, str]:
    status, code, detail = problem
    return status, code, re.sub(r": line \d+ column \d+ \(char \d+\)$", "", detail)


def test_text_and_record_give_the_same(client: httpx.Client, seeds: list[LabelledArticle]) -> None:
    for text, query in ((seeds[0].text, {"id": "a"}), (TREATY, {"id": "café 🌟", "language": "fr"})):
        plain = client.post("/v1/tag", content=text.encode(), params=query, headers=PLAIN)
        record = client.post("/v1/tag", json={"text": text, **query})
        assert (plain.status_code, plain.content) == (200, record.content)
        assert plain.json()["id"] == query["id"]
    assert plain.json()["language"] == "fr"
    assert client.post("/v1/tag", content=TREATY.encode(), headers=PLAIN).json()["id"] == "body"


@pytest.mark.parametrize("address", ["/v1/tag", "/v1/tag/batch"])
def test_the_query_does_what_options_do(address: str, client: httpx.Client, printed: Printed) -> None:
    record = json.dumps({"id": "a", "text": TREATY}).encode()
    headers = JSON if address == "/v1/tag" else {"Content-Type": LINES}
    answer = client.post(f"{address}?evidence=false&home=none", content=record, headers=headers)
    assert answer.content == printed(record, "--no-evidence", "--home", "none")


def test_evidence_and_home_are_asked_for_apart(client: httpx.Client) -> None:
    without = client.post("/v1/tag?evidence=false", json={"text": TREATY}).json()
    assert [party["code"] for party in without["partners"]] == ["FR"]
    assert "evidence" not in without["partners"][0]
    at_home = client.post("/v1/tag?home=fr", json={"text": TREATY}).json()
    assert [party["code"] for party in at_home["partners"]] == ["VN"]
    assert at_home["partners"][0]["evidence"]


@pytest.mark.parametrize(
    ("home", "query", "found"),
    [(None, "FR", "FR"), ("VN", "FR", "VN"), ("none", "FR", None), (None, "none", None), (None, None, "VN")],
)
def test_a_records_own_home_wins(home: str | None, query: str | None, found: str | None, client: httpx.Client) -> None:
    params = {} if query is None else {"home": query}
    assert client.post("/v1/tag", json={"text": TREATY, "home": home}, params=params).json()["home"] == found


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (None, "not given"),
        ("", "not given"),
        ("text/html", "text/html"),
        ("application/x-ndjson", "application/x-ndjson"),
        ("application/jsonp", "application/jsonp"),
    ],
)
def test_a_body_of_another_type_is_refused(given: str | None, wanted: str, client: httpx.Client) -> None:
    headers = {} if given is None else {"Content-Type": given}
    status, code, detail = problem_of(client.post("/v1/tag", content=b"{}", headers=headers))
    assert (status, code) == (415, "media-type")
    assert wanted in detail
    assert "`Content-Type: application/json`" in detail


def test_a_compressed_body_is_refused(client: httpx.Client) -> None:
    headers = {**JSON, "Content-Encoding": "gzip"}
    status, code, detail = problem_of(client.post("/v1/tag", content=b"{}", headers=headers))
    assert (status, code) == (415, "media-type")
    assert "gzip" in detail


@pytest.mark.parametrize("given", ["application/json; charset=utf-8", "Application/JSON", "application/json ;x=1"])
def test_case_and_parameters_of_the_type_do_not_matter(given: str, client: httpx.Client) -> None:
    body = json.dumps({"text": TREATY}).encode()
    assert client.post("/v1/tag", content=body, headers={"Content-Type": given}).status_code == 200


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        (b"", "the file is empty"),
        (b" \r\n ", "the file is empty"),
        (b"\x00Hanoi", "byte 0 is NUL"),
        (b"caf\xe9", "not UTF-8"),
        ("Hà Nội".encode("utf-16"), "UTF-16"),
        (b"x" * 1_000_001, "1,000,000"),
        (b"a\n" * 5_001, "5,000"),
    ],
)
@pytest.mark.parametrize("media_type", ["text/plain", "application/json"])
def test_what_is_no_article_is_refused(body: bytes, detail: str, media_type: str, client: httpx.Client) -> None:
    if media_type == "application/json" and body.isascii() and body.strip(b"\0 \r\n"):
        body = json.dumps({"text": body.decode()}).encode()
        detail = detail if "NUL" not in detail else ""
    status, code, told = problem_of(client.post("/v1/tag", content=body, headers={"Content-Type": media_type}))
    assert (status, code) == (422, "article")
    assert told.startswith("body: ")
    assert detail in told


@pytest.mark.parametrize(
    ("query", "code", "detail"),
    [
        ("home=XX", "label-set", "'XX' is no party"),
        ("home=", "label-set", "'' is no party"),
        (f"home={quote('<b>🌟')}", "label-set", "is no party"),
        ("evidence=perhaps", "query", "evidence: "),
        ("language=de", "query", "language"),
        ("language=en&evidence=2", "query", "evidence: "),
        ("min_score=0.9&evidence=false", "query", "there is no parameter 'min_score'; there are: evidence, home"),
    ],
)
@pytest.mark.parametrize("address", ["/v1/tag", "/v1/tag/batch"])
def test_a_bad_query_is_refused(address: str, query: str, code: str, detail: str, client: httpx.Client) -> None:
    media_type = "application/x-ndjson" if address.endswith("batch") else "text/plain"
    answer = client.post(f"{address}?{query}", content=TREATY.encode(), headers={"Content-Type": media_type})
    status, found, told = problem_of(answer)
    assert (status, found) == (422, code)
    assert detail in told


def test_what_is_too_large_is_refused_before_it_is_read(small: Program) -> None:
    with posting(small, "/v1/tag", "text/plain", content_length="20001", Expect="100-continue") as wire:
        told = json.loads(wire.response.read())
        assert (wire.response.status, told["code"]) == (413, "too-large")
        assert told["detail"] == "the body has 20,001 bytes; it may have 20,000. Send less at a time"
        assert wire.response.headers["Connection"] == "close"


def test_what_grows_too_large_is_refused(small: Program) -> None:
    with posting(small, "/v1/tag", "text/plain") as wire:
        for _ in range(3):
            wire.send(b"x" * 7_000)
        told = json.loads(wire.response.read())
        assert (wire.response.status, told["code"]) == (413, "too-large")
        assert told["detail"] == "the body has more than 20,000 bytes; it may have 20,000. Send less at a time"


def test_a_body_of_just_the_size_is_taken(small: Program) -> None:
    body = TREATY.encode()
    with small.client() as client:
        answer = client.post("/v1/tag", content=body.ljust(20_000), headers=PLAIN)
        assert answer.status_code == 200
        assert client.post("/v1/tag", content=body.ljust(20_001), headers=PLAIN).status_code == 413


def test_a_body_that_comes_too_slowly_is_refused(small: Program) -> None:
    with posting(small, "/v1/tag", "text/plain", content_length="100") as wire:
        wire.socket.sendall(b"Hanoi")
        told: dict[str, Any] = json.loads(wire.response.read())
        assert (wire.response.status, told["code"]) == (408, "too-slow")
        assert told["detail"] == "the body has not come within 2 seconds; send it faster"


def test_an_article_that_takes_too_long_is_given_up_and_the_next_is_tagged(small: Program) -> None:
    with small.client() as client:
        with small.stopped():
            answer = client.post("/v1/tag", json={"text": TREATY})
        status, code, detail = problem_of(answer)
        assert (status, code, detail) == (504, "timeout", "the article was not tagged within 2 seconds")
        assert client.post("/v1/tag", json={"text": TREATY}).status_code == 200


def test_a_kill_of_the_process_that_tags_loses_nothing(client: httpx.Client, service: Program) -> None:
    wanted = [client.post("/v1/tag", json={"id": str(number), "text": TREATY}).content for number in range(4)]
    deaths = service.metrics()["dateline_pool_deaths_total"]

    def tag(number: int) -> bytes:
        return client.post("/v1/tag", json={"id": str(number), "text": TREATY}).content

    with ThreadPoolExecutor() as threads:
        with service.stopped() as [worker]:
            found = [threads.submit(tag, number) for number in range(4)]
            wait_for(lambda: service.at_work() == 4)
            os.kill(worker, signal.SIGKILL)
        assert [future.result() for future in found] == wanted
    assert service.metrics()["dateline_pool_deaths_total"] == deaths + 1
    assert service.at_work() == 0
