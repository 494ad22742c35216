"""Proving citations: the fingerprint of each statement must be that of words in a copy of its source.

A fingerprint is the SHA-256 of a passage in UTF-8 after this: NFKC; curly quotation marks made straight; bullets,
arrows and marks at its start taken off; white space made single blanks; case folded.

A passage is a line; a line without the label before its first colon; a cell of a table's row; or the row itself,
its first two cells joined as `first -> second` or `first: second`.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping

from advisor.errors import BadInput, did_you_mean, listing
from advisor.model import Rulebook
from advisor.rulebook.text import read_text
from advisor.verify.defects import Defect

_STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")
_MARKS = "-*\u2192\u26a0\u2713\u2717 \ufe0f"


def fingerprint(text: str) -> str:
    """Return the fingerprint of a passage."""
    plain = unicodedata.normalize("NFKC", text).translate(_STRAIGHT)
    return hashlib.sha256(" ".join(plain.lstrip(_MARKS).split()).casefold().encode()).hexdigest()


def unproved_statements(rulebook: Rulebook, copies: Mapping[str, str]) -> Iterator[Defect]:
    """Yield the statements whose fingerprint is not that of any passage of their source; `copies` maps sources to files.

    Raises BadInput for a source that the rulebook does not have, and for a file that cannot be read.
    """
    for source_id, file in copies.items():
        if source_id not in rulebook.sources:
            hint = did_you_mean(source_id, rulebook.sources) or f"; the sources are {listing(list(rulebook.sources))}"
            raise BadInput(f"{source_id} is no source{hint}")
        found = {fingerprint(passage) for line in read_text(file).splitlines() for passage in passages(line)}
        for statement in rulebook.sources[source_id].statements.values():
            if statement.sha256 is not None and statement.sha256 not in found:
                message = f"{statement.id} rests on words that are not in {file}"
                cure = "compare the statement with the source: it may have been changed, or the fingerprint is wrong"
                yield Defect("fingerprint", (statement.id,), message, cure)


def passages(line: str) -> Iterator[str]:
    """Yield the passages of a line."""
    yield line
    if ":" in line:
        yield line.partition(":")[2]
    if line.count("|") > 1:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        yield from cells
        yield f"{cells[0]} -> {cells[1]}"
        yield f"{cells[0]}: {cells[1]}"
