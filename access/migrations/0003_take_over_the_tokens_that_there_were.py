"""Make the tokens of django-rest-knox, of which the database may have some, tokens of clients.

Each goes on to hold, for what it was good for, until it would have expired: it becomes one of its
person's own client. Its digest is taken over as it is, SHA-512; those without an end get a year.
"""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

SCOPES = ["read", "desk:read", "desk:write"]
READ = """
    SELECT token.digest, token.token_key, token.created, token.expiry, person.id, person.username
    FROM knox_authtoken AS token JOIN auth_user AS person ON person.id = token.user_id
    ORDER BY token.created
"""


def take_over(apps, schema_editor):
    """Copy those that have not expired."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('knox_authtoken') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(READ)
        found = cursor.fetchall()
    now = timezone.now()
    clients = apps.get_model("access", "Client").objects
    tokens = apps.get_model("access", "ClientToken").objects
    for digest, key, created, expiry, person, username in found:
        expires = expiry or now + timedelta(days=365)
        if expires <= max(now, created) or tokens.filter(digest=digest).exists():
            continue
        client, _ = clients.get_or_create(
            owner_id=person, is_personal=True, defaults={"name": username}
        )
        tokens.create(
            client=client,
            digest=digest,
            start=key[:8],
            scopes=SCOPES,
            created_at=created,
            created_by_id=person,
            expires_at=expires,
        )


class Migration(migrations.Migration):
    dependencies = [("access", "0002_count_without_waiting_for_the_disk")]
    operations = [migrations.RunPython(take_over, migrations.RunPython.noop)]
