"""Every revision has an address; a mix-up shows on the pages of both who were mixed up."""

from __future__ import annotations

from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from quotes import corrections, directory, display, merging, verification
from quotes.models import Quote, Speaker
from quotes.verification import AttributionBasis, State
from tests.make import bring_to, make_person, make_quote, make_speaker
from tests.quotes.views.reading import get, text_of

pytestmark = pytest.mark.django_db


def change(quote: Quote, type: str = "correction", text: str = "It was wrong.", **to: Any) -> None:
    notice = corrections.propose(
        quote, by=make_person("reporter"), type=type, changes=to, public_text=text
    )
    corrections.approve(notice, by=make_person("desk editor"))
    quote.refresh_from_db()


@pytest.fixture
def quote() -> Quote:
    """Corrected twice, with a minor refile between."""
    found = make_quote(
        State.PUBLISHED,
        words="The quay is shut for good.",
        speaker=make_speaker("Orla Venn"),
        role_as_printed="Mayer of Tarrow",
    )
    start, end = found.content[0]
    change(found, said_on=date(2026, 3, 2), text="The day was wrong.")
    change(found, "refile", role_as_printed="Mayor of Tarrow", text="A slip.")
    change(found, content=[[start, end - 10]], text="Words were added by mistake.")
    return found


def page(client: Client, quote: Quote, number: int | str = "", status: int = 200) -> str:
    which = f"{number}/" if number else ""
    response = get(client, f"/quotes/{quote.pk}/revisions/{which}")
    assert response.status_code == status
    return text_of(response)


def test_each_revision_is_shown_as_it_was_public(client: Client, quote: Quote) -> None:
    first, second, third, now = (page(client, quote, number) for number in (1, 2, 3, 4))
    assert "“The quay is shut for good.”" in first
    assert "3 March 2026 ·" in first
    assert "2 March 2026 ·" in second
    assert ", Mayer of Tarrow" in first and ", Mayer of Tarrow" in second
    assert ", Mayor of Tarrow" in third and "“The quay is shut for good.”" in third
    assert "“The quay is shut”" in now
    for past in (first, second, third):
        assert "Superseded. This is revision" in past
        assert "Read the quote as it stands , revision 4" in past
    assert "Superseded" not in now
    assert "Revision 4 is the one that stands" in now


@pytest.mark.parametrize("number", ["", "1/", "4/"])
def test_a_revision_is_not_to_be_indexed(client: Client, quote: Quote, number: str) -> None:
    body = get(client, f"/quotes/{quote.pk}/revisions/{number}").content.decode()
    assert '<meta name="robots" content="noindex">' in body
    assert f'<link rel="canonical" href="{display.permalink(quote)}">' in body


def test_what_differs_is_marked_word_by_word(client: Client, quote: Quote) -> None:
    body = unescape(get(client, f"/quotes/{quote.pk}/revisions/4/").content.decode())
    assert '<del><span class="unseen">[taken out: </span> for good.<span' in body
    assert "“The quay is shut" in body


def test_differences_are_of_words_and_marks() -> None:
    before, after = display.sides("The old quay, he said", "The new quay he said")
    assert [run.text for run in before if run.is_changed] == ["old", ","]
    assert [run.text for run in after if run.is_changed] == ["new"]
    assert "".join(run.text for run in after) == "The new quay he said"


def test_the_list_tells_minor_revisions_apart(client: Client, quote: Quote) -> None:
    said = page(client, quote)
    assert "Revision 3 minor Refile" in said
    assert "Revision 4 stands Correction" in said
    assert "Revision 1 As first published" in said


def test_a_refile_is_not_announced(client: Client) -> None:
    quote = make_quote(State.PUBLISHED, role_as_printed="Mayer")
    change(quote, "refile", role_as_printed="Mayor", text="A slip of the pen.")
    body = text_of(get(client, quote.get_absolute_url()))
    assert "slip of the pen" not in body and "What has changed" not in body
    assert "all revisions" in body
    assert "Corrected" not in text_of(get(client, "/"))
    assert client.get(f"/api/v1/quotes/{quote.pk}/").json()["notices"] == []
    change(quote, role_as_printed="Deputy Mayor")
    assert "Corrected" in text_of(get(client, "/"))


@pytest.mark.parametrize("number", [0, 5, 99999])
def test_a_revision_that_never_was_is_not_found(client: Client, quote: Quote, number: int) -> None:
    page(client, quote, str(number), status=404)
    assert client.get(f"/api/v1/quotes/{quote.pk}/revisions/{number}/").status_code == 404


