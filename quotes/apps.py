"""The quotes app."""

from django.apps import AppConfig


class QuotesConfig(AppConfig):
    """Registers the app with Django."""

    name = "quotes"
