"""Moves on many quotes: tried without a trace, run row by row, cut off and taken up, raced."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction

from quotes import attribution, bulk, holds, verification
from quotes.bulk import Asked
from quotes.models import BulkRow, BulkRun, Hold, Quote, Review
from quotes.verification import CHECKLIST, Incomplete, NotAllowed, State
from sources.refusal import Refusal
from tests.make import CHECKED, make_person, make_quote

pytestmark = pytest.mark.django_db

Stage = BulkRun.Stage


def chosen(*quotes: Quote) -> list[tuple[int, int]]:
    return [(quote.pk, quote.change_number) for quote in quotes]


def outcomes(run: BulkRun) -> list[tuple[str, str]]:
    return list(run.rows.order_by("number").values_list("outcome", "outcome_why"))


def state_of(quote: Quote) -> str:
    return Quote.objects.get(pk=quote.pk).state


class TestTrying:
    def test_it_says_what_would_happen_to_each_and_writes_nothing(self) -> None:
        good, bad = make_quote(), make_quote(said_on=None)
        done = make_quote(State.SUBMITTED)
        before = (Review.objects.count(), Quote.pgh_event_model.objects.count())  # type: ignore[attr-defined]
        run = bulk.begin(Asked("submit"), chosen(good, bad, done), by=make_person("reporter"))
        assert run.stage == Stage.TRIED
        rows = run.rows.order_by("number").values_list("forecast", "forecast_why", "outcome")
        assert list(rows[:2]) == [
            ("done", "", ""),
            ("refused", "Say on which day, month or year it was said.", ""),
        ]
        forecast, why, outcome = rows[2]
        assert (forecast, outcome) == ("refused", "")
        assert why.startswith("A submitted quote can't be handled by “submit”")
        assert before == (Review.objects.count(), Quote.pgh_event_model.objects.count())  # type: ignore[attr-defined]
        assert state_of(good) == State.CAPTURED

    def test_a_rule_that_only_the_database_has_counts_too(self) -> None:
        """The very verb runs, so that a trial meets every trigger, the deferred ones also."""
        quote = make_quote(State.SUBMITTED)
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE FUNCTION pg_temp.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                "RAISE EXCEPTION 'no' USING ERRCODE = 'check_violation'; END $$; "
                "CREATE CONSTRAINT TRIGGER no AFTER UPDATE ON quotes_quote DEFERRABLE "
                "INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pg_temp.no()"
            )
        asked = Asked("reject", note="Nobody said this.")
        run = bulk.begin(asked, chosen(quote), by=make_person("checker"))
        assert run.rows.get().forecast_why == "The database refused this."

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            (Asked("nonsense"), "move"),
            (Asked("retract", note="Because."), "move"),
            (Asked("publish"), "move"),
            (Asked("reject"), "note"),
            (Asked("hand_over"), "to"),
            (Asked("verify"), "basis"),
            (Asked("verify", basis="article", answers={"exact_words": True}), "answers"),
        ],
    )
    def test_what_is_wrong_whatever_the_quotes_is_said_at_once(
        self, asked: Asked, field: str
    ) -> None:
        with pytest.raises(Refusal) as refused:
            bulk.begin(asked, chosen(make_quote()), by=make_person("checker"))
        assert refused.value.field == field
        assert not BulkRun.objects.exists()

    def test_so_are_no_quotes_too_many_and_unknown_ones(self, monkeypatch: Any) -> None:
        person = make_person("checker")
        with pytest.raises(Incomplete):
            bulk.begin(Asked("submit"), [], by=make_person("reporter"))
        with pytest.raises(Refusal, match="no quote 987654"):
            bulk.begin(Asked("take"), [(987654, 1)], by=person)
        many = [(number, 1) for number in range(1, 27)]
        asked = Asked("verify", basis="article", answers=CHECKED)
        with pytest.raises(Refusal, match="at most 25 quotes"):
            bulk.begin(asked, many, by=person)


class TestRunning:
    def test_each_row_has_its_outcome(self) -> None:
        good, bad, changed = make_quote(), make_quote(said_on=None), make_quote()
        reporter = make_person("reporter")
        run = bulk.begin(Asked("submit"), chosen(good, bad, changed), by=reporter)
        attribution.amend(changed, by=make_person("checker"), changes={"setting": "on the quay"})
        bulk.go(run, by=reporter)
        assert run.stage == Stage.DONE
        assert [outcome for outcome, _ in outcomes(run)] == ["done", "refused", "refused"]
        whys = [why for _, why in outcomes(run)]
        assert whys[1].startswith("Not attempted")
        assert "has changed since you opened it" in whys[2]
        assert [state_of(one) for one in (good, bad, changed)] == [
            *(State.SUBMITTED, State.CAPTURED, State.CAPTURED),
        ]
        assert bulk.summary(run) == {
            **{"all": 3, "would": 2, "would_not": 1, "done": 1, "refused": 2},
        }

    def test_a_second_go_acts_on_nothing_again(self) -> None:
        quote, reporter = make_quote(), make_person("reporter")
        run = bulk.begin(Asked("submit"), chosen(quote), by=reporter)
        bulk.go(run, by=reporter)
        bulk.go(run, by=reporter)
        assert Review.objects.filter(quote=quote).count() == 1

    def test_the_submitter_does_not_verify_in_bulk_either(self) -> None:
        person = make_person("reporter")
        person.groups.add(*make_person("checker").groups.all())
        person = User.objects.get(pk=person.pk)
        own = make_quote(State.SUBMITTED, people={"reporter": person})
        other = make_quote(State.SUBMITTED)
        asked = Asked("verify", basis="article", answers=dict.fromkeys(CHECKLIST, True))
        run = bulk.begin(asked, chosen(own, other), by=person)
        bulk.go(run, by=person)
        assert [outcome for outcome, _ in outcomes(run)] == ["refused", "done"]
        assert Quote.objects.get(pk=other.pk).verification_basis == "article"

    def test_holds_are_obeyed_and_made(self) -> None:
        held, free = make_quote(), make_quote()
        ana, ben, eve = (make_person("reporter") for _ in range(3))
        holds.take(held, by=ana)
        run = bulk.begin(Asked("submit"), chosen(held), by=ben)
        assert "holds this quote" in run.rows.get().forecast_why
        run = bulk.begin(Asked("hand_over", to=eve), chosen(held, free), by=ben)
        bulk.go(run, by=ben)
        assert [outcome for outcome, _ in outcomes(run)] == ["refused", "done"]
        assert Hold.objects.get(quote=free).holder == eve

    def test_others_neither_run_nor_stop_it(self) -> None:
        run = bulk.begin(Asked("submit"), chosen(make_quote()), by=make_person("reporter"))
        for verb in (bulk.go, bulk.stop):
            with pytest.raises(NotAllowed):
                verb(run, by=make_person("desk editor"))

    def test_a_stopped_run_does_nothing_more(self) -> None:
        quote, reporter = make_quote(), make_person("reporter")
        run = bulk.begin(Asked("submit"), chosen(quote), by=reporter)
        bulk.stop(run, by=reporter)
        with pytest.raises(verification.IllegalMove):
            bulk.go(run, by=reporter)
        assert (outcomes(run), state_of(quote)) == ([("", "")], State.CAPTURED)

    def test_a_long_run_is_the_workers(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("quotes.bulk.running.INLINE", 2)
        quotes, reporter = [make_quote() for _ in range(3)], make_person("reporter")
        run = bulk.begin(Asked("submit"), chosen(*quotes), by=reporter)
        assert run.stage == Stage.TRYING
        assert bulk.work_waiting() == 3
        run.refresh_from_db()
        assert run.stage == Stage.TRIED
        bulk.go(run, by=reporter)
        assert run.stage == Stage.RUNNING
        assert bulk.work_waiting() == 3
        assert bulk.work_waiting() == 0
        assert {state_of(quote) for quote in quotes} == {State.SUBMITTED}

    def test_who_lost_the_right_meanwhile_does_not_go_on(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        quote, reporter = make_quote(), make_person("reporter")
        run = bulk.begin(Asked("submit"), chosen(quote), by=reporter)
        monkeypatch.setattr("quotes.bulk.running.INLINE", 0)
        bulk.go(run, by=reporter)
        reporter.groups.clear()
        bulk.work_waiting()
        assert outcomes(run) == [("refused", "Your role does not include “submit”.")]

    def test_history_says_by_whom_and_in_which_run(self) -> None:
        quote, reporter = make_quote(), make_person("reporter")
        run = bulk.begin(Asked("submit"), chosen(quote), by=reporter)
        bulk.go(run, by=reporter)
        event = Quote.pgh_event_model.objects.filter(pgh_obj=quote).latest("pgh_id")  # type: ignore[attr-defined]
        assert event.pgh_context.metadata["user"] == reporter.pk
        assert event.pgh_context.metadata["bulk_run"] == run.pk


class TestTheDatabase:
    def test_keeps_an_outcome_as_it_is(self) -> None:
        reporter = make_person("reporter")
        run = bulk.begin(Asked("submit"), chosen(make_quote()), by=reporter)
        bulk.go(run, by=reporter)
        with pytest.raises(DatabaseError), transaction.atomic():
            BulkRow.objects.filter(run=run).update(outcome="refused")
        for model in (BulkRow, BulkRun):
            with pytest.raises(DatabaseError), transaction.atomic():
                model.objects.all().delete()


WORKER = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from quotes import bulk
from quotes.models import BulkRun
for run in BulkRun.objects.unfinished():
    bulk.work(run, after_each=lambda row: print(row.number, flush=True))
"""


