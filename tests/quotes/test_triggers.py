"""What the database refuses about quotes, reviews and notices when the verbs are passed by."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.utils import timezone

from quotes import corrections, verification
from quotes.models import Notice, Quote
from quotes.triggers import FROZEN_COLUMNS, SURENESS_COLUMNS
from quotes.verification import AttributionBasis, State
from tests.make import (
    CHECKED,
    WELL_READ,
    make_found,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)
from tests.quotes import raw

pytestmark = pytest.mark.django_db

LATER = [state for state in State if state != State.CAPTURED]
WORDS = "We open the harbour in spring."
TEXT = f"“{WORDS}” Mayor Ada Quill said. “The cranes are oiled.”"


def _other_value(quote: Quote, column: str) -> Any:
    """A value for a column that differs from the quote's own and breaks no other rule."""
    start, end = quote.content[0]
    match column:
        case "version_id":
            return make_version(quote.version.text + " He left.").pk
        case "content":
            return [[start, end - 1]]
        case "cue" | "source":
            return [[0, 1]]
        case "speaker_id":
            return make_speaker().pk
        case "position_id":
            assert quote.speaker is not None
            return make_position(quote.speaker, "Mayor").pk
        case "no_role_printed":
            return True
        case "said_on":
            return date(2026, 3, 2)
    return {
        "words": "We close the harbour.",
        "kind": "indirect",
        "act": "belief",
        "caveats": ["denial"],
        "setting": "to reporters",
        "descriptor": "a port official",
        "anonymity_reason": "who feared for the job",
        "role_as_printed": "Deputy Mayor",
        "said_on_precision": "month",
        "language": "pt",
        "attribution_basis": "background",
    }[column]


class TestFrozen:
    """From submission on, nothing but an approved correction changes what a quote says."""

    @pytest.mark.parametrize("state", LATER)
    def test_each_column_is_frozen(self, state: State) -> None:
        quote = make_quote(state)
        for column in FROZEN_COLUMNS:
            with raw.refused("frozen|stays with the wording|not those of the text|violates"):
                raw.update_quote(quote, **{column: _other_value(quote, column)})

    @pytest.mark.parametrize("column", FROZEN_COLUMNS)
    def test_the_trigger_itself_covers_each_column(self, column: str) -> None:
        """With values that no other rule minds, where there are such values."""
        quote = make_quote(State.VERIFIED)
        changes: dict[str, Any] = {column: _other_value(quote, column)}
        if column == "content":
            start, end = changes["content"][0]
            changes["words"] = quote.version.text[start:end]
        elif column == "words":
            changes = {"words": quote.words + " "}
        elif column == "descriptor":
            changes["speaker_id"] = None
        elif column == "no_role_printed":
            changes["role_as_printed"] = ""
        because = "stays with" if column == "version_id" else "frozen|words are not those"
        with raw.refused(because):
            raw.update_quote(quote, **changes)

    def test_a_captured_quote_is_not_frozen(self) -> None:
        quote = make_quote()
        raw.update_quote(quote, role_as_printed="Deputy Mayor", said_on=date(2026, 3, 2))
        quote.refresh_from_db()
        assert quote.role_as_printed == "Deputy Mayor"

    def test_a_captured_quote_stays_with_its_wording_too(self) -> None:
        quote = make_quote()
        with raw.refused("stays with the wording"):
            raw.update_quote(quote, version_id=_other_value(quote, "version_id"))

    def test_a_sent_back_quote_may_be_mended(self) -> None:
        quote = make_quote(State.SUBMITTED)
        verification.send_back(quote, by=make_person("checker"), note="Which office?")
        raw.update_quote(quote, role_as_printed="Deputy Mayor")

    @pytest.mark.parametrize("state", LATER)
    def test_the_verification_basis_does_not_change_by_itself(self, state: State) -> None:
        with raw.refused("changes only with the state"):
            raw.update_quote(make_quote(state), verification_basis="speaker")

    def test_the_verification_basis_does_not_change_along_with_another_move(self) -> None:
        quote, editor = make_quote(State.VERIFIED), make_person("desk editor")
        with raw.refused("the one of the review"):
            raw.insert_review(quote, "publish", State.PUBLISHED, by=editor)
            raw.update_quote(quote, state=State.PUBLISHED, verification_basis="speaker")

    @pytest.mark.parametrize("state", [State.SUBMITTED, State.VERIFIED, State.PUBLISHED])
    def test_a_legal_flag_is_not_taken_off_a_quote_in_hand(self, state: State) -> None:
        with raw.refused("legal flag"):
            raw.update_quote(make_quote(state, legal_flag=True), legal_flag=False)

    @pytest.mark.parametrize("until", [None, "2027-01-01T00:00:00Z"])
    def test_an_embargo_is_not_loosened_on_a_quote_in_hand(self, until: str | None) -> None:
        quote = make_quote(State.VERIFIED)
        raw.update_quote(quote, embargo_until="2028-01-01T00:00:00Z")
        with raw.refused("loosened on a captured quote only"):
            raw.update_quote(quote, embargo_until=until)
        raw.update_quote(quote, embargo_until="2029-01-01T00:00:00Z")

    def test_a_legal_flag_may_be_raised_at_any_time(self) -> None:
        quote = make_quote(State.PUBLISHED)
        raw.update_quote(quote, legal_flag=True)
        quote.refresh_from_db()
        assert quote.legal_flag

    @pytest.mark.parametrize("state", State)
    def test_no_quote_is_deleted(self, state: State) -> None:
        quote = make_quote(state)
        with raw.refused("Cannot delete"):
            raw.execute("DELETE FROM quotes_quote WHERE id = %s", quote.pk)


