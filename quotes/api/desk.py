"""The editors' side: whole quotes by state, and the moves of quotes.verification as verbs."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from quotes import verification
from quotes.api.checklist import AnswersSerializer, QuestionSerializer
from quotes.api.doors import UNKNOWN_FIELD, DeskDoor, ReadOnly, StrictSerializer
from quotes.api.public import WHOLE_NUMBER
from quotes.api.searching import KeepingBackend, NotedPagination
from quotes.api.serializers import QuoteSerializer
from quotes.models import SURENESS, ChecklistItem, Notice, Quote, Review
from quotes.search import DeskSearch
from quotes.verification import (
    MOVES,
    REASONS,
    TAKE_BACK,
    Decision,
    Move,
    State,
    UnknownQuestion,
    VerificationBasis,
)
from sources.refusal import Refusal


class ReviewSerializer(serializers.ModelSerializer[Review]):
    """A move that was made, by whom, when and why."""

    by = serializers.CharField(source="by.username", read_only=True)

    class Meta:
        model = Review
        fields = [
            *("move", "from_state", "to_state", "by", "at", "reason", "note"),
            *("verification_basis", "questions", "answers", "joined_into"),
            *("revision", "single_editor"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            "reason": {"help_text": "Why it was rejected; empty for any other move."},
            "questions": {"help_text": "What was asked before it was verified, in which words."},
            "answers": {"help_text": "What was answered, question by question."},
        }


class OpenProposalSerializer(serializers.ModelSerializer[Notice]):
    """A correction that waits for somebody else's word."""

    proposed_by = serializers.CharField(source="proposed_by.username", read_only=True)

    class Meta:
        model = Notice
        fields = ["id", "type", "public_text", "before", "after", "proposed_by", "proposed_at"]
        read_only_fields = fields


class MoveSerializer(serializers.Serializer[Any]):
    """A move that is open to the person who asks."""

    name = serializers.CharField(read_only=True, help_text="The verb at the end of its address.")
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]
    needs_note = serializers.BooleanField(read_only=True)


_HOW_SURE = "How sure the engine was, from 0 to 1; never changed afterwards."


class DeskQuoteSerializer(QuoteSerializer):
    """A quote with all that an editor sees of it."""

    spans = serializers.JSONField(
        source="content", read_only=True, help_text="[start, end) offsets into the version's text."
    )
    reviews = serializers.SerializerMethodField()
    moves = serializers.SerializerMethodField(help_text="The moves open to you now.")
    checklist = serializers.SerializerMethodField(help_text="What is asked before it is verified.")
    proposal = serializers.SerializerMethodField(help_text="The open correction, or null.")

    class Meta(QuoteSerializer.Meta):
        fields = [
            *QuoteSerializer.Meta.fields,
            *("change_number", "version", "spans", "act", "caveats", "anonymity_reason"),
            *("no_role_printed", "embargo_until", "legal_flag", "confidence", *SURENESS),
            *("captured_at", "split_from", "reviews", "moves", "checklist", "proposal"),
        ]
        read_only_fields = fields
        extra_kwargs = {
            **QuoteSerializer.Meta.extra_kwargs,
            "change_number": {"help_text": "Send it as `expected` with a move."},
            "act": {
                "help_text": "Whether somebody spoke, or the story only tells what somebody "
                "thinks, means to do or feels."
            },
            "caveats": {"help_text": "What to know before printing the words."},
            "confidence": {"help_text": f"{_HOW_SURE} Null for a quote captured by a person."},
            **{name: {"help_text": _HOW_SURE} for name in SURENESS},
        }

    @extend_schema_field(ReviewSerializer(many=True))
    def get_reviews(self, quote: Quote) -> Any:
        """The moves made so far, the first first."""
        made = sorted(quote.reviews.all(), key=lambda review: review.pk)
        return ReviewSerializer(made, many=True).data

    @extend_schema_field(MoveSerializer(many=True))
    def get_moves(self, quote: Quote) -> Any:
        """The moves that this person may make now."""
        moves = verification.moves_open_to(self.context["request"].user, quote)
        return MoveSerializer(moves, many=True).data

    @extend_schema_field(QuestionSerializer(many=True))
    def get_checklist(self, quote: Quote) -> Any:
        """The questions that may be asked of this quote, until it has answers."""
        if quote.state not in (State.CAPTURED, State.SUBMITTED):
            return []
        root: Any = self.root
        if not hasattr(root, "checklist_items"):
            root.checklist_items = quote.checklist()
        asked = [item for item in root.checklist_items if item.may_be_asked_of(quote)]
        return QuestionSerializer(asked, many=True).data

    @extend_schema_field(OpenProposalSerializer(allow_null=True))
    def get_proposal(self, quote: Quote) -> Any:
        """The correction that waits for approval."""
        waiting = next((one for one in quote.notices.all() if one.decided_at is None), None)
        return OpenProposalSerializer(waiting).data if waiting else None


class StrictBoolean(serializers.BooleanField):
    """true or false and nothing like them: a tick is somebody's word."""

    TRUE_VALUES = {True}
    FALSE_VALUES = {False}
    NULL_VALUES = set()


