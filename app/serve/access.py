"""The outermost layer: each request gets an id, security headers, a line of the access log, and is counted."""

import json
import time
import uuid
from datetime import UTC, datetime
from http import HTTPMethod
from typing import Any

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.serve.log import ACCESS, ERRORS
from dateline.serve.metrics import Metrics
from dateline.serve.problems import Problem

_METHODS = frozenset(HTTPMethod)
_GONE = 499  # what nginx notes where the client has gone before it was answered

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",  # a page of one version must not run modules of another
}


class Access:
    """Middleware around all others.

    Args:
        app: What answers.
        metrics: What counts.
    """

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and note what it was and how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = scope.setdefault("state", {})["request_id"] = str(uuid.uuid4())
        start = time.perf_counter()
        sizes = {"in": 0, "out": 0}
        status = 0

        async def receive_and_count() -> Message:
            message = await receive()
            sizes["in"] += len(message.get("body", b""))
            return message

        async def send_and_count(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message).update({**_HEADERS, "X-Request-ID": request_id})
            sizes["out"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive_and_count, send_and_count)
        except ClientDisconnect:
            status = status or _GONE
        except Exception:
            ERRORS.exception("request %s failed", request_id)
            if status == 0:
                detail = f"the service has failed; its log tells more under {request_id}"
                await Problem("internal", detail).to_response(request_id)(scope, receive, send_and_count)
        finally:
            self._note(scope, status, time.perf_counter() - start, sizes)

    def _note(self, scope: Scope, status: int, seconds: float, sizes: dict[str, int]) -> None:
        # What is counted apart is what is known: else whoever sends what nobody has heard of fills the memory.
        path = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._metrics.requests.labels(path, method, status).inc()
        self._metrics.seconds.labels(path).observe(seconds)
        client = scope.get("client")
        noted: dict[str, Any] = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "request": scope["state"]["request_id"],
            "client": client[0] if client else None,
            "method": scope["method"],
            "path": scope["path"],
            "status": status,
            "ms": round(seconds * 1000, 1),
            "bytes_in": sizes["in"],
            "bytes_out": sizes["out"],
            **{name: scope["state"][name] for name in ("articles", "failed") if name in scope["state"]},
        }
        ACCESS.info(json.dumps(noted))
