"""Topics that have public quotes."""

from __future__ import annotations

from dataclasses import dataclass

from quotes import topics
from quotes.models import Topic

INDEX = 200


@dataclass(frozen=True)
class TopicIndex:
    """A run of the index of topics; `next` is the name to go on after, if there are more."""

    topics: list[Topic]
    next: str


def topic_named(slug: str) -> Topic:
    """The topic with public quotes that an address leads or led to; or Topic.DoesNotExist."""
    return Topic.objects.public().get(pk=topics.find(slug).pk)


def topic_index(after: str = "") -> TopicIndex:
    """Topics with public quotes by name, from one name on."""
    found = Topic.objects.public().order_by("name")
    if after := after.replace("\0", ""):
        found = found.filter(name__gt=after)
    rows = list(found[: INDEX + 1])
    return TopicIndex(rows[:INDEX], rows[INDEX - 1].name if len(rows) > INDEX else "")
