"""What a rulebook declares and nothing uses: facts, options, signals, statements."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.condition import facts_read
from advisor.model import Recommend, Rulebook, SignalBook
from advisor.verify.defects import Defect


def unused(rulebook: Rulebook, signals: SignalBook | None) -> Iterator[Defect]:
    """Yield the facts that no rule reads, the options none recommends, the signals of use to none, and what nothing cites."""
    read = facts_used(rulebook)
    for fact in rulebook.facts:
        if fact not in read:
            yield Defect("unread-fact", (fact,), f"no rule reads {fact}", "write a rule that does, or remove the fact")
    spoken = {(rule.then.decision, option) for rule in rulebook.rules if isinstance(rule.then, Recommend) for option in rule.then.options}
    for decision in rulebook.decisions.values():
        for option in decision.options:
            if (decision.id, option) not in spoken:
                message, cure = f"no rule recommends {option} ({decision.id})", "write a rule that does, or remove the option"
                yield Defect("unused-option", (decision.id, option), message, cure)
    for signal in signals.signals if signals else ():
        if read.isdisjoint(signal.establishes) and not signal.takes_back:
            established = ", ".join(signal.establishes)
            message = f"the signal {signal.id} establishes nothing that is used ({established})"
            yield Defect("unused-signal", (signal.id,), message, "write a rule that reads it, or remove the signal", (signal.place,))
    cited = {cite for rule in rulebook.rules for cite in rule.cites}
    options = [option for decision in rulebook.decisions.values() for option in decision.options.values()]
    cited.update(cite for option in (*options, *rulebook.glossary.values()) for cite in option.cites)
    for source in rulebook.sources.values():
        for statement in source.statements.values():
            if statement.id not in cited:
                message = f"nothing cites {statement.id}: {statement.claim}"
                yield Defect("uncited-statement", (statement.id,), message, "cite it where a rule rests on it, or remove it")


def facts_used(rulebook: Rulebook) -> frozenset[str]:
    """Return the facts that decide something: rules or constraints read them, or a draft is judged by them."""
    conditions = rulebook.conditions
    read = frozenset().union(*map(facts_read, conditions))
    return read.union(*[expectation.facts for expectation in rulebook.expectations.values()])
