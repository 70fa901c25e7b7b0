"""Each kind of problem has a status, a title and a type of its own."""

import json
from http import HTTPStatus

import httpx
import pytest

from dateline.serve import media_types
from dateline.serve.problems import STATUSES, Problem

from .conftest import TREATY


@pytest.mark.parametrize("code", STATUSES)
def test_a_problem_is_told_as_the_standard_says(code: str) -> None:
    answer = Problem(code, "the café\n\ud83c is closed", {"Retry-After": "1"}).to_response("7")
    told = json.loads(bytes(answer.body))
    assert told.keys() == {"type", "title", "status", "detail", "code", "instance"}
    assert (answer.status_code, told["status"]) == (STATUSES[code], STATUSES[code])
    assert (told["type"], told["code"], told["instance"]) == (f"urn:dateline:problem:{code}", code, "urn:uuid:7")
    assert told["detail"] == "the café\n\ud83c is closed"
    assert answer.headers["Content-Type"] == media_types.PROBLEM
    assert answer.headers["Retry-After"] == "1"


def test_titles_are_apart_and_statuses_are_errors() -> None:
    titles = {json.loads(bytes(Problem(code, "").to_response("7").body))["title"] for code in STATUSES}
    assert len(titles) == len(STATUSES)
    assert all(HTTPStatus(status).value >= 400 for status in STATUSES.values())


def test_a_problem_can_be_raised_through_what_notes_where() -> None:
    problem = Problem("busy", "later")
    problem.__traceback__ = None
    problem.add_note("noted")
    with pytest.raises(Problem, match="later"):
        raise problem


@pytest.mark.parametrize(
    ("method", "address", "allowed"),
    [
        ("GET", "/v1/tag", {"POST"}),
        ("PUT", "/v1/tag/batch", {"POST"}),
        ("POST", "/v1/labels", {"GET"}),
        ("DELETE", "/metrics", {"GET"}),
        ("POST", "/", {"GET"}),
        ("PATCH", "/health/live", {"GET"}),
        ("POST", "/page/index.html", {"GET", "HEAD"}),
        ("OPTIONS", "/openapi.json", {"GET"}),
        ("TRACE", "/v1/model", {"GET"}),
    ],
)
def test_another_method_is_refused_with_those_that_are_taken(
    method: str, address: str, allowed: set[str], client: httpx.Client
) -> None:
    answer = client.request(method, address)
    assert (answer.status_code, answer.json()["code"]) == (405, "method")
    assert set(answer.headers["Allow"].split(", ")) >= allowed
    assert answer.json()["detail"].startswith(f"{address} takes ")
    assert answer.json()["detail"].endswith(f", not {method}")


@pytest.mark.parametrize(
    "address", ["/missing", "/v1", "/v1/tag/", "/v1/tag/x", "/page", "/page/", "/page/missing.js", "/favicon.ico"]
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_where_there_is_nothing_it_is_said(method: str, address: str, client: httpx.Client) -> None:
    answer = client.request(method, address)
    assert answer.status_code == 404
    if method == "GET":
        assert answer.json()["code"] == "not-found"
        assert answer.json()["detail"] == f"there is nothing at {address}; /docs lists all addresses"


def test_the_path_is_told_back_as_a_string_of_json(client: httpx.Client) -> None:
    answer = client.get("/%22%7D%0A<b>%F0%9F%8C%9F%3Fa%23b")
    assert answer.json()["detail"].startswith('there is nothing at /"}\n<b>🌟?a#b; ')
    assert answer.content.isascii()


def test_an_answer_to_a_page_is_never_html(client: httpx.Client) -> None:
    answer = client.post("/v1/tag", content=f"<b>{TREATY}".encode(), headers={"Content-Type": "<script>"})
    assert answer.headers["Content-Type"] == media_types.PROBLEM
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
