"""The ledger: what was sealed can't be changed unseen, not even by the database's superuser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from quotes import corrections, ledger, merging, verification
from quotes.ledger.coverage import Coverage
from quotes.ledger.tables import sealed_tables
from quotes.models import Link, Quote, Seal
from quotes.verification import State
from tests.make import make_person, make_quote, make_speaker
from tests.quotes.raw import execute, settle

pytestmark = pytest.mark.django_db


@contextmanager
def behind_the_triggers() -> Iterator[None]:
    """As a superuser of the database does it: no trigger fires."""
    settle()
    execute("SET session_replication_role = replica")
    yield
    execute("SET session_replication_role = DEFAULT")


def correct(quote: Quote, **changes: Any) -> None:
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type="correction",
        changes=changes,
        public_text="An earlier version was wrong.",
    )
    corrections.approve(notice, by=make_person("desk editor"))


def corrected_twice_and_retracted() -> Quote:
    quote = make_quote(State.PUBLISHED)
    correct(quote, role_as_printed="Deputy Mayor")
    correct(quote, role_as_printed="Acting Mayor")
    quote.refresh_from_db()
    verification.retract(quote, by=make_person("standards editor"), reason="Never said.")
    return quote


@pytest.fixture
def quote() -> Quote:
    """A quote with a past, all of it sealed."""
    found = corrected_twice_and_retracted()
    ledger.seal()
    return found


def told() -> str:
    with pytest.raises(ledger.Broken) as broken:
        ledger.verify()
    return str(broken.value)


def test_a_past_of_corrections_and_a_retraction_verifies(quote: Quote) -> None:
    assert ledger.verify() == Link.objects.count() > 20
    assert set(Link.objects.values_list("table", flat=True)) >= {
        *("quotes.review", "quotes.notice", "quotes.noticeevent", "quotes.quoteevent"),
        *("quotes.speakerevent", "sources.articleevent", "quotes.seal"),
    }
    assert Link.objects.filter(table="quotes.notice").count() == 3


def test_every_model_whose_history_is_kept_is_sealed() -> None:
    from django.apps import apps

    tracked = {
        events._meta.label_lower
        for model in apps.get_models()
        for events in getattr(model, "pgh_event_models", {}).values()
    }
    assert tracked
    assert tracked <= {table.label for table in sealed_tables()}


def test_a_review_altered_behind_the_triggers_is_named(quote: Quote) -> None:
    review = quote.reviews.get(move="verify")
    with behind_the_triggers():
        execute("UPDATE quotes_review SET note = 'All in order.' WHERE id = %s", review.pk)
    said = told()
    assert said.startswith(
        f"review {review.pk} of quote {quote.pk}: its content has changed since it was sealed on "
    )
    link = Link.objects.get(table="quotes.review", row=review.pk)
    assert f"(link {link.number})" in said


def test_a_notice_altered_behind_the_triggers_is_named(quote: Quote) -> None:
    notice = quote.notices.earliest("pk")
    with behind_the_triggers():
        execute("UPDATE quotes_notice SET public_text = 'Nothing.' WHERE id = %s", notice.pk)
    assert f"notice {notice.pk} of quote {quote.pk}: its content" in told()


def test_an_event_altered_behind_the_triggers_is_named(quote: Quote) -> None:
    event = quote.events.order_by("pgh_id").first()  # type: ignore[attr-defined]
    with behind_the_triggers():
        execute("UPDATE quotes_quoteevent SET kind = 'mixed' WHERE pgh_id = %s", event.pgh_id)
    assert f"event {event.pgh_id} (insert) of quote {quote.pk}: its content has" in told()


def test_who_made_a_change_cannot_be_rewritten() -> None:
    import pghistory

    with pghistory.context(user=7):
        quote = make_quote()
    ledger.seal()
    with behind_the_triggers():
        execute("""UPDATE pghistory_context SET metadata = '{"user": 8}'""")
    assert "its content has changed" in told()
    assert quote.pk


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE quotes_merger SET reason = 'x'", "its content has changed"),
        ('UPDATE quotes_moved SET "row" = "row" + 1', "its content has changed"),
        ("DELETE FROM quotes_moved", "deleted since it was sealed"),
    ],
)
def test_a_merger_altered_behind_the_triggers_is_named(change: str, named: str) -> None:
    loser, winner = make_speaker("Ada Quil"), make_speaker("Ada Quill")
    make_quote(speaker=loser)
    merging.merge(loser, into=winner, by=make_person("desk editor"), reason="One person.")
    ledger.seal()
    assert ledger.verify()
    with behind_the_triggers():
        execute(change)
    assert named in told()


def sealed_without(label: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the release before did it, which knew a table less."""
    with monkeypatch.context() as before:
        before.setattr(
            "quotes.ledger.sealing.sealed_tables",
            lambda: [one for one in sealed_tables() if one.label != label],
        )
        ledger.seal()


