"""`manage.py bulk`: tried, listed, done, listed; a clear line for what is wrong."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from quotes.models import BulkRun, Quote
from quotes.verification import State
from tests.make import make_person, make_quote

pytestmark = pytest.mark.django_db


def bulk(*arguments: str) -> str:
    out = StringIO()
    call_command("bulk", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_a_dry_run_lists_each_quote_and_changes_nothing() -> None:
    good, bad = make_quote(), make_quote(said_on=None)
    said = bulk("submit", "--by", make_person("reporter").username, "--dry-run")
    assert f"quote {good.pk}: would go through" in said
    assert f"quote {bad.pk}: refused: Say on which day" in said
    assert "1 of 2 would go through, 1 refused." in said
    assert Quote.objects.get(pk=good.pk).state == State.CAPTURED
    run = BulkRun.objects.get()
    assert (run.stage, run.found_by) == (BulkRun.Stage.STOPPED, "All of Captured, needs a person")


def test_a_real_run_does_it() -> None:
    quote = make_quote()
    checker = make_person("checker")
    said = bulk(
        "reject", "--by", checker.username, "--filter", "kind=direct", "--note", "Nobody did."
    )
    assert f"quote {quote.pk}: went through" in said
    assert Quote.objects.get(pk=quote.pk).state == State.REJECTED
    assert quote.reviews.get().by == checker
    assert BulkRun.objects.get().found_by == "All of Captured, needs a person (kind: Direct)"


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        (["kind=indirect"], "Nothing waits for eve in Captured, needs a person (kind: Indirect)."),
        (
            ["kind=indirect", "show=all"],
            "Nothing waits in Captured, needs a person (kind: Indirect; show: All).",
        ),
    ],
)
def test_an_empty_queue_says_so_in_one_line(filters: list[str], told: str) -> None:
    make_quote()
    make_person("reporter", username="eve")
    given = [f"--filter={one}" for one in filters]
    assert bulk("submit", "--by", "eve", *given) == f"{told} Nothing was done.\n"
    assert not BulkRun.objects.exists()


def test_more_than_is_done_at_once_is_done_here_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.bulk.running.INLINE", 1)
    for _ in range(3):
        make_quote()
    assert "3 of 3 went through" in bulk("submit", "--by", make_person("reporter").username)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["submit", "--by", "no-such"], "no active member of the staff"),
        (["reject", "--by", "eve"], "this move needs it"),
        (["publish", "--by", "eve"], "does not include"),
        (["submit", "--by", "eve", "--filter", "x"], "write NAME=VALUE"),
        (["submit", "--by", "eve", "--filter", "age=2h"], "--filter age"),
        (["hand_over", "--by", "eve", "--to", "no-such"], "no active member of the staff"),
        (["submit", "--by", "eve", "--filter=kind=direct", "--filter=kind=mixed"], "kind is given"),
    ],
)
def test_what_is_wrong_is_one_line(arguments: list[str], message: str) -> None:
    make_quote()
    person = make_person("checker", username="eve")
    person.groups.add(*make_person("reporter").groups.all())
    with pytest.raises(CommandError, match=message):
        bulk(*arguments)
