"""Facets and timeline as the search page shows them: counts that are links which narrow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from quotes.search import Counted, Facet, Timeline

Narrow = Callable[[Mapping[str, str | None]], str]
"""The address of the search with some filters set, and those set to None taken away."""

LABELS = {
    "speaker": "Speakers",
    "organisation": "Organisations",
    "outlet": "Outlets",
    "topic": "Topics",
    "kind": "Kinds",
    "year": "Years",
}

MOST_MONTHS = 36
"""Over how many months each is a link; over more, each year is."""

WIDTH, HEIGHT = 720, 96
"""Of the picture, in its own units."""


@dataclass(frozen=True)
class Link:
    """A value, how many quotes have it, and the address that narrows the search to them."""

    name: str
    count: Counted
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class FacetLinks:
    """The values of one facet."""

    name: str
    label: str
    links: list[Link]


def facet_links(facets: list[Facet], narrow: Narrow) -> list[FacetLinks]:
    """The facets that can narrow: those with more than one value, or with one that is chosen."""
    return [
        FacetLinks(facet.name, LABELS[facet.name], _links(facet, narrow))
        for facet in facets
        if len(facet.values) > 1 or any(value.is_chosen for value in facet.values)
    ]


def _links(facet: Facet, narrow: Narrow) -> list[Link]:
    names = ("said_after", "said_before") if facet.name == "year" else (facet.name,)
    return [
        Link(
            value.name,
            value.count,
            narrow(dict.fromkeys(names, None if value.is_chosen else value.value)),
            value.is_chosen,
        )
        for value in facet.values
    ]


@dataclass(frozen=True)
class Period:
    """A month or a year: its bar's place in the picture, and the address of its quotes."""

    name: str
    count: Counted
    address: str
    x: float
    width: float


@dataclass(frozen=True)
class Chart:
    """A timeline as a picture, with its periods as links and as a table."""

    bars: str
    periods: list[Period]
    is_by_year: bool
    highest: Counted
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def unit(self) -> str:
        """What a row of the table is."""
        return "Year" if self.is_by_year else "Month"


def chart(timeline: Timeline, narrow: Narrow) -> Chart | None:
    """The picture of a timeline; None where all was said in one month."""
    if len(timeline.months) < 2:
        return None
    counts = {_number(one.month): one.count for one in timeline.months}
    first, last = min(counts), max(counts)
    step = WIDTH / (last - first + 1)
    most = max(counts.values(), key=lambda count: count.number)
    bars = "".join(
        _bar((month - first) * step, step, count.number / most.number)
        for month, count in counts.items()
    )
    is_by_year = last - first >= MOST_MONTHS
    spans = _years(counts) if is_by_year else {(month, month): [month] for month in counts}
    periods = [
        _period(span, _sum([counts[month] for month in months]), narrow, first, step, is_by_year)
        for span, months in spans.items()
    ]
    ends = timeline.months[0].month, timeline.months[-1].month
    return Chart(bars, periods, is_by_year, most, *ends)


def _number(month: date) -> int:
    return month.year * 12 + month.month - 1


def _bar(x: float, step: float, share: float) -> str:
    """A bar, as a piece of a path that draws them all."""
    height, gap = max(1.0, share * HEIGHT), min(1.5, step * 0.2)
    return f"M{x:.1f} {HEIGHT}v-{height:.1f}h{step - gap:.1f}V{HEIGHT}z"


def _years(counts: Mapping[int, Counted]) -> dict[tuple[int, int], list[int]]:
    years: dict[tuple[int, int], list[int]] = {}
    for month in counts:
        start = month - month % 12
        years.setdefault((start, start + 11), []).append(month)
    return years


def _sum(counts: list[Counted]) -> Counted:
    """The months of a year are all exact, or all estimates."""
    return Counted(
        sum(count.number for count in counts),
        is_exact=all(count.is_exact for count in counts),
        is_estimate=any(count.is_estimate for count in counts),
    )


def _period(
    span: tuple[int, int], count: Counted, narrow: Narrow, first: int, step: float, is_year: bool
) -> Period:
    year, month = divmod(span[0], 12)
    value = f"{year:04}" if is_year else f"{year:04}-{month + 1:02}"
    x = max(0, span[0] - first) * step
    end = min(WIDTH, (span[1] + 1 - first) * step)
    return Period(
        str(year) if is_year else f"{date(year, month + 1, 1):%B %Y}",
        count,
        narrow({"said_after": value, "said_before": value}),
        round(x, 1),
        round(end - x, 1),
    )
