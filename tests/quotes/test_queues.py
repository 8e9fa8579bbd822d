"""The queues: what waits in each, for whom, in which order, narrowed by what."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from quotes import attribution, corrections, holds, intake, standing, verification
from quotes.models import Comparison, Notice, Prominence, Quote
from quotes.queues import QUEUES, Listing, tally, told
from quotes.queues.waiting import lifting_today
from quotes.verification import State
from sources.models import Article, ArticleVersion
from tests.make import (
    WELL_READ,
    make_found,
    make_person,
    make_quote,
    make_speaker,
    make_version,
)

pytestmark = pytest.mark.django_db


def listed(name: str, by: User, **given: str) -> list[Quote]:
    listing = Listing(QUEUES[name], given, by=by)
    assert listing.errors == {}
    return listing.page().items


def errors(name: str, **given: str) -> dict[str, list[str]]:
    return Listing(QUEUES[name], given, by=make_person("checker")).errors


def new_wording(quote: Quote, text: str) -> ArticleVersion:
    """The article's next wording, read."""
    version = make_version(text, url=quote.version.article.canonical_url)
    intake.read(version)
    return version


def touch(quote: Quote, **fields: Any) -> None:
    """Put a moment where the clock alone would put it."""
    Quote.objects.filter(pk=quote.pk).update(**fields)


class TestWhatWaits:
    def test_captured_waits_for_reporters_and_checkers(self) -> None:
        quote = make_quote()
        make_quote(State.SUBMITTED)
        assert listed("captured", make_person("reporter")) == [quote]
        assert listed("captured", make_person("checker")) == [quote]
        assert listed("captured", make_person("standards editor")) == []
        assert listed("captured", make_person("standards editor"), show="all") == [quote]

    def test_submitted_waits_for_another_checker(self) -> None:
        person = make_person("reporter")
        person.groups.add(*make_person("checker").groups.all())
        own, other = (
            make_quote(State.SUBMITTED, people={"reporter": person}),
            make_quote(State.SUBMITTED),
        )
        person = User.objects.get(pk=person.pk)
        assert listed("submitted", person) == [other]
        assert listed("submitted", person, show="own") == [own]
        assert len(listed("submitted", person, show="all")) == 2

    def test_who_took_a_submission_back_may_not_see_to_the_next_one_of_somebody_else(self) -> None:
        person = make_person("reporter")
        person.groups.add(*make_person("checker").groups.all())
        person = User.objects.get(pk=person.pk)
        quote = make_quote(State.SUBMITTED, people={"reporter": person})
        verification.take_back(quote, by=person)
        verification.submit(quote, by=make_person("reporter"))
        assert listed("submitted", person) == []
        assert listed("submitted", person, show="own") == [quote]
        assert listed("submitted", make_person("checker")) == [quote]

    def test_what_was_submitted_before_a_standing_submission_keeps_nobody_from_it(self) -> None:
        person = make_person("reporter")
        person.groups.add(*make_person("checker").groups.all())
        person = User.objects.get(pk=person.pk)
        quote = make_quote(State.SUBMITTED, people={"reporter": person})
        verification.send_back(quote, by=make_person("checker"), note="Which mayor?")
        verification.submit(quote, by=make_person("reporter"))
        assert listed("submitted", person) == [quote]

    def test_a_single_editor_may_see_to_their_own(self, settings: Any) -> None:
        settings.SINGLE_EDITOR = True
        person = make_person("reporter")
        person.groups.add(*make_person("checker").groups.all())
        own = make_quote(State.SUBMITTED, people={"reporter": person})
        assert listed("submitted", User.objects.get(pk=person.pk)) == [own]

    def test_sent_back_is_for_whoever_submitted(self) -> None:
        quote = make_quote(State.SUBMITTED)
        submitter = quote.reviews.get(move="submit").by
        verification.send_back(quote, by=make_person("checker"), note="Which mayor?")
        (row,) = listed("sent-back", submitter)
        assert (row, row.why) == (quote, "Which mayor?")  # type: ignore[attr-defined]
        assert listed("sent-back", make_person("reporter")) == []
        verification.submit(quote, by=submitter)
        assert listed("sent-back", submitter) == []

    def test_sent_back_once_and_reopened_later_is_not_sent_back(self) -> None:
        quote = make_quote(State.SUBMITTED)
        submitter = quote.reviews.get(move="submit").by
        checker = make_person("checker")
        verification.send_back(quote, by=checker, note="Which mayor?")
        verification.reject(quote, by=checker, note="Nobody said this.")
        verification.reopen(quote, by=checker, note="They did.")
        assert listed("sent-back", submitter, show="all") == []

    def test_corrections_wait_for_another_approver(self) -> None:
        proposer, approver = make_person("desk editor"), make_person("desk editor")
        quote = make_quote(State.PUBLISHED)
        make_quote(State.PUBLISHED)
        notice = corrections.propose(
            quote,
            by=proposer,
            type=Notice.Type.UPDATE,
            changes={},
            public_text="The harbour has since opened.",
        )
        assert listed("corrections", proposer) == []
        assert listed("corrections", proposer, show="own") == [quote]
        assert listed("corrections", approver) == [quote]
        assert listed("corrections", make_person("reporter")) == []
        corrections.decline(notice, by=approver, reason="No need.")
        assert listed("corrections", approver, show="all") == []

    def test_withheld_waits_for_another_to_release(self) -> None:
        quote = make_quote(State.WITHHELD)
        holder = quote.reviews.get(move="withhold").by
        assert listed("withheld", holder) == []
        assert listed("withheld", holder, show="own") == [quote]
        (row,) = listed("withheld", make_person("desk editor"))
        assert row.why == "A complaint came in."  # type: ignore[attr-defined]

    def test_held_by_me(self) -> None:
        ana, ben = make_person("reporter"), make_person("reporter")
        quote, other = make_quote(), make_quote()
        holds.take(quote, by=ana)
        holds.take(other, by=ben)
        holds.hand_over(other, to=ana, by=ben)
        assert set(listed("mine", ana)) == {quote, other}
        assert listed("mine", ben) == []


