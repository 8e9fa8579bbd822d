"""The rows of today against the last event that tells of each: a change that left none shows here.

Only rows whose last event is sealed are held against it; those of today are, after the next seal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from pghistory import DeleteEvent

from quotes.ledger.tables import Table
from sources.models import ArticleVersion

BATCH = 2000

# A row from before its model's history was kept has no event; one after the first that has, must.
_AGAINST_EVENTS = """
    WITH batch AS MATERIALIZED (
        SELECT t.{key} AS id, to_jsonb(t) AS now FROM {live} t WHERE t.{key} > %s
        ORDER BY t.{key} LIMIT {size})
    SELECT b.id, e.pgh_id IS NULL AND b.id > (
               SELECT min(pgh_obj_id) FROM {events} WHERE pgh_label = 'insert'),
           (SELECT min(k.key) FROM jsonb_each(to_jsonb(e.e)) k
            WHERE k.key = ANY(e.columns) AND k.key NOT LIKE 'pgh\\_%%'
            AND b.now ? k.key AND b.now->k.key IS DISTINCT FROM k.value)
    FROM batch b LEFT JOIN LATERAL (
        SELECT e, e.pgh_id, s.columns FROM {events} e
        LEFT JOIN quotes_link l ON l."table" = '{label}' AND l.row = e.pgh_id
        LEFT JOIN quotes_shape s ON s.id = l.shape_id
        WHERE e.pgh_obj_id = b.id ORDER BY e.pgh_id DESC LIMIT 1) e ON TRUE
    ORDER BY b.id
"""

_GONE = """
    SELECT e.pgh_obj_id FROM {events} e
    WHERE e.pgh_label = 'insert'
    AND NOT EXISTS (SELECT 1 FROM {live} t WHERE t.{key} = e.pgh_obj_id)
    AND NOT EXISTS (SELECT 1 FROM {events} d
                    WHERE d.pgh_obj_id = e.pgh_obj_id AND d.pgh_label = 'delete')
    ORDER BY e.pgh_obj_id LIMIT 1
"""

_ANOTHER_TEXT = """
    SELECT id FROM sources_articleversion
    WHERE sha256 <> encode(sha256(convert_to(text, 'UTF8')), 'hex') ORDER BY id LIMIT 1
"""


def differences(cursor: Any, tables: Iterable[Table]) -> Iterator[str]:
    """What stands otherwise than the history says, a sentence each."""
    for table in tables:
        if table.is_history:
            yield from _of_one(cursor, table)
    cursor.execute(_ANOTHER_TEXT)
    for (key,) in cursor.fetchall():
        yield f"{ArticleVersion._meta.verbose_name} {key}: its text is not the one that was read"


def _of_one(cursor: Any, table: Table) -> Iterator[str]:
    tracked: Any = table.model.pgh_tracked_model  # type: ignore[attr-defined]
    named = tracked._meta.verbose_name
    names = {
        "live": connection.ops.quote_name(tracked._meta.db_table),
        "key": connection.ops.quote_name(tracked._meta.pk.column),
        "events": table.name,
        "label": table.label,
        "size": BATCH,
    }
    for key, has_none, column in _batches(cursor, _AGAINST_EVENTS.format(**names)):
        if has_none:
            yield f"{named} {key}: put in without leaving a trace in the history"
        elif column:
            yield f"{named} {key}: its “{column}” is not what its last sealed event says"
    if any(isinstance(one, DeleteEvent) for one in table.model.pgh_trackers):  # type: ignore[attr-defined]
        cursor.execute(_GONE.format(**names))
        for (key,) in cursor.fetchall():
            yield f"{named} {key}: deleted without leaving a trace in the history"


def _batches(cursor: Any, question: str) -> Iterator[tuple[Any, ...]]:
    reached: Any = -(2**63)
    while True:
        cursor.execute(question, [reached])
        rows = cursor.fetchall()
        if not rows:
            return
        yield from rows
        reached = rows[-1][0]
