"""The rulebook on durable-rules, a Rete engine in C, held so that it is exact.

Every term (`durable_conditions`) of every rule and constraint becomes one durable rule, whose action
notes that it fired. Terms wait for the layer of deriving rules that settles the facts they read, so
each is asked once; nothing chains inside durable-rules, and the order in which it fires is of no
matter. Why it is held just like this, point by point: the project's notes on durable-rules 2.0.28.
"""

from __future__ import annotations

import importlib
import itertools
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any as Raw

from advisor.condition import Facts, Test, evaluate
from advisor.engine.durable_conditions import Literal, Operand, Term, operand, plan, weight
from advisor.engine.protocol import Firing, as_bits
from advisor.engine.strata import Conclusions, layers
from advisor.errors import MissingExtra
from advisor.frozen import frozen
from advisor.model import Derive, Rulebook

NODES_PER_RULESET = 60
"""durable-rules fails over 64 nodes that match at once; no ruleset has more than this."""

_ATTEMPTS = 3
_SEED, _SITUATION = "seed", "situation"
_MISSING = (
    "the engine durable needs durable-rules, which is not installed; install it with: pip install 'hiring-advisor[durable]' "
    "(it needs Python below 3.13 and a C compiler), or use the engine compiled, which gives the same advice"
)
_names = itertools.count()


