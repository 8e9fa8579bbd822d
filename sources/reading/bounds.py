"""Refuses a page that would keep a parser busy for long.

Libxml2's work grows with the square of a tag's attributes, trafilatura's with the square of an
element's inline children and with the length of attributes. Within these bounds the worst page
found takes a few seconds. A long live blog has some 20,000 elements.
"""

import re

import lxml.html

from .model import Unreadable

MOST_ELEMENTS = 30_000
MOST_CHILDREN = 2_000
MOST_ATTRIBUTES = 500
LONGEST_ATTRIBUTE = 2_000

_TANGLED = "The page is too large or too tangled to read. Paste the story's text instead."
_OPENING = re.compile(r"<(?:!--|[a-z])")
# As a browser splits a tag (WHATWG HTML, section 13.2.5); possessive, so that nothing is retried.
_ATTRIBUTE = r"""[\s/]*+[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)?+"""
_TAG = re.compile(rf"<(?P<name>[a-z][^\s/>]*+)(?:{_ATTRIBUTE})*+")
_BLOATED = re.compile(rf"<[a-z][^\s/>]*+(?:{_ATTRIBUTE}){{{MOST_ATTRIBUTES},{MOST_ATTRIBUTES}}}+")


def refuse_tangled_source(text: str) -> None:
    """Raise `Unreadable` for more tags, or attributes in one tag, than a page has."""
    lowered, place, count = text.lower(), 0, 0
    while opening := _OPENING.search(lowered, place):
        count += 1
        if count > 2 * MOST_ELEMENTS or _BLOATED.match(lowered, opening.start()):
            raise Unreadable(_TANGLED)
        place = _end(lowered, opening.start())


def _end(lowered: str, start: int) -> int:
    """Where a tag ends, or the comment, script or style that it opens."""
    tag = _TAG.match(lowered, start)
    if tag is None:
        end = lowered.find("-->", start)
    elif tag["name"] in ("script", "style"):
        end = lowered.find(f"</{tag['name']}", tag.end())
    else:
        end = tag.end()
    return end if end > start else len(lowered)


def refuse_tangled_tree(tree: lxml.html.HtmlElement) -> None:
    """Raise `Unreadable` for too many elements; drop attributes too long to be read by anyone."""
    for count, element in enumerate(tree.iter()):
        inline = len(element) > MOST_CHILDREN and sum(child.tag != "p" for child in element)
        if count > MOST_ELEMENTS or inline > MOST_CHILDREN:
            raise Unreadable(_TANGLED)
        for name, value in element.attrib.items():
            if len(value) > LONGEST_ATTRIBUTE:
                del element.attrib[name]
