"""`advisor rules graph`: decisions as trees, in four formats, with the path of a situation."""

from __future__ import annotations

import os
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from advisor.render.trees.dot import _escaped
from advisor.render.trees.mermaid import escape
from tests.cli.running import SMALL, advisor, write

GOLDEN = Path(__file__).parents[1] / "golden" / "trees"
SMALL_ALONE = ("--rules", str(SMALL), "--no-default-rules")
DOT = shutil.which("dot")
SITUATION = {"acme.yaml": "company: {engineers: 80}\nwork: {kinds: [network]}\n"}

needs_dot = pytest.mark.skipif(not DOT, reason="NOT TESTED: graphviz is not installed here")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(SITUATION, tmp_path)
    return tmp_path


@pytest.mark.parametrize("format_", ["text", "mermaid", "dot"])
def test_looks_as_it_did(format_: str) -> None:
    ran = advisor("rules", "graph", "title", *SMALL_ALONE, "--situation", "acme.yaml", "--format", format_)
    assert (ran.code, ran.err) == (0, "")
    file = GOLDEN / f"small-title.{format_}"
    if os.environ.get("ADVISOR_UPDATE_GOLDEN"):
        file.write_bytes(ran.out.encode())
    assert ran.out == file.read_bytes().decode()


def test_every_decision_is_shown_where_none_is_named() -> None:
    ran = advisor("rules", "graph")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Title: Which title should the ad carry?\n")
    assert "\nPay: What should you keep in mind about pay?\n" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_a_situation_is_marked_as_far_as_it_answers() -> None:
    write({"two.yaml": "work: {kinds: [network, reliability]}\n"}, Path())
    ran = advisor("rules", "graph", "title", "--situation", "two.yaml")
    assert "fills most of the week? <- not known of this situation" in ran.out
    write({"acme.yaml": "company: {engineers: 80}\nwork: {main: reliability}\n"}, Path())
    ran = advisor("rules", "graph", "title", "--situation", "acme.yaml")
    assert "=> Reliability: Site Reliability Engineer" in ran.out
    assert ran.out.count("=>") == 1


def test_the_depth_is_kept_and_what_is_left_is_said() -> None:
    ran = advisor("rules", "graph", "title", "--depth", "1")
    assert "├─ Network: …more: " in ran.out
    assert "it hangs on company stage" in ran.out
    assert "│  ├─" not in ran.out


def test_one_option_of_a_list_can_be_shown() -> None:
    ran = advisor("rules", "graph", "pay", "--option", "pay-on-call-apart")
    assert ran.out.count("recommended\n") == 2


@needs_dot
def test_dot_makes_a_picture_of_it() -> None:
    ran = advisor("rules", "graph", "title", "--situation", "acme.yaml", "-o", "title.svg")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    picture = ET.parse("title.svg").getroot()
    words = " ".join("".join(text.itertext()) for text in picture.iter("{http://www.w3.org/2000/svg}text"))
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Which title should the ad" in words
    assert "Site Reliability Engineer" in words


@needs_dot
def test_every_decision_goes_to_a_folder_as_a_file_of_its_own() -> None:
    ran = advisor("rules", "graph", *SMALL_ALONE, "--format", "svg", "-o", "trees/")
    assert (ran.code, ran.err) == (0, "")
    assert {"title.svg", "communities.svg"} == {file.name for file in Path("trees").iterdir()}
    assert all(file.read_text().rstrip().endswith("</svg>") for file in Path("trees").iterdir())


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("titel",), "titel is no decision; did you mean title?"),
        (("pay", "--option", "premium"), "premium is no option of a list named here"),
        (("--format", "mermaid"), "one picture shows one decision; name it (as in: graph title), or a directory with -o trees/"),
        (("title", "--situation", "none.yaml"), "none.yaml"),
        (("title", "--depth", "-1"), "--depth"),
    ],
)
def test_what_cannot_be_shown_is_said(argv: tuple[str, ...], says: str) -> None:
    ran = advisor("rules", "graph", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_without_graphviz_the_way_out_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    ran = advisor("rules", "graph", "title", "-o", "title.svg")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "svg needs dot, which is not here; install graphviz, or use --format mermaid, which many editors show\n"
    assert not Path("title.svg").exists()


def test_hostile_texts_stay_texts() -> None:
    assert escape('a"] --> b["<script>`#;&') == "a#34;] --#62; b[#34;#60;script#62;#96;#35;;#38;"
    assert _escaped('a"]; \\N & b') == 'a\\"]; \\\\N &amp; b'
