"""A quote keeps what the engine read: act, caveats, setting, and how sure it was of each part.

The new columns have defaults of the database's own, so that adding them rewrites no row, and a
process of the release before goes on writing. The constraints hold for new rows from here on; the
next migration looks at the old ones without standing in anybody's way.
"""

import django.contrib.postgres.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('quotes', '0004_hold_corrections_to_their_notices'),
        ('sources', '0001_initial'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='quote_is_frozen_once_submitted',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='quote',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='quote',
            name='act',
            field=models.CharField(choices=[('speech', 'Speech'), ('belief', 'Belief'), ('plan', 'Plan'), ('reaction', 'Reaction')], db_default='speech', default='speech', help_text='Whether somebody spoke, or only thinks, means to do or feels this.', max_length=10),
        ),
        migrations.AddField(
            model_name='quote',
            name='caveats',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('second-hand', 'Second-hand'), ('question', 'Question'), ('denial', 'Denial'), ('translation', 'Translation'), ('anonymity', 'Anonymity')], max_length=15), blank=True, db_default=models.Value([], django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=15), size=None)), default=list, size=None),
        ),
        migrations.AddField(
            model_name='quote',
            name='date_confidence',
            field=models.FloatField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='quote',
            name='role_confidence',
            field=models.FloatField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='quote',
            name='setting',
            field=models.CharField(blank=True, db_default='', default='', help_text='Where or how it was said, as printed, such as “to reporters”.', max_length=300),
        ),
        migrations.AddField(
            model_name='quote',
            name='span_confidence',
            field=models.FloatField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='quote',
            name='speaker_confidence',
            field=models.FloatField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='act',
            field=models.CharField(choices=[('speech', 'Speech'), ('belief', 'Belief'), ('plan', 'Plan'), ('reaction', 'Reaction')], db_default='speech', default='speech', help_text='Whether somebody spoke, or only thinks, means to do or feels this.', max_length=10),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='caveats',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('second-hand', 'Second-hand'), ('question', 'Question'), ('denial', 'Denial'), ('translation', 'Translation'), ('anonymity', 'Anonymity')], max_length=15), blank=True, db_default=models.Value([], django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=15), size=None)), default=list, size=None),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='date_confidence',
            field=models.FloatField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='role_confidence',
            field=models.FloatField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='setting',
            field=models.CharField(blank=True, db_default='', default='', help_text='Where or how it was said, as printed, such as “to reporters”.', max_length=300),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='span_confidence',
            field=models.FloatField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='quoteevent',
            name='speaker_confidence',
            field=models.FloatField(blank=True, editable=False, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='quote_is_frozen_once_submitted', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE agreed jsonb;', func="\n    IF NEW.confidence IS DISTINCT FROM OLD.confidence OR NEW.span_confidence IS DISTINCT FROM OLD.span_confidence OR NEW.speaker_confidence IS DISTINCT FROM OLD.speaker_confidence OR NEW.role_confidence IS DISTINCT FROM OLD.role_confidence OR NEW.date_confidence IS DISTINCT FROM OLD.date_confidence THEN\n        RAISE EXCEPTION 'how sure the engine was stays as it was' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.version_id <> OLD.version_id THEN\n        RAISE EXCEPTION 'a quote stays with the wording it was taken from' USING ERRCODE = 'check_violation';\n    END IF;\n    IF OLD.single_editor AND NOT NEW.single_editor THEN\n        RAISE EXCEPTION 'that a single editor handled a quote is not unsaid' USING ERRCODE = 'check_violation';\n    END IF;\n    IF OLD.legal_flag AND NOT NEW.legal_flag AND OLD.state <> 'captured' THEN\n        RAISE EXCEPTION 'a legal flag is taken off a captured quote only' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.state = 'published' AND NEW.speaker_id IS DISTINCT FROM OLD.speaker_id\n       AND NEW.speaker_id IS NOT NULL AND NOT EXISTS (\n        SELECT 1 FROM quotes_speaker s WHERE s.id = NEW.speaker_id AND s.confirmed_at IS NOT NULL)\n    THEN\n        RAISE EXCEPTION 'the speaker is not confirmed' USING ERRCODE = 'check_violation';\n    END IF;\n    IF NEW.state = OLD.state AND NEW.verification_basis <> OLD.verification_basis THEN\n        RAISE EXCEPTION 'the verification basis changes only with the state' USING ERRCODE = 'check_violation';\n    END IF;\n    IF (NEW.version_id IS DISTINCT FROM OLD.version_id OR NEW.content IS DISTINCT FROM OLD.content OR NEW.cue IS DISTINCT FROM OLD.cue OR NEW.source IS DISTINCT FROM OLD.source OR NEW.words IS DISTINCT FROM OLD.words OR NEW.kind IS DISTINCT FROM OLD.kind OR NEW.act IS DISTINCT FROM OLD.act OR NEW.caveats IS DISTINCT FROM OLD.caveats OR NEW.setting IS DISTINCT FROM OLD.setting OR NEW.speaker_id IS DISTINCT FROM OLD.speaker_id OR NEW.descriptor IS DISTINCT FROM OLD.descriptor OR NEW.anonymity_reason IS DISTINCT FROM OLD.anonymity_reason OR NEW.role_as_printed IS DISTINCT FROM OLD.role_as_printed OR NEW.no_role_printed IS DISTINCT FROM OLD.no_role_printed OR NEW.position_id IS DISTINCT FROM OLD.position_id OR NEW.said_on IS DISTINCT FROM OLD.said_on OR NEW.said_on_precision IS DISTINCT FROM OLD.said_on_precision OR NEW.language IS DISTINCT FROM OLD.language OR NEW.attribution_basis IS DISTINCT FROM OLD.attribution_basis) AND OLD.state <> 'captured' THEN\n        SELECT n.after INTO agreed FROM quotes_notice n WHERE n.quote_id = NEW.id\n            AND n.revision = NEW.revision AND n.approved_by_id IS NOT NULL;\n        IF NEW.revision <> OLD.revision + 1 OR agreed IS NULL OR (NEW.version_id IS DISTINCT FROM OLD.version_id AND to_jsonb(NEW.version_id) IS DISTINCT FROM agreed->'version_id') OR (NEW.content IS DISTINCT FROM OLD.content AND to_jsonb(NEW.content) IS DISTINCT FROM agreed->'content') OR (NEW.cue IS DISTINCT FROM OLD.cue AND to_jsonb(NEW.cue) IS DISTINCT FROM agreed->'cue') OR (NEW.source IS DISTINCT FROM OLD.source AND to_jsonb(NEW.source) IS DISTINCT FROM agreed->'source') OR (NEW.words IS DISTINCT FROM OLD.words AND to_jsonb(NEW.words) IS DISTINCT FROM agreed->'words') OR (NEW.kind IS DISTINCT FROM OLD.kind AND to_jsonb(NEW.kind) IS DISTINCT FROM agreed->'kind') OR (NEW.act IS DISTINCT FROM OLD.act AND to_jsonb(NEW.act) IS DISTINCT FROM agreed->'act') OR (NEW.caveats IS DISTINCT FROM OLD.caveats AND to_jsonb(NEW.caveats) IS DISTINCT FROM agreed->'caveats') OR (NEW.setting IS DISTINCT FROM OLD.setting AND to_jsonb(NEW.setting) IS DISTINCT FROM agreed->'setting') OR (NEW.speaker_id IS DISTINCT FROM OLD.speaker_id AND to_jsonb(NEW.speaker_id) IS DISTINCT FROM NULLIF(agreed->'speaker'->'id', 'null')) OR (NEW.descriptor IS DISTINCT FROM OLD.descriptor AND to_jsonb(NEW.descriptor) IS DISTINCT FROM agreed->'descriptor') OR (NEW.anonymity_reason IS DISTINCT FROM OLD.anonymity_reason AND to_jsonb(NEW.anonymity_reason) IS DISTINCT FROM agreed->'anonymity_reason') OR (NEW.role_as_printed IS DISTINCT FROM OLD.role_as_printed AND to_jsonb(NEW.role_as_printed) IS DISTINCT FROM agreed->'role_as_printed') OR (NEW.no_role_printed IS DISTINCT FROM OLD.no_role_printed AND to_jsonb(NEW.no_role_printed) IS DISTINCT FROM agreed->'no_role_printed') OR (NEW.position_id IS DISTINCT FROM OLD.position_id AND NOT agreed ?| ARRAY['speaker', 'role_as_printed', 'said_on']) OR (NEW.said_on IS DISTINCT FROM OLD.said_on AND to_jsonb(NEW.said_on) IS DISTINCT FROM agreed->'said_on') OR (NEW.said_on_precision IS DISTINCT FROM OLD.said_on_precision AND to_jsonb(NEW.said_on_precision) IS DISTINCT FROM agreed->'said_on_precision') OR (NEW.language IS DISTINCT FROM OLD.language AND to_jsonb(NEW.language) IS DISTINCT FROM agreed->'language') OR (NEW.attribution_basis IS DISTINCT FROM OLD.attribution_basis AND to_jsonb(NEW.attribution_basis) IS DISTINCT FROM agreed->'attribution_basis') THEN\n            RAISE EXCEPTION 'a submitted quote is frozen; an approved correction changes it'\n            USING ERRCODE = 'check_violation';\n        END IF;\n    END IF;\n    RETURN NEW;\n", hash='3ac9cffdc338baa8e1356e801c3e679c145fe7e1', operation='UPDATE', pgid='pgtrigger_quote_is_frozen_once_submitted_cbbf7', table='quotes_quote', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_quoteevent" ("act", "anonymity_reason", "attribution_basis", "captured_at", "caveats", "change_number", "confidence", "content", "cue", "date_confidence", "descriptor", "embargo_until", "id", "kind", "language", "legal_flag", "no_role_printed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "revision", "role_as_printed", "role_confidence", "said_on", "said_on_precision", "setting", "single_editor", "source", "span_confidence", "speaker_confidence", "speaker_id", "state", "verification_basis", "version_id", "words") VALUES (NEW."act", NEW."anonymity_reason", NEW."attribution_basis", NEW."captured_at", NEW."caveats", NEW."change_number", NEW."confidence", NEW."content", NEW."cue", NEW."date_confidence", NEW."descriptor", NEW."embargo_until", NEW."id", NEW."kind", NEW."language", NEW."legal_flag", NEW."no_role_printed", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."position_id", NEW."revision", NEW."role_as_printed", NEW."role_confidence", NEW."said_on", NEW."said_on_precision", NEW."setting", NEW."single_editor", NEW."source", NEW."span_confidence", NEW."speaker_confidence", NEW."speaker_id", NEW."state", NEW."verification_basis", NEW."version_id", NEW."words"); RETURN NULL;', hash='1e60e631052645a42d23d46740dcfb186567aa18', operation='INSERT', pgid='pgtrigger_insert_insert_6053a', table='quotes_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."act" IS DISTINCT FROM (NEW."act") OR OLD."anonymity_reason" IS DISTINCT FROM (NEW."anonymity_reason") OR OLD."attribution_basis" IS DISTINCT FROM (NEW."attribution_basis") OR OLD."captured_at" IS DISTINCT FROM (NEW."captured_at") OR OLD."caveats" IS DISTINCT FROM (NEW."caveats") OR OLD."change_number" IS DISTINCT FROM (NEW."change_number") OR OLD."confidence" IS DISTINCT FROM (NEW."confidence") OR OLD."content" IS DISTINCT FROM (NEW."content") OR OLD."cue" IS DISTINCT FROM (NEW."cue") OR OLD."date_confidence" IS DISTINCT FROM (NEW."date_confidence") OR OLD."descriptor" IS DISTINCT FROM (NEW."descriptor") OR OLD."embargo_until" IS DISTINCT FROM (NEW."embargo_until") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."language" IS DISTINCT FROM (NEW."language") OR OLD."legal_flag" IS DISTINCT FROM (NEW."legal_flag") OR OLD."no_role_printed" IS DISTINCT FROM (NEW."no_role_printed") OR OLD."position_id" IS DISTINCT FROM (NEW."position_id") OR OLD."revision" IS DISTINCT FROM (NEW."revision") OR OLD."role_as_printed" IS DISTINCT FROM (NEW."role_as_printed") OR OLD."role_confidence" IS DISTINCT FROM (NEW."role_confidence") OR OLD."said_on" IS DISTINCT FROM (NEW."said_on") OR OLD."said_on_precision" IS DISTINCT FROM (NEW."said_on_precision") OR OLD."setting" IS DISTINCT FROM (NEW."setting") OR OLD."single_editor" IS DISTINCT FROM (NEW."single_editor") OR OLD."source" IS DISTINCT FROM (NEW."source") OR OLD."span_confidence" IS DISTINCT FROM (NEW."span_confidence") OR OLD."speaker_id" IS DISTINCT FROM (NEW."speaker_id") OR OLD."speaker_confidence" IS DISTINCT FROM (NEW."speaker_confidence") OR OLD."state" IS DISTINCT FROM (NEW."state") OR OLD."verification_basis" IS DISTINCT FROM (NEW."verification_basis") OR OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."words" IS DISTINCT FROM (NEW."words"))', func='INSERT INTO "quotes_quoteevent" ("act", "anonymity_reason", "attribution_basis", "captured_at", "caveats", "change_number", "confidence", "content", "cue", "date_confidence", "descriptor", "embargo_until", "id", "kind", "language", "legal_flag", "no_role_printed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "revision", "role_as_printed", "role_confidence", "said_on", "said_on_precision", "setting", "single_editor", "source", "span_confidence", "speaker_confidence", "speaker_id", "state", "verification_basis", "version_id", "words") VALUES (NEW."act", NEW."anonymity_reason", NEW."attribution_basis", NEW."captured_at", NEW."caveats", NEW."change_number", NEW."confidence", NEW."content", NEW."cue", NEW."date_confidence", NEW."descriptor", NEW."embargo_until", NEW."id", NEW."kind", NEW."language", NEW."legal_flag", NEW."no_role_printed", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."position_id", NEW."revision", NEW."role_as_printed", NEW."role_confidence", NEW."said_on", NEW."said_on_precision", NEW."setting", NEW."single_editor", NEW."source", NEW."span_confidence", NEW."speaker_confidence", NEW."speaker_id", NEW."state", NEW."verification_basis", NEW."version_id", NEW."words"); RETURN NULL;', hash='5c7e651b9a02db2d4de15ddec86a6a110e90d9e3', operation='UPDATE', pgid='pgtrigger_update_update_d2f7b', table='quotes_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "quotes_quoteevent" ("act", "anonymity_reason", "attribution_basis", "captured_at", "caveats", "change_number", "confidence", "content", "cue", "date_confidence", "descriptor", "embargo_until", "id", "kind", "language", "legal_flag", "no_role_printed", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "revision", "role_as_printed", "role_confidence", "said_on", "said_on_precision", "setting", "single_editor", "source", "span_confidence", "speaker_confidence", "speaker_id", "state", "verification_basis", "version_id", "words") VALUES (OLD."act", OLD."anonymity_reason", OLD."attribution_basis", OLD."captured_at", OLD."caveats", OLD."change_number", OLD."confidence", OLD."content", OLD."cue", OLD."date_confidence", OLD."descriptor", OLD."embargo_until", OLD."id", OLD."kind", OLD."language", OLD."legal_flag", OLD."no_role_printed", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."position_id", OLD."revision", OLD."role_as_printed", OLD."role_confidence", OLD."said_on", OLD."said_on_precision", OLD."setting", OLD."single_editor", OLD."source", OLD."span_confidence", OLD."speaker_confidence", OLD."speaker_id", OLD."state", OLD."verification_basis", OLD."version_id", OLD."words"); RETURN NULL;', hash='d6ba71b55bcfe0187decf76b7c658d72ff9fcdc7', operation='DELETE', pgid='pgtrigger_delete_delete_c7169', table='quotes_quote', when='AFTER')),
        ),
        AddConstraintNotValid(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('span_confidence__isnull', True), ('span_confidence__range', (0, 1)), _connector='OR'), name='span_confidence_is_between_0_and_1'),
        ),
        AddConstraintNotValid(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('speaker_confidence__isnull', True), ('speaker_confidence__range', (0, 1)), _connector='OR'), name='speaker_confidence_is_between_0_and_1'),
        ),
        AddConstraintNotValid(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('role_confidence__isnull', True), ('role_confidence__range', (0, 1)), _connector='OR'), name='role_confidence_is_between_0_and_1'),
        ),
        AddConstraintNotValid(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('date_confidence__isnull', True), ('date_confidence__range', (0, 1)), _connector='OR'), name='date_confidence_is_between_0_and_1'),
        ),
        AddConstraintNotValid(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('act__in', ['speech', 'belief', 'plan', 'reaction'])), name='act_is_speech_belief_plan_or_reaction'),
        ),
        AddConstraintNotValid(
            model_name='quote',
            constraint=models.CheckConstraint(condition=models.Q(('caveats__contained_by', ['second-hand', 'question', 'denial', 'translation', 'anonymity'])), name='caveats_are_known_ones', violation_error_message='A caveat is one of second-hand, question, denial, translation, anonymity.'),
        ),
    ]
