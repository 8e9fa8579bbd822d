"""Let an editor keep a public page out of search engines, with a reason."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ("quotes", "0054_permit_topics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='NoIndex',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(help_text='For the newsroom; it is not made public.', max_length=500)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('quote', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='noindex', to='quotes.quote')),
                ('speaker', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='noindex', to='quotes.speaker')),
            ],
            options={
                'verbose_name': 'page kept out of search engines',
                'verbose_name_plural': 'pages kept out of search engines',
            },
        ),
        migrations.CreateModel(
            name='NoIndexEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('reason', models.CharField(help_text='For the newsroom; it is not made public.', max_length=500)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('by', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quotes.noindex')),
                ('quote', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quotes.quote')),
                ('speaker', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quotes.speaker')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='noindex',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('quote__isnull', False), ('speaker', None)), models.Q(('quote', None), ('speaker__isnull', False)), _connector='OR'), name='noindex_is_of_a_quote_or_a_speaker', violation_error_message='Choose a quote or a speaker, and not both.'),
        ),
        migrations.AddConstraint(
            model_name='noindex',
            constraint=models.CheckConstraint(condition=models.Q(('reason__regex', '\\S')), name='noindex_has_a_reason', violation_error_message='Say why search engines are to leave it out.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noindex',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_noindexevent" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "reason", "speaker_id") VALUES (NEW."at", NEW."by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quote_id", NEW."reason", NEW."speaker_id"); RETURN NULL;', hash='aebf5be18b148b6e6ab89c0a4cbebd411802113e', operation='INSERT', pgid='pgtrigger_insert_insert_d8efb', table='quotes_noindex', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noindex',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quotes_noindexevent" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "reason", "speaker_id") VALUES (NEW."at", NEW."by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quote_id", NEW."reason", NEW."speaker_id"); RETURN NULL;', hash='c26ed125cb3bfebaa18a37df156cb05fa739ddc0', operation='UPDATE', pgid='pgtrigger_update_update_d20ef', table='quotes_noindex', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noindex',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_noindexevent" ("at", "by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "reason", "speaker_id") VALUES (OLD."at", OLD."by_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quote_id", OLD."reason", OLD."speaker_id"); RETURN NULL;', hash='410b969d3584f446b068393f7ead08ffd7e46b10', operation='DELETE', pgid='pgtrigger_delete_delete_33c2d', table='quotes_noindex', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noindexevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='94f4daef2431e7fec9eb716302cfeb243f84340d', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_988d3', table='quotes_noindexevent', when='BEFORE')),
        ),
    ]
