"""The token that requests must bring where one is set (RFC 6750)."""

import hmac

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.serve.problems import Problem

_OPEN = ("/", "/docs", "/openapi.json")
_OPEN_BELOW = ("/page/", "/health/")


class Bearer:
    """Middleware that refuses requests without the token; health, the page and the description stay open.

    Args:
        app: What answers.
        token: The token.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self._app = app
        self._token = token.encode(errors="surrogateescape")  # as the environment gave it

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "http" and not _is_open(scope["path"]) and not self._knows(Request(scope)):
            problem = Problem(
                "unauthorized",
                "send the header `Authorization: Bearer <token>` with the token that the service was started with",
                {"WWW-Authenticate": 'Bearer realm="dateline"'},
            )
            await problem.to_response(scope["state"]["request_id"])(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _knows(self, request: Request) -> bool:
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        return scheme.lower() == "bearer" and hmac.compare_digest(given.strip(" ").encode("latin-1"), self._token)


def _is_open(path: str) -> bool:
    return path in _OPEN or path.startswith(_OPEN_BELOW)
