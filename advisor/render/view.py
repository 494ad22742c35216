"""What every readable format shows of an advice, in order: the answer, what to mend, the rest, the sources.

Formats differ in layout and in how much they show; which reason speaks for an option, what counts as
open and how sources are numbered is decided here once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from advisor.condition import SetValue, Value
from advisor.errors import listing
from advisor.model import (
    STRENGTHS,
    Advice,
    Basis,
    ConcernAdvice,
    DecisionAdvice,
    OptionAdvice,
    Reason,
    Rulebook,
    Section,
    Source,
    Statement,
)
from advisor.openness import openings

INFERENCE = "our inference"
STEPS = "first"
"""The section of what to do before anything else; it stands above the concerns."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text with the statements it rests on."""

    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a decision that has one: where it stands, why, and what would change it."""

    label: str
    options: tuple[str, ...]
    status: str
    settled: bool
    about: str | None
    reasons: tuple[Line, ...]
    tensions: tuple[Line, ...]
    breakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An option with why, and what there is to know of it."""

    label: str
    why: tuple[Line, ...]
    about: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A decision with many answers: recommended, possible if facts turn out so, and spoken against."""

    label: str
    question: str
    entries: tuple[Entry, ...]
    open: tuple[Entry, ...]
    against: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of list decisions."""

    label: str
    open_label: str | None
    against_label: str | None
    lists: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Fix:
    """A concern, ready to be read."""

    severity: str
    message: str
    owner: str
    because: Line
    asks: str
    fix: str | None
    also: tuple[tuple[str, Line], ...]


@dataclass(frozen=True, slots=True)
class Ask:
    """The question to ask next."""

    fact: str
    question: str
    options: tuple[str, ...]
    settles: str


@dataclass(slots=True)
class View:
    """One advice, ready to be laid out."""

    name: str
    headline: str
    post_as: str
    answers: list[Answer]
    steps: list[Part]
    fixes: list[Fix]
    parts: list[Part]
    ask: Ask | None


class Notes:
    """Numbers citations in the order in which they are shown, and lists what was numbered."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._numbers: dict[str, int] = {}

    def number(self, cite: str) -> int:
        """Return the number of a citation, a new one the first time."""
        return self._numbers.setdefault(cite, len(self._numbers) + 1)

    @property
    def statements(self) -> list[tuple[int, Statement]]:
        """What was numbered, in order."""
        return [(number, self._rulebook.statement(cite)) for cite, number in self._numbers.items()]

    @property
    def sources(self) -> list[Source]:
        """The sources of what was numbered."""
        used = {cite.partition(":")[0] for cite in self._numbers}
        return [source for source in self._rulebook.sources.values() if source.id in used]


def said(text: str, cites: tuple[str, ...], basis: Basis) -> Line:
    """Return a text as it may be shown: an inference is never left looking like the source's word."""
    return Line(f"{text} ({INFERENCE})" if basis == "inference" else text, cites)


def view(advice: Advice, rulebook: Rulebook) -> View:
    """Return what there is to show of the advice, in the order in which to show it."""
    facts = {fact.id: fact.value for fact in advice.facts}
    parts = {section: part for section in rulebook.sections if (part := _part(section, advice, rulebook)).lists}
    return View(
        name=PurePath(advice.situation).name if advice.situation != "-" else "situation",
        headline=_headline(facts),
        post_as=_post_as(advice),
        answers=[_answer(decision, advice, rulebook) for decision in advice.decisions if decision.answer == "choose"],
        steps=[part for section, part in parts.items() if section == STEPS],
        fixes=[_fix(concern, rulebook) for concern in advice.concerns],
        parts=[part for section, part in parts.items() if section != STEPS],
        ask=_ask(advice, rulebook),
    )


def _fix(concern: ConcernAdvice, rulebook: Rulebook) -> Fix:
    also = tuple((other.message, said(other.because, other.cites, other.basis)) for other in concern.also)
    because = said(concern.because, concern.cites, concern.basis)
    return Fix(concern.severity, concern.message, rulebook.owners[concern.owner], because, concern.asks, concern.fix, also)


def _ask(advice: Advice, rulebook: Rulebook) -> Ask | None:
    question = advice.next_question
    if question is None:
        return None
    settles = listing([rulebook.decisions[item].label.lower() for item in question.decisions])
    return Ask(question.fact, question.question, tuple(question.options), settles)


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
        level = level if level.isupper() else level[0].upper() + level[1:]
    lead = " ".join(word for word in (level, title) if word) if title else (f"title open, {level.lower()}" if level else "title open")
    return ", ".join([lead, *(phrase for phrase in phrases.values() if phrase)])


