"""One speaker's quotes parted in two: each by the verb of its state, with its outcome."""

from __future__ import annotations

from typing import Any

import pytest

from quotes import corrections, merging
from quotes.models import Alias, Distinction, Notice, Quote, Speaker
from quotes.verification import Incomplete, NotAllowed, State
from sources.refusal import Refusal
from tests.make import make_merger, make_person, make_quote, make_speaker

pytestmark = pytest.mark.django_db

WHY = "Her daughter said these."


def split(speaker: Speaker, *quotes: Quote, by: Any = None, **fields: Any) -> merging.Split:
    said = {"new_name": "Ada Quill"} if "other" not in fields else {}
    return merging.split(
        speaker,
        quotes=[quote.pk for quote in quotes],
        by=by or make_person("desk editor"),
        reason=WHY,
        **(said | fields),
    )


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (State.CAPTURED, "moved"),
        (State.SUBMITTED, "refused"),
        (State.VERIFIED, "refused"),
        (State.PUBLISHED, "proposed"),
        (State.REJECTED, "refused"),
        (State.WITHHELD, "refused"),
        (State.RETRACTED, "refused"),
    ],
)
def test_each_state_has_its_outcome(state: State, outcome: str) -> None:
    speaker, other = make_speaker("Ada Quill"), make_speaker("Ada Quill")
    quote = make_quote(state, speaker=speaker)
    (part,) = split(speaker, quote, other=other).parts
    quote.refresh_from_db()
    assert part.outcome == outcome
    assert part.note or outcome == "moved"
    assert (quote.state, quote.speaker) == (state, other if outcome == "moved" else speaker)


def test_who_may_send_back_sends_a_submitted_one_back_and_moves_it() -> None:
    speaker, other = make_speaker(), make_speaker()
    quote = make_quote(State.SUBMITTED, speaker=speaker)
    editor = make_person("desk editor")
    editor.groups.add(make_person("checker").groups.get())
    (part,) = split(speaker, quote, other=other, by=editor).parts
    quote.refresh_from_db()
    assert part.outcome == "sent back and moved"
    assert (quote.state, quote.speaker) == (State.CAPTURED, other)
    assert quote.reviews.get(move="send_back").note == WHY


def test_a_published_one_changes_once_somebody_else_approves() -> None:
    speaker, editor = make_speaker("Ada Quill"), make_person("desk editor")
    quote = make_quote(State.PUBLISHED, speaker=speaker)
    found = split(speaker, quote, by=editor, new_name="Bo Reed")
    notice = quote.notices.get()
    assert notice.type == Notice.Type.CORRECTION
    assert notice.public_text == ("These words were attributed to Ada Quill; they are by Bo Reed.")
    with pytest.raises(NotAllowed):
        corrections.approve(notice, by=editor)
    corrections.approve(notice, by=make_person("standards editor"))
    quote.refresh_from_db()
    assert quote.speaker == found.other
    assert found.other.name == "Bo Reed"


def test_a_quote_whose_correction_waits_is_refused_and_the_others_go_on() -> None:
    speaker = make_speaker()
    waiting, free = make_quote(State.PUBLISHED, speaker=speaker), make_quote(speaker=speaker)
    corrections.propose(
        waiting,
        by=make_person("reporter"),
        type=Notice.Type.UPDATE,
        changes={},
        public_text="More to come.",
    )
    parts = split(speaker, waiting, free).parts
    assert [part.outcome for part in parts] == ["refused", "moved"]
    assert "waits for approval already" in parts[0].note


def test_a_dry_run_tells_the_same_and_changes_nothing() -> None:
    speaker = make_speaker()
    quotes = [make_quote(state, speaker=speaker) for state in State]
    rows = [
        list(model.objects.order_by("pk").values()) for model in (Speaker, Alias, Quote, Notice)
    ]
    editor = make_person("desk editor")
    looked = split(speaker, *quotes, by=editor, dry_run=True)
    assert rows == [
        list(model.objects.order_by("pk").values()) for model in (Speaker, Alias, Quote, Notice)
    ]
    assert not Distinction.objects.exists()
    done = split(speaker, *quotes, by=editor)
    assert [part.outcome for part in looked.parts] == [part.outcome for part in done.parts]


def test_the_two_are_told_apart_and_the_history_says_why() -> None:
    speaker, other = make_speaker(), make_speaker()
    quote = make_quote(speaker=speaker)
    split(speaker, quote, other=other)
    told = Distinction.objects.get()
    assert (told.one, told.other, told.reason) == (speaker, other, WHY)
    event = Quote.pgh_event_model.objects.filter(pgh_obj=quote.pk).latest("pgh_id")  # type: ignore[attr-defined]
    assert event.pgh_context.metadata["reason"] == WHY


def test_what_is_asked_must_be_whole() -> None:
    speaker, other, quote = make_speaker(), make_speaker(), make_quote()
    own = make_quote(speaker=speaker)
    with pytest.raises(Refusal, match="is not one of"):
        split(speaker, quote)
    with pytest.raises(Incomplete, match="between one and"):
        split(speaker)
    with pytest.raises(Incomplete, match="not both"):
        split(speaker, own, other=other, new_name="Bo")
    with pytest.raises(Refusal, match="other than this one"):
        split(speaker, own, other=speaker)
    with pytest.raises(Refusal, match="an organisation"):
        split(speaker, own, other=make_speaker("The Port", kind="organisation"))
    with pytest.raises(NotAllowed):
        split(speaker, own, by=make_person("checker"))
    assert Speaker.objects.filter(name="Ada Quill").count() == 0


def test_not_to_a_merged_speaker() -> None:
    speaker, gone, winner = make_speaker(), make_speaker(), make_speaker()
    make_merger(gone, winner)
    with pytest.raises(Refusal, match="was merged into"):
        split(speaker, make_quote(speaker=speaker), other=gone)
