"""The admin of sources: what may be changed there, how refusals read, what its history tells."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from unittest import mock

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sources import ingest
from sources.models import Article, Outlet, OutletDomain
from tests.make import make_outlet, make_person, make_version

pytestmark = pytest.mark.django_db

LISTS = ("outlet", "article", "articleversion")


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def as_a(group: str) -> Client:
    return signed_in(make_person(group))


def superuser() -> User:
    return make_person(is_superuser=True)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def outlet_form(outlet: Outlet, *domains: str, **changed: Any) -> dict[str, Any]:
    """What the outlet's page sends, with domains to add."""
    held = list(outlet.domains.order_by("pk")) if outlet.pk else []
    rows = [(str(domain.pk), domain.domain) for domain in held]
    rows += [("", domain) for domain in domains]
    form = {
        "name": outlet.name,
        "slug": outlet.slug,
        "kind": outlet.kind,
        "domains-TOTAL_FORMS": len(rows),
        "domains-INITIAL_FORMS": len(held),
    }
    for index, (pk, domain) in enumerate(rows):
        form |= {f"domains-{index}-id": pk, f"domains-{index}-domain": domain}
        form |= {f"domains-{index}-outlet": outlet.pk or ""}
    return form | changed


def article_form(article: Article, **changed: Any) -> dict[str, Any]:
    """What the article's page sends when nothing but `changed` is touched."""
    published = article.published_at
    return {
        "outlet": article.outlet_id,
        "canonical_url": article.canonical_url,
        "external_id": article.external_id,
        "headline": article.headline,
        "byline": article.byline,
        "dateline": article.dateline,
        "language": article.language,
        "kind": article.kind,
        "published_at_0": f"{published:%Y-%m-%d}",
        "published_at_1": f"{published:%H:%M:%S}",
        "modified_at_0": "",
        "modified_at_1": "",
        "embargo_until_0": "",
        "embargo_until_1": "",
        "publish_status": article.publish_status,
        "versions-TOTAL_FORMS": 0,
        "versions-INITIAL_FORMS": 0,
        **changed,
    }


def change(client: Client, row: Outlet | Article, form: dict[str, Any]) -> Any:
    address = reverse(f"admin:sources_{row._meta.model_name}_change", args=[row.pk])
    return client.post(address, form)


# ---- Lists -------------------------------------------------------------------------------


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("group", ["reporter", "checker", "desk editor", "standards editor"])
def test_every_role_may_look_and_search(group: str, model: str) -> None:
    make_version(headline="The lock opens")
    client = as_a(group)
    address = reverse(f"admin:sources_{model}_changelist")
    assert client.get(address).status_code == 200
    assert client.get(address, {"q": "Harbour"}).status_code == 200


@pytest.mark.parametrize("model", LISTS)
def test_staff_without_a_role_may_not(model: str) -> None:
    address = reverse(f"admin:sources_{model}_changelist")
    assert signed_in(make_person()).get(address).status_code == 403


@pytest.mark.parametrize("model", LISTS)
def test_a_list_costs_the_same_for_few_rows_and_many(model: str) -> None:
    client, counts = as_a("checker"), []
    address = reverse(f"admin:sources_{model}_changelist")
    for number in (2, 15):
        for place in range(number):
            make_version(outlet=f"Outlet {number} {place}", headline="")
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("model", ["article", "articleversion"])
def test_a_list_leaves_the_texts_and_bytes_in_the_database(model: str) -> None:
    make_version()
    client = as_a("checker")
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse(f"admin:sources_{model}_changelist"))
    assert not [query for query in queries if '"raw"' in query["sql"]]


def test_an_article_is_found_by_headline_and_by_outlet() -> None:
    make_version(headline="The lock opens", outlet="Elmsund Gazette")
    make_version(headline="The lock closes", outlet="Harbour Courier")
    client = as_a("reporter")
    for words in ("opens", "Elmsund"):
        page = text_of(client.get(reverse("admin:sources_article_changelist"), {"q": words}))
        assert "The lock opens" in page
        assert "The lock closes" not in page


# ---- What may be changed -----------------------------------------------------------------


