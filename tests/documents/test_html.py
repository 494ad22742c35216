"""HTML: what a browser shows as one word, line, list or heading; and of a saved page the ad alone."""

from __future__ import annotations

import json
import time

import pytest

from advisor.documents.formats.fragment import write_html
from advisor.documents.formats.writer import Writer
from tests.documents.making import AD, as_html, as_markdown, as_page, document


def fragment(markup: str) -> str:
    """Return the text of a piece of HTML, read as from a job board's field."""
    writer = Writer()
    write_html(markup, writer)
    return writer.extract("html").text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p><b>rock</b><i>star</i></p>", "rockstar"),
        ("<p>rock<!-- x -->star, in<wbr>fra&shy;structure&#8203;</p>", "rockstar, infrastructure"),
        ("<p>a <b>b</b>\n c&nbsp;d</p>", "a b c d"),
        ("<div>one<div>two</div>three</div>", "one\n\ntwo\n\nthree"),
        ("<p>one<br>two<br/><br>three</p>", "one\n\ntwo\n\nthree"),
        ("<p>one<p>two", "one\n\ntwo"),
        ("<ul><li>one<li>two</ul><p>three</p>", "- one\n- two\n\nthree"),
        ("<ul><li>one<ul><li>two</li></ul></li><li><p>three</p></li></ul>", "- one\n- two\n- three"),
        ("<ol><li><b>One</b></li></ol>", "- **One**"),
        ("<h1>One</h1><h3>Three</h3>x", "# One\n\n### Three\n\nx"),
        ("<h2><a href='#'>What you</a> will <em>do</em></h2>", "## What you will do"),
        ("<p><strong>What you bring:</strong></p>", "**What you bring:**"),
        ("<p><strong>What you</strong> <b>bring</b> :</p>", "**What you bring :**"),
        ("<p><span style='font-weight: 700'>What you bring</span></p>", "**What you bring**"),
        ("<p><strong>Place:</strong> Leeds</p>", "Place: Leeds"),
        ("<dl><dt>Place</dt><dd>Leeds</dd></dl>", "**Place**\n\nLeeds"),
        ("<table><tr><th>Place</th><td>Leeds</td></tr><tr><th>Pay</th><td>70,000</td></tr></table>", "| Place | Leeds |\n| Pay | 70,000 |"),
        ("<table><tr><td>Duties</td><td><ul><li>Run it</li><li>Fix it</li></ul></td></tr></table>", "**Duties**\n\n- Run it\n- Fix it"),
        ("<table><tr><td><p>Only</p><p>a frame</p></td></tr></table>", "Only\n\na frame"),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr></table></td><td>c</td></tr></table>", "| a | b |\n\nc"),
        ("<pre>one\n  two</pre>", "one\n\ntwo"),
        ("<p>AT&amp;T &lt;10 &#8364;5 &eacute;</p>", "AT&T <10 €5 é"),
        ("<p>a</p><script>let b = '<p>x</p>'</script><style>p{}</style><button>c</button><p>d</p>", "a\n\nd"),
        ('<!-- advisor: ignore x reason="y" --><p>a</p><!-- other -->', '<!-- advisor: ignore x reason="y" -->\n\na'),
    ],
)
def test_markup(markup: str, text: str) -> None:
    assert fragment(markup) == f"{text}\n"
    assert document(f"<!DOCTYPE html><title></title>{markup}").text == f"{text}\n"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("&lt;p&gt;R&amp;amp;D&lt;/p&gt;&lt;ul&gt;&lt;li&gt;one&lt;/li&gt;&lt;/ul&gt;", "R&D\n\n- one"),
        ("&amp;lt;p&amp;gt;one&amp;lt;/p&amp;gt;", "one"),
        ("one\n\ntwo &amp; three", "one\n\ntwo & three"),
        ("less than <10 and more than 3>2", "less than <10 and more than 3>2"),
        ("<p>one</p><p", "one"),
        ("<p>one</p><!-- no end", "one"),
        ("<p>one</p><script>two", "one\n\ntwo"),
        ("</div></li>one</td></tr>", "one"),
        ("<td>one</td><tr><td>two", "one\n\ntwo"),
        ("", ""),
    ],
)
def test_pieces_that_are_escaped_or_broken(markup: str, text: str) -> None:
    assert fragment(markup).rstrip("\n") == text


MENU = "<nav><ul><li><a href=/>Home</a></li><li><a href=/jobs>Jobs</a></li></ul></nav>"
LINKS = "<div><a href=/1>DevOps Engineer, Hull</a> <a href=/2>SRE, Bath</a> <a href=/3>Rockstar, York</a></div>"
FOOT = "<footer>We will be on call 24/7 for our customers. © Northwind</footer>"


