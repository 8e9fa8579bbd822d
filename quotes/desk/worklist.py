"""What the desk asks of the record: which stories wait, what stands in one, who bears a name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Exists, OuterRef
from django.db.models.query import QuerySet

from quotes import names
from quotes.models import (
    Act,
    Band,
    BulkRow,
    BulkRun,
    Caveat,
    ChecklistItem,
    Extraction,
    Quote,
    Speaker,
)
from quotes.verification import State
from sources.models import ArticleVersion, Outlet


@dataclass(frozen=True)
class Row:
    """One wording of a story on the list, with the number of its quotes in each state."""

    version: ArticleVersion
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many quotes it has, whatever their state."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Asked:
    """Which quotes the list of stories is about; what is left empty does not matter."""

    state: str = ""
    act: str = ""
    caveat: str = ""
    band: str = ""

    @classmethod
    def of(cls, given: Mapping[str, str]) -> Self:
        """What an address asks for; a value that is none of the known ones asks for nothing."""
        known = {"state": State, "act": Act, "caveat": Caveat, "band": Band}
        asked = {name: given.get(name, "") for name in known}
        return cls(**{name: asked[name] for name in known if asked[name] in known[name].values})

    def quotes(self) -> QuerySet[Quote] | None:
        """The quotes that are asked for; None where any are."""
        found = Quote.objects.in_band(self.band) if self.band else Quote.objects.all()
        if self.caveat:
            found = found.with_caveat(self.caveat)
        plain = {name: value for name in ("state", "act") if (value := getattr(self, name))}
        return found.filter(**plain) if any(vars(self).values()) else None

    def address(self) -> str:
        """The query part of the address that asks for it."""
        return urlencode({name: value for name, value in vars(self).items() if value})


def versions(asked: Asked) -> QuerySet[ArticleVersion]:
    """Wordings of stories, newest story first; those that have a quote which is asked for."""
    found = (
        ArticleVersion.objects.select_related("article__outlet")
        .defer("raw", "text", "credit")
        .order_by("-article__published_at", "-id")
    )
    quotes = asked.quotes()
    return found if quotes is None else found.filter(Exists(quotes.filter(version=OuterRef("pk"))))


def rows(page: Iterable[ArticleVersion]) -> list[Row]:
    """Rows for a page of versions: one more query, however many they are."""
    listed = list(page)
    counts: dict[int, dict[str, int]] = {version.pk: dict.fromkeys(State, 0) for version in listed}
    grouped = (
        Quote.objects.filter(version__in=counts)
        .values_list("version_id", "state")
        .annotate(number=Count("pk"))
    )
    for version_id, state, number in grouped:
        counts[version_id][state] = number
    return [Row(version, counts[version.pk]) for version in listed]


def reading_of(version: ArticleVersion) -> Extraction | None:
    """The engine's latest reading of a version; None while it waits for one."""
    return version.extractions.order_by("-pk").first()


def speakers_called(name: str) -> list[Speaker]:
    """Current speakers who bear exactly this name, as name or alias."""
    folded = names.fold(name)
    return list(Speaker.objects.named(folded).order_by("sort_name", "pk")) if folded else []


def speaker_with_id(pk: str) -> Speaker | None:
    """A current speaker by id as a form sends it, or None."""
    return Speaker.objects.current().filter(pk=pk).first() if _is_id(pk) else None


def _is_id(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 19


def with_words(rows: QuerySet[Any], typed: str, *, path: str) -> QuerySet[Any]:
    """Rows whose quote has these words, in any form of them; `path` leads to its search vector."""
    query = SearchQuery(typed, config="english", search_type="websearch")
    return rows.filter(**{path: query})


def questions() -> list[ChecklistItem]:
    """What is asked before verifying, in order."""
    return list(ChecklistItem.objects.in_use())


def outlet_names() -> list[str]:
    """The names of the outlets on record, for a form to suggest."""
    return list(Outlet.objects.order_by("name").values_list("name", flat=True)[:500])


def outlet_slugs() -> list[tuple[str, str]]:
    """The outlets on record by slug and name, for a filter to offer."""
    return list(Outlet.objects.order_by("name").values_list("slug", "name")[:500])


def latest_runs(person: Any, *, with_tries: bool = False) -> QuerySet[BulkRun, Any]:
    """The latest moves on many quotes; without tries that came to nothing, unless asked for."""
    found = BulkRun.objects.all() if with_tries else BulkRun.objects.of_note_to(person)
    runs = found.select_related("by").annotate(rows_in_all=Count("rows"))
    return runs.order_by("-pk")[:50]


def rows_of(run: BulkRun) -> QuerySet[BulkRow]:
    """A run's rows in their order, with the quotes that they are about."""
    return run.rows.select_related("quote__speaker").order_by("number", "id")
