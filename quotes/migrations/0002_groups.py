"""Make the newsroom's four groups, with the permissions over moves that the design gives them."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

READ = (
    *("view_quote", "view_review", "view_notice", "view_extraction"),
    *("view_speaker", "view_alias", "view_position"),
)
READ_SOURCES = ("view_outlet", "view_outletdomain", "view_article", "view_articleversion")
WRITE_REGISTER = (
    *("add_speaker", "change_speaker", "confirm_speaker", "add_alias", "change_alias"),
    *("delete_alias", "add_position", "change_position"),
)
WRITE_OUTLETS = ("add_outlet", "change_outlet", "add_outletdomain", "change_outletdomain")

GROUPS = {
    "reporter": {
        "quotes": ("submit_quote", "propose_correction", "add_quote", "change_quote"),
        "sources": ("add_article",),
    },
    "checker": {
        "quotes": (
            *("send_back_quote", "verify_quote", "reject_quote", "reopen_quote"),
            *("propose_correction", "add_quote", "change_quote", *WRITE_REGISTER),
        ),
        "sources": ("add_article", "change_article"),
    },
    "desk editor": {
        "quotes": (
            *("publish_quote", "withhold_quote", "release_quote"),
            *("propose_correction", "approve_correction", *WRITE_REGISTER),
        ),
        "sources": ("add_article", "change_article", *WRITE_OUTLETS),
    },
    "standards editor": {
        "quotes": (
            *("withhold_quote", "release_quote", "retract_quote"),
            *("propose_correction", "approve_correction", *WRITE_REGISTER),
        ),
        "sources": ("change_article", *WRITE_OUTLETS),
    },
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Permissions are normally made after all migrations; the groups need them now."""
    group_model = apps.get_model("auth", "Group")
    permission_model = apps.get_model("auth", "Permission")
    for label in ("sources", "quotes"):
        config = apps.get_app_config(label)
        known, config.models_module = getattr(config, "models_module", None), True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = known
    for name, held in GROUPS.items():
        group, _ = group_model.objects.get_or_create(name=name)
        wanted = {"quotes": held["quotes"] + READ, "sources": held["sources"] + READ_SOURCES}
        for label, codenames in wanted.items():
            group.permissions.add(
                *permission_model.objects.filter(
                    content_type__app_label=label, codename__in=codenames
                )
            )


def drop_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the groups away again."""
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):
    dependencies = [("quotes", "0001_initial"), ("sources", "0001_initial")]
    operations = [migrations.RunPython(make_groups, drop_groups)]
