"""The addresses that tell about the service: labels, model, health, metrics."""

import json
from dataclasses import asdict
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST

from dateline.models.label_set_json import label_set_to_json
from dateline.serve.problems import Problem
from dateline.serve.schema import Health, Labels, Model
from dateline.serve.service import Service
from dateline.serve.tag_routes import JSON_TYPE, describe_problems


def make_about_routes(service: Service) -> APIRouter:
    """Return the addresses of a service that tell about it."""
    router = APIRouter(tags=["about"])
    labels, model = _dump(label_set_to_json(service.tagger.bundle.label_set)), _dump(_describe_model(service))

    @router.get(
        "/v1/labels",
        summary="The label set",
        response_class=Response,
        responses={
            200: {"model": Labels, "description": "Sections, domains, parties."},
            **describe_problems("unauthorized"),
        },
    )
    async def show_labels() -> Response:
        """Return the sections, domains and parties, with their names in all languages."""
        return Response(labels, media_type=JSON_TYPE)

    @router.get(
        "/v1/model",
        summary="The model and the service",
        response_class=Response,
        responses={200: {"model": Model, "description": "The model."}, **describe_problems("unauthorized")},
    )
    async def show_model() -> Response:
        """Return what the model is, how it was trained and measured, and the limits of the service."""
        return Response(model, media_type=JSON_TYPE)

    @router.get("/health/live", summary="Whether the service runs", response_model=Health)
    async def live() -> dict[str, str]:
        """Return at once, as long as the event loop runs."""
        return {"status": "live"}

    @router.get(
        "/health/ready",
        summary="Whether the service can tag",
        response_model=Health,
        responses=describe_problems("not-ready"),
    )
    async def ready() -> dict[str, str]:
        """Return whether the processes that tag have loaded the model."""
        if not service.tagging.ready:
            raise Problem("not-ready", "the model is being loaded, or the service is stopping", {"Retry-After": "2"})
        return {"status": "ready"}

    @router.get(
        "/metrics",
        summary="Counters for Prometheus",
        response_class=Response,
        responses={
            200: {"description": "All counters.", "content": {"text/plain": {"schema": {"type": "string"}}}},
            **describe_problems("unauthorized"),
        },
    )
    async def metrics() -> Response:
        """Return all counters in the text format of Prometheus."""
        return Response(service.metrics.tell(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    return router


def _describe_model(service: Service) -> dict[str, Any]:
    manifest, models = service.tagger.bundle.manifest, service.tagger.bundle.models
    domains = zip(models.domains.domains, models.domains.thresholds.tolist(), strict=True)
    return {
        "name": manifest.name,
        "version": manifest.version,
        "format_version": manifest.format_version,
        "training": manifest.training,
        "libraries": manifest.libraries,
        "scores": manifest.scores,
        "thresholds": {"partners": models.parties.threshold, "domains": dict(domains)},
        "service": {
            "version": version("dateline"),
            "home": service.settings.home,
            "limits": asdict(service.settings.limits),
        },
    }


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
