"""Web pages read into stories; the people and papers in them are invented."""

import json
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.reading import Reading, Unreadable, read
from sources.reading.metadata import parse_moment, sane_url

URL = "https://www.harbour-post.example/2025/04/bridge"
LEAD = (
    "The bridge will reopen in May, Mayor Lena Ortiz said on Monday after a long winter of "
    "repairs to its eastern span."
)
BODY = [
    LEAD,
    "What she said",
    "“We have waited long enough,” she wrote. “It’s time.”",
    "Her office named two conditions:",
    "a new barrier on the eastern span;",
    "a weight limit of “twelve tonnes”.",
    "A paragraph in a div, which some content systems write without any p element.",
    "The council votes on Thursday. Ortiz declined to comment further.",
]
ARTICLE = f"""
<article><h1>Mayor says bridge will reopen</h1><p class="byline">By Ana Brandt</p>
<figure><img src="a.jpg"><figcaption>The bridge on Monday. Photo: Bo Lind</figcaption></figure>
<p>LINDHAVEN (AP) — The bridge will reopen in <b>May</b>, Mayor <a href="/o">Lena Ortiz</a> said
on Monday after a long winter of repairs to its eastern&nbsp;span.</p>
<h2>{BODY[1]}</h2><blockquote><p>{BODY[2]}</p></blockquote><p>{BODY[3]}</p>
<ul><li>{BODY[4]}</li><li>{BODY[5]}</li></ul>
<div>{BODY[6]}</div><table><tr><td>Row</td><td>1</td></tr></table>
<p>{BODY[7]}</p><p>___</p><p>Brandt reported from Lindhaven.</p>
<p>© 2025 The Harbour Post. All rights reserved.</p></article>"""
AROUND = """
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<div class="cookie-banner">We use cookies. <button>Accept</button></div>{}
<section class="comments"><p>This bridge is a scandal and always was, I say.</p></section>
<footer><p>About us. Contact. Terms.</p></footer>"""
LINKED = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "Harbour Post"},
        {
            "@type": ["NewsArticle"],
            "headline": "Mayor says bridge &amp; ferry will reopen",
            "author": [
                {"@type": "Person", "name": "Ana Brandt"},
                {"@type": "Person", "name": "Bo Lind"},
            ],
            "datePublished": "2025-04-08T09:00:00+02:00",
            "dateModified": "2025-04-09",
            "articleSection": ["Politics", "Ports"],
            "publisher": {"@type": "Organization", "name": "The Harbour Post"},
        },
    ],
}


def page(body: str, head: str = "", language: str = ' lang="en"') -> bytes:
    return f"<!DOCTYPE html><html{language}><head>{head}</head><body>{body}</body></html>".encode()


def story(head: str = "", url: str = URL) -> Reading:
    return read(page(AROUND.format(ARTICLE), head), media_type="text/html", url=url)


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def test_a_page_gives_the_paragraphs_of_its_article_and_no_others() -> None:
    assert story().text.split("\n\n") == BODY


def test_what_is_printed_around_the_article_is_kept_beside_it() -> None:
    reading = story()
    assert reading.headline == "Mayor says bridge will reopen"
    assert reading.byline == "Ana Brandt"
    assert reading.dateline == "LINDHAVEN (AP)"
    assert reading.credit == "Brandt reported from Lindhaven."
    assert reading.rights == "© 2025 The Harbour Post. All rights reserved."
    assert reading.language == "en"


def test_linked_data_is_preferred_for_what_it_says() -> None:
    reading = story(linked(LINKED) + '<meta property="og:title" content="No">')
    assert reading.headline == "Mayor says bridge & ferry will reopen"
    assert reading.byline == "Ana Brandt and Bo Lind"
    assert reading.outlet_name == "The Harbour Post"
    assert reading.published_at == datetime(2025, 4, 8, 7, tzinfo=UTC)
    assert reading.modified_at == datetime(2025, 4, 9, tzinfo=UTC)
    assert reading.section == "Politics"


