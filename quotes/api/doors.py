"""What the addresses of the API have in common: they refuse what they do not know, page by key."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django_filters import FilterSet
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import exceptions, mixins, serializers, status, viewsets
from rest_framework.pagination import BasePagination
from rest_framework.parsers import JSONParser
from rest_framework.permissions import AllowAny, BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param
from rest_framework.views import APIView

from access import scopes
from access.api import Gate
from quotes.api.wording import nearest
from quotes.search import page_of

LARGEST_BODY = 100_000  # bytes; a verb's note is the longest thing sent
REPEATABLE = {"speaker"}

UNKNOWN_PARAMETER = "Unknown parameter.{meant} Leave it out, or choose one of: {known}."
UNKNOWN_FIELD = "Unknown field.{meant} Leave it out, or choose one of: {known}."
REPEATED = "Give this parameter once; it has {count} values here."


class TooLarge(exceptions.APIException):
    """A body larger than any verb takes."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = f"The body is larger than {LARGEST_BODY:,} bytes."


class LengthRequired(exceptions.APIException):
    """A body sent in chunks, whose length nobody knows beforehand."""

    status_code = status.HTTP_411_LENGTH_REQUIRED
    default_detail = "Send the body with a Content-Length, not in chunks."


class StrictJSONParser(JSONParser):
    """JSON that is nested too deep is malformed, not a fault of ours."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        """The body's value; ParseError if it is none."""
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise exceptions.ParseError("JSON parse error - nested too deep.") from None


class Door(Gate):
    """An address of the API. Anybody may use it unless a subclass says who."""

    permission_classes = [AllowAny]
    parser_classes = [StrictJSONParser]
    metadata_class = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Let in whoever may enter with parameters that are known and a body that is bearable."""
        super().initial(request, *args, **kwargs)
        refuse_unknown(request, self.known_parameters())
        if request.META.get("HTTP_TRANSFER_ENCODING"):
            raise LengthRequired
        announced = str(request.META.get("CONTENT_LENGTH") or "")
        if announced.isdecimal() and int(announced) > LARGEST_BODY:
            raise TooLarge

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """No cache keeps an answer: what is withdrawn is gone at the next request."""
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return super().finalize_response(request, response, *args, **kwargs)

    def known_parameters(self) -> set[str]:
        """The query parameters that this address reads."""
        return set()


class SeesTheDesk(BasePermission):
    """Staff who may view quotes; what they may do to them, each move decides."""

    message = "This is for editors: staff who may view quotes."

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Whether this person may come in."""
        return request.user.is_staff and request.user.has_perm("quotes.view_quote")


