"""The register of speakers: names and aliases, and the positions they held."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from unfold.admin import TabularInline
from unfold.decorators import action

from quotes import attribution, history, merging, roles
from quotes.models import Alias, Distinction, Merger, Position, Speaker
from sources.admin import ReadOnlyAdmin, RecordAdmin
from sources.history import HistoryPage, Record
from sources.refusal import Refusal


class AliasInline(TabularInline):
    """The names a speaker is printed under; a wrong one is deleted and given anew."""

    model = Alias
    fields = ["name"]
    extra = 0

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A name as printed is a fact: it is there or it is not."""
        return False


class PositionInline(TabularInline):
    """What a speaker was, where and when."""

    model = Position
    fk_name = "speaker"
    fields = ["title", "organisation", "start", "start_precision", "end", "end_precision"]
    autocomplete_fields = ["organisation"]
    extra = 0


class StandingFilter(admin.SimpleListFilter):
    """Proposed, confirmed or merged."""

    title = "standing"
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """The three."""
        return [("proposed", "Proposed"), ("confirmed", "Confirmed"), ("merged", "Merged")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> QuerySet[Speaker]:
        """Speakers of the chosen standing."""
        if self.value() == "merged":
            return queryset.exclude(merged_into=None)
        chosen = {"proposed": True, "confirmed": False}.get(self.value() or "")
        if chosen is None:
            return queryset
        return queryset.filter(merged_into=None, confirmed_at__isnull=chosen)


@admin.register(Speaker)
class SpeakerAdmin(RecordAdmin):
    """Speakers, with their aliases and positions."""

    list_display = ["sort_name", "kind", "description", "is_confirmed"]
    list_filter = [StandingFilter, "kind"]
    search_fields = ["name", "aliases__name", "wikidata_id__exact"]
    ordering = ["sort_name", "id"]
    readonly_fields = ["who_is_who", "slug", "merged_into", "confirmed_at", "confirmed_by"]
    inlines = [AliasInline, PositionInline]
    actions = ["confirm"]
    view_on_site = False  # a speaker without a public quote has no public page
    add_fields = ["name", "kind", "description", "wikidata_id"]
    fields = [
        "who_is_who",
        *("name", "sort_name", "kind", "description", "wikidata_id"),
        *("slug", "merged_into", "confirmed_at", "confirmed_by"),
    ]

    def get_fields(self, request: HttpRequest, obj: Speaker | None = None) -> list[str]:
        """A new speaker's other fields follow from the name."""
        return self.fields if obj else self.add_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        """With what a page shows beside the speaker's own fields."""
        return super().get_queryset(request).select_related("confirmed_by", "merged_into")

    def history_page(self, row: Speaker, cursor: str) -> HistoryPage:
        """Its changes, with those of its names and positions."""
        return history.speaker_page(row, cursor)

    def record_at(self, row: Speaker, at: datetime) -> Record:
        """With the names and positions of then."""
        return history.speaker_at(row, at)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Speaker], search_term: str
    ) -> tuple[QuerySet[Speaker], bool]:
        """What the list finds; a form is offered those alone that still stand."""
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        is_offered = request.path == reverse("admin:autocomplete")
        return (found.current() if is_offered else found), may_repeat

    @admin.display(description="one or two")
    def who_is_who(self, speaker: Speaker) -> str:
        """The ways to merge and part this entry, and what was merged already."""
        links = [
            ("Merge into another", "admin:desk_merge", speaker.pk, ""),
            ("Part its quotes", "admin:desk_split", speaker.pk, ""),
        ]
        offered = [] if speaker.merged_into else links
        offered += [
            ("Undo", "admin:desk_undo_merger", merger.pk, f": {merger}, {merger.at:%-d %B %Y}")
            for merger in merging.standing(speaker)
        ]
        return format_html_join(
            SafeString("<br>"),
            '<a class="text-primary-600 underline dark:text-primary-400" href="{}">{}</a>{}',
            ((reverse(name, args=[pk]), label, note) for label, name, pk, note in offered),
        )

    @admin.display(boolean=True, description="confirmed", ordering="confirmed_at")
    def is_confirmed(self, speaker: Speaker) -> bool:
        """Whether an editor vouched for the entry."""
        return speaker.is_confirmed

    def save_model(self, request: HttpRequest, obj: Speaker, form: Any, change: bool) -> None:
        """Names go through the verbs, which keep sort name, address and aliases in step."""
        if not change:
            made = attribution.propose_speaker(obj.name, obj.kind, description=obj.description)
            obj.pk, obj.name, obj.slug, obj.sort_name = (
                made.pk,
                made.name,
                made.slug,
                made.sort_name,
            )
            obj._state.adding = False
        elif "name" in form.changed_data:
            typed = obj.sort_name
            attribution.rename_speaker(obj, obj.name, by=request.user)
            obj.sort_name = typed if "sort_name" in form.changed_data else obj.sort_name
        super().save_model(request, obj, form, change=True)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Aliases are added by their verb, and the speaker's own name stays one of them."""
        if formset.model is not Alias:
            super().save_formset(request, form, formset, change)
            return
        added = formset.save(commit=False)
        for alias in formset.deleted_objects:
            alias.delete()
        for name in [*(alias.name for alias in added), form.instance.name]:
            attribution.add_alias(form.instance, name, by=request.user)

    def has_confirm_permission(self, request: HttpRequest) -> bool:
        """Who may confirm a speaker."""
        return request.user.has_perm("quotes.confirm_speaker")

    @action(description="Confirm the selected speakers", permissions=["confirm"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> None:
        """Vouch for each, by the verb; one that is refused is named."""
        confirmed = 0
        for speaker in queryset:
            try:
                attribution.confirm_speaker(speaker, by=request.user)
                confirmed += 1
            except Refusal as refusal:
                messages.error(request, f"{speaker}: {refusal.message}")
        if confirmed:
            messages.success(request, f"Confirmed: {confirmed}.")


@admin.register(Position)
class PositionAdmin(RecordAdmin):
    """Positions, to search and to mend."""

    list_display = ["speaker", "title", "organisation", "start", "end"]
    list_select_related = ["speaker", "organisation"]
    search_fields = ["title", "speaker__name", "organisation__name"]
    autocomplete_fields = ["speaker", "organisation"]
    list_filter = [
        ("organisation", admin.EmptyFieldListFilter),
        ("end", admin.EmptyFieldListFilter),
        "start_precision",
    ]
    date_hierarchy = "start"
    ordering = ["speaker__sort_name", "-start", "id"]

    def save_model(self, request: HttpRequest, obj: Position, form: Any, change: bool) -> None:
        """Save it, and say how many quotes the register no longer bears out; none is changed."""
        super().save_model(request, obj, form, change)
        number = roles.count(roles.of_position(obj))
        if number:
            address = f"{reverse('admin:desk_roles')}?speaker={obj.speaker_id}"
            messages.warning(
                request,
                format_html(
                    "{} of this speaker’s quotes disagree with the register now. "
                    '<a class="underline" href="{}">See them</a>',
                    number if number <= roles.MOST else f"More than {roles.MOST:,}",
                    address,
                ),
            )


@admin.register(Merger)
class MergerAdmin(ReadOnlyAdmin):
    """Who was merged into whom, and what was taken back."""

    list_display = ["loser", "winner", "is_undoing", "by", "at"]
    list_select_related = ["loser", "winner", "by"]
    list_filter = [("undoes", admin.EmptyFieldListFilter)]
    search_fields = ["loser__name", "winner__name", "reason"]
    date_hierarchy = "at"
    ordering = ["-id"]

    @admin.display(boolean=True, description="takes one back")
    def is_undoing(self, merger: Merger) -> bool:
        """Whether this parted the two again."""
        return merger.undoes_id is not None


@admin.register(Distinction)
class DistinctionAdmin(ReadOnlyAdmin):
    """Who was told apart; what was said in error is taken back."""

    list_display = ["one", "other", "reason", "by", "at"]
    list_select_related = ["one", "other", "by"]
    search_fields = ["one__name", "other__name", "reason"]
    date_hierarchy = "at"
    ordering = ["-id"]
    actions = ["take_back"]

    def has_take_back_permission(self, request: HttpRequest) -> bool:
        """Who keeps the register."""
        return request.user.has_perm("quotes.change_speaker")

    @action(description="Take back that these are two", permissions=["take_back"])
    def take_back(self, request: HttpRequest, queryset: QuerySet[Distinction]) -> None:
        """Forget each, by the verb; the history keeps that it was said."""
        for distinction in queryset:
            merging.take_back(distinction, by=request.user)
        messages.success(request, "Taken back; they may be suggested and merged again.")
