"""The admin of the register and the record: verbs behind the forms, no way around the moves."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from quotes import attribution, corrections, intake, verification
from quotes.extraction.attributions import Sureness
from quotes.models import Notice, Quote, Speaker
from quotes.verification import State
from tests.make import (
    WELL_READ,
    make_found,
    make_merger,
    make_person,
    make_position,
    make_quote,
    make_speaker,
    make_version,
)

pytestmark = pytest.mark.django_db

ROLES = ("reporter", "checker", "desk editor", "standards editor")
LISTS = ("speaker", "position", "quote", "review", "notice", "extraction")
RECORD = ("quote", "review", "notice", "extraction")


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def as_a(group: str) -> Client:
    return signed_in(make_person(group))


def superuser() -> User:
    return make_person(is_superuser=True)


def text_of(response: Any) -> str:
    return str(response.content.decode())


def make_record() -> dict[str, int]:
    """One row of each kind, by the name of its model."""
    quote = make_quote(State.PUBLISHED)
    notice = corrections.propose(
        quote,
        by=make_person("reporter"),
        type=Notice.Type.CORRECTION,
        changes={"role_as_printed": "Deputy Mayor"},
        public_text="We had the role wrong.",
    )
    assert quote.speaker is not None
    return {
        "speaker": quote.speaker.pk,
        "position": make_position(quote.speaker, "Mayor").pk,
        "quote": quote.pk,
        "review": quote.reviews.latest("pk").pk,
        "notice": notice.pk,
        "extraction": intake.read(quote.version).pk,
    }


def speaker_form(speaker: Speaker | None = None, *aliases: str, **changed: Any) -> dict[str, Any]:
    """What the speaker's page sends, with aliases to add."""
    held = list(speaker.aliases.order_by("pk")) if speaker else []
    form: dict[str, Any] = {
        "name": speaker.name if speaker else "",
        "sort_name": speaker.sort_name if speaker else "",
        "kind": speaker.kind if speaker else "person",
        "description": speaker.description if speaker else "",
        "wikidata_id": speaker.wikidata_id if speaker else "",
        "aliases-TOTAL_FORMS": len(held) + len(aliases),
        "aliases-INITIAL_FORMS": len(held),
        "positions-TOTAL_FORMS": 0,
        "positions-INITIAL_FORMS": 0,
    }
    for index, alias in enumerate(held):
        form |= {f"aliases-{index}-id": alias.pk, f"aliases-{index}-speaker": alias.speaker_id}
    for index, name in enumerate(aliases, start=len(held)):
        form |= {f"aliases-{index}-id": "", f"aliases-{index}-name": name}
        form |= {f"aliases-{index}-speaker": speaker.pk if speaker else ""}
    return form | changed


def change(client: Client, speaker: Speaker, form: dict[str, Any]) -> Any:
    return client.post(reverse("admin:quotes_speaker_change", args=[speaker.pk]), form)


# ---- Lists and pages ---------------------------------------------------------------------


@pytest.mark.parametrize("group", ROLES)
def test_every_role_may_look_at_every_page(group: str) -> None:
    client = as_a(group)
    for model, pk in make_record().items():
        assert client.get(reverse(f"admin:quotes_{model}_changelist")).status_code == 200, model
        page = client.get(reverse(f"admin:quotes_{model}_change", args=[pk]))
        assert page.status_code == 200, model
        history = client.get(reverse(f"admin:quotes_{model}_history", args=[pk]))
        assert history.status_code == 200, model


@pytest.mark.parametrize("model", LISTS)
def test_every_list_can_be_searched(model: str) -> None:
    make_record()
    address = reverse(f"admin:quotes_{model}_changelist")
    for words in ("mayor", "“", "'; --", "x" * 500):
        assert as_a("reporter").get(address, {"q": words}).status_code == 200


