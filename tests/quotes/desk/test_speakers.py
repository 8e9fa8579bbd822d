"""Confirming speakers from a card."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.make import (
    make_quote,
    make_speaker,
)
from tests.quotes.desk.doing import HTMX, as_a, desk_page, text_of

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
