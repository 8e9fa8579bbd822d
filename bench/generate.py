"""`python -m bench.generate N`: a database of N published quotes, loaded by COPY.

No text of anybody's: words are invented, with the frequencies of a language; 50,000 speakers hold
positions in organisations, 200 outlets print them, over 15 years. Triggers are off while it loads,
and indexes are made after, as one loads an archive; then one statement a batch says the rows to
search, by the same function that the triggers call.
"""

from __future__ import annotations

import hashlib
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bench.place import is_loaded, number_asked, open_database, write
from bench.vocabulary import Vocabulary, zipf

PEOPLE, BODIES, OUTLETS, TOPICS = 45_000, 5_000, 200, 300
FIRST, YEARS = date(2011, 1, 1), 15
PER_ARTICLE = 3
BATCH = 30_000
ROWS = "quotes_searchrow"
BIG = (
    *("quotes_quote", "quotes_searchrow", "quotes_review", "quotes_tagging", "sources_article"),
    *("sources_articleversion", "quotes_speaker", "quotes_alias", "quotes_position"),
)
NULL = "\\N"
TITLES = ("minister of", "director of", "spokesperson for", "head of", "professor of", "mayor of")


def main() -> None:
    """Load it, unless it is there."""
    number = number_asked()
    open_database(number)
    if is_loaded():
        print(f"{number:,} quotes are loaded already; make bench-drop N={number} removes them.")
        return
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    began, cpu = time.monotonic(), time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        taken = dict(Load(cursor, number).all())
    taken["all"] = round(time.monotonic() - began, 1)
    taken["generator_cpu"] = round(time.process_time() - cpu, 1)
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_loaded AS SELECT now() AS at")
        cursor.execute("SELECT pg_database_size(current_database())")
        size = cursor.fetchone()[0]
    write("load", number, {"seconds": taken, "bytes": size})


@dataclass
class Load:
    """One loading, step by step."""

    cursor: Any
    number: int

    def all(self) -> Iterator[tuple[str, float]]:
        """Take every step; how long each took."""
        for step in (
            *(self.indexes_off, self.register, self.quotes, self.indexes_on),
            *(self.rows, self.indexes_of_rows),
        ):
            began = time.monotonic()
            step()
            taken = round(time.monotonic() - began, 1)
            print(f"{step.__name__:16} {taken:8.1f} s", flush=True)
            yield step.__name__, taken

    def indexes_off(self) -> None:
        """Drop the indexes of the tables that are loaded; what keeps rows unique stays."""
        self.cursor.execute(
            "SELECT indexrelid::regclass::text, indrelid::regclass::text, "
            "pg_get_indexdef(indexrelid) FROM pg_index "
            "WHERE indrelid = ANY(%s::regclass[]) AND NOT indisunique",
            [list(BIG)],
        )
        found = self.cursor.fetchall()
        self.dropped = [(table, definition) for _, table, definition in found]
        for name, *_ in found:
            self.cursor.execute(f"DROP INDEX {name}")

    def copy(self, table: str, columns: str, lines: Iterable[str]) -> None:
        """Load rows that are written as COPY reads them."""
        with self.cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            copy.write("".join(lines))

    def register(self) -> None:
        """Who speaks, for whom, where it is printed, and what it is about."""
        self.vocabulary = words = Vocabulary()
        self.cursor.execute(
            "INSERT INTO auth_user (id, username, password, first_name, last_name, email, "
            "is_superuser, is_staff, is_active, date_joined) VALUES "
            "(1, 'loader', '!', '', '', '', false, true, true, now())"
        )
        names = words.names(PEOPLE) + words.names(BODIES, 3)
        self.names = [f"{name} {i}" if i % 97 == 0 else name for i, name in enumerate(names, 1)]
        self.copy("quotes_speaker", _SPEAKER, map(_speaker, enumerate(self.names, 1)))
        self.copy(
            "quotes_alias",
            "speaker_id, name, folded",
            (f"{i}\t{name}\t{name.lower()}\n" for i, name in enumerate(self.names, 1)),
        )
        picked = words.names(PEOPLE, 1)
        self.titles = [f"{TITLES[i % 6]} {one.lower()}" for i, one in enumerate(picked)]
        self.copy("quotes_position", _POSITION, map(_position, enumerate(self.titles, 1)))
        self.copy("sources_outlet", "id, name, slug, kind", map(_outlet, range(1, OUTLETS + 1)))
        topics = (f"{i}\tTopic {i}\ttopic-{i}\t\n" for i in range(1, TOPICS + 1))
        self.copy("quotes_topic", "id, name, slug, description", topics)

    def quotes(self) -> None:
        """The stories and their quotes, in the order of news as far as news comes in order."""
        done = 0
        while done < self.number:
            size = min(BATCH, self.number - done)
            batch = _Batch(self, done + 1, size)
            for table, columns, lines in batch.tables():
                self.copy(table, columns, lines)
            done += size
            _progress(done, self.number)
        for table in (
            "quotes_quote",
            "sources_article",
            "sources_articleversion",
            "quotes_topic",
            "quotes_speaker",
            "sources_outlet",
            "auth_user",
        ):
            self.cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )

    def rows(self) -> None:
        """The rows to search, a batch a statement."""
        from quotes.triggers.search import COLUMNS

        columns = ", ".join(COLUMNS)
        for first in range(1, self.number + 1, BATCH):
            self.cursor.execute(
                f"INSERT INTO quotes_searchrow ({columns}) SELECT {columns} FROM "
                "quotes_search_rows(ARRAY(SELECT id FROM quotes_quote WHERE id BETWEEN %s AND %s))",
                [first, first + BATCH - 1],
            )
            _progress(min(first + BATCH - 1, self.number), self.number)

    def indexes_on(self) -> None:
        """Make the indexes again, but for those of the rows to search, which come last."""
        for table, definition in self.dropped:
            if table != ROWS:
                self.cursor.execute(definition)
        self.cursor.execute("VACUUM (ANALYZE)")

    def indexes_of_rows(self) -> None:
        """Make these too, and have the planner know what is there."""
        for table, definition in self.dropped:
            if table == ROWS:
                self.cursor.execute(definition)
        self.cursor.execute(f"VACUUM (ANALYZE) {ROWS}")


