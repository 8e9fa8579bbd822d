"""Taking a decision back: by whom, until when, and never as a way round four eyes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from quotes import verification
from quotes.models import Quote, Review
from quotes.verification import (
    MOVES,
    FourEyes,
    IllegalMove,
    NotAllowed,
    StaleQuote,
    State,
    VerificationBasis,
)
from tests.make import CHECKED, make_person, make_quote
from tests.quotes import raw

pytestmark = pytest.mark.django_db

CAPTURED, SUBMITTED, VERIFIED, PUBLISHED, REJECTED, WITHHELD, RETRACTED = State
UNDONE = [
    ("submit", CAPTURED, SUBMITTED),
    ("send_back", SUBMITTED, CAPTURED),
    ("verify", SUBMITTED, VERIFIED),
    ("reject", CAPTURED, REJECTED),
    ("reject", SUBMITTED, REJECTED),
]


def _boss() -> User:
    return make_person(is_superuser=True)


def _behind_the_triggers(review: Review, **columns: Any) -> None:
    """Change a review as only a superuser of the database can."""
    raw.execute("SET LOCAL session_replication_role = replica")
    raw.update("quotes_review", review.pk, **columns)
    raw.execute("SET LOCAL session_replication_role = origin")


def _make(quote: Quote, move: str, by: User) -> None:
    decision = verification.Decision(note="A slip.", basis="article", answers=CHECKED)
    if move != "verify":
        decision = verification.Decision(note="A slip.")
    verification.make(quote, move, decision, by=by)


def _by_raw_sql(quote: Quote, to: State, by: User, taken: Review | None, **columns: Any) -> None:
    raw.insert_review(
        quote, "take_back", to, by=by, **({"takes_back_id": taken and taken.pk} | columns)
    )
    raw.update_quote(quote, state=to, verification_basis="")


@pytest.mark.parametrize(("move", "start", "end"), UNDONE)
class TestWhatIsTakenBack:
    """The four moves that nobody outside has seen the outcome of."""

    def test_the_verb_restores_what_was(self, move: str, start: State, end: State) -> None:
        quote, boss = make_quote(start), _boss()
        _make(quote, move, boss)
        assert quote.state == end
        verification.take_back(quote, by=boss, expected=quote.change_number)
        raw.settle()
        quote.refresh_from_db()
        assert (quote.state, quote.verification_basis) == (start, "")
        last, undone = quote.reviews.order_by("-pk")[:2]
        assert (last.move, last.takes_back, undone.move) == ("take_back", undone, move)
        assert (last.from_state, last.to_state) == (end, start)

    def test_raw_sql_may_do_the_same(self, move: str, start: State, end: State) -> None:
        quote, boss = make_quote(start), _boss()
        _make(quote, move, boss)
        _by_raw_sql(quote, start, boss, verification.last_review(quote))
        raw.settle()
        assert Quote.objects.get(pk=quote.pk).state == start

    def test_nobody_else_takes_it_back(self, move: str, start: State, end: State) -> None:
        quote, other = make_quote(start), _boss()
        _make(quote, move, _boss())
        assert not verification.may_take_back(quote, by=other)
        with pytest.raises(NotAllowed, match="only who decided"):
            verification.take_back(quote, by=other)
        with raw.refused("their own last move"):
            _by_raw_sql(quote, start, other, verification.last_review(quote))

    def test_it_is_taken_back_once(self, move: str, start: State, end: State) -> None:
        quote, boss = make_quote(start), _boss()
        _make(quote, move, boss)
        verification.take_back(quote, by=boss)
        if start in MOVES["take_back"].before:
            with pytest.raises(IllegalMove, match="nothing here to take back"):
                verification.take_back(quote, by=boss)
        with raw.refused("no move|their own last move"):
            _by_raw_sql(quote, end, boss, verification.last_review(quote))

    def test_not_after_anything_else_has_changed(self, move: str, start: State, end: State) -> None:
        quote, boss = make_quote(start), _boss()
        _make(quote, move, boss)
        raw.update_quote(quote, legal_flag=True)
        quote.refresh_from_db()
        assert not verification.may_take_back(quote, by=boss)
        with pytest.raises(StaleQuote):
            verification.take_back(quote, by=boss)
        with raw.refused("their own last move"):
            _by_raw_sql(quote, start, boss, verification.last_review(quote))

    def test_not_without_the_right_any_more(self, move: str, start: State, end: State) -> None:
        quote, boss = make_quote(start), _boss()
        _make(quote, move, boss)
        User.objects.filter(pk=boss.pk).update(is_superuser=False)
        boss = User.objects.get(pk=boss.pk)
        with pytest.raises(NotAllowed):
            verification.take_back(quote, by=boss)
        with raw.refused("this person may not"):
            _by_raw_sql(quote, start, boss, verification.last_review(quote))

    def test_not_after_the_time_for_it(
        self, move: str, start: State, end: State, settings: Any
    ) -> None:
        quote, boss = make_quote(start), _boss()
        _make(quote, move, boss)
        settings.TAKE_BACK_MINUTES = -1
        assert not verification.may_take_back(quote, by=boss)
        with pytest.raises(IllegalMove, match="within -1 minutes"):
            verification.take_back(quote, by=boss)


@pytest.mark.parametrize("state", [PUBLISHED, WITHHELD, RETRACTED])
def test_what_somebody_outside_has_seen_stands(state: State) -> None:
    boss = _boss()
    people = {"desk editor": boss, "standards editor": boss}
    quote = make_quote(state, people=people)
    assert not verification.may_take_back(quote, by=boss)
    with pytest.raises(IllegalMove):
        verification.take_back(quote, by=boss)
    last = quote.reviews.latest("pk")
    with raw.refused("no move"):
        _by_raw_sql(quote, State(last.from_state), boss, last)


def test_a_release_and_a_reopening_stand() -> None:
    quote, boss = make_quote(VERIFIED), _boss()
    verification.withhold(quote, by=make_person("desk editor"), note="Wait.")
    verification.release(quote, by=boss, note="Go on.")
    with pytest.raises(IllegalMove, match="released by"):
        verification.take_back(quote, by=boss)
    with raw.refused("no move"):
        _by_raw_sql(quote, WITHHELD, boss, quote.reviews.latest("pk"))
    quote = make_quote(REJECTED)
    verification.reopen(quote, by=boss, note="It is one.")
    with pytest.raises(IllegalMove, match="reopened by"):
        verification.take_back(quote, by=boss)
    with raw.refused("no move"):
        _by_raw_sql(quote, REJECTED, boss, quote.reviews.latest("pk"))


def test_only_the_last_move_is_taken_back_by_raw_sql() -> None:
    quote, boss = make_quote(), _boss()
    verification.submit(quote, by=boss)
    first = quote.reviews.get()
    verification.send_back(quote, by=make_person("checker"), note="Which quay?")
    verification.submit(quote, by=make_person("reporter"))
    for taken in (first, None):
        with raw.refused("their own last move"):
            _by_raw_sql(quote, CAPTURED, boss, taken)


def test_no_other_move_claims_to_take_one_back() -> None:
    quote, boss = make_quote(SUBMITTED), _boss()
    with raw.refused("takes a move back"):
        raw.insert_review(quote, "verify", VERIFIED, by=boss, takes_back_id=quote.reviews.get().pk)


def test_a_move_taken_back_does_not_lead_elsewhere() -> None:
    quote, boss = make_quote(SUBMITTED), _boss()
    verification.reject(quote, by=boss, note="A slip.")
    with raw.refused("their own last move"):
        _by_raw_sql(quote, CAPTURED, boss, quote.reviews.latest("pk"))


def test_taking_a_verification_back_leaves_no_basis_by_raw_sql() -> None:
    quote, boss = make_quote(SUBMITTED), _boss()
    _make(quote, "verify", boss)
    with raw.refused("the one of the review"):
        raw.insert_review(
            quote, "take_back", SUBMITTED, by=boss, takes_back_id=quote.reviews.latest("pk").pk
        )
        raw.update_quote(quote, state=SUBMITTED)


def test_a_decision_of_a_release_that_did_not_count_changes_stands() -> None:
    quote, boss = make_quote(), _boss()
    verification.submit(quote, by=boss)
    review = quote.reviews.get()
    _behind_the_triggers(review, change_number=None)
    with pytest.raises(StaleQuote):
        verification.take_back(quote, by=boss)


def test_the_page_offers_it_to_the_one_who_decided_alone() -> None:
    quote, boss = make_quote(), _boss()
    verification.submit(quote, by=boss)
    assert "take_back" in {move.name for move in verification.moves_open_to(boss, quote)}
    assert "take_back" not in {move.name for move in verification.moves_open_to(_boss(), quote)}


class TestFourEyesStayOpen:
    """Taking back makes nobody the checker of their own work."""

    def _is_barred(self, quote: Quote, by: User, *, took_back: bool = False) -> None:
        quote = Quote.objects.get(pk=quote.pk)
        assert "verify" not in {move.name for move in verification.moves_open_to(by, quote)}
        back = " and took it back" if took_back else ""
        told = f"^You submitted this quote{back}; somebody else verifies it.$"
        with pytest.raises(FourEyes, match=told):
            _make(quote, "verify", by)
        with raw.refused("four eyes"):
            raw.insert_review(quote, "verify", VERIFIED, by=by)

    def test_who_took_a_submission_back_does_not_verify_what_a_colleague_then_submits(
        self,
    ) -> None:
        quote, first, second = make_quote(), _boss(), _boss()
        verification.submit(quote, by=first)
        verification.take_back(quote, by=first)
        verification.submit(quote, by=second)
        self._is_barred(quote, first, took_back=True)
        self._is_barred(quote, second)
        _make(quote, "verify", _boss())

    def test_nor_after_several_rounds_of_it(self) -> None:
        quote, first, second = make_quote(), _boss(), _boss()
        for person in (first, second, first, second):
            verification.submit(quote, by=person)
            verification.take_back(quote, by=person)
        verification.submit(quote, by=make_person("reporter"))
        self._is_barred(quote, first, took_back=True)
        self._is_barred(quote, second, took_back=True)

    def test_once_sent_back_an_earlier_submitter_may_verify_as_ever(self) -> None:
        quote, first, second = make_quote(), _boss(), _boss()
        verification.submit(quote, by=first)
        verification.take_back(quote, by=first)
        for _ in range(2):
            verification.submit(quote, by=second)
            verification.send_back(quote, by=make_person("checker"), note="Which quay?")
        verification.submit(quote, by=second)
        _make(quote, "verify", first)
        assert quote.state == VERIFIED

    def test_sending_back_taken_back_leaves_the_submitter_the_submitter(self) -> None:
        quote, boss, checker = make_quote(), _boss(), make_person("checker")
        verification.submit(quote, by=boss)
        verification.send_back(quote, by=checker, note="A slip.")
        verification.take_back(quote, by=checker)
        self._is_barred(quote, boss)
        _make(quote, "verify", checker)

    def test_rejecting_and_taking_it_back_makes_nobody_else_the_submitter(self) -> None:
        quote, boss = make_quote(), _boss()
        verification.submit(quote, by=boss)
        verification.reject(quote, by=boss, note="A slip.")
        verification.take_back(quote, by=boss)
        self._is_barred(quote, boss)

    def test_a_verification_taken_back_leaves_the_submitter_barred(self) -> None:
        quote, boss, checker = make_quote(), _boss(), make_person("checker")
        verification.submit(quote, by=boss)
        _make(quote, "verify", checker)
        verification.take_back(quote, by=checker)
        self._is_barred(quote, boss)

    def test_the_submitter_cannot_take_the_verification_back(self) -> None:
        quote, boss = make_quote(), _boss()
        verification.submit(quote, by=boss)
        _make(quote, "verify", make_person("checker"))
        with pytest.raises(NotAllowed):
            verification.take_back(quote, by=boss)

    def test_who_took_a_verification_back_does_not_publish_a_delicate_quote_on_anothers(
        self,
    ) -> None:
        quote, first = make_quote(SUBMITTED, legal_flag=True), _boss()
        _make(quote, "verify", first)
        verification.take_back(quote, by=first)
        _make(quote, "verify", make_person("checker"))
        told = "^You verified this quote and took it back, and its source is unnamed"
        with pytest.raises(FourEyes, match=told):
            verification.publish(quote, by=first)
        with raw.refused("four eyes"):
            raw.insert_review(quote, "publish", PUBLISHED, by=first)

    def test_a_single_editor_who_takes_a_verification_back_stays_on_record(
        self, settings: Any
    ) -> None:
        settings.SINGLE_EDITOR = True
        quote, boss = make_quote(), _boss()
        verification.submit(quote, by=boss)
        _make(quote, "verify", boss)
        verification.take_back(quote, by=boss)
        assert quote.single_editor
        settings.SINGLE_EDITOR = False
        self._is_barred(quote, boss)


def test_the_time_is_counted_from_the_decision() -> None:
    quote, boss = make_quote(), _boss()
    verification.submit(quote, by=boss)
    _behind_the_triggers(quote.reviews.get(), at=timezone.now() - timedelta(minutes=14))
    assert verification.may_take_back(quote, by=boss)
    _behind_the_triggers(quote.reviews.get(), at=timezone.now() - timedelta(minutes=16))
    assert not verification.may_take_back(quote, by=boss)
    with pytest.raises(IllegalMove, match="within 15 minutes"):
        verification.take_back(quote, by=boss)


def test_the_basis_of_a_verification_taken_back_is_chosen_anew() -> None:
    quote, checker = make_quote(SUBMITTED), make_person("checker")
    _make(quote, "verify", checker)
    verification.take_back(quote, by=checker)
    verification.verify(quote, by=checker, basis=VerificationBasis.SPEAKER, answers=CHECKED)
    raw.settle()
    assert (quote.state, quote.verification_basis) == (VERIFIED, "speaker")
