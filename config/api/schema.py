"""What the OpenAPI schema says of errors, on every operation alike."""

from __future__ import annotations

from typing import Any

from access.schema import RATE_HEADERS, RETRY_AFTER
from config.api.problems import CONTENT_TYPE

PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "An error, as RFC 9457 has it.",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "What kind of problem it is: `about:blank` where the status says all, "
            "or `urn:on-record:problem:` and one of illegal-move, stale-quote, four-eyes, "
            "not-allowed, incomplete, missing-scope, key-in-flight, key-reused.",
        },
        "title": {"type": "string", "description": "The kind in words."},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong, and what to do about it."},
        "errors": {
            "type": "array",
            "description": "Which parameters or fields are at fault.",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
        "scope": {"type": "string", "description": "With 403: the scope that the token lacks."},
        "reason": {"type": "string", "description": "With 410: why the quote was retracted."},
        "retracted_at": {"type": "string", "format": "date-time", "description": "With 410."},
    },
}
MEANINGS = {
    400: "A parameter or field is unknown, malformed or leads nowhere; `errors` names it.",
    401: "No token or session, or one that does not hold.",
    403: "You may not do this, or somebody else has to, or the token lacks the `scope`.",
    404: "There is nothing here, or nothing that is public.",
    409: "The quote's state has no such move, or the quote has changed since you read it; or a "
    "request with the same `Idempotency-Key` is at work (`Retry-After`).",
    410: "The quote was retracted; `reason` and `retracted_at` say why and when.",
    415: "The body is not JSON.",
    422: "Something that the move needs is missing, or the `Idempotency-Key` was used for another "
    "request.",
    429: "Too many requests; `Retry-After` says in how many seconds to go on.",
}
_PUBLIC = (400, 401, 403, 429)
_VERB = (409, 415, 422)


def add_problems(
    result: dict[str, Any], generator: Any, request: Any, public: bool
) -> dict[str, Any]:
    """Give every operation the problems that it may answer with."""
    result.setdefault("components", {}).setdefault("schemas", {})["Problem"] = PROBLEM
    for path, operations in result["paths"].items():
        for method, operation in operations.items():
            for status in _statuses(path, method):
                operation["responses"][str(status)] = _response(status)
            for answer in operation["responses"].values():
                answer["headers"] = answer.get("headers", {}) | RATE_HEADERS
    return result


def _statuses(path: str, method: str) -> tuple[int, ...]:
    found = _PUBLIC + ((404,) if "{" in path else ())
    if method == "post":
        return found + _VERB
    return found + ((410,) if path.endswith("/quotes/{id}/") else ())


def _response(status: int) -> dict[str, Any]:
    response: dict[str, Any] = {
        "description": MEANINGS[status],
        "content": {CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    if status in (409, 429):
        response["headers"] = {"Retry-After": RETRY_AFTER}
    return response