class TestEmbargo:
    NOON = datetime(2026, 6, 10, 12, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("hours", "is_there"), [(-13, False), (-2, True), (2, True), (11, True), (12, False)]
    )
    def test_it_lifts_today(self, hours: int, is_there: bool) -> None:
        quote = make_quote(embargo_until=self.NOON + timedelta(hours=hours))
        assert list(lifting_today(self.NOON)) == ([quote] if is_there else [])

    def test_the_later_of_the_quotes_and_the_storys_counts(self) -> None:
        quote = make_quote(embargo_until=self.NOON)
        stories = Article.objects.filter(versions=quote.version)
        stories.update(embargo_until=self.NOON + timedelta(hours=3))
        assert list(lifting_today(self.NOON)) == [quote]
        stories.update(embargo_until=self.NOON + timedelta(days=3))
        assert list(lifting_today(self.NOON)) == []

    def test_today_is_the_newsrooms(self, settings: Any) -> None:
        settings.TIME_ZONE = "America/New_York"
        with timezone.override("America/New_York"):
            quote = make_quote(embargo_until=datetime(2026, 6, 11, 3, tzinfo=UTC))
            assert list(lifting_today(self.NOON)) == [quote]

    def test_what_is_published_and_free_needs_nobody(self) -> None:
        quote = make_quote(State.PUBLISHED)
        Article.objects.filter(versions=quote.version).update(embargo_until=self.NOON)
        assert list(lifting_today(self.NOON - timedelta(hours=1))) == [quote]
        assert list(lifting_today(self.NOON + timedelta(hours=1))) == []


