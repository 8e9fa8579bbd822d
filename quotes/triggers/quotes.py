"""A quote starts captured, moves by its reviews, keeps to its text, freezes once submitted."""

from collections.abc import Iterable

import pgtrigger

from quotes.triggers.mergers import moved_by_merger
from quotes.triggers.sql import REFUSED
from quotes.verification import MOVES, State

FROZEN_COLUMNS = (
    "version_id",
    "content",
    "cue",
    "source",
    "words",
    "kind",
    "act",
    "caveats",
    "setting",
    "speaker_id",
    "descriptor",
    "anonymity_reason",
    "role_as_printed",
    "no_role_printed",
    "position_id",
    "said_on",
    "said_on_precision",
    "language",
    "attribution_basis",
)
"""Columns of a quote that nothing but an approved correction changes once it is submitted."""

SURENESS_COLUMNS = (
    "confidence",
    "span_confidence",
    "speaker_confidence",
    "role_confidence",
    "date_confidence",
)
"""How sure the engine was when it captured the quote: nothing changes that afterwards."""

_TOLD = tuple(name for name in FROZEN_COLUMNS if name not in ("version_id", "position_id"))
"""Columns that a notice names when it changes them."""

_SPANS_LIE_IN_THE_TEXT = f"""
    SELECT text INTO source_text FROM sources_articleversion WHERE id = NEW.version_id;
    IF COALESCE(array_length(NEW.content, 1), 0) = 0 THEN
        RAISE EXCEPTION 'a quote has at least one content span' {REFUSED};
    END IF;
    said := ARRAY[]::text[];
    ends_at := 0;
    FOREACH span SLICE 1 IN ARRAY NEW.content LOOP
        IF span[1] < ends_at THEN
            RAISE EXCEPTION 'content spans are in order and do not overlap' {REFUSED};
        END IF;
        ends_at := span[2];
        said := said || substr(source_text, span[1] + 1, span[2] - span[1]);
    END LOOP;
    FOREACH span SLICE 1 IN ARRAY NEW.content || NEW.cue || NEW.source LOOP
        IF span[1] < 0 OR span[2] <= span[1] OR span[2] > char_length(source_text) THEN
            RAISE EXCEPTION 'span % lies outside the text', span {REFUSED};
        END IF;
    END LOOP;
    IF NEW.words <> array_to_string(said, ' ') THEN
        RAISE EXCEPTION 'the words are not those of the text' {REFUSED};
    END IF;
    RETURN NEW;
"""

_STARTS_CAPTURED = f"""
    IF NEW.state <> '{State.CAPTURED}' OR NEW.revision <> 1 OR NEW.single_editor
       OR NEW.verification_basis <> '' THEN
        RAISE EXCEPTION 'a quote starts captured, at revision 1' {REFUSED};
    END IF;
    IF NEW.split_from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM quotes_quote p
        WHERE p.id = NEW.split_from_id AND p.version_id = NEW.version_id
        AND p.state = '{State.CAPTURED}') THEN
        RAISE EXCEPTION 'a quote is split off a captured one of the same wording' {REFUSED};
    END IF;
    RETURN NEW;
"""

_SPEAKER_STANDS = f"""
    IF TG_OP = 'UPDATE' AND NEW.speaker_id IS NOT DISTINCT FROM OLD.speaker_id THEN
        RETURN NEW;
    END IF;
    LOOP
        SELECT s.merged_into_id INTO follow FROM quotes_speaker s WHERE s.id = NEW.speaker_id
            FOR KEY SHARE;
        EXIT WHEN follow IS NULL;
        IF TG_OP = 'UPDATE' THEN
            RAISE EXCEPTION 'this speaker was merged into another' {REFUSED};
        END IF;
        NEW.speaker_id := follow;
    END LOOP;
    RETURN NEW;
"""
"""A quote captured while its speaker is merged is the survivor's; a person is told instead."""

