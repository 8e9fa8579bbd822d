"""The function that works out what became of quotes, and writes it down."""

from django.db import migrations

RECORD_CHANGES = r"""
CREATE OR REPLACE FUNCTION quotes_record_changes(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(7205759403);
    INSERT INTO quotes_publicchange (quote_id, kind, revision, returns_at, digest, at)
    SELECT told.id, told.kind, told.revision, told.returns_at, told.digest, clock_timestamp()
    FROM (
        SELECT q.id, q.revision, stands.returns_at, stands.digest,
            CASE WHEN stands.is_public AND (last.kind IS NULL OR last.kind IN ('gone', 'waits'))
                    THEN 'published'
                WHEN stands.is_public AND last.digest <> stands.digest THEN 'changed'
                WHEN stands.is_public THEN NULL
                WHEN last.kind IN ('published', 'changed') THEN 'gone'
                WHEN last.returns_at IS DISTINCT FROM stands.returns_at THEN 'waits'
            END AS kind
        FROM quotes_quote q
        JOIN sources_articleversion v ON v.id = q.version_id
        JOIN sources_article a ON a.id = v.article_id
        JOIN sources_outlet o ON o.id = a.outlet_id
        LEFT JOIN quotes_speaker s ON s.id = q.speaker_id
        LEFT JOIN LATERAL (SELECT c.kind, c.digest, c.returns_at FROM quotes_publicchange c
            WHERE c.quote_id = q.id ORDER BY c.id DESC LIMIT 1) last ON true
        CROSS JOIN LATERAL (SELECT
            q.state = 'published' AND a.publish_status = 'usable' AS may_be,
            greatest('epoch'::timestamptz, q.embargo_until, a.embargo_until) AS embargo) terms
        CROSS JOIN LATERAL (SELECT
            terms.may_be AND terms.embargo <= clock_timestamp() AS is_public,
            CASE WHEN terms.may_be AND terms.embargo > clock_timestamp() THEN terms.embargo END
                AS returns_at,
            md5(ROW(q.words, q.content, q.kind, q.language, q.speaker_id, q.descriptor, q.role_as_printed, q.said_on, q.said_on_precision, q.setting, q.revision, q.verification_basis, q.attribution_basis, q.single_editor, a.headline, a.canonical_url, a.published_at, a.outlet_id,
                o.name, o.slug, o.kind, s.name, s.slug, s.kind)::text) AS digest) stands
        WHERE q.id = ANY(ids)
    ) told
    WHERE told.kind IS NOT NULL ORDER BY told.id;
END
$$"""


class Migration(migrations.Migration):
    dependencies = [("quotes", "0070_tell_what_became_of_quotes")]
    operations = [
        migrations.RunSQL(RECORD_CHANGES, "DROP FUNCTION quotes_record_changes"),
    ]
