"""A comparison in words: a headline, and groups of entries under their headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from advisor.condition import Value
from advisor.errors import listing
from advisor.model import AdviceChange, DraftComparison, FactChange, Finding, Rulebook, Severity, SituationComparison
from advisor.wording import value_in_words


class Entry(NamedTuple):
    """One difference: its severity where it has one, what it is, and more about it, a line each."""

    severity: Severity | None
    said: str
    more: tuple[str, ...] = ()


class View(NamedTuple):
    """A comparison in words."""

    headline: str
    groups: tuple[tuple[str, tuple[Entry, ...]], ...]


def view(found: DraftComparison | SituationComparison, rulebook: Rulebook) -> View:
    """Return a comparison in words, without the groups that have nothing in them."""
    headline, groups = _drafts(found) if isinstance(found, DraftComparison) else _situations(found, rulebook)
    return View(f"{found.old} -> {found.new}: {headline}", tuple((heading, entries) for heading, entries in groups if entries))


def _drafts(found: DraftComparison) -> tuple[str, list[tuple[str, tuple[Entry, ...]]]]:
    count = len(found.remaining)
    headline = f"{len(found.mended)} mended, {len(found.added)} new, {count} {'remains' if count == 1 else 'remain'}"
    groups = [
        ("New", tuple(_finding(finding, fix=True) for finding in found.added)),
        ("Remaining", tuple(_finding(item.finding, fix=True) for item in found.remaining)),
        ("Mended", tuple(_finding(finding) for finding in found.mended)),
    ]
    return headline, groups


def _finding(finding: Finding, fix: bool = False) -> Entry:
    place = f"{finding.span.line}:{finding.span.column} " if finding.span else ""
    quoted = f' "{" ".join(finding.excerpt.split())}"' if finding.excerpt else ""
    return Entry(finding.severity, f"{place}{finding.message}{quoted}", (f"-> {finding.fix}",) if fix and finding.fix else ())


def _situations(found: SituationComparison, rulebook: Rulebook) -> tuple[str, list[tuple[str, tuple[Entry, ...]]]]:
    decisions = tuple(change for change in found.changes if change.kind == "decision")
    concerns = tuple(change for change in found.changes if change.kind == "concern")
    groups = [
        ("Facts", tuple(_fact(change, rulebook) for change in found.facts)),
        ("Concerns", tuple(_concern(change, rulebook) for change in concerns)),
        ("Advice", tuple(_decision(change, rulebook) for change in decisions)),
    ]
    return _headline(len(found.facts), len(found.changes)), groups


def _headline(facts: int, changes: int) -> str:
    """Say how much differs."""
    if not facts:
        return "they say the same, and so does the advice"
    differ = f"{_count(facts, 'fact')} {'differs' if facts == 1 else 'differ'}"
    if not changes:
        return f"{differ}, and the advice is the same"
    return f"{differ}, and so {'does' if changes == 1 else 'do'} {_count(changes, 'part')} of the advice"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _fact(change: FactChange, rulebook: Rulebook) -> Entry:
    def said(value: Value | None) -> str:
        return "not known" if value is None else value_in_words(rulebook.facts[change.fact], value)

    return Entry(None, f"{change.fact}: {said(change.before)} -> {said(change.after)}")


def _concern(change: AdviceChange, rulebook: Rulebook) -> Entry:
    label = rulebook.concerns[change.id]
    grade: Severity | None = next((grade for grade in ("error", "warning", "info") if grade in change.after), None)
    said = f"{label}: was {change.before[0]}" if change.before and change.after else f"{label}: new" if change.after else f"{label}: mended"
    return Entry(grade, said, _because(change))


def _decision(change: AdviceChange, rulebook: Rulebook) -> Entry:
    decision = rulebook.decisions[change.id]

    def labels(options: Sequence[str]) -> str:
        return listing([decision.options[option].label for option in options])

    if decision.answer == "choose":
        said = f"{decision.label}: {labels(change.before) or 'none'} -> {labels(change.after) or 'none'}"
        return Entry(None, said, _because(change))
    come = [f"+ {decision.options[option].label}" for option in change.after if option not in change.before]
    gone = [f"- {decision.options[option].label}" for option in change.before if option not in change.after]
    return Entry(None, decision.label, (*come, *gone, *_because(change)))


def _because(change: AdviceChange) -> tuple[str, ...]:
    return (f"because of {listing(change.because)}{'' if change.smallest else ' together; perhaps fewer would do'}",)
