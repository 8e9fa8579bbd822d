"""Examples of what the API answers, by operation; the tests ask for each and compare."""

from __future__ import annotations

from typing import Any

EXAMPLES: dict[str, Any] = {}
