"""Failures as RFC 9457 problem details, with the messages that the command line prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.responses import Response

from advisor.errors import AdvisorError, Problem
from advisor.render.safe import clean

MEDIA_TYPE = "application/problem+json"

KINDS: Mapping[str, tuple[int, str]] = {
    "bad-input": (422, "The input cannot be used as it is"),
    "bad-request": (400, "The request is not what this address takes"),
    "refused": (403, "The request comes from somewhere else"),
    "wrong-host": (421, "This server does not go by that name"),
    "not-found": (404, "There is nothing at this address"),
    "wrong-method": (405, "This address is asked for in another way"),
    "too-large": (413, "The request is too large"),
    "too-slow": (503, "The request took too long"),
    "too-heavy": (422, "The input takes more memory than it may"),
    "fault": (500, "Something went wrong here"),
}
"""What can go wrong, by the last part of its type: the HTTP status and the title."""


FAULT = "this is a fault of the advisor's, not of yours; please report it, with the input if you may share it"


class Trouble(Exception):
    """A failure to answer with: one of KINDS, and what is wrong, each message with place and cure."""

    def __init__(self, kind: str, problems: Iterable[Problem] | str) -> None:
        self.kind = kind
        self.problems = (Problem(problems),) if isinstance(problems, str) else tuple(problems)
        super().__init__(kind, self.problems)

    def __reduce__(self) -> tuple[type[Trouble], tuple[str, tuple[Problem, ...]]]:
        return Trouble, (self.kind, self.problems)


def trouble_of(error: AdvisorError) -> Trouble:
    """Return what to answer where the advisor refuses."""
    return Trouble("bad-input", error.problems)


def problem_data(trouble: Trouble) -> dict[str, Any]:
    """Return the body of the answer."""
    status, title = KINDS[trouble.kind]
    return {
        "type": f"/docs#{trouble.kind}",
        "title": title,
        "status": status,
        "detail": "\n".join(clean(str(problem)) for problem in trouble.problems),
        "problems": [_problem(problem) for problem in trouble.problems],
    }


def response(trouble: Trouble, headers: Mapping[str, str] | None = None) -> Response:
    """Return the answer."""
    status, _ = KINDS[trouble.kind]
    body = json.dumps(problem_data(trouble), ensure_ascii=False).encode("utf-8", "replace")
    return Response(body, status, dict(headers or {}), MEDIA_TYPE)


def _problem(problem: Problem) -> dict[str, Any]:
    place = problem.place
    where = {"file": clean(place.file), "line": place.line, "column": place.column} if place else None
    return {"message": clean(problem.message), "place": where}
