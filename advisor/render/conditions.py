"""Conditions in words, for whoever wants to know when a rule applies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from advisor.condition import All, Any, Condition, In, Members, Not, Range
from advisor.errors import listing
from advisor.model import FactSpec
from advisor.wording import label_in_words

_SAYS, _SILENT = "the draft says: ", "the draft does not say: "


def in_words(condition: Condition, specs: Mapping[str, FactSpec], depth: int = 0, denied: bool = False) -> Iterator[tuple[int, str]]:
    """Yield the condition line by line, each with how deep it stands below what it is a part of."""
    match condition:
        case All(parts) | Any(parts):
            every = isinstance(condition, All)
            if len(parts) == 1:
                yield from in_words(parts[0], specs, depth, denied)
                return
            lead = (
                "none of these:"
                if denied and not every
                else "not all of these:"
                if denied
                else "all of these:"
                if every
                else "any of these:"
            )
            if not (every and depth == 0 and not denied):
                yield depth, lead
                depth += 1
            for part in parts:
                yield from in_words(part, specs, depth)
        case Not(part):
            yield from in_words(part, specs, depth, not denied)
        case _:
            yield depth, f"{'not: ' if denied and not isinstance(condition, In) else ''}{_test(condition, specs[condition.fact], denied)}"


def _test(test: In | Range | Members, spec: FactSpec, denied: bool) -> str:
    match test:
        case In(_, values) if spec.type == "boolean":
            true = (True in values) != denied
            if spec.label.startswith(_SAYS):
                return spec.label if true else spec.label.replace(_SAYS, _SILENT, 1)
            return f"{spec.label}: {'yes' if true else 'no'}"
        case In(_, values):
            named = [label_in_words(label) for option, label in spec.options.items() if option in values]
            return f"{spec.label}: {'not ' if denied else ''}{listing(named, 'or')}"
        case Range(_, low, high):
            return f"{spec.label}: {_range(low, high)}"
        case Members(_, count, of):
            named = [label_in_words(label) for option, label in spec.options.items() if option in of]
            if len(named) == 1:
                return f"{spec.label}: {named[0]} among them"
            if count == len(named):
                return f"{spec.label}: {listing(named)}, all of them"
            return f"{spec.label}: {listing(named, 'or')}" + (f", at least {count} of them" if count > 1 else "")


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return f"fewer than {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if high == low + 1 else f"{low:,} to {high - 1:,}"
