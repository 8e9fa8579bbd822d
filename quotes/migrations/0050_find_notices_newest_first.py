"""Find public notices newest first, with an index that is built while others read and write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("quotes", "0045_find_rows_by_words_and_keys")]
    operations = [
        AddIndexConcurrently(
            "notice",
            models.Index(
                condition=models.Q(("approved_by__isnull", False)),
                fields=["-decided_at", "-id"],
                name="notice_newest_first",
            ),
        ),
    ]
