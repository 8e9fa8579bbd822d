"""A quote as the styles cite it: AP, APA, MLA, BibTeX, and a plain line with its address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from quotes import display
from quotes.models import Precision, Quote, QuoteKind, Speaker

LONGEST = 30
"""Words of a quote that stand in a title; AP's running text has all of them."""

_AP_MONTHS = (
    *("Jan.", "Feb.", "March", "April", "May", "June", "July"),
    *("Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_MLA_MONTHS = (
    *("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July"),
    *("Aug.", "Sept.", "Oct.", "Nov.", "Dec."),
)
_BIBTEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


@dataclass(frozen=True)
class Citation:
    """A quote cited in one style; `key` names the style in an address or an id."""

    key: str
    style: str
    text: str


def citations(quote: Quote) -> list[Citation]:
    """A quote in every style."""
    address = display.permalink(quote)
    plain = display.citation(quote, address=address, kept_by=settings.NEWSROOM)
    return [
        Citation("plain", "Plain text", plain),
        Citation("link", "Link", address),
        Citation("ap", "AP", _ap(quote)),
        Citation("apa", "APA", _apa(quote, address)),
        Citation("mla", "MLA", _mla(quote, address)),
        Citation("bibtex", "BibTeX", bibtex(quote, address)),
    ]


def _ap(quote: Quote) -> str:
    """As a story attributes it: the words, then who said them, when, and where that stood."""
    who = _titled(quote)
    said_on = f" on {_ap_day(quote)}" if quote.said_on_precision == Precision.DAY else ""
    if not said_on and quote.said_on:
        said_on = f" in {_ap_day(quote)}"
    source = f"according to {quote.outlet.name}"
    words = _words(quote)
    if quote.kind == QuoteKind.INDIRECT:
        return f"{who} said{said_on}, {source}: {words}"
    closed = words if words[-1:] in ",?!" else f"{words.rstrip('.')},"
    marked = f"“{closed}”" if quote.kind == QuoteKind.DIRECT else closed
    return f"{marked} {who} said{said_on}, {source}."


def _titled(quote: Quote) -> str:
    """A short title goes before the name, a long one after it, as AP has it."""
    role, who = quote.role_as_printed, display.who(quote)
    if not role:
        return who
    is_short = len(role.split()) <= 4 and role[:1].isupper() and "," not in role
    return f"{role} {who}" if is_short else f"{who}, {role},"


def _ap_day(quote: Quote) -> str:
    said_on = quote.said_on
    if said_on is None:
        return ""
    if quote.said_on_precision == Precision.DAY:
        return f"{_AP_MONTHS[said_on.month - 1]} {said_on.day}, {said_on.year}"
    return display.day(said_on, quote.said_on_precision)


def _apa(quote: Quote, address: str) -> str:
    kind = "Paraphrase" if quote.kind == QuoteKind.INDIRECT else "Quotation"
    title = f"{_title(quote)} [{_bracketed(kind, quote)}]"
    when = _apa_day(quote)
    author = _apa_author(quote)
    head = f"{author} ({when}). {title}." if author else f"{title}. ({when})."
    return f"{head} In {_in_work(quote)}. {settings.NEWSROOM}. {address}"


def _bracketed(kind: str, quote: Quote) -> str:
    source = f" by {quote.descriptor}" if quote.descriptor else ""
    role = f"; {quote.role_as_printed}" if quote.role_as_printed else ""
    return f"{kind}{source}{role}"


def _apa_author(quote: Quote) -> str:
    if quote.speaker is None:
        return ""
    family, given = _parts(quote.speaker)
    if not given:
        return _stopped(quote.speaker.name)
    initials = " ".join(
        "-".join(f"{part[0]}." for part in name.split("-") if part) for name in given.split()
    )
    return f"{family}, {initials}"


def _apa_day(quote: Quote) -> str:
    said_on = quote.said_on
    if said_on is None:
        return "n.d."
    month = f"{said_on:%B}"
    if quote.said_on_precision == Precision.YEAR:
        return f"{said_on.year}"
    if quote.said_on_precision == Precision.MONTH:
        return f"{said_on.year}, {month}"
    return f"{said_on.year}, {month} {said_on.day}"


def _mla(quote: Quote, address: str) -> str:
    speaker = quote.speaker
    author = f"{_stopped(_inverted(speaker))} " if speaker else ""
    published = _local(quote.article.published_at)
    printed = f"{published.day} {_MLA_MONTHS[published.month - 1]} {published.year}"
    kept = f"{settings.NEWSROOM}, {address.removeprefix('https://').removeprefix('http://')}."
    verb = "Reported" if quote.kind == QuoteKind.INDIRECT else "Quoted"
    source = f" Said by {quote.descriptor}." if quote.descriptor else ""
    title = f"“{_stopped(_title(quote))}”"
    return f"{author}{title}{source} {verb} in {_in_work(quote)}, {printed}. {kept}"


def bibtex(quote: Quote, address: str) -> str:
    """An entry for BibTeX and biblatex; UTF-8, with the signs that TeX reads escaped."""
    fields = {
        "author": _bibtex_author(quote),
        "title": f"{{{_escaped(_title(quote))}}}",
        "year": str(quote.said_on.year) if quote.said_on else "",
        "month": _bibtex_month(quote),
        "howpublished": f"In {_escaped(_in_work(quote))}",
        "publisher": f"{{{_escaped(settings.NEWSROOM)}}}",
        "url": _address(address),
        "note": _escaped(_note(quote)),
    }
    lines = [
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},"
        for name, value in fields.items()
        if value
    ]
    return "\n".join([f"@misc{{{_key(quote)},", *lines, "}"])


