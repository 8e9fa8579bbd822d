"""Whoever publishes, withholds or tags at once: rows to search are those of public quotes after."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError, connection, connections, transaction

from quotes import searchrows, verification
from quotes.models import Quote, SearchRow, Speaker, Tagging, Topic
from quotes.verification import State
from sources.ingest import set_terms
from sources.models import Article
from sources.refusal import Refusal
from tests.make import make_outlet, make_person, make_quote, make_version

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ("We open the harbour.", "The ferry sails.", "Dues rise.")
TURNS = 12


@pytest.fixture
def quotes() -> list[Quote]:
    """Three verified quotes of one article."""
    version = make_version(" ".join(f"“{words}” Ada Quill said." for words in WORDS))
    return [make_quote(State.VERIFIED, version=version, words=words) for words in WORDS]


def at_once(*actors: Callable[[random.Random], None]) -> list[Exception]:
    """Each actor takes its turns on a connection of its own; what they met that is no refusal."""
    start, escaped = threading.Barrier(len(actors)), []

    def run(number: int, act: Callable[[random.Random], None]) -> None:
        chance = random.Random(number)
        try:
            start.wait(timeout=60)
            for _ in range(TURNS):
                try:
                    act(chance)
                except (Refusal, OperationalError) as error:
                    if isinstance(error, OperationalError) and "deadlock" not in str(error):
                        raise
        except Exception as error:
            escaped.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not [thread for thread in threads if thread.is_alive()]
    return escaped


def moves(quotes: list[Quote], people: dict[str, User]) -> Callable[[random.Random], None]:
    """Publish, withhold or release one of the quotes."""

    def act(chance: random.Random) -> None:
        quote = Quote.objects.get(pk=chance.choice(quotes).pk)
        move = chance.choice(["publish", "withhold", "release"])
        if move == "publish":
            verification.publish(quote, by=people["publisher"])
        elif move == "withhold":
            verification.withhold(quote, by=people["publisher"], note="A complaint came in.")
        else:
            verification.release(quote, by=people["releaser"], note="It was nothing.")

    return act


def test_rows_are_those_of_public_quotes_whatever_happens_at_once(quotes: list[Quote]) -> None:
    article, editor = quotes[0].article, make_person("desk editor", is_superuser=True)
    people = {"publisher": make_person("desk editor"), "releaser": make_person("desk editor")}
    topics = [Topic.objects.create(name=name, slug=name) for name in ("dues", "fog")]
    outlets = [make_outlet("Tide Gazette").pk, article.outlet_id]

    def withdraw(chance: random.Random) -> None:
        status = chance.choice(["usable", "usable", "withheld", "canceled"])
        set_terms(article, by=editor, publish_status=status)

    def tag(chance: random.Random) -> None:
        pair = {"quote": chance.choice(quotes), "topic": chance.choice(topics)}
        with transaction.atomic():
            if not Tagging.objects.filter(**pair).delete()[0]:
                Tagging.objects.get_or_create(**pair, defaults={"by": editor})

    def rename(chance: random.Random) -> None:
        Speaker.objects.filter(pk=quotes[0].speaker_id).update(kind=chance.choice(KINDS))

    def move_house(chance: random.Random) -> None:
        Article.objects.filter(pk=article.pk).update(outlet=chance.choice(outlets))

    actors = [moves(quotes, people), moves(quotes, people), withdraw, tag, tag, rename, move_house]
    assert at_once(*actors) == []
    assert searchrows.check().wrong == []
    rows = set(SearchRow.objects.current().values_list("pk", flat=True))
    assert rows == set(Quote.objects.public().values_list("pk", flat=True))


KINDS = ["person", "organisation"]


def publish(quotes: list[Quote]) -> None:
    verification.publish(Quote.objects.get(pk=quotes[0].pk), by=make_person("desk editor"))


def withdraw(quotes: list[Quote]) -> None:
    editor = make_person("desk editor")
    set_terms(quotes[0].article, by=editor, publish_status="withheld")


def move_to_another_outlet(quotes: list[Quote]) -> None:
    Article.objects.filter(pk=quotes[0].article.pk).update(outlet=make_outlet("Tide Gazette"))


def tag(name: str) -> Callable[[list[Quote]], None]:
    def tag_it(quotes: list[Quote]) -> None:
        topic = Topic.objects.create(name=name, slug=name)
        Tagging.objects.create(quote=quotes[0], topic=topic, by=make_person())

    return tag_it


def change_the_speaker(quotes: list[Quote]) -> None:
    Speaker.objects.filter(pk=quotes[0].speaker_id).update(kind="organisation")


@pytest.mark.parametrize(
    "pair",
    [
        (publish, withdraw),
        (publish, move_to_another_outlet),
        (publish, tag("dues")),
        (publish, change_the_speaker),
        (tag("fog"), tag("dues")),
        (tag("fog"), withdraw),
        (change_the_speaker, move_to_another_outlet),
    ],
)
@pytest.mark.parametrize("way", [1, -1])
def test_of_two_changes_at_once_neither_is_missed(
    quotes: list[Quote], pair: tuple[Callable[[list[Quote]], None], ...], way: int
) -> None:
    """The second begins while the first is not committed, and ends or waits before that is."""
    if publish not in pair:
        publish(quotes)
    first, second = pair[::way]
    thread = threading.Thread(target=in_a_connection_of_its_own, args=[second, quotes])
    with transaction.atomic():
        first(quotes)
        thread.start()
        while thread.is_alive() and not somebody_waits():
            thread.join(timeout=0.02)
    thread.join(timeout=60)
    assert not thread.is_alive()
    assert searchrows.check().wrong == []


def in_a_connection_of_its_own(act: Callable[[list[Quote]], None], quotes: list[Quote]) -> None:
    try:
        act(quotes)
    except Refusal:
        pass
    finally:
        connections.close_all()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            "WHERE NOT l.granted AND a.datname = current_database())"
        )
        return bool(cursor.fetchone()[0])
