"""One advice as an HTML article; `html` makes the page around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from advisor.errors import listing
from advisor.model import SEVERITIES, Rulebook, Source
from advisor.render.elements import Html, blanks, el, join, raw
from advisor.render.parts import INFERENCE, NAMED, Answer, Ask, Entry, Fix, Group, Known, Line, Listed, Notes, Part, View, capital, grouped

_LINE = raw("\n")
_HEADINGS = ("title", "section", "point")
"""The class of a heading by its depth; its level depends on whether the page has a heading above."""


def article(shown: View, rulebook: Rulebook, number: int, level: int) -> Html:
    """Return the advice as an article; its heading has this level, and `number` keeps its ids apart from others'."""
    return _Article(shown, rulebook, f"a{number}", level).whole()


def verdict(shown: View) -> str:
    """Say in a phrase how much there is to mend; empty where there is nothing."""
    counts = [(severity, shown.count(severity)) for severity in SEVERITIES]
    return listing([f"{count} {severity if count == 1 or severity == 'info' else f'{severity}s'}" for severity, count in counts if count])


class _Article:
    def __init__(self, shown: View, rulebook: Rulebook, name: str, level: int) -> None:
        self._shown = shown
        self._notes = Notes(rulebook)
        self._name = name
        self._level = level
        self._sections: list[tuple[str, str, Html]] = []

    def whole(self) -> Html:
        """Return the article."""
        shown, name = self._shown, self._name
        self._fill()
        mend = el("p", el("a", verdict(shown), href=f"#{name}-fix"), " to mend before you post", class_="verdict") if shown.fixes else None
        header = el(
            "header",
            el("p", shown.name, class_="file"),
            el("p", "Post as", class_="eyebrow"),
            self._heading(0, capital(shown.post_as), f"{name}-title"),
            el("p", capital(shown.headline), class_="situation"),
            mend,
        )
        links = [el("li", el("a", label, href=f"#{name}-{part}")) for part, label, _ in self._sections]
        jump = el("nav", el("ul", *links), class_="jump", aria_label=f"Sections of {shown.name}")
        body = el("div", _LINE, join([section for _, _, section in self._sections], "\n"), _LINE, class_="body")
        return el("article", _LINE, header, _LINE, jump, _LINE, body, _LINE, id=name, aria_labelledby=f"{name}-title")

    def _fill(self) -> None:
        shown = self._shown
        self._section("answer", "Answer", [el("div", *[self._answer(answer) for answer in shown.answers], class_="answers")])
        for part in shown.steps:
            self._section(part.id, part.label, self._part(part))
        if shown.fixes:
            self._section("fix", "Fix before posting", [el("ol", *[self._fix(fix) for fix in shown.fixes], class_="fixes")])
        for part in shown.parts:
            self._section(part.id, part.label, self._part(part))
        if shown.ask:
            self._section("ask", "Ask next", self._ask(shown.ask))
        if shown.known:
            self._section("known", "What this rests on", [_known(shown.known)])
        if self._notes.statements:
            self._section("sources", "Sources", self._sources())

    def _section(self, part: str, label: str, content: Sequence[Html]) -> None:
        label_id = f"{self._name}-{part}"
        heading = self._heading(1, label, label_id)
        section = el("section", _LINE, heading, _LINE, join(content, "\n"), _LINE, class_=part, aria_labelledby=label_id)
        self._sections.append((part, label, section))

    def _heading(self, depth: int, label: str | Html, name: str | None = None) -> Html:
        return el(f"h{self._level + depth}", label, id=name, class_=_HEADINGS[depth])

    # --- texts -----------------------------------------------------------------------------------

    def _line(self, line: Line, class_: str | None = None, tag: str = "p") -> Html:
        mark = [" ", el("span", INFERENCE, class_="inference")] if line.inference else []
        return el(tag, blanks(line.text), *mark, *self._references(line.cites), class_=class_)

    def _references(self, cites: Sequence[str]) -> Iterator[Html]:
        for cite in cites:
            number = self._notes.number(cite)
            yield join([" ", el("a", f"[{number}]", href=f"#{self._name}-source-{number}", class_="reference")])

    def _reasons(self, lines: Sequence[Line]) -> Html | None:
        """Return the reasons beyond the first, folded away."""
        if not lines:
            return None
        summary = f"{len(lines)} more reason{'' if len(lines) == 1 else 's'}"
        return el("details", el("summary", summary), el("ul", *[self._line(line, tag="li") for line in lines]), class_="reasons")

    # --- the answers ---------------------------------------------------------------------------------

    def _answer(self, answer: Answer) -> Html:
        chosen = el("strong", capital(listing(answer.options, "or") if answer.options else answer.standing))
        standing = el("span", answer.standing, class_="standing") if answer.options else None
        return el(
            "section",
            self._heading(2, answer.label),
            el("p", chosen, " ", standing),
            self._line(answer.about, "about") if answer.about else None,
            *[self._line(line) for line in answer.reasons[:1]],
            el("ul", *[self._line(line, tag="li") for line in answer.breakers]) if answer.breakers else None,
            *[self._line(line, "tension") for line in answer.tensions],
            self._reasons(answer.reasons[1:]),
            _open(answer),
            class_="choice",
        )

    # --- concerns ------------------------------------------------------------------------------------

    def _fix(self, fix: Fix) -> Html:
        pairs = [("Who can fix it", el("dd", capital(fix.owner))), ("A candidate will ask", el("dd", fix.asks))]
        if fix.fix:
            pairs.append(("Write", el("dd", el("q", blanks(fix.fix)))))
        also = [item for message, because in fix.also for item in (self._line(message, tag="dt"), self._line(because, tag="dd"))]
        return el(
            "li",
            self._heading(2, join([el("span", capital(fix.severity), class_="severity"), " ", fix.message])),
            self._line(fix.because),
            el("dl", *[el("div", el("dt", label), said) for label, said in pairs]),
            el("details", el("summary", "What else raises this"), el("dl", *also, class_="also")) if also else None,
            class_=fix.severity,
        )

    # --- lists -------------------------------------------------------------------------------------------

    def _part(self, part: Part) -> list[Html]:
        content = []
        several = sum(bool(listed.entries) for listed in part.lists) > 1
        for listed in part.lists:
            if listed.entries:
                content += self._listed(listed, several)
        if part.open:
            content.append(self._heading(2, part.open_label or ""))
            content.append(el("p", "Only where your file comes to say so:", class_="question"))
            content += self._options(part.open, "possible")
        if part.against:
            content.append(self._heading(2, part.against_label or ""))
            content += self._options(part.against, "against")
        return content

    def _listed(self, listed: Listed, several: bool) -> list[Html]:
        heading = [self._heading(2, listed.label)] if several else []
        return [*heading, el("p", listed.question, class_="question"), *self._options(listed.entries, "options")]

    def _options(self, entries: Sequence[Entry], class_: str) -> list[Html]:
        """Return the first entries, and the rest folded away under their names."""
        content = [self._groups(entries[:NAMED], class_)]
        if rest := entries[NAMED:]:
            names = "; ".join(entry.label for entry in rest[:NAMED]) + ("; …" if len(rest) > NAMED else "")
            summary = el("summary", f"{len(rest)} more: ", el("span", names))
            content.append(el("details", summary, self._groups(rest, class_), class_="more"))
        return content

    def _groups(self, entries: Sequence[Entry], class_: str) -> Html:
        return el("ol", *[self._group(group) for group in grouped(entries)], class_=class_)

    def _group(self, group: Group) -> Html:
        if len(group.entries) == 1:
            reason = self._line(group.reason) if group.reason else None
            return el("li", *self._entry(group.entries[0], reason))
        names = el("ul", *[el("li", *self._entry(entry)) for entry in group.entries], class_="names")
        return el("li", names, self._line(group.reason) if group.reason else None)

    def _entry(self, entry: Entry, reason: Html | None = None) -> list[Html | None]:
        about = self._line(entry.about, "about") if entry.about else None
        return [el("strong", entry.label), reason, about, self._reasons(entry.why[1:])]

    # --- the end ---------------------------------------------------------------------------------------------

    def _ask(self, ask: Ask) -> list[Html]:
        options = [el("li", label, " ", el("code", option)) for option, label in ask.options]
        return [
            el("p", ask.question, class_="asked"),
            *([el("p", ask.help, class_="about")] if ask.help else []),
            *([el("ul", *options, class_="choices")] if options else []),
            el("p", "Add ", el("code", ask.statement), f" to the file. It may settle the {ask.settles}."),
        ]

    def _sources(self) -> list[Html]:
        items = []
        for number, statement, source in self._notes.statements:
            place = el("span", _link(source, source.id), f" {statement.id.partition(':')[2]}")
            items.append(el("li", statement.claim, " ", place, id=f"{self._name}-source-{number}"))
        read = [el("li", _link(source, source.title), f", by {source.author}, read {source.retrieved}") for source in self._notes.sources]
        return [el("ol", _LINE, join(items, "\n"), _LINE, class_="statements"), el("ul", *read, class_="works")]


def _open(answer: Answer) -> Html | None:
    """Say what keeps the answer from being settled, with the questions to ask folded into it."""
    if answer.standing == "settled":
        return None
    status = f"{capital(answer.pending)}."
    questions = [el("li", item.question, " ", el("code", item.fact)) for item in answer.missing]
    return el("details", el("summary", status), el("ul", *questions), class_="pending") if questions else el("p", status, class_="status")


def _known(known: Sequence[Known]) -> Html:
    worked_out = [" ", el("span", "worked out", class_="inference")]
    rows = [el("tr", el("th", fact.label, scope="row"), el("td", fact.value, *(worked_out if fact.concluded else []))) for fact in known]
    return el("details", el("summary", f"{len(known)} facts"), el("table", el("tbody", _LINE, join(rows, "\n"), _LINE)), class_="facts")


def _link(source: Source, label: str) -> Html:
    return el("a", label, href=source.url, rel="noreferrer")
