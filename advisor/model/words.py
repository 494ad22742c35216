"""The words that values are made of: types, strengths, severities."""

from __future__ import annotations

from typing import Literal

FactType = Literal["boolean", "integer", "option", "set"]
Strength = Literal["decisive", "strong", "supporting"]
Severity = Literal["error", "warning", "info"]
Basis = Literal["source", "inference"]
Origin = Literal["given", "derived", "observed"]
Mend = Literal["reword", "answer"]
Edit = Literal["replace", "add", "by-hand"]

STRENGTHS: tuple[Strength, ...] = ("decisive", "strong", "supporting")
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
SCHEMA_VERSION = "1.0"