def test_an_outlet_gets_its_domains_on_its_page() -> None:
    outlet = make_outlet("Elmsund Gazette")
    response = change(as_a("desk editor"), outlet, outlet_form(outlet, "gazette.example"))
    assert response.status_code == 302
    assert ingest.outlet_of_host("news.gazette.example") == outlet


def test_a_domain_of_another_outlet_is_refused_in_the_form() -> None:
    other, outlet = make_outlet("Other"), make_outlet("Elmsund Gazette")
    OutletDomain.objects.create(outlet=other, domain="gazette.example")
    response = change(as_a("desk editor"), outlet, outlet_form(outlet, "gazette.example"))
    assert response.status_code == 200
    assert "This domain belongs to another outlet." in text_of(response)


@pytest.mark.parametrize("domain", ["Gazette.Example", "https://gazette.example", "gazette", "a b"])
def test_a_domain_that_is_none_is_refused_in_the_form(domain: str) -> None:
    outlet = make_outlet("Elmsund Gazette")
    response = change(as_a("desk editor"), outlet, outlet_form(outlet, domain))
    assert "Give a host name in lower case" in text_of(response)
    assert not outlet.domains.exists()


@pytest.mark.parametrize("group", ["reporter", "checker"])
def test_outlets_are_not_theirs_to_change(group: str) -> None:
    outlet = make_outlet("Elmsund Gazette")
    assert change(as_a(group), outlet, outlet_form(outlet, name="Mine")).status_code == 403


def test_an_articles_facts_are_mended() -> None:
    article = make_version().article
    response = change(as_a("checker"), article, article_form(article, byline="Ida Crane"))
    article.refresh_from_db()
    assert (response.status_code, article.byline) == (302, "Ida Crane")


def test_the_terms_of_use_go_through_their_verb() -> None:
    article = make_version().article
    form = article_form(
        article,
        publish_status="withheld",
        embargo_until_0="2027-01-02",
        embargo_until_1="06:00:00",
    )
    with mock.patch("sources.admin.ingest.set_terms", wraps=ingest.set_terms) as verb:
        change(as_a("checker"), article, form)
    article.refresh_from_db()
    verb.assert_called_once()
    assert article.publish_status == Article.PublishStatus.WITHHELD
    assert article.embargo_until == datetime(2027, 1, 2, 6, tzinfo=UTC)


def test_a_checker_does_not_show_again_what_its_source_holds_back() -> None:
    article = make_version().article
    ingest.set_terms(article, by=superuser(), publish_status="canceled")
    form = article_form(article, publish_status="usable", byline="Ida Crane")
    assert "ask somebody who may release quotes" in text_of(change(as_a("checker"), article, form))
    article.refresh_from_db()
    assert (article.publish_status, article.byline) == (Article.PublishStatus.CANCELED, "")


def test_a_story_stays_where_and_when_it_was_published() -> None:
    article, other = make_version().article, make_outlet("Elmsund Gazette")
    before = (article.outlet, article.canonical_url, article.published_at)
    form = article_form(
        article,
        outlet=other.pk,
        canonical_url="https://elsewhere.example/",
        published_at_0="2020-01-01",
        byline="Ida Crane",
    )
    change(signed_in(superuser()), article, form)
    article.refresh_from_db()
    assert article.byline == "Ida Crane"
    assert (article.outlet, article.canonical_url, article.published_at) == before


