"""Stories in: one article a story, one version a wording, nothing on a refusal."""

from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from sources import ingest, web
from sources.ingest import Added
from sources.ingest.addresses import article_address
from sources.models import Article, ArticleVersion, Outlet, OutletDomain
from sources.refusal import NotAllowed, Refusal
from tests.make import make_outlet, make_person, make_version

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2026, 3, 3, 9, tzinfo=UTC)
STORY = """PORT ELDER, Varland (CW) — The ferry line will close in June, its director said Tuesday.

“We have no ships left,” Director Ines Holm told reporters at the quay.

The town council meets again on Friday to look for another operator.
"""


def add(story: str = STORY, **said: Any) -> Added:
    """Add a story as the desk would."""
    settled = {"outlet": "Coast Wire", "published_at": PUBLISHED} | said
    return ingest.add_story(story.encode(), **settled)


def test_a_story_becomes_an_article_and_its_first_version() -> None:
    added = add(headline="Ferry line to close")
    assert added.article_is_new and added.version_is_new
    assert added.article.headline == "Ferry line to close"
    assert added.article.dateline.startswith("PORT ELDER")
    assert added.version.number == 1
    assert "“We have no ships left,”" in added.version.text
    assert bytes(added.version.raw) == STORY.encode()


def test_the_same_story_twice_is_one_article() -> None:
    first, second = add(), add()
    assert second.article == first.article and second.version == first.version
    assert not second.article_is_new and not second.version_is_new


def test_a_changed_wording_is_a_second_version() -> None:
    first = add()
    second = add(STORY.replace("June", "July"))
    assert second.article == first.article
    assert (second.version.number, second.article_is_new) == (2, False)


def test_the_same_address_is_the_same_article_however_it_changed() -> None:
    first = add(url="https://coast.example/ferry")
    second = add(
        "Quite another text, all of it new, said Ines Holm.", url="https://coast.example/ferry#top"
    )
    assert second.article == first.article and second.version.number == 2


def test_another_story_of_the_day_is_another_article() -> None:
    first = add()
    second = add("The bakery in the old town reopens, its owner Piet Varga said on Tuesday.")
    assert second.article != first.article


def test_the_same_words_from_another_outlet_are_another_article() -> None:
    assert add(outlet="Harbour Courier").article != add().article


def test_an_outlets_own_id_is_an_identity() -> None:
    first = add(external_id="cw-1")
    second = add("The line will go on after all, Director Ines Holm said.", external_id="cw-1")
    assert second.article == first.article


def test_what_is_on_record_about_an_article_is_not_overwritten() -> None:
    add(headline="Ferry line to close")
    again = add(headline="Another headline")
    assert again.article.headline == "Ferry line to close"


