"""Citations in every style, and the annotation that leads to the words in their source."""

from __future__ import annotations

import itertools
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from quotes import corrections, verification
from quotes.machines import citations
from quotes.models import Precision, Quote, QuoteKind
from quotes.verification import AttributionBasis, State
from tests.make import make_person, make_quote, make_speaker, make_version
from tests.quotes.views.reading import get, text_of

pytestmark = pytest.mark.django_db


_asked = itertools.count(2)


@pytest.fixture(autouse=True)
def _at_home(settings: Any) -> None:
    settings.SITE_URL = "https://records.example"


def make_cited(**changes: Any) -> Quote:
    told = f"It was asked {next(_asked)} times."  # another story each time
    version = make_version(
        f"“We will not sell the harbour,” Mayor Orla J. Venn said. {told}",
        outlet="Tarrow Bay Courier",
        headline="Harbour stays",
        published_at=datetime(2026, 9, 4, 9, tzinfo=UTC),
    )
    given: dict[str, Any] = {
        "speaker": make_speaker("Orla J. Venn"),
        "said_on": date(2026, 9, 3),
        "role_as_printed": "Mayor",
    }
    if changes.get("descriptor"):
        del given["speaker"]
    if changes.get("no_role_printed"):
        del given["role_as_printed"]
    words = "We will not sell the harbour,"
    return make_quote(State.PUBLISHED, version=version, words=words, **(given | changes))


def cited(quote: Quote) -> dict[str, str]:
    return {one.key: one.text for one in citations.citations(quote)}


def test_each_style_as_its_manual_has_it() -> None:
    quote = make_cited()
    told, here = cited(quote), f"records.example/quotes/{quote.pk}/"
    assert told["link"] == f"https://{here}"
    assert told["ap"] == (
        "“We will not sell the harbour,” Mayor Orla J. Venn said on Sept. 3, 2026, "
        "according to Tarrow Bay Courier."
    )
    assert told["apa"] == (
        "Venn, O. J. (2026, September 3). We will not sell the harbour [Quotation; Mayor]. "
        f"In “Harbour stays,” Tarrow Bay Courier. On Record. https://{here}"
    )
    assert told["mla"] == (
        "Venn, Orla J. “We will not sell the harbour.” Quoted in “Harbour stays,” "
        f"Tarrow Bay Courier, 4 Sept. 2026. On Record, {here}."
    )
    assert told["bibtex"] == (
        f"@misc{{quote{quote.pk},\n"
        "  author = {Venn, Orla J.},\n"
        "  title = {{We will not sell the harbour}},\n"
        "  year = {2026},\n"
        "  month = sep,\n"
        "  howpublished = {In “Harbour stays,” Tarrow Bay Courier},\n"
        "  publisher = {{On Record}},\n"
        f"  url = {{https://{here}}},\n"
        "  note = {Quotation; Mayor, said on 3 September 2026, revision 1},\n"
        "}"
    )


def test_a_date_is_as_exact_as_it_is_known() -> None:
    month = cited(make_cited(said_on_precision=Precision.MONTH, said_on=date(2026, 9, 1)))
    assert "said in September 2026" in month["ap"]
    assert "(2026, September)" in month["apa"]
    assert "month = sep" in month["bibtex"]
    year = cited(make_cited(said_on_precision=Precision.YEAR, said_on=date(2026, 1, 1)))
    assert "said in 2026" in year["ap"]
    assert "(2026)" in year["apa"]
    assert "month" not in year["bibtex"]


def test_a_paraphrase_is_cited_as_one() -> None:
    told = cited(make_cited(kind=QuoteKind.INDIRECT))
    assert told["ap"].startswith("Mayor Orla J. Venn said on Sept. 3, 2026, according to")
    assert "[Paraphrase; Mayor]" in told["apa"]
    assert "Reported in" in told["mla"]
    assert "“We" not in told["ap"]


def test_an_unnamed_source_is_no_author() -> None:
    told = cited(
        make_cited(
            descriptor="a dock worker",
            no_role_printed=True,
            attribution_basis=AttributionBasis.BACKGROUND,
        )
    )
    assert told["apa"].startswith(
        "We will not sell the harbour [Quotation by a dock worker]. (2026"
    )
    assert "Said by a dock worker." in told["mla"]
    assert "author" not in told["bibtex"]


def test_an_organisation_is_cited_whole() -> None:
    board = make_speaker("Tarrow Harbour Board", kind="organisation")
    told = cited(make_cited(speaker=board, no_role_printed=True, role_as_printed=""))
    assert told["apa"].startswith("Tarrow Harbour Board. (2026")
    assert "author = {{Tarrow Harbour Board}}" in told["bibtex"]


def test_what_tex_would_read_is_escaped() -> None:
    words = r"We pay 100% of {all} $5_000 & #1 ~ ^ \input{x}"
    quote = make_quote(
        State.PUBLISHED, version=make_version(f"“{words}” Orla Venn said."), words=words
    )
    told = cited(quote)["bibtex"]
    title = re.search(r"  title = \{\{(.*)\}\},", told)
    assert title is not None
    assert title[1] == (
        r"We pay 100\% of \{all\} \$5\_000 \& \#1 \textasciitilde{} \textasciicircum{} "
        r"\textbackslash{}input\{x\}"
    )
    assert told.count("{") - told.count(r"\{") == told.count("}") - told.count(r"\}")