class TestSpans:
    """The words of a quote are those of the text, at the place it names."""

    @pytest.mark.parametrize(
        ("column", "spans"),
        [
            ("content", [[1, 1000]]),
            ("content", [[5, 5]]),
            ("content", [[9, 5]]),
            ("cue", [[0, 1000]]),
            ("source", [[7, 7]]),
        ],
    )
    def test_a_span_outside_the_text_or_empty_is_refused(
        self, column: str, spans: list[list[int]]
    ) -> None:
        quote = make_quote(words=WORDS, version=make_version(TEXT))
        with raw.refused("outside the text|negative substring"):
            raw.update_quote(quote, **{column: spans})

    @pytest.mark.parametrize("spans", [[[10, 20], [1, 5]], [[1, 10], [5, 20]]])
    def test_content_out_of_order_or_overlapping_is_refused(self, spans: list[list[int]]) -> None:
        quote = make_quote(words=WORDS, version=make_version(TEXT))
        words = " ".join(TEXT[start:end] for start, end in spans)
        with raw.refused("in order and do not overlap"):
            raw.update_quote(quote, content=spans, words=words)

    @pytest.mark.parametrize("spans", [[], [[]]])
    def test_no_content_is_refused(self, spans: list[list[int]]) -> None:
        quote = make_quote(words=WORDS, version=make_version(TEXT))
        with pytest.raises(DatabaseError), transaction.atomic():
            raw.execute(
                "UPDATE quotes_quote SET content = %s::int[][], words = '' WHERE id = %s",
                "{}",
                quote.pk,
            )

    @pytest.mark.parametrize("words", ["", WORDS.upper(), WORDS + " ", WORDS[:-1]])
    def test_other_words_are_refused(self, words: str) -> None:
        quote = make_quote(words=WORDS, version=make_version(TEXT))
        with raw.refused("not those of the text"):
            raw.update_quote(quote, words=words)

    def test_a_split_quotation_is_its_pieces_joined_by_a_space(self) -> None:
        quote = make_quote(words=WORDS, version=make_version(TEXT))
        second = TEXT.index("The cranes")
        spans = [quote.content[0], [second, second + len("The cranes are oiled.")]]
        raw.update_quote(quote, content=spans, words=f"{WORDS} The cranes are oiled.")
        quote.refresh_from_db()
        assert quote.content == spans

    def test_offsets_count_characters_not_bytes(self) -> None:
        text = "«Ça va — naïve 🦆 œuvre», dit-elle. “Off we go.” she added."
        quote = make_quote(words="Off we go.", version=make_version(text))
        assert text[quote.content[0][0] : quote.content[0][1]] == "Off we go."

    def test_one_place_is_one_quote(self) -> None:
        quote = make_quote()
        with raw.refused("one_quote_per_place"):
            _insert_copy(quote)


