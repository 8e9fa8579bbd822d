"""The pages of stories, outlets, organisations and topics, and what a speaker's page adds."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from quotes import browsing, standing, topics
from quotes.models import Quote
from quotes.verification import State
from sources.models import ArticleVersion
from tests.make import (
    make_merger,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)
from tests.quotes.views.reading import get, text_of

pytestmark = pytest.mark.django_db

SENTENCES = [f"We open gate {number} today." for number in range(1, 30)]
STORY = " ".join(f"“{words}” Mayor Orla Venn said." for words in SENTENCES)


def make_story(quotes: int, **fields: str) -> ArticleVersion:
    """A story with that many public quotes of one speaker."""
    version = make_version(STORY, **fields)
    speaker = make_speaker("Orla Venn")
    for words in SENTENCES[:quotes]:
        make_quote(State.PUBLISHED, version=version, words=words, speaker=speaker)
    return version


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert get(client, address).status_code == 200
    return len(asked)


class TestAStory:
    """Headline, outlet, dates, the way to the source, and the quotes in its order."""

    def test_its_quotes_stand_in_its_order(self, client: Client) -> None:
        version = make_version(STORY, headline="Gates open")
        for words in (SENTENCES[2], SENTENCES[0], SENTENCES[1]):
            make_quote(State.PUBLISHED, version=version, words=words)
        page = text_of(get(client, f"/stories/{version.article_id}/"))
        places = [page.index(words) for words in SENTENCES[:3]]
        assert places == sorted(places)
        assert "Gates open" in page
        assert "3 March 2026" in page
        assert "Read the story at Harbour Courier" in page

    def test_it_goes_on_where_a_page_ended(self, client: Client) -> None:
        version = make_story(23)
        address = f"/stories/{version.article_id}/"
        first = get(client, address).content.decode()
        onward = re.search(r'rel="next" href="([^"]+)"', first)
        assert onward
        second = text_of(get(client, address + unescape(onward[1])))
        shown = [words for words in SENTENCES[:23] if words in second]
        assert shown == SENTENCES[20:23]
        assert not [words for words in SENTENCES[20:23] if words in unescape(first)]

    def test_it_shows_nothing_of_its_text_but_quotes(self, client: Client) -> None:
        version = make_version("“We open.” The keepers counted the birds.")
        make_quote(State.PUBLISHED, version=version, words="We open.")
        page = text_of(get(client, f"/stories/{version.article_id}/"))
        assert "We open." in page
        assert "counted" not in page

    def test_a_reworded_story_says_so_beside_the_words_that_are_gone(self, client: Client) -> None:
        address = "https://courier.example/gates"
        first = make_version("“We open today.” “We close at ten.”", url=address)
        gone = make_quote(State.PUBLISHED, version=first, words="We open today.")
        make_quote(State.PUBLISHED, version=first, words="We close at ten.")
        second = make_version("“We close at ten.” Nothing else is known.", url=address)
        standing.compare(second.article)
        response = get(client, f"/stories/{first.article_id}/")
        page = text_of(response)
        assert "we have read it in 2 wordings" in page
        assert page.count("Not in the latest wording") == 1
        assert gone.words in page.split("Not in the latest wording")[0]

    def test_it_does_not_exist_without_a_public_quote(self, client: Client) -> None:
        quote = make_quote(State.VERIFIED)
        response = get(client, f"/stories/{quote.article.pk}/")
        assert response.status_code == 404
        assert response.content == get(client, "/stories/999999999/").content

    def test_a_cursor_that_leads_nowhere_says_so(self, client: Client) -> None:
        version = make_story(1)
        page = text_of(get(client, f"/stories/{version.article_id}/?cursor=nonsense"))
        assert "leads to no page" in page
        assert SENTENCES[0] in page

    def test_its_queries_do_not_grow(self, client: Client) -> None:
        few, many = make_story(2), make_version(f"{STORY} More soon.")
        for words in SENTENCES[:15]:
            make_quote(State.PUBLISHED, version=many, words=words)
        counts = {queries_of(client, f"/stories/{one.article_id}/") for one in (few, many)}
        assert counts == {3}


class TestAQuotesPage:
    """What else was said in the story, and what it is about."""

    def test_it_leads_to_other_quotes_of_its_story(self, client: Client) -> None:
        version = make_story(8)
        asked = Quote.objects.public().earliest("pk")
        make_quote(State.WITHHELD, version=version, words=SENTENCES[8])
        page = text_of(get(client, asked.get_absolute_url()))
        others = page.split("Also in this story")[1].split("To cite this")[0]
        assert [words for words in SENTENCES if words in others] == SENTENCES[1:6]
        assert "All quotes of this story" in others

    def test_a_story_with_one_quote_has_no_others(self, client: Client) -> None:
        asked = make_quote(State.PUBLISHED)
        assert "Also in this story" not in text_of(get(client, asked.get_absolute_url()))

    def test_it_bears_its_topics(self, client: Client) -> None:
        asked = make_quote(State.PUBLISHED)
        editor = make_person("desk editor")
        topics.tag(asked, topics.create("Harbour sale", by=editor), by=editor)
        body = get(client, asked.get_absolute_url()).content.decode()
        assert '<a href="/topics/harbour-sale/">Harbour sale</a>' in body

    def test_its_queries_do_not_grow(self, client: Client) -> None:
        alone = make_quote(State.PUBLISHED)
        make_story(12)
        among = Quote.objects.public().latest("pk")
        counts = {queries_of(client, one.get_absolute_url()) for one in (alone, among)}
        assert len(counts) == 1


class TestAnOutlet:
    """Its stories with public quotes, the latest first."""

    def test_it_lists_stories_with_how_many_quotes(self, client: Client) -> None:
        make_story(3, outlet="Zoo Gazette", headline="Gates open")
        hidden = make_version(outlet="Zoo Gazette", headline="Kept back", text="“No.” they said.")
        make_quote(State.WITHHELD, version=hidden, words="No.")
        page = text_of(get(client, "/outlets/zoo-gazette/"))
        assert "Gates open 3 March 2026 · 3 quotes" in page
        assert "Kept back" not in page

    def test_it_goes_on_where_a_page_ended(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("quotes.browsing.outlets.STORIES", 2)
        for name in ("First", "Second", "Third"):
            version = make_version(f"“{name} it is.”", outlet="Zoo Gazette", headline=f"{name} on")
            make_quote(State.PUBLISHED, version=version, words=f"{name} it is.")
        first = get(client, "/outlets/zoo-gazette/").content.decode()
        onward = re.search(r'rel="next" href="([^"]+)"', first)
        assert onward
        assert "First on" not in first
        second = text_of(get(client, "/outlets/zoo-gazette/" + unescape(onward[1])))
        assert "First on" in second
        assert "Second on" not in second

    def test_an_outlet_with_nothing_public_does_not_exist(self, client: Client) -> None:
        make_version(outlet="Zoo Gazette")
        assert get(client, "/outlets/zoo-gazette/").status_code == 404

    def test_its_queries_do_not_grow(self, client: Client) -> None:
        make_story(1, outlet="Few")
        for number in range(6):
            version = make_version(f"“Gate {number}.”", outlet="Many")
            make_quote(State.PUBLISHED, version=version, words=f"Gate {number}.")
        assert {queries_of(client, f"/outlets/{name}/") for name in ("few", "many")} == {3}


class TestAnOrganisation:
    """What it said, and who spoke for it."""

    def test_it_tells_who_spoke_for_it_and_what(self, client: Client) -> None:
        board = make_speaker("Harbour Board", kind="organisation")
        chair = make_speaker("Orla Venn")
        make_position(chair, "Chair", organisation=board, start=date(2020, 1, 1))
        own = make_quote(State.PUBLISHED, speaker=board, no_role_printed=True)
        theirs = make_quote(State.PUBLISHED, speaker=chair, role_as_printed="Chair")
        attribution_of = Quote.objects.get(pk=theirs.pk)
        assert attribution_of.position is not None
        page = text_of(get(client, "/organisations/harbour-board/"))
        assert own.words in page
        assert theirs.words in page
        assert "Orla Venn Chair, since 1 January 2020" in page

    def test_its_address_among_the_speakers_leads_there(self, client: Client) -> None:
        board = make_speaker("Harbour Board", kind="organisation")
        make_quote(State.PUBLISHED, speaker=board, no_role_printed=True)
        response = get(client, "/speakers/harbour-board/")
        assert response.status_code == 301
        assert response["Location"] == "/organisations/harbour-board/" == board.get_absolute_url()

    def test_a_merged_ones_address_leads_to_the_survivor(self, client: Client) -> None:
        board = make_speaker("Harbour Board", kind="organisation")
        make_quote(State.PUBLISHED, speaker=board, no_role_printed=True)
        make_merger(make_speaker("The Board", kind="organisation"), board)
        response = get(client, "/organisations/the-board/")
        assert response.status_code == 301
        assert response["Location"] == "/organisations/harbour-board/"

    @pytest.mark.parametrize("slug", ["orla-venn", "silent-board", "nobody"])
    def test_others_do_not_exist(self, client: Client, slug: str) -> None:
        make_quote(State.PUBLISHED, speaker=make_speaker("Orla Venn"))
        make_quote(
            State.VERIFIED,
            speaker=make_speaker("Silent Board", kind="organisation"),
            no_role_printed=True,
        )
        assert get(client, f"/organisations/{slug}/").status_code == 404

    def test_its_queries_do_not_grow(self, client: Client) -> None:
        counts = set()
        for name, number in (("Few", 1), ("Many", 6)):
            board = make_speaker(f"{name} Board", kind="organisation")
            for turn in range(number):
                person = make_speaker(f"{name} Speaker {turn}")
                make_position(person, "Chair", organisation=board)
                make_quote(State.PUBLISHED, speaker=person, role_as_printed="Chair")
            counts.add(queries_of(client, board.get_absolute_url()))
        assert len(counts) == 1


class TestASpeaker:
    """Their years, whom they are quoted beside, and what else they are called."""

    def test_quotes_over_time_are_a_table(self, client: Client) -> None:
        speaker = make_speaker("Orla Venn")
        for year, number in ((2023, 1), (2025, 2)):
            for _ in range(number):
                make_quote(State.PUBLISHED, speaker=speaker, said_on=date(year, 3, 3))
        make_quote(State.WITHHELD, speaker=speaker, said_on=date(2021, 3, 3))
        told = [(one.year, one.count, one.percent) for one in browsing.years(speaker)]
        assert told == [(2025, 2, 100), (2024, 0, 0), (2023, 1, 50)]
        body = get(client, "/speakers/orla-venn/").content.decode()
        assert re.search(r"<th scope=\"row\"><a [^>]+>2025</a></th>\s*<td>2</td>", body)
        link = re.search(r'href="([^"]+)">2025</a>', body)
        assert link
        assert 'role="status">2 quotes' in get(client, unescape(link[1])).content.decode()

    def test_they_are_quoted_beside_those_in_the_same_stories(self, client: Client) -> None:
        speaker, other, hidden = (make_speaker(name) for name in ("Orla Venn", "Bo Birch", "Cy X"))
        for number in range(2):
            version = make_version(f"“One {number}.” “Two {number}.” “Three {number}.”")
            make_quote(State.PUBLISHED, version=version, words=f"One {number}.", speaker=speaker)
            make_quote(State.PUBLISHED, version=version, words=f"Two {number}.", speaker=other)
            make_quote(State.WITHHELD, version=version, words=f"Three {number}.", speaker=hidden)
        assert [(one.speaker, one.stories) for one in browsing.beside(speaker)] == [(other, 2)]
        page = text_of(get(client, "/speakers/orla-venn/"))
        assert "Bo Birch 2 stories" in page.split("Quoted beside")[1]

    def test_other_names_are_told(self, client: Client) -> None:
        speaker = make_speaker("Orla Venn")
        make_quote(State.PUBLISHED, speaker=speaker)
        make_merger(make_speaker("Orla Vann"), speaker)
        assert "Also printed as Orla Vann." in text_of(get(client, "/speakers/orla-venn/"))

    def test_an_organisation_is_linked_where_it_has_a_page(self, client: Client) -> None:
        speaker = make_speaker("Orla Venn")
        shown, silent = (make_speaker(name, kind="organisation") for name in ("Shown", "Silent"))
        make_position(speaker, "Chair", organisation=shown)
        make_position(speaker, "Guest", organisation=silent, end=date(2001, 1, 1))
        make_quote(State.PUBLISHED, speaker=speaker, role_as_printed="Chair")
        body = get(client, "/speakers/orla-venn/").content.decode()
        assert '<a href="/organisations/shown/">Shown</a>' in body
        assert "Guest, Silent" in body

    def test_its_queries_do_not_grow(self, client: Client) -> None:
        few, many = make_speaker("Few Said"), make_speaker("Many Said")
        for speaker, number in ((few, 1), (many, 5)):
            for turn in range(number):
                version = make_version(f"“One {turn}.” “Two {turn}.” said {speaker}.")
                for words in (f"One {turn}.", f"Two {turn}."):
                    who = speaker if words.startswith("One") else make_speaker(f"O {turn}")
                    make_quote(State.PUBLISHED, version=version, words=words, speaker=who)
        assert len({queries_of(client, one.get_absolute_url()) for one in (few, many)}) == 1


class TestTopics:
    """What quotes are about."""

    def test_the_index_has_topics_with_public_quotes(self, client: Client) -> None:
        editor = make_person("desk editor")
        shown, silent = (topics.create(name, by=editor) for name in ("Harbour sale", "Budget"))
        topics.tag(make_quote(State.PUBLISHED), shown, by=editor)
        topics.tag(make_quote(State.VERIFIED), silent, by=editor)
        page = text_of(get(client, "/topics/"))
        assert "Harbour sale" in page
        assert "Budget" not in page
        assert get(client, "/topics/budget/").status_code == 404

    def test_the_index_goes_on_where_it_ended(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("quotes.browsing.topics.INDEX", 2)
        editor, quote = make_person("desk editor"), make_quote(State.PUBLISHED)
        for name in ("Alder & co", "Birch", "Cedar"):
            topics.tag(quote, topics.create(name, by=editor), by=editor)
        first = get(client, "/topics/").content.decode()
        onward = re.search(r'rel="next" href="([^"]+)"', first)
        assert onward
        assert "Cedar" not in first
        second = text_of(get(client, unescape(onward[1])))
        assert "Cedar" in second
        assert "Birch" not in second

    def test_a_topic_has_its_quotes_and_a_former_address_leads_there(self, client: Client) -> None:
        editor, quote = make_person("desk editor"), make_quote(State.PUBLISHED)
        topic = topics.create("Harbour", by=editor)
        topics.tag(quote, topic, by=editor)
        topics.rename(topic, "Harbour sale", by=editor, description="Who wants to sell.")
        response = get(client, "/topics/harbour/")
        assert response.status_code == 301
        assert response["Location"] == "/topics/harbour-sale/"
        page = text_of(get(client, "/topics/harbour-sale/"))
        assert quote.words in page
        assert "Who wants to sell." in page

    def test_their_queries_do_not_grow(self, client: Client) -> None:
        editor = make_person("desk editor")
        for name, number in (("few", 1), ("many", 6)):
            topic = topics.create(name, by=editor)
            for _ in range(number):
                topics.tag(make_quote(State.PUBLISHED), topic, by=editor)
        assert {queries_of(client, f"/topics/{name}/") for name in ("few", "many")} == {3}
        assert queries_of(client, "/topics/") == 1


LONG = "Wir öffnen die Häfen – und wir sagen, weshalb: „größer“ ist nicht besser. " * 60


def test_no_page_is_heavier_than_60_kb_when_all_its_quotes_are_long(client: Client) -> None:
    version = make_version(" ".join(f"({number}) {LONG}" for number in range(20)), outlet="Heavy")
    speaker, editor = make_speaker("Orla Venn"), make_person("desk editor")
    topic = topics.create("Harbour", by=editor)
    for number in range(20):
        quote = make_quote(
            State.PUBLISHED, version=version, words=f"({number}) {LONG.strip()}", speaker=speaker
        )
        topics.tag(quote, topic, by=editor)
    for address in (
        *("/", "/?q=größer", "/speakers/orla-venn/", "/topics/harbour/", "/outlets/heavy/"),
        *(f"/stories/{version.article_id}/", quote.get_absolute_url()),
    ):
        response = get(client, address)
        assert response.status_code == 200, address
        assert len(response.content) <= 60_000, (address, len(response.content))
