"""What the desk's forms accept: their shape only; whether it may be done is the verbs' business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms

from quotes.desk import asks, picker, storyline, worklist
from quotes.desk.fields import PartialDateField, SpansField
from quotes.desk.picker import NEW, Option
from quotes.models import Act, Caveat, Notice, Quote, QuoteKind, Speaker
from quotes.verification import REASONS, AttributionBasis, Decision, VerificationBasis

LONGEST_NOTE = 4000
LONGEST_ANSWER = 60

UNNAMED = "unnamed"
TYPED = "typed"

PARTS: Mapping[str, tuple[str, ...]] = {
    "speaker": ("speaker", "speaker_name", "descriptor", "anonymity_reason"),
    "role": ("role_as_printed", "no_role_printed"),
    "date": ("said_on",),
    "basis": ("attribution_basis",),
}
"""The fields that can be opened alone, under the name of their key."""


class QuoteForm(forms.Form):
    """A form about one quote; `expected` is the change number that the page showed."""

    expected = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)

    def __init__(self, quote: Quote, data: Any = None, *, name: str = "") -> None:
        self.quote = quote
        super().__init__(
            data, initial=self.as_it_stands(quote), auto_id=f"q{quote.pk}-{name or 'form'}-%s"
        )

    def as_it_stands(self, quote: Quote) -> dict[str, Any]:
        """What the fields show at first."""
        return {"expected": quote.change_number}

    def kept(self) -> list[tuple[str, str]]:
        """The person's own input, as they typed it, for when the form can't be shown again."""
        return [
            (str(bound.label), _typed(bound.data))
            for bound in self
            if bound.name != "expected" and bound.data not in (None, "", False, [])
        ]


class AnswersField(forms.MultipleChoiceField):
    """What was ticked; which questions there are, the verb knows."""

    def valid_value(self, value: str) -> bool:
        """Whether it may be an answer at all."""
        return len(value) <= LONGEST_ANSWER


class MoveForm(QuoteForm):
    """What a person says along with a move."""

    note = forms.CharField(required=False, max_length=LONGEST_NOTE)
    reason = forms.ChoiceField(required=False)
    basis = forms.ChoiceField(
        label="Held against",
        required=False,
        choices=VerificationBasis.choices,
        error_messages={"invalid_choice": "Say what you matched the quote against."},
    )
    answers = AnswersField(label="Confirmed", required=False)

    def __init__(self, quote: Quote, data: Any = None, *, name: str = "") -> None:
        super().__init__(quote, data, name=name)
        self._reasons = {item.value: item.label for item in asks.reasons(name)}
        choices = [("", ""), *self._reasons.items()]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]

    def decision(self) -> Decision:
        """The move's decision; a reason that the record has no type for is a note."""
        reason, note = self.cleaned_data["reason"], self.cleaned_data["note"]
        typed = reason if reason in dict(REASONS) else ""
        return Decision(
            " ".join(part for part in (reason if not typed else "", note) if part)[:LONGEST_NOTE],
            self.cleaned_data["basis"],
            answered(self.cleaned_data["answers"]),
            typed,
        )

    def kept(self) -> list[tuple[str, str]]:
        """The person's own input, with what they chose in the words that they saw."""
        chosen = {"basis": dict(VerificationBasis.choices), "reason": self._reasons}
        kept = []
        for name in ("note", "reason", "basis", "answers"):
            given = self[name].data
            told = asks.in_words(self.quote, given) if name == "answers" else given
            if told:
                words = chosen.get(name, {}).get(str(told), str(told))
                kept.append((str(self[name].label), words))
        return kept


class SplitForm(QuoteForm):
    """Where to part a quote in two."""

    at = forms.IntegerField(
        label="The second quote begins with",
        min_value=1,
        max_value=2**31 - 1,
        error_messages={"required": "Choose the word that begins the second quote."},
    )

    def kept(self) -> list[tuple[str, str]]:
        """The chosen word and what follows it, not its place as a number."""
        places = {str(at): words for at, words in asks.split_places(self.quote)}
        words = places.get(str(self["at"].data), "")
        return [(str(self["at"].label), words)] if words else []


class JoinForm(QuoteForm):
    """Which quote to take over: the one below, as the page showed it."""

    other = forms.IntegerField(label="The other quote", min_value=1, max_value=2**63 - 1)

    def kept(self) -> list[tuple[str, str]]:
        """Nothing: the page chose the quote, nobody typed it."""
        return []


