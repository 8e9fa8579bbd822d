"""Who may see the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.make import (
    make_person,
    make_quote,
)
from tests.quotes.desk.doing import as_a, desk_page, signed_in, text_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["desk", "desk_add", "desk_speakers"])
def test_a_stranger_is_sent_to_the_sign_in(name: str) -> None:
    response = Client().get(reverse(f"admin:{name}"))
    assert response.status_code == 302
    assert reverse("admin:login") in response.url  # type: ignore[attr-defined]


def test_staff_without_a_role_may_not_see_the_desk() -> None:
    assert signed_in(make_person()).get(reverse("admin:desk")).status_code == 403


@pytest.mark.parametrize("group", ["reporter", "checker", "desk editor", "standards editor"])
def test_every_role_sees_the_desk_and_a_story(group: str) -> None:
    client, quote = as_a(group), make_quote()
    assert client.get(reverse("admin:desk")).status_code == 200
    assert quote.words in text_of(client.get(desk_page(quote)))


def test_the_menu_leads_to_the_desk() -> None:
    page = text_of(as_a("reporter").get(reverse("admin:index")))
    assert f'href="{reverse("admin:desk")}"' in page
    assert f'href="{reverse("admin:desk_add")}"' in page


def test_the_menu_leaves_out_what_a_role_may_not_open() -> None:
    page = text_of(as_a("standards editor").get(reverse("admin:index")))
    assert f'href="{reverse("admin:desk_add")}"' not in page
    assert f'href="{reverse("admin:auth_user_changelist")}"' not in page