@dataclass
class _Batch:
    """Some quotes and their stories, as COPY reads them."""

    load: Load
    first: int
    size: int

    def tables(self) -> Iterator[tuple[str, str, list[str]]]:
        """Each table with its rows."""
        self._draw()
        articles: list[str] = []
        versions: list[str] = []
        quotes: list[str] = []
        for start in range(0, self.size, PER_ARTICLE):
            several = range(start, min(start + PER_ARTICLE, self.size))
            article = (self.first + start - 1) // PER_ARTICLE + 1
            text, spans = self._story(several)
            day = self.days[start]
            articles.append(self._article(article, day, start))
            digest = hashlib.sha256(text.encode()).hexdigest()
            written = text.replace("\n", "\\n")
            versions.append(f"{article}\t{article}\t1\t{written}\t{digest}\t\\\\x\t\t\t{day}\n")
            quotes += [self._quote(i, article, spans[i - start]) for i in several]
        yield "sources_article", _ARTICLE, articles
        yield "sources_articleversion", _VERSION, versions
        yield "quotes_quote", _QUOTE, quotes
        yield "quotes_review", _REVIEW, [self._review(i) for i in range(self.size)]
        yield "quotes_tagging", "topic_id, quote_id, by_id, at", self._taggings()

    def _draw(self) -> None:
        chance = self.load.vocabulary.chance
        self.words = self.load.vocabulary.sentences(self.size)
        self.speakers = (zipf(chance, PEOPLE + BODIES, self.size) + 1).tolist()
        self.outlets = (zipf(chance, OUTLETS, self.size) + 1).tolist()
        self.topics = (zipf(chance, TOPICS, self.size) + 1).tolist()
        self.shares = chance.random((self.size, 3)).tolist()
        whole = YEARS * 365
        late = (chance.random(self.size) * 6).tolist()
        self.days = [
            FIRST
            + timedelta(
                days=max(0, int(whole * ((self.first + i) / self.load.number) ** 0.8 - late[i]))
            )
            for i in range(self.size)
        ]

    def _story(self, several: range) -> tuple[str, list[tuple[int, int]]]:
        """A text that holds the words, and where in it they stand."""
        parts, spans, place = [], [], 0
        for i in several:
            paragraph = f"“{self.words[i]},” {self.load.names[self.speakers[i] - 1]} said."
            spans.append((place + 1, place + 1 + len(self.words[i])))
            parts.append(paragraph)
            place += len(paragraph) + 2
        return "\n\n".join(parts), spans

    def _article(self, pk: int, day: date, i: int) -> str:
        headline = " ".join(self.words[i].split()[:7])
        url = f"https://outlet-{self.outlets[i]}.example/stories/{pk}"
        fields = (pk, self.outlets[i], url, "", headline, "", "", "en", "story")
        return "\t".join(map(str, fields)) + f"\t{day} 09:00:00+00\tusable\n"

    def _quote(self, i: int, article: int, span: tuple[int, int]) -> str:
        speaker = self.speakers[i]
        has_role = speaker <= PEOPLE and self.shares[i][0] < 0.7
        role = self.load.titles[speaker - 1] if has_role else ""
        kind = "direct" if self.shares[i][1] < 0.7 else "indirect"
        start, end = span
        fields = (
            *(self.first + i, article, f"{{{{{start},{end}}}}}", "{}", "{}", self.words[i], kind),
            *(speaker, "", "", role, "f" if role else "t", speaker if has_role else NULL),
            *(self.days[i], "day", "en" if self.shares[i][2] < 0.95 else "fr", "on_record", "f"),
            *("published", "article", "f", 1, 1, f"{self.days[i]} 10:00:00+00"),
        )
        return "\t".join(map(str, fields)) + "\n"

    def _review(self, i: int) -> str:
        at = f"{self.days[i]} 12:00:00+00"
        return f"{self.first + i}\tpublish\tverified\tpublished\t1\t{at}\t\t{{}}\t\t1\tf\n"

    def _taggings(self) -> list[str]:
        return [
            f"{self.topics[i]}\t{self.first + i}\t1\t{self.days[i]}\n"
            for i in range(self.size)
            if self.shares[i][0] < 0.4
        ]