class PlainMoveSerializer(StrictSerializer):
    """What every move takes."""

    expected = serializers.IntegerField(
        min_value=1,
        max_value=2**31 - 1,
        help_text="The quote's `change_number` as you last read it. If it has changed since, the "
        "move is refused with 409 and nothing happens.",
    )

    def decision(self) -> Decision:
        """What the person says along with the move."""
        given = self.validated_data
        return Decision(
            note=given.get("note", given.get("reason", "")),
            basis=given.get("basis", ""),
            answers=given.get("checklist", {}),
        )


class NotedMoveSerializer(PlainMoveSerializer):
    """A move that needs a note."""

    note = serializers.CharField(
        required=False, allow_blank=True, max_length=10_000, help_text="Needed; kept, not public."
    )


class RetractionSerializer(PlainMoveSerializer):
    """A retraction."""

    reason = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=10_000,
        help_text="Needed; shown to the public in place of the quote.",
    )


class RejectionSerializer(PlainMoveSerializer):
    """A rejection."""

    reason = serializers.ChoiceField(
        choices=REASONS, required=False, help_text="Why; `other`, unless you say."
    )
    note = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=10_000,
        help_text="Needed for another reason than those; kept, not public.",
    )

    def decision(self) -> Decision:
        """Its typed reason, and the note."""
        given = self.validated_data
        return Decision(note=given.get("note", ""), reason=given.get("reason", ""))


class VerificationSerializer(PlainMoveSerializer):
    """A verification."""

    basis = serializers.ChoiceField(
        choices=VerificationBasis.choices,
        required=False,
        help_text="Needed: what you held the quote against.",
    )
    checklist = AnswersSerializer(required=False)
    note = serializers.CharField(required=False, allow_blank=True, max_length=10_000)


@extend_schema_view(
    list=extend_schema(summary="Quotes in any state, the longest waiting first"),
    retrieve=extend_schema(summary="One quote with its reviews and the moves open to you"),
)
class DeskQuoteViewSet(DeskDoor, ReadOnly):
    """Quotes as editors see them."""

    serializer_class = DeskQuoteSerializer
    filter_backends = [KeepingBackend]
    pagination_class = NotedPagination
    filterset_class = DeskSearch
    lookup_value_regex = WHOLE_NUMBER

    def get_queryset(self) -> QuerySet[Quote]:
        """All quotes, whatever their state."""
        return whole_quotes().order_by("captured_at", "id")


class MoveView(DeskDoor, GenericAPIView[Quote]):
    """A verb: one move on one quote, in one transaction."""

    serializer_class: Any = PlainMoveSerializer
    http_method_names = ["post"]
    move: Move

    def get_queryset(self) -> QuerySet[Quote]:
        """All quotes; the move says from which states it leads."""
        return whole_quotes()

    def post(self, request: Request, pk: int) -> Response:
        """Make the move, and answer with the quote as it is then."""
        body: Any = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        try:
            verification.make(
                Quote(pk=pk),
                self.move.name,
                body.decision(),
                by=request.user,
                expected=body.validated_data["expected"],
                refresh=False,
            )
        except Quote.DoesNotExist as missing:
            raise Http404 from missing
        except UnknownQuestion as unknown:
            named = {unknown.key: [UNKNOWN_FIELD.format(known=_known_questions())]}
            raise serializers.ValidationError({"checklist": named}) from unknown
        except Refusal as refusal:
            refusal.field = _AS_SENT.get((self.move.name, refusal.field), refusal.field)
            raise
        moved = self.get_queryset().get(pk=pk)
        rendered = DeskQuoteSerializer(moved, context=self.get_serializer_context())
        return Response(rendered.data)


_AS_SENT = {("verify", "answers"): "checklist", ("retract", "note"): "reason"}
"""What the API calls the inputs that the table knows by another name."""

_BODIES = {
    "verify": VerificationSerializer,
    "retract": RetractionSerializer,
    "reject": RejectionSerializer,
}


def whole_quotes() -> QuerySet[Quote]:
    """Quotes in any state with what editors see of them, in a fixed number of queries."""
    return Quote.objects.with_context().prefetch_related(
        Prefetch("notices", Notice.objects.select_related("proposed_by")),
        Prefetch("reviews", Review.objects.select_related("by")),
    )


def _known_questions() -> str:
    return ", ".join(item.key for item in ChecklistItem.objects.in_use())


def _view_of(move: Move) -> type[MoveView]:
    body = _BODIES.get(move.name, NotedMoveSerializer if move.needs_note else PlainMoveSerializer)
    before = " or ".join(state.value for state in move.before)
    undone = "the decision" if move.name == TAKE_BACK else "it was withheld"
    after = move.after.value if move.after else f"the state before {undone}"
    needed = f"permission `{move.permission}`" if move.permission else "decision to be your own"
    view = type(
        f"{move.name.title().replace('_', '')}View",
        (MoveView,),
        {"move": move, "serializer_class": body, "__doc__": f"{move.label} a quote."},
    )
    document = extend_schema(
        operation_id=f"quotes_{move.name}",
        summary=f"{move.label}",
        description=f"From {before} to {after}. Needs the {needed}.",
        request=body,
        responses={200: DeskQuoteSerializer},
    )
    made: type[MoveView] = extend_schema_view(post=document)(view)
    return made


MOVE_VIEWS = {name: _view_of(move) for name, move in MOVES.items() if not move.own_verb}
"""A view for each move of the table but those that have verbs of their own."""