def worker() -> subprocess.Popen[str]:
    """A worker in a process of its own, on the tests' database."""
    name = connection.settings_dict["NAME"]
    return subprocess.Popen(
        [sys.executable, "-c", WORKER, name],
        cwd=django_settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.django_db(transaction=True)
def test_a_run_whose_worker_is_killed_is_taken_up_where_it_was(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("quotes.bulk.running.INLINE", 0)
    reporter = make_person("reporter")
    quotes = [make_quote(people={"reporter": reporter}) for _ in range(30)]
    run = bulk.begin(Asked("submit"), chosen(*quotes), by=reporter)
    bulk.work(run)
    bulk.go(run, by=reporter)

    first = worker()
    assert first.stdout
    for line in first.stdout:
        if line.strip() == "7":
            break
    first.kill()
    first.communicate()
    counts = bulk.summary(run)
    assert 7 <= counts["done"] < 30
    assert Review.objects.filter(move="submit").count() == counts["done"]

    second = worker()
    printed, errors = second.communicate(timeout=120)
    assert second.returncode == 0, errors
    assert len(printed.split()) == 30 - counts["done"]
    run.refresh_from_db()
    assert run.stage == Stage.DONE
    assert bulk.summary(run)["done"] == 30
    assert Review.objects.filter(move="submit").count() == 30
    assert set(Quote.objects.values_list("state", flat=True)) == {State.SUBMITTED}


@pytest.mark.django_db(transaction=True)
def test_of_fifty_runs_at_once_one_wins_each_quote() -> None:
    """Half reject, half submit overlapping quotes: each is moved once, and each row says so."""
    reporter, checker = make_person("reporter"), make_person("checker")
    quotes = [make_quote(people={"reporter": reporter}) for _ in range(12)]
    runs = []
    for number in range(50):
        some = [quotes[(number + step) % 12] for step in range(6)]
        asked, by = (
            (Asked("submit"), reporter)
            if number % 2
            else (Asked("reject", note="Nobody said this."), checker)
        )
        runs.append((bulk.begin(asked, chosen(*some), by=by), by))
    start, failed = threading.Barrier(len(runs)), []

    def act(run: BulkRun, by: User) -> None:
        try:
            start.wait(timeout=60)
            bulk.go(run, by=User.objects.get(pk=by.pk))
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=pair) for pair in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=300)
    assert failed == []
    assert set(BulkRun.objects.values_list("stage", flat=True)) == {Stage.DONE}
    rows = BulkRow.objects.all()
    assert rows.count() == 300
    assert not rows.filter(outcome="").exists()
    assert not rows.filter(outcome="refused", outcome_why="").exists()
    for quote in quotes:
        assert rows.filter(quote=quote, outcome="done").count() == 1
        assert quote.reviews.count() == 1
        assert state_of(quote) in (State.SUBMITTED, State.REJECTED)
