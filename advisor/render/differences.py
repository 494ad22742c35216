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

Decided = tuple[str, bool, Fraction | None, Sequence[Kind], str | None]
"""A decision (true) or a concern; the share of situations in which it changes; the kinds of change; and why there is no share."""

Listed = Sequence[tuple[str, Sequence[str]]]
"""Files with what changes there."""


def render(
    rules: Mapping[str, Sequence[str]],
    decided: Sequence[Decided],
    files: Mapping[str, Listed],
    rulebook: Rulebook,
    markdown: bool,
    same_terms: bool = True,
) -> Iterator[str]:
    """Yield the difference: rules added, removed and changed, decisions and concerns with shares and witnesses, files affected.

    Without `same_terms` the two rulebooks accept different situations.
    """
    strong, code = ("**", "`") if markdown else ("", "")
    changed = any(rules.values()) or bool(decided) or not same_terms
    if not changed and not any(files.values()):
        yield "The rules give the same advice.\n"
        return
    for word, ids in rules.items():
        if ids:
            named = ", ".join(f"{code}{name}{code}" for name in ids)
            yield f"{strong}{len(ids)} rule{'' if len(ids) == 1 else 's'} {word}{strong}: {named}\n"
            yield "\n" if markdown else ""
    if not same_terms:
        yield "Facts, constraints or what is derived differ: shares are of the situations that both rulebooks accept.\n"
    if not decided:
        yield "No decision and no concern changes in any situation.\n"
    for subject, is_decision, share, kinds, bounded in decided:
        yield f"\n{'### ' if markdown else ''}{subject} {_head(share, kinds, bounded)}\n"
        yield "\n" if markdown else ""
        for what, comes, part, witness in kinds:
            verb = f"is {'' if comes else 'no longer '}{'recommended' if is_decision else 'raised'}"
            shown = clean(_witness(witness, rulebook))
            where = f" in {percent(part)} of situations" if part is not None else ""
            yield f"{'- ' if markdown else '  '}{code}{what}{code} {verb}{where}, such as {code}{shown}{code}\n"
    for name, listed in files.items():
        yield f"\n{strong}{len(listed)} {name[:-1] if len(listed) == 1 else name} affected{strong}\n"
        yield "\n" if markdown and listed else ""
        for file, changes in listed[:SHOWN]:
            yield f"{'- ' if markdown else '  '}{code}{clean(file)}{code}: {clean('; '.join(changes))}\n"
        if len(listed) > SHOWN:
            yield f"{'- ' if markdown else '  '}and {len(listed) - SHOWN} more\n"


def _witness(witness: Mapping[str, Value], rulebook: Rulebook) -> str:
    data = {fact: value_data(rulebook.facts[fact], value) for fact, value in witness.items() if fact in rulebook.facts}
    return written(data)


def _head(share: Fraction | None, kinds: Sequence[Kind], bounded: str | None) -> str:
    if share is not None:
        return f"changes in {percent(share)} of situations"
    return f"{'changes in some situations' if kinds else 'shows no change'} ({bounded})"
