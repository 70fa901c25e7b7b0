"""The addresses that tag."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from dateline.predict.batch import home_of
from dateline.serve.batch import LINES_TYPE, Batch, BatchResponse
from dateline.serve.bodies import check_length, read_body
from dateline.serve.problems import PROBLEM_TYPE, STATUSES, Problem
from dateline.serve.schema import Language, ProblemDetails, Record, Tagged
from dateline.serve.service import Service
from dateline.serve.tagging import Answers, Line

JSON_TYPE = "application/json"
TEXT_TYPE = "text/plain"
_LINES_TYPES = (LINES_TYPE, "application/jsonl", "application/x-jsonlines")

Home = Annotated[
    str | None,
    Query(description="Home country (ISO 3166-1 code), which is no partner; `none` keeps all. A record's own wins."),
]
Evidence = Annotated[bool, Query(description="Whether the evidence of each tag is kept.")]
PlainId = Annotated[str | None, Query(alias="id", description="The article's id, for a body of plain text.")]
PlainLanguage = Annotated[
    Language | None, Query(description="The article's language, for a body of plain text; guessed if not given.")
]

Described = dict[int | str, dict[str, Any]]


def make_tag_routes(service: Service) -> APIRouter:
    """Return the addresses of a service that tag."""
    router = APIRouter(prefix="/v1", tags=["tag"])

    @router.post(
        "/tag",
        summary="Tag an article",
        response_class=Response,
        responses={200: {"model": Tagged, "description": "The tagged article."}, **describe_problems(*_TAG_PROBLEMS)},
        openapi_extra=_describe_body({JSON_TYPE: Record.model_json_schema(), TEXT_TYPE: _TEXT}),
    )
    async def tag(
        request: Request,
        home: Home = None,
        evidence: Evidence = True,
        id: PlainId = None,  # the name of the parameter
        language: PlainLanguage = None,
    ) -> Response:
        """Tag one article, sent as a JSON record or as plain text, a paragraph a line."""
        _check_query(request)
        plain = _media_type(request, (JSON_TYPE, TEXT_TYPE)) == TEXT_TYPE
        home = _check_home(service, home)
        with service.work():
            limits = service.settings.limits
            body = await read_body(request, limits.body, limits.seconds)
            line = Line(body, "body", home, (id, language) if plain else None)
            answers = await _tag_one(service, line, evidence)
        service.count(answers)
        note_articles(request, answers)
        if answers.failures:
            raise Problem(answers.failures[0].code, answers.failures[0].message)
        return Response(answers.lines, media_type=JSON_TYPE)

    @router.post(
        "/tag/batch",
        summary="Tag articles, a record a line",
        response_class=Response,
        responses={200: _BATCH_ANSWER, **describe_problems(*_BATCH_PROBLEMS)},
        openapi_extra=_describe_body(dict.fromkeys((LINES_TYPE,), _LINES)),
    )
    async def tag_batch(request: Request, home: Home = None, evidence: Evidence = True) -> Response:
        """Tag a batch: JSON Lines in and out, in the same order, streamed; a record that fails stays in its place."""
        _check_query(request)
        _media_type(request, _LINES_TYPES)
        home = _check_home(service, home)
        check_length(request, service.settings.limits.batch_body)

        def count(answers: Answers) -> None:
            service.count(answers)
            note_articles(request, answers)

        batch = Batch(service.tagging, service.settings.limits, home, evidence, count)
        return BatchResponse(batch, request, service.work())

    return router


async def _tag_one(service: Service, line: Line, evidence: bool) -> Answers:
    seconds = service.settings.limits.seconds
    try:
        async with asyncio.timeout(seconds):
            return await service.tagging.tag([line], evidence=evidence)
    except TimeoutError as error:
        raise Problem("timeout", f"the article was not tagged within {seconds:g} seconds") from error


def note_articles(request: Request, answers: Answers) -> None:
    """Note for the access log how many articles a request brought."""
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


def _check_home(service: Service, home: str | None) -> str | None:
    code = home_of(home)
    if code is not None:
        service.tagger.bundle.label_set.require_party(code)
    return home


def describe_problems(*codes: str) -> Described:
    """Return the description of the refusals of an address, by status."""
    found: dict[int | str, dict[str, Any]] = {}
    schema = {"schema": {"$ref": f"#/components/schemas/{ProblemDetails.__name__}"}}
    for code in codes:
        found.setdefault(
            STATUSES[code].value, {"description": STATUSES[code].phrase, "content": {PROBLEM_TYPE: schema}}
        )
    return found


def _describe_body(schemas: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    content = {name: {"schema": schema} for name, schema in schemas.items()}
    return {"requestBody": {"required": True, "content": content}}


_TAG_PROBLEMS = (
    "article", "unauthorized", "too-slow", "too-large", "media-type", "killed", "busy", "timeout",
)  # fmt: skip
_BATCH_PROBLEMS = ("label-set", "unauthorized", "too-large", "media-type", "busy")
_TEXT = {"type": "string", "minLength": 1, "description": "The article's text, a paragraph a line."}
_LINES = {"type": "string", "description": "A record a line, each as the body of `/v1/tag`."}
_BATCH_ANSWER: dict[str, Any] = {
    "description": "A line for each record: a tagged article as `/v1/tag` answers it, or "
    '`{"id", "error": {"code", "message"}}`. Where a limit ends the batch, the last line says so.',
    "content": {LINES_TYPE: {"schema": {"type": "string"}}},
}
