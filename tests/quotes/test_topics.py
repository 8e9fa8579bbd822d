"""Topics: who may name, tag, rename and merge, and that no address is lost by it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from quotes import topics
from quotes.models import FormerAddress, Quote, SearchRow, Tagging, Topic
from quotes.verification import Incomplete, NotAllowed, State
from sources.refusal import Refusal
from tests.access.make import make_secret
from tests.make import make_person, make_quote

pytestmark = pytest.mark.django_db


def named(*names: str) -> list[Topic]:
    editor = make_person("desk editor")
    return [topics.add(name, by=editor) for name in names]


class TestNaming:
    """A topic has a name and an address of its own."""

    @pytest.mark.parametrize("group", ["reporter", "checker"])
    def test_it_takes_an_editor(self, group: str) -> None:
        with pytest.raises(NotAllowed):
            topics.add("Harbour", by=make_person(group))

    @pytest.mark.parametrize("name", ["", "  ", "!!", "x" * 101])
    def test_a_name_says_something_and_not_too_much(self, name: str) -> None:
        with pytest.raises(Incomplete):
            topics.add(name, by=make_person("desk editor"))

    def test_two_have_not_one_name_in_whatever_case(self) -> None:
        named("Harbour sale")
        with pytest.raises(Refusal, match="There is a topic of this name"):
            named("HARBOUR  SALE")

    def test_likeness_of_names_makes_no_likeness_of_addresses(self) -> None:
        slugs = [topic.slug for topic in named("Harbour sale", "Harbour, sale", "Hárbour-sale")]
        assert slugs == ["harbour-sale", "harbour-sale-2", "harbour-sale-3"]


class TestTagging:
    """A quote has a topic once, and says who said so."""

    def test_everybody_on_the_desk_may(self) -> None:
        quote, (topic,) = make_quote(), named("Harbour")
        for group in ("reporter", "checker", "desk editor", "standards editor"):
            person = make_person(group)
            assert topics.tag(quote, topic, by=person).by == person
            topics.untag(quote, topic, by=person)
        with pytest.raises(NotAllowed):
            topics.tag(quote, topic, by=make_person())

    def test_twice_is_once(self) -> None:
        quote, (topic,) = make_quote(), named("Harbour")
        first = topics.tag(quote, topic, by=make_person("reporter"))
        assert topics.tag(quote, topic, by=make_person("checker")) == first
        for _ in range(2):
            topics.untag(quote, topic, by=make_person("checker"))
        assert topics.of(quote) == []

    def test_there_is_a_most(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(topics, "MOST_TOPICS", 1)
        quote, (one, other) = make_quote(), named("Harbour", "Budget")
        topics.tag(quote, one, by=make_person("reporter"))
        with pytest.raises(Refusal, match="at most 1"):
            topics.tag(quote, other, by=make_person("reporter"))


class TestRenaming:
    """The old address leads on."""

    def test_every_former_address_leads_to_the_present_one(self) -> None:
        editor, (topic,) = make_person("desk editor"), named("Harbour")
        for name in ("Harbour sale", "Port sale"):
            topics.rename(topic, name, by=editor)
        assert topic.slug == "port-sale"
        for slug in ("harbour", "harbour-sale", "port-sale"):
            assert topics.find(slug) == topic

    def test_back_to_the_first_name(self) -> None:
        editor, (topic,) = make_person("desk editor"), named("Harbour")
        for name in ("Port", "Harbour"):
            topics.rename(topic, name, by=editor)
        assert topic.slug == "harbour"
        assert [one.slug for one in FormerAddress.objects.all()] == ["port"]

    def test_a_new_topic_may_take_a_former_address(self) -> None:
        editor, (topic,) = make_person("desk editor"), named("Harbour")
        topics.rename(topic, "Port", by=editor)
        (other,) = named("Harbour")
        assert topics.find("harbour") == other
        assert topics.find("port") == topic

    def test_only_the_description_changes_no_address(self) -> None:
        (topic,) = named("Harbour")
        topics.rename(topic, "Harbour", by=make_person("desk editor"), description="The port.")
        assert (topic.slug, topic.description) == ("harbour", "The port.")
        assert not FormerAddress.objects.exists()


class TestMerging:
    """One topic takes over the other's quotes and addresses."""

    def test_nothing_is_lost_and_nothing_is_twice(self) -> None:
        editor, (one, other) = make_person("desk editor"), named("Harbour", "Port")
        topics.rename(one, "Old harbour", by=editor)
        both, only = make_quote(State.PUBLISHED), make_quote(State.PUBLISHED)
        for quote, topic in ((both, one), (both, other), (only, one)):
            topics.tag(quote, topic, by=editor)
        topics.merge(one, into=other, by=editor)
        assert list(Topic.objects.all()) == [other]
        assert {tagging.quote for tagging in Tagging.objects.all()} == {both, only}
        for slug in ("harbour", "old-harbour", "port"):
            assert topics.find(slug) == other
        keys = {tuple(row.keys) for row in SearchRow.objects.all()}
        assert len(keys) == 2

    def test_it_takes_an_editor(self) -> None:
        one, other = named("Harbour", "Port")
        with pytest.raises(NotAllowed):
            topics.merge(one, into=other, by=make_person("checker"))

    def test_not_into_itself(self) -> None:
        (one,) = named("Harbour")
        with pytest.raises(Refusal, match="into itself"):
            topics.merge(one, into=one, by=make_person("desk editor"))

    def test_in_the_admin_too(self, client: Client) -> None:
        one, other = named("Harbour", "Port")
        client.force_login(make_person("standards editor"))
        address = f"/admin/quotes/topic/{one.pk}/change/"
        given = {"name": "Harbour", "description": "", "merge_into": other.pk}
        response = client.post(address, given)
        assert response.status_code == 302
        assert list(Topic.objects.all()) == [other]