class DurableEngine:
    """Runs the rulebook's conditions on durable-rules.

    Raises MissingExtra when durable-rules is not installed. Threads may share an engine; one
    situation is evaluated at a time. `close`, or being forgotten, frees what the C library holds.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        engine, native = _durable_rules()
        self._rulebook = rulebook
        self._layers = layers(rulebook)
        self._true = [plan(rule.when, True, rulebook.facts) for rule in rulebook.rules]
        self._false = [plan(rule.when, False, rulebook.facts) for rule in rulebook.rules]
        self._never = [plan(constraint.never, True, rulebook.facts) for constraint in rulebook.constraints]
        self._lock = threading.Lock()
        self._sids = itertools.count()
        self._fired: list[Term | None] = []
        self._host = _quiet(engine.Host)()
        handles: list[int] = []
        self._free = weakref.finalize(self, _delete, native.delete_ruleset, handles)
        self._free.atexit = False
        self._stages = [[self._ruleset(terms, handles) for terms in _divided(stage)] for stage in self._by_stage()]

    def fire(self, facts: Facts) -> Firing:
        """Return what holds under these facts."""
        rules = self._rulebook.rules
        conclusions = Conclusions(dict(facts))
        with self._lock:
            if not self._free.alive:
                raise RuntimeError("this engine is closed; make another")
            fired: set[Term] = set()
            for rulesets, layer in itertools.zip_longest(self._stages, self._layers, fillvalue=()):
                for ruleset in rulesets:
                    fired.update(self._ask(ruleset, conclusions.facts))
                for index in [index for index in layer if self._true[index].holds(fired)]:
                    conclusions.take(rules[index])
        true = as_bits(index for index, known in enumerate(self._true) if known.holds(fired))
        false = as_bits(index for index, known in enumerate(self._false) if known.holds(fired))
        return Firing(
            facts=conclusions.facts,
            derived_by=conclusions.derived_by,
            true=true,
            open=as_bits(range(len(rules))) & ~(true | false),
            violated=[index for index, known in enumerate(self._never) if known.holds(fired)],
            disagreements=tuple(conclusions.disagreements),
        )

    def close(self) -> None:
        """Free what durable-rules holds for this engine, which cannot be used afterwards. Closing twice does no harm."""
        with self._lock:
            self._free()

    def _by_stage(self) -> list[list[Term]]:
        """Return the terms by the number of layers that must have concluded before their facts are settled."""
        rules = self._rulebook.rules
        settled: dict[str, int] = {}
        for number, layer in enumerate(self._layers, start=1):
            for index in layer:
                settled.update(dict.fromkeys(_concludes(rules[index].then), number))
        stages: list[list[Term]] = [[] for _ in range(len(self._layers) + 1)]
        for term in dict.fromkeys(term for asked in (*self._true, *self._false, *self._never) for term in asked.needed()):
            stages[max((settled.get(literal.fact, 0) for literal in term), default=0)].append(term)
        return stages

    def _ruleset(self, terms: Iterable[Term], handles: list[int]) -> _Ruleset:
        ruleset = _Ruleset(f"advisor-{next(_names)}", {}, [])
        definition: dict[str, Raw] = {_SEED: _rule(_SEED, [], lambda _: None)}
        for number, term in enumerate(terms):
            clauses = []
            for literal in sorted(term, key=_key):
                name = ruleset.properties.setdefault((literal.fact, literal.computed), f"p{len(ruleset.properties)}")
                clauses += literal.clauses(name)
            ruleset.needs.append(frozenset(ruleset.properties[literal.fact, literal.computed] for literal in term))
            definition[f"r{number}"] = _rule(_SITUATION, clauses, _noting(self._fired, term))
        definition["end"] = {**_rule(_SITUATION, [], _noting(self._fired, None)), "pri": 1}
        self._host.register_rulesets({ruleset.name: definition})
        handles.append(self._host.get_ruleset(ruleset.name)._handle)
        return ruleset

    def _ask(self, ruleset: _Ruleset, facts: Facts) -> list[Term]:
        """Return the terms of the ruleset that the facts make true."""
        message = dict(ruleset.message(facts))
        if not any(needed <= message.keys() for needed in ruleset.needs):
            return []
        for _ in range(_ATTEMPTS):
            self._fired.clear()
            self._assert(ruleset.name, message)
            if self._fired and self._fired[-1] is None:  # the end, noted after all the others
                return [term for term in self._fired if term is not None]
        raise RuntimeError(f"durable-rules did not come to an end of its actions in {_ATTEMPTS} attempts")

    def _assert(self, name: str, message: dict[str, Operand]) -> None:
        # A state may be deleted only after a rule fired in it, so the seed comes first, and must have gone well.
        sid = str(next(self._sids))
        self._host.assert_fact(name, {"_k": _SEED, "id": _SEED, "sid": sid})
        try:
            state = self._host.assert_fact(name, {"_k": _SITUATION, "id": _SITUATION, "sid": sid, **message})
        finally:
            self._host.delete_state(name, sid)
        if state and "exception" in state:
            raise RuntimeError(f"durable-rules: {state['exception']}")


@frozen
class _Ruleset:
    """One ruleset: the properties it reads, named within it, and which of them each of its terms needs."""

    name: str
    properties: dict[tuple[str, Test | None], str]
    needs: list[frozenset[str]]

    def message(self, facts: Facts) -> Iterator[tuple[str, Operand]]:
        """Yield the properties that are known."""
        for (fact, computed), name in self.properties.items():
            value = facts.get(fact)
            if value is None:
                continue
            if computed is not None:
                answer = evaluate(computed, facts)
                if answer is not None:
                    yield name, answer
            else:
                yield name, operand(value)


def _rule(kind: str, clauses: list[dict[str, object]], action: Callable[[object], None]) -> dict[str, Raw]:
    # The kind comes first: without it a pattern may match durable-rules' own state, and the call never return.
    return {"all": [{"m": {"$and": [{"_k": kind}, *clauses]}}], "run": action}


def _noting(fired: list[Term | None], term: Term | None) -> Callable[[object], None]:
    def action(_: object) -> None:
        fired.append(term)

    return action


def _key(literal: Literal) -> str:
    return literal.key


def _divided(terms: Iterable[Term]) -> Iterator[list[Term]]:
    """Yield the terms in groups small enough for a ruleset, with those that read the same facts together."""
    group: list[Term] = []
    for term in sorted(terms, key=lambda term: sorted(map(_key, term))):
        if group and sum(map(weight, group)) + weight(term) > NODES_PER_RULESET:
            yield group
            group = []
        group.append(term)
    if group:
        yield group


def _concludes(then: object) -> Iterable[str]:
    return then.facts if isinstance(then, Derive) else ()


def _delete(delete_ruleset: Callable[[int], None], handles: list[int]) -> None:
    while handles:
        delete_ruleset(handles.pop())


@cache
def _quiet(host: type[Raw]) -> type[Raw]:
    """Return durable-rules' host without its timer threads, which would run actions of their own accord."""
    return type("QuietHost", (host,), {"_run": lambda _: None})


def _durable_rules() -> tuple[Raw, Raw]:
    """Return durable-rules' Python and C modules, imported by name because neither has types."""
    try:
        return importlib.import_module("durable.engine"), importlib.import_module("durable_rules_engine")
    except ImportError as error:
        raise MissingExtra(_MISSING) from error