@pytest.mark.parametrize("model", LISTS)
def test_a_list_costs_the_same_for_few_rows_and_many(model: str) -> None:
    client, counts = as_a("checker"), []
    address = reverse(f"admin:quotes_{model}_changelist")
    for number in (2, 10):
        for _ in range(number):
            make_record()
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_quote_is_found_by_its_words() -> None:
    make_quote(words="The tide decides for all of us.")
    make_quote(words="Nobody asked the pilots.")
    page = text_of(as_a("reporter").get(reverse("admin:quotes_quote_changelist"), {"q": "tides"}))
    assert "The tide decides" in page
    assert "Nobody asked" not in page


def test_a_speaker_is_found_by_an_alias() -> None:
    speaker = make_speaker("Ines Calloway")
    attribution.add_alias(speaker, "Nessa Calloway", by=make_person("checker"))
    address = reverse("admin:quotes_speaker_changelist")
    assert "Calloway, Ines" in text_of(as_a("reporter").get(address, {"q": "nessa"}))


@pytest.mark.parametrize(
    ("standing", "shown"), [("proposed", "Vane, Zora"), ("confirmed", "Calloway, Ines")]
)
def test_speakers_are_filtered_by_their_standing(standing: str, shown: str) -> None:
    make_speaker("Zora Vane", confirmed=False)
    make_speaker("Ines Calloway")
    address = reverse("admin:quotes_speaker_changelist")
    page = text_of(as_a("checker").get(address, {"standing": standing}))
    assert shown in page
    assert ("Vane, Zora" in page) != ("Calloway, Ines" in page)


def test_speakers_are_offered_while_typing() -> None:
    make_speaker("Port of Elmsund", kind="organisation")
    response = as_a("checker").get(
        reverse("admin:autocomplete"),
        {
            "term": "elms",
            "app_label": "quotes",
            "model_name": "position",
            "field_name": "organisation",
        },
    )
    assert [found["text"] for found in response.json()["results"]] == ["Port of Elmsund"]


# ---- No way around the moves -------------------------------------------------------------


