"""Find quotes by act and by caveat, with indexes that are built while others read and write."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("quotes", "0006_check_what_the_engine_read")]
    operations = [
        AddIndexConcurrently(
            "quote",
            models.Index(fields=["act", "captured_at", "id"], name="quote_by_act"),
        ),
        AddIndexConcurrently("quote", GinIndex(fields=["caveats"], name="quote_by_caveat")),
    ]
