"""What requests may hold."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
Shape = Literal["json", "html", "markdown"]
CheckShape = Literal[Shape, "marks"]
Stated = Annotated[
    dict[str, Any] | str,
    Field(
        description="The situation: facts nested by group or dotted, as /api/schema/situation describes them, or a situation file's YAML.",
        examples=[{"company": {"engineers": 24}, "on_call": {"required": True}}],
    ),
]

_SITUATION: dict[str, JsonValue] = {"company": {"engineers": 24}, "work": {"kinds": ["cloud", "ci-cd"]}, "on_call": {"required": True}}


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class CheckBody(_Body):
    """A draft to check, alone or against a situation."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "# DevOps Engineer\n\nYou are on call around the clock.", "situation": _SITUATION}]}
    )
    text: str = Field(description="The text of the ad, plain or Markdown. Spans of the report are places in it, in code points.")
    name: Name = Field("draft", description="What the report calls it.")
    situation: Stated | None = None
    format: CheckShape = Field(
        "json", description="What to answer with; marks are the places of the findings alone, for editors that ask at every key."
    )


class FixBody(_Body):
    """A finding of a draft whose suggested line is wanted in it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"text": "You are on call around the clock, unpaid.", "rule": "draft/on-call-unpaid", "start": 8}]}
    )
    text: str = Field(description="The text of the ad, as it was checked.")
    rule: str = Field(max_length=200, description="The rule of the finding.")
    start: int | None = Field(None, ge=0, description="Where the finding's span starts; null for something missing.")
    name: Name = "draft"
    situation: Stated | None = None


class EvaluateBody(_Body):
    """A situation to advise on."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"situation": _SITUATION}]})
    situation: Stated
    name: Name = Field("situation", description="What the advice calls it.")
    unanswered: list[Name] = Field([], max_length=1000, description="Facts that nobody knows: they are not asked for next.")
    format: Shape = Field("json", description="What to answer with.")


class ExplainBody(_Body):
    """A decision to explain, or one of its options."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"situation": _SITUATION, "decision": "title", "option": "platform-engineer"}]}
    )
    situation: Stated
    decision: Name = Field(description="The decision, such as title, level or profile.")
    option: Name | None = Field(None, description="One of its options: why it is, or why not.")
    name: Name = Field("situation", description="What the explanation calls the situation.")
    format: Literal["json", "markdown"] = Field("json", description="What to answer with.")


class DraftBody(_Body):
    """A situation to write a job description for."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"situation": _SITUATION}]})
    situation: Stated
    name: Name = Field("situation", description="What messages call the situation.")
    format: Shape = Field("json", description="What to answer with; json has the note to its author as well.")


class SituationText(_Body):
    """A situation file's text."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"yaml": "company: {engineers: 24}\n"}]})
    yaml: str
    name: Name = "situation"


class SituationFacts(_Body):
    """Facts to write as a situation file."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"facts": {"company.engineers": 24}}]})
    facts: dict[str, Any] = Field(description="Values by the id of their fact.")
    unanswered: list[Name] = Field([], max_length=1000, description="Facts that nobody knows: the file names them in comments.")


FILE = "<h1>DevOps Engineer</h1><p>You are on call around the clock.</p>"
"""What a file may hold."""


class ReadText(BaseModel):
    """What was read out of a file."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "ad.docx", "format": "html", "text": "# DevOps Engineer\n\nYou are on call around the clock.\n"}]
        }
    )
    name: str
    format: str
    text: str


class Place(BaseModel):
    """Where something stands, from 1."""

    file: str
    line: int | None
    column: int | None


class OneProblem(BaseModel):
    """One thing that is wrong, and its cure."""

    message: str
    place: Place | None


class ProblemDetails(BaseModel):
    """Why a request failed (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "/docs#bad-input",
                    "title": "The input cannot be used as it is",
                    "status": 422,
                    "detail": "situation: company.enginers is no fact; did you mean company.engineers?",
                    "problems": [
                        {
                            "message": "company.enginers is no fact; did you mean company.engineers?",
                            "place": {"file": "situation", "line": None, "column": None},
                        }
                    ],
                }
            ]
        }
    )
    type: str
    title: str
    status: int
    detail: str
    problems: list[OneProblem]
