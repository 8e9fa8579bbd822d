"""What the database keeps about speakers, positions and quotes, and what querysets answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from quotes import attribution, corrections, verification
from quotes.extraction.attributions import ACTS, CAVEATS, Sureness
from quotes.models import Act, Alias, Band, Caveat, Position, Quote, Speaker
from quotes.verification import State
from sources import ingest
from tests.make import (
    CHECKED,
    WELL_READ,
    make_found,
    make_merger,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)
from tests.quotes import raw

pytestmark = pytest.mark.django_db


class TestPublic:
    """`Quote.objects.public()` is the only door to the outside."""

    @pytest.mark.parametrize("state", State)
    def test_published_quotes_alone_are_public(self, state: State) -> None:
        make_quote(state)
        assert Quote.objects.public().exists() is (state == State.PUBLISHED)

    def test_an_embargo_that_is_set_later_hides_at_once(self) -> None:
        quote = make_quote(State.PUBLISHED)
        raw.update_quote(quote, embargo_until=timezone.now() + timedelta(minutes=1))
        assert not Quote.objects.public().exists()

    def test_an_embargo_ends_by_itself(self) -> None:
        quote = make_quote(State.PUBLISHED)
        raw.update_quote(quote, embargo_until=timezone.now() - timedelta(seconds=1))
        assert Quote.objects.public().get() == quote

    @pytest.mark.parametrize("status", ["withheld", "canceled"])
    def test_a_withdrawn_article_hides_its_quotes_at_once(self, status: str) -> None:
        ingest.set_terms(
            make_quote(State.PUBLISHED).article,
            publish_status=status,
            by=make_person("standards editor"),
        )
        assert not Quote.objects.public().exists()

    def test_an_article_under_embargo_hides_its_quotes(self) -> None:
        ingest.set_terms(
            make_quote(State.PUBLISHED).article,
            publish_status="usable",
            embargo_until=timezone.now() + timedelta(hours=1),
            by=make_person("standards editor"),
        )
        assert not Quote.objects.public().exists()

    def test_a_speaker_without_a_public_quote_is_not_public(self) -> None:
        make_quote(State.VERIFIED)
        assert not Speaker.objects.public().exists()
        shown = make_quote(State.PUBLISHED)
        assert Speaker.objects.public().get() == shown.speaker


class TestTombstones:
    """What was public and was retracted leaves a page that says so."""

    @pytest.mark.parametrize("state", State)
    def test_retracted_quotes_alone_leave_one(self, state: State) -> None:
        make_quote(state)
        assert Quote.objects.tombstones().exists() is (state == State.RETRACTED)

    def test_what_was_withheld_before_anybody_saw_it_leaves_none(self) -> None:
        quote = make_quote(State.VERIFIED)
        verification.withhold(quote, by=make_person("desk editor"), note="Wait.")
        verification.retract(quote, by=make_person("standards editor"), reason="Not said.")
        assert not Quote.objects.tombstones().exists()

    def test_a_reopened_quote_keeps_its_tombstone_until_it_is_public_again(self) -> None:
        quote = make_quote(State.RETRACTED)
        verification.reopen(quote, by=make_person("checker"), note="A recording turned up.")
        assert Quote.objects.tombstones().get() == quote
        verification.submit(quote, by=make_person("reporter"))
        verification.verify(quote, by=make_person("checker"), basis="recording", answers=CHECKED)
        verification.publish(quote, by=make_person("desk editor"))
        assert not Quote.objects.tombstones().exists()
        assert Quote.objects.public().get() == quote
        verification.withhold(quote, by=make_person("desk editor"), note="A complaint came in.")
        assert not Quote.objects.tombstones().exists()


class TestOrder:
    """Lists come in an order that neither skips nor repeats."""

    def test_newest_first_goes_by_the_day_it_was_said_then_by_id(self) -> None:
        days = [date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 2)]
        first, second, third = (make_quote(said_on=day) for day in days)
        assert list(Quote.objects.newest_first()) == [second, third, first]

    def test_story_order_is_the_order_of_the_text(self) -> None:
        version = make_version("“Late words.” he said. “Early words.” she said.")
        late = make_quote(words="Early words.", version=version)
        early = make_quote(words="Late words.", version=version)
        assert list(version.quotes.in_story_order()) == [early, late]

    def test_a_row_with_its_context_costs_one_query(self, django_assert_num_queries: Any) -> None:
        for _ in range(3):
            make_quote(State.PUBLISHED)
        with django_assert_num_queries(1):
            for quote in Quote.objects.public().with_context():
                assert all((quote.speaker, quote.article.headline, quote.outlet.name))


class TestQuoteRows:
    """What is true of one row, always."""

    def test_a_role_is_printed_or_not_printed(self) -> None:
        with raw.refused("role_is_printed_or_not"):
            raw.update_quote(make_quote(), no_role_printed=True)

    @pytest.mark.parametrize("confidence", [-0.1, 1.1])
    def test_confidence_is_between_0_and_1(self, confidence: float) -> None:
        with raw.refused("confidence_is_between_0_and_1"):
            make_found(read={"confidence": confidence})

    @pytest.mark.parametrize("part", ["span", "speaker", "role", "date"])
    @pytest.mark.parametrize("sure", [-0.1, 1.1, float("nan")])
    def test_so_is_that_of_each_part(self, part: str, sure: float) -> None:
        with raw.refused(f"{part}_confidence_is_between_0_and_1"):
            make_found(read={"sureness": Sureness(**{part: sure})})

    def test_acts_and_caveats_are_those_of_the_engine(self) -> None:
        assert tuple(Act.values) == ACTS
        assert tuple(Caveat.values) == CAVEATS

    def test_an_unknown_act_or_caveat_is_refused(self) -> None:
        with raw.refused("act_is_speech_belief_plan_or_reaction"):
            raw.update_quote(make_quote(), act="song")
        with raw.refused("caveats_are_known_ones"):
            raw.update_quote(make_quote(), caveats=["denial", "irony"])

    def test_caveats_have_one_order(self) -> None:
        assert Caveat.ordered(["denial", "second-hand", "denial"]) == ["second-hand", "denial"]
        assert Caveat.ordered(["irony", "denial"]) == ["denial", "irony"]

    @pytest.mark.parametrize(
        ("band", "expected"),
        [
            (Band.SURE, {"sure"}),
            (Band.LIKELY, {"likely", "mended", "verified"}),
            (Band.DOUBTFUL, {"doubtful"}),
            (Band.CHECK_SPEAKER, {"likely"}),
            (Band.BY_HAND, {"by hand"}),
        ],
    )
    def test_bands(self, band: Band, expected: set[str]) -> None:
        unsure = WELL_READ | {"confidence": 0.7, "sureness": Sureness(span=0.9, speaker=0.7)}
        quotes = {
            "sure": make_found(read=WELL_READ | {"confidence": 0.85}),
            "likely": make_found(read=unsure),
            "mended": make_found(read=unsure, speaker=make_speaker()),
            "verified": make_found(State.VERIFIED, read=unsure),
            "doubtful": make_found(read=WELL_READ | {"confidence": 0.59}),
            "by hand": make_quote(),
        }
        found = set(Quote.objects.in_band(band))
        assert {name for name, quote in quotes.items() if quote in found} == expected

    def test_long_words_are_shortened_in_a_label(self) -> None:
        words = "We open the harbour " * 8 + "now."
        label = str(make_quote(words=words))
        assert len(label) <= 80
        assert label.endswith("…")


class TestSpeakers:
    """Names, aliases, merging and confirmation."""

    def test_named_finds_by_any_name_whatever_its_case_and_accents(self) -> None:
        speaker = make_speaker("Zoë Lindqvist")
        attribution.add_alias(speaker, "Zoe Lind", by=make_person("checker"))
        assert list(Speaker.objects.named("zoe lindqvist")) == [speaker]
        assert list(Speaker.objects.named("zoe lind")) == [speaker]

    def test_a_merged_speaker_is_neither_named_nor_current(self) -> None:
        kept, merged = make_speaker("Ada Quill"), make_speaker("Ada Quill")
        make_merger(merged, kept)
        assert list(Speaker.objects.named("ada quill")) == [kept]
        assert list(Speaker.objects.current()) == [kept]

    def test_nobody_is_merged_into_themselves(self) -> None:
        speaker = make_speaker()
        with raw.refused("not in a circle"):
            raw.update("quotes_speaker", speaker.pk, merged_into_id=speaker.pk)

    def test_a_confirmation_is_by_who_may_confirm(self) -> None:
        speaker, reporter = make_speaker(confirmed=False), make_person("reporter")
        with raw.refused("may not confirm"):
            raw.update(
                "quotes_speaker", speaker.pk, confirmed_by_id=reporter.pk, confirmed_at="2026-11-01"
            )

    def test_a_confirmation_stays(self) -> None:
        with raw.refused("a confirmation is not changed"):
            raw.update("quotes_speaker", make_speaker().pk, confirmed_by_id=None, confirmed_at=None)

    def test_a_confirmation_has_a_person_and_a_time(self) -> None:
        speaker, checker = make_speaker(confirmed=False), make_person("checker")
        with raw.refused("confirmation_has_a_person_and_a_time"):
            raw.update("quotes_speaker", speaker.pk, confirmed_by_id=checker.pk)

    @pytest.mark.parametrize("identifier", ["57792", "Q0", "q57792", "Q57792 "])
    def test_a_wikidata_id_is_a_q_number(self, identifier: str) -> None:
        with raw.refused("wikidata_id_is_a_q_number"):
            raw.update("quotes_speaker", make_speaker().pk, wikidata_id=identifier)

    def test_a_wikidata_id_is_one_speaker(self) -> None:
        raw.update("quotes_speaker", make_speaker().pk, wikidata_id="Q1")
        with raw.refused("one_speaker_per_wikidata_id"):
            raw.update("quotes_speaker", make_speaker().pk, wikidata_id="Q1")

    def test_an_alias_is_entered_once_for_a_speaker(self) -> None:
        speaker = make_speaker("Ada Quill")
        with raw.refused("alias_once_per_speaker"):
            Alias.objects.create(speaker=speaker, name="ADA QUILL", folded="ada quill")

    def test_a_speaker_with_quotes_is_not_deleted(self) -> None:
        quote = make_quote()
        with raw.refused("foreign key"):
            raw.execute("DELETE FROM quotes_alias WHERE speaker_id = %s", quote.speaker_id)
            raw.execute("DELETE FROM quotes_speaker WHERE id = %s", quote.speaker_id)


class TestPositions:
    """Titles, held from and to a day."""

    @pytest.mark.parametrize(
        ("day", "held"),
        [
            (date(2026, 2, 28), False),
            (date(2026, 3, 1), True),
            (date(2026, 3, 31), True),
            (date(2026, 4, 1), False),
        ],
    )
    def test_both_ends_belong_to_it(self, day: date, held: bool) -> None:
        make_position(make_speaker(), "Mayor", start=date(2026, 3, 1), end=date(2026, 3, 31))
        assert Position.objects.held_on(day).exists() is held

    @pytest.mark.parametrize(
        ("precision", "end", "last"),
        [
            ("month", date(2026, 3, 1), date(2026, 3, 31)),
            ("year", date(2026, 1, 1), date(2026, 12, 31)),
        ],
    )
    def test_an_end_known_to_the_month_or_year_is_the_last_day_of_it(
        self, precision: str, end: date, last: date
    ) -> None:
        make_position(make_speaker(), "Mayor", end=end, end_precision=precision)
        assert Position.objects.held_on(last).exists()
        assert not Position.objects.held_on(last + timedelta(days=1)).exists()

    def test_an_open_end_still_runs(self) -> None:
        make_position(make_speaker(), "Mayor", start=date(2026, 3, 1))
        assert Position.objects.held_on(date(2036, 1, 1)).exists()

    def test_it_does_not_end_before_it_starts(self) -> None:
        with raw.refused("position_ends_after_it_starts"):
            make_position(make_speaker(), "Mayor", start=date(2026, 3, 2), end=date(2026, 3, 1))

    def test_nobody_holds_a_position_in_themselves(self) -> None:
        speaker = make_speaker()
        with raw.refused("position_is_held_elsewhere"):
            make_position(speaker, "Mayor", organisation=speaker)

    def test_a_position_that_a_quote_was_matched_to_is_kept(self) -> None:
        speaker = make_speaker()
        position = make_position(speaker, "Mayor")
        quote = make_quote(speaker=speaker)
        assert quote.position == position
        with raw.refused("foreign key"):
            raw.execute("DELETE FROM quotes_position WHERE id = %s", position.pk)

    def test_a_quote_keeps_the_role_that_was_printed_when_a_title_is_renamed(self) -> None:
        speaker = make_speaker()
        position = make_position(speaker, "Mayor")
        quote = make_quote(State.PUBLISHED, speaker=speaker)
        raw.update("quotes_position", position.pk, title="Lord Mayor")
        quote.refresh_from_db()
        assert quote.role_as_printed == "Mayor"


class TestHistory:
    """Every change of a quote is kept, with what it was."""

    def test_each_revision_can_be_read_again(self) -> None:
        quote = make_quote(State.PUBLISHED)
        notice = corrections.propose(
            quote,
            by=make_person("reporter"),
            type="correction",
            changes={"role_as_printed": "Deputy Mayor"},
            public_text="We gave the wrong office.",
        )
        corrections.approve(notice, by=make_person("desk editor"))
        events = quote.events.order_by("pgh_id")
        kept = [(event.revision, event.role_as_printed) for event in events]
        assert kept[-1] == (2, "Deputy Mayor")
        assert (1, "Mayor") in kept

    @pytest.mark.parametrize("verb", ["UPDATE quotes_quoteevent SET words = ''", "DELETE FROM"])
    def test_history_is_append_only(self, verb: str) -> None:
        make_quote()
        statement = verb if verb.startswith("UPDATE") else "DELETE FROM quotes_quoteevent"
        with raw.refused("Cannot update or delete"):
            raw.execute(statement)


def test_mergers_do_not_go_in_a_circle() -> None:
    first, second, third = make_speaker("Ada One"), make_speaker("Ada Two"), make_speaker("Ada Tri")
    make_merger(first, second)
    make_merger(second, third)
    with raw.refused("not in a circle"):
        raw.update("quotes_speaker", third.pk, merged_into_id=first.pk)
