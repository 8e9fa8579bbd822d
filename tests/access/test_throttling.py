"""Requests are counted for all processes alike, and the quota is told on every answer."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.test import Client as Browser
from hypothesis import given
from hypothesis import strategies as st

from access import answers, throttling
from access.addresses import network
from access.models import Counter
from access.rates import Rate, rate
from access.throttling import standing
from config import settings as written
from tests.access.make import bearing, make_integrator, make_secret
from tests.make import make_person

QUOTES = "/api/v1/quotes/"


@pytest.fixture
def few(settings: Any) -> None:
    settings.API_RATES = {"address": Rate(3, 60), "client": Rate(5, 60)}


def asked(times: int, address: str = QUOTES, **headers: str) -> list[int]:
    extra = {"REMOTE_ADDR": headers.pop("REMOTE_ADDR", "192.0.2.1")}
    return [Browser().get(address, headers=headers, **extra).status_code for _ in range(times)]


@pytest.mark.django_db
@pytest.mark.usefixtures("few")
class TestWhoseCount:
    def test_an_address_a_client_and_a_person_have_counts_of_their_own(self) -> None:
        _, _, secret = make_integrator()
        assert asked(4) == [200, 200, 200, 429]
        assert asked(6, **bearing(secret)) == [200] * 5 + [429]
        signed_in = Browser()
        signed_in.force_login(make_person("checker"))
        assert [signed_in.get(QUOTES).status_code for _ in range(6)] == [200] * 5 + [429]
        assert asked(1, REMOTE_ADDR="192.0.2.2") == [200]

    def test_a_client_may_have_a_rate_of_its_own(self) -> None:
        _, _, secret = make_integrator(rate=2)
        assert asked(3, **bearing(secret)) == [200, 200, 429]

    def test_two_tokens_of_a_client_share_its_count(self) -> None:
        person = make_person("checker")
        first, second = make_secret(person), make_secret(person)
        assert asked(3, **bearing(first)) + asked(3, **bearing(second)) == [200] * 5 + [429]

    def test_bad_tokens_count_for_the_address(self) -> None:
        tried = [asked(1, **bearing(f"onrec_{number:064x}"))[0] for number in range(4)]
        assert tried == [401, 401, 401, 429]
        assert asked(1) == [429]

    def test_a_household_of_ipv6_counts_as_one(self) -> None:
        for number in range(3):
            assert asked(1, REMOTE_ADDR=f"2001:db8:1:2::{number:x}") == [200]
        assert asked(1, REMOTE_ADDR="2001:db8:1:2:ffff::1") == [429]
        assert asked(1, REMOTE_ADDR="2001:db8:1:3::1") == [200]

    def test_a_forwarded_address_is_believed_of_known_proxies_only(self, settings: Any) -> None:
        for number in range(3):
            asked(1, **{"X-Forwarded-For": f"198.51.100.{number}"})
        assert asked(1, **{"X-Forwarded-For": "198.51.100.9"}) == [429]
        from rest_framework.settings import api_settings

        before = api_settings.NUM_PROXIES
        api_settings.NUM_PROXIES = 1
        try:
            assert asked(1, **{"X-Forwarded-For": "203.0.113.1, 198.51.100.9"}) == [200]
        finally:
            api_settings.NUM_PROXIES = before

    def test_what_is_refused_for_another_reason_counts_too(self) -> None:
        assert asked(2, "/api/v1/desk/quotes/") == [401, 401]
        assert asked(2) == [200, 429]


@pytest.mark.django_db
class TestWhatIsTold:
    @pytest.mark.parametrize(
        ("address", "status"),
        [
            (QUOTES, 200),
            ("/api/v1/", 200),
            ("/api/v1/schema/", 200),
            ("/api/docs/", 200),
            ("/api/v1/quotes/?no=such", 400),
            ("/api/v1/desk/quotes/", 401),
            ("/api/v1/quotes/7/", 404),
            ("/api/nothing/", 404),
        ],
    )
    def test_every_answer_tells_the_quota(self, address: str, status: int) -> None:
        response = Browser().get(address)
        assert response.status_code == status
        assert response["RateLimit-Policy"] == '"address";q=120;w=60'
        assert re.fullmatch(r'"address";r=119;t=[1-9]\d?', response["RateLimit"])
        assert "Retry-After" not in response

    def test_an_answer_that_can_make_no_such_form_tells_it_too(self) -> None:
        response = Browser().get(QUOTES, headers={"Accept": "text/csv"})
        assert response.status_code == 406
        assert "RateLimit" in response

    @pytest.mark.usefixtures("few")
    def test_a_refusal_says_how_long(self) -> None:
        asked(3)
        response = Browser().get(QUOTES, REMOTE_ADDR="192.0.2.1")
        assert response.status_code == 429
        assert re.fullmatch(r'"address";r=0;t=\d+', response["RateLimit"])
        assert 1 <= int(response["Retry-After"]) <= 120

    def test_pages_for_readers_are_not_counted(self) -> None:
        assert "RateLimit" not in Browser().get("/")
        assert not Counter.objects.exists()


@pytest.mark.django_db
class TestTheStore:
    def test_a_count_is_one_statement(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            throttling.count("address", "x", Rate(3, 60))

    def test_the_table_waits_for_no_disk(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT relpersistence::text FROM pg_class WHERE relname = 'access_counter'"
            )
            assert cursor.fetchone() == ("u",)

    def test_no_address_is_kept(self) -> None:
        asked(1, REMOTE_ADDR="203.0.113.77")
        assert "203.0.113" not in str(Counter.objects.values())

    def test_who_is_refused_is_not_counted(self) -> None:
        for _ in range(9):
            last = throttling.count("address", "x", Rate(3, 3600))
        assert not last.let_in
        assert Counter.objects.get().used == 3

    def test_the_last_window_weighs_as_much_as_still_lies_within_reach(self) -> None:
        hour = Rate(10, 3600)
        for _ in range(10):
            throttling.count("address", "x", hour)
        Counter.objects.update(number=Counter.objects.get().number - 1)
        counted = throttling.count("address", "x", hour)
        row = Counter.objects.get()
        assert row.before == 10
        # The hour is never quite new nor quite over when this runs.
        assert counted.let_in and row.used == 1
        Counter.objects.update(number=row.number - 2)
        assert throttling.count("address", "x", hour).remaining == 9
        assert Counter.objects.get().before == 0

    def test_counters_are_swept_when_they_bear_on_nothing(self) -> None:
        throttling.count("address", "old", Rate(3, 60))
        Counter.objects.update(until=Counter.objects.get().until - timedelta(hours=1))
        throttling.count("address", "new", Rate(3, 60))
        assert answers.sweep() == (0, 1)
        assert Counter.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_quota_holds_across_connections() -> None:
    def tried(_: int) -> bool:
        try:
            return throttling.count("address", "x", Rate(20, 86400)).let_in
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as many:
        let_in = list(many.map(tried, range(60)))
    assert let_in.count(True) == 20


@given(
    limit=st.integers(1, 1000),
    before=st.integers(0, 1000),
    used=st.integers(0, 1000),
    into=st.floats(0, 1, exclude_max=True),
    seconds=st.sampled_from([1, 60, 3600]),
)
def test_whoever_waits_as_told_is_let_in(
    limit: int, before: int, used: int, into: float, seconds: int
) -> None:
    before, used = min(before, limit), min(used, limit)
    if used + before * (1 - into) < limit:
        return
    told = standing("x", Rate(limit, seconds), used=used, before=before, let_in=False, into=into)
    then = into + told.wait / seconds
    if then >= 2:
        before, used, then = 0, 0, 0.0
    elif then >= 1:
        before, used, then = used, 0, then - 1
    assert used + before * (1 - then) < limit
    assert told.remaining == 0


@pytest.mark.parametrize(
    ("told", "counted"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("192.0.2.1:4711", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("[2001:db8::1]:443", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_an_address_counts_for_its_network(told: str, counted: str) -> None:
    assert network(told) == counted


def test_a_rate_is_read_or_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert rate("120/min") == Rate(120, 60)
    assert rate("5/s") == Rate(5, 1)
    for wrong in ("", "120", "0/min", "-1/min", "1/week", "1/m/m", "²/min"):
        with pytest.raises(ValueError, match="120/min"):
            rate(wrong)
    monkeypatch.setenv("API_ANON_RATE", "often")
    with pytest.raises(ImproperlyConfigured, match="API_ANON_RATE: a rate is written"):
        written._rate("API_ANON_RATE", "120/min")
