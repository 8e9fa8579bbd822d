"""The functions that say what a row to search is, and write it; words counted closely in it.

At its default PostgreSQL takes rare words for common ones, and walks the dates to find them.
"""

from django.db import migrations

TARGET = (
    "ALTER TABLE quotes_searchrow ALTER search SET STATISTICS {n}, "
    "ALTER literal SET STATISTICS {n}, ALTER role SET STATISTICS {n}, ALTER keys SET STATISTICS {n}"
)

SAY_THE_ROWS = r"""
CREATE OR REPLACE FUNCTION quotes_search_rows(ids bigint[]) RETURNS TABLE (
    quote_id bigint, said_on date, speaker_id bigint, outlet_id bigint, kind varchar,
    keys bigint[], public_from timestamptz, published_at timestamptz,
    search tsvector, literal tsvector, role tsvector)
LANGUAGE sql STABLE AS $$
SELECT q.id, q.said_on, q.speaker_id, a.outlet_id, q.kind,
    array_remove(ARRAY[
        1099511627776 | q.speaker_id,
        CASE WHEN s.kind = 'organisation' THEN 2199023255552 | s.id END,
        2199023255552 | p.organisation_id,
        3298534883328 | a.outlet_id,
        5497558138880 | (CASE q.kind WHEN 'direct' THEN 1 WHEN 'mixed' THEN 2 WHEN 'indirect' THEN 3 END),
        6597069766656 | (SELECT coalesce(sum(
            (ascii(substr(code.letters, place, 1)) - 96)::bigint << (5 * (8 - place))), 0)
        FROM (SELECT coalesce(substring(lower(q.language) FROM '^[a-z]{1,8}'), '') AS letters) code,
            generate_series(1, length(code.letters)) AS place)::bigint,
        7696581394432 | extract(year FROM q.said_on)::bigint,
        8796093022208 | (extract(year FROM q.said_on) * 12
            + extract(month FROM q.said_on) - 1)::bigint,
        CASE WHEN EXISTS (SELECT 1 FROM quotes_notice n WHERE n.quote_id = q.id
            AND n.approved_by_id IS NOT NULL AND n.revision IS NOT NULL AND n.type <> 'refile') THEN 9895604649985 END
    ], NULL) || ARRAY(SELECT 4398046511104 | t.topic_id FROM quotes_tagging t
        WHERE t.quote_id = q.id ORDER BY t.topic_id)
    || ARRAY(SELECT 10995116277760 | rate
        FROM unnest(ARRAY[4, 16, 64, 256, 1024]::bigint[]) AS rate
        WHERE (((q.id & 2147483647) * 2654435761) & 4294967295) < 4294967296 / rate),
    until.embargo, greatest(until.embargo, coalesce((SELECT max(r.at) FROM quotes_review r WHERE r.quote_id = q.id
        AND r.to_state = 'published' AND r.from_state <> 'published'),
        q.captured_at)),
    q.search, q.literal,
    to_tsvector('english', translate(concat_ws(' ', q.role_as_printed, p.title, o.name),
        U&'\2018\2019\201b\02bc\2032\00b4\ff07\201c\201d\201e\201f\00ab\00bb\2039\203a\2033\ff02\2010\2011\00a0\2002\2003\2007\2008\2009\200a\200b\202f\3000\2012\2013\2014\2015\2026\2022\00b7\00a1\00bf\00a7\00b6\2020\2021\00a9\00ae\2122\00a2\00a3\00a5\20ac\20b9\20bd\20a9\20ba\20b4\3001\3002\300c\300d\300e\300f\ff0c\ff0e\ff01\ff1f\ff1a\ff1b', U&'\0027\0027\0027\0027\0027\0027\0027\0022\0022\0022\0022\0022\0022\0022\0022\0022\0022\002d\002d\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020\0020'))
FROM quotes_quote q
JOIN sources_articleversion v ON v.id = q.version_id
JOIN sources_article a ON a.id = v.article_id
LEFT JOIN quotes_speaker s ON s.id = q.speaker_id
LEFT JOIN quotes_position p ON p.id = q.position_id
LEFT JOIN quotes_speaker o ON o.id = p.organisation_id,
LATERAL (SELECT greatest('epoch'::timestamptz, q.embargo_until, a.embargo_until) AS embargo) until
WHERE q.id = ANY(ids) AND q.state = 'published' AND a.publish_status = 'usable'
$$"""

BUILD_ROWS = r"""
CREATE OR REPLACE FUNCTION quotes_build_search_rows(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    -- Whoever changes one of these meanwhile is waited for, and read as it then stands; or waits,
    -- and builds the rows again. Each statement of this function sees what was written before it.
    PERFORM 1 FROM sources_article WHERE id IN (
        SELECT v.article_id FROM quotes_quote q JOIN sources_articleversion v ON v.id = q.version_id
        WHERE q.id = ANY(ids)) ORDER BY id FOR SHARE;
    PERFORM 1 FROM quotes_speaker WHERE id IN (
        SELECT q.speaker_id FROM quotes_quote q WHERE q.id = ANY(ids) UNION
        SELECT p.organisation_id FROM quotes_quote q JOIN quotes_position p ON p.id = q.position_id
        WHERE q.id = ANY(ids)) ORDER BY id FOR SHARE;
    PERFORM 1 FROM quotes_position WHERE id IN (
        SELECT q.position_id FROM quotes_quote q WHERE q.id = ANY(ids)) ORDER BY id FOR SHARE;
    DELETE FROM quotes_searchrow s WHERE s.quote_id = ANY(ids)
        AND NOT EXISTS (SELECT 1 FROM quotes_search_rows(ARRAY[s.quote_id]));
    INSERT INTO quotes_searchrow (quote_id, said_on, speaker_id, outlet_id, kind, keys, public_from, published_at, search, literal, role)
        SELECT r.quote_id, r.said_on, r.speaker_id, r.outlet_id, r.kind, r.keys, r.public_from, r.published_at, r.search, r.literal, r.role FROM quotes_search_rows(ids) r
        ON CONFLICT (quote_id) DO UPDATE SET said_on = EXCLUDED.said_on, speaker_id = EXCLUDED.speaker_id, outlet_id = EXCLUDED.outlet_id, kind = EXCLUDED.kind, keys = EXCLUDED.keys, public_from = EXCLUDED.public_from, published_at = EXCLUDED.published_at, search = EXCLUDED.search, literal = EXCLUDED.literal, role = EXCLUDED.role
        WHERE (quotes_searchrow.said_on, quotes_searchrow.speaker_id, quotes_searchrow.outlet_id, quotes_searchrow.kind, quotes_searchrow.keys, quotes_searchrow.public_from, quotes_searchrow.published_at, quotes_searchrow.search, quotes_searchrow.literal, quotes_searchrow.role) IS DISTINCT FROM (EXCLUDED.said_on, EXCLUDED.speaker_id, EXCLUDED.outlet_id, EXCLUDED.kind, EXCLUDED.keys, EXCLUDED.public_from, EXCLUDED.published_at, EXCLUDED.search, EXCLUDED.literal, EXCLUDED.role);
END
$$"""


class Migration(migrations.Migration):
    dependencies = [("quotes", "0041_rows_to_search")]
    operations = [
        migrations.RunSQL(TARGET.format(n=1000), TARGET.format(n=-1)),
        migrations.RunSQL(SAY_THE_ROWS, "DROP FUNCTION quotes_search_rows"),
        migrations.RunSQL(BUILD_ROWS, "DROP FUNCTION quotes_build_search_rows"),
    ]
