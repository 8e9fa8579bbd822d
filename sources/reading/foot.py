"""Takes credit and rights lines off the end of a story.

When in doubt a line stays in the body: a credit among the words does less harm than a lost
sentence.
"""

import re
from dataclasses import dataclass, field

from .lines import Line, ends_sentence

# Longer paragraphs are story, whatever they look like.
LONGEST = 700

AGENCY = (
    r"(?:(?:The )?Associated Press|AP|Reuters|AFP|Agence France-Presse|Bloomberg(?: News)?|UPI"
    r"|dpa|DPA|ANSA|EFE|Kyodo(?: News)?|Yonhap|Xinhua|PTI|ANI|IANS|TASS|Interfax|PA(?: Media)?"
    r"|AAP|(?:The )?Canadian Press|CP|ANP|Belga|APA|TT|NTB|Ritzau|PAP|CTK|MTI|JTA|RNS|UNB|AA)"
)
_NAME = r"[^\W\d_a-z][\w.'’-]*"
_NAMES = rf"{_NAME}(?:,?(?: (?:and|in|of|at|de|van|von|der|la|al|bin))? {_NAME}){{0,40}}"
_PLACE = r"[^.;:!?]{2,60}(?:\b[A-Z]\.[A-Z]\.?)?"

RULE = re.compile(r"_{3,}|-{3,}|={3,}|~{3,}|—{2,}|#{2,}|(?:\* ?){2,}|(?:- ){2,}-|(?:• ?){2,}|\|+")
_END_MARK = re.compile(r"-? ?30 ?-|- ?(?:END|ends?) ?-|\((?:END|ENDS|Ends|ends)\)|E?NDS?\b$|##")
_RIGHTS = re.compile(
    r"(?:all (?:contents?|materials?)\b.{0,20})?(?:©|\(c\)|copyright\b).{0,40}"
    r"(?:(?:19|20)\d\d|rights reserved)"
    r"|all rights reserved\b"
    r"|(?:no part of )?(?:this|the) (?:material|content|story|article|document|publication)\b"
    r".{0,60}\b(?:published|reproduced|broadcast|rewritten|redistributed|copied)\b"
    r"|(?:reprinted|republished|distributed) (?:with|by) permission\b",
    re.IGNORECASE,
)
_BRACKETED = re.compile(
    r"[(\[](?:(?:additional |further |with )*(?:reporting|writing|editing|reported|written|edited"
    r"|compiled|translated|translation|graphics?|photography|video))\b[^()\[\]]{0,40}?\bby\b"
    r"[^()\[\]]{1,600}[)\]]\.?$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    rf"{_NAMES} (?:also )?(?:reported|wrote|filed)(?: this (?:story|article|report))? from {_PLACE}"
    r"|.{3,400} contributed (?:reporting|to (?:this|the) (?:report|story|article|dispatch))\b"
    r".{0,80}"
    rf"|.{{3,200}} contributed from {_PLACE}"
    rf"|{AGENCY} (?:\w+ ){{0,2}}(?:writer|journalist|reporter|correspondent|photographer)s?\b"
    r"[^.]{3,300}(?: contributed| reported)\b.{0,120}"
    rf"|(?:[Ww]ith )?(?:[Aa]dditional |[Ff]urther )?[Rr]eporting by:? {_NAMES}.{{0,200}}"
    rf"|(?:Edited|Editing|Compiled|Translated) by:? {_NAMES}\.?"
)
_PROMO = re.compile(
    r"(?:Follow|Read more|More AP|See more|Find more|Sign up|AP \w+:).{0,160}(?:https?://|@\w)\S*"
)
# What opens a foot even in mid-wrap.
_OPENING = re.compile(
    r"\((?:Additional |Further )?(?:Reporting|Writing|Editing|Compiled)\b"
    r"|©|Copyright (?:©|\(c\)|\d)"
    r"|All contents? (?:©|copyright)|All rights reserved|This material may not",
    re.IGNORECASE,
)
# Who "reported from Kyiv" in a sentence of the story, not in a credit.
_IN_STORY = re.compile(
    r"(?:He|She|They|I|We|It|The|An?|His|Her|Their|Who|That|This|Police|Officials|Witnesses)\b"
    r"|[\"“‘«']"
)


@dataclass(slots=True)
class Foot:
    """The lines printed under a story: who else worked on it, and whose it is."""

    credit: list[str] = field(default_factory=list)
    rights: list[str] = field(default_factory=list)


def set_apart(blocks: list[list[Line]]) -> list[list[Line]]:
    """Give each rule, rights line and bracketed credit a block of its own, wrapped or not."""
    apart: list[list[Line]] = []
    for block in blocks:
        apart.append([])
        for line in block:
            before = apart[-1][-1].text if apart[-1] else ""
            if before and (is_rule(line.text) or is_rule(before) or _opens_foot(line.text, before)):
                apart.append([])
            apart[-1].append(line)
    return apart


def is_rule(text: str) -> bool:
    """Whether a line is only a mark between the story and its foot: ___, * * *, -30-."""
    return len(text) <= 200 and bool(RULE.fullmatch(text) or _END_MARK.fullmatch(text))


def take_foot(paragraphs: list[str]) -> tuple[list[str], Foot]:
    """The body without its rules, and the foot that was under it, in printed order."""
    body, foot = list(paragraphs), Foot()
    while body:
        last = body.pop()
        if is_rule(last):
            continue
        kept = _take_line(last, foot)
        if kept:
            body.append(kept)
            break
    return [part for part in body if not RULE.fullmatch(part)], foot


def _take_line(paragraph: str, foot: Foot) -> str:
    """File a paragraph under credit or rights; what of it belongs to the body is returned."""
    line = paragraph.strip(" |")
    if len(line) <= LONGEST and _RIGHTS.match(line):
        foot.rights.insert(0, line)
        return ""
    if is_credit(line):
        foot.credit.insert(0, line)
        return ""
    bracketed = _BRACKETED.search(line[-LONGEST:])
    if bracketed is None:
        return paragraph
    foot.credit.insert(0, bracketed[0])
    return line[: len(line) - len(bracketed[0])].rstrip()


def is_credit(line: str) -> bool:
    """Whether a line only says who reported, and not what happened."""
    if len(line) > LONGEST or _IN_STORY.match(line):
        return False
    if _PROMO.fullmatch(line):
        return True
    return all(_CREDIT.fullmatch(part) for part in _sentences(line))


def _sentences(line: str) -> list[str]:
    """A credit's sentences, told by a stop after a word of two small letters or more."""
    return [part.rstrip(". ") for part in re.split(r"(?<=[a-z]{2}\.) +(?=[^\W\d_a-z])", line)]


def _opens_foot(text: str, before: str) -> bool:
    return ends_sentence(before) and _OPENING.match(text) is not None
