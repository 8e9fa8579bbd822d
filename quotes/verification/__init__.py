"""The life of a quote: its states, its moves, who may make them and what each needs.

One table, MOVES, feeds the verbs here, the triggers in the database, the desk's buttons, the API's
verbs and the desk guide. Nothing here knows the models; they meet it as arguments.
"""

from quotes.verification.checks import (
    Decision,
    check,
    check_published,
    moves_open_to,
)
from quotes.verification.holds import Held, respect
from quotes.verification.moves import (
    lock,
    make,
    publish,
    reject,
    release,
    reopen,
    retract,
    send_back,
    submit,
    verify,
    withhold,
)
from quotes.verification.refusals import FourEyes, IllegalMove, Incomplete, NotAllowed, StaleQuote
from quotes.verification.states import (
    CHECKLIST,
    VOUCHED,
    AttributionBasis,
    State,
    VerificationBasis,
)
from quotes.verification.table import GROUPS, MOVES, PERMISSIONS, Move

__all__ = [
    "CHECKLIST",
    "GROUPS",
    "MOVES",
    "PERMISSIONS",
    "VOUCHED",
    "AttributionBasis",
    "Decision",
    "FourEyes",
    "Held",
    "IllegalMove",
    "Incomplete",
    "Move",
    "NotAllowed",
    "StaleQuote",
    "State",
    "VerificationBasis",
    "check",
    "check_published",
    "lock",
    "make",
    "moves_open_to",
    "publish",
    "reject",
    "release",
    "reopen",
    "respect",
    "retract",
    "send_back",
    "submit",
    "verify",
    "withhold",
]
