"""The addresses that tag."""

import asyncio
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from dateline.serve import media_types
from dateline.serve.batch import Batch, BatchResponse
from dateline.serve.bodies import check_length, read_body
from dateline.serve.openapi import describe_body, describe_problems
from dateline.serve.problems import Problem
from dateline.serve.schema import Language, Record, Tagged
from dateline.serve.service import Served, Service
from dateline.serve.tagging import Answers, Line

Home = Annotated[
    str | None,
    Query(description="Home country (ISO 3166-1 code), which is no partner; `none` keeps all. A record's own wins."),
]
Evidence = Annotated[bool, Query(description="Whether the evidence of each tag is kept.")]
PlainId = Annotated[str | None, Query(alias="id", description="The article's id, for a body of plain text.")]
PlainLanguage = Annotated[
    Language | None, Query(description="The article's language, for a body of plain text; guessed if not given.")
]

_TAG_PROBLEMS = (
    "article", "unauthorized", "too-slow", "too-large", "media-type", "killed", "busy", "timeout",
)  # fmt: skip
_BATCH_PROBLEMS = ("label-set", "unauthorized", "too-large", "media-type", "busy")
_TEXT = {"type": "string", "minLength": 1, "description": "The article's text, a paragraph a line."}
_LINES = {"type": "string", "description": "A record a line, each as the body of `/v1/tag`."}
_BATCH_ANSWER: dict[str, Any] = {
    "description": "A line for each record: a tagged article as `/v1/tag` answers it, or "
    '`{"id", "error": {"code", "message"}}`. Where a limit ends the batch, the last line says so.',
    "content": {media_types.JSON_LINES: {"schema": {"type": "string"}}},
}


router = APIRouter(prefix="/v1", tags=["tag"])


@router.post(
    "/tag",
    summary="Tag an article",
    response_class=Response,
    responses={200: {"model": Tagged, "description": "The tagged article."}, **describe_problems(*_TAG_PROBLEMS)},
    openapi_extra=describe_body({media_types.JSON: Record.model_json_schema(), media_types.TEXT: _TEXT}),
)
async def tag(
    request: Request,
    service: Served,
    home: Home = None,
    evidence: Evidence = True,
    id: PlainId = None,
    language: PlainLanguage = None,
) -> Response:
    """Tag one article, sent as a JSON record or as plain text, a paragraph a line."""
    _check_query(request)
    plain = _media_type(request, (media_types.JSON, media_types.TEXT)) == media_types.TEXT
    service.check_home(home)
    with service.work():
        limits = service.settings.limits
        body = await read_body(request, limits.body, limits.seconds)
        line = Line(body, "body", home, (id, language) if plain else None)
        answers = await _tag_one(service, line, evidence)
    _count(request, service, answers)
    if answers.failures:
        raise Problem(answers.failures[0].code, answers.failures[0].message)
    return Response(answers.lines, media_type=media_types.JSON)


@router.post(
    "/tag/batch",
    summary="Tag articles, a record a line",
    response_class=Response,
    responses={200: _BATCH_ANSWER, **describe_problems(*_BATCH_PROBLEMS)},
    openapi_extra=describe_body({media_types.JSON_LINES: _LINES}),
)
async def tag_batch(request: Request, service: Served, home: Home = None, evidence: Evidence = True) -> Response:
    """Tag a batch: JSON Lines in and out, in the same order, streamed; a record that fails stays in its place."""
    _check_query(request)
    _media_type(request, media_types.ALL_JSON_LINES)
    service.check_home(home)
    limits = service.settings.limits
    check_length(request, limits.batch_body)
    batch = Batch(service.tagging, limits, home, evidence, partial(_count, request, service))
    return BatchResponse(batch, request, service.work())


async def _tag_one(service: Service, line: Line, evidence: bool) -> Answers:
    seconds = service.settings.limits.seconds
    try:
        async with asyncio.timeout(seconds):
            return await service.tagging.tag(line, evidence=evidence)
    except TimeoutError as error:
        raise Problem("timeout", f"the article was not tagged within {seconds:g} seconds") from error


def _count(request: Request, service: Service, answers: Answers) -> None:
    """Count what became of articles, and note for the access log how many a request brought."""
    service.count(answers)
    noted = request.scope["state"]
    noted["articles"] = noted.get("articles", 0) + answers.records
    noted["failed"] = noted.get("failed", 0) + len(answers.failures)


def _media_type(request: Request, known: tuple[str, ...]) -> str:
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding != "identity":
        raise Problem("media-type", f"the body's encoding is {encoding!r}; send it as it is, not compressed")
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in known:
        wanted = " or ".join(f"`Content-Type: {name}`" for name in known)
        raise Problem("media-type", f"the body's type is {given or 'not given'!r}; send the header {wanted}")
    return given


def _check_query(request: Request) -> None:
    """Check that a query has no parameter that nobody reads: who sends it believes that it is heeded.

    Raises:
        Problem: It has.
    """
    known = {parameter.alias for parameter in request.scope["route"].dependant.query_params}
    if unknown := sorted(set(request.query_params) - known):
        raise Problem("query", f"there is no parameter {unknown[0]!r}; there are: {', '.join(sorted(known))}")
