"""The service tells what its labels, its model and its limits are, and how it is, also while it tags."""

import json
import threading
from importlib.metadata import version

import httpx
import pytest

from dateline.models.label_set_json import label_set_to_json
from dateline.predict.tagger import Tagger

from .conftest import TREATY
from .program import Program, wait_for

# As many characters as an article may have, in lines that are tagged fast.
LONG = ("The quick meeting of many people about weather and music went on for long hours. " * 5 + "\n") * 2_450


def test_the_labels_are_those_of_the_model(client: httpx.Client, tagger: Tagger) -> None:
    label_set = tagger.bundle.label_set
    answer = client.get("/v1/labels")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    told = answer.json()
    assert told == json.loads(json.dumps(label_set_to_json(label_set)))
    assert told.keys() == {"name", "sections", "domains", "parties"}
    assert {section["side"] for section in told["sections"]} == {"content", "boilerplate"}
    assert {party["code"]: party["kind"] for party in told["parties"]} == {
        code: party.kind for code, party in label_set.parties.items()
    }
    assert all(set(each["names"]) >= {"en", "fr", "vi", "es"} for each in [*told["sections"], *told["domains"]])


def test_the_model_is_described_with_the_limits_of_the_service(client: httpx.Client, tagger: Tagger) -> None:
    told = client.get("/v1/model").json()
    manifest = tagger.bundle.manifest
    assert (told["name"], told["version"]) == (manifest.name, manifest.version)
    assert client.post("/v1/tag", json={"text": TREATY}).json()["model"] == {
        "name": told["name"],
        "version": told["version"],
    }
    assert told["scores"] == manifest.scores
    assert told["thresholds"]["domains"].keys() == tagger.bundle.label_set.domains.keys()
    assert told["service"] == {
        "version": version("dateline"),
        "home": "VN",
        "limits": {
            "body": 4 * 2**20,
            "batch_body": 64 * 2**20,
            "batch": 10_000,
            "seconds": 30.0,
            "batch_seconds": 3600.0,
            "requests": 128,
        },
    }


def test_other_limits_are_told_too(small: Program) -> None:
    with small.client() as client:
        assert client.get("/v1/model").json()["service"]["limits"] == {
            "body": 20_000,
            "batch_body": 40_000,
            "batch": 8,
            "seconds": 2.0,
            "batch_seconds": 8.0,
            "requests": 2,
        }


@pytest.mark.parametrize("status", ["live", "ready"])
def test_the_service_tells_how_it_is(status: str, client: httpx.Client) -> None:
    answer = client.get(f"/health/{status}")
    assert (answer.status_code, answer.json()) == (200, {"status": status})


def test_other_requests_are_answered_while_the_longest_article_is_tagged(service: Program) -> None:
    answers: list[httpx.Response] = []

    def tag() -> None:
        with service.client() as client:
            answers.append(client.post("/v1/tag", content=LONG.encode(), headers={"Content-Type": "text/plain"}))

    asking = threading.Thread(target=tag)
    asking.start()
    wait_for(lambda: service.at_work() == 1)
    with service.client() as client:
        for _ in range(5):
            assert client.get("/health/live").status_code == 200
    assert service.at_work() == 1
    asking.join()
    [answer] = answers
    assert answer.status_code == 200
    assert len(answer.json()["sections"]) == 2_450
    assert len(LONG) > 990_000
