"""Verification: everything that can be proved of a rulebook, or shown to be wrong, in one go."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from advisor.model import Rulebook, SignalBook
from advisor.verify.applying import Applying
from advisor.verify.boxes import Boxes, TooManyBoxes
from advisor.verify.conflicts import conflicts, overlaps
from advisor.verify.defects import DEFECT_KINDS, Defect, Verification
from advisor.verify.gaps import gap
from advisor.verify.reach import constant_tests, subsumed, unreachable
from advisor.verify.sources import unproved_statements
from advisor.verify.unused import unused

Step = Callable[[str, int, int], None]
"""Told what is being looked at, how many of these are done, and how many there are."""


def verify(
    rulebook: Rulebook, signals: SignalBook | None = None, copies: Mapping[str, str] | None = None, step: Step | None = None
) -> Verification:
    """Return what is wrong with a rulebook; nothing, where all is proved.

    `signals` are what is looked into as well; `copies` maps sources to files that their statements are compared with.
    Raises BadInput for a copy that cannot be read or is of no source.
    """
    say = step or _silent
    boxes = Boxes(rulebook)
    applying = Applying(boxes)
    defects: list[Defect] = list(_too_intricate(boxes))
    gaps: dict[str, Fraction] = {}
    if not defects:
        say("rules", 0, len(rulebook.rules))
        defects += [*conflicts(applying), *unreachable(applying)]
        lost = {defect.subjects[0] for defect in defects if defect.kind == "unreachable"}
        for done, rule in enumerate(rulebook.rules, 1):
            defects += constant_tests(rule, boxes) if rule.id not in lost else ()
            say("rules", done, len(rulebook.rules))
        defects += subsumed(applying)
        for done, decision in enumerate(rulebook.decisions.values()):
            say("decisions", done, len(rulebook.decisions))
            defects += overlaps(decision, applying) if decision.one_rule else ()
            share, defect = gap(decision, applying)
            if share is not None:
                gaps[decision.id] = share
            defects += [defect] if defect else []
    defects += unused(rulebook, signals)
    defects += unproved_statements(rulebook, copies or {})
    order = {kind: index for index, kind in enumerate(DEFECT_KINDS)}
    listed = tuple(sorted(defects, key=lambda defect: order[defect.kind]))
    return Verification(len(rulebook.rules), len(rulebook.facts), len(rulebook.decisions), listed, gaps)


def _silent(_what: str, _done: int, _total: int) -> None:
    """Say nothing."""


def _too_intricate(boxes: Boxes) -> Iterator[Defect]:
    """Yield the rules whose conditions are too intricate to be looked into: nothing else can then be proved."""
    cure = "split it into several rules with simpler conditions"
    for rule in boxes.rulebook.rules:
        try:
            boxes.of(rule.when)
        except TooManyBoxes:
            message = f"{rule.id} has a condition that is too intricate to be looked into"
            yield Defect("unproved", (rule.id,), message, cure, (rule.place,), rule.cites)
    try:
        assert boxes.impossible is not None
    except TooManyBoxes:
        yield Defect("unproved", (), "the constraints are too intricate to be looked into", "write simpler ones")
