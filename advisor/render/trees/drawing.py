"""A decision's trees as boxes and arrows, for what lays them out: Mermaid and graphviz."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from advisor.condition import Facts
from advisor.frozen import frozen
from advisor.model import Decision, Rulebook
from advisor.render.safe import clean
from advisor.render.trees.words import answer_words, end_words, question_words
from advisor.verify.trees import Leaf, Question, Tree, followed

Kind = Literal["decision", "option", "question", "answer", "nothing", "more"]


@frozen
class Box:
    """A box with its text; `full` is all of it, where the text is shortened. `on_path`: the situation comes by here."""

    id: str
    kind: Kind
    text: str
    full: str
    on_path: bool


@frozen
class Arrow:
    """An arrow between two boxes, with the answer that it stands for."""

    source: str
    target: str
    text: str
    full: str
    on_path: bool


@dataclass(slots=True)
class Drawing:
    """The boxes and arrows, from the top."""

    boxes: list[Box] = field(default_factory=list)
    arrows: list[Arrow] = field(default_factory=list)


def drawing(decision: Decision, trees: Mapping[str | None, Tree], rulebook: Rulebook, facts: Facts | None = None) -> Drawing:
    """Return the trees of a decision as boxes and arrows; with the facts of a situation, its path is marked."""
    drawn = Drawing()
    walk = _Walk(decision, rulebook, drawn)
    asked = clean(decision.question)
    drawn.boxes.append(Box("n0", "decision", asked, asked, facts is not None))
    for option, tree in trees.items():
        path = None if facts is None else followed(tree, facts)
        above = "n0"
        if option is not None:
            label = clean(decision.options[option].label)
            above = walk.box("option", label, label, path is not None)
            drawn.arrows.append(Arrow("n0", above, "", "", path is not None))
        walk.tree(tree, path, above, "", "")
    return drawn


class _Walk:
    def __init__(self, decision: Decision, rulebook: Rulebook, drawn: Drawing) -> None:
        self._decision, self._rulebook, self._drawn = decision, rulebook, drawn

    def box(self, kind: Kind, text: str, full: str, on_path: bool) -> str:
        """Add a box and return its id."""
        number = f"n{len(self._drawn.boxes)}"
        self._drawn.boxes.append(Box(number, kind, text, full, on_path))
        return number

    def tree(self, tree: Tree, path: Sequence[int] | None, above: str, text: str, full: str) -> None:
        """Add a tree below a box, joined to it by an arrow with this text."""
        if not isinstance(tree, Question):
            kind: Kind = "more" if not isinstance(tree, Leaf) else "answer" if tree.options else "nothing"
            said = end_words(tree, self._decision, self._rulebook)
            here = self.box(kind, said, said, path is not None)
            self._drawn.arrows.append(Arrow(above, here, text, full, path is not None))
        else:
            asked = question_words(tree, self._rulebook, short=True)
            here = self.box("question", asked, question_words(tree, self._rulebook), path is not None)
            self._drawn.arrows.append(Arrow(above, here, text, full, path is not None))
            for number, branch in enumerate(tree.branches):
                taken = path[1:] if path and path[0] == number else None
                answer = answer_words(branch, self._rulebook, short=True)
                self.tree(branch.tree, taken, here, answer, answer_words(branch, self._rulebook))
