"""Cutting a paragraph or bullet into sentences.

Sentences may be glued together ("… requirements.You will …"), bullets may run on within a line, and ads
without any line structure string their duties together without a stop.
"""

from __future__ import annotations

from advisor.regex import late

_STOP = late(
    r"[.!?…•●▪◦‣■✓✔➢\uf0b7·*]"  # one set of characters first: that is what makes the search fast
    r"(?:(?<=[.!?…])(?:[\"')\]*_”’»]*+(?=\s+[\"'(\[*_“‘«]*+(?:[A-Z0-9]|[^\x00-\x7f\W]))"  # something like a beginning follows,
    r"|(?=[A-Z][a-z])(?<=[a-z)\]*][.!?])(?!Js\b|Net\b|Io\b|Com\b))"  # or is glued on
    r"|(?<=[•●▪◦‣■✓✔➢\uf0b7])\s*"
    r"|(?<=\s·)\s+"
    r"|(?<=[\s.:;]\*)\s+(?=\S))"
)
_WORD = late(r"[^\W_]")
_BULLETS = frozenset("•●▪◦‣■✓✔➢\uf0b7·*")
_ABBREVIATIONS = frozenset(
    "e.g i.e inc ltd corp co vs approx min max yrs sr jr dr mr ms mrs st no dept u.s u.k a.m p.m incl excl esp est cf al ph.d b.s".split()
)
_LONG = 300
"""A sentence longer than this is looked at for duties and skills that are strung together."""
_STARTERS = (
    "Administer Analyze Analyse Architect Assist Automate Build Collaborate Collect Communicate Conduct Configure "
    "Contribute Coordinate Create Define Deliver Deploy Design Develop Document Drive Enable Ensure Establish Evaluate "
    "Execute Facilitate Handle Help Identify Implement Improve Innovate Install Integrate Investigate Lead Maintain Manage "
    "Mentor Migrate Monitor Operate Optimize Optimise Oversee Own Partner Participate Perform Plan Prepare Present Produce "
    "Provide Recommend Research Resolve Respond Review Scale Serve Support Test Track Train Troubleshoot Understand Update "
    "Upgrade Work Write Ability Able Advanced Bachelor Certified Deep Demonstrated Excellent Experience Expert Familiarity "
    "Fluent Good Hands-on Knowledge Minimum Must Previous Proficiency Proficient Proven Solid Strong Understanding Willing "
    "Willingness Working"
)
"""How duties and skills begin."""
_GLUED = "We You Our The This Other Job"
"""How a sentence begins that is glued to the one before ("… as assignedWe are …"); a name in two capitals has no long first part."""
_STRUNG = late(
    rf"(?<=[a-z0-9)%]) +(?=(?:{'|'.join(_STARTERS.split())}|\d+\+? years)\b)"
    rf"|(?<=[a-z]{{5}})(?=(?:{'|'.join([*_STARTERS.split(), *_GLUED.split()])})\b)"
)


def sentences(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Return the sentences of text[start:end], each with whether it is a bullet that runs on within the line."""
    found: list[tuple[int, int, bool]] = []
    position, bullet = _skip_blanks(text, start, end), False
    for stop in _STOP.finditer(text, start, end):
        at, after = stop.span()
        mark = text[at]
        if mark in _BULLETS:
            _add(found, text, position, at, bullet)
            position, bullet = after, True
        elif mark != "." or not _is_abbreviation(text, position, at):
            _add(found, text, position, after, bullet)
            position, bullet = _skip_blanks(text, after, end), False
    _add(found, text, position, end, bullet)
    return found


def _skip_blanks(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _is_abbreviation(text: str, start: int, dot: int) -> bool:
    """Return whether the full stop belongs to the word before it: an abbreviation, an initial or the number of a bullet."""
    word = text[max(start, dot - 8) : dot].rsplit(None, 1)[-1:]
    if not word:
        return False
    bare = word[0].lstrip("(\"'[*_")
    if len(bare) < 3 and bare.isdigit():
        return dot - start <= len(word[0])
    return bare.lower() in _ABBREVIATIONS or (len(bare) == 1 and bare.isupper())


def _add(found: list[tuple[int, int, bool]], text: str, start: int, end: int, bullet: bool) -> None:
    """Add a sentence without the blanks at its end, if it has a word; cut where a long one strings duties or skills together."""
    while start < end and text[end - 1].isspace():
        end -= 1
    if end - start > _LONG:
        for cut in _STRUNG.finditer(text, start, end):
            found.append((start, cut.start(), bullet))
            start = cut.end()
    elif not _WORD.search(text, start, end):
        return
    found.append((start, end, bullet))
