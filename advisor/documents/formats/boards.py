"""Reading the public postings of job boards: Greenhouse, Lever and Ashby, one posting or a list of them."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

from advisor.documents.formats.fragment import unescaped, write_html
from advisor.documents.formats.jobposting import pay_line
from advisor.documents.formats.writer import Extract, Writer

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")

Posting = dict[str, Any]


def board_of(data: Any) -> str | None:
    """Return the board whose postings loaded JSON holds, or None."""
    posting = next(_postings(data), None)
    if posting is None:
        return None
    if "content" in posting and (
        "absolute_url" in posting or "internal_job_id" in posting or "updated_at" in posting or "title" in posting
    ):
        return "greenhouse"
    if "lists" in posting or "hostedUrl" in posting or ("text" in posting and ("descriptionPlain" in posting or "categories" in posting)):
        return "lever"
    if "descriptionHtml" in posting or ("descriptionPlain" in posting and "title" in posting):
        return "ashby"
    return None


def read_board(data: Any, board: str) -> list[Extract]:
    """Return the postings of a board (greenhouse, lever or ashby) in loaded JSON; those without any text are left out."""
    return [extract for posting in _postings(data) if (extract := _read(posting, board)).text]


def _postings(data: Any) -> Iterator[Posting]:
    """Yield the postings: the object itself, or those of its list."""
    if isinstance(data, dict):
        for key in ("jobs", "postings", "data", "job", "posting", "jobPosting"):
            inside = data.get(key)
            if isinstance(inside, list | dict) and not {"content", "lists", "descriptionHtml"} & data.keys():
                yield from _postings(inside)
                return
        yield data
    elif isinstance(data, list):
        yield from (item for item in data if isinstance(item, dict))


def _read(posting: Posting, board: str) -> Extract:
    writer = Writer()
    _READERS[board](posting, writer)
    writer.add_title(html.unescape(_text(posting, "text") if board == "lever" else _text(posting, "title")))
    return writer.extract(board)


def _greenhouse(posting: Posting, writer: Writer) -> None:
    """Write `content`, which is HTML with its markup escaped, and the pay that may stand beside it."""
    write_html(_text(posting, "content"), writer)
    for pay in _dicts(posting.get("pay_input_ranges")):
        low, high = (cents / 100 if isinstance(cents := pay.get(key), int | float) else None for key in ("min_cents", "max_cents"))
        writer.add("paragraph", pay_line(low, high, pay.get("currency_type"), None))


def _lever(posting: Posting, writer: Writer) -> None:
    """Write the description, then each of `lists` under its name, which the plain description leaves out, then what closes it."""
    write_html(_text(posting, "description") or _text(posting, "descriptionPlain"), writer)
    for part in _dicts(posting.get("lists")):
        writer.add("heading", html.unescape(_text(part, "text")), 2)
        content = unescaped(_text(part, "content"))
        write_html(
            content if _TAG.search(content) else "".join(f"<li>{line}</li>" for line in content.splitlines() if line.strip()), writer
        )
    pay = posting.get("salaryRange")
    if isinstance(pay, dict):
        writer.add("paragraph", pay_line(pay.get("min"), pay.get("max"), pay.get("currency"), pay.get("interval")))
    write_html(_text(posting, "salaryDescription") or _text(posting, "salaryDescriptionPlain"), writer)
    write_html(_text(posting, "additional") or _text(posting, "additionalPlain"), writer)


def _ashby(posting: Posting, writer: Writer) -> None:
    write_html(_text(posting, "descriptionHtml") or _text(posting, "descriptionPlain"), writer)
    pay = posting.get("compensation")
    if isinstance(pay, dict) and (said := _text(pay, "compensationTierSummary") or _text(pay, "scrapeableCompensationSalarySummary")):
        writer.add("paragraph", f"Salary: {said}")


_READERS: dict[str, Callable[[Posting, Writer], None]] = {"greenhouse": _greenhouse, "lever": _lever, "ashby": _ashby}


def _text(posting: Posting, key: str) -> str:
    value = posting.get(key)
    return value if isinstance(value, str) else ""


def _dicts(value: Any) -> list[Posting]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
