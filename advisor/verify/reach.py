"""Rules that never apply or add nothing, and tests that decide nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from advisor.condition import All, Any, Condition, In, Members, Not, Range, Test
from advisor.errors import listing
from advisor.model import Derive, FactSpec, Raise, Recommend, Rule
from advisor.verify.applying import Applying
from advisor.verify.boxes import Boxes
from advisor.verify.defects import Defect

_TRUE, _FALSE = All(()), Any(())


def unreachable(applying: Applying) -> Iterator[Defect]:
    """Yield the rules that apply in no valid situation, nor for any draft."""
    boxes = applying.boxes
    for rule in applying.rules:
        if applying.witness(rule) is not None:
            continue
        true = applying.of(rule)
        if boxes.possible(true) or boxes.possible(true, drafts=True):
            over = listing([other.id for other in applying.overriders[rule.id]])
            message = f"{rule.id} never applies: wherever its condition is true, it is overridden by {over}"
            cure = "remove it, or let it be overridden only where an exception is meant"
        elif not true:
            message, cure = f"{rule.id} never applies: its condition contradicts itself", "correct the condition, or remove the rule"
        else:
            message = f"{rule.id} never applies: its condition is true only where a constraint is broken or derived facts disagree"
            cure = "correct the condition, or remove the rule"
        yield Defect("unreachable", (rule.id,), message, cure, (rule.place,), rule.cites)


def constant_tests(rule: Rule, boxes: Boxes) -> Iterator[Defect]:
    """Yield the tests of a rule that hold for every value or none, or without which nothing would change.

    What is compared is where the condition is true and where it is false: a test that only makes a rule false sooner,
    while other facts are still unknown, decides something.
    """
    places = list(_places(rule.when, True))
    for test, positive, put in places:
        words = f"{rule.id}: the test {written(test, boxes.rulebook.facts[test.fact])}"
        part, full = boxes.space.part(test), boxes.space.full(test.fact)
        if boxes.space.is_empty(part) or (isinstance(part, int) and part == full):
            always = "false" if boxes.space.is_empty(part) else "true"
            yield _constant(rule, f"{words} is always {always}, whatever the value", "correct it, or remove it")
        elif len(places) > 1:
            without, useless = put(_TRUE if positive else _FALSE), put(_FALSE if positive else _TRUE)
            if _same(boxes, without, rule.when):
                yield _constant(rule, f"{words} is always {_word(positive)} where the other tests matter", "remove it, or correct them")
            elif _same(boxes, rule.when, useless):
                yield _constant(rule, f"{words} decides nothing: the other tests always outdo it", "remove it, or correct them")


def _word(positive: bool) -> str:
    return "true" if positive else "false"


def _constant(rule: Rule, message: str, cure: str) -> Defect:
    return Defect("constant-test", (rule.id,), message, cure, (rule.place,), rule.cites)


def _same(boxes: Boxes, wide: Condition, narrow: Condition) -> bool:
    """Return whether two conditions are true and false alike; the first is true wherever the second is, and false only where that is."""
    return boxes.covered(boxes.of(wide), boxes.of(narrow)) and boxes.covered(boxes.of(narrow, False), boxes.of(wide, False))


def subsumed(applying: Applying) -> Iterator[Defect]:
    """Yield each rule that adds nothing to another, which applies wherever it does and has the same consequence."""
    groups: dict[object, list[Rule]] = {}
    for rule in applying.rules:
        groups.setdefault(_consequence(rule), []).append(rule)
    for rules in groups.values():
        seen: set[frozenset[str]] = set()
        for rule in rules:
            for other in rules:
                pair = frozenset((rule.id, other.id))
                if rule is other or pair in seen or not _adds_nothing(rule, other, applying):
                    continue
                seen.add(pair)
                message = f"{rule.id} adds nothing: {other.id} has the same consequence and applies wherever it does"
                cure = "remove it, narrow the other, or let it override the other"
                cites = tuple(dict.fromkeys((*rule.cites, *other.cites)))
                yield Defect("subsumed", (rule.id, other.id), message, cure, (rule.place, other.place), cites)


def _adds_nothing(rule: Rule, other: Rule, applying: Applying) -> bool:
    if not {*rule.overrides} <= {*other.overrides} or not applying.boxes.covered(applying.of(rule), applying.of(other)):
        return False
    mine, exceptions = applying.of(rule), applying.over(rule)
    for over in applying.overriders.get(other.id, ()):
        both = applying.boxes.meet([mine, applying.of(over)])
        if applying.boxes.possible(both, exceptions) or applying.boxes.possible(both, exceptions, drafts=True):
            return False
    return applying.witness(rule) is not None


def _consequence(rule: Rule) -> object:
    """Return what a rule does, as far as it counts: reasons that share their first citation weigh as one."""
    match rule.then:
        case Recommend(decision, options, against, strength):
            return decision, frozenset(options), frozenset(against), strength, rule.cites[0]
        case Raise(concern, severity):
            return concern, severity
        case Derive(facts):
            return frozenset(facts.items())


def _places(condition: Condition, positive: bool) -> Iterator[tuple[Test, bool, Callable[[Condition], Condition]]]:
    """Yield every test, whether the condition needs it true, and what puts something else in its place."""
    match condition:
        case Not(part):
            for test, sign, put in _places(part, not positive):
                yield test, sign, lambda new, put=put: Not(put(new))  # type: ignore[misc]  # bound at once
        case All(parts) | Any(parts):
            kind = All if isinstance(condition, All) else Any
            for index, part in enumerate(parts):
                before, after = parts[:index], parts[index + 1 :]
                for test, sign, put in _places(part, positive):
                    yield test, sign, lambda new, put=put, k=kind, b=before, a=after: k((*b, put(new), *a))  # type: ignore[misc]  # bound at once
        case _:
            yield condition, positive, lambda new: new


def written(test: Test, spec: FactSpec) -> str:
    """Return a test as a rule file has it."""
    match test:
        case In(fact, values) if spec.type == "boolean" or len(values) == 1:
            value = next(iter(values), None)
            return f"{fact}: {{is: {str(value).lower() if isinstance(value, bool) else value}}}"
        case In(fact, values):
            return f"{fact}: {{in: [{', '.join(option for option in spec.options if option in values)}]}}"
        case Range(fact, low, high) if low is not None and high == low + 1:
            return f"{fact}: {{is: {low}}}"
        case Range(fact, low, high):
            ends = [f"at_least: {low}" for _ in range(low is not None)] + [f"less_than: {high}" for _ in range(high is not None)]
            return f"{fact}: {{{', '.join(ends)}}}"
        case Members(fact, count, of):
            members = ", ".join(option for option in spec.options if option in of)
            if len(of) == 1:
                return f"{fact}: {{has: {members}}}"
            if count == 1:
                return f"{fact}: {{has_any: [{members}]}}"
            return f"{fact}: {{has_all: [{members}]}}" if count == len(of) else f"{fact}: {{has_at_least: {{n: {count}, of: [{members}]}}}}"
