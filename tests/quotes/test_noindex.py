"""What search engines are asked to leave out: who decides it, that it is kept, and its merger."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from quotes import noindex
from quotes.models import NoIndex
from quotes.verification import NotAllowed, State
from sources.refusal import Refusal
from tests.make import make_merger, make_person, make_quote, make_speaker

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("group", ["desk editor", "standards editor"])
def test_an_editor_keeps_a_page_out_and_lets_it_in_again(group: str) -> None:
    quote, editor = make_quote(State.PUBLISHED), make_person(group)
    made = noindex.keep_out(quote, by=editor, reason=" A private person. ")
    assert (made.reason, made.by, noindex.is_kept_out(quote)) == ("A private person.", editor, True)
    noindex.let_in(quote, by=editor)
    assert not noindex.is_kept_out(quote)
    events = NoIndex.pgh_event_model.objects.filter(pgh_obj_id=made.pk)  # type: ignore[attr-defined]
    assert list(events.order_by("pgh_id").values_list("pgh_label", flat=True)) == [
        *("insert", "delete"),
    ]


@pytest.mark.parametrize("group", ["reporter", "checker"])
def test_nobody_else_does(group: str) -> None:
    quote, person = make_quote(State.PUBLISHED), make_person(group)
    with pytest.raises(NotAllowed):
        noindex.keep_out(quote, by=person, reason="Mine.")
    noindex.keep_out(quote, by=make_person("desk editor"), reason="A private person.")
    with pytest.raises(NotAllowed):
        noindex.let_in(quote, by=person)
    assert noindex.is_kept_out(quote)


def test_it_needs_a_reason_and_is_decided_once() -> None:
    quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
    with pytest.raises(Refusal, match="Say why") as refused:
        noindex.keep_out(quote, by=editor, reason="  ")
    assert refused.value.field == "reason"
    noindex.keep_out(quote, by=editor, reason="A private person.")
    with pytest.raises(Refusal, match="already"):
        noindex.keep_out(quote, by=editor, reason="Again.")
    noindex.let_in(quote, by=editor)
    with pytest.raises(Refusal, match="not asked"):
        noindex.let_in(quote, by=editor)


def test_a_speakers_covers_the_quotes() -> None:
    quote = make_quote(State.PUBLISHED)
    assert quote.speaker is not None
    noindex.keep_out(quote.speaker, by=make_person("desk editor"), reason="A private person.")
    assert noindex.is_kept_out(quote)
    assert not noindex.is_kept_out(make_quote(State.PUBLISHED))


@pytest.mark.parametrize("parts", ["both", "neither", "no reason"])
def test_the_database_holds_it_to_one_record_and_a_reason(parts: str) -> None:
    quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
    given = {"quote": quote, "by": editor, "reason": "Why."}
    given |= {
        "both": {"speaker": quote.speaker},
        "neither": {"quote": None},
        "no reason": {"reason": " "},
    }[parts]
    with pytest.raises(IntegrityError), transaction.atomic():
        NoIndex.objects.create(**given)


@pytest.mark.parametrize("both", [False, True])
def test_a_merged_speaker_stays_out_under_the_other_name(both: bool) -> None:
    loser, winner, editor = make_speaker(), make_speaker(), make_person("desk editor")
    noindex.keep_out(loser, by=editor, reason="A private person.")
    if both:
        noindex.keep_out(winner, by=editor, reason="Also private.")
    make_merger(loser, winner)
    assert noindex.is_kept_out(winner)


def test_it_is_decided_and_lifted_in_the_admin(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    client.force_login(make_person("desk editor"))
    given = {"quote": quote.pk, "speaker": "", "reason": "A private person."}
    form = client.post("/admin/quotes/noindex/add/", given | {"reason": ""})
    assert form.status_code == 200
    assert not noindex.is_kept_out(quote)
    assert client.post("/admin/quotes/noindex/add/", given).status_code == 302
    made = NoIndex.objects.get(quote=quote)
    assert quote.words[:20] in client.get("/admin/quotes/noindex/").content.decode()
    both = client.post(
        "/admin/quotes/noindex/add/", {**given, "speaker": quote.speaker_id or ""}
    ).content.decode()
    assert "Choose a quote or a speaker" in both
    gone = client.post(f"/admin/quotes/noindex/{made.pk}/delete/", {"post": "yes"})
    assert gone.status_code == 302
    assert not noindex.is_kept_out(quote)


def test_a_reporter_sees_what_is_kept_out_and_changes_nothing(client: Client) -> None:
    client.force_login(make_person("reporter"))
    assert client.get("/admin/quotes/noindex/").status_code == 200
    assert client.get("/admin/quotes/noindex/add/").status_code == 403
