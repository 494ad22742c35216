"""Advice as Markdown, for a pull request or a wiki page: the answer first, the sources as a numbered list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from advisor.errors import listing
from advisor.model import Advice, Rulebook
from advisor.render.parts import NAMED, Answer, Ask, Entry, Fix, Group, Line, Notes, Part, View, capital, grouped
from advisor.render.safe import clean
from advisor.render.view import view

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>|~$&]")
_LEADING = re.compile(r"\A\s*(?:[-+#=]|\d+(?=[.)]))")
_MENTION = re.compile(r"(?<=[@#])(?=\w)|(?<=:)(?=[\w+-]+:)")
_LINK = re.compile(r"(?<=\w)(?=://)|(?<=www)(?=\.)", re.IGNORECASE)
_TICKS = re.compile("`+")


def render(advices: Iterable[Advice], rulebook: Rulebook) -> Iterator[str]:
    """Yield each advice as a Markdown document of its own; a rule stands between two."""
    for number, advice in enumerate(advices):
        blocks = _Document(view(advice, rulebook), Notes(rulebook)).blocks()
        yield ("\n---\n\n" if number else "") + "\n\n".join(blocks) + "\n"


def escape(text: str) -> str:
    """Return text such that Markdown shows just that text: no markup, link, mention, emoji or issue number comes of it."""
    text = _SPECIAL.sub(r"\\\g<0>", clean(text).strip())
    text = _LEADING.sub(lambda found: found[0] + "\\" if found[0][-1].isdigit() else found[0][:-1] + "\\" + found[0][-1], text)
    return _LINK.sub(r"\\", _MENTION.sub("<!-- -->", text))


def code(text: str) -> str:
    """Return text as a code span, whatever backticks it holds."""
    text = clean(text)
    fence = "`" * (1 + max(map(len, _TICKS.findall(text)), default=0))
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


class _Document:
    def __init__(self, shown: View, notes: Notes) -> None:
        self._shown = shown
        self._notes = notes

    def blocks(self) -> list[str]:
        """Return the document as blocks, between which an empty line belongs."""
        shown = self._shown
        blocks = [f"# {escape(capital(shown.post_as))}", f"{code(shown.name)}: {escape(shown.headline)}"]
        blocks += [self._answer(answer) for answer in shown.answers]
        for part in shown.steps:
            blocks += self._part(part)
        if shown.fixes:
            blocks.append("## Fix before posting")
            for fix in shown.fixes:
                blocks += self._fix(fix)
        for part in shown.parts:
            blocks += self._part(part)
        if shown.ask:
            blocks += _ask(shown.ask)
        return blocks + sources(self._notes)

    def _line(self, line: Line) -> str:
        return escape(line.marked) + "".join(f" \\[{self._notes.number(cite)}\\]" for cite in line.cites)

    def _answer(self, answer: Answer) -> str:
        lead = (
            f"**{escape(answer.label)}:** {escape(capital(listing(answer.options, 'or')))}. "
            if answer.options
            else f"**{escape(answer.label)}:** "
        )
        lines = [lead + f"_{escape(answer.status)}_", ""]
        lines += [f"- {self._line(line)}" for line in (*answer.reasons[:1], *answer.breakers, *answer.tensions)]
        return "\n".join(lines).rstrip()

    def _fix(self, fix: Fix) -> list[str]:
        lines = [f"- Who can fix it: {escape(fix.owner)}", f"- A candidate will ask: {escape(fix.asks)}"]
        if fix.fix:
            lines.append(f"- Write: {escape(fix.fix)}")
        because = self._line(fix.because)
        also = [f"- Also: {self._line(message)}" for message, _ in fix.also]
        return [f"### {capital(fix.severity)}: {escape(fix.message)}", because, "\n".join([*also, *lines])]

    def _part(self, part: Part) -> list[str]:
        blocks = [f"## {escape(part.label)}"]
        several = len(part.lists) > 1
        for listed in part.lists:
            if listed.entries:
                if several:
                    blocks.append(f"### {escape(listed.label)}")
                blocks.append(self._entries(listed.entries))
        for label, entries in ((part.open_label, part.open), (part.against_label, part.against)):
            if label and entries:
                blocks += [f"### {escape(label)}", self._entries(entries)]
        return blocks

    def _entries(self, entries: Sequence[Entry]) -> str:
        lines = [self._group(group) for group in grouped(entries[:NAMED])]
        if rest := entries[NAMED:]:
            lines.append(f"- Also: {'; '.join(escape(entry.label) for entry in rest)}")
        return "\n".join(lines)

    def _group(self, group: Group) -> str:
        names = "; ".join(f"**{escape(entry.label)}**" for entry in group.entries)
        lines = [f"- {names}" + (f": {self._line(group.reason)}" if group.reason else "")]
        for entry in group.entries:
            if entry.about:
                name = f"{escape(entry.label.partition(':')[0])}: " if len(group.entries) > 1 else ""
                lines.append(f"  - {name}{self._line(entry.about)}")
        return "\n".join(lines)


def sources(notes: Notes) -> list[str]:
    """Return what was numbered, as blocks; none where nothing was."""
    if not notes.statements:
        return []
    items = [
        f"{number}. {escape(statement.claim)} {_link(source.title, source.url)}, {code(statement.id.partition(':')[2])}"
        for number, statement, source in notes.statements
    ]
    read = [f"{escape(source.title)} is by {escape(source.author)}, read {escape(source.retrieved)}." for source in notes.sources]
    return ["## Sources", "\n".join(items), " ".join(read)]


def _ask(ask: Ask) -> list[str]:
    lines = [f"- {escape(label)} {code(option)}" for option, label in ask.options]
    question = f"**{escape(ask.question)}** {escape(ask.help or '')}".rstrip()
    add = f"Add {code(ask.statement)} to the file. It may settle the {escape(ask.settles)}."
    return ["## Ask next", question, *(["\n".join(lines)] if lines else []), add]


def _link(label: str, url: str) -> str:
    address = re.sub(r"[\s<>()\\]", lambda found: f"%{ord(found[0]):02X}", url)
    return f"[{escape(label)}](<{address}>)"
