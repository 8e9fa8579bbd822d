"""What a visitor is told while the database is away."""

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

RETRY_AFTER = "5"  # seconds
DETAIL = "The database is not answering just now. Nothing was changed; try again shortly."


def is_outage(error: BaseException | None) -> bool:
    """Whether an error says that the database can't be reached."""
    return isinstance(error, OperationalError | InterfaceError)


def unavailable(request: HttpRequest) -> HttpResponse:
    """A 503 with a time to retry, in the form the caller uses.

    Nothing is half-done then: every state change is one transaction.
    """
    response: HttpResponse
    if request.path.startswith("/api/"):
        body = {"type": "about:blank", "title": "Service Unavailable", "status": 503}
        response = JsonResponse(
            body | {"detail": DETAIL}, status=503, content_type="application/problem+json"
        )
    else:
        response = HttpResponse(render_to_string("503.html"), status=503)
    response["Retry-After"] = RETRY_AFTER
    return response
