"""Cursors: what goes in comes out, and nothing else does."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.cursors import LARGEST, LONGEST, packed, unpacked


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20),
    st.integers(1, LARGEST),
)
def test_what_was_packed_is_read_again_and_needs_no_quoting(text: str, number: int) -> None:
    cursor = packed(text, number)
    assert unpacked(cursor, str, int) == [text, number]
    assert set(cursor) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


def made_up(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        *("", "x", "é", "bnVsbA", "WyJvbGRlciJd", "x" * (LONGEST + 1)),
        *(made_up(value) for value in (None, {}, 7, "after", [], ["a"], ["a", 1, 2])),
        *(made_up(["a", value]) for value in (0, -1, True, 1.0, "1", None, [], LARGEST + 1)),
        *(made_up([value, 1]) for value in (1, None, [], "\0", "\ud800")),
        packed("a" * LONGEST, 1),
        base64.urlsafe_b64encode(b"[" * 250).decode(),
    ],
)
def test_anything_else_is_refused(cursor: str) -> None:
    with pytest.raises(ValueError):
        unpacked(cursor, str, int)
