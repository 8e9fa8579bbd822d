"""The record, to look at: quotes, reviews, notices and readings; the desk is where they change."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from quotes import history
from quotes.desk import worklist
from quotes.models import (
    SURENESS,
    Band,
    Caveat,
    Extraction,
    Notice,
    Quote,
    QuoteQuerySet,
    Review,
)
from sources.admin import ReadOnlyAdmin, desk_link
from sources.history import HistoryPage, Record
from sources.models import Outlet


class WordsAdmin(ReadOnlyAdmin):
    """A page whose search finds a quote's words too; `words_path` leads to their search vector."""

    words_path = "quote__search"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """What the page's own fields find, and what the words find."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if search_term.strip():
            found = found | worklist.with_words(queryset, search_term, path=self.words_path)
        return found, may_repeat


class CaveatFilter(admin.SimpleListFilter):
    """Quotes that are to be read with a caveat."""

    title = "caveat"
    parameter_name = "caveat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Each caveat."""
        return Caveat.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        """Quotes with the chosen one."""
        known = self.value() in Caveat.values
        return cast(QuoteQuerySet, queryset).with_caveat(self.value() or "") if known else queryset


class BandFilter(admin.SimpleListFilter):
    """Quotes by how sure the engine was."""

    title = "how sure the engine was"
    parameter_name = "band"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Each band."""
        return Band.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet[Quote]) -> QuerySet[Quote]:
        """Quotes in the chosen one."""
        known = self.value() in Band.values
        return cast(QuoteQuerySet, queryset).in_band(self.value() or "") if known else queryset


@admin.register(Quote)
class QuoteAdmin(WordsAdmin):
    """Quotes, in every state."""

    list_display = ["__str__", "state", "kind", "act", "who", "outlet", "said_on"]
    list_filter = [
        *("state", "kind", "act", CaveatFilter, BandFilter),
        *("attribution_basis", "legal_flag", "single_editor"),
    ]
    words_path = "search"
    search_fields = ["speaker__name", "descriptor"]
    search_help_text = "Words of the quote, a speaker's name or a descriptor"
    date_hierarchy = "said_on"
    ordering = ["-id"]
    fields = [
        *("desk", "words", "kind", "act", "caveats", "state", "revision", "speaker", "descriptor"),
        *("anonymity_reason", "role_as_printed", "no_role_printed", "position", "said_on"),
        *("said_on_precision", "setting", "attribution_basis", "verification_basis"),
        *("embargo_until", "legal_flag", "single_editor", "language", "confidence", *SURENESS),
        *("captured_at", "version"),
        *("content", "cue", "source", "change_number"),
    ]
    readonly_fields = ["desk"]
    view_on_site = False  # most quotes have no public page

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        """With all that a row shows, in one query."""
        return super().get_queryset(request).with_context().defer("search", "literal")

    def history_page(self, row: Quote, cursor: str) -> HistoryPage:
        """Its changes with those of its notices, and why."""
        return history.quote_page(row, cursor)

    def record_at(self, row: Quote, at: datetime) -> Record:
        """All of it, as editors saw it."""
        return history.quote_at(row, at)

    @admin.display(description="speaker", ordering="speaker__sort_name")
    def who(self, quote: Quote) -> str:
        """The speaker, or the description of one."""
        return str(quote.speaker or quote.descriptor or "not settled")

    @admin.display(ordering="version__article__outlet__name")
    def outlet(self, quote: Quote) -> Outlet:
        """Where it was printed."""
        return quote.outlet

    @admin.display(description="on the desk")
    def desk(self, quote: Quote) -> str:
        """The quote's card on its story's desk page."""
        return desk_link(quote.version_id, quote.pk)


@admin.register(Review)
class ReviewAdmin(WordsAdmin):
    """Decisions: who, when, why."""

    list_display = ["quote", "move", "from_state", "to_state", "by", "at"]
    list_filter = ["move", "single_editor", "verification_basis"]
    search_fields = ["by__username", "note"]
    list_select_related = ["quote", "by"]
    date_hierarchy = "at"
    ordering = ["-id"]


@admin.register(Notice)
class NoticeAdmin(WordsAdmin):
    """Corrections, proposed and decided."""

    list_display = ["quote", "type", "proposed_by", "approved_by", "declined_by", "decided_at"]
    list_filter = ["type", "single_editor"]
    search_fields = ["public_text"]
    list_select_related = ["quote", "proposed_by", "approved_by", "declined_by"]
    date_hierarchy = "proposed_at"
    ordering = ["-id"]


@admin.register(Extraction)
class ExtractionAdmin(ReadOnlyAdmin):
    """What the engine read, and where it failed."""

    list_display = ["version", "engine", "revision", "found", "has_failed", "at"]
    list_filter = ["engine", "revision", ("failed", admin.EmptyFieldListFilter)]
    search_fields = ["version__article__headline", "failed"]
    date_hierarchy = "at"
    ordering = ["-id"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Extraction]:
        """With the story's name, without its text."""
        found = super().get_queryset(request).select_related("version__article__outlet")
        return found.defer("version__raw", "version__text", "version__credit")

    @admin.display(boolean=True, description="failed")
    def has_failed(self, extraction: Extraction) -> bool:
        """Whether the engine gave up on the story."""
        return bool(extraction.failed)
