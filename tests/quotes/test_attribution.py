"""Who spoke, in which role, on which date: what a person may settle, and what a machine may not."""

from datetime import date
from typing import Any

import pytest

from quotes import attribution
from quotes.models import Speaker
from quotes.verification import IllegalMove, NotAllowed, StaleQuote, State
from sources.refusal import Refusal
from tests.make import make_person, make_position, make_quote, make_speaker

pytestmark = pytest.mark.django_db

PERSON = Speaker.Kind.PERSON


def test_a_captured_quote_is_mended() -> None:
    quote, speaker = make_quote(), make_speaker("Ines Holm")
    attribution.amend(
        quote,
        by=make_person("checker"),
        changes={"speaker": speaker, "role_as_printed": "Director", "said_on": date(2026, 2, 1)},
    )
    assert (quote.speaker, quote.role_as_printed) == (speaker, "Director")
    assert quote.said_on == date(2026, 2, 1)


def test_the_words_follow_the_spans() -> None:
    quote = make_quote(words="The quay is shut for good.")
    start = quote.content[0][0]
    attribution.amend(quote, by=make_person("checker"), changes={"content": [[start, start + 8]]})
    assert quote.words == "The quay"


def test_two_spans_make_words_joined_by_a_space() -> None:
    quote = make_quote(words="The quay is shut for good.")
    start = quote.content[0][0]
    spans = [[start, start + 8], [start + 12, start + 16]]
    attribution.amend(quote, by=make_person("checker"), changes={"content": spans})
    assert quote.words == "The quay shut"


@pytest.mark.parametrize("state", [state for state in State if state != State.CAPTURED])
def test_a_quote_that_is_not_captured_is_frozen(state: State) -> None:
    with pytest.raises(IllegalMove, match="frozen"):
        attribution.amend(
            make_quote(state), by=make_person("checker"), changes={"role_as_printed": "Director"}
        )


def test_only_who_may_mend_quotes_mends_them() -> None:
    with pytest.raises(NotAllowed):
        attribution.amend(make_quote(), by=make_person("desk editor"), changes={})


def test_a_stale_page_changes_nothing() -> None:
    quote, checker = make_quote(), make_person("checker")
    seen = quote.change_number
    attribution.amend(quote, by=checker, changes={"role_as_printed": "Director"}, expected=seen)
    with pytest.raises(StaleQuote):
        attribution.amend(quote, by=checker, changes={"role_as_printed": "Cook"}, expected=seen)
    quote.refresh_from_db()
    assert quote.role_as_printed == "Director"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"state": "published"}, "state"),
        ({"kind": "shouted"}, "kind"),
        ({"act": "song"}, "act"),
        ({"caveats": ["irony"]}, "caveats"),
        ({"setting": "x" * 301}, "setting"),
        ({"speaker_confidence": 1.0}, "speaker_confidence"),
        ({"said_on_precision": "hour"}, "said_on_precision"),
        ({"said_on": date.max}, "said_on"),
        ({"attribution_basis": "hearsay"}, "attribution_basis"),
        ({"role_as_printed": "x" * 400}, "role_as_printed"),
        ({"cue": [[0, 99_999]]}, "cue"),
        ({"content": []}, "content"),
    ],
)
def test_what_is_not_allowed_is_refused_by_field(changes: dict[str, Any], field: str) -> None:
    quote = make_quote()
    with pytest.raises(Refusal) as refused:
        attribution.amend(quote, by=make_person("checker"), changes=changes)
    assert refused.value.field == field


def test_a_printed_role_unsays_that_none_is_printed() -> None:
    quote = make_quote(no_role_printed=True)
    attribution.amend(quote, by=make_person("checker"), changes={"role_as_printed": "Director"})
    assert not quote.no_role_printed


@pytest.mark.parametrize(
    ("precision", "kept"), [("day", (2026, 5, 17)), ("month", (2026, 5, 1)), ("year", (2026, 1, 1))]
)
def test_a_date_is_kept_as_exactly_as_it_is_known(
    precision: str, kept: tuple[int, int, int]
) -> None:
    quote = make_quote(said_on=date(2026, 5, 17), said_on_precision=precision)
    assert quote.said_on == date(*kept)


