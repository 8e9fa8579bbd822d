"""The engine, measured on what editors judged: kept, mended, rejected, missed."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from quotes import corrections, intake, measurement
from quotes.extraction.attributions import Sureness
from quotes.measurement import Share, Tally
from quotes.models import Quote
from quotes.verification import State
from tests.make import WELL_READ, make_found, make_person, make_quote, make_speaker, make_version

pytestmark = pytest.mark.django_db


def fields() -> dict[str, Tally]:
    return measurement.report().total.fields


def printed(*options: str) -> str:
    out = StringIO()
    call_command("extraction_report", *options, stdout=out)
    return out.getvalue()


def test_a_finding_that_was_verified_as_it_stood_is_right_in_everything() -> None:
    make_found(State.VERIFIED, read=WELL_READ)
    total = measurement.report().total
    assert (total.kept, total.rejected, total.missed) == (1, 0, 0)
    assert set(total.fields) == set(measurement.FIELDS)
    assert all(tally == Tally(right=1) for tally in total.fields.values())


@pytest.mark.parametrize(
    ("changes", "name"),
    [
        ({"content": [[1, 8]]}, "span"),
        ({"role_as_printed": "Harbour master"}, "role"),
        ({"said_on": date(2026, 3, 2)}, "date"),
        ({"said_on_precision": "month"}, "date"),
    ],
)
def test_what_a_person_mended_was_wrong(changes: dict[str, Any], name: str) -> None:
    make_found(State.VERIFIED, read=WELL_READ, **changes)
    wrong = {name for name, tally in fields().items() if tally == Tally(wrong=1)}
    assert wrong == {name}


def test_another_speaker_was_the_wrong_one() -> None:
    make_found(State.PUBLISHED, read=WELL_READ, speaker=make_speaker())
    assert fields()["speaker"] == fields()["sure_speaker"] == Tally(wrong=1)


def test_a_speaker_that_the_engine_doubted_does_not_count_among_those_it_was_sure_of() -> None:
    read = WELL_READ | {"sureness": Sureness(span=0.9, speaker=0.94)}
    make_found(State.PUBLISHED, read=read, speaker=make_speaker())
    assert fields()["speaker"] == Tally(wrong=1)
    assert fields()["sure_speaker"] == Tally()


def test_what_the_engine_left_open_is_not_wrong() -> None:
    settled = {"role_as_printed": "Mayor", "said_on": date(2026, 3, 3)}
    basis = {"attribution_basis": "on_record", "speaker": make_speaker()}
    make_found(State.VERIFIED, **settled, **basis)
    counted = fields()
    assert all(counted[name] == Tally(left_open=1) for name in ("speaker", "role", "date"))
    assert counted["role"].of_those_given.rate is None
    assert counted["role"].of_all == Share(0, 1)


def test_no_role_where_none_is_printed_is_right() -> None:
    make_found(State.VERIFIED, read=WELL_READ | {"role": ""}, no_role_printed=True)
    assert fields()["role"] == Tally(right=1)


def test_a_rejected_finding_is_a_false_alarm() -> None:
    make_found(State.REJECTED, read=WELL_READ)
    total = measurement.report().total
    assert (total.kept, total.rejected, total.missed) == (0, 1, 0)
    assert total.precision == Share(0, 1)
    assert total.fields["span"] == Tally()


def test_a_quote_added_by_hand_after_the_reading_was_missed() -> None:
    found = make_found(State.VERIFIED, read=WELL_READ, revision="7")
    quote = make_quote(State.VERIFIED, version=found.version, words="said on the quay")
    assert quote.confidence is None
    made = measurement.report()
    assert made.total.recall == Share(1, 2)
    assert made.revisions["7"].missed == 1


def test_a_quote_added_by_hand_to_a_story_that_was_never_read_was_not_missed() -> None:
    make_quote(State.VERIFIED)
    assert measurement.report().total.judged == 0


@pytest.mark.parametrize("state", [State.CAPTURED, State.SUBMITTED])
def test_what_nobody_has_judged_yet_does_not_count(state: State) -> None:
    make_found(state, read=WELL_READ)
    assert measurement.report().total.judged == 0


def test_a_quote_added_by_hand_and_rejected_does_not_count() -> None:
    version = make_version()
    intake.read(version)
    make_quote(State.REJECTED, version=version, words="day")
    judged = Quote.objects.filter(state=State.REJECTED)
    assert judged.count() == 1 and measurement.report().total.judged == 0


def test_a_correction_after_publication_is_no_fault_of_the_engines() -> None:
    quote = make_found(State.PUBLISHED, read=WELL_READ)
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type="correction",
        changes={"role_as_printed": "Former mayor"},
        public_text="She was no longer mayor.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    assert fields()["role"] == Tally(right=1)


def test_each_engine_answers_for_what_it_captured() -> None:
    first = make_found(State.VERIFIED, read=WELL_READ, revision="1")
    first.version.extractions.create(engine="told", revision="2")
    make_found(State.REJECTED, read=WELL_READ, revision="2")
    made = measurement.report()
    assert (made.revisions["1"].kept, made.revisions["2"].rejected) == (1, 1)
    assert measurement.report(revision="2").total.judged == 1


def test_outlets_are_told_apart_and_asked_for_by_name_or_slug() -> None:
    for outlet in ("Harbour Courier", "Coast Wire"):
        version = make_version("“The line will close,” Mayor Ada Quill said.", outlet=outlet)
        make_found(State.VERIFIED, version=version, words="The line will close", read=WELL_READ)
    assert set(measurement.report().outlets) == {"Harbour Courier", "Coast Wire"}
    for asked in ("coast wire", "coast-wire"):
        assert set(measurement.report(outlet=asked).outlets) == {"Coast Wire"}
    assert measurement.report(outlet="Nobody").total.judged == 0


def test_since_leaves_out_what_was_captured_before() -> None:
    make_found(State.VERIFIED, read=WELL_READ)
    assert measurement.report(since=datetime(2026, 1, 1, tzinfo=UTC)).total.judged == 1
    assert measurement.report(since=timezone.now()).total.judged == 0


def test_the_report_costs_one_query_however_many_quotes_there_are(
    django_assert_num_queries: Any,
) -> None:
    for number in (1, 4):
        for _ in range(number):
            make_found(State.VERIFIED, read=WELL_READ)
        with django_assert_num_queries(1):
            measurement.report()
    with django_assert_num_queries(1):
        measurement.report(outlet="Harbour Courier", revision="1", since=timezone.now())


def test_the_interval_of_a_share_is_wide_for_few() -> None:
    few, many = Share(9, 10).between, Share(900, 1000).between
    assert few and many and few[0] < many[0] < 0.9 < many[1] < few[1]
    assert Share(0, 0).between is None
    assert Share(3, 3).between and Share(3, 3).between[1] == 1.0


def test_the_command_says_so_where_nothing_was_judged() -> None:
    assert "has been judged yet" in printed()


def test_the_command_prints_counts_beside_rates() -> None:
    make_found(State.VERIFIED, read=WELL_READ)
    make_found(State.REJECTED, read=WELL_READ)
    text = printed()
    assert "All: 2 judged" in text and "kept 1, false alarms 1, missed 0" in text
    assert "1/2 = 50.0%" in text
    assert "Outlet: Harbour Courier" in text and "Engine: 1" in text


def test_the_command_writes_json() -> None:
    make_found(State.VERIFIED, read=WELL_READ)
    total = json.loads(printed("--json", "--since", "2026-01-01"))["total"]
    assert total["fields"]["speaker"]["right"] == 1
    assert total["precision"]["rate"] == 1.0
    assert json.loads(printed("--json", "--outlet", "Nobody"))["total"]["precision"]["rate"] is None
