"""What search engines are asked to leave out, in the admin: decided with a reason, and lifted."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from quotes import noindex
from quotes.models import NoIndex
from sources.admin import RecordAdmin


@admin.register(NoIndex)
class NoIndexAdmin(RecordAdmin):
    """Pages kept out of search engines; a decision is made or lifted, never edited."""

    list_display = ["record", "reason", "by", "at"]
    list_select_related = ["quote", "speaker", "by"]
    search_fields = ["reason", "speaker__name", "quote__id__exact"]
    ordering = ["-id"]
    fields = ["quote", "speaker", "reason"]
    raw_id_fields = ["quote"]
    autocomplete_fields = ["speaker"]

    @admin.display(description="record")
    def record(self, row: NoIndex) -> str:
        """The quote or the speaker."""
        return str(row)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Another reason is another decision."""
        return False

    def save_model(self, request: HttpRequest, obj: NoIndex, form: Any, change: bool) -> None:
        """Decide it, by the verb."""
        record = obj.quote or obj.speaker
        assert record is not None  # noqa: S101 - for the type checker; the form has asked
        made = noindex.keep_out(record, by=request.user, reason=obj.reason)
        obj.pk, obj._state.adding = made.pk, False

    def delete_model(self, request: HttpRequest, obj: NoIndex) -> None:
        """Lift it, by the verb."""
        record = obj.quote or obj.speaker
        assert record is not None  # noqa: S101 - for the type checker; the database has seen to it
        noindex.let_in(record, by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Each by the verb."""
        for row in queryset:
            self.delete_model(request, row)
