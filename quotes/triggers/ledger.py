"""The ledger grows at its end, and nowhere else."""

import pgtrigger

from quotes.triggers.sql import REFUSED

# Once for all links of a statement: with a look at each, sealing takes five times as long.
LINKS_FOLLOW_THE_LAST = f"""
    IF EXISTS (
        SELECT 1
        FROM (SELECT min(number) AS low, max(number) AS high, count(*) AS many FROM fresh) f
        WHERE f.high <> f.low + f.many - 1
        OR f.high <> (SELECT max(number) FROM quotes_link)
        OR f.low <> 1 + COALESCE((SELECT max(number) FROM quotes_link WHERE number < f.low), 0))
    THEN
        RAISE EXCEPTION 'a link follows the last one' {REFUSED};
    END IF;
    RETURN NULL;
"""


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """The trigger that keeps a table's rows as they were written."""
    return [
        pgtrigger.Protect(name=f"{name}_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)
    ]
