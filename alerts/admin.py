"""Endpoints, to make, try out and resume; and the logs of what was sent to whom, to look at."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.admin import TabularInline
from unfold.decorators import action

from alerts import endpoints
from alerts.models import Attempt, Call, Endpoint, Event, Letter, Subscription
from sources.admin import ReadOnlyAdmin, RecordAdmin
from sources.refusal import Refusal


class OperatedAdmin(RecordAdmin):
    """A page whose rows are acted upon by those who may operate endpoints."""

    def has_operate_permission(self, request: HttpRequest) -> bool:
        """Who may try out, resume, rotate and resend."""
        return request.user.has_perm(endpoints.OPERATE)

    def each(self, request: HttpRequest, rows: Any, verb: Callable[[Any], str]) -> None:
        """Act upon each row by a verb; one that is refused is named."""
        for row in rows:
            try:
                messages.success(request, f"{row}: {verb(row)}")
            except Refusal as refusal:
                messages.error(request, f"{row}: {refusal.message}")


@admin.register(Endpoint)
class EndpointAdmin(OperatedAdmin):
    """Endpoints; the verbs of alerts.endpoints make and change them."""

    list_display = ["name", "url", "owner", "is_active", "paused_at", "paused_because"]
    list_select_related = ["owner"]
    list_filter = ["is_active", ("paused_at", admin.EmptyFieldListFilter)]
    search_fields = ["name", "url"]
    ordering = ["name", "pk"]
    autocomplete_fields = ["owner"]
    readonly_fields = ["made_at", "since", "paused_at", "paused_because"]
    actions = ["ping", "resume", "rotate"]

    def get_fields(self, request: HttpRequest, obj: Endpoint | None = None) -> list[str]:
        """A new endpoint is active, and was never paused."""
        asked = ["name", "url", "query", "owner"]
        return [*asked, "is_active", *self.readonly_fields] if obj else asked

    def save_model(self, request: HttpRequest, obj: Endpoint, form: Any, change: bool) -> None:
        """By the verbs; the secret is shown this once."""
        given: dict[str, Any] = {
            "name": obj.name,
            "url": obj.url,
            "owner": obj.owner,
            "query": obj.query,
        }
        if change:
            endpoints.change(obj, **given, is_active=obj.is_active, by=request.user)
            return
        made, secret = endpoints.add(**given, by=request.user)
        obj.pk, obj._state.adding = made.pk, False
        messages.success(request, _shown_once(secret))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An endpoint is switched off; its log stays."""
        return False

    @action(description="Ping the selected endpoints", permissions=["operate"])
    def ping(self, request: HttpRequest, queryset: QuerySet[Endpoint]) -> None:
        """Send each a call that says nothing."""

        def ping(endpoint: Endpoint) -> str:
            endpoints.ping(endpoint, by=request.user)
            return "the ping is on its way; look among the calls for how it went."

        self.each(request, queryset, ping)

    @action(description="Resume the selected endpoints", permissions=["operate"])
    def resume(self, request: HttpRequest, queryset: QuerySet[Endpoint]) -> None:
        """Go on after a pause, with what was kept meanwhile."""

        def resume(endpoint: Endpoint) -> str:
            endpoints.resume(endpoint, by=request.user)
            return "goes on, with what was kept meanwhile."

        self.each(request, queryset, resume)

    @action(description="Rotate the secrets of the selected endpoints", permissions=["operate"])
    def rotate(self, request: HttpRequest, queryset: QuerySet[Endpoint]) -> None:
        """A new secret for each, shown this once."""
        self.each(
            request, queryset, lambda one: _shown_once(endpoints.rotate(one, by=request.user))
        )


def _shown_once(secret: str) -> str:
    return f"The secret, shown this once: {secret}"


class AttemptInline(TabularInline):
    """How each attempt at a call went."""

    model = Attempt
    fields = readonly_fields = ["at", "milliseconds", "status", "answer", "error", "next_try_at"]
    ordering = ["-pk"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Attempts are the worker's."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They stay as they went."""
        return False


@admin.register(Call)
class CallAdmin(OperatedAdmin, ReadOnlyAdmin):
    """Calls, and how they went."""

    list_display = ["event", "endpoint", "quote_id", "tries", "next_try_at", "done_at"]
    list_select_related = ["event", "endpoint"]
    list_filter = ["endpoint", ("done_at", admin.EmptyFieldListFilter), "event__type"]
    search_fields = ["endpoint__name", "quote__id__exact"]
    fields = ["event", "endpoint", "quote_id", "tries", "first_try_at", "next_try_at", "done_at"]
    ordering = ["-pk"]
    inlines = [AttemptInline]
    actions = ["resend"]

    @action(description="Send the selected calls again", permissions=["operate"])
    def resend(self, request: HttpRequest, queryset: QuerySet[Call]) -> None:
        """Each under the id that it had."""

        def resend(call: Call) -> str:
            endpoints.resend(call, by=request.user)
            return "is sent again."

        self.each(request, queryset.select_related("event", "endpoint"), resend)


@admin.register(Event)
class EventAdmin(ReadOnlyAdmin):
    """What endpoints were told of."""

    list_display = ["type", "quote_id", "revision", "at", "message_id"]
    list_filter = ["type"]
    search_fields = ["quote__id__exact"]
    fields = ["type", "quote_id", "revision", "at", "message_id"]
    ordering = ["-pk"]


@admin.register(Subscription)
class SubscriptionAdmin(ReadOnlyAdmin):
    """Who follows what by e-mail: personal data, for those who answer for it."""

    list_display = ["__str__", "email", "confirmed_at", "next_at", "paused_because", "stopped_at"]
    list_filter = ["frequency", "paused_because", ("stopped_at", admin.EmptyFieldListFilter)]
    search_fields = ["email__iexact"]
    exclude = ["address_hash"]
    ordering = ["-asked_at", "-pk"]


@admin.register(Letter)
class LetterAdmin(ReadOnlyAdmin):
    """What was sent by e-mail, and what was not."""

    list_display = ["kind", "subscription", "endpoint", "tries", "next_try_at", "sent_at", "error"]
    list_select_related = ["subscription", "endpoint"]
    list_filter = ["kind", ("sent_at", admin.EmptyFieldListFilter)]
    ordering = ["-made_at", "-pk"]
