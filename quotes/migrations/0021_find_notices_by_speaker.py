"""Find the notices that took words from a speaker or gave them, without holding up who writes."""

import django.db.models.fields.json
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("quotes", "0020_know_refiles")]
    operations = [
        AddIndexConcurrently(
            model_name='notice',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('id', django.db.models.fields.json.KeyTransform('speaker', 'before')), condition=models.Q(('revision__isnull', False)), name='notice_by_speaker_before'),
        ),
        AddIndexConcurrently(
            model_name='notice',
            index=models.Index(django.db.models.fields.json.KeyTextTransform('id', django.db.models.fields.json.KeyTransform('speaker', 'after')), condition=models.Q(('revision__isnull', False)), name='notice_by_speaker_after'),
        ),
    ]
