"""Reads annotated articles with the engine and says which fields of each reading were right."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from quotes.extraction.attributions import Attribution
from quotes.extraction.confidence import Signals
from quotes.extraction.engine import Reading, read

_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Judged:
    """One field of one reading."""

    article: str
    field: str
    signals: Signals
    right: bool


def judge(articles: list[dict[str, Any]], labels: list[dict[str, Any]]) -> list[Judged]:
    """Every field that the annotation can judge: spans and speakers, roles and days by labels."""
    by_place = {(row["article"], row["attribution"]): row for row in labels}
    return [one for article in articles for one in _article(article, by_place)]


def _article(
    article: dict[str, Any], labels: dict[tuple[str, str], dict[str, Any]]
) -> Iterator[Judged]:
    gold = article["attributions"]
    for reading in read(article["text"], published_on=_published(article)):
        one = reading.attribution
        best = max(gold, key=lambda g: _likeness(one, g), default=None)
        if best is None or not _shared(one, best):
            yield Judged(article["id"], "span", reading.signals["span"], False)
            yield Judged(article["id"], "whole", reading.signals["whole"], False)
            continue
        text = article["text"]
        whole = 2 * _shared(one, best) >= sum(s.end - s.start for s in one.content)
        placed = _touches(one, best) or not (one.source or best["source"])
        yield Judged(article["id"], "whole", reading.signals["whole"], whole and placed)
        same = _words(text, best["content"]) == _words(text, _offsets(one.content))
        yield Judged(article["id"], "span", reading.signals["span"], same)
        if whole and one.speaker and best.get("speaker"):
            right = same_name(one.speaker, best["speaker"])
            yield Judged(article["id"], "speaker", reading.signals["speaker"], right)
        label = labels.get((article["id"], best["id"]))
        if label:
            yield from _labelled(article, reading, label)


def _labelled(article: dict[str, Any], reading: Reading, label: dict[str, Any]) -> Iterator[Judged]:
    one = reading.attribution
    places = [place for place in (label["role"], *label["also"]) if place]
    printed = {_plain(article["text"][a:b]) for a, b in places} or {""}
    yield Judged(article["id"], "role", reading.signals["role"], _plain(one.role) in printed)
    told = one.said_on.isoformat() if one.said_on else None
    right = told == label["said_on"] and (not told or one.said_on_precision == label["precision"])
    yield Judged(article["id"], "date", reading.signals["date"], right)


def same_name(one: str, other: str) -> bool:
    """The same last word, or one name within the other; any one of several is right."""
    ours = _plain(one)
    for name in map(_plain, other.split(";")):
        if not name or not ours:
            continue
        initials = "".join(word[0] for word in name.split())
        if ours.split()[-1] == name.split()[-1] or ours == initials:
            return True
        if f" {ours} " in f" {name} ":
            return True
    return False


def _plain(words: str) -> str:
    plain = re.sub(r"['’]s\b", "", words.lower())
    return " ".join(w for w in _WORD.findall(plain) if w not in ("the", "a", "an", "jr", "sr"))


def _shared(one: Attribution, gold: dict[str, Any]) -> int:
    return sum(
        max(0, min(span.end, other["end"]) - max(span.start, other["start"]))
        for span in one.content
        for other in gold["content"]
    )


def _touches(one: Attribution, gold: dict[str, Any]) -> bool:
    return any(
        span.start < other["end"] and span.end > other["start"]
        for span in one.source
        for other in gold["source"]
    )


def _likeness(one: Attribution, gold: dict[str, Any]) -> float:
    """What two contents share, over what they cover together."""
    shared = _shared(one, gold)
    lengths = [span.end - span.start for span in one.content]
    lengths += [other["end"] - other["start"] for other in gold["content"]]
    return shared / max(1, sum(lengths) - shared)


def _offsets(spans: Any) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _words(text: str, spans: list[dict[str, int]]) -> list[int]:
    found = [m.start() for s in spans for m in _WORD.finditer(text, s["start"], s["end"])]
    return sorted(found)


def _published(article: dict[str, Any]) -> date | None:
    try:
        return date.fromisoformat(str(article.get("published"))[:10])
    except ValueError:
        return None
