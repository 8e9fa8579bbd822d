"""Give the standards editor's group the whole log of the vault: who opened what, never what it is."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUP, PERMISSION = "standards editor", "read_vault_log"


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are normally made after all migrations; the group needs this one now."""
    config = apps.get_app_config("vault")
    known, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = known
    held = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="vault", codename=PERMISSION
    )
    for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
        group.permissions.add(held)


def take_back(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take it from every group again."""
    for group in apps.get_model("auth", "Group").objects.filter(
        permissions__content_type__app_label="vault"
    ):
        group.permissions.remove(
            *group.permissions.filter(content_type__app_label="vault", codename=PERMISSION)
        )


class Migration(migrations.Migration):
    dependencies = [("vault", "0001_initial"), ("quotes", "0002_groups")]
    operations = [migrations.RunPython(grant, take_back)]
