"""Readers' requests for corrections: received, taken up, closed, and in the end forgotten whose."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.utils import timezone

from quotes import corrections, requests
from quotes.models import CorrectionRequest, Notice, Quote
from quotes.verification import IllegalMove, Incomplete, NotAllowed, State
from tests.make import make_person, make_quote

pytestmark = pytest.mark.django_db

TEXT = "She is not the mayor any more."


def ask(quote: Quote | None = None, *, address: str = "192.0.2.1", **fields: str) -> Any:
    return requests.ask(fields.pop("text", TEXT), quote=quote, address=address, **fields)


def propose(quote: Quote, by: User) -> Notice:
    return corrections.propose(
        quote,
        by=by,
        type="correction",
        changes={"role_as_printed": "Former mayor"},
        public_text="An earlier version gave her former office.",
    )


class TestAsking:
    """What a reader sends is kept as it came, from no more than a few at a time."""

    @pytest.mark.parametrize("text", ["", "   short  ", "x" * 4001])
    def test_too_little_and_too_much_are_refused(self, text: str) -> None:
        with pytest.raises(Incomplete) as refused:
            ask(text=text)
        assert refused.value.field == "text"
        assert not CorrectionRequest.objects.exists()

    def test_one_place_may_ask_a_few_times_an_hour(self) -> None:
        for _ in range(requests.AN_HOUR):
            ask(address="2001:db8:1:2:3::4")
        with pytest.raises(requests.TooMany):
            ask(address="2001:db8:1:2:9::9")  # the same household's network
        ask(address="2001:db8:1:3::4")
        assert CorrectionRequest.objects.count() == requests.AN_HOUR + 1

    def test_and_a_few_more_a_day(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(requests, "_LIMITS", ((timedelta(days=1), 2),))
        ask(), ask()
        with pytest.raises(requests.TooMany):
            ask()

    def test_the_network_address_itself_is_not_kept(self) -> None:
        asked = ask(address="192.0.2.1")
        assert "192.0.2.1" not in asked.sender
        assert len(asked.sender) == 64

    def test_what_was_asked_stays_as_it_was(self) -> None:
        asked = ask()
        for change in ({"text": "Something else entirely."}, {"page": "/about/"}):
            with pytest.raises(DatabaseError), transaction.atomic():
                CorrectionRequest.objects.filter(pk=asked.pk).update(**change)
        with pytest.raises(DatabaseError), transaction.atomic():
            asked.delete()


class TestClosing:
    """An editor closes a request once, and says what was done."""

    @pytest.mark.parametrize("group", ["reporter", "checker"])
    def test_it_takes_an_editor(self, group: str) -> None:
        with pytest.raises(NotAllowed):
            requests.close(ask(), by=make_person(group), outcome="answered", note="Done.")

    @pytest.mark.parametrize(("outcome", "field"), [("answered", "note"), ("open", "outcome")])
    def test_it_says_how_and_why(self, outcome: str, field: str) -> None:
        note = "" if field == "note" else "Done."
        with pytest.raises(Incomplete) as refused:
            requests.close(ask(), by=make_person("desk editor"), outcome=outcome, note=note)
        assert refused.value.field == field

    def test_it_is_done_once(self) -> None:
        asked, editor = ask(), make_person("desk editor")
        requests.close(asked, by=editor, outcome="declined", note="The source has it so.")
        assert (asked.state, asked.handled_by) == ("declined", editor)
        with pytest.raises(IllegalMove):
            requests.close(asked, by=editor, outcome="answered", note="After all.")
        with pytest.raises(DatabaseError), transaction.atomic():
            CorrectionRequest.objects.filter(pk=asked.pk).update(state="answered")

    def test_the_database_wants_a_note_too(self) -> None:
        with pytest.raises(DatabaseError), transaction.atomic():
            CorrectionRequest.objects.filter(pk=ask().pk).update(state="declined")


class TestTakingUp:
    """A request becomes a proposed correction by the verb that everybody uses."""

    def test_the_proposal_is_linked(self) -> None:
        quote, reporter = make_quote(State.PUBLISHED), make_person("reporter")
        asked = ask(quote)
        notice = propose(quote, reporter)
        requests.take_up(asked, notice, by=reporter)
        asked.refresh_from_db()
        assert (asked.notice, asked.state) == (notice, "open")

    def test_it_is_about_the_same_quote(self) -> None:
        reporter = make_person("reporter")
        notice = propose(make_quote(State.PUBLISHED), reporter)
        with pytest.raises(IllegalMove):
            requests.take_up(ask(make_quote(State.PUBLISHED)), notice, by=reporter)

    def test_it_is_said_by_whoever_proposed_it(self) -> None:
        quote = make_quote(State.PUBLISHED)
        notice = propose(quote, make_person("reporter"))
        with pytest.raises(NotAllowed):
            requests.take_up(ask(quote), notice, by=make_person("desk editor"))


class TestForgetting:
    """How to reach a reader is erased a while after the request is closed; nowhere else is it."""

    def closed(self, days_ago: int) -> CorrectionRequest:
        asked: CorrectionRequest = ask(contact="reader@mail.example")
        requests.close(asked, by=make_person("desk editor"), outcome="answered", note="Done.")
        then = timezone.now() - timedelta(days=days_ago)
        CorrectionRequest.objects.filter(pk=asked.pk).update(handled_at=then)
        return asked

    def test_it_goes_after_the_time_that_is_set(self, settings: Any) -> None:
        settings.CONTACT_DAYS = 30
        old, young, waiting = self.closed(31), self.closed(29), ask(contact="a@mail.example")
        out = StringIO()
        call_command("erase_contacts", stdout=out)
        assert out.getvalue().startswith("Erased 1,")
        for asked, contact in (
            (old, ""),
            (young, "reader@mail.example"),
            (waiting, "a@mail.example"),
        ):
            asked.refresh_from_db()
            assert asked.contact == contact

    def test_hashes_of_addresses_go_after_a_day(self) -> None:
        asked = ask()
        requests.erase_contacts()
        asked.refresh_from_db()
        assert asked.sender
        requests.erase_contacts(now=timezone.now() + timedelta(days=1, minutes=1))
        asked.refresh_from_db()
        assert asked.sender == ""

    def test_the_history_never_had_it(self) -> None:
        asked = ask(contact="reader@mail.example")
        events = CorrectionRequest.pgh_event_model.objects  # type: ignore[attr-defined]
        assert events.filter(pgh_obj=asked.pk).count() == 1
        fields = {field.name for field in events.model._meta.fields}
        assert not {"contact", "sender"} & fields
