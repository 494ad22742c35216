"""Rules that contradict each other, and rules that speak where only one may."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.errors import listing
from advisor.model import Decision, Derive, Recommend, Rule
from advisor.verify.applying import Applying
from advisor.verify.boxes import Box
from advisor.verify.defects import Defect, DefectKind


def conflicts(applying: Applying) -> Iterator[Defect]:
    """Yield each pair of rules that conclude different values, or are decisive for and against an option, in one situation."""
    yield from _derived(applying)
    decisive: dict[str, list[tuple[Rule, Recommend]]] = {}
    for rule in applying.rules:
        if isinstance(rule.then, Recommend) and rule.then.strength == "decisive":
            decisive.setdefault(rule.then.decision, []).append((rule, rule.then))
    for decision, rules in decisive.items():
        for index, (rule, then) in enumerate(rules):
            for other, its in rules[:index]:
                both = {*then.options} & {*its.against} | {*then.against} & {*its.options}
                if both and (box := applying.together(other, rule)) is not None:
                    options = listing(sorted(both))
                    message = f"{other.id} and {rule.id} are decisive for and against {options} ({decision}) in the same situation"
                    cure = "let one of them override the other, or make their conditions exclude each other"
                    yield _pair("conflict", other, rule, message, cure, applying, box)


def overlaps(decision: Decision, applying: Applying) -> Iterator[Defect]:
    """Yield each pair of rules that apply together, of a decision to which exactly one rule may speak."""
    rules = applying.speaking(decision.id)
    for index, rule in enumerate(rules):
        for other in rules[:index]:
            if (box := applying.together(other, rule)) is not None:
                message = f"{other.id} and {rule.id} speak in the same situation, and to {decision.id} only one rule may"
                cure = "let one of them override the other, make their conditions exclude each other, or drop one_rule"
                yield _pair("overlap", other, rule, message, cure, applying, box)


def _derived(applying: Applying) -> Iterator[Defect]:
    boxes = applying.boxes
    for fact, makers in boxes.derived.items():
        # What the rules for this fact disagree on is no valid situation; everything else that is none stays so.
        elsewhere = [*boxes.broken(), *(box for other in boxes.derived if other != fact for box in boxes.disagreeing(other))]
        for index, (rule, value) in enumerate(makers):
            for other, otherwise in makers[:index]:
                if value == otherwise:
                    continue
                met = boxes.meet([boxes.of(other.when), boxes.of(rule.when)])
                found = (boxes.outside(box, elsewhere) for box in met)
                box = next((box for box in found if box is not None), None)
                if box is not None:
                    message = f"{other.id} and {rule.id} conclude different values for {fact}: {_said(other, fact)} and {_said(rule, fact)}"
                    yield _pair("conflict", other, rule, message, "make their conditions exclude each other", applying, box)


def _said(rule: Rule, fact: str) -> str:
    assert isinstance(rule.then, Derive)
    return str(rule.then.facts[fact]).lower() if isinstance(rule.then.facts[fact], bool) else str(rule.then.facts[fact])


def _pair(kind: DefectKind, one: Rule, other: Rule, message: str, cure: str, applying: Applying, box: Box) -> Defect:
    cites = tuple(dict.fromkeys((*one.cites, *other.cites)))
    places = (one.place, other.place)
    return Defect(kind, (one.id, other.id), message, cure, places, cites, applying.boxes.facts_in(box))