def test_a_back_dated_first_row_of_an_empty_table_is_named() -> None:
    """Of mergers nothing was ever sealed, but a seal said that there were none."""
    ledger.seal()
    assert not Link.objects.filter(table="quotes.merger").exists()
    loser, winner = make_speaker("Ada Quil"), make_speaker("Ada Quill")
    merging.merge(loser, into=winner, by=make_person("desk editor"), reason="One person.")
    assert ledger.verify()
    with behind_the_triggers():
        execute("UPDATE quotes_merger SET at = '2026-01-02'")
    assert re.match(r"merger \d+: put in later, with a date before the seal", told())
    ledger.seal()
    assert re.match(r"merger \d+: put in later, with a date before the seal", told())


def test_a_seal_from_before_tables_were_named_covers_those_it_had_rows_of(quote: Quote) -> None:
    with behind_the_triggers():
        execute("UPDATE quotes_seal SET tables = '{}'")
    coverage = Coverage()
    assert coverage.last_of("quotes.review") == Seal.objects.get()
    assert coverage.last_of("quotes.merger") is None


def test_a_seal_that_names_fewer_tables_than_it_had_is_named(quote: Quote) -> None:
    seal = Seal.objects.get()
    with behind_the_triggers():
        execute("UPDATE quotes_seal SET tables = ARRAY['quotes.review']")
    assert f"seal {seal.pk}: its content has changed since it was sealed" in told()


