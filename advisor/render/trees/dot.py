"""A drawing in DOT, the language of graphviz, which lays it out and makes it SVG."""

from __future__ import annotations

from collections.abc import Mapping

from advisor.render.lines import wrap
from advisor.render.trees.drawing import Drawing, Kind

_BOX, _ARROW = 30, 24
"""How many characters a line in a box, and on an arrow, has at most."""
_LOOKS: Mapping[Kind, str] = {
    "decision": 'fillcolor="#1c1f24", color="#1c1f24", fontcolor="#ffffff"',
    "option": 'fillcolor="#dfe9ea", color="#0b6470", fontcolor="#1c1f24"',
    "question": 'fillcolor="#fcfbf9", color="#8a8f96", fontcolor="#1c1f24"',
    "answer": 'fillcolor="#0b6470", color="#0b6470", fontcolor="#ffffff"',
    "nothing": 'fillcolor="#f4f2ee", color="#dfdbd3", fontcolor="#5b6068"',
    "more": 'fillcolor="#f4f2ee", color="#8a8f96", fontcolor="#5b6068", style="filled,rounded,dashed"',
}
_PATH = 'color="#b3541e", penwidth=3'


def render(drawn: Drawing, title: str) -> str:
    """Return the graph, from left to right; the path of a situation has thick lines."""
    lines = [
        f"digraph {_quoted(title)} {{",
        '  graph [rankdir=LR, ordering=out, bgcolor="#ffffff", pad=0.3, nodesep=0.16, ranksep=0.55, fontname="Helvetica"]',
        '  node [shape=box, style="filled,rounded", fontname="Helvetica", fontsize=12, margin="0.16,0.08", penwidth=1]',
        '  edge [tailport=e, headport=w, fontname="Helvetica", fontsize=11, color="#8a8f96", fontcolor="#5b6068", arrowsize=0.6]',
    ]
    for box in drawn.boxes:
        looks = _LOOKS[box.kind] + (f", {_PATH}" if box.on_path else "")
        lines.append(f"  {box.id} [label={_wrapped(box.text, _BOX)}, tooltip={_quoted(box.full)}, {looks}]")
    for arrow in drawn.arrows:
        label = f"label={_wrapped(arrow.text, _ARROW)}, tooltip={_quoted(arrow.full)}, " if arrow.text else ""
        looks = f'{_PATH}, fontcolor="#b3541e"' if arrow.on_path else ""
        lines.append(f"  {arrow.source} -> {arrow.target} [{(label + looks).removesuffix(', ')}]")
    return "".join(f"{line}\n" for line in [*lines, "}"])


def _wrapped(text: str, columns: int) -> str:
    return '"' + "\\n".join(_escaped(line) for line in wrap(text, columns)) + '"'


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    """Return text as graphviz shows it unchanged: a backslash would begin an escape, an ampersand an entity."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
