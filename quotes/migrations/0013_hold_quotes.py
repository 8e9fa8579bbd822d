"""Keep who holds a quote now."""

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pghistory', '0007_auto_20250421_0444'),
        ("quotes", "0012_check_what_reviews_say"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('came', models.CharField(choices=[('taken', 'Taken'), ('handed_over', 'Handed over'), ('taken_over', 'Taken over')], default='taken', max_length=12)),
            ],
            options={
                'permissions': [('take_over_hold', 'Can take over what somebody else holds')],
            },
        ),
        migrations.CreateModel(
            name='HoldEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('since', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('came', models.CharField(choices=[('taken', 'Taken'), ('handed_over', 'Handed over'), ('taken_over', 'Taken over')], default='taken', max_length=12)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='hold',
            name='came_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hold',
            name='holder',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='hold',
            name='quote',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='quotes.quote'),
        ),
        migrations.AddField(
            model_name='holdevent',
            name='came_from',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='holdevent',
            name='holder',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='holdevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='holdevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='quotes.hold'),
        ),
        migrations.AddField(
            model_name='holdevent',
            name='quote',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='quotes.quote'),
        ),
        migrations.AddIndex(
            model_name='hold',
            index=models.Index(fields=['holder', 'until'], name='hold_by_holder'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.UniqueConstraint(fields=('quote',), name='one_hold_per_quote', violation_error_message='Somebody holds this quote already.'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('since'))), name='hold_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('came', 'taken'), ('came_from', None)), models.Q(models.Q(('came', 'taken'), _negated=True), ('came_from__isnull', False)), _connector='OR'), name='hold_says_who_it_came_from'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_holdevent" ("came", "came_from_id", "holder_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "since", "until") VALUES (NEW."came", NEW."came_from_id", NEW."holder_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."quote_id", NEW."since", NEW."until"); RETURN NULL;', hash='595a89a91600b549297c0d66660f8352c37c848f', operation='INSERT', pgid='pgtrigger_insert_insert_adc80', table='quotes_hold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "quotes_holdevent" ("came", "came_from_id", "holder_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "since", "until") VALUES (NEW."came", NEW."came_from_id", NEW."holder_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."quote_id", NEW."since", NEW."until"); RETURN NULL;', hash='986af13b90c4865a7202946c02ecd45c4d019be2', operation='UPDATE', pgid='pgtrigger_update_update_0ce4a', table='quotes_hold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='hold',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_holdevent" ("came", "came_from_id", "holder_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "quote_id", "since", "until") VALUES (OLD."came", OLD."came_from_id", OLD."holder_id", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."quote_id", OLD."since", OLD."until"); RETURN NULL;', hash='23b8a12e18af2c6c311025690c08bde8fb96c4e4', operation='DELETE', pgid='pgtrigger_delete_delete_23863', table='quotes_hold', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='holdevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='b44c6452e95f3eeec895c923a082788b7320fff6', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_8ca51', table='quotes_holdevent', when='BEFORE')),
        ),
    ]
