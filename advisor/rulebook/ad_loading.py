"""`ad.yaml`: the ad that drafting writes, checked against the vocabulary and the decisions."""

from __future__ import annotations

from advisor.condition import surely_known
from advisor.errors import did_you_mean
from advisor.files import shown
from advisor.model import AdLine, AdPart, AdSlot
from advisor.rulebook import ad_files
from advisor.rulebook.conditions import read_condition
from advisor.rulebook.linking import TEMPLATE
from advisor.rulebook.problems import Problems
from advisor.rulebook.shared_files import Draft
from advisor.rulebook.yaml_reader import Document
from advisor.rulebook.yaml_reader import Path as Path_


def read_ads(draft: Draft, problems: Problems) -> None:
    """Add the parts of every `ad.yaml`; a later part replaces an earlier one of the same id."""
    for file, document in draft.ad_files:
        for part_id, part in file.parts.items():
            slots = tuple(
                _slot(slot, document, ("parts", part_id, "slots", index), draft, problems) for index, slot in enumerate(part.slots)
            )
            draft.ad[part_id] = AdPart(part.heading, slots)


def _slot(entry: ad_files.AdSlotEntry, document: Document, path: Path_, draft: Draft, problems: Problems) -> AdSlot:
    if bool(entry.first) == (entry.options_of is not None):
        problems.add("a slot has either first, a list of lines, or options_of, a decision; keep one", document.place(path))
    if entry.options_of is not None and entry.options_of not in draft.decisions:
        hint = did_you_mean(entry.options_of, draft.decisions)
        problems.add(f"{shown(entry.options_of)} is no decision{hint}", document.place((*path, "options_of")))
    lines = tuple(_line(line, document, (*path, "first", index), draft, problems) for index, line in enumerate(entry.first))
    if any(line.when is None for line in lines[:-1]):
        problems.add("a line without when is said wherever none before it is; put it last", document.place(path))
    for index, option in enumerate(entry.only):
        if entry.options_of in draft.decisions and option not in draft.decisions[entry.options_of].options:
            hint = did_you_mean(option, draft.decisions[entry.options_of].options)
            problems.add(f"{option} is no option of {entry.options_of}{hint}", document.place((*path, "only", index)))
    where = {decision: tuple(options) for decision, options in entry.where.items()}
    for decision, options in where.items():
        if decision not in draft.decisions or draft.decisions[decision].answer != "choose":
            problems.add(f"{decision} is no decision with one answer; name one, such as title", document.place((*path, "where", decision)))
            continue
        for index, option in enumerate(options):
            if option not in draft.decisions[decision].options:
                hint = did_you_mean(option, draft.decisions[decision].options)
                problems.add(f"{option} is no option of {decision}{hint}", document.place((*path, "where", decision, index)))
    if entry.otherwise is not None and entry.options_of is None:
        problems.add("otherwise belongs to options_of; write a last line without when instead", document.place((*path, "otherwise")))
    for index, fact in enumerate(entry.asks):
        if fact not in draft.facts:
            problems.add(f"{shown(fact)} is no fact{did_you_mean(fact, draft.facts)}", document.place((*path, "asks", index)))
    for index, covered in enumerate(entry.covers):
        decision, _, option = covered.partition("/")
        if decision not in draft.decisions or option not in draft.decisions[decision].options:
            hint = "; write decision/option, such as responsibilities/carry-the-pager"
            problems.add(f"{shown(covered)} is no option{hint}", document.place((*path, "covers", index)))
    return AdSlot(
        lines,
        entry.options_of,
        tuple(entry.only),
        entry.otherwise,
        entry.most,
        entry.bullets,
        where,
        tuple(entry.asks),
        tuple(entry.covers),
    )


def _line(entry: ad_files.AdLineEntry, document: Document, path: Path_, draft: Draft, problems: Problems) -> AdLine:
    when = None
    if entry.when is not None:
        when = read_condition(entry.when, document, (*path, "when"), draft.facts, problems)
    known = surely_known(when) if when is not None else frozenset()
    for key, text in (("say", entry.say), ("note", entry.note)):
        for fact in TEMPLATE.findall(text or ""):
            if fact not in draft.facts:
                problems.add(f"{{{shown(fact)}}} names no fact{did_you_mean(fact, draft.facts)}", document.place((*path, key)))
            elif fact not in known:
                problems.add(f"{{{fact}}} may be unknown here; test it in when, or write a blank", document.place((*path, key)))
    return AdLine(entry.say, when, entry.note)
