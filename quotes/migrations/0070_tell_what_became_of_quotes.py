"""What became of the public quotes, one row a change."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0061_let_editors_keep_pages_out")]
    operations = [
        migrations.CreateModel(
            name='PublicChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('published', 'Published'), ('changed', 'Changed'), ('gone', 'Gone'), ('waits', 'Waits for its embargo; told to nobody')], max_length=10)),
                ('revision', models.PositiveIntegerField()),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('returns_at', models.DateTimeField(help_text='When the embargo ends that hides a published quote.', null=True)),
                ('digest', models.CharField(help_text='Of what the public reads of the quote.', max_length=32)),
            ],
        ),
        migrations.AddField(
            model_name='publicchange',
            name='quote',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='public_changes', to='quotes.quote'),
        ),
        migrations.AddIndex(
            model_name='publicchange',
            index=models.Index(fields=['quote', '-id'], name='public_change_by_quote'),
        ),
        migrations.AddIndex(
            model_name='publicchange',
            index=models.Index(fields=['at', 'id'], name='public_change_by_time'),
        ),
        migrations.AddIndex(
            model_name='publicchange',
            index=models.Index(condition=models.Q(('returns_at__isnull', False)), fields=['returns_at'], name='public_change_that_waits'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publicchange',
            trigger=pgtrigger.compiler.Trigger(name='public_change_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='41dd30c863d734e89151d8f5fb14cce564dc09f2', operation='UPDATE OR DELETE', pgid='pgtrigger_public_change_is_kept_b78b1', table='quotes_publicchange', when='BEFORE')),
        ),
    ]
