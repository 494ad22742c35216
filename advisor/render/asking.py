"""The interview's side of the conversation: questions, what is settled so far, and the end."""

from __future__ import annotations

from advisor.condition import Value
from advisor.errors import listing
from advisor.model import Advice, Question, Rulebook
from advisor.render.lines import Page
from advisor.render.safe import clean
from advisor.render.view import view
from advisor.wording import value_in_words, wanted

_HOW = {
    "boolean": "yes or no",
    "option": "one of them, by number or name",
    "set": "any of them, by number or name, with commas between; or none",
}


def welcome(columns: int) -> str:
    """Return what to know before the first question."""
    page = Page(columns, False)
    page.add(
        "Answer what you know; press Enter where you don't. back answers the last question anew, change FACT (or its number) another one."
    )
    page.add("stop ends it at any time with the advice on what is known by then.")
    return page.text()


def question(asked: Question, number: int, known: Value | None, rulebook: Rulebook, columns: int) -> str:
    """Return a question with why it is asked, and what can be answered."""
    page, spec = Page(columns, False), rulebook.facts[asked.fact]
    page.add(f"{clean(asked.question)}  ({asked.fact})", lead=f"{number}. ")
    if asked.help:
        page.add(clean(asked.help), 3)
    if asked.why:
        page.add(clean(asked.why), 3, lead="Why: ", rest=3)
    if known is not None:
        page.add(f"So far: {clean(value_in_words(spec, known))}. Enter keeps it; ? takes it back.", 3)
    for place, label in enumerate(asked.options.values(), 1):
        page.add(clean(label), 3, lead=f"{place:>2} ")
    page.add(f"Answer: {_HOW.get(asked.type) or wanted(spec)}.", 3)
    return page.text()


def told(message: str, columns: int) -> str:
    """Return what is wrong with an answer."""
    page = Page(columns, False)
    page.add(clean(message))
    return page.text()


def so_far(advice: Advice, rulebook: Rulebook, columns: int, first: bool) -> str:
    """Return what is settled so far; `first` adds what the advice is by now."""
    page, shown = Page(columns, False), view(advice, rulebook)
    settled = [
        f"{answer.label.lower()} ({listing(answer.options, 'or') or 'none of these'})"
        for answer in shown.answers
        if answer.standing == "settled"
    ]
    open_ = [answer.label.lower() for answer in shown.answers if answer.standing != "settled"]
    if first:
        page.blank()
        page.add(clean(shown.post_as), lead="FIRST ADVICE  ", rest=2)
        for answer in shown.answers:
            page.add(clean(answer.status), 2, lead=f"{answer.label:<8}", rest=10)
        for fix in shown.fixes:
            page.add(clean(fix.message), 2, lead=f"{fix.severity.upper():<8}", rest=10)
    parts = [f"Settled: {listing(settled)}."] if settled else []
    parts += [f"Open: {listing(open_)}."] if open_ else []
    page.add(clean(" ".join(parts)))
    return page.text()


def nothing_left(advice: Advice) -> str:
    """Return why nothing more is asked."""
    if all(decision.settled for decision in advice.decisions if decision.answer == "choose"):
        return "That settles it: no other answer would change these choices."
    return "Nothing that is left to ask would settle more."
