"""The history of an article: its changes with those of its wordings, and how it once stood."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sources.history.changes import Change, Entry, HistoryPage
from sources.history.changes import page as page_of
from sources.history.moments import as_of
from sources.history.records import Record, Section, facts, neighbours
from sources.models import Article, ArticleVersion

PARTS = ((ArticleVersion, "article"),)


def page(article: Article, cursor: str = "") -> HistoryPage:
    """Its changes; a new wording is shown beside the wording before it."""
    found = page_of(article, parts=[ArticleVersion], cursor=cursor)
    added = {int(one.key) for one in found.entries if one.model is ArticleVersion}
    texts = dict(_texts(article)) if added else {}
    return replace(found, entries=[_with_text(entry, texts) for entry in found.entries])


def _texts(article: Article) -> dict[int, tuple[str, str]]:
    """Each wording's text, and that of the wording before it."""
    told: dict[int, tuple[str, str]] = {}
    before = ""
    for key, text in article.versions.order_by("number").values_list("pk", "text"):
        told[key] = (before, text)
        before = text
    return told


def _with_text(entry: Entry, texts: dict[int, tuple[str, str]]) -> Entry:
    if entry.model is not ArticleVersion or int(entry.key) not in texts:
        return entry
    before, after = texts[int(entry.key)]
    return replace(entry, changes=[*entry.changes, Change("Text", before, after)])


def article_at(article: Article, at: datetime) -> Record:
    """What was known of the article at a moment, and the wording that was its latest then."""
    stood = as_of(article, at)
    wording = article.versions.filter(read_at__lte=at).order_by("number").last()
    sections = []
    if stood and wording:
        heading = f"Its wording then: the {_ordinal(wording.number)}"
        sections = [Section(heading, text=wording.text)]
    return Record(
        at=at,
        stood=stood,
        around=neighbours(article, at, parts=PARTS),
        facts=facts(stood, at=at) if stood else [],
        sections=sections,
    )


def _ordinal(number: int) -> str:
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if 10 < number % 100 < 14 else ends.get(number % 10, "th")
    return f"{number}{end}"
