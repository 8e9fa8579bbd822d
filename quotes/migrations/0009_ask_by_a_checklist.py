"""The questions before *verify* become rows, with their history."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '__first__'),
        ('pghistory', '0007_auto_20250421_0444'),
        ("quotes", "0008_freeze_what_the_engine_read"),
    ]

    operations = [
        migrations.CreateModel(
            name='ChecklistItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(help_text='Its name in the API and on record; it stays.', max_length=40, unique=True, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', 'Lower-case letters, digits, underscores.')])),
                ('question', models.CharField(help_text='What the checker confirms.', max_length=200)),
                ('active', models.BooleanField(default=True, help_text='Whether it is asked at all.')),
                ('required', models.BooleanField(default=True, help_text='Whether nothing is verified without an answer.')),
                ('may_not_apply', models.BooleanField(default=False, verbose_name='may be answered “does not apply”')),
                ('applies', models.CharField(choices=[('always', 'Always'), ('translated', 'The quote is a translation, or not in English'), ('recording', 'It is matched to a transcript or recording'), ('speaker', 'It is confirmed with the speaker'), ('unnamed', 'The source is unnamed'), ('legal', 'There is a legal flag')], default='always', max_length=12, verbose_name='asked when')),
                ('place', models.PositiveSmallIntegerField(default=100, help_text='The lowest comes first.')),
            ],
            options={
                'verbose_name': 'question before verifying',
                'verbose_name_plural': 'questions before verifying',
            },
        ),
        migrations.CreateModel(
            name='ChecklistItemEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('key', models.SlugField(db_index=False, help_text='Its name in the API and on record; it stays.', max_length=40, validators=[django.core.validators.RegexValidator('^[a-z][a-z0-9_]*$', 'Lower-case letters, digits, underscores.')])),
                ('question', models.CharField(help_text='What the checker confirms.', max_length=200)),
                ('active', models.BooleanField(default=True, help_text='Whether it is asked at all.')),
                ('required', models.BooleanField(default=True, help_text='Whether nothing is verified without an answer.')),
                ('may_not_apply', models.BooleanField(default=False, verbose_name='may be answered “does not apply”')),
                ('applies', models.CharField(choices=[('always', 'Always'), ('translated', 'The quote is a translation, or not in English'), ('recording', 'It is matched to a transcript or recording'), ('speaker', 'It is confirmed with the speaker'), ('unnamed', 'The source is unnamed'), ('legal', 'There is a legal flag')], default='always', max_length=12, verbose_name='asked when')),
                ('place', models.PositiveSmallIntegerField(default=100, help_text='The lowest comes first.')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='checklistitem',
            index=models.Index(fields=['place', 'id'], name='checklist_in_order'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(('applies__in', ['always', 'translated', 'recording', 'speaker', 'unnamed', 'legal'])), name='checklist_item_applies_at_known_times'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(('question', ''), _negated=True), name='checklist_item_asks_something'),
        ),
        migrations.AddConstraint(
            model_name='checklistitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('key', 'exact_words'), _negated=True), models.Q(('active', True), ('applies', 'always'), ('may_not_apply', False), ('required', True)), _connector='OR'), name='exact_words_are_always_asked_for', violation_error_message='Whether the words are exact is asked of every quote; only its wording and place may change.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checklistitem',
            trigger=pgtrigger.compiler.Trigger(name='checklist_item_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='e07a13524d1b1781edf43bccc04822bee19e384b', operation='DELETE', pgid='pgtrigger_checklist_item_is_kept_6ffc1', table='quotes_checklistitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checklistitem',
            trigger=pgtrigger.compiler.Trigger(name='checklist_item_keeps_its_key', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."key" IS DISTINCT FROM (NEW."key"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='3e1abfab51a6d3f66e13d1cc0a3f6787b45684b0', operation='UPDATE', pgid='pgtrigger_checklist_item_keeps_its_key_9035e', table='quotes_checklistitem', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checklistitem',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_checklistitemevent" ("active", "applies", "id", "key", "may_not_apply", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "question", "required") VALUES (NEW."active", NEW."applies", NEW."id", NEW."key", NEW."may_not_apply", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."question", NEW."required"); RETURN NULL;', hash='366668b5e83ca916d2d17df44f1abacfc7e82694', operation='INSERT', pgid='pgtrigger_insert_insert_8c942', table='quotes_checklistitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checklistitem',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quotes_checklistitemevent" ("active", "applies", "id", "key", "may_not_apply", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "question", "required") VALUES (NEW."active", NEW."applies", NEW."id", NEW."key", NEW."may_not_apply", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."question", NEW."required"); RETURN NULL;', hash='c36262ee9c6bc6735fc7d0d3c3e2371549ff0606', operation='UPDATE', pgid='pgtrigger_update_update_f86aa', table='quotes_checklistitem', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checklistitem',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_checklistitemevent" ("active", "applies", "id", "key", "may_not_apply", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "question", "required") VALUES (OLD."active", OLD."applies", OLD."id", OLD."key", OLD."may_not_apply", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."place", OLD."question", OLD."required"); RETURN NULL;', hash='08781b4b2cec6e78c44cc046756f42f90a6a176e', operation='DELETE', pgid='pgtrigger_delete_delete_788a0', table='quotes_checklistitem', when='AFTER')),
        ),
        migrations.AddField(
            model_name='checklistitemevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='checklistitemevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quotes.checklistitem'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='checklistitemevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='bd69cc01b036fc287869e4883bf12c80f4380adf', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_2b9e9', table='quotes_checklistitemevent', when='BEFORE')),
        ),
    ]
