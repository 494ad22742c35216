"""What the workers do: each task takes a request as plain data, and returns the body of the answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import field, replace
from typing import Any

from advisor import drafting, explaining
from advisor.advise import Adviser, adviser
from advisor.check import Checker
from advisor.documents.read import as_draft, read_document
from advisor.errors import BadInput, did_you_mean
from advisor.files import shown
from advisor.fixing import edits
from advisor.frozen import frozen
from advisor.interview.writing import situation_file
from advisor.model import SEVERITIES, Report, Rulebook, SignalBook
from advisor.render import html, markdown
from advisor.render.draft import html as draft_html
from advisor.render.draft import json as draft_json
from advisor.render.draft import markdown as draft_markdown
from advisor.render.explanation import markdown as explanation_markdown
from advisor.render.explanation.json import explanation_data
from advisor.render.plain import advice_data, value_data
from advisor.render.report import html as report_html
from advisor.render.report import markdown as report_markdown
from advisor.render.report_data import report_data
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.situation import Situation
from advisor.suppressions import read_comments, suppress

Payload = Mapping[str, Any]


@frozen
class Library:
    """The rules, and what applies them."""

    rulebook: Rulebook
    signals: SignalBook
    checker: Checker
    adviser: Adviser
    last: list[tuple[tuple[str, str, str], Report]] = field(default_factory=list)

    @classmethod
    def load(cls, directories: tuple[str, ...], default: bool) -> Library:
        """Load the rules, as the command line does. Raises BadRulebook."""
        rulebook = load_rulebook(*directories, default=default)
        signals = load_signalbook(*directories, default=default)
        return cls(rulebook, signals, Checker(rulebook, signals, remembers=True), adviser(rulebook))

    def situation(self, payload: Payload) -> Situation | None:
        """Return the situation of a request, or None where it has none."""
        stated = payload.get("situation")
        return None if stated is None else Situation.parse(stated, self.rulebook, payload.get("situation_name", "situation"))

    def report(self, payload: Payload) -> Report:
        """Return the report on the text of a request, without what its comments ignore; that on the last text is remembered."""
        asked = payload["name"], payload["text"], repr(payload["situation"])  # to ==, true is 1
        if self.last and self.last[0][0] == asked:
            return self.last[0][1]
        document = as_draft(payload["name"], payload["text"], self.signals.headings)
        comments = read_comments(document.name, document.text, self.rulebook)
        report = suppress(self.checker.check(document, self.situation(payload)), comments.used)
        self.last[:] = [(asked, report)]
        return report


def check(library: Library, payload: Payload) -> bytes:
    """Return the report on a text."""
    report = library.report(payload)
    match payload["format"]:
        case "html":
            return _joined(report_html.render(iter([report]), library.rulebook))
        case "markdown":
            return _joined(report_markdown.render(iter([report]), library.rulebook))
        case "marks":
            placed = [(item.severity, (item.span.start, item.span.end)) for item in report.findings if item.span]
            return _json({kind: [place for severity, place in placed if severity == kind] for kind in SEVERITIES})
        case _:
            return _json(report_data(report, library.rulebook))


def evaluate(library: Library, payload: Payload) -> bytes:
    """Return the advice on a situation."""
    situation = library.situation(payload)
    assert situation is not None
    unanswered = _known_facts(payload["unanswered"], library.rulebook)
    advice = library.adviser.advise(situation, next_question=False)
    advice = replace(advice, next_question=library.adviser.question(situation, advice.decisions, unanswered))
    match payload["format"]:
        case "html":
            return _joined(html.render([advice], library.rulebook))
        case "markdown":
            return _joined(markdown.render([advice], library.rulebook))
        case _:
            return _json(advice_data(advice, library.rulebook))


def _known_facts(facts: Iterable[str], rulebook: Rulebook) -> tuple[str, ...]:
    """Return the facts. Raises BadInput for what is none."""
    for fact in facts:
        if fact not in rulebook.facts:
            raise BadInput(f"unanswered: {shown(fact)} is no fact{did_you_mean(fact, rulebook.facts)}")
    return tuple(facts)


def explain(library: Library, payload: Payload) -> bytes:
    """Return why a decision is answered as it is, and what would change it."""
    situation = library.situation(payload)
    assert situation is not None
    explanation = explaining.explain(situation, library.rulebook, payload["decision"], payload["option"])
    if payload["format"] == "markdown":
        return _joined([explanation_markdown.render(explanation, library.rulebook)])
    return _json(explanation_data(explanation, library.rulebook))


def draft(library: Library, payload: Payload) -> bytes:
    """Return a job description to start from."""
    situation = library.situation(payload)
    assert situation is not None
    if not library.rulebook.ad:
        raise BadInput("these rules declare no ad; start the server without --no-default-rules")
    found = drafting.draft(situation, library.rulebook)
    match payload["format"]:
        case "html":
            return _joined([draft_html.render(found)])
        case "markdown":
            return _joined([draft_markdown.render(found)])
        case _:
            return _joined([draft_json.render(found)])


def read(library: Library, payload: Payload) -> bytes:
    """Return the text of a file, whatever its format."""
    document = read_document(payload["name"], library.signals.headings, None, payload["data"])
    return _json({"name": document.name, "format": document.format, "text": document.text})


def fix(library: Library, payload: Payload) -> bytes:
    """Return the edits that write the suggested line of one finding into a text; none where it is there already."""
    rules = [rule.id for rule in library.rulebook.rules]
    if payload["rule"] not in rules:
        raise BadInput(f"there is no rule {shown(payload['rule'])}{did_you_mean(payload['rule'], rules)}")
    document = as_draft(payload["name"], payload["text"], library.signals.headings)
    report = library.checker.check(document, library.situation(payload))
    wanted = [
        item for item in report.findings if item.rule == payload["rule"] and (item.span.start if item.span else None) == payload["start"]
    ]
    found = edits(document, wanted, library.rulebook)
    return _json({"edits": [{"start": edit.start, "end": edit.end, "text": edit.text} for edit in found]})


def read_situation(library: Library, payload: Payload) -> bytes:
    """Return the facts that the YAML of a situation states."""
    situation = library.situation(payload)
    assert situation is not None
    specs = library.rulebook.facts
    stated = {
        fact: value_data(specs[fact], situation.facts[fact]) for fact in specs if fact in situation.places and fact in situation.facts
    }
    return _json({"facts": stated})


def write_situation(library: Library, payload: Payload) -> bytes:
    """Return a situation as a file, as an interview leaves it."""
    situation = library.situation(payload)
    assert situation is not None
    answers = {fact: value for fact, value in situation.facts.items() if fact in payload["situation"]}
    unanswered = [fact for fact in _known_facts(payload["unanswered"], library.rulebook) if fact not in answers]
    return situation_file(answers, unanswered, library.rulebook, "the web page of: advisor serve").encode()


TASKS: Mapping[str, Callable[[Library, Payload], bytes]] = {
    "check": check,
    "draft": draft,
    "evaluate": evaluate,
    "explain": explain,
    "fix": fix,
    "read": read,
    "read-situation": read_situation,
    "write-situation": write_situation,
}
"""The tasks by name."""


def _json(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _joined(parts: Iterable[str]) -> bytes:
    return "".join(parts).encode("utf-8", "replace")
