"""The admin's pages for outlets, articles and wordings, and the rules that every page keeps."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import DataError, IntegrityError, ProgrammingError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import ModelAdmin, TabularInline

from sources import history, ingest
from sources.models import Article, ArticleVersion, Outlet, OutletDomain
from sources.refusal import Refusal

log = logging.getLogger(__name__)

REFUSED = (Refusal, IntegrityError, ProgrammingError, DataError)
"""What a verb or the database answers to a change that it will not make."""


class _RefusedForm(forms.BaseForm):
    """Shows the refusal of what it was sent, with the person's input kept."""

    refusal = ""

    def clean(self) -> dict[str, Any]:
        """Say why."""
        cleaned: dict[str, Any] = super().clean() or {}
        self.add_error(None, self.refusal)
        return cleaned


class RecordAdmin(ModelAdmin):
    """A page on the record: refusals are answers, and the history is the database's own.

    `history_parts` names models whose rows belong to the page's row and share its history,
    `history_without` columns that the history leaves out.
    """

    object_history_template = "admin/history.html"
    history_parts: tuple[type[Model], ...] = ()
    history_without: tuple[str, ...] = ()
    list_per_page = 50
    show_full_result_count = False
    list_filter_submit = True

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form; a change that is refused comes back with the reason, and nothing is saved."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except REFUSED as error:
            request.refusal = reason(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form class, made to show a refusal where there was one."""
        form = super().get_form(request, obj, change, **kwargs)
        refusal = getattr(request, "refusal", "")
        return type(form.__name__, (_RefusedForm, form), {"refusal": refusal}) if refusal else form

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete a row, unless that is refused."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except REFUSED as error:
            messages.error(request, reason(error))
            return redirect(request.path)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Every change of the row, as the database's triggers recorded it; or how it stood."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History: {row}",
            "object": row,
            "opts": self.opts,
            "is_kept": history.is_kept(type(row)),
            **self._told(request, row),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            self.object_history_template,
            context,
            status=422 if context["refusal"] else 200,
        )

    def _told(self, request: HttpRequest, row: Any) -> dict[str, Any]:
        """The moment that was asked for, or a page of changes; what can't be read is told."""
        typed = request.GET.get("at", "").strip()
        told: dict[str, Any] = {"refusal": "", "record": None}
        told |= {"typed": typed[: history.LONGEST_MOMENT], "longest": history.LONGEST_MOMENT}
        if typed and history.is_kept(type(row)):
            try:
                return told | {"record": self.record_at(row, history.moment(typed))}
            except Refusal as refusal:
                told["refusal"] = refusal.message
        page, refusal_of_page = self._page(row, request.GET.get("cursor", ""))
        told["refusal"] = told["refusal"] or refusal_of_page
        return told | {"page": page, "entries": page.entries}

    def _page(self, row: Any, cursor: str) -> tuple[history.HistoryPage, str]:
        try:
            return self.history_page(row, cursor), ""
        except Refusal as refusal:
            return self.history_page(row, ""), refusal.message

    def history_page(self, row: Any, cursor: str) -> history.HistoryPage:
        """A page of the row's changes."""
        return history.page(
            row, parts=self.history_parts, without=self.history_without, cursor=cursor
        )

    def record_at(self, row: Any, at: datetime) -> history.Record:
        """The row as it stood at a moment."""
        return history.record_at(row, at, without=self.history_without)


class ReadOnlyAdmin(RecordAdmin):
    """A page to look at: its rows are made and changed by verbs alone."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a row by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes one."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes one."""
        return False


def reason(error: Exception) -> str:
    """A refusal in a sentence; the database's own words go to the log, not to the person."""
    if isinstance(error, Refusal):
        return error.message
    log.warning("The database refused a change: %s", error)
    return (
        "The database refused this change, and nothing was saved: it breaks a rule of the record, "
        "or somebody changed the same thing meanwhile."
    )


class DomainInline(TabularInline):
    """The host names of an outlet."""

    model = OutletDomain
    extra = 0


@admin.register(Outlet)
class OutletAdmin(RecordAdmin):
    """Outlets and their domains."""

    list_display = ["name", "kind"]
    list_filter = ["kind"]
    search_fields = ["name", "domains__domain"]
    ordering = ["name"]
    prepopulated_fields = {"slug": ["name"]}
    inlines = [DomainInline]
    history_parts = (OutletDomain,)


class VersionInline(TabularInline):
    """The wordings of an article; each is frozen."""

    model = ArticleVersion
    fields = ["desk", "number", "read_at", "media_type"]
    readonly_fields = fields
    extra = 0
    can_delete = False
    verbose_name_plural = "wordings"
    hide_title = True

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleVersion]:
        """Without the texts and bytes."""
        return super().get_queryset(request).defer("raw", "text", "credit").order_by("-number")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A wording comes in by adding the story again."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A wording is frozen."""
        return False

    @admin.display(description="on the desk")
    def desk(self, version: ArticleVersion) -> str:
        """The wording's desk page."""
        return desk_link(version.pk)