class DeskDoor(Door):
    """An address for editors; what only they may see stays out of every cache."""

    permission_classes = [SeesTheDesk]
    scopes = scopes.DESK

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Keep it, and what went wrong, out of every cache."""
        response["Cache-Control"] = "no-store"
        return super().finalize_response(request, response, *args, **kwargs)


class Filters(DjangoFilterBackend):
    """The filters of a list; a value that is none of a fixed few is told the nearest of them."""

    def filter_queryset(self, request: Request, queryset: Any, view: APIView) -> Any:
        """The rows that the parameters ask for; 400 names those that are wrong."""
        filterset = self.get_filterset(request, queryset, view)
        if filterset is None:
            return queryset
        refuse_wrong(filterset)
        return filterset.qs


class ReadList(Door, mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
    """A list."""

    scopes = scopes.READS
    http_method_names = ["get", "head"]
    filter_backends = [Filters]

    def known_parameters(self) -> set[str]:
        """A list is filtered and paged; a detail takes no parameters."""
        if self.action != "list":
            return set()
        filters: type[FilterSet] | None = getattr(self, "filterset_class", None)
        return KeysetPagination.parameters | set(filters.base_filters if filters else ())


class ReadOnly(mixins.RetrieveModelMixin, ReadList):
    """A list and its details."""


class KeysetPagination(BasePagination):
    """`results`, and the addresses of the `next` and `previous` page or null."""

    parameters = {"cursor", "page_size"}
    size = 20
    largest = 100

    def paginate_queryset(self, queryset: Any, request: Request, view: Any = None) -> list[Any]:
        """The rows of the page that was asked for."""
        self.request = request
        self.page = page_of(queryset, request.query_params.get("cursor"), self._size(request))
        return self.page.items

    def _size(self, request: Request) -> int:
        given = request.query_params.get("page_size", "")
        if not given:
            return self.size
        if not (given.isascii() and given.isdigit() and len(given) < 5):
            raise self._bad_size()
        if not 1 <= int(given) <= self.largest:
            raise self._bad_size()
        return int(given)

    def _bad_size(self) -> exceptions.ValidationError:
        return exceptions.ValidationError(
            {"page_size": [f"Give a whole number from 1 to {self.largest}."]}
        )

    def get_paginated_response(self, data: Any) -> Response:
        """The page as it is sent."""
        return Response(
            {
                "results": data,
                "next": self._address(self.page.next),
                "previous": self._address(self.page.previous),
            }
        )

    def _address(self, cursor: str | None) -> str | None:
        here = self.request.build_absolute_uri()
        return str(replace_query_param(here, "cursor", cursor)) if cursor else None

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """The page as the schema describes it."""
        link = {"type": ["string", "null"], "format": "uri"}
        return {
            "type": "object",
            "required": ["results", "next", "previous"],
            "properties": {
                "results": schema,
                "next": link | {"description": "The next page, or null at the end."},
                "previous": link | {"description": "The page before, or null at the start."},
            },
        }

    def get_schema_operation_parameters(self, view: Any) -> list[dict[str, Any]]:
        """The parameters as the schema describes them."""
        return [
            {
                "name": "cursor",
                "in": "query",
                "description": "Where the page starts: follow `next` and `previous` of a page, "
                "which hold it. Rows that are added meanwhile are neither skipped nor repeated.",
                "schema": {"type": "string"},
            },
            {
                "name": "page_size",
                "in": "query",
                "description": "How many results a page has.",
                "schema": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": self.largest,
                    "default": self.size,
                },
            },
        ]


class StrictSerializer(serializers.Serializer[Any]):
    """The body of a verb; a field it does not know is an error that names it."""

    def to_internal_value(self, data: Any) -> Any:
        """The values, once nothing unknown is among them."""
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise serializers.ValidationError(
                {name: [unknown_field(name, self.fields)] for name in sorted(unknown)}
            )
        return super().to_internal_value(data)


def refuse_wrong(filterset: FilterSet) -> None:
    """Refuse values that a filter does not take."""
    if filterset.is_valid():
        return
    errors = {}
    for name, found in filterset.errors.as_data().items():
        field = filterset.form.fields.get(name)
        values = [str(value) for value, _ in getattr(field, "choices", ()) if value]
        given = str(filterset.data.get(name, ""))
        errors[name] = [
            message + (nearest(given, values) if one.code == "invalid_choice" else "")
            for one in found
            for message in one.messages
        ]
    raise exceptions.ValidationError(errors)


def refuse_unknown(request: Request, known: set[str]) -> None:
    """Refuse parameters that would otherwise be ignored without a word."""
    given = request.query_params
    listed = _listed(known)
    errors = {
        name: [UNKNOWN_PARAMETER.format(meant=nearest(name, known), known=listed)]
        for name in given
        if name not in known
    }
    for name in set(given) & known - REPEATABLE:
        if len(given.getlist(name)) > 1:
            errors[name] = [REPEATED.format(count=len(given.getlist(name)))]
    if errors:
        raise exceptions.ValidationError(errors)


def unknown_field(name: str, known: Iterable[str]) -> str:
    """What is said to a field of a body that nothing reads."""
    return UNKNOWN_FIELD.format(meant=nearest(name, known), known=_listed(known))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none here"
