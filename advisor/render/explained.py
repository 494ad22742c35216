"""Rules and concerns explained for a terminal: when they apply, why, what to do, who can, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from advisor.frozen import frozen
from advisor.model import SEVERITIES, Derive, Raise, Recommend, Rule, Rulebook
from advisor.render.conditions import in_words
from advisor.render.lines import Page
from advisor.render.parts import INFERENCE
from advisor.render.safe import clean
from advisor.wording import blanks_for_facts, value_in_words

_LABEL = 14
_MENDS = {"reword": "can be reworded now", "answer": "needs an answer"}


@frozen
class Shown:
    """What a rule's own file and the signals add to its explanation: examples, and how a draft comes to say so."""

    applies: Sequence[str] = ()
    silent: Sequence[str] = ()
    found_by: Sequence[tuple[str, str]] = ()


def explain_rule(rule: Rule, shown: Shown, rulebook: Rulebook, columns: int = 80, colour: bool = False) -> str:
    """Return everything there is to say of a rule."""
    page = Page(columns, colour)
    page.add(clean(rule.summary), lead=f"{rule.id}: ", style="bold", lead_style="bold", rest=2)
    page.add(_consequence(rule, rulebook), rest=2)
    page.blank()
    lines = [f"{'  ' * depth}{'- ' if depth else ''}{clean(text)}" for depth, text in in_words(rule.when, rulebook.facts)]
    _rows(page, "WHEN", lines)
    if rule.because:
        mark = f" ({INFERENCE})" if rule.basis == "inference" else ""
        _rows(page, "BECAUSE", [clean(blanks_for_facts(rule.because, rulebook.facts)) + mark])
    if isinstance(rule.then, Raise):
        _mending(page, rule.then, rulebook)
    _rows(page, "RESTS ON", [f"{cite}: {clean(rulebook.statement(cite).claim)}" for cite in rule.cites])
    _rows(page, "OVERRIDES", rule.overrides)
    _rows(page, "GIVES WAY TO", [other.id for other in rulebook.rules if rule.id in other.overrides])
    _rows(page, "APPLIES", [clean(example) for example in shown.applies])
    _rows(page, "NOT", [clean(example) for example in shown.silent])
    _rows(page, "FOUND IN", [f'{clean(summary)}: "{clean(example)}"' for summary, example in shown.found_by])
    _rows(page, "FILE", [clean(rule.place.file)])
    return page.text()


def explain_concern(concern: str, rulebook: Rulebook, columns: int = 80, colour: bool = False) -> str:
    """Return what there is to say of a concern: of each rule that raises it, the gravest first."""
    page = Page(columns, colour)
    raising = sorted(_raising(concern, rulebook), key=lambda pair: SEVERITIES.index(pair[1].severity))
    page.add(clean(rulebook.concerns[concern]), lead=f"{concern}: ", style="bold", lead_style="bold", rest=2)
    page.add(f"raised by {len(raising)} rule{'' if len(raising) == 1 else 's'}; for one of them: advisor rules show RULE", rest=2)
    for rule, then in raising:
        page.blank()
        page.add(f"{clean(rule.summary)} ({rule.id})", lead=f"{then.severity.upper():<8} ", lead_style=then.severity, style="bold")
        mark = f" ({INFERENCE})" if rule.basis == "inference" else ""
        page.add(clean(blanks_for_facts(rule.because, rulebook.facts)) + mark, 9)
        page.add(f"A candidate will ask: {clean(blanks_for_facts(then.asks, rulebook.facts))}", 9, style="dim", rest=11)
        if then.fix:
            page.add(_fix(then, rulebook), 9, lead="-> ", style="italic")
        page.add(f"Who can fix it: {clean(rulebook.owners[then.owner])}", 9)
    cites = dict.fromkeys(cite for rule, _ in raising for cite in rule.cites)
    page.blank()
    _rows(page, "SOURCES", [f"{cite}: {clean(rulebook.statement(cite).claim)}" for cite in cites])
    return page.text()


def list_concerns(rulebook: Rulebook, columns: int = 80, colour: bool = False) -> str:
    """Return every concern with the rules that raise it."""
    page = Page(columns, colour)
    for concern, label in rulebook.concerns.items():
        page.add(clean(label), lead=f"{concern}: ", lead_style="bold", rest=2)
        for rule, then in _raising(concern, rulebook):
            page.add(clean(rule.summary), 2, lead=f"{then.severity:<8} {rule.id}  ", rest=11)
    return page.text()


def _raising(concern: str, rulebook: Rulebook) -> list[tuple[Rule, Raise]]:
    return [(rule, rule.then) for rule in rulebook.rules if isinstance(rule.then, Raise) and rule.then.concern == concern]


def _consequence(rule: Rule, rulebook: Rulebook) -> str:
    match rule.then:
        case Raise(concern, severity):
            return f"raises {concern} ({clean(rulebook.concerns[concern])}), severity {severity}"
        case Recommend(decision, options, against, strength):
            labels = rulebook.decisions[decision].options
            said = [f"for {clean(labels[option].label)}" for option in options] + [
                f"against {clean(labels[option].label)}" for option in against
            ]
            return f"a {strength} reason on {clean(rulebook.decisions[decision].label)}: {'; '.join(said)}"
        case Derive(facts):
            return "concludes " + "; ".join(
                f"{rulebook.facts[fact].label}: {value_in_words(rulebook.facts[fact], value)}" for fact, value in facts.items()
            )


def _mending(page: Page, then: Raise, rulebook: Rulebook) -> None:
    if then.fix:
        _rows(page, {"replace": "WRITE", "add": "ADD", "by-hand": "TO DO"}[then.edit], [_fix(then, rulebook)])
    _rows(page, "THEY ASK", [clean(blanks_for_facts(then.asks, rulebook.facts))])
    _rows(page, "WHO", [f"{clean(rulebook.owners[then.owner])}; in a draft it {_MENDS[then.mend]}"])


def _fix(then: Raise, rulebook: Rulebook) -> str:
    said = clean(blanks_for_facts(then.fix or "", rulebook.facts))
    return said if then.edit == "by-hand" else f'"{said}"'


def _rows(page: Page, label: str, lines: Iterable[str]) -> None:
    """Add lines beside their label; narrow pages have them below it."""
    beside = page.columns >= 50
    for number, line in enumerate(lines):
        lead = label if number == 0 else ""
        indent = len(line) - len(line.lstrip())
        if beside:
            page.add(
                line,
                lead=f"{lead:<{_LABEL}}" + " " * indent,
                lead_style="bold",
                rest=_LABEL + indent + (2 if line.lstrip().startswith("- ") else 0),
            )
        else:
            if lead:
                page.add(lead, style="bold")
            page.add(line, 2 + indent)