def test_the_position_held_on_the_day_is_found() -> None:
    speaker = make_speaker()
    earlier = make_position(speaker, "Mayor", end=date(2025, 12, 31))
    make_position(speaker, "Transport Minister", start=date(2026, 1, 1))
    quote = make_quote(speaker=speaker, role_as_printed="Mayor", said_on=date(2025, 6, 1))
    assert quote.position == earlier


def test_no_position_is_made_up_for_another_day() -> None:
    speaker = make_speaker()
    make_position(speaker, "Mayor", end=date(2025, 12, 31))
    quote = make_quote(speaker=speaker, role_as_printed="Mayor", said_on=date(2026, 6, 1))
    assert quote.position is None


def test_an_unknown_name_is_proposed_once() -> None:
    first = attribution.match("Ines Holm", PERSON, "")
    assert first is not None and not first.is_confirmed
    assert attribution.match("ines holm", PERSON, "") == first


def test_an_alias_is_a_name() -> None:
    holm = make_speaker("Ines Holm")
    attribution.add_alias(holm, "Ines Holm-Varga", by=make_person("checker"))
    assert attribution.match("Ines Holm Varga", PERSON, "") == holm


def test_two_of_one_surname_are_not_merged() -> None:
    make_speaker("Ines Holm")
    other = attribution.match("Piet Holm", PERSON, "")
    assert other is not None and other.name == "Piet Holm"


def test_a_bare_surname_is_nobody_when_somebody_is_known_by_it() -> None:
    make_speaker("Ines Holm")
    assert attribution.match("Holm", PERSON, "") is None


def test_namesakes_are_not_chosen_between() -> None:
    make_speaker("Ines Holm")
    make_speaker("Ines Holm")
    assert attribution.match("Ines Holm", PERSON, "") is None


def test_namesakes_are_told_apart_by_a_role_that_is_clear() -> None:
    director, cook = make_speaker("Ines Holm"), make_speaker("Ines Holm")
    make_position(director, "Director of the ferry line")
    make_position(cook, "Head cook")
    assert attribution.match("Ines Holm", PERSON, "ferry line director") == director


def test_an_organisation_is_not_a_person() -> None:
    make_speaker("Varland", kind=Speaker.Kind.ORGANISATION)
    found = attribution.match("Varland", PERSON, "")
    assert found is not None and found.kind == PERSON


def test_namesakes_have_addresses_of_their_own() -> None:
    slugs = {make_speaker("Ines Holm").slug for _ in range(3)}
    assert slugs == {"ines-holm", "ines-holm-2", "ines-holm-3"}


def test_a_checker_confirms_a_proposed_speaker() -> None:
    speaker = make_speaker(confirmed=False)
    checker = make_person("checker")
    attribution.confirm_speaker(speaker, by=checker)
    assert speaker.is_confirmed and speaker.confirmed_by == checker


def test_a_reporter_does_not_confirm_speakers() -> None:
    with pytest.raises(NotAllowed):
        attribution.confirm_speaker(make_speaker(confirmed=False), by=make_person("reporter"))


def test_a_renamed_speaker_keeps_the_old_name_and_the_address() -> None:
    holm = make_speaker("Ines Hohlm")
    attribution.rename_speaker(holm, "Ines Holm", by=make_person("checker"))
    assert attribution.match("Ines Hohlm", PERSON, "") == holm
    assert (holm.sort_name, holm.slug) == ("Holm, Ines", "ines-hohlm")


@pytest.mark.parametrize("verb", [attribution.rename_speaker, attribution.add_alias])
def test_a_reporter_does_not_change_the_register(verb: Any) -> None:
    with pytest.raises(NotAllowed):
        verb(make_speaker(), "Ines Holm", by=make_person("reporter"))


@pytest.mark.parametrize(("name", "kind"), [("", PERSON), (" . ", PERSON), ("Ines", "ghost")])
def test_a_speaker_without_name_or_kind_is_refused(name: str, kind: str) -> None:
    with pytest.raises(Refusal):
        attribution.propose_speaker(name, kind)
