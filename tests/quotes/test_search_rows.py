"""The rows that a search reads are those of the public quotes, whatever happens."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from quotes import corrections, searchkeys, verification
from quotes.models import Quote, SearchRow, Speaker, Tagging, Topic
from quotes.searchkeys import KINDS, Key, language_number, language_of, month_number, number_of
from quotes.triggers import search as written
from quotes.verification import State
from sources.ingest import set_terms
from sources.models import Article
from tests.make import (
    make_merger,
    make_outlet,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)

pytestmark = pytest.mark.django_db


def shown() -> set[int]:
    return set(SearchRow.objects.current().values_list("pk", flat=True))


def public() -> set[int]:
    return set(Quote.objects.public().values_list("pk", flat=True))


def keys_of(quote: Quote, key: Key) -> set[int]:
    keys = SearchRow.objects.get(pk=quote.pk).keys
    return {number_of(one) for one in keys if one >> searchkeys.SHIFT == key.value}


def words_of(quote: Quote, column: str) -> str:
    return str(SearchRow.objects.values_list(column, flat=True).get(pk=quote.pk))


def test_only_what_is_published_has_a_row() -> None:
    made = {state: make_quote(state) for state in State}
    assert shown() == public() == {made[State.PUBLISHED].pk}


def test_a_row_says_what_is_filtered_and_counted() -> None:
    speaker, body = make_speaker("Ada Quill"), make_speaker("Harbour Board", kind="organisation")
    make_position(speaker, "Chair", organisation=body)
    version = make_version("“We open it,” Ada Quill said.", outlet="Tide Gazette")
    quote = make_quote(
        State.PUBLISHED,
        version=version,
        words="We open it,",
        speaker=speaker,
        role_as_printed="Chair",
        said_on=date(2025, 6, 4),
    )
    row = SearchRow.objects.get(pk=quote.pk)
    assert (row.said_on, row.speaker_id, row.kind) == (date(2025, 6, 4), speaker.pk, "direct")
    assert row.outlet_id == version.article.outlet_id
    assert {key for key in row.keys if key < Key.SAMPLE.first} == {
        Key.SPEAKER.of(speaker.pk),
        Key.ORGANISATION.of(body.pk),
        Key.OUTLET.of(version.article.outlet_id),
        Key.KIND.of(KINDS["direct"]),
        Key.LANGUAGE.of(language_number("en")),
        Key.YEAR.of(2025),
        Key.MONTH.of(month_number(2025, 6)),
    }
    stored = Quote.objects.values_list("search", "literal").get(pk=quote.pk)
    assert (words_of(quote, "search"), words_of(quote, "literal")) == stored
    assert "'harbour'" in words_of(quote, "role")


@pytest.mark.parametrize("code", ["en", "pt-BR", "gsw", "", "EN-us", "x-harbour", "de-CH-1996"])
def test_a_language_has_the_same_number_here_and_in_the_database(code: str) -> None:
    quote = make_quote(State.VERIFIED, language=code or "en")
    publish(quote)
    assert keys_of(quote, Key.LANGUAGE) == {language_number(code or "en")}
    assert language_of(language_number(code)) == code.lower().partition("-")[0]


def publish(quote: Quote) -> None:
    verification.publish(quote, by=make_person("desk editor"))


def test_withheld_released_and_retracted_at_once() -> None:
    quote = make_quote(State.PUBLISHED)
    editor = make_person("desk editor")
    first = SearchRow.objects.get(pk=quote.pk).published_at
    verification.withhold(quote, by=editor, note="A complaint came in.")
    assert shown() == set()
    verification.release(quote, by=make_person("desk editor"), note="It was nothing.")
    assert shown() == public() == {quote.pk}
    assert SearchRow.objects.get(pk=quote.pk).published_at >= first
    verification.retract(quote, by=make_person("standards editor"), reason="Other words.")
    assert shown() == public() == set()


def test_the_article_and_its_terms_are_followed() -> None:
    quote = make_quote(State.PUBLISHED)
    article, editor = quote.article, make_person("desk editor")
    later = timezone.now() + timedelta(days=1)
    set_terms(article, by=editor, publish_status="withheld")
    assert not SearchRow.objects.exists()
    set_terms(article, by=editor, publish_status="usable", embargo_until=later)
    row = SearchRow.objects.get(pk=quote.pk)
    assert (row.public_from, row.published_at) == (later, later)
    assert shown() == public() == set()
    Article.objects.filter(pk=article.pk).update(embargo_until=None)
    assert shown() == public() == {quote.pk}
    outlet = make_outlet("Tide Gazette")
    Article.objects.filter(pk=article.pk).update(outlet=outlet)
    assert keys_of(quote, Key.OUTLET) == {outlet.pk}


def test_the_register_is_followed() -> None:
    speaker, body = make_speaker("Ada Quill"), make_speaker("Harbour Board", kind="organisation")
    position = make_position(speaker, "Chair", organisation=body)
    quote = make_quote(State.PUBLISHED, speaker=speaker, role_as_printed="Chair")
    position.title = "Warden"
    position.save()
    assert "'warden'" in words_of(quote, "role")
    spoke = make_quote(State.PUBLISHED, speaker=body, no_role_printed=True)
    assert keys_of(spoke, Key.ORGANISATION) == {body.pk}
    body.name = "Pilotage Trust"
    body.save()
    assert "'pilotag'" in words_of(quote, "role")
    other = make_speaker("Lantern Office", kind="organisation")
    make_merger(body, other)
    assert keys_of(quote, Key.ORGANISATION) == keys_of(spoke, Key.ORGANISATION) == {other.pk}
    Speaker.objects.filter(pk=other.pk).update(kind="person")
    assert keys_of(spoke, Key.ORGANISATION) == set()
    twin = make_speaker("Ada Quill Jones")
    make_merger(speaker, twin)
    assert keys_of(quote, Key.SPEAKER) == {twin.pk}


def test_topics_are_followed() -> None:
    quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
    harbour = Topic.objects.create(name="The harbour", slug="the-harbour")
    dues = Topic.objects.create(name="Dues", slug="dues")
    tagging = Tagging.objects.create(topic=harbour, quote=quote, by=editor)
    assert keys_of(quote, Key.TOPIC) == {harbour.pk}
    Tagging.objects.filter(pk=tagging.pk).update(topic=dues)
    assert keys_of(quote, Key.TOPIC) == {dues.pk}
    tagging.delete()
    assert keys_of(quote, Key.TOPIC) == set()


def test_a_correction_is_followed_and_says_so() -> None:
    quote = make_quote(State.PUBLISHED)
    assert keys_of(quote, Key.CORRECTED) == set()
    notice = corrections.propose(
        quote,
        by=make_person("desk editor"),
        type="correction",
        public_text="It was a day earlier.",
        changes={"said_on": date(2026, 2, 27)},
    )
    corrections.approve(notice, by=make_person("desk editor"))
    assert keys_of(quote, Key.CORRECTED) == {1}
    assert keys_of(quote, Key.MONTH) == {month_number(2026, 2)}


def test_samples_hold_one_row_in_so_many_and_lie_in_one_another() -> None:
    """The rows of ids that follow one another are spread evenly over the samples."""
    sql = written.SAMPLES_OF_A_ROW.replace("q.id", "n")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql} FROM generate_series(1, 8192) n")  # noqa: S608 - our own
        held = [{number_of(key) for key in keys} for (keys,) in cursor]
    for rate in searchkeys.SAMPLES:
        found = sum(rate in rates for rates in held)
        assert abs(found - 8192 / rate) <= 2
    for rates in held:
        assert rates in [set(searchkeys.SAMPLES[:n]) for n in range(len(searchkeys.SAMPLES) + 1)]


def test_the_functions_of_the_database_are_those_of_the_source() -> None:
    """A change of one needs a migration."""
    for name, source in (
        ("quotes_search_rows", written.SAY_THE_ROWS),
        ("quotes_build_search_rows", written.BUILD_ROWS),
    ):
        with connection.cursor() as cursor:
            cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [name])
            (body,) = cursor.fetchone()
        assert body == source.split("$$")[1]
