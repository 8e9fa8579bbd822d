"""The sources app."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Registers the app with Django."""

    name = "sources"
