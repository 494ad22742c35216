"""Rule directories: what they add, what they replace, and that changes are seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor import BadRulebook, Rulebook, Situation, evaluate, load_rulebook
from advisor.model import Recommend
from advisor.rulebook.library import default_rules
from advisor.rulebook.loading import load
from tests.cli.running import SMALL, small_rules, write

RULES = str(SMALL)
NETWORK = (SMALL / "title/network.yaml").read_text()
GOOD = {"work.kinds": ["network"]}


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))


def _first(rulebook: Rulebook) -> list[str]:
    return [option.id for option in evaluate(Situation.parse(GOOD, rulebook), rulebook).decision("title").first]


def test_a_rules_id_is_its_path() -> None:
    rulebook = load([RULES]).rulebook
    ids = [rule.id for rule in rulebook.rules]
    assert ids == sorted(
        path.relative_to(SMALL).with_suffix("").as_posix() for path in SMALL.glob("*/*.yaml") if path.parent.name != "sources"
    )
    assert str(rulebook.rule("title/network").place) == f"{RULES}/title/network.yaml:1:1"


def test_a_directory_adds_rules(tmp_path: Path) -> None:
    write({"title/more.yaml": NETWORK.replace("[network-engineer]", "[site-reliability-engineer]").replace("title/1", "title/2")}, tmp_path)
    rulebook = load([RULES, str(tmp_path)]).rulebook
    assert len(rulebook.rules) == len(load([RULES]).rulebook.rules) + 1
    assert _first(rulebook) == ["network-engineer", "site-reliability-engineer"]


def test_a_rule_of_the_same_id_replaces_the_earlier_one(tmp_path: Path) -> None:
    write({"title/network.yml": NETWORK.replace("[network-engineer]", "[site-reliability-engineer]")}, tmp_path)
    assert _first(load([RULES, str(tmp_path)]).rulebook) == ["site-reliability-engineer"]


def test_a_directory_adds_facts_options_concerns_sources_and_terms(tmp_path: Path) -> None:
    write(
        {
            "facts.yaml": "facts:\n  offer.remote: {type: boolean, label: remote, ask: Is it remote?}\n",
            "decisions.yaml": (SMALL / "decisions.yaml").read_text().split("  communities:")[0]
            + "      all-rounder: {label: All-rounder, cites: [ours:1]}\n",
            "concerns.yaml": "owners: {recruiter: recruiter}\nconcerns: {not-remote: {label: Not remote}}\n",
            "glossary.yaml": "terms:\n  vpn: {term: VPN, meaning: A way in., cites: [ours:1]}\n",
            "sources/ours.yaml": "title: Ours\nauthor: Us\nurl: https://example.org\nretrieved: 2024-01-01\n"
            "statements: {'1': {heading: One, claim: So it is.}}\n",
            "title/remote.yaml": NETWORK.replace("{work.kinds: {has: network}}", "{offer.remote: {is: true}}")
            .replace("network-engineer", "all-rounder")
            .replace("guide:title/1", "ours:1"),
        },
        tmp_path,
    )
    rulebook = load([RULES, str(tmp_path)]).rulebook
    remote = rulebook.rule("title/remote").then
    assert isinstance(remote, Recommend)
    assert remote.options == ("all-rounder",)
    assert "network-engineer" in rulebook.decisions["title"].options
    assert {"offer.remote", "offer.learning"} <= rulebook.facts.keys()
    assert {"not-remote", "on-call-terms"} <= rulebook.concerns.keys()
    assert {"recruiter", "cto"} <= rulebook.owners.keys()
    assert {"vpn", "dns"} <= rulebook.glossary.keys()
    assert rulebook.statement("ours:1").claim == "So it is."


def test_a_decision_takes_its_options_from_the_glossary(tmp_path: Path) -> None:
    write(
        {
            "decisions.yaml": "sections: {words: {label: Words}}\ndecisions:\n"
            "  terms: {section: words, label: Terms, question: Which?, answer: list, options_from: glossary}\n"
        },
        tmp_path,
    )
    (dns,) = load([RULES, str(tmp_path)]).rulebook.decisions["terms"].options.values()
    assert (dns.id, dns.label, dns.about) == ("dns", "DNS", "The directory of names.")


def test_the_shipped_rules_come_first_and_a_directory_adds_to_them(tmp_path: Path) -> None:
    write(
        {
            "house/learning.yaml": "summary: Learning counts here\nwhen: {offer.learning: {is: false}}\n"
            "raise: {concern: no-growth-path, severity: error}\nbecause: We say so.\nasks: What may I learn?\nowner: cto\n"
            "basis: inference\ncites: [guide:intro/1]\nexamples: {fires: [{offer.learning: false}], silent: [{offer.learning: true}]}\n"
        },
        tmp_path,
    )
    rulebook = load_rulebook(str(tmp_path))
    assert len(rulebook.rules) == len(load_rulebook().rules) + 1
    advice = evaluate(Situation.parse({"offer.learning": False}, rulebook), rulebook)
    (concern,) = [item for item in advice.concerns if item.concern == "no-growth-path"]
    assert "house/learning" in (concern.rule, *(other.rule for other in concern.also))
    assert concern.severity == "error"


def test_a_changed_file_is_seen_by_the_same_process(tmp_path: Path) -> None:
    small_rules(tmp_path)
    directory = str(tmp_path / "rules")
    assert _first(load_rulebook(directory, default=False)) == ["network-engineer"]
    write({"rules/title/network.yaml": NETWORK.replace("[network-engineer]", "[devops-engineer]")}, tmp_path)
    assert _first(load_rulebook(directory, default=False)) == ["devops-engineer"]
    (tmp_path / "rules/title/network.yaml").unlink()
    assert _first(load_rulebook(directory, default=False)) == []


def test_hidden_files_and_other_kinds_of_file_are_no_rules(tmp_path: Path) -> None:
    small_rules(tmp_path)
    write(
        {"rules/title/.draft.yaml": "rubbish", "rules/.git/config.yaml": "rubbish", "rules/README.md": "# Ours", "rules/title/a.txt": ""},
        tmp_path,
    )
    assert [rule.id for rule in load([str(tmp_path / "rules")]).rulebook.rules] == [rule.id for rule in load([RULES]).rulebook.rules]


def test_every_example_keeps_its_place() -> None:
    fires, *silent = load([RULES]).examples["stage/startup"]
    assert (fires.fires, fires.facts, str(fires.place)) == (True, {"company.engineers": 49}, f"{RULES}/stage/startup.yaml:7:11")
    assert [(example.fires, example.place.column) for example in silent] == [(False, 12), (False, 37)]


def test_without_the_shipped_rules_some_must_be_named() -> None:
    with pytest.raises(BadRulebook, match="name a directory"):
        load_rulebook(default=False)


def test_the_shipped_rules_can_be_loaded() -> None:
    assert load([default_rules()]).rulebook.rules
