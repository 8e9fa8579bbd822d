"""What every public address that is read has in common: a shape to ask for, and validators.

An answer carries an ETag made of its bytes. Who sends it back is told 304 if the same question
would be answered with the same bytes now; so nothing that was withdrawn is ever confirmed, for what
is gone is answered otherwise.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from quotes.api.doors import ReadList
from quotes.api.shape import LONGEST, PARAMETERS, Expansion, Shape

SHAPED = {"list", "retrieve", "quotes"}
"""The actions that take `fields` and `expand`."""

NAMES = r"^[a-z_]+(\.[a-z_]+)*(,[a-z_]+(\.[a-z_]+)*)*$"
FIELDS = (
    "Only these parts, by their names with dots for parts of parts: `id,text,speaker.name`. All of "
    "them without it."
)
EXPAND = "Parts that are filled in besides, separated by commas: {known}."


class PublicList(ReadList):
    """A list that anybody may read."""

    expansions: Mapping[str, Expansion] = {}

    def known_parameters(self) -> set[str]:
        """Those of the list, and those of the shape on every address that has one."""
        known = super().known_parameters()
        if not self.has_shape:
            return known
        return known | (PARAMETERS if self.expansions else {"fields"})

    @property
    def has_shape(self) -> bool:
        """Whether the address that is asked takes `fields` and `expand`."""
        return self.action in SHAPED

    @cached_property
    def shape(self) -> Shape:
        """What the request asks to be sent."""
        return Shape.of(self.request, self.expansions) if self.has_shape else Shape()

    def shaped(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows with what is filled in."""
        return self.shape.prepared(queryset, self.expansions)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that the filters find, with what is filled in."""
        return self.shaped(super().filter_queryset(queryset))

    def get_serializer(self, *args: Any, **kwargs: Any) -> Any:
        """The serializer, of the parts that are asked for."""
        serializer = super().get_serializer(*args, **kwargs)
        self.shape.apply(serializer, self.expansions)
        return serializer

    def get_paginated_response(self, data: Any) -> Response:
        """A page, of the parts that are asked for."""
        return super().get_paginated_response(self.shape.cut(data))

    def sent(self, row: Any) -> Response:
        """One row, of the parts that are asked for."""
        return Response(self.shape.cut(self.get_serializer(row).data))

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """The answer with its validators, or 304 to who has it already."""
        final = super().finalize_response(request, response, *args, **kwargs)
        if final.status_code == 200 and hasattr(final, "add_post_render_callback"):
            moment = self.last_modified()
            final.add_post_render_callback(lambda rendered: _validated(request, rendered, moment))
        return final

    def last_modified(self) -> datetime | None:
        """When what this address tells changed last, where that is known to the second."""
        return None


class PublicReads(PublicList):
    """A list that anybody may read, and its details."""

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One row."""
        return self.sent(self.get_object())


def shape_parameters(view: PublicList) -> list[OpenApiParameter]:
    """The parameters of the shape as the schema describes them."""
    text = {"type": "string", "maxLength": LONGEST}
    found = [OpenApiParameter("fields", text | {"pattern": NAMES}, description=FIELDS)]
    if not view.expansions:
        return found
    names = sorted(view.expansions)
    any_of = "|".join(re.escape(name) for name in names)
    listed = text | {"pattern": f"^({any_of})(,({any_of}))*$"}
    described = EXPAND.format(known=", ".join(f"`{name}`" for name in names))
    return [*found, OpenApiParameter("expand", listed, description=described)]


def _validated(
    request: Request, response: HttpResponse, moment: datetime | None
) -> HttpResponse | None:
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    stamp = int(moment.timestamp()) if moment else None
    response["ETag"] = etag
    if stamp is not None:
        response["Last-Modified"] = http_date(stamp)
    answer = get_conditional_response(request._request, etag, stamp, response)
    if answer is None or answer is response:
        return None
    answer["Cache-Control"] = response["Cache-Control"]
    return answer