def test_a_table_that_is_sealed_from_now_on_raises_no_alarm(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    loser, winner = make_speaker("Ada Quil"), make_speaker("Ada Quill")
    merging.merge(loser, into=winner, by=make_person("desk editor"), reason="One person.")
    settle()
    execute("SET session_replication_role = replica")
    execute("UPDATE quotes_merger SET at = at - interval '1 day'")
    execute("SET session_replication_role = DEFAULT")
    sealed_without("quotes.merger", monkeypatch)
    assert ledger.verify()
    assert ledger.seal() == 1
    assert ledger.verify()


def test_a_deleted_review_is_named(quote: Quote) -> None:
    review = quote.reviews.latest("pk")
    with behind_the_triggers():
        execute("DELETE FROM quotes_review WHERE id = %s", review.pk)
    assert told().startswith(f"review {review.pk}: deleted since it was sealed on ")


def backdated_copy(review: int) -> int:
    """A review of the past, added today, with every column as a real one has it."""
    with connection.cursor() as cursor, behind_the_triggers():
        cursor.execute(
            "INSERT INTO quotes_review (quote_id, move, from_state, to_state, by_id, at, note,"
            " answers, verification_basis, revision, single_editor) SELECT quote_id, move,"
            " from_state, to_state, by_id, '2026-01-02', note, answers, verification_basis,"
            " revision, single_editor FROM quotes_review WHERE id = %s RETURNING id",
            [review],
        )
        return int(cursor.fetchone()[0])


def test_a_back_dated_review_is_named_before_the_next_seal_and_after(quote: Quote) -> None:
    added = backdated_copy(quote.reviews.earliest("pk").pk)
    expected = f"review {added} of quote {quote.pk}: put in later, with a date before the seal"
    assert told().startswith(expected)
    ledger.seal()
    assert told().startswith(expected)


def test_an_altered_link_is_named(quote: Quote) -> None:
    with behind_the_triggers():
        execute("UPDATE quotes_link SET digest = sha256('x') WHERE number = 5")
    assert told().startswith("link 5 itself, of ")


def test_links_in_another_order_are_named(quote: Quote) -> None:
    with behind_the_triggers():
        execute("UPDATE quotes_link SET number = -1 WHERE number = 3")
        execute("UPDATE quotes_link SET number = 3 WHERE number = 4")
        execute("UPDATE quotes_link SET number = 4 WHERE number = -1")
    assert told().startswith("link 3 itself, of ")


def test_a_link_taken_out_is_named(quote: Quote) -> None:
    with behind_the_triggers():
        execute("DELETE FROM quotes_link WHERE number = 4")
    assert told() == "link 4 is missing"


def test_a_quote_altered_without_a_trace_is_named(quote: Quote) -> None:
    with behind_the_triggers():
        execute("UPDATE quotes_quote SET role_as_printed = 'King' WHERE id = %s", quote.pk)
    assert told() == (
        f"quote {quote.pk}: its “role_as_printed” is not what its last sealed event says"
    )


def test_a_quote_deleted_without_a_trace_is_named(quote: Quote) -> None:
    with behind_the_triggers():
        execute("DELETE FROM quotes_quote WHERE id = %s", quote.pk)
    assert told() == f"quote {quote.pk}: deleted without leaving a trace in the history"


def test_a_wording_altered_behind_the_triggers_is_named(quote: Quote) -> None:
    with behind_the_triggers():
        execute("UPDATE sources_articleversion SET text = text || '!'")
    assert told().endswith("its text is not the one that was read")


def test_a_chain_built_anew_is_shown_by_a_head_that_was_kept(quote: Quote) -> None:
    kept = ledger.head().hash
    assert ledger.verify(expect=kept)
    with behind_the_triggers():
        execute("UPDATE quotes_review SET note = 'Rewritten.' WHERE move = 'verify'")
        execute("DELETE FROM quotes_link")
        execute("DELETE FROM quotes_seal")
    ledger.seal()
    assert ledger.verify()
    with pytest.raises(ledger.Broken, match="does not go through the head that you kept"):
        ledger.verify(expect=kept)


def test_an_earlier_head_is_met_on_the_way(quote: Quote) -> None:
    kept = ledger.head().hash
    make_quote(State.PUBLISHED)
    ledger.seal()
    assert ledger.head().hash != kept
    assert ledger.verify(expect=kept.upper())


def test_only_what_is_new_is_sealed(quote: Quote) -> None:
    assert ledger.unsealed() == 0
    assert ledger.seal() == 0
    make_quote()
    waiting = ledger.unsealed()
    assert 0 < waiting == ledger.seal()
    assert ledger.verify()


def test_a_row_that_commits_late_with_a_low_number_is_sealed_and_no_alarm(quote: Quote) -> None:
    """A gap in the numbers is filled after later rows were sealed."""
    late = backdated_copy(quote.reviews.latest("pk").pk)
    with behind_the_triggers():
        execute("UPDATE quotes_review SET id = -7, at = now() WHERE id = %s", late)
    assert ledger.seal() == 1
    assert ledger.verify()


def test_an_open_proposal_is_sealed_when_it_is_decided() -> None:
    quote = make_quote(State.PUBLISHED)
    notice = corrections.propose(
        quote, by=make_person("reporter"), type="update", changes={}, public_text="Look again."
    )
    ledger.seal()
    assert not Link.objects.filter(table="quotes.notice").exists()
    corrections.approve(notice, by=make_person("desk editor"))
    ledger.seal()
    assert Link.objects.filter(table="quotes.notice").count() == 1
    assert ledger.verify()


def test_a_new_column_breaks_nothing_and_hides_nothing(quote: Quote) -> None:
    settle()
    execute("ALTER TABLE quotes_review ADD COLUMN place text DEFAULT 'the desk' NOT NULL")
    assert ledger.verify()
    make_quote(State.PUBLISHED)
    ledger.seal()
    assert ledger.verify()
    review = quote.reviews.earliest("pk")
    with behind_the_triggers():
        execute("UPDATE quotes_review SET note = 'Rewritten.' WHERE id = %s", review.pk)
    assert f"review {review.pk} of quote {quote.pk}" in told()


def test_a_sealed_column_that_is_gone_is_named(quote: Quote) -> None:
    settle()
    execute("ALTER TABLE quotes_review DROP COLUMN answers")
    assert "the column “answers” of quotes.review, which was sealed, is not there" in told()


def test_a_hash_does_not_hang_on_the_time_zone(quote: Quote) -> None:
    execute("SET TIME ZONE 'Asia/Tokyo'")
    execute("SET extra_float_digits = -2")
    execute("SET DateStyle = 'German'")
    assert ledger.verify()


@pytest.mark.parametrize("table", ["quotes_link", "quotes_seal", "quotes_shape"])
def test_the_ledger_is_append_only(quote: Quote, table: str) -> None:
    columns = {"quotes_link": "row = 1", "quotes_seal": "open_since = now()"}
    for sql in (
        f"UPDATE {table} SET {columns.get(table, 'columns = columns')}",  # noqa: S608
        f"DELETE FROM {table}",  # noqa: S608
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            execute(sql)


NEXT = "(SELECT max(number) + 1 FROM quotes_link)"


@pytest.mark.parametrize(
    "numbers", ["(999999)", "(-3)", "(0)", f"({NEXT}), (999999)", f"({NEXT} + 1), ({NEXT} + 2)"]
)
def test_links_only_follow_the_last(quote: Quote, numbers: str) -> None:
    with pytest.raises(DatabaseError, match="follows the last"), transaction.atomic():
        _add_links(numbers)


def test_a_gap_is_not_filled(quote: Quote) -> None:
    with behind_the_triggers():
        execute("DELETE FROM quotes_link WHERE number = 4")
    with pytest.raises(DatabaseError, match="follows the last"), transaction.atomic():
        _add_links("(4)")


def test_links_that_follow_the_last_are_taken_at_once(quote: Quote) -> None:
    before = Link.objects.count()
    _add_links(f"({NEXT}), ({NEXT} + 1)")
    assert Link.objects.count() == before + 2


def _add_links(numbers: str) -> None:
    execute(f"""
        INSERT INTO quotes_link (number, seal_id, shape_id, "table", "row", digest, hash)
        SELECT n, seal_id, shape_id, 'x', row_number() OVER (), digest, hash
        FROM (VALUES {numbers}) AS v(n), (SELECT * FROM quotes_link LIMIT 1) l
    """)  # noqa: S608


def command(name: str, *asked: str) -> str:
    out = StringIO()
    call_command(name, *asked, stdout=out)
    return out.getvalue().strip()


def test_the_commands_seal_verify_and_print_the_head() -> None:
    assert command("verify_ledger") == "Nothing has been sealed yet; run seal_ledger."
    make_quote(State.PUBLISHED)
    sealed = command("seal_ledger")
    head = command("verify_ledger", "--head")
    assert sealed.endswith(head) and len(head) == 64
    said = command("verify_ledger", "--expect", head)
    assert said.startswith("The ledger holds: ") and "0 rows wait" in said
    assert "\n" not in said
    assert command("verify_ledger", "--from", "3").startswith("The ledger holds: ")


def test_the_command_names_the_first_broken_link_and_fails(quote: Quote) -> None:
    with behind_the_triggers():
        execute("UPDATE quotes_review SET note = 'x' WHERE quote_id = %s", quote.pk)
    first = quote.reviews.earliest("pk").pk
    with pytest.raises(CommandError, match=f"The ledger is broken: review {first} of quote"):
        command("verify_ledger")


@pytest.mark.parametrize("asked", [("--from", "0"), ("--from", "x"), ("--expect", "abc")])
def test_the_command_refuses_what_it_cannot_read(asked: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match=r"not the number of a link|64 hexadecimal digits"):
        command("verify_ledger", *asked)


def test_a_link_beyond_the_end_is_refused(quote: Quote) -> None:
    with pytest.raises(CommandError, match="link 99998 is missing"):
        command("verify_ledger", "--from", "99999")


def test_a_head_from_before_the_link_to_begin_at_is_no_broken_chain(quote: Quote) -> None:
    kept = ledger.head()
    make_quote()
    ledger.seal()
    with pytest.raises(CommandError, match=f"^The head that you kept is of link {kept.number}, be"):
        command("verify_ledger", "--from", str(kept.number + 2), "--expect", kept.hash)
    assert command("verify_ledger", "--from", str(kept.number), "--expect", kept.hash)


def test_it_costs_the_same_number_of_queries_whatever_there_is(
    quote: Quote, django_assert_max_num_queries: Any
) -> None:
    for _ in range(5):
        make_quote(State.PUBLISHED)
    with django_assert_max_num_queries(7 * len(sealed_tables()) + 15):
        ledger.seal()
    with django_assert_max_num_queries(7 * len(sealed_tables()) + 15):
        ledger.verify()


def test_a_seal_says_since_when_transactions_were_open(quote: Quote) -> None:
    made = Seal.objects.latest("pk")
    assert datetime(2026, 1, 1, tzinfo=UTC) < made.open_since <= made.made_at


def test_small_batches_make_the_same_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("sealing", "verifying", "standing"):
        monkeypatch.setattr(f"quotes.ledger.{module}.BATCH", 3)
    corrected_twice_and_retracted()
    ledger.seal()
    assert ledger.verify() > 20


def _in_a_session_of_its_own(work: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


SEALING = """
import sys, django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from quotes import ledger
from quotes.ledger import sealing
sealing.BATCH = 3
seals = 0
def stand_still(sealed):
    print(sealed, flush=True)
    sys.stdin.read()
def after_a_batch(sealed):
    if sealed > 8:
        stand_still(sealed)
def amid_a_batch(chain, *row, add=sealing._Chain.add):
    global seals
    seals += 1
    if seals == 8:
        stand_still(seals)
    return add(chain, *row)
if sys.argv[2] == "amid a batch":
    sealing._Chain.add = amid_a_batch
ledger.seal(tell=after_a_batch)
"""


@contextmanager
def sealing_that_stands_still(place: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has sealed some rows, and holds on there."""
    with subprocess.Popen(
        [sys.executable, "-c", SEALING, connection.settings_dict["NAME"], place],
        cwd=django_settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as run:
        try:
            assert run.stdout
            assert int(run.stdout.readline()) >= 8
            yield run
        finally:
            run.kill()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("place", ["between two batches", "amid a batch"])
def test_a_run_that_is_killed_seals_nothing_and_the_next_all(place: str) -> None:
    corrected_twice_and_retracted()
    ledger.seal()
    kept, sealed = ledger.head(), Link.objects.count()
    corrected_twice_and_retracted()
    waiting = ledger.unsealed()
    with sealing_that_stands_still(place) as run:
        run.send_signal(signal.SIGKILL)
        assert run.wait(30) == -signal.SIGKILL
    assert (ledger.head(), Link.objects.count(), Seal.objects.count()) == (kept, sealed, 1)
    assert ledger.verify(expect=kept.hash) == sealed
    assert ledger.seal() == waiting
    assert ledger.verify(expect=kept.hash) == sealed + waiting + 1


@pytest.mark.django_db(transaction=True)
def test_runs_at_the_same_time_make_one_chain() -> None:
    make_quote(State.PUBLISHED)
    runs = [_in_a_session_of_its_own(lambda: ledger.seal() and None) for _ in range(4)]
    for run in runs:
        run.join()
    assert Seal.objects.count() == 4
    assert ledger.verify() == Link.objects.count()


@pytest.mark.django_db(transaction=True)
def test_a_transaction_in_flight_neither_waits_nor_is_missed_nor_raises_an_alarm() -> None:
    quote = make_quote(State.PUBLISHED)
    written, go_on = threading.Event(), threading.Event()

    def withhold() -> None:
        with transaction.atomic():
            verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
            written.set()
            go_on.wait(30)

    slow = _in_a_session_of_its_own(withhold)
    assert written.wait(30)
    make_quote(State.PUBLISHED)
    ledger.seal()
    go_on.set()
    slow.join()
    review = quote.reviews.get(move="withhold")
    assert not Link.objects.filter(table="quotes.review", row=review.pk).exists()
    assert ledger.verify()
    ledger.seal()
    assert Link.objects.filter(table="quotes.review", row=review.pk).exists()
    assert ledger.verify()
