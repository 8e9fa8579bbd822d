"""A quote on other sites: the card in a frame, oEmbed, and the picture."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.test import Client
from PIL import Image

from quotes import corrections, verification
from quotes.machines import pictures
from quotes.machines.pictures import Card
from quotes.machines.pictures.fonts import can_set, reads_from_the_right
from quotes.models import Notice, Quote
from quotes.verification import AttributionBasis, State
from tests.make import make_person, make_quote, make_speaker
from tests.quotes.views.reading import get, text_of

SITE = "http://127.0.0.1:8000"


def correct(quote: Quote) -> None:
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes={"role_as_printed": "Deputy Mayor"},
        public_text="An earlier version gave a wrong office.",
    )
    corrections.approve(notice, by=make_person("desk editor"))
    quote.refresh_from_db()


@pytest.mark.django_db
class TestCard:
    """The page that other sites show in a frame."""

    def test_it_may_be_framed_and_nothing_else_may(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED)
        card = get(client, f"/quotes/{quote.pk}/embed/")
        assert "X-Frame-Options" not in card
        policy = card["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
        for rule in ("script-src 'none'", "form-action 'none'", "default-src 'none'"):
            assert rule in policy
        for path in (
            "/",
            quote.get_absolute_url(),
            "/about/",
            "/speakers/",
            "/oembed/",
            f"/quotes/{quote.pk}/annotation.jsonld",
            "/admin/login/",
        ):
            page = get(client, path)
            assert page["X-Frame-Options"] == "DENY", path
            assert "frame-ancestors 'none'" in page["Content-Security-Policy"], path

    def test_there_is_nothing_on_it_to_click_but_links_that_open_elsewhere(
        self, client: Client
    ) -> None:
        body = get(client, f"/quotes/{make_quote(State.PUBLISHED).pk}/embed/").content.decode()
        assert not re.search(r"<(form|input|button|script|iframe|object)\b|\son[a-z]+=", body)
        links = re.findall(r"<a [^>]*>", body)
        assert links
        for link in links:
            assert 'target="_blank"' in link
            assert "noopener" in link
            assert "/admin/" not in link

    def test_it_says_what_the_page_says(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED, speaker=make_speaker("Orla Venn"))
        correct(quote)
        page = text_of(get(client, f"/quotes/{quote.pk}/embed/"))
        for told in (
            "Orla Venn",
            "Deputy Mayor",
            quote.words,
            "3 March 2026",
            "Harbour Courier",
            "An earlier version gave a wrong office.",
            "verified that it was said",
        ):
            assert told in page

    def test_an_unnamed_source_stays_so(self, client: Client) -> None:
        quote = make_quote(
            State.PUBLISHED,
            descriptor="a dock worker",
            no_role_printed=True,
            attribution_basis=AttributionBasis.BACKGROUND,
        )
        assert "a dock worker (source not named)" in text_of(
            get(client, f"/quotes/{quote.pk}/embed/")
        )

    def test_a_retracted_quotes_card_says_withdrawn_in_its_frame(self, client: Client) -> None:
        quote = make_quote(State.RETRACTED, speaker=make_speaker("Orla Venn"))
        card = get(client, f"/quotes/{quote.pk}/embed/")
        assert card.status_code == 410
        assert "X-Frame-Options" not in card
        page = text_of(card)
        assert "This quote has been withdrawn" in page
        assert "The recording shows other words." in page
        for secret in (quote.words, "Orla Venn", "Mayor"):
            assert secret not in page

    def test_a_withheld_one_can_not_be_told_from_none(self, client: Client) -> None:
        quote = make_quote(State.WITHHELD)
        hidden, nothing = (get(client, f"/quotes/{pk}/embed/") for pk in (quote.pk, 999_999_999))
        assert hidden.status_code == nothing.status_code == 404
        assert hidden.content == nothing.content
        assert "X-Frame-Options" not in hidden


@pytest.mark.django_db
class TestOembed:
    """The provider."""

    def ask(self, client: Client, **query: Any) -> Any:
        return get(client, f"/oembed/?{urlencode(query)}")

    def test_a_quotes_page_is_answered_with_its_card(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED, speaker=make_speaker("Orla Venn"))
        response = self.ask(client, url=f"{SITE}/quotes/{quote.pk}/")
        assert response["Content-Type"] == "application/json"
        data = response.json()
        assert (data["version"], data["type"]) == ("1.0", "rich")
        assert data["author_name"] == "Orla Venn"
        assert data["author_url"] == f"{SITE}/speakers/orla-venn/"
        assert f'src="{SITE}/quotes/{quote.pk}/embed/"' in data["html"]
        assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in data["html"]
        assert f'width="{data["width"]}" height="{data["height"]}"' in data["html"]
        assert data["thumbnail_url"] == f"{SITE}/quotes/{quote.pk}/picture-1.png"

    def test_sizes_are_kept_to(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED)
        address = f"{SITE}/quotes/{quote.pk}/"
        data = self.ask(client, url=address, maxwidth=300, maxheight=120).json()
        assert (data["width"], data["height"]) == (300, 120)
        wide = self.ask(client, url=address, maxwidth=999_999).json()
        assert wide["width"] == 1200
        for wrong in ("0", "-1", "wide", "1e3", "²"):
            response = self.ask(client, url=address, maxwidth=wrong)
            assert response.status_code == 400
            assert response.content.decode().startswith("maxwidth: ")

    def test_the_same_in_xml(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED)
        response = self.ask(client, url=f"{SITE}/quotes/{quote.pk}/", format="xml")
        assert response["Content-Type"].startswith("text/xml")
        root = ElementTree.fromstring(response.content)  # noqa: S314
        data = self.ask(client, url=f"{SITE}/quotes/{quote.pk}/").json()
        assert {one.tag: one.text for one in root} == {
            name: str(value) for name, value in data.items()
        }

    @pytest.mark.parametrize(
        ("url", "status"),
        [
            ("", 400),
            ("https://elsewhere.example/quotes/1/", 404),
            (f"{SITE}/about/", 404),
            (f"{SITE}/quotes/999999999/", 404),
            (f"{SITE}/quotes/{'9' * 40}/", 404),
            ("javascript:alert(1)", 404),
            ("http://[", 404),
        ],
    )
    def test_other_addresses_are_none_of_ours(self, client: Client, url: str, status: int) -> None:
        assert self.ask(client, url=url).status_code == status

    def test_a_format_that_there_is_not(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED)
        response = self.ask(client, url=f"{SITE}/quotes/{quote.pk}/", format="yaml")
        assert response.status_code == 501

    def test_a_withdrawn_quote_has_no_card(self, client: Client) -> None:
        retracted, withheld = make_quote(State.RETRACTED), make_quote(State.WITHHELD)
        gone = self.ask(client, url=f"{SITE}/quotes/{retracted.pk}/")
        assert gone.status_code == 410
        assert retracted.words not in gone.content.decode()
        assert self.ask(client, url=f"{SITE}/quotes/{withheld.pk}/").status_code == 404

    def test_the_page_leads_to_it(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED)
        body = get(client, quote.get_absolute_url()).content.decode()
        found = re.findall(
            r'type="(?:application/json|text/xml)\+oembed"[^>]* href="([^"]+)"', body
        )
        assert len(found) == 2
        for address in found:
            path = address.replace("&amp;", "&").removeprefix(SITE)
            assert get(client, path).status_code == 200


def opened(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def make_card(words: str = "“We keep the pier.”", **changes: str) -> Card:
    given = {
        "who": "Orla Venn",
        "role": "Mayor",
        "printed": "3 March 2026 · Courier",
        "label": "",
        "newsroom": "On Record",
    }
    return Card(words=words, **(given | changes))


WORDS = {
    "short": "“No.”",
    "long": "“" + "We can not open the harbour until the council has voted. " * 40 + "”",
    "one long word": "“" + "harbour" * 80 + "”",
    "Greek, Russian, Czech": "“Το λιμάνι” “Гавань” “Přístav”",
    "Arabic": "“سنفتح الميناء في الربيع”",
    "Hindi": "“हम वसंत में बंदरगाह खोलेंगे”",
    "emoji": "“We won 🎉👩🏽‍🚀🇳🇱”",
    "Chinese": "“春天我们将开放港口”",
    "nothing": "",
    "control": "“a\u200b\u0007b”",
}


class TestPicture:
    """What is drawn."""

    @pytest.mark.parametrize("kind", WORDS)
    def test_whatever_was_said_it_is_a_small_png_of_the_size_that_sites_ask_for(
        self, kind: str
    ) -> None:
        data = pictures.draw(
            make_card(WORDS[kind], who="Ὀρλα " * 60, role="Deputy " * 60, label="Paraphrase")
        )
        image = opened(data)
        assert (image.format, image.size) == ("PNG", (1200, 630))
        assert len(data) <= 100_000
        ink = image.convert("L").point(lambda value: 255 * (value < 128)).getbbox()
        assert ink is not None
        assert ink[0] >= 0 and ink[2] <= 1200 - 40, "the words keep to their margins"

    def test_other_words_are_another_picture(self) -> None:
        drawn = {pictures.draw(make_card(words)) for words in ("“Yes.”", "“No.”")}
        drawn |= {
            pictures.draw(make_card(**changes))
            for changes in (
                {"who": "Ida Venn"},
                {"role": "Pilot"},
                {"printed": "2025"},
                {"label": "Corrected"},
                {"newsroom": "Courier"},
            )
        }
        assert len(drawn) == 7

    def test_a_script_without_a_font_is_left_to_the_page(self) -> None:
        assert not can_set(WORDS["Chinese"])
        assert can_set(WORDS["Greek, Russian, Czech"])
        assert can_set(WORDS["emoji"])
        unset = pictures.draw(make_card(WORDS["Chinese"]))
        assert unset == pictures.draw(make_card("“港口”"))

    def test_arabic_is_set_from_the_right(self) -> None:
        assert reads_from_the_right(WORDS["Arabic"])
        assert not reads_from_the_right(WORDS["Hindi"])


@pytest.mark.django_db
class TestPictureAddress:
    """Where the picture is, and while."""

    def test_the_page_names_it_and_it_is_there(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED)
        body = get(client, quote.get_absolute_url()).content.decode()
        named = re.search(r'property="og:image" content="([^"]+)"', body)
        assert named is not None
        assert f'name="twitter:image" content="{named[1]}"' in body
        assert 'name="twitter:card" content="summary_large_image"' in body
        response = get(client, named[1].removeprefix(SITE))
        assert response["Content-Type"] == "image/png"
        assert opened(response.content).size == (1200, 630)

    def test_each_revision_has_its_own(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED)
        before = get(client, f"/quotes/{quote.pk}/picture-1.png")
        correct(quote)
        old = get(client, f"/quotes/{quote.pk}/picture-1.png", **{"If-None-Match": before["ETag"]})
        assert (old.status_code, old["Location"]) == (
            302,
            f"{SITE}/quotes/{quote.pk}/picture-2.png",
        )
        after = get(client, f"/quotes/{quote.pk}/picture-2.png")
        assert after.content != before.content
        assert get(client, f"/quotes/{quote.pk}/picture-3.png").status_code == 404

    def test_it_goes_with_the_quote(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED)
        path = f"/quotes/{quote.pk}/picture-1.png"
        tag = get(client, path)["ETag"]
        verification.retract(quote, by=make_person("standards editor"), reason="Not said.")
        gone = get(client, path, **{"If-None-Match": tag})
        assert gone.status_code == 410
        assert gone["Content-Type"].startswith("text/plain")
        withheld = make_quote(State.WITHHELD)
        assert get(client, f"/quotes/{withheld.pk}/picture-1.png").status_code == 404
