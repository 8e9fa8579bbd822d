"""The base model's word pieces that the tagger keeps: Latin letters, digits, marks."""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from quotes.extraction.pieces import Vocabulary, read_words

MOST = 22_000
"""Pieces that are kept: all that the corpus uses, and of the others the commonest."""

_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "[unused0]")


def keep(base: Path, out: Path, texts: Iterable[str]) -> list[int]:
    """Writes the kept pieces to ``out`` and returns their numbers in the base's list.

    The base lists the commonest pieces first.
    """
    pieces = base.read_text("utf-8").rstrip("\n").split("\n")
    wanted = [n for n, piece in enumerate(pieces) if piece in _SPECIAL or _wanted(piece)]
    out.write_text("\n".join(pieces[n] for n in wanted), "utf-8")
    used = {pieces[wanted[n]] for n in _used(Vocabulary(out), texts)} | set(_SPECIAL)
    letters = [n for n in wanted if len(pieces[n].removeprefix("##")) == 1]
    must = sorted({n for n in wanted if pieces[n] in used} | set(letters))
    others = [n for n in wanted if n not in set(must)]
    kept = sorted(must + others[: max(0, MOST - len(must))])
    out.write_text("\n".join(pieces[n] for n in kept), "utf-8")
    return kept


def _used(vocabulary: Vocabulary, texts: Iterable[str]) -> set[int]:
    """The numbers of all pieces that some texts are read as."""
    return {
        piece
        for text in texts
        for words in read_words(text, vocabulary)
        for word in words
        for piece in word.pieces
    }


def _wanted(piece: str) -> bool:
    if piece.startswith("[") and piece.endswith("]") and len(piece) > 2:
        return False
    bare = piece.removeprefix("##")
    return all(
        c.isascii() or "LATIN" in unicodedata.name(c, "") or unicodedata.category(c)[0] in "PSN"
        for c in bare
    )
