"""The register's pages on the desk: duplicates, merging and undoing, parting, roles."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quotes import merging
from quotes.models import Distinction, Merger, Quote, Speaker
from quotes.verification import State
from tests.make import make_merger, make_person, make_position, make_quote, make_speaker

pytestmark = pytest.mark.django_db


def as_a(group: str) -> Client:
    client = Client()
    client.force_login(make_person(group))
    return client


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content
    return response.content.decode()


def test_a_pair_is_merged_in_two_steps_from_the_list() -> None:
    elder, later = make_speaker("John Smith"), make_speaker("J. Smith")
    quote = make_quote(State.PUBLISHED, speaker=later)
    client = as_a("desk editor")
    listed = text(client.get("/admin/desk/duplicates/"))
    address = f"/admin/desk/speakers/{later.pk}/merge/?into={elder.pk}"
    assert address in listed
    assert "agree in surname and initials" in listed
    preview = text(client.get(address))
    assert "Nothing has happened yet" in preview
    assert Speaker.objects.current().count() == 2
    answer = client.post(address, {"into": elder.pk, "reason": "One man."}, follow=True)
    assert "J. Smith is merged into John Smith." in text(answer)
    quote.refresh_from_db()
    assert quote.speaker == elder


def test_the_merging_page_finds_the_other_by_name_and_by_likeness() -> None:
    one, other, third = (
        make_speaker("J. Smith"),
        make_speaker("John Smith"),
        make_speaker("Bo Reed"),
    )
    client = as_a("desk editor")
    page = text(client.get(f"/admin/desk/speakers/{one.pk}/merge/"))
    assert f"?into={other.pk}" in page
    assert f"?into={third.pk}" not in page
    assert f"?into={third.pk}" in text(client.get(f"/admin/desk/speakers/{one.pk}/merge/?q=reed"))


def test_obstacles_are_shown_before_and_refused_after_with_the_input_kept() -> None:
    one, other = make_speaker("Ada Quill"), make_speaker("Quill Port", kind="organisation")
    client, address = as_a("desk editor"), f"/admin/desk/speakers/{one.pk}/merge/"
    assert "This stands in the way" in text(client.get(f"{address}?into={other.pk}"))
    page = text(client.post(address, {"into": other.pk, "reason": "I think so."}), 422)
    assert "One is a person and the other an organisation" in page
    third = make_speaker("Ada B. Quill")
    page = text(client.post(address, {"into": third.pk, "reason": " "}), 422)
    assert "Say why." in page
    assert not Merger.objects.exists()


@pytest.mark.parametrize("group", ["reporter", "checker"])
def test_who_may_not_merge_sees_pairs_without_the_way(group: str) -> None:
    one, other = make_speaker("J. Smith"), make_speaker("John Smith")
    quote = make_quote(speaker=one)
    record = make_merger(make_speaker("A"), make_speaker("B"))
    client = as_a(group)
    assert "/merge/" not in text(client.get("/admin/desk/duplicates/"))
    for address in (
        f"/admin/desk/speakers/{one.pk}/merge/",
        f"/admin/desk/speakers/{one.pk}/split/",
        f"/admin/desk/mergers/{record.pk}/undo/",
    ):
        assert client.get(address).status_code == 403
        assert client.post(address, {"into": other.pk, "quotes": quote.pk}).status_code == 403


def test_nobody_who_is_not_signed_in_sees_any_of_it() -> None:
    for address in ("/admin/desk/duplicates/", "/admin/desk/roles/"):
        assert Client().get(address).status_code == 302


def test_not_the_same_is_remembered_and_can_be_taken_back() -> None:
    one, other, client = make_speaker("Ada Quill"), make_speaker("Ada Quill"), as_a("checker")
    said = {"one": other.pk, "other": one.pk, "reason": "Mother and daughter."}
    answer = text(client.post("/admin/desk/duplicates/apart/", said, follow=True))
    assert "not suggested again" in answer
    assert "No entries look like one speaker." in answer
    told = Distinction.objects.get()
    action = {"action": "take_back", "_selected_action": told.pk}
    client.post(reverse("admin:quotes_distinction_changelist"), action)
    assert not Distinction.objects.exists()


def test_a_reporter_tells_nobody_apart() -> None:
    one, other = make_speaker("Ada Quill"), make_speaker("Ada Quill")
    said = {"one": other.pk, "other": one.pk, "reason": "Two."}
    assert as_a("reporter").post("/admin/desk/duplicates/apart/", said).status_code == 403


def test_a_merger_is_undone_from_the_speakers_page() -> None:
    loser, winner = make_speaker("J. Smith"), make_speaker("John Smith")
    quote = make_quote(State.PUBLISHED, speaker=loser)
    record = make_merger(loser, winner)
    client, address = as_a("standards editor"), f"/admin/desk/mergers/{record.pk}/undo/"
    for speaker in (loser, winner):
        assert address in text(client.get(f"/admin/quotes/speaker/{speaker.pk}/change/"))
    assert "Quotes: 1" in text(client.get(address))
    assert "Say why." in text(client.post(address, {"reason": ""}), 422)
    text(client.post(address, {"reason": "They are two."}, follow=True))
    quote.refresh_from_db()
    assert quote.speaker == loser
    assert "undone already" in text(client.get(address))
    assert "undone already" in text(client.post(address, {"reason": "Again."}), 422)


def test_quotes_are_parted_after_a_dry_run() -> None:
    speaker = make_speaker("Ada Quill")
    captured = make_quote(speaker=speaker)
    published = make_quote(State.PUBLISHED, speaker=speaker)
    client, address = as_a("desk editor"), f"/admin/desk/speakers/{speaker.pk}/split/"
    said = {
        "quotes": [captured.pk, published.pk],
        "new_name": "Ada Quill",
        "reason": "Her daughter said these.",
    }
    page = text(client.post(address, said))
    assert "nothing has happened yet" in page
    assert "Proposed" in page
    assert Speaker.objects.count() == 1
    answer = text(client.post(address, said | {"do": "part"}, follow=True))
    assert "Moved: 1." in answer
    assert "Proposed: 1." in answer
    captured.refresh_from_db(), published.refresh_from_db()
    assert captured.speaker != speaker
    assert published.speaker == speaker
    assert published.notices.get().decided_at is None


def test_parting_says_what_is_missing() -> None:
    speaker = make_speaker("Ada Quill")
    address = f"/admin/desk/speakers/{speaker.pk}/split/"
    page = text(as_a("desk editor").post(address, {"reason": "Two.", "new_name": "Bo"}), 422)
    assert "Choose between one and 500 quotes." in page
    assert 'value="Bo"' in page


def test_a_position_mended_says_how_many_quotes_disagree() -> None:
    speaker = make_speaker("Ada Quill")
    position = make_position(speaker, "Mayor", start=date(2020, 1, 1))
    for _ in range(3):
        make_quote(State.PUBLISHED, speaker=speaker)
    client = as_a("checker")
    fields = {
        "speaker": speaker.pk,
        "title": "Mayor",
        "organisation": "",
        "start": "2020-01-01",
        "start_precision": "day",
        "end": "2025-12-31",
        "end_precision": "day",
    }
    before = list(Quote.objects.order_by("pk").values())
    address = reverse("admin:quotes_position_change", args=[position.pk])
    page = text(client.post(address, fields, follow=True))
    assert "3 of this speaker’s quotes disagree" in page
    assert list(Quote.objects.order_by("pk").values()) == before
    listed = text(client.get(f"/admin/desk/roles/?speaker={speaker.pk}&kind=ended"))
    assert listed.count("ended on 31 December 2025") == 3
    assert "The register bears out all of them." in text(
        client.get("/admin/desk/roles/?kind=renamed")
    )


@pytest.mark.parametrize("query", ["kind=x", "speaker=x", "cursor=x"])
def test_a_filter_of_roles_that_leads_nowhere_is_an_error(query: str) -> None:
    assert 'role="alert"' in text(as_a("checker").get(f"/admin/desk/roles/?{query}"), 400)


def test_a_page_of_pairs_that_nobody_gave_out_is_an_error() -> None:
    assert "no such page" in text(as_a("checker").get("/admin/desk/duplicates/?after=x"), 400)


def test_merged_speakers_are_not_offered_for_positions() -> None:
    loser, winner = make_speaker("Ada Quill"), make_speaker("Ada Quill")
    make_merger(loser, winner)
    asked = {
        "app_label": "quotes",
        "model_name": "position",
        "field_name": "speaker",
        "term": "Quill",
    }
    found = as_a("checker").get("/admin/autocomplete/", asked).json()["results"]
    assert [one["id"] for one in found] == [str(winner.pk)]


@pytest.mark.parametrize("address", ["/admin/desk/duplicates/", "/admin/desk/roles/"])
def test_pages_cost_the_same_however_long(address: str, django_assert_max_num_queries: Any) -> None:
    client = as_a("desk editor")
    for number in (1, 5):
        for _ in range(number):
            speaker = make_speaker("Ada Quill")
            make_quote(speaker=speaker)
            make_position(speaker, "Pilot")
        with django_assert_max_num_queries(16):
            client.get(address)


def test_mergers_and_distinctions_are_shown_and_searched() -> None:
    make_merger(make_speaker("J. Smith"), make_speaker("John Smith"))
    one, other = make_speaker("Ada Quill"), make_speaker("Ada Quill")
    merging.tell_apart(one, other, by=make_person("checker"), reason="Two.")
    client = as_a("reporter")
    for name, found in (("merger", "J. Smith"), ("distinction", "Ada Quill")):
        page = text(client.get(reverse(f"admin:quotes_{name}_changelist"), {"q": found}))
        assert found in page
