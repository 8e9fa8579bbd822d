"""Alerts by e-mail and webhooks: what became of public quotes, told to those who follow."""

from django.apps import AppConfig


class AlertsConfig(AppConfig):
    """Registers the app with Django."""

    name = "alerts"
    default_auto_field = "django.db.models.BigAutoField"
