"""The life of a quote: its states, its moves, who may make them and what each needs.

One table, MOVES, feeds the verbs here, the triggers in the database, the desk's buttons, the API's
verbs and the desk guide. Nothing here knows the models; they meet it as arguments.
"""

from quotes.verification.checks import (
    Decision,
    check,
    check_published,
    last_review,
    may_take_back,
    moves_open_to,
)
from quotes.verification.holds import Held, respect
from quotes.verification.moves import (
    lock,
    make,
    mark_scare_quote,
    publish,
    reject,
    release,
    reopen,
    retract,
    send_back,
    submit,
    take_back,
    verify,
    withhold,
)
from quotes.verification.refusals import (
    FourEyes,
    IllegalMove,
    Incomplete,
    NotAllowed,
    StaleQuote,
    UnknownQuestion,
)
from quotes.verification.states import (
    CHECKLIST,
    NOT_APPLICABLE,
    REASONS,
    VOUCHED,
    Applies,
    AttributionBasis,
    Reason,
    State,
    VerificationBasis,
)
from quotes.verification.table import GROUPS, MOVES, PERMISSIONS, TAKE_BACK, Move
from quotes.verification.telling import decision, name_of

__all__ = [
    "CHECKLIST",
    "GROUPS",
    "MOVES",
    "NOT_APPLICABLE",
    "PERMISSIONS",
    "REASONS",
    "TAKE_BACK",
    "VOUCHED",
    "Applies",
    "AttributionBasis",
    "Decision",
    "FourEyes",
    "Held",
    "IllegalMove",
    "Incomplete",
    "Move",
    "NotAllowed",
    "Reason",
    "StaleQuote",
    "State",
    "UnknownQuestion",
    "VerificationBasis",
    "check",
    "check_published",
    "decision",
    "last_review",
    "lock",
    "make",
    "mark_scare_quote",
    "may_take_back",
    "moves_open_to",
    "name_of",
    "publish",
    "reject",
    "release",
    "reopen",
    "respect",
    "retract",
    "send_back",
    "submit",
    "take_back",
    "verify",
    "withhold",
]