@pytest.mark.parametrize("model", RECORD)
def test_nobody_adds_changes_or_deletes_the_record_by_hand(model: str) -> None:
    pk = make_record()[model]
    client = signed_in(superuser())
    assert client.get(reverse(f"admin:quotes_{model}_add")).status_code == 403
    change_page = reverse(f"admin:quotes_{model}_change", args=[pk])
    assert client.post(change_page, {"state": "published"}).status_code == 403
    delete = reverse(f"admin:quotes_{model}_delete", args=[pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("model", RECORD)
def test_a_bulk_action_deletes_nothing_either(model: str) -> None:
    pk = make_record()[model]
    client = signed_in(superuser())
    client.post(
        reverse(f"admin:quotes_{model}_changelist"),
        {"action": "delete_selected", "_selected_action": [pk], "post": "yes"},
    )
    assert client.get(reverse(f"admin:quotes_{model}_change", args=[pk])).status_code == 200


def test_a_quotes_page_leads_to_the_desk_and_has_no_fields_to_change() -> None:
    quote = make_quote()
    page = text_of(as_a("checker").get(reverse("admin:quotes_quote_change", args=[quote.pk])))
    assert f"{reverse('admin:desk_story', args=[quote.version_id])}#quote-{quote.pk}" in page
    assert 'name="state"' not in page
    assert 'name="words"' not in page


def test_a_speakers_standing_is_not_a_field() -> None:
    speaker = make_speaker("Zora Vane", confirmed=False)
    form = speaker_form(speaker, confirmed_at="2026-01-01", confirmed_by=1, slug="mine")
    change(as_a("checker"), speaker, form)
    speaker.refresh_from_db()
    assert not speaker.is_confirmed
    assert speaker.slug == "zora-vane"


# ---- The register ------------------------------------------------------------------------


def test_a_new_speaker_is_proposed_by_the_verb() -> None:
    client = as_a("checker")
    form = speaker_form(None, "Nessa Calloway", name=" Ines  Calloway ", wikidata_id="Q12")
    response = client.post(reverse("admin:quotes_speaker_add"), form)
    speaker = Speaker.objects.get()
    assert response.status_code == 302
    assert (speaker.name, speaker.sort_name, speaker.slug) == (
        "Ines Calloway",
        "Calloway, Ines",
        "ines-calloway",
    )
    assert speaker.wikidata_id == "Q12"
    assert not speaker.is_confirmed
    assert set(speaker.aliases.values_list("folded", flat=True)) == {
        "ines calloway",
        "nessa calloway",
    }


def test_a_renamed_speaker_keeps_the_old_name_as_an_alias() -> None:
    speaker = make_speaker("Ines Calloway")
    change(as_a("checker"), speaker, speaker_form(speaker, name="Ines Calloway-Brand"))
    speaker.refresh_from_db()
    assert speaker.name == "Ines Calloway-Brand"
    assert speaker.slug == "ines-calloway"
    assert set(speaker.aliases.values_list("name", flat=True)) == {
        "Ines Calloway",
        "Ines Calloway-Brand",
    }


def test_a_sort_name_given_by_hand_stands() -> None:
    speaker = make_speaker("Ines Calloway")
    form = speaker_form(speaker, name="Ines van Calloway", sort_name="Van Calloway, Ines")
    change(as_a("checker"), speaker, form)
    speaker.refresh_from_db()
    assert speaker.sort_name == "Van Calloway, Ines"


def test_an_alias_is_folded_by_the_verb() -> None:
    speaker = make_speaker("Ines Calloway")
    change(as_a("checker"), speaker, speaker_form(speaker, "Inés J. Calloway"))
    assert Speaker.objects.named("ines j calloway").get() == speaker


def test_the_same_alias_twice_is_one() -> None:
    speaker = make_speaker("Ines Calloway")
    response = change(as_a("checker"), speaker, speaker_form(speaker, "INES CALLOWAY"))
    assert response.status_code == 302
    assert speaker.aliases.count() == 1


def test_a_wrong_alias_is_deleted() -> None:
    speaker = make_speaker("Ines Calloway")
    attribution.add_alias(speaker, "Innes Galloway", by=make_person("checker"))
    change(as_a("checker"), speaker, speaker_form(speaker, **{"aliases-1-DELETE": "on"}))
    assert [alias.name for alias in speaker.aliases.all()] == ["Ines Calloway"]


def test_a_speakers_own_name_stays_an_alias() -> None:
    speaker = make_speaker("Ines Calloway")
    change(as_a("checker"), speaker, speaker_form(speaker, **{"aliases-0-DELETE": "on"}))
    assert [alias.name for alias in speaker.aliases.all()] == ["Ines Calloway"]


@pytest.mark.parametrize("name", ["...", "’", "-"])
def test_a_name_that_is_none_is_refused_in_the_form(name: str) -> None:
    response = as_a("checker").post(
        reverse("admin:quotes_speaker_add"), speaker_form(None, name=name)
    )
    assert response.status_code == 200
    assert "Give the speaker&#x27;s name." in text_of(response)
    assert not Speaker.objects.exists()


def test_a_wikidata_id_that_is_taken_is_refused_in_the_form() -> None:
    Speaker.objects.filter(pk=make_speaker("Bo Lind").pk).update(wikidata_id="Q12")
    speaker = make_speaker("Ines Calloway")
    response = change(as_a("checker"), speaker, speaker_form(speaker, wikidata_id="Q12"))
    assert "Another speaker has this Wikidata id." in text_of(response)


@pytest.mark.parametrize(
    "changed",
    [
        {"name": "\0"},
        {"name": "x" * 900},
        {"kind": "ghost"},
        {"wikidata_id": "12"},
        {"aliases-0-id": "999999"},
        {"aliases-TOTAL_FORMS": "-5"},
    ],
)
def test_garbage_changes_nothing_and_breaks_nothing(changed: dict[str, Any]) -> None:
    speaker = make_speaker("Ines Calloway")
    response = change(as_a("checker"), speaker, speaker_form(speaker, **changed))
    speaker.refresh_from_db()
    assert response.status_code in (200, 302)
    assert speaker.name == "Ines Calloway"
    assert [alias.name for alias in speaker.aliases.all()] == ["Ines Calloway"]


def test_a_reporter_looks_at_a_speaker_and_changes_nothing() -> None:
    speaker = make_speaker("Ines Calloway")
    client = as_a("reporter")
    assert change(client, speaker, speaker_form(speaker, name="Mine")).status_code == 403
    assert client.get(reverse("admin:quotes_speaker_add")).status_code == 403


def test_a_quoted_speaker_is_not_deleted_even_by_a_superuser() -> None:
    quote = make_quote()
    client = signed_in(superuser())
    address = reverse("admin:quotes_speaker_delete", args=[quote.speaker_id])
    assert client.post(address, {"post": "yes"}).status_code in (200, 302, 403)
    assert Speaker.objects.filter(pk=quote.speaker_id).exists()


def confirm_all(client: Client, *speakers: Speaker) -> Any:
    return client.post(
        reverse("admin:quotes_speaker_changelist"),
        {"action": "confirm", "_selected_action": [speaker.pk for speaker in speakers]},
        follow=True,
    )


def test_selected_speakers_are_confirmed_by_the_verb() -> None:
    checker = make_person("checker")
    proposed = [make_speaker(name, confirmed=False) for name in ("Zora Vane", "Bo Lind")]
    assert "Confirmed: 2." in text_of(confirm_all(signed_in(checker), *proposed))
    for speaker in proposed:
        speaker.refresh_from_db()
        assert speaker.confirmed_by == checker


def test_a_merged_speaker_is_named_when_it_can_not_be_confirmed() -> None:
    merged = make_speaker("Zora Vane", confirmed=False)
    make_merger(merged, make_speaker("Zora B. Vane", confirmed=False))
    page = text_of(confirm_all(as_a("checker"), merged))
    assert "Zora Vane: This speaker was merged into another." in page


def test_a_reporter_is_not_offered_the_confirmation() -> None:
    speaker = make_speaker("Zora Vane", confirmed=False)
    confirm_all(as_a("reporter"), speaker)
    speaker.refresh_from_db()
    assert not speaker.is_confirmed


def test_a_position_that_ends_before_it_starts_is_refused_in_the_form() -> None:
    speaker = make_speaker("Ines Calloway")
    response = as_a("checker").post(
        reverse("admin:quotes_position_add"),
        {
            "speaker": speaker.pk,
            "title": "Mayor",
            "start": "2026-02-01",
            "start_precision": "day",
            "end": "2025-02-01",
            "end_precision": "day",
        },
    )
    assert "A position can&#x27;t end before it starts." in text_of(response)


# ---- History -----------------------------------------------------------------------------


def test_a_quotes_history_tells_every_change_field_by_field() -> None:
    quote = make_quote()
    checker = make_person("checker", first_name="Bea", last_name="Lund")
    attribution.amend(quote, by=checker, changes={"speaker": make_speaker("Bo Lind")})
    signed_in(checker).post(
        reverse("admin:desk_spans", args=[quote.pk]),
        {"expected": quote.change_number, "content": "1-10", "cue": "", "source": ""},
    )
    page = as_a("reporter").get(reverse("admin:quotes_quote_history", args=[quote.pk]))
    entries = page.context["entries"]
    assert (entries[0].who, entries[0].where) == (
        "Bea Lund",
        reverse("admin:desk_spans", args=[quote.pk]),
    )
    assert ("Content", "1-10") in [(one.name, one.after) for one in entries[0].changes]
    assert [(one.name, one.after) for one in entries[1].changes] == [("Speaker", "Bo Lind")]
    assert entries[1].who == "a process of the product"
    assert entries[-1].what == "added"


def test_a_quotes_history_tells_its_moves() -> None:
    quote = make_quote()
    verification.submit(quote, by=make_person("reporter"))
    page = as_a("reporter").get(reverse("admin:quotes_quote_history", args=[quote.pk]))
    changes = [(one.name, one.before, one.after) for one in page.context["entries"][0].changes]
    assert ("State", "Captured", "Submitted") in changes


def test_a_speakers_history_includes_deleted_aliases() -> None:
    speaker = make_speaker("Ines Calloway")
    attribution.add_alias(speaker, "Innes Galloway", by=make_person("checker"))
    change(as_a("checker"), speaker, speaker_form(speaker, **{"aliases-1-DELETE": "on"}))
    page = as_a("reporter").get(reverse("admin:quotes_speaker_history", args=[speaker.pk]))
    whats = [(entry.subject.split()[0], entry.what) for entry in page.context["entries"]]
    assert ("alias", "deleted") in whats
    assert "Innes Galloway" in text_of(page)


# ---- People and jobs ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "auth_user_changelist",
        "auth_user_add",
        "auth_group_changelist",
        "procrastinate_procrastinatejob_changelist",
    ],
)
def test_people_groups_and_jobs_are_for_superusers(name: str) -> None:
    address = reverse(f"admin:{name}")
    assert signed_in(superuser()).get(address).status_code == 200
    assert as_a("standards editor").get(address).status_code == 403


