"""Verification agrees with a solver on every overlap, every unreachable rule and every share; more rulebooks with --rulebooks N."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest

from advisor.model import Derive, Recommend, Rulebook
from advisor.verify.applying import Applying
from advisor.verify.boxes import Boxes
from advisor.verify.conflicts import conflicts
from advisor.verify.diagram import TooLarge
from advisor.verify.outcomes import Outcomes
from tests.verify.making import rulebook_of_size
from tests.verify.oracle import Oracle, possible, z3

SIZES = ((5, 3), (12, 5), (25, 8), (40, 12), (80, 16), (150, 20), (300, 25))
"""Rules and facts; the suite tries each once."""

REGIONS = 400

PAIRS, DECISIONS = 1_500, 6
"""So many pairs of rules and decisions are tried of a rulebook, unless more rulebooks are asked for than there are sizes; then all are."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make `seed` and `size` as many as the option asks for, with every pair where they are many."""
    count = metafunc.config.getoption("--rulebooks")
    metafunc.parametrize(("seed", "size"), [(seed, SIZES[seed % len(SIZES)]) for seed in range(count)])


def _made(seed: int, size: tuple[int, int], decisions: int = 2) -> tuple[Rulebook, Applying, Oracle]:
    made = rulebook_of_size(Random(seed), *size, decisions)
    return made, Applying(Boxes(made)), Oracle(made)


def test_unreachable_rules(seed: int, size: tuple[int, int]) -> None:
    made, applying, oracle = _made(seed, size)
    solver = z3.SolverFor("QF_LIA")
    solver.add(oracle.valid())
    for rule in made.rules:
        assert (applying.witness(rule) is not None) is (solver.check(oracle.applies(rule)) == z3.sat), rule.id


def test_overlapping_pairs(seed: int, size: tuple[int, int], pytestconfig: pytest.Config) -> None:
    made, applying, oracle = _made(seed, size)
    solver = z3.SolverFor("QF_LIA")
    solver.add(oracle.valid())
    pairs = [(one, other) for decision in made.decisions for rules in [applying.speaking(decision)] for one in rules for other in rules]
    pairs = [(one, other) for one, other in pairs if one.id < other.id]
    few = len(pairs) <= PAIRS or pytestconfig.getoption("--rulebooks") > len(SIZES)
    chosen = pairs if few else Random(seed).sample(pairs, PAIRS)
    assert chosen
    for one, other in chosen:
        both = solver.check(oracle.applies(one), oracle.applies(other)) == z3.sat
        assert (applying.together(one, other) is not None) is both, (one.id, other.id)


def test_conflicts(seed: int, size: tuple[int, int]) -> None:
    made, applying, oracle = _made(seed, size)
    expected = set()
    for index, rule in enumerate(made.rules):
        for other in made.rules[:index]:
            if isinstance(rule.then, Derive) and isinstance(other.then, Derive):
                for fact in rule.then.facts.keys() & other.then.facts.keys():
                    differ = rule.then.facts[fact] != other.then.facts[fact]
                    if differ and possible(oracle.valid(fact), oracle.true(rule.when), oracle.true(other.when)):
                        expected.add((other.id, rule.id))
            elif isinstance(rule.then, Recommend) and isinstance(other.then, Recommend) and rule.then.decision == other.then.decision:
                one, two = rule.then, other.then
                against = {*one.options} & {*two.against} | {*one.against} & {*two.options}
                decisive = one.strength == two.strength == "decisive"
                if decisive and against and possible(oracle.valid(), oracle.applies(rule), oracle.applies(other)):
                    expected.add((other.id, rule.id))
    assert {tuple(defect.subjects) for defect in conflicts(applying)} == expected


def test_shares_of_gaps(seed: int, size: tuple[int, int], pytestconfig: pytest.Config) -> None:
    """What is counted is, for the solver, just the valid situations, and those of them with no recommendation."""
    rules_of, counted = size[0], 0
    made, applying, oracle = _made(seed, size, max(2, rules_of // 15))
    decisions = list(made.decisions.values())
    if pytestconfig.getoption("--rulebooks") <= len(SIZES):
        decisions = decisions[:DECISIONS]
    for decision in decisions:
        rules = applying.speaking(decision.id)
        heard = [*rules, *(over for rule in rules for over in applying.overriders.get(rule.id, ()))]
        try:
            outcomes = Outcomes(applying.boxes, heard)
            silent = outcomes.nothing(rules, decision.options, applying.overriders)
        except TooLarge:
            assert rules_of >= 80, "only large rulebooks are too intricate to be counted"
            continue
        counted += 1
        for truth, meant in ((outcomes.valid, oracle.valid()), (silent, z3.And(oracle.valid(), oracle.silent(decision.id)))):
            assert not possible(oracle.knows(outcomes), oracle.where(outcomes, truth) != meant), decision.id
            regions = [size for _, size in islice(outcomes.diagram.regions(truth), REGIONS)]
            if len(regions) < REGIONS:
                assert sum(regions) == outcomes.diagram.count(truth)
    assert counted > len(decisions) // 2
