"""The queues in which work arrives: each defined once, for the desk's pages, the API and counts."""

from quotes.queues.counts import MOST_COUNTED, Tally, tally, told
from quotes.queues.filters import QueueFilter
from quotes.queues.listing import Listing
from quotes.queues.orders import EXPLAINED, ORDERS
from quotes.queues.table import QUEUES, Queue

__all__ = [
    "EXPLAINED",
    "MOST_COUNTED",
    "ORDERS",
    "QUEUES",
    "Listing",
    "Queue",
    "QueueFilter",
    "Tally",
    "tally",
    "told",
]
