"""The mutants of a condition, and a condition in the words of a rule file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.condition import All, Any, Condition, In, Members, Not, Range, Test
from advisor.model import FactSpec

Specs = Mapping[str, FactSpec]


def mutants(condition: Condition, specs: Specs) -> Iterator[tuple[str, str, Condition]]:
    """Yield what differs from the condition in one place: the operator, what changes in words, and the changed condition.

    No two are alike, and none is like the condition itself.
    """
    seen: set[Condition] = {condition}
    for operator, text, mutant in _mutants(condition, specs):
        if mutant not in seen:
            seen.add(mutant)
            yield operator, text, mutant


def written(condition: Condition) -> str:
    """Return the condition as a rule file has it, on one line."""
    match condition:
        case All(parts):
            return f"{{all: [{', '.join(map(written, parts))}]}}"
        case Any(parts):
            return f"{{any: [{', '.join(map(written, parts))}]}}"
        case Not(part):
            return f"{{not: {written(part)}}}"
        case _:
            return f"{{{condition.fact}: {_operands(condition)}}}"


def _operands(test: Test) -> str:
    match test:
        case In(_, values):
            listed = [str(value).lower() if isinstance(value, bool) else value for value in sorted(values, key=str)]
            return f"{{is: {listed[0]}}}" if len(listed) == 1 else f"{{in: [{', '.join(listed)}]}}"
        case Range(_, low, high):
            if low is not None and high == low + 1:
                return f"{{is: {low}}}"
            bounds = [f"at_least: {low}"] if low is not None else []
            bounds += [f"less_than: {high}"] if high is not None else []
            return f"{{{', '.join(bounds)}}}"
        case Members(_, count, of):
            listed = sorted(of)
            if len(listed) == 1:
                return f"{{has: {listed[0]}}}"
            if count in (1, len(listed)):
                return f"{{{'has_any' if count == 1 else 'has_all'}: [{', '.join(listed)}]}}"
            return f"{{has_at_least: {{n: {count}, of: [{', '.join(listed)}]}}}}"


def _mutants(condition: Condition, specs: Specs) -> Iterator[tuple[str, str, Condition]]:
    match condition:
        case All(parts) | Any(parts):
            kind, other = (All, Any) if isinstance(condition, All) else (Any, All)
            if len(parts) > 1:
                yield "all-any", f"{kind.__name__.lower()} becomes {other.__name__.lower()}", other(parts)
            for index, part in enumerate(parts):
                rest = parts[:index] + parts[index + 1 :]
                if rest:
                    yield "test-dropped", f"{written(part)} is dropped", rest[0] if len(rest) == 1 else kind(rest)
                if isinstance(part, (All, Any)):
                    yield "negation", f"not is put before {written(part)}", kind((*parts[:index], Not(part), *parts[index + 1 :]))
                for operator, text, mutant in _mutants(part, specs):
                    yield operator, text, kind((*parts[:index], mutant, *parts[index + 1 :]))
        case Not(part):
            yield "negation", f"not is dropped before {written(part)}", part
            for operator, text, mutant in _mutants(part, specs):
                yield operator, text, Not(mutant)
        case _:
            for operator, changed in _tests(condition, specs[condition.fact]):
                yield operator, f"{written(condition)} becomes {written(changed)}", changed


def _tests(test: Test, spec: FactSpec) -> Iterator[tuple[str, Condition]]:
    yield "negation", _opposite(test, spec)
    match test:
        case Range(_, low, high):
            yield from _ranges(test, low, high, spec)
        case In(fact, values) if spec.type == "option":
            for changed in _groups([str(value) for value in values], list(spec.options)):
                yield "option", In(fact, frozenset(changed))
        case Members(fact, count, of):
            for number in {count - 1, count + 1, 1, len(of)} - {count}:
                if 1 <= number <= len(of):
                    yield "operator", Members(fact, number, of)
            for changed in _groups(of, list(spec.options)):
                if len(changed) >= count:
                    kept = len(changed) if count == len(of) > 1 else count  # has_all stays has_all
                    yield "option", Members(fact, kept, frozenset(changed))
                elif count == len(of):
                    yield "option", Members(fact, len(changed), frozenset(changed))


def _opposite(test: Test, spec: FactSpec) -> Condition:
    if isinstance(test, In) and spec.type == "boolean" and len(test.values) == 1:
        return In(test.fact, frozenset((True, False)) - test.values)
    if isinstance(test, Range) and (test.low is None) != (test.high is None):
        return Range(test.fact, test.high, test.low)
    return Not(test)


def _ranges(test: Range, low: int | None, high: int | None, spec: FactSpec) -> Iterator[tuple[str, Condition]]:
    for step in (-1, 1):
        moved: list[tuple[int | None, int | None]] = [(low + step, high)] if low is not None else []
        moved += [(low, high + step)] if high is not None else []
        moved += [(low + step, high + step)] if low is not None and high == low + 1 else []
        for one, other in moved:
            if one is not None and ((spec.low is not None and one < spec.low) or (other is not None and one >= other)):
                continue  # no number is there
            yield "threshold", Range(test.fact, one, other)
    if low is not None and high is not None:
        yield "operator", Range(test.fact, low, None)
        yield "operator", Range(test.fact, None, high)


def _groups(named: Sequence[str] | frozenset[str], options: list[str]) -> Iterator[list[str]]:
    """Yield the groups of options that leave one out, have another in its place, or one more."""
    group = [option for option in options if option in named]
    others = [option for option in options if option not in named]
    for index, option in enumerate(group):
        rest = group[:index] + group[index + 1 :]
        if rest:
            yield rest
        if others:
            at = options.index(option)
            yield [*rest, min(others, key=lambda other: (options.index(other) - at) % len(options))]
    if others and len(group) > 1:
        yield [*group, others[0]]
