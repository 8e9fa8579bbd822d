"""Reads a story from a web page.

The body is found by trafilatura; what the page says about itself is read in `metadata`, not by
trafilatura, whose search for dates looks at the clock.
"""

import re

import lxml.etree
import lxml.html
import trafilatura
from trafilatura.settings import Document

from .bounds import refuse_tangled_source, refuse_tangled_tree
from .decoding import clean
from .foot import take_foot
from .head import take_byline, take_dateline
from .lines import Line, ends_sentence, paragraphs, split_lines
from .metadata import Metadata, read_metadata
from .model import Reading, Unreadable

SHORTEST = 100  # characters; the shortest news brief seen has about 150
SHORT = 600  # a page with fewer characters may be a login or consent wall

_PASTE = "Paste the story's text instead."
_BLOCKS = {"p", "head", "quote", "item", "list", "cell", "row", "table", "code", "div", "ab"}
_WALL = re.compile(
    r"\b(?:cookies?|log ?in|sign ?in|subscribe|subscription|consent|javascript|captcha|not a robot"
    r"|ad ?blocker|register|create an account)\b",
    re.IGNORECASE,
)


def read_page(text: str, url: str) -> Reading:
    """The story on a page; raises `Unreadable` if there is none, or only a wall before it."""
    tree = _parse(text)
    about = read_metadata(tree, url)
    body = _without_headline(_body(tree), about.headline)
    blocks, byline = take_byline([[Line(part)] for part in body])
    body, foot = take_foot([line.text for block in blocks for line in block])
    _refuse_without_article(body, tree, about)
    body[0], dateline = take_dateline(body[0])
    return Reading(
        text="\n\n".join(body),
        headline=about.headline,
        byline=about.byline or byline,
        dateline=dateline,
        published_at=about.published_at,
        modified_at=about.modified_at,
        language=about.language,
        canonical_url=about.canonical_url,
        outlet_name=about.outlet_name,
        section=about.section,
        credit="\n".join(foot.credit),
        rights="\n".join(foot.rights),
    )


def _parse(text: str) -> lxml.html.HtmlElement:
    """The page as a tree; HTML has no external entities, and libxml2 bounds the depth."""
    refuse_tangled_source(text)
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    if "<body" not in text[:200_000].lower():
        text = f"<html><body><div>{text}</div></body></html>"
    tree = lxml.html.document_fromstring(text.encode(), parser=parser)
    if tree.find(".//*") is None:
        raise Unreadable(f"The page is empty. {_PASTE}")
    refuse_tangled_tree(tree)
    return tree


def _body(tree: lxml.html.HtmlElement) -> list[str]:
    """The paragraphs of the article: those sure to be its own, and what stands among them."""
    sure, likely = _extract(tree, precise=True), _extract(tree, precise=False)
    if not sure:
        return likely
    places = [n for n, part in enumerate(likely) if part in set(sure)]
    if len(places) < len(sure):
        return sure
    return likely[places[0] : places[-1] + 1]


def _extract(tree: lxml.html.HtmlElement, *, precise: bool) -> list[str]:
    found = trafilatura.bare_extraction(
        tree, favor_precision=precise, include_comments=False, include_tables=False
    )
    if not isinstance(found, Document) or found.body is None:
        return []
    return [part for block in _blocks(found.body) for part in _at_breaks(block)]


def _at_breaks(block: str) -> list[str]:
    """The paragraphs in one block: a line break ends one, unless the sentence goes on."""
    return paragraphs(split_lines(block), least=4)


def _blocks(body: lxml.etree._Element) -> list[str]:
    """The text of each block, inline markup dropped, with a newline for each line break."""
    found = [""]
    for event, element in lxml.etree.iterwalk(body, events=("start", "end")):
        is_start = event == "start"
        if element.tag in _BLOCKS:
            found.append("")
        elif element.tag == "lb" and is_start:
            found[-1] += "\n"
        words = (element.text if is_start else element.tail) or ""
        found[-1] += words if _is_set(element, is_start=is_start) else re.sub(r"\s+", " ", words)
    return [part for part in map(clean, found) if part.strip()]


def _is_set(element: lxml.etree._Element, *, is_start: bool) -> bool:
    """Whether line ends in the words count, as they do inside preformatted text."""
    return is_start and element.tag == "code"


def _without_headline(body: list[str], headline: str) -> list[str]:
    return body[1:] if body and headline and body[0] == headline else body


def _refuse_without_article(body: list[str], tree: lxml.html.HtmlElement, about: Metadata) -> None:
    """Raise `Unreadable` for a page of links, a wall, or hardly any words."""
    sentences = [part for part in body if ends_sentence(part) and " " in part]
    length, told = sum(map(len, body)), sum(map(len, sentences))
    if _is_wall(body, length, tree, about):
        raise Unreadable(f"The page asks for a login or for consent first. {_PASTE}")
    if length < SHORTEST or told < 0.4 * length or _is_index(tree, about):
        raise Unreadable(f"There is no article on this page: it may be a list of stories. {_PASTE}")


def _is_wall(body: list[str], length: int, tree: lxml.html.HtmlElement, about: Metadata) -> bool:
    """Whether few words come with a password field, or speak of cookies and accounts."""
    if tree.find(".//input[@type='password']") is not None:
        return length < SHORT
    return length < SHORT and not about.is_article and any(map(_WALL.search, body))


def _is_index(tree: lxml.html.HtmlElement, about: Metadata) -> bool:
    """Whether a page shows many stories of about one size, and does not say it is one."""
    sizes = [len(element.text_content()) for element in tree.iterfind(".//article")]
    return not about.is_article and len(sizes) >= 5 and max(sizes) < 0.5 * sum(sizes)
