"""A write sent twice is done once, and leaves nothing half done."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from access import answers
from access.models import KEPT_FOR, KeptAnswer
from quotes import verification
from quotes.models import Quote, Review
from quotes.verification import State
from tests.access.make import bearing, make_secret
from tests.make import make_person, make_quote

KEY = '"8e03978e-40d5-43e8-bc93-6894a57f9324"'


def send(secret: str, quote: Quote, move: str = "submit", *, key: str = KEY, **body: Any) -> Any:
    browser = Browser(raise_request_exception=False)
    return browser.post(
        f"/api/v1/quotes/{quote.pk}/{move}/",
        {"expected": quote.change_number, **body},
        content_type="application/json",
        headers=bearing(secret) | {"Idempotency-Key": key},
    )


@pytest.fixture
def rita(db: None) -> User:
    return make_person("reporter")


class TestOnce:
    def test_the_first_answer_is_given_again(self, rita: User) -> None:
        quote, secret = make_quote(), make_secret(rita)
        first, again = send(secret, quote), send(secret, quote)
        assert first.status_code == again.status_code == 200
        assert first.content == again.content
        assert first["Content-Type"] == again["Content-Type"]
        assert "Idempotent-Replayed" not in first
        assert again["Idempotent-Replayed"] == "true"
        assert again["Cache-Control"] == "no-store"
        assert Review.objects.filter(quote=quote).count() == 1

    def test_a_refusal_is_given_again_as_the_problem_it_was(self, rita: User) -> None:
        quote, secret = make_quote(), make_secret(rita)
        stale = quote.change_number + 1
        first = send(secret, quote, expected=stale)
        again = send(secret, quote, expected=stale)
        assert first.status_code == again.status_code == 409
        assert again["Content-Type"] == "application/problem+json"
        assert first.json() == again.json()
        assert again["Idempotent-Replayed"] == "true"

    def test_without_a_key_nothing_is_kept(self, rita: User) -> None:
        quote, secret = make_quote(), make_secret(rita)
        Browser().post(
            f"/api/v1/quotes/{quote.pk}/submit/",
            {"expected": quote.change_number},
            content_type="application/json",
            headers=bearing(secret),
        )
        assert not KeptAnswer.objects.exists()

    def test_the_same_key_for_another_request_is_refused(self, rita: User) -> None:
        quote, other, secret = make_quote(), make_quote(), make_secret(rita)
        send(secret, quote)
        for response in (send(secret, other), send(secret, quote, expected=77)):
            assert response.status_code == 422
            assert response.json()["type"] == "urn:on-record:problem:key-reused"
        other.refresh_from_db()
        assert other.state == State.CAPTURED

    def test_another_person_gets_no_answer_that_was_not_theirs(self, rita: User) -> None:
        quote = make_quote()
        send(make_secret(rita), quote)
        response = send(make_secret(make_person("reporter")), quote)
        assert response.status_code == 409
        assert "Idempotent-Replayed" not in response

    def test_a_session_may_send_a_key_too(self, rita: User) -> None:
        quote, browser = make_quote(), Browser()
        browser.force_login(rita)
        told = [
            browser.post(
                f"/api/v1/quotes/{quote.pk}/submit/",
                {"expected": quote.change_number},
                content_type="application/json",
                headers={"Idempotency-Key": "bare-key"},
            )
            for _ in range(2)
        ]
        assert [one.status_code for one in told] == [200, 200]
        assert told[1]["Idempotent-Replayed"] == "true"

    def test_who_may_not_come_in_any_more_gets_no_kept_answer(self, rita: User) -> None:
        quote, secret = make_quote(), make_secret(rita)
        send(secret, quote)
        rita.groups.clear()
        assert send(secret, quote).status_code == 403

    @pytest.mark.parametrize("key", ["", '""', '"unclosed', "a b", "x" * 256, '"caf\u00e9"'])
    def test_what_cant_be_a_key_is_named(self, rita: User, key: str) -> None:
        quote = make_quote()
        response = send(make_secret(rita), quote, key=key)
        assert response.status_code == 400
        assert response.json()["errors"][0]["field"] == "Idempotency-Key"
        quote.refresh_from_db()
        assert quote.state == State.CAPTURED

    def test_a_fault_of_ours_is_not_kept_and_may_be_tried_again(
        self, rita: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        quote, secret = make_quote(), make_secret(rita)
        with monkeypatch.context() as broken:
            make = verification.make

            def fail(*args: Any, **kwargs: Any) -> None:
                make(*args, **kwargs)
                raise RuntimeError("after the move")

            broken.setattr(verification, "make", fail)
            assert send(secret, quote).status_code == 500
        assert not KeptAnswer.objects.exists()
        quote.refresh_from_db()
        assert quote.state == State.CAPTURED
        assert send(secret, quote).status_code == 200

    def test_a_key_costs_three_statements_more(self, rita: User) -> None:
        secret, costs, quote = make_secret(rita), [], make_quote()
        for headers in ({}, {"Idempotency-Key": KEY}, {"Idempotency-Key": KEY}):
            if len(costs) == 1:
                quote = make_quote()
            Browser().get("/api/v1/quotes/", headers=bearing(secret))
            with CaptureQueriesContext(connection) as asked:
                Browser().post(
                    f"/api/v1/quotes/{quote.pk}/submit/",
                    {"expected": quote.change_number},
                    content_type="application/json",
                    headers=bearing(secret) | headers,
                )
            costs.append(sum("SAVEPOINT" not in one["sql"] for one in asked))
        plain, first, again = costs
        assert first == plain + 3
        assert again <= 6


@pytest.mark.django_db
def test_kept_answers_run_out_after_a_day_and_are_erased() -> None:
    asked = answers.Asked("person 1", "k", "f")
    answers.once(asked, lambda: answers.Answer(200, b"first"))
    KeptAnswer.objects.update(made_at=timezone.now() - KEPT_FOR)
    anew = answers.once(asked, lambda: answers.Answer(200, b"second"))
    assert (anew.body, anew.is_replay) == (b"second", False)
    KeptAnswer.objects.update(made_at=timezone.now() - KEPT_FOR - timedelta(seconds=1))
    answers.once(answers.Asked("person 1", "l", "f"), lambda: answers.Answer(200, b""))
    assert answers.sweep() == (1, 0)
    assert KeptAnswer.objects.get().key == "l"


@pytest.mark.parametrize(
    ("sent", "key"),
    [('"a b"', "a b"), (r'"say \"x\" \\"', r'say "x" \\'[:-1]), ("abc-1", "abc-1"), (' "a" ', "a")],
)
def test_a_key_is_a_quoted_string_or_bare(sent: str, key: str) -> None:
    assert answers.key_in(sent) == key


@pytest.mark.django_db(transaction=True)
class TestSeveralAtOnce:
    def test_the_same_request_twice_at_once_is_done_once(self) -> None:
        asked, started, may_end = answers.Asked("p", "k", "f"), threading.Event(), threading.Event()

        def slowly() -> answers.Answer:
            started.set()
            assert may_end.wait(10)
            return answers.Answer(200, b"done")

        def first() -> None:
            try:
                answers.once(asked, slowly)
            finally:
                connections.close_all()

        thread = threading.Thread(target=first)
        thread.start()
        assert started.wait(10)
        with pytest.raises(answers.InFlight):
            answers.once(asked, lambda: pytest.fail("done twice"))
        may_end.set()
        thread.join(10)
        again = answers.once(asked, lambda: pytest.fail("done twice"))
        assert (again.body, again.is_replay) == (b"done", True)

    def test_it_is_a_409_that_says_when_to_ask_again(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(answers, "_lock", lambda asked: False)
        quote = make_quote()
        response = send(make_secret(make_person("reporter")), quote)
        assert response.status_code == 409
        assert response.json()["type"] == "urn:on-record:problem:key-in-flight"
        assert response["Retry-After"] == "1"
        quote.refresh_from_db()
        assert quote.state == State.CAPTURED

    def test_a_crash_between_move_and_answer_leaves_neither(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        quote, secret = make_quote(), make_secret(make_person("reporter"))

        def die(asked: Any, answer: Any) -> None:
            raise SystemExit

        with monkeypatch.context() as dying:
            dying.setattr(answers, "_keep", die)
            with pytest.raises(SystemExit):
                send(secret, quote)
        quote.refresh_from_db()
        assert quote.state == State.CAPTURED
        assert not KeptAnswer.objects.exists()
        assert send(secret, quote).status_code == 200
