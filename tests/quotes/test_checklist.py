"""The questions before *verify*: the newsroom's own, asked where they apply, kept as they were."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from quotes import verification
from quotes.models import ChecklistItem, Quote
from quotes.verification import CHECKLIST, NOT_APPLICABLE, Incomplete, State
from tests.make import CHECKED, make_person, make_quote
from tests.quotes import raw

pytestmark = pytest.mark.django_db

ALWAYS = {"exact_words", "context", "speaker", "role", "place", "terms"}


def _item(key: str = "recipe", **fields: Any) -> ChecklistItem:
    """A question of the newsroom's own."""
    return ChecklistItem.objects.create(
        key=key, **({"question": "The desk's own rule is kept", "place": 500} | fields)
    )


def _set(key: str, **fields: Any) -> None:
    ChecklistItem.objects.filter(key=key).update(**fields)


def _verify(quote: Quote, answers: dict[str, Any], basis: str = "article") -> None:
    verification.verify(quote, by=make_person("checker"), basis=basis, answers=answers)


def _is_refused(quote: Quote, answers: dict[str, Any], basis: str = "article") -> None:
    """By the verb, which names the field, and by the database."""
    with pytest.raises(Incomplete) as refusal:
        _verify(quote, answers, basis)
    assert refusal.value.field == "answers"
    with raw.refused("whole checklist"):
        raw.insert_review(
            quote,
            "verify",
            State.VERIFIED,
            by=make_person("checker"),
            answers=answers,
            verification_basis=basis,
        )


def _asked(quote: Quote) -> list[str]:
    return [one["key"] for one in quote.reviews.latest("pk").questions]


def test_a_newsroom_starts_with_the_questions_of_the_trade() -> None:
    items = {item.key: item for item in ChecklistItem.objects.in_use()}
    assert {key: item.question for key, item in items.items()} == dict(CHECKLIST)
    assert list(items) == list(CHECKLIST)
    assert all(item.required for item in items.values())


@pytest.mark.parametrize(
    ("changes", "basis", "further"),
    [
        ({}, "article", set()),
        ({}, "speaker", set()),
        ({}, "recording", {"heard"}),
        ({"language": "pt"}, "article", {"translation"}),
        ({"language": "en-GB"}, "article", set()),
        ({"language": "EN"}, "article", set()),
        ({"language": "enm"}, "article", {"translation"}),
        ({"caveats": ["translation"]}, "recording", {"translation", "heard"}),
    ],
)
def test_questions_are_asked_where_they_apply(
    changes: dict[str, Any], basis: str, further: set[str]
) -> None:
    quote = make_quote(State.SUBMITTED, **changes)
    needed = dict.fromkeys(ALWAYS | further, True)
    for missing in needed:
        _is_refused(quote, {key: True for key in needed if key != missing}, basis)
    _verify(quote, needed, basis)
    raw.settle()
    assert set(_asked(quote)) == ALWAYS | further
    assert quote.reviews.latest("pk").answers == needed


@pytest.mark.parametrize(
    ("when", "changes", "is_asked"),
    [
        ("unnamed", {}, False),
        ("unnamed", {"descriptor": "a port official", "attribution_basis": "background"}, True),
        ("legal", {}, False),
        ("legal", {"legal_flag": True}, True),
        ("speaker", {}, False),
        ("always", {}, True),
    ],
)
def test_a_newsrooms_own_question_is_asked_when_it_says(
    when: str, changes: dict[str, Any], is_asked: bool
) -> None:
    _item(applies=when)
    quote = make_quote(State.SUBMITTED, **changes)
    if is_asked:
        _is_refused(quote, CHECKED)
    _verify(quote, CHECKED | ({"recipe": True} if is_asked else {}))
    assert ("recipe" in _asked(quote)) is is_asked


@pytest.mark.parametrize("fields", [{"active": False}, {"required": False}])
def test_a_question_that_is_switched_off_or_optional_holds_nothing_up(
    fields: dict[str, bool],
) -> None:
    _item(**fields)
    quote = make_quote(State.SUBMITTED)
    _verify(quote, CHECKED)
    assert ("recipe" in _asked(quote)) is ("required" in fields)


def test_an_optional_answer_is_kept_and_a_wrong_one_refused() -> None:
    _item(required=False)
    quote = make_quote(State.SUBMITTED)
    with pytest.raises(Incomplete, match="Answer true, or leave it out"):
        _verify(quote, CHECKED | {"recipe": "perhaps"})
    _verify(quote, CHECKED | {"recipe": True})
    assert quote.reviews.latest("pk").answers["recipe"] is True


def test_only_where_it_is_allowed_a_question_does_not_apply() -> None:
    quote = make_quote(State.SUBMITTED)
    _is_refused(quote, CHECKED | {"exact_words": NOT_APPLICABLE})
    _is_refused(quote, CHECKED | {"speaker": NOT_APPLICABLE})
    _verify(quote, CHECKED | {"role": NOT_APPLICABLE})
    raw.settle()
    assert quote.reviews.latest("pk").answers["role"] == NOT_APPLICABLE


def test_an_answer_to_a_question_switched_off_is_an_answer_to_none() -> None:
    _set("place", active=False)
    with pytest.raises(Incomplete, match="Unknown checklist item: place"):
        _verify(make_quote(State.SUBMITTED), CHECKED)


def test_the_review_keeps_what_was_asked_in_the_words_of_that_day() -> None:
    quote = make_quote(State.VERIFIED)
    _set("context", question="Nothing around it changes what it means", place=1)
    review = quote.reviews.latest("pk")
    told = {one["key"]: one["question"] for one in review.questions}
    assert told["context"] == CHECKLIST["context"]
    later = make_quote(State.VERIFIED).reviews.latest("pk")
    assert later.questions[0] == {
        "key": "context",
        "question": "Nothing around it changes what it means",
        "required": True,
    }


