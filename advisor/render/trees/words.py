"""What a decision tree asks, what may be answered, and where it ends, in words."""

from __future__ import annotations

from advisor.condition import Any as AnyOf
from advisor.condition import Condition, In, Members, Not
from advisor.condition import Range as Interval
from advisor.errors import listing
from advisor.model import Decision, FactSpec, Rulebook
from advisor.render.parts import capital
from advisor.render.safe import clean
from advisor.verify.trees import Branch, Leaf, More, Question
from advisor.wording import label_in_words

NAMED = 4
"""How many members a question names where it is to be short."""


def question_words(question: Question, rulebook: Rulebook, short: bool = False) -> str:
    """Return what is asked; `short` leaves out members after the first few."""
    label, named = capital(clean(rulebook.facts[question.fact].label)), members_named(question, rulebook)
    if question.members is None:
        return f"{label}?"
    if len(named) == 1:
        return f"{label}: {named[0]} among them?"
    every = question.members.count == len(named)
    if short and len(named) > NAMED + 1:
        named = [*named[:NAMED], f"{len(named) - NAMED} more"]
    return f"{label}: {_how_many(question)} of {listing(named, 'and' if every else 'or')}?"


def question_counted(question: Question, rulebook: Rulebook) -> str:
    """Return what is asked, for where the members are listed beside it."""
    return (
        f"{capital(clean(rulebook.facts[question.fact].label))}: {_how_many(question)} of these {len(members_named(question, rulebook))}?"
    )


def members_named(question: Question, rulebook: Rulebook) -> list[str]:
    """Return the members that a question asks for; none where it asks for a fact's value."""
    of = question.members.of if question.members else frozenset()
    return [clean(label_in_words(text)) for option, text in rulebook.facts[question.fact].options.items() if option in of]


def _how_many(question: Question) -> str:
    assert question.members is not None
    count = question.members.count
    return "all" if count == len(question.members.of) else "any" if count == 1 else f"at least {count}"


def answer_words(branch: Branch, rulebook: Rulebook, short: bool = False) -> str:
    """Return an answer; `short` leaves out values after the first few."""
    return _answer(branch.when, rulebook, short)


def end_words(end: Leaf | More, decision: Decision, rulebook: Rulebook) -> str:
    """Return what comes of a path: what is recommended or, where the tree goes on, what may be, and what it hangs on."""
    labels = [clean(decision.options[option].label) for option in end.options]
    if isinstance(end, More):
        facts = listing([clean(rulebook.facts[fact].label) for fact in end.facts])
        return f"…more: {listing(labels, 'or') if labels and decision.answer == 'choose' else 'open'}; it hangs on {facts}"
    if decision.answer == "list":
        return "recommended" if labels else "not recommended"
    return f"{listing(labels, 'or')} (tied)" if len(labels) > 1 else labels[0] if labels else "nothing recommended"


def _answer(when: Condition, rulebook: Rulebook, short: bool) -> str:
    match when:
        case Members():
            return "yes"
        case Not():
            return "no"
        case In(fact, values):
            return _values(rulebook.facts[fact], values, short)
        case AnyOf(parts):
            return listing([_answer(part, rulebook, short) for part in parts], "or")
        case Interval(fact, low, high):
            spec = rulebook.facts[fact]
            low = None if low == spec.low else low
            high = None if high is not None and high - 1 == spec.high else high
            if low is None:
                return "any number" if high is None else f"{high - 1:,} or fewer" if high - 1 != (spec.low or 0) else f"{high - 1:,}"
            return f"{low:,} or more" if high is None else f"{low:,}" if high == low + 1 else f"{low:,} to {high - 1:,}"
    raise TypeError(f"{when} is no answer")


def _values(spec: FactSpec, values: frozenset[bool | str], short: bool) -> str:
    if spec.type == "boolean":
        return " or ".join(word for value, word in ((True, "yes"), (False, "no")) if value in values)
    named = [clean(label_in_words(label)) for option, label in spec.options.items() if option in values]
    if len(named) > NAMED + 1 and len(named) > len(spec.options) / 2:
        left_out = [clean(label_in_words(label)) for option, label in spec.options.items() if option not in values]
        if len(left_out) <= NAMED:
            return f"anything but {listing(left_out, 'or')}" if left_out else "anything"
    if short and len(named) > NAMED + 1:
        named = [*named[:NAMED], f"{len(named) - NAMED} more"]
    return listing(named, "or")
