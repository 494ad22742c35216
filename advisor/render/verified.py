"""What verification finds, as text and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from advisor.condition import Value
from advisor.errors import listing
from advisor.model import SCHEMA_VERSION, Rulebook
from advisor.render.one_line import written
from advisor.render.plain import value_data
from advisor.verify.boxes import is_said
from advisor.verify.defects import Defect, Verification
from advisor.verify.gaps import percent

_PLURALS = {
    "constant-test": "constant tests",
    "subsumed": "subsumed rules",
    "unreachable": "unreachable rules",
    "unproved": "not proved",
    "fingerprint": "fingerprints that differ",
}


def render_text(found: Verification, rulebook: Rulebook, width: int) -> Iterator[str]:
    """Yield each defect (what is wrong, a situation that shows it, what it rests on and where it stands), and a line that sums up."""
    for defect in found.defects:
        yield _wrapped(f"{defect.kind}: {defect.message}", width, "")
        if defect.witness is not None:
            yield "  for example:\n" if defect.witness else "  for example, in every situation\n"
            yield "".join(f"    {line}\n" for line in situation_lines(defect.witness, rulebook))
        for region in defect.regions:
            yield _wrapped(f"{percent(region.share)}: {region.words}", width, "  ")
        if defect.cites:
            yield _wrapped(f"rests on {', '.join(defect.cites)}", width, "  ")
        for place in defect.places:
            yield f"  {place}\n"
        yield _wrapped(f"to mend it: {defect.cure}", width, "  ")
        yield "\n"
    yield f"{found.rules} rules, {found.facts} facts, {found.decisions} decisions: {_summed(found)}\n"


def render_json(found: Verification, rulebook: Rulebook) -> str:
    """Return the outcome as the published JSON Schema describes it (`advisor schema verification`)."""
    data = {
        "schema_version": SCHEMA_VERSION,
        "rules": found.rules,
        "facts": found.facts,
        "decisions": found.decisions,
        "gaps": {decision: _share(share) for decision, share in found.gaps.items()},
        "defects": [_defect(defect, rulebook) for defect in found.defects],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def situation_lines(witness: Mapping[str, Value], rulebook: Rulebook) -> Iterator[str]:
    """Yield the lines of a situation file; what a draft says stands in comments, as no situation can state it."""
    for fact, value in witness.items():
        line = written({fact: value_data(rulebook.facts[fact], value)})[1:-1]
        yield f"# the draft: {line}" if is_said(fact) else line


def _summed(found: Verification) -> str:
    if not found.defects:
        return "all is proved"
    counts = Counter(defect.kind for defect in found.defects)
    words = [f"{count} {kind.replace('-', ' ') if count == 1 else _plural(kind)}" for kind, count in counts.items()]
    return f"{len(found.defects)} {'defect' if len(found.defects) == 1 else 'defects'} ({listing(words)})"


def _plural(kind: str) -> str:
    return _PLURALS.get(kind, f"{kind.replace('-', ' ')}s")


def _wrapped(text: str, width: int, indent: str) -> str:
    options: dict[str, Any] = {"initial_indent": indent, "subsequent_indent": f"{indent}  "}
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False, **options) + "\n"


def _share(share: Fraction) -> dict[str, Any]:
    return {"numerator": share.numerator, "denominator": share.denominator, "percent": float(share * 100)}


def _defect(defect: Defect, rulebook: Rulebook) -> dict[str, Any]:
    witness = defect.witness
    return {
        "kind": defect.kind,
        "subjects": list(defect.subjects),
        "message": defect.message,
        "cure": defect.cure,
        "witness": None if witness is None else {fact: value_data(rulebook.facts[fact], value) for fact, value in witness.items()},
        "cites": list(defect.cites),
        "places": [{"file": place.file, "line": place.line, "column": place.column} for place in defect.places],
        "share": None if defect.share is None else _share(defect.share),
        "regions": [{"words": region.words, "share": _share(region.share)} for region in defect.regions],
    }
