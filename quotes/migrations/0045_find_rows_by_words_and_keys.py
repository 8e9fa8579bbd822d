"""One index over words and keys, made once the rows are there."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("quotes", "0044_fill_the_rows")]
    operations = [
        AddIndexConcurrently(
            model_name='searchrow',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['search', 'literal', 'keys', 'role'], name='row_by_words_and_keys'),
        ),
    ]
