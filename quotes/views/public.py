"""What every public page has in common: who may read it, and that no cache keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def public_page(view: View[Given]) -> View[Given]:
    """Everyone may read it, nobody may change anything by it.

    No cache keeps it: what is withdrawn is gone at the next request.
    """
    uncached = cache_control(private=True, no_cache=True)(view)
    return login_not_required(require_safe(uncached))
