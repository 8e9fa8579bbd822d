"""Who holds a quote, and the verbs by which that changes."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.generics import GenericAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from quotes import holds
from quotes.api.desk import whole_quotes
from quotes.api.doors import DeskDoor, StrictSerializer
from quotes.models import Hold


class HoldSerializer(serializers.ModelSerializer[Hold]):
    """Who holds a quote now, and until when."""

    holder = serializers.CharField(source="holder.username", read_only=True)
    came_from = serializers.CharField(source="came_from.username", read_only=True, default=None)

    class Meta:
        model = Hold
        fields = ["holder", "since", "until", "came", "came_from"]
        read_only_fields = fields


class HeldSerializer(serializers.Serializer[Any]):
    """Who holds a quote after a verb."""

    hold = HoldSerializer(read_only=True, allow_null=True)


class HoldBodySerializer(StrictSerializer):
    """Nothing, or what the quote was when it was last read."""

    expected = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        required=False,
        help_text="The quote's `change_number` as you last read it, if that matters to you.",
    )


class HandOverSerializer(HoldBodySerializer):
    """To whom a quote is handed over."""

    to = serializers.CharField(max_length=150, help_text="A user name.")


class HoldView(DeskDoor, GenericAPIView[Any]):
    """A verb of holds on one quote."""

    serializer_class: Any = HoldBodySerializer
    http_method_names = ["post"]
    verb = "take"

    def post(self, request: Request, pk: int) -> Response:
        """Carry it out, and answer with who holds the quote then."""
        body: Any = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        quote = get_object_or_404(whole_quotes(), pk=pk)
        given = body.validated_data
        more = {"to": colleague_named(given["to"])} if "to" in given else {}
        held = _VERBS[self.verb](quote, by=request.user, expected=given.get("expected"), **more)
        return Response(HeldSerializer({"hold": held}).data)


_VERBS: dict[str, Any] = {
    "take": holds.take,
    "take_over": holds.take_over,
    "give_back": holds.give_back,
    "hand_over": holds.hand_over,
}


def colleague_named(username: str) -> Any:
    """A member of the staff, or the error that there is none."""
    found = holds.colleague(username)
    if found is None:
        raise ValidationError({"to": ["No member of the staff has this user name."]})
    return found


def _hold_view(name: str, summary: str) -> type[HoldView]:
    body = HandOverSerializer if name == "hand_over" else HoldBodySerializer
    view = type(f"{name.title()}View", (HoldView,), {"verb": name, "serializer_class": body})
    document = extend_schema(
        operation_id=f"quotes_{name}",
        summary=summary,
        request=body,
        responses={200: HeldSerializer},
    )
    made: type[HoldView] = extend_schema_view(post=document)(view)
    return made


HOLD_VIEWS = {
    "take": _hold_view("take", "Take a quote, so that others do not work on it unknowing"),
    "take_over": _hold_view("take_over", "Take a quote from whoever holds it, on record"),
    "give_back": _hold_view("give_back", "Let go of a quote"),
    "hand_over": _hold_view("hand_over", "Give a quote to somebody who may do something with it"),
}
"""A view for each verb of holds."""
