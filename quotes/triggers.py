"""What the database itself refuses about quotes, reviews and notices, whoever asks.

The rules are those of quotes.verification, rendered as PL/pgSQL from its table.
"""

import pgtrigger

from quotes.verification import CHECKLIST, MOVES, State

FROZEN_COLUMNS = (
    "version_id",
    "content",
    "cue",
    "source",
    "words",
    "kind",
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

REFUSED = "USING ERRCODE = 'check_violation'"


def _may(person: str, permission: str) -> str:
    """SQL: whether an active person holds a permission over quotes."""
    return f"""EXISTS (
        SELECT 1 FROM auth_user u WHERE u.id = {person} AND u.is_active AND (
            u.is_superuser OR EXISTS (
                SELECT 1 FROM auth_permission p
                JOIN django_content_type t ON t.id = p.content_type_id
                WHERE t.app_label = 'quotes' AND p.codename = {permission} AND (
                    EXISTS (SELECT 1 FROM auth_user_user_permissions up
                            WHERE up.user_id = u.id AND up.permission_id = p.id)
                    OR EXISTS (SELECT 1 FROM auth_user_groups ug
                               JOIN auth_group_permissions gp ON gp.group_id = ug.group_id
                               WHERE ug.user_id = u.id AND gp.permission_id = p.id)))))"""


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
    RETURN NEW;
"""

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
        WHEN 'reopen' THEN '' ELSE OLD.verification_basis END) THEN
        RAISE EXCEPTION 'the verification basis is the one of the review' {REFUSED};
    END IF;
    IF r.single_editor AND NOT NEW.single_editor THEN
        RAISE EXCEPTION 'a quote handled by a single editor says so' {REFUSED};
    END IF;
    RETURN NEW;
"""


def _frozen() -> str:
    changed = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FROZEN_COLUMNS)
    return f"""
    IF NEW.version_id <> OLD.version_id THEN
        RAISE EXCEPTION 'a quote stays with the wording it was taken from' {REFUSED};
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
    IF ({changed}) AND OLD.state <> '{State.CAPTURED}' THEN
        SELECT n.after INTO agreed FROM quotes_notice n WHERE n.quote_id = NEW.id
            AND n.revision = NEW.revision AND n.approved_by_id IS NOT NULL;
        IF NEW.revision <> OLD.revision + 1 OR agreed IS NULL OR {_not_as_agreed()} THEN
            RAISE EXCEPTION 'a submitted quote is frozen; an approved correction changes it'
            {REFUSED};
        END IF;
    END IF;
    RETURN NEW;
"""


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


def _review_follows_the_table() -> str:
    checklist = " AND ".join(
        f"NEW.answers->'{item}' IS NOT DISTINCT FROM 'true'::jsonb" for item in CHECKLIST
    )
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
    IF NOT {_may("NEW.by_id", "m.permission")} THEN
        RAISE EXCEPTION 'this person may not “%”', NEW.move {REFUSED};
    END IF;
    {_four_eyes()}
    IF m.needs_note AND btrim(NEW.note) = '' THEN
        RAISE EXCEPTION '“%” needs a note', NEW.move {REFUSED};
    END IF;
    IF NEW.move = 'verify' AND NOT (NEW.verification_basis <> '' AND {checklist}) THEN
        RAISE EXCEPTION '“verify” needs a basis and the whole checklist' {REFUSED};
    END IF;
    IF NEW.move IN ('verify', 'publish') AND q.speaker_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM quotes_speaker s WHERE s.id = q.speaker_id
        AND s.confirmed_at IS NOT NULL) THEN
        RAISE EXCEPTION 'the speaker is not confirmed' {REFUSED};
    END IF;
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
    END IF;
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
    END IF;
    RETURN NEW;
"""


_EVERY_RETRACTION_HAS_ITS_NOTICE = """(
        (SELECT count(*) FROM quotes_review r
            WHERE r.quote_id = NEW.quote_id AND r.move = 'retract')
        = (SELECT count(*) FROM quotes_notice n
            WHERE n.quote_id = NEW.quote_id AND n.type = 'retraction'))"""

_REVIEW_IS_CARRIED_OUT = f"""
    IF NOT EXISTS (SELECT 1 FROM quotes_review WHERE quote_id = NEW.quote_id AND id > NEW.id)
       AND NOT EXISTS (SELECT 1 FROM quotes_quote WHERE id = NEW.quote_id
                       AND state = NEW.to_state AND revision = NEW.revision) THEN
        RAISE EXCEPTION 'a review is carried out in the same transaction' {REFUSED};
    END IF;
    IF NEW.move = 'retract' AND NOT {_EVERY_RETRACTION_HAS_ITS_NOTICE} THEN
        RAISE EXCEPTION 'a retraction leaves a public notice' {REFUSED};
    END IF;
    RETURN NULL;
"""

_NOTICE_IS_CARRIED_OUT = f"""
    IF NEW.type = 'retraction' AND NOT {_EVERY_RETRACTION_HAS_ITS_NOTICE} THEN
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
       {_may("COALESCE(NEW.approved_by_id, NEW.declined_by_id)", "'approve_correction'")} THEN
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
        IF NOT {_may("NEW.proposed_by_id", "'retract_quote'")} THEN
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
       OR NOT {_may("NEW.proposed_by_id", "'propose_correction'")} THEN
        RAISE EXCEPTION 'a notice starts as a proposal by someone who may propose' {REFUSED};
    END IF;
    RETURN NEW;
"""

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
        declare=[("agreed", "jsonb")],
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
        name="quote_counts_its_changes",
        operation=pgtrigger.Update,
        when=pgtrigger.Before,
        func="NEW.change_number := OLD.change_number + 1; RETURN NEW;",
    ),
]

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
        func=_review_follows_the_table(),
    ),
    pgtrigger.Trigger(
        name="review_is_carried_out",
        operation=pgtrigger.Insert,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func=_REVIEW_IS_CARRIED_OUT,
    ),
]

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
]