class TestStart:
    """A quote begins captured, at revision 1, with nothing vouched for."""

    @pytest.mark.parametrize("state", LATER)
    def test_no_quote_starts_in_a_later_state(self, state: State) -> None:
        with raw.refused("starts captured"):
            _insert_copy(make_quote(), state=state, verification_basis="article")

    @pytest.mark.parametrize(
        "columns",
        [{"revision": 2}, {"single_editor": True}, {"verification_basis": "article"}],
    )
    def test_no_quote_starts_with_a_past(self, columns: dict[str, Any]) -> None:
        with raw.refused("starts captured"):
            _insert_copy(make_quote(), **columns)


def _insert_copy(quote: Quote, **columns: Any) -> None:
    """Insert a quote with another's columns, and some changed."""
    copied = {
        field.column: getattr(quote, field.attname)
        for field in Quote._meta.concrete_fields
        if not field.generated and not field.primary_key
    }
    raw.insert("quotes_quote", **(copied | columns))


class TestReviews:
    """A review is written once, by one who may, and carried out in the same transaction."""

    def test_a_review_without_its_move_is_refused_at_commit(self) -> None:
        with raw.refused("carried out in the same transaction"):
            raw.insert_review(make_quote(), "submit", State.SUBMITTED, by=make_person("reporter"))

    def test_a_second_review_does_not_cover_for_one_that_was_not_carried_out(self) -> None:
        quote = make_quote()
        with raw.refused("follows the one before"):
            raw.insert_review(quote, "submit", State.SUBMITTED, by=make_person("reporter"))
            raw.insert_review(quote, "reject", State.REJECTED, by=make_person("checker"))
            raw.update_quote(quote, state=State.REJECTED)

    def test_a_review_is_not_put_before_the_others(self) -> None:
        quote = make_quote(State.SUBMITTED)
        earlier = quote.reviews.get().pk - 1
        with raw.refused("follows the one before"):
            raw.insert_review(
                quote, "reject", State.REJECTED, by=make_person("checker"), id=-earlier
            )

    def test_a_review_is_not_used_twice(self) -> None:
        quote = make_quote(State.SUBMITTED)
        verification.send_back(quote, by=make_person("checker"), note="Which quay?")
        with raw.refused("as its latest review says"):
            raw.update_quote(quote, state=State.SUBMITTED)

    @pytest.mark.parametrize(
        "columns",
        [{"note": "Another note."}, {"by_id": None}, {"move": "reject"}, {"at": "2020-01-01"}],
    )
    def test_no_review_is_changed(self, columns: dict[str, Any]) -> None:
        review = make_quote(State.PUBLISHED).reviews.latest("pk")
        if "by_id" in columns:
            columns = {"by_id": make_person().pk}
        with raw.refused("Cannot update"):
            raw.update("quotes_review", review.pk, **columns)

    def test_a_review_is_made_when_it_is_made(self) -> None:
        quote, reporter = make_quote(), make_person("reporter")
        raw.insert_review(quote, "submit", State.SUBMITTED, by=reporter, at="1999-01-01")
        raw.update_quote(quote, state=State.SUBMITTED)
        assert quote.reviews.get().at.year >= 2026

    def test_no_review_is_deleted(self) -> None:
        review = make_quote(State.PUBLISHED).reviews.latest("pk")
        with raw.refused("Cannot update or delete"):
            raw.execute("DELETE FROM quotes_review WHERE id = %s", review.pk)

    def test_an_unknown_move_is_refused(self) -> None:
        with raw.refused("no move"):
            raw.insert_review(
                make_quote(), "bless", State.PUBLISHED, by=make_person(is_superuser=True)
            )

    def test_a_review_that_starts_from_another_state_is_refused(self) -> None:
        with raw.refused("no move"):
            raw.insert_review(
                make_quote(),
                "publish",
                State.PUBLISHED,
                by=make_person("desk editor"),
                from_state=State.VERIFIED,
            )

    @pytest.mark.parametrize("revision", [0, 2])
    def test_a_move_makes_no_revision(self, revision: int) -> None:
        with raw.refused("states the revision"):
            raw.insert_review(
                make_quote(),
                "submit",
                State.SUBMITTED,
                by=make_person("reporter"),
                revision=revision,
            )

    def test_a_verification_without_answers_is_refused(self) -> None:
        with raw.refused("whole checklist"):
            raw.insert_review(
                make_quote(State.SUBMITTED),
                "verify",
                State.VERIFIED,
                by=make_person("checker"),
                answers={},
            )

    def test_the_basis_on_the_quote_is_the_one_of_the_review(self) -> None:
        quote = make_quote(State.SUBMITTED)
        with raw.refused("the one of the review"):
            raw.insert_review(quote, "verify", State.VERIFIED, by=make_person("checker"))
            raw.update_quote(quote, state=State.VERIFIED, verification_basis="recording")

    def test_a_right_held_in_person_counts_as_one_held_by_group(self) -> None:
        from django.contrib.auth.models import Permission

        person, quote = make_person(), make_quote()
        person.user_permissions.add(Permission.objects.get(codename="submit_quote"))
        raw.insert_review(quote, "submit", State.SUBMITTED, by=person)
        raw.update_quote(quote, state=State.SUBMITTED)
        raw.settle()

    def test_a_retraction_without_a_public_notice_is_refused_at_commit(self) -> None:
        quote = make_quote(State.PUBLISHED)
        with raw.refused("leaves a public notice"):
            raw.insert_review(quote, "retract", State.RETRACTED, by=make_person("standards editor"))
            raw.update_quote(quote, state=State.RETRACTED)

    def test_a_second_retraction_needs_a_second_notice(self) -> None:
        quote, standards = make_quote(State.RETRACTED), make_person("standards editor")
        verification.reopen(quote, by=make_person("checker"), note="A recording turned up.")
        verification.submit(quote, by=make_person("reporter"))
        verification.verify(quote, by=make_person("checker"), basis="recording", answers=CHECKED)
        verification.publish(quote, by=make_person("desk editor"))
        raw.settle()
        with raw.refused("leaves a public notice"):
            raw.insert_review(quote, "retract", State.RETRACTED, by=standards)
            raw.update_quote(quote, state=State.RETRACTED)
        verification.retract(quote, by=standards, reason="The recording was cut.")
        raw.settle()
        assert quote.notices.count() == 2


