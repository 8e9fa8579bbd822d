"""What the database itself refuses about the vault, whoever asks.

An entry is made for an unnamed source, stays with its quote, and is emptied once; nothing about it
happens without its row in the log, and the log stays.
"""

import pgtrigger

_REFUSED = "USING ERRCODE = 'check_violation'"


def _logged(entry: str, deed: str, more: str = "") -> str:
    """SQL: whether this transaction has written such a row into the log."""
    return (
        f"EXISTS (SELECT 1 FROM vault_access a WHERE a.entry_id = {entry} AND a.deed = '{deed}'"
        f"{more} AND a.at >= transaction_timestamp())"
    )


_ENTRY_IS_FOR_AN_UNNAMED_SOURCE = f"""
    IF NOT EXISTS (SELECT 1 FROM quotes_quote q WHERE q.id = NEW.quote_id
                   AND q.speaker_id IS NULL AND q.descriptor <> '') THEN
        RAISE EXCEPTION 'the vault is for sources that a quote does not name' {_REFUSED};
    END IF;
    IF NEW.sealed IS NULL THEN
        RAISE EXCEPTION 'an entry starts sealed' {_REFUSED};
    END IF;
    RETURN NEW;
"""

_ENTRY_STAYS = f"""
    IF NEW.id <> OLD.id OR NEW.quote_id <> OLD.quote_id OR NEW.recorded_at <> OLD.recorded_at
       OR NEW.recorded_by_id <> OLD.recorded_by_id THEN
        RAISE EXCEPTION 'an entry stays with its quote' {_REFUSED};
    END IF;
    IF OLD.sealed IS NULL THEN
        RAISE EXCEPTION 'what was destroyed stays destroyed' {_REFUSED};
    END IF;
    RETURN NEW;
"""

_ENTRY_IS_LOGGED = f"""
    IF TG_OP = 'INSERT' AND NOT {_logged("NEW.id", "recorded")} THEN
        RAISE EXCEPTION 'an entry is recorded in the log' {_REFUSED};
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.sealed IS NULL AND NOT {_logged("NEW.id", "destroyed")} THEN
        RAISE EXCEPTION 'a destruction is recorded in the log' {_REFUSED};
    END IF;
    RETURN NULL;
"""

_KEYHOLDER_IS_LOGGED = f"""
    IF TG_OP = 'INSERT' AND NOT (
        {_logged("NEW.entry_id", "shared", " AND a.person_id = NEW.person_id")}
        OR {_logged("NEW.entry_id", "recorded", " AND a.by_id = NEW.person_id")}) THEN
        RAISE EXCEPTION 'who may open an entry is recorded in the log' {_REFUSED};
    END IF;
    IF TG_OP = 'DELETE' AND NOT
       {_logged("OLD.entry_id", "unshared", " AND a.person_id = OLD.person_id")} THEN
        RAISE EXCEPTION 'who may open an entry no more is recorded in the log' {_REFUSED};
    END IF;
    RETURN NULL;
"""

_DEED_IS_A_KEYHOLDERS = f"""
    IF NEW.at < transaction_timestamp() OR NEW.at > clock_timestamp() THEN
        RAISE EXCEPTION 'the log is written as things happen' {_REFUSED};
    END IF;
    IF NEW.deed IN ('opened', 'shared', 'unshared', 'destroyed') AND NOT EXISTS (
        SELECT 1 FROM vault_keyholder k JOIN auth_user u ON u.id = k.person_id
        WHERE k.entry_id = NEW.entry_id AND k.person_id = NEW.by_id
        AND u.is_active AND u.is_staff) THEN
        RAISE EXCEPTION 'this person may not open this entry' {_REFUSED};
    END IF;
    RETURN NEW;
"""

ENTRY = [
    pgtrigger.Protect(name="entry_is_kept", operation=pgtrigger.Delete),
    pgtrigger.Trigger(
        name="entry_is_for_an_unnamed_source",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=_ENTRY_IS_FOR_AN_UNNAMED_SOURCE,
    ),
    pgtrigger.Trigger(
        name="entry_stays", operation=pgtrigger.Update, when=pgtrigger.Before, func=_ENTRY_STAYS
    ),
    pgtrigger.Trigger(
        name="entry_is_logged",
        operation=pgtrigger.Insert | pgtrigger.Update,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func=_ENTRY_IS_LOGGED,
    ),
]

KEYHOLDER = [
    pgtrigger.Protect(name="keyholder_is_not_changed", operation=pgtrigger.Update),
    pgtrigger.Trigger(
        name="keyholder_is_logged",
        operation=pgtrigger.Insert | pgtrigger.Delete,
        when=pgtrigger.After,
        timing=pgtrigger.Deferred,
        func=_KEYHOLDER_IS_LOGGED,
    ),
]

ACCESS = [
    pgtrigger.Protect(name="access_is_kept", operation=pgtrigger.Update | pgtrigger.Delete),
    pgtrigger.Trigger(
        name="deed_is_a_keyholders",
        operation=pgtrigger.Insert,
        when=pgtrigger.Before,
        func=_DEED_IS_A_KEYHOLDERS,
    ),
]
