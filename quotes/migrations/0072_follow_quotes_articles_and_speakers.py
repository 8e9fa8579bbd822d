"""Ask for that at the end of every transaction that may have made it so."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("quotes", "0071_say_what_became_of_quotes")]
    operations = [
        migrations.CreateModel(
            name='OutletName',
            fields=[
            ],
            options={
                'proxy': True,
                'default_permissions': (),
                'indexes': [],
                'constraints': [],
            },
            bases=('sources.outlet',),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outletname',
            trigger=pgtrigger.compiler.Trigger(name='public_change_of_the_outlet', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.slug IS DISTINCT FROM NEW.slug OR OLD.kind IS DISTINCT FROM NEW.kind)', constraint='CONSTRAINT', func="PERFORM quotes_record_changes(ARRAY(SELECT q.id FROM sources_article a\n        JOIN sources_articleversion v ON v.article_id = a.id\n        JOIN quotes_quote q ON q.version_id = v.id\n        WHERE a.outlet_id = NEW.id AND q.state = 'published')); RETURN NULL;", hash='052ae0383f1d71cb000aef21371ab3160d9939f5', operation='UPDATE', pgid='pgtrigger_public_change_of_the_outlet_f0830', table='sources_outlet', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='articleterms',
            trigger=pgtrigger.compiler.Trigger(name='public_change_of_the_article', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.publish_status IS DISTINCT FROM NEW.publish_status OR OLD.embargo_until IS DISTINCT FROM NEW.embargo_until OR OLD.headline IS DISTINCT FROM NEW.headline OR OLD.canonical_url IS DISTINCT FROM NEW.canonical_url OR OLD.published_at IS DISTINCT FROM NEW.published_at OR OLD.outlet_id IS DISTINCT FROM NEW.outlet_id)', constraint='CONSTRAINT', func="PERFORM quotes_record_changes(ARRAY(SELECT q.id FROM quotes_quote q\n        JOIN sources_articleversion v ON v.id = q.version_id\n        WHERE v.article_id = NEW.id AND q.state = 'published')); RETURN NULL;", hash='8f807d35d3a9b03b9711650cee27c6e8a379a515', operation='UPDATE', pgid='pgtrigger_public_change_of_the_article_b7c0d', table='sources_article', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='quote',
            trigger=pgtrigger.compiler.Trigger(name='public_change_of_the_quote', sql=pgtrigger.compiler.UpsertTriggerSql(condition="WHEN ((OLD.state = 'published' OR NEW.state = 'published') AND (OLD.state IS DISTINCT FROM NEW.state OR OLD.embargo_until IS DISTINCT FROM NEW.embargo_until OR OLD.words IS DISTINCT FROM NEW.words OR OLD.content IS DISTINCT FROM NEW.content OR OLD.kind IS DISTINCT FROM NEW.kind OR OLD.language IS DISTINCT FROM NEW.language OR OLD.speaker_id IS DISTINCT FROM NEW.speaker_id OR OLD.descriptor IS DISTINCT FROM NEW.descriptor OR OLD.role_as_printed IS DISTINCT FROM NEW.role_as_printed OR OLD.said_on IS DISTINCT FROM NEW.said_on OR OLD.said_on_precision IS DISTINCT FROM NEW.said_on_precision OR OLD.setting IS DISTINCT FROM NEW.setting OR OLD.revision IS DISTINCT FROM NEW.revision OR OLD.verification_basis IS DISTINCT FROM NEW.verification_basis OR OLD.attribution_basis IS DISTINCT FROM NEW.attribution_basis OR OLD.single_editor IS DISTINCT FROM NEW.single_editor))", constraint='CONSTRAINT', func='PERFORM quotes_record_changes(ARRAY[NEW.id]); RETURN NULL;', hash='acc46832fb989db5ce46af9e209f4f33b563a9d5', operation='UPDATE', pgid='pgtrigger_public_change_of_the_quote_7afc6', table='quotes_quote', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='speaker',
            trigger=pgtrigger.compiler.Trigger(name='public_change_of_the_speaker', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.name IS DISTINCT FROM NEW.name OR OLD.slug IS DISTINCT FROM NEW.slug OR OLD.kind IS DISTINCT FROM NEW.kind)', constraint='CONSTRAINT', func="PERFORM quotes_record_changes(ARRAY(SELECT q.id FROM quotes_quote q\n        WHERE q.speaker_id = NEW.id AND q.state = 'published')); RETURN NULL;", hash='4adb474eb10fcd6595aed25e22840a1e015093d3', operation='UPDATE', pgid='pgtrigger_public_change_of_the_speaker_31a12', table='quotes_speaker', timing='DEFERRABLE INITIALLY DEFERRED', when='AFTER')),
        ),
    ]
