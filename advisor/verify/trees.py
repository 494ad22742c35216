"""A decision as a tree of questions: which answers lead to which outcome, in situations that know all the facts asked.

A path from the top says what is known; what the rules say there is exact, and a path that no valid situation can take
is left out. Facts that rules conclude are asked for as they are: the company's stage, not the number behind it. The
question that decides most comes first, answers that lead to the same are one, and at a depth the tree ends in *more*:
what is still possible there, and what it hangs on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from advisor.condition import Any, Condition, Facts, In, Members, Range, evaluate
from advisor.frozen import frozen

DEPTH = 4
"""How many questions a path has at most, unless told otherwise; those from which one answer alone goes on are not counted."""


@frozen
class Leaf:
    """What is recommended, best first and tied; nothing where it is empty."""

    options: tuple[str, ...]


@frozen
class More:
    """The tree goes on: options that may yet come first, and the facts this hangs on."""

    options: tuple[str, ...]
    facts: tuple[str, ...]


@frozen
class Branch:
    """An answer, as a condition on the fact asked for, and where it leads."""

    when: Condition
    tree: Tree


@frozen
class Question:
    """Ask for a fact or, of a set, whether enough of some members are in it (`members`)."""

    fact: str
    members: Members | None
    branches: tuple[Branch, ...]


Tree = Leaf | More | Question


def followed(tree: Tree, facts: Facts) -> tuple[int, ...]:
    """Return which branch a situation takes at each question, as far as it knows the answers."""
    taken: list[int] = []
    while isinstance(tree, Question):
        index = next((index for index, branch in enumerate(tree.branches) if evaluate(branch.when, facts)), None)
        if index is None:
            break
        taken.append(index)
        tree = tree.branches[index].tree
    return tuple(taken)


def size(tree: Tree) -> int:
    """Return how many questions and ends a tree has."""
    return 1 + (sum(size(branch.tree) for branch in tree.branches) if isinstance(tree, Question) else 0)


def joined(fact: str, members: Members | None, answers: Sequence[tuple[Condition, Tree]]) -> Tree:
    """Return the question with answers that lead to the same made one; where all do, there is nothing to ask."""
    by_tree: dict[Tree, list[Condition]] = {}
    for when, tree in answers:
        by_tree.setdefault(tree, []).append(when)
    if len(by_tree) == 1:
        return answers[0][1]
    return Question(fact, members, tuple(Branch(either(conditions), tree) for tree, conditions in by_tree.items()))


def either(conditions: Sequence[Condition]) -> Condition:
    """Return the condition that any of these holds, said as shortly as it can be."""
    if len(conditions) == 1:
        return conditions[0]
    if all(isinstance(condition, In) for condition in conditions):
        values = [condition.values for condition in conditions if isinstance(condition, In)]
        assert isinstance(conditions[0], In)
        return In(conditions[0].fact, frozenset().union(*values))
    flat = [part for condition in conditions for part in (condition.parts if isinstance(condition, Any) else (condition,))]
    ranges = sorted((part for part in flat if isinstance(part, Range)), key=lambda part: part.low if part.low is not None else -1)
    found: list[Range] = []
    for part in ranges:
        if found and found[-1].high is not None and found[-1].high == part.low:
            found[-1] = replace(found[-1], high=part.high)
        else:
            found.append(part)
    return found[0] if len(found) == 1 else Any(tuple(found))