_MOVES_BY_REVIEW = f"""
    SELECT * INTO r FROM quotes_review WHERE quote_id = NEW.id ORDER BY id DESC LIMIT 1;
    IF r IS NULL OR r.from_state <> OLD.state OR r.to_state <> NEW.state
       OR r.revision <> NEW.revision
       OR (NEW.revision <> OLD.revision
           AND (r.move <> 'correct' OR NEW.revision <> OLD.revision + 1))
    THEN
        RAISE EXCEPTION 'a quote moves only as its latest review says' {REFUSED};
    END IF;
    IF NEW.verification_basis <> (
        CASE r.move WHEN 'verify' THEN r.verification_basis
        WHEN 'reopen' THEN '' WHEN 'take_back' THEN '' ELSE OLD.verification_basis END) THEN
        RAISE EXCEPTION 'the verification basis is the one of the review' {REFUSED};
    END IF;
    IF r.single_editor AND NOT NEW.single_editor THEN
        RAISE EXCEPTION 'a quote handled by a single editor says so' {REFUSED};
    END IF;
    RETURN NEW;
"""


def _changed(columns: Iterable[str]) -> str:
    """SQL: whether one of the columns changes."""
    return " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in columns)


_NOT_UNSAID = f"""
    IF {_changed(SURENESS_COLUMNS)} THEN
        RAISE EXCEPTION 'how sure the engine was stays as it was' {REFUSED};
    END IF;
    IF NEW.version_id <> OLD.version_id THEN
        RAISE EXCEPTION 'a quote stays with the wording it was taken from' {REFUSED};
    END IF;
    IF NEW.split_from_id IS DISTINCT FROM OLD.split_from_id THEN
        RAISE EXCEPTION 'what a quote was split from stays as it was' {REFUSED};
    END IF;
    IF OLD.single_editor AND NOT NEW.single_editor THEN
        RAISE EXCEPTION 'that a single editor handled a quote is not unsaid' {REFUSED};
    END IF;
    IF OLD.legal_flag AND NOT NEW.legal_flag AND OLD.state <> '{State.CAPTURED}' THEN
        RAISE EXCEPTION 'a legal flag is taken off a captured quote only' {REFUSED};
    END IF;
    IF NEW.state = '{State.PUBLISHED}' AND NEW.speaker_id IS DISTINCT FROM OLD.speaker_id
       AND NEW.speaker_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM quotes_speaker s WHERE s.id = NEW.speaker_id AND s.confirmed_at IS NOT NULL)
    THEN
        RAISE EXCEPTION 'the speaker is not confirmed' {REFUSED};
    END IF;
    IF NEW.state = OLD.state AND NEW.verification_basis <> OLD.verification_basis THEN
        RAISE EXCEPTION 'the verification basis changes only with the state' {REFUSED};
    END IF;
    IF OLD.state <> '{State.CAPTURED}' AND OLD.embargo_until IS NOT NULL
       AND (NEW.embargo_until IS NULL OR NEW.embargo_until < OLD.embargo_until) THEN
        RAISE EXCEPTION 'an embargo is loosened on a captured quote only' {REFUSED};
    END IF;"""


def _frozen() -> str:
    return f"""{_NOT_UNSAID}
    IF ({_changed(FROZEN_COLUMNS)}) AND OLD.state <> '{State.CAPTURED}'
       AND NOT ({_only_merged()}) THEN
        SELECT n.after INTO agreed FROM quotes_notice n WHERE n.quote_id = NEW.id
            AND n.revision = NEW.revision AND n.approved_by_id IS NOT NULL;
        IF NEW.revision <> OLD.revision + 1 OR agreed IS NULL OR {_not_as_agreed()} THEN
            RAISE EXCEPTION 'a submitted quote is frozen; an approved correction changes it'
            {REFUSED};
        END IF;
    END IF;
    IF NEW.revision <> OLD.revision THEN
        SELECT n.before, n.after INTO was, agreed FROM quotes_notice n WHERE n.quote_id = NEW.id
            AND n.revision = NEW.revision AND n.approved_by_id IS NOT NULL;
        IF {_told_otherwise("OLD", "was")} OR {_told_otherwise("NEW", "agreed")} THEN
            RAISE EXCEPTION 'a correction makes exactly the change that its notice tells' {REFUSED};
        END IF;
    END IF;
    RETURN NEW;
"""


