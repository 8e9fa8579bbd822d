"""What a visitor is told while the database is away, wherever in a request it is missed."""

import pytest
from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.fixture
def cut_off(client: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A visitor of a site whose database is gone."""

    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("connection refused: the inside of it")

    client.raise_request_exception = False
    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", gone)
    return client


@pytest.mark.parametrize("address", ["/", "/quotes/1/", "/admin/login/", "/speakers/"])
def test_a_page_says_so_and_when_to_come_back(cut_off: Client, address: str) -> None:
    cut_off.cookies["sessionid"] = "s" * 32
    response = cut_off.get(address)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert "Nothing that you sent was half-done" in response.content.decode()
    assert "inside of it" not in response.content.decode()


def test_the_api_says_so_as_a_problem(cut_off: Client) -> None:
    response = cut_off.get("/api/v1/quotes/")
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 503
