"""What a change to the rules changes, as text and as Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from advisor.condition import Value
from advisor.model import Rulebook
from advisor.render.one_line import written
from advisor.render.plain import value_data
from advisor.render.safe import clean
from advisor.verify.gaps import percent

SHOWN = 20
"""How many scenarios or drafts are named, at most."""

Kind = tuple[str, bool, Fraction | None, Mapping[str, Value]]
"""One kind of change: what comes (true) or goes, in which share of situations, and one of these."""

Decided = tuple[str | None, Fraction | None, Sequence[Kind]]
"""A decision, or None for a concern; the share of situations in which it changes; and the kinds of change."""

Listed = Sequence[tuple[str, Sequence[str]]]
"""Files with what changes there."""


def render(
    rules: Mapping[str, Sequence[str]], decided: Sequence[Decided], files: Mapping[str, Listed], rulebook: Rulebook, markdown: bool
) -> Iterator[str]:
    """Yield the difference: rules added, removed and changed, decisions with shares and witnesses, files affected."""
    strong, code = ("**", "`") if markdown else ("", "")
    if not any(rules.values()) and not decided:
        yield "The rules give the same advice.\n"
        return
    for word, ids in rules.items():
        if ids:
            named = ", ".join(f"{code}{name}{code}" for name in ids)
            yield f"{strong}{len(ids)} rule{'' if len(ids) == 1 else 's'} {word}{strong}: {named}\n"
            yield "\n" if markdown else ""
    if not decided:
        yield "No decision and no concern changes in any situation.\n"
    for decision, share, kinds in decided:
        head = f"{decision or kinds[0][0].partition(',')[0]} changes"
        yield f"\n{'### ' if markdown else ''}{head} in {_percent(share)}\n"
        yield "\n" if markdown else ""
        for what, comes, part, witness in kinds:
            verb = (
                ("is recommended" if decision else "is raised")
                if comes
                else ("is no longer recommended" if decision else "is no longer raised")
            )
            shown = clean(_witness(witness, rulebook))
            yield f"{'- ' if markdown else '  '}{code}{what}{code} {verb} in {_percent(part)}, such as {code}{shown}{code}\n"
    for name, listed in files.items():
        yield f"\n{strong}{len(listed)} {name} affected{strong}\n"
        yield "\n" if markdown and listed else ""
        for file, changes in listed[:SHOWN]:
            yield f"{'- ' if markdown else '  '}{code}{clean(file)}{code}: {clean('; '.join(changes))}\n"
        if len(listed) > SHOWN:
            yield f"{'- ' if markdown else '  '}and {len(listed) - SHOWN} more\n"


def _witness(witness: Mapping[str, Value], rulebook: Rulebook) -> str:
    data = {fact: value_data(rulebook.facts[fact], value) for fact, value in witness.items() if fact in rulebook.facts}
    return written(data)


def _percent(share: Fraction | None) -> str:
    if share is None:
        return "some situations (too many facts to count the share, or what is derived differs)"
    return f"{percent(share)} of situations"
