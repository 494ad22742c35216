"""What every readable format shows of an advice, in order: the answer, what to mend, the rest, the sources.

Formats differ in layout and in how much they show; which reason speaks for an option, what counts as
open and how sources are numbered is decided here and in `parts` once.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from shlex import quote
from typing import Literal

from advisor.condition import SetValue, Value
from advisor.errors import listing
from advisor.model import (
    STRENGTHS,
    Advice,
    Basis,
    ConcernAdvice,
    DecisionAdvice,
    KnownFact,
    Option,
    OptionAdvice,
    Reason,
    Rulebook,
    Section,
)
from advisor.openness import openings
from advisor.render.parts import Answer, Ask, Entry, Fix, Known, Line, Listed, Missing, Part, View, capital
from advisor.wording import value_in_words

STEPS = "first"
"""The section of what to do before anything else; it stands above the concerns."""

_ASKED = 4


def view(advice: Advice, rulebook: Rulebook) -> View:
    """Return what there is to show of the advice, in the order in which to show it."""
    parts = [part for section in rulebook.sections if (part := _part(section, advice, rulebook)).lists]
    return View(
        name=PurePath(advice.situation).name if advice.situation != "-" else "standard input",
        headline=_headline({fact.id: fact.value for fact in advice.facts}),
        post_as=_post_as(advice),
        answers=tuple(_answer(decision, advice, rulebook) for decision in advice.decisions if decision.answer == "choose"),
        steps=tuple(part for part in parts if part.id == STEPS),
        fixes=tuple(_fix(concern, rulebook) for concern in advice.concerns),
        parts=tuple(part for part in parts if part.id != STEPS),
        ask=_ask(advice, rulebook),
        why=_why_command(advice),
        known=tuple(_known(fact, rulebook) for fact in advice.facts),
    )


def _known(fact: KnownFact, rulebook: Rulebook) -> Known:
    spec = rulebook.facts[fact.id]
    return Known(spec.label, value_in_words(spec, fact.value), fact.origin == "derived")


def _said(text: str, cites: tuple[str, ...], basis: Basis) -> Line:
    return Line(text, cites, basis == "inference")


def _because(reason: Reason, lead: str = "") -> Line:
    return _said(lead + reason.because, reason.cites, reason.basis)


def _about(option: Option) -> Line | None:
    return Line(option.about, option.cites) if option.about else None


def _fix(concern: ConcernAdvice, rulebook: Rulebook) -> Fix:
    also = tuple((_said(other.message, other.cites, other.basis), _said(other.because, other.cites, other.basis)) for other in concern.also)
    because = _said(concern.because, concern.cites, concern.basis)
    return Fix(concern.severity, concern.message, rulebook.owners[concern.owner], because, concern.asks, concern.fix, also)


def _ask(advice: Advice, rulebook: Rulebook) -> Ask | None:
    question = advice.next_question
    if question is None:
        return None
    settles = listing([rulebook.decisions[item].label.lower() for item in question.decisions])
    return Ask(question.fact, question.type, question.question, question.help, tuple(question.options.items()), settles)


def _why_command(advice: Advice) -> str:
    """Return the command that explains the first choice that is open, or else the first; empty where there is none, or no file to name."""
    choices = [decision for decision in advice.decisions if decision.answer == "choose"]
    explained = next((decision for decision in choices if not decision.settled), choices[0] if choices else None)
    if explained is None or advice.situation == "-":
        return ""
    return f"advisor explain {quote(advice.situation)} --decision {explained.id}"


def _headline(facts: dict[str, Value]) -> str:
    said = []
    engineers = facts.get("company.engineers")
    stage = facts.get("company.stage")
    if isinstance(stage, str) and not facts.get("company.extrapolated"):
        said.append(stage)
    if isinstance(engineers, int):
        said.append(f"{engineers:,} engineer{'' if engineers == 1 else 's'}")
    if isinstance(employees := facts.get("company.employees"), int):
        said.append(f"{employees:,} employees")
    if facts.get("role.first_infrastructure_hire") is True:
        said.append("first infrastructure hire")
    if facts.get("role.reason") == "backfill":
        said.append("somebody left")
    if facts.get("company.extrapolated") is True:
        said.append("smaller than the guide describes")
    if not said and (kinds := facts.get("work.kinds")) and isinstance(kinds, SetValue):
        said.append(f"the work is {listing(sorted(kinds.members)) or 'not infrastructure'}")
    return ", ".join(said) or "little is known yet"


def _post_as(advice: Advice) -> str:
    """Return the answers to the choices as one phrase, or say what is open."""
    phrases = {}
    for decision in advice.decisions:
        if decision.answer == "choose":
            labels = [option.label for option in decision.first]
            phrases[decision.id] = listing(labels, "or") if len(labels) <= 2 else ""
    level, title = phrases.pop("level", ""), phrases.pop("title", "")
    if "or" in level.split():
        level = f"{level}:"
    if title and level:
        level = level if level.isupper() else capital(level)
    lead = " ".join(word for word in (level, title) if word) if title else (f"title open, {level.lower()}" if level else "title open")
    return ", ".join([lead, *(phrase for phrase in phrases.values() if phrase)])


def _answer(decision: DecisionAdvice, advice: Advice, rulebook: Rulebook) -> Answer:
    spec = rulebook.decisions[decision.id]
    first = decision.first
    return Answer(
        label=spec.label,
        options=tuple(option.label for option in first),
        standing=_standing(decision),
        pending=_pending(decision, rulebook),
        about=_about(spec.options[first[0].id]) if len(first) == 1 else None,
        reasons=tuple(_because(reason) for reason in _strongest([item for option in first for item in option.reasons])),
        tensions=_tensions(decision),
        breakers=_breakers(decision, advice, rulebook),
        missing=tuple(Missing(fact, rulebook.facts[fact].label, rulebook.facts[fact].ask) for fact in decision.open_facts),
    )


def _standing(decision: DecisionAdvice) -> Literal["settled", "leads so far", "open, a tie", "open"]:
    if decision.settled:
        return "settled"
    if not decision.first:
        return "open"
    return "leads so far" if len(decision.first) == 1 else "open, a tie"


def _pending(decision: DecisionAdvice, rulebook: Rulebook) -> str:
    first = decision.first
    if decision.settled:
        return "nothing still unknown would change it" if first else "nothing here is the right one"
    asked = _labels(decision.open_facts, rulebook, "or")
    if not first:
        return f"it depends on {asked}" if asked else "nothing known speaks for one of them"
    if not asked:
        return "rules that could change it are still undecided"
    return f"{asked} could change it" if len(first) == 1 else f"what decides is {asked}"


def _labels(facts: Sequence[str], rulebook: Rulebook, last: str) -> str:
    """Return the labels of the first few facts, and how many more there are."""
    named = listing([rulebook.facts[fact].label for fact in facts[:_ASKED]], last)
    return f"{named} ({len(facts) - _ASKED} more)" if len(facts) > _ASKED else named


def _strongest(reasons: Sequence[Reason]) -> list[Reason]:
    unique = {reason.rule: reason for reason in reasons}
    return sorted(unique.values(), key=lambda reason: STRENGTHS.index(reason.strength))


def _tensions(decision: DecisionAdvice) -> tuple[Line, ...]:
    """Return what speaks against the answer, and the best strong reason for the next in rank."""
    first = decision.first
    if len(first) != 1:
        return ()
    told = {reason.rule for reason in first[0].reasons}
    found = [_because(reason, "Against it: ") for reason in _strongest(first[0].against) if reason.rule not in told]
    for option in decision.options:
        reasons = [reason for reason in _strongest(option.reasons) if reason.rule not in told and reason.strength != "supporting"]
        if option not in first and reasons:
            found.append(_because(reasons[0], f"For {option.label}: "))
            break
    return tuple(found)


def _breakers(decision: DecisionAdvice, advice: Advice, rulebook: Rulebook) -> tuple[Line, ...]:
    """Return, for a tie, what would break it: the summaries of the open rules that would decide."""
    first = decision.first
    if len(first) < 2:
        return ()
    found = {opening.rule: opening for option in first for opening in openings(decision.id, option.id, advice, rulebook)}
    ordered = sorted(found.values(), key=lambda opening: STRENGTHS.index(opening.strength))
    deciding = [(opening.summary, rulebook.rule(opening.rule)) for opening in ordered if opening.strength == ordered[0].strength]
    return tuple(_said(f"{summary}.", rule.cites, rule.basis) for summary, rule in deciding)


def _part(section_id: str, advice: Advice, rulebook: Rulebook) -> Part:
    section = rulebook.sections[section_id]
    lists = []
    for decision in advice.decisions:
        if rulebook.decisions[decision.id].section == section_id and decision.answer == "list":
            listed = _listed(decision, advice, rulebook, section)
            if listed.entries or listed.open or listed.against:
                lists.append(listed)
    return Part(section_id, section.label, section.open, section.against, tuple(lists))


def _listed(decision: DecisionAdvice, advice: Advice, rulebook: Rulebook, section: Section) -> Listed:
    spec = rulebook.decisions[decision.id]
    unranked = [option for option in decision.options if option.rank is None]
    possible = _possible(decision.id, [option for option in unranked if not option.against], advice, rulebook) if section.open else ()
    refused = [option for option in unranked if option.against] if section.against else []
    return Listed(
        label=spec.label,
        question=spec.question,
        entries=tuple(Entry(option.label, _why(option.reasons), _about(spec.options[option.id])) for option in decision.ranked),
        open=possible,
        against=tuple(Entry(option.label, _why(option.against), None) for option in refused),
    )


def _why(reasons: Sequence[Reason]) -> tuple[Line, ...]:
    return tuple(_because(reason) for reason in _strongest(reasons))


def _possible(decision: str, options: Sequence[OptionAdvice], advice: Advice, rulebook: Rulebook) -> tuple[Entry, ...]:
    """Return the options that facts still unknown could bring in, each with what it depends on."""
    found = []
    for option in options:
        hopeful = [opening for opening in openings(decision, option.id, advice, rulebook) if not opening.against]
        if hopeful:
            facts = list(dict.fromkeys(fact for opening in hopeful for fact in opening.facts))
            asked = rulebook.facts[facts[0]].ask if len(facts) == 1 else f"Depends on: {_labels(facts, rulebook, 'and')}."
            found.append(Entry(option.label, (Line(asked),), None))
    return tuple(found)
