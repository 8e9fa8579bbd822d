"""One move on many quotes: chosen, tried without a trace, then run through the same verbs."""

from quotes.bulk.moves import AT_ONCE_FOR_VERIFYING, MOST, OFFERED, Offer
from quotes.bulk.running import INLINE, go, stop, summary, work, work_waiting
from quotes.bulk.setting_up import Asked, begin

__all__ = [
    "AT_ONCE_FOR_VERIFYING",
    "INLINE",
    "MOST",
    "OFFERED",
    "Asked",
    "Offer",
    "begin",
    "go",
    "stop",
    "summary",
    "work",
    "work_waiting",
]
