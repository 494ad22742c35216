"""The two tables that an audit writes, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from advisor.audit.model import EXPECTATIONS


@lru_cache(maxsize=4)
def ads_schema(groups: Sequence[str]) -> Any:
    """Return the columns of `ads`: one row an ad."""
    import pyarrow as pa

    return pa.schema(
        [
            ("source", pa.string()),
            ("row", pa.int64()),
            ("posting", pa.int32()),
            ("id", pa.string()),
            ("title", pa.string()),
            ("title_family", pa.string()),
            ("fit", pa.string()),
            ("level", pa.string()),
            ("years_min", pa.int32()),
            *((name, pa.bool_()) for name in EXPECTATIONS),
            ("errors", pa.int32()),
            ("warnings", pa.int32()),
            ("infos", pa.int32()),
            ("concerns", pa.list_(pa.string())),
            ("characters", pa.int32()),
            *((group_column(name), pa.string()) for name in groups),
            ("error", pa.string()),
        ]
    )


@lru_cache(maxsize=1)
def findings_schema() -> Any:
    """Return the columns of `findings`: one row a finding. `start` and `end` are code points of the text that was checked."""
    import pyarrow as pa

    texts = ("rule", "concern", "severity", "message", "excerpt", "because", "fix", "asks", "owner", "basis")
    return pa.schema(
        [
            ("source", pa.string()),
            ("row", pa.int64()),
            ("posting", pa.int32()),
            ("id", pa.string()),
            *((name, pa.int32()) for name in ("start", "end", "line", "column", "end_line", "end_column")),
            *((name, pa.string()) for name in texts),
            ("cites", pa.list_(pa.string())),
        ]
    )


def group_column(name: str) -> str:
    """Return what the column is called that holds the values of a column to group by."""
    return f"group_{name}"
