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
    pgtrigger.Protect(name="token_stays_on_record", operation=pgtrigger.Delete),
]
