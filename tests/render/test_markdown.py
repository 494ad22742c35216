"""The Markdown view: well formed, in the order of the text view, and nothing outside it becomes markup."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from advisor.model import Advice, Rulebook
from advisor.render import markdown
from advisor.render.safe import clean
from tests.render.material import GOLDEN, HOSTILE, SCENARIOS, advice, also_inferred, hostile_advice, hostile_rulebook, marks, rulebook, said

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(advised: Advice, made: Rulebook) -> list[Token]:
    blocks = READER.parse("".join(markdown.render([advised], made)))
    return [token for block in blocks for token in (block, *(block.children or ()))]


def words(advised: Advice, made: Rulebook) -> str:
    """Return what a reader sees."""
    found = tokens(advised, made)
    content = [token.content if token.type in ("text", "code_inline") else "" for token in found]
    ends = ["\n" if token.type.endswith("_close") and token.block else "" for token in found]
    return "".join(a + b for a, b in zip(content, ends, strict=True))


def headings(advised: Advice) -> list[tuple[str, str]]:
    found = tokens(advised, rulebook())
    return [(token.tag, found[index + 1].content) for index, token in enumerate(found) if token.type == "heading_open"]


@pytest.mark.parametrize("scenario", GOLDEN)
def test_headings_begin_with_the_answer_and_end_with_the_sources(scenario: str) -> None:
    found = headings(advice(scenario))
    assert [tag for tag, _ in found].count("h1") == 1
    assert found[0][0] == "h1"
    assert found[-1] == ("h2", "Sources")
    levels = [int(tag[1]) for tag, _ in found]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_sections_stand_in_the_order_of_the_rulebook() -> None:
    found = [label for tag, label in headings(advice("first-hire-does-everything-on-aws")) if tag == "h2"]
    sections = [section.label for section in rulebook().sections.values() if section.label in found]
    assert found == [sections[0], "Fix before posting", *sections[1:], "Ask next", "Sources"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_sources_are_numbered_in_order_all_referenced_and_linked(scenario: str) -> None:
    body, _, sources = "".join(markdown.render([advice(scenario)], rulebook())).partition("\n## Sources\n")
    numbers = [int(number) for number in re.findall(r" \\\[(\d+)\\\]", body)]
    listed = re.findall(r"^(\d+)\. .* \[[^\]]+\]\(<(https://[^>]+)>\), `", sources, re.MULTILINE)
    assert list(dict.fromkeys(numbers)) == [int(number) for number, _ in listed] == list(range(1, len(listed) + 1))
    assert {url for _, url in listed} <= {source.url for source in rulebook().sources.values()}


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_an_inference_is_always_marked_and_nothing_else_is(scenario: str) -> None:
    assert marks(words(advice(scenario), rulebook()), said(advice(scenario), rulebook()), " (our inference)") == ([], [])


@pytest.mark.parametrize("scenario", GOLDEN)
def test_hostile_text_stays_text(scenario: str) -> None:
    found = tokens(hostile_advice(scenario), hostile_rulebook())
    assert {token.content for token in found if token.type.startswith("html")} <= {"<!-- -->"}
    assert not [token for token in found if token.type in ("image", "table_open", "s_open", "fence", "code_block")]
    links = {str(token.attrs["href"]) for token in found if token.type == "link_open"}
    assert all(link.startswith("https://evil.example/%22%3E%3Cscript%3E") for link in links)
    assert clean(HOSTILE) in words(hostile_advice(scenario), hostile_rulebook())


def test_a_mention_or_an_issue_number_addresses_nobody() -> None:
    raw = "".join(markdown.render([hostile_advice("only-eighty-engineers")], hostile_rulebook()))
    # Outside the code span that holds the file's name.
    assert "@team" not in "".join(raw.splitlines()[3:])
    assert "#12" not in "".join(raw.splitlines()[3:])


@pytest.mark.parametrize("name", ["a`b.yaml", "``.yaml", "`", "a|b", "<b>.yaml", "@team.yaml", "a\nb.yaml"])
def test_a_name_is_shown_as_it_is(name: str) -> None:
    (token,) = [item for block in READER.parse(markdown.code(name)) for item in block.children or () if item.type == "code_inline"]
    assert token.content == clean(name)


@pytest.mark.parametrize(
    "text", ["1. one", "12) twelve", "- item", "+ item", "# heading", "=", "> quote", "    four blanks", "* star", "a\\", "1.5 days"]
)
def test_text_that_looks_like_a_block_stays_a_paragraph(text: str) -> None:
    blocks = READER.parse(markdown.escape(text))
    assert [block.type for block in blocks] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in blocks[1].children or () if child.type != "html_inline") == text.strip()


def test_several_are_kept_apart() -> None:
    raw = "".join(markdown.render([advice(scenario) for scenario in GOLDEN], rulebook()))
    assert raw.count("\n\n---\n\n") == len(GOLDEN) - 1
    assert raw.count("\n## Sources\n") == len(GOLDEN)


def test_an_inference_that_raises_a_concern_as_well_is_marked() -> None:
    assert "Also: Nobody was asked (our inference) [" in words(also_inferred("unpaid-rota-of-five-with-six-incidents"), rulebook())
