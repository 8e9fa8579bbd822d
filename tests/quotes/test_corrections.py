"""Corrections: proposed by one, approved by another, told to the public, the past kept."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from quotes import attribution, corrections, verification
from quotes.models import Notice, Quote
from quotes.verification import FourEyes, IllegalMove, Incomplete, NotAllowed, StaleQuote, State
from sources.refusal import Refusal
from tests.make import bring_to, make_person, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def propose(quote: Quote, **said: Any) -> Notice:
    """A proposal to put the role right, by a reporter unless told otherwise."""
    settled = {
        "type": "correction",
        "changes": {"role_as_printed": "Deputy Mayor"},
        "public_text": "An earlier version gave the wrong title.",
    } | said
    return corrections.propose(
        quote, by=settled.pop("by", None) or make_person("reporter"), **settled
    )


def test_a_proposal_changes_nothing_yet() -> None:
    quote = make_quote(State.PUBLISHED)
    notice = propose(quote)
    quote.refresh_from_db()
    assert (quote.role_as_printed, quote.revision) == ("Mayor", 1)
    assert notice.before == {"role_as_printed": "Mayor", "no_role_printed": False}
    assert notice.after == {"role_as_printed": "Deputy Mayor", "no_role_printed": False}


def test_an_approved_correction_makes_the_next_revision() -> None:
    quote = make_quote(State.PUBLISHED)
    notice, editor = propose(quote), make_person("desk editor")
    corrections.approve(notice, by=editor)
    quote.refresh_from_db()
    assert (quote.role_as_printed, quote.revision, quote.state) == ("Deputy Mayor", 2, "published")
    assert (notice.revision, notice.approved_by) == (2, editor)
    assert quote.reviews.latest("pk").move == "correct"


def test_the_proposer_cannot_approve() -> None:
    editor = make_person("desk editor")
    notice = propose(make_quote(State.PUBLISHED), by=editor)
    with pytest.raises(FourEyes):
        corrections.approve(notice, by=editor)


def test_nor_by_the_database() -> None:
    editor = make_person("desk editor")
    notice = propose(make_quote(State.PUBLISHED), by=editor)
    with pytest.raises(DatabaseError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(
            approved_by=editor, decided_at=notice.proposed_at, revision=2
        )


def test_a_newsroom_of_one_may_and_the_record_says_so(settings: Any) -> None:
    settings.SINGLE_EDITOR = True
    editor = make_person("desk editor")
    quote = make_quote(State.PUBLISHED)
    notice = propose(quote, by=editor)
    corrections.approve(notice, by=editor)
    quote.refresh_from_db()
    assert notice.single_editor and quote.single_editor


def test_a_wrong_speaker_is_corrected() -> None:
    quote, other = make_quote(State.PUBLISHED), make_speaker("Ines Holm")
    corrections.approve(propose(quote, changes={"speaker": other}), by=make_person("desk editor"))
    quote.refresh_from_db()
    assert quote.speaker == other


def test_wrong_words_are_corrected_by_their_spans() -> None:
    quote = make_quote(State.PUBLISHED, words="The quay is shut for good.")
    start = quote.content[0][0]
    notice = propose(quote, changes={"content": [[start, start + 16]]})
    corrections.approve(notice, by=make_person("standards editor"))
    quote.refresh_from_db()
    assert quote.words == "The quay is shut"
    assert notice.before["words"] == "The quay is shut for good."


def test_a_clarification_may_leave_the_quote_as_it_is() -> None:
    notice = propose(make_quote(State.PUBLISHED), type="clarification", changes={})
    corrections.approve(notice, by=make_person("desk editor"))
    assert notice.revision == 2


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"type": "retraction"}, "type"),
        ({"type": "oops"}, "type"),
        ({"public_text": "  "}, "public_text"),
        ({"changes": {}}, "changes"),
        ({"changes": {"role_as_printed": "Mayor"}}, "changes"),
        ({"changes": {"role_as_printed": ""}}, "role_as_printed"),
        ({"changes": {"speaker": None}}, "speaker"),
        ({"changes": {"attribution_basis": "off_record"}}, "attribution_basis"),
        ({"changes": {"legal_flag": True}}, "legal_flag"),
    ],
)
def test_an_unfit_proposal_is_refused_by_field(said: dict[str, Any], field: str) -> None:
    quote = make_quote(State.PUBLISHED)
    with pytest.raises(Refusal) as refused:
        propose(quote, **said)
    assert refused.value.field == field
    assert not quote.notices.exists()


@pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
def test_only_published_quotes_are_corrected(state: State) -> None:
    with pytest.raises(IllegalMove):
        propose(make_quote(state))


def test_one_proposal_waits_at_a_time() -> None:
    quote = make_quote(State.PUBLISHED)
    propose(quote)
    with pytest.raises(IllegalMove, match="waits for approval"):
        propose(quote)


def test_a_stale_page_proposes_nothing() -> None:
    quote = make_quote(State.PUBLISHED)
    with pytest.raises(StaleQuote):
        propose(quote, expected=quote.change_number - 1)


def test_a_declined_proposal_stays_on_record_with_the_reason() -> None:
    quote = make_quote(State.PUBLISHED)
    notice = propose(quote)
    corrections.decline(notice, by=make_person("desk editor"), reason="The title was right.")
    assert notice.decline_reason == "The title was right."
    assert propose(quote).pk != notice.pk


def test_declining_needs_a_reason() -> None:
    with pytest.raises(Incomplete):
        corrections.decline(
            propose(make_quote(State.PUBLISHED)), by=make_person("desk editor"), reason=" "
        )


def test_a_reporter_does_not_approve() -> None:
    notice = propose(make_quote(State.PUBLISHED))
    with pytest.raises(NotAllowed):
        corrections.approve(notice, by=make_person("reporter"))


def test_a_proposal_is_decided_once() -> None:
    notice, editor = propose(make_quote(State.PUBLISHED)), make_person("desk editor")
    corrections.approve(notice, by=editor)
    with pytest.raises(IllegalMove):
        corrections.approve(notice, by=editor)
    with pytest.raises(IllegalMove):
        corrections.decline(notice, by=editor, reason="Second thoughts.")


def test_a_proposal_for_a_quote_that_was_withheld_since_is_not_approved() -> None:
    quote = make_quote(State.PUBLISHED)
    notice = propose(quote)
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint came in.")
    with pytest.raises(IllegalMove):
        corrections.approve(notice, by=make_person("desk editor"))


@pytest.mark.parametrize("then", [verification.withhold, verification.retract])
def test_a_proposal_that_can_no_longer_be_approved_is_declined(then: Any) -> None:
    quote = make_quote(State.PUBLISHED)
    notice = propose(quote)
    said = "reason" if then is verification.retract else "note"
    then(quote, by=make_person("standards editor"), **{said: "A complaint came in."})
    corrections.decline(notice, by=make_person("desk editor"), reason="Overtaken.")
    assert notice.decline_reason == "Overtaken."


def test_a_proposal_that_the_quote_has_outgrown_is_not_approved() -> None:
    people = {name: make_person(name) for name in ("reporter", "checker", "desk editor")}
    quote = make_quote(State.PUBLISHED, people=people)
    notice = propose(quote)
    verification.retract(quote, by=make_person("standards editor"), reason="Wrong office.")
    verification.reopen(quote, by=people["checker"], note="Only the office was wrong.")
    attribution.amend(quote, by=people["reporter"], changes={"role_as_printed": "Harbour master"})
    bring_to(quote, State.PUBLISHED, people)
    with pytest.raises(StaleQuote, match="propose it anew"):
        corrections.approve(notice, by=people["desk editor"])


def test_a_retraction_leaves_its_notice() -> None:
    quote = make_quote(State.RETRACTED)
    notice = quote.notices.get()
    assert notice.type == Notice.Type.RETRACTION
    assert notice.public_text == "The recording shows other words."


def test_the_proposer_may_withdraw_a_proposal() -> None:
    reporter = make_person("reporter")
    notice = propose(make_quote(State.PUBLISHED), by=reporter)
    corrections.decline(notice, by=reporter, reason="I misread the story.")
    assert notice.declined_by == reporter


def test_another_reporter_may_not_decline_it() -> None:
    notice = propose(make_quote(State.PUBLISHED))
    with pytest.raises(NotAllowed):
        corrections.decline(notice, by=make_person("reporter"), reason="No.")
