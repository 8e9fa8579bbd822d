"""The vault: who an unnamed source is, sealed, for the people who are named and for nobody else."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Registers the app with Django."""

    name = "vault"
    default_auto_field = "django.db.models.BigAutoField"
