"""Subscriptions and their letters; endpoints, their events and calls.

None of it is tracked by pghistory: a history of e-mail addresses would outlive their erasure, and
one of secrets their rotation. Letters, calls and attempts say what was sent when.
"""

from alerts.models.letters import Delivery, Letter
from alerts.models.subscriptions import Knock, Subscription
from alerts.models.webhooks import Attempt, Call, Endpoint, Event, Secret

__all__ = [
    "Attempt",
    "Call",
    "Delivery",
    "Endpoint",
    "Event",
    "Knock",
    "Letter",
    "Secret",
    "Subscription",
]
