"""The ledger: a chain of hashes over the record, which shows what was changed behind it.

Each link holds the hash of one row's content, and the hash of that together with the link before.
Whoever changes, deletes or adds a row of the past, even with every trigger switched off, breaks the
chain at that row. Whoever owns the database could build the whole chain anew; the head, kept
elsewhere, shows that too.
"""

from quotes.ledger.sealing import seal
from quotes.ledger.tables import Head, head, unsealed
from quotes.ledger.verifying import Broken, verify

__all__ = ["Broken", "Head", "head", "seal", "unsealed", "verify"]
