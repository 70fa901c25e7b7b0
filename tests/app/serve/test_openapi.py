"""The service does what its own description says, also with requests that nobody would think of."""

import json
from collections import Counter
from typing import Any

import pytest
import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import Status, from_schema
from schemathesis.engine.events import FatalError, NonFatalError, ScenarioFinished

from .program import Program
from .wire import BATCH, LINES

OPERATIONS = {
    "POST /v1/tag",
    f"POST {BATCH}",
    "GET /v1/labels",
    "GET /v1/model",
    "GET /health/live",
    "GET /health/ready",
    "GET /metrics",
}
CHECKS = {
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "positive_data_acceptance", "missing_required_header",
    "unsupported_method", "allow_header_conformance",
}  # fmt: skip


@schemathesis.serializer(LINES)
def to_lines(_: schemathesis.SerializationContext, value: Any) -> bytes:  # noqa: ANN401 # whatever JSON holds
    return (value if isinstance(value, str) else json.dumps(value)).encode(errors="replace")


@pytest.fixture
def description(service: Program) -> dict[str, Any]:
    with service.client() as client:
        found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def run(
    description: dict[str, Any], service: Program, **settings: object
) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Return how often each check of each operation has passed, and what has failed."""
    config = SchemathesisConfig.from_dict({"base-url": service.url, "seed": 1, "continue-on-failure": True, **settings})
    schema = schemathesis.openapi.from_dict(description, config=config)
    passed: Counter[tuple[str, str]] = Counter()
    failed: list[str] = []
    for event in from_schema(schema).execute():
        if isinstance(event, NonFatalError | FatalError):
            failed.append(str(vars(event)))
        if not isinstance(event, ScenarioFinished):
            continue
        for check in (check for checks in event.recorder.checks.values() for check in checks):
            if check.failure_info is not None:
                failed.append(f"{check.name}: {check.failure_info.failure}\n{check.failure_info.code_sample}")
            elif check.status == Status.SUCCESS:
                passed[event.recorder.label, check.name] += 1
    return passed, failed


def test_what_the_description_allows_is_answered_as_it_says(description: dict[str, Any], service: Program) -> None:
    narrow(description, service)
    passed, failed = run(description, service, generation={"mode": "positive", "max-examples": 25})
    assert not failed, "\n".join(failed)
    assert {label for label, _ in passed} == OPERATIONS
    assert {check for _, check in passed} >= CHECKS
    assert passed["POST /v1/tag", "positive_data_acceptance"] > 25


def narrow(description: dict[str, Any], service: Program) -> None:
    """Write into a description which parties there are, and that a text has words, which it cannot say itself."""
    with service.client() as client:
        codes = [party["code"] for party in client.get("/v1/labels").json()["parties"][::50]]
    for path in ("/v1/tag", BATCH):
        operation = description["paths"][path]["post"]
        [home] = [parameter for parameter in operation["parameters"] if parameter["name"] == "home"]
        home["schema"] = {"enum": [*codes, "none"]}
    content = description["paths"]["/v1/tag"]["post"]["requestBody"]["content"]
    content["application/json"]["schema"]["properties"]["home"] = {"enum": [*codes, "none", None]}
    for text in (content["application/json"]["schema"]["properties"]["text"], content["text/plain"]["schema"]):
        text["pattern"] = "^[ -~]*[A-Za-z][ -~]*$"


def test_what_the_description_does_not_allow_is_refused(description: dict[str, Any], service: Program) -> None:
    # A batch is never refused for what stands in it: a bad record fails in its place.
    batch = {"include-path": BATCH, "checks": {"negative_data_rejection": {"enabled": False}}}
    # Among them are such that it does allow, but with a text that has no words, which it cannot say.
    checks = {"positive_data_acceptance": {"enabled": False}}
    mode = {"mode": "negative", "max-examples": 25}
    passed, failed = run(description, service, generation=mode, operations=[batch], checks=checks)
    assert not failed, "\n".join(failed)
    assert {label for label, _ in passed} == OPERATIONS
    assert passed["POST /v1/tag", "negative_data_rejection"] > 25


def test_each_reference_leads_somewhere_and_each_operation_says_what_it_is(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    references = {each["$ref"] for each in objects(description) if "$ref" in each}
    assert references == {f"#/components/schemas/{name}" for name in schemas}
    operations = [operation for path in description["paths"].values() for operation in path.values()]
    assert all(operation["summary"] and operation["description"] for operation in operations)
    assert description["info"]["title"] == "dateline"


def objects(value: object) -> list[dict[str, Any]]:
    """Return all objects within a value of JSON."""
    if isinstance(value, dict):
        return [value, *(found for inner in value.values() for found in objects(inner))]
    return [found for inner in value for found in objects(inner)] if isinstance(value, list) else []