def test_a_person_is_added_to_a_group() -> None:
    person, client = make_person(), signed_in(superuser())
    group = Group.objects.get(name="checker")
    page = client.get(reverse("admin:auth_user_change", args=[person.pk]))
    assert page.status_code == 200
    joined = f"{person.date_joined:%Y-%m-%d}"
    client.post(
        reverse("admin:auth_user_change", args=[person.pk]),
        {
            "username": person.username,
            "is_active": "on",
            "is_staff": "on",
            "groups": [group.pk],
            "date_joined_0": joined,
            "date_joined_1": "12:00:00",
        },
    )
    assert list(person.groups.all()) == [group]


def test_an_account_is_never_deleted() -> None:
    person, client = make_person("reporter"), signed_in(superuser())
    address = reverse("admin:auth_user_delete", args=[person.pk])
    assert client.post(address, {"post": "yes"}).status_code == 403


# ---- The policy --------------------------------------------------------------------------


def test_the_policy_is_laxer_on_the_admins_paths_only() -> None:
    make_version()
    client = as_a("reporter")
    admin_policy = client.get(reverse("admin:desk"))["Content-Security-Policy"]
    public_policy = client.get("/")["Content-Security-Policy"]
    assert "'unsafe-eval'" in admin_policy
    assert "script-src 'self' 'unsafe-eval'" in admin_policy
    assert "unsafe" not in public_policy


