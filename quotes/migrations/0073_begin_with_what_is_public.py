"""The first changes: what is public already was published, the earliest first; a few at a time."""

from django.db import migrations, transaction

BATCH = 1000


def begin(apps, schema_editor):
    """Write down every published quote, in the order in which they were captured."""
    quotes = apps.get_model("quotes", "Quote").objects.filter(state="published").order_by("pk")
    last = 0
    while ids := list(quotes.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        connection = schema_editor.connection
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute("SELECT quotes_record_changes(%s)", [ids])
        last = ids[-1]


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("quotes", "0072_follow_quotes_articles_and_speakers")]
    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
