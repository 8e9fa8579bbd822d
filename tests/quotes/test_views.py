"""The public pages: what they show, what they must never show, and what they cost."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pgtrigger
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quotes import corrections, directory, verification
from quotes.models import Notice, Precision, Quote, QuoteKind, Speaker
from quotes.verification import AttributionBasis, State
from sources import ingest
from sources.models import Article, ArticleVersion
from tests.make import (
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1)
HIDDEN_WORDS = "The walrus stays in the east pool,"
HIDDEN_SPEAKER = "Zebulon Quist"
STORY = (
    "“We keep the pelicans,” said Marrow Finch, the keeper. "
    "“The walrus stays in the east pool,” said Zebulon Quist, the director. Doors open at ten."
)


def text_of(response: Any) -> str:
    """What a reader sees of a page, spaces run together."""
    body = re.sub(r"<[^>]+>", " ", response.content.decode())
    return " ".join(unescape(body).split())


def get(client: Client, address: str, **headers: str) -> Any:
    return client.get(address, headers=headers or None)


# What must never be shown


def in_state(state: State) -> Callable[[ArticleVersion], Quote]:
    def hide(version: ArticleVersion) -> Quote:
        speaker = make_speaker(HIDDEN_SPEAKER)
        return make_quote(state, version=version, words=HIDDEN_WORDS, speaker=speaker)

    return hide


def under_embargo(version: ArticleVersion) -> Quote:
    quote = in_state(State.PUBLISHED)(version)
    Quote.objects.filter(pk=quote.pk).update(embargo_until=timezone.now() + TOMORROW)
    return quote


def with_terms(status: str, *, embargoed: bool = False) -> Callable[[ArticleVersion], Quote]:
    def hide(version: ArticleVersion) -> Quote:
        quote = in_state(State.PUBLISHED)(version)
        until = timezone.now() + TOMORROW if embargoed else None
        ingest.set_terms(version.article, publish_status=status, embargo_until=until)
        return quote

    return hide


def reopened(version: ArticleVersion) -> Quote:
    quote = in_state(State.RETRACTED)(version)
    verification.reopen(quote, by=make_person("checker"), note="Look again.")
    return quote


HIDDEN = {
    **{state.value: in_state(state) for state in State if state != State.PUBLISHED},
    "embargoed quote": under_embargo,
    "embargoed article": with_terms(Article.PublishStatus.USABLE, embargoed=True),
    "withheld article": with_terms(Article.PublishStatus.WITHHELD),
    "canceled article": with_terms(Article.PublishStatus.CANCELED),
    "retracted, then reopened": reopened,
}
TOMBSTONES = {"retracted", "retracted, then reopened"}


@pytest.fixture(params=HIDDEN)
def hidden(request: pytest.FixtureRequest) -> tuple[str, Quote, Quote]:
    """A quote that is not public, beside one of the same story that is (if its article is)."""
    version = make_version(STORY, outlet="Zoo Gazette", headline="Nine birds")
    beside = make_quote(
        State.PUBLISHED,
        version=version,
        words="We keep the pelicans,",
        speaker=make_speaker("Marrow Finch"),
    )
    return request.param, HIDDEN[request.param](version), beside


def every_public_address(quote: Quote, beside: Quote) -> list[str]:
    slug = quote.speaker.slug if quote.speaker else ""
    return [
        "/",
        "/?q=walrus",
        "/?q=%22walrus+stays%22",
        "/?q=pool&kind=direct",
        f"/?speaker={slug}",
        f"/?organisation={slug}",
        "/?outlet=zoo-gazette",
        "/?said_after=2026-03-03&said_before=2026-03-03",
        quote.get_absolute_url(),
        beside.get_absolute_url(),
        f"/speakers/{slug}/",
        "/speakers/marrow-finch/",
        "/speakers/",
        "/speakers/?name=zeb",
        f"/speakers/?after={slug}",
        "/about/",
        "/robots.txt",
        "/nowhere/",
    ]


def test_what_is_not_public_appears_at_no_public_address(
    client: Client, hidden: tuple[str, Quote, Quote]
) -> None:
    _, quote, beside = hidden
    for address in every_public_address(quote, beside):
        for headers in ({}, {"HX-Request": "true"}):
            page = unescape(get(client, address, **headers).content.decode())
            assert "walrus stays in" not in page, address
            assert HIDDEN_SPEAKER not in page, address
            assert "Quist, Zebulon" not in page, address


def test_what_is_not_public_can_not_be_told_from_what_does_not_exist(
    client: Client, hidden: tuple[str, Quote, Quote]
) -> None:
    name, quote, _ = hidden
    response = get(client, quote.get_absolute_url())
    if name in TOMBSTONES:
        assert response.status_code == 410
        return
    nothing = get(client, "/quotes/999999999/")
    assert response.status_code == nothing.status_code == 404
    assert response.content == nothing.content


def test_a_speaker_with_nothing_public_does_not_exist(
    client: Client, hidden: tuple[str, Quote, Quote]
) -> None:
    response = get(client, f"/speakers/{hidden[1].speaker.slug}/")  # type: ignore[union-attr]
    assert response.status_code == 404
    assert response.content == get(client, "/speakers/nobody-at-all/").content


def test_no_count_reveals_what_is_not_public(
    client: Client, hidden: tuple[str, Quote, Quote]
) -> None:
    shown = "1 quote" if Quote.objects.public().exists() else "No quotes"
    assert f'role="status">{shown}<' in get(client, "/").content.decode()
    assert 'role="status">No quotes<' in get(client, "/?q=walrus").content.decode()
    assert "1 quote" not in text_of(get(client, "/?q=walrus"))


def test_a_quote_is_gone_at_the_request_after_it_is_withheld(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    page = get(client, quote.get_absolute_url())
    assert page.status_code == 200
    assert "no-cache" in page["Cache-Control"]
    assert "private" in page["Cache-Control"]
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
    assert get(client, quote.get_absolute_url()).status_code == 404
    assert quote.words not in text_of(get(client, "/"))


@pytest.mark.parametrize("address", ["/", "/speakers/", "/about/", "/robots.txt"])
def test_public_pages_take_no_changes(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405


# The search page


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
    make_quote(
        State.PUBLISHED, speaker=mayor, role_as_printed="chair of the Tarrow Harbour Board"
    )
    assert 'value="tarrow-harbour-board"' in get(client, "/").content.decode()
    assert "1 quote" in text_of(get(client, "/?organisation=tarrow-harbour-board"))


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
        ("q=%22open", "q"),
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
    body = get(client, "/?q=%22open", **{"HX-Request": "true"}).content.decode()
    assert re.search(r'id="error-q" hx-swap-oob="true">A quotation mark is not closed', body)
    assert re.search(r'id="error-kind" hx-swap-oob="true"></span>', body)


# What it costs


def bulk_publish(count: int) -> None:
    """Many published quotes quickly: the triggers that ask for a past are told to look away."""
    base = Quote.objects.filter(state=State.PUBLISHED).first() or make_quote(State.PUBLISHED)
    ignored = ("quotes.Quote:quote_starts_captured",)
    known = Quote.objects.count()
    versions = [
        make_version(f"“{base.words}” said speaker {known + number}.")
        for number in range(count - known)
    ]
    speakers = Speaker.objects.bulk_create(
        Speaker(
            name=f"Speaker {known + number}",
            sort_name=f"Speaker {known + number:05}",
            slug=f"speaker-{known + number}",
        )
        for number in range((count - known) // 2)
    )
    with pgtrigger.ignore(*ignored):
        Quote.objects.bulk_create(
            Quote(
                version=version,
                content=[[1, 1 + len(base.words)]],
                words=base.words,
                kind=QuoteKind.DIRECT,
                speaker=speakers[number // 2] if number % 2 and speakers else base.speaker,
                role_as_printed="Mayor",
                said_on=date(2026, 3, 3) - timedelta(days=number),
                attribution_basis=AttributionBasis.ON_RECORD,
                verification_basis="article",
                state=State.PUBLISHED,
            )
            for number, version in enumerate(versions)
        )


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


# The quote page


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
    assert "Role Before Mayor Since Deputy Mayor" in page
    assert "Corrected" in text_of(get(client, "/"))


def test_a_single_editors_work_says_so(client: Client, settings: Any) -> None:
    settings.SINGLE_EDITOR = True
    person = make_person(is_superuser=True)
    groups = ("reporter", "checker", "desk editor")
    quote = make_quote(State.PUBLISHED, people=dict.fromkeys(groups, person))
    assert "A single editor" in text_of(get(client, quote.get_absolute_url()))
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
    assert "“a dock worker”. Why: was not allowed to speak in public" in page
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


# Speakers


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


def merge(gone: Speaker, survivor: Speaker) -> None:
    Speaker.objects.filter(pk=gone.pk).update(merged_into=survivor)


def test_a_merged_speakers_address_leads_to_the_survivor(client: Client) -> None:
    survivor = make_speaker("Orla Venn")
    make_quote(State.PUBLISHED, speaker=survivor)
    middle, oldest = make_speaker("O. Venn"), make_speaker("Orla Vann")
    merge(middle, survivor)
    merge(oldest, middle)
    response = get(client, f"/speakers/{oldest.slug}/")
    assert response.status_code == 301
    assert response["Location"] == "/speakers/orla-venn/"


def test_a_merger_into_someone_with_nothing_public_leads_nowhere(client: Client) -> None:
    survivor, gone = make_speaker("Orla Venn"), make_speaker("O. Venn")
    make_quote(State.VERIFIED, speaker=survivor)
    merge(gone, survivor)
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


# The rest


def test_a_page_that_is_not_there_offers_a_search(client: Client) -> None:
    response = get(client, "/nowhere/")
    assert response.status_code == 404
    assert 'action="/"' in response.content.decode()
    assert "There is no such page" in text_of(response)


def test_about_keeps_said_and_true_apart(client: Client) -> None:
    page = text_of(get(client, "/about/"))
    assert "Verified means that they said it. It does not mean that it is true." in page


def test_crawlers_are_kept_to_the_public_pages(client: Client) -> None:
    response = get(client, "/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in response.content.decode()


@pytest.mark.parametrize("name", ["search", "speakers", "about"])
def test_no_page_has_inline_script_or_style(client: Client, name: str) -> None:
    make_quote(State.PUBLISHED)
    response = get(client, reverse(name))
    body = response.content.decode()
    assert not re.search(r"<script(?![^>]*\bsrc=)", body)
    assert "<style" not in body
    assert not re.search(r"\sstyle=|\son[a-z]+=", body)
    assert "'unsafe-" not in response["Content-Security-Policy"]
