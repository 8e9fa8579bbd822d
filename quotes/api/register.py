"""The register as verbs for editors: merge two speakers, undo that, part quotes, look for pairs."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import exceptions, serializers
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from quotes import duplicates, merging
from quotes.api.desk import StrictBoolean
from quotes.api.doors import DeskDoor, StrictSerializer
from quotes.models import Merger, Speaker
from sources.refusal import Refusal

LONGEST_TEXT = 10_000
LARGEST_ID = 2**63 - 1


class EntryField(serializers.IntegerField):
    """The number of a speaker's entry, as a speaker."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=1, max_value=LARGEST_ID, **kwargs)

    def run_validation(self, data: Any = serializers.empty) -> Any:
        """The speaker; an error if there is none of this number."""
        found = merging.speaker_with_id(super().run_validation(data))
        if found is None:
            raise serializers.ValidationError(f"No speaker has the number {data}.")
        return found


class ReasonSerializer(StrictSerializer):
    """Why; it stays on record."""

    reason = serializers.CharField(
        required=False, allow_blank=True, max_length=LONGEST_TEXT, help_text="Needed; not public."
    )


class MergingSerializer(ReasonSerializer):
    """Whom to merge the speaker into."""

    into = EntryField(help_text="The `id` of the speaker that stays.")
    dry_run = StrictBoolean(default=False, help_text="Say what would happen, and do nothing.")


class UndoingSerializer(ReasonSerializer):
    """The merger that was looked at, and nothing that came after it."""

    merger = serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, help_text="The `id` of the speaker's merger that stands."
    )


class PartingSerializer(ReasonSerializer):
    """Which quotes are somebody else's, and whose."""

    quotes = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID),
        max_length=merging.LARGEST_SPLIT,
    )
    other = EntryField(required=False, help_text="The `id` of whose they are; or `new_name`.")
    new_name = serializers.CharField(required=False, allow_blank=True, max_length=200)
    public_text = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=LONGEST_TEXT,
        help_text="What the public reads of the published ones; made from the names if left out.",
    )
    dry_run = StrictBoolean(default=False, help_text="Say what would happen, and do nothing.")


class EntrySerializer(serializers.ModelSerializer[Speaker]):
    """An entry of the register, as an editor tells it from another."""

    confirmed = serializers.BooleanField(source="is_confirmed", read_only=True)

    class Meta:
        model = Speaker
        fields = ["id", "name", "slug", "kind", "description", "wikidata_id", "confirmed"]
        read_only_fields = fields


class RowsPlanSerializer(serializers.Serializer[Any]):
    """How many rows of a relation move."""

    name = serializers.CharField(read_only=True)
    moving = serializers.IntegerField(read_only=True)
    staying = serializers.IntegerField(read_only=True)
    why = serializers.CharField(read_only=True)


class PlanSerializer(serializers.Serializer[Any]):
    """What a merger would do, and what stands in its way."""

    loser = EntrySerializer(read_only=True)
    winner = EntrySerializer(read_only=True)
    possible = serializers.BooleanField(source="is_possible", read_only=True)
    obstacles = serializers.ListField(child=serializers.CharField(), read_only=True)
    rows = RowsPlanSerializer(many=True, read_only=True)


class MergerSerializer(serializers.ModelSerializer[Merger]):
    """A merger on record, or the undoing of one."""

    loser = EntrySerializer(read_only=True)
    winner = EntrySerializer(read_only=True)
    by = serializers.CharField(source="by.username", read_only=True)
    moved = serializers.SerializerMethodField(help_text="How many rows of each sort moved.")
    left = serializers.SerializerMethodField(help_text="Of an undoing: what did not return.")

    class Meta:
        model = Merger
        fields = ["id", "loser", "winner", "by", "at", "reason", "undoes", "moved", "left"]
        read_only_fields = fields

    def get_moved(self, merger: Merger) -> dict[str, int]:
        """Each sort of row by its name."""
        return dict(merging.moved_by(merger))

    def get_left(self, merger: Merger) -> list[str]:
        """In words, a line each."""
        return list(self.context.get("left", []))


class PartSerializer(serializers.Serializer[Any]):
    """What came of one quote."""

    quote = serializers.IntegerField(source="quote.pk", read_only=True)
    outcome = serializers.ChoiceField(merging.OUTCOMES, read_only=True)
    note = serializers.CharField(read_only=True)


class SplitSerializer(serializers.Serializer[Any]):
    """What came of all of them, or would; a new speaker of a dry run has no entry."""

    speaker = EntrySerializer(read_only=True)
    other = EntrySerializer(read_only=True)
    dry_run = serializers.BooleanField(source="is_dry_run", read_only=True)
    parts = PartSerializer(many=True, read_only=True)


class PairSerializer(serializers.Serializer[Any]):
    """Two entries that may be one, and why."""

    other = serializers.SerializerMethodField()
    score = serializers.IntegerField(read_only=True, help_text="How likely, of 100.")
    reasons = serializers.ListField(child=serializers.CharField(), read_only=True)
    against = serializers.ListField(child=serializers.CharField(), read_only=True)

    def get_other(self, pair: duplicates.Pair) -> EntrySerializer:
        """The one that was not asked about."""
        asked = self.context["speaker"]
        entry = pair.elder if pair.later.speaker == asked else pair.later
        return EntrySerializer(entry.speaker).data  # type: ignore[return-value]


