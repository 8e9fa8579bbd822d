"""Pages that shared caches may keep, as long as they ask each time whether they still may.

What is withdrawn is gone at the next request: a page is stamped by what it shows as it stands now,
and a stamp that nothing public has any more answers nobody “not modified”. Such a page shows every
visitor the same; it reads no session and sets no cookie.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from quotes.machines.stamps import Stamp

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

NO_INDEX = "noindex"


def stamped(stamp: Callable[..., Stamp | None]) -> Callable[[View], View]:
    """A shared page with a stamp that is known before it is rendered, from its address alone.

    “Not modified” follows the entity tag only: a clock of seconds cannot tell two changes of one
    second apart, so that the time of the last change is told and not relied on.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            known = stamp(*args, **kwargs)
            request.stamp = known  # type: ignore[attr-defined]
            same = get_conditional_response(request, etag=known.etag) if known else None
            response = same or view(request, *args, **kwargs)
            if known and response.status_code in (200, 304):
                _mark(response, known)
            return _revalidated(response)

        return _open(answer)

    return decorate


def hashed(view: View) -> View:
    """A shared page whose tag is a hash of what it says: for what is cheap to say again."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 200 and isinstance(response, HttpResponse):
            tag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            response.headers["ETag"] = tag
            response = get_conditional_response(request, etag=tag, response=response) or response
        return _revalidated(response)

    return _open(answer)


def shared(view: View) -> View:
    """A shared page without a tag: it is written while it is read."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _revalidated(view(request, *args, **kwargs))

    return _open(answer)


def marked(response: HttpResponse, *, is_kept_out: bool) -> HttpResponse:
    """The page, with a word to search engines if an editor keeps it from them."""
    if is_kept_out:
        response.headers["X-Robots-Tag"] = NO_INDEX
    return response


def _open(view: Any) -> Any:
    return login_not_required(require_safe(view))


def _mark(response: HttpResponseBase, known: Stamp) -> None:
    response.headers["ETag"] = known.etag
    if known.changed_at:
        response.headers["Last-Modified"] = http_date(known.changed_at.timestamp())
    if known.is_kept_out:
        response.headers["X-Robots-Tag"] = NO_INDEX


def _revalidated(response: HttpResponseBase) -> HttpResponseBase:
    patch_cache_control(response, public=True, no_cache=True, must_revalidate=True)
    return response
