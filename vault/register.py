"""What may be asked about the vault without opening it: what is there, for whom, and the log."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from vault.models import Access, Entry


@dataclass(frozen=True)
class Summary:
    """What the newsroom may know of an entry: that it is there, and how many may open it."""

    entry: Entry
    people: int
    is_mine: bool


def summaries(version_id: int, person: Any) -> dict[int, Summary]:
    """What the desk may show of a story's entries, by quote; one query."""
    entries: Iterable[Any] = Entry.objects.of_story(version_id, person)
    return {entry.quote_id: Summary(entry, entry.people, entry.is_mine) for entry in entries}


def may_record(person: Any) -> bool:
    """Whether this person may put an identity on record."""
    return is_staff(person) and person.has_perm("quotes.change_quote")


def holds(entry: Entry, person: Any) -> bool:
    """Whether this person is among those named for an entry."""
    return is_staff(person) and entry.keyholders.filter(person=person.pk).exists()


def reads_log(person: Any) -> bool:
    """Whether this person reads the whole log. An administrator does not, as such."""
    permission = {
        "permissions__codename": "read_vault_log",
        "permissions__content_type__app_label": "vault",
    }
    return is_staff(person) and person.groups.filter(**permission).exists()


def log(person: Any, entry: Entry | None = None) -> QuerySet[Access]:
    """What this person may read of the log, the latest first."""
    found = Access.objects.visible_to(person, reads_all=reads_log(person)).latest_first()
    return found if entry is None else found.filter(entry=entry)


def candidates() -> QuerySet[Any]:
    """Who can be named: active staff who may see quotes."""
    people = get_user_model()._default_manager.with_perm("quotes.view_quote")
    return people.filter(is_active=True, is_staff=True).order_by("last_name", "username")


def is_staff(person: Any) -> bool:
    """Whether somebody works here now."""
    return bool(person.is_active and person.is_staff)


def people(entry: Entry) -> list[Any]:
    """Who may open an entry."""
    named = entry.keyholders.select_related("person").order_by("since", "pk")
    return [holder.person for holder in named]
