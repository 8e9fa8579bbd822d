"""The life of a quote: who may make which move from which state, by verb and by raw SQL."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, User
from django.db import DatabaseError, connection, connections, transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from quotes import corrections, verification
from quotes.models import Quote, Review
from quotes.verification import (
    CHECKLIST,
    MOVES,
    AttributionBasis,
    FourEyes,
    IllegalMove,
    Incomplete,
    NotAllowed,
    StaleQuote,
    State,
    VerificationBasis,
)
from sources import ingest
from sources.models import Article
from tests.conftest import make_what_migrations_make
from tests.make import CHECKED, GROUPS, make_person, make_quote, make_speaker
from tests.quotes import raw

CAPTURED, SUBMITTED, VERIFIED, PUBLISHED, REJECTED, WITHHELD, RETRACTED = State
REPORTER, CHECKER, EDITOR, STANDARDS = GROUPS
ROLES = (*GROUPS, "superuser", "nobody")

# Written out by hand from the design, so that a slip in quotes.verification.MOVES shows here.
LEADS_TO = {
    ("submit", CAPTURED): SUBMITTED,
    ("send_back", SUBMITTED): CAPTURED,
    ("verify", SUBMITTED): VERIFIED,
    ("publish", VERIFIED): PUBLISHED,
    ("reject", CAPTURED): REJECTED,
    ("reject", SUBMITTED): REJECTED,
    ("withhold", VERIFIED): WITHHELD,
    ("withhold", PUBLISHED): WITHHELD,
    ("release", WITHHELD): PUBLISHED,  # the one below was withheld when published
    ("correct", PUBLISHED): PUBLISHED,
    ("retract", PUBLISHED): RETRACTED,
    ("retract", WITHHELD): RETRACTED,
    ("reopen", REJECTED): CAPTURED,
    ("reopen", RETRACTED): CAPTURED,
}
MAY = {
    "submit": {REPORTER},
    "send_back": {CHECKER},
    "verify": {CHECKER},
    "publish": {EDITOR},
    "reject": {CHECKER},
    "withhold": {EDITOR, STANDARDS},
    "release": {EDITOR, STANDARDS},
    "correct": {EDITOR, STANDARDS},
    "retract": {STANDARDS},
    "reopen": {CHECKER},
}
AIMS_AT = {move: end for (move, _), end in reversed(LEADS_TO.items())}


@dataclass(frozen=True)
class Newsroom:
    """A quote in every state, and a person of every role who has not touched any of them."""

    quotes: dict[State, Quote]
    people: dict[str, User]
    proposer: User

    def quote(self, state: State) -> Quote:
        """The quote in that state, read afresh: the last case may have changed it in memory."""
        return Quote.objects.get(pk=self.quotes[state].pk)


def _staff() -> dict[str, User]:
    people = {group: make_person(group) for group in GROUPS}
    superuser = make_person(username="superuser", is_superuser=True)
    return people | {"superuser": superuser, "nobody": make_person()}


@pytest.fixture(scope="class")
def rolled_back(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One transaction around all cases of a class; each case rolls back to where it began."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Group.objects.exists():  # an earlier test that committed was flushed
            make_what_migrations_make()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="class")
def newsroom(rolled_back: None) -> Newsroom:
    quotes = {state: make_quote(state) for state in State}
    raw.settle()
    return Newsroom(quotes, _staff(), make_person(REPORTER))


@pytest.fixture
def case(newsroom: Newsroom) -> Iterator[Newsroom]:
    with transaction.atomic():
        yield newsroom
        transaction.set_rollback(True)


def _by_verb(move: str, quote: Quote, by: User, case: Newsroom) -> None:
    """Make a move with all that it needs, so that only state and person can be in its way."""
    verb: Callable[..., None] = getattr(verification, move, lambda *_, **__: None)
    match move:
        case "correct":
            notice = corrections.propose(
                quote,
                by=case.proposer,
                type="correction",
                changes={"role_as_printed": "Deputy Mayor"},
                public_text="We gave the wrong office.",
            )
            corrections.approve(notice, by=by)
        case "verify":
            verb(quote, by=by, basis=VerificationBasis.ARTICLE, answers=CHECKED)
        case "retract":
            verb(quote, by=by, reason="The recording shows other words.")
        case "submit" | "publish":
            verb(quote, by=by)
        case _:
            verb(quote, by=by, note="A complaint came in.")


def _by_raw_sql(move: str, quote: Quote, by: User, case: Newsroom) -> None:
    """The same move typed at a database prompt, and all that a commit would check."""
    to = LEADS_TO.get((move, quote.state), AIMS_AT[move])
    if move == "correct":
        after = {"role_as_printed": "Deputy Mayor"}
        notice = raw.insert_notice(quote, "correction", by=case.proposer, after=after)
        raw.approve(notice, by=by, revision=quote.revision + 1)
    raw.insert_review(quote, move, to, by=by)
    columns: dict[str, Any] = {"state": to}
    if move == "retract":
        raw.insert_notice(quote, "retraction", by=by)
    if move in ("verify", "reopen"):
        columns["verification_basis"] = "article" if move == "verify" else ""
    if move == "correct":
        columns |= {"revision": quote.revision + 1} | after
    raw.update_quote(quote, **columns)
    raw.settle()


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", MAY)
class TestTheTable:
    """Every move, from every state, by every role."""

    def test_the_verb_follows_it(self, case: Newsroom, move: str, state: State, role: str) -> None:
        quote, person = case.quote(state), case.people[role]
        if (move, state) not in LEADS_TO:
            expected: type[Exception] | None = IllegalMove
        else:
            expected = None if role in MAY[move] | {"superuser"} else NotAllowed
        if expected is None:
            _by_verb(move, quote, person, case)
            raw.settle()
            quote.refresh_from_db()
            assert quote.state == LEADS_TO[move, state]
            assert (review := quote.reviews.latest("pk")).move == move
            assert (review.from_state, review.to_state) == (state, quote.state)
            assert review.by == person
        else:
            reviews = quote.reviews.count()
            with pytest.raises(expected) as refusal:
                _by_verb(move, quote, person, case)
            assert refusal.type is expected
            assert Quote.objects.get(pk=quote.pk).state == state
            assert quote.reviews.count() == reviews

    def test_the_database_follows_it(
        self, case: Newsroom, move: str, state: State, role: str
    ) -> None:
        quote, person = case.quote(state), case.people[role]
        if (move, state) in LEADS_TO and role in MAY[move] | {"superuser"}:
            _by_raw_sql(move, quote, person, case)
            quote.refresh_from_db()
            assert quote.state == LEADS_TO[move, state]
        else:
            with pytest.raises(DatabaseError), transaction.atomic():
                _by_raw_sql(move, quote, person, case)
            assert Quote.objects.get(pk=quote.pk).state == state


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", State)
class TestMovesOpenTo:
    """What a page offers is what the verbs would do."""

    def test_they_are_the_moves_that_the_table_allows(
        self, case: Newsroom, state: State, role: str
    ) -> None:
        offered = verification.moves_open_to(case.people[role], case.quote(state))
        assert {move.name for move in offered} == {
            move
            for move, start in LEADS_TO
            if start == state and move != "correct" and role in MAY[move] | {"superuser"}
        }


@pytest.mark.django_db
@pytest.mark.parametrize("start", State)
@pytest.mark.parametrize("end", State)
class TestAStateWithoutAReview:
    """The state is never set by itself."""

    def test_the_database_refuses_it(self, case: Newsroom, start: State, end: State) -> None:
        quote = case.quote(start)
        if start == end:
            raw.update_quote(quote, state=end)
            raw.settle()
        else:
            with pytest.raises(DatabaseError), transaction.atomic():
                raw.update_quote(quote, state=end, verification_basis="article")


def test_the_table_here_is_the_table_there() -> None:
    plain = set(MOVES) - {"take_back", "join", "split"}  # which hang on what was before
    assert plain == set(MAY)
    pairs = {(name, State(start)) for name in plain for start in MOVES[name].before}
    assert pairs == set(LEADS_TO)


@pytest.mark.django_db
class TestFourEyes:
    """Nobody checks their own work, whatever their rights."""

    def test_the_submitter_cannot_verify(self) -> None:
        both = make_person(REPORTER)
        quote = make_quote(SUBMITTED, people={REPORTER: both})
        _join(both, CHECKER)
        with pytest.raises(FourEyes, match="You submitted this quote"):
            _verify(quote, by=both)

    def test_a_superuser_who_submitted_cannot_verify(self) -> None:
        boss = make_person(is_superuser=True)
        with pytest.raises(FourEyes):
            _verify(make_quote(SUBMITTED, people={REPORTER: boss}), by=boss)

    def test_the_database_knows_the_submitter_too(self) -> None:
        boss = make_person(is_superuser=True)
        quote = make_quote(SUBMITTED, people={REPORTER: boss})
        with raw.refused("four eyes"):
            raw.insert_review(quote, "verify", VERIFIED, by=boss)

    def test_an_earlier_submitter_may_verify_what_another_submitted_again(self) -> None:
        first = make_person(is_superuser=True)
        quote = make_quote(SUBMITTED, people={REPORTER: first})
        verification.send_back(quote, by=make_person(CHECKER), note="Which quay?")
        verification.submit(quote, by=make_person(REPORTER))
        _verify(quote, by=first)
        assert quote.state == VERIFIED

    def test_the_holder_cannot_release(self) -> None:
        editor = make_person(EDITOR)
        quote = make_quote(WITHHELD, people={EDITOR: editor})
        with pytest.raises(FourEyes, match="You withheld"):
            verification.release(quote, by=editor, note="All is well.")
        with raw.refused("four eyes"):
            raw.insert_review(quote, "release", PUBLISHED, by=editor)

    def test_a_superuser_who_withheld_cannot_release(self) -> None:
        boss = make_person(is_superuser=True)
        quote = make_quote(WITHHELD, people={EDITOR: boss})
        with pytest.raises(FourEyes):
            verification.release(quote, by=boss, note="All is well.")

    def test_a_plain_quote_may_be_published_by_its_checker(self) -> None:
        boss = make_person(is_superuser=True)
        quote = make_quote(VERIFIED, people={CHECKER: boss})
        verification.publish(quote, by=boss)
        assert quote.state == PUBLISHED

    @pytest.mark.parametrize(
        "reason",
        [
            {"legal_flag": True},
            {"descriptor": "a port official", "attribution_basis": AttributionBasis.BACKGROUND},
        ],
        ids=["legal flag", "unnamed source"],
    )
    def test_a_delicate_quote_is_published_by_another_than_its_checker(
        self, reason: dict[str, Any]
    ) -> None:
        boss = make_person(is_superuser=True)
        quote = make_quote(VERIFIED, people={CHECKER: boss}, **reason)
        with pytest.raises(FourEyes, match="You verified this quote"):
            verification.publish(quote, by=boss)
        with raw.refused("four eyes"):
            raw.insert_review(quote, "publish", PUBLISHED, by=boss)
        verification.publish(quote, by=make_person(EDITOR))
        assert quote.state == PUBLISHED

    def test_a_barred_person_is_not_offered_the_move(self) -> None:
        boss = make_person(is_superuser=True)
        quote = make_quote(SUBMITTED, people={REPORTER: boss})
        assert "verify" not in {move.name for move in verification.moves_open_to(boss, quote)}

    def test_a_person_without_rights_is_told_of_rights_not_of_four_eyes(self) -> None:
        reporter = make_person(REPORTER)
        quote = make_quote(SUBMITTED, people={REPORTER: reporter})
        with pytest.raises(NotAllowed) as refusal:
            _verify(quote, by=reporter)
        assert refusal.type is NotAllowed


@pytest.mark.django_db
class TestANewsroomOfOne:
    """SINGLE_EDITOR lets one person do it all, and says so for ever."""

    @pytest.fixture(autouse=True)
    def _single_editor(self, settings: Any) -> None:
        settings.SINGLE_EDITOR = True

    def test_the_submitter_may_verify_and_both_rows_say_so(self) -> None:
        boss = make_person(is_superuser=True)
        quote = make_quote(SUBMITTED, people={REPORTER: boss})
        _verify(quote, by=boss)
        assert (quote.state, quote.single_editor) == (VERIFIED, True)
        assert quote.reviews.get(move="verify").single_editor

    def test_two_people_leave_no_such_mark(self) -> None:
        quote = make_quote(PUBLISHED)
        assert not quote.single_editor
        assert not quote.reviews.filter(single_editor=True).exists()

    def test_the_mark_outlives_the_setting(self, settings: Any) -> None:
        boss = make_person(is_superuser=True)
        quote = make_quote(VERIFIED, people={REPORTER: boss, CHECKER: boss})
        settings.SINGLE_EDITOR = False
        verification.publish(quote, by=make_person(EDITOR))
        assert quote.single_editor

    def test_the_mark_is_not_unsaid_by_raw_sql(self) -> None:
        boss = make_person(is_superuser=True)
        quote = make_quote(VERIFIED, people={REPORTER: boss, CHECKER: boss})
        with raw.refused("not unsaid"):
            raw.update_quote(quote, single_editor=False)

    def test_a_review_by_one_person_without_the_mark_on_the_quote_is_refused(self) -> None:
        boss = make_person(is_superuser=True)
        quote = make_quote(SUBMITTED, people={REPORTER: boss})
        with raw.refused("single editor"):
            raw.insert_review(quote, "verify", VERIFIED, by=boss, single_editor=True)
            raw.update_quote(quote, state=VERIFIED, verification_basis="article")

    def test_one_person_may_approve_an_own_correction_and_the_quote_says_so(self) -> None:
        boss = make_person(is_superuser=True)
        quote = make_quote(PUBLISHED)
        notice = corrections.propose(
            quote,
            by=boss,
            type="correction",
            changes={"role_as_printed": "Deputy Mayor"},
            public_text="We gave the wrong office.",
        )
        corrections.approve(notice, by=boss)
        quote.refresh_from_db()
        assert notice.single_editor
        assert quote.single_editor


@pytest.mark.django_db
class TestWhatAMoveNeeds:
    """A move that lacks something names it, and changes nothing."""

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"speaker": None}, "speaker"),
            ({"descriptor": "a sailor"}, "speaker"),
            ({"role_as_printed": ""}, "role_as_printed"),
            ({"said_on": None}, "said_on"),
            ({"attribution_basis": ""}, "attribution_basis"),
        ],
    )
    def test_submitting_needs_speaker_role_date_and_basis(
        self, changes: dict[str, Any], field: str
    ) -> None:
        quote = make_quote()
        if "descriptor" in changes:
            changes = changes | {"speaker": make_speaker()}
        quote = make_quote(**changes)
        with pytest.raises(Incomplete) as refusal:
            verification.submit(quote, by=make_person(REPORTER))
        assert refusal.value.field == field
        with pytest.raises(DatabaseError), transaction.atomic():
            raw.insert_review(quote, "submit", SUBMITTED, by=make_person(REPORTER))
            raw.update_quote(quote, state=SUBMITTED)

    @pytest.mark.parametrize(
        ("descriptor", "message"),
        [("", "describe one left unnamed"), ("a sailor", "an unnamed one, not both")],
    )
    def test_it_says_whether_the_speaker_is_missing_or_there_are_two(
        self, descriptor: str, message: str
    ) -> None:
        speaker = make_speaker() if descriptor else None
        quote = make_quote(speaker=speaker, descriptor=descriptor)
        with pytest.raises(Incomplete, match=message):
            verification.submit(quote, by=make_person(REPORTER))

    def test_a_role_may_be_said_not_to_be_printed(self) -> None:
        quote = make_quote(no_role_printed=True)
        verification.submit(quote, by=make_person(REPORTER))
        assert quote.state == SUBMITTED

    @pytest.mark.parametrize("item", CHECKLIST)
    @pytest.mark.parametrize("answer", [False, None, "yes"])
    def test_verifying_needs_the_whole_checklist(self, item: str, answer: Any) -> None:
        quote, checker = make_quote(SUBMITTED, language="pt"), make_person(CHECKER)
        answers, basis = CHECKED | {item: answer}, VerificationBasis.RECORDING
        with pytest.raises(Incomplete) as refusal:
            _verify(quote, by=checker, basis=basis, answers=answers)
        assert refusal.value.field == "answers"
        with raw.refused("whole checklist"):
            raw.insert_review(
                quote, "verify", VERIFIED, by=checker, answers=answers, verification_basis=basis
            )

    def test_verifying_refuses_an_answer_to_no_question(self) -> None:
        with pytest.raises(Incomplete, match="Unknown checklist item"):
            _verify(
                make_quote(SUBMITTED), by=make_person(CHECKER), answers=CHECKED | {"true": True}
            )

    @pytest.mark.parametrize("basis", ["", "hearsay"])
    def test_verifying_needs_a_basis(self, basis: str) -> None:
        quote, checker = make_quote(SUBMITTED), make_person(CHECKER)
        with pytest.raises(Incomplete) as refusal:
            _verify(quote, by=checker, basis=basis)
        assert refusal.value.field == "basis"

    def test_a_proposed_speaker_is_not_verified(self) -> None:
        quote = make_quote(SUBMITTED, speaker=make_speaker(confirmed=False))
        checker = make_person(CHECKER)
        with pytest.raises(Incomplete, match="only proposed"):
            _verify(quote, by=checker)
        with raw.refused("not confirmed"):
            raw.insert_review(quote, "verify", VERIFIED, by=checker)

    @pytest.mark.parametrize("move", [name for name, move in MOVES.items() if move.needs_note])
    def test_a_blank_note_is_no_note(self, move: str) -> None:
        (start,) = [start for name, start in LEADS_TO if name == move][:1]
        quote, boss = make_quote(start), make_person(is_superuser=True)
        with pytest.raises(Incomplete) as refusal:
            verification.make(quote, move, verification.Decision(note=" \n"), by=boss)
        assert refusal.value.field == "note"
        with raw.refused("needs a note"):
            raw.insert_review(quote, move, LEADS_TO[move, start], by=boss, note=" ")

    @pytest.mark.parametrize(
        ("basis", "named", "publishable"),
        [
            (AttributionBasis.ON_RECORD, True, True),
            (AttributionBasis.ON_RECORD, False, True),
            (AttributionBasis.BACKGROUND, True, False),
            (AttributionBasis.BACKGROUND, False, True),
            (AttributionBasis.DEEP_BACKGROUND, True, False),
            (AttributionBasis.DEEP_BACKGROUND, False, False),
            (AttributionBasis.OFF_RECORD, True, False),
            (AttributionBasis.OFF_RECORD, False, False),
        ],
    )
    def test_only_what_was_said_for_publication_is_published(
        self, basis: str, named: bool, publishable: bool
    ) -> None:
        source: dict[str, Any] = {} if named else {"descriptor": "a port official"}
        quote = make_quote(VERIFIED, attribution_basis=basis, **source)
        editor = make_person(EDITOR)
        if publishable:
            verification.publish(quote, by=editor)
            assert quote.state == PUBLISHED
            return
        with pytest.raises(Incomplete) as refusal:
            verification.publish(quote, by=editor)
        assert refusal.value.field == "attribution_basis"
        with raw.refused("did not speak for publication"):
            raw.insert_review(quote, "publish", PUBLISHED, by=editor)

    def test_an_embargoed_quote_waits(self) -> None:
        quote = make_quote(VERIFIED, embargo_until=timezone.now() + timedelta(hours=1))
        editor = make_person(EDITOR)
        with pytest.raises(Incomplete, match="The quote is under embargo"):
            verification.publish(quote, by=editor)
        with raw.refused("under embargo"):
            raw.insert_review(quote, "publish", PUBLISHED, by=editor)

    def test_an_embargo_that_has_passed_holds_nothing_up(self) -> None:
        quote = make_quote(VERIFIED, embargo_until=timezone.now() - timedelta(seconds=1))
        verification.publish(quote, by=make_person(EDITOR))
        assert quote.state == PUBLISHED

    @pytest.mark.parametrize(
        ("terms", "message"),
        [
            ({"publish_status": "withheld"}, "withdrawn this article"),
            ({"publish_status": "canceled"}, "withdrawn this article"),
            ({"publish_status": "usable", "embargo_until": "tomorrow"}, "article is under embargo"),
        ],
    )
    def test_the_articles_own_terms_are_kept(self, terms: dict[str, Any], message: str) -> None:
        quote, editor = make_quote(VERIFIED), make_person(EDITOR)
        if "embargo_until" in terms:
            terms = terms | {"embargo_until": timezone.now() + timedelta(days=1)}
        ingest.set_terms(
            Article.objects.get(versions=quote.version), **terms, by=make_person("standards editor")
        )
        quote = Quote.objects.get(pk=quote.pk)
        with pytest.raises(Incomplete, match=message):
            verification.publish(quote, by=editor)
        with raw.refused("embargo or withdrawn"):
            raw.insert_review(quote, "publish", PUBLISHED, by=editor)

    @pytest.mark.parametrize("before", [VERIFIED, PUBLISHED])
    def test_release_returns_to_the_state_before(self, before: State) -> None:
        quote, other = make_quote(before), make_person(STANDARDS)
        verification.withhold(quote, by=make_person(EDITOR), note="A complaint came in.")
        elsewhere = PUBLISHED if before == VERIFIED else VERIFIED
        with raw.refused("the state before"):
            raw.insert_review(quote, "release", elsewhere, by=other)
        verification.release(quote, by=other, note="It was unfounded.")
        assert quote.state == before

    def test_release_goes_by_the_last_withholding(self) -> None:
        quote, editor, other = make_quote(VERIFIED), make_person(EDITOR), make_person(STANDARDS)
        verification.withhold(quote, by=editor, note="Wait.")
        verification.release(quote, by=other, note="Go on.")
        verification.publish(quote, by=editor)
        verification.withhold(quote, by=editor, note="Wait again.")
        verification.release(quote, by=other, note="Go on again.")
        assert quote.state == PUBLISHED

    def test_reopening_forgets_the_verification(self) -> None:
        quote = make_quote(RETRACTED)
        verification.reopen(quote, by=make_person(CHECKER), note="A recording turned up.")
        assert (quote.state, quote.verification_basis) == (CAPTURED, "")

    def test_a_retraction_leaves_its_public_reason(self) -> None:
        notice = make_quote(RETRACTED).notices.get()
        assert notice.public_text == "The recording shows other words."
        assert notice.approved_by is not None

    def test_an_account_that_is_closed_makes_no_move(self) -> None:
        gone = make_person(REPORTER, is_active=False)
        quote = make_quote()
        with pytest.raises(NotAllowed):
            verification.submit(quote, by=gone)
        with raw.refused("this person may not"):
            raw.insert_review(quote, "submit", SUBMITTED, by=gone)

    def test_a_visitor_makes_no_move(self) -> None:
        with pytest.raises(NotAllowed):
            verification.submit(make_quote(), by=AnonymousUser())

    def test_a_correction_is_not_made_by_the_plain_move(self) -> None:
        quote = make_quote(PUBLISHED)
        with pytest.raises((IllegalMove, DatabaseError)), transaction.atomic():
            verification.make(quote, "correct", by=make_person(EDITOR))
        assert not quote.reviews.filter(move="correct").exists()


@pytest.mark.django_db
class TestStalePages:
    """A decision made on an old reading of the quote is refused."""

    def test_a_move_on_an_old_reading_is_refused(self) -> None:
        quote = make_quote(SUBMITTED)
        read_at = quote.change_number
        verification.send_back(quote, by=make_person(CHECKER), note="Which quay?")
        verification.submit(quote, by=make_person(REPORTER))
        with pytest.raises(StaleQuote, match="has changed since"):
            _verify(quote, by=make_person(CHECKER), expected=read_at)
        assert Quote.objects.get(pk=quote.pk).state == SUBMITTED

    def test_a_move_on_the_latest_reading_is_made(self) -> None:
        quote = make_quote()
        verification.submit(quote, by=make_person(REPORTER), expected=quote.change_number)
        assert quote.state == SUBMITTED

    def test_every_change_counts(self) -> None:
        quote = make_quote()
        before = quote.change_number
        verification.submit(quote, by=make_person(REPORTER))
        assert quote.change_number == before + 1

    def test_the_count_is_not_set_by_hand(self) -> None:
        quote = make_quote()
        raw.update_quote(quote, change_number=1)
        before = quote.change_number
        quote.refresh_from_db()
        assert quote.change_number == before + 1


def _race(*moves: Callable[[], None]) -> list[Exception | None]:
    """Run moves at the same moment, each on a connection of its own; what each met."""
    start = threading.Barrier(len(moves))
    outcomes: list[Exception | None] = [None] * len(moves)

    def run(place: int, move: Callable[[], None]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=10)
            move()
        except Exception as error:
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(moves)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    """Of two people who decide at the same moment one wins, and the other is told."""

    def test_one_of_two_checkers_verifies(self) -> None:
        quote, people = make_quote(SUBMITTED), [make_person(CHECKER) for _ in range(2)]
        mine = [Quote.objects.get(pk=quote.pk) for _ in people]
        outcomes = _race(
            lambda: _verify(mine[0], by=people[0]), lambda: _verify(mine[1], by=people[1])
        )
        assert [type(outcome) for outcome in outcomes if outcome] == [IllegalMove]
        assert Review.objects.filter(quote=quote, move="verify").count() == 1

    def test_one_of_two_who_read_the_same_page_is_told_that_it_is_stale(self) -> None:
        quote = make_quote(SUBMITTED)
        people = [make_person(CHECKER) for _ in range(2)]
        seen = quote.change_number
        mine = [Quote.objects.get(pk=quote.pk) for _ in people]
        outcomes = _race(
            lambda: _verify(mine[0], by=people[0], expected=seen),
            lambda: verification.reject(mine[1], by=people[1], note="No quote.", expected=seen),
        )
        assert [type(outcome) for outcome in outcomes if outcome] == [StaleQuote]
        assert Review.objects.filter(quote=quote).exclude(move="submit").count() == 1

    def test_the_same_correction_is_approved_once(self) -> None:
        quote = make_quote(PUBLISHED)
        notice = corrections.propose(
            quote,
            by=make_person(REPORTER),
            type="correction",
            changes={"role_as_printed": "Deputy Mayor"},
            public_text="We gave the wrong office.",
        )
        editors = [make_person(EDITOR) for _ in range(2)]
        outcomes = _race(
            lambda: corrections.approve(notice, by=editors[0]),
            lambda: corrections.approve(notice, by=editors[1]),
        )
        assert [type(outcome) for outcome in outcomes if outcome] == [IllegalMove]
        assert Quote.objects.get(pk=quote.pk).revision == 2

    def test_two_raw_reviews_at_once_leave_one(self) -> None:
        quote, people = make_quote(SUBMITTED), [make_person(CHECKER) for _ in range(2)]

        def type_it(by: User) -> None:
            with transaction.atomic():
                raw.insert_review(quote, "verify", VERIFIED, by=by)
                raw.update_quote(quote, state=VERIFIED, verification_basis="article")

        outcomes = _race(lambda: type_it(people[0]), lambda: type_it(people[1]))
        assert len([outcome for outcome in outcomes if isinstance(outcome, DatabaseError)]) == 1
        assert Review.objects.filter(quote=quote, move="verify").count() == 1


def _verify(quote: Quote, *, by: Any, **fields: Any) -> None:
    verification.verify(
        quote, by=by, **({"basis": VerificationBasis.ARTICLE, "answers": CHECKED} | fields)
    )


def _join(person: User, group: str) -> None:
    """Put a person into one more group, and forget the rights that Django remembers for them."""
    person.groups.add(Group.objects.get(name=group))
    for remembered in ("_perm_cache", "_group_perm_cache", "_user_perm_cache"):
        person.__dict__.pop(remembered, None)
