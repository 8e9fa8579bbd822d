"""What a token may be used for; an address that states no scope is closed to tokens."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db.models import TextChoices


class Scope(TextChoices):
    """One kind of use. None gives a person more than that person's own permissions."""

    READ = "read", "Read what is public, at the client's own rate"
    DESK_READ = "desk:read", "Read the desk, as the owner"
    DESK_WRITE = "desk:write", "Make moves, as the owner"
    EXPORT = "export", "Stream whole searches and dumps"
    WEBHOOKS = "webhooks", "Set up webhooks"


NONE = ""
"""For an address that any token may ask, such as one where there is nothing."""

READS: Mapping[str, str] = {"GET": Scope.READ, "HEAD": Scope.READ}
DESK: Mapping[str, str] = {
    "GET": Scope.DESK_READ,
    "HEAD": Scope.DESK_READ,
    "POST": Scope.DESK_WRITE,
}
ANYWAY: Mapping[str, str] = dict.fromkeys(
    ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"), NONE
)

PUBLIC = frozenset({Scope.READ, Scope.EXPORT})
"""What anybody may do without a token, and any other site's pages too."""

AS_OWNER = frozenset({Scope.DESK_READ, Scope.DESK_WRITE})
"""What is done in the name of a person, and so needs one."""

EDITORS = (Scope.READ, Scope.DESK_READ, Scope.DESK_WRITE)
"""What an editor's token may do unless told otherwise."""


def in_order(scopes: Iterable[str]) -> list[str]:
    """Scopes as they are listed everywhere, each once."""
    given = set(scopes)
    return [scope.value for scope in Scope if scope.value in given]