def test_raw_sql_tells_no_other_questions_than_were_asked() -> None:
    quote = make_quote(State.SUBMITTED)
    raw.insert_review(
        quote,
        "verify",
        State.VERIFIED,
        by=make_person("checker"),
        answers=CHECKED | {"weather": True},
        questions='[{"key": "weather", "question": "It rained"}]',
    )
    review = quote.reviews.latest("pk")
    assert {one["key"] for one in review.questions} == ALWAYS == set(review.answers)
    raw.update_quote(quote, state=State.VERIFIED, verification_basis="article")
    other = make_quote()
    raw.insert_review(
        other, "submit", State.SUBMITTED, by=make_person("reporter"), questions='["x"]'
    )
    raw.update_quote(other, state=State.SUBMITTED)
    assert verification.last_review(other).questions == []


@pytest.mark.parametrize(
    "fields",
    [{"active": False}, {"required": False}, {"may_not_apply": True}, {"applies": "recording"}],
)
def test_that_the_words_are_exact_is_always_asked(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        _set("exact_words", **fields)
    _set("exact_words", question="Every letter is the source's", place=3)


def test_without_any_question_nothing_is_verified() -> None:
    quote = make_quote(State.SUBMITTED)
    raw.execute("TRUNCATE quotes_checklistitem, quotes_checklistitemevent")
    with raw.refused("whole checklist"):
        raw.insert_review(quote, "verify", State.VERIFIED, by=make_person("checker"))


def test_a_question_is_neither_deleted_nor_renamed_nor_asked_at_an_unknown_time() -> None:
    item = _item()
    with raw.refused("Cannot delete"):
        raw.execute("DELETE FROM quotes_checklistitem WHERE id = %s", item.pk)
    with raw.refused("Cannot update"):
        raw.execute("UPDATE quotes_checklistitem SET key = 'other' WHERE id = %s", item.pk)
    with raw.refused("known_times"):
        raw.update("quotes_checklistitem", item.pk, applies="sundays")
    with raw.refused("asks_something"):
        raw.update("quotes_checklistitem", item.pk, question="")


# The admin


def _as(group: str) -> Client:
    client = Client()
    client.force_login(make_person(group))
    return client


LIST = "/admin/quotes/checklistitem/"


def _sent(item: ChecklistItem, **fields: Any) -> dict[str, Any]:
    sent = {"question": item.question, "place": item.place, "applies": item.applies}
    ticked = {"active": "on"} if item.active else {}
    ticked |= {"required": "on"} if item.required else {}
    return sent | ticked | fields


def test_a_standards_editor_rewords_and_the_history_knows_who() -> None:
    client, item = _as("standards editor"), ChecklistItem.objects.get(key="context")
    assert client.get(LIST).status_code == 200
    address = f"{LIST}{item.pk}/change/"
    assert client.post(address, _sent(item, question="What stands around it")).status_code == 302
    item.refresh_from_db()
    assert item.question == "What stands around it"
    history = client.get(f"{LIST}{item.pk}/history/").content.decode()
    assert "standards-editor" in history
    assert "What stands around it" in history


def test_a_standards_editor_adds_a_question() -> None:
    client = _as("standards editor")
    sent = {"key": "recipe", "question": "Our own rule", "place": 5, "applies": "always"}
    assert client.post(f"{LIST}add/", sent | {"active": "on"}).status_code == 302
    assert ChecklistItem.objects.get(key="recipe").question == "Our own rule"


def test_that_the_words_are_exact_is_not_switched_off_in_the_admin() -> None:
    client, item = _as("standards editor"), ChecklistItem.objects.get(key="exact_words")
    sent = _sent(item)
    del sent["active"]
    response = client.post(f"{LIST}{item.pk}/change/", sent)
    assert response.status_code == 200
    assert "Whether the words are exact is asked of every quote" in response.content.decode()


@pytest.mark.parametrize("group", ["reporter", "checker", "desk editor"])
def test_others_read_the_questions(group: str) -> None:
    client, item = _as(group), ChecklistItem.objects.get(key="context")
    assert client.get(LIST).status_code == 200
    assert client.post(f"{LIST}{item.pk}/change/", _sent(item)).status_code == 403
    assert client.get(f"{LIST}add/").status_code == 403


def test_nobody_deletes_a_question_in_the_admin() -> None:
    client = Client()
    client.force_login(make_person(is_superuser=True))
    item = ChecklistItem.objects.get(key="context")
    assert client.post(f"{LIST}{item.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_desk_asks_the_newsrooms_own_questions() -> None:
    _item(question="The desk's own rule is kept")
    _set("place", active=False)
    quote, client = make_quote(State.SUBMITTED), _as("checker")
    page = client.get(f"/admin/desk/{quote.version_id}/").content.decode()
    assert "own rule is kept" in page
    assert CHECKLIST["place"] not in page
    assert CHECKLIST["translation"] not in page
    answers = [key for key in CHECKLIST if key != "place"]
    sent = {"expected": quote.change_number, "basis": "article", "answers": answers, "note": ""}
    address = f"/admin/desk/quotes/{quote.pk}/moves/verify/"
    assert client.post(address, sent).status_code == 422
    sent["answers"] = [*answers, "recipe"]
    assert client.post(address, sent).status_code == 302
    quote.refresh_from_db()
    assert quote.state == State.VERIFIED
