"""Who a token speaks for."""

from __future__ import annotations

from typing import Any

import pghistory
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.request import Request

from access import tokens
from access.models import ClientToken


class TokenAuthentication(BaseAuthentication):
    """A token in `Authorization: Token …` or `Bearer …`; the person is its client's owner."""

    keywords = (b"token", b"bearer")

    def authenticate(self, request: Request) -> tuple[Any, ClientToken] | None:
        """Whose token it is; nobody in particular for a client without an owner."""
        sent = get_authorization_header(request).split()
        if not sent or sent[0].lower() not in self.keywords:
            return None
        now = timezone.now()
        try:
            token = tokens.find(_plain(sent[1:]), now=now)
        except tokens.BadToken as bad:
            raise exceptions.AuthenticationFailed(str(bad)) from None
        tokens.note_use(token, now=now)
        # So that the history says by which program a change was made.
        pghistory.context(client=token.client.name, token=token.start)
        return token.client.owner or AnonymousUser(), token

    def authenticate_header(self, request: Request) -> str:
        """What a 401 asks for."""
        return "Token"


def _plain(sent: list[bytes]) -> str:
    """A token's characters; what can't be a token is refused before anything is looked up."""
    if len(sent) != 1 or not sent[0].replace(b"_", b"").isalnum() or len(sent[0]) > 128:
        raise tokens.BadToken("Invalid token.")
    return sent[0].decode()
