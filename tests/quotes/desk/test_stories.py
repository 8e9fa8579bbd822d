"""The list of stories."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes.verification import State
from tests.make import (
    make_quote,
    make_version,
)
from tests.quotes.desk.doing import as_a, text_of

pytestmark = pytest.mark.django_db


def test_the_newest_story_comes_first() -> None:
    make_version(headline="The older", published_at=datetime(2026, 1, 1, tzinfo=UTC))
    make_version(headline="The newer", published_at=datetime(2026, 2, 1, tzinfo=UTC))
    page = text_of(as_a("reporter").get(reverse("admin:desk_stories")))
    assert page.index("The newer") < page.index("The older")


def test_a_story_counts_its_quotes_by_state() -> None:
    version = make_version("“One thing,” said Ada. “Another thing,” said Bo.")
    make_quote(version=version, words="One thing,")
    make_quote(State.SUBMITTED, version=version, words="Another thing,")
    rows = as_a("reporter").get(reverse("admin:desk_stories")).context["rows"]
    assert [(row.counts["captured"], row.counts["submitted"], row.total) for row in rows] == [
        (1, 1, 2)
    ]


def test_the_list_shows_only_stories_with_quotes_in_the_state_asked_for() -> None:
    submitted = make_quote(State.SUBMITTED)
    captured = make_quote()
    page = as_a("checker").get(reverse("admin:desk_stories"), {"state": "submitted"})
    assert [row.version.pk for row in page.context["rows"]] == [submitted.version_id]
    assert captured.version_id != submitted.version_id


@pytest.mark.parametrize("sent", [{"state": "\0"}, {"state": "x" * 9000}, {"page": "-7"}])
def test_a_garbled_filter_shows_the_whole_list(sent: dict[str, str]) -> None:
    make_quote()
    response = as_a("checker").get(reverse("admin:desk_stories"), sent)
    assert response.status_code == 200
    assert len(response.context["rows"]) == 1


def test_the_list_costs_the_same_for_few_stories_and_many() -> None:
    client = as_a("checker")
    counts = []
    for number in (3, 20):
        for _ in range(number):
            make_quote()
        client.get(reverse("admin:desk_stories"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("admin:desk_stories"))
        counts.append(len(queries))
    assert counts[0] == counts[1]
