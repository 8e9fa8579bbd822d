"""Counts requests, in one statement each, for all processes and machines alike.

A window slides over two counts: all of this window's, and as much of the last one's as still lies
within a whole window before now. Who is refused is not counted, so that waiting always helps.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from math import ceil, floor

from django.conf import settings
from django.db import connection

from access.models import Counter
from access.rates import Rate


@dataclass(frozen=True)
class Standing:
    """How somebody stands to their quota."""

    policy: str
    rate: Rate
    let_in: bool
    remaining: int
    """Requests that may still be made in this window."""
    ends_in: int
    """Seconds to the end of this window."""
    wait: int
    """Seconds after which another request would be let in; 0 if now."""

    def headers(self) -> dict[str, str]:
        """The fields of the HTTPAPI group's draft, and how long to wait if that is needed."""
        told = {
            "RateLimit-Policy": f'"{self.policy}";q={self.rate.limit};w={self.rate.seconds}',
            "RateLimit": f'"{self.policy}";r={self.remaining};t={self.ends_in}',
        }
        return told if self.let_in else told | {"Retry-After": str(self.wait)}


# The database's clock is everybody's. A row that waited for another's lock past the end of its
# window is counted in the newer one.
_COUNT = f"""
    INSERT INTO {Counter._meta.db_table} AS kept (key, number, used, before, let_in, until)
    VALUES (%(key)s, floor(extract(epoch FROM statement_timestamp()) / %(seconds)s), 1, 0, true,
            statement_timestamp() + 2 * %(seconds)s * interval '1 second')
    ON CONFLICT (key) DO UPDATE SET (number, used, before, let_in, until) = (
        SELECT found.number, found.used + found.let_in::int, found.before, found.let_in,
               excluded.until
        FROM (
            SELECT counts.*,
                counts.used + counts.before * (1 - %(into)s) < %(limit)s AS let_in
            FROM (
                SELECT greatest(kept.number, excluded.number) AS number,
                    CASE WHEN kept.number >= excluded.number THEN kept.used ELSE 0 END AS used,
                    CASE WHEN kept.number >= excluded.number THEN kept.before
                         WHEN kept.number = excluded.number - 1 THEN kept.used
                         ELSE 0 END AS before
            ) AS counts
        ) AS found
    )
    RETURNING used, before, let_in, %(into)s
"""  # noqa: S608 - the name of our own table
_INTO = (
    "(mod(extract(epoch FROM statement_timestamp()), %(seconds)s) / %(seconds)s)::double precision"
)
_STATEMENT = _COUNT.replace("%(into)s", _INTO)


def count(policy: str, who: str, rate: Rate) -> Standing:
    """Count one request of somebody, and say how they stand then."""
    given: dict[str, str | int] = {
        "key": _key(policy, who),
        "seconds": rate.seconds,
        "limit": rate.limit,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, given)
        used, before, let_in, into = cursor.fetchone()
    return standing(policy, rate, used=used, before=before, let_in=let_in, into=into)


def standing(
    policy: str, rate: Rate, *, used: int, before: int, let_in: bool, into: float
) -> Standing:
    """What the counts mean, so far into the window."""
    left = rate.limit - used - before * (1 - into)
    return Standing(
        policy=policy,
        rate=rate,
        let_in=let_in,
        remaining=max(0, ceil(left)) if let_in else 0,
        ends_in=max(1, ceil(rate.seconds * (1 - into))),
        wait=0 if let_in else _wait(rate, used=used, before=before, into=into),
    )


def _wait(rate: Rate, *, used: int, before: int, into: float) -> int:
    """Seconds until one more is less than the quota, by the share of the window that must pass."""
    if used < rate.limit:
        passed = 1 - (rate.limit - used) / before - into
    else:
        passed = 1 - into + (1 - rate.limit / used)
    return max(1, floor(passed * rate.seconds) + 1)


def _key(policy: str, who: str) -> str:
    secret = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    named = f"{policy}:{who}".encode()
    return hashlib.blake2b(named, key=secret, digest_size=16).hexdigest()
