"""The API keeps to its own schema, whatever it is asked, with authentication and without."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from unittest import mock

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from access.quota import Throttle
from quotes import corrections, topics
from quotes.models import Speaker
from quotes.verification import State
from tests.access.make import make_secret
from tests.make import make_person, make_position, make_quote, make_speaker

pytestmark = pytest.mark.django_db

# The schema is asked for before there is a database to count the request in.
with mock.patch.object(Throttle, "allow_request", return_value=True):
    schema = schemathesis.openapi.from_wsgi("/api/v1/schema/", get_wsgi_application())

NOT_TOLD = [positive_data_acceptance, ignored_auth]
"""No schema tells which slugs, cursors and moves there are: what leads nowhere is refused. And who
has a token that holds may send a session that does not; tokens are tested elsewhere."""

FEW = settings(
    max_examples=4,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _record(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Something of everything to read and to work on, and nobody who counts the requests.

    The test's transaction spans all requests, so that none of them may close its connection.
    """
    monkeypatch.setattr(Throttle, "allow_request", lambda *_: True)
    _make_record()
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _make_record() -> None:
    editor, speaker = make_person("desk editor"), make_speaker("Ada Quill")
    board = make_speaker("Harbour Board", kind=Speaker.Kind.ORGANISATION)
    make_position(speaker, "President", organisation=board, start=date(2020, 1, 1))
    quote = make_quote(State.PUBLISHED, speaker=speaker, role_as_printed="President")
    topics.tag(quote, topics.add("Harbour", by=editor), by=editor)
    notice = corrections.propose(
        quote,
        by=make_person("checker"),
        type="correction",
        changes={"setting": "to reporters"},
        public_text="It was otherwise.",
    )
    corrections.approve(notice, by=editor)
    for state in (State.CAPTURED, State.SUBMITTED, State.VERIFIED, State.RETRACTED):
        make_quote(state)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def _ask(headers: dict[str, str]) -> list[str]:
    """What the answers to some requests of every operation do that the schema does not tell."""
    found = []
    for result in schema.get_all_operations():
        operation = result.ok()

        @FEW
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.headers = dict(headers)
            case.cookies.clear()
            case.call_and_validate(excluded_checks=NOT_TOLD)

        try:
            ask()
        except BaseExceptionGroup as failure:
            found.append(f"{operation.label}: {_told(failure)}")
    return found


def test_an_answer_to_anybody_is_one_that_the_schema_tells_of() -> None:
    assert _ask({}) == []


def test_an_answer_to_an_editor_is_one_that_the_schema_tells_of() -> None:
    person = make_person("standards editor", is_superuser=True)
    token = make_secret(person)
    assert _ask({"Authorization": f"Token {token}"}) == []


def _told(failure: BaseException) -> str:
    """Everything that is wrong, in one line for each."""
    inner = getattr(failure, "exceptions", ())
    return "\n".join(map(_told, inner)) if inner else str(failure)