def test_the_admin_names_and_renames(client: Client) -> None:
    client.force_login(make_person("desk editor"))
    assert client.post("/admin/quotes/topic/add/", {"name": "Harbour"}).status_code == 302
    topic = Topic.objects.get()
    assert topic.slug == "harbour"
    address = f"/admin/quotes/topic/{topic.pk}/change/"
    assert client.post(address, {"name": "Port", "description": "Ships."}).status_code == 302
    topic.refresh_from_db()
    assert (topic.slug, topic.description) == ("port", "Ships.")
    named("Budget")
    response = client.post(address, {"name": "BUDGET", "description": ""})
    assert "There is a topic of this name." in response.content.decode()


class TestTheApi:
    """The verbs of the API."""

    def send(self, client: Client, quote: Quote, verb: str, group: str, body: Any) -> Any:
        token = make_secret(make_person(group))
        return client.post(
            f"/api/v1/quotes/{quote.pk}/{verb}/",
            body,
            content_type="application/json",
            headers={"Authorization": f"Token {token}"},
        )

    def test_a_quote_is_tagged_and_untagged(self, client: Client) -> None:
        quote = make_quote()
        named("Harbour")
        tagged = self.send(client, quote, "tag", "reporter", {"topic": "harbour"})
        assert (tagged.status_code, tagged.json()) == (
            200,
            {"topics": [{"slug": "harbour", "name": "Harbour"}]},
        )
        untagged = self.send(client, quote, "untag", "checker", {"topic": "harbour"})
        assert untagged.json() == {"topics": []}

    def test_what_is_unknown_is_named(self, client: Client) -> None:
        response = self.send(client, make_quote(), "tag", "reporter", {"topic": "nothing"})
        assert response.status_code in (400, 422)
        assert [one["field"] for one in response.json()["errors"]] == ["topic"]
        assert self.send(client, make_quote(), "tag", "reporter", {}).status_code == 400

    def test_readers_do_not_tag(self, client: Client) -> None:
        quote = make_quote(State.PUBLISHED)
        address = f"/api/v1/quotes/{quote.pk}/tag/"
        response = client.post(address, {"topic": "x"}, content_type="application/json")
        assert response.status_code in (401, 403)
