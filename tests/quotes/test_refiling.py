"""A refile mends spelling, marks and spacing; two people still do it, and nobody is told."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from quotes import corrections, refiling
from quotes.models import Notice, Quote
from quotes.triggers import refiles
from quotes.verification import FourEyes, Incomplete, State
from tests.make import make_person, make_position, make_quote, make_speaker
from tests.quotes.raw import insert_notice, settle


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deputy Mayor", "deputy mayor"),
        ("Vice-President", "Vice President"),
        ("Secretery General", "Secretary General"),
        ("Chief Excutive", "Chief Executive"),
        ("a senior offical", "a senior official"),
        ("Québec’s premier", "Quebec's premier"),
        ("to  reporters", "to reporters"),
    ],
)
def test_a_slip_is_respelt(one: str, other: str) -> None:
    assert refiling.is_respelt(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mayor", "Deputy Mayor"),
        ("Minister of Defence", "Minister of Finance"),
        ("Mayor", ""),
        ("", "Mayor"),
        ("director since 2019", "director since 2018"),
        ("47th president", "46th president"),
        ("a man", "a woman"),
        ("a fan", "a man"),
        ("ally", "rally"),
    ],
)
def test_another_wording_is_not(one: str, other: str) -> None:
    assert not refiling.is_respelt(one, other)


def refile(quote: Quote, **said: Any) -> Notice:
    settled = {
        "by": said.pop("by", None) or make_person("reporter"),
        "type": "refile",
        "public_text": "A slip of the pen.",
        "changes": said,
    }
    return corrections.propose(quote, **settled)


@pytest.mark.django_db
def test_a_spelling_is_mended_by_two_people_and_is_a_revision() -> None:
    quote = make_quote(State.PUBLISHED, role_as_printed="Deputy Mayer")
    editor = make_person("desk editor")
    notice = refile(quote, role_as_printed="Deputy Mayor", by=editor)
    with pytest.raises(FourEyes):
        corrections.approve(notice, by=editor)
    corrections.approve(notice, by=make_person("standards editor"))
    quote.refresh_from_db()
    assert (quote.role_as_printed, quote.revision) == ("Deputy Mayor", 2)
    assert not quote.notices.announced().exists()  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_a_mark_goes_out_of_the_words() -> None:
    quote = make_quote(State.PUBLISHED, words="The harbour opens in spring.")
    start, end = quote.content[0]
    corrections.approve(refile(quote, content=[[start, end - 1]]), by=make_person("desk editor"))
    quote.refresh_from_db()
    assert quote.words == "The harbour opens in spring"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("-5 degrees in the shade", [(1, 23)]),
        ("we have lost 40%", [(0, 15)]),
        ("it cost 3.5 million", [(0, 9), (10, 19)]),
        ("it cost $3 million", [(0, 8), (9, 18)]),
        ("the years 2014–18", [(0, 14), (15, 17)]),
        ("Did we do wrong?", [(0, 15)]),
    ],
)
def test_a_mark_that_says_something_stays(words: str, kept: list[tuple[int, int]]) -> None:
    quote = make_quote(State.PUBLISHED, words=words)
    start = quote.content[0][0]
    spans = [[start + first, start + last] for first, last in kept]
    with pytest.raises(Incomplete, match="The quotation has other words"):
        refile(quote, content=spans)
    left = " ".join(words[first:last] for first, last in kept)
    before, after = {"words": words}, {"words": left}
    with pytest.raises(DatabaseError, match="a refile mends"), transaction.atomic():
        insert_notice(quote, "refile", by=make_person("reporter"), before=before, after=after)


@pytest.mark.django_db
def test_a_dash_in_a_word_is_a_mark_like_any() -> None:
    quote = make_quote(State.PUBLISHED, words="I will re-open it, COVID-19 or not.")
    start, end = quote.content[0]
    refile(quote, content=[[start, start + 9], [start + 10, start + 24], [start + 25, end - 1]])


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"said_on": "2026-03-02"}, "said_on"),
        ({"attribution_basis": "background", "speaker": None, "descriptor": "an aide"}, "speaker"),
        ({"kind": "mixed"}, "kind"),
        ({"role_as_printed": "Governor"}, "role_as_printed"),
        ({"language": "de"}, "language"),
        ({}, "changes"),
    ],
)
def test_more_than_a_slip_is_refused_by_field(changes: dict[str, Any], field: str) -> None:
    from datetime import date

    if "said_on" in changes:
        changes = {"said_on": date.fromisoformat(changes["said_on"])}
    with pytest.raises(Incomplete) as refused:
        refile(make_quote(State.PUBLISHED), **changes)
    assert refused.value.field == field


@pytest.mark.django_db
def test_another_speaker_or_a_word_less_is_no_refile() -> None:
    quote = make_quote(State.PUBLISHED, words="The quay is shut for good.")
    with pytest.raises(Incomplete, match="Speaker is not mended by a refile"):
        refile(quote, speaker=make_speaker())
    start = quote.content[0][0]
    with pytest.raises(Incomplete, match="The quotation has other words"):
        refile(quote, content=[[start, start + 16]])


@pytest.mark.django_db
@pytest.mark.parametrize("place", ["cue", "source"])
def test_a_cue_or_source_elsewhere_is_no_refile(place: str) -> None:
    quote = make_quote(State.PUBLISHED, **{place: [[0, 6]]})
    with pytest.raises(Incomplete, match="is somewhere else; a refile only mends") as refused:
        refile(quote, **{place: [[0, 16]]})
    assert refused.value.field == place
    assert refile(quote, **{place: [[0, 5]]})


@pytest.mark.django_db
def test_a_role_that_means_another_position_is_no_refile() -> None:
    speaker = make_speaker()
    major = make_position(speaker, "Major of Quay Town")
    quote = make_quote(State.PUBLISHED, speaker=speaker, role_as_printed="Mayer of Quay Town")
    assert quote.position == major
    make_position(speaker, "Mayor of Quay Town")
    with pytest.raises(Incomplete, match="names another position"):
        refile(quote, role_as_printed="Mayor of Quay Town")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"speaker": {"id": 1}}, {"speaker": {"id": 2}}),
        ({"said_on": "2026-03-03"}, {"said_on": "2026-03-02"}),
        ({"words": "The quay is shut"}, {"words": "The quay is not shut"}),
        ({}, {"language": "de"}),
    ],
)
def test_the_database_refuses_a_refile_that_is_more(before: Any, after: Any) -> None:
    quote = make_quote(State.PUBLISHED)
    with pytest.raises(DatabaseError, match="a refile mends"), transaction.atomic():
        insert_notice(quote, "refile", by=make_person("reporter"), before=before, after=after)
        settle()


LETTERS = "abcdefgijmnorstuvwyzéÉßẞöØσςΣжЖŒ"
MARKS = " .-–_'’,“”…/\u0301\u00a0\u0345½²€"


@st.composite
def spellings(draw: st.DrawFn) -> tuple[str, str]:
    """A wording, and the same with a few letters or marks put in, left out or changed."""
    words = st.text(LETTERS, min_size=1, max_size=14)
    one = " ".join(draw(st.lists(words, min_size=1, max_size=5))) + draw(
        st.sampled_from(["", "'s", "’", ".", " 's’"])
    )
    other = list(one)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(other)))
        put = draw(st.text(LETTERS + MARKS + "7", max_size=2))
        other[place : place + draw(st.integers(0, 2))] = put
    changed = "".join(other)
    return one, draw(st.sampled_from([changed, changed.upper(), changed.casefold()]))


def _respelt_by_the_database(one: str, other: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {refiles.respelt('one', 'other')}"  # noqa: S608
            " FROM (SELECT %s::text AS one, %s::text AS other) t",
            [one, other],
        )
        return cursor.fetchone()[0]


@pytest.mark.django_db
@settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
@given(spellings())
def test_the_database_takes_every_slip_that_the_verb_takes(pair: tuple[str, str]) -> None:
    event(f"taken: {refiling.is_respelt(*pair)}")
    if refiling.is_respelt(*pair):
        assert _respelt_by_the_database(*pair) is True
    assert _respelt_by_the_database(pair[0], "") is False


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("role_as_printed", "director of the observatory", "Emperor"),
        ("role_as_printed", "Minister of Defence", "Minister of Finance"),
        ("role_as_printed", "Prime Minister of Norway", "Prime Minister of Sweden"),
        ("role_as_printed", "47th president", "46th president"),
        ("role_as_printed", "Mayor", ""),
        ("descriptor", "", "an aide"),
        ("setting", "told reporters", "told no reporters"),
        ("anonymity_reason", "fears for her job", "fears for her life"),
        ("cue", [[0, 6]], [[0, 16]]),
        ("cue", [[0, 6]], [[0, 6], [8, 9]]),
        ("source", [[0, 6]], [[3, 6]]),
        ("source", [[0, 6]], []),
    ],
)
def test_the_database_refuses_a_refile_that_words_it_otherwise(
    name: str, before: Any, after: Any
) -> None:
    quote = make_quote(State.PUBLISHED)
    told = {"before": {name: before}, "after": {name: after}}
    with pytest.raises(DatabaseError, match="a refile mends"), transaction.atomic():
        insert_notice(quote, "refile", by=make_person("reporter"), **told)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("role_as_printed", "Vice-Presdent’s", "vice president"),
        ("descriptor", "a senior offical", "a senior official"),
        ("cue", [[0, 6], [9, 12]], [[0, 5], [11, 12]]),
    ],
)
def test_the_database_takes_a_slip(name: str, before: Any, after: Any) -> None:
    quote = make_quote(State.PUBLISHED)
    told = {"before": {name: before}, "after": {name: after}}
    assert insert_notice(quote, "refile", by=make_person("reporter"), **told)
