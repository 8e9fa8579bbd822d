"""`python -m bench.search N`: how long searches take, through the product and beside tantivy.

CPU is the database process's and this thread's together, in milliseconds: on a shared machine the
wall clock tells how busy the others are. tantivy has the same quotes in the same run; it answers
with numbers of documents only, reads no rows, and is asked in this process.
"""

from __future__ import annotations

import json
import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from bench.place import PLACE, ROOT, need_loaded, number_asked, open_database, write
from bench.vocabulary import GLUE, Vocabulary

QUERIES = 60
"""Of each class; the first few, which warm up, are not counted."""

WARM = 5
TOP = 20
TARGETS = {
    ("newest", "common"): 8,
    ("newest", "or"): 8,
    ("newest", "and"): 8,
    ("newest", "phrase"): 8,
    ("newest", "rare"): 8,
    ("newest", "prefix"): 8,
    ("best", "common"): 35,
    ("best", "or"): 35,
    ("best", "and"): 50,
    ("best", "phrase"): 50,
    ("best", "rare"): 10,
    ("best", "speaker"): 20,
    ("best", "year_outlet"): 20,
    ("best", "prefix"): 75,
    ("page 50", "common"): 5,
    ("count", "common"): 15,
    ("facets", "common"): 25,
}
"""CPU milliseconds at the 95th percentile; they are meant for five million quotes."""


@dataclass
class Clock:
    """The processor time of the database's process and of this thread."""

    backend: int

    def database(self) -> float:
        """Milliseconds of the database's process."""
        told = Path(f"/proc/{self.backend}/schedstat").read_text()
        return int(told.split()[0]) / 1e6

    def timed(self, work: Callable[[], Any]) -> tuple[float, float, float, Any]:
        """What some work took: processor, the database's part of it, wall; and its result."""
        wall, base, own = time.perf_counter(), self.database(), time.thread_time()
        result = work()
        own, base = (time.thread_time() - own) * 1e3, self.database() - base
        return own + base, base, (time.perf_counter() - wall) * 1e3, result


def main() -> None:
    """Measure every class in every order, and write the table."""
    number = number_asked()
    open_database(number)
    need_loaded(number)
    from django.db import connection

    connection.ensure_connection()
    clock = Clock(connection.connection.info.backend_pid)
    rival = Rival.open(number)
    figures: dict[str, Any] = {"queries": QUERIES, "targets_are_for": 5_000_000, "rows": []}
    for name, queries in classes(number).items():
        for order in ("newest", "best"):
            figures["rows"].append(_class(clock, rival, name, order, queries))
            _print(figures["rows"][-1])
    for name in ("common", "or", "rare"):
        queries = classes(number)[name]
        for what in ("count", "facets", "page 50", "whole page"):
            figures["rows"].append(_extra(clock, rival, name, what, queries))
            _print(figures["rows"][-1])
    figures["tantivy"] = rival.version if rival else "not installed"
    write("search", number, figures)


def classes(number: int) -> dict[str, list[dict[str, str]]]:
    """The queries of each class, from the same vocabulary as the quotes."""
    words, chance = Vocabulary().words, random.Random(7)
    common = lambda: words[chance.randrange(0, 40)]  # noqa: E731
    middle = lambda: words[chance.randrange(40, 400)]  # noqa: E731
    rare = lambda: words[chance.randrange(20_000, 50_000)]  # noqa: E731
    phrases = _stock_phrases()
    makers: dict[str, Callable[[], dict[str, str]]] = {
        "common": lambda: {"q": common()},
        "or": lambda: {"q": " OR ".join(common() for _ in range(4))},
        "and": lambda: {"q": f"{common()} {middle()}"},
        "phrase": lambda: {"q": f'"{chance.choice(phrases)}"'},
        "rare": lambda: {"q": rare()},
        "prefix": lambda: {"q": f"{common()[:4]}*"},
        "speaker": lambda: {"q": f"{common()}", "speaker": _speaker(chance)},
        "year_outlet": lambda: {"q": common(), **_year_and_outlet(chance)},
    }
    return {name: [make() for _ in range(QUERIES)] for name, make in makers.items()}


def _stock_phrases() -> list[str]:
    """The pairs of words that stand together most, in a sample of the quotes."""
    from quotes.models import Quote

    pairs: Counter[str] = Counter()
    for words in Quote.objects.public().values_list("words", flat=True)[:20_000]:
        told = [word for word in words.lower().split() if word not in GLUE]
        pairs.update(f"{one} {two}" for one, two in pairwise(told))
    return [pair for pair, _ in pairs.most_common(300)]