def _only_merged() -> str:
    """SQL: whether nothing changes but the speaker, and that by a merger on record.

    The quote is still of the same person, whose entry in the register is another one now.
    """
    others = [name for name in FROZEN_COLUMNS if name != "speaker_id"]
    return f"""NEW.revision = OLD.revision AND NEW.state = OLD.state
        AND NOT ({_changed(others)}) AND {moved_by_merger()}"""


def _told_otherwise(row: str, notice: str) -> str:
    """SQL: whether a notice tells another value than the row has, of any column that it names."""
    return " OR ".join(_tells_otherwise(name, row, notice) for name in _TOLD)


def _tells_otherwise(column: str, row: str, notice: str) -> str:
    key, told = column, f"{notice}->'{column}'"
    if column == "speaker_id":
        key, told = "speaker", f"{notice}->'speaker'->'id'"
    return (
        f"({notice} ? '{key}' AND to_jsonb({row}.{column}) IS DISTINCT FROM NULLIF({told}, 'null'))"
    )


def _not_as_agreed() -> str:
    """SQL: whether a column changed to something else than the approved notice says."""
    return " OR ".join(
        f"(NEW.{name} IS DISTINCT FROM OLD.{name} AND {_said(name)})" for name in FROZEN_COLUMNS
    )


def _said(column: str) -> str:
    """SQL: whether the notice says otherwise of a column, or nothing."""
    if column == "position_id":  # follows from speaker, role and day
        return "NOT agreed ?| ARRAY['speaker', 'role_as_printed', 'said_on']"
    if column == "speaker_id":
        return "to_jsonb(NEW.speaker_id) IS DISTINCT FROM NULLIF(agreed->'speaker'->'id', 'null')"
    return f"to_jsonb(NEW.{column}) IS DISTINCT FROM agreed->'{column}'"


QUOTE = [
    pgtrigger.Protect(name="quote_is_kept", operation=pgtrigger.Delete),
    pgtrigger.Trigger(
        name="quote_starts_captured",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=_STARTS_CAPTURED,
    ),
    pgtrigger.FSM(
        name="quote_state_follows_the_table",
        field="state",
        transitions=sorted({pair for move in MOVES.values() for pair in move.transitions()}),
    ),
    pgtrigger.Trigger(
        name="quote_moves_by_review",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        declare=[("r", "quotes_review%ROWTYPE")],
        condition=pgtrigger.Condition(
            "OLD.state IS DISTINCT FROM NEW.state OR OLD.revision IS DISTINCT FROM NEW.revision"
        ),
        func=_MOVES_BY_REVIEW,
    ),
    pgtrigger.Trigger(
        name="quote_is_frozen_once_submitted",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        declare=[("agreed", "jsonb"), ("was", "jsonb")],
        func=_frozen(),
    ),
    pgtrigger.Trigger(
        name="quote_spans_lie_in_the_text",
        operation=pgtrigger.Insert
        | pgtrigger.UpdateOf("version_id", "content", "cue", "source", "words"),
        when=pgtrigger.Before,
        declare=[
            ("source_text", "text"),
            ("said", "text[]"),
            ("span", "int[]"),
            ("ends_at", "int"),
        ],
        func=_SPANS_LIE_IN_THE_TEXT,
    ),
    pgtrigger.Trigger(
        name="quote_is_of_who_stands",
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("speaker_id"),
        when=pgtrigger.Before,
        condition=pgtrigger.Condition("NEW.speaker_id IS NOT NULL"),
        declare=[("follow", "bigint")],
        func=_SPEAKER_STANDS,
    ),
    pgtrigger.Trigger(
        name="quote_counts_its_changes",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func="NEW.change_number := OLD.change_number + 1; RETURN NEW;",
    ),
]
