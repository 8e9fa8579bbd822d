"""Let checkers and editors take over what somebody else holds."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUPS = ("checker", "desk editor", "standards editor")


def _permission(apps: Apps):
    return apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="quotes", codename="take_over_hold"
    )


def grant(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are normally made after all migrations; the groups need this one now."""
    config = apps.get_app_config("quotes")
    known, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = known
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(*_permission(apps))


def withdraw(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the permission away again."""
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*_permission(apps))


class Migration(migrations.Migration):
    dependencies = [("quotes", "0016_find_what_waits")]
    operations = [migrations.RunPython(grant, withdraw)]
