"""Refusals: what an answer says that is an error (RFC 9457, "Problem Details for HTTP APIs")."""

import json
from collections.abc import Mapping
from http import HTTPStatus

from starlette.responses import Response

from dateline.serve import media_types

STATUSES: Mapping[str, HTTPStatus] = {
    "article": HTTPStatus.UNPROCESSABLE_ENTITY,
    "label-set": HTTPStatus.UNPROCESSABLE_ENTITY,
    "query": HTTPStatus.UNPROCESSABLE_ENTITY,
    "unauthorized": HTTPStatus.UNAUTHORIZED,
    "not-found": HTTPStatus.NOT_FOUND,
    "method": HTTPStatus.METHOD_NOT_ALLOWED,
    "too-slow": HTTPStatus.REQUEST_TIMEOUT,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "media-type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    "killed": HTTPStatus.INTERNAL_SERVER_ERROR,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "not-ready": HTTPStatus.SERVICE_UNAVAILABLE,
    "timeout": HTTPStatus.GATEWAY_TIMEOUT,
}
"""The status of each kind of problem, by its code."""

_TITLES: Mapping[str, str] = {
    "article": "The body is no article",
    "label-set": "The label set has no such party",
    "query": "The query cannot be understood",
    "unauthorized": "A token is needed",
    "not-found": "There is nothing at this address",
    "method": "This address has no such method",
    "too-slow": "The body comes too slowly",
    "too-large": "The body is too large",
    "media-type": "The body is of another type",
    "killed": "The article ended the process that tagged it",
    "internal": "The service failed",
    "busy": "The service has too much to do",
    "not-ready": "The service is not ready",
    "timeout": "Tagging takes too long",
}


class Problem(Exception):  # noqa: N818 # the standard calls it so
    """A request that is refused.

    Args:
        code: The kind of problem, a key of `STATUSES`.
        detail: What is wrong with this request, and what to do.
        headers: Further headers of the answer.
    """

    def __init__(self, code: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})

    def to_response(self, request_id: str) -> Response:
        """Return the answer that tells the problem."""
        status = STATUSES[self.code]
        told = {
            "type": f"urn:dateline:problem:{self.code}",
            "title": _TITLES[self.code],
            "status": status.value,
            "detail": self.detail,
            "code": self.code,
            "instance": f"urn:uuid:{request_id}",
        }
        body = json.dumps(told, ensure_ascii=True)
        return Response(body, status.value, self.headers, media_types.PROBLEM)
