"""The ledger grows at its end, and nowhere else."""

import pgtrigger

from quotes.triggers.sql import REFUSED

LINK_FOLLOWS_THE_LAST = f"""
    IF NEW.number <> 1 + COALESCE((SELECT max(number) FROM quotes_link), 0) THEN
        RAISE EXCEPTION 'a link follows the last one' {REFUSED};
    END IF;
    RETURN NEW;
"""


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """The trigger that keeps a table's rows as they were written."""
    return [
        pgtrigger.Protect(name=f"{name}_is_kept", operation=pgtrigger.Update | pgtrigger.Delete)
    ]