class TestNotices:
    """Two people for every change, on record for ever."""

    def test_a_notice_starts_as_a_proposal(self) -> None:
        quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
        with raw.refused("starts as a proposal"):
            raw.insert_notice(
                quote,
                "correction",
                by=make_person("reporter"),
                approved_by_id=editor.pk,
                decided_at=timezone.now(),
            )

    def test_a_stranger_proposes_nothing(self) -> None:
        with raw.refused("someone who may propose"):
            raw.insert_notice(make_quote(State.PUBLISHED), "correction", by=make_person())

    @pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
    def test_only_published_quotes_are_corrected(self, state: State) -> None:
        with raw.refused("for published quotes"):
            raw.insert_notice(make_quote(state), "correction", by=make_person("reporter"))

    def test_a_quote_has_one_open_proposal(self) -> None:
        quote, reporter = make_quote(State.PUBLISHED), make_person("reporter")
        raw.insert_notice(quote, "correction", by=reporter)
        with raw.refused("one_open_proposal_per_quote"):
            raw.insert_notice(quote, "update", by=reporter)

    @pytest.mark.parametrize("group", ["reporter", "checker", ""])
    def test_who_may_not_approve_does_not(self, group: str) -> None:
        notice = _proposal(make_quote(State.PUBLISHED))
        with raw.refused("may not decide"):
            raw.approve(notice, by=make_person(group), revision=2)

    def test_who_may_not_decline_does_not(self) -> None:
        notice = _proposal(make_quote(State.PUBLISHED))
        with raw.refused("may not decide"):
            raw.update(
                "quotes_notice",
                notice,
                declined_by_id=make_person("reporter").pk,
                decided_at=timezone.now(),
            )

    def test_the_proposer_does_not_approve(self) -> None:
        quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
        notice = raw.insert_notice(quote, "correction", by=editor)
        with raw.refused("notice_is_approved_by_another_person"):
            raw.approve(notice, by=editor, revision=2)

    @pytest.mark.parametrize("revision", [2, None])
    def test_an_approval_that_is_not_carried_out_is_refused_at_commit(
        self, revision: int | None
    ) -> None:
        notice = _proposal(make_quote(State.PUBLISHED))
        with raw.refused("approved notice is carried out"):
            raw.approve(notice, by=make_person("desk editor"), revision=revision)

    def test_a_decided_notice_is_not_changed(self) -> None:
        notice = make_quote(State.RETRACTED).notices.get()
        with raw.refused("decided once"):
            raw.update("quotes_notice", notice.pk, public_text="We never said that.")

    def test_an_open_proposal_is_not_reworded(self) -> None:
        notice = _proposal(make_quote(State.PUBLISHED))
        with raw.refused("decided once"):
            raw.update("quotes_notice", notice, public_text="Something else.")

    def test_no_notice_is_deleted(self) -> None:
        notice = _proposal(make_quote(State.PUBLISHED))
        with raw.refused("Cannot delete"):
            raw.execute("DELETE FROM quotes_notice WHERE id = %s", notice)

    def test_a_retraction_notice_needs_the_right_to_retract(self) -> None:
        with raw.refused("may not retract"):
            raw.insert_notice(
                make_quote(State.PUBLISHED), "retraction", by=make_person("desk editor")
            )

    def test_a_retraction_notice_goes_with_a_retraction(self) -> None:
        with raw.refused("goes with its retraction"):
            raw.insert_notice(
                make_quote(State.PUBLISHED), "retraction", by=make_person("standards editor")
            )

    def test_a_retraction_notice_is_no_door_to_a_correction_by_one_person(self) -> None:
        quote, standards = make_quote(State.PUBLISHED), make_person("standards editor")
        with raw.refused("makes no revision"):
            raw.insert_notice(quote, "retraction", by=standards, revision=2)
            raw.insert_review(quote, "correct", State.PUBLISHED, by=standards)
            raw.update_quote(quote, revision=2, role_as_printed="Deputy Mayor")


