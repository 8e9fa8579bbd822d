"""What somebody with a database prompt would type: moves and changes that pass by every verb."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection, transaction

from quotes.models import Notice, Quote
from tests.make import CHECKED


def execute(sql: str, *values: Any) -> None:
    """Run one statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def insert(table: str, **columns: Any) -> int:
    """Insert a row and give its id."""
    values = [json.dumps(value) if isinstance(value, dict) else value for value in columns.values()]
    names, marks = ", ".join(columns), ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks}) RETURNING id",  # noqa: S608
            values,
        )
        return int(cursor.fetchone()[0])


def update(table: str, key: int, **columns: Any) -> None:
    """Update the row of that id."""
    assignments = ", ".join(f"{name} = %s" for name in columns)
    execute(
        f"UPDATE {table} SET {assignments} WHERE id = %s",  # noqa: S608
        *columns.values(),
        key,
    )


def update_quote(quote: Quote, **columns: Any) -> None:
    """Change columns of a quote."""
    update("quotes_quote", quote.pk, **columns)


def insert_review(quote: Quote, move: str, to: str, *, by: User, **columns: Any) -> int:
    """Write a review as the verbs would, with a note, a basis and the whole checklist."""
    defaults = {
        "from_state": quote.state,
        "note": "Typed at a prompt.",
        "answers": dict(CHECKED) if move == "verify" else {},
        "verification_basis": "article" if move == "verify" else "",
        "revision": quote.revision + (move == "correct"),
        "single_editor": False,
        "reason": "other" if move == "reject" else "",
    }
    return insert(
        "quotes_review",
        quote_id=quote.pk,
        move=move,
        to_state=to,
        by_id=by.pk,
        **(defaults | columns),
    )


def insert_notice(quote: Quote, type: str, *, by: User, **columns: Any) -> int:
    """Write an open proposal, or a retraction's notice."""
    decided: dict[str, Any] = {}
    if type == Notice.Type.RETRACTION:
        decided = {"approved_by_id": by.pk, "decided_at": "2026-11-01"}
    defaults = {
        "before": {},
        "after": {},
        "public_text": "Typed at a prompt.",
        "decline_reason": "",
        "single_editor": False,
    }
    return insert(
        "quotes_notice",
        quote_id=quote.pk,
        type=type,
        proposed_by_id=by.pk,
        **(defaults | decided | columns),
    )


def approve(notice: int, *, by: User, revision: int | None, **columns: Any) -> None:
    """Approve a proposal, in its own row alone."""
    update(
        "quotes_notice",
        notice,
        approved_by_id=by.pk,
        decided_at="2026-11-01",
        revision=revision,
        **columns,
    )


def settle() -> None:
    """Run what a commit would check, and go on as before."""
    execute("SET CONSTRAINTS ALL IMMEDIATE")
    execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def refused(because: str) -> Iterator[None]:
    """The database refuses what happens inside, at once or at commit, and says why."""
    with pytest.raises(DatabaseError, match=because), transaction.atomic():
        yield
        settle()
