"""Keep whether quotes stand in the newest wording, and who is quoted much."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ('sources', '0004_find_by_section_and_embargo'),
        ("quotes", "0013_hold_quotes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Comparison',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.TextField(help_text="The quote's words when they were compared.")),
                ('stands', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='ComparisonEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('words', models.TextField(help_text="The quote's words when they were compared.")),
                ('stands', models.BooleanField()),
                ('at', models.DateTimeField()),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Prominence',
            fields=[
                ('speaker', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, serialize=False, to='quotes.speaker')),
                ('published', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name_plural': 'prominence',
            },
        ),
        migrations.AddField(
            model_name='comparison',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comparisons', to='quotes.quote'),
        ),
        migrations.AddField(
            model_name='comparison',
            name='settled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='comparison',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comparisons', to='sources.articleversion'),
        ),
        migrations.AddField(
            model_name='comparisonevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='comparisonevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quotes.comparison'),
        ),
        migrations.AddField(
            model_name='comparisonevent',
            name='quote',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quotes.quote'),
        ),
        migrations.AddField(
            model_name='comparisonevent',
            name='settled_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='comparisonevent',
            name='version',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='sources.articleversion'),
        ),
        migrations.AddIndex(
            model_name='comparison',
            index=models.Index(condition=models.Q(('settled_at__isnull', True), ('stands', False)), fields=['at', 'quote'], name='comparison_to_settle'),
        ),
        migrations.AddConstraint(
            model_name='comparison',
            constraint=models.UniqueConstraint(fields=('quote',), name='one_comparison_per_quote'),
        ),
        migrations.AddConstraint(
            model_name='comparison',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note', ''), ('settled_at', None), ('settled_by', None)), models.Q(('settled_at__isnull', False), ('settled_by__isnull', False), models.Q(('note', ''), _negated=True)), _connector='OR'), name='comparison_is_settled_with_a_note'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comparison',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_comparisonevent" ("at", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "settled_at", "settled_by_id", "stands", "version_id", "words") VALUES (NEW."at", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quote_id", NEW."settled_at", NEW."settled_by_id", NEW."stands", NEW."version_id", NEW."words"); RETURN NULL;', hash='3bac276b62c33e345fadb21a655d01238fd41aec', operation='INSERT', pgid='pgtrigger_insert_insert_14cbc', table='quotes_comparison', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comparison',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quotes_comparisonevent" ("at", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "settled_at", "settled_by_id", "stands", "version_id", "words") VALUES (NEW."at", NEW."id", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quote_id", NEW."settled_at", NEW."settled_by_id", NEW."stands", NEW."version_id", NEW."words"); RETURN NULL;', hash='d62d53d3526d29331dddaf8cb4c700cb84e431da', operation='UPDATE', pgid='pgtrigger_update_update_70c5b', table='quotes_comparison', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comparison',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_comparisonevent" ("at", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "settled_at", "settled_by_id", "stands", "version_id", "words") VALUES (OLD."at", OLD."id", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quote_id", OLD."settled_at", OLD."settled_by_id", OLD."stands", OLD."version_id", OLD."words"); RETURN NULL;', hash='a320a348c90f7980c4a7cf83b1b0541f6edc1bb9', operation='DELETE', pgid='pgtrigger_delete_delete_99e9a', table='quotes_comparison', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='comparisonevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c35279ee130c38870d407569cde58a8cc8422a8e', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_13e01', table='quotes_comparisonevent', when='BEFORE')),
        ),
    ]
