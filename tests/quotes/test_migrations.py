"""Migrations on a database in use: back and forth without loss, and beside the release before."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from quotes.models import Quote
from tests.make import make_quote

BEFORE = ("quotes", "0004_hold_corrections_to_their_notices")


def migrate(to: tuple[str, str] | None = None) -> None:
    """To that migration, or to the last ones of every app: the tests that follow need them all."""
    executor = MigrationExecutor(connection)
    executor.migrate([to] if to else executor.loader.graph.leaf_nodes())


@pytest.mark.django_db(transaction=True)
def test_what_the_engine_read_comes_and_goes_with_its_migrations() -> None:
    quote = make_quote()
    try:
        migrate(BEFORE)
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE quotes_quote SET role_as_printed = 'Pilot' WHERE id = %s", [quote.pk]
            )
    finally:
        migrate()
    again = Quote.objects.get(pk=quote.pk)
    assert (again.role_as_printed, again.act, again.caveats, again.setting) == (
        *("Pilot", "speech", [], ""),
    )
    events = Quote.pgh_event_model.objects.filter(pgh_obj=quote.pk)  # type: ignore[attr-defined]
    assert set(events.values_list("act", "setting")) == {("speech", "")}


@pytest.mark.django_db(transaction=True)
def test_the_release_before_goes_on_capturing_quotes() -> None:
    """A process that does not know the new columns leaves them out."""
    quote = make_quote()
    same = (
        "version_id, cue, source, kind, descriptor, anonymity_reason, role_as_printed, "
        "no_role_printed, said_on_precision, language, attribution_basis, legal_flag, state, "
        "verification_basis, single_editor, revision, change_number"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO quotes_quote (content, words, {same}) "  # noqa: S608
            f"SELECT ARRAY[[0, 1]], '“', {same} FROM quotes_quote WHERE id = %s RETURNING act",
            [quote.pk],
        )
        assert cursor.fetchone() == ("speech",)


def test_a_permission_is_made_once_its_name_finds_room() -> None:
    """`migrate quotes` alone, on a new database, brings with it what it needs of other apps."""
    graph = MigrationLoader(connection).graph
    plan = graph.forwards_plan(("quotes", "0026_permit_mergers"))
    assert ("auth", "0002_alter_permission_name_max_length") in plan
