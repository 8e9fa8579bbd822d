"""A row for each quote that is public already; a few at a time, so that nobody waits for long."""

from django.db import migrations, transaction

BATCH = 1000


def fill(apps, schema_editor):
    """Write the rows, the newest first: those are looked for most."""
    quotes = apps.get_model("quotes", "Quote").objects.filter(state="published")
    last = None
    while True:
        left = quotes if last is None else quotes.filter(pk__lt=last)
        ids = list(left.order_by("-pk").values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        build(schema_editor.connection, ids)
        last = ids[-1]


def build(connection, ids):
    """Write a batch: nobody changes its quotes meanwhile."""
    with transaction.atomic(connection.alias), connection.cursor() as cursor:
        lock = "SELECT 1 FROM quotes_quote WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
        cursor.execute(lock, [ids])
        cursor.execute("SELECT quotes_build_search_rows(%s)", [ids])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("quotes", "0043_keep_the_rows")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
