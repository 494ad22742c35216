"""What a new draft mended, and the smallest set of changed facts that changed the advice."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import BadInput, Situation, compare, evaluate, load_rulebook
from advisor.advise import adviser
from advisor.check import checker
from advisor.comparing import compare_situations
from advisor.documents.structure import structure
from advisor.model import Advice, Report
from advisor.rulebook import load_signalbook
from advisor.situation import complete
from advisor.testing.generation import random_situations, random_value, valid

RULEBOOK = load_rulebook()
BAD = "# SRE\n\nYou must be reachable at any hour.\n\nYou will wear many hats.\n"
GOOD = "# SRE\n\nYou run Terraform. Next level: Staff.\n"


def report(text: str, name: str = "ad.md") -> Report:
    signals = load_signalbook()
    return checker(RULEBOOK, signals).check(structure(name, text, signals.headings, "markdown"))


def concerns(findings: object) -> list[str]:
    return sorted({finding.concern for finding in findings})  # type: ignore[attr-defined]  # tuples of findings


def test_a_draft_against_itself_has_all_remaining() -> None:
    found = compare(report(BAD), report(BAD), RULEBOOK)
    assert (found.mended, found.added) == ((), ())
    assert [item.finding for item in found.remaining] == [item.was for item in found.remaining] == list(report(BAD).findings)


def test_what_is_mended_one_way_is_new_the_other() -> None:
    there, back = compare(report(BAD), report(GOOD), RULEBOOK), compare(report(GOOD), report(BAD), RULEBOOK)
    assert there.mended == back.added
    assert there.added == back.mended
    assert {"on-call-burden", "many-hats"} <= set(concerns(there.mended))


def test_every_finding_has_one_place() -> None:
    old, new = report(BAD), report(GOOD)
    found = compare(old, new, RULEBOOK)
    assert len(found.mended) + len(found.remaining) == len(old.findings)
    assert len(found.added) + len(found.remaining) == len(new.findings)


def test_other_words_for_the_same_problem_mend_nothing() -> None:
    found = compare(report(BAD), report(BAD.replace("at any hour", "day and night, at any hour")), RULEBOOK)
    assert found.mended == ()
    assert "on-call-burden" in concerns(item.finding for item in found.remaining)


def test_moving_a_sentence_changes_nothing() -> None:
    moved = report("# SRE\n\nYou will wear many hats.\n\nSome more words.\n\nYou must be reachable at any hour.\n")
    found = compare(report(BAD), moved, RULEBOOK)
    assert (found.mended, found.added) == ((), ())


def test_once_more_of_the_same_is_new() -> None:
    found = compare(report(BAD), report(BAD + "\nYou must be reachable at any hour.\n"), RULEBOOK)
    assert concerns(found.added) == ["on-call-burden"]


def test_what_is_graver_is_new() -> None:
    old = report(BAD)
    milder = replace(old, findings=tuple(replace(finding, severity="info") for finding in old.findings))
    found = compare(milder, old, RULEBOOK)
    assert {finding.severity for finding in found.added} == {finding.severity for finding in old.findings} - {"info"}
    assert not compare(old, milder, RULEBOOK).added


def test_a_report_and_a_situation_do_not_compare() -> None:
    with pytest.raises(TypeError, match="two reports or two situations"):
        compare(report(BAD), Situation.parse({"company.engineers": 24}, RULEBOOK), RULEBOOK)  # type: ignore[call-overload]  # the point


def test_a_situation_against_itself_differs_in_nothing() -> None:
    for of in random_situations(RULEBOOK, adviser(RULEBOOK).engine, 20, seed=3):
        found = compare(of, of, RULEBOOK)
        assert (found.facts, found.changes, found.added) == ((), (), ())


def test_one_fact_of_several_is_named() -> None:
    old = Situation.parse("company: {engineers: 24}\nwork: {kinds: [cloud, ci-cd, reliability, internal-platform]}\n", RULEBOOK, "old")
    new = Situation.parse(
        "company: {engineers: 26}\nwork: {kinds: [cloud, ci-cd, reliability, internal-platform], main: ci-cd}\n"
        "on_call: {required: true, pay: none}\n",
        RULEBOOK,
        "new",
    )
    found = compare(old, new, RULEBOOK)
    assert [change.fact for change in found.facts] == ["company.engineers", "work.main", "on_call.required", "on_call.pay"]
    causes = {change.id: change.because for change in found.changes}
    assert causes["title"] == ("work.main",)
    assert causes["on-call-terms"] == ("on_call.required", "on_call.pay")
    assert found.added == ("error",)


def outcome(advice: Advice, kind: str, name: str) -> set[str]:
    if kind == "concern":
        return {concern.severity for concern in advice.concerns if concern.concern == name}
    decision = advice.decision(name)
    return {option.id for option in (decision.first if decision.answer == "choose" else decision.ranked)}


def changed(old: Situation, new: Situation, facts: tuple[str, ...]) -> Situation:
    kept = {fact: value for fact, value in old.facts.items() if fact not in facts}
    kept |= {fact: new.facts[fact] for fact in facts if fact in new.facts}
    return Situation("tried", complete(kept, RULEBOOK.facts))


def enough(old: Situation, new: Situation, facts: tuple[str, ...], kind: str, name: str) -> bool:
    try:
        return outcome(evaluate(changed(old, new, facts), RULEBOOK), kind, name) == outcome(evaluate(new, RULEBOOK), kind, name)
    except BadInput:
        return False


@settings(max_examples=30)
@given(st.integers(0, 10_000))
def test_the_facts_named_are_enough_and_no_smaller_set_is(seed: int) -> None:
    rng = Random(seed)
    engine = adviser(RULEBOOK).engine
    (old,) = random_situations(RULEBOOK, engine, 1, seed)
    specs = [spec for spec in RULEBOOK.facts.values() if spec.givable]
    new = valid({**old.facts, **{spec.id: random_value(spec, RULEBOOK, rng) for spec in rng.sample(specs, 4)}}, RULEBOOK, engine)
    found = compare_situations(old, new, RULEBOOK)
    facts = tuple(change.fact for change in found.facts)
    for change in found.changes:
        assert change.smallest  # with so few facts the search always ends
        assert enough(old, new, change.because, change.kind, change.id)
        smaller = (some for size in range(1, len(change.because)) for some in combinations(facts, size))
        assert not any(enough(old, new, some, change.kind, change.id) for some in smaller)


def test_where_the_search_ends_no_fact_that_is_named_can_be_spared() -> None:
    engine = adviser(RULEBOOK).engine
    old, new = sorted(random_situations(RULEBOOK, engine, 40, seed=5), key=lambda of: -len(of.facts))[:2]
    found = compare_situations(old, new, RULEBOOK)
    assert len(found.facts) > 30
    larger = [change for change in found.changes if not change.smallest]
    assert larger
    for change in larger:
        assert enough(old, new, change.because, change.kind, change.id)
        fewer = (tuple(fact for fact in change.because if fact != spared) for spared in change.because)
        assert not any(enough(old, new, facts, change.kind, change.id) for facts in fewer)
