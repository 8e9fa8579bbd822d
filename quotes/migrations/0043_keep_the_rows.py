"""Keep the rows to search in step with what they are derived from."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("quotes", "0042_say_what_a_row_is")]
    operations = [
        migrations.CreateModel(
            name='ArticleTerms',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('sources.article',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='search_follows_the_notice', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n    ids := ARRAY(SELECT DISTINCT quote_id FROM became WHERE revision IS NOT NULL ORDER BY quote_id);\n    IF cardinality(ids) > 0 THEN\n        PERFORM 1 FROM quotes_quote WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;\n        PERFORM quotes_build_search_rows(ids);\n    END IF;\n    RETURN NULL;\n', hash='971146c3b455e7e2c930eb44a852187ba2f4d3ed', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_follows_the_notice_e7807', referencing='REFERENCING NEW TABLE AS became ', table='quotes_notice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notice',
            trigger=pgtrigger.compiler.Trigger(name='search_follows_the_approval', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n    ids := ARRAY(SELECT DISTINCT quote_id FROM became WHERE revision IS NOT NULL ORDER BY quote_id);\n    IF cardinality(ids) > 0 THEN\n        PERFORM 1 FROM quotes_quote WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;\n        PERFORM quotes_build_search_rows(ids);\n    END IF;\n    RETURN NULL;\n', hash='253925d23aaad15b7471c1d955aa7fb6cfcc7a79', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_follows_the_approval_b6f74', referencing='REFERENCING OLD TABLE AS was  NEW TABLE AS became ', table='quotes_notice', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='position',
            trigger=pgtrigger.compiler.Trigger(name='search_follows_the_position', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func="\n    ids := ARRAY(SELECT q.id FROM quotes_quote q\n        WHERE q.position_id IN (SELECT n.id FROM became n JOIN was o ON o.id = n.id WHERE n.title IS DISTINCT FROM o.title OR n.organisation_id IS DISTINCT FROM o.organisation_id)\n        AND q.state = 'published' ORDER BY q.id);\n    IF cardinality(ids) > 0 THEN\n        \n        PERFORM quotes_build_search_rows(ids);\n    END IF;\n    RETURN NULL;\n", hash='272e133f4179e0971d3c6c2dd5eb75cf21b05b81', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_follows_the_position_7cbf8', referencing='REFERENCING OLD TABLE AS was  NEW TABLE AS became ', table='quotes_position', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='search_follows_the_quote', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func="\n    ids := ARRAY(SELECT n.id FROM became n JOIN was o ON o.id = n.id WHERE n.state IS DISTINCT FROM o.state OR n.version_id IS DISTINCT FROM o.version_id OR n.words IS DISTINCT FROM o.words OR n.kind IS DISTINCT FROM o.kind OR n.speaker_id IS DISTINCT FROM o.speaker_id OR n.role_as_printed IS DISTINCT FROM o.role_as_printed OR n.position_id IS DISTINCT FROM o.position_id OR n.said_on IS DISTINCT FROM o.said_on OR n.language IS DISTINCT FROM o.language OR n.embargo_until IS DISTINCT FROM o.embargo_until\n        AND 'published' IN (n.state, o.state) ORDER BY n.id);\n    IF cardinality(ids) > 0 THEN\n        \n        PERFORM quotes_build_search_rows(ids);\n    END IF;\n    RETURN NULL;\n", hash='9f319dcd8c556b676a0e213a11fc63df9c576ad4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_follows_the_quote_c7415', referencing='REFERENCING OLD TABLE AS was  NEW TABLE AS became ', table='quotes_quote', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='search_follows_the_speaker', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func="\n    ids := ARRAY(SELECT q.id FROM quotes_quote q JOIN quotes_position p ON p.id = q.position_id\n        WHERE p.organisation_id IN (SELECT n.id FROM became n JOIN was o ON o.id = n.id WHERE n.name IS DISTINCT FROM o.name) AND q.state = 'published'\n        UNION SELECT q.id FROM quotes_quote q\n        WHERE q.speaker_id IN (SELECT n.id FROM became n JOIN was o ON o.id = n.id WHERE n.kind IS DISTINCT FROM o.kind) AND q.state = 'published' ORDER BY id);\n    IF cardinality(ids) > 0 THEN\n        \n        PERFORM quotes_build_search_rows(ids);\n    END IF;\n    RETURN NULL;\n", hash='2885da4757d71cd13f61658dde5d72dd07cabbb5', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_follows_the_speaker_b6132', referencing='REFERENCING OLD TABLE AS was  NEW TABLE AS became ', table='quotes_speaker', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articleterms',
            trigger=pgtrigger.compiler.Trigger(name='search_follows_the_article', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func="\n    ids := ARRAY(SELECT q.id FROM quotes_quote q\n        JOIN sources_articleversion v ON v.id = q.version_id\n        WHERE v.article_id IN (SELECT n.id FROM became n JOIN was o ON o.id = n.id WHERE n.publish_status IS DISTINCT FROM o.publish_status OR n.embargo_until IS DISTINCT FROM o.embargo_until OR n.outlet_id IS DISTINCT FROM o.outlet_id)\n        AND q.state = 'published' ORDER BY q.id);\n    IF cardinality(ids) > 0 THEN\n        \n        PERFORM quotes_build_search_rows(ids);\n    END IF;\n    RETURN NULL;\n", hash='ba189d92ab0b8290b2126863544370fc20e73abc', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_follows_the_article_b858f', referencing='REFERENCING OLD TABLE AS was  NEW TABLE AS became ', table='sources_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tagging',
            trigger=pgtrigger.compiler.Trigger(name='search_follows_a_new_topic', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n    ids := ARRAY(SELECT DISTINCT quote_id FROM became ORDER BY quote_id);\n    IF cardinality(ids) > 0 THEN\n        PERFORM 1 FROM quotes_quote WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;\n        PERFORM quotes_build_search_rows(ids);\n    END IF;\n    RETURN NULL;\n', hash='fe5d3005ac7461682d9d23f5eaca654c9c9be36e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_follows_a_new_topic_96667', referencing='REFERENCING NEW TABLE AS became ', table='quotes_tagging', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tagging',
            trigger=pgtrigger.compiler.Trigger(name='search_follows_a_topic_taken_off', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n    ids := ARRAY(SELECT DISTINCT quote_id FROM was ORDER BY quote_id);\n    IF cardinality(ids) > 0 THEN\n        PERFORM 1 FROM quotes_quote WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;\n        PERFORM quotes_build_search_rows(ids);\n    END IF;\n    RETURN NULL;\n', hash='e407749b6420ae0d4cc96dbfd1828b0437754bbc', level='STATEMENT', operation='DELETE', pgid='pgtrigger_search_follows_a_topic_taken_off_4e6ac', referencing='REFERENCING OLD TABLE AS was ', table='quotes_tagging', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='tagging',
            trigger=pgtrigger.compiler.Trigger(name='search_follows_another_topic', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func='\n    ids := ARRAY(SELECT quote_id FROM was UNION SELECT quote_id FROM became ORDER BY quote_id);\n    IF cardinality(ids) > 0 THEN\n        PERFORM 1 FROM quotes_quote WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;\n        PERFORM quotes_build_search_rows(ids);\n    END IF;\n    RETURN NULL;\n', hash='d8aaee7990ad5aeefabe3255cfcaaf1975fa6d3e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_search_follows_another_topic_0cf52', referencing='REFERENCING OLD TABLE AS was  NEW TABLE AS became ', table='quotes_tagging', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='search_follows_a_new_quote', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE ids bigint[];', func="\n    ids := ARRAY(SELECT id FROM became WHERE state = 'published' ORDER BY id);\n    IF cardinality(ids) > 0 THEN\n        \n        PERFORM quotes_build_search_rows(ids);\n    END IF;\n    RETURN NULL;\n", hash='aa2445868075bfcb72668ba77d36d919e4d85b19', level='STATEMENT', operation='INSERT', pgid='pgtrigger_search_follows_a_new_quote_7293a', referencing='REFERENCING NEW TABLE AS became ', table='quotes_quote', when='AFTER')),
        ),
    ]