def test_meta_elements_serve_where_there_is_no_linked_data() -> None:
    reading = story(
        '<title>Bridge | Harbour Post</title><meta name="author" content="By Bo Lind">'
        '<meta property="og:site_name" content="Harbour Post">'
        '<meta property="og:locale" content="de_AT">'
        '<meta property="article:published_time" content="2025-04-08T07:00:00Z">'
        f'<link rel="canonical" href="{URL}?id=1#top">'
    )
    assert reading.byline == "Bo Lind"
    assert reading.outlet_name == "Harbour Post"
    assert reading.published_at == datetime(2025, 4, 8, 7, tzinfo=UTC)
    assert reading.canonical_url == f"{URL}?id=1"


@pytest.mark.parametrize(
    "data",
    [
        "not an object",
        [],
        {"@type": "NewsArticle", "headline": 7, "author": {"name": {}}, "datePublished": "soon"},
        {"@type": None, "@graph": [None, 3, {"@type": ["NewsArticle", {}], "author": [[["x"]]]}]},
        {"@type": "NewsArticle", "publisher": "Post", "inLanguage": {"name": "en"}},
    ],
)
def test_odd_linked_data_does_no_harm(data: object) -> None:
    assert story(linked(data)).text.split("\n\n") == BODY


def test_broken_linked_data_does_no_harm() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    assert story(broken).headline == "Mayor says bridge will reopen"


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2025-04-08", datetime(2025, 4, 8, tzinfo=UTC)),
        ("2025-04-08T09:30", datetime(2025, 4, 8, 9, 30, tzinfo=UTC)),
        ("2025-04-08T09:30:00.000Z", datetime(2025, 4, 8, 9, 30, tzinfo=UTC)),
        (
            "2025-04-08T09:30:00+0900",
            datetime(2025, 4, 8, 9, 30, tzinfo=timezone(timedelta(hours=9))),
        ),
        ("Tue, 08 Apr 2025 09:30:00 GMT", datetime(2025, 4, 8, 9, 30, tzinfo=UTC)),
        ("0001-01-01T00:00:00+14:00", None),
        ("tomorrow morning", None),
        (20250408, None),
        (None, None),
    ],
)
def test_a_moment_is_aware_or_unknown(value: object, moment: datetime | None) -> None:
    assert parse_moment(value) == moment


@pytest.mark.parametrize(
    ("canonical", "believed"),
    [
        ("/2025/04/bridge#top", "https://www.harbour-post.example/2025/04/bridge"),
        ("https://harbour-post.example/b", "https://harbour-post.example/b"),
        ("//m.harbour-post.example/b", "https://m.harbour-post.example/b"),
        ("https://another-paper.example/b", ""),
        ("https://harbour-post.example.evil.example/b", ""),
        ("https://www.harbour-post.example/", ""),
        ("javascript:alert(1)", ""),
        ("https://user:pass@www.harbour-post.example/b", ""),
        ("https://www.harbour-post.example:8443/b", ""),
        ("https://www.harbour-post.example/b c", ""),
        ("https://[broken/b", ""),
        ("http://localhost/b", ""),
    ],
)
def test_a_canonical_address_is_believed_on_its_own_site_only(
    canonical: str, believed: str
) -> None:
    assert sane_url(canonical, URL) == believed


def test_a_page_all_of_divs_is_read() -> None:
    divs = "".join(f"<div>{part}</div>" for part in [LEAD, *BODY[6:]])
    assert read(page(f"<article>{divs}</article>")).text.split("\n\n") == [LEAD, *BODY[6:]]


def test_paragraphs_between_line_breaks_are_kept_apart() -> None:
    text = f"{LEAD}<br><br>{BODY[6]}<br>{BODY[7]} She left\n<br>in a hurry."
    found = read(page(f"<article><p>{text}</p></article>")).text.split("\n\n")
    assert found == [LEAD, BODY[6], f"{BODY[7]} She left in a hurry."]


def test_a_fragment_without_a_document_is_read() -> None:
    fragment = "".join(f"<p>{part}</p>" for part in BODY)
    assert LEAD in read(fragment.encode()).text
    assert LEAD in read(fragment.encode(), media_type="text/html").text


def test_a_page_is_known_by_its_content_when_its_type_is_wrong() -> None:
    for media_type in ("", "text/plain", "application/octet-stream"):
        assert read(page(ARTICLE), media_type=media_type).text.startswith("The bridge")