def test_an_outlet_is_found_in_any_case() -> None:
    outlet = make_outlet("Coast Wire")
    assert add(outlet="  coast  wire ").article.outlet == outlet


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"outlet": ""}, "outlet"),
        ({"outlet": "…"}, "outlet"),
        ({"published_at": None}, "published_at"),
        ({"published_at": timezone.now() + timedelta(days=3)}, "published_at"),
        ({"story": ""}, "story"),
        ({"story": "\x00\x01\x02" * 50}, "story"),
        ({"url": "https://coast.example/" + "a" * 2100}, "url"),
        ({"url": "coast.example/ferry"}, "url"),
        ({"url": "ftp://coast.example/ferry"}, "url"),
        ({"url": "https://editor:secret@coast.example/ferry"}, "url"),
        ({"external_id": "x" * 301}, "external_id"),
    ],
)
def test_a_refusal_names_the_field_and_leaves_nothing(said: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as refused:
        add(**said)
    assert refused.value.field == field
    assert not Article.objects.exists() and not Outlet.objects.exists()


@pytest.mark.parametrize(
    ("claimed", "kept"),
    [
        ("https://www.Coast.example/canonical#top", "https://www.coast.example/canonical"),
        ("https://other.example/a", "https://coast.example/a"),
        ("https://editor:secret@coast.example/a", "https://coast.example/a"),
        ("javascript:alert(1)", "https://coast.example/a"),
        ("", "https://coast.example/a"),
    ],
)
def test_a_page_may_name_its_address_on_its_own_host_alone(claimed: str, kept: str) -> None:
    assert article_address(claimed=claimed, given="https://coast.example/a") == kept


def test_two_stories_that_share_their_foot_are_two_articles() -> None:
    foot = "\n\nThis is a developing story.\n\nThe Coast Wire is owned by its readers.\n"
    first = add("The ferry line will close in June, Director Ines Holm said on Tuesday." + foot)
    second = add("A fire broke out in the old bakery, Fire Chief Piet Varga said." + foot)
    assert second.article != first.article


def test_a_brief_that_a_longer_story_repeats_is_an_article_of_its_own() -> None:
    brief = "The ferry line will close in June, Director Ines Holm said on Tuesday."
    first = add(brief)
    assert add(f"{brief}\n\nThe council meets on Friday.").article != first.article


def test_the_same_words_with_a_new_external_id_are_the_same_article() -> None:
    first = add()
    second = add(external_id="cw-1")
    assert second.article == first.article
    assert second.article.external_id == "cw-1"


def test_the_same_words_under_another_external_id_are_another_article() -> None:
    assert add(external_id="cw-1").article != add(external_id="cw-2").article


def test_an_address_on_record_under_another_outlet_is_refused() -> None:
    address = "https://coast.example/ferry"
    add(url=address)
    with pytest.raises(Refusal, match="under Coast Wire, not Harbour Courier") as refused:
        add(url=address, outlet="Harbour Courier")
    assert refused.value.field == "url"
    assert Article.objects.count() == 1


def test_an_address_and_an_id_of_two_articles_are_refused() -> None:
    add(url="https://coast.example/ferry")
    add("The bakery reopens, its owner Piet Varga said.", external_id="cw-2")
    with pytest.raises(Refusal, match="two different articles") as refused:
        add(url="https://coast.example/ferry", external_id="cw-2")
    assert refused.value.field == "external_id"


def test_an_outlet_is_known_by_the_domains_above_a_host() -> None:
    outlet = make_outlet("Coast Wire")
    OutletDomain.objects.create(outlet=outlet, domain="coast.example")
    assert ingest.outlet_of_host("news.coast.example") == outlet
    assert ingest.outlet_of_host("notcoast.example") is None


def test_terms_are_recorded_and_hold_at_once() -> None:
    article = add().article
    ingest.set_terms(article, publish_status="withheld", by=make_person("standards editor"))
    assert not Article.objects.showable().filter(pk=article.pk).exists()


def test_unknown_terms_are_refused() -> None:
    with pytest.raises(Refusal, match="usable, withheld or canceled"):
        ingest.set_terms(add().article, publish_status="secret", by=make_person("standards editor"))


@pytest.mark.parametrize("terms", [{"publish_status": "withheld"}, {"hours": 2}])
def test_a_checker_tightens_the_terms_and_does_not_loosen_them(terms: dict[str, Any]) -> None:
    article, checker = add().article, make_person("checker")
    status, hours = terms.get("publish_status", "usable"), terms.get("hours")
    until = timezone.now() + timedelta(hours=hours) if hours else None
    ingest.set_terms(article, by=checker, publish_status=status, embargo_until=until)
    with pytest.raises(NotAllowed, match="release quotes"):
        ingest.set_terms(article, by=checker, publish_status="usable")
    ingest.set_terms(article, by=make_person("desk editor"), publish_status="usable")
    assert Article.objects.showable().filter(pk=article.pk).exists()


def test_a_reporter_does_not_change_an_articles_terms() -> None:
    with pytest.raises(NotAllowed):
        ingest.set_terms(add().article, by=make_person("reporter"), publish_status="withheld")


def test_an_embargoed_article_is_not_showable_yet() -> None:
    article = add().article
    later = timezone.now() + timedelta(hours=1)
    ingest.set_terms(
        article, publish_status="usable", embargo_until=later, by=make_person("standards editor")
    )
    assert not Article.objects.showable().filter(pk=article.pk).exists()


def test_the_raw_bytes_stay_in_the_database_when_not_asked_for() -> None:
    make_version()
    version = ArticleVersion.objects.without_raw().get()
    assert "raw" in version.get_deferred_fields()


PAGE = """<html><head><title>Ferry line to close</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry line to close",
"datePublished": "2026-03-03T09:00:00Z"}</script></head><body><article><h1>Ferry line to close</h1>
<p>The ferry line between Port Elder and the islands will close in June, its director said on
Tuesday, after the last of its three ships was found to be beyond repair by the yard.</p>
<p>“We have no ships left,” Director Ines Holm told reporters at the quay on Tuesday morning. “We
have looked for a buyer for a year, and there is none.”</p>
<p>The town council meets again on Friday to look for another operator for the line.</p>
</article></body></html>"""


CLAIM = PAGE.replace('"NewsArticle",', '"NewsArticle", "publisher": {"name": "Coast Wire"},')


class Site(BaseHTTPRequestHandler):
    """A website with one story."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/ferry" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode())

    def log_message(self, *args: object) -> None:
        """Keep quiet."""


@pytest.fixture
def site(settings: Any) -> Any:
    """The address of a real website on loopback, which an operator has allowed."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    host = f"127.0.0.1:{server.server_port}"
    settings.FETCH_ALLOWED_PRIVATE_HOSTS = [host]
    yield f"http://{host}"
    server.shutdown()


def test_a_page_is_fetched_and_read(site: str) -> None:
    added = ingest.add_from_web(f"{site}/ferry", outlet="Coast Wire")
    assert added.article.headline == "Ferry line to close"
    assert added.article.published_at == PUBLISHED
    assert "We have no ships left" in added.version.text


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A web on which every page is the ferry story, published by who it claims to be."""

    def get(url: str, **options: Any) -> web.Page:
        return web.Page(url, 200, "text/html", "utf-8", CLAIM.encode(), "", "")

    monkeypatch.setattr("sources.ingest.stories.web.get", get)


@pytest.mark.usefixtures("pages")
def test_a_page_of_a_new_host_names_its_outlet_by_its_own_word() -> None:
    outlet = ingest.add_from_web("https://coast.example/ferry").article.outlet
    assert (outlet.name, outlet.domains.get().domain) == ("Coast Wire", "coast.example")


@pytest.mark.usefixtures("pages")
def test_a_page_does_not_pass_for_an_outlet_on_record_by_its_own_word() -> None:
    real = make_outlet("Coast Wire")
    outlet = ingest.add_from_web("https://false.example/ferry").article.outlet
    assert outlet != real and outlet.name == "false.example"
    assert not real.domains.exists()


@pytest.mark.usefixtures("pages")
def test_a_person_who_names_the_outlet_of_a_page_enters_its_first_domain_alone() -> None:
    for host in ("coast.example", "shared.example"):
        ingest.add_from_web(f"https://{host}/ferry", outlet="Coast Wire")
    assert [domain.domain for domain in OutletDomain.objects.all()] == ["coast.example"]


@pytest.mark.usefixtures("pages")
def test_a_page_on_record_is_found_again_under_the_outlet_it_was_filed_under() -> None:
    first = ingest.add_from_web("https://shared.example/ferry", outlet="Harbour Courier")
    OutletDomain.objects.all().delete()
    assert ingest.add_from_web("https://shared.example/ferry").article == first.article


def test_a_page_that_is_not_there_is_refused(site: str) -> None:
    with pytest.raises(Refusal, match="404") as refused:
        ingest.add_from_web(f"{site}/gone", outlet="Coast Wire")
    assert refused.value.field == "url"
    assert not Article.objects.exists()


def test_a_private_address_is_refused() -> None:
    with pytest.raises(Refusal) as refused:
        ingest.add_from_web("http://127.0.0.1:9/secret", outlet="Coast Wire")
    assert refused.value.field == "url"


@pytest.mark.django_db(transaction=True)
def test_the_same_story_added_at_once_by_two_is_one_article() -> None:
    make_outlet("Coast Wire")

    def run() -> None:
        try:
            add()
        finally:
            connection.close()

    threads = [Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Article.objects.count() == 1
    assert ArticleVersion.objects.count() == 1


def test_the_section_is_kept_with_the_article() -> None:
    page = (
        "<html><head><title>The lock opens</title>"
        '<meta property="article:section" content="Ports &amp; harbours">'
        '<meta property="article:published_time" content="2026-03-03T09:00:00Z"></head><body>'
        "<article><h1>The lock opens</h1><p>"
        + "The lock opened at dawn, and the harbour filled with boats that had waited. " * 8
        + "</p></article></body></html>"
    )
    added = ingest.add_story(page.encode(), outlet="Harbour Courier", media_type="text/html")
    assert added.article.section == "Ports & harbours"
    assert Article.objects.sections() == ["Ports & harbours"]