def answered(ticked: Sequence[str]) -> dict[str, bool | str]:
    """The answers that ticked boxes give."""
    return dict(map(_answer, ticked))


def _answer(ticked: str) -> tuple[str, bool | str]:
    """A ticked box: `role`, or `role:not_applicable` where the question does not arise."""
    item, _, answer = ticked.partition(":")
    return item, answer or True


class SpansForm(QuoteForm):
    """Where in the story the words, the cue and the source stand."""

    content = SpansField(label="Words", help_text="Without the outer quotation marks.")
    cue = SpansField(label="Cue")
    source = SpansField(label="Source")

    def as_it_stands(self, quote: Quote) -> dict[str, Any]:
        """The spans on record."""
        spans = {name: getattr(quote, name) for name in ("content", "cue", "source")}
        return super().as_it_stands(quote) | spans

    def values(self) -> dict[str, Any]:
        """The fields of a quote as this form would have them."""
        return {name: self.cleaned_data[name] for name in ("content", "cue", "source")}

    def changes(self) -> dict[str, Any]:
        """Those of them that differ from what is on record."""
        return {
            name: value
            for name, value in self.values().items()
            if value != getattr(self.quote, name)
        }


_AS_TYPED = (
    *("descriptor", "anonymity_reason", "role_as_printed", "no_role_printed"),
    *("attribution_basis", "kind", "act", "caveats", "setting", "language"),
    *("embargo_until", "legal_flag"),
)
"""Fields of a quote that a person types or picks as the record keeps them."""


