"""Keep the section a story was printed in."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('sources', '0002_keep_who_brought_a_wording'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='article',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='article',
            name='section',
            field=models.CharField(blank=True, db_default='', default='', help_text='Where the outlet printed it, such as Politics.', max_length=100),
        ),
        migrations.AddField(
            model_name='articleevent',
            name='section',
            field=models.CharField(blank=True, db_default='', default='', help_text='Where the outlet printed it, such as Politics.', max_length=100),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sources_articleevent" ("added_at", "byline", "canonical_url", "dateline", "embargo_until", "external_id", "headline", "id", "kind", "language", "modified_at", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_status", "published_at", "section") VALUES (NEW."added_at", NEW."byline", NEW."canonical_url", NEW."dateline", NEW."embargo_until", NEW."external_id", NEW."headline", NEW."id", NEW."kind", NEW."language", NEW."modified_at", NEW."outlet_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."publish_status", NEW."published_at", NEW."section"); RETURN NULL;', hash='10c502b73bafd2bdab454522ea01b6cbe9f059f9', operation='INSERT', pgid='pgtrigger_insert_insert_0de75', table='sources_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "sources_articleevent" ("added_at", "byline", "canonical_url", "dateline", "embargo_until", "external_id", "headline", "id", "kind", "language", "modified_at", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_status", "published_at", "section") VALUES (NEW."added_at", NEW."byline", NEW."canonical_url", NEW."dateline", NEW."embargo_until", NEW."external_id", NEW."headline", NEW."id", NEW."kind", NEW."language", NEW."modified_at", NEW."outlet_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."publish_status", NEW."published_at", NEW."section"); RETURN NULL;', hash='e2fdf67e4a75482fbe5a4feee0676d3f73f0a2f1', operation='UPDATE', pgid='pgtrigger_update_update_168af', table='sources_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "sources_articleevent" ("added_at", "byline", "canonical_url", "dateline", "embargo_until", "external_id", "headline", "id", "kind", "language", "modified_at", "outlet_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "publish_status", "published_at", "section") VALUES (OLD."added_at", OLD."byline", OLD."canonical_url", OLD."dateline", OLD."embargo_until", OLD."external_id", OLD."headline", OLD."id", OLD."kind", OLD."language", OLD."modified_at", OLD."outlet_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."publish_status", OLD."published_at", OLD."section"); RETURN NULL;', hash='5fed0843de6bacf5366f03abbda3c27f51112a69', operation='DELETE', pgid='pgtrigger_delete_delete_10a2a', table='sources_article', when='AFTER')),
        ),
    ]
