"""A speaker is merged by a merger on record; a confirmation is by who may confirm, and stays."""

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

_MERGED_BY_RECORD = f"""
    SELECT * INTO m FROM quotes_merger WHERE loser_id = NEW.id ORDER BY id DESC LIMIT 1;
    IF NOT FOUND OR m.at <> now()
       OR NOT ((m.undoes_id IS NULL AND OLD.merged_into_id IS NULL
                AND NEW.merged_into_id IS NOT DISTINCT FROM m.winner_id)
            OR (m.undoes_id IS NOT NULL AND OLD.merged_into_id = m.winner_id
                AND NEW.merged_into_id IS NULL)) THEN
        RAISE EXCEPTION 'a speaker is merged by a merger on record, and parted by its undoing'
        {REFUSED};
    END IF;
    RETURN NEW;
"""

_STARTS_UNMERGED = f"""
    RAISE EXCEPTION 'a speaker starts unmerged' {REFUSED};
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
    pgtrigger.Trigger(
        name="starts_unmerged",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("NEW.merged_into_id IS NOT NULL"),
        func=_STARTS_UNMERGED,
    ),
    pgtrigger.Trigger(
        name="merges_by_record",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        declare=[("m", "quotes_merger%ROWTYPE")],
        condition=pgtrigger.Condition("OLD.merged_into_id IS DISTINCT FROM NEW.merged_into_id"),
        func=_MERGED_BY_RECORD,
    ),
]

_SPEAKER_STANDS = """
    SELECT s.merged_into_id INTO follow FROM quotes_speaker s WHERE s.id = NEW.{column}
        FOR KEY SHARE;
    IF follow IS NOT NULL THEN
        RAISE EXCEPTION 'this speaker was merged into another' {refused};
    END IF;"""


def _stands(*columns: str) -> str:
    """PL/pgSQL that refuses a merged speaker; it waits for a merger that is under way."""
    checks = [_SPEAKER_STANDS.format(column=name, refused=REFUSED) for name in columns]
    return "\n".join([*checks, "RETURN NEW;"])


ALIAS = [
    pgtrigger.Trigger(
        name="alias_is_of_who_stands",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("speaker_id"),
        when=pgtrigger.Before,
        declare=[("follow", "bigint")],
        func=_stands("speaker_id"),
    ),
]

POSITION = [
    pgtrigger.Trigger(
        name="position_is_of_who_stands",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("speaker_id", "organisation_id"),
        when=pgtrigger.Before,
        declare=[("follow", "bigint")],
        func=_stands("speaker_id", "organisation_id"),
    ),
]