@pytest.mark.parametrize("which", ["", "1/", "4/"])
def test_a_retracted_quotes_revisions_are_gone_too(
    client: Client, quote: Quote, which: str
) -> None:
    verification.retract(quote, by=make_person("standards editor"), reason="Never said.")
    for address in (f"/quotes/{quote.pk}/revisions/", f"/api/v1/quotes/{quote.pk}/revisions/"):
        response = client.get(address + which)
        assert response.status_code == 410
        assert "Never said." in response.content.decode()
        assert "quay" not in response.content.decode()


def test_what_was_retracted_stays_gone_when_the_quote_is_published_again(
    client: Client, quote: Quote
) -> None:
    verification.retract(quote, by=make_person("standards editor"), reason="Never said.")
    verification.reopen(quote, by=make_person("checker"), note="It was said after all.")
    bring_to(quote, State.PUBLISHED, {})
    quote.refresh_from_db()
    change(quote, role_as_printed="Deputy Mayor of Tarrow", text="The office was wrong.")
    assert "Superseded. This is revision 4" in page(client, quote, 4)
    for number in (1, 2, 3):
        assert "Never said." in page(client, quote, number, status=410)
        gone = client.get(f"/api/v1/quotes/{quote.pk}/revisions/{number}/")
        assert gone.status_code == 410
    listed = page(client, quote)
    assert "Revision 5" in listed and "Revision 3" not in listed
    assert "The day was wrong." not in text_of(get(client, quote.get_absolute_url()))


def test_no_revision_names_a_source_that_is_not_named_any_more(client: Client) -> None:
    quote = make_quote(
        State.PUBLISHED,
        speaker=make_speaker("Zebulon Quist"),
        role_as_printed="keeper of the walrus",
        setting="in the walrus house",
    )
    change(quote, setting="at the walrus house", text="The place was wrong.")
    change(
        quote,
        speaker=None,
        descriptor="a keeper",
        role_as_printed="",
        no_role_printed=True,
        setting="",
        attribution_basis=AttributionBasis.BACKGROUND,
        text="The source is not named any more.",
    )
    addresses = [f"/quotes/{quote.pk}/", f"/quotes/{quote.pk}/revisions/"]
    addresses += [f"/quotes/{quote.pk}/revisions/{number}/" for number in (1, 2, 3)]
    for address in [*addresses, *(f"/api/v1{address}" for address in addresses)]:
        body = client.get(address)
        assert body.status_code == 200, address
        assert "Quist" not in body.content.decode(), address
        assert "walrus" not in body.content.decode(), address
    assert "a source that is not named any more" in page(client, quote, 1)


def test_the_api_has_every_revision(client: Client, quote: Quote) -> None:
    listed = client.get(f"/api/v1/quotes/{quote.pk}/revisions/").json()
    assert [(one["revision"], one["type"], one["is_minor"]) for one in listed] == [
        (4, "correction", False),
        (3, "refile", True),
        (2, "correction", False),
        (1, None, False),
    ]
    assert [one["is_current"] for one in listed] == [True, False, False, False]
    assert listed[0]["public_until"] is None
    assert listed[1]["public_until"] == listed[0]["public_from"]
    assert listed[3]["public_from"]
    assert listed[2]["changes"] == [
        {"name": "Said on", "before": "3 March 2026", "after": "2 March 2026"}
    ]
    first = client.get(f"/api/v1/quotes/{quote.pk}/revisions/1/").json()
    assert first["quote"]["text"] == "The quay is shut for good."
    assert first["quote"]["said_on"] == "2026-03-03"
    assert first["quote"]["speaker"]["name"] == "Orla Venn"
    assert first["current_url"] == display.permalink(quote)
    assert set(first["quote"]) & {"act", "caveats", "legal_flag", "embargo_until"} == set()


def test_revisions_say_that_a_single_editor_handled_the_quote(
    client: Client, settings: Any
) -> None:
    alone, two = "One person alone made a decision on this quote", make_quote(State.PUBLISHED)
    change(two, role_as_printed="Deputy Mayor")
    settings.SINGLE_EDITOR = True
    quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
    notice = corrections.propose(
        quote, by=editor, type="update", changes={}, public_text="It is open again."
    )
    corrections.approve(notice, by=editor)
    for number in ("", 1, 2):
        assert alone in page(client, quote, number), number
        assert alone not in page(client, two, number), number
    for number in ("", 2):
        assert "Proposed and approved by the same person." in page(client, quote, number)
    listed = client.get(f"/api/v1/quotes/{quote.pk}/revisions/").json()
    assert [one["single_editor"] for one in listed] == [True, True]
    assert not client.get(f"/api/v1/quotes/{two.pk}/revisions/1/").json()["single_editor"]


