"""A list that is searched: it says besides what of the search was read otherwise than typed."""

from __future__ import annotations

from typing import Any

from django_filters.rest_framework import DjangoFilterBackend

from quotes.api.doors import KeysetPagination


class SearchBackend(DjangoFilterBackend):
    """Filters as any other, and leaves the search with the view."""

    def get_filterset(self, request: Any, queryset: Any, view: Any) -> Any:
        """The search, which the view keeps for its pages."""
        view.searched = super().get_filterset(request, queryset, view)
        return view.searched


class SearchPagination(KeysetPagination):
    """A page with the notes on its search."""

    def paginate_queryset(self, queryset: Any, request: Any, view: Any = None) -> list[Any]:
        """The rows of the page that was asked for."""
        self.searched = view.searched
        return super().paginate_queryset(queryset, request, view)

    def more(self) -> dict[str, Any]:
        """What was searched for instead of what was typed."""
        return {"notes": self.searched.notes}

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page as the schema describes it."""
        page = super().get_paginated_response_schema(schema)
        page["required"].append("notes")
        page["properties"]["notes"] = {
            "type": "array",
            "items": {"type": "string"},
            "description": "What of `q` was left out, or read otherwise than it was typed.",
        }
        return page
