"""What quotes are about: naming topics, tagging, renaming, and making one topic of two."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.text import slugify

from quotes.models import FormerAddress, Quote, Tagging, Topic
from quotes.names import fold
from quotes.verification import Incomplete, NotAllowed
from sources.refusal import Refusal

LONGEST_NAME, LONGEST_SLUG, LONGEST_DESCRIPTION = 100, 90, 500
MOST_TOPICS = 10
"""How many topics one quote may have: more would say nothing."""

OFFERED = 300


@transaction.atomic
def create(name: str, *, by: Any, description: str = "") -> Topic:
    """Name a new topic. Raises NotAllowed, Incomplete or Refusal."""
    _must(by, "add_topic", "naming topics")
    _one_at_a_time()
    named = _checked(name, description)
    slug = _free_slug(named)
    FormerAddress.objects.filter(slug=slug).delete()
    return Topic.objects.create(name=named, slug=slug, description=description.strip())


@transaction.atomic
def rename(topic: Topic, name: str, *, by: Any, description: str = "") -> Topic:
    """Give a topic another name or description; its old address leads on to the new one."""
    _must(by, "change_topic", "renaming topics")
    _one_at_a_time()
    locked = Topic.objects.select_for_update().get(pk=topic.pk)
    named = _checked(name, description, but=locked)
    former, locked.description = locked.slug, description.strip()
    if named != locked.name:
        locked.name, locked.slug = named, _free_slug(named, but=locked)
    locked.save()
    FormerAddress.objects.filter(slug=locked.slug).delete()
    if locked.slug != former:
        FormerAddress.objects.update_or_create(slug=former, defaults={"topic": locked})
    topic.refresh_from_db()
    return locked


@transaction.atomic
def merge(topic: Topic, *, into: Topic, by: Any) -> None:
    """Make one topic of two: the second takes over the quotes and the addresses of the first."""
    _must(by, "delete_topic", "merging topics")
    if topic.pk == into.pk:
        raise Refusal("A topic can't be merged into itself.", field="merge_into")
    _one_at_a_time()
    both = Topic.objects.select_for_update().in_bulk([topic.pk, into.pk])
    if len(both) < 2:
        raise Refusal("One of these topics is gone. Look at the list again.", field="merge_into")
    shared = Tagging.objects.filter(topic=into).values("quote")
    Tagging.objects.filter(topic=topic, quote__in=shared).delete()
    Tagging.objects.filter(topic=topic).update(topic=into)
    FormerAddress.objects.filter(topic=topic).update(topic=into)
    former = topic.slug
    both[topic.pk].delete()
    FormerAddress.objects.update_or_create(slug=former, defaults={"topic": into})


@transaction.atomic
def tag(quote: Quote, topic: Topic, *, by: Any) -> Tagging:
    """Say that a quote is about a topic; once said, saying it again changes nothing."""
    _must(by, "add_tagging", "tagging quotes")
    Quote.objects.select_for_update(of=("self",)).only("pk").get(pk=quote.pk)
    known = Tagging.objects.filter(quote=quote, topic=topic).first()
    if known:
        return known
    if Tagging.objects.filter(quote=quote).count() >= MOST_TOPICS:
        raise Refusal(
            f"A quote has at most {MOST_TOPICS} topics. Take one off first.", field="topic"
        )
    return Tagging.objects.create(quote=quote, topic=topic, by=by)


@transaction.atomic
def untag(quote: Quote, topic: Topic, *, by: Any) -> None:
    """Take a topic off a quote; where it has it no more, nothing changes."""
    _must(by, "delete_tagging", "taking topics off quotes")
    Tagging.objects.filter(quote=quote, topic=topic).delete()


def find(slug: str) -> Topic:
    """The topic an address leads to, or led to once; or Topic.DoesNotExist."""
    topic = Topic.objects.filter(slug=slug).first()
    return topic or Topic.objects.get(former_addresses__slug=slug)


def named(text: str) -> Topic:
    """The topic of that name or address, in whatever case it is typed. Raises Refusal."""
    asked = text.replace("\0", "").strip()[:LONGEST_NAME]
    found = Topic.objects.filter(name__iexact=asked).first() if asked else None
    try:
        return found or find(asked.lower())
    except Topic.DoesNotExist:
        raise Refusal(
            "There is no such topic. Choose one from the list, or have an editor name it.",
            field="topic",
        ) from None


def of(quote: Quote) -> list[Topic]:
    """What a quote is about, by name."""
    return list(Topic.objects.filter(taggings__quote=quote).order_by("name"))


def offered() -> QuerySet[Topic]:
    """Topics to choose from, by name."""
    return Topic.objects.order_by("name")[:OFFERED]


def _must(by: Any, permission: str, what: str) -> None:
    if not by.has_perm(f"quotes.{permission}"):
        raise NotAllowed(f"Your role does not include {what}.")


def _one_at_a_time() -> None:
    """Until this transaction ends, nobody else changes names and addresses of topics."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('quotes.topics'))")


def _checked(name: str, description: str, *, but: Topic | None = None) -> str:
    """The name without needless spaces, if it is fit for a topic."""
    tidy = " ".join(name.split())
    if not slugify(fold(tidy)):
        raise Incomplete("Give the topic a name with letters or digits.", field="name")
    if len(tidy) > LONGEST_NAME:
        raise Incomplete(f"Use at most {LONGEST_NAME} characters.", field="name")
    if len(description.strip()) > LONGEST_DESCRIPTION:
        raise Incomplete(f"Use at most {LONGEST_DESCRIPTION} characters.", field="description")
    others = Topic.objects.filter(name__iexact=tidy)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Refusal("There is a topic of this name.", field="name")
    return tidy


def _free_slug(name: str, *, but: Topic | None = None) -> str:
    """An address for a name that no other topic has now."""
    stem = slugify(fold(name))[:LONGEST_SLUG]
    others = Topic.objects.filter(slug__startswith=stem)
    taken = set((others.exclude(pk=but.pk) if but else others).values_list("slug", flat=True))
    slug, number = stem, 2
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