def _answer(decision: DecisionAdvice, advice: Advice, rulebook: Rulebook) -> Answer:
    spec = rulebook.decisions[decision.id]
    first = decision.first
    labels = tuple(option.label for option in first)
    asked = listing([rulebook.facts[fact].label for fact in decision.open_facts[:4]], "or")
    more = len(decision.open_facts) - 4
    asked += f" ({more} more)" if more > 0 else ""
    if decision.settled:
        status = "settled: nothing still unknown would change it" if first else "settled: nothing here is the right one"
    elif not first:
        status = f"open: it depends on {asked}" if asked else "open: nothing known speaks for one of them"
    elif len(first) > 1:
        status = "open: a tie" + (f"; what decides is {asked}" if asked else "")
    else:
        status = f"leads so far; {asked} could change it" if asked else "leads so far"
    reasons = tuple(said(reason.because, reason.cites, reason.basis) for reason in _strongest([item for option in first for item in option.reasons]))
    about = rulebook.decisions[decision.id].options[first[0].id].about if len(first) == 1 else None
    return Answer(spec.label, labels, status, decision.settled, about, reasons, _tensions(decision), _breakers(decision, advice, rulebook))


def _strongest(reasons: Sequence[Reason]) -> list[Reason]:
    unique = {reason.rule: reason for reason in reasons}
    return sorted(unique.values(), key=lambda reason: STRENGTHS.index(reason.strength))


def _tensions(decision: DecisionAdvice) -> tuple[Line, ...]:
    """What speaks against the answer, and the best strong reason for the next in rank."""
    first = decision.first
    if len(first) != 1:
        return ()
    told = {reason.rule for reason in first[0].reasons}
    against = [reason for reason in _strongest(first[0].against) if reason.rule not in told]
    found = [said(f"Against it: {reason.because}", reason.cites, reason.basis) for reason in against]
    for option in decision.options:
        reasons = [reason for reason in _strongest(option.reasons) if reason.rule not in told and reason.strength != "supporting"]
        if option not in first and reasons:
            found.append(said(f"For {option.label}: {reasons[0].because}", reasons[0].cites, reasons[0].basis))
            break
    return tuple(found)


def _breakers(decision: DecisionAdvice, advice: Advice, rulebook: Rulebook) -> tuple[str, ...]:
    """For a tie, what would break it: the summaries of the open rules that would decide."""
    first = decision.first
    if len(first) < 2:
        return ()
    found = {opening.rule: opening for option in first for opening in openings(decision.id, option.id, advice, rulebook)}
    ordered = sorted(found.values(), key=lambda opening: STRENGTHS.index(opening.strength))
    return tuple(opening.summary for opening in ordered if opening.strength == ordered[0].strength)


def _part(section_id: str, advice: Advice, rulebook: Rulebook) -> Part:
    section = rulebook.sections[section_id]
    lists = []
    for decision in advice.decisions:
        if rulebook.decisions[decision.id].section == section_id and decision.answer == "list":
            listed = _listed(decision, advice, rulebook, section)
            if listed.entries or listed.open or listed.against:
                lists.append(listed)
    return Part(section.label, section.open, section.against, tuple(lists))


def _listed(decision: DecisionAdvice, advice: Advice, rulebook: Rulebook, section: Section) -> Listed:
    spec = rulebook.decisions[decision.id]
    unranked = [option for option in decision.options if option.rank is None]
    possible = {option.label: hopes for option in unranked if section.open and not option.against and (hopes := _hopes(decision.id, option.id, advice, rulebook))}
    refused = [option for option in unranked if option.against]
    return Listed(
        label=spec.label,
        question=spec.question,
        entries=tuple(Entry(option.label, _why(option.reasons), spec.options[option.id].about) for option in decision.ranked),
        open=tuple(Entry(label, (hopes,), None) for label, hopes in possible.items()),
        against=tuple(Entry(option.label, _why(option.against), None) for option in refused) if section.against else (),
    )


def _why(reasons: Sequence[Reason]) -> tuple[Line, ...]:
    return tuple(said(reason.because, reason.cites, reason.basis) for reason in _strongest(reasons))


def _hopes(decision: str, option: str, advice: Advice, rulebook: Rulebook) -> Line | None:
    hopeful = [opening for opening in openings(decision, option, advice, rulebook) if not opening.against]
    facts = list(dict.fromkeys(fact for opening in hopeful for fact in opening.facts))
    return Line(f"depends on: {listing([rulebook.facts[fact].label for fact in facts])}") if hopeful else None
