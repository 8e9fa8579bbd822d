"""What the OpenAPI schema says of tokens, scopes, quotas and keys."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_bearer_security_scheme_object

from access.answers import LONGEST_KEY
from access.api import KEY, REPLAYED
from access.scopes import Scope

_INTEGER = {"type": "integer"}
_TEXT = {"type": "string"}
RATE_HEADERS: dict[str, Any] = {
    "RateLimit-Policy": {
        "description": "Your quota: `q` requests in `w` seconds, counted for your client, your "
        "person or your address.",
        "schema": _TEXT,
        "example": '"client";q=1200;w=60',
    },
    "RateLimit": {
        "description": "What is left of it: `r` requests in the next `t` seconds.",
        "schema": _TEXT,
        "example": '"client";r=1199;t=42',
    },
}
RETRY_AFTER = {"description": "Seconds to wait.", "schema": _INTEGER}
IDEMPOTENCY: dict[str, Any] = {
    "name": KEY,
    "in": "header",
    "required": False,
    "description": "A key of your own for this write, such as a UUID, in double quotes. Sent again "
    "within 24 hours by the same sender, the same request gets its first answer again and is not "
    f"done twice; the answer then says `{REPLAYED}: true`.",
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    "example": '"8e03978e-40d5-43e8-bc93-6894a57f9324"',
}


class TokenScheme(OpenApiAuthenticationExtension):
    """How the schema describes a token."""

    target_class = "access.authentication.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: AutoSchema) -> dict[str, Any]:
        """The header, its prefix, where a token comes from, and what it may be for."""
        scheme: dict[str, Any] = build_bearer_security_scheme_object(
            header_name="Authorization",
            token_prefix="Token",  # noqa: S106 - what stands before it
        )
        listed = "; ".join(f"`{scope.value}`: {scope.label}" for scope in Scope)
        made = (
            "A client's token, made in the newsroom under *API clients* or *My API tokens*, or by "
            f"`manage.py api_token USERNAME`. Send `Token …`. Scopes: {listed}."
        )
        return scheme | {"description": made}


class ScopedSchema(AutoSchema):
    """An operation with the scope that a token needs, and the key of a write."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Any:
        """The operation as the schema describes it."""
        operation = super().get_operation(*args, **kwargs)
        needed = getattr(self.view, "scopes", {}).get(self.method)
        if operation is None or not needed:
            return operation
        said = f"A token needs the scope `{needed}`."
        operation["description"] = "\n\n".join(filter(None, [operation.get("description"), said]))
        operation["x-scope"] = str(needed)
        if self.method == "POST":
            operation.setdefault("parameters", []).append(IDEMPOTENCY)
        return operation
