"""The cache of loaded rulebooks: it saves time, and nothing else can come of it."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from advisor import Situation, evaluate
from advisor.documents.structure import structure
from advisor.model import Concepts, PatternTable, Rulebook, SignalBook
from advisor.rulebook import cache, library, loading, packing
from advisor.signals.observing import Observer
from tests.cli.running import SMALL, advisor, small_rules, write

GOOD = {"work.kinds": ["network", "ci-cd"], "company.engineers": 9}


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep rulebooks in a folder of this test's own, and forget those that the process holds."""
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(tmp_path / "cache"))
    small_rules(tmp_path)
    monkeypatch.chdir(tmp_path)
    yield tmp_path / "cache"
    for loaded in (library._load, library._load_judging, library._load_signals, library._load_reading):
        loaded.cache_clear()


def _fresh() -> Rulebook:
    """Load as a new process does."""
    library._load.cache_clear()
    return library.load_rulebook("rules", default=False)


def _loads(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Return a list that grows whenever rule files are really read."""
    seen: list[object] = []
    load = loading.load

    def noting(directories: Sequence[str]) -> loading.Loaded:
        seen.append(directories)
        return load(directories)

    monkeypatch.setattr(loading, "load", noting)
    return seen


def test_what_is_kept_is_the_same_rulebook(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _loads(monkeypatch)
    first, again = _fresh(), _fresh()
    assert len(seen) == 1
    assert (again.rules, again.facts, again.decisions, again.sources) == (first.rules, first.facts, first.decisions, first.sources)
    assert list(again.facts) == list(first.facts)
    assert evaluate(Situation.parse(GOOD, again), again) == evaluate(Situation.parse(GOOD, first), first)


@pytest.mark.parametrize(
    "damage",
    [b"", b"{}", b"rubbish", b"\xff\xfe\x00", b"0" * 8 + b"\n[]", None],
    ids=["empty", "no checksum", "no JSON", "no text", "wrong checksum", "cut short"],
)
def test_a_damaged_file_is_made_anew_silently(damage: bytes | None, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _fresh()
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    seen = _loads(monkeypatch)
    assert _fresh().rules == first.rules
    assert len(seen) == 1
    assert file.read_bytes() == whole


def test_a_file_from_other_code_is_made_anew(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _fresh()
    (file,) = kept.iterdir()
    monkeypatch.setitem(packing._MAKE, "Rule", lambda parts: int(*parts))
    assert cache.read(file.stem) is None
    monkeypatch.undo()
    monkeypatch.setenv("ADVISOR_CACHE_DIR", str(kept))
    assert cache.read(file.stem) is not None
    assert first.rules


SIGNALS = {
    "rules/lexicon/on-call.yaml": "summary: x\nnouns: [pager, on-call rota]\n",
    "rules/signals/on-call/rota.yaml": """\
summary: x
establishes: {work.kinds: [network]}
patterns: ["(join~|carry~) …3 {<on-call>}"]
unless: ["never"]
examples: {fires: ["You join our [[on-call rota]]."], silent: ["You never join our on-call rota."]}
""",
}
SENTENCES = "You are joining our on-call rota. You never carry a pager. You carry the pager. The pager is carried."


def _observed() -> list[str]:
    """Return the words that signals find, loaded as in a new process."""
    for loaded in (library._load, library._load_judging, library._load_signals, library._load_reading):
        loaded.cache_clear()
    _, signals = library.load_books("rules", default=False)
    found = Observer(signals).observe(structure("ad", SENTENCES, signals.headings))
    return [SENTENCES[item.evidence.start : item.evidence.end] for item in found]


@pytest.mark.parametrize("damage", [b"", b"{}", b"0" * 8 + b"\n[]", None])
def test_signals_kept_find_the_same_and_damaged_ones_are_made_anew(damage: bytes | None, kept: Path, tmp_path: Path) -> None:
    write(SIGNALS, tmp_path)
    assert _observed() == ["on-call rota", "pager"]
    assert _observed() == ["on-call rota", "pager"]
    files = {file: file.read_bytes() for part in ("signals", "reading") for file in kept.glob(f"*-{part}.json")}
    assert len(files) == 2
    for file, whole in files.items():
        file.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    assert _observed() == ["on-call rota", "pager"]
    assert {file: file.read_bytes() for file in files} == files


def test_texts_are_kept_whatever_is_in_them() -> None:
    words = tuple("a b c d e f g h".split())
    for texts in (words, (*words, "é\u2028"), (*words, "\ud800"), (*words, ""), (*words, "a\tb"), (*words, "a\nb"), ()):
        concepts = Concepts({f"{number}{text}": text for number, text in enumerate(texts)})
        table = PatternTable({}, texts, (), 1, (), 0, concepts.packed, 0, (), ())
        again = packing.unpacked(packing.packed(SignalBook(concepts, (), {}, (), table)))
        assert isinstance(again, SignalBook)
        assert again.table == table
        assert again.concepts.packed == concepts.packed
        assert list(again.concepts) == list(concepts)


def test_what_has_not_changed_is_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SETTLED", 0)
    before = cache.key(["rules"])
    monkeypatch.setattr(cache, "_digest", lambda _: pytest.fail("a file was read"))
    assert cache.key(["rules"]) == before


def test_what_changed_a_moment_ago_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.key(["rules"])
    monkeypatch.setattr(cache, "_digest", lambda _: "another")
    assert cache.key(["rules"]) != before


@pytest.mark.parametrize("damage", [b"", b"x" * 64, b"0" * 63, b"\xff" * 64])
def test_a_damaged_note_of_the_key_is_made_anew(damage: bytes, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SETTLED", 0)
    before = cache.key(["rules"])
    (note,) = kept.glob("*.key")
    whole = note.read_bytes()
    note.write_bytes(damage + whole[64:])
    assert cache.key(["rules"]) == before
    assert note.read_bytes() == whole


def test_each_list_of_directories_has_a_key_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SETTLED", 0)
    write({"others/facts.yaml": "facts: {}\n"}, tmp_path)
    asked: list[tuple[list[str], list[str]]] = [(["rules"], []), (["rules"], ["title"]), (["others"], []), (["rules", "others"], [])]
    found = [cache.key(*each) for each in asked]
    assert [cache.key(*each) for each in asked] == found
    assert len(set(found)) == len(found)


@pytest.mark.skipif(sys.platform == "win32", reason="there a file's time can be put back unseen, and so each is read")
def test_a_change_of_the_same_length_and_time_is_not_missed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_SETTLED", 0)
    network = tmp_path / "rules/title/network.yaml"
    before, stat = cache.key(["rules"]), network.stat()
    network.write_bytes(network.read_bytes()[::-1])
    os.utime(network, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert (network.stat().st_mtime_ns, network.stat().st_size) == (stat.st_mtime_ns, stat.st_size)
    assert cache.key(["rules"]) != before


@pytest.mark.parametrize("change", ["content", "name", "new file", "deleted file", "version"])
def test_every_change_leads_to_another_key(change: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = cache.key(["rules"])
    network = tmp_path / "rules/title/network.yaml"
    match change:
        case "content":
            network.write_text(network.read_text() + "# a comment\n")
        case "name":
            network.rename(tmp_path / "rules/title/net.yaml")
        case "new file":
            write({"rules/title/new.yaml": ""}, tmp_path)
        case "deleted file":
            network.unlink()
        case "version":
            monkeypatch.setattr(cache, "__version__", "999")
    assert cache.key(["rules"]) != before


def test_rules_with_faults_are_never_kept(kept: Path, tmp_path: Path) -> None:
    write({"rules/title/network.yaml": "summary: x\n"}, tmp_path)
    for _ in range(2):
        library._load.cache_clear()
        assert advisor("evaluate", "-", "--rules", "rules", "--no-default-rules", stdin=b"{}").code == 2
    assert not kept.exists()


@pytest.mark.parametrize("where", ["a file in the way", "no home"])
def test_without_a_place_to_keep_them_rulebooks_are_loaded_each_time(where: str, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if where == "no home":
        for name in ("ADVISOR_CACHE_DIR", "XDG_CACHE_HOME", "LOCALAPPDATA"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    else:
        kept.write_text("a file")
    seen = _loads(monkeypatch)
    assert _fresh().rules == _fresh().rules
    assert len(seen) == 2


def test_a_full_disk_leaves_nothing_half_written(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert _fresh().rules
    assert list(kept.iterdir()) == []


def test_only_the_latest_are_kept(kept: Path, tmp_path: Path) -> None:
    for number in range(30):
        write({"rules/title/network.yaml": (SMALL / "title/network.yaml").read_text() + f"# {number}\n"}, tmp_path)
        _fresh()
    assert len(list(kept.iterdir())) == 20
    assert cache.read(cache.key(["rules"])) is not None


def test_the_home_of_the_cache_follows_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ADVISOR_CACHE_DIR")
    monkeypatch.setenv("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", str(tmp_path / "system"))
    _fresh()
    assert [path.parent for path in (tmp_path / "system").rglob("*.json")] == [tmp_path / "system/hiring-advisor"]


def _load_often(times: int) -> bool:
    library = importlib.import_module("advisor.rulebook.library")
    for _ in range(times):
        library._load.cache_clear()
        for file in Path(os.environ["ADVISOR_CACHE_DIR"]).glob("*.json"):
            file.unlink(missing_ok=True)
        if len(library.load_rulebook("rules", default=False).rules) != 8:
            return False
    return True


def test_processes_that_write_at_the_same_time_do_not_disturb_each_other(kept: Path) -> None:
    assert len(_fresh().rules) == 8
    with multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn").Pool(4) as pool:
        assert pool.map(_load_often, [15] * 4) == [True] * 4
    assert not list(kept.glob("*.tmp"))
