"""Whose count a request of the API goes on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from access import addresses, throttling
from access.models import ClientToken
from access.rates import Rate


class Throttle(BaseThrottle):
    """Each client, each person and each address by its own count."""

    standing: throttling.Standing

    def allow_request(self, request: Request, view: Any) -> bool:
        """Count it; the middleware tells every answer's reader how they stand."""
        self.standing = throttling.count(*quota_of(request))
        request._request.rate_standing = self.standing  # type: ignore[attr-defined]
        return self.standing.let_in

    def wait(self) -> int:
        """Seconds until another is let in."""
        return self.standing.wait


def quota_of(request: Request) -> tuple[str, str, Rate]:
    """Which policy counts, for whom, and what it allows."""
    rates: Mapping[str, Rate] = settings.API_RATES
    if isinstance(request.auth, ClientToken):
        client = request.auth.client
        own = Rate(client.rate, 60) if client.rate else rates["client"]
        return "client", str(client.pk), own
    if request.user and request.user.is_authenticated:
        return "person", str(request.user.pk), rates["client"]
    return "address", addresses.network_of(request), rates["address"]
