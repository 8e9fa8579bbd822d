"""What a letter says, in plain text and simple HTML, and how mail programs may stop it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from alerts.following import Followed
from alerts.models import Letter, Subscription
from alerts.tokens import Purpose, token_for
from quotes import display
from quotes.models import Quote

MOST_SHOWN = 50
"""How many quotes one letter shows; of the rest it says how many there are, and where."""

_SUBJECTS = {
    Letter.Kind.CONFIRM: "Confirm that you want alerts: {what}",
    Letter.Kind.KNOWN: "You get these alerts already: {what}",
    Letter.Kind.NOWHERE: "Your alert has stopped working: {what}",
}


@dataclass(frozen=True)
class Shown:
    """A quote as a letter shows it."""

    words: str
    label: str
    who: str
    role: str
    day: str
    outlet: str
    headline: str
    source: str
    address: str

    @classmethod
    def of(cls, quote: Quote) -> Shown:
        """What is told of a public quote."""
        said_on = quote.said_on
        return cls(
            words=display.as_printed(quote),
            label=display.label(quote),
            who=display.who(quote),
            role=quote.role_as_printed,
            day=display.day(said_on, quote.said_on_precision) if said_on else "",
            outlet=str(quote.outlet),
            headline=quote.article.headline,
            source=display.source_link(quote),
            address=display.permalink(quote),
        )


def followed(subscription: Subscription) -> Followed:
    """What a subscription follows."""
    return Followed(subscription.query, subscription.title, subscription.organisation)


def to_follower(
    letter: Letter, quotes: Sequence[Quote] = (), *, number: int = 0
) -> EmailMultiAlternatives:
    """The mail to somebody who follows something, or asked to; `number` counts all the quotes."""
    subscription = letter.subscription
    if subscription is None:
        raise ValueError("This letter is for nobody who follows anything.")
    what = followed(subscription)
    told = what.told()
    subject = _SUBJECTS.get(Letter.Kind(letter.kind), "")
    shown = {
        "kind": letter.kind,
        "what": told,
        "quotes": [Shown.of(quote) for quote in quotes],
        "more": number - len(quotes),
        "all": f"{settings.SITE_URL}{what.address}",
        "frequency": subscription.get_frequency_display(),
        "newsroom": settings.NEWSROOM,
        "site": settings.SITE_URL,
        **{purpose.value: link(subscription, purpose) for purpose in Purpose},
    }
    mail = _mail(letter, subject.format(what=told) or _of_quotes(quotes, number, told), shown)
    mail.to = [subscription.email]
    if letter.kind != Letter.Kind.CONFIRM:
        mail.extra_headers["List-Unsubscribe"] = f"<{shown['stop']}>"
        mail.extra_headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail.extra_headers["List-Id"] = f"<{subscription.pk.hex}.alerts.{_host()}>"
    return mail


def to_owner(letter: Letter) -> EmailMultiAlternatives:
    """The mail that tells an endpoint's owner that it is paused."""
    endpoint = letter.endpoint
    if endpoint is None:
        raise ValueError("This letter is about no endpoint.")
    path = reverse("admin:alerts_endpoint_change", args=[endpoint.pk])
    shown = {"kind": letter.kind, "endpoint": endpoint, "address": f"{settings.SITE_URL}{path}"}
    shown["newsroom"] = settings.NEWSROOM
    mail = _mail(letter, f"Webhooks to {endpoint.name} are paused", shown)
    mail.to = [endpoint.owner.email]
    return mail


def link(subscription: Subscription, purpose: Purpose) -> str:
    """The whole address of a page for whoever has the letter."""
    path = reverse(f"alerts:{purpose}", args=[token_for(subscription.pk, purpose)])
    return f"{settings.SITE_URL}{path}"


def _of_quotes(quotes: Sequence[Quote], number: int, told: str) -> str:
    if number == 1:
        return f"{display.who(quotes[0])}: {display.as_printed(quotes[0])}"
    return f"{number} new quotes: {told}"


def _mail(letter: Letter, subject: str, shown: dict[str, Any]) -> EmailMultiAlternatives:
    line = " ".join(subject.split())
    mail = EmailMultiAlternatives(
        subject=line if len(line) <= 120 else f"{line[:119]}…",
        body=render_to_string("alerts/letter.txt", shown),
        headers={
            "Message-ID": f"<{letter.pk.hex}@{_host()}>",
            "Auto-Submitted": "auto-generated",
            "Precedence": "bulk",
        },
    )
    mail.attach_alternative(render_to_string("alerts/letter.html", shown), "text/html")
    return mail


def _host() -> str:
    return urlsplit(settings.SITE_URL).hostname or "localhost"