def test_signing_in_without_an_address_leads_to_the_admin() -> None:
    person = make_person("reporter")
    person.set_password("a-long-enough-password")
    person.save()
    response = Client().post(
        reverse("admin:login"),
        {"username": person.username, "password": "a-long-enough-password"},
    )
    assert response.url == reverse("admin:index")  # type: ignore[attr-defined]


def test_no_quote_is_lost_by_looking() -> None:
    quote = make_quote(State.PUBLISHED)
    before = Quote.objects.values().get(pk=quote.pk)
    signed_in(superuser()).get(reverse("admin:quotes_quote_change", args=[quote.pk]))
    assert Quote.objects.values().get(pk=quote.pk) == before


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({}, 2),
        ({"act__exact": "plan"}, 1),
        ({"caveat": "denial"}, 1),
        ({"caveat": "irony"}, 2),
        ({"band": "check_speaker"}, 1),
        ({"band": "sure"}, 1),
        ({"band": "by_hand"}, 1),
    ],
)
def test_quotes_are_filtered_by_what_the_engine_read(asked: dict[str, str], count: int) -> None:
    sureness = Sureness(span=0.9, speaker=0.7)
    make_found(read=WELL_READ | {"act": "plan", "caveats": ("denial",), "sureness": sureness})
    make_quote()
    client = Client()
    client.force_login(make_person("reporter"))
    response = client.get(reverse("admin:quotes_quote_changelist"), asked)
    assert response.context["cl"].result_count == count
