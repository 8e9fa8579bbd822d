"""What the database itself refuses about quotes, reviews and notices, whoever asks.

The rules are those of quotes.verification, rendered as PL/pgSQL from its table.
"""

from quotes.triggers.notices import NOTICE
from quotes.triggers.quotes import FROZEN_COLUMNS, QUOTE
from quotes.triggers.reviews import REVIEW

__all__ = ["FROZEN_COLUMNS", "NOTICE", "QUOTE", "REVIEW"]
