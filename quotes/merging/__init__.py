"""Two entries of the register made one, parted again, or one's quotes parted; each as a whole.

Every field of a speaker and every relation to it follows a rule of `quotes.merging.rules`.
"""

from quotes.merging.distinctions import take_back, tell_apart
from quotes.merging.mergers import merge
from quotes.merging.plans import FieldPlan, Plan, RowsPlan, Unmergeable, plan
from quotes.merging.record import (
    merger_of,
    merger_with_id,
    moved_by,
    quotes_of,
    speaker_at,
    speaker_with_id,
    standing,
)
from quotes.merging.rules import FIELDS, RELATIONS, relations
from quotes.merging.splitting import LARGEST as LARGEST_SPLIT
from quotes.merging.splitting import OUTCOMES, Part, Split, split
from quotes.merging.undoing import Undoing, obstacles, undo

__all__ = [
    "FIELDS",
    "LARGEST_SPLIT",
    "OUTCOMES",
    "RELATIONS",
    "FieldPlan",
    "Part",
    "Plan",
    "RowsPlan",
    "Split",
    "Undoing",
    "Unmergeable",
    "merge",
    "merger_of",
    "merger_with_id",
    "moved_by",
    "obstacles",
    "plan",
    "quotes_of",
    "relations",
    "speaker_at",
    "speaker_with_id",
    "split",
    "standing",
    "take_back",
    "tell_apart",
    "undo",
]