@pytest.mark.parametrize(
    "page",
    [
        as_page(AD),
        as_page(AD, menu=MENU, after=FOOT),
        as_page(AD, menu=f"<header>{MENU}Northwind</header>", after=f"<aside><h2>Similar jobs</h2>{LINKS}</aside>"),
        as_page(AD, menu='<div class="cookie-banner">We use cookies. <button>Accept</button></div>', after=LINKS),
        as_page(AD, after="<section><h2>Apply for this job</h2><form><label>Name</label><input><p>Be reachable.</p></form></section>"),
        f"<html><body>{MENU}<div id=content>{as_html(AD)}</div><h3>Other jobs</h3><p>Be reachable 24/7 elsewhere.</p>{FOOT}</body></html>",
        f"<html><body><div><div>{LINKS}</div><div>{as_html(AD)}<p><a href=/apply>Apply now</a></p></div></div></body></html>",
        f'<html><body><form id="aspnet"><div role="navigation">Menu</div>{as_html(AD)}<div hidden>Sign in</div></form></body></html>',
        f'<html><body><article>{as_html(AD)}</article><p style="display:none">On call</p><p aria-hidden="true">24/7</p></body></html>',
        f"<html><body>{MENU}<header>{as_html(AD[:1])}</header><main>{as_html(AD[1:])}</main>{FOOT}</body></html>",
    ],
)
def test_of_a_page_the_ad(page: str) -> None:
    wanted = document(as_markdown(AD))
    read = document(page)
    said = [[text.text[part.start : part.end] for part in text.sentences] for text in (read, wanted)]
    assert said[0] == said[1]


def test_a_page_without_a_heading_is_called_by_its_title() -> None:
    assert document(f"<html><title>Platform Engineer</title><body>{as_html(AD[1:])}</body></html>").text.startswith("# Platform Engineer\n")


def test_a_page_with_hardly_any_text_is_read_whole() -> None:
    assert document("<html><body><nav>We hire an engineer.</nav></body></html>").text == "We hire an engineer.\n"


def test_a_link_in_a_sentence_stays() -> None:
    page = as_page([*AD, AD[1]], after="").replace(
        "</main>", "<p>See our <a href=/c>careers page</a>, or <a href=/a>apply here</a>.</p></main>"
    )
    assert "See our careers page, or apply here." in document(page).text


def posting(**more: object) -> str:
    return json.dumps({"@context": "https://schema.org", "@type": "JobPosting", "title": "SRE", "description": as_html(AD), **more})


def test_the_posting_in_a_page_is_the_ad() -> None:
    page = as_page(AD[:3], head=f'<script type="application/ld+json">{posting()}</script>', after=FOOT)
    assert document(page).text.startswith("# SRE\n\n# Senior Infrastructure Engineer\n")


@pytest.mark.parametrize(
    "script",
    [
        "{ damaged",
        '{"@type": "Organization", "name": "JobPosting"}',
        posting(description="Too short to be all of it."),
        f"[{posting()}, {posting(title='Another')}]",
    ],
)
def test_the_page_is_read_where_its_posting_cannot_be_the_ad(script: str) -> None:
    page = as_page([*AD, *AD], head=f'<script type="application/ld+json">{script}</script>')
    assert document(page).format == "html"


@pytest.mark.parametrize(
    "page",
    [
        "<html>" + "<div>" * 100_000 + "We hire.",
        "<html>" + "<div><p>" * 50_000 + "We hire.",
        "<html>" + "<b>" * 100_000 + "We hire.",
        "<html>" + "<ul><li>" * 50_000 + "We hire.",
        "<html>" + "<table><tr><td>" * 30_000 + "We hire.",
        "<html>" + "<a href=x>" * 50_000 + "We hire.",
        "<html><p>" + "We hire. " * 100_000,
        "<html>" + "<p>We hire.</p>" * 50_000,
        "<html><p " + "a=b " * 200_000 + ">We hire.",
        "<html>" + "<!--" * 100_000 + "-->We hire.",
        "<html>" + "<" * 300_000 + "p>We hire.",
        "<html>" + "<nav><h2>Other jobs</h2>" * 20_000 + "We hire.",
    ],
)
def test_time_does_not_grow_out_of_hand(page: str) -> None:
    start = time.process_time()
    assert "We hire." in document(page).text
    assert time.process_time() - start < 10
