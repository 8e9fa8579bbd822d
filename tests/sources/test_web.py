"""The fence around outgoing HTTP, tried against real servers on the loopback address."""

import gzip
import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from sources import web
from sources.web import addresses, fence

Answer = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server whose answers are functions by path, and which keeps the requests it had."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        self.host = f"127.0.0.1:{self._server.server_port}"

    def _handler(site) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.requests.append((self.path, dict(self.headers)))
                try:
                    site.pages[self.path](self)
                except OSError:
                    return  # the reader hung up, as it should on an endless page

            def log_message(self, *args: object) -> None:
                return

        return Handler

    def get(self, path: str, **options: Any) -> web.Page:
        options.setdefault("deadline", 5.0)
        return web.get(f"http://{self.host}{path}", allowed_private_hosts=[self.host], **options)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


def answer(status: int = 200, body: bytes = b"", **headers: str) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {"Content_Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def endless(chunk: bytes, pause: float = 0.0) -> Answer:
    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100_000):
            handler.wfile.write(chunk)
            time.sleep(pause)

    return send


def test_a_page_comes_back_with_its_type_charset_and_validators(site: Site) -> None:
    site.pages["/story"] = answer(
        body="«Ja»".encode("latin-1"),
        Content_Type='text/html; charset="ISO-8859-1"',
        ETag='"v1"',
        Last_Modified="Tue, 08 Apr 2025 09:00:00 GMT",
    )
    page = site.get("/story#top")
    assert page == web.Page(
        url=f"http://{site.host}/story",
        status=200,
        media_type="text/html",
        charset="iso-8859-1",
        body="«Ja»".encode("latin-1"),
        etag='"v1"',
        last_modified="Tue, 08 Apr 2025 09:00:00 GMT",
    )


def test_a_request_says_who_asks_and_carries_nothing_of_ours(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    site.pages["/a"] = answer(302, Location="/b", Set_Cookie="a=b")
    site.pages["/b"] = answer(body=b"x")
    site.get("/a")
    sent = {name.lower(): value for name, value in site.requests[-1][1].items()}
    assert sent["user-agent"] == "OnRecord/0.1 (+quotation archive)"
    assert sent["host"] == site.host
    assert sent["accept-encoding"] == "gzip"
    assert set(sent) == {"user-agent", "host", "accept-encoding", "accept"}


def test_an_unchanged_page_comes_back_as_304_without_a_body(site: Site) -> None:
    site.pages["/story"] = answer(304, ETag='"v1"')
    page = site.get("/story", etag='"v1"', last_modified="Tue, 08 Apr 2025 09:00:00 GMT")
    assert (page.status, page.body, page.etag) == (304, b"", '"v1"')
    assert site.requests[0][1]["If-None-Match"] == '"v1"'
    assert site.requests[0][1]["If-Modified-Since"].startswith("Tue")


def test_a_validator_cannot_smuggle_a_header(site: Site) -> None:
    site.pages["/story"] = answer(body=b"x")
    site.get("/story", etag='"v1"\r\nX-Evil: 1')
    assert not {"If-None-Match", "X-Evil"} & set(site.requests[0][1])


def test_redirects_are_followed_to_the_final_address(site: Site) -> None:
    site.pages["/a"] = answer(301, Location="b")
    site.pages["/b"] = answer(307, Location=f"http://{site.host}/c?d=é")
    site.pages["/c?d=%C3%A9"] = answer(body=b"here")
    page = site.get("/a")
    assert (page.url, page.body) == (f"http://{site.host}/c?d=%C3%A9", b"here")


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.1/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.0.0.1:8080/",
        "file:///etc/passwd",
        "http://user:secret@example.com/",
    ],
)
def test_a_redirect_is_checked_as_if_it_had_been_typed(site: Site, location: str) -> None:
    site.pages["/a"] = answer(302, Location=location)
    with pytest.raises(web.Refused):
        site.get("/a")


def test_a_redirect_loop_ends(site: Site) -> None:
    site.pages["/a"] = answer(302, Location="/a")
    with pytest.raises(web.Unreachable, match="more than 5 times"):
        site.get("/a")
    assert len(site.requests) == 6


