"""One shape for every error, a schema that holds, and documentation without inline scripts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.core.management import call_command
from django.db import OperationalError
from django.test import Client, RequestFactory
from drf_spectacular.generators import SchemaGenerator
from rest_framework.throttling import AnonRateThrottle

from config import api as config_api
from config.api.problems import KINDS, STATUS
from quotes.api.desk import MOVE_VIEWS
from quotes.api.public import QuoteViewSet
from quotes.models import Quote, Speaker
from quotes.search import QuoteSearch
from quotes.search.language.syntax import as_told
from quotes.verification import CHECKLIST, State
from sources.refusal import Refusal
from tests.make import make_person, make_quote, make_speaker, make_version

pytestmark = pytest.mark.django_db

QUOTES = "/api/v1/quotes/"


def is_problem(response: Any, status: int) -> dict[str, Any]:
    """The body of a response, once it is a problem in the one shape."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = response.json()
    assert {"type", "title", "status", "detail"} <= set(body)
    assert body["status"] == status
    assert body["title"] and body["detail"]
    for error in body.get("errors", []):
        assert set(error) == {"field", "message"}
    return body


# Problems


@pytest.mark.parametrize(
    "address",
    ["/api/", "/api/v2/", "/api/v1/nothing/", "/api/v1/quotes/x/", "/api/x.php", "/api/v1/%00/"],
)
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_an_unknown_address_is_a_problem(client: Client, address: str, method: str) -> None:
    response = getattr(client, method)(address)
    assert response.status_code == 404
    if method != "head":
        is_problem(response, 404)


def test_a_forgotten_slash_is_mended_for_readers(client: Client) -> None:
    response = client.get("/api/v1/quotes?kind=direct")
    assert (response.status_code, response["Location"]) == (302, f"{QUOTES}?kind=direct")


def test_a_forgotten_slash_is_told_to_writers(client: Client) -> None:
    response = client.post("/api/v1/quotes/1/submit", {}, content_type="application/json")
    assert "slash" in is_problem(response, 404)["detail"]


def test_a_redirect_never_leaves_the_site(client: Client) -> None:
    for address in ("//evil.example/api/v1/quotes", "/api//evil.example", "/api/v1//evil.example"):
        response = client.get(address)
        assert "Location" not in response or response["Location"].startswith("/api/")


def test_a_wrong_method_is_a_problem_that_names_the_right_ones(client: Client) -> None:
    response = client.post(QUOTES)
    is_problem(response, 405)
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("sent", "content_type", "status"),
    [
        ("{", "application/json", 400),
        ("{'expected': 1}", "application/json", 400),
        ('{"expected": NaN}', "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        ("[" * 50_000, "application/json", 400),
        ("[]", "application/json", 400),
        ("7", "application/json", 400),
        ("null", "application/json", 400),
        (" " * 100_001, "application/json", 413),
        ("expected=1", "application/x-www-form-urlencoded", 415),
        ("<expected>1</expected>", "application/xml", 415),
        ("{}", "application/json; charset=nonsense", 400),
        ("{}", "nonsense", 415),
    ],
)
def test_a_body_that_cant_be_read_is_a_problem(
    client: Client, sent: Any, content_type: str, status: int
) -> None:
    quote = make_quote()
    client.force_login(make_person("reporter"))
    response = client.generic("POST", f"{QUOTES}{quote.pk}/submit/", sent, content_type)
    is_problem(response, status)
    quote.refresh_from_db()
    assert quote.state == State.CAPTURED


def test_a_form_that_is_asked_for_but_not_made_is_a_problem(client: Client) -> None:
    is_problem(client.get(QUOTES, headers={"Accept": "text/csv"}), 406)


def test_anonymous_readers_are_throttled_and_told_how_long(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "3/min", "user": "9/min"})
    cache.clear()
    for _ in range(3):
        assert client.get(QUOTES).status_code == 200
    response = client.get(QUOTES)
    is_problem(response, 429)
    assert 1 <= int(response["Retry-After"]) <= 60
    client.force_login(make_person("checker"))
    assert client.get(QUOTES).status_code == 200


def test_requests_with_a_bad_token_are_throttled_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "3/min", "user": "9/min"})
    cache.clear()
    headers = {"Authorization": "Token " + "0" * 64}
    for _ in range(3):
        assert client.get(QUOTES, headers=headers).status_code == 401
    is_problem(client.get(QUOTES, headers=headers), 429)


def test_a_format_is_a_parameter_that_we_do_not_know(client: Client) -> None:
    body = is_problem(client.get(QUOTES, {"format": "xml"}), 400)
    assert body["errors"][0]["field"] == "format"


def test_a_body_of_unknown_length_is_not_taken_for_none(client: Client) -> None:
    response = client.get(QUOTES, headers={"Transfer-Encoding": "chunked"})
    is_problem(response, 411)


