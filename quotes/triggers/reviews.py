"""A review follows the table of moves, is carried out, and stays."""

from collections.abc import Iterable

import pgtrigger

from quotes.triggers.checklist import CHECKLIST_IS_ANSWERED
from quotes.triggers.places import PLACES_ALLOW_IT
from quotes.triggers.sql import EVERY_RETRACTION_HAS_ITS_NOTICE, REFUSED, may
from quotes.verification import MOVES, REASONS, TAKE_BACK


def _table_rows() -> str:
    return ", ".join(
        f"('{move.name}', '{start}', '{end}', '{permission}', {str(move.needs_note).lower()})"
        for move in MOVES.values()
        for start, end, permission in move.rows()
    )


def _four_eyes() -> str:
    """SQL that refuses a move whose maker also made the move it checks."""
    clauses = []
    for move in MOVES.values():
        if not move.other_than:
            continue
        scope = "TRUE" if move.always_other else "(q.descriptor <> '' OR q.legal_flag)"
        clauses.append(
            f"""IF NEW.move = '{move.name}' AND NOT NEW.single_editor AND {scope} AND NEW.by_id IN (
                SELECT r.by_id FROM quotes_review r
                WHERE r.quote_id = NEW.quote_id AND r.move = '{move.other_than}'
                AND r.id > COALESCE(({_last_but_one(move.other_than)}), 0)
            ) THEN
                RAISE EXCEPTION 'four eyes: who made “{move.other_than}” may not “{move.name}”'
                {REFUSED};
            END IF;"""
        )
    return "\n".join(clauses)


def _last_but_one(name: str) -> str:
    """SQL: the last but one move of a name that was not taken back.

    Who made one since then and took it back is barred like who made the one that stands.
    """
    return f"""SELECT s.id FROM quotes_review s
                    WHERE s.quote_id = NEW.quote_id AND s.move = '{name}' AND NOT EXISTS (
                        SELECT 1 FROM quotes_review t WHERE t.takes_back_id = s.id)
                    ORDER BY s.id DESC OFFSET 1 LIMIT 1"""


def _follows_the_table() -> str:
    """SQL that refuses a move the table does not have, and one by somebody who may not make it."""
    return f"""
    SELECT * INTO q FROM quotes_quote WHERE id = NEW.quote_id FOR UPDATE;
    SELECT * INTO m FROM (VALUES {_table_rows()})
        AS t(move, from_state, to_state, permission, needs_note)
        WHERE t.move = NEW.move AND t.from_state = NEW.from_state AND t.to_state = NEW.to_state;
    IF m IS NULL OR q.state <> NEW.from_state THEN
        RAISE EXCEPTION 'no move “%” from % to %', NEW.move, q.state, NEW.to_state {REFUSED};
    END IF;
    SELECT * INTO last FROM quotes_review WHERE quote_id = NEW.quote_id ORDER BY id DESC LIMIT 1;
    IF last.id >= NEW.id OR last.to_state <> q.state OR last.revision <> q.revision THEN
        RAISE EXCEPTION 'a review follows the one before it, carried out' {REFUSED};
    END IF;
    IF NEW.revision <> q.revision + (NEW.move = 'correct')::int THEN
        RAISE EXCEPTION 'a review states the revision that stands after it' {REFUSED};
    END IF;
    IF NOT {may("NEW.by_id", "m.permission")} THEN
        RAISE EXCEPTION 'this person may not “%”', NEW.move {REFUSED};
    END IF;
    IF NEW.move = 'reject' AND NEW.reason = '' THEN
        NEW.reason := 'other';
    END IF;
    IF (NEW.move = 'reject' AND NEW.reason NOT IN ({_listed(dict(REASONS))}))
       OR (NEW.move = 'join') <> (NEW.reason = 'joined')
       OR (NEW.move NOT IN ('reject', 'join') AND NEW.reason <> '') THEN
        RAISE EXCEPTION 'a rejection, and nothing else, has a typed reason' {REFUSED};
    END IF;
    IF m.needs_note AND btrim(NEW.note) = '' AND NEW.reason IN ('', 'other') THEN
        RAISE EXCEPTION '“%” needs a note', NEW.move {REFUSED};
    END IF;"""


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


