"""The search page: results, filters, errors, pages and their cost."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quotes.models import Precision, Quote, QuoteKind, Speaker
from quotes.search.language.syntax import grouped
from quotes.verification import AttributionBasis, State
from tests.make import make_position, make_quote, make_speaker, make_version
from tests.quotes.views.reading import bulk_publish, get, text_of

pytestmark = pytest.mark.django_db


def test_the_start_page_says_when_nothing_is_published(client: Client) -> None:
    assert "Nothing is published yet" in text_of(get(client, "/"))


def test_a_result_shows_words_speaker_role_date_outlet_and_source(client: Client) -> None:
    quote = make_quote(State.PUBLISHED, speaker=make_speaker("Orla Venn"))
    page = text_of(get(client, "/"))
    assert f"“{quote.words}”" in page
    assert "Orla Venn , Mayor" in page
    assert "3 March 2026" in page
    assert "Harbour Courier" in page
    body = get(client, "/").content.decode()
    assert f'href="{quote.get_absolute_url()}"' in body
    assert 'href="/speakers/orla-venn/"' in body
    assert f'href="{quote.article.canonical_url}#:~:text=' in body


@pytest.mark.parametrize("name", ["Barron's", "L.A. Times", "Zoë & Söhne"])
def test_an_outlet_is_found_by_its_name_as_typed(client: Client, name: str) -> None:
    quote = make_quote(State.PUBLISHED, version=make_version("“Yes.”", outlet=name), words="Yes.")
    make_quote(State.PUBLISHED)
    page = text_of(get(client, f"/?{urlencode({'outlet': name})}"))
    assert f"“{quote.words}”" in page and "1 quote" in page


@pytest.mark.parametrize(
    ("asked", "is_kept_out"), [("", False), ("?q=pier", True), ("?kind=direct", True)]
)
def test_crawlers_are_kept_to_the_plain_page(client: Client, asked: str, is_kept_out: bool) -> None:
    make_quote(State.PUBLISHED, words="The pier stays.")
    body = get(client, f"/{asked}").content.decode()
    assert ('<meta name="robots" content="noindex">' in body) is is_kept_out


def test_the_newest_words_come_first(client: Client) -> None:
    for day in (4, 6, 5):
        make_quote(State.PUBLISHED, said_on=date(2026, 3, day))
    found = re.findall(r'<time datetime="2026-03-0(\d)"', get(client, "/").content.decode())
    assert found == ["6", "5", "4"]


def test_words_that_were_searched_for_are_marked(client: Client) -> None:
    make_quote(State.PUBLISHED, words="We open the harbour in spring.")
    body = get(client, "/?q=harbours").content.decode()
    assert "<mark>harbour</mark>" in body


def test_markup_in_words_is_shown_and_not_obeyed(client: Client) -> None:
    make_quote(State.PUBLISHED, words="<b>Fish</b> & <script>alert(1)</script>")
    body = get(client, "/?q=fish").content.decode()
    assert "<script>alert" not in body
    assert "&lt;script&gt;" in body


def test_a_paraphrase_is_labelled_and_has_no_marks(client: Client) -> None:
    make_quote(State.PUBLISHED, words="the harbour opens in spring", kind=QuoteKind.INDIRECT)
    page = text_of(get(client, "/"))
    assert "Paraphrase the harbour opens in spring" in page
    assert "“the harbour" not in page


def test_an_unnamed_source_is_shown_by_its_description(client: Client) -> None:
    make_quote(
        State.PUBLISHED,
        descriptor="a dock worker",
        no_role_printed=True,
        attribution_basis=AttributionBasis.BACKGROUND,
    )
    assert "a dock worker (source not named)" in text_of(get(client, "/"))


def test_a_date_is_shown_only_as_exactly_as_it_is_known(client: Client) -> None:
    make_quote(State.PUBLISHED, said_on=date(2025, 4, 1), said_on_precision=Precision.MONTH)
    body = get(client, "/").content.decode()
    assert '<time datetime="2025-04">April 2025</time>' in body


def test_filters_offer_only_what_is_public(client: Client) -> None:
    make_quote(State.PUBLISHED, speaker=make_speaker("Orla Venn"))
    make_quote(State.VERIFIED, speaker=make_speaker("Idris Calloway"))
    body = get(client, "/").content.decode()
    assert '<option value="orla-venn">Venn, Orla</option>' in body
    assert "Calloway" not in body


def test_organisations_are_offered_for_what_their_people_said(client: Client) -> None:
    board = make_speaker("Tarrow Harbour Board", kind=Speaker.Kind.ORGANISATION)
    mayor = make_speaker("Orla Venn")
    make_position(mayor, "Chair", organisation=board)
    make_quote(State.PUBLISHED, speaker=mayor, role_as_printed="chair of the Tarrow Harbour Board")
    assert 'value="tarrow-harbour-board"' in get(client, "/").content.decode()
    assert "1 quote" in text_of(get(client, "/?organisation=tarrow-harbour-board"))


def test_namesakes_are_told_apart_where_one_is_chosen(client: Client) -> None:
    for description in ("football manager", "defence lawyer"):
        speaker = make_speaker("Paul Renwick", description=description)
        make_quote(State.PUBLISHED, speaker=speaker)
    body = get(client, f"/?speaker={speaker.slug}").content.decode()
    assert ">Renwick, Paul (football manager)</option>" in body
    assert ">Renwick, Paul (defence lawyer)</option>" in body
    assert "Speaker: Paul Renwick (defence lawyer)" in text_of(
        get(client, "/?speaker=" + speaker.slug)
    )


def test_a_name_typed_in_full_finds_its_speaker(client: Client) -> None:
    make_quote(State.PUBLISHED, speaker=make_speaker("Orla Venn"))
    page = text_of(get(client, "/?speaker=Orla+Venn"))
    assert "Speaker: Orla Venn" in page
    assert "1 quote" in page


def test_where_there_are_many_speakers_their_names_are_typed(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.panel.FEW", 1)
    for name in ("Orla Venn", "Idris Calloway"):
        make_quote(State.PUBLISHED, speaker=make_speaker(name))
    body = get(client, "/").content.decode()
    assert '<input type="text" name="speaker"' in body
    assert '<option value="orla-venn">Orla Venn</option>' in body


def test_a_search_without_results_offers_to_take_each_part_away(client: Client) -> None:
    make_quote(State.PUBLISHED)
    response = get(client, "/?q=zebra&kind=direct&utm_source=letter")
    page = text_of(response)
    assert "No published quote matches" in page
    assert "without words “zebra”" in page
    assert "without kind “Quoted”" in page
    assert 'href="/?kind=direct"' in response.content.decode()
    assert 'href="/?q=zebra"' in response.content.decode()


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("q=%22", "q"),
        ("q=NOT+open", "q"),
        ("q=speaker:nobody", "q"),
        ("q=%00", "q"),
        ("speaker=nobody", "speaker"),
        ("speaker=%00", "speaker"),
        ("outlet=nowhere", "outlet"),
        ("organisation=nothing", "organisation"),
        ("kind=shouted", "kind"),
        ("said_after=yesterday", "said_after"),
        ("said_before=2026-02-31", "said_before"),
    ],
)
def test_what_can_not_be_searched_for_is_explained_at_its_field(
    client: Client, query: str, field: str
) -> None:
    make_quote(State.PUBLISHED)
    response = get(client, f"/?{query}")
    assert response.status_code == 200
    assert "The search was not run." in text_of(response)
    told = re.search(rf'id="error-{field}"[^>]*>([^<]+)<', response.content.decode())
    assert told
    assert told[1].strip()


@pytest.mark.parametrize("cursor", ["x", "%00", "WyJhZnRlciIsIngiLDFd", "a" * 5000])
def test_a_cursor_that_leads_nowhere_is_explained(client: Client, cursor: str) -> None:
    quote = make_quote(State.PUBLISHED)
    for address in ("/", quote.speaker.get_absolute_url()):  # type: ignore[union-attr]
        page = get(client, f"{address}?cursor={cursor}")
        assert page.status_code == 200
        assert "leads to no page of results" in text_of(page)


def test_pages_lead_on_and_back_without_skipping_or_repeating(client: Client) -> None:
    bulk_publish(45)
    seen: list[list[str]] = []
    address = "/?kind=direct"
    while address:
        body = get(client, address).content.decode()
        seen.append(re.findall(r'<a class="permalink" href="/quotes/(\d+)/"', body))
        onward = re.search(r'rel="next" href="([^"]+)"', body)
        back = re.search(r'rel="prev" href="([^"]+)"', body)
        address = unescape(onward[1]) if onward else ""
    assert [len(page) for page in seen] == [20, 20, 5]
    assert len({pk for page in seen for pk in page}) == 45
    assert back
    earlier = get(client, unescape(back[1])).content.decode()
    assert re.findall(r'<a class="permalink" href="/quotes/(\d+)/"', earlier) == seen[1]


def test_htmx_gets_the_results_alone_and_a_clean_address(client: Client) -> None:
    make_quote(State.PUBLISHED, words="We open the harbour in spring.")
    response = get(client, "/?q=harbour&speaker=&kind=", **{"HX-Request": "true"})
    body = response.content.decode()
    assert response["HX-Push-Url"] == "/?q=harbour"
    assert "HX-Request" in response["Vary"]
    assert body.lstrip().startswith('<div id="results">')
    assert '<p hx-swap-oob="innerHTML:#status">1 quote</p>' in body
    assert "<html" not in body


def test_htmx_is_told_which_field_is_wrong(client: Client) -> None:
    body = get(client, "/?q=%22", **{"HX-Request": "true"}).content.decode()
    assert re.search(
        r'id="error-q" hx-swap-oob="true">There is no word or number to search for', body
    )
    assert re.search(r'id="error-kind" hx-swap-oob="true"></span>', body)


def queries_for(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_pages_cost_the_same_queries_for_10_and_for_1000_quotes(client: Client) -> None:
    bulk_publish(10)
    slug = Quote.objects.public().earliest("pk").speaker.slug  # type: ignore[union-attr]
    addresses = ["/", "/?q=harbour", f"/?speaker={slug}", f"/speakers/{slug}/", "/speakers/"]
    with_10 = {address: queries_for(client, address) for address in addresses}
    bulk_publish(1000)
    assert Quote.objects.public().count() == 1000
    assert {address: queries_for(client, address) for address in addresses} == with_10
    assert max(with_10.values()) <= 9


def test_counting_stops_where_nobody_needs_to_know(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quotes.panel.COUNTED", 3)
    bulk_publish(5)
    assert "More than 3 quotes" in text_of(get(client, "/"))


def test_fields_are_parts_of_the_search_that_can_be_taken_away(client: Client) -> None:
    make_quote(State.PUBLISHED, words="The pier stays.", speaker=make_speaker("Orla Venn"))
    response = get(client, "/?q=pier+speaker:venn+-kind:mixed")
    page = text_of(response)
    assert "Words: pier" in page
    assert "Speaker: Orla Venn" in page
    assert "Not kind: mixed" in page
    assert "speaker:venn was read as Orla Venn." in page
    body = response.content.decode()
    assert 'href="/?q=pier+speaker%3Avenn"' in body
    assert 'href="/?q=pier+-kind%3Amixed"' in body
    assert 'href="/?q=speaker%3Avenn+-kind%3Amixed"' in body


def test_what_was_read_otherwise_is_told_and_shown_as_text(client: Client) -> None:
    make_quote(State.PUBLISHED, words="The pier stays.")
    response = get(client, "/?q=pier+%22stays%3Cb%3E")
    assert "before “stays<b>”, is not closed; searched as if it closed" in text_of(
        response
    ).replace("&lt;", "<")
    assert "<b>" not in response.content.decode()


def test_a_name_near_to_the_words_is_offered(client: Client) -> None:
    make_quote(State.PUBLISHED, words="The pier stays.", speaker=make_speaker("Orla Venning"))
    response = get(client, "/?q=veninng&kind=direct")
    assert "Did you mean quotes by Orla Venning ?" in text_of(response)
    assert 'href="/?q=speaker%3Aorla-venning&amp;kind=direct"' in response.content.decode()


def test_how_to_search_is_on_the_page(client: Client) -> None:
    page = text_of(get(client, "/"))
    for _, rules in grouped():
        for rule in rules:
            assert " ".join(rule.example.split()) in page and rule.finds in page
    assert "state:" not in page


def test_a_word_goes_on_while_it_is_typed(client: Client) -> None:
    make_quote(State.PUBLISHED, words="The harbinger came.")
    typed = get(client, "/?q=harb&typing=1", **{"HX-Request": "true"})
    assert "<mark>harbinger</mark>" in typed.content.decode()
    assert typed["HX-Replace-Url"] == "/?q=harb"
    assert "No quotes" in text_of(get(client, "/?q=harb", **{"HX-Request": "true"}))
    unreadable = get(client, "/?q=-harb&typing=1", **{"HX-Request": "true"})
    assert (unreadable.status_code, unreadable.content) == (204, b"")


def test_pages_of_a_word_being_typed_are_those_of_what_it_found(client: Client) -> None:
    bulk_publish(25)
    body = get(client, "/?q=harbou&typing=1").content.decode()
    onward = re.search(r'rel="next" href="([^"]+)"', body)
    assert onward and "typing=1" in onward[1]
    rest = get(client, unescape(onward[1])).content.decode()
    assert len(re.findall(r'class="permalink"', body)) == 20
    assert len(re.findall(r'class="permalink"', rest)) == 5
