"""Small rulebooks with one defect each, of which verification finds just that; and clean ones, of which it finds nothing.

Each folder of tests/faulty/defects and tests/faulty/clean adds to, or replaces files of, tests/faulty/base.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from advisor.condition import SetValue
from advisor.engine import make_engine
from advisor.errors import BadRulebook
from advisor.model import Rulebook
from advisor.render.plain import value_data
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.situation import complete
from advisor.verify.boxes import is_said
from advisor.verify.defects import DEFECT_KINDS, Defect
from advisor.verify.proving import verify

FAULTY = Path(__file__).resolve().parent.parent / "faulty"
EXPECTED: dict[str, dict[str, Any]] = yaml.safe_load((FAULTY / "expected.yaml").read_text(encoding="utf-8"))
CLEAN = sorted(path.name for path in (FAULTY / "clean").iterdir())


def _loaded(folder: Path) -> Rulebook:
    return load_rulebook(str(FAULTY / "base"), str(folder), default=False)


def _found(folder: Path, copies: dict[str, str]) -> tuple[Defect, ...]:
    reads_drafts = (folder / "signals").is_dir()
    signals = load_signalbook(str(FAULTY / "base"), str(folder), default=False) if reads_drafts else None
    return verify(_loaded(folder), signals, copies).defects


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if wanted["kind"] != "refused"])
def test_the_one_defect_is_found_and_no_other(name: str, tmp_path: Path) -> None:
    wanted, copies = EXPECTED[name], {}
    if "source" in wanted:
        copies["book"] = str(tmp_path / "book.txt")
        (tmp_path / "book.txt").write_text(wanted["source"], encoding="utf-8")
    found = _found(FAULTY / "defects" / name, copies)
    listed = [wanted, *([wanted["also"]] if "also" in wanted else [])]
    assert [(defect.kind, sorted(defect.subjects)) for defect in found] == [(item["kind"], sorted(item["subjects"])) for item in listed]
    defect = found[0]
    assert wanted.get("says", "") in defect.message
    assert defect.cure
    if "share" in wanted:
        assert defect.share == Fraction(wanted["share"])
        assert sum(region.share for region in defect.regions) <= defect.share
    if "witness" in wanted:
        assert defect.witness is not None
        facts = _loaded(FAULTY / "defects" / name).facts
        shown = {fact: value_data(facts[fact], value) for fact, value in defect.witness.items()}
        assert {fact: shown[fact] for fact in wanted["witness"]} == wanted["witness"]


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if wanted["kind"] in ("conflict", "overlap", "gap")])
def test_the_witness_is_a_valid_situation_that_shows_the_defect(name: str) -> None:
    made = _loaded(FAULTY / "defects" / name)
    defect = _found(FAULTY / "defects" / name, {})[0]
    assert defect.witness is not None
    assert not any(is_said(fact) for fact in defect.witness)
    assert all(value.complete for value in defect.witness.values() if isinstance(value, SetValue))
    firing = make_engine(made, "reference").fire(complete(defect.witness, made.facts))
    assert not firing.violated
    derived = {item.rule for item in firing.disagreements} | {item.other for item in firing.disagreements}
    true = {rule.id for index, rule in enumerate(made.rules) if firing.true >> index & 1}
    if defect.kind == "gap":
        assert not firing.disagreements
    else:
        assert set(defect.subjects) <= true
        assert not derived or derived == set(defect.subjects)


@pytest.mark.parametrize("name", [name for name, wanted in EXPECTED.items() if wanted["kind"] == "refused"])
def test_circles_are_refused_when_rules_are_loaded(name: str) -> None:
    with pytest.raises(BadRulebook, match=EXPECTED[name]["says"]):
        _loaded(FAULTY / "defects" / name)


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_rulebook_stays_clean(name: str) -> None:
    assert [(defect.kind, defect.message) for defect in _found(FAULTY / "clean" / name, {})] == []


def test_every_kind_of_defect_has_a_faulty_rulebook() -> None:
    assert {wanted["kind"] for wanted in EXPECTED.values()} | {"unused-signal", "unproved"} == {*DEFECT_KINDS, "refused"}
    assert sorted(EXPECTED) == sorted(path.name for path in (FAULTY / "defects").iterdir())
    assert len(EXPECTED) >= 40
    assert len(CLEAN) >= 20
