"""A walk by cursor beside a writer: what was public throughout appears exactly once."""

from __future__ import annotations

import pytest
from django.test import Client

from access.quota import Throttle
from bench import walk
from quotes.models import Quote
from quotes.verification import State
from tests.make import make_quote

pytestmark = pytest.mark.django_db(transaction=True)


def api_page(cursor: str) -> tuple[list[int], str | None]:
    """A page as the API sends it, with the cursor of the next."""
    address = f"/api/v1/quotes/?page_size=10&fields=id&cursor={cursor}"
    body = Client().get(address).json()
    after = body["next"] and body["next"].partition("cursor=")[2].partition("&")[0]
    return [quote["id"] for quote in body["results"]], after


@pytest.mark.parametrize("page", [walk.page, api_page])
def test_what_is_public_throughout_appears_once(
    page: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "PAGE", 10)
    monkeypatch.setattr(Throttle, "allow_request", lambda *_: True)
    walk.fill(300)
    fresh = [make_quote(State.VERIFIED).pk for _ in range(5)]
    before = set(Quote.objects.public().values_list("pk", flat=True))
    writer = walk.Writer(sorted(before)[:100], fresh)
    writer.start()
    seen = walk.walk(page)  # type: ignore[arg-type]
    writer.ended.set()
    writer.join()
    found = walk.verdict(seen, before - writer.touched)
    assert writer.moves
    assert found["throughout"] >= 200
    assert (found["skipped"], found["repeated"]) == (0, 0)


def test_the_verdict_sees_what_it_looks_for() -> None:
    assert walk.verdict([1, 2, 2, 4], {1, 2, 3}) == {
        "seen": 3,
        "throughout": 3,
        "skipped": 1,
        "repeated": 1,
    }
