"""The history of quotes, speakers and articles for editors: every change, or how it stood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied
from rest_framework.generics import GenericAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from quotes import history
from quotes.api.doors import DeskDoor
from quotes.models import Quote, Speaker
from sources import history as changes
from sources.history import Change, Entry, HistoryPage, Record
from sources.models import Article


class RunSerializer(serializers.Serializer[changes.Run]):
    """Words in a row that stayed, went, came, or were left out for length."""

    kind = serializers.ChoiceField(choices=["same", "gone", "new", "left out"], read_only=True)
    text = serializers.CharField(read_only=True)


class FieldChangeSerializer(serializers.Serializer[Change]):
    """One field, before and after, and the differences between them by word."""

    name = serializers.CharField(read_only=True)
    before = serializers.CharField(read_only=True)
    after = serializers.CharField(read_only=True)
    before_runs = RunSerializer(source="sides.before", many=True, read_only=True)
    after_runs = RunSerializer(source="sides.after", many=True, read_only=True)


class HistoryEntrySerializer(serializers.Serializer[Entry]):
    """One change: who, what, when, from where and why."""

    at = serializers.DateTimeField(read_only=True)
    who = serializers.CharField(read_only=True)
    door = serializers.CharField(read_only=True)
    where = serializers.CharField(read_only=True, help_text="The address it was sent to.")
    what = serializers.CharField(read_only=True)
    subject = serializers.CharField(read_only=True)
    why = serializers.CharField(read_only=True)
    changes = FieldChangeSerializer(many=True, read_only=True)


class FactSerializer(serializers.Serializer[changes.Fact]):
    """One thing that was known, by name."""

    name = serializers.CharField(read_only=True)
    value = serializers.CharField(read_only=True)


class SectionSerializer(serializers.Serializer[changes.Section]):
    """What belonged to it: names, positions, notices, decisions, or a text."""

    heading = serializers.CharField(read_only=True)
    items = serializers.ListField(child=serializers.CharField(), read_only=True)
    text = serializers.CharField(read_only=True)


class RecordSerializer(serializers.Serializer[Record]):
    """How it stood at a moment."""

    at = serializers.DateTimeField(read_only=True)
    exists = serializers.SerializerMethodField()
    since = serializers.DateTimeField(source="stood.since", read_only=True, default=None)
    values = serializers.DictField(
        source="stood.values", read_only=True, default=None, help_text="Column by column, or null."
    )
    facts = FactSerializer(many=True, read_only=True, help_text="The same as editors read it.")
    sections = SectionSerializer(many=True, read_only=True)
    previous = serializers.DateTimeField(
        source="around.previous", read_only=True, help_text="When it had changed before that."
    )
    next = serializers.DateTimeField(
        source="around.next", read_only=True, help_text="When it changed again."
    )

    def get_exists(self, record: Record) -> bool:
        """Whether it was on record then."""
        return record.stood is not None


class HistorySerializer(serializers.Serializer[Any]):
    """A page of changes, or with `at` how it stood; the other of the two is null."""

    results = HistoryEntrySerializer(many=True, read_only=True, allow_null=True)
    next = serializers.URLField(read_only=True, allow_null=True, help_text="Older changes.")
    previous = serializers.URLField(read_only=True, allow_null=True, help_text="Newer changes.")
    record = RecordSerializer(read_only=True, allow_null=True)


class HistoryView(DeskDoor, GenericAPIView[Any]):
    """Every change of one row, the latest first; with `at`, the whole of it as it stood."""

    serializer_class = HistorySerializer
    http_method_names = ["get", "head"]
    permission: str
    rows: Callable[[], QuerySet[Any]]
    page: Callable[[Any, str], HistoryPage]
    record: Callable[[Any, datetime], Record]

    def known_parameters(self) -> set[str]:
        """The moment, or the place of a page."""
        return {"at", "cursor"}

    def get(self, request: Request, pk: int) -> Response:
        """The one or the other."""
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        row = get_object_or_404(type(self).rows(), pk=pk)
        asked = request.query_params
        told = self._record(row, asked["at"]) if "at" in asked else self._changes(row, asked)
        empty = {"results": None, "next": None, "previous": None, "record": None}
        body = HistorySerializer(empty | told).data
        return Response(body)

    def _record(self, row: Model, typed: str) -> dict[str, Any]:
        return {"record": type(self).record(row, changes.moment(typed))}

    def _changes(self, row: Model, asked: Any) -> dict[str, Any]:
        page = type(self).page(row, asked.get("cursor", ""))
        return {
            "results": page.entries,
            "next": self._address(page.older),
            "previous": self._address(page.newer),
        }

    def _address(self, cursor: str | None) -> str | None:
        here = self.request.build_absolute_uri()
        return str(replace_query_param(here, "cursor", cursor)) if cursor else None


def _view_of(name: str, permission: str, **calls: Any) -> type[HistoryView]:
    members = {key: staticmethod(call) for key, call in calls.items()}
    view = type(f"{name.title()}HistoryView", (HistoryView,), {"permission": permission, **members})
    document = extend_schema(
        operation_id=f"desk_{name}s_history",
        summary=f"The history of one {name}, or how it stood at a moment",
        parameters=[
            OpenApiParameter("at", str, description="A day (its end) or a time: as it stood."),
            OpenApiParameter("cursor", str, description="Where the page starts."),
        ],
        responses={200: HistorySerializer},
    )
    made: type[HistoryView] = extend_schema_view(get=document)(view)
    return made


HISTORY_VIEWS = {
    "quotes": _view_of(
        "quote",
        "quotes.view_quote",
        rows=lambda: Quote.objects.with_context(),
        page=history.quote_page,
        record=history.quote_at,
    ),
    "speakers": _view_of(
        "speaker",
        "quotes.view_speaker",
        rows=Speaker.objects.all,
        page=history.speaker_page,
        record=history.speaker_at,
    ),
    "articles": _view_of(
        "article",
        "sources.view_article",
        rows=Article.objects.all,
        page=changes.article_page,
        record=changes.article_at,
    ),
}
"""A view for each kind of record, under /api/v1/desk/."""