def test_a_text_served_as_a_page_is_read_as_text() -> None:
    assert read(f"{LEAD}\n\n{BODY[7]}".encode(), media_type="text/html").text.endswith("further.")


def test_the_character_set_in_the_page_is_used() -> None:
    raw = page(ARTICLE, '<meta charset="windows-1252">').decode().encode("cp1252")
    assert "“We have waited long enough,” she wrote. “It’s time.”" in read(raw).text


def test_entities_from_outside_are_never_read() -> None:
    doctype = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    raw = doctype.encode() + page(ARTICLE.replace("Ortiz declined", "Ortiz &x; declined"))
    assert "&x;" in read(raw, media_type="text/html").text


INDEX = "".join(
    f'<article><h2><a href="/{n}">Story number {n}</a></h2><p>The council of town {n} voted on '
    "Monday to mend its harbour before the storms of the autumn come.</p></article>"
    for n in range(12)
)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("", "no article|empty"),
        ("<p>Hello.</p>", "no article"),
        ("<ul>" + "<li><a href='/a'>A story with a title</a></li>" * 40 + "</ul>", "no article"),
        (INDEX, "no article"),
        (
            "<h1>Sign in</h1><form><p>Please sign in to go on reading this story.</p>"
            "<input name=a><input type=password></form>",
            "login|no article",
        ),
        (
            "<div><p>We and our partners store cookies on your device to show you what you like. "
            "Click accept to consent to the use of cookies, or choose what you allow.</p></div>",
            "consent|no article",
        ),
        (
            "<p>Please enable JavaScript to view this page, or use another browser that has it. "
            "This page needs it to show you the story that you came for.</p>",
            "consent|no article",
        ),
    ],
)
def test_a_page_without_an_article_says_so(body: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(page(body), media_type="text/html", url=URL)


P = "<p>The minister said on Tuesday that the plan would go ahead, whatever the cost.</p>"
HOSTILE = {
    "nested": "<div>" * 100_000 + P * 5,
    "unclosed inline": "<p><b><i>" * 100_000 + P,
    "many inline": "<article>" + ("<p>" + "<b>one two.</b> " * 1900) * 5,
    "huge attribute": f"<div class='{'a ' * 2_300_000}'>{P * 5}</div>",
    "angle brackets": "<" * 4_900_000,
    "open tags": "<p" * 2_400_000,
    "open comments": "<!--" * 1_200_000,
    "entities": "<p>" + "&amp;" * 900_000,
    "nested data": '<script type="application/ld+json">' + '{"a":' * 400_000 + "</script>" + P * 5,
    "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">" + P,
    "hidden attributes": "<p "
    + " ".join(f"a{n}=\"<\" b{n}='>' c<{n}" for n in range(100_000))
    + ">"
    + P,
    "bare attributes": "<p " + " ".join(f"a{n}" for n in range(500_000)) + ">" + P,
    "tags in a value": "<p title='" + "<a " * 1_500_000 + "'>" + P,
    "open scripts": "<script>" * 500_000 + P,
    "open quotes": "<a b=\"<a b='" * 400_000 + P,
    "charset": "<meta " * 800_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_done_with_in_seconds(name: str) -> None:
    started = time.monotonic()
    for raw in (page(HOSTILE[name]), HOSTILE[name].encode()):
        try:
            assert read(raw[:5_000_000], media_type="text/html").text
        except Unreadable as error:
            assert "Paste" in str(error)
    assert time.monotonic() - started < 15


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<ul><li>", "<br>", "<article>", "</article>", "<table><td>",
     "<!--", "<script>", "&#0;", "&#xD800;", "&#x202e;", "\x00", "Brandt reported from Oslo.", LEAD,
     "By Ana Brandt", "<h1>", "</h1>", "<q>", "<pre>\n", "<svg>", "<body>", "<html>", "]]>"]
), max_size=30).map("".join))  # fmt: skip
def test_any_markup_gives_a_reading_or_a_reason(markup: str) -> None:
    raw = f"<html><body>{markup}".encode()
    try:
        reading = read(raw, media_type="text/html", url=URL)
    except Unreadable:
        return
    assert reading.text.strip()
    assert not set(reading.text) & {"\x00", "\ud800", "\u202e"}
    assert reading == read(raw, media_type="text/html", url=URL)
