"""A drawing as a Mermaid flowchart, which GitHub and many editors show.

Text is written within double quotes, with characters that mean something to Mermaid as its entity codes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from advisor.render.trees.drawing import Drawing, Kind

_SHAPES: Mapping[Kind, tuple[str, str]] = {
    "decision": ("[", "]"),
    "option": ("[", "]"),
    "question": ("{{", "}}"),
    "answer": ("([", "])"),
    "nothing": ("([", "])"),
    "more": ("[/", "/]"),
}
_SPECIAL = re.compile(r"[\"#&<>`\\]")


def render(drawn: Drawing) -> str:
    """Return the flowchart; the path of a situation has thick lines."""
    lines = ["flowchart LR"]
    for box in drawn.boxes:
        before, after = _SHAPES[box.kind]
        lines.append(f'  {box.id}{before}"{escape(box.text)}"{after}:::{box.kind}')
    for arrow in drawn.arrows:
        said = f'|"{escape(arrow.text)}"|' if arrow.text else ""
        lines.append(f"  {arrow.source} {'==>' if arrow.on_path else '-->'}{said} {arrow.target}")
    lines += [
        "  classDef decision fill:#1c1f24,stroke:#1c1f24,color:#ffffff",
        "  classDef option fill:#dfe9ea,stroke:#0b6470,color:#1c1f24",
        "  classDef question fill:#fcfbf9,stroke:#5b6068,color:#1c1f24",
        "  classDef answer fill:#0b6470,stroke:#0b6470,color:#ffffff",
        "  classDef nothing fill:#f4f2ee,stroke:#dfdbd3,color:#5b6068",
        "  classDef more fill:#f4f2ee,stroke:#5b6068,color:#5b6068,stroke-dasharray:4 3",
    ]
    on_path = [box.id for box in drawn.boxes if box.on_path]
    if on_path:
        lines += ["  classDef path stroke:#b3541e,stroke-width:4px", f"  class {','.join(on_path)} path"]
    return "".join(f"{line}\n" for line in lines)


def escape(text: str) -> str:
    """Return text as Mermaid shows it unchanged."""
    return _SPECIAL.sub(lambda match: f"#{ord(match[0])};", text)