class TestSourceChanged:
    WORDS = "We open the harbour at dawn"

    def quote(self, state: State = State.CAPTURED) -> Quote:
        return make_quote(
            state, words=self.WORDS, version=make_version(f"“{self.WORDS},” she said.")
        )

    def test_words_that_went_are_there(self) -> None:
        quote = self.quote()
        new_wording(quote, "“We open the port at dawn,” she said on the quay.")
        assert listed("source-changed", make_person("reporter")) == [quote]

    @pytest.mark.parametrize(
        "text",
        [
            "HARBOUR — “We open the harbour at dawn,” she said again.",
            "She said: 'We open the\n\nharbour at dawn'.",
        ],
    )
    def test_words_that_stand_are_not(self, text: str) -> None:
        quote = self.quote()
        new_wording(quote, text)
        assert listed("source-changed", make_person("reporter")) == []

    def test_a_longer_word_is_another(self) -> None:
        quote = self.quote()
        new_wording(quote, "“We open the harbour at dawning,” she said.")
        assert listed("source-changed", make_person("reporter")) == [quote]

    def test_pieces_stand_in_their_order(self) -> None:
        text = "“We open at dawn,” she said, “and close at dusk.”"
        version = make_version(text)
        pieces = ["We open at dawn", "and close at dusk"]
        content = [[text.index(one), text.index(one) + len(one)] for one in pieces]
        quote = intake.add_quote(version, content, by=make_person("reporter"))
        assert standing.stands(quote, f"Now: {text}")
        assert not standing.stands(quote, "“And close at dusk and close at dusk. We open at dawn.”")

    def test_words_that_come_back_leave_it_and_may_go_again(self) -> None:
        quote, reporter = self.quote(), make_person("reporter")
        new_wording(quote, "“We open the port at dawn,” she said on the quay.")
        standing.settle(quote, by=make_person("checker"), note="The recording has it.")
        new_wording(quote, "“We open the port at noon,” she said on the quay.")
        assert quote not in listed("source-changed", reporter)
        new_wording(quote, f"“{self.WORDS},” she now says.")
        new_wording(quote, "She says nothing any more of the harbour.")
        assert quote in listed("source-changed", reporter)

    def test_a_person_settles_it_with_a_note(self) -> None:
        quote = self.quote(State.PUBLISHED)
        new_wording(quote, "“We open the port at dawn,” she said on the quay.")
        with pytest.raises(verification.NotAllowed):
            standing.settle(quote, by=make_person("reporter"), note="Fine.")
        with pytest.raises(verification.Incomplete):
            standing.settle(quote, by=make_person("checker"), note=" ")
        standing.settle(quote, by=make_person("checker"), note="The recording has it.")
        assert listed("source-changed", make_person("reporter")) == []
        assert Comparison.objects.get(quote=quote).note == "The recording has it."

    def test_rejected_quotes_are_nobodys_work(self) -> None:
        quote = self.quote(State.REJECTED)
        new_wording(quote, "“We open the port at dawn,” she said on the quay.")
        assert listed("source-changed", make_person("reporter"), show="all") == []

    def test_what_no_reading_compared_is_compared_by_the_clock(self) -> None:
        quote = self.quote()
        make_version("She said nothing.", url=quote.version.article.canonical_url)
        assert list(standing.uncompared()) == [quote]
        assert standing.compare_anew() == 1
        assert standing.compare_anew() == 0
        assert listed("source-changed", make_person("reporter")) == [quote]
        start = quote.version.text.index("open")
        attribution.amend(
            quote, by=make_person("reporter"), changes={"content": [[start, start + 4]]}
        )
        assert list(standing.uncompared()) == [quote]


