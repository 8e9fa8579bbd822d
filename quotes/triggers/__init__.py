"""What the database itself refuses about quotes, reviews, notices and mergers, whoever asks.

The rules are those of quotes.verification, rendered as PL/pgSQL from its table.
"""

from quotes.triggers.checklist import CHECKLIST_ITEM
from quotes.triggers.notices import NOTICE
from quotes.triggers.quotes import FROZEN_COLUMNS, QUOTE, SURENESS_COLUMNS
from quotes.triggers.reviews import REVIEW
from quotes.triggers.speakers import SPEAKER

__all__ = [
    "CHECKLIST_ITEM",
    "FROZEN_COLUMNS",
    "NOTICE",
    "QUOTE",
    "REVIEW",
    "SPEAKER",
    "SURENESS_COLUMNS",
]
