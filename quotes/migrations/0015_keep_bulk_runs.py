"""Keep what somebody did to many quotes at once, row by row."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ("quotes", "0014_compare_wordings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BulkRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('expected', models.PositiveIntegerField(help_text="The quote's change number when chosen.")),
                ('forecast', models.CharField(blank=True, choices=[('done', 'Moved'), ('refused', 'Refused')], max_length=10)),
                ('forecast_why', models.TextField(blank=True)),
                ('outcome', models.CharField(blank=True, choices=[('done', 'Moved'), ('refused', 'Refused')], max_length=10)),
                ('outcome_why', models.TextField(blank=True)),
                ('at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='BulkRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('basis', models.CharField(blank=True, max_length=30)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('found_by', models.TextField(blank=True, help_text='The queue and filters they were chosen by.')),
                ('stage', models.CharField(choices=[('trying', 'Being tried'), ('tried', 'Tried; nothing has been changed'), ('running', 'Running'), ('done', 'Done'), ('stopped', 'Stopped')], default='trying', max_length=10)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='BulkRunEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('move', models.CharField(max_length=20)),
                ('note', models.TextField(blank=True)),
                ('basis', models.CharField(blank=True, max_length=30)),
                ('answers', models.JSONField(blank=True, default=dict)),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('found_by', models.TextField(blank=True, help_text='The queue and filters they were chosen by.')),
                ('stage', models.CharField(choices=[('trying', 'Being tried'), ('tried', 'Tried; nothing has been changed'), ('running', 'Running'), ('done', 'Done'), ('stopped', 'Stopped')], default='trying', max_length=10)),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='bulkrow',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulk_rows', to='quotes.quote'),
        ),
        migrations.AddField(
            model_name='bulkrun',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulk_runs', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bulkrun',
            name='to',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bulkrow',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='quotes.bulkrun'),
        ),
        migrations.AddField(
            model_name='bulkrunevent',
            name='by',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='bulkrunevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='bulkrunevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quotes.bulkrun'),
        ),
        migrations.AddField(
            model_name='bulkrunevent',
            name='to',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='bulkrun',
            index=models.Index(condition=models.Q(('stage__in', ['trying', 'running'])), fields=['id'], name='bulk_run_at_work'),
        ),
        migrations.AddIndex(
            model_name='bulkrun',
            index=models.Index(fields=['by', '-id'], name='bulk_run_by_person'),
        ),
        migrations.AddConstraint(
            model_name='bulkrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_at__isnull', False), ('stage__in', ['done', 'stopped'])), models.Q(models.Q(('stage__in', ['done', 'stopped']), _negated=True), ('ended_at', None)), _connector='OR'), name='bulk_run_that_ended_says_when'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bulkrun',
            trigger=pgtrigger.compiler.Trigger(name='bulk_run_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='66476e48902b0f4f4cbaf79dab9b7eacb6c53cdf', operation='DELETE', pgid='pgtrigger_bulk_run_is_kept_a64fe', table='quotes_bulkrun', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bulkrun',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_bulkrunevent" ("answers", "basis", "by_id", "ended_at", "found_by", "id", "made_at", "move", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "stage", "to_id") VALUES (NEW."answers", NEW."basis", NEW."by_id", NEW."ended_at", NEW."found_by", NEW."id", NEW."made_at", NEW."move", NEW."note", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."stage", NEW."to_id"); RETURN NULL;', hash='c95668a7e6b1aca93dbacbf9ec284c7002f510b7', operation='INSERT', pgid='pgtrigger_insert_insert_f4246', table='quotes_bulkrun', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bulkrun',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quotes_bulkrunevent" ("answers", "basis", "by_id", "ended_at", "found_by", "id", "made_at", "move", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "stage", "to_id") VALUES (NEW."answers", NEW."basis", NEW."by_id", NEW."ended_at", NEW."found_by", NEW."id", NEW."made_at", NEW."move", NEW."note", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."stage", NEW."to_id"); RETURN NULL;', hash='d5c5ef2b144301f8e4501c2b09441c3504a052ab', operation='UPDATE', pgid='pgtrigger_update_update_df5e3', table='quotes_bulkrun', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bulkrun',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_bulkrunevent" ("answers", "basis", "by_id", "ended_at", "found_by", "id", "made_at", "move", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "stage", "to_id") VALUES (OLD."answers", OLD."basis", OLD."by_id", OLD."ended_at", OLD."found_by", OLD."id", OLD."made_at", OLD."move", OLD."note", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."stage", OLD."to_id"); RETURN NULL;', hash='01ac99e0d7210c9d62de07faa9372fdf3b29a4cc', operation='DELETE', pgid='pgtrigger_delete_delete_9aad1', table='quotes_bulkrun', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='bulkrow',
            index=models.Index(condition=models.Q(('outcome', '')), fields=['run', 'number'], name='bulk_row_to_act_on'),
        ),
        migrations.AddConstraint(
            model_name='bulkrow',
            constraint=models.UniqueConstraint(fields=('run', 'quote'), name='quote_once_per_bulk_run'),
        ),
        migrations.AddConstraint(
            model_name='bulkrow',
            constraint=models.UniqueConstraint(fields=('run', 'number'), name='bulk_rows_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='bulkrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('at', None), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('at__isnull', False)), _connector='OR'), name='bulk_outcome_has_its_time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bulkrow',
            trigger=pgtrigger.compiler.Trigger(name='bulk_row_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='11f2077f2d0a9e45dcac35c8d6c426c1926c7879', operation='DELETE', pgid='pgtrigger_bulk_row_is_kept_32311', table='quotes_bulkrow', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bulkrow',
            trigger=pgtrigger.compiler.Trigger(name='bulk_outcome_is_final', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN (OLD.outcome <> '')", func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='daec2d80e79999cad48ff105a8078ced2cad2b0f', operation='UPDATE', pgid='pgtrigger_bulk_outcome_is_final_15840', table='quotes_bulkrow', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='bulkrunevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='ad4e00708a2af9e72e83ac792d222ea6c47d86c6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_f7ae2', table='quotes_bulkrunevent', when='BEFORE')),
        ),
    ]