def test_a_quotation_inside_one_takes_single_marks() -> None:
    words = "They said “no” twice"
    quote = make_quote(
        State.PUBLISHED, version=make_version(f"“{words}” Orla Venn said."), words=words
    )
    assert cited(quote)["ap"].startswith("“They said ‘no’ twice,”")


def test_the_page_offers_every_style_and_the_card(client: Client) -> None:
    quote = make_cited()
    page = text_of(get(client, quote.get_absolute_url()))
    for text in cited(quote).values():
        assert " ".join(text.split()) in page
    assert f'<iframe src="https://records.example/quotes/{quote.pk}/embed/"' in page


class TestAnnotation:
    """The W3C Web Annotation of a quote."""

    def read(self, client: Client, quote: Quote) -> Any:
        response = get(client, f"/quotes/{quote.pk}/annotation.jsonld")
        assert response.status_code == 200
        assert response["Content-Type"].startswith("application/ld+json")
        assert response["Access-Control-Allow-Origin"] == "*"
        return response.json()

    def test_the_words_are_found_by_what_they_are_and_where_they_stand(
        self, client: Client
    ) -> None:
        text = "On the quay, “We open in spring” and “not before May” Mayor Ada Quill said."
        quote = make_quote(State.PUBLISHED, version=make_version(text), words="We open in spring")
        data = self.read(client, quote)
        assert data["@context"] == "http://www.w3.org/ns/anno.jsonld"
        assert (data["type"], data["motivation"]) == ("Annotation", "linking")
        assert data["body"]["id"] == f"https://records.example/quotes/{quote.pk}/"
        (target,) = data["target"]
        assert target["source"]["id"] == quote.article.canonical_url
        assert target["source"]["sha256"] == quote.version.sha256
        words, place = target["selector"]
        assert words["type"], place["type"] == ("TextQuoteSelector", "TextPositionSelector")
        assert text[place["start"] : place["end"]] == words["exact"] == quote.words
        assert text.endswith(words["suffix"]) or words["suffix"] in text
        assert text[: place["start"]].endswith(words["prefix"])
        assert text[place["end"] :].startswith(words["suffix"])
        assert words["prefix"] and words["suffix"]

    def test_what_is_hidden_beside_it_is_not_told(self, client: Client) -> None:
        text = "“We open in spring” she said. “The pier is sold” he said. They left."
        version = make_version(text)
        hidden = make_quote(State.PUBLISHED, version=version, words="The pier is sold")
        quote = make_quote(State.PUBLISHED, version=version, words="We open in spring")
        assert "pier" in str(self.read(client, quote))
        verification.withhold(hidden, by=make_person("desk editor"), note="A complaint.")
        assert "pier" not in str(self.read(client, quote))

    def test_a_source_that_is_unnamed_since_is_not_read_around_its_words(
        self, client: Client
    ) -> None:
        version = make_version("Mayor Orla Venn: “We open in spring” Orla Venn said.")
        quote = make_quote(
            State.PUBLISHED,
            version=version,
            words="We open in spring",
            speaker=make_speaker("Orla Venn"),
        )
        assert "Venn" in str(self.read(client, quote))
        notice = corrections.propose(
            quote,
            by=make_person("reporter"),
            type="correction",
            changes={
                "speaker": None,
                "descriptor": "an official",
                "role_as_printed": "",
                "no_role_printed": True,
                "attribution_basis": AttributionBasis.BACKGROUND,
            },
            public_text="The source was named by mistake.",
        )
        corrections.approve(notice, by=make_person("desk editor"))
        data = self.read(client, quote)
        assert "Venn" not in str(data)
        assert set(data["target"][0]["selector"][0]) == {"type", "exact"}
        path = f"/quotes/{quote.pk}/"
        for address in (path, f"{path}embed/", "/feed.json", "/corrections/feed.atom"):
            assert "Venn" not in get(client, address).content.decode(), address

    def test_pieces_are_targets_each(self, client: Client) -> None:
        text = "“We open” she said, “in spring” and left."
        version = make_version(text)
        quote = make_quote(State.CAPTURED, version=version, words="We open")
        from quotes import attribution

        first, second = text.index("We open"), text.index("in spring")
        attribution.amend(
            quote,
            by=make_person("reporter"),
            changes={"content": [[first, first + 7], [second, second + 9]]},
        )
        from tests.make import bring_to

        bring_to(quote, State.PUBLISHED, {})
        exact = [one["selector"][0]["exact"] for one in self.read(client, quote)["target"]]
        assert exact == ["We open", "in spring"]

    def test_without_an_address_of_its_own_the_source_is_our_record_of_it(
        self, client: Client
    ) -> None:
        quote = make_quote(State.PUBLISHED)
        type(quote.article).objects.filter(pk=quote.article.pk).update(canonical_url="")
        source = self.read(client, quote)["target"][0]["source"]["id"]
        assert source == f"https://records.example/api/v1/articles/{quote.article.pk}/"
