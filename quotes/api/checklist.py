"""The questions before *verify* as the API asks them, and the answers as it takes them."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from quotes.models import ChecklistItem
from quotes.verification import CHECKLIST, NOT_APPLICABLE

_NO_ANSWER = f"Answer true, or “{NOT_APPLICABLE}” where the question allows it."


@extend_schema_field({"oneOf": [{"type": "boolean"}, {"type": "string", "enum": [NOT_APPLICABLE]}]})
class AnswerField(serializers.Field[Any, Any, Any, Any]):
    """true, false or “not_applicable” and nothing like them: an answer is somebody's word."""

    def to_internal_value(self, data: Any) -> bool | str:
        """The answer as it was given."""
        if data is True or data is False or data == NOT_APPLICABLE:
            return data
        raise serializers.ValidationError(_NO_ANSWER)

    def to_representation(self, value: Any) -> Any:
        """The answer as it was kept."""
        return value


class AnswersSerializer(serializers.Serializer[Any]):
    """What the checker has confirmed; verifying needs all that is required of this quote.

    The schema shows the questions that every newsroom starts with; which there are now, the verb
    knows.
    """

    def get_fields(self) -> dict[str, Any]:
        """One answer for each question."""
        return {
            key: AnswerField(required=False, help_text=f"{CHECKLIST[key]}.") for key in CHECKLIST
        }

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        """Answers by their questions, whatever those are."""
        return _ANSWERS.run_validation(data)


_ANSWERS = serializers.DictField(child=AnswerField())


class QuestionSerializer(serializers.ModelSerializer[ChecklistItem]):
    """A question that is asked before this quote is verified."""

    class Meta:
        model = ChecklistItem
        fields = ["key", "question", "required", "may_not_apply", "applies"]
        read_only_fields = fields
        extra_kwargs = {
            "key": {"help_text": "Answer it under this name."},
            "may_not_apply": {"help_text": f"Whether “{NOT_APPLICABLE}” is an answer."},
            "applies": {
                "help_text": "When it is asked; `recording` and `speaker` hang on the basis that "
                "you choose."
            },
        }
