"""Find notices by type and time, with an index that is built while others read and write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("quotes", "0018_find_moves_by_kind_and_day")]
    operations = [
        AddIndexConcurrently(
            "notice",
            models.Index(fields=["type", "decided_at"], name="notice_by_type"),
        ),
    ]
