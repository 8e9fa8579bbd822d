"""Corrections over the API: proposed with one token, approved or declined with another."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from quotes import verification
from quotes.api.corrections import CORRECTION_VIEWS, ChangesSerializer
from quotes.corrections import CORRECTABLE
from quotes.models import Quote
from quotes.verification import State
from tests.make import make_person, make_quote, make_speaker
from tests.quotes.test_api_desk import Editor

pytestmark = pytest.mark.django_db

WRONG_OFFICE: dict[str, Any] = {
    "type": "correction",
    "public_text": "We gave the wrong office.",
    "changes": {"role": "Deputy Mayor"},
}


def post(editor: Editor, quote: Quote, verb: str, status: int = 200, **body: Any) -> Any:
    response = editor.client.post(
        f"/api/v1/quotes/{quote.pk}/{verb}/",
        body,
        content_type="application/json",
        headers=editor.headers,
    )
    assert response.status_code == status, response.content
    return response.json()


def propose(quote: Quote, status: int = 200, **body: Any) -> Any:
    """Propose as a reporter, on the quote as it is now."""
    said = {"expected": Quote.objects.get(pk=quote.pk).change_number, **WRONG_OFFICE, **body}
    return post(Editor("reporter"), quote, "propose_correction", status, **said)


def test_a_correction_goes_from_proposal_to_the_public(client: Client) -> None:
    quote = make_quote(State.PUBLISHED)
    public = f"/api/v1/quotes/{quote.pk}/"
    proposal = propose(quote)["proposal"]
    assert proposal["before"]["role_as_printed"] == "Mayor"
    assert (client.get(public).json()["role"], client.get(public).json()["notices"]) == (
        "Mayor",
        [],
    )
    whole = post(Editor("desk editor"), quote, "approve_correction", proposal=proposal["id"])
    assert (whole["proposal"], whole["revision"]) == (None, 2)
    shown = client.get(public).json()
    assert (shown["role"], shown["revision"]) == ("Deputy Mayor", 2)
    assert shown["notices"][0]["public_text"] == "We gave the wrong office."


def test_every_field_that_can_be_corrected_can_be_sent() -> None:
    sent = {field.source for field in ChangesSerializer().fields.values()}
    assert sent == set(CORRECTABLE) - {"cue", "source"}


def test_speaker_words_and_date_are_corrected() -> None:
    quote, other = make_quote(State.PUBLISHED, words="The pier stays."), make_speaker("Ines Holm")
    start = quote.content[0][0]
    changes = {
        "speaker": other.slug,
        "spans": [[start, start + 8]],
        "said_on": "2026-02-01",
        "said_on_precision": "month",
    }
    proposal = propose(quote, changes=changes)["proposal"]
    post(Editor("desk editor"), quote, "approve_correction", proposal=proposal["id"])
    quote.refresh_from_db()
    assert (quote.speaker, quote.words) == (other, "The pier")
    assert (str(quote.said_on), quote.said_on_precision) == ("2026-02-01", "month")


def test_the_proposer_does_not_approve() -> None:
    quote, editor = make_quote(State.PUBLISHED), Editor("desk editor")
    body = {"expected": quote.change_number, **WRONG_OFFICE}
    proposal = post(editor, quote, "propose_correction", **body)["proposal"]
    problem = post(editor, quote, "approve_correction", 403, proposal=proposal["id"])
    assert problem["type"] == "urn:on-record:problem:four-eyes"


def test_a_declined_proposal_changes_nothing() -> None:
    quote = make_quote(State.PUBLISHED)
    proposal = propose(quote)["proposal"]
    said = {"proposal": proposal["id"], "reason": "The office was right."}
    whole = post(Editor("standards editor"), quote, "decline_correction", **said)
    assert (whole["proposal"], whole["role"], whole["revision"]) == (None, "Mayor", 1)
    assert quote.notices.get().decline_reason == "The office was right."


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({"expected": None}, 400, "expected"),
        ({"type": "retraction"}, 400, "type"),
        ({"public_text": " "}, 422, "public_text"),
        ({"changes": {}}, 422, "changes"),
        ({"changes": {"role": ""}}, 422, "changes.role"),
        ({"changes": {"speaker": "nobody-at-all"}}, 400, "changes.speaker"),
        ({"changes": {"spans": [[0]]}}, 400, "changes.spans.0"),
        ({"changes": {"spans": [[5, 2]]}}, 400, "changes.spans"),
        ({"changes": {"state": "captured"}}, 400, "changes.state"),
        ({"changes": {"said_on": "yesterday"}}, 400, "changes.said_on"),
        ({"changes": {"attribution_basis": "off_record"}}, 422, "changes.attribution_basis"),
    ],
)
def test_an_unfit_proposal_is_refused_by_field(
    body: dict[str, Any], status: int, field: str
) -> None:
    quote = make_quote(State.PUBLISHED)
    problem = propose(quote, status, **body)
    assert problem["errors"][0]["field"].startswith(field), problem
    assert not quote.notices.exists()


def test_a_stale_proposal_is_a_conflict() -> None:
    quote = make_quote(State.PUBLISHED)
    problem = propose(quote, 409, expected=quote.change_number - 1)
    assert problem["type"] == "urn:on-record:problem:stale-quote"


def test_only_a_published_quote_is_corrected() -> None:
    assert propose(make_quote(State.VERIFIED), 409)["type"].endswith("illegal-move")


def test_a_proposal_of_a_withheld_quote_is_not_approved() -> None:
    quote = make_quote(State.PUBLISHED)
    proposal = propose(quote)["proposal"]
    verification.withhold(quote, by=make_person("desk editor"), note="A complaint came in.")
    post(Editor("desk editor"), quote, "approve_correction", 409, proposal=proposal["id"])


def test_another_quotes_proposal_is_not_found() -> None:
    quote, other = make_quote(State.PUBLISHED), make_quote(State.PUBLISHED)
    proposal = propose(quote)["proposal"]
    post(Editor("desk editor"), other, "approve_correction", 404, proposal=proposal["id"])


@pytest.mark.parametrize("verb", CORRECTION_VIEWS)
def test_nobody_corrects_without_a_token(client: Client, verb: str) -> None:
    address = f"/api/v1/quotes/{make_quote(State.PUBLISHED).pk}/{verb}/"
    assert client.post(address, {}, content_type="application/json").status_code == 401


@pytest.mark.parametrize("verb", CORRECTION_VIEWS)
def test_staff_of_no_group_correct_nothing(verb: str) -> None:
    post(Editor(), make_quote(State.PUBLISHED), verb, 403)
