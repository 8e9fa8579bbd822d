"""What the database keeps about outlets, articles and their frozen wordings."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from sources import ingest
from sources.models import Article, ArticleVersion, OutletDomain
from tests.make import make_article, make_outlet, make_person, make_version
from tests.quotes import raw

pytestmark = pytest.mark.django_db


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


class TestVersions:
    """A wording is frozen, kept, and is what its hash says."""

    @pytest.mark.parametrize(
        "columns",
        [
            {"text": "Other words."},
            {"sha256": "0" * 64},
            {"number": 9},
            {"raw": b"other bytes"},
            {"credit": "Somebody else"},
            {"read_at": "2020-01-01"},
        ],
    )
    def test_no_column_of_a_version_changes(self, columns: dict[str, Any]) -> None:
        with raw.refused("Cannot update"):
            raw.update("sources_articleversion", make_version().pk, **columns)

    def test_a_version_is_not_changed_through_the_orm_either(self) -> None:
        version = make_version()
        version.text = "Other words."
        with raw.refused("Cannot update"):
            version.save()

    def test_a_version_is_not_deleted(self) -> None:
        version = make_version()
        with raw.refused("Cannot delete"):
            raw.execute("DELETE FROM sources_articleversion WHERE id = %s", version.pk)

    def test_an_article_with_a_version_is_not_deleted(self) -> None:
        article = make_article()
        with raw.refused("foreign key"):
            raw.execute("DELETE FROM sources_article WHERE id = %s", article.pk)

    @pytest.mark.parametrize("text", ["Plain words.", "Ça va — naïve 🦆 œuvre", "a\n\nb"])
    def test_the_hash_is_of_the_text_in_utf_8(self, text: str) -> None:
        version = make_version(text)
        assert version.sha256 == _hash(text)

    @pytest.mark.parametrize("digest", ["0" * 64, _hash("Other words."), ""])
    def test_a_wrong_hash_is_refused(self, digest: str) -> None:
        with raw.refused("not the hash of the text"):
            _insert(make_article(), number=2, text="New words.", sha256=digest)

    def test_one_wording_is_one_version(self) -> None:
        version = make_version("The same words.")
        with raw.refused("one_version_per_wording"):
            _insert(version.article, number=2, text=version.text)

    def test_versions_of_an_article_are_numbered_apart(self) -> None:
        with raw.refused("versions_are_numbered"):
            _insert(make_article(), number=1, text="New words.")

    def test_an_empty_wording_is_refused(self) -> None:
        with raw.refused("version_has_text"):
            _insert(make_article(), number=2, text="")


def _insert(article: Article, *, number: int, text: str, sha256: str | None = None) -> None:
    raw.insert(
        "sources_articleversion",
        article_id=article.pk,
        number=number,
        text=text,
        sha256=_hash(text) if sha256 is None else sha256,
        raw=text.encode(),
        media_type="",
        credit="",
    )


class TestArticles:
    """One article for each address and for each id of its outlet."""

    def test_an_address_is_one_article(self) -> None:
        first, second = make_article(), make_article()
        with raw.refused("one_article_per_canonical_url"):
            raw.update("sources_article", second.pk, canonical_url=first.canonical_url)

    def test_articles_without_an_address_are_many(self) -> None:
        for _ in range(2):
            raw.update("sources_article", make_article().pk, canonical_url="")
        assert Article.objects.filter(canonical_url="").count() == 2

    def test_an_outlets_id_is_one_article(self) -> None:
        first, second = make_article(), make_article()
        raw.update("sources_article", first.pk, external_id="A1")
        with raw.refused("one_article_per_external_id"):
            raw.update("sources_article", second.pk, external_id="A1")

    def test_two_outlets_may_use_the_same_id(self) -> None:
        for name in ("Quay Post", "Harbour Post"):
            raw.update("sources_article", make_article(outlet=name).pk, external_id="A1")
        assert Article.objects.filter(external_id="A1").count() == 2

    def test_nothing_is_modified_before_it_is_published(self) -> None:
        article = make_article(published_at=datetime(2026, 3, 3, 9, tzinfo=UTC))
        with raw.refused("modified_after_published"):
            raw.update("sources_article", article.pk, modified_at="2026-03-03T08:59:59Z")


class TestShowable:
    """An article's own terms say whether its words may be shown."""

    @pytest.mark.parametrize(
        ("status", "hours", "shown"),
        [
            ("usable", None, True),
            ("usable", -1, True),
            ("usable", 1, False),
            ("withheld", None, False),
            ("canceled", -1, False),
        ],
    )
    def test_by_status_and_embargo(self, status: str, hours: int | None, shown: bool) -> None:
        article = make_article()
        until = None if hours is None else timezone.now() + timedelta(hours=hours)
        ingest.set_terms(
            article, publish_status=status, embargo_until=until, by=make_person("standards editor")
        )
        assert Article.objects.showable().exists() is shown


class TestDomains:
    """A domain is a host name in lower case, and belongs to one outlet."""

    @pytest.mark.parametrize("domain", ["courier.example", "a-b.co.example", "9.example"])
    def test_host_names_are_taken(self, domain: str) -> None:
        OutletDomain(outlet=make_outlet(), domain=domain).full_clean()

    @pytest.mark.parametrize(
        "domain", ["Courier.example", "courier", "https://courier.example", "-a.example", "a b.c"]
    )
    def test_anything_else_is_refused(self, domain: str) -> None:
        outlet = make_outlet()
        with pytest.raises(ValidationError):
            OutletDomain(outlet=outlet, domain=domain).full_clean()
        with raw.refused("domain_is_a_lower_case_host_name"):
            raw.insert("sources_outletdomain", outlet_id=outlet.pk, domain=domain)

    def test_a_domain_belongs_to_one_outlet(self) -> None:
        OutletDomain.objects.create(outlet=make_outlet(), domain="courier.example")
        with raw.refused("unique"):
            OutletDomain.objects.create(outlet=make_outlet(), domain="courier.example")


def test_lists_leave_the_bytes_in_the_database() -> None:
    make_version()
    version = ArticleVersion.objects.without_raw().get()
    assert "raw" in version.get_deferred_fields()
