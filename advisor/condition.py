"""Conditions over facts, and what they mean.

This module is the specification. A condition is true, false or unknown (Kleene's strong
three-valued logic): a fact that is not known makes a test unknown, never false. The engines are
faster ways to reach the answers of `evaluate`, and tests hold them to it.

Source: S. C. Kleene, *Introduction to Metamathematics*, 1952, section 64.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.frozen import frozen


@frozen
class SetValue:
    """What is known of a set: these members are in it; if `complete`, no others are."""

    members: frozenset[str]
    complete: bool = True


Value = bool | int | str | SetValue
"""A known value of a fact. An unknown fact has no value: it is absent from the mapping."""

Facts = Mapping[str, Value]

_MOST_WAYS = 32


@frozen
class In:
    """The boolean or option is one of `values`."""

    fact: str
    values: frozenset[bool | str]


@frozen
class Range:
    """The integer lies in the half-open interval [low, high); None leaves an end open."""

    fact: str
    low: int | None
    high: int | None


@frozen
class Members:
    """At least `count` of the members `of` are in the set."""

    fact: str
    count: int
    of: frozenset[str]


@frozen
class Not:
    """True where `part` is false."""

    part: Condition


@frozen
class All:
    """True where every part is true; with no parts, always true."""

    parts: tuple[Condition, ...]


@frozen
class Any:
    """True where some part is true; with no parts, never true."""

    parts: tuple[Condition, ...]


Test = In | Range | Members
Condition = Test | Not | All | Any


def evaluate(condition: Condition, facts: Facts) -> bool | None:
    """Return whether the condition is true, false or (None) unknown, given the known facts."""
    match condition:
        case All(parts):
            return _all(evaluate(part, facts) for part in parts)
        case Any(parts):
            answer = _all(_negate(evaluate(part, facts)) for part in parts)
            return _negate(answer)
        case Not(part):
            return _negate(evaluate(part, facts))
        case _:
            return _test(condition, facts.get(condition.fact))


def tests(condition: Condition) -> Iterator[Test]:
    """Yield every single-fact test of the condition, in order."""
    match condition:
        case All(parts) | Any(parts):
            for part in parts:
                yield from tests(part)
        case Not(part):
            yield from tests(part)
        case _:
            yield condition


def facts_read(condition: Condition) -> frozenset[str]:
    """Return the ids of the facts that the condition tests."""
    return frozenset(test.fact for test in tests(condition))


def surely_known(condition: Condition, answer: bool = True) -> frozenset[str]:
    """Return the facts that must be known wherever the condition has this answer."""
    ways = ways_to_know(condition, answer)
    return frozenset.intersection(*ways) if ways else frozenset()


def ways_to_know(condition: Condition, answer: bool = True) -> frozenset[frozenset[str]]:
    """Return sets of facts of which at least one is known wherever the condition has this answer, the smallest only.

    Where there are more than a few, they are one set: the facts that are known in each of them.
    """
    match condition:
        case Not(part):
            return ways_to_know(part, not answer)
        case All(parts) | Any(parts):
            each = [ways_to_know(part, answer) for part in parts]
            if isinstance(condition, All) != answer:
                return _smallest(frozenset().union(*each))
            ways = frozenset((frozenset[str](),))
            for part_ways in each:
                ways = _smallest(frozenset(one | other for one in ways for other in part_ways))
            return ways
        case _:
            return frozenset((frozenset((condition.fact,)),))


def _smallest(ways: frozenset[frozenset[str]]) -> frozenset[frozenset[str]]:
    """Return the sets that contain no other."""
    if len(ways) > _MOST_WAYS:
        return frozenset((frozenset.intersection(*ways),))
    return frozenset(way for way in ways if not any(other < way for other in ways))


def support(condition: Condition, facts: Facts, answer: bool = True) -> frozenset[str]:
    """Return the facts that make the condition come out as `answer`; empty if it does not.

    Of several parts each enough alone, all that hold are counted.
    """
    if evaluate(condition, facts) is not answer:
        return frozenset()
    match condition:
        case Not(part):
            return support(part, facts, not answer)
        case All(parts) | Any(parts):
            return frozenset().union(*(support(part, facts, answer) for part in parts))
        case _:
            return frozenset((condition.fact,))


def unknown_facts(condition: Condition, facts: Facts) -> frozenset[str]:
    """Return the facts whose being unknown keeps the condition unknown; empty if it is known.

    A part that is already true or false is passed over: nothing learned could matter there.
    """
    answer = _decide(condition, facts)
    return answer if isinstance(answer, frozenset) else frozenset()


def _decide(condition: Condition, facts: Facts) -> bool | frozenset[str]:
    """Return the condition's answer or, where it is unknown, the facts that keep it so; in one pass."""
    if isinstance(condition, Not):
        answer = _decide(condition.part, facts)
        return not answer if isinstance(answer, bool) else answer
    if isinstance(condition, (All, Any)):
        deciding = isinstance(condition, Any)
        unknown: list[frozenset[str]] = []
        for part in condition.parts:
            answer = _decide(part, facts)
            if answer is deciding:
                return deciding
            if isinstance(answer, frozenset):
                unknown.append(answer)
        return frozenset().union(*unknown) if unknown else not deciding
    tested = _test(condition, facts.get(condition.fact))
    return frozenset((condition.fact,)) if tested is None else tested


def _test(test: Test, value: Value | None) -> bool | None:
    if value is None:
        return None
    if isinstance(test, In) and isinstance(value, (bool, str)):
        return value in test.values
    if isinstance(test, Range) and isinstance(value, int):
        return (test.low is None or value >= test.low) and (test.high is None or value < test.high)
    if isinstance(test, Members) and isinstance(value, SetValue):
        if len(test.of & value.members) >= test.count:
            return True
        return False if value.complete or len(test.of) < test.count else None
    raise TypeError(f"{test} cannot test {value!r}")


def _all(answers: Iterator[bool | None]) -> bool | None:
    result: bool | None = True
    for answer in answers:
        if answer is False:
            return False
        if answer is None:
            result = None
    return result


def _negate(answer: bool | None) -> bool | None:
    return None if answer is None else not answer
