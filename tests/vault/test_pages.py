"""The vault's pages: who gets in, what they show, what they keep from caches and error reports."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.urls import reverse

from quotes.models import Quote
from quotes.verification import State
from tests.make import make_person, make_quote, make_speaker, make_version
from tests.vault.test_vault import NAME, NOTE, PASSWORD, SECRETS, WHY, fresh_key, make_known
from tests.vault.test_vault import make_unnamed as unnamed
from vault import contents, custody
from vault.models import Access, Entry

pytestmark = pytest.mark.django_db

NEW = {"identity": NAME, "note": NOTE, "person": ""}
SIGNED = {"reason": WHY, "password": PASSWORD}


@pytest.fixture(autouse=True)
def _keys(settings: Any) -> None:
    settings.VAULT_KEYS = [fresh_key()]
    settings.VAULT_KEYS_FILE = ""


@pytest.fixture
def reporter() -> User:
    return make_known()


@pytest.fixture
def entry(reporter: User) -> Entry:
    return custody.record(unnamed(), identity=NAME, note=NOTE, by=reporter)


def signed_in(person: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(person)
    return client


def address(name: str, of: Entry | Quote) -> str:
    return reverse(f"vault:{name}", args=[of.pk])


def text(response: HttpResponse) -> str:
    return response.content.decode()


# ---- Recording -----------------------------------------------------------------------------


def test_an_identity_is_recorded_and_opened_again(reporter: User) -> None:
    client, quote, editor = signed_in(reporter), unnamed(), make_known("desk editor")
    page = client.get(address("record", quote))
    assert 'autocomplete="off"' in text(page)
    sealed = client.post(address("record", quote), NEW | {"person": editor.pk})
    entry = Entry.objects.get(quote=quote)
    assert sealed["Location"] == address("entry", entry)
    closed = client.get(sealed["Location"])
    assert not SECRETS.search(text(closed))
    opened = signed_in(editor).post(address("open", entry), SIGNED)
    assert opened.status_code == 200
    assert NAME in text(opened)
    assert entry.accesses.latest("pk").whence == "127.0.0.1"


def test_what_is_wrong_is_said_beside_its_field(reporter: User) -> None:
    client = signed_in(reporter)
    bare = client.post(address("record", unnamed()), NEW | {"identity": ""})
    assert bare.status_code == 422
    assert "Say who the source is." in text(bare)
    named = client.post(address("record", make_quote()), NEW)
    assert named.status_code == 422
    assert "does not name" in text(named)
    assert not Entry.objects.exists()


@pytest.mark.parametrize("group", ["desk editor", "standards editor", ""])
def test_who_does_not_mend_quotes_does_not_record(group: str) -> None:
    client, quote = signed_in(make_known(group)), unnamed()
    assert client.get(address("record", quote)).status_code == 403
    assert client.post(address("record", quote), NEW).status_code == 403


def test_a_closed_vault_says_how_to_open_it(reporter: User, settings: Any) -> None:
    settings.VAULT_KEYS, settings.EMBEDDED = [], False
    refused = signed_in(reporter).post(address("record", unnamed()), NEW)
    assert refused.status_code == 422
    assert "VAULT_KEYS_FILE" in text(refused)


# ---- Opening -------------------------------------------------------------------------------


def test_nothing_is_opened_by_a_get(entry: Entry, reporter: User) -> None:
    client = signed_in(reporter)
    for name in ("open", "share", "unshare", "destroy"):
        back = client.get(address(name, entry), SIGNED)
        assert back["Location"] == address("entry", entry)
    for name in ("entry",):
        assert not SECRETS.search(text(client.get(address(name, entry))))
    assert entry.accesses.count() == 1


def test_an_opened_page_is_kept_nowhere_and_closes_itself(entry: Entry, reporter: User) -> None:
    opened = signed_in(reporter).post(address("open", entry), SIGNED)
    assert "no-store" in opened["Cache-Control"]
    assert opened["Referrer-Policy"] == "same-origin"
    assert opened["Refresh"] == f"60; url={address('entry', entry)}"
    assert 'hx-history="false"' in text(opened)
    assert NAME not in text(opened).partition("<body")[0]


def test_a_wrong_password_is_said_and_logged_and_never_shown_again(
    entry: Entry, reporter: User
) -> None:
    refused = signed_in(reporter).post(address("open", entry), SIGNED | {"password": "wrong-one"})
    assert refused.status_code == 403
    assert "This is not your password." in text(refused)
    assert "wrong-one" not in text(refused)
    assert entry.accesses.latest("pk").deed == "password"


def test_who_is_not_named_is_refused_and_that_is_logged(entry: Entry) -> None:
    for person in (make_known("checker"), make_known("", is_superuser=True)):
        client = signed_in(person)
        page = client.get(address("entry", entry))
        assert page.status_code == 403
        assert entry.quote.words not in text(page)
        refused = client.post(address("open", entry), SIGNED)
        assert refused.status_code == 403
        assert "You are not among the people who may open this." in text(refused)
        assert not SECRETS.search(text(page) + text(refused))
        last = entry.accesses.latest("pk")
        assert (last.deed, last.by) == ("refused", person)


def test_the_public_does_not_get_in(entry: Entry) -> None:
    client = Client()
    outsider = User.objects.create(username="outsider")
    for visitor in (client, signed_in(outsider)):
        for name in ("entry", "open"):
            answer = visitor.post(address(name, entry), SIGNED)
            assert answer.status_code == 302
            assert answer["Location"].startswith("/admin/login/")
    assert signed_in(make_person()).get(reverse("vault:log")).status_code == 403
    assert entry.accesses.count() == 1


def test_an_entry_that_is_not_there_is_not_found(reporter: User) -> None:
    assert signed_in(reporter).get(reverse("vault:entry", args=[uuid4()])).status_code == 404


def test_forms_need_their_token(entry: Entry, reporter: User) -> None:
    client = signed_in(reporter, enforce_csrf_checks=True)
    assert client.post(address("open", entry), SIGNED).status_code == 403
    assert entry.accesses.count() == 1


# ---- Sharing, destroying, the log ----------------------------------------------------------


def test_it_is_shared_taken_back_and_destroyed_on_its_page(entry: Entry, reporter: User) -> None:
    client, editor = signed_in(reporter), make_known("desk editor")
    given = {"person": editor.pk, "password": PASSWORD}
    assert client.post(address("share", entry), given).status_code == 302
    again = client.post(address("share", entry), given)
    assert again.status_code == 422
    assert "may open this already" in text(again)
    assert client.post(address("unshare", entry), given).status_code == 302
    assert client.post(address("destroy", entry), SIGNED).status_code == 302
    page = text(client.get(address("entry", entry)))
    assert "was destroyed on" in page
    assert f'action="{address("open", entry)}"' not in page
    deeds = list(entry.accesses.order_by("pk").values_list("deed", flat=True))
    assert deeds == ["recorded", "shared", "refused", "unshared", "destroyed"]


def test_the_log_is_for_the_entry_s_people_and_the_standards_editor(
    entry: Entry, reporter: User
) -> None:
    custody.open(entry, by=reporter, password=PASSWORD, reason=WHY)
    log = reverse("vault:log")
    assert WHY in text(signed_in(reporter).get(log))
    standards = signed_in(make_known("standards editor"))
    assert WHY in text(standards.get(log))
    of_entry = standards.get(address("entry", entry))
    assert of_entry.status_code == 200
    assert WHY in text(of_entry)
    assert address("open", entry) not in text(of_entry)
    for other in (make_known("checker"), make_known("", is_superuser=True)):
        assert WHY not in text(signed_in(other).get(log))


def test_a_cursor_that_leads_nowhere_is_told(entry: Entry, reporter: User) -> None:
    client = signed_in(reporter)
    for page in (reverse("vault:log"), address("entry", entry)):
        answer = client.get(page, {"cursor": "nowhere"}, follow=True)
        assert answer.status_code == 200
        assert "This cursor is not one" in text(answer)


def test_the_log_has_pages_and_a_constant_number_of_queries(
    entry: Entry, reporter: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(reporter)
    with django_assert_max_num_queries(12):
        client.get(reverse("vault:log"))
    for _ in range(60):
        custody.open(entry, by=reporter, password=PASSWORD, reason=WHY)
    with django_assert_max_num_queries(12):
        first = text(client.get(reverse("vault:log")))
    with django_assert_max_num_queries(18):
        assert text(client.get(address("entry", entry))).count(f">{WHY}</td>") == 50
    assert first.count(f">{WHY}</td>") == 50
    assert "Older" in first


# ---- On the desk's cards -------------------------------------------------------------------


def line(quote: Quote, person: User, *, times: int = 1) -> str:
    request = RequestFactory().get("/")
    request.user = person
    shown = Template("{% load vault %}" + "{% vault_line quote %}" * times)
    return " ".join(shown.render(Context({"request": request, "quote": quote})).split())


def test_a_card_says_that_an_identity_is_on_record_and_never_whose(
    entry: Entry, reporter: User
) -> None:
    mine = line(entry.quote, reporter)
    assert address("entry", entry) in mine
    assert "(1 person may open it)" in mine
    for other in (make_known("checker"), make_known("", is_superuser=True)):
        theirs = line(entry.quote, other)
        assert "Identity on record" in theirs
        assert str(entry.pk) not in theirs
        assert not SECRETS.search(theirs)


def test_a_card_offers_to_record_to_who_may(reporter: User) -> None:
    quote = unnamed()
    assert address("record", quote) in line(quote, reporter)
    assert "No identity on record." in line(quote, make_known("desk editor"))
    assert address("record", quote) not in line(quote, make_known("desk editor"))
    assert line(make_quote(), reporter) == ""


def test_a_card_flags_an_entry_whose_source_is_named_now(entry: Entry, reporter: User) -> None:
    Quote.objects.filter(pk=entry.quote_id).update(descriptor="", speaker=make_speaker())
    entry.quote.refresh_from_db()
    assert "while unnamed" in line(entry.quote, reporter)


def test_a_page_of_cards_costs_one_query(
    entry: Entry, reporter: User, django_assert_num_queries: Any
) -> None:
    reporter.has_perm("quotes.change_quote")
    with django_assert_num_queries(1):
        line(entry.quote, reporter, times=20)


# ---- Nowhere else --------------------------------------------------------------------------


def test_an_error_report_holds_neither_identity_nor_password(
    reporter: User, settings: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The page that Django shows with DEBUG on, the most talkative of all."""
    settings.DEBUG = True
    client = signed_in(reporter, raise_request_exception=False)
    entry = custody.record(unnamed(), identity=NAME, note=NOTE, by=reporter)

    def broken(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("the disk is on fire")

    with caplog.at_level(logging.DEBUG), monkeypatch.context() as patched:
        patched.setattr(custody, "_log", broken)
        reports = [
            client.post(address("record", unnamed()), NEW),
            client.post(address("open", entry), SIGNED),
            client.post(address("destroy", entry), SIGNED),
        ]
        patched.setattr(contents, "seal", broken)
        reports.append(client.post(address("record", unnamed()), NEW))
    for report in reports:
        assert report.status_code == 500
        assert "the disk is on fire" in text(report)
        assert not SECRETS.search(text(report))
        assert PASSWORD not in text(report)
        assert django_settings.VAULT_KEYS[0] not in text(report)
    assert not SECRETS.search(caplog.text)


def test_no_session_admin_log_or_public_page_holds_it(reporter: User) -> None:
    quote = unnamed(people={"reporter": reporter}, state=State.PUBLISHED)
    client = signed_in(reporter)
    client.post(address("record", quote), NEW)
    client.post(address("open", Entry.objects.get(quote=quote)), SIGNED)
    assert Access.objects.count() == 2
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    assert kept
    assert not SECRETS.search("".join(kept))
    assert not LogEntry.objects.exists()
    for reader in (Client(), client, signed_in(make_known("", is_superuser=True))):
        for page in (
            f"/quotes/{quote.pk}/",
            "/?q=official",
            f"/api/v1/quotes/{quote.pk}/",
            f"/admin/desk/{quote.version_id}/",
            f"/admin/quotes/quote/{quote.pk}/history/",
        ):
            answer = reader.get(page, headers={"Accept": "*/*"})
            assert not SECRETS.search(text(answer)), page
            assert "vault/" not in text(answer).replace(reverse("vault:log"), "", 1) or (
                page.startswith("/admin/")
            ), page


def test_the_public_page_says_why_a_source_is_not_named_as_printed(client: Client) -> None:
    quote = unnamed(state=State.PUBLISHED)
    page = text(client.get(f"/quotes/{quote.pk}/"))
    assert "Not named. The story calls them “a senior official”." in page
    assert "because the talks are private" in page


def test_the_admin_has_no_list_of_the_vault() -> None:
    client = signed_in(make_known("", is_superuser=True))
    assert "vault_entry" not in text(client.get("/admin/"))
    for model in ("entry", "access", "keyholder"):
        assert client.get(f"/admin/vault/{model}/").status_code == 404


def test_a_story_of_cards_shows_each_its_own(reporter: User) -> None:
    version = make_version("“We sail at dawn,” an officer said. “We wait,” a pilot said.")
    first, second = (
        unnamed(version=version, words=words) for words in ("We sail at dawn,", "We wait,")
    )
    custody.record(second, identity=NAME, by=reporter)
    assert "Record the identity" in line(first, reporter)
    assert "1 person may open it" in line(second, reporter)
