"""A copy of the public record, kept by its changes: run it again and it catches up.

python mirror.py https://onrecord.example/api/v1 copy.json
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypedDict

import httpx


class Quote(TypedDict):
    """What the copy keeps of a quote; the API sends more."""

    id: int
    text: str
    said_on: str
    revision: int


class Change(TypedDict):
    """What became of one quote; `quote` is null if it is not public now."""

    id: int
    change: Literal["published", "changed", "gone"]
    quote: Quote | None


@dataclass
class Mirror:
    """The quotes by id, and the cursor to go on with."""

    quotes: dict[int, Quote] = field(default_factory=dict)
    cursor: str = ""

    def catch_up(self, client: httpx.Client) -> int:
        """Apply every change since the last time; how many there were."""
        count = 0
        for change in self._changes(client):
            if change["quote"] is None:
                self.quotes.pop(change["id"], None)
            else:
                self.quotes[change["id"]] = change["quote"]
            count += 1
        return count

    def _changes(self, client: httpx.Client) -> Iterator[Change]:
        kept = ",".join(f"quote.{name}" for name in Quote.__annotations__)
        asked = {"expand": "quote", "fields": f"id,change,{kept}", "page_size": "1000"}
        while True:
            page = _read(
                client, "changes/", asked | ({"cursor": self.cursor} if self.cursor else {})
            )
            yield from page["results"]
            self.cursor = page["cursor"]
            if page["next"] is None:
                return


def _read(client: httpx.Client, address: str, asked: dict[str, str]) -> dict[str, Any]:
    answer = client.get(address, params=asked)
    if answer.is_error:
        raise SystemExit(f"{answer.status_code}: {answer.json()['detail']}")
    body: dict[str, Any] = answer.json()
    return body


def main(api: str, path: Path) -> None:
    """Bring the copy in a file up to date."""
    kept: dict[str, Any] = json.loads(path.read_text()) if path.exists() else {}
    quotes = {int(key): quote for key, quote in kept.get("quotes", {}).items()}
    mirror = Mirror(quotes, kept.get("cursor", ""))
    with httpx.Client(base_url=f"{api.rstrip('/')}/", timeout=30) as client:
        count = mirror.catch_up(client)
    path.write_text(json.dumps({"quotes": mirror.quotes, "cursor": mirror.cursor}))
    print(f"{count} changes; {len(mirror.quotes)} quotes")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
