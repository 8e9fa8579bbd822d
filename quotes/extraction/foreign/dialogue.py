"""Speech after a dash: "—Es tarde —dijo Ana—. Vámonos."."""

import re

from quotes.extraction.foreign.cues import Cues
from quotes.extraction.foreign.findings import Finding
from quotes.extraction.foreign.grammar import Grammar
from quotes.extraction.foreign.units import DASHES, Paragraph, Unit

_OPENS = re.compile(r"[—–―-]\s?(?=[^\W\d_]|[¿¡])")


def read_dialogue(text: str, grammar: Grammar, paragraph: Paragraph) -> list[Finding]:
    """What a paragraph that opens with a dash says, if a verb with a speaker is inserted."""
    units = paragraph.units
    if not _OPENS.match(text, paragraph.start, paragraph.end) or any(u.quotation for u in units):
        return []
    cues = Cues(grammar, units, text)
    for i in range(1, len(units) - 1):
        mark = units[i].text
        if mark in DASHES or (mark in ",!?" and grammar.code != "es"):
            said = cues.after(i + 1)
            if said and (said.speaker or (mark in DASHES and grammar.null_subject)):
                contents = _contents(text, units, i, said.last)
                return [Finding(contents, "dialogue", said.cue, said.speaker, said.plural)]
    return []


def _contents(text: str, units: list[Unit], i: int, last: int) -> list[tuple[int, int]]:
    """The words before the inserted verb, and those after the mark that ends it."""
    before = units[i].start if units[i].text in DASHES or units[i].text == "," else units[i].end
    found = [(units[1].start, before)]
    for k in range(last + 1, len(units)):
        if units[k].text in DASHES and units[i].text in DASHES:
            rest = next((u for u in units[k + 1 :] if u.word or u.text in "¿¡"), None)
            if rest:
                found.append((rest.start, units[-1].end))
            break
    return [(a, a + len(text[a:b].rstrip())) for a, b in found]
