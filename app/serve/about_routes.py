"""The addresses that tell about the service: labels, model, health, metrics."""

import json
from dataclasses import asdict, dataclass
from importlib.metadata import version
from typing import Any

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from dateline.models.label_set_json import label_set_to_json
from dateline.serve import media_types
from dateline.serve.openapi import describe_problems
from dateline.serve.problems import Problem
from dateline.serve.schema import Health, Labels, Model
from dateline.serve.service import Served, Service

router = APIRouter(tags=["about"])


@dataclass(frozen=True)
class About:
    """What a service tells about itself that does not change: its label set and its model, as JSON."""

    labels: bytes
    model: bytes

    @classmethod
    def of(cls, service: Service) -> "About":
        """Return what a service tells."""
        return cls(_dump(label_set_to_json(service.tagger.bundle.label_set)), _dump(_describe_model(service)))


@router.get(
    "/v1/labels",
    summary="The label set",
    response_class=Response,
    responses={
        200: {"model": Labels, "description": "Sections, domains, parties."},
        **describe_problems("unauthorized"),
    },
)
async def show_labels(request: Request) -> Response:
    """Return the sections, domains and parties, with their names in all languages."""
    return Response(_about(request).labels, media_type=media_types.JSON)


@router.get(
    "/v1/model",
    summary="The model and the service",
    response_class=Response,
    responses={200: {"model": Model, "description": "The model."}, **describe_problems("unauthorized")},
)
async def show_model(request: Request) -> Response:
    """Return what the model is, how it was trained and measured, and the limits of the service."""
    return Response(_about(request).model, media_type=media_types.JSON)


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
async def ready(service: Served) -> dict[str, str]:
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
async def metrics(service: Served) -> Response:
    """Return all counters in the text format of Prometheus."""
    return Response(service.metrics.tell(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _about(request: Request) -> About:
    about: About = request.app.state.about
    return about


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
            "home": service.tagger.home,
            "limits": asdict(service.settings.limits),
        },
    }


def _dump(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
