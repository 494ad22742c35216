"""Every engine gives the reference's Firing: on generated rulebooks, on the shipped one, and for conditions hard to translate."""

from __future__ import annotations

import importlib.util
from itertools import product
from random import Random

import pytest

from advisor.condition import All, Any, Condition, In, Members, Not, Range, SetValue, Value
from advisor.engine import Engine, make_engine
from advisor.model import FactSpec, Rulebook
from advisor.rulebook import load_rulebook
from advisor.testing.made import rulebook, rulebook_of, situation

# durable-rules asks for the time in a way that Python 3.12 warns of.
pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcfromtimestamp:DeprecationWarning:durable.engine")
NO_DURABLE = pytest.mark.skipif(
    importlib.util.find_spec("durable_rules_engine") is None,
    reason="durable-rules is not installed: pip install 'hiring-advisor[durable]'; CI installs it and forbids this skip",
)
ENGINES = ("compiled", pytest.param("durable", marks=NO_DURABLE))
LETTERS = tuple("abcdefghijkl")


@pytest.mark.parametrize("first", range(0, 300, 50))
@pytest.mark.parametrize("engine", ENGINES)
def test_generated_rulebooks(engine: str, first: int) -> None:
    for seed in range(first, first + 50):
        random = Random(seed)
        made = rulebook(random)
        _agree(engine, made, [situation(made, random) for _ in range(5)], f"seed {seed}")


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("engine", ENGINES)
def test_large_generated_rulebooks(engine: str, seed: int) -> None:
    random = Random(seed)
    made = rulebook(random, rules=150, derived=8, depth=5)
    _agree(engine, made, [situation(made, random) for _ in range(10)], f"seed {seed}")


@pytest.mark.parametrize("engine", ENGINES)
def test_shipped_rulebook(engine: str) -> None:
    shipped = load_rulebook()
    random = Random(0)
    _agree(engine, shipped, [situation(shipped, random) for _ in range(2000)], "shipped rules")


def _integer(fact: str, *bounds: int) -> Any:
    return Any(tuple(Range(fact, bound, bound + 2) for bound in bounds))


HARD: dict[str, Condition] = {
    "always": All(()),
    "never": Any(()),
    "not always": Not(All(())),
    "nothing within something": All((In("t.on", frozenset((True,))), Any(()))),
    "many alternatives, all at once": All(tuple(_integer("t.number", bound, bound + 5, bound + 9) for bound in range(8))),
    "many alternatives of many facts": All(
        (
            _integer("t.number", 0, 4, 8, 12, 16),
            Any((In("t.letter", frozenset("abc")), In("t.on", frozenset((True,))))),
            Any((Members("t.set", 2, frozenset("abcd")), Not(In("t.letter", frozenset("de"))), Range("t.other", None, 3))),
            Any((Members("t.set", 1, frozenset("d")), In("t.on", frozenset((False,))), Range("t.other", 7, None))),
        )
    ),
    "a hundred at once": All(tuple(Not(Range("t.number", bound, bound + 1)) for bound in range(-50, 50, 1) if bound != 5)),
    "any of a hundred": Any(tuple(Range("t.number", bound, bound + 1) for bound in range(-50, 50, 1) if bound != 5)),
    "either half": Not(Any((Range("t.number", 3, 9), Range("t.other", 3, 9)))),
    "no option": In("t.letter", frozenset()),
    "an option, whichever": Not(In("t.letter", frozenset())),
    "more options than are compared one by one": In("t.letter", frozenset(LETTERS[:9])),
    "every option": In("t.letter", frozenset(LETTERS)),
    "a boolean, whichever": In("t.on", frozenset((True, False))),
    "an integer, whichever": Range("t.number", None, None),
    "no integer": Range("t.number", 5, 5),
    "crossed bounds": Not(Range("t.number", 7, 3)),
    "bounds beyond 64 bits": Range("t.number", -(10**25), 10**25),
    "bounds near 64 bits": Range("t.number", 2**62, 2**63),
    "a bound within them": Range("t.number", 2**62 - 1, None),
    "no member needed": Members("t.set", 0, frozenset("ab")),
    "more members than there are": Members("t.set", 3, frozenset("ab")),
}
VALUES: dict[str, tuple[Value | None, ...]] = {
    "t.on": (None, True, False),
    "t.number": (None, -(10**30), -1, 0, 3, 5, 7, 9, 15, 50, 2**62 - 1, 2**62, 2**63, 10**30),
    "t.other": (None, 2, 8),
    "t.letter": (None, "a", "d", "i", "l"),
    "t.set": (
        None,
        SetValue(frozenset()),
        SetValue(frozenset("d")),
        SetValue(frozenset("ab")),
        SetValue(frozenset(), complete=False),
        SetValue(frozenset("a"), complete=False),
    ),
}


@pytest.mark.parametrize("engine", ENGINES)
def test_hard_conditions(engine: str) -> None:
    made = rulebook_of(
        (
            FactSpec("t.on", "boolean", "", ""),
            FactSpec("t.number", "integer", "", ""),
            FactSpec("t.other", "integer", "", ""),
            FactSpec("t.letter", "option", "", "", options=dict.fromkeys(LETTERS, "")),
            FactSpec("t.set", "set", "", "", options=dict.fromkeys("abcd", "")),
        ),
        HARD,
    )
    situations = [
        {fact: value for fact, value in zip(VALUES, chosen, strict=True) if value is not None} for chosen in product(*VALUES.values())
    ]
    _agree(engine, made, situations[:: 1 if engine == "compiled" else 7], "hard conditions")


def _agree(name: str, made: Rulebook, situations: list[dict[str, Value]], what: str) -> None:
    reference, engine = make_engine(made, "reference"), make_engine(made, name)
    for number, facts in enumerate(situations):
        expected, found = reference.fire(dict(facts)), engine.fire(dict(facts))
        assert found == expected, f"{what}, situation {number}: {facts}"
        assert found.violated == sorted(found.violated)
    _close(engine)


def _close(engine: Engine) -> None:
    if hasattr(engine, "close"):
        engine.close()