def _speaker(chance: random.Random) -> str:
    from quotes.models import Speaker

    return str(Speaker.objects.get(pk=chance.randrange(1, 20)).slug)


def _year_and_outlet(chance: random.Random) -> dict[str, str]:
    year = chance.randrange(2012, 2026)
    days = {"said_after": f"{year}-01-01", "said_before": f"{year}-12-31"}
    return {**days, "outlet": f"outlet-{chance.randrange(1, 20)}"}


def _search(given: dict[str, str], order: str) -> Any:
    from django.http import QueryDict

    from quotes.models import Quote
    from quotes.search import QuoteSearch

    asked = QueryDict(mutable=True)
    asked.update(given | {"order": order})
    return QuoteSearch(asked, queryset=Quote.objects.public())


def _class(
    clock: Clock, rival: Rival | None, name: str, order: str, queries: list[dict[str, str]]
) -> dict[str, Any]:
    """One class in one order: the page of results as the product reads it, marked."""

    def page(given: dict[str, str]) -> list[int]:
        search = _search(given, order)
        found = search.page("", TOP)
        for quote in found.items:
            search.segments(quote)
        return [quote.pk for quote in found.items]

    figures = _measured(clock, page, queries)
    row = {"what": order, "class": name, **figures.told(TARGETS.get((order, name)))}
    if rival:
        row["tantivy"] = _measured(clock, lambda given: rival.top(given, order), queries).told()
    if order == "best":
        row["overlap"] = _overlap(figures.results, queries)
    return row


def _extra(
    clock: Clock, rival: Rival | None, name: str, what: str, queries: list[dict[str, str]]
) -> dict[str, Any]:
    works: dict[str, Callable[[dict[str, str]], Any]] = {
        "count": lambda given: _search(given, "newest").count(),
        "facets": lambda given: _survey(_search(given, "newest")),
        "page 50": _page_50(queries),
        "whole page": _over_http(),
    }
    found = _measured(clock, works[what], queries)
    row = {"what": what, "class": name, **found.told(TARGETS.get((what, name)))}
    if rival and what == "count":
        row["tantivy"] = _measured(clock, rival.count, queries).told()
    return row


def _survey(search: Any) -> Any:
    return search.facets(), search.timeline()


def _page_50(queries: list[dict[str, str]]) -> Callable[[dict[str, str]], Any]:
    """A page 49 pages on, by its cursor; the way there is walked before and is not counted."""
    cursors = {json.dumps(given): _cursor_at(given, 49) for given in queries}

    def page(given: dict[str, str]) -> Any:
        return _search(given, "newest").page(cursors[json.dumps(given)], TOP)

    return page


def _cursor_at(given: dict[str, str], pages: int) -> str:
    """One large page leads there as well: a cursor is a place, not a number."""
    return _search(given, "newest").page("", pages * TOP).next or ""


def _over_http() -> Callable[[dict[str, str]], Any]:
    """The search page as a reader gets it, facets and timeline with it, by Django's test client."""
    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    client = Client()

    def get(given: dict[str, str]) -> int:
        response = client.get("/", given)
        assert response.status_code == 200, response.content[:300]  # noqa: S101
        return len(response.content)

    return get


@dataclass
class Measured:
    """What the queries of a class took, and found."""

    cpu: list[float]
    database: list[float]
    wall: list[float]
    results: list[Any]

    def told(self, target: float | None = None) -> dict[str, Any]:
        """Median and 95th percentile; and whether the target was reached."""
        p50, p95 = _percentiles(self.cpu)
        told = {"cpu_p50": p50, "cpu_p95": p95}
        told["database_p50"], told["database_p95"] = _percentiles(self.database)
        told["wall_p50"], told["wall_p95"] = _percentiles(self.wall)
        return told | ({"target_p95": target, "reached": p95 <= target} if target else {})


def _percentiles(values: list[float]) -> tuple[float, float]:
    return round(statistics.median(values), 2), round(statistics.quantiles(values, n=20)[-1], 2)


def _measured(clock: Clock, work: Callable[[Any], Any], queries: list[Any]) -> Measured:
    for given in queries[:WARM]:
        work(given)
    taken = [clock.timed(lambda one=given: work(one)) for given in queries]  # type: ignore[misc]
    return Measured(*(list(column) for column in zip(*taken, strict=True)))


def _overlap(found: list[list[int]], queries: list[dict[str, str]]) -> dict[str, float]:
    """How much of the exact best is among the bounded best, where there are that many."""
    shares = []
    for ids, given in list(zip(found, queries, strict=True))[:20]:
        exact = _exact(given)
        if exact:
            shares.append(len(set(ids) & set(exact)) / len(exact))
    return {"mean": round(statistics.mean(shares), 3), "worst": round(min(shares), 3)}


