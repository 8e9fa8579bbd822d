"""Let standards editors keep endpoints and look at what was sent."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GROUP = "standards editor"
CODENAMES = (
    *("view_endpoint", "add_endpoint", "change_endpoint", "operate_endpoint"),
    *("view_event", "view_call", "view_attempt", "view_subscription", "view_letter"),
)


def permit(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """Permissions are normally made after all migrations; the group needs them now."""
    config = apps.get_app_config("alerts")
    known, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = known
    group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=GROUP)
    group.permissions.add(*_permissions(apps))


def forbid(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """Take the permissions from the group again."""
    for group in apps.get_model("auth", "Group").objects.filter(name=GROUP):
        group.permissions.remove(*_permissions(apps))


def _permissions(apps: Apps) -> list[object]:
    found = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="alerts", codename__in=CODENAMES
    )
    return list(found)


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0001_follow"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("quotes", "0002_groups"),
    ]
    operations = [migrations.RunPython(permit, forbid)]
