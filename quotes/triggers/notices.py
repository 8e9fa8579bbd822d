"""A notice starts as a proposal, is decided once by somebody else, and is carried out."""

import pgtrigger

from quotes.triggers.refiles import PLACES, REFILE, SPELT, array
from quotes.triggers.sql import EVERY_RETRACTION_HAS_ITS_NOTICE, REFUSED, may
from quotes.verification import State

_REFILED = array((*PLACES, *SPELT))
"""SQL: what a refile may touch; how far, is a trigger of its own."""

MEANT = r"[?%‰°$€£¥+=<>]|(?<![[:alpha:]])[-–−](?=[0-9])|(?<=[0-9])[.,:/](?=[0-9])"
"""SQL: marks that say something, such as the minus of “-5”; quotes.refiling reads it too."""


def _letters(notice: str) -> str:
    """SQL: the letters and digits of the words that a notice tells of."""
    return f"regexp_replace(lower({notice}->>'words'), '[[:space:][:punct:]“”„‘’«»…–—]', '', 'g')"


def _meant(notice: str) -> str:
    """SQL: the marks that say something in the words that a notice tells of, one after another."""
    return f"ARRAY(SELECT m[1] FROM regexp_matches({notice}->>'words', '({MEANT})', 'g') m)"


_NOTICE_IS_CARRIED_OUT = f"""
    IF NEW.type = 'retraction' AND NOT {EVERY_RETRACTION_HAS_ITS_NOTICE} THEN
        RAISE EXCEPTION 'a retraction notice goes with its retraction' {REFUSED};
    END IF;
    IF NEW.approved_by_id IS NOT NULL AND NEW.type <> 'retraction' AND NOT EXISTS (
        SELECT 1 FROM quotes_review r WHERE r.quote_id = NEW.quote_id
        AND r.move = 'correct' AND r.revision = NEW.revision) THEN
        RAISE EXCEPTION 'an approved notice is carried out in the same transaction' {REFUSED};
    END IF;
    RETURN NULL;
"""

_NOTICE_IS_DECIDED_ONCE = f"""
    IF OLD.decided_at IS NOT NULL
       OR to_jsonb(NEW) - {{open}} IS DISTINCT FROM to_jsonb(OLD) - {{open}} THEN
        RAISE EXCEPTION 'a notice is decided once and not changed otherwise' {REFUSED};
    END IF;
    IF NEW.declined_by_id IS DISTINCT FROM NEW.proposed_by_id AND NOT
       {may("COALESCE(NEW.approved_by_id, NEW.declined_by_id)", "'approve_correction'")} THEN
        RAISE EXCEPTION 'this person may not decide on a correction' {REFUSED};
    END IF;
    RETURN NEW;
""".replace(
    "{open}",
    "ARRAY['approved_by_id', 'declined_by_id', 'decided_at', 'decline_reason', 'revision',"
    " 'single_editor']",
)

_NOTICE_STARTS_PROPOSED = f"""
    IF NEW.type = 'retraction' THEN
        IF NOT {may("NEW.proposed_by_id", "'retract_quote'")} THEN
            RAISE EXCEPTION 'this person may not retract' {REFUSED};
        END IF;
        IF NEW.revision IS NOT NULL OR NEW.approved_by_id IS DISTINCT FROM NEW.proposed_by_id THEN
            RAISE EXCEPTION 'a retraction is decided by one person and makes no revision' {REFUSED};
        END IF;
    ELSIF NOT EXISTS (
        SELECT 1 FROM quotes_quote q WHERE q.id = NEW.quote_id AND q.state = '{State.PUBLISHED}')
    THEN
        RAISE EXCEPTION 'corrections are for published quotes' {REFUSED};
    ELSIF NEW.decided_at IS NOT NULL OR NEW.revision IS NOT NULL
       OR NOT {may("NEW.proposed_by_id", "'propose_correction'")} THEN
        RAISE EXCEPTION 'a notice starts as a proposal by someone who may propose' {REFUSED};
    END IF;
    IF NEW.type = 'refile' AND (
        NEW.before - {_REFILED} IS DISTINCT FROM NEW.after - {_REFILED}
        OR {_letters("NEW.before")} IS DISTINCT FROM {_letters("NEW.after")}
        OR {_meant("NEW.before")} <> {_meant("NEW.after")}) THEN
        RAISE EXCEPTION 'a refile mends spelling or marks, and changes neither who, when nor a word'
        {REFUSED};
    END IF;
    RETURN NEW;
"""


NOTICE = [
    pgtrigger.Protect(name="notice_is_kept", operation=pgtrigger.Delete),
    pgtrigger.Trigger(
        name="notice_starts_proposed",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=_NOTICE_STARTS_PROPOSED,
    ),
    pgtrigger.Trigger(
        name="notice_is_decided_once",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func=_NOTICE_IS_DECIDED_ONCE,
    ),
    pgtrigger.Trigger(
        name="notice_is_carried_out",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func=_NOTICE_IS_CARRIED_OUT,
    ),
    *REFILE,
]
