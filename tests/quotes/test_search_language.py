"""The language of a search: how it is read, what it finds, and what it says of the rest."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotes.models import Quote, QuoteKind, Speaker
from quotes.namekeys import family, sound_of
from quotes.search.language import FIELDS, Query, parse
from quotes.search.language.grammar import And, Not, Or, Term, Tree
from quotes.search.language.naming import neighbours
from quotes.search.language.notes import Kind
from quotes.search.language.syntax import RULES, grouped
from quotes.search.language.tokens import DEEPEST, Sort
from quotes.verification import State
from tests.make import (
    make_merger,
    make_outlet,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)
from tests.quotes.test_search import found, published, refused, search

pytestmark = pytest.mark.django_db

ANY_TEXT = settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
TYPED = st.text(max_size=500) | st.lists(
    st.sampled_from(
        [
            *(
                "(",
                ")",
                '"',
                "“",
                "”",
                "«",
                "-",
                "*",
                "OR",
                "AND",
                "NOT",
                "or",
                " ",
                " ",
                " ",
                "the",
            ),
            *("pier", "harbour", "harb*", "café", "didn’t", "2,400", "&", "!:*", "\\", "'", "\0"),
            *("speaker:", "speaker:quill", "before:2025-06", "kind:direct", "kind:sung", "foo:x"),
            *(
                "\ud800",
                "<b>",
                "$1",
                "%s",
                "\ufdd0",
                "a:b:c",
                "http://a.b/c",
                "état:",
                "--",
                "\u0301",
            ),
        ]
    ),
    max_size=60,
).map("".join)


def told(text: str, **how: bool) -> tuple[str, ...]:
    return parse(text, **how).notes


def shape(tree: Tree | None) -> str:
    """A tree in a form in which nothing is left open."""
    if isinstance(tree, Term):
        return {Sort.PHRASE: f'"{tree.text}"', Sort.PREFIX: f"{tree.text}*"}.get(
            tree.sort, tree.text
        )
    if isinstance(tree, Not):
        return f"!{shape(tree.of)}"
    if tree is None:
        return ""
    return f"({(' & ' if isinstance(tree, And) else ' | ').join(map(shape, tree.of))})"


class TestReading:
    """What is typed becomes a tree."""

    @pytest.mark.parametrize(
        ("typed", "read"),
        [
            ("harbour pier", "(harbour & pier)"),
            ("harbour AND pier", "(harbour & pier)"),
            ("harbour OR pier", "(harbour | pier)"),
            ("harbour or pier", "(harbour & pier)"),
            ("harbour pier OR wind rain", "((harbour & pier) | (wind & rain))"),
            ("harbour (pier OR wind)", "(harbour & (pier | wind))"),
            ("harbour NOT pier", "(harbour & !pier)"),
            ("harbour -pier", "(harbour & !pier)"),
            ("harbour AND NOT pier", "(harbour & !pier)"),
            ("NOT pier AND harbour OR wind", "((!pier & harbour) | wind)"),
            ("harbour NOT NOT pier", "(harbour & pier)"),
            ('harbour -"old pier" -(wind OR rain)', '(harbour & !"old pier" & !(wind | rain))'),
            ("well-known", "well-known"),
            ("harb* pier", "(harb* & pier)"),
            ("harb*, pier.", "(harb* & pier)"),
            ("((harbour))", "harbour"),
            ("harbour (pier (wind))", "(harbour & pier & wind)"),
            ("“old pier” «new quay»", '("old pier" & "new quay")'),
            ('"old pier"harbour', '("old pier" & harbour)'),
        ],
    )
    def test_operators_bind_as_documented(self, typed: str, read: str) -> None:
        query = parse(typed)
        assert shape(query.tree) == read
        assert [note for note in query.notes if "common" not in note] == []

    @pytest.mark.parametrize(
        ("typed", "read", "note"),
        [
            (
                'harbour "old pier',
                '(harbour & "old pier")',
                "The quotation mark at character 9, before “old pier”, is not closed; searched as "
                "if it closed at the end.",
            ),
            (
                'harbour "',
                "harbour",
                "The quotation mark at character 9 is not closed and nothing follows it; it was "
                "left out.",
            ),
            ('pier "  "', "pier", "nothing between the quotation marks at character 6"),
            ('pier "…"', "pier", "“…” at character 6 holds no word or number"),
            ("pier (harbour", "(pier & harbour)", "The parenthesis at character 6 is not closed"),
            ("pier) harbour)", "(pier & harbour)", "at characters 5 and 14 close nothing"),
            ("pier ()", "pier", "nothing between the parentheses at character 6"),
            ("OR pier", "pier", "“OR” at character 1 joins nothing and was left out."),
            ("pier AND", "pier", "“AND” at character 6 joins nothing"),
            ("pier OR OR harbour", "(pier | harbour)", "“OR” at character 9 joins nothing"),
            ("pier OR AND harbour", "(pier | harbour)", "“AND” at character 9 joins nothing"),
            ("pier NOT", "pier", "“NOT” at character 6 joins nothing"),
            ("pier & harbour", "(pier & harbour)", "“&” at character 6 holds no word"),
            ("pier - harbour", "(pier & harbour)", "“-” at character 6 holds no word"),
            ("the pier", "pier", "“the” at character 1 is too common"),
            ("the pier of", "pier", "“the” at character 1 and “of” at character 10 are too common"),
            ("h* pier", "(h & pier)", "“h*” at character 1 was searched for as a word"),
            ("ha*r pier", "(ha r & pier)", "“ha*r” at character 1 was searched for without its"),
            (
                '"old pi*"',
                '"old pi*"',
                "“old pi*” at character 1 was searched for without its star",
            ),
            ("speeker:quill pier", "(speeker quill & pier)", "Did you mean speaker:?"),
            ("zzz:quill", "zzz quill", "The fields are speaker:, organisation:"),
            ("speaker: pier", "pier", "“speaker:” at character 1 has nothing after the colon"),
        ],
    )
    def test_what_can_not_be_read_as_typed_is_told_with_its_place(
        self, typed: str, read: str, note: str
    ) -> None:
        query = parse(typed)
        assert shape(query.tree) == read
        assert any(note in one for one in query.notes), query.notes
        assert len(query.notes) == 1

    @pytest.mark.parametrize("typed", ["it was said: yes", "http://a.example/b", "10:30", "a:"])
    def test_a_colon_alone_makes_no_field(self, typed: str) -> None:
        assert not any("field" in note for note in told(typed))

    @pytest.mark.parametrize(
        ("typed", "why"),
        [
            ("NOT pier", "only says what to leave out"),
            ("-pier -harbour", "only says what to leave out"),
            ("pier OR -harbour", "each side of an OR"),
            ("-outlet:x -pier", "only says what to leave out"),
            ("( - & )", "no word or number"),
            ("OR", "“OR” at character 1 joins nothing"),
            ("state:captured pier", "“state:” at character 1 is for editors"),
            ("pier act:speech", "“act:” at character 6 is for editors"),
            ("caveat:denial", "is for editors"),
            ("kind:sung", "kind: at character 1: “sung” is none of direct, mixed, indirect"),
            ("pier before:2025-13", "before: at character 6: “2025-13” is not a date"),
            ("on:2025-02-30", "is not a date"),
            ("on:٢٠٢٥", "is not a date"),
            ("before:0000", "is not a date"),
            ("year:2025-06", "is not a year"),
            ("language:english!", "is not a language"),
            ("is:true", "“true” is none of corrected"),
            ("after:2026 before:2025", "leave no day between them"),
            ("speaker:a " * 21, "at most 20 fields"),
            ("harb* " * 6, "at most 5 words with a star"),
        ],
    )
    def test_what_leaves_nothing_to_search_for_is_an_error(self, typed: str, why: str) -> None:
        with pytest.raises(ValidationError) as refusal:
            parse(typed)
        assert why in refusal.value.messages[0]

    def test_editors_may_ask_for_states(self) -> None:
        query = parse("state:captured act:speech caveat:denial", for_editors=True)
        assert [str(one) for one in query.operators] == [
            *("state:captured", "act:speech", "caveat:denial")
        ]

    def test_parentheses_nest_so_deep_and_no_deeper(self) -> None:
        deep = "(" * (DEEPEST + 1) + "pier" + ")" * (DEEPEST + 1)
        assert shape(parse(deep).tree) == "pier"
        assert "nested too deep" in told(deep)[0]
        assert told("(" * DEEPEST + "pier" + ")" * DEEPEST) == ()
        assert shape(parse("(" * 490 + "pier").tree) == "pier"
        assert shape(parse("pier" + "(NOT " * 99).tree) == "pier"

    def test_the_last_word_goes_on_while_it_is_typed(self) -> None:
        assert shape(parse("pier harb", is_typing=True).tree) == "(pier & (harb | harb*))"
        for typed in ("pier harb ", "pier h", "pier -harb", 'pier "harb', "pier OR", "harb."):
            assert shape(parse(typed, is_typing=True).tree) == shape(parse(typed).tree), typed

    def test_every_kind_of_note_reads_for_one_and_for_several(self) -> None:
        for kind in Kind:
            for template in kind.value:
                assert template.format(pieces="P", at="A", fragments="F").endswith((".", "group."))

    @pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
    def test_every_example_of_the_help_is_read_as_typed(self, rule: object) -> None:
        query = parse(rule.example, for_editors=True)  # type: ignore[attr-defined]
        assert query.notes == ()
        assert query.tree or query.operators

    def test_the_help_names_every_field(self) -> None:
        examples = " ".join(rule.example for rule in RULES)
        assert [name for name in FIELDS if f"{name}:" not in examples] == []
        readers = " ".join(rule.example for _, rules in grouped() for rule in rules)
        assert not any(f"{f.name}:" in readers for f in FIELDS.values() if f.is_for_editors)


class TestAnyText:
    """Whatever is typed is read, or refused in words."""

    @ANY_TEXT
    @given(TYPED, st.booleans())
    def test_it_is_read_or_refused_and_never_breaks_the_database(
        self, text: str, is_typing: bool
    ) -> None:
        try:
            query = parse(text, is_typing=is_typing)
        except ValidationError as refusal:
            assert refusal.messages[0]
            return
        quotes = query.mark(Quote.objects.filter(query.match()))
        list(quotes)
        assert query.tree or query.operators

    @ANY_TEXT
    @given(TYPED, st.text(max_size=80) | st.sampled_from(["The harbour’s pier—didn’t “harbor”."]))
    def test_segments_joined_are_the_words_again(self, text: str, words: str) -> None:
        try:
            query = parse(text)
        except ValidationError:
            return
        segments = query.segments(Quote(words=words))
        assert "".join(text for text, _ in segments) == words

    @ANY_TEXT
    @given(TYPED)
    def test_every_piece_is_searched_for_or_noted(self, text: str) -> None:
        """Each word typed is a term or a field of the query, or its place is in a note."""
        try:
            query = parse(text)
        except ValidationError:
            return
        kept = {place for one in query.operators for place in range(one.start, one.end)}
        kept |= {place for term in every_term(query.tree) for place in range(term.start, term.end)}
        notes = " ".join(query.notes)
        noted = {int(number) - 1 for number in re.findall(r"(?<![\d“])\d+(?!\d*[”*])", notes)}
        for piece in re.finditer(r"[^\s()\"“”„‟«»＂]+", text):
            word = piece[0]
            if word.strip("-") in {"", "AND", "OR", "NOT"} or kept & {*range(*piece.span())}:
                continue
            first = piece.start()
            dashes = len(word) - len(word.lstrip("-"))
            quoted = {first - 1, first - 2, *range(first, first + dashes + 1)}
            assert noted & quoted or '"' in text[:first] or "“" in text[:first], (word, notes)


def every_term(tree: Tree | None) -> list[Term]:
    if isinstance(tree, Term):
        return [tree]
    if isinstance(tree, Not):
        return every_term(tree.of)
    return [] if tree is None else [term for part in tree.of for term in every_term(part)]


# Against a model of ours


WORDS = ("alpha", "bravo", "charlie", "delta", "deltoid")
TREES = st.recursive(
    st.sampled_from([*WORDS, "del*", '"alpha bravo"', '"bravo alpha"', '"delta"']),
    lambda inner: (
        st.tuples(inner, st.sampled_from([" ", " AND ", " OR "]), inner).map(
            lambda parts: f"({''.join(parts)})"
        )
        | inner.map(lambda part: f"(NOT {part})")
        | inner.map(lambda part: f"-{part}")
    ),
    max_leaves=7,
)


def holds(tree: Tree, words: list[str]) -> bool:
    """Whether a tree holds of some words, by a model that knows no index."""
    if isinstance(tree, Not):
        return not holds(tree.of, words)
    if isinstance(tree, And):
        return all(holds(part, words) for part in tree.of)
    if isinstance(tree, Or):
        return any(holds(part, words) for part in tree.of)
    if tree.sort == Sort.PREFIX:
        return any(word.startswith(tree.text) for word in words)
    asked = tree.text.split()
    return any(words[place : place + len(asked)] == asked for place in range(len(words)))


@pytest.fixture
def said() -> dict[int, list[str]]:
    """Published quotes of a few words each, by id."""
    lines = [
        *("alpha", "alpha bravo", "bravo alpha", "charlie delta", "deltoid", "bravo charlie"),
        *("alpha charlie bravo", "delta alpha bravo deltoid", "echo"),
    ]
    return {published(line).pk: line.split() for line in lines}


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=TREES)
def test_a_search_finds_what_a_plain_model_says(said: dict[int, list[str]], typed: str) -> None:
    try:
        query = parse(typed)
    except ValidationError as refusal:
        assert refusal.code == "only_not"
        return
    assert query.notes == ()
    assert query.tree is not None
    matched = set(Quote.objects.filter(query.match()).values_list("pk", flat=True))
    assert matched == {pk for pk, words in said.items() if holds(query.tree, words)}


class TestFinding:
    """What words find."""

    def test_a_prefix_finds_words_that_begin_so(self) -> None:
        quotes = [published("The harbours open."), published("The harbinger came.")]
        published("A hard day.")
        assert set(found("harb*")) == set(quotes)
        assert found("HARBOUR*") == [quotes[0]]

    def test_a_word_being_typed_finds_its_stem_and_its_beginning(self) -> None:
        quotes = [published("We opened it."), published("The openings came.")]
        for typed in ("open", "openi", "openings"):
            matched = Quote.objects.filter(parse(typed, is_typing=True).match())
            assert quotes[1] in matched, typed
        assert set(Quote.objects.filter(parse("opening", is_typing=True).match())) == set(quotes)

    def test_a_phrase_keeps_its_accents(self) -> None:
        quote = published("The café opens.")
        assert found('"the café"') == [quote]
        assert found('"the cafe"') == []

    @pytest.mark.parametrize("typed", ["«old pier»", "„old pier“", "”old pier”", '"old pier'])
    def test_any_quotation_marks_make_a_phrase(self, typed: str) -> None:
        quote = published("The old pier stays.")
        published("The pier is old.")
        assert found(typed) == [quote]

    def test_words_and_phrases_may_be_alternatives(self) -> None:
        quotes = [
            published("The old pier."),
            published("A harbour."),
            published("The pier is old."),
        ]
        assert set(found('harbours OR "old pier"')) == set(quotes[:2])
        assert found('old -"old pier"') == [quotes[2]]

    def test_a_word_too_common_for_a_stem_can_be_left_out_by_not(self) -> None:
        quotes = [published("A pier."), published("The pier.")]
        assert found("pier -the") == [quotes[0]]

    def test_one_column_is_asked_once(self) -> None:
        query = parse('harbour pier OR (wind AND "the old" rain)')
        assert str(query.match()).count("ReadQuery") == 3
        assert str(parse("(a1 OR b2) c3 -d4 NOT (e5 f6)").match()).count("ReadQuery") == 1

    @pytest.mark.parametrize(
        "typed", ['piers "one pier"', "pie*", "pier OR quay", 'pier OR "one pier"', "pier -quay"]
    )
    def test_the_index_serves(self, typed: str) -> None:
        published("One pier.")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "quote_words" in Quote.objects.filter(parse(typed).match()).explain()

    def test_it_takes_one_round_trip_to_read(self, django_assert_num_queries: object) -> None:
        with django_assert_num_queries(1):  # type: ignore[operator]
            parse('harbour OR (pier -wind) harb* "old pier" speaker:x')
        with django_assert_num_queries(0):  # type: ignore[operator]
            parse("speaker:x")

    @pytest.mark.parametrize(
        ("typed", "rank"),
        [
            ("harbour -pier", "'harbour'"),
            ("piers OR harbours", "('pier') | ('harbour')"),
            ('"the old pier" wind', "('old' <-> 'pier') & ('wind')"),
            ("not now", None),
        ],
    )
    def test_matches_are_ranked_by_what_is_looked_for(self, typed: str, rank: str | None) -> None:
        query = parse(typed)
        assert (query.rank_query and query.rank_query.text) == rank
        assert query.is_or == (" OR " in typed)


class TestMarks:
    """What is marked in the words."""

    @pytest.mark.parametrize(
        ("typed", "expected"),
        [
            ("harb*", "The [harbour’s] old pier—[harbinger] of “calm”."),
            ("pier OR calm", "The harbour’s old [pier]—harbinger of “[calm]”."),
            ("harbour -storm", "The [harbour’s] old pier—harbinger of “calm”."),
            ("calm NOT (storm old)", "The harbour’s old pier—harbinger of “[calm]”."),
            ('"OLD PIER" calm', "The harbour’s [old pier]—harbinger of “[calm]”."),
            ('calm -"pier of"', "The harbour’s old pier—harbinger of “[calm]”."),
        ],
    )
    def test_words_prefixes_and_phrases_are_marked_and_what_is_not_wanted_never(
        self, typed: str, expected: str
    ) -> None:
        words = "The harbour’s old pier—harbinger of “calm”."
        published(words)
        query = parse(typed)
        quote = query.mark(Quote.objects.filter(query.match())).get()
        runs = query.segments(quote)
        assert "".join(f"[{text}]" if hit else text for text, hit in runs) == expected

    def test_nothing_searched_for_marks_nothing(self) -> None:
        assert Query().segments(Quote(words="A pier.")) == [("A pier.", False)]


class TestFields:
    """What fields narrow a search to."""

    def test_a_surname_stands_for_all_who_bear_it(self) -> None:
        mark, anna = make_speaker("Mark Rooke"), make_speaker("Anna Rooke")
        quotes = [published(f"Yes, {one}.", speaker=one) for one in (mark, anna)]
        published("No.", speaker=make_speaker("Ada Quill"))
        searched = search("speaker:rooke")
        assert set(searched.qs) == set(quotes)
        assert searched.notes == ["speaker:rooke was read as Anna Rooke or Mark Rooke."]

    @pytest.mark.parametrize(
        "typed", ['"Mark Rooke"', "mark-rooke", "MARK", "Rooke", '"van Rooke"', '"mark van rooke"']
    )
    def test_a_name_its_parts_and_its_address_find_a_speaker(self, typed: str) -> None:
        name = "Mark van Rooke" if "van" in typed else "Mark Rooke"
        quote = published("Yes.", speaker=make_speaker(name))
        published("No.", speaker=make_speaker("Ada Quill"))
        assert found(f"speaker:{typed}") == [quote]

    def test_a_name_in_full_is_no_one_else(self) -> None:
        quote = published("Yes.", speaker=make_speaker("Mark Rooke"))
        published("No.", speaker=make_speaker("Jan Mark Rooke"))
        searched = search('speaker:"mark rooke"')
        assert list(searched.qs) == [quote]
        assert searched.notes == []

    def test_former_and_merged_names_find_the_speaker(self) -> None:
        survivor, merged = make_speaker("Ada Quill"), make_speaker("Ada Birdsong")
        make_merger(merged, survivor)
        quote = published("The pier stays.", speaker=survivor)
        for typed in ("birdsong", merged.slug, '"Ada Birdsong"'):
            searched = search(f"speaker:{typed}")
            assert list(searched.qs) == [quote], typed
            assert searched.notes[0].endswith("was read as Ada Quill.")

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [("rooek", "Mark Rooke"), ('"marc rook"', "Mark Rooke"), ("roke", "Mark Rooke")],
    )
    def test_a_name_misspelt_is_refused_with_the_one_that_may_be_meant(
        self, typed: str, meant: str
    ) -> None:
        published("Yes.", speaker=make_speaker("Mark Rooke"))
        make_speaker("Marc Rook-Hidden")
        (message,) = refused(f"pier speaker:{typed}")["q"]
        assert "at character 6: no speaker with quotes here is called" in message
        assert f"Did you mean {meant} (speaker:mark-rooke)?" in message

    def test_who_is_not_public_is_as_unknown_as_nobody(self) -> None:
        published("Yes.")
        make_quote(State.VERIFIED, speaker=make_speaker("Hidden Hand"))
        hidden, nobody = (refused(f"speaker:{name}")["q"][0] for name in ("hand", "hond"))
        assert hidden.replace("hand", "X") == nobody.replace("hond", "X")

    def test_a_name_of_too_many_asks_for_more_of_it(self) -> None:
        version = make_version()
        for number in range(22):
            speaker = make_speaker(f"{chr(97 + number)}an Rooke")
            published(f"Number {number} speaks.", speaker=speaker)
        assert version
        assert "more than 20" in refused("speaker:rooke")["q"][0]

    def test_an_organisation_finds_its_officers_too(self) -> None:
        board = make_speaker("Harbour Board", kind=Speaker.Kind.ORGANISATION)
        officer = make_speaker("Ada Quill")
        make_position(officer, "Chair", organisation=board)
        own = published("The board agrees.", speaker=board)
        officers = published("I agree.", speaker=officer, role_as_printed="Chair, Harbour Board")
        published("I disagree.")
        for typed in ("board", "harbour", '"harbour board"', "harbour-board"):
            assert found(f"organisation:{typed}") == [officers, own], typed
        assert "q" in refused("organisation:quill")

    def test_outlets_are_found_by_address_name_or_beginning(self) -> None:
        version = make_version("“Wind,” Ada Quill said.", outlet="Northern Wire")
        quote = make_quote(State.PUBLISHED, version=version, words="Wind,")
        published("Calm.")
        make_outlet("Northern Hidden Post")
        for typed in ("northern-wire", '"Northern Wire"', "northern"):
            assert found(f"outlet:{typed}") == [quote], typed
        assert quote not in found("-outlet:northern")
        told = refused("outlet:northern-wyre")["q"][0]
        assert "Did you mean Northern Wire (outlet:northern-wire)?" in told
        assert "Hidden" not in refused("outlet:northern-hidden")["q"][0]

    def test_kinds_languages_and_roles_narrow(self) -> None:
        direct = published("Direct words.", role_as_printed="Secretary General")
        mixed = published("Some words were said.", kind=QuoteKind.MIXED)
        assert found("kind:direct") == [direct]
        assert set(found("kind:direct kind:mixed")) == {direct, mixed}
        assert set(found("kind:direct OR kind:mixed")) == {direct, mixed}
        assert found("-kind:direct words") == [mixed]
        assert set(found("language:en")) == {direct, mixed}
        assert found("language:de") == []
        assert found('role:"secretary general"') == [direct]
        assert found('role:"general secretary"') == []
        assert found("-role:secretary") == [mixed]
        assert found("is:corrected") == []

    @pytest.mark.parametrize(
        ("typed", "months"),
        [
            ("before:2025-06", {5}),
            ("before:2025-06-16", {5, 6}),
            ("after:2025-06", {7}),
            ("after:2025-06-14", {6, 7}),
            ("on:2025-06", {6}),
            ("on:2025-06-15", {6}),
            ("on:2025-06-16", set()),
            ("year:2025", {5, 6, 7}),
            ("year:2024", set()),
            ("on:2025-05 on:2025-07", {5, 7}),
            ("after:2025-05 before:2025-07", {6}),
            ("-on:2025-06", {5, 7}),
            ("-before:2025-06", {6, 7}),
        ],
    )
    def test_days_months_and_years_bound_a_search(self, typed: str, months: set[int]) -> None:
        for month in (5, 6, 7):
            published(f"Said in month {month}.", said_on=date(2025, month, 15))
        assert {quote.said_on.month for quote in found(f"said {typed}") if quote.said_on} == months

    def test_a_field_narrows_beside_the_filters_of_the_form(self) -> None:
        first, second = make_speaker("Ada Quill"), make_speaker("Bo Reed")
        for one in (first, second):
            published(f"{one} speaks.", speaker=one)
        assert found("speaker:quill", speaker=[second.slug]) == []

    def test_a_field_in_an_or_holds_for_the_whole_and_says_so(self) -> None:
        quill = published("The pier.", speaker=make_speaker("Ada Quill"))
        published("A pier.", speaker=make_speaker("Bo Reed"))
        searched = search("pier OR speaker:quill")
        assert list(searched.qs) == [quill]
        assert "“speaker:quill” at character 9 holds for the whole search" in searched.notes[0]

    def test_a_field_costs_the_same_whatever_the_register(
        self, django_assert_max_num_queries: object
    ) -> None:
        published("Yes.", speaker=make_speaker("Mark Rooke"))
        with django_assert_max_num_queries(4):  # type: ignore[operator]
            assert search("speaker:rooke yes").is_valid()

    @pytest.mark.parametrize(
        ("typed", "without", "words"),
        [
            ("pier speaker:quill", "pier", "pier"),
            ("-speaker:quill pier", "pier", "pier"),
            ("pier NOT speaker:quill wind", "pier wind", "pier wind"),
            ('speaker:"Ada Quill"', "", ""),
            ("(speaker:quill) pier", "pier", "pier"),
            ("pier OR speaker:quill", "pier", "pier"),
        ],
    )
    def test_a_field_can_be_taken_away(self, typed: str, without: str, words: str) -> None:
        query = parse(typed)
        assert query.without(*query.operators) == without
        assert query.words == words


class TestSuggestions:
    """Who may be meant where hardly anything is found."""

    def meant(self, typed: str, **given: str) -> list[tuple[str, str]]:
        return [(one.name, one.address) for one in search(typed, **given).suggestions]

    def test_a_name_misspelt_among_the_words_leads_to_its_speaker(self) -> None:
        published("The pier stays.", speaker=make_speaker("Mark Rooke"))
        assert self.meant("rookke") == [("Mark Rooke", "?q=speaker%3Amark-rooke")]
        assert self.meant("pier marc rooek quay", kind="direct") == [
            ("Mark Rooke", "?q=pier+speaker%3Amark-rooke+quay&kind=direct")
        ]

    def test_the_suggested_search_finds_the_speaker(self) -> None:
        quote = published("The pier stays.", speaker=make_speaker("Mark Rooke"))
        (suggestion,) = search("rookke pier").suggestions
        assert found(suggestion.address.removeprefix("?q=").replace("%3A", ":").replace("+", " "))
        assert list(Quote.objects.public()) == [quote]

    @pytest.mark.parametrize("typed", ["-rooke pier", '"mark rooke"', "pier OR rooke", "ro", "zzz"])
    def test_only_words_that_must_hold_are_held_against_names(self, typed: str) -> None:
        published("The pier stays.", speaker=make_speaker("Mark Rooke"))
        assert self.meant(typed) == []

    def test_nobody_is_suggested_where_enough_is_found_or_who_is_not_public(self) -> None:
        make_quote(State.VERIFIED, speaker=make_speaker("Mark Rooke"))
        assert self.meant("rookke") == []
        for number in range(3):
            published(f"The rook flew {number}.", speaker=make_speaker(f"{'ABC'[number]}da Rook"))
        assert self.meant("rook") == []

    def test_the_cost_is_bounded(self, django_assert_max_num_queries: object) -> None:
        published("The pier stays.", speaker=make_speaker("Mark Rooke"))
        searched = search("rookke pierre quayside wharfes moored")
        assert searched.is_valid()
        searched.count()
        with django_assert_max_num_queries(2):  # type: ignore[operator]
            assert searched.suggestions

    def test_what_is_one_letter_away_is_a_neighbour(self) -> None:
        assert {"ruk", "rk", "rukx", "urk", "rak"} <= neighbours("ruk")
        assert len(neighbours("r" * 21)) == 1

    @pytest.mark.parametrize(
        "name",
        ["Rutte", "Šéfčovič", "Schmidt", "Ghazi", "O'Neil", "Łukasz", "Þór", "Chávez", "李明"],
    )
    def test_a_sound_is_that_of_the_stored_key(self, name: str) -> None:
        alias = make_speaker(name).aliases.get()
        assert alias.family == sound_of(alias.folded)
        assert family("folded")
