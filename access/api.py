"""What an address of the API asks of whoever comes: a token's scope, a quota, a key for a write."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from rest_framework import exceptions, status
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from access import answers, scopes
from access.authentication import TokenAuthentication
from access.models import ClientToken

KEY = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
KEPT_HEADERS = ("Content-Type", "Location", "ETag")


class MissingScope(exceptions.PermissionDenied):
    """A token that was not made for this."""

    problem = ("missing-scope", "The token lacks the scope for this")

    def __init__(self, needed: str | None, token: ClientToken) -> None:
        held = ", ".join(f"`{scope}`" for scope in token.scopes)
        said = (
            f"This needs a token with the scope `{needed}`; yours has {held}."
            if needed
            else "This can't be used with a token."
        )
        super().__init__(said)
        self.extra = {"scope": needed} if needed else {}


class KeyInFlight(exceptions.APIException):
    """The first request under this key is not done yet."""

    status_code = status.HTTP_409_CONFLICT
    default_detail = "A request with this Idempotency-Key is at work. Ask again in a second."
    problem = ("key-in-flight", "The same request is at work")
    wait = 1


class KeyReused(exceptions.APIException):
    """A key that was used for something else."""

    status_code = status.HTTP_422_UNPROCESSABLE_ENTITY
    default_detail = (
        "This Idempotency-Key was used for another request. Send this one with a key of its own."
    )
    problem = ("key-reused", "The key was used for another request")


class HasScope(BasePermission):
    """A token with the scope that the address states; sessions have their person's rights."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether the token is good for this; if not, it is told what would be."""
        method = (request.method or "").lower()
        if not isinstance(request.auth, ClientToken) or not hasattr(view, method):
            return True  # a method that there is none of is a 405
        needed = view.scopes.get(request.method)
        if needed != scopes.NONE and needed not in request.auth.scopes:
            raise MissingScope(needed, request.auth)
        return True


class Gate(APIView):
    """Who may come in, how often, and that a write under a key is done once.

    An address states in `scopes` what a token needs for each method; without, it takes none.
    """

    authentication_classes: list[type[BaseAuthentication]] = [
        TokenAuthentication,
        SessionAuthentication,
    ]
    scopes: Mapping[str, str] = {}

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Count before all else, so that every answer tells how its reader stands."""
        self.perform_authentication(request)
        super().initial(request, *args, **kwargs)
        if request.method == "POST" and KEY in request.headers and hasattr(self, "post"):
            asked = _asked(request)
            # As Django REST framework itself binds the methods of a viewset.
            setattr(self, "post", partial(self._once, asked, self.post))  # noqa: B010

    def perform_authentication(self, request: Request) -> None:
        """Who asks; a bad token counts too, so that tokens can't be tried out freely."""
        try:
            super().perform_authentication(request)
        except exceptions.AuthenticationFailed:
            self._count(request)
            raise
        self._count(request)

    def _count(self, request: Request) -> None:
        if not hasattr(request._request, "rate_standing"):
            super().check_throttles(request)

    def check_throttles(self, request: Request) -> None:
        """Done when it was known who asks."""

    def get_permissions(self) -> Any:
        """The scope first."""
        return [HasScope(), *super().get_permissions()]

    def _once(
        self, asked: partial[answers.Asked], handler: Any, request: Request, *args: Any, **kw: Any
    ) -> HttpResponse:
        """The handler's answer, or the one that was kept."""
        first: list[Response] = []

        def act() -> answers.Answer:
            first.append(self._attempt(partial(handler, request, *args, **kw)))
            return _as_answer(first[0])

        mark = answers.fingerprint("POST", request.get_full_path(), request._request.body)
        try:
            answer = answers.once(asked(fingerprint=mark), act)
        except answers.InFlight:
            raise KeyInFlight from None
        except answers.Reused:
            raise KeyReused from None
        if not answer.is_replay:
            return first[0]
        headers = answer.headers | {REPLAYED: "true"}
        return HttpResponse(answer.body, status=answer.status, headers=headers)

    def _attempt(self, act: Any) -> Response:
        """What the handler answers; what it refuses leaves nothing behind but the refusal."""
        try:
            with transaction.atomic():
                made: Response = act()
                return made
        except Exception as error:
            return self.handle_exception(error)


def _asked(request: Request) -> partial[answers.Asked]:
    """The key that was sent, bound to whoever sent it: nobody else gets the answer."""
    try:
        key = answers.key_in(request.headers[KEY])
    except answers.BadKey as bad:
        raise exceptions.ValidationError({KEY: [str(bad)]}) from None
    parts = []
    if isinstance(request.auth, ClientToken):
        parts.append(f"client {request.auth.client_id}")
    if request.user.is_authenticated:
        parts.append(f"person {request.user.pk}")
    if not parts:
        raise exceptions.ValidationError({KEY: ["A key needs a token or a session."]})
    return partial(answers.Asked, ", ".join(parts), key)


def _as_answer(response: Response) -> answers.Answer:
    body = b"" if response.data is None else JSONRenderer().render(response.data)
    kept = {name: response[name] for name in KEPT_HEADERS if name in response.headers}
    sent_as = response.content_type or "application/json"
    return answers.Answer(response.status_code, body, kept | {"Content-Type": sent_as})
