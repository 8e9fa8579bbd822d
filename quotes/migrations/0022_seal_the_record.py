"""The ledger: seals, the shapes of the tables, and the links of the chain."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0021_find_notices_by_speaker")]
    operations = [
        migrations.CreateModel(
            name='Link',
            fields=[
                ('number', models.BigIntegerField(primary_key=True, serialize=False)),
                ('table', models.CharField(max_length=100)),
                ('row', models.BigIntegerField()),
                ('digest', models.BinaryField(max_length=32)),
                ('hash', models.BinaryField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('open_since', models.DateTimeField(editable=False, help_text='The start of the oldest transaction that was still open: whatever is older had been written by then, and was taken in.')),
            ],
        ),
        migrations.CreateModel(
            name='Shape',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=100)),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
        ),
        migrations.AddField(
            model_name='link',
            name='seal',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='quotes.seal'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seal',
            trigger=pgtrigger.compiler.Trigger(name='seal_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='1e2815ce59005abbef2dfa42360137a814af3f8c', operation='UPDATE OR DELETE', pgid='pgtrigger_seal_is_kept_b100a', table='quotes_seal', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='shape',
            constraint=models.UniqueConstraint(fields=('table', 'columns'), name='one_shape_per_set_of_columns'),
        ),
        migrations.AddField(
            model_name='link',
            name='shape',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.shape'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='shape',
            trigger=pgtrigger.compiler.Trigger(name='shape_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c28872d78685d196218dbda708728af08b0b3573', operation='UPDATE OR DELETE', pgid='pgtrigger_shape_is_kept_53625', table='quotes_shape', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='link',
            constraint=models.UniqueConstraint(fields=('table', 'row'), name='a_row_is_sealed_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='link',
            trigger=pgtrigger.compiler.Trigger(name='link_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='4d3f06040749e410b12489346aa2d93c3836b7ad', operation='UPDATE OR DELETE', pgid='pgtrigger_link_is_kept_861b2', table='quotes_link', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='link',
            trigger=pgtrigger.compiler.Trigger(name='link_follows_the_last', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.number <> 1 + COALESCE((SELECT max(number) FROM quotes_link), 0) THEN\n        RAISE EXCEPTION 'a link follows the last one' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='76271ba1df213179d5e35e1882bc2ead939257f9', operation='INSERT', pgid='pgtrigger_link_follows_the_last_60ec5', table='quotes_link', when='BEFORE')),
        ),
    ]
