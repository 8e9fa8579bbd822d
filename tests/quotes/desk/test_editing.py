"""Settling who said it, as what, when and where it stands."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from quotes import attribution, intake, verification
from quotes.models import Quote, QuoteKind, Speaker
from quotes.verification import State
from tests.make import (
    make_person,
    make_quote,
    make_speaker,
    make_version,
)
from tests.quotes.desk.doing import (
    FIRST,
    HTMX,
    SECOND,
    SOURCE,
    STORY,
    amend,
    as_a,
    attribution_of,
    desk_page,
    place,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_the_edit_form_is_open_only_to_those_who_may_edit() -> None:
    quote = make_quote()
    for group, is_open in (("reporter", True), ("checker", True), ("desk editor", False)):
        page = as_a(group).get(desk_page(quote), {"quote": quote.pk, "open": "edit"})
        assert ('data-panel="edit"' in text_of(page)) is is_open
        assert ("data-editable" in text_of(page)) is is_open


def test_a_submitted_quote_has_no_edit_form() -> None:
    quote = make_quote(State.SUBMITTED)
    page = as_a("checker").get(desk_page(quote), {"quote": quote.pk, "open": "edit"})
    assert 'data-panel="edit"' not in text_of(page)


def test_htmx_gets_the_form_alone() -> None:
    quote = make_quote()
    address = reverse("admin:desk_quote", args=[quote.pk])
    page = text_of(as_a("reporter").get(address, {"open": "edit"}, headers=HTMX))
    assert 'data-panel="edit"' in page
    assert "<html" not in page
    assert "hx-swap-oob" not in page


def test_saving_an_untouched_form_changes_nothing() -> None:
    quote = make_quote()
    response = amend(as_a("reporter"), quote)
    quote.refresh_from_db()
    assert response.status_code == 200
    assert "Nothing was changed." in text_of(response)


def test_role_basis_and_kind_are_saved() -> None:
    quote = make_quote()
    amend(
        as_a("reporter"),
        quote,
        role_as_printed="Harbour Master",
        attribution_basis="background",
        kind="mixed",
    )
    quote.refresh_from_db()
    assert quote.role_as_printed == "Harbour Master"
    assert quote.attribution_basis == "background"
    assert quote.kind == QuoteKind.MIXED


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("2026-03-27", date(2026, 3, 27), "day"),
        ("2026-03", date(2026, 3, 1), "month"),
        ("2025", date(2025, 1, 1), "year"),
    ],
)
def test_a_date_is_known_as_exactly_as_it_is_written(typed: str, day: date, precision: str) -> None:
    quote = make_quote()
    amend(as_a("reporter"), quote, said_on=typed)
    quote.refresh_from_db()
    assert (quote.said_on, quote.said_on_precision) == (day, precision)


@pytest.mark.parametrize("typed", ["2026-02-30", "yesterday", "0000", "26-1-1", "2026-13", "\0"])
def test_a_date_that_is_none_is_refused_with_the_input_kept(typed: str) -> None:
    quote = make_quote()
    response = amend(as_a("reporter"), quote, said_on=typed, role_as_printed="Pilot")
    assert response.status_code == 422
    assert 'value="Pilot"' in text_of(response)
    quote.refresh_from_db()
    assert quote.said_on == date(2026, 3, 3)


def test_no_role_printed_and_a_role_are_refused_beside_the_field() -> None:
    quote = make_quote()
    response = amend(as_a("reporter"), quote, no_role_printed="on", role_as_printed="Mayor")
    quote.refresh_from_db()
    assert quote.no_role_printed is False
    assert response.status_code in (200, 422)


def test_an_embargo_and_a_legal_flag_are_saved() -> None:
    quote = make_quote()
    amend(as_a("reporter"), quote, embargo_until="2027-01-02T06:30", legal_flag="on")
    quote.refresh_from_db()
    assert quote.legal_flag
    assert quote.embargo_until is not None
    assert f"{quote.embargo_until:%Y-%m-%d %H:%M}" == "2027-01-02 06:30"


def test_a_speaker_is_chosen_by_id() -> None:
    quote, other = make_quote(), make_speaker("Bo Lindqvist")
    amend(as_a("reporter"), quote, speaker=other.pk)
    quote.refresh_from_db()
    assert quote.speaker == other


def test_a_speaker_is_found_by_an_alias_as_typed() -> None:
    quote, other = make_quote(), make_speaker("Bo Lindqvist")
    attribution.add_alias(other, "Bosse Lindqvist", by=make_person("checker"))
    amend(as_a("reporter"), quote, speaker="typed", speaker_name="BOSSE LINDQVIST")
    quote.refresh_from_db()
    assert quote.speaker == other


def test_of_several_bearers_of_a_name_one_is_chosen_by_the_person() -> None:
    quote = make_quote()
    one = make_speaker("Bo Lind", description="harbour pilot")
    two = make_speaker("Bo Lind", description="councillor")
    response = amend(as_a("reporter"), quote, speaker="typed", speaker_name="Bo Lind")
    page = text_of(response)
    assert response.status_code == 422
    assert "Several speakers bear this name" in page
    assert f'value="{one.pk}"' in page
    assert f'value="{two.pk}"' in page
    assert "harbour pilot" in page


def test_an_unknown_name_offers_to_propose_a_speaker() -> None:
    quote = make_quote()
    response = amend(as_a("reporter"), quote, speaker="typed", speaker_name="Zora Vane")
    assert response.status_code == 422
    assert "New person: Zora Vane" in text_of(response)
    assert "New organisation: Zora Vane" in text_of(response)


def test_a_new_speaker_is_proposed_and_waits_for_confirmation() -> None:
    quote = make_quote()
    response = amend(
        as_a("reporter"), quote, speaker="new:organisation", speaker_name="Port of Elmsund"
    )
    quote.refresh_from_db()
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.kind) == ("Port of Elmsund", "organisation")
    assert not quote.speaker.is_confirmed
    assert "proposed" in text_of(response)


def test_a_refused_change_leaves_no_proposed_speaker_behind() -> None:
    quote = make_quote()
    amend(
        as_a("reporter"), quote, speaker="new:person", speaker_name="Nobody Yet", content="0-999999"
    )
    assert not Speaker.objects.filter(name="Nobody Yet").exists()


def test_an_unnamed_source_has_a_description_and_a_reason() -> None:
    quote = make_quote()
    amend(
        as_a("reporter"),
        quote,
        speaker="unnamed",
        descriptor="a harbour official",
        anonymity_reason="not authorised to speak",
    )
    quote.refresh_from_db()
    assert quote.speaker is None
    assert quote.descriptor == "a harbour official"
    assert quote.anonymity_reason == "not authorised to speak"


def test_an_unnamed_source_without_a_description_is_refused() -> None:
    response = amend(as_a("reporter"), make_quote(), speaker="unnamed", descriptor="")
    assert response.status_code == 422
    assert "Describe the source as the story does." in text_of(response)


@pytest.mark.parametrize(
    "sent",
    [
        {"speaker": "999999"},
        {"speaker": "9" * 39},
        {"speaker": "-1"},
        {"speaker": "²"},
        {"speaker": "new:ghost", "speaker_name": "X"},
        {"speaker": "new:person", "speaker_name": ""},
        {"speaker": "new:person", "speaker_name": "..."},
        {"speaker": "typed", "speaker_name": "\0"},
        {"speaker": "typed", "speaker_name": "x" * 5000},
        {"kind": "sung"},
        {"attribution_basis": "hearsay"},
        {"language": ""},
        {"language": "x" * 99},
        {"embargo_until": "soon"},
        {"role_as_printed": "x" * 9000},
        {"role_as_printed": "a\0b"},
        {"content": ""},
        {"content": "5"},
        {"content": "9-3"},
        {"content": "0-99999999999"},
        {"content": "0-999999999"},
        {"content": "-5-3"},
        {"content": "10-20, 5-8"},
        {"content": "0-5, 3-9"},
        {"content": "<b>"},
        {"content": "\0"},
        {"cue": "4-4"},
        {"source": "1-2-3"},
        {"source": "8-999999"},
    ],
)
def test_a_garbled_attribution_changes_nothing_and_breaks_nothing(sent: dict[str, Any]) -> None:
    quote = make_quote()
    before = Quote.objects.values().get(pk=quote.pk)
    for headers in (HTMX, {}):
        assert amend(as_a("reporter"), quote, headers=headers, **sent).status_code == 422
    assert Quote.objects.values().get(pk=quote.pk) == before


def test_spans_are_set_by_numbers() -> None:
    version = make_version(STORY)
    quote = make_quote(version=version, words=FIRST)
    response = as_a("reporter").post(
        reverse("admin:desk_spans", args=[quote.pk]),
        {
            "expected": quote.change_number,
            "content": "{}-{}, {}-{}".format(*place(FIRST), *place(SECOND)),
            "cue": "{}-{}".format(*place("said")),
            "source": "{}-{}".format(*place(SOURCE)),
        },
        headers=HTMX,
    )
    quote.refresh_from_db()
    assert response.status_code == 200
    assert quote.words == f"{FIRST} {SECOND}"
    assert version.text[slice(*quote.source[0])] == SOURCE


def test_a_quote_in_two_pieces_is_shown_as_two() -> None:
    version = make_version(STORY)
    quote = intake.add_quote(
        version,
        [place(FIRST), place(SECOND)],
        by=make_person("reporter"),
        kind=QuoteKind.DIRECT,
    )
    page = text_of(as_a("reporter").get(desk_page(quote)))
    assert "<span>“We open the lock at dawn,”</span>" in page
    assert "<span>“Nobody will be left outside.”</span>" in page


def test_words_that_are_a_quote_already_are_refused() -> None:
    version = make_version(STORY)
    make_quote(version=version, words=FIRST)
    other = make_quote(version=version, words=SECOND)
    response = amend(as_a("reporter"), other, content="1-26")
    assert response.status_code == 422
    assert "a quote already" in text_of(response)


def test_a_stale_edit_shows_the_message_and_keeps_the_input() -> None:
    quote = make_quote()
    seen = quote.change_number
    attribution.amend(quote, by=make_person("checker"), changes={"role_as_printed": "Deputy Mayor"})
    response = amend(as_a("reporter"), quote, expected=seen, role_as_printed="Acting Mayor")
    page = text_of(response)
    assert response.status_code == 409
    assert "This quote has changed since you opened it" in page
    assert "Deputy Mayor" in page
    assert 'value="Acting Mayor"' in page


def test_an_edit_that_came_too_late_keeps_the_input_in_sight() -> None:
    quote = make_quote()
    seen = quote.change_number
    verification.submit(quote, by=make_person("reporter"))
    page = text_of(amend(as_a("reporter"), quote, expected=seen, role_as_printed="Acting Mayor"))
    assert 'data-panel="edit"' not in page
    assert "which was not saved" in page
    assert "Acting Mayor" in page


@pytest.mark.parametrize("name", ["desk_amend", "desk_spans"])
def test_a_desk_editor_may_not_edit(name: str) -> None:
    quote = make_quote()
    response = as_a("desk editor").post(
        reverse(f"admin:{name}", args=[quote.pk]), attribution_of(quote, role_as_printed="King")
    )
    assert response.status_code == 403
    quote.refresh_from_db()
    assert quote.role_as_printed == "Mayor"


def test_typing_a_name_finds_speakers_by_name_and_alias() -> None:
    known = make_speaker("Ines Calloway", description="harbour master")
    attribution.add_alias(known, "Nessa Calloway", by=make_person("checker"))
    make_speaker("Somebody Else")
    client = as_a("reporter")
    for typed in ("calloway", "nessa", "Inés"):
        page = text_of(client.get(reverse("admin:desk_speakers"), {"speaker_name": typed}))
        assert page.count(f'value="{known.pk}"') == 1
        assert "harbour master" in page
        assert "Somebody Else" not in page


@pytest.mark.parametrize("typed", ["", "\0", "x" * 5000, "%", "<script>", "…"])
def test_typing_anything_breaks_nothing(typed: str) -> None:
    response = as_a("reporter").get(reverse("admin:desk_speakers"), {"speaker_name": typed})
    assert response.status_code == 200
    assert "<script>" not in text_of(response)
