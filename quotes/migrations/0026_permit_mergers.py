"""Let desk editors and standards editors merge and part speakers; others see the record of it."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

READ = ("view_merger", "view_distinction")
KEEP_APART = ("add_distinction", "delete_distinction")
GROUPS = {
    "reporter": READ,
    "checker": READ + KEEP_APART,
    "desk editor": READ + KEEP_APART + ("merge_speaker",),
    "standards editor": READ + KEEP_APART + ("merge_speaker",),
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
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),  # from 0002 on, names may be this long
        ("quotes", "0025_find_likely_duplicates"),
    ]
    operations = [migrations.RunPython(permit, forbid)]
