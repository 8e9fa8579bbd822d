"""Quotes in bulk: a whole search as a file, and the dumps by month."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.conf import settings
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import exceptions, serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from quotes import export
from quotes.api.doors import Door
from quotes.api.searching import checked
from quotes.models import Quote
from quotes.search import QuoteSearch

SCOPES = {"GET": "export", "HEAD": "export"}
"""What a token must be for."""

STALLED = 60.0
"""Seconds in which a reader takes no piece of an export: then nobody reads, and it ends."""

RETRY_AFTER = 60  # seconds

_FORMATS = ", ".join(export.FORMATS)


def may_have_all(request: Request) -> bool:
    """Whether a whole search may be had: whoever says who they are may. Rates bound the rest."""
    return request.auth is not None or request.user.is_authenticated


class ExportView(Door, GenericAPIView[Any]):
    """A search, all of it."""

    scopes = SCOPES
    http_method_names = ["get"]
    queryset = Quote.objects.none()
    serializer_class: Any = serializers.Serializer
    filterset_class = QuoteSearch
    pagination_class = None

    def known_parameters(self) -> set[str]:
        """The search's, and the format."""
        return {"format", *QuoteSearch.base_filters}

    @extend_schema(
        operation_id="export",
        summary="Every quote that a search finds, as a file",
        description="The same search and the same filters as the list of quotes, without pages, in "
        "the order `newest` or `oldest`. All rows are of one moment. Without a token, at most "
        f"{export.selecting.MOST_UNASKED:,} quotes. A file that was cut off is told by the "
        "connection, which ends without the last chunk; a Parquet file, by lacking its end.",
        filters=True,
        parameters=[
            OpenApiParameter(
                "format",
                description="In which format; `jsonl` unless told.",
                enum=list(export.FORMATS),
            )
        ],
        responses={
            **{(200, one.media_type): OpenApiTypes.BINARY for one in export.FORMATS.values()},
            403: OpenApiResponse(description="More quotes than anybody may have without a token"),
            429: OpenApiResponse(description="As many exports run as may, or too many requests"),
        },
    )
    def get(self, request: Request) -> HttpResponseBase:
        """The file, piece by piece."""
        form = _format(request)
        search = checked(QuoteSearch(request.query_params, queryset=Quote.objects.public()))
        try:
            selection = export.selected(search, may_have_all=may_have_all(request))
            pieces = _begun(export.stream(selection, form))
        except export.TooMany as error:
            raise exceptions.PermissionDenied(error.message) from None
        except export.Busy as error:
            raise exceptions.Throttled(RETRY_AFTER, error.message) from None
        _end_with_its_reader(request)
        return StreamingHttpResponse(
            pieces,
            content_type=form.media_type,
            headers={
                "Content-Disposition": f'attachment; filename="{_name(form)}"',
                "X-Accel-Buffering": "no",
            },
        )


def _format(request: Request) -> export.Format:
    asked = request.query_params.get("format", "jsonl")
    if asked not in export.FORMATS:
        raise exceptions.ValidationError({"format": [f"Give one of: {_FORMATS}."]})
    return export.FORMATS[asked]


def _name(form: export.Format) -> str:
    return f"quotes-{timezone.localdate():%Y-%m-%d}{form.ending}"


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces with the first one made: what goes wrong until then is still a problem to send."""
    first = next(pieces, b"")
    return _Rest(first, pieces)


class _Rest:
    """The pieces as the server asks for them; closed, the database is asked no more."""

    def __init__(self, first: bytes, pieces: Iterator[bytes]) -> None:
        self._all, self._pieces = chain([first], pieces), pieces

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self._all)

    def close(self) -> None:
        """End it."""
        self._pieces.close()  # type: ignore[attr-defined]


def _end_with_its_reader(request: Request) -> None:
    """A reader that stopped reading would keep a thread and a snapshot of the database for ever."""
    connection = request.META.get("gunicorn.socket")
    if isinstance(connection, socket.socket):
        connection.settimeout(STALLED)


class DumpFileSerializer(serializers.Serializer[Any]):
    """A file, and how to tell that it arrived whole."""

    name = serializers.CharField(read_only=True)
    format = serializers.CharField(read_only=True, help_text="jsonl, gzipped; parquet; or schema.")
    bytes = serializers.IntegerField(read_only=True)
    sha256 = serializers.CharField(read_only=True)
    url = serializers.SerializerMethodField(help_text="Where to get it.")

    def get_url(self, row: Any) -> str:
        """Its address."""
        request = self.context["request"]
        return str(reverse("api:dump-file", args=[row["name"]], request=request))


class DumpMonthSerializer(serializers.Serializer[Any]):
    """The quotes that were said in a month."""

    month = serializers.CharField(read_only=True, help_text="Such as 2026-03.")
    rows = serializers.IntegerField(read_only=True)
    files = DumpFileSerializer(many=True, read_only=True)


class DumpsSerializer(serializers.Serializer[Any]):
    """The dumps there are."""

    generated_at = serializers.DateTimeField(
        read_only=True, allow_null=True, help_text="When months were last looked at for changes."
    )
    schema_version = serializers.IntegerField(read_only=True)
    schema = DumpFileSerializer(read_only=True, help_text="The JSON Schema of each line.")
    rows = serializers.IntegerField(read_only=True, help_text="How many quotes they have in all.")
    months = DumpMonthSerializer(many=True, read_only=True)


class DumpsView(Door, GenericAPIView[Any]):
    """The dumps by month."""

    scopes = SCOPES
    http_method_names = ["get", "head"]
    serializer_class: Any = DumpsSerializer

    @extend_schema(
        operation_id="dumps",
        summary="Every public quote, in files by month",
        description="Months in which nothing changed keep their files, and a file's name changes "
        "with what it holds: take what you lack, drop what is named no more.",
    )
    def get(self, request: Request) -> Response:
        """The manifest, with addresses."""
        return Response(self.get_serializer(export.manifest(settings.DUMPS_DIR)).data)


_MEDIA = {"jsonl": "application/gzip", "schema": "application/schema+json"}


class DumpFileView(Door):
    """One file of the dumps."""

    scopes = SCOPES
    http_method_names = ["get", "head"]

    @extend_schema(
        operation_id="dumps_file",
        summary="One file of the dumps, or the schema they follow",
        parameters=[OpenApiParameter("name", location=OpenApiParameter.PATH)],
        responses={
            (200, "application/octet-stream"): OpenApiTypes.BINARY,
            304: OpenApiResponse(description="You have it"),
        },
    )
    def get(self, request: Request, name: str) -> HttpResponseBase:
        """The file; nothing that the manifest does not name."""
        try:
            path, told = export.dump_file(settings.DUMPS_DIR, name)
        except export.NoDump as error:
            raise exceptions.NotFound(error.message) from None
        etag = f'"{told.sha256}"'
        if unchanged := get_conditional_response(request._request, etag):
            return unchanged
        media = _MEDIA.get(told.format) or export.FORMATS[told.format].media_type
        response = FileResponse(path.open("rb"), content_type=media, filename=told.name)
        response["Content-Disposition"] = f'attachment; filename="{told.name}"'
        response["ETag"] = etag
        return response
