"""Who said what: speakers and the roles they held, quotes, and the record of every decision."""

from quotes.models.bulk import BulkRow, BulkRun
from quotes.models.checklist import ChecklistItem
from quotes.models.holds import Hold
from quotes.models.ledger import Link, Seal, Shape
from quotes.models.mergers import Distinction, Merger, Moved
from quotes.models.precision import Precision, last_day
from quotes.models.quotes import Quote, QuoteKind, QuoteQuerySet
from quotes.models.reading import (
    LIKELY,
    SURE,
    SURE_OF_SPEAKER,
    SURENESS,
    Act,
    Band,
    Caveat,
)
from quotes.models.record import Extraction, Notice, Review
from quotes.models.search import ArticleTerms, SearchRow
from quotes.models.speakers import (
    Alias,
    Position,
    PositionQuerySet,
    Speaker,
    SpeakerQuerySet,
)
from quotes.models.standing import Comparison, Prominence
from quotes.models.topics import Tagging, Topic

__all__ = [
    "LIKELY",
    "SURE",
    "SURENESS",
    "SURE_OF_SPEAKER",
    "Act",
    "Alias",
    "ArticleTerms",
    "Band",
    "BulkRow",
    "BulkRun",
    "Caveat",
    "ChecklistItem",
    "Comparison",
    "Distinction",
    "Extraction",
    "Hold",
    "Link",
    "Merger",
    "Moved",
    "Notice",
    "Position",
    "PositionQuerySet",
    "Precision",
    "Prominence",
    "Quote",
    "QuoteKind",
    "QuoteQuerySet",
    "Review",
    "Seal",
    "SearchRow",
    "Shape",
    "Speaker",
    "SpeakerQuerySet",
    "Tagging",
    "Topic",
    "last_day",
]
