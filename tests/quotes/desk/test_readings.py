"""What the engine read of a quote, and how surely."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes.extraction.attributions import Sureness
from quotes.verification import State
from tests.make import (
    WELL_READ,
    bring_to,
    make_found,
    make_quote,
)
from tests.quotes.desk.doing import amend, as_a, desk_page, text_of

pytestmark = pytest.mark.django_db


def unsure(**read: Any) -> dict[str, Any]:
    """What an engine reads that doubts the speaker."""
    return WELL_READ | {"sureness": Sureness(span=0.99, speaker=0.94, role=0.8)} | read


def test_the_card_shows_how_sure_the_engine_was_of_each_part() -> None:
    quote = make_found(read=unsure())
    page = text_of(as_a("reporter").get(desk_page(quote)))
    assert "words 0.99, speaker 0.94, role 0.80, date 0.00" in page
    assert "check the speaker" in page


@pytest.mark.parametrize(
    ("state", "read", "changes"),
    [
        (State.CAPTURED, WELL_READ, {}),
        (State.VERIFIED, unsure(), {}),
        (State.CAPTURED, unsure(), {"speaker": None, "descriptor": "an official"}),
    ],
)
def test_a_speaker_that_is_sure_settled_or_chosen_by_a_person_needs_no_check(
    state: State, read: dict[str, Any], changes: dict[str, Any]
) -> None:
    quote = make_found(state, read=read, **changes)
    assert "check the speaker" not in text_of(as_a("reporter").get(desk_page(quote)))


def test_the_card_shows_act_caveats_and_setting() -> None:
    read = WELL_READ | {"act": "plan", "caveats": ("denial",), "setting": "in a statement"}
    page = text_of(as_a("reporter").get(desk_page(make_found(read=read))))
    assert "Plan, not speech" in page
    assert "Denial" in page
    assert "in a statement" in page


def test_act_caveats_and_setting_are_mended_and_frozen_like_the_rest() -> None:
    quote, client = make_found(read=WELL_READ), as_a("reporter")
    mended = {"act": "belief", "caveats": ["denial", "question"], "setting": "on X"}
    assert amend(client, quote, **mended).status_code == 200
    quote.refresh_from_db()
    assert (quote.act, quote.caveats, quote.setting) == ("belief", ["question", "denial"], "on X")
    assert amend(client, quote, caveats=[]).status_code == 200
    quote.refresh_from_db()
    assert quote.caveats == []
    bring_to(quote, State.SUBMITTED, {})
    assert amend(client, quote, setting="in court").status_code == 409


@pytest.mark.parametrize(("name", "value"), [("act", "song"), ("caveats", ["irony"])])
def test_an_act_or_caveat_that_is_none_is_refused_in_the_form(name: str, value: Any) -> None:
    response = amend(as_a("reporter"), make_found(read=WELL_READ), **{name: value})
    assert response.status_code == 422
    assert response.context["card"].form.errors[name]


def test_stories_are_found_by_what_the_engine_read() -> None:
    make_found(read=unsure(act="plan", caveats=("denial",)))
    make_found(read=WELL_READ)
    make_quote(State.REJECTED)
    client = as_a("reporter")

    def shown(**asked: str) -> int:
        return len(client.get(reverse("admin:desk_stories"), asked).context["rows"])

    assert shown() == shown(act="song") == 3
    assert shown(act="plan") == shown(caveat="denial") == shown(band="check_speaker") == 1
    assert shown(act="speech") == 2
    assert shown(act="speech", state="captured", band="sure") == 1
    assert shown(act="plan", state="rejected") == 0


def test_the_state_tabs_keep_the_other_filters() -> None:
    page = text_of(as_a("reporter").get(reverse("admin:desk_stories"), {"act": "plan"}))
    assert "?state=submitted&amp;act=plan" in page


@pytest.mark.parametrize("asked", [{}, {"caveat": "denial"}, {"band": "check_speaker"}])
def test_a_narrowed_list_costs_the_same_for_few_stories_and_many(asked: dict[str, str]) -> None:
    client, costs = as_a("reporter"), []
    for number in (1, 4):
        for _ in range(number):
            make_found(read=unsure(caveats=("denial",)))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("admin:desk_stories"), asked)
        costs.append(len(queries))
    assert costs[0] == costs[1]