@pytest.fixture
def mixed_up() -> tuple[Quote, Speaker, Speaker]:
    """A quote that was published under a wrong name; who was wrong, and who is right."""
    wrong, right = make_speaker("Idris Calloway"), make_speaker("Orla Venn")
    quote = make_quote(State.PUBLISHED, speaker=wrong)
    change(quote, speaker=right, text="We mixed up two speakers.")
    return quote, wrong, right


def test_a_mix_up_shows_on_both_pages(
    client: Client, mixed_up: tuple[Quote, Speaker, Speaker]
) -> None:
    _, wrong, right = mixed_up
    theirs, ours = (get(client, one.get_absolute_url()) for one in (wrong, right))
    assert "Words of Orla Venn were published here as Idris Calloway’s" in text_of(theirs)
    assert "No quote of Idris Calloway is public here." in text_of(theirs)
    assert "Words of Orla Venn were first published as those of Idris Calloway" in text_of(ours)
    for response in (theirs, ours):
        assert "We mixed up two speakers." in text_of(response)
        assert mixed_up[0].get_absolute_url() in response.content.decode()
    assert right.get_absolute_url() in theirs.content.decode()
    assert wrong.get_absolute_url() in ours.content.decode()


def test_a_mix_up_is_in_the_api_of_both(
    client: Client, mixed_up: tuple[Quote, Speaker, Speaker]
) -> None:
    quote, wrong, right = mixed_up
    for speaker in (wrong, right):
        (told,) = client.get(f"/api/v1/speakers/{speaker.slug}/").json()["misattributions"]
        assert (told["wrong"]["slug"], told["right"]["slug"]) == (wrong.slug, right.slug)
        assert told["quote"] == display.permalink(quote)


def test_a_mix_up_goes_from_sight_with_its_quote(
    client: Client, mixed_up: tuple[Quote, Speaker, Speaker]
) -> None:
    quote, wrong, right = mixed_up
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint.")
    for speaker in (wrong, right):
        assert get(client, speaker.get_absolute_url()).status_code == 404
        assert directory.misattributions(speaker) == []


def merge(wrong: Speaker, survivor: Speaker) -> None:
    by = make_person("standards editor")
    merging.merge(wrong, into=survivor, by=by, reason="One person, two entries.")


def test_a_mix_up_of_two_who_turned_out_to_be_one_is_none(
    mixed_up: tuple[Quote, Speaker, Speaker],
) -> None:
    _, wrong, right = mixed_up
    merge(wrong, right)
    assert directory.misattributions(right) == []


def test_a_mix_up_shows_with_whom_the_wrong_one_was_merged_into(
    client: Client, mixed_up: tuple[Quote, Speaker, Speaker]
) -> None:
    _, wrong, right = mixed_up
    survivor = make_speaker("I. Calloway")
    merge(wrong, survivor)
    (told,) = directory.misattributions(survivor)
    assert (told.wrong, told.right) == (survivor, right)
    assert "Orla Venn" in text_of(get(client, survivor.get_absolute_url()))


def test_words_that_went_from_error_to_error_are_told_of_where_they_were_wrong(
    mixed_up: tuple[Quote, Speaker, Speaker],
) -> None:
    quote, first, second = mixed_up
    third = make_speaker("Marrow Finch")
    change(quote, speaker=third)
    assert [(one.wrong, one.right) for one in directory.misattributions(first)] == [(first, third)]
    assert [(one.wrong, one.right) for one in directory.misattributions(second)] == [
        (second, third)
    ]
    change(quote, speaker=first)
    assert [(one.wrong, one.right) for one in directory.misattributions(first)] == [(third, first)]


def test_a_source_that_is_unnamed_now_is_told_of_on_no_page(client: Client) -> None:
    speaker = make_speaker("Zebulon Quist")
    quote = make_quote(State.PUBLISHED, speaker=speaker)
    change(quote, speaker=None, descriptor="a keeper", role_as_printed="", no_role_printed=True)
    assert directory.misattributions(speaker) == []
    assert get(client, speaker.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", ["/quotes/{}/revisions/", "/api/v1/quotes/{}/revisions/1/"])
def test_revisions_cost_the_same_however_many_there_are(
    client: Client, django_assert_max_num_queries: Any, address: str
) -> None:
    quote = make_quote(State.PUBLISHED)
    for number in range(6):
        change(quote, speaker=make_speaker(f"Orla Venn {number}"))
    with django_assert_max_num_queries(6):
        assert client.get(address.format(quote.pk)).status_code == 200


def test_a_speakers_page_costs_the_same_however_many_mix_ups(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    wrong, right = make_speaker("Idris Calloway"), make_speaker("Orla Venn")
    for _ in range(4):
        change(make_quote(State.PUBLISHED, speaker=wrong), speaker=right)
    with django_assert_max_num_queries(15):
        assert get(client, right.get_absolute_url()).status_code == 200