class TestCorrections:
    """Only an approved notice with its review raises the revision."""

    @pytest.mark.parametrize("state", State)
    def test_the_revision_is_not_raised_by_itself(self, state: State) -> None:
        with raw.refused("as its latest review says"):
            raw.update_quote(make_quote(state), revision=2)

    def test_a_correct_review_needs_its_approved_notice(self) -> None:
        with raw.refused("needs its approved notice"):
            raw.insert_review(
                make_quote(State.PUBLISHED),
                "correct",
                State.PUBLISHED,
                by=make_person("desk editor"),
            )

    def test_the_review_is_by_who_approved(self) -> None:
        quote = make_quote(State.PUBLISHED)
        with raw.refused("needs its approved notice"):
            raw.approve(_proposal(quote), by=make_person("desk editor"), revision=2)
            raw.insert_review(quote, "correct", State.PUBLISHED, by=make_person("desk editor"))

    def test_a_correction_by_one_person_marks_the_quote(self) -> None:
        quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
        with raw.refused("needs its approved notice"):
            notice = raw.insert_notice(quote, "correction", by=editor)
            raw.approve(notice, by=editor, revision=2, single_editor=True)
            raw.insert_review(quote, "correct", State.PUBLISHED, by=editor)

    def test_a_revision_is_not_skipped(self) -> None:
        quote = make_quote(State.PUBLISHED)
        with raw.refused("states the revision"):
            raw.approve(_proposal(quote), by=(editor := make_person("desk editor")), revision=3)
            raw.insert_review(quote, "correct", State.PUBLISHED, by=editor, revision=3)

    def test_the_verbs_raise_the_revision_by_one_and_leave_both_rows(self) -> None:
        quote = make_quote(State.PUBLISHED)
        notice = _correct(quote, role_as_printed="Deputy Mayor")
        raw.settle()
        assert (quote.revision, quote.role_as_printed) == (2, "Deputy Mayor")
        assert notice.before["role_as_printed"] == "Mayor"
        assert notice.after["role_as_printed"] == "Deputy Mayor"
        review = quote.reviews.get(move="correct")
        assert (review.revision, review.by) == (2, notice.approved_by)

    def test_after_a_correction_the_quote_is_frozen_again(self) -> None:
        quote = make_quote(State.PUBLISHED)
        _correct(quote, role_as_printed="Deputy Mayor")
        with raw.refused("frozen"):
            raw.update_quote(quote, role_as_printed="Mayor")

    def test_a_published_quote_is_not_corrected_to_words_that_were_off_the_record(self) -> None:
        quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
        with raw.refused("published_quote_was_said_for_publication"):
            after = {"attribution_basis": AttributionBasis.OFF_RECORD}
            raw.approve(_proposal(quote, after=after), by=editor, revision=2)
            raw.insert_review(quote, "correct", State.PUBLISHED, by=editor)
            raw.update_quote(quote, revision=2, **after)

    @pytest.mark.parametrize(
        "changes",
        [
            {"role_as_printed": "Harbour master"},
            {"role_as_printed": "Deputy Mayor", "said_on": "2026-02-01"},
            {"descriptor": "an official"},
            {"anonymity_reason": "She fears for her post."},
            {"language": "fr"},
        ],
    )
    def test_a_correction_changes_what_was_agreed_and_nothing_else(
        self, changes: dict[str, Any]
    ) -> None:
        quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
        agreed = {"role_as_printed": "Deputy Mayor", "no_role_printed": False}
        with raw.refused("an approved correction changes it"):
            raw.approve(_proposal(quote, after=agreed), by=editor, revision=2)
            raw.insert_review(quote, "correct", State.PUBLISHED, by=editor)
            raw.update_quote(quote, revision=2, **changes)

    @pytest.mark.parametrize("told", [{"role_as_printed": "King"}, {"words": "We never open."}])
    def test_a_notice_tells_of_no_change_that_is_not_made(self, told: dict[str, Any]) -> None:
        quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
        before = {name: getattr(quote, name) for name in told}
        notice = _proposal(quote, before=before, after=told)
        with raw.refused("exactly the change that its notice tells"):
            _carry_out(quote, notice, by=editor)

    def test_a_notice_tells_what_stood_before(self) -> None:
        quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
        notice = _proposal(
            quote, before={"role_as_printed": "King"}, after={"role_as_printed": "Deputy Mayor"}
        )
        with raw.refused("exactly the change that its notice tells"):
            _carry_out(quote, notice, by=editor, role_as_printed="Deputy Mayor")

    def test_a_correction_gives_the_quote_to_the_agreed_speaker_only(self) -> None:
        quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
        agreed, other = make_speaker("Ines Holm"), make_speaker("Ada Bright")
        after = {"speaker": {"id": agreed.pk, "name": agreed.name}}
        with raw.refused("an approved correction changes it"):
            raw.approve(_proposal(quote, after=after), by=editor, revision=2)
            raw.insert_review(quote, "correct", State.PUBLISHED, by=editor)
            raw.update_quote(quote, revision=2, speaker_id=other.pk)

    def test_a_published_quote_is_not_given_to_a_proposed_speaker(self) -> None:
        quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
        with raw.refused("speaker is not confirmed"):
            raw.approve(_proposal(quote), by=editor, revision=2)
            raw.insert_review(quote, "correct", State.PUBLISHED, by=editor)
            raw.update_quote(quote, revision=2, speaker_id=make_speaker(confirmed=False).pk)


def _proposal(quote: Quote, by: User | None = None, **columns: Any) -> int:
    return raw.insert_notice(quote, "correction", by=by or make_person("reporter"), **columns)


def _carry_out(quote: Quote, notice: int, *, by: User, **changes: Any) -> None:
    """Approve a proposal, review and change the quote, as the verb would."""
    raw.approve(notice, by=by, revision=2)
    raw.insert_review(quote, "correct", State.PUBLISHED, by=by)
    raw.update_quote(quote, revision=2, **changes)


def _correct(quote: Quote, **changes: Any) -> Notice:
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type="correction",
        changes=changes,
        public_text="We gave the wrong office.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    quote.refresh_from_db()
    return notice


@pytest.mark.parametrize("column", SURENESS_COLUMNS)
@pytest.mark.parametrize("state", [State.CAPTURED, State.PUBLISHED])
def test_how_sure_the_engine_was_never_changes(state: State, column: str) -> None:
    quote = make_found(state, read=WELL_READ)
    for other in (0.5, None):
        with raw.refused("how sure the engine was stays as it was"):
            raw.update_quote(quote, **{column: other})
