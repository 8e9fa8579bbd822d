"""What became of each public quote, written down in the order in which it became so.

A deferred trigger asks for the row at the very end of a transaction, under a lock that is held
until the transaction has committed. So the numbers are in the order of the commits: whoever has
read up to one will never find a smaller one that was not there before. (Numbers alone would not do:
a transaction that took a smaller one may commit after one that took a larger.) The lock comes last
and nothing is waited for after it, so that it is held for as long as a commit takes; a long
transaction delays nobody else's news, and the numbers mean the same on a copy or a restored dump.

What the row says is worked out from what is committed by then, and compared with the last row of
the quote: two transactions that meet, such as a wire's kill and a publication, are told right
whichever comes last. That is so in READ COMMITTED, where each statement sees what is committed.
"""

from collections.abc import Iterable

import pgtrigger

from quotes.verification import State

LOCK = 7_205_759_403
"""The key of the advisory lock that orders the changes."""

_SHOWN = (
    *("words", "content", "kind", "language", "speaker_id", "descriptor", "role_as_printed"),
    *("said_on", "said_on_precision", "setting", "revision", "verification_basis"),
    *("attribution_basis", "single_editor"),
)
"""Columns of a quote that the public reads."""

_OF_AN_ARTICLE = ("headline", "canonical_url", "published_at", "outlet_id")
_OF_AN_OUTLET = ("name", "slug", "kind")
_OF_A_SPEAKER = ("name", "slug", "kind")


def _row(letter: str, columns: Iterable[str]) -> str:
    return ", ".join(f"{letter}.{name}" for name in columns)


RECORD_CHANGES = f"""
CREATE OR REPLACE FUNCTION quotes_record_changes(ids bigint[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock({LOCK});
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
            q.state = '{State.PUBLISHED}' AND a.publish_status = 'usable' AS may_be,
            greatest('epoch'::timestamptz, q.embargo_until, a.embargo_until) AS embargo) terms
        CROSS JOIN LATERAL (SELECT
            terms.may_be AND terms.embargo <= clock_timestamp() AS is_public,
            CASE WHEN terms.may_be AND terms.embargo > clock_timestamp() THEN terms.embargo END
                AS returns_at,
            md5(ROW({_row("q", _SHOWN)}, {_row("a", _OF_AN_ARTICLE)},
                {_row("o", _OF_AN_OUTLET)}, {_row("s", _OF_A_SPEAKER)})::text) AS digest) stands
        WHERE q.id = ANY(ids)
    ) told
    WHERE told.kind IS NOT NULL ORDER BY told.id;
END
$$"""


def _differs(columns: Iterable[str]) -> str:
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in columns)


def _trigger(name: str, condition: str, ids: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Update,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        condition=pgtrigger.Condition(condition),
        func=f"PERFORM quotes_record_changes({ids}); RETURN NULL;",
    )


_PUBLISHED = f"'{State.PUBLISHED}'"

CHANGES_OF_A_QUOTE = [
    _trigger(
        "public_change_of_the_quote",
        f"((OLD.state = {_PUBLISHED} OR NEW.state = {_PUBLISHED}) AND "
        f"({_differs(('state', 'embargo_until', *_SHOWN))}))",
        "ARRAY[NEW.id]",
    )
]

CHANGES_OF_AN_ARTICLE = [
    _trigger(
        "public_change_of_the_article",
        _differs(("publish_status", "embargo_until", *_OF_AN_ARTICLE)),
        f"""ARRAY(SELECT q.id FROM quotes_quote q
        JOIN sources_articleversion v ON v.id = q.version_id
        WHERE v.article_id = NEW.id AND q.state = {_PUBLISHED})""",
    )
]

CHANGES_OF_A_SPEAKER = [
    _trigger(
        "public_change_of_the_speaker",
        _differs(_OF_A_SPEAKER),
        f"""ARRAY(SELECT q.id FROM quotes_quote q
        WHERE q.speaker_id = NEW.id AND q.state = {_PUBLISHED})""",
    )
]

CHANGES_OF_AN_OUTLET = [
    _trigger(
        "public_change_of_the_outlet",
        _differs(_OF_AN_OUTLET),
        f"""ARRAY(SELECT q.id FROM sources_article a
        JOIN sources_articleversion v ON v.article_id = a.id
        JOIN quotes_quote q ON q.version_id = v.id
        WHERE a.outlet_id = NEW.id AND q.state = {_PUBLISHED})""",
    )
]
