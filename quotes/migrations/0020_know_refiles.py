"""A refile mends spelling or marks: a type of notice, held to that by the database."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quotes", "0019_find_notices_by_type_and_day")]
    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='notice',
            name='notice_starts_proposed',
        ),
        migrations.AlterField(
            model_name='notice',
            name='type',
            field=models.CharField(choices=[('update', 'Update'), ('clarification', 'Clarification'), ('correction', 'Correction'), ('retraction', 'Retraction'), ('refile', 'Refile')], max_length=15),
        ),
        migrations.AlterField(
            model_name='noticeevent',
            name='type',
            field=models.CharField(choices=[('update', 'Update'), ('clarification', 'Clarification'), ('correction', 'Correction'), ('retraction', 'Retraction'), ('refile', 'Refile')], max_length=15),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='notice_starts_proposed', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n    IF NEW.type = 'retraction' THEN\n        IF NOT EXISTS (\n        SELECT 1 FROM auth_user u WHERE u.id = NEW.proposed_by_id AND u.is_active AND (\n            u.is_superuser OR EXISTS (\n                SELECT 1 FROM auth_permission p\n                JOIN django_content_type t ON t.id = p.content_type_id\n                WHERE t.app_label = 'quotes' AND p.codename = 'retract_quote' AND (\n                    EXISTS (SELECT 1 FROM auth_user_user_permissions up\n                            WHERE up.user_id = u.id AND up.permission_id = p.id)\n                    OR EXISTS (SELECT 1 FROM auth_user_groups ug\n                               JOIN auth_group_permissions gp ON gp.group_id = ug.group_id\n                               WHERE ug.user_id = u.id AND gp.permission_id = p.id))))) THEN\n            RAISE EXCEPTION 'this person may not retract' USING ERRCODE = 'check_violation';\n        END IF;\n        IF NEW.revision IS NOT NULL OR NEW.approved_by_id IS DISTINCT FROM NEW.proposed_by_id THEN\n            RAISE EXCEPTION 'a retraction is decided by one person and makes no revision' USING ERRCODE = 'check_violation';\n        END IF;\n    ELSIF NOT EXISTS (\n        SELECT 1 FROM quotes_quote q WHERE q.id = NEW.quote_id AND q.state = 'published')\n    THEN\n        RAISE EXCEPTION 'corrections are for published quotes' USING ERRCODE = 'check_violation';\n    ELSIF NEW.decided_at IS NOT NULL OR NEW.revision IS NOT NULL\n       OR NOT EXISTS (\n        SELECT 1 FROM auth_user u WHERE u.id = NEW.proposed_by_id AND u.is_active AND (\n            u.is_superuser OR EXISTS (\n                SELECT 1 FROM auth_permission p\n                JOIN django_content_type t ON t.id = p.content_type_id\n                WHERE t.app_label = 'quotes' AND p.codename = 'propose_correction' AND (\n                    EXISTS (SELECT 1 FROM auth_user_user_permissions up\n                            WHERE up.user_id = u.id AND up.permission_id = p.id)\n                    OR EXISTS (SELECT 1 FROM auth_user_groups ug\n                               JOIN auth_group_permissions gp ON gp.group_id = ug.group_id\n                               WHERE ug.user_id = u.id AND gp.permission_id = p.id))))) THEN\n        RAISE EXCEPTION 'a notice starts as a proposal by someone who may propose' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.type = 'refile' AND (\n        NEW.before - ARRAY['content', 'cue', 'source', 'words', 'role_as_printed', 'descriptor', 'anonymity_reason', 'setting'] IS DISTINCT FROM NEW.after - ARRAY['content', 'cue', 'source', 'words', 'role_as_printed', 'descriptor', 'anonymity_reason', 'setting']\n        OR regexp_replace(lower(NEW.before->>'words'), '[[:space:][:punct:]“”„‘’«»…–—]', '', 'g') IS DISTINCT FROM regexp_replace(lower(NEW.after->>'words'), '[[:space:][:punct:]“”„‘’«»…–—]', '', 'g')) THEN\n        RAISE EXCEPTION 'a refile mends spelling or marks, and changes neither who, when nor a word'\n        USING ERRCODE = 'check_violation';\n    END IF;\n    RETURN NEW;\n", hash='fd20597e92b8d2108b09014b2dfe2dde1cd990d2', operation='INSERT', pgid='pgtrigger_notice_starts_proposed_a83a4', table='quotes_notice', when='BEFORE')),
        ),
    ]
