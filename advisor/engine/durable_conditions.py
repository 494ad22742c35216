"""Conditions as durable-rules runs them: terms, each a conjunction of literals, each a test of one property.

durable-rules knows two values: a test of a property that the message lacks does not match. So what
is asked of it is never "is the condition true?" but two plain questions, "is it known to be true?"
and "is it known to be false?", each in negation normal form: unions of terms, whose literals all need
their fact to be known. A term becomes one durable rule. Disjunctions inside a rule multiply its
matches, so a condition that takes too many terms is divided: its parts are asked one by one and
Python puts the answers together.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from advisor.condition import All, Any, Condition, In, Members, Not, Range, Test
from advisor.frozen import frozen
from advisor.model import FactSpec

TERMS_PER_CONDITION = 16
"""More terms than this and a condition is divided."""

WEIGHT_PER_TERM = 40
"""No rule is heavier. durable-rules allows 32 marks a pattern and takes two for `$and` and each `$or`: 13 of them weigh 39."""

_OPTIONS_PER_TEST = 8
_LARGEST = 2**62
"""Integers are compared natively within these bounds; durable-rules reads them into 64 bits and does not look for overflow."""

Operand = bool | int | str
Way = tuple[tuple[str, Operand], ...]


@frozen
class Literal:
    """A test of one property: at least one of `ways` holds, each a conjunction of comparisons.

    No two ways hold at once, for each that does would fire the rule again. The property is the
    fact's value, or, where `computed` is a test, its known answer as a boolean.
    """

    fact: str
    computed: Test | None
    ways: tuple[Way, ...]

    @property
    def weight(self) -> int:
        """How many nodes the literal takes in the network."""
        return sum(len(way) for way in self.ways) + (len(self.ways) > 1)

    @property
    def key(self) -> str:
        """A text of its own for each literal, the same in every process."""
        match self.computed:
            case Members(_, count, members):
                return f"{self.fact} {self.ways} {count} of {sorted(members)}"
            case In(_, values):
                return f"{self.fact} {self.ways} in {sorted(map(str, values))}"
        return f"{self.fact} {self.ways} {self.computed}"

    def clauses(self, name: str) -> list[dict[str, object]]:
        """Return what durable-rules must find true of the property of that name, all of it."""
        if len(self.ways) == 1:
            return [{operator: {name: operand}} for operator, operand in self.ways[0]]
        return [{"$or": [{operator: {name: operand}} for ((operator, operand),) in self.ways]}]


Term = frozenset[Literal]


@frozen
class Plan:
    """How an answer follows from the terms that fired: some of `terms`, or all (`every`) or some of `parts`."""

    terms: frozenset[Term] = frozenset()
    every: bool = False
    parts: tuple[Plan, ...] = ()

    def holds(self, fired: Collection[Term]) -> bool:
        """Return the answer, given the terms that fired."""
        if self.parts:
            return (all if self.every else any)(part.holds(fired) for part in self.parts)
        return not self.terms.isdisjoint(fired)

    def needed(self) -> Iterable[Term]:
        """Yield the terms that have to be asked."""
        yield from self.terms
        for part in self.parts:
            yield from part.needed()


def plan(condition: Condition, answer: bool, specs: Mapping[str, FactSpec]) -> Plan:
    """Return how to find out whether the condition is known to have this answer."""
    terms = _terms(condition, answer, specs)
    if terms is not None:
        return Plan(terms)
    match condition:
        case Not(part):
            return plan(part, not answer, specs)
        case All(parts) | Any(parts):
            return Plan(every=isinstance(condition, All) == answer, parts=tuple(plan(part, answer, specs) for part in parts))
        case _:
            raise AssertionError(f"one test is one term: {condition}")


def weight(term: Term) -> int:
    """Return how many nodes the term takes in the network."""
    return sum(literal.weight for literal in term)


def _terms(condition: Condition, answer: bool, specs: Mapping[str, FactSpec]) -> frozenset[Term] | None:
    """Return the terms of which some holds just where the condition has the answer; None if they are too many or too heavy."""
    match condition:
        case Not(part):
            return _terms(part, not answer, specs)
        case All(parts) | Any(parts):
            conjunction = isinstance(condition, All) == answer
            found = frozenset((Term(),)) if conjunction else frozenset[Term]()
            for part in parts:
                terms = _terms(part, answer, specs)
                if terms is None:
                    return None
                found = _shortest({one | other for one in found for other in terms} if conjunction else found | terms)
                if len(found) > TERMS_PER_CONDITION or any(weight(term) > WEIGHT_PER_TERM for term in found):
                    return None
            return found
        case _:
            ways = _ways(condition, answer, specs)
            if ways is None:
                return frozenset((Term((Literal(condition.fact, condition, ((("$eq", answer),),)),)),))
            return frozenset((Term((Literal(condition.fact, None, ways),)),)) if ways else frozenset()


def _shortest(terms: Collection[Term]) -> frozenset[Term]:
    """Return the terms without those that another one makes superfluous."""
    return frozenset(term for term in terms if not any(other < term for other in terms))


_KNOWN: tuple[Way, ...] = ((("$ex", 1),),)


def _ways(test: Test, answer: bool, specs: Mapping[str, FactSpec]) -> tuple[Way, ...] | None:
    """Return the comparisons that say whether the test has the answer: none if it never has, None if Python must compute it."""
    match test:
        case In(fact, values) if specs[fact].type == "boolean":
            fitting = [value for value in (False, True) if (value in values) == answer]
            return _KNOWN if len(fitting) == 2 else tuple((("$eq", value),) for value in fitting)
        case In(_, values):
            if len(values) > _OPTIONS_PER_TEST:
                return None
            options = sorted(map(str, values))
            if answer:
                return tuple((("$eq", option),) for option in options)
            return (tuple(("$neq", option) for option in options),) if options else _KNOWN
        case Range(_, low, high):
            return _range(low, high, answer)
        case Members():
            return None


def _range(low: int | None, high: int | None, answer: bool) -> tuple[Way, ...] | None:
    if any(bound is not None and abs(bound) >= _LARGEST for bound in (low, high)):
        return None
    if low is not None and high is not None and low >= high:
        return () if answer else _KNOWN
    if low is None and high is None:
        return _KNOWN if answer else ()
    if answer:
        bounds: list[tuple[str, Operand]] = [("$gte", low)] if low is not None else []
        return ((*bounds, ("$lt", high)) if high is not None else tuple(bounds),)
    outside: list[Way] = [(("$lt", low),)] if low is not None else []
    return (*outside, (("$gte", high),)) if high is not None else tuple(outside)


def operand(value: object) -> Operand:
    """Return a fact's value as durable-rules may see it: an integer no larger than it can compare, on the same side of every bound."""
    if isinstance(value, bool | str):
        return value
    assert isinstance(value, int)
    return max(-_LARGEST, min(value, _LARGEST))
