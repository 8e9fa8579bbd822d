"""Sends bytes to an address that somebody named, through the same fence: no redirects, no secrets.

The fence looks names up itself and checks every address when it connects, so that a name which led
to the public internet when it was typed can't lead into our own network later.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpcore
import httpx

from sources.web.errors import Refused, Unfetchable, Unreachable
from sources.web.fence import Clock, Fence, Transport

USER_AGENT = "OnRecord/0.1 (+webhooks)"
KEPT = 500
"""Characters of an answer that are read; the rest stays unread."""

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Answer:
    """What a receiver answered: the status, and the beginning of the text."""

    status: int
    text: str


def check(url: str, *, allowed_private_hosts: Collection[str] = ()) -> None:
    """Raise Refused unless an address is one that may be sent to, as far as can be read off it."""
    _checked(url, _fence(allowed_private_hosts, Clock(1.0)))


def post(
    url: str,
    body: bytes,
    *,
    headers: Mapping[str, str],
    allowed_private_hosts: Collection[str] = (),
    deadline: float = 15.0,
) -> Answer:
    """POST to an https address on the public internet; Refused, or Unreachable without an answer.

    `allowed_private_hosts` are the operator's exceptions, as "host:port"; those may be http.
    """
    clock = Clock(deadline)
    fence = _fence(allowed_private_hosts, clock)
    target = _checked(url, fence)
    request = httpx.Request(
        "POST", target, content=body, headers={"User-Agent": USER_AGENT, **headers}
    )
    with Transport(fence) as transport:
        try:
            response = transport.handle_request(request)
            try:
                return Answer(response.status_code, _beginning(response, clock))
            finally:
                response.close()
        except (httpcore.TimeoutException, httpx.TimeoutException) as error:
            raise Unreachable("The receiver took too long to answer.") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
            raise Unreachable("The connection failed or was cut short.") from error


def _fence(allowed: Collection[str], clock: Clock) -> Fence:
    return Fence(frozenset(host.lower() for host in allowed), clock)


def _checked(url: str, fence: Fence) -> httpx.URL:
    """An address in the form in which it may be sent to; Refused says what is wrong with it."""
    if not url or len(url) > LONGEST or not url.isprintable() or any(c in url for c in " \\"):
        raise Refused("The address is empty, too long, or has spaces or backslashes in it.")
    try:
        target = httpx.URL(url)
        host, port = str(target.host), target.port or urlsplit(url).port
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Refused("This is not a web address. It should look like https://…") from error
    if target.fragment:
        raise Refused("The address has a # in it. Leave that out.")
    if target.scheme != "https" and not fence.allows_private(host, port or 80):
        raise Refused("Only https:// addresses are sent to.")
    fence.check_target(target)
    return target


def _beginning(response: httpx.Response, clock: Clock) -> str:
    """The first characters of an answer, whatever follows; as they come, packed or not."""
    found = bytearray()
    try:
        for chunk in response.stream:  # type: ignore[union-attr]
            found += chunk
            clock.left()
            if len(found) >= 4 * KEPT:
                break
    except (Unfetchable, httpcore.NetworkError, httpcore.ProtocolError, OSError):
        pass  # the status is what counts
    text = bytes(found[: 4 * KEPT]).decode("utf-8", errors="replace")
    return "".join(one if one.isprintable() else " " for one in text)[:KEPT]
