"""Opens connections to checked addresses only, and within a deadline."""

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import httpcore
import httpx

from .addresses import is_disguised_number, is_public
from .errors import PASTE, SLOW, Refused, Unreachable

PORTS = {"http": 80, "https": 443}


class Clock:
    """The time left for the whole of one `get`."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def left(self, at_most: float | None = None) -> float:
        """Seconds left, capped; raises `Unreachable` when there are none."""
        left = self._ends - time.monotonic()
        if left <= 0:
            raise Unreachable(SLOW)
        return left if at_most is None else min(left, at_most)


class Fence(httpcore.NetworkBackend):
    """Opens connections, and only to addresses that have been checked."""

    def __init__(self, allowed: frozenset[str], clock: Clock) -> None:
        self._allowed = allowed
        self._clock = clock
        self._sockets = httpcore.SyncBackend()

    def allows_private(self, host: str, port: int) -> bool:
        """Whether the operator has made an exception of a host, for a port."""
        host = host.rstrip(".").lower()
        host = f"[{host}]" if ":" in host else host
        return f"{host}:{port}" in self._allowed or (port in (80, 443) and host in self._allowed)

    def check_target(self, target: httpx.URL) -> None:
        """Raise `Refused` unless scheme, host, port and the absence of credentials are right."""
        if target.scheme not in PORTS:
            raise Refused("Only http:// and https:// addresses can be fetched.")
        if target.userinfo:
            raise Refused("The address has a user name or password in it. Leave them out.")
        if not target.host:
            raise Refused("The address names no site. It should look like https://…")
        port = target.port or PORTS[target.scheme]
        if self.allows_private(target.host, port):
            return
        if port not in (80, 443):
            raise Refused(f"Port {port} is not one that web pages are served from. {PASTE}")
        if is_disguised_number(target.host):
            raise Refused(f"The address writes its host as a bare number. {PASTE}")

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Look a host up once, check all its addresses, and connect to the first that answers."""
        failure: Exception = OSError("no address")
        for address in self._checked_addresses(host, port):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._clock.left(5.0), local_address, socket_options
                )
                return Stream(stream, self._clock)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def _checked_addresses(self, host: str, port: int) -> list[str]:
        addresses = _resolve_within(host, port, self._clock.left())
        if not addresses:
            raise Unreachable(f"There is no site at {host}. Check the address.")
        if not self.allows_private(host, port) and not all(map(is_public, addresses)):
            raise Refused(
                f"{host} is on a private network, which we do not fetch from. {PASTE} "
                "Whoever runs On Record can allow a host."
            )
        return addresses


class Stream(httpcore.NetworkStream):
    """A connection on which no wait outlasts the deadline, however slowly bytes drip in."""

    def __init__(self, inner: httpcore.NetworkStream, clock: Clock) -> None:
        self._inner = inner
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._clock.left(timeout)
        return Stream(self._inner.start_tls(ssl_context, server_hostname, left), self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class Transport(httpx.BaseTransport):
    """Sends httpx requests over fenced connections; no proxies, cookies or environment."""

    def __init__(self, fence: Fence) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=_tls(), network_backend=fence)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                httpcore.URL(
                    scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
                ),
                headers=request.headers.raw,
                content=request.read() or None,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """An answer's bytes as they come off the connection."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


def _resolve(host: str, port: int) -> list[str]:
    """Every address a name has: the one place where a name is looked up."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _resolve_within(host: str, port: int, seconds: float) -> list[str]:
    """Look a name up in a thread, since the system's resolver cannot be told to hurry."""
    found: list[str] = []

    def look_up() -> None:
        try:
            found.extend(_resolve(host, port))
        except (OSError, ValueError):  # no such name, or not a name at all
            return

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        raise Unreachable(SLOW)
    return found
