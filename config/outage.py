"""What a visitor is told while the database is away."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse

RETRY_AFTER = "5"  # seconds


class OutageMiddleware:
    """Answer 503 with a time to retry when the database can't be reached.

    Nothing is half-done then: every state change is one transaction.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Turn a lost database into a 503 in the form the caller uses."""
        if not isinstance(error, OperationalError | InterfaceError):
            return None
        detail = "The database is not answering just now. Nothing was changed; try again shortly."
        response: HttpResponse
        if request.path.startswith("/api/"):
            body = {"type": "about:blank", "title": "Service unavailable", "status": 503}
            response = JsonResponse(body | {"detail": detail}, status=503)
            response["Content-Type"] = "application/problem+json"
        else:
            response = HttpResponse(detail, status=503, content_type="text/plain; charset=utf-8")
        response["Retry-After"] = RETRY_AFTER
        return response
