"""A search over the API: its page, and what its results have in common."""

from __future__ import annotations

from typing import Any

from django_filters.rest_framework import DjangoFilterBackend
from django_filters.utils import translate_validation
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api.doors import KeysetPagination
from quotes.search import QuoteSearch


class CountSerializer(serializers.Serializer[Any]):
    """A number of quotes, and how far it was counted."""

    number = serializers.IntegerField(read_only=True)
    is_exact = serializers.BooleanField(
        read_only=True, help_text="Otherwise there are more, or the number is an estimate."
    )
    is_estimate = serializers.BooleanField(
        read_only=True, help_text="Whether it was reckoned from an even sample of the matches."
    )


class FacetValueSerializer(serializers.Serializer[Any]):
    """A value that some matches have, as the parameter of that name takes it."""

    value = serializers.CharField(read_only=True)
    name = serializers.CharField(read_only=True)
    count = CountSerializer(read_only=True)
    is_chosen = serializers.BooleanField(read_only=True)


class FacetSerializer(serializers.Serializer[Any]):
    """The values of one kind. A year narrows by `said_after` and `said_before`."""

    name = serializers.CharField(read_only=True)
    is_exact = serializers.BooleanField(read_only=True)
    among = serializers.IntegerField(
        read_only=True, help_text="How many matches were counted: all, or an even sample of them."
    )
    values = FacetValueSerializer(many=True, read_only=True)


class MonthSerializer(serializers.Serializer[Any]):
    """A month in which some matches were said."""

    month = serializers.SerializerMethodField(help_text="Such as 2026-03.")
    count = CountSerializer(read_only=True)

    @extend_schema_field({"type": "string", "pattern": r"^\d{4}-\d{2}$"})
    def get_month(self, row: Any) -> str:
        """The month without a day, as `said_after` and `said_before` take it."""
        return f"{row.month:%Y-%m}"


class TimelineSerializer(serializers.Serializer[Any]):
    """The months of the matches, the earliest first; months without any are left out."""

    is_exact = serializers.BooleanField(read_only=True)
    among = serializers.IntegerField(
        read_only=True, help_text="How many matches were counted: all, or an even sample of them."
    )
    months = MonthSerializer(many=True, read_only=True)


class SearchPagination(KeysetPagination):
    """A page of a search, with how many match and what was ranked."""

    def page_of(self, search: QuoteSearch, request: Request) -> list[Any]:
        """The quotes of the page that was asked for; 400 if the search can't be run."""
        checked(search)
        self.request, self.search = request, search
        self.results = search.page(request.query_params.get("cursor"), self._size(request))
        return self.results.items

    def get_paginated_response(self, data: Any) -> Response:
        """The page as it is sent."""
        ranked = self.results.ranked
        return Response(
            {
                "count": CountSerializer(self.search.count()).data,
                "ranked": {"among": ranked.among, "is_all": ranked.is_all} if ranked else None,
                "notes": self.search.notes,
                "results": data,
                "next": self._address(self.results.next),
                "previous": self._address(self.results.previous),
            }
        )

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page as the schema describes it."""
        page = super().get_paginated_response_schema(schema)
        page["required"] = ["count", "ranked", "notes", *page["required"]]
        page["properties"] |= {"count": _COUNT, "ranked": _RANKED, "notes": _NOTES}
        return page


class KeepingBackend(DjangoFilterBackend):
    """Filters as any other, and leaves the search with the view."""

    def get_filterset(self, request: Any, queryset: Any, view: Any) -> Any:
        """The search, whose notes the page tells."""
        view.search = super().get_filterset(request, queryset, view)
        return view.search


class NotedPagination(KeysetPagination):
    """A page of quotes in any state, with the notes on the search for them."""

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page that was asked for."""
        self.search = view.search
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data: Any) -> Response:
        """The page as it is sent."""
        page = super().get_paginated_response(data)
        page.data["notes"] = self.search.notes
        return page

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page as the schema describes it."""
        page = super().get_paginated_response_schema(schema)
        page["required"] = [*page["required"], "notes"]
        page["properties"] |= {"notes": _NOTES}
        return page


def checked(search: QuoteSearch) -> QuoteSearch:
    """A search that can be run; 400 names the parameters that are wrong."""
    if not search.is_valid():
        raise translate_validation(search.errors)
    return search


_COUNT = {
    "type": "object",
    "description": "How many quotes match, counted up to 10,000.",
    "required": ["number", "is_exact", "is_estimate"],
    "properties": {
        "number": {"type": "integer"},
        "is_exact": {"type": "boolean", "description": "False: there are more."},
        "is_estimate": {"type": "boolean"},
    },
}
_RANKED = {
    "type": "object",
    "nullable": True,
    "description": "In the order `best`: how many of the newest matches were ranked, and whether "
    "those were all. Older ones are not in the list.",
    "required": ["among", "is_all"],
    "properties": {"among": {"type": "integer"}, "is_all": {"type": "boolean"}},
}
_NOTES = {
    "type": "array",
    "items": {"type": "string"},
    "description": "What was searched for instead of what was asked, in sentences.",
}
