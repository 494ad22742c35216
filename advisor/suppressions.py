"""Comments in a draft that say which findings to leave out, and why.

    <!-- advisor: ignore on-call-terms reason="What we pay is in the contract" -->
    <!-- advisor: ignore-file growth-unstated, impact-unstated reason="Said on the page around it" -->

`ignore` counts for the line it ends, or, on a line of its own, for the paragraph or bullet that follows;
`ignore-file` for the whole draft. Each names concerns or rules, and its reason.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from advisor.blocks import block_end, line_end, line_start, next_line
from advisor.errors import Place, Problem, did_you_mean
from advisor.files import shown
from advisor.frozen import frozen
from advisor.model import Finding, Raise, Report, Rulebook, Span, Unused, Withheld
from advisor.regex import late

_OPEN = late(r"<!--\s*advisor\b:?")
_CLOSE = "-->"
_SAID = late(r"\s*(?P<verb>[\w-]*)\s*(?P<ids>[^\"'“”‘’=]*?)\s*(?:\breason\s*=\s*(?P<reason>\"[^\"]*\"|'[^']*'|“[^”]*”|‘[^’]*’))?\s*")
_VERBS = ("ignore", "ignore-file")
_LONGEST = 2000
_MOST = 1000
_BETWEEN = 100
"""How many empty lines and comments may stand between a comment and what it is about."""
_FORM = 'write <!-- advisor: ignore CONCERN reason="..." -->'


@frozen
class Comment:
    """A comment that stands at text[start:end] and is about text[about[0]:about[1]], or, with None, the whole text."""

    start: int
    end: int
    about: tuple[int, int] | None
    ids: tuple[str, ...]
    reason: str


@frozen
class Comments:
    """The comments of a draft, and what is wrong with those that cannot be used."""

    used: tuple[Comment, ...]
    problems: tuple[Problem, ...]


def read_comments(name: str, text: str, rulebook: Rulebook) -> Comments:
    """Return the comments to advisor in a draft's text; `name` is what messages call it.

    A comment that has no reason, or names what nothing raises, is a problem and is not used.
    """
    used: list[Comment] = []
    problems: list[Problem] = []
    known: list[str] = []
    starts: list[int] = []
    position = 0
    while found := _OPEN.search(text, position):
        known, starts = known or _known(rulebook), starts or _line_starts(text)
        close = text.find(_CLOSE, found.end())
        place = Place(name, *_at(starts, found.start()))
        if len(used) + len(problems) == _MOST:
            problems.append(Problem(f"this is comment {_MOST + 1} to advisor; turn concerns off in advisor.toml instead", place))
            break
        if close < 0:
            problems.append(Problem(f"this comment does not end; end it with {_CLOSE}", place))
            break
        position = close + len(_CLOSE)
        try:
            used.append(_comment(text, found.start(), position, text[found.end() : close], known))
        except _Unfit as fault:
            problems.append(Problem(str(fault), place))
    return Comments(tuple(used), tuple(problems))


def suppress(report: Report, comments: Sequence[Comment]) -> Report:
    """Return the report without the findings that comments ignore, which become `withheld`, and with `unused` filled."""
    if not comments:
        return report
    kept: list[Finding] = []
    withheld: list[Withheld] = []
    used: set[tuple[int, str]] = set()
    for finding in report.findings:
        hits = [(comment, name) for comment in comments for name in comment.ids if _covers(comment, name, finding)]
        used.update((comment.start, name) for comment, name in hits)
        if hits:
            withheld.append(Withheld(finding, hits[0][0].reason))
        else:
            kept.append(finding)
    starts = _line_starts(report.text)
    unused = [
        Unused(name, _span(starts, comment.start, comment.end))
        for comment in comments
        for name in comment.ids
        if (comment.start, name) not in used
    ]
    return replace(report, findings=tuple(kept), withheld=(*report.withheld, *withheld), unused=tuple(unused))


class _Unfit(ValueError):
    """A comment that cannot be used; the text says why."""


def _comment(text: str, start: int, end: int, said: str, known: Sequence[str]) -> Comment:
    parts = _SAID.fullmatch(said) if len(said) <= _LONGEST else None
    verb = parts["verb"] if parts else ""
    if parts is None or not verb:
        raise _Unfit(f"this comment is not understood; {_FORM}")
    if verb not in _VERBS:
        raise _Unfit(f"{shown(verb)} is nothing that a comment can ask for{did_you_mean(verb, _VERBS) or f'; {_FORM}'}")
    ids = tuple(dict.fromkeys(filter(None, re.split(r"[\s,]+", parts["ids"]))))
    if not ids:
        raise _Unfit(f"the comment does not say which concern to ignore; {_FORM}")
    for name in ids:
        if name not in known:
            hint = did_you_mean(name, known) or "; advisor rules show lists them"
            raise _Unfit(f"{shown(name)} is no concern, and no rule that raises one{hint}")
    reason = " ".join((parts["reason"] or "")[1:-1].split())
    if not reason:
        raise _Unfit(f'the comment gives no reason; add reason="...": why {ids[0]} may stay')
    return Comment(start, end, None if verb == "ignore-file" else _about(text, start, end), ids, reason)


def _about(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what a comment is about: its line where that says anything else, or the paragraph or bullet below."""
    first, last = line_start(text, start), line_end(text, end)
    if text[first:start].strip() or text[end:last].strip():
        return first, last
    position = next_line(text, end)
    for _ in range(_BETWEEN):
        line = text[position : line_end(text, position)].lstrip()
        if line and not line.startswith("<!--"):
            break
        position = next_line(text, position)
    return position, block_end(text, position)


def _covers(comment: Comment, name: str, finding: Finding) -> bool:
    if name not in (finding.concern, finding.rule):
        return False
    if comment.about is None:
        return True
    span = finding.span
    return span is not None and span.start < comment.about[1] and comment.about[0] < span.end


def _known(rulebook: Rulebook) -> list[str]:
    return [*rulebook.concerns, *(rule.id for rule in rulebook.rules if isinstance(rule.then, Raise))]


def _line_starts(text: str) -> list[int]:
    return [0, *(found.end() for found in re.finditer("\n", text))]


def _at(starts: Sequence[int], offset: int) -> tuple[int, int]:
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


def _span(starts: Sequence[int], start: int, end: int) -> Span:
    return Span(start, end, *_at(starts, start), *_at(starts, end))
