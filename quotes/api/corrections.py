"""Corrections of published quotes as verbs: one editor proposes, another approves or declines."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from quotes import corrections
from quotes.api.desk import DeskQuoteSerializer, StrictBoolean, whole_quotes
from quotes.api.doors import DeskDoor, StrictSerializer
from quotes.models import Act, Caveat, Precision, Quote, QuoteKind, Speaker
from quotes.verification import AttributionBasis
from sources.refusal import Refusal

LONGEST_TEXT = 10_000
MOST_SPANS = 100


class SpansField(serializers.ListField):
    """Pairs of character offsets [start, end) into the version's text."""

    child = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=2**31 - 1), min_length=2, max_length=2
    )

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=MOST_SPANS, **kwargs)


class ChangesSerializer(StrictSerializer):
    """What a correction changes; what it leaves out stays as it is."""

    spans = SpansField(source="content", help_text="Where the words stand, as in the whole quote.")
    kind = serializers.ChoiceField(QuoteKind.choices, required=False)
    act = serializers.ChoiceField(Act.choices, required=False)
    caveats = serializers.ListField(
        child=serializers.ChoiceField(Caveat.choices), required=False, max_length=len(Caveat)
    )
    setting = serializers.CharField(required=False, allow_blank=True, max_length=300)
    speaker = serializers.SlugRelatedField(
        slug_field="slug",
        queryset=Speaker.objects.current(),
        required=False,
        allow_null=True,
        help_text="A speaker's slug, or null for a source that is described instead.",
        error_messages={"does_not_exist": "No speaker has the slug “{value}”."},
    )
    descriptor = serializers.CharField(required=False, allow_blank=True, max_length=300)
    anonymity_reason = serializers.CharField(required=False, allow_blank=True, max_length=500)
    role = serializers.CharField(
        source="role_as_printed", required=False, allow_blank=True, max_length=300
    )
    no_role_printed = StrictBoolean(required=False)
    said_on = serializers.DateField(required=False)
    said_on_precision = serializers.ChoiceField(Precision.choices, required=False)
    attribution_basis = serializers.ChoiceField(AttributionBasis.choices, required=False)
    language = serializers.CharField(required=False, max_length=35)


class ProposalSerializer(StrictSerializer):
    """A correction to propose."""

    expected = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        help_text="The quote's `change_number` as you last read it.",
    )
    type = serializers.ChoiceField([(kind.value, kind.label) for kind in corrections.TYPES])
    public_text = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_TEXT,
        help_text="Needed: what the public will read of it.",
    )
    changes = ChangesSerializer(required=False)


class ApprovalSerializer(StrictSerializer):
    """The proposal that was read, and nothing that came after it."""

    proposal = serializers.IntegerField(
        min_value=1, max_value=2**63 - 1, help_text="The `id` of the quote's open proposal."
    )


class DecliningSerializer(ApprovalSerializer):
    """A proposal to turn down, or to withdraw by whoever made it."""

    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_TEXT, help_text="Needed; not public."
    )


class CorrectionView(DeskDoor, GenericAPIView[Quote]):
    """What the verbs have in common: an editor, a quote, and the quote as it is then."""

    http_method_names = ["post"]

    def get_queryset(self) -> QuerySet[Quote]:
        """All quotes; the verb says which may be corrected."""
        return whole_quotes()

    def post(self, request: Request, pk: int) -> Response:
        """Do what the verb says, and answer with the whole quote."""
        body: Any = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        quote = get_object_or_404(self.get_queryset(), pk=pk)
        try:
            self.carry_out(quote, body.validated_data)
        except Refusal as refusal:
            refusal.field = _AS_SENT.get(refusal.field, refusal.field)
            raise
        rendered = DeskQuoteSerializer(
            self.get_queryset().get(pk=pk), context=self.get_serializer_context()
        )
        return Response(rendered.data)

    @abstractmethod
    def carry_out(self, quote: Quote, said: dict[str, Any]) -> None:
        """Call the verb with what the body says."""


class ProposeView(CorrectionView):
    """Propose a correction."""

    serializer_class = ProposalSerializer

    def carry_out(self, quote: Quote, said: dict[str, Any]) -> None:
        """Propose it; nothing public changes yet."""
        corrections.propose(
            quote,
            by=self.request.user,
            type=said["type"],
            changes=said.get("changes", {}),
            public_text=said.get("public_text", ""),
            expected=said["expected"],
        )


class ApproveView(CorrectionView):
    """Approve a correction."""

    serializer_class = ApprovalSerializer

    def carry_out(self, quote: Quote, said: dict[str, Any]) -> None:
        """Approve it; the next revision is public at once."""
        notice = get_object_or_404(quote.notices, pk=said["proposal"])
        corrections.approve(notice, by=self.request.user)


class DeclineView(CorrectionView):
    """Decline a correction."""

    serializer_class = DecliningSerializer

    def carry_out(self, quote: Quote, said: dict[str, Any]) -> None:
        """Decline it; it stays on record."""
        notice = get_object_or_404(quote.notices, pk=said["proposal"])
        corrections.decline(notice, by=self.request.user, reason=said.get("reason", ""))


_AS_SENT = {name: f"changes.{name}" for name in corrections.CORRECTABLE} | {
    "content": "changes.spans",
    "role_as_printed": "changes.role",
}
"""Where the API's body holds what a refusal names."""


def _documented(
    view: type[CorrectionView], name: str, description: str
) -> tuple[str, type[CorrectionView]]:
    document = extend_schema(
        operation_id=f"quotes_{name}_correction",
        summary=f"{name.title()} a correction",
        description=description,
        request=view.serializer_class,
        responses={200: DeskQuoteSerializer},
    )
    return f"{name}_correction", extend_schema_view(post=document)(view)


CORRECTION_VIEWS = dict(
    [
        _documented(
            ProposeView,
            "propose",
            "From published. Needs the permission `propose_correction`. One proposal waits at a "
            "time; nothing public changes before somebody else approves it.",
        ),
        _documented(
            ApproveView,
            "approve",
            "Makes the quote's next revision and the public notice. Needs the permission "
            "`approve_correction`, and another person than the proposer.",
        ),
        _documented(
            DeclineView,
            "decline",
            "Keeps the proposal on record with the reason. Needs the permission "
            "`approve_correction`, or to have proposed it.",
        ),
    ]
)
"""A view for each verb of quotes.corrections, by the end of its address."""
