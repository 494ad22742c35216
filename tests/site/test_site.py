"""The written site: every page is reached, no link is dead, nothing comes from outside, and all of it can be found."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from advisor.model import Example
from advisor.render.safe import clean
from advisor.render.site.material import Material
from advisor.render.site.pages import site
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.verify.growing import decision_trees
from tests.cli.running import SMALL, advisor, small_rules, write
from tests.render.material import HOSTILE, hostile_rulebook

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
VOID = {"meta", "link", "input", "wbr"}


class Read(HTMLParser):
    """A page read strictly: every element is closed in the order opened."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.assets: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.words = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        assert not [name for name in found if name.startswith("on") or name == "style"], "no script and no style hides in an attribute"
        if "id" in found:
            self.ids.append(found["id"])
        if tag == "a":
            self.links.append(found["href"])
        self.assets += [
            value for name, value in found.items() if name in ("src", "srcset", "poster", "data") or (tag == "link" and name == "href")
        ]
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def pages(folder: Path) -> dict[str, Read]:
    return {file.relative_to(folder).as_posix(): Read(file.read_text(encoding="utf-8")) for file in sorted(folder.rglob("*.html"))}


def inside(page: str, links: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the links of a page that stay in the site: the page each leads to, and the place on it."""
    for link in links:
        if not link.startswith(("https://", "http://")):
            path, fragment = urldefrag(urljoin(f"site:///{page}".replace("site:", "http:"), link))
            yield unquote(path.removeprefix("http:///")), unquote(fragment)


def check(folder: Path) -> dict[str, Read]:
    """Check all that must hold of any site, and return its pages."""
    found = pages(folder)
    dead = [
        (name, target, place)
        for name, page in found.items()
        for target, place in inside(name, page.links)
        if target not in found or (place and place not in found[target].ids)
    ]
    assert dead == []
    reached, waiting = {"index.html"}, ["index.html"]
    while waiting:
        name = waiting.pop()
        for target, _ in inside(name, found[name].links):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    assert set(found) - reached == set()
    for name, page in found.items():
        assert len(page.ids) == len(set(page.ids)), f"{name} has an id twice"
        assert page.tags.count("h1") == 1
        assert {asset.split("/")[-1] for asset in page.assets} == {"style.css", "search.js"}
        for asset in page.assets:
            assert (folder / name).parent.joinpath(asset).resolve() in (folder.resolve() / "style.css", folder.resolve() / "search.js")
    style = (folder / "style.css").read_text(encoding="utf-8")
    assert "url(" not in style
    assert "@import" not in style
    assert "http" not in (folder / "search.js").read_text(encoding="utf-8")
    return found


def index(folder: Path) -> list[list[str]]:
    text = (folder / "search-index.js").read_text(encoding="ascii")
    found: list[list[str]] = json.loads(text.removeprefix("window.advisorIndex = ").rstrip().removesuffix(";"))
    return found


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the site of the shipped rules."""
    folder = tmp_path_factory.mktemp("shipped") / "site"
    ran = advisor("rules", "docs", "-o", str(folder))
    assert (ran.code, ran.err) == (0, "")
    assert f"open {folder / 'index.html'}" in ran.out
    return folder


@cache
def expected() -> set[tuple[str, str]]:
    book, signals = load_rulebook(), load_signalbook()
    named = {
        "rule": [rule.id for rule in book.rules],
        "decision": list(book.decisions),
        "concern": list(book.concerns),
        "fact": list(book.facts),
        "signal": [signal.id for signal in signals.signals],
        "word set": list(signals.concepts),
        "source": list(book.sources),
    }
    return {(kind, name) for kind, names in named.items() for name in names}


def test_every_page_is_reached_and_no_link_is_dead(shipped: Path) -> None:
    check(shipped)


def test_search_knows_everything_there_is(shipped: Path) -> None:
    entries = index(shipped)
    assert {(kind, name) for kind, name, *_ in entries} == expected()
    assert len(entries) == len(expected())
    assert [path for _, _, _, path, _ in entries if not (shipped / path).is_file()] == []


def test_a_rule_says_when_why_and_what_it_rests_on(shipped: Path) -> None:
    page = Read((shipped / "rules/draft/on-call-unpaid.html").read_text(encoding="utf-8"))
    rule = load_rulebook().rule("draft/on-call-unpaid")
    for said in (
        rule.summary,
        "Applies when",
        "Because",
        "To mend it",
        "A candidate asks",
        "Applies to",
        "Does not apply to",
        "Found in a draft by",
    ):
        assert said in page.words
    assert [cite for cite in rule.cites if cite not in page.words] == []
    assert any("sources/guide.html#" in link for link in page.links)


def test_a_decision_shows_its_tree(shipped: Path) -> None:
    words = Read((shipped / "decisions/title.html").read_text(encoding="utf-8")).words
    assert "What fills most of the week?" in words
    assert "Site Reliability Engineer" in words


def test_nothing_of_the_machine_is_written(shipped: Path) -> None:
    here = str(Path(__file__).resolve().parents[2])
    assert [file for file in shipped.rglob("*") if file.is_file() and here in file.read_text(encoding="utf-8")] == []


def test_the_same_rules_make_the_same_site(tmp_path: Path) -> None:
    for name in ("one", "two"):
        advisor("rules", "docs", "-o", str(tmp_path / name), "--rules", str(SMALL), "--no-default-rules")
    one, two = (
        {file.relative_to(tmp_path / name): file.read_bytes() for file in (tmp_path / name).rglob("*.*")} for name in ("one", "two")
    )
    assert one == two


def test_hostile_texts_are_shown_and_never_obeyed(tmp_path: Path) -> None:
    book, read = hostile_rulebook(), load_signalbook()
    signals = tuple(replace(signal, summary=HOSTILE, patterns=(HOSTILE,)) for signal in read.signals[:40])
    examples = {signal.id: [(True, f"[[{HOSTILE}]]"), (False, HOSTILE)] for signal in signals}
    situation = {rule.id: [Example(True, {"work.kinds": [HOSTILE]}, rule.place)] for rule in book.rules}
    trees = {decision.id: decision_trees(decision, book) for decision in book.decisions.values()}
    write(dict(site(Material(book, replace(read, signals=signals), situation, examples), trees)), tmp_path)
    found = check(tmp_path)
    assert {tag for page in found.values() for tag in page.tags}.isdisjoint({"img", "iframe", "object", "b", "form"})
    assert {page.tags.count("script") for page in found.values()} == {1}
    assert {link.partition(":")[0] for page in found.values() for link in page.links if ":" in link.partition("#")[0]} == {"https"}
    for name in (
        "rules/title/core-work.html",
        "decisions/title.html",
        "facts/work.kinds.html",
        "sources/guide.html",
        f"signals/{signals[0].id}.html",
    ):
        assert clean(HOSTILE) in found[name].words
    assert not re.search("[<\\x1b\\x07]", (tmp_path / "search-index.js").read_text(encoding="ascii"))


def test_a_site_is_replaced_and_what_is_not_its_own_stays(tmp_path: Path) -> None:
    small_rules(tmp_path)
    argv = ("rules", "docs", "-o", str(tmp_path / "site"), "--rules", str(tmp_path / "rules"), "--no-default-rules")
    assert advisor(*argv).code == 0
    write({"site/CNAME": "rules.example.com"}, tmp_path)
    (tmp_path / "rules/title/network.yaml").unlink()
    assert advisor(*argv).code == 0
    assert not (tmp_path / "site/rules/title/network.html").exists()
    assert (tmp_path / "site/CNAME").read_text() == "rules.example.com"
    check(tmp_path / "site")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    write({"photos/one.txt": "mine"}, tmp_path)
    ran = advisor("rules", "docs", "-o", str(tmp_path / "photos"))
    assert (ran.code, ran.out) == (2, "")
    assert "this folder holds other files, and no site written before; name a new one with -o" in ran.err
    assert [file.name for file in (tmp_path / "photos").iterdir()] == ["one.txt"]


def test_a_file_in_the_way_is_said(tmp_path: Path) -> None:
    write({"site": "mine"}, tmp_path)
    ran = advisor("rules", "docs", "-o", str(tmp_path / "site"), "--rules", str(SMALL), "--no-default-rules")
    assert ran.code == 2
    assert "the site cannot be written" in ran.err
    assert (tmp_path / "site").read_text() == "mine"


@pytest.mark.skipif(not CHROMIUM, reason="NOT TESTED: search in a browser; there is no Chromium here")
def test_search_works_from_a_folder_without_a_network(shipped: Path, tmp_path: Path) -> None:
    assert CHROMIUM
    argv = [
        CHROMIUM,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        f"--user-data-dir={tmp_path}",
        "--virtual-time-budget=5000",
        "--dump-dom",
    ]
    ran = subprocess.run(
        [*argv, f"{(shipped / 'rules.html').as_uri()}?q=unpaid+on-call"], capture_output=True, encoding="utf-8", timeout=120, check=True
    )
    assert 'href="concerns/' in ran.stdout or 'href="rules/' in ran.stdout
    results = ran.stdout.partition('id="results"')[2].partition("</div>")[0]
    assert "rules/draft/on-call-unpaid.html" in results
