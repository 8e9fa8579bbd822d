"""What the API tells of an article and an outlet."""

from __future__ import annotations

import pytest

from sources.api import ArticleReferenceSerializer, ArticleSerializer, OutletSerializer
from tests.make import make_outlet, make_version

pytestmark = pytest.mark.django_db


def test_an_article_is_told_without_any_of_its_text() -> None:
    version = make_version("Nobody outside reads this here.", headline="Pier stays")
    told = ArticleSerializer(version.article).data
    assert told["headline"] == "Pier stays"
    assert "Nobody outside" not in str(told)
    assert {"versions", "raw", "text", "external_id", "embargo_until"}.isdisjoint(told)


def test_an_article_without_an_address_has_an_empty_one() -> None:
    article = make_version().article
    article.canonical_url = ""
    article.save()
    assert ArticleReferenceSerializer(article).data["url"] == ""


def test_an_article_names_its_outlet() -> None:
    outlet = make_outlet("Northern Wire", kind="wire")
    told = ArticleSerializer(make_version(outlet="Northern Wire").article).data
    assert told["outlet"] == OutletSerializer(outlet).data
    assert told["outlet"]["kind"] == "wire"
