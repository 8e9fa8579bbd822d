"""Ask what a newsroom starts with asking, and let standards editors keep the list."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

QUESTIONS = (
    ("exact_words", "The words are exactly those of the source", {}),
    ("context", "The words before and after do not change the meaning", {}),
    ("speaker", "The speaker is the right person, and the name is spelled right", {}),
    ("role", "The role is the one held on that day", {"may_not_apply": True}),
    ("place", "The place or event is right", {"may_not_apply": True}),
    (
        "translation",
        "The original language was checked, and the translator is known",
        {"applies": "translated"},
    ),
    ("heard", "The recording was heard, or the transcript read", {"applies": "recording"}),
    ("terms", "The source agreed to the basis on which this is used", {"may_not_apply": True}),
)
READERS = ("reporter", "checker", "desk editor", "standards editor")
KEEPER = "standards editor"


def ask(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """Enter the questions, in this order."""
    item = apps.get_model("quotes", "ChecklistItem")
    for number, (key, question, terms) in enumerate(QUESTIONS, start=1):
        item.objects.get_or_create(
            key=key, defaults={"question": question, "place": number * 10, **terms}
        )


def let_keep(apps: Apps, schema_editor: BaseDatabaseSchemaEditor | None) -> None:
    """Everybody on the desk reads the list; standards editors change it."""
    config = apps.get_app_config("quotes")
    known, config.models_module = getattr(config, "models_module", None), True
    create_permissions(config, apps=apps, verbosity=0)
    config.models_module = known
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="quotes", content_type__model="checklistitem"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=READERS):
        held = ["view"] if group.name != KEEPER else ["view", "add", "change"]
        names = [f"{action}_checklistitem" for action in held]
        group.permissions.add(*permissions.filter(codename__in=names))


class Migration(migrations.Migration):
    dependencies = [("quotes", "0009_ask_by_a_checklist")]
    operations = [
        migrations.RunPython(ask, migrations.RunPython.noop),
        migrations.RunPython(let_keep, migrations.RunPython.noop),
    ]
