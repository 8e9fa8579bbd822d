# The vault: entries, who may open each, and the log.

import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('quotes', '0008_freeze_what_the_engine_read'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sealed', models.BinaryField(null=True)),
                ('recorded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('destroyed_at', models.DateTimeField(null=True)),
                ('quote', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='quotes.quote')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Access',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('deed', models.CharField(choices=[('recorded', 'Recorded'), ('opened', 'Opened'), ('shared', 'Shared'), ('unshared', 'Taken back'), ('destroyed', 'Destroyed'), ('refused', 'Refused'), ('password', 'Wrong password')], max_length=10)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('whence', models.CharField(blank=True, help_text='The address it came from.', max_length=100)),
                ('why', models.CharField(blank=True, max_length=500)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accesses', to='vault.entry')),
            ],
            options={
                'permissions': [('read_vault_log', 'Can read the whole log of the vault')],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Keyholder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keyholders', to='vault.entry')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(condition=models.Q(('destroyed_at', None)), fields=('quote',), name='one_standing_entry_per_quote'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('destroyed_at__isnull', False), ('sealed', None)), models.Q(('destroyed_at', None), ('sealed__isnull', False)), _connector='OR'), name='entry_is_sealed_or_destroyed'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('sealed', None), ('sealed__looks_sealed', True), _connector='OR'), name='entry_looks_sealed'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='5f49bdb587bd50be11f73bee9badc66cdf275938', operation='DELETE', pgid='pgtrigger_entry_is_kept_d6015', table='vault_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_is_for_an_unnamed_source', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NOT EXISTS (SELECT 1 FROM quotes_quote q WHERE q.id = NEW.quote_id\n                   AND q.speaker_id IS NULL AND q.descriptor <> '') THEN\n        RAISE EXCEPTION 'the vault is for sources that a quote does not name' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.sealed IS NULL THEN\n        RAISE EXCEPTION 'an entry starts sealed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='12bcc74c87d52399322f36f7af59ec4639b6b0b2', operation='INSERT', pgid='pgtrigger_entry_is_for_an_unnamed_source_3a6d3', table='vault_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.id <> OLD.id OR NEW.quote_id <> OLD.quote_id OR NEW.recorded_at <> OLD.recorded_at\n       OR NEW.recorded_by_id <> OLD.recorded_by_id THEN\n        RAISE EXCEPTION 'an entry stays with its quote' USING ERRCODE = 'check_violation';\n    END IF;\n    IF OLD.sealed IS NULL THEN\n        RAISE EXCEPTION 'what was destroyed stays destroyed' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='8479d19085fb687ec52cb499191ee2a67d23900c', operation='UPDATE', pgid='pgtrigger_entry_stays_f2b5b', table='vault_entry', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='entry',
            trigger=pgtrigger.compiler.Trigger(name='entry_is_logged', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT 1 FROM vault_access a WHERE a.entry_id = NEW.id AND a.deed = 'recorded' AND a.at >= transaction_timestamp()) THEN\n        RAISE EXCEPTION 'an entry is recorded in the log' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'UPDATE' AND NEW.sealed IS NULL AND NOT EXISTS (SELECT 1 FROM vault_access a WHERE a.entry_id = NEW.id AND a.deed = 'destroyed' AND a.at >= transaction_timestamp()) THEN\n        RAISE EXCEPTION 'a destruction is recorded in the log' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='718bf1b454b0e66be8f967146b5972237f090fbe', operation='INSERT OR UPDATE', pgid='pgtrigger_entry_is_logged_764b4', table='vault_entry', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='access',
            index=models.Index(fields=['entry', '-at', '-id'], name='access_by_entry'),
        ),
        migrations.AddIndex(
            model_name='access',
            index=models.Index(fields=['by', 'deed', 'at'], name='access_by_person'),
        ),
        migrations.AddIndex(
            model_name='access',
            index=models.Index(fields=['-at', '-id'], name='access_newest_first'),
        ),
        migrations.AddConstraint(
            model_name='access',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deed__in', ['opened', 'destroyed', 'refused']), _negated=True), models.Q(('why', ''), _negated=True), _connector='OR'), name='access_says_why'),
        ),
        migrations.AddConstraint(
            model_name='access',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deed__in', ['shared', 'unshared']), ('person__isnull', False)), models.Q(models.Q(('deed__in', ['shared', 'unshared']), _negated=True), ('person', None)), _connector='OR'), name='sharing_names_a_person'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='access',
            trigger=pgtrigger.compiler.Trigger(name='access_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='86f7434a990f8b909723325b4d8b801aeb93f356', operation='UPDATE OR DELETE', pgid='pgtrigger_access_is_kept_90210', table='vault_access', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='access',
            trigger=pgtrigger.compiler.Trigger(name='deed_is_a_keyholders', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.at < transaction_timestamp() OR NEW.at > clock_timestamp() THEN\n        RAISE EXCEPTION 'the log is written as things happen' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.deed IN ('opened', 'shared', 'unshared', 'destroyed') AND NOT EXISTS (\n        SELECT 1 FROM vault_keyholder k JOIN auth_user u ON u.id = k.person_id\n        WHERE k.entry_id = NEW.entry_id AND k.person_id = NEW.by_id\n        AND u.is_active AND u.is_staff) THEN\n        RAISE EXCEPTION 'this person may not open this entry' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='8ce5273081c6a792ffb38c1bcf446e534ea70805', operation='INSERT', pgid='pgtrigger_deed_is_a_keyholders_58a42', table='vault_access', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='keyholder',
            constraint=models.UniqueConstraint(fields=('entry', 'person'), name='keyholder_is_named_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keyholder',
            trigger=pgtrigger.compiler.Trigger(name='keyholder_is_not_changed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='1204f569f1099bd8856c7452a8441cac35cfceb6', operation='UPDATE', pgid='pgtrigger_keyholder_is_not_changed_a823b', table='vault_keyholder', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='keyholder',
            trigger=pgtrigger.compiler.Trigger(name='keyholder_is_logged', sql=pgtrigger.compiler.UpsertTriggerSql(constraint='CONSTRAINT', func="\n    IF TG_OP = 'INSERT' AND NOT (\n        EXISTS (SELECT 1 FROM vault_access a WHERE a.entry_id = NEW.entry_id AND a.deed = 'shared' AND a.person_id = NEW.person_id AND a.at >= transaction_timestamp())\n        OR EXISTS (SELECT 1 FROM vault_access a WHERE a.entry_id = NEW.entry_id AND a.deed = 'recorded' AND a.by_id = NEW.person_id AND a.at >= transaction_timestamp())) THEN\n        RAISE EXCEPTION 'who may open an entry is recorded in the log' USING ERRCODE = 'check_violation';\n    END IF;\n    IF TG_OP = 'DELETE' AND NOT\n       EXISTS (SELECT 1 FROM vault_access a WHERE a.entry_id = OLD.entry_id AND a.deed = 'unshared' AND a.person_id = OLD.person_id AND a.at >= transaction_timestamp()) THEN\n        RAISE EXCEPTION 'who may open an entry no more is recorded in the log' USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NULL;\n", hash='8d6a35565ef2c45e44c2cc31c2c019043292b0de', operation='INSERT OR DELETE', pgid='pgtrigger_keyholder_is_logged_8acbf', table='vault_keyholder', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
    ]
