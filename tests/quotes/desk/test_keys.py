"""The table of keys: complete, without two meanings for one key, and the same in page and guide."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from django.utils.html import escape

from quotes.desk import asks, keys
from quotes.desk.forms import PARTS
from quotes.verification import CHECKLIST, MOVES, VerificationBasis
from tests.make import make_quote
from tests.quotes.desk.doing import as_a, desk_page, text_of

ROOT = Path(__file__).parents[3]
KEYBOARD = (ROOT / "static/desk/keyboard.js").read_text()
ON_THE_CARD = "".join(path.read_text() for path in (ROOT / "templates/admin/desk").glob("_*.html"))
PRESSED = set(re.findall(r'press="([^"]+)"', ON_THE_CARD)) - {"{{ press }}"}
WITHOUT_A_KEY = {"retract", "reopen", "correct"}
"""Moves that are rare and grave: they have buttons only, or start with a proposal."""


def test_no_key_means_two_things_at_once() -> None:
    meant = Counter((row.where, key) for row in keys.KEYS for key in row.each)
    assert [place for place, times in meant.items() if times > 1] == []


def test_every_move_has_its_key() -> None:
    keyed = {row.verb for row in keys.KEYS if row.does in ("move", "press", "undo")}
    assert set(MOVES) - WITHOUT_A_KEY <= keyed


def test_every_part_of_the_attribution_has_its_key() -> None:
    keyed = {row.verb for row in keys.KEYS if row.does == "press"}
    assert {f"edit_{part}" for part in PARTS} <= keyed


@pytest.mark.parametrize("row", [row for row in keys.KEYS if row.does == "press"])
def test_what_a_key_presses_is_on_the_card(row: keys.Key) -> None:
    verb = "edit_{{ part }}" if row.verb.startswith("edit_") else row.verb
    assert verb in PRESSED


def test_everything_on_the_card_that_can_be_pressed_by_key_has_one() -> None:
    keyed = {row.verb for row in keys.KEYS if row.does == "press"}
    assert PRESSED - {"edit_{{ part }}"} <= keyed


@pytest.mark.parametrize("act", sorted({row.does for row in keys.KEYS} - {"send"}))
def test_the_script_knows_every_act(act: str) -> None:
    acts = KEYBOARD.split("const ACTS = {")[1].split("\n  };")[0]
    assert f"\n    {act}:" in acts or f"\n    {act}," in acts


@pytest.mark.django_db
def test_the_page_shows_the_whole_table() -> None:
    page = text_of(as_a("reporter").get(desk_page(make_quote())))
    for row in keys.KEYS:
        assert escape(row.label) in page
    assert page.count("data-keys=") == len(keys.KEYS)


def test_the_guide_has_the_same_table() -> None:
    assert keys.as_told() in (ROOT / "docs/desk.md").read_text()


@pytest.mark.django_db
def test_every_answer_has_a_key_of_its_own() -> None:
    translated = make_quote(language="fr")
    answers = [item.key for item in (*asks.checklist(translated), *asks.bases())]
    assert len(set(answers)) == len(answers) == len(CHECKLIST) + len(VerificationBasis)
    known = {key for row in keys.KEYS if row.does == "answer" for key in row.each}
    assert set(answers) <= known
    for move in asks.REASONS:
        assert {item.key for item in asks.reasons(move)} <= known