_SPEAKER = "id, kind, name, sort_name, slug, description, wikidata_id"
_POSITION = (
    ("id, speaker_id, title, organisation_id, start, start_precision, end, end_precision")
    .replace(", start,", ', "start",')
    .replace(", end,", ', "end",')
)
_ARTICLE = (
    "id, outlet_id, canonical_url, external_id, headline, byline, dateline, language, kind, "
    "published_at, publish_status"
)
_VERSION = "id, article_id, number, text, sha256, raw, media_type, credit, read_at"
_QUOTE = (
    "id, version_id, content, cue, source, words, kind, speaker_id, descriptor, anonymity_reason, "
    "role_as_printed, no_role_printed, position_id, said_on, said_on_precision, language, "
    "attribution_basis, legal_flag, state, verification_basis, single_editor, revision, "
    "change_number, captured_at"
)
_REVIEW = (
    "quote_id, move, from_state, to_state, by_id, at, note, answers, verification_basis, "
    "revision, single_editor"
)


def _speaker(row: tuple[int, str]) -> str:
    pk, name = row
    kind = "person" if pk <= PEOPLE else "organisation"
    turned = ", ".join(reversed(name.split(" ", 1))) if pk <= PEOPLE else name
    return f"{pk}\t{kind}\t{name}\t{turned}\t{name.lower().replace(' ', '-')}-{pk}\t\t\n"


def _position(row: tuple[int, str]) -> str:
    pk, title = row
    body = PEOPLE + 1 + (pk * 7919) % BODIES
    return f"{pk}\t{pk}\t{title}\t{body}\t{NULL}\tday\t{NULL}\tday\n"


def _outlet(pk: int) -> str:
    return f"{pk}\tOutlet {pk}\toutlet-{pk}\tnewspaper\n"


def _progress(done: int, number: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done:,} of {number:,}", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
