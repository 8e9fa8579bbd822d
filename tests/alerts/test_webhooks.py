"""Webhooks, from what becomes of a quote to a real receiver."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import ProgrammingError, transaction
from django.db.utils import InternalError
from django.test import Client
from django.utils import timezone

from alerts import calling, endpoints, events, sending
from alerts.following import LeadsNowhere
from alerts.models import Attempt, Call, Endpoint, Event, Letter, Secret
from quotes import corrections, verification
from quotes.models import Quote
from quotes.verification import Incomplete, NotAllowed, State
from sources.refusal import Refusal
from sources.web import Refused, posting
from tests.alerts.conftest import Mailbox, Receiver, settle, text_of
from tests.make import make_person, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def endpoint_at(url: str, query: str = "", **fields: Any) -> tuple[Endpoint, str]:
    editor = make_person("standards editor", email="owner@example.org")
    endpoint, secret = endpoints.add(
        name="Mirror", url=url, owner=editor, query=query, by=editor, **fields
    )
    # Within a test the database's clock stands still, and changes are told by a clock that runs.
    Endpoint.objects.filter(pk=endpoint.pk).update(since=timezone.now())
    return endpoint, secret


def operator() -> Any:
    return make_person("standards editor", email="op@example.org")


def run() -> int:
    settle()
    events.record()
    return calling.call_due()


def publish(**fields: Any) -> Quote:
    quote = make_quote(State.PUBLISHED, **fields)
    settle()
    return quote


def withhold(quote: Quote) -> None:
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
    settle()


def correct(quote: Quote) -> None:
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type="correction",
        changes={"role_as_printed": "Former mayor"},
        public_text="An earlier version gave her former office.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    settle()


def bodies(receiver: Receiver) -> list[dict[str, Any]]:
    return [json.loads(body) for _, body in receiver.calls]


def types(receiver: Receiver) -> list[str]:
    return [body["type"] for body in bodies(receiver)]


def all_due() -> None:
    Call.objects.waiting().update(next_try_at=timezone.now() - timedelta(seconds=1))


def is_signed(call: tuple[dict[str, str], bytes], secret: str) -> bool:
    """What a receiver does, by the specification."""
    headers, body = call
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return f"v1,{right}" in headers["webhook-signature"].split(" ")


class TestWhatIsTold:
    """Each change once, in order, with no words that are not public."""

    def test_the_life_of_a_quote(self, receiver: Receiver) -> None:
        publish()  # before there is an endpoint
        _, secret = endpoint_at(receiver.url)
        quote = publish(words="We open the lock at noon,")
        assert run() == 1
        correct(quote)
        run()
        withhold(quote)
        assert run() == 1
        assert types(receiver) == ["quote.published", "quote.corrected", "quote.withdrawn"]
        first, second, third = bodies(receiver)
        assert first["data"]["quote"]["words"] == quote.words
        assert first["data"]["quote"]["role"] == "Mayor"
        assert second["data"]["quote"]["role"] == "Former mayor"
        assert third["data"] == {"id": quote.pk}
        assert all(is_signed(call, secret) for call in receiver.calls)
        assert not is_signed(receiver.calls[0], "whsec_" + base64.b64encode(b"x" * 32).decode())
        assert run() == 0

    def test_a_retraction_is_told_as_such(self, receiver: Receiver) -> None:
        endpoint_at(receiver.url)
        quote = publish()
        run()
        verification.retract(
            quote, by=make_person("standards editor"), reason="The recording shows other words."
        )
        run()
        assert types(receiver) == ["quote.published", "quote.retracted"]
        assert bodies(receiver)[1]["data"] == {"id": quote.pk}

    def test_words_withdrawn_before_the_call_are_not_in_it(self, receiver: Receiver) -> None:
        endpoint_at(receiver.url)
        quote = publish()
        events.record()
        withhold(quote)
        run()
        run()
        assert types(receiver) == ["quote.published", "quote.withdrawn"]
        assert quote.words not in str(receiver.calls)

    def test_an_endpoint_that_follows_a_search(self, receiver: Receiver) -> None:
        speaker = make_speaker("Ada Quill")
        publish(speaker=speaker)
        endpoint_at(receiver.url, "?speaker=ada-quill")
        publish()
        mine = publish(speaker=speaker)
        assert run() == 1
        withhold(mine)
        assert run() == 1
        assert [body["data"]["id"] for body in bodies(receiver)] == [mine.pk, mine.pk]

    def test_a_search_that_leads_nowhere_any_more_pauses_its_endpoint(
        self, receiver: Receiver
    ) -> None:
        speaker = make_speaker("Ada Quill")
        quote = publish(speaker=speaker)
        endpoint, _ = endpoint_at(receiver.url, "speaker=ada-quill")
        withhold(quote)
        publish()
        assert run() == 0
        endpoint.refresh_from_db()
        assert endpoint.paused_because.startswith("Its search leads nowhere. No speaker")
        assert Letter.objects.get().kind == Letter.Kind.ENDPOINT

    def test_nothing_is_told_of_what_was_never_public(self, receiver: Receiver) -> None:
        endpoint_at(receiver.url)
        make_quote(State.VERIFIED)
        assert run() == 0

    def test_events_are_not_changed(self, receiver: Receiver) -> None:
        endpoint_at(receiver.url)
        publish()
        run()
        with pytest.raises((InternalError, ProgrammingError)), transaction.atomic():
            Event.objects.update(type=Event.Type.WITHDRAWN)


class TestCallsThatFail:
    """Tried again, in order, not for ever."""

    def test_a_later_event_of_a_quote_waits_for_the_earlier(self, receiver: Receiver) -> None:
        endpoint_at(receiver.url)
        quote = publish()
        receiver.answers = [(500, {})]
        assert run() == 0
        correct(quote)
        other = publish()
        assert run() == 1  # another quote waits for nothing
        assert bodies(receiver)[-1]["data"]["id"] == other.pk
        all_due()
        assert run() == 2
        assert types(receiver)[-2:] == ["quote.published", "quote.corrected"]
        headers = [call[0] for call in receiver.calls]
        assert headers[0]["webhook-id"] == headers[2]["webhook-id"]
        assert len({one["webhook-id"] for one in headers}) == 3

    def test_the_log_has_every_attempt(self, receiver: Receiver) -> None:
        endpoint_at(receiver.url)
        publish()
        receiver.answers = [(503, {})]
        run()
        attempt = Attempt.objects.get()
        assert attempt.status == 503
        assert len(attempt.answer) == 500 and attempt.answer.startswith("noted noted")
        assert attempt.next_try_at == Call.objects.get().next_try_at
        all_due()
        run()
        assert list(Attempt.objects.values_list("status", flat=True)) == [503, 200]

    def test_redirects_are_not_followed(self, receiver: Receiver) -> None:
        endpoint_at(receiver.url)
        publish()
        receiver.answers = [(307, {"location": receiver.url})]
        assert run() == 0
        assert len(receiver.calls) == 1

    def test_waits_grow_with_chance_in_them(self) -> None:
        waits = [calling.wait(tries).total_seconds() for tries in range(1, 40)]
        assert 3.75 <= waits[0] <= 6.25
        assert max(waits) <= 1.25 * calling.LONGEST_WAIT
        assert waits[5] > waits[0] * 10
        assert len({calling.wait(3) for _ in range(20)}) > 1

    def test_after_three_days_it_is_paused_and_its_owner_told(
        self, receiver: Receiver, mailbox: Mailbox
    ) -> None:
        endpoint, _ = endpoint_at(receiver.url)
        publish()
        receiver.answers = [(500, {})] * 3
        run()
        Call.objects.update(first_try_at=timezone.now() - calling.GIVES_UP)
        all_due()
        run()
        endpoint.refresh_from_db()
        assert "three days" in endpoint.paused_because
        all_due()
        assert run() == 0
        assert len(receiver.calls) == 2
        assert sending.send_due() == 1
        assert mailbox.recipients == ["owner@example.org"]
        assert "are paused" in mailbox.letters[0]["Subject"]
        assert str(endpoint.pk) in text_of(mailbox.letters[0])
        publish()
        receiver.answers = []
        endpoints.resume(endpoint, by=operator())
        assert run() == 2  # nothing was lost

    def test_a_receiver_that_is_gone_is_called_no_more(self, receiver: Receiver) -> None:
        endpoint, _ = endpoint_at(receiver.url)
        publish()
        receiver.answers = [(410, {})]
        run()
        endpoint.refresh_from_db()
        assert endpoint.paused_at is not None
        assert Letter.objects.get().endpoint == endpoint

    def test_a_worker_that_died_leaves_a_call_that_is_made_again(
        self, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        endpoint_at(receiver.url)
        publish()
        with monkeypatch.context() as patched:
            patched.setattr(calling, "_log", _die)
            with pytest.raises(KeyboardInterrupt):
                run()
        assert run() == 0  # the claim still runs
        all_due()
        assert run() == 1
        assert receiver.calls[0][0]["webhook-id"] == receiver.calls[1][0]["webhook-id"]


def _die(*args: Any) -> None:
    raise KeyboardInterrupt

    def test_a_receiver_that_does_not_answer_is_left_alone_for_the_while(
        self, receiver: Receiver, settings: Any
    ) -> None:
        dead, _ = endpoint_at("https://127.0.0.1/")
        endpoint_at(receiver.url)
        for _ in range(3):
            publish()
        assert run() == 3
        assert Attempt.objects.filter(call__endpoint=dead).count() == 1
        assert dead.calls.waiting().count() == 3


class TestSecrets:
    """Rotated without loss, sealed at rest."""

    def test_for_a_day_both_sign(self, receiver: Receiver) -> None:
        endpoint, old = endpoint_at(receiver.url)
        new = endpoints.rotate(endpoint, by=operator())
        endpoints.ping(endpoint, by=operator())
        run()
        assert is_signed(receiver.calls[0], old) and is_signed(receiver.calls[0], new)
        with pytest.raises(Refusal):
            endpoints.rotate(endpoint, by=operator())
        Secret.objects.exclude(ends_at=None).update(ends_at=timezone.now())
        endpoints.ping(endpoint, by=operator())
        run()
        assert is_signed(receiver.calls[1], new) and not is_signed(receiver.calls[1], old)
        assert bodies(receiver)[1]["type"] == "ping"

    def test_the_database_does_not_hold_it_in_clear(
        self, receiver: Receiver, settings: Any
    ) -> None:
        endpoint, secret = endpoint_at(receiver.url)
        raw = base64.b64decode(secret.removeprefix("whsec_"))
        assert raw not in bytes(Secret.objects.get().sealed)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another"
        endpoints.ping(endpoint, by=operator())
        assert run() == 1
        settings.SECRET_KEY_FALLBACKS = []
        endpoints.ping(endpoint, by=operator())
        assert run() == 0
        assert "SECRET_KEY_FALLBACKS" in Attempt.objects.latest("pk").error


class TestWhereItMayGo:
    """Over TLS to the public internet, whatever a name says later."""

    @pytest.mark.parametrize(
        "url",
        [
            "http://integrator.example/hook",
            "https://user:pass@integrator.example/",
            "https://integrator.example:8443/",
            "https://2130706433/",
            "https://integrator.example/#part",
            "ftp://integrator.example/",
            "https://",
            "",
            "https://a b.example/",
        ],
    )
    def test_what_is_no_address_to_call_is_refused(self, url: str) -> None:
        with pytest.raises(Incomplete) as refused:
            endpoint_at(url)
        assert refused.value.field == "url"
        assert "story" not in refused.value.message

    @pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://[::1]/", "https://10.0.0.7/"])
    def test_a_private_address_is_never_connected_to(self, url: str) -> None:
        endpoint, _ = endpoint_at(url)  # a name could be anything by then: checked when connecting
        endpoints.ping(endpoint, by=operator())
        assert run() == 0
        assert "private network" in Attempt.objects.get().error

    def test_a_name_that_leads_inside_is_not_connected_to(
        self, receiver: Receiver, settings: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        settings.FETCH_ALLOWED_PRIVATE_HOSTS = []
        monkeypatch.setattr("sources.web.fence._resolve", lambda host, port: ["127.0.0.1"])
        with pytest.raises(Refused):
            posting.post("https://integrator.example/", b"{}", headers={})
        assert receiver.calls == []

    def test_a_search_that_leads_nowhere_and_an_owner_without_mail_are_refused(self) -> None:
        with pytest.raises(LeadsNowhere) as refused:
            endpoint_at("https://integrator.example/", "speaker=nobody")
        assert refused.value.field == "query"
        editor = make_person("standards editor")
        with pytest.raises(Incomplete):
            endpoints.add(name="x", url="https://i.example/", owner=editor, by=editor)


class TestWhoMay:
    """Standards editors keep endpoints; nobody else does."""

    def test_the_verbs_ask(self, receiver: Receiver) -> None:
        endpoint, _ = endpoint_at(receiver.url)
        reporter = make_person("reporter", email="r@example.org")
        call = endpoints.ping(endpoint, by=operator())
        for verb in (endpoints.ping, endpoints.resume, endpoints.rotate):
            with pytest.raises(NotAllowed):
                verb(endpoint, by=reporter)
        with pytest.raises(NotAllowed):
            endpoints.resend(call, by=reporter)
        with pytest.raises(NotAllowed):
            endpoints.add(name="x", url=receiver.url, owner=reporter, by=reporter)


class TestTheAdmin:
    """What is done there, by those who may."""

    def test_an_endpoint_from_its_making_to_a_call_sent_again(
        self, client: Client, receiver: Receiver
    ) -> None:
        editor = operator()
        client.force_login(editor)
        form = {"name": "Mirror", "url": receiver.url, "query": "", "owner": editor.pk}
        made = client.post("/admin/alerts/endpoint/add/", form, follow=True)
        assert "shown this once: whsec_" in made.content.decode()
        endpoint = Endpoint.objects.get()
        again = client.get("/admin/alerts/endpoint/").content.decode()
        assert "whsec_" not in again

        def act(model: str, name: str, pk: Any) -> str:
            sent = {"action": name, "_selected_action": [str(pk)]}
            return client.post(f"/admin/alerts/{model}/", sent, follow=True).content.decode()

        assert "on its way" in act("endpoint", "ping", endpoint.pk)
        assert run() == 1
        call = Call.objects.get()
        assert "is sent again" in act("call", "resend", call.pk)
        assert run() == 1
        assert receiver.calls[0][0]["webhook-id"] == receiver.calls[1][0]["webhook-id"]
        assert "noted noted" in client.get(f"/admin/alerts/call/{call.pk}/change/").content.decode()
        assert "whsec_" in act("endpoint", "rotate", endpoint.pk)
        wrong = client.post(
            f"/admin/alerts/endpoint/{endpoint.pk}/change/",
            form | {"url": "http://elsewhere.example/", "is_active": "on"},
        )
        assert "Only https://" in wrong.content.decode()
        endpoint.refresh_from_db()
        assert endpoint.url == receiver.url

    @pytest.mark.parametrize("model", ["endpoint", "call", "event", "subscription", "letter"])
    def test_pages_are_for_those_who_may(
        self, client: Client, model: str, django_assert_max_num_queries: Any
    ) -> None:
        client.force_login(make_person("reporter"))
        assert client.get(f"/admin/alerts/{model}/").status_code == 403
        client.force_login(operator())
        with django_assert_max_num_queries(14):
            assert client.get(f"/admin/alerts/{model}/").status_code == 200


def test_what_arrived_leaves_the_log_after_a_month(receiver: Receiver) -> None:
    endpoint, _ = endpoint_at(receiver.url)
    endpoints.ping(endpoint, by=operator())
    run()
    assert calling.erase() == 0
    assert calling.erase(timezone.now() + calling.KEPT + timedelta(days=1)) == 1
    assert not Call.objects.exists()
