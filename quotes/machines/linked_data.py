"""The record in the words of schema.org: who said what, as what and when, and where it stands.

Nothing here says that anything is true: schema.org has terms for that, and none of them is used.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from quotes import display
from quotes.models import Notice, Position, Quote, Speaker
from sources.models import Article

CONTEXT = "https://schema.org"
_ESCAPED = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}
_WORKS = {
    Article.Kind.STORY: "NewsArticle",
    Article.Kind.TRANSCRIPT: "Article",
    Article.Kind.RELEASE: "Article",
    Article.Kind.POST: "SocialMediaPosting",
}
_CORRECTING = (Notice.Type.CORRECTION, Notice.Type.CLARIFICATION, Notice.Type.RETRACTION)
"""An update says that nothing was wrong: it is a comment, and no correction."""

Terms = dict[str, Any]


def script(data: Terms) -> SafeString:
    """Linked data as an element of a page; nothing in it can end the element early."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)
    return mark_safe(f'<script type="application/ld+json">{written}</script>')  # noqa: S308


def quotation(quote: Quote) -> Terms:
    """A quote: its words, who spoke in which role, the work it stands in, what was corrected."""
    address = display.permalink(quote)
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "Quotation",
            "@id": address,
            "url": address,
            "mainEntityOfPage": address,
            "identifier": f"{quote.pk}",
            "name": display.citation_name(quote),
            "text": quote.words,
            "inLanguage": quote.language,
            "spokenByCharacter": _spoken_by(quote),
            "creditText": quote.descriptor,
            "dateCreated": _day(quote.said_on, quote.said_on_precision),
            "isPartOf": work(quote.article),
            "isBasedOn": display.source_link(quote),
            "creativeWorkStatus": "Published",
            "version": quote.revision,
            **_notices(quote),
            "sdPublisher": newsroom(),
        }
    )


def profile(speaker: Speaker, positions: Iterable[Position]) -> Terms:
    """A speaker's page: a person or an organisation, with the roles held and when."""
    address = display.permalink(speaker)
    return {
        "@context": CONTEXT,
        "@type": "ProfilePage",
        "@id": address,
        "url": address,
        "mainEntity": _filled(
            {
                **party(speaker),
                "description": speaker.description,
                "sameAs": _wikidata(speaker),
                **_held(positions),
            }
        ),
        "sdPublisher": newsroom(),
    }


def collection(article: Article, quotes: Iterable[Quote], *, address: str) -> Terms:
    """A story's page: the work, and what is on record from it."""
    return _filled(
        {
            "@context": CONTEXT,
            "@type": "CollectionPage",
            "@id": address,
            "url": address,
            "name": article.headline,
            "about": work(article),
            "hasPart": [_reference(quote) for quote in quotes],
            "sdPublisher": newsroom(),
        }
    )


def work(article: Article) -> Terms:
    """What was published elsewhere: the words are the outlet's, and stay there."""
    return _filled(
        {
            "@type": _WORKS[Article.Kind(article.kind)],
            "@id": article.canonical_url,
            "url": article.canonical_url,
            "headline": article.headline,
            "datePublished": article.published_at.isoformat(),
            "dateModified": article.modified_at and article.modified_at.isoformat(),
            "inLanguage": article.language,
            "publisher": {"@type": "Organization", "name": article.outlet.name},
        }
    )


def party(speaker: Speaker) -> Terms:
    """Somebody who speaks."""
    address = display.permalink(speaker)
    kind = "Person" if speaker.kind == Speaker.Kind.PERSON else "Organization"
    return {"@type": kind, "@id": f"{address}#speaker", "name": speaker.name, "url": address}


def newsroom() -> Terms:
    """Who keeps the record."""
    return {
        "@type": "NewsMediaOrganization",
        "name": settings.NEWSROOM,
        "url": f"{settings.SITE_URL}/",
    }


def _reference(quote: Quote) -> Terms:
    """A quote as another page names it; the words are on its own."""
    address = display.permalink(quote)
    return _filled(
        {
            "@type": "Quotation",
            "@id": address,
            "url": address,
            "name": display.citation_name(quote),
            "inLanguage": quote.language,
            "spokenByCharacter": _spoken_by(quote),
            "creditText": quote.descriptor,
        }
    )


def _spoken_by(quote: Quote) -> Terms | None:
    """The speaker; in the role as printed, dated by the position that it was matched to."""
    if quote.speaker is None:
        return None
    speaker = party(quote.speaker)
    if not quote.role_as_printed:
        return speaker
    role = {"@type": "Role", "roleName": quote.role_as_printed, "spokenByCharacter": speaker}
    return _filled(role | (_term(quote.position) if quote.position else {}))


def _held(positions: Iterable[Position]) -> Terms:
    """Roles in an organisation, and roles whose organisation is not on record."""
    member: list[Terms] = []
    occupied: list[Terms] = []
    for position in positions:
        role = {"@type": "Role", "roleName": position.title, **_term(position)}
        if position.organisation:
            body = {"@type": "Organization", "name": position.organisation.name}
            member.append(_filled(role | {"memberOf": body}))
        else:
            occupation = {"@type": "Occupation", "name": position.title}
            occupied.append(_filled(role | {"hasOccupation": occupation}))
    return {"memberOf": member, "hasOccupation": occupied}


def _term(position: Position) -> Terms:
    return {
        "startDate": _day(position.start, position.start_precision),
        "endDate": _day(position.end, position.end_precision),
    }


def _notices(quote: Quote) -> Terms:
    told = display.announced(quote)
    corrections = [_said_of(one, "CorrectionComment") for one in told if one.type in _CORRECTING]
    comments = [_said_of(one, "Comment") for one in told if one.type not in _CORRECTING]
    changed = max((one.decided_at for one in told if one.decided_at), default=None)
    return {
        "dateModified": changed and changed.isoformat(),
        "correction": corrections,
        "comment": comments,
    }


def _said_of(notice: Notice, kind: str) -> Terms:
    return {
        "@type": kind,
        "name": notice.get_type_display(),
        "text": notice.public_text,
        "datePublished": notice.decided_at.isoformat() if notice.decided_at else "",
    }


def _wikidata(speaker: Speaker) -> str:
    known = speaker.wikidata_id
    return f"http://www.wikidata.org/entity/{known}" if known else ""


def _day(value: Any, precision: str) -> str:
    return display.machine_day(value, precision) if value else ""


def _filled(terms: Terms) -> Terms:
    """Without the terms that nothing is known of."""
    return {name: value for name, value in terms.items() if value not in (None, "", [])}