@pytest.mark.parametrize("model", ["article", "articleversion"])
def test_nobody_adds_or_deletes_what_was_read(model: str) -> None:
    version = make_version()
    pk = version.pk if model == "articleversion" else version.article.pk
    client = signed_in(superuser())
    assert client.get(reverse(f"admin:sources_{model}_add")).status_code == 403
    delete = reverse(f"admin:sources_{model}_delete", args=[pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_a_wording_is_shown_and_never_changed() -> None:
    version = make_version("Nobody will change this, the clerk said.")
    client = signed_in(superuser())
    address = reverse("admin:sources_articleversion_change", args=[version.pk])
    page = client.get(address)
    assert "Nobody will change this" in text_of(page)
    assert 'name="text"' not in text_of(page)
    assert client.post(address, {"text": "Changed."}).status_code == 403


def test_an_outlet_with_articles_is_not_deleted_even_by_a_superuser() -> None:
    outlet = make_version().article.outlet
    client = signed_in(superuser())
    response = client.post(
        reverse("admin:sources_outlet_delete", args=[outlet.pk]), {"post": "yes"}
    )
    assert response.status_code in (200, 302, 403)
    assert Outlet.objects.filter(pk=outlet.pk).exists()


def test_what_the_database_refuses_comes_back_in_the_form_with_the_input() -> None:
    outlet = make_outlet("Elmsund Gazette")
    refused = IntegrityError("new row violates check constraint somebody_made")
    with mock.patch("django.contrib.admin.ModelAdmin.save_model", side_effect=refused):
        response = change(as_a("desk editor"), outlet, outlet_form(outlet, name="New name"))
    page = text_of(response)
    assert response.status_code == 200
    assert "The database refused this change, and nothing was saved" in page
    assert 'value="New name"' in page
    assert "violates" not in page


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "\0"},
        {"name": "x" * 5000},
        {"kind": "rumour"},
        {"domains-TOTAL_FORMS": "x"},
        {"domains-TOTAL_FORMS": "9" * 30},
    ],
)
def test_garbage_changes_nothing_and_breaks_nothing(changed: dict[str, Any]) -> None:
    outlet = make_outlet("Elmsund Gazette")
    response = change(as_a("desk editor"), outlet, outlet_form(outlet, **changed))
    outlet.refresh_from_db()
    assert response.status_code == 200
    assert outlet.name == "Elmsund Gazette"


# ---- History -----------------------------------------------------------------------------


def test_history_tells_who_changed_what_and_from_where() -> None:
    editor = make_person("desk editor", first_name="Dora", last_name="Finch")
    outlet = make_outlet("Elmsund Gazette")
    change(signed_in(editor), outlet, outlet_form(outlet, "gazette.example", name="The Gazette"))
    page = signed_in(editor).get(reverse("admin:sources_outlet_history", args=[outlet.pk]))
    entries = page.context["entries"]
    changed = next(entry for entry in entries if entry.what == "changed")
    assert changed.who == "Dora Finch"
    assert changed.where == reverse("admin:sources_outlet_change", args=[outlet.pk])
    assert [(one.name, one.before, one.after) for one in changed.changes] == [
        ("Name", "Elmsund Gazette", "The Gazette")
    ]
    assert "[removed: </span>Elmsund <span" in text_of(page)
    assert "[added: </span>The <span" in text_of(page)
    assert changed.door == "the admin"


def test_history_includes_the_rows_that_belong_to_it() -> None:
    outlet = make_outlet("Elmsund Gazette")
    change(as_a("desk editor"), outlet, outlet_form(outlet, "gazette.example"))
    page = text_of(as_a("reporter").get(reverse("admin:sources_outlet_history", args=[outlet.pk])))
    assert "gazette.example" in page


def test_what_a_process_did_is_not_put_on_a_person() -> None:
    article = make_version().article
    page = as_a("reporter").get(reverse("admin:sources_article_history", args=[article.pk]))
    assert {entry.who for entry in page.context["entries"]} == {"a process of the product"}


def test_a_wording_says_who_brought_it_in() -> None:
    version = make_version()
    page = as_a("reporter").get(reverse("admin:sources_articleversion_history", args=[version.pk]))
    assert [entry.what for entry in page.context["entries"]] == ["added"]


def test_history_costs_the_same_for_few_changes_and_many() -> None:
    article, client, counts = make_version().article, as_a("reporter"), []
    address = reverse("admin:sources_article_history", args=[article.pk])
    client.get(address)  # in a test's one transaction, later changes are this person's
    for number in (2, 12):
        for place in range(number):
            outlet = make_outlet(f"Outlet {number} {place}")
            Article.objects.filter(pk=article.pk).update(outlet=outlet)
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_history_is_for_those_who_may_see_the_row() -> None:
    outlet = make_outlet("Elmsund Gazette")
    address = reverse("admin:sources_outlet_history", args=[outlet.pk])
    assert signed_in(make_person()).get(address).status_code == 403
    assert (
        as_a("reporter").get(reverse("admin:sources_outlet_history", args=[0])).status_code == 302
    )
