"""A quote elsewhere: the card in a frame, the picture, oEmbed, and the Web Annotation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_exempt

from quotes import display
from quotes.machines import embeds, finding, pictures, stamps, web_annotations
from quotes.models import Quote
from quotes.views.shared import NO_INDEX, hashed, stamped
from sources.refusal import Refusal

FRAMED = {
    "default-src": [NONE],
    "style-src": [SELF],
    "script-src": [NONE],
    "img-src": [NONE],
    "connect-src": [NONE],
    "form-action": [NONE],
    "frame-ancestors": ["*"],
    "sandbox": embeds.SANDBOX.split(),
}
"""Whoever frames the card gets words and links, and nothing that could be clicked to any effect."""


@xframe_options_exempt
@csp_replace(FRAMED)  # type: ignore[arg-type] # its stubs know views of no further argument
@stamped(stamps.quote)
def embed(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of a quote; once it is withdrawn a card that says so, in the same place."""
    quote = finding.standing(pk)
    if quote is None:
        withdrawn = finding.retraction(pk)
        gone = {"notice": withdrawn, "address": embeds.page_address(pk)}
        status = 410 if withdrawn else 404
        return _kept_out(render(request, "machines/embed_gone.html", gone, status=status))
    shown = {
        "quote": quote,
        "address": display.permalink(quote),
        "source": display.source_link(quote),
        "notices": display.announced(quote),
    }
    return _kept_out(render(request, "machines/embed.html", shown))


def _kept_out(response: HttpResponse) -> HttpResponse:
    """The page itself is what is to be found, not its card."""
    response.headers["X-Robots-Tag"] = NO_INDEX
    return response


@stamped(stamps.picture)
def picture(request: HttpRequest, pk: int, revision: int) -> HttpResponse:
    """The picture of a quote as it stands; an earlier revision's address leads to it."""
    quote = _standing(pk)
    if isinstance(quote, HttpResponse):
        return quote
    if revision != quote.revision:
        if revision > quote.revision:
            raise Http404
        return HttpResponseRedirect(embeds.picture_address(quote))
    return HttpResponse(pictures.draw(pictures.card(quote)), content_type="image/png")


@stamped(stamps.quote)
def annotation(request: HttpRequest, pk: int) -> HttpResponse:
    """The quote as a W3C Web Annotation."""
    quote = _standing(pk)
    if isinstance(quote, HttpResponse):
        return quote
    return _json(web_annotations.annotation(quote), web_annotations.MEDIA_TYPE)


@hashed
def oembed(request: HttpRequest) -> HttpResponse:
    """The answer of an oEmbed provider, in JSON or XML."""
    asked = request.GET
    format = asked.get("format", "json")
    if format not in _WRITTEN:
        return _plain("format: Ask for json or xml.", 501)
    if not asked.get("url"):
        return _plain("url: Give the address of a quote's page.", 400)
    pk = embeds.quote_at(asked["url"])
    if pk is None:
        return _plain("url: This is not the address of a quote's page here.", 404)
    quote = _standing(pk)
    if isinstance(quote, HttpResponse):
        return quote
    sizes = {name: asked.get(name, "") for name in ("maxwidth", "maxheight")}
    try:
        return _WRITTEN[format](embeds.oembed(quote, **sizes))
    except Refusal as refusal:
        return _plain(f"{refusal.field}: {refusal.message}", 400)


def _standing(pk: int) -> Quote | HttpResponse:
    """The public quote; else why it was withdrawn, or Http404."""
    quote = finding.standing(pk)
    if quote is not None:
        return quote
    withdrawn = finding.retraction(pk)
    if withdrawn is None:
        raise Http404
    return _plain(f"This quote was retracted. {withdrawn.public_text}", 410)


def _plain(text: str, status: int) -> HttpResponse:
    return HttpResponse(f"{text}\n", status=status, content_type="text/plain; charset=utf-8")


def _json(data: dict[str, Any], media_type: str = "application/json") -> HttpResponse:
    response = JsonResponse(data, content_type=media_type, json_dumps_params={"indent": 1})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _xml(data: dict[str, Any]) -> HttpResponse:
    return HttpResponse(embeds.as_xml(data), content_type="text/xml; charset=utf-8")


_WRITTEN: dict[str, Callable[[dict[str, Any]], HttpResponse]] = {"json": _json, "xml": _xml}
