"""The description that the service gives of itself (OpenAPI), where FastAPI cannot tell it by the types alone."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI

from dateline.serve import media_types
from dateline.serve.problems import STATUSES
from dateline.serve.schema import ProblemDetails

Described = dict[int | str, dict[str, Any]]
"""The answers of an address, by status."""


def describe_problems(*codes: str) -> Described:
    """Return the description of the refusals of an address, by status."""
    found: dict[int | str, dict[str, Any]] = {}
    schema = {"schema": {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}}
    for code in codes:
        found.setdefault(
            STATUSES[code].value, {"description": STATUSES[code].phrase, "content": {media_types.PROBLEM: schema}}
        )
    return found


def describe_body(schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the description of a body that must be there, by media type."""
    content = {name: {"schema": schema} for name, schema in schemas.items()}
    return {"requestBody": {"required": True, "content": content}}


def add_problem_details(application: FastAPI) -> None:
    """Add to an application's description the form of refusals, which no address answers by its type."""
    plain = application.openapi

    def describe() -> dict[str, Any]:
        schema = plain()
        schemas = schema.setdefault("components", {}).setdefault("schemas", {})
        schemas.setdefault(ProblemDetails.__name__, ProblemDetails.model_json_schema())
        return schema

    application.openapi = describe  # type: ignore[method-assign] # as FastAPI says to extend it
