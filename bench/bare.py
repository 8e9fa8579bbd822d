"""A bare Django view that returns the bytes of a file: what serving costs without our work."""

import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

BODY = Path(os.environ["BENCH_BODY"]).read_bytes()


def answer(request: HttpRequest) -> HttpResponse:
    """The bytes."""
    return HttpResponse(BODY)


urlpatterns = [re_path("", answer)]
os.environ.pop("DJANGO_SETTINGS_MODULE", None)
settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[])
application = get_wsgi_application()