class RegisterView(DeskDoor, GenericAPIView[Speaker]):
    """What the verbs have in common: an editor and a speaker."""

    http_method_names = ["post"]
    queryset = Speaker.objects.none()

    def speaker(self) -> Speaker:
        """The speaker of the address, merged or not."""
        found = merging.speaker_with_id(self.kwargs["pk"])
        if found is None:
            raise exceptions.NotFound
        return found

    def post(self, request: Request, pk: int) -> Response:
        """Do what the verb says, and answer with what came of it."""
        speaker = self.speaker()
        body: Any = self.get_serializer(data=request.data)
        body.is_valid(raise_exception=True)
        done = self.carry_out(speaker, body.validated_data)
        return Response(done)

    @abstractmethod
    def carry_out(self, speaker: Speaker, said: dict[str, Any]) -> dict[str, Any]:
        """Call the verb with what the body says; its answer as it is sent."""


class MergeView(RegisterView):
    """Merge a speaker into another."""

    serializer_class = MergingSerializer

    def carry_out(self, speaker: Speaker, said: dict[str, Any]) -> dict[str, Any]:
        """Merge them, or say what that would do."""
        into = said["into"]
        if said["dry_run"]:
            return dict(PlanSerializer(merging.plan(speaker, into=into)).data)
        reason = said.get("reason", "")
        record = merging.merge(speaker, into=into, by=self.request.user, reason=reason)
        return dict(MergerSerializer(record).data)


class UndoMergeView(RegisterView):
    """Undo the merger of a speaker."""

    serializer_class = UndoingSerializer

    def carry_out(self, speaker: Speaker, said: dict[str, Any]) -> dict[str, Any]:
        """Part the two again."""
        merger = merging.merger_with_id(said["merger"])
        if merger is None or merger.loser_id != speaker.pk:
            raise Refusal("This is no merger of this speaker into another.", field="merger")
        undoing = merging.undo(merger, by=self.request.user, reason=said.get("reason", ""))
        return dict(MergerSerializer(undoing.record, context={"left": undoing.left}).data)


class SplitView(RegisterView):
    """Part a speaker's quotes in two."""

    serializer_class = PartingSerializer

    def carry_out(self, speaker: Speaker, said: dict[str, Any]) -> dict[str, Any]:
        """Part them, or say what would come of each."""
        found = merging.split(
            speaker,
            quotes=said["quotes"],
            by=self.request.user,
            reason=said.get("reason", ""),
            other=said.get("other"),
            new_name=said.get("new_name", ""),
            public_text=said.get("public_text", ""),
            dry_run=said["dry_run"],
        )
        return dict(SplitSerializer(found).data)


class PairsSerializer(serializers.Serializer[Any]):
    """All pairs of a speaker."""

    results = PairSerializer(many=True, read_only=True)


@extend_schema_view(
    get=extend_schema(
        operation_id="speakers_duplicates",
        summary="Whom a speaker may be the same as",
        description="For editors. Pairs that were told apart are left out.",
        responses={200: PairsSerializer},
    )
)
class DuplicatesView(RegisterView):
    """Whom a speaker may be the same as."""

    serializer_class = PairSerializer
    http_method_names = ["get", "head"]
    pagination_class = None
    post = None  # type: ignore[assignment]

    def get(self, request: Request, pk: int) -> Response:
        """The pairs, the likeliest first."""
        speaker = self.speaker()
        shown = PairSerializer(duplicates.of(speaker), many=True, context={"speaker": speaker})
        return Response({"results": shown.data})


def _documented(
    view: Any, name: str, answer: Any, summary: str, description: str
) -> tuple[str, type[RegisterView]]:
    document = extend_schema(
        operation_id=f"speakers_{name.replace('-', '_')}",
        summary=summary,
        description=description,
        responses={200: answer},
        request=view.serializer_class,
    )
    return name, extend_schema_view(post=document)(view)


_MAY = "Needs the permission `merge_speaker`. "

REGISTER_VIEWS = dict(
    [
        _documented(
            MergeView,
            "merge",
            MergerSerializer,
            "Merge a speaker into another",
            f"{_MAY}Quotes, names and positions go to the other, and the address leads there. A "
            "dry run answers with the plan instead: what would move, and what stands in the way.",
        ),
        _documented(
            UndoMergeView,
            "undo-merge",
            MergerSerializer,
            "Undo the merger of a speaker",
            f"{_MAY}All that the merger moved returns; what came later stays.",
        ),
        _documented(
            SplitView,
            "split",
            SplitSerializer,
            "Part a speaker's quotes in two",
            f"{_MAY}Captured quotes move, published ones are proposed as corrections, the rest is "
            "refused with the remedy.",
        ),
    ]
)
"""A view for each verb of the register, by the end of its address."""
