"""Find embargoes and what was sent back, with indexes built while others read and write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("quotes", "0015_keep_bulk_runs")]
    operations = [
        AddIndexConcurrently(
            "quote",
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="quote_by_embargo",
            ),
        ),
        AddIndexConcurrently(
            "review",
            models.Index(
                fields=["quote"], condition=Q(move="send_back"), name="review_that_sent_back"
            ),
        ),
    ]