class TestOrder:
    def test_what_waits_longest_is_first(self) -> None:
        first, second = make_quote(), make_quote()
        assert listed("captured", make_person("reporter")) == [first, second]
        assert listed("captured", make_person("reporter"), order="newest") == [second, first]

    def test_who_is_quoted_much_has_a_head_start(self) -> None:
        known = make_speaker()
        for _ in range(3):
            make_quote(State.PUBLISHED, speaker=known, said_on=timezone.localdate())
        assert standing.count_prominence() == 1
        assert Prominence.objects.get().published == 3
        now = timezone.now()
        early, late, later = make_quote(), make_quote(speaker=known), make_quote(speaker=known)
        touch(early, captured_at=now - timedelta(hours=12))
        touch(late, captured_at=now - timedelta(hours=1))
        touch(later, captured_at=now + timedelta(hours=1))
        assert listed("captured", make_person("reporter")) == [late, early, later]

    def test_prominence_that_passes_is_counted_down(self) -> None:
        quote = make_quote(State.PUBLISHED, said_on=timezone.localdate())
        standing.count_prominence()
        verification.withhold(quote, by=make_person("desk editor"), note="A complaint came in.")
        assert standing.count_prominence() == 0
        assert not Prominence.objects.exists()

    def test_what_the_engine_is_sure_of_has_a_head_start_too(self) -> None:
        now = timezone.now()
        doubtful = make_found(read={**WELL_READ, "confidence": 0.2})
        sure = make_found(read={**WELL_READ, "confidence": 0.9})
        touch(doubtful, captured_at=now - timedelta(hours=8))
        touch(sure, captured_at=now)
        person = make_person("reporter")
        assert listed("captured", person) == [sure, doubtful]
        assert listed("captured", person, order="doubtful") == [doubtful, sure]
        assert listed("captured", person, order="surest") == [sure, doubtful]

    @pytest.mark.parametrize("order", ["urgent", "oldest", "newest", "doubtful", "surest"])
    def test_pages_skip_and_repeat_nothing(self, order: str) -> None:
        version = make_version(" ".join(f"“Number {n} is open.”" for n in range(11)) + " She said.")
        for n in range(11):
            make_found(
                version=version,
                words=f"Number {n} is open.",
                read={**WELL_READ, "confidence": n % 3 / 4},
            )
        listing = Listing(QUEUES["captured"], {"order": order}, by=make_person("reporter"))
        seen, cursor = [], ""
        for _ in range(4):
            page = listing.page(cursor, size=4)
            seen += page.items
            if page.next is None:
                break
            cursor = page.next
        assert seen == list(listing.rows)
        assert len(seen) == 11
        assert page.previous
        back = listing.page(page.previous, size=4).items
        assert back == seen[4:8]


class TestFilters:
    def test_each_narrows(self) -> None:
        speaker = make_speaker("Ines Calloway")
        version = make_version("“We open at dawn.” she said.", outlet="Elmsund Gazette")
        Article.objects.filter(pk=version.article_id).update(section="Politics")
        quote = make_quote(version=version, words="We open at dawn.", speaker=speaker)
        touch(quote, captured_at=timezone.now() - timedelta(hours=30))
        found = make_found(read={**WELL_READ, "kind": "indirect", "confidence": 0.3})
        ana = make_person("reporter")
        holds.take(quote, by=ana)
        for given in (
            {"outlet": "elmsund-gazette"},
            {"speaker": "calloway"},
            {"speaker": speaker.slug},
            {"section": "Politics"},
            {"age": "1d"},
            {"confidence": "by_hand"},
            {"kind": "direct"},
            {"assigned": "me"},
            {"assigned": "somebody"},
            {"assigned": ana.username},
            {"story": str(version.pk)},
        ):
            assert listed("captured", ana, **given) == [quote], given
        for given in ({"confidence": "doubtful"}, {"kind": "indirect"}, {"assigned": "nobody"}):
            assert listed("captured", ana, **given) == [found], given
        assert listed("captured", ana, age="3d") == []

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("outlet", "no-such"),
            ("speaker", "Nobody At All"),
            ("assigned", "no-such"),
            ("age", "2h"),
            ("confidence", "x"),
            ("kind", "x"),
            ("story", "-1"),
            ("story", "1.5"),
            ("show", "x"),
            ("order", "x"),
            ("section", "a\0b"),
        ],
    )
    def test_one_that_leads_nowhere_is_named_and_finds_nothing(self, name: str, value: str) -> None:
        make_quote()
        assert list(errors("captured", **{name: value})) == [name]
        listing = Listing(QUEUES["captured"], {name: value}, by=make_person("checker"))
        assert (listing.page().items, listing.count) == ([], 0)


