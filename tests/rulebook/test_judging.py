"""The rules that drafts are judged by: a part of the rulebook, under which every report is the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from advisor.check import check
from advisor.documents.read import read_document
from advisor.model import Recommend
from advisor.rulebook import load_books, load_rulebook, load_signalbook, scenarios_directory
from advisor.situation import Situation

DRAFTS = sorted(file for file in (Path(__file__).parent.parent / "drafts").rglob("*") if file.suffix in (".md", ".txt"))


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda file: file.name)
def test_reports_are_those_of_the_whole_rulebook(draft: Path) -> None:
    whole, book, (rulebook, signals) = load_rulebook(), load_signalbook(), load_books()
    document = read_document(str(draft), signals.headings)
    assert check(document, rulebook, signals) == check(document, whole, book)
    for scenario in sorted(Path(scenarios_directory()).glob("*.yaml"))[::8]:
        situation = Situation.read(str(scenario), rulebook)
        assert check(document, rulebook, signals, situation) == check(document, whole, book, situation)


def test_what_recommends_is_there_only_where_it_overrides() -> None:
    rules = load_books()[0].rules
    there = {rule.id for rule in rules}
    assert len(rules) < len(load_rulebook().rules) / 2
    assert all(there.issuperset(rule.overrides) for rule in rules)
    assert all(rule.overrides for rule in rules if isinstance(rule.then, Recommend))
