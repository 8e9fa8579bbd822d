"""The access app."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Registers the app with Django."""

    name = "access"
    verbose_name = "Access to the API"
