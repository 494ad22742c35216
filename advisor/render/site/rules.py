"""Pages of rules and of signals: what each says, when, why, and examples."""

from __future__ import annotations

import re

from advisor.condition import facts_read
from advisor.model import Derive, Raise, Recommend, Rule, Signal
from advisor.render.elements import Child, Html, blanks, el, join
from advisor.render.one_line import written
from advisor.render.site.layout import Links, Page, inference, listed, rows, section
from advisor.render.site.material import CONCEPT, Material, path_of
from advisor.wording import blanks_for_facts, value_in_words

_MENDS = {"reword": "Can be reworded now", "answer": "Needs an answer"}
_MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def rule_page(rule: Rule, material: Material) -> Page:
    """Return the page of a rule."""
    path = path_of("rules", rule.id)
    links, book = Links(path, material.rulebook), material.rulebook
    signals = {
        signal.id: signal
        for fact in sorted(facts_read(rule.when))
        for signal in material.establishing.get(fact, ())
        if fact.startswith("ad.")
    }
    examples = material.examples.get(rule.id, ())
    body = join(
        [
            el("p", consequence(rule, links), class_="lead"),
            section("Applies when", links.condition(rule.when)),
            section("Because", el("p", links.said(rule.because), " ", inference(rule))) if rule.because else None,
            section("To mend it", _mending(rule.then, links)) if isinstance(rule.then, Raise) else None,
            section("Rests on", listed(links.cite(cite) for cite in rule.cites)),
            section("Overrides", listed(links.rule(book.rule(target)) for target in rule.overrides)),
            section("Gives way to", listed(links.rule(other) for other in material.yielding.get(rule.id, ()))),
            section("Found in a draft by", listed(links.signal(signal) for signal in signals.values())),
            section("Applies to", listed((el("code", written(example.facts)) for example in examples if example.fires), "examples")),
            section(
                "Does not apply to", listed((el("code", written(example.facts)) for example in examples if not example.fires), "examples")
            ),
        ]
    )
    return Page(path, "rules", rule.id, rule.summary, body, blanks_for_facts(rule.because, book.facts))


def consequence(rule: Rule, links: Links) -> Html:
    """Return what a rule does when it applies."""
    book = links.rulebook
    match rule.then:
        case Raise(concern, severity):
            return join([el("span", severity, class_=f"severity {severity}"), " ", links.to("concerns", concern, book.concerns[concern])])
        case Recommend(decision, options, against, strength):
            spoken = [*(("for", option) for option in options), *(("against", option) for option in against)]
            said: list[Child] = []
            for side, option in spoken:
                label = book.decisions[decision].options[option].label
                said += [", " if said else None, f"{side} ", links.to("decisions", decision, label, option)]
            on = links.to("decisions", decision, book.decisions[decision].label)
            return join([f"A {strength} reason ", *said, " (", on, ")"])
        case Derive(facts):
            said = []
            for fact, value in facts.items():
                said += ["; " if said else None, links.fact(fact), f": {value_in_words(book.facts[fact], value)}"]
            return join(["Concludes ", *said])


def _mending(then: Raise, links: Links) -> Html:
    book = links.rulebook
    name = {"replace": "Write", "add": "Add", "by-hand": "To do"}[then.edit]
    return rows(
        [
            (name, blanks(blanks_for_facts(then.fix, book.facts)) if then.fix else None),
            ("A candidate asks", links.said(then.asks)),
            ("Who can fix it", book.owners[then.owner]),
            ("In a draft", _MENDS[then.mend]),
        ]
    )


def signal_page(signal: Signal, material: Material) -> Page:
    """Return the page of a signal."""
    path = path_of("signals", signal.id)
    links = Links(path, material.rulebook)
    examples = material.signal_examples.get(signal.id, ())
    read = {rule.id: rule for fact in signal.establishes for rule in material.reading.get(fact, ())}
    established = [join([links.fact(fact), f": {_value(value)}"]) for fact, value in signal.establishes.items()]
    if signal.takes_back:
        established = [join(["nothing: it takes back what the sentence before says"])]
    body = join(
        [
            section("Establishes", listed(established)),
            section("Is found in", listed(_marked(text) for fires, text in examples if fires)),
            section("Is not found in", listed(text for fires, text in examples if not fires)),
            section("Patterns", listed((_pattern(text, links, material) for text in signal.patterns), "patterns")),
            section("Unless", listed((_pattern(text, links, material) for text in signal.unless), "patterns")),
            rows([("Counts in", ", ".join(sorted(signal.sections))), ("Counts even where", ", ".join(sorted(signal.ignores)))]),
            section("Rules that read it", listed(links.rule(rule) for rule in read.values())),
        ]
    )
    words = " ".join(text.replace("[[", "").replace("]]", "") for fires, text in examples if fires)
    return Page(path, "signals", signal.id, signal.summary, body, words)


def _value(value: bool | int | str | tuple[str, ...]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "the number found" if value == "$n" else ", ".join(value) if isinstance(value, tuple) else str(value)


def _marked(text: str) -> Html:
    return join([el("mark", piece) if index % 2 else piece for index, piece in enumerate(_MARKED.split(text))])


def _pattern(text: str, links: Links, material: Material) -> Html:
    pieces = CONCEPT.split(text)
    known = material.signals.concepts
    linked = [links.to("concepts", piece, f"<{piece}>") if piece in known else f"<{piece}>" for piece in pieces[1::2]]
    return el("code", *[linked[index // 2] if index % 2 else _breakable(piece) for index, piece in enumerate(pieces)])


def _breakable(text: str) -> Html:
    """Return text that may be broken after each bar."""
    first, *more = text.split("|")
    return join([first, *[join(["|", el("wbr"), piece]) for piece in more]])
