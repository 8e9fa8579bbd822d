"""Fetches one page from the public web: the only outgoing HTTP.

An address typed by an editor, or found in a feed, must never reach our own network (server-side
request forgery). So the name is looked up here, every address it has is checked, and the
connection goes to the very address that was checked. A later lookup cannot change the answer.
"""

import email.message
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

import httpcore
import httpx

from .errors import PASTE, SLOW, Refused, Unfetchable, Unreachable
from .fence import Clock, Fence, Transport

__all__ = ["Page", "Refused", "Unfetchable", "Unreachable", "get"]

USER_AGENT = "OnRecord/0.1 (+quotation archive)"
MAX_REDIRECTS = 5
MAX_URL = 2000
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered; `url` is where the redirects ended, `body` is decompressed."""

    url: str
    status: int
    media_type: str
    charset: str
    body: bytes
    etag: str
    last_modified: str


def get(
    url: str,
    *,
    allowed_private_hosts: Collection[str] = (),
    etag: str = "",
    last_modified: str = "",
    deadline: float = 20.0,
    max_bytes: int = 5_000_000,
) -> Page:
    """Fetch a page, or raise `Refused` or `Unreachable` with a message for an editor.

    `allowed_private_hosts` are the operator's exceptions, as "host:port" (or "host", for ports
    80 and 443). With `etag` or `last_modified` the server may answer 304, which comes back as a
    Page without a body. `deadline` is in seconds, for everything from lookup to last byte.
    """
    clock = Clock(deadline)
    fence = Fence(frozenset(host.lower() for host in allowed_private_hosts), clock)
    headers = _headers(etag, last_modified)
    target = _parse(url)
    with Transport(fence) as transport:
        for _ in range(MAX_REDIRECTS + 1):
            fence.check_target(target)
            answer = _ask(transport, target, headers, clock, max_bytes)
            if isinstance(answer, Page):
                return answer
            target = answer
    raise Unreachable(f"The address redirects more than {MAX_REDIRECTS} times. {PASTE}")


def _headers(etag: str, last_modified: str) -> dict[str, str]:
    sent = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    known = {name: value for name, value in sent.items() if _is_header_safe(value)}
    return {
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip",
        **known,
    }


def _is_header_safe(value: str) -> bool:
    return bool(value) and len(value) <= 500 and value.isascii() and value.isprintable()


def _parse(url: str) -> httpx.URL:
    """Read an address as typed, refusing what browsers would silently repair."""
    url = url.strip()
    if len(url) > MAX_URL:
        raise Refused(f"The address is longer than {MAX_URL} characters. Use the story's own link.")
    if not url or not url.isprintable() or any(char in url for char in " \\"):
        raise Refused(
            "The address is empty or has spaces, backslashes or control characters in it. "
            "Copy it again from the browser's address bar."
        )
    try:
        target = httpx.URL(url).copy_with(fragment=None)
        str(target.host)  # decoded only now: a broken international name raises here
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise Refused("This is not a web address. It should look like https://…") from error
    return target


def _ask(
    transport: Transport,
    target: httpx.URL,
    headers: dict[str, str],
    clock: Clock,
    max_bytes: int,
) -> Page | httpx.URL:
    """Send one request; the answer is a page, or the address it redirects to."""
    try:
        response = transport.handle_request(httpx.Request("GET", target, headers=headers))
        try:
            return _answer(response, target, clock, max_bytes)
        finally:
            response.close()
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise Unreachable(SLOW) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, httpx.HTTPError, OSError) as error:
        raise Unreachable(
            f"No page could be read from {target.host}: the connection failed or was cut short. "
            f"Check the address and try again. {PASTE}"
        ) from error


def _answer(
    response: httpx.Response, target: httpx.URL, clock: Clock, max_bytes: int
) -> Page | httpx.URL:
    location = response.headers.get("location", "")
    if response.status_code in _REDIRECTS and location:
        return _redirect(target, location)
    _check_status(response)
    body = b"" if response.status_code == 304 else _body(response, clock, max_bytes)
    return _page(response, target, body)


def _redirect(target: httpx.URL, location: str) -> httpx.URL:
    try:
        return _parse(str(target.join(location)))
    except (httpx.InvalidURL, ValueError) as error:
        raise Unreachable(f"The server redirects to an unreadable address. {PASTE}") from error


def _check_status(response: httpx.Response) -> None:
    status = response.status_code
    if 200 <= status < 300 or status == 304:
        return
    remedy = {
        401: f"The page needs a login. {PASTE}",
        402: f"The page is behind a paywall. {PASTE}",
        403: f"It does not let us read this page. {PASTE}",
        404: "Check the address.",
        410: f"The page was taken down. {PASTE}",
        429: "It wants fewer requests. Try again later.",
        451: f"The page is blocked for legal reasons. {PASTE}",
    }.get(status, "Try again later." if status >= 500 else PASTE)
    reason = httpx.codes.get_reason_phrase(status) or "no page"
    raise Unreachable(f"The server answered {status}: {reason}. {remedy}", status=status)


def _page(response: httpx.Response, target: httpx.URL, body: bytes) -> Page:
    kind = email.message.Message()
    kind["content-type"] = response.headers.get("content-type", "")[:500]
    etag = response.headers.get("etag", "")
    modified = response.headers.get("last-modified", "")
    return Page(
        url=str(target),
        status=response.status_code,
        media_type=kind.get_content_type() if kind["content-type"] else "",
        charset=str(kind.get_content_charset("")),
        body=body,
        etag=etag if _is_header_safe(etag) else "",
        last_modified=modified if _is_header_safe(modified) else "",
    )


def _body(response: httpx.Response, clock: Clock, max_bytes: int) -> bytes:
    """Read the body, counting bytes after decompression so that a gzip bomb stays small."""
    declared = response.headers.get("content-length", "")
    if declared.isascii() and declared.isdigit() and int(declared[:20]) > max_bytes:
        raise _too_big(max_bytes)
    body = bytearray()
    for chunk in _decompressed(response, max_bytes):
        body += chunk
        clock.left()
        if len(body) > max_bytes:
            raise _too_big(max_bytes)
    return bytes(body)


def _too_big(max_bytes: int) -> Unreachable:
    size = f"{max_bytes / 1_000_000:g} MB"
    return Unreachable(f"The page is larger than {size}, the most we read. {PASTE}")


def _decompressed(response: httpx.Response, max_bytes: int) -> Iterable[bytes]:
    encoding = response.headers.get("content-encoding", "").strip().lower()
    if encoding in ("", "identity"):
        return response.iter_raw()
    if encoding in ("gzip", "x-gzip"):
        return _gunzipped(response.iter_raw(), max_bytes)
    raise Unreachable(f"The server packs the page in a way we did not ask for. {PASTE}")


def _gunzipped(chunks: Iterable[bytes], max_bytes: int) -> Iterator[bytes]:
    """Unpack gzip, little more than `max_bytes` at a time, however dense the packing.

    A file may be several gzip members end to end (RFC 1952, section 2.2).
    """
    unpacker = zlib.decompressobj(wbits=31)
    try:
        for chunk in chunks:
            while chunk:
                if unpacker.eof:
                    unpacker = zlib.decompressobj(wbits=31)
                yield unpacker.decompress(chunk, max_bytes + 1)
                chunk = unpacker.unused_data
    except zlib.error as error:
        raise Unreachable(f"The page's compression is damaged. {PASTE}") from error
    if not unpacker.eof:
        raise Unreachable(f"The page was cut short on its way. Try again. {PASTE}")
