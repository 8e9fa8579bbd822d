"""Who submitted does not verify, by any door; and a newsroom of one says so wherever it shows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.test import Client

from quotes import verification
from quotes.models import Quote
from quotes.verification import FourEyes, State
from tests.access.make import make_secret
from tests.make import CHECKED, make_person, make_quote
from tests.quotes import raw

pytestmark = pytest.mark.django_db

Door = Callable[[Quote, User], None]


def _signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def by_the_desk(quote: Quote, person: User) -> None:
    """The form that the page would send, forged."""
    sent = {"expected": quote.change_number, "basis": "article", "answers": list(CHECKED)}
    for headers in ({}, {"HX-Request": "true"}):
        response = _signed_in(person).post(
            f"/admin/desk/quotes/{quote.pk}/moves/verify/", sent, headers=headers
        )
        assert response.status_code == 422
        assert "somebody else verifies it" in response.content.decode()


def by_the_api(quote: Quote, person: User) -> None:
    """With a token, and with a session."""
    token = make_secret(person)
    body = {"expected": quote.change_number, "basis": "article", "checklist": CHECKED}
    ways = ((Client(), {"Authorization": f"Token {token}"}), (_signed_in(person), {}))
    for client, headers in ways:
        response = client.post(
            f"/api/v1/quotes/{quote.pk}/verify/",
            body,
            content_type="application/json",
            headers=headers,
        )
        assert response.status_code == 403
        assert response.json()["type"] == "urn:on-record:problem:four-eyes"


def by_the_admins_form(quote: Quote, person: User) -> None:
    """The record's page in the admin only shows."""
    sent = {"state": "verified", "verification_basis": "article", "_save": "Save"}
    client = _signed_in(person)
    assert client.get(f"/admin/quotes/quote/{quote.pk}/change/").status_code == 200
    assert client.post(f"/admin/quotes/quote/{quote.pk}/change/", sent).status_code == 403
    assert client.post("/admin/quotes/review/add/", {"move": "verify"}).status_code == 403


def by_an_action_of_the_admin(quote: Quote, person: User) -> None:
    """There is none that moves a quote; a forged one does nothing."""
    client = _signed_in(person)
    for action in ("verify", "make_verified", "delete_selected"):
        sent = {"action": action, "_selected_action": [quote.pk], "index": 0, "post": "yes"}
        assert client.post("/admin/quotes/quote/", sent).status_code in (200, 302, 403)


def by_the_verb_in_a_shell(quote: Quote, person: User) -> None:
    """The verb itself, and the one that it calls."""
    with pytest.raises(FourEyes):
        verification.verify(quote, by=person, basis="article", answers=CHECKED)
    decision = verification.Decision(basis="article", answers=CHECKED)
    with pytest.raises(FourEyes):
        verification.make(quote, "verify", decision, by=person, expected=quote.change_number)


def by_the_models_in_a_shell(quote: Quote, person: User) -> None:
    """Past the verbs."""
    quote.state, quote.verification_basis = State.VERIFIED, "article"
    with pytest.raises(DatabaseError), transaction.atomic():
        quote.save()
    with pytest.raises(DatabaseError), transaction.atomic():
        Quote.objects.filter(pk=quote.pk).update(state="verified", verification_basis="article")
    with pytest.raises(DatabaseError, match="four eyes"), transaction.atomic():
        quote.reviews.create(
            move="verify",
            from_state="submitted",
            to_state="verified",
            by=person,
            answers=CHECKED,
            verification_basis="article",
            revision=quote.revision,
        )


def by_raw_sql(quote: Quote, person: User) -> None:
    """At a database prompt."""
    with raw.refused("four eyes"):
        raw.insert_review(quote, "verify", State.VERIFIED, by=person)
        raw.update_quote(quote, state="verified", verification_basis="article")
    with raw.refused("moves only as its latest review says"):
        raw.update_quote(quote, state="verified", verification_basis="article")


DOORS = [
    by_the_desk,
    by_the_api,
    by_the_admins_form,
    by_an_action_of_the_admin,
    by_the_verb_in_a_shell,
    by_the_models_in_a_shell,
    by_raw_sql,
]


def in_every_group() -> User:
    """Somebody whose rights include all that there are for people."""
    person = make_person("reporter")
    for group in ("checker", "desk editor", "standards editor"):
        person.groups.add(*make_person(group).groups.all())
    return User.objects.get(pk=person.pk)


def the_administrator() -> User:
    """Somebody whom Django would let do anything."""
    return make_person(is_superuser=True)


def submitted(person: User) -> Quote:
    """A quote that this person submitted."""
    return make_quote(State.SUBMITTED, people={"reporter": person})


def submitted_again(person: User) -> Quote:
    """One that this person took back and submitted once more."""
    quote = submitted(person)
    verification.take_back(quote, by=person)
    verification.submit(quote, by=person)
    return quote


def taken_back_and_submitted_by_another(person: User) -> Quote:
    """One that this person submitted and took back, and a colleague then submitted for them."""
    quote = submitted(person)
    verification.take_back(quote, by=person)
    verification.submit(quote, by=make_person("reporter"))
    return quote


