"""What hangs on a quote is listed before it goes; nothing goes with it by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, models
from django.template.loader import render_to_string
from django.test import Client

from quotes import corrections, dependants
from quotes.models import Quote
from quotes.verification import State
from tests.make import make_person, make_quote, make_speaker, make_version

pytestmark = pytest.mark.django_db


def found(quote: Quote) -> dict[str, dependants.Dependants]:
    return {one.name: one for one in dependants.of(quote)}


def test_a_quote_by_itself_has_only_its_speakers_page() -> None:
    quote = make_quote(State.PUBLISHED)
    (page,) = dependants.of(quote)
    assert (page.name, page.count) == ("The speaker’s public page", 1)
    assert quote.speaker is not None
    assert page.examples[0].address == quote.speaker.get_absolute_url()
    assert dependants.of(make_quote(State.VERIFIED)) == []


def test_proposals_and_notices_are_listed() -> None:
    quote = make_quote(State.PUBLISHED)
    for text in ("One.", "Two."):
        notice = corrections.propose(
            quote, by=make_person("reporter"), type="update", changes={}, public_text=text
        )
        if text == "One.":
            corrections.approve(notice, by=make_person("desk editor"))
    listed = found(quote)
    assert listed["Open proposals"].count == listed["Notices to the public"].count == 1


def test_the_same_words_in_another_wording_are_listed() -> None:
    text, address = "“We stay,” said Ada Quill.", "https://courier.example/stay"
    quote = make_quote(State.PUBLISHED, version=make_version(text, url=address), words="We stay,")
    again = make_version(f"{text} She left.", url=address)
    other = make_quote(State.PUBLISHED, version=again, words="We stay,")
    (example,) = found(quote)["The same words in the story’s other wordings"].examples
    assert example.address == f"/admin/quotes/quote/{other.pk}/change/"


def test_another_page_of_the_speaker_stays() -> None:
    speaker = make_speaker()
    quote = make_quote(State.PUBLISHED, speaker=speaker)
    make_quote(State.PUBLISHED, speaker=speaker)
    assert dependants.of(quote) == []


@pytest.fixture
def clippings() -> Any:
    """A model of a higher layer that points at quotes, of which this one knows nothing."""
    from django.apps import apps

    class Clipping(models.Model):
        if_quote_is_gone = "It shows a gap."
        quote = models.ForeignKey(Quote, models.PROTECT, related_name="+")

        class Meta:
            app_label = "quotes"

        def __str__(self) -> str:
            return f"clipping {self.pk}"

    with connection.schema_editor() as editor:
        editor.create_model(Clipping)
    yield Clipping
    del apps.all_models["quotes"]["clipping"]
    apps.clear_cache()


def test_rows_of_a_higher_layer_are_found_and_counted(clippings: Any) -> None:
    quote = make_quote(State.VERIFIED)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for _ in range(8):
        clippings.objects.create(quote=quote)
    (listed,) = dependants.of(quote)
    assert (listed.name, listed.note, listed.count) == ("Clippings", "It shows a gap.", 8)
    assert (len(listed.examples), listed.left_out) == (5, 3)
    shown = render_to_string("admin/desk/_dependants.html", {"dependants": [listed]})
    assert "Clippings: 8." in shown and "and 3 besides" in shown


def test_the_quotes_own_record_hangs_on_nothing(clippings: Any) -> None:
    """What this app keeps beside a quote, such as who holds it, is not told of."""
    del clippings.if_quote_is_gone
    quote = make_quote(State.VERIFIED)
    assert dependants.of(quote) == []


def test_the_partial_says_so_where_there_is_nothing() -> None:
    shown = render_to_string("admin/desk/_dependants.html", {"dependants": []})
    assert "Nothing else on record depends on this quote." in shown


def test_editors_read_them_in_the_api(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    address = f"/api/v1/desk/quotes/{quote.pk}/dependants/"
    assert client.get(address).status_code == 401
    client.force_login(make_person("desk editor"))
    response = client.get(address)
    assert response["Cache-Control"] == "no-store"
    assert [one["name"] for one in response.json()] == ["The speaker’s public page"]
    assert client.get("/api/v1/desk/quotes/99999/dependants/").status_code == 404


def test_it_costs_the_same_whatever_hangs_on_it(django_assert_max_num_queries: Any) -> None:
    quote = Quote.objects.with_context().get(pk=make_quote(State.PUBLISHED).pk)
    with django_assert_max_num_queries(9):
        dependants.of(quote)
