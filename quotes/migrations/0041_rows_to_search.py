"""A narrow row for each public quote, for the search to read."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0040_name_topics")]
    operations = [
        migrations.CreateModel(
            name='SearchRow',
            fields=[
                ('quote', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='quotes.quote')),
                ('said_on', models.DateField()),
                ('speaker_id', models.BigIntegerField(null=True)),
                ('outlet_id', models.BigIntegerField()),
                ('kind', models.CharField(max_length=10)),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('public_from', models.DateTimeField(help_text='When the last embargo ends; 1970 without one.')),
                ('published_at', models.DateTimeField(help_text='Since when readers can see it: its publication, or the end of its embargo.')),
                ('search', django.contrib.postgres.search.SearchVectorField()),
                ('literal', django.contrib.postgres.search.SearchVectorField()),
                ('role', django.contrib.postgres.search.SearchVectorField(help_text='The role as printed, and the position behind it.')),
            ],
        ),
        migrations.AddIndex(
            model_name='searchrow',
            index=models.Index(models.OrderBy(models.F('said_on'), descending=True), models.OrderBy(models.F('quote'), descending=True), name='row_newest_first'),
        ),
        migrations.AddIndex(
            model_name='searchrow',
            index=models.Index(models.F('speaker_id'), models.OrderBy(models.F('said_on'), descending=True), models.OrderBy(models.F('quote'), descending=True), name='row_by_speaker'),
        ),
        migrations.AddIndex(
            model_name='searchrow',
            index=models.Index(fields=['published_at', 'quote'], name='row_by_publication'),
        ),
    ]
