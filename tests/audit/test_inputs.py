"""What an audit reads: every format, compressed or not, its columns guessed, each row once."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.audit import planning
from advisor.audit.columns import Wanted, choose
from advisor.audit.model import Source
from advisor.audit.planning import carried
from advisor.audit.tables import rows_of
from advisor.errors import Problem
from tests.audit.material import BAD, CLEAN, planned, rows, write_parquet


def read(*named: str | Path) -> list[tuple[int, str | None, str | None, str]]:
    return [(row.number, row.id, row.title, row.text.decode()) for shard in carried(planned(*named).shards) for row in rows_of(shard)]


def as_csv(content: list[dict[str, str]], delimiter: str = ",") -> str:
    lines = [delimiter.join(content[0]), *(delimiter.join(f'"{value}"' for value in row.values()) for row in content)]
    return "\n".join(lines) + "\n"


def as_jsonl(content: list[dict[str, str]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in content)


CONTENT = rows(7)
EXPECTED = [(number, row["id"], row["title"], row["text"]) for number, row in enumerate(CONTENT, 1)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", as_csv(CONTENT)),
        ("b.csv", as_csv(CONTENT, ";")),
        ("c.tsv", as_csv(CONTENT, "\t")),
        ("d.jsonl", as_jsonl(CONTENT)),
        ("e.csv", "\ufeff" + as_csv(CONTENT)),
        ("f.ndjson", "\n" + as_jsonl(CONTENT)),
    ],
)
def test_tables_of_text(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert read(tmp_path / name) == EXPECTED


@pytest.mark.parametrize("packed", ["gz", "bz2", "xz", "zst"])
@pytest.mark.parametrize(("name", "text"), [("a.csv", as_csv(CONTENT)), ("a.jsonl", as_jsonl(CONTENT))])
def test_compressed_files(packed: str, name: str, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = text.encode()
    monkeypatch.setattr(planning, "_MOST_ROWS", 3)
    file = tmp_path / f"{name}.{packed}"
    if packed == "zst":
        with pa.CompressedOutputStream(str(file), "zstd") as stream:
            stream.write(data)
    else:
        file.write_bytes({"gz": gzip.compress(data), "bz2": bz2.compress(data), "xz": lzma.compress(data)}[packed])
    assert read(file) == EXPECTED


@pytest.mark.parametrize("far", [1, 1 << 26])
@pytest.mark.parametrize("most", [1, 3, 2000])
@pytest.mark.parametrize("group", [2, 1000])
def test_parquet(group: int, most: int, far: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planning, "_MOST_ROWS", most)
    monkeypatch.setattr(planning, "_FAR", far)  # with 1, the parent reads for the workers, as it does where row groups are huge
    assert read(write_parquet(tmp_path / "a.parquet", CONTENT, group)) == EXPECTED


def test_folders_and_patterns_stand_for_the_files_in_them(tmp_path: Path) -> None:
    for name in ("in/a.parquet", "in/deep/b.parquet"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        write_parquet(tmp_path / name, CONTENT)
    (tmp_path / "in" / "ad.md").write_text(BAD, encoding="utf-8")
    assert {Path(shard.source.name).name for shard in planned(tmp_path / "in").shards} == {"a.parquet", "b.parquet", "drafts"}
    assert read(tmp_path / "in" / "**" / "*.parquet") == EXPECTED * 2
    assert read(tmp_path / "in" / "a.parquet", tmp_path / "in" / "*.parquet") == EXPECTED, "each file counts once"


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=30)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=40), st.integers(1, 200))
def test_cutting_csv_loses_no_row_and_repeats_none(cells: list[tuple[str, str]], target: int) -> None:
    import csv
    import io

    from advisor.audit.streams import csv_records

    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([("id", "text"), *cells])
    data = out.getvalue().encode()
    places = [(start, stop) for start, stop, _ in csv_records(io.BytesIO(data), ",")][1:]
    found: list[list[str]] = []
    begin = 0
    while begin < len(places):  # read piece by piece, as workers do
        end = next((at for at in range(begin, len(places)) if places[at][1] - places[begin][0] > target), len(places))
        end = max(end, begin + 1)
        piece = data[places[begin][0] : places[end - 1][1]]
        found += [cell for _, _, cell in csv_records(io.BytesIO(piece), ",") if isinstance(cell, list)]
        begin = end
    assert found == [list(pair) for pair in cells]


@pytest.mark.parametrize(
    ("names", "text", "known_by", "title"),
    [
        (["Job ID", "Job Title", "Job Description"], "Job Description", "Job ID", "Job Title"),
        (["url", "body", "position"], "body", "url", "position"),
        (["description", "description_html", "name"], "description", None, "name"),
        (["title", "whatever"], "whatever", None, "title"),
    ],
)
def test_columns_are_guessed(names: list[str], text: str, known_by: str | None, title: str | None) -> None:
    first = [dict.fromkeys(names, "short") | {names[-1]: "long " * 100} | {text: "long " * 100}]
    found = choose(Source("a.csv", "", "csv"), names, first, Wanted())
    assert not isinstance(found, Problem)
    assert (found.text, found.id, found.title) == (text, known_by, title)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (Wanted(), "no column looks like the text of ads; name it with --text-column: when and who"),
        (Wanted(text="whom"), "there is no column whom; did you mean who? (see --text-column)"),
        (Wanted(text="who", groups=["land"]), "there is no column land to group by; the columns are when and who (see --group-by)"),
    ],
)
def test_columns_that_cannot_be_told(wanted: Wanted, said: str) -> None:
    assert str(choose(Source("a.csv", "", "csv"), ["when", "who"], [{"when": "now", "who": "we"}], wanted)) == f"a.csv: {said}"


def test_a_title_that_has_a_column_of_its_own_is_read_with_the_text() -> None:
    from advisor.audit.work import titled

    assert titled("SRE", CLEAN.encode()) == f"SRE\n\n{CLEAN}".encode()
    assert titled("SRE", b"# SRE\nWork.") == b"# SRE\nWork."
    assert titled("<script>", b"Work.") == b"Work."
    assert titled("R&D", b"<p>Work.</p><p>More.</p>") == b"<h1>R&amp;D</h1>\n<p>Work.</p><p>More.</p>"
