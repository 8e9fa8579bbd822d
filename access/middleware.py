"""What every answer of the API carries: how its reader stands, and who else's pages may read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from access import scopes

ROOT = "/api/"
READING = ("GET", "HEAD")
EXPOSED = "ETag, Last-Modified, Link, Location, RateLimit, RateLimit-Policy, Retry-After"
MAY_SEND = "If-Modified-Since, If-None-Match"
"""What a page of another site may send besides what any may.

Not `Authorization`: what is public needs no token, and a token in a page is everybody's.
"""
PREFLIGHT = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": MAY_SEND,
    "Access-Control-Max-Age": "86400",
}


class ApiMiddleware:
    """Quotas on every answer, and public reads for the pages of any site.

    Any origin may read what anybody may read without a token, and nothing else; never with
    credentials, so that a visitor's session with us is of no use to another site.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with its headers."""
        if not request.path_info.startswith(ROOT):
            return self.get_response(request)
        if _is_preflight(request):
            return HttpResponse(status=204, headers=PREFLIGHT)
        response = self.get_response(request)
        standing: Any = getattr(request, "rate_standing", None)
        if standing is not None:
            for name, value in standing.headers().items():
                response.headers.setdefault(name, value)
        if request.method in READING and is_public(getattr(request.resolver_match, "func", None)):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = EXPOSED
        return response


def is_public(view: Any) -> bool:
    """Whether a view says that anybody may read it."""
    stated = getattr(getattr(view, "cls", None), "scopes", {})
    return stated.get("GET") in scopes.PUBLIC


def _is_preflight(request: HttpRequest) -> bool:
    """Whether a browser asks if a page of another site may read something public."""
    wanted = request.headers.get("Access-Control-Request-Method", "")
    if request.method != "OPTIONS" or "Origin" not in request.headers or wanted not in READING:
        return False
    try:
        return is_public(resolve(request.path_info).func)
    except Resolver404:
        return False
