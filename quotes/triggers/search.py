"""The rows that a search reads, kept in the transaction that changes what they are derived from.

One function says what a row is, another writes it. Every trigger calls that one, and so do the
migration that filled the table and the command that proves it.
"""

from collections.abc import Iterable

import pgtrigger

from quotes.searchkeys import KINDS, SAMPLES, Key
from quotes.typography import MARKS, PLAIN_MARKS
from quotes.verification import State

COLUMNS = (
    *("quote_id", "said_on", "speaker_id", "outlet_id", "kind", "keys"),
    *("public_from", "published_at", "search", "literal", "role"),
)

_KIND = " ".join(f"WHEN '{name}' THEN {number}" for name, number in KINDS.items())

_LANGUAGE = """(SELECT coalesce(sum(
            (ascii(substr(code.letters, place, 1)) - 96)::bigint << (5 * (8 - place))), 0)
        FROM (SELECT coalesce(substring(lower(q.language) FROM '^[a-z]{1,8}'), '') AS letters) code,
            generate_series(1, length(code.letters)) AS place)::bigint"""

# Multiplied by the golden ratio, ids that follow one another lie far apart and evenly.
SAMPLES_OF_A_ROW = f"""ARRAY(SELECT {Key.SAMPLE.first} | rate
        FROM unnest(ARRAY{list(SAMPLES)}::bigint[]) AS rate
        WHERE (((q.id & 2147483647) * 2654435761) & 4294967295) < 4294967296 / rate)"""

_IS_CORRECTED = """EXISTS (SELECT 1 FROM quotes_notice n WHERE n.quote_id = q.id
            AND n.approved_by_id IS NOT NULL AND n.revision IS NOT NULL AND n.type <> 'refile')"""

_PUBLISHED_AT = f"""coalesce((SELECT max(r.at) FROM quotes_review r WHERE r.quote_id = q.id
        AND r.to_state = '{State.PUBLISHED}' AND r.from_state <> '{State.PUBLISHED}'),
        q.captured_at)"""


def _escaped(text: str) -> str:
    """SQL: a text of marks that nobody could tell apart in the source."""
    return "U&'" + "".join(f"\\{ord(mark):04x}" for mark in text) + "'"


_ROLE = f"""translate(concat_ws(' ', q.role_as_printed, p.title, o.name),
        {_escaped(MARKS)}, {_escaped(PLAIN_MARKS)})"""

SAY_THE_ROWS = f"""
CREATE OR REPLACE FUNCTION quotes_search_rows(ids bigint[]) RETURNS TABLE (
    quote_id bigint, said_on date, speaker_id bigint, outlet_id bigint, kind varchar,
    keys bigint[], public_from timestamptz, published_at timestamptz,
    search tsvector, literal tsvector, role tsvector)
LANGUAGE sql STABLE AS $$
SELECT q.id, q.said_on, q.speaker_id, a.outlet_id, q.kind,
    array_remove(ARRAY[
        {Key.SPEAKER.first} | q.speaker_id,
        CASE WHEN s.kind = 'organisation' THEN {Key.ORGANISATION.first} | s.id END,
        {Key.ORGANISATION.first} | p.organisation_id,
        {Key.OUTLET.first} | a.outlet_id,
        {Key.KIND.first} | (CASE q.kind {_KIND} END),
        {Key.LANGUAGE.first} | {_LANGUAGE},
        {Key.YEAR.first} | extract(year FROM q.said_on)::bigint,
        {Key.MONTH.first} | (extract(year FROM q.said_on) * 12
            + extract(month FROM q.said_on) - 1)::bigint,
        CASE WHEN {_IS_CORRECTED} THEN {Key.CORRECTED.of(1)} END
    ], NULL) || ARRAY(SELECT {Key.TOPIC.first} | t.topic_id FROM quotes_tagging t
        WHERE t.quote_id = q.id ORDER BY t.topic_id)
    || {SAMPLES_OF_A_ROW},
    until.embargo, greatest(until.embargo, {_PUBLISHED_AT}),
    q.search, q.literal,
    to_tsvector('english', {_ROLE})
FROM quotes_quote q
JOIN sources_articleversion v ON v.id = q.version_id
JOIN sources_article a ON a.id = v.article_id
LEFT JOIN quotes_speaker s ON s.id = q.speaker_id
LEFT JOIN quotes_position p ON p.id = q.position_id
LEFT JOIN quotes_speaker o ON o.id = p.organisation_id,
LATERAL (SELECT greatest('epoch'::timestamptz, q.embargo_until, a.embargo_until) AS embargo) until
WHERE q.id = ANY(ids) AND q.state = '{State.PUBLISHED}' AND a.publish_status = 'usable'
$$"""

_WRITTEN = ", ".join(f"{name} = EXCLUDED.{name}" for name in COLUMNS[1:])
_WERE = ", ".join(f"quotes_searchrow.{name}" for name in COLUMNS[1:])
_ARE = ", ".join(f"EXCLUDED.{name}" for name in COLUMNS[1:])

