"""Let everybody on the desk tag quotes, and editors name, rename and merge topics."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TAG = ("view_topic", "view_tagging", "add_tagging", "delete_tagging")
NAME = ("add_topic", "change_topic", "delete_topic")
GROUPS = {
    "reporter": TAG,
    "checker": TAG,
    "desk editor": TAG + NAME,
    "standards editor": TAG + NAME,
}


def permit(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """Permissions are normally made after all migrations; the groups need them now."""
    config = apps.get_app_config("quotes")
    known, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = known
    for name, codenames in GROUPS.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*_permissions(apps, codenames))


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """Take the permissions from the groups again."""
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(*_permissions(apps, GROUPS[group.name]))


def _permissions(apps: Apps, codenames: tuple[str, ...]) -> list[object]:
    found = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="quotes", codename__in=codenames
    )
    return list(found)


class Migration(migrations.Migration):
    dependencies = [("quotes", "0053_keep_former_addresses")]
    operations = [migrations.RunPython(permit, forbid)]
