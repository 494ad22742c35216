"""The durable engine is safe to hold: it frees what it takes, threads may share it, and nothing odd makes it stop or lie."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest

from advisor.condition import All, Any, Condition, In, Range
from advisor.engine import Firing, as_bits, make_engine
from advisor.engine.durable import DurableEngine
from advisor.engine.durable_conditions import TERMS_PER_CONDITION, WEIGHT_PER_TERM, Plan, plan, weight
from advisor.errors import MissingExtra
from advisor.model import FactSpec, Rulebook
from advisor.testing.made import rulebook, rulebook_of, situation

# durable-rules asks for the time in a way that Python 3.12 warns of.
pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning:durable.engine")
ROOT = Path(__file__).parents[2]
needs_durable = pytest.mark.skipif(
    importlib.util.find_spec("durable_rules_engine") is None,
    reason="durable-rules is not installed: pip install 'hiring-advisor[durable]'; CI installs it and forbids this skip",
)

# In a process of its own: the highest memory so far says little after other tests, and a crash in C must fail one test only.
MEMORY = """
import gc, resource
from random import Random
from advisor.engine.durable import DurableEngine
from advisor.testing.made import rulebook, situation

random = Random(3)
made = rulebook(random, rules=100)
facts = situation(made, random, unknown=0.1)

def hold(times):
    for _ in range(times):
        engine = DurableEngine(made)
        engine.fire(facts)
        {end}
        del engine
    gc.collect()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

before = hold(10)
print(hold(50) - before)
"""


@needs_durable
@pytest.mark.parametrize("end", ["engine.close()", "pass"], ids=["closed", "forgotten"])
def test_engines_give_back_their_memory(end: str) -> None:
    run = subprocess.run(
        [sys.executable, "-c", MEMORY.format(end=end)],
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    unit = 1024 if sys.platform == "darwin" else 1
    assert int(run.stdout) // unit < 15_000, "kilobytes more after 50 engines"


@needs_durable
def test_threads_share_engines() -> None:
    random = Random(11)
    made = [rulebook(random, rules=40) for _ in range(3)]
    engines = [(DurableEngine(book), make_engine(book, "reference")) for book in made for _ in range(2)]
    asked = [(number % len(engines), situation(made[number % len(engines) // 2], random)) for number in range(400)]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda item: engines[item[0]][0].fire(item[1]), asked))
    assert found == [engines[number][1].fire(facts) for number, facts in asked]


@needs_durable
def test_no_thread_is_left_running() -> None:
    before = threading.active_count()
    engine = DurableEngine(_rules(All(())))
    engine.fire({})
    assert threading.active_count() == before


@needs_durable
def test_engines_come_and_go_while_others_run() -> None:
    random = Random(5)
    made = rulebook(random, rules=30)
    facts = situation(made, random, unknown=0.1)
    expected = make_engine(made, "reference").fire(facts)
    kept = DurableEngine(made)
    for _ in range(30):
        other = DurableEngine(made)
        assert other.fire(facts) == expected
        other.close()
        del other
        gc.collect()
        assert kept.fire(facts) == expected


@needs_durable
def test_a_closed_engine_says_so() -> None:
    engine = DurableEngine(_rules(All(())))
    engine.close()
    engine.close()
    with pytest.raises(RuntimeError, match="closed"):
        engine.fire({})


@pytest.mark.parametrize("missing", ["durable.engine", "durable_rules_engine"])
def test_missing_durable_rules_says_how_to_install_it(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtra) as raised:
        make_engine(_rules(All(())), "durable")
    for words in ("pip install 'hiring-advisor[durable]'", "Python below 3.13", "C compiler"):
        assert words in str(raised.value)


@needs_durable
def test_a_situation_that_matches_nothing() -> None:
    engine = DurableEngine(_rules(In("t.on", frozenset((True,))), Range("t.number", 5, None)))
    assert engine.fire({"t.on": False, "t.number": 4}) == _firing({"t.on": False, "t.number": 4})
    assert engine.fire({"t.number": 4}) == _firing({"t.number": 4}, unknown=[0])
    assert engine.fire({}) == _firing({}, unknown=[0, 1])


@needs_durable
def test_a_rulebook_without_rules() -> None:
    assert DurableEngine(_rules()).fire({"t.on": True}) == _firing({"t.on": True})


def test_no_durable_rule_is_too_large() -> None:
    random = Random(2)
    for _ in range(20):
        made = rulebook(random, rules=60, depth=5)
        for rule in made.rules:
            for answer in (True, False):
                _within_limits(plan(rule.when, answer, made.facts))
    _within_limits(plan(All(tuple(Any((Range("t.a", n, None), Range("t.b", None, n))) for n in range(30))), True, {}))


def _within_limits(asked: Plan) -> None:
    assert len(asked.terms) <= TERMS_PER_CONDITION
    assert all(weight(term) <= WEIGHT_PER_TERM for term in asked.terms)
    for part in asked.parts:
        _within_limits(part)


@needs_durable
def test_constant_conditions() -> None:
    engine = DurableEngine(_rules(All(()), Any(()), All((In("t.on", frozenset((True,))), Any(())))))
    assert engine.fire({}) == _firing({}, true=[0], violated=[0])
    assert engine.fire({"t.on": True}) == _firing({"t.on": True}, true=[0], violated=[0])


@needs_durable
def test_an_interrupted_evaluation_is_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """durable-rules drops what is left to fire when ten seconds seem to pass between an action's start and end."""
    closure = importlib.import_module("durable.engine").Closure
    completed, interruptions = closure._has_completed, [False, True, False, False, False, True]
    engine = DurableEngine(_rules(All(()), In("t.on", frozenset((True,))), Range("t.number", 5, None)))
    facts = {"t.on": True, "t.number": 5}
    monkeypatch.setattr(closure, "_has_completed", lambda self: interruptions.pop(0) if interruptions else completed(self))
    assert engine.fire(facts) == _firing(facts, true=[0, 1, 2], violated=[0, 1, 2])
    assert not interruptions
    monkeypatch.setattr(closure, "_has_completed", lambda _: True)
    with pytest.raises(RuntimeError, match="did not come to an end"):
        engine.fire(facts)
    monkeypatch.setattr(closure, "_has_completed", completed)
    assert engine.fire(facts) == _firing(facts, true=[0, 1, 2], violated=[0, 1, 2])


def _rules(*conditions: Condition) -> Rulebook:
    """Return a rulebook with a rule and a constraint of each condition, in this order."""
    facts = FactSpec("t.on", "boolean", "", ""), FactSpec("t.number", "integer", "", "")
    return rulebook_of(facts, {f"r{number}": when for number, when in enumerate(conditions)})


def _firing(
    facts: dict[str, bool | int], true: list[int] | None = None, unknown: list[int] | None = None, violated: list[int] | None = None
) -> Firing:
    return Firing(facts, {}, as_bits(true or ()), as_bits(unknown or ()), violated or [], ())
