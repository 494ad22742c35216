"""`advisor rules diff`: exact shares, a witness for each kind of change, and what is affected."""

from __future__ import annotations

import itertools
import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from advisor import evaluate
from advisor.difference.outcomes import decision_changes
from advisor.rulebook import load_rulebook
from advisor.situation import Situation
from advisor.verify.diagram import Diagram
from tests.cli.running import advisor, small_rules, write

WHOLE = ("old", "new", "--no-default-rules")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with the small rulebook twice."""
    monkeypatch.chdir(tmp_path)
    small_rules(tmp_path)
    (tmp_path / "rules").rename(tmp_path / "old")
    shutil.copytree("old", "new")
    return tmp_path


def edit(name: str, old: str, new: str) -> None:
    file = Path("new", name)
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_the_same_rules_give_the_same_advice() -> None:
    ran = advisor("rules", "diff", *WHOLE)
    assert (ran.code, ran.out, ran.err) == (0, "The rules give the same advice.\n", "")


def test_a_change_is_told_with_its_share_and_a_situation() -> None:
    edit("title/network.yaml", "{has: network}", "{has_any: [network, cloud]}")
    edit("title/network.yaml", "silent: [{work.kinds: [cloud]}]", "silent: [{work.kinds: [ci-cd]}]")
    ran = advisor("rules", "diff", *WHOLE)
    assert ran.code == 0, ran.err
    assert "1 rule changed: title/network" in ran.out
    assert "network-engineer is recommended in " in ran.out
    assert "work.kinds: [cloud]" in ran.out


def test_the_share_is_that_of_counting_every_situation() -> None:
    edit("title/network.yaml", "{work.kinds: {has: network}}", "{work.kinds: {has_all: [network, cloud]}}")
    edit("title/network.yaml", "fires: [{work.kinds: [network]}]", "fires: [{work.kinds: [network, cloud]}]")
    old, new = (load_rulebook(name, default=False) for name in ("old", "new"))
    (title,) = (item for item in decision_changes(old, new) if item.subject == "title")
    assert title.share is not None
    lost = [change for change in title.changes if change.what == "network-engineer" and not change.comes]
    assert len(lost) == 1
    situation = Situation("witness", lost[0].witness)
    assert [option.id for option in evaluate(situation, old).decision("title").first] == ["network-engineer"]
    assert "network-engineer" not in [option.id for option in evaluate(situation, new).decision("title").first]
    changed = total = 0
    for kinds in itertools.product((False, True), repeat=2):
        facts = {"work": {"kinds": [name for name, there in zip(("network", "cloud"), kinds, strict=True) if there]}}
        before, after = (
            [option.id for option in evaluate(Situation.parse(facts, book), book).decision("title").first] for book in (old, new)
        )
        total += 1
        changed += before != after
    assert lost[0].share == title.share == Fraction(changed, total)


def test_scenarios_affected_are_named_and_markdown_is_for_a_pull_request() -> None:
    scenario = "about: x\nwork: {kinds: [network]}\nexpect: {}\n"
    write({"old/scenarios/a.yaml": scenario, "new/scenarios/a.yaml": scenario}, Path())
    Path("new/title/network.yaml").unlink()
    ran = advisor("rules", "diff", *WHOLE, "--format", "markdown")
    assert ran.code == 0, ran.err
    assert "**1 rule removed**: `title/network`" in ran.out
    assert "### title changes in " in ran.out
    assert "- `new/scenarios/a.yaml`: title" in ran.out


def test_a_severity_that_changes_is_told() -> None:
    edit("trust/on-call-unpaid.yaml", "severity: error", "severity: warning")
    ran = advisor("rules", "diff", *WHOLE)
    assert "on-call-terms changes in " in ran.out
    assert "on-call-terms, warning is raised in " in ran.out
    assert "on-call-terms, error is no longer raised in " in ran.out


AD_RULE = """\
summary: The ad claims a move
when: {ad.says_move: {is: true}}
raise: {concern: on-call-terms, severity: error}
because: x
asks: Which move?
owner: cto
basis: source
cites: [guide:trust/1]
examples: {fires: [{ad.says_move: true}], silent: [{ad.says_move: false}]}
"""
AD_FACT = "  ad.says_move: {type: boolean, given: false, label: a move is claimed, ask: Does it claim a move?}\n"
SIGNAL = """\
summary: A move
establishes: {ad.says_move: true}
patterns: ["cloud move"]
examples: {fires: ["A [[cloud move]]."], silent: ["A cloud."]}
"""


def test_what_changes_for_drafts_alone_is_told() -> None:
    for side in ("old", "new"):
        facts = Path(side, "facts.yaml")
        facts.write_text(facts.read_text().replace("\nconstraints:", f"{AD_FACT}\nconstraints:", 1))
        write({f"{side}/trust/move.yaml": AD_RULE, f"{side}/signals/move.yaml": SIGNAL, "ad.txt": "You join us in a big move."}, Path())
    edit("signals/move.yaml", '"cloud move"', '"cloud move", "big move"')
    ran = advisor("rules", "diff", *WHOLE)
    assert ran.out == "The rules give the same advice.\n"
    ran = advisor("rules", "diff", *WHOLE, "--ads", "ad.txt")
    assert "1 draft affected\n  ad.txt: ad.txt: trust/move, error, line 1" in ran.out, ran.out + ran.err
    edit("trust/move.yaml", "severity: error", "severity: info")
    ran = advisor("rules", "diff", *WHOLE)
    assert "on-call-terms, info is raised in 37.5 % of situations, such as {" in ran.out
    assert "ad.says_move: true" in ran.out


def test_what_could_not_be_counted_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    edit("title/network.yaml", "{has: network}", "{has_any: [network, cloud]}")
    edit("title/network.yaml", "silent: [{work.kinds: [cloud]}]", "silent: [{work.kinds: [ci-cd]}]")
    edit("trust/on-call-unpaid.yaml", "severity: error", "severity: warning")
    monkeypatch.setattr(Diagram.__init__, "__defaults__", (3,))
    ran = advisor("rules", "diff", *WHOLE)
    assert ran.code == 0, ran.err
    assert "title changes in some situations (its rules read too many facts; 500 situations were looked at)\n" in ran.out
    assert "on-call-terms changes in some situations (its rules read too many facts to count the share)\n" in ran.out
    assert "on-call-terms, error is no longer raised, such as {" in ran.out


def test_a_directory_that_is_not_there_is_bad_input() -> None:
    ran = advisor("rules", "diff", "old", "nwe", "--no-default-rules")
    assert (ran.code, ran.err) == (2, "nwe: there is no such directory of rules; check the name\n")
