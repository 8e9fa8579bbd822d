"""Quotes that the register, mended since, no longer bears out: listed, and never changed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from quotes import roles
from quotes.models import Position, Precision, Quote
from quotes.verification import State
from sources.refusal import Refusal
from tests.make import make_position, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def mend(position: Position, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(position, name, value)
    position.save()


def held(**fields: Any) -> tuple[Position, Quote]:
    """A position, and a published quote of 3 March 2026 that matched it."""
    speaker = make_speaker()
    position = make_position(speaker, "Mayor", **fields)
    quote = make_quote(State.PUBLISHED, speaker=speaker)
    assert quote.position == position
    return position, quote


def found(kind: str = "") -> list[tuple[int, str, str]]:
    return [(row.quote.pk, row.kind, row.why) for row in roles.page(kind).rows]


def test_a_quote_that_the_register_bears_out_is_not_listed() -> None:
    held(start=date(2020, 1, 1))
    assert found() == []


@pytest.mark.parametrize(
    ("fields", "kind", "why"),
    [
        ({"end": date(2026, 3, 2)}, "ended", "ended on 2 March 2026"),
        (
            {"end": date(2026, 2, 1), "end_precision": Precision.MONTH},
            "ended",
            "ended in February 2026",
        ),
        ({"start": date(2026, 3, 4)}, "not_yet", "began only on 4 March 2026"),
        (
            {"start": date(2027, 1, 1), "start_precision": Precision.YEAR},
            "not_yet",
            "began only in 2027",
        ),
        ({"title": "Harbour Master"}, "renamed", "Printed as “Mayor”; the register calls it"),
    ],
)
def test_a_position_mended_since_lists_the_quote_and_changes_nothing(
    fields: dict[str, Any], kind: str, why: str
) -> None:
    position, quote = held()
    before = Quote.objects.values().get(pk=quote.pk)
    mend(position, **fields)
    ((pk, named, told),) = found()
    assert (pk, named) == (quote.pk, kind)
    assert why in told
    assert Quote.objects.values().get(pk=quote.pk) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"end": date(2026, 3, 1), "end_precision": Precision.MONTH},
        {"end": date(2026, 1, 1), "end_precision": Precision.YEAR},
        {"start": date(2026, 3, 1), "start_precision": Precision.MONTH},
        {"title": "Mayor of Tarn"},
    ],
)
def test_a_change_that_still_agrees_is_not_listed(fields: dict[str, Any]) -> None:
    position, _ = held()
    mend(position, **fields)
    assert found() == []


def test_a_day_known_to_the_month_agrees_with_any_day_of_it() -> None:
    speaker = make_speaker()
    position = make_position(speaker, "Mayor")
    make_quote(speaker=speaker, said_on=date(2026, 3, 1), said_on_precision="month")
    mend(position, start=date(2026, 3, 15))
    assert found() == []


def test_a_position_given_to_somebody_else_is_listed() -> None:
    position, _ = held()
    mend(position, speaker=make_speaker("Bo Reed"))
    assert [(kind, why) for _, kind, why in found()] == [
        ("anothers", "The register has “Mayor” as a position of Bo Reed.")
    ]


def test_a_printed_role_beside_other_positions_of_the_day_is_listed() -> None:
    speaker = make_speaker()
    quote = make_quote(speaker=speaker, role_as_printed="Mayor")
    make_position(speaker, "Harbour Master")
    assert found("unknown") == [
        (
            quote.pk,
            "unknown",
            "Printed as “Mayor”; for that day the register has “Harbour Master”.",
        )
    ]


def test_a_position_entered_later_that_the_role_names_is_told() -> None:
    speaker = make_speaker()
    make_quote(speaker=speaker, role_as_printed="Mayor")
    make_position(speaker, "Mayor")
    assert "by now, which the quote is not matched to" in found()[0][2]


@pytest.mark.parametrize("state", [State.REJECTED, State.RETRACTED])
def test_what_nobody_stands_by_is_not_listed(state: State) -> None:
    speaker = make_speaker()
    position = make_position(speaker, "Mayor")
    make_quote(state, speaker=speaker)
    mend(position, end=date(2026, 1, 1))
    assert found() == []


def test_a_position_lists_its_own_and_its_holders_disagreements() -> None:
    position, quote = held()
    other, _ = held()
    for one in (position, other):
        mend(one, end=date(2026, 1, 1))
    assert list(roles.of_position(position)) == [quote]
    assert roles.count(roles.disagreeing()) == 2


def test_a_page_costs_the_same_however_many_rows_it_has(django_assert_num_queries: Any) -> None:
    for number in (1, 6):
        for _ in range(number):
            position, _ = held()
            mend(position, end=date(2026, 1, 1))
        with django_assert_num_queries(2):
            roles.page()


def test_pages_follow_each_other_without_gaps() -> None:
    speaker = make_speaker()
    position = make_position(speaker, "Mayor")
    quotes = [make_quote(speaker=speaker) for _ in range(27)]
    mend(position, end=date(2026, 1, 1))
    first = roles.page("ended")
    second = roles.page("ended", cursor=first.next or "")
    shown = [row.quote.pk for row in [*first.rows, *second.rows]]
    assert sorted(shown) == [quote.pk for quote in quotes]
    assert len(first.rows) == 25


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refusal, match="none of"):
        roles.page("nonsense")
