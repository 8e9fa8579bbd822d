"""Holding, splitting and joining a quote from its card, and what depends on it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quotes import holds, verification
from quotes.models import Quote
from quotes.verification import State
from tests.make import make_person, make_quote, make_version
from tests.quotes.desk.doing import (
    FIRST,
    HTMX,
    SECOND,
    STORY,
    as_a,
    desk_page,
    move,
    place,
    signed_in,
    text_of,
)

pytestmark = pytest.mark.django_db


def press(client: Client, name: str, quote: Quote, *more: str, **sent: Any) -> Any:
    sent.setdefault("expected", quote.change_number)
    headers = sent.pop("headers", HTMX)
    return client.post(reverse(f"admin:{name}", args=[quote.pk, *more]), sent, headers=headers)


def two_quotes() -> tuple[Quote, Quote]:
    version = make_version(STORY)
    return make_quote(version=version, words=FIRST), make_quote(version=version, words=SECOND)


def test_a_quote_is_split_at_the_chosen_word() -> None:
    quote = make_quote(version=make_version(STORY), words=FIRST)
    start = place(FIRST)[0] + FIRST.index("at dawn")
    answer = press(as_a("reporter"), "desk_split_quote", quote, at=start)
    assert answer.headers["HX-Refresh"] == "true"
    words = [each.words for each in quote.version.quotes.in_story_order()]
    assert words == ["We open the lock", "at dawn,"]


def test_the_card_offers_every_word_but_the_first_to_split_at() -> None:
    quote = make_quote(version=make_version(STORY), words=FIRST)
    page = text_of(as_a("reporter").get(desk_page(quote)))
    for word in FIRST.split()[1:]:
        assert f'value="{place(FIRST)[0] + FIRST.index(word)}"' in page
    assert f'<option value="{place(FIRST)[0]}"' not in page


def test_a_place_inside_a_word_is_refused_and_nothing_changes() -> None:
    quote = make_quote(version=make_version(STORY), words=FIRST)
    answer = press(as_a("reporter"), "desk_split_quote", quote, at=place(FIRST)[0] + 4)
    assert answer.status_code == 422
    assert "between two words" in text_of(answer)
    assert quote.version.quotes.count() == 1


def test_splitting_at_no_word_is_refused_and_asks_for_one() -> None:
    quote = make_quote(version=make_version(STORY), words=FIRST)
    answer = press(as_a("reporter"), "desk_split_quote", quote, at="")
    assert answer.status_code == 422
    assert "Choose the word that begins the second quote." in text_of(answer)
    assert '<option value="">Choose the word</option>' in text_of(answer)
    assert quote.version.quotes.count() == 1


def test_a_refused_split_keeps_the_chosen_word_not_its_number() -> None:
    quote = make_quote(version=make_version(STORY), words=FIRST)
    start = place(FIRST)[0] + FIRST.index("at dawn")
    verification.submit(quote, by=make_person("reporter"))
    page = text_of(press(as_a("reporter"), "desk_split_quote", quote, at=start))
    assert "<dd>at dawn,</dd>" in page
    assert str(start) not in page.split("which was not saved")[1].split("</dl>")[0]


def test_without_script_splitting_leads_back_to_the_quote() -> None:
    quote = make_quote(version=make_version(STORY), words=FIRST)
    start = place(FIRST)[0] + FIRST.index("at dawn")
    answer = press(as_a("reporter"), "desk_split_quote", quote, at=start, headers={})
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith(f"?quote={quote.pk}#quote-{quote.pk}")


def test_a_quote_takes_the_one_below_it_over() -> None:
    first, second = two_quotes()
    second.speaker = first.speaker
    Quote.objects.filter(pk=second.pk).update(speaker=first.speaker)
    press(as_a("reporter"), "desk_join_quote", first, other=second.pk)
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.words == f"{FIRST} {SECOND}"
    assert second.state == State.REJECTED


def marked_in(page: str) -> set[str]:
    """The quotes that a story's text marks as somebody's words."""
    return set(" ".join(re.findall(r'data-quotes="([\d ]+)"', page)).split())


def test_what_was_joined_into_another_has_no_marks_of_its_own() -> None:
    first, second = two_quotes()
    Quote.objects.filter(pk=second.pk).update(speaker=first.speaker)
    client = as_a("reporter")
    both = {str(first.pk), str(second.pk)}
    assert marked_in(text_of(client.get(desk_page(first)))) == both
    press(client, "desk_join_quote", first, other=second.pk)
    page = text_of(client.get(desk_page(first)))
    assert marked_in(page) == {str(first.pk)}
    assert f'id="words-{second.pk}"' in page
    first.refresh_from_db()
    press(client, "desk_split_quote", first, at=place(SECOND)[0])
    assert marked_in(text_of(client.get(desk_page(first)))) == both


def test_what_was_rejected_otherwise_keeps_its_marks() -> None:
    first, second = two_quotes()
    verification.reject(second, by=make_person("checker"), note="Not speech.")
    assert str(second.pk) in marked_in(text_of(as_a("reporter").get(desk_page(first))))


def test_another_quote_than_the_page_showed_is_not_joined() -> None:
    first, second = two_quotes()
    answer = press(as_a("reporter"), "desk_join_quote", first, other=second.pk + 1)
    assert answer.status_code == 422
    first.refresh_from_db()
    assert first.words == FIRST


def test_the_last_quote_offers_no_joining() -> None:
    _, second = two_quotes()
    page = text_of(as_a("reporter").get(f"{desk_page(second)}?quote={second.pk}"))
    assert "Join with the next" not in page


def test_a_quote_above_one_that_is_decided_offers_no_joining() -> None:
    first, second = two_quotes()
    client = as_a("reporter")
    assert "Join with the next" in text_of(client.get(f"{desk_page(first)}?quote={first.pk}"))
    verification.submit(second, by=make_person("reporter"))
    assert "Join with the next" not in text_of(client.get(f"{desk_page(first)}?quote={first.pk}"))


@pytest.mark.parametrize("name", ["desk_split_quote", "desk_join_quote"])
def test_who_may_not_edit_may_not_reshape(name: str) -> None:
    quote = make_quote()
    assert press(as_a("desk editor"), name, quote, at=1, other=1).status_code == 403


def test_the_card_says_who_holds_a_quote_and_until_when() -> None:
    quote = make_quote()
    holder = make_person("reporter", first_name="Ines", last_name="Barros")
    holds.take(quote, by=holder)
    page = text_of(as_a("reporter").get(desk_page(quote)))
    assert "Ines Barros holds this until" in page
    assert "Take over" not in page
    assert "Take over" in text_of(as_a("checker").get(desk_page(quote)))
    assert "You hold this until" in text_of(signed_in(holder).get(desk_page(quote)))


def test_what_somebody_else_holds_offers_only_what_does_not_wait() -> None:
    quote = make_quote(State.VERIFIED)
    holds.take(quote, by=make_person("desk editor"))
    page = text_of(as_a("desk editor").get(desk_page(quote)))
    assert 'data-move="publish"' not in page
    assert 'data-move="withhold"' in page
    held = make_quote()
    holds.take(held, by=make_person("reporter"))
    page = text_of(as_a("checker").get(desk_page(held)))
    assert 'data-press="edit"' not in page
    assert 'data-move="reject"' not in page


def test_a_quote_is_taken_and_given_back_from_its_card() -> None:
    quote = make_quote()
    client = as_a("reporter")
    assert "You hold it." in text_of(press(client, "desk_card_hold", quote, "take"))
    assert quote.holds.current().count() == 1
    press(client, "desk_card_hold", quote, "give-back")
    assert quote.holds.current().count() == 0


def test_who_could_do_nothing_with_a_quote_is_not_offered_to_take_it() -> None:
    quote = make_quote()
    assert 'data-press="hold"' in text_of(as_a("reporter").get(desk_page(quote)))
    assert 'data-press="hold"' not in text_of(as_a("desk editor").get(desk_page(quote)))


def test_the_desk_knows_no_other_verb_for_holding() -> None:
    assert press(as_a("reporter"), "desk_card_hold", make_quote(), "settle").status_code == 404


def test_a_decision_on_a_held_quote_is_refused_with_the_holder_named() -> None:
    quote = make_quote()
    holds.take(quote, by=make_person("reporter", first_name="Ines", last_name="Barros"))
    answer = move(as_a("reporter"), quote, "submit")
    assert answer.status_code == 409
    assert "Ines Barros holds this quote" in text_of(answer)


def test_a_scare_quote_is_turned_down_with_its_reason() -> None:
    quote = make_quote()
    move(as_a("checker"), quote, "reject", reason="scare_quote")
    assert quote.reviews.get().reason == "scare_quote"


def test_a_decision_is_taken_back_from_the_card() -> None:
    quote = make_quote()
    client = as_a("reporter")
    move(client, quote, "submit")
    quote.refresh_from_db()
    assert 'data-move="take_back"' in text_of(client.get(desk_page(quote)))
    move(client, quote, "take_back")
    quote.refresh_from_db()
    assert quote.state == State.CAPTURED


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_depends_on_a_quote_is_listed_before_it_goes(headers: dict[str, str]) -> None:
    quote = make_quote(State.PUBLISHED)
    client = as_a("desk editor")
    address = reverse("admin:desk_dependants", args=[quote.pk])
    assert address in text_of(client.get(desk_page(quote)))
    page = text_of(client.get(address, headers=headers))
    assert ("<html" in page) is not bool(headers)
    assert "depends on" in page


def test_a_refused_join_shows_no_number_that_nobody_typed() -> None:
    first, second = two_quotes()
    verification.submit(second, by=make_person("reporter"))
    answer = press(as_a("reporter"), "desk_join_quote", first, other=second.pk)
    assert answer.status_code == 409
    assert "which was not saved" not in text_of(answer)
