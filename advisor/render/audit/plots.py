"""Plots as SVG: the same data give the same bytes, and words stay words."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

_INK, _SOFT, _ACCENT = "#1c1f24", "#5b6068", "#0b6470"
SEVERITY_COLOURS = {"error": "#a3341f", "warning": "#c98a1b", "info": "#7d8ea3"}
_PARTS = (_ACCENT, "#c98a1b", "#c9c5bc")
_SETTINGS: Any = {
    "svg.hashsalt": "advisor",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "text.color": _INK,
    "axes.labelcolor": _SOFT,
    "xtick.color": _SOFT,
    "ytick.color": _INK,
}
_WIDTH = 9.0


def bars(labels: Sequence[str], shares: Sequence[float], colours: Sequence[str]) -> str:
    """Return one bar a label, the first on top; shares are of 1."""
    figure, axes = _figure(0.34 * len(labels) + 0.5)
    axes.barh(range(len(labels)), shares, color=colours, height=0.68)
    for place, share in enumerate(shares):
        axes.text(share + 0.008, place, percent(share), va="center", color=_SOFT)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_xlim(0, 1.08)
    _percents(axes)
    return _svg(figure)


def parts(labels: Sequence[str], shares: Sequence[float]) -> str:
    """Return one bar cut into parts, each named in the legend with its share."""
    figure, axes = _figure(1.3)
    left = 0.0
    for label, share, colour in zip(labels, shares, _PARTS, strict=False):
        axes.barh([0], [share], left=left, color=colour, height=0.6, label=f"{label}: {percent(share)}")
        left += share
    axes.set_yticks([])
    axes.set_xlim(0, 1)
    _percents(axes)
    axes.legend(loc="lower left", bbox_to_anchor=(0, 1), ncols=len(labels), frameon=False, borderaxespad=0)
    return _svg(figure)


def grid(rows: Sequence[str], columns: Sequence[str], shares: Sequence[Sequence[float]]) -> str:
    """Return a cell for each row and column, the darker the larger its share, which stands in it."""
    figure, axes = _figure(0.34 * len(rows) + 1.1)
    axes.imshow(shares, cmap="YlGnBu", vmin=0, vmax=1, aspect="auto")
    axes.set_xticks(range(len(columns)), [column if len(column) <= 18 else column[:17] + "…" for column in columns], rotation=25, ha="left")
    axes.xaxis.tick_top()
    axes.set_yticks(range(len(rows)), rows)
    for at, row in enumerate(shares):
        for column, share in enumerate(row):
            axes.text(column, at, percent(share), ha="center", va="center", color="white" if share > 0.55 else _INK, fontsize=9)
    axes.tick_params(length=0)
    return _svg(figure)


def percent(share: float) -> str:
    """Return a share as people read it."""
    return "<1 %" if 0 < share < 0.005 else f"{100 * share:.0f} %"


def _figure(height: float) -> tuple[Any, Any]:
    import matplotlib as mpl
    from matplotlib.figure import Figure  # without pyplot there is no window, and nothing is kept

    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(_WIDTH, height), layout="constrained", facecolor="none")
        axes: Any = figure.add_subplot(facecolor="none")
    for side in axes.spines.values():
        side.set_visible(False)
    axes.tick_params(length=0)
    return figure, axes


def _percents(axes: Any) -> None:
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])


def _svg(figure: Any) -> str:
    import matplotlib as mpl

    out = io.StringIO()
    with mpl.rc_context(_SETTINGS):
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    return out.getvalue()
