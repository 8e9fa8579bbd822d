"""Every error under /api/ in one shape: RFC 9457, application/problem+json."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from math import ceil
from typing import Any

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import set_rollback

from config import outage
from quotes.verification import (
    FourEyes,
    Held,
    IllegalMove,
    Incomplete,
    NotAllowed,
    StaleQuote,
    UnknownQuestion,
)
from sources.refusal import Refusal

ROOT = "/api/"
CONTENT_TYPE = "application/problem+json"
LONGEST_FIELD = 200  # characters; the name of an unknown one is the caller's own

STATUS: Mapping[type[Exception], int] = {
    IllegalMove: 409,
    StaleQuote: 409,
    Held: 409,
    FourEyes: 403,
    NotAllowed: 403,
    Incomplete: 422,
    UnknownQuestion: 400,
    Refusal: 400,
    SuspiciousOperation: 400,
}
"""Which status answers which error; the nearest class counts."""

KINDS: Mapping[type[Exception], tuple[str, str]] = {
    IllegalMove: ("illegal-move", "No such move from this state"),
    StaleQuote: ("stale-quote", "The quote has changed since you read it"),
    Held: ("held", "Somebody else holds the quote"),
    FourEyes: ("four-eyes", "This needs a second person"),
    NotAllowed: ("not-allowed", "Your role does not include this"),
    Incomplete: ("incomplete", "Something the move needs is missing"),
}
"""The type and title of problems that a client may want to tell apart beyond the status."""

FAULT = "Something went wrong on our side, not in your request. It has been recorded."
NOT_FOUND = "There is nothing at this address, or nothing that is public."
UNREADABLE = "The request can't be read."
SEVERAL = "The request holds errors; `errors` names them."

logger = logging.getLogger("on_record.api")


def problem(error: Exception, context: Mapping[str, Any]) -> Response | None:
    """The answer to an error; None leaves a lost database to `server_error`."""
    if outage.is_outage(error):
        return None
    set_rollback()
    _as_json(context["request"])
    known = _as_api_error(error)
    if isinstance(known, exceptions.APIException):
        return _of_api_error(known)
    for kind in type(error).__mro__:
        if kind in STATUS:
            return _of_named_error(error, STATUS[kind])
    logger.error("Unhandled error in the API", exc_info=error)
    return respond(500, FAULT)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own answer to a request that no view saw, such as one for another host."""
    if not request.path.startswith(ROOT):
        return defaults.bad_request(request, exception)
    return JsonResponse(_body(400, UNREADABLE), status=400, content_type=CONTENT_TYPE)


def server_error(request: HttpRequest) -> HttpResponse:
    """The answer to a fault that nothing else has answered, a lost database among them."""
    if outage.is_outage(sys.exc_info()[1]):
        return outage.unavailable(request)
    if not request.path.startswith(ROOT):
        return defaults.server_error(request)
    return JsonResponse(_body(500, FAULT), status=500, content_type=CONTENT_TYPE)


def respond(
    status: int,
    detail: str,
    *,
    kind: str = "about:blank",
    title: str = "",
    errors: list[dict[str, str]] | None = None,
    extra: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A problem as a response."""
    body = _body(status, detail, kind=kind, title=title) | dict(extra or {})
    if errors:
        body["errors"] = errors
    return Response(body, status, headers=dict(headers or {}), content_type=CONTENT_TYPE)


def _body(
    status: int, detail: str, *, kind: str = "about:blank", title: str = ""
) -> dict[str, Any]:
    return {
        "type": kind,
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": _printable(detail),
    }


def _as_json(request: Request) -> None:
    """Have the problem rendered as JSON, also where the view itself speaks HTML or YAML."""
    request.accepted_renderer = JSONRenderer()
    request.accepted_media_type = JSONRenderer.media_type


def _as_api_error(error: Exception) -> Exception:
    if isinstance(error, Http404):
        return exceptions.NotFound()
    return exceptions.PermissionDenied() if isinstance(error, PermissionDenied) else error


def _of_api_error(error: exceptions.APIException) -> Response:
    headers = {}
    if getattr(error, "auth_header", None):
        headers["WWW-Authenticate"] = error.auth_header  # type: ignore[attr-defined]
    if getattr(error, "wait", None):
        headers["Retry-After"] = str(ceil(error.wait))  # type: ignore[attr-defined]
    errors = []
    if isinstance(error, exceptions.ValidationError):
        errors = list(_flat(error.detail))
        detail = errors[0]["message"] if len(errors) == 1 else SEVERAL
    elif type(error) is exceptions.NotFound and error.detail == error.default_detail:
        detail = NOT_FOUND
    else:
        detail = str(error.detail)
    name, title = getattr(error, "problem", ("", ""))
    return respond(
        error.status_code,
        detail,
        kind=_urn(name),
        title=title,
        errors=errors,
        extra=getattr(error, "extra", None),
        headers=headers,
    )


def _of_named_error(error: Exception, status: int) -> Response:
    if not isinstance(error, Refusal):
        return respond(status, UNREADABLE)
    name, title = next((KINDS[kind] for kind in type(error).__mro__ if kind in KINDS), ("", ""))
    message = _printable(error.message)
    return respond(
        status,
        message,
        kind=_urn(name),
        title=title,
        errors=[{"field": error.field, "message": message}] if error.field else None,
    )


def _urn(name: str) -> str:
    return f"urn:on-record:problem:{name}" if name else "about:blank"


def _flat(detail: Any, field: str = "") -> Iterator[dict[str, str]]:
    """The errors of nested fields, each with its path; errors of the whole body name no field."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            own = "" if name == "non_field_errors" else str(name)
            yield from _flat(inner, ".".join(part for part in (field, own) if part))
    elif isinstance(detail, list | tuple):
        for inner in detail:
            yield from _flat(inner, field)
    else:
        yield {"field": _printable(field[:LONGEST_FIELD]), "message": _printable(str(detail))}


def _printable(text: str) -> str:
    """A message that can be sent whatever the caller put into it."""
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