class TestCounts:
    def test_they_tell_what_is_for_me_and_what_there_is(self) -> None:
        quote = make_quote(State.SUBMITTED)
        make_quote(State.SUBMITTED)
        submitter = quote.reviews.get(move="submit").by
        submitter.groups.add(*make_person("checker").groups.all())
        counts = {
            one.queue.name: (one.open, one.all) for one in tally(User.objects.get(pk=submitter.pk))
        }
        assert counts["submitted"] == (1, 2)
        assert counts["captured"] == (0, 0)
        assert set(counts) == set(QUEUES)

    def test_they_are_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("quotes.queues.counts.MOST_COUNTED", 2)
        for _ in range(4):
            make_quote()
        counts = {one.queue.name: one.open for one in tally(make_person("reporter"))}
        assert counts["captured"] == 3
        assert told(3) == "2+"

    def test_they_cost_a_fixed_number_of_queries(self, django_assert_num_queries: Any) -> None:
        person = make_person("checker")
        person.get_all_permissions()
        with django_assert_num_queries(2 * len(QUEUES) - 2):
            tally(
                person
            )  # a checker can neither approve corrections nor release: two counts ask nothing
        for _ in range(3):
            make_quote()
        with django_assert_num_queries(2 * len(QUEUES) - 2):
            tally(person)


@pytest.mark.parametrize("name", QUEUES)
def test_a_page_costs_a_fixed_number_of_queries(
    name: str, django_assert_max_num_queries: Any
) -> None:
    person = make_person("checker")
    person.get_all_permissions()
    for state in (State.CAPTURED, State.SUBMITTED, State.WITHHELD):
        for quote in [make_quote(state), make_quote(state)]:
            if state == State.CAPTURED:
                holds.take(quote, by=person)
    with django_assert_max_num_queries(2):
        for quote in Listing(QUEUES[name], {"show": "all"}, by=person).page().items:
            assert quote.version.article.outlet.name
            assert all(hold.holder.username for hold in quote.holds.all())
            assert quote.speaker is None or quote.speaker.name


class TestInWords:
    """What a bulk run keeps of the filters it was chosen by."""

    def _told(self, by: User, **given: str) -> str:
        return Listing(QUEUES["submitted"], given, by=by).in_words()

    def test_no_filter_needs_no_words(self) -> None:
        title = "Submitted, waiting for a second person"
        assert self._told(make_person()) == title
        assert self._told(make_person(), show="open", order="urgent", section="") == title

    @pytest.mark.parametrize(
        ("given", "words"),
        [
            ({"kind": "direct", "age": "1d"}, "waiting: Over a day; kind: Direct"),
            ({"confidence": "check_speaker"}, "engine: Check the speaker"),
            ({"section": "own"}, "section: own"),
            ({"assigned": "nobody"}, "held by: nobody"),
            ({"show": "own", "order": "newest"}, "show: Their own; order: Latest first"),
        ],
    )
    def test_choices_are_told_by_their_labels(self, given: dict[str, str], words: str) -> None:
        assert self._told(make_person(), **given).endswith(f"second person ({words})")

    def test_things_and_people_are_told_by_their_names(self) -> None:
        person = make_person("checker", first_name="Ida", last_name="Holm")
        quote = make_quote(speaker=make_speaker("Aoife Byrne"))
        article = quote.version.article
        given = {"outlet": article.outlet.slug, "speaker": "byrne", "story": str(quote.version_id)}
        assert self._told(person, assigned="me", **given).endswith(
            f"(outlet: {article.outlet.name}; speaker: byrne; held by: Ida Holm; story: {article})"
        )

    def test_a_filter_that_leads_nowhere_is_no_part_of_it(self) -> None:
        told = self._told(make_person(), outlet="no-such", kind="mixed", story="9999")
        assert told.endswith("(kind: Mixed; story: 9999)")