@pytest.mark.parametrize("location", ["http://[broken/", "http://exa mple/"])
def test_a_redirect_to_garbage_is_a_clear_error(site: Site, location: str) -> None:
    site.pages["/a"] = answer(302, Location=location)
    with pytest.raises(web.Unfetchable):
        site.get("/a")


def test_an_endless_body_is_cut_off_at_the_limit(site: Site) -> None:
    site.pages["/a"] = endless(b"x" * 10_000)
    with pytest.raises(web.Unreachable, match=r"larger than 0\.1 MB"):
        site.get("/a", max_bytes=100_000)


def test_a_body_that_announces_its_size_is_refused_unread(site: Site) -> None:
    site.pages["/a"] = answer(Content_Length="50000000")
    with pytest.raises(web.Unreachable, match="larger than 5 MB"):
        site.get("/a")


def test_a_body_of_exactly_the_limit_is_read(site: Site) -> None:
    site.pages["/a"] = answer(body=b"x" * 1000)
    assert len(site.get("/a", max_bytes=1000).body) == 1000


def test_a_slow_drip_does_not_outlast_the_deadline(site: Site) -> None:
    site.pages["/a"] = endless(b"x", pause=0.05)
    started = time.monotonic()
    with pytest.raises(web.Unreachable, match="too long"):
        site.get("/a", deadline=0.4)
    assert time.monotonic() - started < 10


def test_a_drip_of_headers_does_not_outlast_the_deadline(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(1000):
            handler.wfile.write(b"X-%d: a\r\n" % n)
            time.sleep(0.05)

    site.pages["/a"] = drip
    started = time.monotonic()
    with pytest.raises(web.Unreachable, match="too long"):
        site.get("/a", deadline=0.4)
    assert time.monotonic() - started < 10


def test_a_silent_server_does_not_outlast_the_deadline(site: Site) -> None:
    site.pages["/a"] = lambda handler: time.sleep(1)
    with pytest.raises(web.Unreachable, match="too long"):
        site.get("/a", deadline=0.3)


def test_a_slow_lookup_does_not_outlast_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fence, "_resolve", lambda host, port: time.sleep(4) or [])
    started = time.monotonic()
    with pytest.raises(web.Unreachable, match="too long"):
        web.get("http://news.example/", deadline=0.2)
    assert time.monotonic() - started < 3.5


def test_a_compressed_page_is_unpacked(site: Site) -> None:
    packed = gzip.compress(b"one ") + gzip.compress(b"two")
    site.pages["/a"] = answer(body=packed, Content_Encoding="gzip")
    assert site.get("/a").body == b"one two"


