"""Reading the JobPosting of schema.org, in JSON-LD: alone, or as pages carry it for search engines."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from advisor.documents.formats.fragment import write_html
from advisor.documents.formats.loose_json import load
from advisor.documents.formats.unfit import Unfit
from advisor.documents.formats.writer import Extract, Writer, one_line

_WRAPPING = re.compile(r"\A\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*\Z")
_PARTS = (
    ("responsibilities", "Responsibilities"),
    ("qualifications", "Qualifications"),
    ("skills", "Skills"),
    ("experienceRequirements", "Experience"),
    ("educationRequirements", "Education"),
    ("workHours", "Working hours"),
    ("jobBenefits", "Benefits"),
    ("incentiveCompensation", "Compensation"),
)
"""What a posting may say beside its description, and under which heading it is read."""
_DEEPEST = 30


def postings_in(script: str) -> list[Extract]:
    """Return the postings of a piece of JSON-LD, none where it is damaged or about something else."""
    try:
        return read_jobposting(load(_WRAPPING.sub("", script)))
    except Unfit:
        return []


def read_jobposting(data: Any) -> list[Extract]:
    """Return the postings in JSON-LD that has been loaded."""
    found = []
    for posting in _postings(data):
        extract = _read(posting)
        if extract.text and extract not in found:
            found.append(extract)
    return found


def is_jobposting(data: Any) -> bool:
    """Return whether loaded JSON holds a JobPosting."""
    return any(True for _ in _postings(data))


def _postings(data: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Yield every object whose type is JobPosting: at the top, in a list, in a @graph or in another object."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for item in data:
            yield from _postings(item, depth + 1)
    elif isinstance(data, dict):
        kind = data.get("@type", data.get("type"))
        kinds = kind if isinstance(kind, list) else [kind]
        if any(isinstance(name, str) and name.rpartition("/")[2].rpartition(":")[2] == "JobPosting" for name in kinds):
            yield data
        else:
            for value in data.values():
                if isinstance(value, dict | list):
                    yield from _postings(value, depth + 1)


def _read(posting: dict[str, Any]) -> Extract:
    writer = Writer()
    write_html(_said(posting.get("description")), writer)
    description = " ".join(piece.text for piece in writer.pieces)
    for key, heading in _PARTS:
        said = Writer()
        write_html(_said(posting.get(key)), said)
        new = [piece for piece in said.pieces if piece.text not in description]
        if new:
            writer.add("heading", heading, 2)
            writer.pieces += new
    if pay := _pay(posting.get("baseSalary") or posting.get("estimatedSalary")):
        writer.add("paragraph", pay)
    writer.add_title(html.unescape(_said(posting.get("title")) or _said(posting.get("name"))))
    return writer.extract("jobposting")


def _said(value: Any, depth: int = 0) -> str:
    """Return the text of a field: a string, a list of them, or an object with a name or description."""
    if isinstance(value, str):
        return value
    if depth < 3:
        if isinstance(value, list):
            items = [said for item in value if (said := _said(item, depth + 1).strip())]
            return "".join(f"<li>{item}</li>" for item in items) if len(items) > 1 else "".join(items)
        if isinstance(value, dict):
            return " ".join(
                said for key in ("@value", "name", "credentialCategory", "description") if (said := _said(value.get(key), depth + 1))
            )
    return ""


def _pay(value: Any) -> str:
    """Return a line with the pay that a MonetaryAmount states."""
    if isinstance(value, list):
        value = value[0] if value else None
    if not isinstance(value, dict):
        return ""
    amount = value.get("value")
    amount = amount if isinstance(amount, dict) else {"value": amount}
    return pay_line(
        amount.get("minValue"),
        amount.get("maxValue") or amount.get("value"),
        value.get("currency"),
        amount.get("unitText") or value.get("unitText"),
    )


def pay_line(low: Any, high: Any, currency: Any, unit: Any) -> str:
    """Return `Salary: 60,000 to 70,000 EUR a year` for what is given of it, or an empty string."""
    figures = list(dict.fromkeys(shown for number in (low, high) if (shown := _figure(number))))
    if not figures:
        return ""
    period = one_line(str(unit or "")).lower().removeprefix("per-").removesuffix("-salary").removesuffix("-wage")
    words = [" to ".join(figures), one_line(str(currency or "")), f"a {period}" if period else ""]
    return f"Salary: {' '.join(filter(None, words))}"


def _figure(number: Any) -> str:
    try:
        value = float(str(number).replace(",", ""))
    except ValueError:
        return ""
    return f"{value:,.0f}" if 0 < value < 1e9 else ""
