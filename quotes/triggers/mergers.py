"""A merger is by who may, of two speakers that stand, carried out whole, and stays on record."""

import pgtrigger

from quotes.triggers.sql import REFUSED, may

QUOTES = "quotes.Quote.speaker"
"""How `Moved` names the rows of a speaker's quotes."""

_MERGER_FOLLOWS_THE_RULES = f"""
    PERFORM 1 FROM quotes_speaker WHERE id IN (NEW.loser_id, NEW.winner_id)
        ORDER BY id FOR UPDATE;
    SELECT * INTO l FROM quotes_speaker WHERE id = NEW.loser_id;
    SELECT * INTO w FROM quotes_speaker WHERE id = NEW.winner_id;
    IF NOT {may("NEW.by_id", "'merge_speaker'")} THEN
        RAISE EXCEPTION 'this person may not merge speakers' {REFUSED};
    END IF;
    IF NEW.undoes_id IS NULL THEN
        IF l.merged_into_id IS NOT NULL OR w.merged_into_id IS NOT NULL OR l.kind <> w.kind THEN
            RAISE EXCEPTION 'a merger is of two speakers of a kind that stand' {REFUSED};
        END IF;
    ELSIF l.merged_into_id IS DISTINCT FROM NEW.winner_id OR w.merged_into_id IS NOT NULL
        OR NEW.undoes_id IS DISTINCT FROM (SELECT m.id FROM quotes_merger m
            WHERE m.loser_id = NEW.loser_id AND m.winner_id = NEW.winner_id
            ORDER BY m.id DESC LIMIT 1) THEN
        RAISE EXCEPTION 'only a merger that stands is undone' {REFUSED};
    END IF;
    NEW.at := now();
    RETURN NEW;
"""

_MERGER_IS_CARRIED_OUT = f"""
    IF EXISTS (SELECT 1 FROM quotes_merger WHERE loser_id = NEW.loser_id AND id > NEW.id) THEN
        RETURN NULL;
    END IF;
    SELECT merged_into_id INTO stands FROM quotes_speaker WHERE id = NEW.loser_id;
    IF stands IS DISTINCT FROM (CASE WHEN NEW.undoes_id IS NULL THEN NEW.winner_id END)
       OR (NEW.undoes_id IS NULL
           AND EXISTS (SELECT 1 FROM quotes_quote WHERE speaker_id = NEW.loser_id)) THEN
        RAISE EXCEPTION 'a merger is carried out in the same transaction' {REFUSED};
    END IF;
    RETURN NULL;
"""

_MOVED_WITH_ITS_MERGER = f"""
    IF NOT EXISTS (
        SELECT 1 FROM quotes_merger m WHERE m.id = NEW.merger_id AND m.at = now()) THEN
        RAISE EXCEPTION 'what a merger moved is written with it' {REFUSED};
    END IF;
    RETURN NEW;
"""


def moved_by_merger() -> str:
    """SQL: whether a merger, or its undoing, in this transaction gives a quote its new speaker."""
    return f"""EXISTS (
        SELECT 1 FROM quotes_merger m JOIN quotes_moved g ON g.merger_id = m.id
        WHERE m.at = now() AND g.relation = '{QUOTES}' AND g.row = NEW.id AND (
            (m.undoes_id IS NULL
                AND m.loser_id = OLD.speaker_id AND m.winner_id = NEW.speaker_id)
            OR (m.winner_id = OLD.speaker_id AND m.loser_id = NEW.speaker_id AND EXISTS (
                SELECT 1 FROM quotes_moved was WHERE was.merger_id = m.undoes_id
                AND was.relation = g.relation AND was.row = g.row))))"""


MERGER = [
    pgtrigger.Protect(name="merger_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="merger_follows_the_rules",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        declare=[("l", "quotes_speaker%ROWTYPE"), ("w", "quotes_speaker%ROWTYPE")],
        func=_MERGER_FOLLOWS_THE_RULES,
    ),
    pgtrigger.Trigger(
        name="merger_is_carried_out",
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        declare=[("stands", "bigint")],
        func=_MERGER_IS_CARRIED_OUT,
    ),
]

MOVED = [
    pgtrigger.Protect(name="moved_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="moved_with_its_merger",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=_MOVED_WITH_ITS_MERGER,
    ),
]