def _exact(given: dict[str, str]) -> list[int]:
    """The best of all matches, by the same rank."""
    from django.db import connection

    search = _search(given, "best")
    rows = search.matches.found.order_by().annotate(asked=search.query.rank_query)
    sql, params = rows.values("quote_id", "said_on", "search", "asked").query.sql_with_params()
    rank = "ts_rank" if search.query.is_or else "ts_rank_cd"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT quote_id FROM ({sql} OFFSET 0) found "
            f"ORDER BY {rank}(search, asked) DESC, said_on DESC, quote_id DESC LIMIT {TOP}",
            params,
        )
        return [pk for (pk,) in cursor.fetchall()]


class Rival:
    """tantivy with the same quotes."""

    def __init__(self, index: Any, tantivy: Any) -> None:
        self.index, self.tantivy = index, tantivy
        self.version = getattr(tantivy, "__version__", "")
        index.reload()
        self.searcher = index.searcher()

    @classmethod
    def open(cls, number: int) -> Rival | None:
        """The index, made on first use; None where tantivy is not installed."""
        sys.path.append(str(ROOT / ".venv" / "rivals"))
        try:
            import tantivy
        except ImportError:
            print("tantivy is not installed: make bench-search does that.", file=sys.stderr)
            return None
        place = PLACE / str(number) / "tantivy"
        is_new = not place.exists()
        place.mkdir(parents=True, exist_ok=True)
        schema = (
            tantivy.SchemaBuilder()
            .add_integer_field("id", stored=True, fast=True)
            .add_text_field("words", tokenizer_name="en_stem")
            .add_text_field("speaker", tokenizer_name="raw")
            .add_text_field("outlet", tokenizer_name="raw")
            .add_integer_field("day", fast=True, indexed=True)
            .build()
        )
        index = tantivy.Index(schema, path=str(place))
        if is_new:
            _fill(tantivy, index)
        return cls(index, tantivy)

    def _query(self, given: dict[str, str]) -> Any:
        if given["q"].endswith("*"):
            return self.tantivy.Query.regex_query(
                self.index.schema, "words", f"{given['q'].rstrip('*').lower()}.*"
            )
        parts = [f"({_as_tantivy(given['q'])})"]
        if "speaker" in given:
            parts.append(f'speaker:"{given["speaker"]}"')
        if "outlet" in given:
            parts.append(f'outlet:"{given["outlet"]}"')
        if "said_after" in given:
            first, last = (given[key].replace("-", "") for key in ("said_after", "said_before"))
            parts.append(f"day:[{first} TO {last}]")
        return self.index.parse_query(" AND ".join(parts), ["words"])

    def top(self, given: dict[str, str], order: str) -> list[int]:
        """The first twenty, by its own rank or the latest first."""
        by = {"order_by_field": "day"} if order == "newest" else {}
        found = self.searcher.search(self._query(given), TOP, count=False, **by)
        return [self.searcher.doc(place)["id"][0] for _, place in found.hits]

    def count(self, given: dict[str, str]) -> int:
        """How many match, exactly."""
        return int(self.searcher.search(self._query(given), 1).count)


def _as_tantivy(text: str) -> str:
    if text.startswith('"') or " OR " in text:
        return text
    return " AND ".join(text.split())


def _fill(tantivy: Any, index: Any) -> None:
    writer = index.writer(256_000_000, 1)
    for pk, words, speaker, outlet, day in _documents():
        writer.add_document(
            tantivy.Document(
                id=pk, words=words, speaker=speaker, outlet=outlet, day=int(f"{day:%Y%m%d}")
            )
        )
    writer.commit()
    writer.wait_merging_threads()


def _documents() -> Iterator[tuple[Any, ...]]:
    from quotes.models import Quote

    fields = ("pk", "words", "speaker__slug", "version__article__outlet__slug", "said_on")
    yield from Quote.objects.public().values_list(*fields).iterator(5000)


def _print(row: dict[str, Any]) -> None:
    rival = row.get("tantivy", {})
    reached = {True: "reached", False: "NOT reached", None: ""}[row.get("reached")]
    told = (
        f"{row['what']:11}{row['class']:12}{row['cpu_p50']:8.2f}{row['cpu_p95']:8.2f}"
        f"{row['database_p50']:8.2f}{row['database_p95']:8.2f}"
        f"{rival.get('cpu_p50', float('nan')):8.2f}{rival.get('cpu_p95', float('nan')):8.2f}"
        f"  {row.get('target_p95', ''):>4} {reached:12}{row.get('overlap', '')}"
    )
    print(told, flush=True)


if __name__ == "__main__":
    main()
