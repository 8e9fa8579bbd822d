"""Walks all public quotes by cursor beside a writer who publishes and retracts.

    python bench/walk.py [--quotes 200000] [--out FILE]

Fills a database of its own on the server that the settings name, and drops it at the end. A page is
what the API's list reads. Whatever was public from the first page to the last must have appeared
exactly once; what came or went meanwhile may have appeared, and then once.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

BATCH = 5_000
PAGE = 100


def walk(page: Callable[[str], tuple[list[int], str | None]]) -> list[int]:
    """Every id that the pages show, in order."""
    seen: list[int] = []
    cursor: str | None = ""
    while cursor is not None:
        ids, cursor = page(cursor)
        seen += ids
    return seen


def verdict(seen: list[int], throughout: set[int]) -> dict[str, int]:
    """How many quotes that were public throughout were skipped, and how many came twice."""
    counted = Counter(seen)
    return {
        "seen": len(counted),
        "throughout": len(throughout),
        "skipped": len(throughout - set(counted)),
        "repeated": sum(times > 1 for times in counted.values()),
    }


def page(cursor: str) -> tuple[list[int], str | None]:
    """A page of the search without any filter, as the API's list reads it."""
    from quotes.models import Quote
    from quotes.search import QuoteSearch

    found = QuoteSearch({}, queryset=Quote.objects.public()).page(cursor, PAGE)
    return [quote.pk for quote in found.items], found.next


def fill(number: int) -> None:
    """Published quotes in articles of a thousand each, by inserts: the verbs are too slow."""
    import pgtrigger
    from django.db import connection

    from quotes.models import Quote
    from tests.make import make_speaker, make_version

    chance, speaker = random.Random(5), make_speaker()
    for first in range(0, number, 1000):
        places = range(first, min(first + 1000, number))
        words = [f"Remark {place} about the harbour." for place in places]
        version, rows, start = make_version("\n\n".join(words)), [], 0
        for said in words:
            rows.append(_row(version, speaker, said, start, chance))
            start += len(said) + 2
        with pgtrigger.ignore():
            ids = [row.pk for row in Quote.objects.bulk_create(rows)]
        with connection.cursor() as cursor:
            cursor.execute("SELECT quotes_build_search_rows(%s)", [ids])


def _row(version: Any, speaker: Any, said: str, start: int, chance: random.Random) -> Any:
    from quotes.models import Quote

    return Quote(
        version=version,
        content=[[start, start + len(said)]],
        words=said,
        kind="direct",
        speaker=speaker,
        role_as_printed="Mayor",
        said_on=date(2011, 1, 1) + timedelta(days=chance.randrange(5475)),
        attribution_basis="on_record",
        state="published",
        verification_basis="article",
    )


class Writer(threading.Thread):
    """Withholds, releases, retracts and publishes by the verbs, until told to stop."""

    def __init__(self, quotes: list[int], fresh: list[int]) -> None:
        super().__init__()
        self.quotes, self.fresh, self.ended = quotes, fresh, threading.Event()
        self.touched: set[int] = set()
        self.moves = 0

    def run(self) -> None:
        """Move one quote after another."""
        from django.db import connections

        from quotes import verification
        from quotes.models import Quote
        from tests.make import make_person

        editor, standards = make_person("desk editor"), make_person("standards editor")
        chance = random.Random(7)
        while not self.ended.is_set():
            if self.fresh and chance.random() < 0.3:
                verification.publish(Quote(pk=self.fresh.pop()), by=editor)
            else:
                chosen = chance.choice(self.quotes)
                if chosen in self.touched:
                    continue
                self.touched.add(chosen)
                if chance.random() < 0.5:
                    verification.retract(Quote(pk=chosen), by=standards, reason="Not said.")
                else:
                    verification.withhold(Quote(pk=chosen), by=editor, note="A complaint.")
                    verification.release(Quote(pk=chosen), by=standards, note="It holds.")
            self.moves += 1
        connections.close_all()


@contextmanager
def own_database() -> Iterator[None]:
    """A database that is there for this alone."""
    import django

    django.setup()
    from django.db import connection

    settings_name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"walk_{settings_name}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(settings_name, verbosity=0)


def measure(number: int) -> dict[str, Any]:
    """Fill, walk beside a writer, and compare."""
    from django.db import connection

    from quotes.models import Quote
    from quotes.verification import State
    from tests.make import make_quote

    fill(number)
    fresh = [make_quote(State.VERIFIED).pk for _ in range(50)]
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    before = set(Quote.objects.public().values_list("pk", flat=True))
    writer = Writer(sorted(before), fresh)
    writer.start()
    began = time.perf_counter()
    seen = walk(page)
    took = time.perf_counter() - began
    writer.ended.set()
    writer.join()
    found = verdict(seen, before - writer.touched)
    return {
        "quotes": number,
        "moves_meanwhile": writer.moves,
        "seconds": round(took, 1),
        "pages_a_second": round(len(seen) / PAGE / took),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        **found,
    }


def main() -> None:
    """Measure, print, and fail if a quote was skipped or came twice."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quotes", type=int, default=200_000)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with own_database():
        found = measure(given.quotes)
    written = json.dumps(found, indent=2)
    print(written)
    if given.out:
        given.out.write_text(f"{written}\n")
    if found["skipped"] or found["repeated"]:
        sys.exit("A quote was skipped or came twice.")


if __name__ == "__main__":
    main()
