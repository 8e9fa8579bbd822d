"""A merger leads to a speaker that stands; a confirmation is by who may confirm, and stays."""

import pgtrigger

from quotes.triggers.sql import REFUSED, may

_MERGERS_END = f"""
    IF EXISTS (
        WITH RECURSIVE up(id) AS (
            SELECT NEW.merged_into_id
            UNION
            SELECT s.merged_into_id FROM quotes_speaker s JOIN up ON s.id = up.id
            WHERE s.merged_into_id IS NOT NULL)
        SELECT 1 FROM up WHERE id = NEW.id) THEN
        RAISE EXCEPTION 'a merger leads to a speaker, not in a circle' {REFUSED};
    END IF;
    RETURN NEW;
"""

_CONFIRMED_FOR_GOOD = f"""
    IF TG_OP = 'UPDATE' AND OLD.confirmed_at IS NOT NULL THEN
        RAISE EXCEPTION 'a confirmation is not changed' {REFUSED};
    END IF;
    IF NOT {may("NEW.confirmed_by_id", "'confirm_speaker'")} THEN
        RAISE EXCEPTION 'this person may not confirm speakers' {REFUSED};
    END IF;
    RETURN NEW;
"""

SPEAKER = [
    pgtrigger.Trigger(
        name="confirmed_by_who_may",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("NEW.confirmed_by_id IS NOT NULL"),
        func=_CONFIRMED_FOR_GOOD,
    ),
    pgtrigger.Trigger(
        name="confirmed_for_good",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition(
            "OLD.confirmed_by_id IS DISTINCT FROM NEW.confirmed_by_id"
            " OR OLD.confirmed_at IS DISTINCT FROM NEW.confirmed_at"
        ),
        func=_CONFIRMED_FOR_GOOD,
    ),
    pgtrigger.Trigger(
        name="mergers_end",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("merged_into_id"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("NEW.merged_into_id IS NOT NULL"),
        func=_MERGERS_END,
    ),
]
