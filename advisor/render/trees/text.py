"""A decision's trees as text, indented, with lines that join a question to its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from advisor.condition import Facts
from advisor.model import Decision, Rulebook
from advisor.render.lines import wrap
from advisor.render.safe import clean
from advisor.render.trees.words import answer_words, end_words, question_words
from advisor.verify.trees import Question, Tree, followed

HERE, UNKNOWN = "=> ", "<- not known of this situation"


def render(decision: Decision, trees: Mapping[str | None, Tree], rulebook: Rulebook, columns: int = 80, facts: Facts | None = None) -> str:
    """Return the trees of a decision; with the facts of a situation, its path is marked."""
    lines = [f"{clean(decision.label)}: {clean(decision.question)}"]
    for option, tree in trees.items():
        if option is not None:
            lines += ["", clean(decision.options[option].label)]
        path = None if facts is None else followed(tree, facts)
        lines += _below(tree, path, decision, rulebook, columns, "  " if option is not None else "")
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _below(tree: Tree, path: Sequence[int] | None, decision: Decision, rulebook: Rulebook, columns: int, margin: str) -> Iterator[str]:
    """Yield the lines of a tree; `path` is what is left of the situation's path, or None off it."""
    if not isinstance(tree, Question):
        mark = HERE if path is not None else ""
        yield from _wrapped(mark + end_words(tree, decision, rulebook), columns, margin, margin)
        return
    asked = question_words(tree, rulebook) + (f" {UNKNOWN}" if path is not None and not path else "")
    yield from _wrapped(asked, columns, margin, margin)
    for number, branch in enumerate(tree.branches):
        last = number + 1 == len(tree.branches)
        lead, rest = margin + ("└─ " if last else "├─ "), margin + ("   " if last else "│  ")
        taken = path[1:] if path and path[0] == number else None
        answer = (HERE if taken is not None else "") + answer_words(branch, rulebook)
        if isinstance(branch.tree, Question):
            yield from _wrapped(answer, columns, lead, rest)
            yield from _below(branch.tree, taken, decision, rulebook, columns, rest)
        else:
            yield from _wrapped(f"{answer}: {end_words(branch.tree, decision, rulebook)}", columns, lead, rest)


def _wrapped(text: str, columns: int, lead: str, rest: str) -> Iterator[str]:
    first, *more = wrap(text, max(columns - len(rest) - 2, 20))
    yield lead + first
    for line in more:
        yield f"{rest}  {line}"
