"""Pairs of entries that may be one speaker: found by key, told with reasons, merged by nobody."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection

from quotes import attribution, duplicates, merging
from quotes.models import Speaker
from sources.refusal import Refusal
from tests.make import (
    make_merger,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)

pytestmark = pytest.mark.django_db


def pairs() -> list[duplicates.Pair]:
    return duplicates.page().pairs


def reasons(*names: str) -> str:
    """Why two speakers of these names are a pair, if they are one."""
    for name in names:
        make_speaker(name)
    found = pairs()
    return "; ".join(found[0].reasons) if found else ""


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Ada Quill", "Ada Quill", "both are entered as “Ada Quill”"),
        ("Zoë Marsh", "Zoe Marsh", "differ by accents, hyphens, full stops or capitals only"),
        ("Jean-Luc Arden", "Jean Luc Arden", "differ by accents"),
        ("Quill Ada", "Ada Quill", "the same names in another order"),
        ("J. Smith", "John Smith", "agree in surname and initials"),
        ("John P. Smith", "J. Smith", "agree in surname and initials"),
        ("Oleh Zelensky", "Oleh Zelenskyy", "written down by its sound"),
        ("Omar Kaddafi", "Omar Qadhafi", "written down by its sound"),
        ("Karl Müller", "Karl Mueller", "written down by its sound"),
        ("Søren Holm", "Soren Holm", "agree in first and last name"),
        ("John Peter Smith", "John Smith", "agree in first and last name"),
    ],
)
def test_names_that_may_be_one(one: str, other: str, reason: str) -> None:
    assert reason in reasons(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("John Smith", "Jane Smith"),
        ("John Smith", "John Marsh"),
        ("Ada Quill", "Bo Reed"),
        ("John P. Smith", "John Q. Smith"),
        ("J. P. Smith", "John Q. Smith"),
    ],
)
def test_names_that_are_of_two(one: str, other: str) -> None:
    assert reasons(one, other) == ""


def test_an_alias_that_is_the_others_name() -> None:
    holder = make_speaker("Ada Quill")
    attribution.add_alias(holder, "The Harbour Poet", by=make_person("checker"))
    bearer = make_speaker("The Harbour Poet")
    (pair,) = pairs()
    assert pair.reasons == (
        f"“The Harbour Poet” is the name of The Harbour Poet (no. {bearer.pk}) and an alias of "
        f"Ada Quill (no. {holder.pk})",
    )


def test_the_same_surname_and_office() -> None:
    city = make_speaker("Tarn", kind="organisation")
    for name in ("Quill", "Ada Quill"):
        make_position(make_speaker(name), "Mayor", organisation=city)
    assert pairs()[0].reasons == ("same surname and same office: Mayor, Tarn",)


def test_a_person_and_an_organisation_are_no_pair() -> None:
    make_speaker("Tarn"), make_speaker("Tarn", kind="organisation")
    assert pairs() == []


def test_positions_at_one_time_elsewhere_speak_against() -> None:
    for name, place in (("Ada Quill", "Tarn"), ("Ada Quill", "Holm")):
        office = make_speaker(place, kind="organisation")
        make_position(make_speaker(name), "Mayor", organisation=office, start=date(2020, 1, 1))
    (pair,) = pairs()
    assert pair.against == ("at one time, the one was Mayor, Holm, the other Mayor, Tarn",)
    assert pair.score < 90


def test_a_story_that_quotes_both_speaks_against() -> None:
    version = make_version("“The pier stays,” said one. “The pier goes,” said the other.")
    for words in ("The pier stays,", "The pier goes,"):
        make_quote(version=version, words=words, speaker=make_speaker("Ada Quill"))
    assert pairs()[0].against == ("1 story quotes both, as different people",)


def test_who_was_told_apart_or_merged_is_not_suggested() -> None:
    one, other, third = (make_speaker("Ada Quill") for _ in range(3))
    assert len(pairs()) == 3
    merging.tell_apart(other, one, by=make_person("checker"), reason="Mother and daughter.")
    assert {(pair.later.speaker, pair.elder.speaker) for pair in pairs()} == {
        *((third, one), (third, other)),
    }
    make_merger(third, one)
    assert pairs() == []


def test_telling_apart_is_remembered_once_and_taken_back_on_record() -> None:
    one, other, checker = make_speaker(), make_speaker(), make_person("checker")
    told = merging.tell_apart(one, other, by=checker, reason="Two.")
    assert merging.tell_apart(other, one, by=checker, reason="Again.") == told
    merging.take_back(told, by=checker)
    events = type(told).pgh_event_model.objects  # type: ignore[attr-defined]
    assert list(events.order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        *("insert", "delete"),
    ]


def test_telling_apart_needs_who_may_and_a_reason_and_two() -> None:
    one, other = make_speaker(), make_speaker()
    with pytest.raises(merging.distinctions.NotAllowed):
        merging.tell_apart(one, other, by=make_person("reporter"), reason="Two.")
    with pytest.raises(Refusal):
        merging.tell_apart(one, other, by=make_person("checker"), reason=" ")
    with pytest.raises(Refusal):
        merging.tell_apart(one, one, by=make_person("checker"), reason="Two.")


def test_those_of_one_speaker_are_found_from_either_side() -> None:
    one, other = make_speaker("J. Smith"), make_speaker("John Smith")
    make_speaker("Bo Reed")
    for speaker in (one, other):
        (pair,) = duplicates.of(speaker)
        assert {pair.later.speaker, pair.elder.speaker} == {one, other}


def test_pages_follow_each_other_and_end() -> None:
    for number in range(30):
        make_speaker(f"Ada Quill{chr(97 + number % 26)}{number}")
        make_speaker(f"Ada Quill{chr(97 + number % 26)}{number}")
    first = duplicates.page()
    assert len(first.pairs) == 25
    second = duplicates.page(first.next)
    seen = [(p.later.speaker.pk, p.elder.speaker.pk) for p in [*first.pairs, *second.pairs]]
    assert len(set(seen)) == len(seen) == 30
    assert second.next == ""


@pytest.mark.parametrize("after", ["x", "1", "1-x", "1-2-3", "-"])
def test_a_place_that_no_page_gave_out_is_refused(after: str) -> None:
    with pytest.raises(Refusal, match="no such page"):
        duplicates.page(after)


def test_a_page_costs_the_same_however_many_pairs(django_assert_num_queries: Any) -> None:
    for number in (2, 6):
        for _ in range(number):
            make_speaker("Ada Quill")
        with django_assert_num_queries(6):
            duplicates.page()


def test_the_pairs_are_found_by_index() -> None:
    """No plan reads the whole register to find whom one speaker meets."""
    Speaker.objects.bulk_create(
        Speaker(name=f"Name {n}", sort_name=f"Name {n}", slug=f"name-{n}") for n in range(3000)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO quotes_alias (speaker_id, name, folded) "
            "SELECT id, name, lower(md5(name)) || ' ' || md5(slug) FROM quotes_speaker"
        )
        cursor.execute("ANALYZE quotes_alias")
        from quotes.duplicates import candidates

        cursor.execute(
            "EXPLAIN " + candidates._PAGE, {"after": 2**62, "elder": 2**62, "limit": 201}
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "Seq Scan on quotes_alias b" not in plan
