"""The list of corrections, and the form by which a reader asks for one."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes import corrections, requests, topics, verification
from quotes.models import CorrectionRequest, Notice, Quote
from quotes.verification import State
from tests.make import make_person, make_quote, make_speaker, make_version
from tests.quotes.views.reading import get, text_of

pytestmark = pytest.mark.django_db


def correct(quote: Quote, text: str, kind: str = "clarification", **changes: Any) -> Notice:
    notice = corrections.propose(
        quote, by=make_person("reporter"), type=kind, changes=changes, public_text=text
    )
    corrections.approve(notice, by=make_person("desk editor"))
    return notice


def decided(notice: Notice, day: int) -> None:
    with pgtrigger.ignore("quotes.Notice:notice_is_decided_once"):
        at = datetime(2026, 5, day, 12, tzinfo=UTC)
        Notice.objects.filter(pk=notice.pk).update(decided_at=at)


class TestTheList:
    """Every notice that the public is told of, and nothing else."""

    def test_the_newest_comes_first_with_its_quote(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED, speaker=make_speaker("Orla Venn"))
        correct(quote, "First we said this.")
        correct(quote, "Then we said that.", "correction", role_as_printed="Former mayor")
        page = text_of(get(client, "/corrections/"))
        assert page.index("Then we said that.") < page.index("First we said this.")
        assert "Changed: role." in page
        assert "Orla Venn, in Harbour Courier" in page

    def test_a_refile_and_a_proposal_are_not_told(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED, role_as_printed="mayor")
        correct(quote, "A capital letter.", "refile", role_as_printed="Mayor")
        corrections.propose(
            quote,
            by=make_person("reporter"),
            type="update",
            changes={},
            public_text="Not approved yet.",
        )
        page = text_of(get(client, "/corrections/"))
        assert "A capital letter." not in page
        assert "Not approved yet." not in page

    def test_a_retraction_is_told_without_words_or_names_and_what_was_before_is_not(
        self, client: Client
    ) -> None:
        quote = make_quote(State.PUBLISHED, speaker=make_speaker("Orla Venn"))
        correct(quote, "It was on the quay.")
        verification.retract(quote, by=make_person("standards editor"), reason="Nobody said it.")
        body = unescape(get(client, "/corrections/").content.decode())
        assert "Nobody said it." in body
        assert quote.get_absolute_url() in body
        for hidden in ("It was on the quay.", quote.words, "Orla Venn", "Harbour Courier"):
            assert hidden not in body

    @pytest.mark.parametrize("asked", ["speaker=orla-venn", "outlet=harbour-courier"])
    def test_no_filter_tells_whose_a_retracted_quote_was(self, client: Client, asked: str) -> None:
        speaker = make_speaker("Orla Venn")
        fallen, _ = (make_quote(State.PUBLISHED, speaker=speaker) for _ in range(2))
        verification.retract(fallen, by=make_person("standards editor"), reason="Nobody said it.")
        assert "Nobody said it." not in text_of(get(client, f"/corrections/?{asked}"))

    def test_it_is_narrowed_by_all_that_it_has(self, client: Client) -> None:
        orla, bo = make_speaker("Orla Venn"), make_speaker("Bo Birch")
        gazette = make_version("“We keep the birds.” she said.", outlet="Zoo Gazette")
        one = make_quote(State.PUBLISHED, speaker=orla)
        other = make_quote(State.PUBLISHED, version=gazette, words="We keep the birds.", speaker=bo)
        decided(correct(one, "About Orla."), 3)
        decided(correct(other, "About Bo.", "update"), 20)
        for asked, shown, hidden in (
            ("type=update", "About Bo.", "About Orla."),
            ("speaker=orla-venn", "About Orla.", "About Bo."),
            ("speaker=ORLA+venn", "About Orla.", "About Bo."),
            ("outlet=zoo-gazette", "About Bo.", "About Orla."),
            ("outlet=zoo+gazette", "About Bo.", "About Orla."),
            ("decided_before=2026-05-03", "About Orla.", "About Bo."),
            ("decided_after=2026-05-04", "About Bo.", "About Orla."),
        ):
            page = text_of(get(client, f"/corrections/?{asked}"))
            assert shown in page, asked
            assert hidden not in page, asked

    def test_a_mix_up_concerns_both(self, client: Client) -> None:
        wrong, right = make_speaker("Bo Birch"), make_speaker("Orla Venn")
        correct(make_quote(State.PUBLISHED, speaker=wrong), "Not Bo.", "correction", speaker=right)
        for slug in ("bo-birch", "orla-venn"):
            assert "Not Bo." in text_of(get(client, f"/corrections/?speaker={slug}"))
        assert "Not Bo." in text_of(get(client, "/speakers/orla-venn/")).split("Corrections")[-1]

    def test_namesakes_are_told_apart(self, client: Client) -> None:
        for name in ("Orla Venn", "Orla Venn"):
            make_quote(State.PUBLISHED, speaker=make_speaker(name))
        assert "Several speakers bear this name." in text_of(
            get(client, "/corrections/?speaker=Orla+Venn")
        )
        assert get(client, "/corrections/?speaker=orla-venn-2").status_code == 200

    @pytest.mark.parametrize(
        ("asked", "told"),
        [
            ("type=shouted", "Choose update, clarification, correction or retraction."),
            ("type=refile", "Choose update, clarification, correction or retraction."),
            ("speaker=nobody", "No speaker with quotes here is called so."),
            ("speaker=%00", "Null characters are not allowed."),
            ("outlet=a/b", "No outlet with quotes here is called so."),
            ("decided_after=yesterday", "This is not a date."),
            ("decided_before=9999-12-31", "Choose a day before the year 3000."),
            ("decided_after=2026-05-02&decided_before=2026-05-01", "The first day is after"),
        ],
    )
    def test_a_filter_in_error_says_so(self, client: Client, asked: str, told: str) -> None:
        response = get(client, f"/corrections/?{asked}")
        assert response.status_code == 422
        assert told in text_of(response)

    def test_it_goes_on_where_a_page_ended_with_its_filter(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("quotes.browsing.notices.PAGE", 2)
        for name in ("First", "Second", "Third"):
            correct(make_quote(State.PUBLISHED), f"{name} notice.")
        first = get(client, "/corrections/?type=clarification").content.decode()
        onward = re.search(r'rel="next" href="([^"]+)"', first)
        assert onward
        assert "type=clarification" in onward[1]
        second = text_of(get(client, "/corrections/" + unescape(onward[1])))
        assert "First notice." in second
        assert "Second notice." not in second

    def test_its_queries_do_not_grow(self, client: Client) -> None:
        counts = set()
        for _ in range(2):
            for _ in range(3):
                correct(make_quote(State.PUBLISHED), "It was on the quay.")
            with CaptureQueriesContext(connection) as asked:
                get(client, "/corrections/")
            counts.add(len(asked))
        assert counts == {2}


WRONG = "The role is wrong: she left the post in May."


class TestAskingForOne:
    """No account; clear about what is wrong with the form, and slow to a flood."""

    def send(self, client: Client, **fields: str) -> Any:
        return client.post("/corrections/ask/", {"text": WRONG, **fields})

    def test_a_request_about_a_quote_lands_on_the_desk(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED)
        form = get(client, f"/corrections/ask/?quote={quote.pk}")
        assert quote.words in text_of(form)
        assert "no-store" in form["Cache-Control"]
        response = self.send(client, quote=str(quote.pk), contact="reader@mail.example")
        assert (response.status_code, response["Location"]) == (302, "/corrections/ask/sent/")
        asked = CorrectionRequest.objects.get()
        assert (asked.quote, asked.text, asked.contact) == (quote, WRONG, "reader@mail.example")
        assert "has arrived" in text_of(get(client, response["Location"]))

    def test_about_a_page_or_nothing(self, client: Client) -> None:
        self.send(client, page="/about/")
        self.send(client, page="https://elsewhere.example/")
        self.send(client, page="/api/v1/\0")
        pages = CorrectionRequest.objects.order_by("pk").values_list("page", flat=True)
        assert list(pages) == ["/about/", "", "/api/v1/"]

    @pytest.mark.parametrize(
        ("fields", "told"),
        [
            ({"text": ""}, "Write what is wrong."),
            ({"text": "short"}, "Write a little more: at least 10 characters."),
            ({"text": "x" * 4001}, "Use at most 4000 characters; this has 4001."),
            ({"contact": "reader"}, "This is no e-mail address."),
            ({"website": "https://spam.example"}, "Leave the last field empty"),
            ({"text": "Some text with \0 in it."}, "Null characters are not allowed."),
        ],
    )
    def test_a_form_in_error_is_shown_again(
        self, client: Client, fields: dict[str, str], told: str
    ) -> None:
        response = self.send(client, **fields)
        assert response.status_code == 422
        assert told in text_of(response)
        assert not CorrectionRequest.objects.exists()
        if "text" not in fields:
            assert WRONG in text_of(response)

    def test_a_flood_is_told_to_wait(self, client: Client) -> None:
        for _ in range(requests.AN_HOUR):
            assert self.send(client).status_code == 302
        response = self.send(client)
        assert response.status_code == 429
        assert "Try again later." in text_of(response)
        assert WRONG in text_of(response)

    def test_a_forged_form_is_refused(self) -> None:
        strict = Client(enforce_csrf_checks=True)
        assert strict.post("/corrections/ask/", {"text": WRONG}).status_code == 403
        assert not CorrectionRequest.objects.exists()

    @pytest.mark.parametrize("number", ["999999999", "-1", "x", "9" * 40])
    def test_a_quote_that_is_not_there_is_not_asked_about(
        self, client: Client, number: str
    ) -> None:
        assert get(client, f"/corrections/ask/?quote={number}").status_code == 404
        assert self.send(client, quote=number).status_code == 404

    def test_a_retracted_quote_is_named_by_nothing_but_its_page(self, client: Client) -> None:
        quote = make_quote(State.RETRACTED, speaker=make_speaker("Orla Venn"))
        body = unescape(get(client, f"/corrections/ask/?quote={quote.pk}").content.decode())
        assert quote.get_absolute_url() in body
        assert quote.words not in body
        assert "Orla Venn" not in body


class TestTheDesk:
    """What was asked is read, taken up and closed there."""

    def test_an_editor_takes_it_up_and_closes_it(self, client: Client) -> None:
        quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
        asked = requests.ask(WRONG, quote=quote, contact="r@mail.example", address="192.0.2.1")
        client.force_login(editor)
        assert WRONG in text_of(get(client, "/admin/desk/requests/"))
        page = text_of(get(client, f"/admin/desk/requests/{asked.pk}/"))
        assert "r@mail.example" in page
        assert quote.words in page
        card = f"/admin/desk/{quote.version_id}/?quote={quote.pk}&open=correct"
        body = get(client, card).content.decode()
        assert "A reader asks for a correction" in body
        assert re.search(rf'<option value="{asked.pk}" selected>No. {asked.pk}: The role', body)
        notice = self.propose(client, quote, asked)
        asked.refresh_from_db()
        assert asked.notice == notice
        address = reverse("admin:desk_close_request", args=[asked.pk])
        assert client.post(address, {"outcome": "answered"}).status_code == 422
        closed = client.post(address, {"outcome": "answered", "note": "Corrected."}, follow=True)
        assert f"Request {asked.pk} is answered." in text_of(closed)
        assert "No reader’s request waits." in text_of(closed)
        assert WRONG in text_of(get(client, "/admin/desk/requests/?show=closed"))
        again = client.post(address, {"outcome": "declined", "note": "No."})
        assert again.status_code == 409

    def propose(self, client: Client, quote: Quote, asked: CorrectionRequest) -> Notice:
        given = {
            "expected": quote.change_number,
            "type": "clarification",
            "public_text": "She left in May.",
            "request": asked.pk,
            "speaker": quote.speaker_id,
            "role_as_printed": quote.role_as_printed,
            "said_on": "2026-03-03",
            "attribution_basis": quote.attribution_basis,
            "kind": quote.kind,
            "act": quote.act,
            "language": quote.language,
            "content": ", ".join(f"{start}-{end}" for start, end in quote.content),
        }
        response = client.post(reverse("admin:desk_propose", args=[quote.pk]), given)
        assert response.status_code == 302, text_of(response)
        return Notice.objects.get()

    @pytest.mark.parametrize("group", ["reporter", "checker"])
    def test_it_takes_an_editor_to_see_who_asked(self, client: Client, group: str) -> None:
        asked = requests.ask(WRONG, contact="r@mail.example", address="192.0.2.1")
        client.force_login(make_person(group))
        for address in ("", f"{asked.pk}/"):
            assert get(client, f"/admin/desk/requests/{address}").status_code == 403
        close = f"/admin/desk/requests/{asked.pk}/close/"
        assert client.post(close, {"outcome": "declined", "note": "No."}).status_code == 403

    def test_its_queries_do_not_grow(self, client: Client) -> None:
        client.force_login(make_person("desk editor"))
        get(client, "/admin/desk/requests/")
        counts = set()
        for turn in range(2):
            for number in range(3):
                quote = make_quote(State.PUBLISHED)
                requests.ask(WRONG, quote=quote, address=f"192.0.2.{turn}{number}")
            with CaptureQueriesContext(connection) as asked:
                get(client, "/admin/desk/requests/")
            counts.add(len(asked))
        assert len(counts) == 1

    def test_the_card_tags_and_untags(self, client: Client) -> None:
        quote = make_quote()
        topics.create("Harbour", by=make_person("desk editor"))
        client.force_login(make_person("reporter"))
        add = reverse("admin:desk_tag", args=[quote.pk, "add"])
        told = client.post(add, {"topic": "harbour"}, headers={"HX-Request": "true"})
        assert "Tagged: Harbour." in told.content.decode()
        unknown = client.post(add, {"topic": "Nothing"}, headers={"HX-Request": "true"})
        assert unknown.status_code == 422
        assert "There is no such topic." in unescape(unknown.content.decode())
        remove = reverse("admin:desk_tag", args=[quote.pk, "remove"])
        client.post(remove, {"topic": "Harbour"})
        assert topics.of(quote) == []
