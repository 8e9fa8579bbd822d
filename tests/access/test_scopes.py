"""A token is good for what its scopes say; other sites' pages for what anybody may read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import URLPattern, URLResolver

from access.scopes import PUBLIC, Scope
from config.api.urls import urlpatterns
from quotes.models import Quote
from quotes.verification import State
from tests.access.make import bearing, make_integrator, make_secret
from tests.make import make_person, make_quote

QUOTES, DESK = "/api/v1/quotes/", "/api/v1/desk/quotes/"
WITHOUT = {"docs"}
"""Pages for people: a token is nothing to them."""


def views(patterns: Any) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from views(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield str(pattern.name), pattern.callback.cls  # type: ignore[attr-defined]


def test_every_address_states_the_scope_of_every_method() -> None:
    for name, view in views(urlpatterns):
        if name in WITHOUT:
            continue
        for method in view.http_method_names:
            if hasattr(view, method) and method != "options":
                assert method.upper() in view.scopes, (name, method)


def test_no_desk_address_is_open_to_other_sites() -> None:
    for name, view in views(urlpatterns):
        if "desk" in name:
            assert not PUBLIC & set(view.scopes.values()), name


@pytest.mark.django_db
class TestScopes:
    @pytest.mark.parametrize(
        ("held", "method", "address", "needed"),
        [
            (Scope.DESK_READ, "get", QUOTES, Scope.READ),
            (Scope.WEBHOOKS, "head", QUOTES, Scope.READ),
            (Scope.READ, "get", DESK, Scope.DESK_READ),
            (Scope.DESK_WRITE, "get", DESK, Scope.DESK_READ),
            (Scope.DESK_READ, "post", f"{QUOTES}1/submit/", Scope.DESK_WRITE),
            (Scope.EXPORT, "post", "/api/v1/desk/bulk/", Scope.DESK_WRITE),
        ],
    )
    def test_a_missing_scope_is_named(
        self, held: str, method: str, address: str, needed: str
    ) -> None:
        secret = make_secret(make_person("checker"), held)
        response = getattr(Browser(), method)(address, headers=bearing(secret))
        assert response.status_code == 403
        if method != "head":
            body = response.json()
            assert body["type"] == "urn:on-record:problem:missing-scope"
            assert body["scope"] == needed
            assert f"`{needed}`" in body["detail"] and f"`{held}`" in body["detail"]

    def test_a_write_needs_its_scope_and_the_persons_own_right(self) -> None:
        reporter = make_person("reporter")
        quote = make_quote(State.VERIFIED)
        body = {"expected": quote.change_number}
        response = Browser().post(
            f"{QUOTES}{quote.pk}/publish/",
            body,
            content_type="application/json",
            headers=bearing(make_secret(reporter)),
        )
        assert response.status_code == 403
        assert response.json()["type"] == "urn:on-record:problem:not-allowed"
        assert Quote.objects.get(pk=quote.pk).state == State.VERIFIED

    def test_an_integrator_reads_what_is_public_and_no_more(self) -> None:
        quote = make_quote(State.VERIFIED)
        _, _, secret = make_integrator(Scope.READ, Scope.EXPORT, Scope.WEBHOOKS)
        browser = Browser()
        assert browser.get(QUOTES, headers=bearing(secret)).json()["results"] == []
        address = f"{QUOTES}{quote.pk}/"
        assert browser.get(address, headers=bearing(secret)).status_code == 404
        assert browser.get(DESK, headers=bearing(secret)).status_code == 403

    def test_a_client_that_lost_its_owner_reaches_no_desk(self) -> None:
        from access.models import Client

        secret = make_secret(make_person("checker"))
        Client.objects.update(owner=None, is_personal=False)
        assert Browser().get(DESK, headers=bearing(secret)).status_code in (401, 403)

    def test_a_method_that_there_is_none_of_is_no_matter_of_scope(self) -> None:
        _, _, secret = make_integrator()
        assert Browser().post(QUOTES, headers=bearing(secret)).status_code == 405
        assert Browser().get("/api/nothing/", headers=bearing(secret)).status_code == 404

    def test_the_history_names_the_program(self) -> None:
        quote = make_quote()
        secret = make_secret(make_person("reporter", username="rita"))
        response = Browser().post(
            f"{QUOTES}{quote.pk}/submit/",
            {"expected": quote.change_number},
            content_type="application/json",
            headers=bearing(secret),
        )
        assert response.status_code == 200, response.content
        event = quote.events.latest("pgh_id")
        assert event.pgh_context.metadata["client"] == "rita"
        assert secret.startswith(event.pgh_context.metadata["token"])


@pytest.mark.django_db
class TestOtherSites:
    ORIGIN = {"Origin": "https://elsewhere.example"}

    @pytest.mark.parametrize("address", [QUOTES, "/api/v1/", "/api/v1/schema/"])
    def test_any_page_may_read_what_is_public_without_credentials(self, address: str) -> None:
        response = Browser().get(address, headers=self.ORIGIN)
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        exposed = response["Access-Control-Expose-Headers"].split(", ")
        assert {"ETag", "Link", "RateLimit", "RateLimit-Policy", "Retry-After"} <= set(exposed)

    def test_errors_can_be_read_too(self) -> None:
        response = Browser().get(f"{QUOTES}?no=such", headers=self.ORIGIN)
        assert (response.status_code, response["Access-Control-Allow-Origin"]) == (400, "*")

    @pytest.mark.parametrize("address", [DESK, "/api/v1/desk/queues/", "/api/docs/", "/admin/"])
    def test_nothing_else_may_be_read(self, address: str) -> None:
        browser = Browser()
        browser.force_login(make_person("checker"))
        response = browser.get(address, headers=self.ORIGIN)
        assert "Access-Control-Allow-Origin" not in response

    def test_a_write_is_answered_to_no_other_site(self) -> None:
        browser = Browser()
        browser.force_login(make_person("reporter"))
        response = browser.post(f"{QUOTES}{make_quote().pk}/submit/", headers=self.ORIGIN)
        assert "Access-Control-Allow-Origin" not in response

    def preflight(self, address: str, method: str) -> Any:
        asked = {**self.ORIGIN, "Access-Control-Request-Method": method}
        return Browser().options(address, headers=asked)

    def test_a_browser_that_asks_first_is_answered_without_a_query(
        self, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(0):
            response = self.preflight(QUOTES, "GET")
        assert response.status_code == 204
        assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
        allowed = response["Access-Control-Allow-Headers"]
        assert "If-None-Match" in allowed and "Authorization" not in allowed

    @pytest.mark.parametrize(
        ("address", "method"),
        [(DESK, "GET"), (QUOTES, "POST"), (f"{QUOTES}1/submit/", "POST"), ("/api/no/", "GET")],
    )
    def test_it_is_told_nothing_elsewhere(self, address: str, method: str) -> None:
        response = self.preflight(address, method)
        assert response.status_code in (401, 403, 404, 405)
        assert "Access-Control-Allow-Origin" not in response