@admin.register(Article)
class ArticleAdmin(RecordAdmin):
    """Articles: what is known about a story, and whether its source lets it be used."""

    list_display = ["__str__", "outlet", "published_at", "publish_status", "embargo_until"]
    list_filter = ["publish_status", "kind", "language"]
    list_select_related = ["outlet"]
    search_fields = ["headline", "outlet__name", "canonical_url", "external_id"]
    date_hierarchy = "published_at"
    ordering = ["-published_at", "-id"]
    # Quotes cite these; a story stays where, when and by whom it was published.
    readonly_fields = ["outlet", "canonical_url", "external_id", "published_at", "added_at"]
    inlines = [VersionInline]

    def history_page(self, row: Article, cursor: str) -> history.HistoryPage:
        """Its changes, and what each new wording changed."""
        return history.article_page(row, cursor)

    def record_at(self, row: Article, at: datetime) -> history.Record:
        """With the wording of then."""
        return history.article_at(row, at)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A story is added on the desk, with its text."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was read stays on record."""
        return False

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """The terms of use are set by their verb, which knows who may loosen them."""
        if {"publish_status", "embargo_until"} & set(form.changed_data):
            ingest.set_terms(
                obj,
                by=request.user,
                publish_status=obj.publish_status,
                embargo_until=obj.embargo_until,
            )
        super().save_model(request, obj, form, change)


@admin.register(ArticleVersion)
class ArticleVersionAdmin(ReadOnlyAdmin):
    """Wordings, to look at."""

    list_display = ["article", "number", "outlet", "read_at"]
    list_filter = ["media_type"]
    list_select_related = ["article__outlet"]
    search_fields = ["article__headline", "article__outlet__name", "sha256__exact"]
    date_hierarchy = "read_at"
    ordering = ["-read_at", "-id"]
    fields = ["article", "number", "desk", "read_at", "media_type", "sha256", "credit", "text"]
    readonly_fields = ["desk"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ArticleVersion]:
        """Without the bytes; a list without the texts too."""
        found = super().get_queryset(request).defer("raw")
        is_list = request.resolver_match and "object_id" not in request.resolver_match.kwargs
        return found.defer("raw", "text", "credit") if is_list else found

    @admin.display(ordering="article__outlet__name")
    def outlet(self, version: ArticleVersion) -> Outlet:
        """Who published it."""
        return version.article.outlet

    @admin.display(description="on the desk")
    def desk(self, version: ArticleVersion) -> str:
        """The wording's desk page."""
        return desk_link(version.pk)


def desk_link(version_id: int, quote_id: int | None = None) -> str:
    """A link to a wording's desk page, or to a quote's place on it."""
    place = f"#quote-{quote_id}" if quote_id else ""
    address = f"{reverse('admin:desk_story', args=[version_id])}{place}"
    return format_html('<a class="text-primary-600 underline" href="{}">Open the desk</a>', address)
