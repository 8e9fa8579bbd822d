"""Alerts by e-mail, from the form to the letter, through a real server of mail."""

from __future__ import annotations

import re
import smtplib
import threading
import time
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, connections, transaction
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alerts import digests, letters, sending, subscribing
from alerts.following import Followed, LeadsNowhere
from alerts.models import Delivery, Knock, Letter, Subscription
from alerts.models.subscriptions import Frequency, Pause
from alerts.tokens import BadToken, Purpose, read, token_for
from quotes import corrections, verification
from quotes.models import Quote, Speaker
from quotes.verification import Incomplete, State
from tests.alerts.conftest import Mailbox, settle, text_of
from tests.make import (
    make_merger,
    make_person,
    make_position,
    make_quote,
    make_speaker,
)

pytestmark = pytest.mark.django_db

EMAIL = "Reader@Example.org"
LINK = re.compile(r"https://record\.example(/alerts/\S+)")


def search(query: str = "") -> Followed:
    return Followed.of_search(QueryDict(query))


def ask(what: Followed | None = None, *, email: str = EMAIL, **fields: str) -> None:
    given = {"frequency": Frequency.AT_ONCE, "address": "192.0.2.1"} | fields
    subscribing.ask(what or search(), email=email, **given)


def follow(what: Followed | None = None, **fields: str) -> Subscription:
    """Somebody who follows something and has confirmed it; the letter that asked is gone."""
    ask(what, **fields)
    found = Subscription.objects.filter(confirmed_at=None).latest("asked_at")
    Letter.objects.all().delete()
    settle()
    return subscribing.confirm(token_for(found.pk, Purpose.CONFIRM))


def take() -> int:
    settle()
    return digests.take()


def run() -> int:
    take()
    return sending.send_due()


def publish(**fields: Any) -> Quote:
    quote = make_quote(State.PUBLISHED, **fields)
    settle()
    return quote


def links(box: Mailbox) -> list[str]:
    return LINK.findall(text_of(box.letters[-1]))


class TestFromTheFormToTheLetter:
    """What a reader does, and what arrives."""

    def test_nothing_but_one_letter_before_it_is_confirmed(
        self, client: Client, mailbox: Mailbox
    ) -> None:
        speaker = make_speaker("Ada Quill")
        publish(speaker=speaker)
        page = client.get("/alerts/follow/?speaker=ada-quill")
        assert "speaker: Ada Quill" in page.content.decode()
        form = {"query": "speaker=ada-quill", "email": EMAIL, "frequency": "at once"}
        sent = client.post("/alerts/follow/", form)
        assert (sent.status_code, sent["Location"]) == (302, "/alerts/follow/sent/")
        publish(speaker=speaker)
        assert run() == 1
        assert run() == 0
        assert mailbox.recipients == [EMAIL]
        assert "Confirm" in mailbox.letters[0]["Subject"]
        assert mailbox.letters[0]["List-Unsubscribe"] is None
        [link] = links(mailbox)
        assert "<button" in client.get(link).content.decode()
        assert Subscription.objects.get().confirmed_at is None  # opening a link does nothing
        assert client.post(link).status_code == 200
        assert run() == 0
        quote = publish(speaker=speaker)
        publish()
        assert run() == 1
        told = text_of(mailbox.letters[1])
        assert quote.words in told
        for part in ("Ada Quill, Mayor, 3 March 2026", quote.get_absolute_url(), "#:~:text="):
            assert part in told
        assert "because you asked" in told
        assert mailbox.letters[1].get_body(("html",)) is not None

    def test_a_letter_can_be_stopped_by_the_mail_program(
        self, client: Client, mailbox: Mailbox
    ) -> None:
        follow()
        publish()
        assert run() == 1
        letter = mailbox.letters[0]
        assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = letter["List-Unsubscribe"].strip(" <>").removeprefix("https://record.example")
        strict = Client(enforce_csrf_checks=True)
        assert "<button" in strict.get(address).content.decode()
        assert Subscription.objects.get().is_active
        sent = strict.post(
            address,
            "List-Unsubscribe=One-Click",
            content_type="application/x-www-form-urlencoded",
        )
        assert sent.status_code == 200
        found = Subscription.objects.get()
        assert (found.email, found.query, len(found.address_hash)) == ("", "", 64)
        assert not Letter.objects.exists() and not Delivery.objects.exists()
        assert strict.post(address).status_code == 200  # once more is as good
        assert strict.get(address).status_code == 410
        publish()
        assert run() == 0

    def test_html_is_escaped(self, mailbox: Mailbox) -> None:
        follow()
        publish(words="We <b>open</b> & close,")
        run()
        body = mailbox.letters[0].get_body(("html",))
        assert body is not None
        assert "&lt;b&gt;open" in body.get_content()
        assert "We <b>open</b> & close," in text_of(mailbox.letters[0])


