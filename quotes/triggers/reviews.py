"""A review follows the table of moves, is carried out, and stays."""

import pgtrigger

from quotes.triggers.sql import EVERY_RETRACTION_HAS_ITS_NOTICE, REFUSED, may
from quotes.verification import CHECKLIST, MOVES


def _table_rows() -> str:
    return ", ".join(
        f"('{move.name}', '{start}', '{end}', '{move.permission}', {str(move.needs_note).lower()})"
        for move in MOVES.values()
        for start, end in move.transitions()
    )


def _four_eyes() -> str:
    """SQL that refuses a move whose maker also made the move it checks."""
    clauses = []
    for move in MOVES.values():
        if not move.other_than:
            continue
        scope = "TRUE" if move.always_other else "(q.descriptor <> '' OR q.legal_flag)"
        clauses.append(
            f"""IF NEW.move = '{move.name}' AND NOT NEW.single_editor AND {scope} AND NEW.by_id = (
                SELECT by_id FROM quotes_review
                WHERE quote_id = NEW.quote_id AND move = '{move.other_than}'
                ORDER BY id DESC LIMIT 1
            ) THEN
                RAISE EXCEPTION 'four eyes: who made “{move.other_than}” may not “{move.name}”'
                {REFUSED};
            END IF;"""
        )
    return "\n".join(clauses)


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
    IF m.needs_note AND btrim(NEW.note) = '' THEN
        RAISE EXCEPTION '“%” needs a note', NEW.move {REFUSED};
    END IF;"""


_CHECKLIST_IS_DONE = " AND ".join(
    f"NEW.answers->'{item}' IS NOT DISTINCT FROM 'true'::jsonb" for item in CHECKLIST
)

_SPEAKER_IS_KNOWN = f"""
    IF NEW.move = 'verify' AND NOT (NEW.verification_basis <> '' AND {_CHECKLIST_IS_DONE}) THEN
        RAISE EXCEPTION '“verify” needs a basis and the whole checklist' {REFUSED};
    END IF;
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
        _SPEAKER_IS_KNOWN,
        _MAY_BE_SHOWN,
        _TAKES_UP_WHAT_WAS,
        "NEW.at := now();",
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
