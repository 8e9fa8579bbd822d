"""Finds quotations by their marks alone: every kind, mismatched, nested or never closed."""

import re
from dataclasses import dataclass

OPENERS = "“«„「『"
CLOSERS = "”»」』"
SINGLE_REACH = 2_000
"""How far a single mark looks for its partner; farther away it is an apostrophe."""

_ANY_MARK = re.compile("[" + OPENERS + CLOSERS + "\"'`‘‹‚" + "]")
_BEFORE_OPENING = frozenset(" \t\xa0\n([{—–-/…:‘'")
_AFTER_CLOSING = frozenset(" \t\xa0\n)]}—–-/….,;:!?’'")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch inside quotation marks, marks included; ``closed`` if its closing mark is there."""

    start: int
    end: int
    closed: bool


def quotations(text: str, start: int, end: int, *, headline: bool = False) -> list[Quotation]:
    """The outermost quotations of one paragraph, in order."""
    return _Scanner(text, start, end, headline).scan()


class _Scanner:
    """One pass over a paragraph."""

    def __init__(self, text: str, start: int, end: int, headline: bool) -> None:
        self.text, self.lo, self.hi, self.headline = text, start, end, headline
        self.found: list[Quotation] = []
        self.opened: int | None = None
        self.inner = 0
        self.low_opened = False
        self.no_single_before = start
        balance = text.count("”", start, end) - text.count("“", start, end)
        self.nests = balance >= 0

    def scan(self) -> list[Quotation]:
        i = self.lo
        while mark := _ANY_MARK.search(self.text, i, self.hi):
            i = self._step(mark.start())
        if self.opened is not None:
            stretch = self.text[self.opened : self.hi]
            self._close(self.opened + len(stretch.rstrip()), closed=False)
        return self.found

    def _step(self, i: int) -> int:
        ch = self.text[i]
        if ch == '"' or self.text.startswith(("''", "``"), i):
            width = 1 if ch == '"' else 2
            self._straight(i, width)
            return i + width
        if self._turned(i):
            self._close(i + 1)
        elif ch in OPENERS or (ch == "»" and self.opened is None and self._opens(i)):
            self._open(i)
        elif ch in CLOSERS:
            self._closing(i, 1)
        elif self.opened is None and (ch in "‘‹‚" or ch == "'"):
            return self._single(i)
        return i + 1

    def _turned(self, i: int) -> bool:
        """Whether an opening mark closes here: „a“, »a«, or “a“ by mistake."""
        if self.opened is None:
            return False
        if self.text[i] == "“":
            return self.low_opened or self._closes(i)
        return self.text[i] == "«" and self.text[self.opened] == "»"

    def _open(self, i: int) -> None:
        if self.opened is None:
            self.opened = i
            self.low_opened = self.text[i] == "„"
        elif self.nests:
            self.inner += 1

    def _closing(self, i: int, width: int) -> None:
        if self.opened is None:
            return
        if self.inner:
            self.inner -= 1
        else:
            self._close(i + width)

    def _close(self, end: int, *, closed: bool = True) -> None:
        if self.opened is not None:
            self.found.append(Quotation(self.opened, end, closed))
        self.opened, self.inner, self.low_opened = None, 0, False

    def _straight(self, i: int, width: int) -> None:
        """A mark without direction: its neighbours decide, else it toggles."""
        look = "open" if self.text[i] == "`" else self._look(i, width)
        if self.opened is None:
            if look != "close":
                self._open(i)
        elif look == "open":
            self.inner += 1 if self._closes_later(i) else 0
        else:
            self._closing(i, width)

    def _closes_later(self, i: int) -> bool:
        """Whether at least two more straight marks follow: one for this, one for the outer."""
        one = self.text.find('"', i + 1, min(self.hi, i + SINGLE_REACH))
        if one < 0:
            return False
        return any(c in self.text[one + 1 : min(self.hi, one + SINGLE_REACH)] for c in '"”')

    def _look(self, i: int, width: int) -> str:
        before = self.text[i - 1] if i > self.lo else " "
        after = self.text[i + width] if i + width < self.hi else " "
        if before.isspace():
            return "?" if after.isspace() else "open"
        if after.isspace():
            return "close"
        pre, post = before in _BEFORE_OPENING, after in _AFTER_CLOSING
        return "?" if pre == post else "open" if pre else "close"

    def _opens(self, i: int) -> bool:
        return self._look(i, 1) == "open"

    def _closes(self, i: int) -> bool:
        return self._look(i, 1) == "close"

    def _single(self, i: int) -> int:
        """A single mark outside double ones: a quotation, or an apostrophe to pass over."""
        before = self.text[i - 1] if i > self.lo else " "
        after = self.text[i + 1] if i + 1 < self.hi else " "
        if before.isalnum() or after.isspace() or i < self.no_single_before:
            return i + 1
        end = self._single_end(i)
        if end is None:
            return i + 1
        self.found.append(Quotation(i, end, True))
        return end

    def _single_end(self, i: int) -> int | None:
        closer = {"‘": "’", "‚": "‘", "‹": "›"}.get(self.text[i], "'")
        limit = min(self.hi, i + SINGLE_REACH)
        fallback = None
        j = self.text.find(closer, i + 2, limit)
        while j >= 0:
            if self._closes_single(j):
                if self.text[j - 1] != "s" or self.headline:
                    return j + 1
                fallback = fallback or j + 1
            elif fallback is None and any(c in self.text[i:j] for c in '“”"'):
                break
            j = self.text.find(closer, j + 1, limit)
        if fallback is None or any(c in self.text[i:fallback] for c in '“”"'):
            self.no_single_before = limit
            return None
        return fallback

    def _closes_single(self, j: int) -> bool:
        before = self.text[j - 1]
        after = self.text[j + 1] if j + 1 < self.hi else " "
        return not before.isspace() and not after.isalnum()
