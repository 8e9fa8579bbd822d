"""Find stories by section and embargo, with indexes built while others read and write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("sources", "0003_keep_sections")]
    operations = [
        AddIndexConcurrently(
            "article",
            models.Index(fields=["section"], condition=~Q(section=""), name="article_by_section"),
        ),
        AddIndexConcurrently(
            "article",
            models.Index(
                fields=["embargo_until"],
                condition=Q(embargo_until__isnull=False),
                name="article_by_embargo",
            ),
        ),
    ]
