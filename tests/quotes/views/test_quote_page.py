"""The page of one quote, and what is left of a retracted one."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from quotes import corrections
from quotes.models import Notice, QuoteKind
from quotes.verification import AttributionBasis, State
from tests.make import make_person, make_quote, make_speaker
from tests.quotes.views.reading import get, text_of

pytestmark = pytest.mark.django_db


def test_a_quote_page_says_that_verified_means_said_and_not_true(client: Client) -> None:
    page = text_of(get(client, make_quote(State.PUBLISHED).get_absolute_url()))
    assert (
        "Verified: matched to the article. "
        "This means that the words were said, not that they are true."
    ) in page


def test_a_paraphrase_is_not_said_to_be_the_speakers_words(client: Client) -> None:
    quote = make_quote(State.PUBLISHED, kind=QuoteKind.INDIRECT)
    page = text_of(get(client, quote.get_absolute_url()))
    assert "in the outlet’s words rather than the speaker’s" in page
    assert "the words were said" not in page


def test_a_quote_page_names_itself(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://records.example"
    quote = make_quote(State.PUBLISHED, speaker=make_speaker("Orla Venn"))
    body = unescape(get(client, quote.get_absolute_url()).content.decode())
    assert f"<title>Orla Venn: “{quote.words}”" in body
    address = f"https://records.example{quote.get_absolute_url()}"
    assert f'<link rel="canonical" href="{address}">' in body
    assert re.search(
        rf'<meta name="description" content="Orla Venn, Mayor, in .*{quote.words}', body
    )
    assert f"On Record, {address}" in body


def test_a_correction_is_told_with_what_stood_before(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes={"role_as_printed": "Deputy Mayor"},
        public_text="An earlier version gave a wrong office.",
    )
    before = text_of(get(client, quote.get_absolute_url()))
    assert "wrong office" not in before
    corrections.approve(notice, by=make_person("desk editor"))
    page = text_of(get(client, quote.get_absolute_url()))
    assert "Correction, " in page
    assert "revision 2" in page
    assert "An earlier version gave a wrong office." in page
    assert "Role Before Mayor After Deputy Mayor" in page
    assert "Corrected" in text_of(get(client, "/"))


def test_a_single_editors_work_says_so(client: Client, settings: Any) -> None:
    settings.SINGLE_EDITOR = True
    person = make_person(is_superuser=True)
    groups = ("reporter", "checker", "desk editor")
    quote = make_quote(State.PUBLISHED, people=dict.fromkeys(groups, person))
    assert "One person alone made a decision" in text_of(get(client, quote.get_absolute_url()))
    assert "Single editor" in text_of(get(client, "/"))


def test_an_unnamed_source_comes_with_the_reason(client: Client) -> None:
    quote = make_quote(
        State.PUBLISHED,
        descriptor="a dock worker",
        anonymity_reason="was not allowed to speak in public",
        no_role_printed=True,
        attribution_basis=AttributionBasis.BACKGROUND,
    )
    page = text_of(get(client, quote.get_absolute_url()))
    assert "“a dock worker”. Why, as printed: was not allowed to speak in public" in page
    assert "On background" in page


def test_a_retracted_quote_says_when_and_why_and_nothing_else(client: Client) -> None:
    quote = make_quote(State.RETRACTED, speaker=make_speaker("Orla Venn"))
    response = get(client, quote.get_absolute_url())
    page = text_of(response)
    assert response.status_code == 410
    assert "The recording shows other words." in page
    assert f"Retracted on {timezone.now():%-d %B %Y}" in page
    for secret in (quote.words, "Orla Venn", "Mayor", "Harbour Courier"):
        assert secret not in page


@pytest.mark.parametrize("number", ["0", "9" * 19, "9" * 40, "9" * 5000])
def test_a_number_that_is_no_quotes_is_not_found(client: Client, number: str) -> None:
    assert get(client, f"/quotes/{number}/").status_code == 404