def _bibtex_author(quote: Quote) -> str:
    if quote.speaker is None:
        return ""
    if not _parts(quote.speaker)[1]:
        return f"{{{_escaped(quote.speaker.name)}}}"
    return _escaped(_inverted(quote.speaker))


def _bibtex_month(quote: Quote) -> str:
    if quote.said_on is None or quote.said_on_precision == Precision.YEAR:
        return ""
    return f"{quote.said_on:%b}".lower()


def _note(quote: Quote) -> str:
    kind = "Paraphrase" if quote.kind == QuoteKind.INDIRECT else "Quotation"
    said_on = display.day(quote.said_on, quote.said_on_precision) if quote.said_on else ""
    told = [_bracketed(kind, quote), f"said on {said_on}" if said_on else ""]
    return ", ".join(part for part in [*told, f"revision {quote.revision}"] if part)


def _key(quote: Quote) -> str:
    """Plain ASCII, the same for good: a bibliography refers to it."""
    return f"quote{quote.pk}"


def _escaped(text: str) -> str:
    return "".join(_BIBTEX.get(sign, sign) for sign in " ".join(text.split()))


def _address(address: str) -> str:
    """An address as `url` has it: read as it stands, so that only what would end it is encoded."""
    return "".join(f"%{ord(sign):02X}" if sign in "{}\\" else sign for sign in address)


def _words(quote: Quote) -> str:
    """The pieces in one line, a quotation inside one in single marks as it stands in another."""
    pieces = [" ".join(piece.split()) for piece in display.pieces(quote)]
    joined = " … ".join([*(piece.rstrip(",") for piece in pieces[:-1]), *pieces[-1:]])
    return joined if quote.kind != QuoteKind.DIRECT else _inside(joined)


def _inside(text: str) -> str:
    text = text.replace("“", "‘").replace("”", "’")
    return re.sub(r'"([^"]*)"', r"‘\1’", text)


def _title(quote: Quote) -> str:
    """The words as a title has them, cut where they are long."""
    words = _words(quote).split()
    cut = " ".join(words[:LONGEST])
    return f"{cut.rstrip(',;:')} …" if len(words) > LONGEST else cut.rstrip(",;:")


def _in_work(quote: Quote) -> str:
    headline = quote.article.headline
    return f"“{headline},” {quote.outlet.name}" if headline else quote.outlet.name


def _stopped(text: str) -> str:
    return text if text[-1:] in ".?!…" else f"{text}."


def _inverted(speaker: Speaker) -> str:
    family, given = _parts(speaker)
    return f"{family}, {given}" if given else speaker.name


def _parts(speaker: Speaker) -> tuple[str, str]:
    """Family and given names, as the register's own index has them; an organisation has one."""
    if speaker.kind != Speaker.Kind.PERSON:
        return speaker.name, ""
    family, _, given = speaker.sort_name.partition(", ")
    return (family, given) if given else (speaker.name, "")


def _local(moment: datetime) -> date:
    return timezone.localtime(moment).date()
