"""From a situation to a job description to start from, with a note to its author.

What the ad says is declared in the rulebook's `ad.yaml` and in the `ad` of decision options. A line is said only
where its condition is true; what is unknown is a blank, and what is true and a concern stands in the note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from advisor.advise import Adviser, adviser
from advisor.condition import Facts, evaluate
from advisor.errors import listing
from advisor.model import (
    AdSlot,
    DecisionAdvice,
    DraftLine,
    DraftNote,
    DraftPart,
    JobDraft,
    OptionAdvice,
    Rulebook,
)
from advisor.situation import Situation
from advisor.wording import fill

BLANK = re.compile(r"<[^<>\n]{1,80}>")
"""What the author fills in."""
TITLE = "title"
LEVEL = "level"
LEVEL_FACT = "role.level"
TITLE_FACT = "role.title"


def draft(situation: Situation, rulebook: Rulebook, engine: str = "compiled") -> JobDraft:
    """Return a job description for the situation to start from, with what its author should know.

    The same situation always gives the same draft. Raises what `evaluate` raises: BadInput when the facts cannot all
    be true.
    """
    return _Writer(situation, rulebook, adviser(rulebook, engine)).write()


class _Writer:
    """Writes one draft."""

    def __init__(self, situation: Situation, rulebook: Rulebook, adviser: Adviser) -> None:
        self._advice = advice = adviser.advise(situation, next_question=False)
        self._situation = situation
        self._adviser = adviser
        self._rulebook = rulebook
        self._facts: Facts = {fact.id: fact.value for fact in advice.facts}
        self._named: set[str] = set()
        self._listed: list[str] = []
        self._told: list[DraftNote] = []
        self._asked: set[str] = set()
        self._chosen = {decision.id: self._choose(decision) for decision in advice.decisions if decision.answer == "choose"}

    def write(self) -> JobDraft:
        title, level = self._chosen.get(TITLE), self._chosen.get(LEVEL)
        parts = tuple(self._parts())
        said = title.label.partition(" (")[0] if title else self._own_title() or "<title>"
        tension = self._tension(level)
        if level is not None and tension is None:
            said = f"{level.label} {said}"
        texts = [said, *(line.text for part in parts for line in part.lines)]
        notes = (*self._concerns(), *self._choices(), *filter(None, [tension]), *self._left_out(), *self._questions())
        blanks = tuple(dict.fromkeys(blank for text in texts for blank in BLANK.findall(text)))
        return JobDraft(self._advice.situation, said, level.id if level and not tension else None, parts, notes, blanks)

    def _tension(self, level: OptionAdvice | None) -> DraftNote | None:
        """Return why the title should not name the level: said in the ad, it would be at odds with what else is known."""
        if level is None or LEVEL_FACT not in self._rulebook.facts or LEVEL_FACT in self._facts:
            return None
        said = Situation(self._situation.name, {**self._situation.facts, LEVEL_FACT: level.id})
        before = {concern.concern for concern in self._advice.concerns}
        new = [concern for concern in self._adviser.advise(said, next_question=False).concerns if concern.concern not in before]
        if not new:
            return None
        return DraftNote(
            "choice", f"Level: what you ask for points to {level.label}, and the ad leaves it out. {new[0].message}", new[0].because
        )

    def _own_title(self) -> str | None:
        """Return the title the author had in mind, where nothing that the ad names could be at odds with it."""
        own, decision = self._facts.get(TITLE_FACT), self._rulebook.decisions.get(TITLE)
        if decision is None or own not in decision.options or any(self._advice.decision(listed).ranked for listed in self._listed):
            return None
        return decision.options[str(own)].label

    def _choose(self, decision: DecisionAdvice) -> OptionAdvice | None:
        """Return the one option that comes first; of several titles the one the author had in mind, else the first."""
        first = decision.first
        if len(first) > 1 and decision.id == TITLE:
            own = self._facts.get(TITLE_FACT)
            return next((option for option in first if option.id == own), first[0])
        return first[0] if len(first) == 1 else None

    def _parts(self) -> Iterator[DraftPart]:
        for part in self._rulebook.ad.values():
            lines = tuple(DraftLine(text, slot.bullets) for slot in part.slots for text in self._slot(slot))
            if lines:
                yield DraftPart(part.heading, lines)

    def _slot(self, slot: AdSlot) -> Iterator[str]:
        for decision_id, options in slot.where.items():
            chosen = self._chosen[decision_id]
            if chosen is None or chosen.id not in options:
                return
        said = list(self._first(slot)) if slot.options_of is None else list(self._options(slot.options_of, slot))
        if not said and slot.otherwise is not None:
            said = [slot.otherwise]
        if said:
            self._asked.update(fact for fact in slot.asks if fact not in self._facts)
            self._named.update(slot.covers)
        yield from said

    def _first(self, slot: AdSlot) -> Iterator[str]:
        for line in slot.lines:
            if line.when is None or evaluate(line.when, self._facts) is True:
                if line.note is not None:
                    self._told.append(DraftNote("left-out", fill(line.note, self._rulebook.facts, self._facts)))
                if line.say is not None:
                    yield fill(line.say, self._rulebook.facts, self._facts)
                return

    def _options(self, decision_id: str, slot: AdSlot) -> Iterator[str]:
        options = self._rulebook.decisions[decision_id].options
        if decision_id in self._chosen:
            chosen = self._chosen[decision_id]
            told = [] if chosen is None else [chosen]
        else:
            told = [option for option in self._advice.decision(decision_id).ranked if options[option.id].ad]
            if slot.only:
                told = [option for option in told if option.id in slot.only]
            else:
                self._listed.append(decision_id)
            told = told[: slot.most]
        for option in told:
            self._named.add(f"{decision_id}/{option.id}")
            if said := options[option.id].ad:
                yield said

    def _left_out(self) -> Iterator[DraftNote]:
        for decision_id in self._listed:
            label = self._rulebook.decisions[decision_id].label
            for option in self._advice.decision(decision_id).ranked:
                if f"{decision_id}/{option.id}" not in self._named:
                    yield DraftNote("left-out", f"{label}: {option.label}", option.reasons[0].because)
        yield from self._told

    def _concerns(self) -> Iterator[DraftNote]:
        for concern in self._advice.concerns:
            text = concern.message + (f". {concern.fix}" if concern.fix else "")
            yield DraftNote("concern", text, concern.because, concern.severity, self._rulebook.owners[concern.owner])

    def _choices(self) -> Iterator[DraftNote]:
        for decision_id in (TITLE, LEVEL):
            if decision_id in self._chosen:
                yield from self._choice(self._advice.decision(decision_id), self._chosen[decision_id])

    def _choice(self, decision: DecisionAdvice, chosen: OptionAdvice | None) -> Iterator[DraftNote]:
        label = self._rulebook.decisions[decision.id].label
        own = self._facts.get(f"role.{decision.id}")
        others = listing([option.label for option in decision.first if option is not chosen], "or")
        settle = self._rulebook.facts[decision.open_facts[0]].ask if decision.open_facts else None
        if not decision.first:
            yield DraftNote("choice", f"{label}: nothing that is known speaks for one, so the ad names none", settle)
        elif chosen is None:
            yield DraftNote("choice", f"{label}: the ad has none; it could be {others}", settle)
        elif others:
            yield DraftNote("choice", f"{label}: {others} fits as well as {chosen.label}", settle)
        elif own is not None and own != chosen.id:
            mine = self._rulebook.facts[f"role.{decision.id}"].options.get(str(own), str(own))
            yield DraftNote("choice", f"{label}: the ad says {chosen.label}, and you had {mine} in mind", chosen.reasons[0].because)

    def _questions(self) -> Iterator[DraftNote]:
        for spec in self._rulebook.facts.values():
            if spec.id in self._asked:
                yield DraftNote("unknown", spec.ask, fact=spec.id)
