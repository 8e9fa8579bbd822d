"""What a search finds, what it refuses, and how its pages follow one another."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes import corrections, verification
from quotes.models import Quote, QuoteKind, Speaker, Tagging, Topic
from quotes.search import BadCursor, QuoteSearch, page_of, public_articles, public_outlets
from quotes.verification import State
from tests.make import (
    make_merger,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)

pytestmark = pytest.mark.django_db


def search(query: str = "", **given: Any) -> QuoteSearch:
    data = QueryDict(mutable=True)
    for name, value in ({"q": query} | given).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return QuoteSearch(data, queryset=Quote.objects.public().newest_first())


def found(query: str = "", **given: Any) -> list[Quote]:
    searched = search(query, **given)
    assert searched.is_valid(), searched.errors
    quotes = searched.page("", 50).items
    assert quotes == list(searched.qs) == list(searched.rows(batch=2))
    assert str(searched.count()) == str(len(quotes))
    return quotes


def refused(query: str = "", **given: Any) -> dict[str, list[str]]:
    searched = search(query, **given)
    assert not searched.is_valid()
    assert list(searched.qs) == searched.page().items == list(searched.rows()) == []
    assert searched.count().number == len(searched.facets()) == len(searched.timeline().months) == 0
    return {name: [str(message) for message in errors] for name, errors in searched.errors.items()}


def published(words: str, **changes: Any) -> Quote:
    return make_quote(State.PUBLISHED, words=words, **changes)


# Words and phrases


def test_words_are_found_in_any_form_and_order() -> None:
    quote = published("We are opening two harbours before winter.")
    published("The winter was long.")
    assert found("winter harbour open") == [quote]


def test_a_phrase_is_found_to_the_letter_only() -> None:
    quote = published("The new harbour opens in spring.")
    published("In spring the new, larger harbour opens.")
    assert found('"new harbour"') == [quote]
    assert found('"new harbours"') == []


def test_a_phrase_holds_its_stop_words() -> None:
    quote = published("To be or not to be was never the question here.")
    published("To be seen, or to be heard.")
    assert found('"to be or not to be"') == [quote]
    assert found('"to be and not to be"') == []


def test_words_too_common_to_have_a_stem_are_found_as_they_stand() -> None:
    quote = published("No, not now.")
    published("Rain fell on the market.")
    assert found("not now") == [quote]


@pytest.mark.parametrize("typed", ["didn't", "didn’t", '"didn\'t know"', "“didn’t know”"])
@pytest.mark.parametrize("printed", ["We didn’t know.", "We didn't know."])
def test_curly_and_straight_apostrophes_are_the_same(typed: str, printed: str) -> None:
    quote = published(printed)
    assert found(typed) == [quote]


@pytest.mark.parametrize("typed", ["hope", "fear", '"hope and fear"', "ferry", "peace", "40m"])
def test_typographic_marks_do_not_hide_the_words_beside_them(typed: str) -> None:
    quote = published("Hope—and fear…ferry prices, “peace” for £40m.")
    published("Nothing of the kind.")
    assert typed == "ferry" or quote in found(typed)
    assert found("ferry") == [quote]


def test_case_makes_no_difference_beyond_ascii_too() -> None:
    quote = published("The École opens a Straße.")
    assert found('"the école"') == found('"THE ÉCOLE"') == [quote]


def test_accents_are_found_however_they_are_typed() -> None:
    quote = published("The caf\u00e9 opens.")
    assert found("cafe\u0301") == [quote]


@pytest.mark.parametrize("typed", ["2,400", '"2,400 tonnes"', "1.5", '"rose 1.5 percent"'])
def test_numbers_are_found(typed: str) -> None:
    quote = published("The catch of 2,400 tonnes rose 1.5 percent.")
    published("The catch of 2,500 tonnes rose 1.6 percent.")
    assert found(typed) == [quote]


def test_words_and_phrases_narrow_one_another() -> None:
    quote = published("The ferry sails at dawn, and nobody waits.")
    published("The ferry sails at noon.")
    assert found('nobody "ferry sails"') == [quote]


def test_a_phrase_runs_over_the_pieces_of_a_split_quotation() -> None:
    text = "“We will rebuild,” Ada Quill said, “the old pier.”"
    version = make_version(text)
    quote = make_quote(State.CAPTURED, version=version, words="We will rebuild,")
    from quotes import attribution

    start = text.index("the old pier.")
    attribution.amend(
        quote,
        by=make_person("reporter"),
        changes={"content": [[1, 17], [start, start + len("the old pier.")]]},
    )
    searched = QuoteSearch(QueryDict('q="rebuild the old"'), queryset=Quote.objects.all())
    assert list(searched.qs) == [quote]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ('"', "not closed"),
        ('""', "nothing between"),
        ("?!", "no word or number"),
        ('"…"', "no word or number"),
        ("a\0b", "Null characters"),
        ("a\ud800b", "not text"),
        ("x" * 501, "at most 500"),
        ('"a" ' * 11, "at most 10 phrases"),
    ],
)
def test_a_search_that_cant_be_read_says_why(typed: str, said: str) -> None:
    assert said in refused(typed)["q"][0]


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(
        st.sampled_from(list(QuoteSearch.base_filters)),
        st.text() | st.text(alphabet="\"'“”«\\:*&|!()<->%\0 aé1-,."),
    )
)
def test_no_input_breaks_a_search(given: dict[str, str]) -> None:
    searched = search(**{name: [value] for name, value in given.items()})
    list(searched.marked(searched.qs))
    assert searched.page().items is not None
    assert searched.facets() == []


@pytest.mark.parametrize("typed", ["'; DROP TABLE quotes_quote; --", "a & b | !c:*", "100%_\\"])
def test_operators_of_the_database_are_only_words(typed: str) -> None:
    published("Nothing to see.")
    assert found(typed) == []


# Filters


def test_only_public_quotes_are_found_whatever_is_asked() -> None:
    for state in State:
        make_quote(state, words=f"The {state.value} pier stays open.")
    assert [quote.state for quote in found("pier")] == [State.PUBLISHED]


def test_one_of_several_speakers_is_enough() -> None:
    first, second, third = (make_speaker(name) for name in ("Ada Quill", "Bo Reed", "Cy Marsh"))
    quotes = [published(f"Yes, says {who}.", speaker=who) for who in (first, second, third)]
    assert found(speaker=[first.slug, third.slug]) == [quotes[2], quotes[0]]


def test_the_slug_of_a_merged_speaker_finds_the_surviving_one() -> None:
    survivor, merged = make_speaker("Ada Quill"), make_speaker("A. B. Quill")
    make_merger(merged, survivor)
    quote = published("The pier stays.", speaker=survivor)
    assert found(speaker=merged.slug) == [quote]


def test_a_speaker_without_public_quotes_is_as_unknown_as_none_at_all() -> None:
    hidden = make_speaker("Hidden Hand")
    make_quote(State.VERIFIED, speaker=hidden)
    told = refused(speaker=hidden.slug)["speaker"][0]
    assert told.replace(hidden.slug, "X") == refused(speaker="nobody")["speaker"][0].replace(
        "nobody", "X"
    )


def test_an_organisation_finds_its_own_quotes_and_those_of_its_officers() -> None:
    board = make_speaker("Harbour Board", kind=Speaker.Kind.ORGANISATION)
    officer = make_speaker("Ada Quill")
    make_position(officer, "Chair", organisation=board)
    own = published("The board agrees.", speaker=board)
    officers = published("I agree.", speaker=officer, role_as_printed="Chair, Harbour Board")
    published("I disagree.")
    assert officers.position is not None
    assert found(organisation=board.slug) == [officers, own]


def test_a_person_is_no_organisation() -> None:
    person = make_speaker("Ada Quill")
    published("I agree.", speaker=person)
    assert "organisation" in refused(organisation=person.slug)


def test_an_outlet_finds_what_it_published() -> None:
    version = make_version("“Wind,” Ada Quill said.", outlet="Northern Wire")
    quote = make_quote(State.PUBLISHED, version=version, words="Wind,")
    published("Calm.")
    assert found(outlet="northern-wire") == [quote]


def test_a_kind_finds_that_kind() -> None:
    direct = published("Direct words.")
    published("Some words were said.", kind=QuoteKind.INDIRECT)
    assert found(kind="direct") == [direct]


def test_days_are_included_at_both_ends() -> None:
    quotes = [published(f"Day {day}.", said_on=date(2026, 3, day)) for day in (1, 2, 3, 4)]
    assert found(said_after="2026-03-02", said_before="2026-03-03") == [quotes[2], quotes[1]]


def test_a_month_or_a_year_stands_for_all_its_days() -> None:
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 2, 28), date(2026, 3, 1))
    quotes = [published(f"On {day}.", said_on=day) for day in days]
    assert found(said_after="2026", said_before="2026-02") == [quotes[2], quotes[1]]
    assert found(said_before="2025") == [quotes[0]]
    assert found(said_after="2026-03") == [quotes[3]]
    assert found(said_after="2027") == found(said_before="1999") == []


def test_a_role_is_found_as_printed_and_by_the_register() -> None:
    board = make_speaker("Harbour Board", kind=Speaker.Kind.ORGANISATION)
    officer = make_speaker("Ada Quill")
    make_position(officer, "Chair", organisation=board)
    quote = published("I agree.", speaker=officer, role_as_printed="chair of the Harbour Board")
    published("I disagree.", role_as_printed="Harbour master")
    assert found(role="chairs") == found(role="board harbour") == [quote]
    assert found(role="the") == []


def test_a_topic_finds_what_is_about_it() -> None:
    quote, other = published("Dues rise."), published("Fog.")
    topic = Topic.objects.create(name="Harbour dues", slug="harbour-dues")
    Tagging.objects.create(topic=topic, quote=quote, by=make_person())
    hidden = Topic.objects.create(name="Fog", slug="fog")
    assert found(topic="harbour-dues") == [quote]
    Tagging.objects.create(topic=hidden, quote=other, by=make_person())
    verification.withhold(other, by=make_person("desk editor"), note="A complaint came in.")
    assert "“fog”" in refused(topic="fog")["topic"][0]


def test_a_language_is_found_with_its_regions() -> None:
    quotes = [published(f"Bom dia {code}.", language=code) for code in ("pt", "pt-BR", "en")]
    assert found(language="PT") == [quotes[1], quotes[0]]


def test_corrected_quotes_are_told_from_the_rest() -> None:
    quote, other = published("We open on Monday."), published("We close.")
    notice = corrections.propose(
        quote,
        by=make_person("desk editor"),
        type="correction",
        public_text="It was said a day earlier.",
        changes={"said_on": date(2026, 3, 2)},
    )
    corrections.approve(notice, by=make_person("desk editor"))
    assert (found(corrected="yes"), found(corrected="no")) == ([quote], [other])


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"speaker": "no-such"}, "speaker", "“no-such”"),
        ({"speaker": ["no slug at all"]}, "speaker", "not a slug"),
        ({"speaker": ["a"] * 21}, "speaker", "at most 20"),
        ({"organisation": "no-such"}, "organisation", "“no-such”"),
        ({"outlet": "no-such"}, "outlet", "“no-such”"),
        ({"kind": "sung"}, "kind", "“sung” is none of direct, mixed, indirect"),
        ({"topic": "no-such"}, "topic", "“no-such”"),
        ({"language": "english language"}, "language", "at most 8"),
        ({"language": "e1"}, "language", "“e1” is not the code"),
        ({"corrected": "perhaps"}, "corrected", "neither yes nor no"),
        ({"order": "loudest"}, "order", "none of newest, oldest, best"),
        ({"said_after": "2026-13"}, "said_after", "not a date"),
        ({"said_before": "0000"}, "said_before", "not a date"),
        ({"said_after": "2026-03", "said_before": "2026-02"}, "said_after", "after the last"),
        ({"said_after": "2026-02-30"}, "said_after", "not a date"),
        ({"said_before": "yesterday"}, "said_before", "not a date"),
        ({"said_after": "2026-02-02", "said_before": "2026-02-01"}, "said_after", "after the last"),
        ({"outlet": "a\0b"}, "outlet", "Null characters"),
        ({"speaker": "a\0b"}, "speaker", "Null characters"),
    ],
)
def test_a_filter_that_leads_nowhere_says_so(given: Any, field: str, said: str) -> None:
    published("Nothing that matters.")
    assert said in refused(**given)[field][0]


def test_empty_fields_of_a_form_filter_nothing() -> None:
    quote = published("All of it.")
    empty = dict.fromkeys(QuoteSearch.base_filters, "") | {"speaker": []}
    assert found(**{name: value for name, value in empty.items() if name != "q"}) == [quote]


def test_words_and_phrases_can_use_their_index() -> None:
    published("One pier.")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = Quote.objects.filter(search('piers "one pier"').query.match()).explain()
    assert "quote_words" in plan


def test_the_words_of_quotes_are_counted_closely() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, attstattarget FROM pg_attribute "
            "WHERE attrelid = 'quotes_quote'::regclass AND attname IN ('search', 'literal') "
            "ORDER BY attname"
        )
        assert cursor.fetchall() == [("literal", 1000), ("search", 1000)]


# Marks


def marked(query: str, words: str) -> str:
    published(words)
    searched = search(query)
    quote = searched.marked(searched.qs).get()
    segments = searched.segments(quote)
    assert "".join(text for text, _ in segments) == words
    return "".join(f"[{text}]" if is_match else text for text, is_match in segments)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("open", "The pier [opened]—and “the <b>Pier</b>” stays [open]."),
        ('"THE PIER"', "[The pier] opened—and “the <b>Pier</b>” stays open."),
        ("opened and the", "The pier [opened]—and “the <b>Pier</b>” stays [open]."),
        ("the", "[The] pier opened—and “[the] <b>Pier</b>” stays open."),
        ('stay "pier opened"', "The [pier opened]—and “the <b>Pier</b>” [stays] open."),
    ],
)
def test_matches_are_marked_in_the_words_themselves(query: str, expected: str) -> None:
    assert marked(query, "The pier opened—and “the <b>Pier</b>” stays open.") == expected


def test_a_word_is_marked_with_what_follows_its_apostrophe() -> None:
    assert (
        marked("harbour didn't", "The harbour’s pier didn’t.") == "The [harbour’s] pier [didn’t]."
    )


def test_a_quote_that_holds_our_own_marks_is_shown_as_it_is() -> None:
    words = "A pier is a \ufdd0pier\ufdd1."
    assert marked("pier", words) == words


def test_without_a_search_nothing_is_marked() -> None:
    quote = published("The pier.")
    assert search().segments(quote) == [("The pier.", False)]


# Pages


def dated(*days: int) -> list[Quote]:
    """Quotes of these days of a month, newest first."""
    made = [
        published(f"On {day}, number {n}.", said_on=date(2026, 3, day))
        for n, day in enumerate(days)
    ]
    return sorted(made, key=lambda quote: (quote.said_on, quote.pk), reverse=True)


def test_pages_run_through_all_and_back_without_skipping_or_repeating() -> None:
    quotes = dated(1, 2, 2, 2, 2, 3, 3)
    public = Quote.objects.public().newest_first()
    pages = [page_of(public, "", 3)]
    while pages[-1].next:
        pages.append(page_of(public, pages[-1].next, 3))
    assert [len(page.items) for page in pages] == [3, 3, 1]
    assert [quote for page in pages for quote in page.items] == quotes
    assert pages[0].previous is None
    back = page_of(public, pages[2].previous, 3)
    assert back.items == pages[1].items
    first = page_of(public, back.previous, 3)
    assert (first.items, first.previous) == (pages[0].items, None)
    assert page_of(public, first.next, 3).items == pages[1].items


def test_quotes_published_meanwhile_move_nothing() -> None:
    quotes = dated(1, 2, 3, 4)
    public = Quote.objects.public().newest_first()
    page = page_of(public, "", 2)
    dated(5, 3)
    following = page_of(public, page.next, 2)
    assert [quote for quote in following.items if quote in quotes] == quotes[2:]


def test_a_whole_last_page_has_no_next() -> None:
    dated(1, 2)
    assert page_of(Quote.objects.public().newest_first(), "", 2).next is None


def test_an_empty_list_is_one_page() -> None:
    page = page_of(Quote.objects.public().newest_first(), None, 2)
    assert (page.items, page.next, page.previous) == ([], None, None)


def packed(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        *("x", "né", "\0", "=", "a" * 5000, "bnVsbA", packed("after"), packed("after", None, 1)),
        *(packed("beside", "2026-03-01", 1), packed("after", "2026-13-01", 1)),
        *(packed("after", "2026-03-01", 2**63), packed("after", "2026-03-01", "1")),
        *(packed("after", "2026-03-01", True), packed("after", "", 1), packed("after", 5, 1)),
        *(packed("after", "2026-03-01", 0), packed(["after"], "2026-03-01", 1)),
    ],
)
def test_a_cursor_that_no_page_gave_is_refused(cursor: str) -> None:
    with pytest.raises(BadCursor) as refusal:
        page_of(Quote.objects.public().newest_first(), cursor, 2)
    assert refusal.value.field == "cursor"


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text() | st.binary().map(lambda raw: base64.urlsafe_b64encode(raw).decode()))
def test_no_cursor_breaks_a_page(cursor: str) -> None:
    try:
        page_of(Quote.objects.public().newest_first(), cursor, 2)
    except BadCursor as refusal:
        assert "Start again" in refusal.message


def test_an_order_that_is_not_unique_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="one direction"):
        page_of(Quote.objects.order_by("-said_on", "id"), "", 2)


# What else is public


def test_articles_and_outlets_are_public_by_a_public_quote() -> None:
    shown = published("Shown.")
    make_quote(
        State.VERIFIED, version=make_version("“Hidden.”", outlet="Quiet Gazette"), words="Hidden."
    )
    assert list(public_articles()) == [shown.article]
    assert list(public_outlets()) == [shown.outlet]


def test_an_embargo_that_returns_hides_article_and_outlet_again() -> None:
    quote = published("Shown.")
    article = quote.article
    article.embargo_until = timezone.now() + timedelta(days=1)
    article.save()
    assert not public_articles().exists()
    assert not public_outlets().exists()
    assert found("shown") == []
    assert article.published_at < datetime(2030, 1, 1, tzinfo=UTC)