def sent_back_and_not(person: User) -> Quote:
    """One that was sent back, which was taken back: this person's submission stands."""
    quote, checker = submitted(person), make_person("checker")
    verification.send_back(quote, by=checker, note="A slip.")
    verification.take_back(quote, by=checker)
    return quote


def verified_and_not(person: User) -> Quote:
    """One whose verification was taken back."""
    quote, checker = submitted(person), make_person("checker")
    verification.verify(quote, by=checker, basis="article", answers=CHECKED)
    verification.take_back(quote, by=checker)
    return quote


def rejected_and_not(person: User) -> Quote:
    """One that this person themselves rejected and took that back."""
    quote = submitted(person)
    verification.reject(quote, by=person, reason="duplicate")
    verification.take_back(quote, by=person)
    return quote


PASTS = [
    submitted,
    submitted_again,
    taken_back_and_submitted_by_another,
    sent_back_and_not,
    verified_and_not,
    rejected_and_not,
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("past", PASTS)
@pytest.mark.parametrize("who", [in_every_group, the_administrator])
def test_who_submitted_does_not_verify(
    who: Callable[[], User], past: Callable[[User], Quote], door: Door
) -> None:
    person = who()
    quote = past(person)
    raw.settle()
    before = Quote.objects.get(pk=quote.pk).change_number
    door(Quote.objects.get(pk=quote.pk), person)
    after = Quote.objects.get(pk=quote.pk)
    assert (after.state, after.verification_basis) == (State.SUBMITTED, "")
    assert after.change_number == before
    assert not after.reviews.filter(move="verify", by=person).exists()


@pytest.mark.parametrize("past", PASTS)
def test_somebody_else_does(past: Callable[[User], Quote]) -> None:
    quote = past(the_administrator())
    verification.verify(quote, by=make_person("checker"), basis="article", answers=CHECKED)
    raw.settle()
    assert not quote.single_editor


# A newsroom of one


@pytest.fixture
def alone(settings: Any) -> tuple[User, Quote]:
    """The only person there is, and a quote that they published."""
    settings.SINGLE_EDITOR = True
    boss = the_administrator()
    quote = make_quote(
        words="We are one.", people={"reporter": boss, "checker": boss, "desk editor": boss}
    )
    verification.submit(quote, by=boss)
    verification.verify(quote, by=boss, basis="article", answers=CHECKED)
    verification.publish(quote, by=boss)
    return boss, quote


@pytest.fixture(params=[True, False], ids=["while it is set", "after it was unset"])
def _setting(request: pytest.FixtureRequest, settings: Any, alone: Any) -> None:
    settings.SINGLE_EDITOR = request.param


@pytest.mark.usefixtures("_setting")
class TestANewsroomOfOneSaysSo:
    """Everywhere the quote is shown."""

    def test_on_the_quotes_page(self, client: Client, alone: tuple[User, Quote]) -> None:
        page = client.get(f"/quotes/{alone[1].pk}/").content.decode()
        assert "One person alone made a decision that normally takes two." in page

    def test_in_the_results_of_a_search(self, client: Client, alone: tuple[User, Quote]) -> None:
        speaker = alone[1].speaker
        assert speaker is not None
        for address in ("/?q=one", f"/speakers/{speaker.slug}/"):
            assert "Single editor" in client.get(address).content.decode(), address

    def test_in_the_api(self, client: Client, alone: tuple[User, Quote]) -> None:
        one = client.get(f"/api/v1/quotes/{alone[1].pk}/").json()
        (listed,) = client.get("/api/v1/quotes/", {"q": "one"}).json()["results"]
        assert one["single_editor"] is listed["single_editor"] is True

    def test_on_the_desk_and_in_the_editors_api(self, alone: tuple[User, Quote]) -> None:
        boss, quote = alone
        client = _signed_in(boss)
        card = client.get(f"/admin/desk/{quote.version_id}/").content.decode()
        assert "Single editor" in card
        assert "as single editor" in card
        told = client.get(f"/api/v1/desk/quotes/{quote.pk}/").json()
        assert told["single_editor"] is True
        marked = {review["move"] for review in told["reviews"] if review["single_editor"]}
        assert marked == {"verify"}

    def test_in_the_admin(self, alone: tuple[User, Quote]) -> None:
        boss, quote = alone
        client = _signed_in(boss)
        assert (
            "Single editor"
            in client.get(f"/admin/quotes/quote/{quote.pk}/change/").content.decode()
        )
        found = client.get("/admin/quotes/quote/", {"single_editor__exact": "1"}).content.decode()
        assert "We are one." in found
        found = client.get("/admin/quotes/quote/", {"single_editor__exact": "0"}).content.decode()
        assert "We are one." not in found


def test_with_two_people_nothing_says_so(client: Client) -> None:
    quote = make_quote(State.PUBLISHED, words="We are two.")
    assert "One person alone" not in client.get(f"/quotes/{quote.pk}/").content.decode()
    assert "Single editor" not in client.get("/?q=two").content.decode()
    assert client.get(f"/api/v1/quotes/{quote.pk}/").json()["single_editor"] is False