BUILD_ROWS = f"""
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
    INSERT INTO quotes_searchrow ({", ".join(COLUMNS)})
        SELECT {", ".join(f"r.{name}" for name in COLUMNS)} FROM quotes_search_rows(ids) r
        ON CONFLICT (quote_id) DO UPDATE SET {_WRITTEN}
        WHERE ({_WERE}) IS DISTINCT FROM ({_ARE});
END
$$"""


def _differ(columns: Iterable[str]) -> str:
    """SQL: whether one of the columns changed."""
    return " OR ".join(f"n.{name} IS DISTINCT FROM o.{name}" for name in columns)


def _changed(*columns: str) -> str:
    """SQL: the rows of a statement that changed in one of the columns."""
    return f"SELECT n.id FROM became n JOIN was o ON o.id = n.id WHERE {_differ(columns)}"


def _trigger(
    name: str, operation: pgtrigger.Operation, ids: str, *, locks: bool = False
) -> pgtrigger.Trigger:
    """Builds the rows of the quotes that `ids` selects, once for all rows of a statement.

    `locks` makes those wait who change the same quotes by other tables; a change of the quote, its
    article or its position has locked what it needs.
    """
    lock = "PERFORM 1 FROM quotes_quote WHERE id = ANY(ids) ORDER BY id FOR NO KEY UPDATE;"
    was = None if operation == pgtrigger.Insert else "was"
    became = None if operation == pgtrigger.Delete else "became"
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=operation,
        referencing=pgtrigger.Referencing(old=was, new=became),
        declare=[("ids", "bigint[]")],
        func=f"""
    ids := ARRAY({ids});
    IF cardinality(ids) > 0 THEN
        {lock if locks else ""}
        PERFORM quotes_build_search_rows(ids);
    END IF;
    RETURN NULL;
""",
    )


_OF_A_QUOTE = (
    *("state", "version_id", "words", "kind", "speaker_id", "role_as_printed", "position_id"),
    *("said_on", "language", "embargo_until"),
)

QUOTE_ROWS = [
    # No quote starts published while the other triggers are on; who switches them off loads many.
    _trigger(
        "search_follows_a_new_quote",
        pgtrigger.Insert,
        f"SELECT id FROM became WHERE state = '{State.PUBLISHED}' ORDER BY id",
    ),
    _trigger(
        "search_follows_the_quote",
        pgtrigger.Update,
        f"""{_changed(*_OF_A_QUOTE)}
        AND '{State.PUBLISHED}' IN (n.state, o.state) ORDER BY n.id""",
    ),
]

ARTICLE_TERMS = [
    _trigger(
        "search_follows_the_article",
        pgtrigger.Update,
        f"""SELECT q.id FROM quotes_quote q
        JOIN sources_articleversion v ON v.id = q.version_id
        WHERE v.article_id IN ({_changed("publish_status", "embargo_until", "outlet_id")})
        AND q.state = '{State.PUBLISHED}' ORDER BY q.id""",
    )
]

POSITION_ROWS = [
    _trigger(
        "search_follows_the_position",
        pgtrigger.Update,
        f"""SELECT q.id FROM quotes_quote q
        WHERE q.position_id IN ({_changed("title", "organisation_id")})
        AND q.state = '{State.PUBLISHED}' ORDER BY q.id""",
    )
]

SPEAKER_ROWS = [
    _trigger(
        "search_follows_the_speaker",
        pgtrigger.Update,
        f"""SELECT q.id FROM quotes_quote q JOIN quotes_position p ON p.id = q.position_id
        WHERE p.organisation_id IN ({_changed("name")}) AND q.state = '{State.PUBLISHED}'
        UNION SELECT q.id FROM quotes_quote q
        WHERE q.speaker_id IN ({_changed("kind")}) AND q.state = '{State.PUBLISHED}' ORDER BY id""",
    )
]

TAGGING = [
    _trigger(
        "search_follows_a_new_topic",
        pgtrigger.Insert,
        "SELECT DISTINCT quote_id FROM became ORDER BY quote_id",
        locks=True,
    ),
    _trigger(
        "search_follows_a_topic_taken_off",
        pgtrigger.Delete,
        "SELECT DISTINCT quote_id FROM was ORDER BY quote_id",
        locks=True,
    ),
    _trigger(
        "search_follows_another_topic",
        pgtrigger.Update,
        "SELECT quote_id FROM was UNION SELECT quote_id FROM became ORDER BY quote_id",
        locks=True,
    ),
]

NOTICE_ROWS = [
    _trigger(
        f"search_follows_the_{what}",
        operation,
        "SELECT DISTINCT quote_id FROM became WHERE revision IS NOT NULL ORDER BY quote_id",
        locks=True,
    )
    for what, operation in (("notice", pgtrigger.Insert), ("approval", pgtrigger.Update))
]
