"""The page of a speaker, and the index of speakers."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from quotes import directory
from quotes.models import Precision
from quotes.verification import State
from tests.make import make_merger, make_position, make_quote, make_speaker
from tests.quotes.views.reading import get, text_of

pytestmark = pytest.mark.django_db


def test_a_speaker_page_shows_positions_and_quotes(client: Client) -> None:
    speaker = make_speaker("Orla Venn", description="mayor of Tarrow Bay")
    make_position(speaker, "Mayor", start=date(2023, 5, 1), start_precision=Precision.MONTH)
    make_position(
        speaker,
        "Commissioner",
        start=date(2016, 1, 1),
        start_precision=Precision.YEAR,
        end=date(2023, 4, 30),
    )
    quote = make_quote(State.PUBLISHED, speaker=speaker)
    page = text_of(get(client, "/speakers/orla-venn/"))
    assert "mayor of Tarrow Bay" in page
    assert "Mayor since May 2023 Commissioner 2016 – 30 April 2023" in page
    assert f"“{quote.words}”" in page


def test_a_merged_speakers_address_leads_to_the_survivor(client: Client) -> None:
    survivor = make_speaker("Orla Venn")
    make_quote(State.PUBLISHED, speaker=survivor)
    middle, oldest = make_speaker("O. Venn"), make_speaker("Orla Vann")
    make_merger(oldest, middle)
    make_merger(middle, survivor)
    response = get(client, f"/speakers/{oldest.slug}/")
    assert response.status_code == 301
    assert response["Location"] == "/speakers/orla-venn/"


def test_a_merger_into_someone_with_nothing_public_leads_nowhere(client: Client) -> None:
    survivor, gone = make_speaker("Orla Venn"), make_speaker("O. Venn")
    make_quote(State.VERIFIED, speaker=survivor)
    make_merger(gone, survivor)
    assert get(client, f"/speakers/{gone.slug}/").status_code == 404


def test_the_index_is_in_the_order_of_family_names(client: Client) -> None:
    for name in ("Orla Venn", "Zed Abbot"):
        make_quote(State.PUBLISHED, speaker=make_speaker(name))
    make_quote(State.CAPTURED, speaker=make_speaker("Idris Calloway"))
    page = text_of(get(client, "/speakers/"))
    assert page.index("Abbot, Zed") < page.index("Venn, Orla")
    assert "Calloway" not in page


def test_the_index_finds_part_of_a_name_in_any_case_and_accent(client: Client) -> None:
    for name in ("Zoë Marchetti", "Orla Venn"):
        make_quote(State.PUBLISHED, speaker=make_speaker(name))
    page = text_of(get(client, "/speakers/?name=ZOE"))
    assert "Marchetti, Zoë" in page
    assert "Venn" not in page


def test_the_index_goes_on_where_it_ended(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directory, "PAGE", 2)
    for name in ("Ada Alder", "Bo Birch", "Cy Cedar"):
        make_quote(State.PUBLISHED, speaker=make_speaker(name))
    first = get(client, "/speakers/").content.decode()
    onward = re.search(r'rel="next" href="([^"]+)"', first)
    assert "Cedar" not in first
    assert onward
    second = text_of(get(client, unescape(onward[1])))
    assert "Cedar, Cy" in second
    assert "Birch" not in second


@pytest.mark.parametrize("query", ["name=%00", "after=%00", "name=" + "x" * 3000, "after=nobody"])
def test_the_index_bears_any_question(client: Client, query: str) -> None:
    assert get(client, f"/speakers/?{query}").status_code == 200