def test_a_fault_of_ours_is_a_problem_that_tells_nothing_of_the_inside(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(view: QuoteViewSet) -> None:
        raise RuntimeError("the secret inside")

    monkeypatch.setattr(QuoteViewSet, "get_queryset", fail)
    response = client.get(QUOTES)
    assert "secret" not in str(is_problem(response, 500))
    assert "the secret inside" in caplog.text


def test_a_lost_database_is_a_503_that_says_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(view: QuoteViewSet) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(QuoteViewSet, "get_queryset", lose)
    client.raise_request_exception = False
    response = client.get(QUOTES)
    is_problem(response, 503)
    assert response["Retry-After"]


def refusals(kind: type[Refusal] = Refusal) -> set[type[Refusal]]:
    return {kind}.union(*(refusals(inner) for inner in kind.__subclasses__()))


def test_every_refusal_has_a_status_and_every_title_its_refusal() -> None:
    named = {kind for kind in refusals() if kind.__module__.startswith("quotes.verification")}
    assert named and named <= set(STATUS)
    assert set(KINDS) <= set(STATUS)


def test_a_request_for_another_host_is_a_problem(client: Client) -> None:
    is_problem(client.get(QUOTES, headers={"Host": "evil.example"}), 400)


def test_a_fault_outside_the_views_is_a_problem(client: Client) -> None:
    response = config_api.server_error(RequestFactory().get(QUOTES))
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"


def test_a_page_for_another_host_is_no_problem_of_the_api(client: Client) -> None:
    response = client.get("/", headers={"Host": "evil.example"})
    assert (response.status_code, response["Content-Type"]) == (400, "text/html; charset=utf-8")


@pytest.mark.parametrize("address", ["/api/v1/schema/", "/api/docs/"])
def test_a_wrong_method_is_a_problem_where_no_json_is_spoken(client: Client, address: str) -> None:
    is_problem(client.post(address), 405)


# Schema and documentation


def test_the_schema_validates_without_a_warning(tmp_path: Any) -> None:
    written = tmp_path / "schema.yml"
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(written))
    assert "/api/v1/quotes/" in written.read_text()


def schema() -> dict[str, Any]:
    generated: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return generated


def test_the_schema_names_every_filter_of_the_search() -> None:
    parameters = schema()["paths"][QUOTES]["get"]["parameters"]
    named = {parameter["name"] for parameter in parameters}
    assert named == set(QuoteSearch.base_filters) | {"cursor", "page_size"}
    assert all(parameter["description"] for parameter in parameters)


def test_the_schema_gives_every_operation_its_problems() -> None:
    for path, operations in schema()["paths"].items():
        for method, operation in operations.items():
            answers = operation["responses"]
            assert {"400", "401", "429"} <= set(answers), path
            assert ("404" in answers) == ("{" in path), path
            assert ("409" in answers) == (method == "post"), path
            assert "application/problem+json" in answers["400"]["content"], path


def test_the_schema_asks_for_a_token_or_a_session_where_editors_work() -> None:
    paths = schema()["paths"]
    for path, operations in paths.items():
        for method, operation in operations.items():
            asked = operation["security"]
            is_closed = method == "post" or "/desk/" in path
            assert ({} in asked) != is_closed, path
            assert {"token": []} in asked and {"cookieAuth": []} in asked


def test_the_schema_is_served_to_anybody(client: Client) -> None:
    response = client.get("/api/v1/schema/", headers={"Accept": "application/json"})
    assert response.status_code == 200
    assert response.json()["info"]["title"] == "On Record"


def test_the_root_leads_to_everything(client: Client) -> None:
    links = client.get("/api/v1/").json()
    assert set(links) == {"quotes", "speakers", "articles", "outlets", "schema", "docs"}
    for address in links.values():
        assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_the_documentation_needs_no_inline_script(client: Client) -> None:
    response = client.get("/api/docs/")
    policy = response["Content-Security-Policy"]
    script = next(part for part in policy.split(";") if part.strip().startswith("script-src"))
    assert "unsafe" not in script
    assert b"<script>" not in response.content
    assert b"http://" not in response.content and b"https://" not in response.content


# The page that describes it

PAGE = Path(settings.BASE_DIR, "docs", "api.md")


def readings() -> list[str]:
    """The addresses that the page reads with curl, without a token."""
    found = re.findall(r'^curl -s "\$API(/[^"]*)"$', PAGE.read_text(), re.MULTILINE)
    assert len(found) > 5
    return found


def described_quote() -> Quote:
    """The quote that the page shows, said by the speaker and in the outlet that it reads."""
    board = make_speaker("Harbour Board", kind=Speaker.Kind.ORGANISATION)
    ada, bo = make_speaker("Ada Quill"), make_speaker("Bo Reed")
    version = make_version(
        "“We open the harbour in spring.”",
        headline="The harbour opens",
        url="https://courier.example/harbour",
    )
    words = "We open the harbour in spring."
    shown = make_quote(State.PUBLISHED, version=version, words=words, speaker=ada)
    for speaker in (board, bo):
        make_quote(State.PUBLISHED, speaker=speaker)
    return shown


def test_what_the_page_reads_can_be_read(client: Client) -> None:
    quote = described_quote()
    for address in readings():
        here = address.replace("/quotes/1/", f"/quotes/{quote.pk}/")
        here = here.replace("/articles/1/", f"/articles/{quote.article.pk}/")
        assert client.get(f"/api/v1{here}").status_code == 200, address


def test_the_page_shows_a_quote_as_it_is(client: Client) -> None:
    quote = described_quote()
    shown = json.loads(re.findall(r"```json\n(.*?)```", PAGE.read_text(), re.DOTALL)[0])
    told = client.get(f"{QUOTES}{quote.pk}/").json()

    def without_ids(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: without_ids(inner) for name, inner in value.items() if name != "id"}
        if isinstance(value, str):
            return value.replace("127.0.0.1:8000", "testserver").replace(f"/{quote.pk}/", "/1/")
        return value

    assert without_ids(shown) == without_ids(told)


def test_the_page_names_every_filter_move_and_kind_of_problem() -> None:
    page = PAGE.read_text()
    named = {
        *QuoteSearch.base_filters,
        *MOVE_VIEWS,
        *CHECKLIST,
        *(name for name, _ in KINDS.values()),
    }
    assert {name for name in named if name not in page} == set()


def test_the_page_tells_how_to_search() -> None:
    assert as_told() in PAGE.read_text()
