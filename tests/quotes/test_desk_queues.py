"""The desk's queue pages: counts, rows, filters, holds by button, and many at once."""

from __future__ import annotations

from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes import attribution, holds, intake, verification
from quotes.models import BulkRun, Comparison, Hold, Quote
from quotes.queues import QUEUES
from quotes.verification import CHECKLIST, State
from tests.make import make_person, make_quote, make_version

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def as_a(group: str, **fields: Any) -> tuple[Client, User]:
    person = make_person(group, **fields)
    return signed_in(person), person


def queue(name: str) -> str:
    return reverse("admin:desk_queue", args=[name])


def hold(quote: Quote, verb: str) -> str:
    return reverse("admin:desk_hold", args=[quote.pk, verb])


def text_of(response: Any) -> str:
    assert isinstance(response, HttpResponse)
    return unescape(response.content.decode())


def told(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def box(quote: Quote) -> str:
    return f"{quote.pk}:{quote.change_number}"


@pytest.mark.parametrize("address", ["", "queues/captured/", "bulk/"])
def test_only_who_sees_quotes_sees_the_queues(address: str) -> None:
    page = f"/admin/desk/{address}"
    assert signed_in(make_person()).get(page).status_code == 403
    assert Client().get(page).status_code == 302


def test_the_overview_counts_every_queue() -> None:
    make_quote()
    make_quote(State.SUBMITTED)
    client, _ = as_a("reporter")
    page = client.get(reverse("admin:desk"))
    counts = {one.name: (open, all) for one, open, all, _ in page.context["queues"]}
    assert list(counts) == list(QUEUES)
    assert (counts["captured"], counts["submitted"]) == (("1", "1"), ("0", "1"))
    for name in QUEUES:
        assert f'href="{queue(name)}"' in text_of(page)


def test_a_row_says_what_it_is_and_leads_to_its_card() -> None:
    quote = make_quote(words="We open at dawn.")
    client, _ = as_a("reporter")
    page = text_of(client.get(queue("captured")))
    assert "We open at dawn." in page
    assert str(quote.speaker) in page
    assert f"{reverse('admin:desk_story', args=[quote.version_id])}?quote={quote.pk}" in page
    assert "captured by a person" in page


@pytest.mark.parametrize("name", QUEUES)
def test_every_queue_has_its_page(name: str) -> None:
    make_quote()
    client, _ = as_a("checker")
    assert client.get(queue(name)).status_code == 200
    assert client.get(queue(name), {"show": "all"}).status_code == 200


def test_there_is_no_other() -> None:
    client, _ = as_a("checker")
    assert client.get(queue("no-such")).status_code == 404


def test_a_filter_that_leads_nowhere_is_named() -> None:
    make_quote()
    client, _ = as_a("reporter")
    page = client.get(queue("captured"), {"outlet": "no-such", "age": "x"})
    assert page.status_code == 422
    assert "No outlet has the slug “no-such”." in text_of(page)
    assert "We open the harbour" not in text_of(page)


def test_a_garbled_page_is_the_first() -> None:
    make_quote()
    client, _ = as_a("reporter")
    page = client.get(queue("captured"), {"cursor": "nonsense"})
    assert (page.status_code, len(page.context["stories"])) == (200, 1)


def test_a_page_costs_the_same_for_few_rows_and_many() -> None:
    client, person = as_a("checker")
    counts = []
    for number in (2, 12):
        for _ in range(number):
            holds.take(make_quote(), by=person)
        client.get(queue("captured"))
        with CaptureQueriesContext(connection) as queries:
            client.get(queue("captured"))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


class TestHolds:
    def test_take_and_give_back_without_javascript(self) -> None:
        quote = make_quote()
        client, person = as_a("reporter")
        sent = {"queue": "captured", "asked": "order=oldest&cursor=%00"}
        response = client.post(hold(quote, "take"), sent)
        assert response.status_code == 302
        assert response.url.startswith(queue("captured") + "?order=oldest")  # type: ignore[attr-defined]
        assert Hold.objects.get(quote=quote).holder == person
        assert "You hold this until" in text_of(client.get(queue("captured")))
        client.post(hold(quote, "give-back"), sent)
        assert not Hold.objects.exists()

    def test_by_htmx_the_row_alone_comes_back(self) -> None:
        quote = make_quote()
        client, _ = as_a("reporter")
        row = client.post(hold(quote, "take"), {"queue": "captured"}, headers=HTMX)
        assert text_of(row).strip().startswith("<li")
        assert "Give back" in text_of(row)

    def test_who_holds_it_is_said_and_others_are_refused(self) -> None:
        quote = make_quote()
        _, ana = as_a("reporter", first_name="Ana", last_name="Bell")
        holds.take(quote, by=ana)
        client, _ = as_a("reporter")
        page = text_of(client.get(queue("captured")))
        assert "Ana Bell holds this until" in page
        assert "Take over" not in page
        row = client.post(hold(quote, "take"), {"queue": "captured"}, headers=HTMX)
        assert row.status_code == 409
        assert "Ask them to hand it over." in text_of(row)
        plain = client.post(hold(quote, "take"), {"queue": "captured"})
        assert "Ask them to hand it over." in told(plain)[0]

    def test_checkers_may_take_over(self) -> None:
        quote = make_quote()
        holds.take(quote, by=make_person("reporter"))
        client, person = as_a("checker")
        assert "Take over" in text_of(client.get(queue("captured")))
        client.post(hold(quote, "take-over"), {"queue": "captured"})
        assert Hold.objects.get(quote=quote).holder == person

    def test_hand_over_shows_among_what_the_other_holds(self) -> None:
        quote = make_quote()
        client, person = as_a("reporter", first_name="Ana")
        other, colleague = as_a("reporter")
        holds.take(quote, by=person)
        sent = {"queue": "captured", "to": "no-such"}
        row = client.post(hold(quote, "hand-over"), sent, headers=HTMX)
        assert "No colleague has this user name" in text_of(row)
        assert 'value="no-such"' in text_of(row)
        client.post(hold(quote, "hand-over"), sent | {"to": colleague.username})
        assert "Ana handed it over" in text_of(other.get(queue("mine")))

    def test_a_story_is_taken_at_once(self) -> None:
        version = make_version("“We open at dawn.” “We close at dusk.” Mayor Ada Quill said.")
        for words in ("We open at dawn.", "We close at dusk."):
            make_quote(version=version, words=words)
        client, person = as_a("reporter")
        address = reverse("admin:desk_take_story", args=[version.pk])
        response = client.post(address, {"queue": "captured"})
        assert told(response) == ["You took 2 quotes of this story."]
        assert Hold.objects.of(person).count() == 2

    def test_the_desk_keeps_the_input_of_who_was_refused(self) -> None:
        quote = make_quote()
        holds.take(quote, by=make_person("reporter"))
        client, _ = as_a("checker")
        address = reverse("admin:desk_move", args=[quote.pk, "reject"])
        sent = {"expected": quote.change_number, "note": "Nobody said this."}
        card = client.post(address, sent, headers=HTMX)
        assert card.status_code == 409
        assert "holds this quote until" in text_of(card)
        assert "Nobody said this." in text_of(card)

    def test_a_changed_source_is_settled_with_a_note(self) -> None:
        quote = make_quote(words="We open at dawn.")
        version = make_version("She said nothing.", url=quote.version.article.canonical_url)
        intake.read(version)
        client, _ = as_a("checker")
        assert "It stays as it is" in text_of(client.get(queue("source-changed")))
        sent = {"queue": "source-changed", "note": ""}
        row = client.post(hold(quote, "settle"), sent, headers=HTMX)
        assert "Say why the quote stays" in text_of(row)
        client.post(hold(quote, "settle"), sent | {"note": "The recording has it."})
        assert Comparison.objects.get(quote=quote).settled_at

    @pytest.mark.parametrize("verb", ["take", "nonsense"])
    def test_what_is_not_there_is_not_found(self, verb: str) -> None:
        client, _ = as_a("reporter")
        address = reverse("admin:desk_hold", args=[987654, verb])
        assert client.post(address, {"queue": "captured"}).status_code == 404
        assert client.get(address).status_code == 405


class TestBulk:
    def test_a_move_that_asks_nothing_is_tried_at_once(self) -> None:
        good, bad = make_quote(), make_quote(said_on=None)
        client, person = as_a("reporter")
        sent = {"queue": "captured", "move": "submit", "which": "ticked"}
        response = client.post(
            reverse("admin:desk_bulk_new"), sent | {"quote": [box(good), box(bad)]}
        )
        run = BulkRun.objects.get()
        assert response.url == reverse("admin:desk_bulk_run", args=[run.pk])  # type: ignore[attr-defined]
        page = text_of(client.get(response.url))  # type: ignore[attr-defined]
        assert "1 would go through, 1 would be refused." in page
        assert "refused: Say on which day" in page
        assert Quote.objects.get(pk=good.pk).state == State.CAPTURED
        client.post(reverse("admin:desk_bulk_go", args=[run.pk]))
        page = text_of(client.get(reverse("admin:desk_bulk_run", args=[run.pk])))
        assert "1 went through, 1 was refused" in page
        assert Quote.objects.get(pk=good.pk).state == State.SUBMITTED
        assert person.username in text_of(client.get(reverse("admin:desk_bulk")))

    def test_the_list_leaves_out_what_was_only_tried(self) -> None:
        client, person = as_a("reporter")
        colleague, _ = as_a("reporter")
        sent = {"queue": "captured", "move": "submit", "which": "ticked"}
        client.post(reverse("admin:desk_bulk_new"), sent | {"quote": [box(make_quote())]})
        run = BulkRun.objects.get()
        listed, everything = reverse("admin:desk_bulk"), "?show=tries"
        assert "Tried, not run" in text_of(client.get(listed))
        assert person.username not in text_of(colleague.get(listed))
        assert person.username in text_of(colleague.get(listed + everything))
        client.post(reverse("admin:desk_bulk_stop", args=[run.pk]))
        address = reverse("admin:desk_bulk_run", args=[run.pk])
        assert address not in text_of(client.get(listed))
        assert address in text_of(client.get(listed + everything))

    def test_a_run_that_is_done_shows_no_progress_any_more(self) -> None:
        client, _ = as_a("reporter")
        sent = {"queue": "captured", "move": "submit", "which": "ticked"}
        client.post(reverse("admin:desk_bulk_new"), sent | {"quote": [box(make_quote())]})
        run = BulkRun.objects.get()
        client.post(reverse("admin:desk_bulk_go", args=[run.pk]))
        assert "<progress" not in text_of(client.get(reverse("admin:desk_bulk_run", args=[run.pk])))

    def test_what_changed_since_the_page_was_read_is_refused(self) -> None:
        quote = make_quote()
        seen = box(quote)
        attribution.amend(quote, by=make_person("reporter"), changes={"setting": "on the quay"})
        client, _ = as_a("reporter")
        sent = {"queue": "captured", "move": "submit", "which": "ticked", "quote": [seen]}
        client.post(reverse("admin:desk_bulk_new"), sent)
        assert "has changed since" in BulkRun.objects.get().rows.get().forecast_why

    def test_a_move_that_needs_a_reason_asks_for_it(self) -> None:
        quote = make_quote()
        client, _ = as_a("checker")
        address = reverse("admin:desk_bulk_new")
        sent = {"queue": "captured", "move": "reject", "which": "ticked", "quote": [box(quote)]}
        asked = client.post(address, sent)
        assert asked.status_code == 200
        assert f'value="{box(quote)}"' in text_of(asked)
        refused = client.post(address, sent | {"try": "1", "note": " "})
        assert refused.status_code == 422
        assert "Reason: this move needs it." in text_of(refused)
        client.post(address, sent | {"try": "1", "note": "Nobody said this."})
        assert BulkRun.objects.get().rows.get().forecast == "done"

    def test_verify_asks_for_the_whole_checklist(self) -> None:
        quote = make_quote(State.SUBMITTED)
        client, _ = as_a("checker")
        address = reverse("admin:desk_bulk_new")
        sent = {
            **{"queue": "submitted", "move": "verify", "quote": [box(quote)], "try": "1"},
            **{"basis": "article", "answers": list(CHECKLIST)[:2]},
        }
        refused = client.post(address, sent)
        assert refused.status_code == 422
        assert "Not confirmed yet" in text_of(refused)
        assert "only if: The quote is a translation, or not in English" in text_of(refused)
        client.post(address, sent | {"answers": list(CHECKLIST)})
        run = BulkRun.objects.get()
        client.post(reverse("admin:desk_bulk_go", args=[run.pk]))
        assert Quote.objects.get(pk=quote.pk).state == State.VERIFIED

    def test_all_that_match_are_those_of_the_filter(self) -> None:
        by_hand, direct = make_quote(), make_quote()
        verification.submit(direct, by=make_person("reporter"))
        client, _ = as_a("reporter")
        sent = {"queue": "captured", "move": "take", "which": "all", "asked": "kind=direct"}
        client.post(reverse("admin:desk_bulk_new"), sent)
        run = BulkRun.objects.get()
        assert [row.quote_id for row in run.rows.all()] == [by_hand.pk]
        assert run.found_by == "All of Captured, needs a person (kind: Direct)"
        assert run.found_by in text_of(client.get(reverse("admin:desk_bulk")))

    @pytest.mark.parametrize(
        "sent",
        [
            {"move": "retract"},
            {"move": ""},
            {"quote": "x"},
            {"quote": "1:2:3"},
            {"queue": "no-such"},
            {"move": "publish"},
            {"which": "ticked", "quote": []},
            {"move": "hand_over", "to": "no-such", "try": "1"},
        ],
    )
    def test_nonsense_is_answered_with_words(self, sent: dict[str, Any]) -> None:
        client, _ = as_a("reporter")
        good = {"queue": "captured", "move": "submit", "quote": [box(make_quote())]}
        response = client.post(reverse("admin:desk_bulk_new"), good | sent)
        assert response.status_code == 422
        assert "desk-error" in text_of(response)
        assert not BulkRun.objects.exists()

    def test_somebody_elses_run_is_seen_but_not_run(self) -> None:
        client, _ = as_a("reporter")
        sent = {"queue": "captured", "move": "submit", "quote": [box(make_quote())]}
        client.post(reverse("admin:desk_bulk_new"), sent)
        run = BulkRun.objects.get()
        other, _ = as_a("reporter")
        page = other.get(reverse("admin:desk_bulk_run", args=[run.pk]))
        assert "go on with" not in text_of(page)
        refused = other.post(reverse("admin:desk_bulk_go", args=[run.pk]))
        assert told(refused) == ["Only the person who set it up may run or stop it."]

    def test_a_long_run_shows_how_far_it_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("quotes.bulk.running.INLINE", 1)
        client, _ = as_a("reporter")
        sent = {"queue": "captured", "move": "submit"}
        boxes = [box(make_quote()), box(make_quote())]
        client.post(reverse("admin:desk_bulk_new"), sent | {"quote": boxes})
        address = reverse("admin:desk_bulk_run", args=[BulkRun.objects.get().pk])
        page = text_of(client.get(address))
        assert "0 of 2 looked at." in page
        assert 'hx-trigger="every 2s"' in page
        assert "Look again" in page

    def test_its_page_costs_the_same_for_few_rows_and_many(self) -> None:
        client, _ = as_a("reporter")
        counts = []
        for number in (2, 9):
            boxes = [box(make_quote()) for _ in range(number)]
            sent = {"queue": "captured", "move": "submit", "quote": boxes}
            address = client.post(reverse("admin:desk_bulk_new"), sent).url  # type: ignore[attr-defined]
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            counts.append(len(queries))
        assert counts[0] == counts[1]
