"""Finds quotations whose closing mark depends on the opening one, also over paragraphs."""

from dataclasses import dataclass, field

from quotes.extraction.marks import Quotation

CLOSERS = {"«": "»", "»": "«", "„": '“”"', "“": '”“"', '"': '"”'}
DEEPEST = 6
"""Marks within marks that are followed; what is nested deeper is no quotation."""

_OPENING_AFTER = frozenset("([{—–-/:’'«»„“\"¿¡")


@dataclass(slots=True)
class Scanner:
    """Reads paragraph after paragraph; a quotation left open may go on in the next."""

    text: str
    turned: bool
    """German sets marks the other way round as well: »so«."""
    open_mark: str = ""
    """The mark of a quotation that the paragraph before left open."""
    stack: list[str] = field(default_factory=list)

    def scan(self, start: int, end: int) -> tuple[list[Quotation], bool]:
        """A paragraph's outermost quotations, and whether the first goes on from the last one."""
        found: list[Quotation] = []
        resumed = self._resumed(start, end)
        self.stack = [self.open_mark] if resumed else []
        opened, at = resumed or (start, start)
        for i in range(at, end):
            if self.text[i] not in '«»„“”"':
                continue
            before = bool(self.stack)
            self._step(i, start, end)
            if not before and self.stack:
                opened = i
            elif before and not self.stack:
                found.append(Quotation(opened, i + 1, True))
        self.open_mark = self.stack[0] if self.stack else ""
        if self.stack:
            found.append(Quotation(opened, opened + len(self.text[opened:end].rstrip()), False))
        return found, bool(resumed)

    def _resumed(self, start: int, end: int) -> tuple[int, int] | None:
        """Where an open quotation goes on and from where marks count; None if it does not."""
        if not self.open_mark:
            return None
        closers = CLOSERS[self.open_mark]
        here = start
        while here < end and self.text[here].isspace():
            here += 1
        if here < end and self.text[here] in closers + self.open_mark + "»":
            return here, here + 1
        for mark in self.text[start:end]:
            if mark == '"' or (mark == self.open_mark and mark not in closers):
                return None
            if mark in closers:
                return start, start
        return None

    def _step(self, i: int, start: int, end: int) -> None:
        mark = self.text[i]
        for depth in range(len(self.stack) - 1, -1, -1):
            if mark in CLOSERS[self.stack[depth]] and self._may_close(i, depth, start, end):
                del self.stack[depth:]
                return
        if len(self.stack) < DEEPEST and self._may_open(i, start, end):
            self.stack.append(mark)

    def _may_close(self, i: int, depth: int, start: int, end: int) -> bool:
        """A mark that could as well open anew closes only where a word ends."""
        mark, opener = self.text[i], self.stack[depth]
        if mark in "”»" or opener in "„»":
            return True
        after = self.text[i + 1] if i + 1 < end else " "
        before = self.text[i - 1] if i > start else " "
        return not after.isalnum() and (not before.isspace() or after.isspace())

    def _may_open(self, i: int, start: int, end: int) -> bool:
        mark = self.text[i]
        if mark == "”" or i + 1 >= end:
            return False
        if mark == "»" and (self.stack or not self.turned):
            return False
        if mark in "«„“":
            return True
        before = self.text[i - 1] if i > start else " "
        after = self.text[i + 1]
        return (before.isspace() or before in _OPENING_AFTER) and not after.isspace()
