"""A question of the checklist stays under its name; a verification answers those that are asked."""

import pgtrigger

from quotes.triggers.sql import REFUSED
from quotes.verification import NOT_APPLICABLE, Applies

_ASKED_WHEN = {
    Applies.TRANSLATED: "('translation' = ANY(q.caveats) OR lower(q.language) !~ '^en(-|$)')",
    Applies.RECORDING: "NEW.verification_basis = 'recording'",
    Applies.SPEAKER: "NEW.verification_basis = 'speaker'",
    Applies.UNNAMED: "q.descriptor <> ''",
    Applies.LEGAL: "q.legal_flag",
}


def _asked() -> str:
    """SQL: the questions asked of the quote `q` by the review `NEW`; an unknown condition asks."""
    cases = " ".join(f"WHEN '{when.value}' THEN {sql}" for when, sql in _ASKED_WHEN.items())
    return f"quotes_checklistitem c WHERE c.active AND CASE c.applies {cases} ELSE TRUE END"


_IS_ANSWERED = f"""(
    (NEW.answers->c.key) IS NOT DISTINCT FROM 'true'::jsonb
    OR (c.may_not_apply
        AND (NEW.answers->c.key) IS NOT DISTINCT FROM '"{NOT_APPLICABLE}"'::jsonb))"""

CHECKLIST_IS_ANSWERED = f"""
    NEW.questions := '[]';
    IF NEW.move = 'verify' THEN
        IF NEW.verification_basis = '' OR NOT EXISTS (SELECT 1 FROM {_asked()} AND c.required)
           OR EXISTS (SELECT 1 FROM {_asked()} AND c.required AND NOT {_IS_ANSWERED}) THEN
            RAISE EXCEPTION '“verify” needs a basis and the whole checklist' {REFUSED};
        END IF;
        SELECT COALESCE(jsonb_agg(jsonb_build_object('key', c.key, 'question', c.question,
                   'required', c.required) ORDER BY c.place, c.id), '[]'),
               COALESCE(jsonb_object_agg(c.key, NEW.answers->c.key)
                   FILTER (WHERE NEW.answers ? c.key), '{{}}')
            INTO NEW.questions, NEW.answers FROM {_asked()};
    END IF;"""
"""SQL for a review: refuse an unfinished checklist; keep what was asked, in which words."""

CHECKLIST_ITEM = [
    pgtrigger.Protect(name="checklist_item_is_kept", operation=pgtrigger.Delete),
    pgtrigger.ReadOnly(name="checklist_item_keeps_its_key", fields=["key"]),
]