class AttributionForm(SpansForm):
    """Who said it, as what, when and on which terms."""

    speaker = forms.CharField(required=False, max_length=40)
    speaker_name = forms.CharField(label="Name", required=False, max_length=200)
    descriptor = forms.CharField(
        label="Described as",
        required=False,
        max_length=300,
        help_text="How the story describes a source it does not name.",
    )
    anonymity_reason = forms.CharField(
        label="Reason for not naming", required=False, max_length=500
    )
    role_as_printed = forms.CharField(label="Role as printed", required=False, max_length=300)
    no_role_printed = forms.BooleanField(label="The story prints no role", required=False)
    said_on = PartialDateField(
        label="Said on",
        help_text="A day 2026-03-27, a month 2026-03 or a year 2026: as exactly as it is known.",
    )
    attribution_basis = forms.ChoiceField(
        label="Basis", required=False, choices=[("", "Not settled"), *AttributionBasis.choices]
    )
    kind = forms.ChoiceField(choices=QuoteKind.choices)
    act = forms.ChoiceField(choices=Act.choices, help_text="Whether somebody spoke at all.")
    caveats = forms.MultipleChoiceField(
        required=False, choices=Caveat.choices, widget=forms.CheckboxSelectMultiple
    )
    setting = forms.CharField(
        required=False,
        max_length=300,
        help_text="Where or how it was said, as printed, such as “to reporters”.",
    )
    language = forms.CharField(max_length=35, help_text="BCP 47, such as en or pt-BR.")
    embargo_until = forms.DateTimeField(
        label="Embargo until",
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    legal_flag = forms.BooleanField(
        label="Legal flag: somebody other than the checker publishes", required=False
    )

    def __init__(self, quote: Quote, data: Any = None, *, name: str = "") -> None:
        self.matches: list[Speaker] = []
        super().__init__(quote, data, name=name)
        self.fields["role_as_printed"].widget.attrs |= {"list": f"q{quote.pk}-titles"}

    def as_it_stands(self, quote: Quote) -> dict[str, Any]:
        """The attribution on record."""
        plain = {name: getattr(quote, name) for name in _AS_TYPED}
        speaker = str(quote.speaker_id or (UNNAMED if quote.descriptor else ""))
        said_on = (quote.said_on, quote.said_on_precision)
        return super().as_it_stands(quote) | plain | {"speaker": speaker, "said_on": said_on}

    def clean(self) -> dict[str, Any]:
        """Find the speaker that was chosen or typed; leave out what the choice rules out."""
        given = super().clean() or self.cleaned_data
        given["named"], given["proposed"] = self._chosen(given)
        if given["named"] or given["proposed"]:
            given["descriptor"] = given["anonymity_reason"] = ""
        elif given.get("speaker") == UNNAMED and not given.get("descriptor"):
            self.add_error("descriptor", "Describe the source as the story does.")
        return given

    def _chosen(self, given: Mapping[str, Any]) -> tuple[Speaker | None, tuple[str, str] | None]:
        """The speaker on record, or the name and kind of one to propose."""
        choice, typed = given.get("speaker") or "", given.get("speaker_name") or ""
        if choice in NEW:
            if not typed:
                self.add_error("speaker_name", "Type the name of the speaker to propose.")
                return None, None
            return None, (typed, NEW[choice])
        if choice == TYPED:
            return self._bearer_of(typed), None
        if choice in ("", UNNAMED):
            return None, None
        found = worklist.speaker_with_id(choice)
        if found is None:
            self.add_error("speaker", "This speaker is not in the register any more.")
        return found, None

    def _bearer_of(self, typed: str) -> Speaker | None:
        self.matches = worklist.speakers_called(typed)
        if len(self.matches) == 1:
            return self.matches[0]
        self.add_error(
            "speaker",
            "Several speakers bear this name; choose one."
            if self.matches
            else "Nobody in the register bears this name; choose whether to propose a new speaker.",
        )
        return None

    def kept(self) -> list[tuple[str, str]]:
        """The person's own input, with the chosen speaker's name in place of an id."""
        picked = worklist.speaker_with_id(str(self["speaker"].data or ""))
        return [
            (label, picked.name if picked and label == "Speaker" else value)
            for label, value in super().kept()
        ]

    def options(self) -> list[Option]:
        """The speakers to choose from: the one on record, those found, a new one."""
        chosen = str(self["speaker"].value() or "")
        known = [self.quote.speaker] if self.quote.speaker else []
        picked = worklist.speaker_with_id(chosen) if self.is_bound else None
        speakers = dict.fromkeys([*known, *([picked] if picked else []), *self.matches])
        name = self.typed_name()
        return picker.options(speakers, name=name, chosen=chosen, day=self.quote.said_on)

    @cached_property
    def titles_held(self) -> list[str]:
        """The speaker's positions on the day, which are proposed beside the printed role."""
        speaker = self.quote.speaker
        return storyline.titles_held(speaker, self.quote.said_on) if speaker else []

    def is_settled_but(self, part: str) -> bool:
        """Whether nothing outside this part of the form is wrong, so that it may stand alone."""
        return not set(self.errors) - set(PARTS.get(part, ()))

    def typed_name(self) -> str:
        """The name in the search field."""
        return str(self["speaker_name"].value() or "").strip() if self.is_bound else ""

    def values(self) -> dict[str, Any]:
        """The fields of a quote as this form would have them."""
        given = self.cleaned_data
        said_on, precision = given["said_on"]
        return (
            super().values()
            | {name: given[name] for name in _AS_TYPED}
            | {"speaker": given["named"], "said_on": said_on, "said_on_precision": precision}
        )

    def changes(self) -> dict[str, Any]:
        """What differs from the record; seconds of an embargo are not typed, so not compared."""
        changed = super().changes()
        until, typed = self.quote.embargo_until, changed.get("embargo_until")
        if until and typed and until.replace(second=0, microsecond=0) == typed:
            del changed["embargo_until"]
        return changed


class CorrectionForm(AttributionForm):
    """A proposed correction: what the public will read, and the fields as they should be."""

    type = forms.ChoiceField(
        label="Kind of notice",
        choices=[
            (kind.value, kind.label) for kind in Notice.Type if kind != Notice.Type.RETRACTION
        ],
        initial=Notice.Type.CORRECTION,
        help_text="Update: what has happened since. Clarification: what could be misread. "
        "Correction: what was wrong. Refile: only spelling, marks and spacing; readers are not "
        "told, and find it marked “minor” among the revisions.",
    )
    public_text = forms.CharField(
        label="What the public will read",
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, quote: Quote, data: Any = None, *, name: str = "") -> None:
        super().__init__(quote, data, name=name)
        for uncorrectable in ("embargo_until", "legal_flag"):
            self.fields[uncorrectable].disabled = True

    def as_it_stands(self, quote: Quote) -> dict[str, Any]:
        """The attribution on record, under a correction."""
        return super().as_it_stands(quote) | {"type": Notice.Type.CORRECTION.value}


class NewQuoteForm(forms.Form):
    """Where in the story a quote stands that the engine missed."""

    content = SpansField(
        label="Places of the words",
        required=True,
        help_text="Character offsets such as 0-40, 55-80; or select the words in the story.",
    )


def _typed(data: Any) -> str:
    return ", ".join(data) if isinstance(data, list) else str(data)