_TAKES_BACK_THE_LAST = f"""
    IF NEW.move <> '{TAKE_BACK}' AND NEW.takes_back_id IS NOT NULL THEN
        RAISE EXCEPTION 'only “{TAKE_BACK}” takes a move back' {REFUSED};
    END IF;
    IF NEW.move = '{TAKE_BACK}' AND (
        last.id IS NULL OR NEW.takes_back_id IS DISTINCT FROM last.id OR last.by_id <> NEW.by_id
        OR last.move NOT IN ({_listed(m.name for m in MOVES.values() if m.may_be_taken_back)})
        OR last.from_state <> NEW.to_state OR last.to_state <> NEW.from_state
        OR last.change_number IS DISTINCT FROM q.change_number) THEN
        RAISE EXCEPTION 'a person takes back their own last move, before anything else happens'
        {REFUSED};
    END IF;"""

_SPEAKER_IS_KNOWN = f"""
    IF NEW.move IN ('verify', 'publish') AND q.speaker_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM quotes_speaker s WHERE s.id = q.speaker_id
        AND s.confirmed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the speaker is not confirmed' {REFUSED};
    END IF;"""

_MAY_BE_SHOWN = f"""
    IF NEW.move = 'publish' AND NOT (
        q.attribution_basis = 'on_record'
        OR (q.attribution_basis = 'background' AND q.descriptor <> '')) THEN
        RAISE EXCEPTION 'the source did not speak for publication' {REFUSED};
    END IF;
    IF NEW.move = 'publish' AND (q.embargo_until > now() OR NOT EXISTS (
        SELECT 1 FROM sources_articleversion v JOIN sources_article a ON a.id = v.article_id
        WHERE v.id = q.version_id AND a.publish_status = 'usable'
        AND (a.embargo_until IS NULL OR a.embargo_until <= now()))) THEN
        RAISE EXCEPTION 'the quote or its article is under embargo or withdrawn' {REFUSED};
    END IF;"""

_TAKES_UP_WHAT_WAS = f"""
    IF NEW.move = 'release' AND NEW.to_state <> (
        SELECT from_state FROM quotes_review WHERE quote_id = NEW.quote_id
        AND move = 'withhold' ORDER BY id DESC LIMIT 1) THEN
        RAISE EXCEPTION 'release returns a quote to the state before' {REFUSED};
    END IF;
    IF NEW.move = 'correct' AND NOT EXISTS (
        SELECT 1 FROM quotes_notice n WHERE n.quote_id = NEW.quote_id
        AND n.revision = NEW.revision AND n.approved_by_id = NEW.by_id
        AND n.single_editor = NEW.single_editor) THEN
        RAISE EXCEPTION 'a correction needs its approved notice' {REFUSED};
    END IF;"""

_REVIEW_FOLLOWS_THE_TABLE = "\n".join(
    [
        _follows_the_table(),
        _four_eyes(),
        _TAKES_BACK_THE_LAST,
        PLACES_ALLOW_IT,
        CHECKLIST_IS_ANSWERED,
        _SPEAKER_IS_KNOWN,
        _MAY_BE_SHOWN,
        _TAKES_UP_WHAT_WAS,
        "NEW.at := now();",
        "NEW.change_number := q.change_number + 1;",
        "RETURN NEW;",
    ]
)

_REVIEW_IS_CARRIED_OUT = f"""
    IF NOT EXISTS (SELECT 1 FROM quotes_review WHERE quote_id = NEW.quote_id AND id > NEW.id)
       AND NOT EXISTS (SELECT 1 FROM quotes_quote WHERE id = NEW.quote_id
                       AND state = NEW.to_state AND revision = NEW.revision) THEN
        RAISE EXCEPTION 'a review is carried out in the same transaction' {REFUSED};
    END IF;
    IF NEW.move = 'retract' AND NOT {EVERY_RETRACTION_HAS_ITS_NOTICE} THEN
        RAISE EXCEPTION 'a retraction leaves a public notice' {REFUSED};
    END IF;
    RETURN NULL;
"""


REVIEW = [
    pgtrigger.Protect(name="review_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="review_follows_the_table",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        declare=[
            ("q", "quotes_quote%ROWTYPE"),
            ("m", "record"),
            ("last", "quotes_review%ROWTYPE"),
        ],
        func=_REVIEW_FOLLOWS_THE_TABLE,
    ),
    pgtrigger.Trigger(
        name="review_is_carried_out",
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func=_REVIEW_IS_CARRIED_OUT,
    ),
]
