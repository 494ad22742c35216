"""The HTML page: one file that stands alone, is well formed, and lets nothing from outside become markup."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from advisor.model import Advice, Rulebook
from advisor.render import html
from advisor.render.safe import clean
from tests.render.material import GOLDEN, HOSTILE, SCENARIOS, advice, also_inferred, hostile_advice, hostile_rulebook, marks, rulebook, said

VOID = {"meta"}
ATTRIBUTES = {"lang", "charset", "http-equiv", "content", "name", "id", "class", "href", "rel", "aria-label", "aria-labelledby", "scope"}


class Page(HTMLParser):
    """A page, read strictly: every element is closed, in the order opened."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.pieces: list[tuple[str, str]] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.pieces.append((self._open[-1] if self._open else "", data))

    def all(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]

    @property
    def words(self) -> str:
        """What a reader sees, with single blanks."""
        return " ".join("".join(data for tag, data in self.pieces if tag not in ("style", "title")).split())


def page(*advices: Advice, made: Rulebook | None = None) -> Page:
    return Page("".join(html.render(advices, made or rulebook())))


@cache
def alone(scenario: str) -> Page:
    return page(advice(scenario))


@pytest.fixture(scope="module", params=[*([name] for name in GOLDEN), list(GOLDEN)], ids=[*GOLDEN, "several"])
def shown(request: pytest.FixtureRequest) -> Page:
    return page(*map(advice, request.param))


def test_links_lead_somewhere_and_ids_are_unique(shown: Page) -> None:
    ids = [attributes["id"] for _, attributes in shown.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = [attributes["href"][1:] for attributes in shown.all("a") if attributes["href"].startswith("#")]
    assert set(inner) <= set(ids)
    labelled = {attributes["aria-labelledby"] for _, attributes in shown.elements if "aria-labelledby" in attributes}
    assert labelled
    assert labelled <= set(ids)


def test_headings_have_one_top_and_skip_no_level(shown: Page) -> None:
    levels = [int(tag[1]) for tag, _ in shown.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_is_a_document_with_language_and_landmarks(shown: Page) -> None:
    assert shown.all("html") == [{"lang": "en"}]
    assert len(shown.all("main")) == len(shown.all("title")) == 1
    assert len(shown.all("footer")) == 1
    assert all(attributes.get("aria-label") for attributes in shown.all("nav"))
    assert len(shown.all("details")) == len(shown.all("summary"))
    assert {name for _, attributes in shown.elements for name in attributes} <= ATTRIBUTES


def test_needs_nothing_else(shown: Page) -> None:
    assert not shown.all("script", "link", "img", "iframe", "object", "form", "base")
    (style,) = ["".join(data for tag, data in shown.pieces if tag == "style")]
    assert not re.search(r"@import|url\(|expression|https?:", style)
    (policy,) = [attributes["content"] for attributes in shown.all("meta") if attributes.get("http-equiv") == "Content-Security-Policy"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.split("; ") == ["default-src 'none'", f"style-src 'sha256-{digest}'", "base-uri 'none'", "form-action 'none'"]


@pytest.mark.parametrize("needed", ["prefers-color-scheme: dark", "@media print", "break-before: page", "break-inside: avoid"])
def test_is_styled_for_dark_screens_and_paper(needed: str) -> None:
    assert needed in "".join(html.render([advice("only-eighty-engineers")], rulebook()))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_sources_are_numbered_in_order_and_all_referenced(scenario: str) -> None:
    found = alone(scenario).all("a", "li")
    referenced = [int(item["href"].rpartition("-")[2]) for item in found if "-source-" in item.get("href", "")]
    listed = [int(item["id"].rpartition("-")[2]) for item in found if "-source-" in item.get("id", "")]
    assert list(dict.fromkeys(referenced)) == listed == list(range(1, len(listed) + 1))


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_an_inference_is_always_marked_and_nothing_else_is(scenario: str) -> None:
    assert marks(alone(scenario).words, said(advice(scenario), rulebook()), " our inference") == ([], [])


@pytest.mark.parametrize("scenario", GOLDEN)
def test_every_reason_is_on_the_page(scenario: str) -> None:
    words = alone(scenario).words
    recommended = [option for decision in advice(scenario).decisions for option in decision.ranked if decision.answer == "list"]
    assert [option.label for option in recommended if option.label not in words] == []
    assert [reason.because for option in recommended for reason in option.reasons if reason.because not in words] == []


@pytest.mark.parametrize("scenario", GOLDEN)
def test_hostile_text_stays_text(scenario: str) -> None:
    ours = {tag for tag, _ in page(*map(advice, GOLDEN)).elements}
    found = page(hostile_advice(scenario), made=hostile_rulebook())
    assert {tag for tag, _ in found.elements} <= ours
    assert {name for _, attributes in found.elements for name in attributes} <= ATTRIBUTES
    targets = {attributes["href"] for attributes in found.all("a")}
    assert all(target.startswith(("#a1-", "https://evil.example/")) for target in targets)
    assert found.words.replace("\x1b", "").isprintable()
    assert " ".join(clean(HOSTILE).split()) in found.words


def test_several_have_a_table_of_contents() -> None:
    several = page(*map(advice, GOLDEN))
    (contents,) = [attributes for attributes in several.all("nav") if attributes.get("class") == "contents"]
    assert contents["aria-label"] == "Contents"
    assert {f"#a{number}" for number in range(1, len(GOLDEN) + 1)} <= {attributes["href"] for attributes in several.all("a")}
    assert len(several.all("article")) == len(GOLDEN)
    assert not [attributes for attributes in page(advice(GOLDEN[0])).all("nav") if attributes.get("class") == "contents"]


def test_no_advice_makes_no_page() -> None:
    assert list(html.render([], rulebook())) == []


def test_an_inference_that_raises_a_concern_as_well_is_marked() -> None:
    assert "Nobody was asked our inference [" in page(also_inferred("unpaid-rota-of-five-with-six-incidents")).words
