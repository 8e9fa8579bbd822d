"""What the database itself refuses about quotes, reviews, notices and mergers, whoever asks.

The rules are those of quotes.verification, rendered as PL/pgSQL from its table.
"""

from quotes.triggers.checklist import CHECKLIST_ITEM
from quotes.triggers.ledger import LINKS_FOLLOW_THE_LAST, append_only
from quotes.triggers.mergers import MERGER, MOVED
from quotes.triggers.notices import NOTICE
from quotes.triggers.quotes import FROZEN_COLUMNS, QUOTE, SURENESS_COLUMNS
from quotes.triggers.reviews import REVIEW
from quotes.triggers.speakers import ALIAS, POSITION, SPEAKER

__all__ = [
    "ALIAS",
    "CHECKLIST_ITEM",
    "FROZEN_COLUMNS",
    "LINKS_FOLLOW_THE_LAST",
    "MERGER",
    "MOVED",
    "NOTICE",
    "POSITION",
    "QUOTE",
    "REVIEW",
    "SPEAKER",
    "SURENESS_COLUMNS",
    "append_only",
]
