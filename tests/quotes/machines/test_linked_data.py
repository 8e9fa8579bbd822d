"""The record in the words of schema.org: terms that it has, and nothing that says true."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client

from quotes import corrections
from quotes.machines import linked_data
from quotes.models import Notice, Precision
from quotes.verification import AttributionBasis, State
from tests.make import make_person, make_position, make_quote, make_speaker, make_version
from tests.quotes.views.reading import get

pytestmark = pytest.mark.django_db

_THING = {"name", "description", "url", "sameAs", "identifier", "mainEntityOfPage"}
_WORK = _THING | {
    *("text", "inLanguage", "dateCreated", "datePublished", "dateModified", "isPartOf"),
    *("isBasedOn", "creativeWorkStatus", "version", "correction", "comment", "creditText"),
    *("sdPublisher", "publisher", "headline", "about", "hasPart"),
}
VOCABULARY: dict[str, set[str]] = {
    "Quotation": _WORK | {"spokenByCharacter"},
    "NewsArticle": _WORK,
    "Article": _WORK,
    "SocialMediaPosting": _WORK,
    "CollectionPage": _WORK,
    "ProfilePage": _WORK | {"mainEntity"},
    "CorrectionComment": _WORK,
    "Comment": _WORK,
    "Person": _THING | {"memberOf", "hasOccupation"},
    "Organization": _THING | {"memberOf"},
    "NewsMediaOrganization": _THING,
    "Occupation": _THING,
    "Role": _THING
    | {"roleName", "startDate", "endDate", "spokenByCharacter", "memberOf", "hasOccupation"},
}
"""The terms of schema.org that we use, and on what type each may stand."""


def in_page(client: Client, address: str) -> Any:
    """The linked data of a page, parsed; there is exactly one block."""
    body = get(client, address).content.decode()
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', body, re.DOTALL)
    data = json.loads(block)
    check(data)
    return data


def check(data: Any) -> None:
    """Every type is known, every term stands on a type that has it, and none says true."""
    if isinstance(data, list):
        for one in data:
            check(one)
    elif isinstance(data, dict):
        terms = {name for name in data if not name.startswith("@")}
        assert terms <= VOCABULARY[data["@type"]], data["@type"]
        assert not any(value in ("", None, []) for value in data.values())
        for value in data.values():
            check(value)


def test_a_quotation_names_who_as_what_when_and_where(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://records.example"
    speaker = make_speaker("Orla Venn")
    make_position(speaker, "Mayor", start=date(2023, 5, 1), start_precision=Precision.MONTH)
    quote = make_quote(
        State.PUBLISHED,
        version=make_version(
            "“We keep the harbour,” Mayor Orla Venn said.",
            headline="Harbour stays",
            url="https://courier.example/harbour",
        ),
        words="We keep the harbour,",
        speaker=speaker,
    )
    data = in_page(client, quote.get_absolute_url())
    address = f"https://records.example/quotes/{quote.pk}/"
    assert data["@context"] == "https://schema.org"
    assert (data["@type"], data["@id"], data["text"]) == (
        *("Quotation", address, "We keep the harbour,"),
    )
    assert data["dateCreated"] == "2026-03-03"
    assert data["creativeWorkStatus"] == "Published"
    assert data["version"] == 1
    assert data["isPartOf"]["@type"] == "NewsArticle"
    assert data["isPartOf"]["headline"] == "Harbour stays"
    assert data["isPartOf"]["url"] == "https://courier.example/harbour"
    assert data["isBasedOn"].startswith("https://courier.example/harbour#:~:text=")
    role = data["spokenByCharacter"]
    assert (role["@type"], role["roleName"]) == ("Role", "Mayor")
    assert role["spokenByCharacter"]["@type"] == "Person"
    assert role["spokenByCharacter"]["name"] == "Orla Venn"
    if quote.position_id:
        assert role["startDate"] == "2023-05"


def test_nothing_in_it_says_that_anything_is_true(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    told = json.dumps(in_page(client, quote.get_absolute_url()))
    for term in ("ClaimReview", "reviewRating", "interpretedAsClaim", "verified", "true"):
        assert term not in told.lower() if term.islower() else term not in told


def test_an_unnamed_source_is_credited_as_described_and_is_no_person(client: Client) -> None:
    quote = make_quote(
        State.PUBLISHED,
        descriptor="a dock worker",
        no_role_printed=True,
        attribution_basis=AttributionBasis.BACKGROUND,
    )
    data = in_page(client, quote.get_absolute_url())
    assert data["creditText"] == "a dock worker"
    assert "spokenByCharacter" not in data


def test_a_correction_is_told_and_an_update_is_a_comment(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    for type, changes, text in (
        (Notice.Type.CORRECTION, {"role_as_printed": "Deputy Mayor"}, "A wrong office."),
        (Notice.Type.UPDATE, {}, "She has left since."),
    ):
        notice = corrections.propose(
            quote, by=make_person("reporter"), type=type, changes=changes, public_text=text
        )
        corrections.approve(notice, by=make_person("desk editor"))
    data = in_page(client, quote.get_absolute_url())
    (correction,), (comment,) = data["correction"], data["comment"]
    assert (correction["@type"], correction["text"]) == ("CorrectionComment", "A wrong office.")
    assert (comment["@type"], comment["text"]) == ("Comment", "She has left since.")
    assert data["version"] == 3
    assert data["dateModified"] == comment["datePublished"]


def test_words_can_not_end_the_element_that_carries_them() -> None:
    hostile = "</script><script>alert(1)</script><!-- & \u2028\u2029"
    written = str(linked_data.script({"text": hostile}))
    inside = written.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(inside) & set("<>&\u2028\u2029")
    assert json.loads(inside)["text"] == hostile


def test_hostile_words_of_a_quote_stay_words(client: Client) -> None:
    words = "We say </script><img src=x onerror=alert(1)> & mean it"
    quote = make_quote(
        State.PUBLISHED, version=make_version(f"“{words}” Orla Venn said."), words=words
    )
    assert in_page(client, quote.get_absolute_url())["text"] == words
    assert "<img src=x" not in get(client, quote.get_absolute_url()).content.decode()


def test_a_speakers_page_has_the_roles_held_and_when(client: Client) -> None:
    speaker = make_speaker("Orla Venn", description="mayor of Tarrow Bay")
    board = make_speaker("Tarrow Harbour Board", kind="organisation")
    make_position(
        speaker,
        "Chair",
        organisation=board,
        start=date(2021, 1, 1),
        start_precision=Precision.YEAR,
        end=date(2023, 4, 30),
    )
    make_position(speaker, "Mayor", start=date(2023, 5, 1))
    make_quote(State.PUBLISHED, speaker=speaker)
    data = in_page(client, speaker.get_absolute_url())
    assert data["@type"] == "ProfilePage"
    person = data["mainEntity"]
    assert (person["@type"], person["name"]) == ("Person", "Orla Venn")
    (chair,) = person["memberOf"]
    assert chair["memberOf"] == {"@type": "Organization", "name": "Tarrow Harbour Board"}
    assert (chair["roleName"], chair["startDate"], chair["endDate"]) == (
        *("Chair", "2021", "2023-04-30"),
    )
    (mayor,) = person["hasOccupation"]
    assert (mayor["roleName"], mayor["startDate"]) == ("Mayor", "2023-05-01")


def test_an_organisation_is_one(client: Client) -> None:
    board = make_speaker("Tarrow Harbour Board", kind="organisation")
    make_quote(State.PUBLISHED, speaker=board, no_role_printed=True)
    assert in_page(client, board.get_absolute_url())["mainEntity"]["@type"] == "Organization"


def test_a_story_is_the_outlets_work_with_what_is_on_record_from_it(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    data = in_page(client, f"/stories/{quote.article.pk}/")
    assert data["@type"] == "CollectionPage"
    assert data["about"]["publisher"]["name"] == quote.outlet.name
    (part,) = data["hasPart"]
    assert part["@id"].endswith(quote.get_absolute_url())
    assert quote.words in part["name"]
