"""Situations for which a decision recommends nothing: their exact share, the largest regions, and one of them."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from advisor.condition import Facts, SetValue, Value
from advisor.errors import listing
from advisor.model import Decision, FactSpec
from advisor.verify.applying import Applying
from advisor.verify.boxes import TooManyBoxes
from advisor.verify.defects import Defect, Region
from advisor.verify.diagram import FALSE, TooLarge
from advisor.verify.diagram import Region as Bits
from advisor.verify.outcomes import Outcomes
from advisor.verify.searching import Bounded, silent_situation
from advisor.wording import label_in_words

REGIONS = 3
"""How many regions of a gap are described, the largest ones."""


def gap(decision: Decision, applying: Applying) -> tuple[Fraction | None, Defect | None]:
    """Return in which share of valid situations a decision recommends nothing, and the defect that this is.

    The share is None where the facts are too many to count; then a situation is searched for, within a bound. Where
    the decision says that silence is right, situations are not counted.
    """
    rules = applying.speaking(decision.id)
    if decision.silence is not None and decision.silence.when is None:
        return None, None
    if not rules:
        message = f"{decision.id} recommends nothing, ever: no rule speaks to it"
        return Fraction(1), Defect("gap", (decision.id,), message, _CURE, witness={}, share=Fraction(1))
    heard = [*rules, *(over for rule in rules for over in applying.overriders.get(rule.id, ()))]
    excused = decision.silence.when if decision.silence is not None else None
    try:
        outcomes = Outcomes(applying.boxes, heard, () if excused is None else (excused,))
        silent = outcomes.nothing(rules, decision.options, applying.overriders)
        if excused is not None:
            known = outcomes.union(applying.boxes.of(excused))
            silent = outcomes.diagram.both(silent, outcomes.diagram.denied(known))
    except (TooLarge, TooManyBoxes):
        return None, _searched(decision, applying)
    if silent == FALSE:
        return Fraction(0), None
    diagram, share = outcomes.diagram, outcomes.share(silent)
    whole = diagram.count(outcomes.valid)
    largest = list(islice(diagram.regions(silent), REGIONS))
    regions = tuple(Region(in_words(outcomes, bits), Fraction(size, whole)) for bits, size in largest)
    message = f"{decision.id} recommends nothing in {percent(share)} of the situations that its rules tell apart"
    witness = known_in_full(outcomes.situation(largest[0][0]).facts)
    return share, Defect("gap", (decision.id,), message, _CURE, (), (), witness, share, regions)


_CURE = "add a rule for them, or declare in decisions.yaml that silence is right, and why (silence)"


def _searched(decision: Decision, applying: Applying) -> Defect | None:
    facts = len({fact for rule in applying.speaking(decision.id) for box in applying.of(rule) for fact in box})
    try:
        found = silent_situation(decision, applying)
    except Bounded as bound:
        message = (
            f"{decision.id} could not be proved to recommend something always: its rules read {facts} facts, and {bound} came to no end"
        )
        return Defect("unproved", (decision.id,), message, "split the decision, or declare that silence is right, and why (silence)")
    if found is None:
        return None
    message = f"{decision.id} recommends nothing in some situations; its rules read {facts} facts, too many to count the share"
    return Defect("gap", (decision.id,), message, _CURE, witness=found)


def known_in_full(facts: Facts) -> dict[str, Value]:
    """Return the facts without sets of which only a part is known, as no situation states them."""
    return {fact: value for fact, value in facts.items() if not isinstance(value, SetValue) or value.complete}


def percent(share: Fraction) -> str:
    """Return a share as a person reads it; what is not nothing is never said to be 0 %."""
    value = float(share) * 100
    if share and value < 0.001:
        return "less than 0.001 %"
    return f"{value:.3g} %"


def in_words(outcomes: Outcomes, region: Bits) -> str:
    """Say what holds of all situations of a region."""
    specs = outcomes.boxes.rulebook.facts
    sizes = outcomes.diagram.sizes
    members: dict[str, tuple[list[str], list[str]]] = {}
    said: list[tuple[str, str]] = []
    for item, bits, size in zip(outcomes.asked, region, sizes, strict=True):
        if bits == (1 << size) - 1:
            continue
        if item.member is not None:
            members.setdefault(item.fact, ([], []))[0 if bits == 2 else 1].append(item.member)
        else:
            said.append((item.fact, "; ".join(_values(outcomes, item.fact, bits))))
    for fact, (inside, outside) in members.items():
        said.append((fact, _members(specs[fact], inside, outside)))
    order = {fact: index for index, fact in enumerate(specs)}
    said.sort(key=lambda item: order[item[0]])
    return "; ".join(f"{specs[fact].label}: {words}" for fact, words in said) or "every situation"


def _members(spec: FactSpec, inside: list[str], outside: list[str]) -> str:
    if len(inside) + len(outside) == len(spec.options):
        return f"{_named(spec, inside)} and nothing else" if inside else "none"
    words = [f"with {_named(spec, inside)}"] if inside else []
    words += [f"without {_named(spec, outside, 'or')}"] if outside else []
    return ", ".join(words)


def _values(outcomes: Outcomes, fact: str, bits: int) -> Iterator[str]:
    spec, space = outcomes.boxes.rulebook.facts[fact], outcomes.boxes.space
    known = outcomes.cells(fact, bits)
    if spec.type == "integer":
        for low, high in space.cells(fact, known):
            if high is None:
                yield "any number" if low is None else f"at least {low:,}"
            elif low is None:
                yield f"at most {high:,}"
            else:
                yield f"{low:,}" if low == high else f"{low:,} to {high:,}"
    elif spec.type == "boolean":
        yield " or ".join("yes" if value else "no" for value in space.values(fact, known))
    elif known:
        yield _named(spec, [str(value) for value in space.values(fact, known)], "or")
    if outcomes.omits(fact, bits):
        yield "not applicable"


def _named(spec: FactSpec, options: list[str], last: str = "and") -> str:
    return listing([label_in_words(label) for option, label in spec.options.items() if option in options], last)
