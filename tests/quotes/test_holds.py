"""Holds: taken, handed over, given back, taken over; they run out on their own and lose nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from quotes import attribution, corrections, holds, verification
from quotes.models import Hold, Notice
from quotes.verification import Held, NotAllowed, StaleQuote, State
from sources.refusal import Refusal
from tests.make import make_person, make_quote, make_speaker, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Move the clock on."""
    now = timezone.now

    def on(**span: float) -> None:
        moved = timedelta(**span)
        monkeypatch.setattr(timezone, "now", lambda: now() + moved)

    return on


def holder_of(quote: Any) -> Any:
    hold = Hold.objects.current().filter(quote=quote).first()
    return hold.holder if hold else None


class TestTaking:
    def test_a_quote_is_held_by_whoever_took_it(self) -> None:
        ana = make_person("reporter")
        quote = make_quote()
        hold = holds.take(quote, by=ana)
        assert holder_of(quote) == ana
        assert hold.until - hold.since == timedelta(minutes=30)

    def test_nobody_else_takes_it_then(self) -> None:
        ana = make_person("reporter", first_name="Ana", last_name="Bell")
        quote = make_quote()
        hold = holds.take(quote, by=ana)
        with pytest.raises(Held) as refused:
            holds.take(quote, by=make_person("reporter"))
        until = f"{timezone.localtime(hold.until):%H:%M}"
        assert refused.value.message == (
            f"Ana Bell holds this quote until {until}. Ask them to hand it over."
        )
        assert holder_of(quote) == ana

    def test_who_may_take_over_is_told_so(self) -> None:
        quote = make_quote()
        holds.take(quote, by=make_person("reporter"))
        with pytest.raises(Held, match="or take it over"):
            holds.take(quote, by=make_person("checker"))

    def test_a_hold_that_ran_out_stops_nobody(self, travel: Callable[..., None]) -> None:
        ana, ben = make_person("reporter"), make_person("reporter")
        quote = make_quote()
        holds.take(quote, by=ana)
        travel(minutes=29)
        with pytest.raises(Held):
            holds.take(quote, by=ben)
        travel(minutes=31)
        holds.take(quote, by=ben)
        assert holder_of(quote) == ben

    def test_only_who_has_something_to_do_takes_it(self) -> None:
        quote = make_quote(State.SUBMITTED)
        with pytest.raises(NotAllowed, match="nothing that you may do"):
            holds.take(quote, by=make_person("reporter"))
        submitter = quote.reviews.get(move="submit").by
        with pytest.raises(NotAllowed):
            holds.take(quote, by=submitter)
        holds.take(quote, by=make_person("checker"))

    def test_a_quote_that_changed_meanwhile_is_not_taken_unseen(self) -> None:
        quote = make_quote()
        seen = quote.change_number
        attribution.amend(quote, by=make_person("reporter"), changes={"setting": "on the quay"})
        with pytest.raises(StaleQuote):
            holds.take(quote, by=make_person("reporter"), expected=seen)

    def test_a_whole_story_is_taken_at_once(self) -> None:
        version = make_version("“We open at dawn.” “We close at dusk.” Mayor Ada Quill said.")
        quotes = [
            make_quote(version=version, words=words)
            for words in ("We open at dawn.", "We close at dusk.")
        ]
        holds.take(quotes[1], by=make_person("reporter"))
        taken, refused = holds.take_all(quotes, by=make_person("reporter"))
        assert (taken, len(refused)) == (1, 1)


class TestWhatAHoldBlocks:
    def test_others_neither_decide_nor_mend(self) -> None:
        quote = make_quote()
        ana, ben = make_person("reporter"), make_person("reporter")
        holds.take(quote, by=ana)
        with pytest.raises(Held):
            verification.submit(quote, by=ben)
        with pytest.raises(Held):
            attribution.amend(quote, by=ben, changes={"setting": "on the quay"})
        quote.refresh_from_db()
        assert (quote.state, quote.setting) == (State.CAPTURED, "")

    def test_others_do_not_decide_on_its_correction(self) -> None:
        quote = make_quote(State.PUBLISHED)
        notice = corrections.propose(
            quote,
            by=make_person("reporter"),
            type=Notice.Type.CORRECTION,
            changes={"role_as_printed": "Harbour Master"},
            public_text="We had the role wrong.",
        )
        ana, ben = make_person("desk editor"), make_person("desk editor")
        holds.take(quote, by=ana)
        with pytest.raises(Held):
            corrections.approve(notice, by=ben)
        with pytest.raises(Held):
            corrections.decline(notice, by=ben, reason="No.")
        corrections.approve(notice, by=ana)
        assert notice.decided_at

    def test_the_holder_decides_and_the_hold_ends(self) -> None:
        quote = make_quote()
        ana = make_person("reporter")
        holds.take(quote, by=ana)
        verification.submit(quote, by=ana)
        assert holder_of(quote) is None

    def test_a_refused_move_leaves_the_hold(self) -> None:
        quote = make_quote(said_on=None)
        ana = make_person("reporter")
        holds.take(quote, by=ana)
        with pytest.raises(verification.Incomplete):
            verification.submit(quote, by=ana)
        assert holder_of(quote) == ana

    @pytest.mark.parametrize("move", ["withhold", "retract"])
    def test_what_protects_the_public_never_waits(self, move: str) -> None:
        quote = make_quote(State.PUBLISHED)
        holds.take(quote, by=make_person("desk editor"))
        verification.make(
            quote,
            move,
            verification.Decision(note="The recording shows other words."),
            by=make_person("standards editor"),
        )
        assert holder_of(quote) is None

    def test_work_makes_it_last_for_the_whole_story(self, travel: Callable[..., None]) -> None:
        version = make_version("“We open at dawn.” “We close at dusk.” Mayor Ada Quill said.")
        first, second = (
            make_quote(version=version, words=words)
            for words in ("We open at dawn.", "We close at dusk.")
        )
        ana = make_person("reporter")
        holds.take_all([first, second], by=ana)
        travel(minutes=20)
        attribution.amend(first, by=ana, changes={"setting": "on the quay"})
        travel(minutes=45)
        assert holder_of(first) == holder_of(second) == ana


