"""Confirming speakers from a card."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes import attribution, intake
from quotes.desk.forms import PARTS
from quotes.desk.picker import name_in_source
from quotes.models import Quote, Speaker
from quotes.verification import State
from tests.make import make_person, make_position, make_quote, make_speaker, make_version
from tests.quotes.desk.doing import (
    FIRST,
    HTMX,
    SECOND,
    STORY,
    amend,
    as_a,
    desk_page,
    place,
    text_of,
)

pytestmark = pytest.mark.django_db


def test_a_proposed_speaker_is_confirmed_from_the_card() -> None:
    quote = make_quote(speaker=make_speaker("Zora Vane", confirmed=False))
    client = as_a("checker")
    assert "Confirm the speaker" in text_of(client.get(desk_page(quote)))
    client.post(
        reverse("admin:desk_confirm_speaker", args=[quote.pk]), {"speaker": quote.speaker_id}
    )
    assert quote.speaker is not None
    quote.speaker.refresh_from_db()
    assert quote.speaker.is_confirmed


def test_a_reporter_sees_that_a_speaker_is_proposed_and_may_not_confirm() -> None:
    quote = make_quote(speaker=make_speaker("Zora Vane", confirmed=False))
    client = as_a("reporter")
    page = text_of(client.get(desk_page(quote)))
    assert ">proposed<" in page
    assert "Confirm the speaker" not in page
    response = client.post(
        reverse("admin:desk_confirm_speaker", args=[quote.pk]), {"speaker": quote.speaker_id}
    )
    assert response.status_code == 403


@pytest.mark.parametrize("sent", ["", "0", "x", "\0"])
def test_another_speaker_than_the_one_shown_is_not_confirmed(sent: str) -> None:
    quote = make_quote(speaker=make_speaker("Zora Vane", confirmed=False))
    response = as_a("checker").post(
        reverse("admin:desk_confirm_speaker", args=[quote.pk]), {"speaker": sent}, headers=HTMX
    )
    assert response.status_code == 409
    assert quote.speaker is not None
    quote.speaker.refresh_from_db()
    assert not quote.speaker.is_confirmed


# ---- Choosing one ------------------------------------------------------------------------


def picker(client: Client, quote: Quote, typed: str = "") -> str:
    address = reverse("admin:desk_speakers")
    return text_of(client.get(address, {"quote": quote.pk, "speaker_name": typed}))


def set_speaker(client: Client, quote: Quote, how: str, **sent: Any) -> Any:
    sent.setdefault("expected", quote.change_number)
    address = reverse("admin:desk_set_speaker", args=[quote.pk, how])
    return client.post(address, sent, headers=HTMX)


def two_quotes(**above: Any) -> tuple[Quote, Quote]:
    """Two quotes of one story; the second is as the engine left it, but for its source."""
    version = make_version(STORY)
    first = make_quote(version=version, words=FIRST, **above)
    second = intake.add_quote(version, [place(SECOND)], by=make_person("reporter"))
    attribution.amend(
        second, by=make_person("reporter"), changes={"source": [place("Ines Calloway")]}
    )
    return first, second


def test_namesakes_are_told_apart_by_office_on_the_day_and_by_latest_words() -> None:
    quote = make_quote(said_on=date(2026, 3, 3))
    pilot, councillor = make_speaker("Bo Lind"), make_speaker("Bo Lind")
    make_position(pilot, "Harbour pilot", start=date(2025, 1, 1), end=date(2026, 12, 31))
    make_position(pilot, "Deckhand", start=date(2001, 1, 1), end=date(2002, 1, 1))
    make_quote(words="Nobody asked us.", speaker=councillor, role_as_printed="Councillor")
    page = picker(as_a("reporter"), quote, "bo lind")
    assert "then Harbour pilot" in page
    assert "Deckhand" not in page
    assert "Councillor" in page
    assert "“Nobody asked us.”" in page


def test_a_rejected_quote_tells_nothing_of_a_speaker() -> None:
    speaker = make_speaker("Bo Lind")
    make_quote(State.REJECTED, words="Somebody else said this.", speaker=speaker)
    page = picker(as_a("reporter"), make_quote(), "bo lind")
    assert "Somebody else said this." not in page


def test_with_nothing_typed_the_picker_proposes_who_is_at_hand() -> None:
    first, second = two_quotes(speaker=make_speaker("Ada Quill"))
    page = picker(as_a("reporter"), second)
    assert page.index("Ada Quill") < page.index("New person: Ines Calloway")
    assert "the quote above" in page
    assert first.speaker is not None


def test_the_picker_costs_the_same_for_few_speakers_and_many() -> None:
    client, quote, counts = as_a("reporter"), make_quote(), []
    for number in (1, 6):
        for _ in range(number):
            speaker = make_speaker("Bo Lind")
            make_position(speaker, "Pilot", organisation=make_speaker(kind="organisation"))
            make_quote(speaker=speaker)
        with CaptureQueriesContext(connection) as queries:
            picker(client, quote, "bo lind")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_same_as_above_takes_over_the_speaker_and_what_is_not_settled() -> None:
    first, second = two_quotes(said_on=date(2026, 3, 2))
    open_day = {"role_as_printed": "Harbour Master", "said_on": None}
    attribution.amend(second, by=make_person("reporter"), changes=open_day)
    assert set_speaker(as_a("reporter"), second, "same").status_code == 200
    second.refresh_from_db()
    assert (second.speaker, second.said_on) == (first.speaker, date(2026, 3, 2))
    assert second.role_as_printed == "Harbour Master"


def test_same_as_above_takes_over_an_unnamed_source() -> None:
    above = {"descriptor": "a harbour official", "anonymity_reason": "not authorised to speak"}
    _, second = two_quotes(speaker=None, **above)
    set_speaker(as_a("reporter"), second, "same")
    second.refresh_from_db()
    assert second.descriptor == "a harbour official"
    assert second.anonymity_reason == "not authorised to speak"


def test_the_first_quote_has_none_above() -> None:
    first, _ = two_quotes()
    response = set_speaker(as_a("reporter"), first, "same")
    assert response.status_code == 422
    assert "has no speaker to take over" in text_of(response)


def test_a_new_speaker_is_made_of_the_source_once() -> None:
    _, second = two_quotes()
    client = as_a("reporter")
    assert "New speaker: Ines Calloway" in text_of(
        client.get(desk_page(second), {"quote": second.pk})
    )
    assert set_speaker(client, second, "new", name="Ines Calloway").status_code == 200
    assert set_speaker(client, second, "new", name="Ines Calloway").status_code == 409
    second.refresh_from_db()
    assert str(second.speaker) == "Ines Calloway"
    assert Speaker.objects.filter(name="Ines Calloway").count() == 1


@pytest.mark.parametrize("sent", [{"name": "Somebody Else"}, {}, {"expected": "x"}])
def test_another_name_than_the_sources_makes_no_speaker(sent: dict[str, str]) -> None:
    _, second = two_quotes()
    assert set_speaker(as_a("reporter"), second, "new", **sent).status_code == 409
    assert not Speaker.objects.filter(name__in=["Somebody Else", "Ines Calloway"]).exists()


def test_a_desk_editor_settles_no_speaker() -> None:
    _, second = two_quotes()
    for how in ("same", "new"):
        assert set_speaker(as_a("desk editor"), second, how).status_code == 403
    assert set_speaker(as_a("reporter"), second, "guess").status_code == 404


@pytest.mark.parametrize(
    ("source", "role", "name"),
    [
        ("Harbour Master Ines Calloway", "Harbour Master", "Ines Calloway"),
        ("Ines Calloway, the harbour master,", "harbour master", "Ines Calloway"),
        ("the mayor, Ada Quill-Berg", "", "Ada Quill-Berg"),
        ("Ines O’Calloway", "", "Ines O’Calloway"),
        ("Juan de la Cruz", "", "Juan de la Cruz"),
        ("she", "", ""),
        ("a senior official", "", ""),
    ],
)
def test_the_name_is_read_out_of_the_source(source: str, role: str, name: str) -> None:
    version = make_version(f"“We open the lock,” {source} said.")
    quote = make_quote(version=version, words="We open the lock,", role_as_printed=role or "Mayor")
    start = version.text.index(source)
    quote.source = [[start, start + len(source)]]
    quote.role_as_printed = role
    assert name_in_source(quote) == name


# ---- One field alone ---------------------------------------------------------------------


@pytest.mark.parametrize("part", list(PARTS))
def test_one_part_of_the_form_is_opened_alone(part: str) -> None:
    quote = make_quote()
    address = reverse("admin:desk_quote", args=[quote.pk])
    page = text_of(as_a("reporter").get(address, {"open": "edit", "part": part}, headers=HTMX))
    assert f'data-part="{part}"' in page
    assert f"Change the {part}" in page


def test_a_part_with_an_error_elsewhere_shows_the_whole_form() -> None:
    quote, client = make_quote(), as_a("reporter")
    assert 'data-part="role"' in text_of(
        amend(client, quote, part="role", role_as_printed="x" * 999)
    )
    assert 'data-part=""' in text_of(amend(client, quote, part="role", said_on="soon"))


def test_the_positions_held_on_the_day_are_proposed_beside_the_printed_role() -> None:
    speaker = make_speaker("Ada Quill")
    make_position(speaker, "Mayor", start=date(2024, 1, 1))
    make_position(speaker, "Pilot", start=date(2001, 1, 1), end=date(2002, 1, 1))
    quote = make_quote(speaker=speaker, role_as_printed="the mayor")
    address = reverse("admin:desk_quote", args=[quote.pk])
    page = text_of(as_a("reporter").get(address, {"open": "edit", "part": "role"}, headers=HTMX))
    assert "Held on that day: Mayor." in page
    assert '<option value="Mayor">' in page
