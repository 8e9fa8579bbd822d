"""Find moves by kind and time, with an index that is built while others read and write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("quotes", "0017_let_editors_take_over")]
    operations = [
        AddIndexConcurrently(
            "review",
            models.Index(fields=["move", "at", "quote"], name="review_by_move"),
        ),
    ]