class TestPassingOn:
    def test_hand_over_gives_it_to_somebody_who_has_work_there(self) -> None:
        quote = make_quote()
        ana, ben = make_person("reporter"), make_person("reporter")
        holds.take(quote, by=ana)
        hold = holds.hand_over(quote, to=ben, by=ana)
        assert (hold.holder, hold.came, hold.came_from) == (ben, "handed_over", ana)
        with pytest.raises(Held):
            verification.submit(quote, by=ana)

    def test_not_to_somebody_who_could_do_nothing(self) -> None:
        quote = make_quote()
        ana = make_person("reporter")
        holds.take(quote, by=ana)
        for nobody in (make_person(), make_person("reporter", is_active=False)):
            with pytest.raises(NotAllowed) as refused:
                holds.hand_over(quote, to=nobody, by=ana)
            assert refused.value.field == "to"
        with pytest.raises(Refusal, match="somebody else"):
            holds.hand_over(quote, to=ana, by=ana)
        assert holder_of(quote) == ana

    def test_what_another_holds_is_not_handed_on(self) -> None:
        quote = make_quote()
        holds.take(quote, by=make_person("reporter"))
        with pytest.raises(Held):
            holds.hand_over(quote, to=make_person("reporter"), by=make_person("reporter"))

    def test_give_back_frees_it(self) -> None:
        quote = make_quote()
        ana = make_person("reporter")
        holds.take(quote, by=ana)
        with pytest.raises(Held):
            holds.give_back(quote, by=make_person("reporter"))
        holds.give_back(quote, by=ana)
        holds.give_back(quote, by=ana)
        assert holder_of(quote) is None

    def test_checkers_and_editors_take_over_on_record(self) -> None:
        quote = make_quote()
        ana = make_person("reporter")
        holds.take(quote, by=ana)
        with pytest.raises(NotAllowed):
            holds.take_over(quote, by=make_person("reporter"))
        eve = make_person("checker")
        hold = holds.take_over(quote, by=eve)
        assert (hold.holder, hold.came, hold.came_from) == (eve, "taken_over", ana)
        events = Hold.pgh_event_model.objects.order_by("pgh_id")  # type: ignore[attr-defined]
        assert [(one.pgh_label, one.holder_id, one.came) for one in events] == [
            ("insert", ana.pk, "taken"),
            ("update", eve.pk, "taken_over"),
        ]


def test_the_database_keeps_one_hold_a_quote() -> None:
    quote = make_quote()
    hold = holds.take(quote, by=make_person("reporter"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Hold.objects.create(
            quote=quote, holder=make_person("checker"), since=hold.since, until=hold.until
        )


@pytest.mark.django_db(transaction=True)
def test_of_several_who_take_at_once_one_wins() -> None:
    quote = make_quote()
    people = [make_person("reporter") for _ in range(6)]
    start, outcomes = threading.Barrier(len(people)), []

    def run(person: Any) -> None:
        try:
            start.wait(timeout=30)
            holds.take(quote, by=person)
            outcomes.append(person.pk)
        except Held as refused:
            outcomes.append(refused.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    winners = [outcome for outcome in outcomes if isinstance(outcome, int)]
    assert len(outcomes) == len(people)
    assert winners == [holder_of(quote).pk]


def test_proposing_is_free_to_everybody() -> None:
    """A proposal decides nothing; who holds the quote decides on it."""
    quote = make_quote(State.PUBLISHED, speaker=make_speaker())
    holds.take(quote, by=make_person("desk editor"))
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.UPDATE,
        changes={},
        public_text="The harbour has since opened.",
    )
    assert notice.decided_at is None
