"""The service as an ASGI application."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.responses import Response

from dateline.labels.errors import LabelSetError
from dateline.serve import about_routes, tag_routes
from dateline.serve.access import Access
from dateline.serve.bearer import Bearer
from dateline.serve.openapi import add_problem_details
from dateline.serve.problems import Problem
from dateline.serve.service import Service
from dateline.serve.settings import Settings

_PAGE = Path(__file__).parent / "page"


def make_application(settings: Settings) -> FastAPI:
    """Return the application of a service.

    Raises:
        BundleError: The model cannot be used.
        LabelSetError: Home is no party of its label set.
    """
    service = Service.of(settings)
    application = FastAPI(
        title="dateline",
        version=version("dateline"),
        summary="With whom, on what, and which paragraphs are the story: tags of news about security cooperation.",
        lifespan=lambda _: _run(service),
        docs_url=None,  # both would load scripts of other hosts
        redoc_url=None,
        redirect_slashes=False,  # where to is built from the Host that the client names
    )
    application.state.service = service
    application.state.about = about_routes.About.of(service)
    application.include_router(tag_routes.router)
    application.include_router(about_routes.router)
    _add_page(application)
    _add_problems(application)
    add_problem_details(application)
    if settings.token is not None:
        application.add_middleware(Bearer, token=settings.token)
    application.add_middleware(Access, metrics=service.metrics)  # the last that is added is the outermost
    return application


@asynccontextmanager
async def _run(service: Service) -> AsyncIterator[None]:
    try:
        await service.tagging.start()
        yield
    finally:
        await service.tagging.stop()


def _add_page(application: FastAPI) -> None:
    @application.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(_PAGE / "index.html")

    @application.get("/docs", include_in_schema=False)
    async def docs() -> FileResponse:
        return FileResponse(_PAGE / "docs.html")

    application.mount("/page", StaticFiles(directory=_PAGE), name="page")


def _add_problems(application: FastAPI) -> None:
    @application.exception_handler(Problem)
    async def refuse(request: Request, problem: Problem) -> Response:
        return problem.to_response(request.state.request_id)

    @application.exception_handler(LabelSetError)
    async def refuse_label(request: Request, error: LabelSetError) -> Response:
        return Problem(error.code, str(error)).to_response(request.state.request_id)

    @application.exception_handler(RequestValidationError)
    async def refuse_query(request: Request, error: RequestValidationError) -> Response:
        faults = "; ".join(f"{fault['loc'][-1]}: {fault['msg']}" for fault in error.errors())
        return Problem("query", faults).to_response(request.state.request_id)

    @application.exception_handler(HTTPException)
    async def refuse_address(request: Request, error: HTTPException) -> Response:
        headers, path = error.headers or {}, request.scope["path"]
        if error.status_code == 405:
            detail = f"{path} takes {headers.get('Allow', 'other methods')}, not {request.method}"
            return Problem("method", detail, headers).to_response(request.state.request_id)
        detail = f"there is nothing at {path}; /docs lists all addresses"
        return Problem("not-found", detail, headers).to_response(request.state.request_id)