class TestNeverTwice:
    """One quote, one letter, whatever happens to either."""

    def test_not_after_it_was_corrected_or_published_again(self, mailbox: Mailbox) -> None:
        follow()
        quote = publish()
        assert run() == 1
        notice = corrections.propose(
            quote,
            by=make_person("reporter"),
            type="correction",
            changes={"role_as_printed": "Former mayor"},
            public_text="An earlier version gave her former office.",
        )
        corrections.approve(notice, by=make_person("desk editor"))
        assert run() == 0
        editor = make_person("desk editor")
        verification.withhold(quote, by=editor, note="A complaint.")
        settle()
        verification.release(quote, by=make_person("desk editor"), note="Unfounded.")
        assert run() == 0

    def test_the_database_refuses_a_second_time(self, mailbox: Mailbox) -> None:
        found = follow()
        publish()
        run()
        told = Delivery.objects.get()
        letter = digests.write(found, Letter.Kind.QUOTES)
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.create(subscription=found, quote=told.quote, letter=letter)

    def test_a_worker_that_died_leaves_a_letter_that_is_sent_under_the_same_id(
        self, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        follow()
        publish()
        with monkeypatch.context() as patched:
            patched.setattr(sending, "_sent", _die)
            with pytest.raises(KeyboardInterrupt):
                run()
        assert len(mailbox.letters) == 1
        assert run() == 0  # the claim still runs
        assert sending.send_due(now=timezone.now() + sending.CLAIM) == 1
        first, second = mailbox.letters
        assert first["Message-ID"] == second["Message-ID"]
        assert Delivery.objects.count() == 1

    def test_what_was_withdrawn_since_is_left_out_and_may_be_told_later(
        self, mailbox: Mailbox
    ) -> None:
        follow()
        kept, withdrawn = publish(), publish()
        assert take() == 1
        verification.withhold(withdrawn, by=make_person("desk editor"), note="A complaint.")
        settle()
        assert sending.send_due() == 1
        assert kept.words in text_of(mailbox.letters[0])
        assert withdrawn.words not in mailbox.letters[0].as_string()
        verification.release(withdrawn, by=make_person("desk editor"), note="Unfounded.")
        assert run() == 1
        assert withdrawn.words in text_of(mailbox.letters[1])

    def test_nothing_is_sent_where_all_was_withdrawn(self, mailbox: Mailbox) -> None:
        follow()
        quote = publish()
        take()
        verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
        settle()
        assert sending.send_due() == 0
        assert mailbox.letters == []
        assert not Letter.objects.due(timezone.now() + timedelta(days=9)).exists()


def _die(*args: Any) -> None:
    raise KeyboardInterrupt


class TestWhatIsFollowed:
    """Searches, speakers and offices."""

    def test_an_old_quote_that_is_corrected_is_no_news(self, mailbox: Mailbox) -> None:
        quote = publish()
        follow()
        notice = corrections.propose(
            quote,
            by=make_person("reporter"),
            type="correction",
            changes={"role_as_printed": "Former mayor"},
            public_text="An earlier version gave her former office.",
        )
        corrections.approve(notice, by=make_person("desk editor"))
        assert run() == 0

    @pytest.mark.django_db(transaction=True)
    def test_an_embargo_that_ends_makes_a_quote_new(self, mailbox: Mailbox) -> None:
        follow()
        with transaction.atomic():
            quote = make_quote(State.PUBLISHED)
            until = timezone.now() + timedelta(seconds=6)
            Quote.objects.filter(pk=quote.pk).update(embargo_until=until)
        assert run() == 0
        while timezone.now() < until:
            time.sleep(0.2)
        assert run() == 1
        assert run() == 0

    def test_a_merged_speaker_is_followed_to_the_survivor(self, mailbox: Mailbox) -> None:
        loser, winner = make_speaker("Ada Quill"), make_speaker("Adele Quill")
        publish(speaker=loser), publish(speaker=winner)
        follow(search("speaker=ada-quill"))
        make_merger(loser, winner)
        run()
        mailbox.letters.clear()
        quote = publish(speaker=Speaker.objects.get(pk=winner.pk))
        assert run() == 1
        assert quote.words in text_of(mailbox.letters[0])
        assert "speaker: Adele Quill" in text_of(mailbox.letters[0])

    def test_an_office_is_whoever_held_it_when_they_spoke(self, mailbox: Mailbox) -> None:
        body = make_speaker("Harbour League", kind=Speaker.Kind.ORGANISATION)
        first, second = make_speaker("Ada Quill"), make_speaker("Ines Holm")
        make_position(first, "Secretary General", organisation=body, end=date(2026, 2, 28))
        make_position(second, "secretary-general", organisation=body, start=date(2026, 3, 1))
        publish(speaker=second)
        follow(Followed.of_office("Secretary-General", body.slug))
        mine = publish(speaker=second, said_on=date(2026, 3, 3))
        publish(speaker=first, said_on=date(2026, 3, 3))  # she held it no more
        theirs = publish(speaker=first, said_on=date(2026, 2, 1))
        assert run() == 1
        told = Delivery.objects.values_list("quote", flat=True)
        assert sorted(told) == sorted([mine.pk, theirs.pk])
        assert "whoever is Secretary-General, Harbour League" in text_of(mailbox.letters[0])

    @pytest.mark.parametrize(
        ("query", "field"),
        [
            ("speaker=nobody", "speaker"),
            ("kind=sung", "kind"),
            ("said_after=2026-02-31", "said_after"),
            ("colour=red", "colour"),
            ("q=" + "x" * 3000, "q"),
        ],
    )
    def test_what_leads_nowhere_is_refused(self, client: Client, query: str, field: str) -> None:
        with pytest.raises(LeadsNowhere) as refused:
            search(query)
        assert refused.value.field == field
        assert client.get(f"/alerts/follow/?{query}").status_code == 404

    def test_an_office_that_nobody_holds_is_refused(self, client: Client) -> None:
        body = make_speaker("Harbour League", kind=Speaker.Kind.ORGANISATION)
        make_position(make_speaker(), "Treasurer", organisation=body)  # not quoted
        for title in ("Treasurer", "Bosun"):
            with pytest.raises(LeadsNowhere):
                Followed.of_office(title, body.slug)
        assert client.get(f"/alerts/follow/?title=Bosun&office={body.slug}").status_code == 404

    def test_one_letter_tells_that_a_search_stopped_working(
        self, client: Client, mailbox: Mailbox
    ) -> None:
        speaker = make_speaker("Ada Quill")
        quote = publish(speaker=speaker)
        found = follow(search("speaker=ada-quill"))
        verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
        settle()
        publish()
        assert run() == 1
        publish()
        assert run() == 0
        assert "leads nowhere" in text_of(mailbox.letters[0])
        found.refresh_from_db()
        assert found.paused_because == Pause.LEADS_NOWHERE
        address = f"/alerts/yours/{token_for(found.pk, Purpose.MANAGE)}/"
        assert client.post(address, {"do": "start"}).status_code == 422
        verification.release(quote, by=make_person("desk editor"), note="Unfounded.")
        assert client.post(address, {"do": "start"}).status_code == 200
        found.refresh_from_db()
        assert found.is_active


class TestHowOften:
    """At once, daily, weekly."""

    def test_the_next_morning_and_the_next_monday(self, settings: Any) -> None:
        settings.TIME_ZONE = "Europe/Brussels"
        now = datetime.fromisoformat("2026-03-04T15:00:00+00:00")  # a Wednesday
        with timezone.override("Europe/Brussels"):
            daily = digests.next_time(Frequency.DAILY, now)
            weekly = digests.next_time(Frequency.WEEKLY, now)
        assert daily.isoformat() == "2026-03-05T07:00:00+01:00"
        assert weekly.isoformat() == "2026-03-09T07:00:00+01:00"
        assert digests.next_time(Frequency.AT_ONCE, now) == now

    def test_a_day_comes_in_one_letter(self, mailbox: Mailbox) -> None:
        found = follow(frequency=Frequency.DAILY)
        quotes = [publish(), publish()]
        assert run() == 0
        Subscription.objects.update(next_at=timezone.now())
        assert run() == 1
        assert all(quote.words in text_of(mailbox.letters[0]) for quote in quotes)
        found.refresh_from_db()
        assert found.next_at is not None and found.next_at > timezone.now()

    def test_a_morning_without_news_passes(self, mailbox: Mailbox) -> None:
        found = follow(frequency=Frequency.DAILY)
        Subscription.objects.update(next_at=timezone.now())
        assert run() == 0
        found.refresh_from_db()
        publish()
        assert run() == 0

    def test_very_many_come_in_one_letter_that_says_how_many_more(
        self, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(letters, "MOST_SHOWN", 1)
        monkeypatch.setattr(digests, "WINDOW", 2)
        follow(frequency=Frequency.DAILY)
        for _ in range(3):
            publish()
        Subscription.objects.update(next_at=timezone.now())
        assert run() == 2  # two windows
        assert "And 1 more: https://record.example/" in text_of(mailbox.letters[0])
        assert Delivery.objects.count() == 3

    def test_it_is_changed_by_its_page(self, client: Client) -> None:
        found = follow()
        address = f"/alerts/yours/{token_for(found.pk, Purpose.MANAGE)}/"
        page = client.get(address)
        assert "Your alerts" in page.content.decode()
        assert page["Referrer-Policy"] == "no-referrer"
        assert "no-store" in page["Cache-Control"]
        assert client.post(address, {"do": "change", "frequency": "hourly"}).status_code == 422
        assert client.post(address, {"do": "change", "frequency": "weekly"}).status_code == 200
        found.refresh_from_db()
        assert found.frequency == Frequency.WEEKLY
        assert client.post(address, {"do": "stop"}).status_code == 200
        assert client.get(address).status_code == 410


class TestMailThatFails:
    """Tried again for days, not for ever."""

    def test_a_server_that_is_busy_gets_it_later(self, mailbox: Mailbox) -> None:
        follow()
        publish()
        mailbox.answers = ["451 Busy"]
        assert run() == 0
        letter = Letter.objects.get()
        assert letter.next_try_at is not None and letter.next_try_at > timezone.now()
        assert letter.error == "The server answered 451."
        assert sending.send_due(now=letter.next_try_at) == 1

    def test_a_server_that_is_not_there(self, mailbox: Mailbox, settings: Any) -> None:
        settings.EMAIL_PORT = 1
        follow()
        publish()
        take()
        assert sending.send_due() == 0
        letter = Letter.objects.get()
        assert letter.tries == 0 and letter.next_try_at is not None

    def test_a_server_that_hangs_up(self, mailbox: Mailbox) -> None:
        follow(), follow(search("q=harbour"), email="second@example.org")
        publish(words="The harbour opens,")
        mailbox.answers = ["421 Closing"]
        take()
        assert sending.send_due() <= 1
        assert Letter.objects.filter(error="The server answered 421.").count() == 1
        assert sending.send_due(now=timezone.now() + timedelta(hours=1)) >= 1

    def test_an_address_that_is_refused_twice_is_paused(self, mailbox: Mailbox) -> None:
        mailbox.refusals = {EMAIL}
        found = follow()
        publish()
        run()
        found.refresh_from_db()
        assert found.is_active
        sending.send_due(now=timezone.now() + timedelta(days=1))
        found.refresh_from_db()
        assert found.paused_because == Pause.REFUSED
        assert EMAIL not in Letter.objects.get().error
        publish()
        assert run() == 0

    def test_it_ends(self, mailbox: Mailbox) -> None:
        found = follow()
        publish()
        mailbox.answers = ["451 Busy"] * 100
        take()
        now, tries = timezone.now(), 0
        while Letter.objects.due(now).exists():
            sending.send_due(now=now, most=1)
            tries, now = tries + 1, now + timedelta(days=10)
            assert tries < 50
        assert tries == sending.TRIES
        found.refresh_from_db()
        assert found.paused_because == Pause.REFUSED


class TestWhoAsks:
    """Floods are slowed, and nobody learns who follows what."""

    def test_the_answer_is_the_same_for_an_address_that_is_known(
        self, client: Client, mailbox: Mailbox
    ) -> None:
        follow()
        form = {"query": "", "email": EMAIL.lower(), "frequency": "daily"}
        known = client.post("/alerts/follow/", form)
        new = client.post("/alerts/follow/", form | {"email": "new@example.org"})
        assert known.status_code == new.status_code == 302
        assert known["Location"] == new["Location"]
        assert known.content == new.content
        assert run() == 2
        assert {letter["Subject"].split(":")[0] for letter in mailbox.letters} == {
            "You get these alerts already",
            "Confirm that you want alerts",
        }
        assert Subscription.objects.filter(frequency=Frequency.AT_ONCE).count() == 1

    def test_an_address_is_not_written_to_for_every_form(self, mailbox: Mailbox) -> None:
        for number in range(5):
            ask(search(f"q=word{number}"), address=f"192.0.2.{number}")
        assert run() == subscribing.LETTERS_A_DAY

    def test_a_network_is_slowed(self, client: Client) -> None:
        form = {"query": "", "frequency": "daily"}
        most = subscribing.LIMITS[0][1]
        for number in range(most):
            sent = client.post("/alerts/follow/", form | {"email": f"a{number}@example.org"})
            assert sent.status_code == 302
        slowed = client.post("/alerts/follow/", form | {"email": "z@example.org"})
        assert slowed.status_code == 429
        assert "Try again later" in slowed.content.decode()
        assert "192.0" not in str(list(Knock.objects.values_list("sender", flat=True)))

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"email": "nobody"}, "such as you@example.org"),
            ({"email": ""}, "Give an e-mail address."),
            ({"frequency": "hourly"}, "Choose at once, daily or weekly."),
            ({"website": "spam"}, "Leave the last field empty"),
        ],
    )
    def test_a_form_that_is_wrong_says_so(
        self, client: Client, fields: dict[str, str], told: str
    ) -> None:
        form = {"query": "", "email": EMAIL, "frequency": "daily"} | fields
        answer = client.post("/alerts/follow/", form)
        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert not Subscription.objects.exists()

    @pytest.mark.parametrize("email", ["nobody", "a" * 260 + "@example.org"])
    def test_the_verb_refuses_what_is_no_address(self, email: str) -> None:
        with pytest.raises(Incomplete):
            ask(email=email)

    def test_links_are_for_one_purpose_and_expire(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ask()
        found = Subscription.objects.get()
        token = token_for(found.pk, Purpose.STOP)
        assert read(token, Purpose.STOP) == found.pk
        with pytest.raises(BadToken):
            read(token, Purpose.CONFIRM)
        assert client.post(f"/alerts/confirm/{token}/").status_code == 410
        assert client.get("/alerts/confirm/nonsense/").status_code == 410
        good = token_for(found.pk, Purpose.CONFIRM)
        monkeypatch.setitem(
            __import__("alerts.tokens").tokens.LIFE, Purpose.CONFIRM, timedelta(seconds=-1)
        )
        assert client.post(f"/alerts/confirm/{good}/").status_code == 410


class TestForgetting:
    """Personal data goes when its reason does."""

    def test_who_never_confirms_is_erased_after_seven_days(self) -> None:
        ask()
        ask(email="second@example.org")
        Subscription.objects.filter(email=EMAIL).update(asked_at=timezone.now() - timedelta(days=8))
        Knock.objects.update(at=timezone.now() - timedelta(days=2))
        out = StringIO()
        call_command("erase_subscribers", stdout=out)
        assert out.getvalue() == "Erased 1 that were not confirmed.\n"
        assert Subscription.objects.get().email == "second@example.org"
        assert not Knock.objects.exists()

    def test_all_of_one_address(self) -> None:
        follow()
        ask(search("q=harbour"))
        out = StringIO()
        call_command("erase_subscribers", address=EMAIL.upper(), stdout=out)
        assert out.getvalue() == "Stopped and erased 2.\n"
        assert not Subscription.objects.exclude(email="", query="").exists()

    def test_the_database_keeps_no_address_of_who_stopped(self) -> None:
        found = follow()
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.filter(pk=found.pk).update(stopped_at=timezone.now())


def test_the_pages_offer_to_follow(client: Client) -> None:
    body = make_speaker("Harbour League", kind=Speaker.Kind.ORGANISATION)
    speaker = make_speaker("Ada Quill")
    make_position(speaker, "Chair", organisation=body)
    publish(speaker=speaker)
    assert 'href="/alerts/follow/?kind=direct"' in client.get("/?kind=direct").content.decode()
    page = client.get("/speakers/ada-quill/").content.decode()
    assert 'href="/alerts/follow/?speaker=ada-quill"' in page
    assert 'href="/alerts/follow/?title=Chair&amp;office=harbour-league"' in page


def test_smtp_errors_are_told_without_the_address() -> None:
    refused = smtplib.SMTPRecipientsRefused({EMAIL: (550, b"no")})
    assert sending._said(refused) == "The address was refused (550)."


def test_without_a_server_letters_are_files(settings: Any, tmp_path: Path) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    follow()
    assert run() == 0
    assert not (tmp_path / "mail").exists()
    quote = publish()
    assert run() == 1
    [file] = (tmp_path / "mail").iterdir()
    assert quote.get_absolute_url() in file.read_text()


@pytest.mark.django_db(transaction=True)
def test_many_workers_at_once_send_each_letter_once(mailbox: Mailbox) -> None:
    for number in range(6):
        follow(email=f"reader{number}@example.org", address=f"192.0.2.{number}")
    quotes = [publish() for _ in range(3)]
    start, escaped = threading.Barrier(4), []

    def work() -> None:
        try:
            start.wait(timeout=60)
            digests.take()
            sending.send_due()
        except Exception as error:
            escaped.append(error)
        finally:
            connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(timeout=120)
    run()
    assert escaped == []
    assert sorted(mailbox.recipients) == [f"reader{number}@example.org" for number in range(6)]
    for letter in mailbox.letters:
        assert all(quote.words in text_of(letter) for quote in quotes)


@pytest.mark.django_db(transaction=True)
def test_an_address_is_known_once_however_often_it_asks_at_once() -> None:
    start, escaped = threading.Barrier(4), []

    def knock(number: int) -> None:
        try:
            start.wait(timeout=60)
            ask(address=f"192.0.2.{number}")
        except Exception as error:
            escaped.append(error)
        finally:
            connections.close_all()

    knocks = [threading.Thread(target=knock, args=[number]) for number in range(4)]
    for one in knocks:
        one.start()
    for one in knocks:
        one.join(timeout=60)
    assert escaped == []
    assert Subscription.objects.count() == 1
    assert Letter.objects.count() == subscribing.LETTERS_A_DAY


def test_what_is_looked_at_costs_no_more_for_many_quotes(
    mailbox: Mailbox, django_assert_num_queries: Any
) -> None:
    speaker = make_speaker("Ada Quill")
    publish(speaker=speaker)
    follow(search("speaker=ada-quill"))
    publish(speaker=speaker)
    with CaptureQueriesContext(connection) as few:
        run()
    for _ in range(4):
        publish(speaker=speaker)
    with django_assert_num_queries(len(few)):
        run()


@pytest.mark.parametrize(
    ("path", "most"), [("/alerts/follow/?kind=direct", 4), ("/alerts/follow/sent/", 0)]
)
def test_pages_ask_little_of_the_database(
    client: Client, django_assert_max_num_queries: Any, path: str, most: int
) -> None:
    publish()
    client.get(path)
    with django_assert_max_num_queries(most):
        page = client.get(path)
    assert page.status_code == 200
    assert len(page.content) < 60_000
