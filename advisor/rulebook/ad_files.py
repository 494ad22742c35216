"""What `ad.yaml` may hold: pydantic models, strict, as in `files`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from advisor.rulebook.files import FactId, FileModel, Id, Line


class AdLineEntry(FileModel):
    """A sentence of the ad, and where it is true."""

    say: Line | None = None
    when: Any = None
    note: Line | None = None


class AdSlotEntry(FileModel):
    """A place in the ad: one sentence of several, or those of a decision's options."""

    first: list[AdLineEntry] = Field(default_factory=list)
    options_of: str | None = None
    otherwise: Line | None = None
    only: list[Id] = Field(default_factory=list)
    most: int = Field(default=20, ge=1, le=20)
    bullets: bool = False
    where: dict[Id, list[Id]] = Field(default_factory=dict)
    asks: list[FactId] = Field(default_factory=list)
    covers: list[Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+/[a-z0-9-]+$")]] = Field(default_factory=list)


class AdPartEntry(FileModel):
    """A part of the ad."""

    heading: Line | None = None
    slots: list[AdSlotEntry] = Field(min_length=1)


class AdFile(FileModel):
    """`ad.yaml`: the ad that `advisor draft` writes."""

    parts: dict[Id, AdPartEntry]