def test_a_gzip_bomb_stays_small(site: Site) -> None:
    site.pages["/a"] = answer(body=gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")
    with pytest.raises(web.Unreachable, match="larger than 5 MB"):
        site.get("/a")


@pytest.mark.parametrize("body", [gzip.compress(b"story" * 100)[:-12], b"not gzip at all"])
def test_damaged_compression_is_a_clear_error(site: Site, body: bytes) -> None:
    site.pages["/a"] = answer(body=body, Content_Encoding="gzip")
    with pytest.raises(web.Unreachable, match=r"damaged|cut short"):
        site.get("/a")


def test_a_packing_we_did_not_ask_for_is_a_clear_error(site: Site) -> None:
    site.pages["/a"] = answer(body=b"x", Content_Encoding="br")
    with pytest.raises(web.Unreachable, match="did not ask for"):
        site.get("/a")


def test_a_body_cut_short_is_no_page(site: Site) -> None:
    site.pages["/a"] = answer(body=b"half", Content_Length="100")
    with pytest.raises(web.Unreachable, match="cut short"):
        site.get("/a")


@pytest.mark.parametrize(
    ("status", "words"),
    [(404, "404: Not Found"), (500, "500: Internal"), (403, "403: Forbidden"), (999, "999")],
)
def test_an_error_names_the_status_and_a_remedy(site: Site, status: int, words: str) -> None:
    site.pages["/a"] = answer(status)
    with pytest.raises(web.Unreachable, match=f"answered {words}") as caught:
        site.get("/a")
    assert caught.value.status == status


def test_a_server_that_is_not_http_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host = f"127.0.0.1:{server.getsockname()[1]}"

        def speak() -> None:
            connection, _ = server.accept()
            connection.recv(1000)
            connection.sendall(b"SSH-2.0-x\r\n\r\n")
            connection.close()

        threading.Thread(target=speak, daemon=True).start()
        with pytest.raises(web.Unreachable, match="connection failed"):
            web.get(f"http://{host}/", allowed_private_hosts=[host], deadline=3)


def test_a_closed_port_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        host = f"127.0.0.1:{server.getsockname()[1]}"
    with pytest.raises(web.Unreachable, match="connection failed"):
        web.get(f"http://{host}/", allowed_private_hosts=[host], deadline=3)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "   ",
        "news",
        "/story",
        "//news.example/x",
        "http://",
        "http:///x",
        "ftp://news.example/x",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "gopher://127.0.0.1:6379/_x",
        "http://exa mple/",
        "http://news.example\\@127.0.0.1/",
        "http://news.example/\r\nHost: x",
        "http://news.example/\x00",
        "http://user@news.example/",
        "http://user:secret@news.example/",
        "http://news.example:22/",
        "http://news.example:6379/",
        "http://[::1",
        "http://xn--/",
        "http://news.example/" + "x" * 3000,
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.1/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://0/",
    ],
)
def test_an_unfit_address_is_refused_before_any_lookup(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fence, "_resolve", lambda host, port: pytest.fail("looked up"))
    with pytest.raises(web.Refused):
        web.get(url, deadline=2)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.8.9.10",
        "0.0.0.0",  # noqa: S104
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "168.63.129.16",
        "100.64.0.1",
        "100.100.100.200",
        "192.0.0.8",
        "198.18.0.1",
        "203.0.113.5",
        "224.0.0.1",
        "239.255.255.250",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::127.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:db8::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
    ],
)
def test_a_name_that_leads_to_a_closed_address_is_refused_unconnected(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not addresses.is_public(address)
    monkeypatch.setattr(fence, "_resolve", lambda host, port: ["93.184.215.14", address])
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("connected"))
    with pytest.raises(web.Refused, match="private network"):
        web.get("https://news.example/", deadline=2)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:4700::1111", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14"]
)
def test_a_public_address_is_public_however_it_is_wrapped(address: str) -> None:
    assert addresses.is_public(address)


def test_the_metadata_address_is_refused_without_a_connection(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("connected"))
    with pytest.raises(web.Refused):
        web.get("http://169.254.169.254/latest/meta-data/", deadline=2)


def test_a_name_is_looked_up_once_and_its_checked_address_is_used(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second lookup could answer otherwise (DNS rebinding)."""
    port = site.host.partition(":")[2]
    lookups = itertools.chain([["127.0.0.1"]], itertools.repeat(["10.0.0.1"]))
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(lookups)

    monkeypatch.setattr(fence, "_resolve", resolve)
    site.pages["/a"] = answer(body=b"x")
    url = f"http://cms.newsroom.example:{port}/a"
    page = web.get(url, allowed_private_hosts=[f"cms.newsroom.example:{port}"], deadline=3)
    assert page.body == b"x"
    assert asked == ["cms.newsroom.example"]
    assert site.requests[0][1]["Host"] == f"cms.newsroom.example:{port}"


def test_an_exception_for_one_port_is_none_for_another(site: Site) -> None:
    with pytest.raises(web.Refused):
        web.get(f"http://{site.host}/", allowed_private_hosts=["127.0.0.1:1"], deadline=2)
    assert site.requests == []


def test_a_name_that_does_not_exist_is_a_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror("no such name")

    monkeypatch.setattr(fence, "_resolve", resolve)
    with pytest.raises(web.Unreachable, match=r"no site at nowhere\.example"):
        web.get("https://nowhere.example/", deadline=2)


def test_a_server_without_valid_tls_is_not_trusted(site: Site) -> None:
    with pytest.raises(web.Unreachable):
        web.get(f"https://{site.host}/", allowed_private_hosts=[site.host], deadline=3)
