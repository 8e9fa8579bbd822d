"""Corrections proposed, approved and declined on the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from quotes import corrections
from quotes.models import Notice, Quote
from quotes.verification import State
from tests.make import (
    make_person,
    make_quote,
)
from tests.quotes.desk.doing import HTMX, as_a, attribution_of, desk_page, signed_in, text_of

pytestmark = pytest.mark.django_db


def propose(client: Client, quote: Quote, **changed: Any) -> Any:
    sent = {"type": "correction", "public_text": "We had the role wrong.", **changed}
    return client.post(
        reverse("admin:desk_propose", args=[quote.pk]), attribution_of(quote, **sent), headers=HTMX
    )


def test_a_correction_is_proposed_and_waits() -> None:
    quote = make_quote(State.PUBLISHED)
    response = propose(as_a("reporter"), quote, role_as_printed="Deputy Mayor")
    quote.refresh_from_db()
    assert response.status_code == 200
    assert quote.role_as_printed == "Mayor"
    assert "<del>Mayor</del>" in text_of(response)
    assert "<ins>Deputy Mayor</ins>" in text_of(response)


def test_a_correction_needs_a_text_for_the_public_and_keeps_the_input() -> None:
    quote = make_quote(State.PUBLISHED)
    response = propose(as_a("reporter"), quote, public_text="", role_as_printed="Deputy Mayor")
    assert response.status_code == 422
    assert "Write what the public will read." in text_of(response)
    assert 'value="Deputy Mayor"' in text_of(response)
    assert not quote.notices.exists()


def test_the_form_explains_the_kinds_of_notice_and_refuses_a_refile_that_is_more() -> None:
    quote, reporter = make_quote(State.PUBLISHED), as_a("reporter")
    address = reverse("admin:desk_quote", args=[quote.pk])
    shown = text_of(reporter.get(f"{address}?open=correct", headers=HTMX))
    assert "Refile: only spelling, marks and spacing" in shown
    response = propose(reporter, quote, type="refile", role_as_printed="Deputy Mayor")
    assert response.status_code == 422
    assert "Role is worded otherwise; a refile only mends" in text_of(response)


def test_another_person_approves_a_correction() -> None:
    quote = make_quote(State.PUBLISHED)
    propose(as_a("reporter"), quote, role_as_printed="Deputy Mayor")
    address = reverse("admin:desk_approve", args=[quote.pk, quote.notices.get().pk])
    response = as_a("desk editor").post(address, headers=HTMX)
    quote.refresh_from_db()
    assert response.status_code == 200
    assert (quote.role_as_printed, quote.revision) == ("Deputy Mayor", 2)


def test_the_proposer_reads_why_somebody_else_approves() -> None:
    quote, editor = make_quote(State.PUBLISHED), make_person("desk editor")
    propose(signed_in(editor), quote, role_as_printed="Deputy Mayor")
    page = text_of(signed_in(editor).get(desk_page(quote)))
    assert "You proposed this correction; somebody else approves it." in page
    assert ">Approve<" not in page
    address = reverse("admin:desk_approve", args=[quote.pk, quote.notices.get().pk])
    forged = signed_in(editor).post(address, headers=HTMX)
    quote.refresh_from_db()
    assert (forged.status_code, quote.revision) == (422, 1)


def test_a_correction_is_declined_with_a_reason() -> None:
    quote = make_quote(State.PUBLISHED)
    propose(as_a("reporter"), quote, role_as_printed="Deputy Mayor")
    notice, client = quote.notices.get(), as_a("desk editor")
    address = reverse("admin:desk_decline", args=[quote.pk, notice.pk])
    unsaid = client.post(address, {"reason": " "}, headers=HTMX)
    assert (unsaid.status_code, "Say why it is declined." in text_of(unsaid)) == (422, True)
    client.post(address, {"reason": "The story prints Mayor.\0"}, headers=HTMX)
    notice.refresh_from_db()
    assert notice.decline_reason == "The story prints Mayor."


def test_a_reporter_withdraws_a_proposal_of_their_own() -> None:
    quote, reporter = make_quote(State.PUBLISHED), make_person("reporter")
    propose(signed_in(reporter), quote, role_as_printed="Deputy Mayor")
    address = reverse("admin:desk_decline", args=[quote.pk, quote.notices.get().pk])
    assert ">Withdraw<" in text_of(signed_in(reporter).get(desk_page(quote)))
    assert signed_in(reporter).post(address, {"reason": "My mistake."}).status_code == 302


def test_approving_twice_makes_one_revision() -> None:
    quote = make_quote(State.PUBLISHED)
    propose(as_a("reporter"), quote, role_as_printed="Deputy Mayor")
    address = reverse("admin:desk_approve", args=[quote.pk, quote.notices.get().pk])
    as_a("desk editor").post(address, headers=HTMX)
    again = as_a("standards editor").post(address, headers=HTMX)
    quote.refresh_from_db()
    assert (again.status_code, quote.revision) == (409, 2)
    assert "decided already" in text_of(again)


def test_a_proposal_of_another_quote_is_not_found() -> None:
    quote, other = make_quote(State.PUBLISHED), make_quote(State.PUBLISHED)
    notice = corrections.propose(
        other,
        by=make_person("reporter"),
        type=Notice.Type.CLARIFICATION,
        changes={},
        public_text="He spoke before the vote.",
    )
    address = reverse("admin:desk_approve", args=[quote.pk, notice.pk])
    assert as_a("desk editor").post(address).status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {"type": "retraction"},
        {"type": "\0"},
        {"public_text": "\0"},
        {"public_text": "x" * 9000},
        {"content": "0-99999"},
        {"speaker": "new:person", "speaker_name": "Un Confirmed"},
        {"said_on": ""},
        {"expected": "0"},
    ],
)
def test_a_garbled_correction_is_refused(sent: dict[str, Any]) -> None:
    quote = make_quote(State.PUBLISHED)
    assert propose(as_a("reporter"), quote, **sent).status_code in (409, 422)
    assert not quote.notices.exists()


def test_a_correction_cannot_lift_an_embargo_or_a_legal_flag() -> None:
    quote = make_quote(State.PUBLISHED, legal_flag=True, descriptor="", people={})
    propose(as_a("reporter"), quote, embargo_until="2030-01-01T00:00", role_as_printed="Pilot")
    assert "embargo_until" not in quote.notices.get().after
