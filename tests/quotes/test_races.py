"""Fifty actions at once on overlapping quotes: one winner each, the losers told, nothing lost."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, connections
from django.test import Client

from quotes import reshaping, verification
from quotes.models import Quote, Review
from quotes.verification import IllegalMove, StaleQuote, State
from tests.access.make import make_secret
from tests.make import CHECKED, make_person, make_quote, make_speaker, make_version

pytestmark = pytest.mark.django_db(transaction=True)

ACTORS = 50
QUOTES = 12
EACH = 6
"""Fifty people, each with a selection of six of a dozen quotes, in an order of their own."""


@dataclass(frozen=True)
class Outcome:
    """What one person met with on one quote."""

    person: User
    quote: int
    move: str
    error: Exception | None = None

    @property
    def won(self) -> bool:
        """Whether the move was made."""
        return self.error is None


def _at_once(actions: list[Callable[[], None]]) -> list[Exception]:
    """Run each on a thread and connection of its own, all started together; what escaped them."""
    start, escaped = threading.Barrier(len(actions)), []

    def run(action: Callable[[], None]) -> None:
        try:
            connection.ensure_connection()
            start.wait(timeout=60)
            action()
        except Exception as error:
            escaped.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[action]) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not [thread for thread in threads if thread.is_alive()]
    return escaped


@pytest.fixture
def waiting() -> list[Quote]:
    people = {"reporter": make_person("reporter")}
    speaker = make_speaker("Ada Quill")
    return [make_quote(State.SUBMITTED, people=people, speaker=speaker) for _ in range(QUOTES)]


@pytest.fixture
def checkers() -> list[User]:
    group = "checker"
    return [make_person(group, first_name="Ana", last_name=f"Bell {n}") for n in range(ACTORS)]


def _selections(quotes: list[Quote]) -> Iterator[list[tuple[int, int]]]:
    """For each person, ids and change numbers as their page showed them; half from the end."""
    for number in range(ACTORS):
        picked = [quotes[(number + step) % QUOTES] for step in range(EACH)]
        seen = [(quote.pk, quote.change_number) for quote in picked]
        yield seen if number % 2 else seen[::-1]


def _move_for(number: int) -> str:
    return ("verify", "send_back", "reject")[number % 3]


def _decide(quote: Quote, move: str, *, by: User, expected: int | None) -> None:
    said = {"verify": {"basis": "article", "answers": CHECKED}}
    decision = verification.Decision(**said.get(move, {"note": "Not as it stands."}))
    verification.make(quote, move, decision, by=by, expected=expected)


def _check(quotes: list[Quote], outcomes: list[Outcome]) -> None:
    """One winner a quote, on record as the one decision; every other outcome tells of it."""
    assert len(outcomes) == ACTORS * EACH
    for quote in Quote.objects.in_bulk([quote.pk for quote in quotes]).values():
        mine = [outcome for outcome in outcomes if outcome.quote == quote.pk]
        (winner,) = [outcome for outcome in mine if outcome.won]
        review = quote.reviews.exclude(move="submit").get()
        assert (review.by, review.move) == (winner.person, winner.move)
        assert (quote.state, quote.change_number) == (review.to_state, review.change_number)
        told = verification.decision(review)
        for loser in mine:
            if not loser.won:
                assert isinstance(loser.error, StaleQuote | IllegalMove)
                assert told in str(loser.error)
                assert winner.person.get_full_name() in str(loser.error)


def _by_verb(person: User, pk: int, move: str, expected: int | None) -> Outcome:
    try:
        _decide(Quote.objects.get(pk=pk), move, by=person, expected=expected)
    except (StaleQuote, IllegalMove) as refusal:
        return Outcome(person, pk, move, refusal)
    return Outcome(person, pk, move)


def test_fifty_bulk_actions_by_the_verbs(waiting: list[Quote], checkers: list[User]) -> None:
    outcomes: list[Outcome] = []

    def actor(number: int, seen: list[tuple[int, int]]) -> Callable[[], None]:
        return lambda: outcomes.extend(
            _by_verb(checkers[number], pk, _move_for(number), expected) for pk, expected in seen
        )

    actions = [actor(number, seen) for number, seen in enumerate(_selections(waiting))]
    assert _at_once(actions) == []
    _check(waiting, outcomes)


def test_fifty_who_did_not_say_what_they_had_read(
    waiting: list[Quote], checkers: list[User]
) -> None:
    """The table alone then says who is too late: one verification a quote."""
    outcomes: list[Outcome] = []

    def actor(number: int, seen: list[tuple[int, int]]) -> Callable[[], None]:
        return lambda: outcomes.extend(
            _by_verb(checkers[number], pk, "verify", None) for pk, _ in seen
        )

    actions = [actor(number, seen) for number, seen in enumerate(_selections(waiting))]
    assert _at_once(actions) == []
    _check(waiting, outcomes)
    assert {type(one.error) for one in outcomes if not one.won} == {IllegalMove}


def test_fifty_at_once_by_the_verbs_and_the_api_together(
    waiting: list[Quote], checkers: list[User]
) -> None:
    outcomes: list[Outcome] = []

    def by_api(person: User, pk: int, move: str, expected: int, headers: Any) -> None:
        body: dict[str, Any] = {"expected": expected}
        body |= (
            {"basis": "article", "checklist": CHECKED}
            if move == "verify"
            else {"note": "Not as it stands."}
        )
        response = Client().post(
            f"/api/v1/quotes/{pk}/{move}/", body, content_type="application/json", headers=headers
        )
        problem = response.json()
        error = None
        if response.status_code != 200:
            assert response.status_code == 409, problem
            assert problem["type"] == "urn:on-record:problem:stale-quote"
            error = StaleQuote(problem["detail"])
        outcomes.append(Outcome(person, pk, move, error))

    def actor(number: int, seen: list[tuple[int, int]]) -> Callable[[], None]:
        person, move = checkers[number], _move_for(number)
        token = make_secret(person)
        headers = {"Authorization": f"Token {token}"}

        def act() -> None:
            for pk, expected in seen:
                if number % 2:
                    by_api(person, pk, move, expected, headers)
                else:
                    outcomes.append(_by_verb(person, pk, move, expected))

        return act

    actions = [actor(number, seen) for number, seen in enumerate(_selections(waiting))]
    assert _at_once(actions) == []
    _check(waiting, outcomes)


def test_joining_every_which_way_meets_no_deadlock() -> None:
    """A joining holds two rows at once; whichever way round, they are taken in one order."""
    reporters = [make_person("reporter") for _ in range(20)]
    words = [f"Saying number {place} of the day." for place in range(4)]
    version = make_version(f"“{' '.join(words)}” Ada Quill said.")
    speaker = make_speaker("Ada Quill")
    parts = [make_quote(version=version, words=each, speaker=speaker) for each in words]
    refused: list[Exception] = []

    def actor(number: int) -> Callable[[], None]:
        first, second = parts[number % 4], parts[(number + 1 + number // 4 % 3) % 4]

        def act() -> None:
            try:
                one, other = Quote.objects.get(pk=first.pk), Quote.objects.get(pk=second.pk)
                reshaping.join(
                    one,
                    other,
                    by=reporters[number],
                    expected=first.change_number,
                    second_expected=second.change_number,
                )
            except (StaleQuote, IllegalMove) as refusal:
                refused.append(refusal)

        return act

    assert _at_once([actor(number) for number in range(20)]) == []
    joined = Review.objects.filter(move="join")
    assert 1 <= joined.count() <= 2
    assert len(refused) == 20 - joined.count()
    for part in Quote.objects.in_bulk([part.pk for part in parts]).values():
        assert part.state == (
            State.REJECTED if joined.filter(quote=part).exists() else State.CAPTURED
        )
    kept = [each for each in version.quotes.all() if each.state == State.CAPTURED]
    said = sorted(word for quote in kept for word in quote.words.split())
    assert said == sorted(" ".join(words).split())


@pytest.mark.parametrize("number", range(8))
def test_taking_back_races_with_the_next_decision(number: int) -> None:
    """Either the decision is taken back or the next one is made on it; never both."""
    person, reporter = make_person("checker"), make_person("reporter")
    quote = make_quote(State.SUBMITTED)
    _decide(quote, "send_back", by=person, expected=None)
    outcomes: list[Outcome] = []

    def actor(by: User, move: str) -> Callable[[], None]:
        return lambda: outcomes.append(_by_verb(by, quote.pk, move, seen))

    seen = quote.change_number
    actions = [actor(person, "take_back"), actor(reporter, "submit")]
    assert _at_once(actions if number % 2 else actions[::-1]) == []
    (winner,) = [one for one in outcomes if one.won]
    (loser,) = [one for one in outcomes if not one.won]
    assert type(loser.error) is StaleQuote
    quote.refresh_from_db()
    assert quote.reviews.latest("pk").move == winner.move
    assert quote.state == State.SUBMITTED
