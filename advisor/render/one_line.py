"""Data as one line of YAML, as people write it in a rule or a situation."""

from __future__ import annotations

from typing import Any

import yaml


def written(value: Any) -> str:
    """Return data as one line of YAML."""
    said = str(yaml.safe_dump(value, default_flow_style=True, sort_keys=False, allow_unicode=True, width=10_000))
    return said.strip().removesuffix("\n...")
