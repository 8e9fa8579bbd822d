"""The questions before *verify*, as standards editors word, order and choose them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from quotes.models import ChecklistItem
from sources.admin import RecordAdmin


class QuestionForm(forms.ModelForm[ChecklistItem]):
    """A question; answers are kept under its key, which is therefore chosen once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "key" in self.fields:
            self.fields["key"].disabled = True


@admin.register(ChecklistItem)
class ChecklistItemAdmin(RecordAdmin):
    """Questions; one that is not asked any more is switched off, for reviews have its answers."""

    form = QuestionForm
    list_display = ["question", "key", "place", "active", "required", "may_not_apply", "applies"]
    list_filter = ["active", "required", "applies"]
    search_fields = ["question", "key"]
    fields = ["key", "question", "place", "active", "required", "may_not_apply", "applies"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ChecklistItem]:
        """In the order in which they are asked."""
        return super().get_queryset(request).order_by("place", "pk")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A question is switched off."""
        return False
