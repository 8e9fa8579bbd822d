"""The questions before *verify*, as standards editors word, order and choose them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from quotes.models import ChecklistItem
from sources.admin import RecordAdmin


@admin.register(ChecklistItem)
class ChecklistItemAdmin(RecordAdmin):
    """Questions; one that is not asked any more is switched off, for reviews have its answers."""

    list_display = ["question", "key", "place", "active", "required", "may_not_apply", "applies"]
    list_filter = ["active", "required", "applies"]
    search_fields = ["question", "key"]
    fields = ["key", "question", "place", "active", "required", "may_not_apply", "applies"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ChecklistItem]:
        """In the order in which they are asked."""
        return super().get_queryset(request).order_by("place", "pk")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Answers are kept under the key: it is chosen once."""
        return ["key"] if obj else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A question is switched off."""
        return False
