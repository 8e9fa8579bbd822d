"""Which pairs of speakers are worth comparing: those that meet under a key, found by index."""

from __future__ import annotations

from django.db import connection

PairIds = tuple[int, int]
"""The later entry's id, then the elder one's."""

_STANDING = """
    b.speaker_id < a.speaker_id
    AND t.id = b.speaker_id AND t.merged_into_id IS NULL AND t.kind = s.kind
    AND NOT EXISTS (SELECT 1 FROM quotes_distinction d
                    WHERE d.one_id = t.id AND d.other_id = s.id)"""

_MEETING = f"""
    SELECT b.speaker_id FROM quotes_alias a JOIN quotes_alias b ON b.key = a.key
        JOIN quotes_speaker t ON {_STANDING} WHERE a.speaker_id = s.id
    UNION
    SELECT b.speaker_id FROM quotes_alias a JOIN quotes_alias b ON b.turned_key = a.key
        JOIN quotes_speaker t ON {_STANDING} WHERE a.speaker_id = s.id
    UNION
    SELECT b.speaker_id FROM quotes_alias a JOIN quotes_alias b ON b.family = a.family
        JOIN quotes_speaker t ON {_STANDING}
        JOIN quotes_position p ON p.speaker_id = a.speaker_id
        JOIN quotes_position q ON q.speaker_id = b.speaker_id
            AND q.organisation_id = p.organisation_id AND lower(q.title) = lower(p.title)
        WHERE a.speaker_id = s.id"""  # noqa: S608
"""The elder speakers that one meets: by name and initial, turned round, by surname and office."""

_PAGE = f"""
    SELECT s.id, m.speaker_id FROM quotes_speaker s CROSS JOIN LATERAL ({_MEETING}) m
    WHERE s.merged_into_id IS NULL AND (s.id, m.speaker_id) < (%(after)s, %(elder)s)
        AND s.id <= %(after)s
    ORDER BY s.id DESC, m.speaker_id DESC LIMIT %(limit)s"""  # noqa: S608

_OF = f"""
    SELECT s.id, m.speaker_id FROM quotes_speaker s CROSS JOIN LATERAL ({_MEETING}) m
    WHERE s.merged_into_id IS NULL AND s.id = %(speaker)s
    UNION
    SELECT s.id, %(speaker)s FROM quotes_speaker s
    WHERE s.merged_into_id IS NULL AND s.id IN (
        SELECT x.speaker_id FROM quotes_alias y
            JOIN quotes_alias x ON x.key = y.key OR x.turned_key = y.key OR x.family = y.family
            WHERE y.speaker_id = %(speaker)s AND x.speaker_id > %(speaker)s)
        AND EXISTS (SELECT 1 FROM ({_MEETING}) m WHERE m.speaker_id = %(speaker)s)
    LIMIT %(limit)s"""  # noqa: S608


def meeting(after: PairIds, *, limit: int) -> list[PairIds]:
    """Pairs that meet under a key, the latest entries first, from a pair on."""
    return _pairs(_PAGE, {"after": after[0], "elder": after[1], "limit": limit})


def meeting_one(speaker_id: int, *, limit: int) -> list[PairIds]:
    """Pairs of which a speaker is one."""
    return _pairs(_OF, {"speaker": speaker_id, "limit": limit})


def _pairs(sql: str, values: dict[str, int]) -> list[PairIds]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [(int(later), int(elder)) for later, elder in cursor.fetchall()]
