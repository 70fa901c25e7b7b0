"""`dateline serve`: the HTTP service."""

import os
from ipaddress import ip_address
from typing import Annotated

import typer

from dateline.cli import options
from dateline.cli.numbers import decimal_number, whole_number
from dateline.serve.limits import Limits

_TOKEN = "DATELINE_TOKEN"
_LIMITS = Limits()


def serve(
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="Address to listen at.")] = "127.0.0.1",
    port: Annotated[
        int,
        typer.Option(
            "--port",
            parser=whole_number(0, 65535),
            metavar="PORT",
            help="Port to listen at, to 65535; 0 for any free one.",
        ),
    ] = 8400,
    jobs: Annotated[
        int, typer.Option("--jobs", parser=whole_number(1), metavar="N", help="Processes that tag, 1 or more.")
    ] = 2,
    home: options.Home = "VN",
    model: options.Model = None,
    max_body: Annotated[
        int, typer.Option("--max-body", parser=whole_number(1), metavar="BYTES", help="Most bytes of an article.")
    ] = _LIMITS.body,
    max_batch_body: Annotated[
        int, typer.Option("--max-batch-body", parser=whole_number(1), metavar="BYTES", help="Most bytes of a batch.")
    ] = _LIMITS.batch_body,
    max_batch: Annotated[
        int, typer.Option("--max-batch", parser=whole_number(1), metavar="N", help="Most records of a batch.")
    ] = _LIMITS.batch,
    max_requests: Annotated[
        int,
        typer.Option(
            "--max-requests", parser=whole_number(1), metavar="N", help="Requests for tags worked on at once."
        ),
    ] = _LIMITS.requests,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout",
            parser=decimal_number(0.1),
            metavar="SECONDS",
            help="Time for an article to come, and time for it to be tagged; 0.1 or more.",
        ),
    ] = _LIMITS.seconds,
    batch_timeout: Annotated[
        float,
        typer.Option(
            "--batch-timeout",
            parser=decimal_number(0.1),
            metavar="SECONDS",
            help="Time for a batch to be tagged, 0.1 or more.",
        ),
    ] = _LIMITS.batch_seconds,
    grace: Annotated[
        int,
        typer.Option(
            "--grace", parser=whole_number(0), metavar="SECONDS", help="Time to finish what was begun when stopped."
        ),
    ] = 30,
) -> None:
    """Serve tags over HTTP, and a page that shows why.

    The page is at /, a description of all addresses at /docs. Where the environment variable DATELINE_TOKEN is set,
    requests must bring it as a bearer token. Each request is a line of JSON on standard error.
    """
    from dateline.labels.errors import ServiceError

    try:
        from dateline.serve.server import serve as run
    except ImportError as error:
        raise ServiceError(
            f"the service needs the package {error.name}: pip install fastapi uvicorn prometheus-client"
        ) from error
    from dateline.models.bundle import DEFAULT_BUNDLE
    from dateline.serve.settings import Settings

    token = os.environ.get(_TOKEN)
    if token is not None and not token.strip():
        raise ServiceError(f"{_TOKEN} is empty; give it a token, or unset it to serve without one")
    if token is None and not _is_loopback(host):
        typer.echo(f"warning: {host} can be reached from other machines, and {_TOKEN} is not set", err=True)
    limits = Limits(max_body, max_batch_body, max_batch, timeout, batch_timeout, max_requests)
    settings = Settings(host, port, jobs, model or DEFAULT_BUNDLE, home, limits, token and token.strip(), grace)
    run(settings, lambda address: typer.echo(f"dateline serves at {address}"))


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
