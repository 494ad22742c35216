"""Pages of decisions: the tree, the options, and what speaks for and against each."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.model import STRENGTHS, Decision, Option, Recommend
from advisor.render.elements import Html, el, join
from advisor.render.site.layout import Links, Page, inference, listed, section
from advisor.render.site.material import Material, path_of
from advisor.render.trees.words import NAMED, answer_words, end_words, members_named, question_counted, question_words
from advisor.verify.trees import Leaf, Question, Tree, size

_MOST_SHOWN = 30
"""An option's tree that is larger than this is folded away."""

Trees = Mapping[str | None, Tree]


def decision_page(decision: Decision, trees: Trees | None, material: Material) -> Page:
    """Return the page of a decision; without trees, where its conditions are too intricate for them."""
    path = path_of("decisions", decision.id)
    links = Links(path, material.rulebook)
    kind = "One option should come first." if decision.answer == "choose" else "Every option that earns a place is shown, best first."
    silence = f"It may recommend nothing. {decision.silence.because}" if decision.silence else None
    choice = trees.get(None) if trees else None
    body = join(
        [
            el("p", decision.question, class_="lead"),
            el("p", kind, " ", silence),
            section("What decides it", el("div", _tree(choice, decision, links), class_="tree")) if choice else None,
            el(
                "section",
                el("h2", "Options"),
                *[_option(option, decision, trees or {}, links, material) for option in decision.options.values()],
            ),
        ]
    )
    words = " ".join((decision.question, *[option.label for option in decision.options.values()]))
    return Page(path, "decisions", decision.id, decision.label, body, words)


def _option(option: Option, decision: Decision, trees: Trees, links: Links, material: Material) -> Html:
    sides: dict[bool, list[Html]] = {True: [], False: []}
    rules = [(rule.then, rule) for rule in material.speaking.get(decision.id, ()) if isinstance(rule.then, Recommend)]
    for then, rule in sorted(rules, key=lambda pair: STRENGTHS.index(pair[0].strength)):
        for pro, options in ((True, then.options), (False, then.against)):
            if option.id in options:
                sides[pro].append(join([el("span", then.strength, class_="strength"), " ", links.rule(rule), " ", inference(rule)]))
    tree = trees.get(option.id)
    drawn = el("div", _tree(tree, decision, links), class_="tree") if isinstance(tree, Question) else None
    if tree is not None and drawn is not None and size(tree) > _MOST_SHOWN:
        drawn = el("details", el("summary", "What decides it"), drawn)
    return el(
        "div",
        el("h3", option.label),
        el("p", option.about) if option.about else None,
        drawn,
        _side("For", sides[True]),
        _side("Against", sides[False]),
        _side("Rests on", [links.cite(cite) for cite in option.cites]),
        class_="option",
        id=option.id,
    )


def _side(name: str, items: list[Html]) -> Html | None:
    return el("details", el("summary", f"{name} ({len(items)})"), listed(items)) if items else None


def _tree(tree: Tree, decision: Decision, links: Links) -> Html:
    if not isinstance(tree, Question):
        kind = "open" if not isinstance(tree, Leaf) else "yes" if tree.options else "no"
        return el("span", end_words(tree, decision, links.rulebook), class_=f"end {kind}")
    asked = _asked(tree, links)
    branches = []
    for branch in tree.branches:
        answer = el("span", answer_words(branch, links.rulebook), class_="answer")
        branches.append(el("li", answer, " ", _tree(branch.tree, decision, links)))
    return join([asked, el("ul", *branches)])


def _asked(question: Question, links: Links) -> Html:
    """Return what is asked; members that would fill lines are folded away below it."""
    members = members_named(question, links.rulebook)
    if len(members) <= NAMED:
        return el("p", links.to("facts", question.fact, question_words(question, links.rulebook)), class_="asked")
    asked = el("p", links.to("facts", question.fact, question_counted(question, links.rulebook)), class_="asked")
    return join([asked, el("details", el("summary", f"{members[0]}, {members[1]}, …"), listed(members, "members"))])
