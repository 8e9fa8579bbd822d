"""One quote into two, two into one: by span, with nothing lost and nothing captured again."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from quotes import attribution, intake, reshaping, verification
from quotes.extraction import Attribution, Span
from quotes.measurement import report
from quotes.models import Quote
from quotes.verification import IllegalMove, NotAllowed, Reason, StaleQuote, State
from sources.models import ArticleVersion
from sources.refusal import Refusal
from tests.make import (
    CHECKED,
    WELL_READ,
    make_found,
    make_person,
    make_quote,
    make_speaker,
    make_version,
)
from tests.quotes import raw

pytestmark = pytest.mark.django_db

ONE, TWO, THREE = "We open the harbour.", "The cranes are oiled.", "Come and see."
TEXT = f"“{ONE} {TWO}” Mayor Ada Quill said. “{THREE}” She left."


def _version() -> ArticleVersion:
    return make_version(TEXT)


def _whole(version: ArticleVersion | None = None, **changes: Any) -> Quote:
    return make_quote(version=version or _version(), words=f"{ONE} {TWO}", **changes)


def _pair(**changes: Any) -> tuple[Quote, Quote]:
    """Two captured quotes of one speaker in one story."""
    version = _version()
    changes = {"speaker": make_speaker("Ada Quill")} | changes
    first = make_quote(version=version, words=ONE, **changes)
    return first, make_quote(version=version, words=TWO, **changes)


def _between(quote: Quote) -> int:
    return TEXT.index(TWO)


def _finding(version: ArticleVersion, words: str) -> Attribution:
    start = version.text.index(words)
    return Attribution(
        content=(Span(start, start + len(words), words),),
        cue=(),
        source=(),
        kind="direct",
        confidence=0.9,
    )


class TestSplit:
    """A captured quote is parted at a place between two words."""

    def test_the_first_keeps_the_words_before_and_a_new_one_has_those_after(self) -> None:
        quote = _whole(legal_flag=True, embargo_until=timezone.now() + timedelta(days=1))
        attribution.amend(
            quote, by=make_person("reporter"), changes={"cue": [[TEXT.index("said"), 67]]}
        )
        half = reshaping.split(quote, at=_between(quote), by=make_person("reporter"))
        raw.settle()
        assert (quote.words, half.words) == (ONE, TWO)
        assert (half.state, half.revision, half.split_from) == (State.CAPTURED, 1, quote)
        for name in (*attribution.AMENDABLE, "position", "version"):
            if name != "content":
                assert getattr(half, name) == getattr(quote, name), name
        assert half.confidence is None

    def test_a_quotation_in_pieces_is_parted_between_them(self) -> None:
        quote, second = _pair()
        reshaping.join(
            quote,
            make_quote(version=quote.version, words=THREE, speaker=quote.speaker),
            by=make_person("reporter"),
        )
        assert len(quote.content) == 2
        half = reshaping.split(quote, at=quote.content[1][0] - 3, by=make_person("reporter"))
        assert (quote.words, half.words) == (ONE, THREE)
        assert second.state == State.CAPTURED

    @pytest.mark.parametrize("shift", [-1000, -len(ONE) - 1, -3, len(TWO), 1000])
    def test_a_place_without_words_on_both_sides_or_in_a_word_is_refused(self, shift: int) -> None:
        quote = _whole()
        with pytest.raises(Refusal) as refusal:
            reshaping.split(quote, at=_between(quote) + shift, by=make_person("reporter"))
        assert refusal.value.field == "at"
        assert Quote.objects.get(pk=quote.pk).words == f"{ONE} {TWO}"

    def test_words_that_are_a_quote_already_are_refused_and_nothing_changes(self) -> None:
        version = _version()
        make_quote(State.REJECTED, version=version, words=TWO)
        quote = _whole(version)
        with pytest.raises(Refusal, match="a quote already"):
            reshaping.split(quote, at=_between(quote), by=make_person("reporter"))
        assert Quote.objects.get(pk=quote.pk).words == f"{ONE} {TWO}"

    @pytest.mark.parametrize("state", [state for state in State if state != State.CAPTURED])
    def test_only_captured_quotes_are_split(self, state: State) -> None:
        quote = _whole()
        quote = make_quote(state)
        with pytest.raises(IllegalMove, match="Only captured"):
            reshaping.split(quote, at=quote.content[0][0] + 3, by=make_person("reporter"))

    def test_a_stale_page_is_told(self) -> None:
        quote = _whole()
        seen = quote.change_number
        attribution.amend(quote, by=make_person("reporter"), changes={"setting": "in court"})
        with pytest.raises(StaleQuote, match="edited"):
            reshaping.split(quote, at=_between(quote), by=make_person("reporter"), expected=seen)

    @pytest.mark.parametrize("group", ["desk editor", "standards editor", ""])
    def test_who_may_not_edit_may_not_split(self, group: str) -> None:
        quote = _whole()
        with pytest.raises(NotAllowed):
            reshaping.split(quote, at=_between(quote), by=make_person(group))

    def test_raw_sql_splits_off_captured_quotes_of_the_same_wording_alone(self) -> None:
        elsewhere = make_quote()
        for origin in (elsewhere, make_quote(State.VERIFIED)):
            with raw.refused("split off a captured one"):
                raw.execute(
                    "INSERT INTO quotes_quote (version_id, content, cue, source, words, kind, "
                    "descriptor, anonymity_reason, role_as_printed, no_role_printed, "
                    "said_on_precision, language, attribution_basis, legal_flag, state, "
                    "verification_basis, single_editor, revision, change_number, split_from_id) "
                    "VALUES (%s, '{{0,1}}', '{}', '{}', %s, 'direct', '', '', '', false, 'day', "
                    "'en', '', false, 'captured', '', false, 1, 1, %s)",
                    _version().pk,
                    TEXT[0],
                    origin.pk,
                )
        quote = make_quote()
        with raw.refused("split from stays"):
            raw.update_quote(quote, split_from_id=elsewhere.pk)


class TestJoin:
    """Two captured quotes become one; the other is on record as joined."""

    def test_the_first_takes_all_the_words_and_the_second_is_rejected(self) -> None:
        first, second = _pair()
        reporter = make_person("reporter")
        reshaping.join(
            first,
            second,
            by=reporter,
            expected=first.change_number,
            second_expected=second.change_number,
        )
        raw.settle()
        assert first.words == f"{ONE} {TWO}"
        assert first.content == [[1, 1 + len(f"{ONE} {TWO}")]]
        assert (second.words, second.state) == (TWO, State.REJECTED)
        review = second.reviews.get()
        assert (review.move, review.reason, review.by) == ("join", Reason.JOINED, reporter)
        assert (review.joined_into, review.note) == (first, f"Joined into quote {first.pk}.")

    def test_the_later_one_may_take_the_earlier(self) -> None:
        first, second = _pair()
        reshaping.join(second, first, by=make_person("reporter"))
        assert (second.words, first.state) == (f"{ONE} {TWO}", State.REJECTED)

    def test_the_stricter_terms_hold(self) -> None:
        first, second = _pair()
        later = timezone.now() + timedelta(days=3)
        reporter = make_person("reporter")
        attribution.amend(first, by=reporter, changes={"embargo_until": timezone.now()})
        attribution.amend(second, by=reporter, changes={"embargo_until": later, "legal_flag": True})
        reshaping.join(first, second, by=reporter)
        assert (first.legal_flag, first.embargo_until) == (True, later)

    def test_splitting_there_brings_the_joined_one_back(self) -> None:
        first, second = _pair()
        reporter = make_person("reporter")
        attribution.amend(second, by=reporter, changes={"setting": "on the quay"})
        before = (first.content, second.content)
        reshaping.join(first, second, by=reporter)
        half = reshaping.split(first, at=_between(first), by=reporter)
        raw.settle()
        assert half == second
        half.refresh_from_db()
        assert (half.state, half.setting) == (State.CAPTURED, "on the quay")
        assert (first.content, half.content) == before
        assert [review.move for review in half.reviews.order_by("pk")] == ["join", "split"]

    def test_a_joined_quote_is_not_reopened_while_its_words_are_the_others(self) -> None:
        first, second = _pair()
        reshaping.join(first, second, by=make_person("reporter"))
        checker = make_person("checker")
        with pytest.raises(IllegalMove, match=f"part of quote {first.pk}"):
            verification.reopen(second, by=checker, note="It is one.")
        for move, by in (("reopen", checker), ("split", make_person("reporter"))):
            with raw.refused("part of the quote they were joined into"):
                raw.insert_review(second, move, State.CAPTURED, by=by)

    def test_a_joining_is_not_taken_back(self) -> None:
        first, second = _pair()
        reporter = make_person("reporter")
        reshaping.join(first, second, by=reporter)
        with pytest.raises(IllegalMove):
            verification.take_back(second, by=reporter)
        with raw.refused("may not|own last move"):
            raw.insert_review(
                second,
                "take_back",
                State.CAPTURED,
                by=reporter,
                takes_back_id=second.reviews.get().pk,
            )

    def test_what_does_not_go_together_is_refused(self) -> None:
        first, second = _pair()
        reporter = make_person("reporter")
        overlapping = make_quote(version=first.version, words="harbour. The", speaker=first.speaker)
        stranger = make_quote(version=first.version, words=THREE)
        unnamed = make_quote(version=first.version, words="She left", descriptor="an official")
        for other, message in (
            (first, "two different quotes"),
            (make_quote(), "the same wording"),
            (overlapping, "share words"),
            (stranger, "different speakers"),
            (unnamed, "different speakers"),
        ):
            with pytest.raises(Refusal, match=message):
                reshaping.join(first, other, by=reporter)
        with raw.refused("one_quote_per_place"):
            raw.update_quote(first, content=second.content, words=second.words)

    def test_united_words_that_are_a_quote_already_are_refused(self) -> None:
        first, second = _pair()
        make_quote(version=first.version, words=f"{ONE} {TWO}")
        with pytest.raises(Refusal, match="a quote already"):
            reshaping.join(first, second, by=make_person("reporter"))
        assert Quote.objects.get(pk=second.pk).state == State.CAPTURED

    def test_both_pages_may_be_stale(self) -> None:
        first, second = _pair()
        seen = (first.change_number, second.change_number)
        reporter = make_person("reporter")
        attribution.amend(second, by=reporter, changes={"setting": "in court"})
        with pytest.raises(StaleQuote):
            reshaping.join(first, second, by=reporter, expected=seen[0], second_expected=seen[1])

    @pytest.mark.parametrize("state", [state for state in State if state != State.CAPTURED])
    def test_only_captured_quotes_are_joined(self, state: State) -> None:
        first, second = _pair()
        people = {"reporter": make_person("reporter")}
        if state == State.REJECTED:
            verification.reject(second, by=make_person("checker"), note="None.")
        elif state != State.CAPTURED:
            second = make_quote(state, version=first.version, words=THREE, people=people)
        for pair in ((first, second), (second, first)):
            with pytest.raises(IllegalMove, match="Only captured"):
                reshaping.join(*pair, by=make_person("reporter"))

    @pytest.mark.parametrize("group", ["desk editor", "standards editor", ""])
    def test_who_may_not_edit_may_not_join(self, group: str) -> None:
        first, second = _pair()
        with pytest.raises(NotAllowed):
            reshaping.join(first, second, by=make_person(group))
        with raw.refused("this person may not"):
            _join_by_raw_sql(second, first, by=make_person(group))

    def test_raw_sql_joins_into_a_quote_that_has_the_words_alone(self) -> None:
        first, second = _pair()
        reporter = make_person("reporter")
        for into in (first, second, make_quote(), make_quote(State.VERIFIED)):
            with raw.refused("has all its words"):
                _join_by_raw_sql(second, into, by=reporter)
        with raw.refused("says into which"):
            raw.insert_review(second, "join", State.REJECTED, by=reporter, reason="joined")
        checker = make_person("checker")
        with raw.refused("says into which"):
            raw.insert_review(second, "reject", State.REJECTED, by=checker, joined_into_id=first.pk)
        with raw.refused("typed reason"):
            raw.insert_review(second, "reject", State.REJECTED, by=checker, reason="joined")
        raw.update_quote(first, content=[[1, 1 + len(f"{ONE} {TWO}")]], words=f"{ONE} {TWO}")
        _join_by_raw_sql(second, first, by=reporter)
        raw.update_quote(second, state=State.REJECTED)
        raw.settle()

    def test_raw_sql_parts_again_only_what_was_joined(self) -> None:
        quote = make_quote(State.REJECTED)
        with raw.refused("only what was joined"):
            raw.insert_review(quote, "split", State.CAPTURED, by=make_person("reporter"))

    def test_the_plain_verb_does_neither(self) -> None:
        first, _ = _pair()
        for move in ("join", "split"):
            with pytest.raises(IllegalMove):
                verification.make(first, move, by=make_person(is_superuser=True))


def _join_by_raw_sql(second: Quote, into: Quote, *, by: User) -> None:
    raw.insert_review(
        second, "join", State.REJECTED, by=by, reason="joined", joined_into_id=into.pk
    )


class TestTheNextEngine:
    """What people split, joined or moved is not captured again."""

    @pytest.mark.parametrize("words", [f"{ONE} {TWO}", ONE, TWO])
    def test_after_a_split(self, words: str) -> None:
        quote = _whole()
        reshaping.split(quote, at=_between(quote), by=make_person("reporter"))
        assert intake.record(quote.version, [_finding(quote.version, words)]) == 0

    @pytest.mark.parametrize("words", [f"{ONE} {TWO}", ONE, TWO])
    def test_after_a_joining(self, words: str) -> None:
        first, second = _pair()
        reshaping.join(first, second, by=make_person("reporter"))
        assert intake.record(first.version, [_finding(first.version, words)]) == 0

    @pytest.mark.parametrize("words", [f"{ONE} {TWO}", ONE, TWO])
    def test_in_a_later_wording_of_the_story(self, words: str) -> None:
        version = make_version(TEXT, url="https://courier.example/one")
        quote = _whole(version)
        reshaping.split(quote, at=_between(quote), by=make_person("reporter"))
        later = make_version(f"{TEXT} Rain fell.", url="https://courier.example/one")
        assert later.article == version.article
        assert intake.record(later, [_finding(later, words)]) == 0
        assert intake.record(later, [_finding(later, THREE)]) == 1

    def test_nor_what_a_person_shrank_away(self) -> None:
        quote = _whole()
        start = quote.content[0][0]
        changes = {"content": [[start, start + len(ONE)]]}
        attribution.amend(quote, by=make_person("reporter"), changes=changes)
        assert intake.record(quote.version, [_finding(quote.version, TWO)]) == 0
        assert intake.record(quote.version, [_finding(quote.version, THREE)]) == 1


def test_a_joined_finding_is_no_false_alarm_of_the_engines() -> None:
    version = _version()
    read = WELL_READ
    first = make_found(version=version, words=ONE, read=read)
    second = make_found(version=version, words=TWO, read=read)
    reshaping.join(first, second, by=make_person("reporter"))
    scare = make_found(version=version, words=THREE, read=read)
    verification.mark_scare_quote(scare, by=make_person("checker"))
    total = report().total
    assert (total.rejected, total.joined) == (1, 1)
    assert dict(total.reasons) == {"scare_quote": 1}
    verification.submit(first, by=make_person("reporter"))
    verification.verify(first, by=make_person("checker"), basis="article", answers=CHECKED)
    assert report().total.fields["span"].wrong == 1


def test_both_verbs_cost_a_fixed_number_of_queries() -> None:
    reporter = User.objects.get(pk=make_person("reporter").pk)
    reporter.has_perm("quotes.change_quote")
    first, second = _pair()
    with CaptureQueriesContext(connection) as joining:
        reshaping.join(first, second, by=reporter)
    with CaptureQueriesContext(connection) as splitting:
        reshaping.split(first, at=_between(first), by=reporter)
    assert len(joining) <= 20
    assert len(splitting) <= 20


def test_the_extraction_report_tells_why(capsys: pytest.CaptureFixture[str]) -> None:
    version = _version()
    first = make_found(version=version, words=ONE, read=WELL_READ)
    second = make_found(version=version, words=TWO, read=WELL_READ)
    reshaping.join(first, second, by=make_person("reporter"))
    scare = make_found(version=version, words=THREE, read=WELL_READ)
    verification.mark_scare_quote(scare, by=make_person("checker"))
    call_command("extraction_report")
    printed = capsys.readouterr().out
    assert "false alarms by reason     scare_quote 1" in printed
    assert "joined into another quote  1" in printed
    call_command("extraction_report", json=True)
    total = json.loads(capsys.readouterr().out)["total"]
    assert (total["reasons"], total["joined"]) == ({"scare_quote": 1}, 1)
