"""What the database refuses of tokens, whoever asks."""

import pgtrigger

TOKEN = [
    pgtrigger.Trigger(
        name="token_is_never_widened",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF (NEW.digest, NEW.client_id, NEW.scopes, NEW.start, NEW.created_at)
               IS DISTINCT FROM
               (OLD.digest, OLD.client_id, OLD.scopes, OLD.start, OLD.created_at) THEN
                RAISE EXCEPTION 'A token stays what it was made: revoke it and make another.'
                USING ERRCODE = 'check_violation';
            END IF;
            IF NEW.expires_at > OLD.expires_at THEN
                RAISE EXCEPTION 'A token is not prolonged: make another.'
                USING ERRCODE = 'check_violation';
            END IF;
            IF OLD.revoked_at IS NOT NULL
               AND NEW.revoked_at IS DISTINCT FROM OLD.revoked_at THEN
                RAISE EXCEPTION 'A token that was revoked stays so.'
                USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
    # Whoever could make one in another's name would be the second pair of eyes themselves.
    pgtrigger.Trigger(
        name="desk_token_is_the_owners_own",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("owner", "bigint")],
        func="""
            SELECT owner_id INTO owner FROM access_client WHERE id = NEW.client_id;
            IF NEW.scopes && ARRAY['desk:read', 'desk:write']::varchar[]
               AND (owner IS NULL OR owner <> coalesce(NEW.created_by_id, owner)) THEN
                RAISE EXCEPTION 'A token for the desk is made by the client''s owner alone.'
                USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    ),
    pgtrigger.Protect(name="token_stays_on_record", operation=pgtrigger.Delete),
]
