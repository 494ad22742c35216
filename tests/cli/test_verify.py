"""`advisor rules verify`: what it prints, its JSON, and how it ends."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from advisor.rulebook import load_rulebook
from advisor.schemas.verification import DEFECTS, verification_schema
from advisor.situation import Situation
from advisor.verify.defects import DEFECT_KINDS
from tests.cli.running import advisor

FAULTY = Path(__file__).resolve().parent.parent / "faulty"
LEXICON = {"contexts.yaml": "contexts: {}\n", "sections.yaml": "sections:\n  duties: [duties]\n"}


def _rules(tmp_path: Path, *folders: str) -> tuple[str, ...]:
    """Return options that name the base with these folders over it, in one directory that drafts could be read with."""
    target = tmp_path / "rules"
    for folder in ("base", *folders):
        shutil.copytree(FAULTY / folder, target, dirs_exist_ok=True)
    (target / "lexicon").mkdir(exist_ok=True)
    for name, text in LEXICON.items():
        (target / "lexicon" / name).write_text(text, encoding="utf-8")
    return "--no-default-rules", "--rules", str(target)


def test_the_shipped_rules_are_proved() -> None:
    ran = advisor("rules", "verify")
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"\d+ rules, \d+ facts, \d+ decisions: all is proved\n", ran.out)


def test_the_problem_comes_first_then_a_situation_then_what_it_rests_on_and_where_it_stands(tmp_path: Path) -> None:
    ran = advisor("rules", "verify", *_rules(tmp_path, "defects/conflict-decisive"))
    assert ran.code == 1
    places = ("conflict: x/against and x/for", "for example:", "rests on book:2, book:1", "against.yaml:3:1", "for.yaml:3:1", "to mend it:")
    assert [ran.out.index(part) for part in places] == sorted(ran.out.index(part) for part in places)
    assert ran.out.endswith("11 rules, 7 facts, 2 decisions: 1 defect (1 conflict)\n")


def test_the_situation_printed_is_a_situation_file(tmp_path: Path) -> None:
    options = _rules(tmp_path, "defects/conflict-decisive")
    ran = advisor("rules", "verify", *options)
    printed = re.findall(r"^    (.*)$", ran.out.partition("for example:\n")[2].partition("  rests on")[0], re.MULTILINE)
    made = load_rulebook(options[-1], default=False)
    assert Situation.parse("\n".join(printed), made).facts.keys() == {"team.region", "work.kinds"}


def test_a_gap_is_said_with_its_share_and_its_largest_regions(tmp_path: Path) -> None:
    ran = advisor("rules", "verify", *_rules(tmp_path, "defects/gap-one-number"))
    assert "title recommends nothing in 8.33 % of the situations" in ran.out
    assert "people in the team: 30; kinds of work: without Building or Running" in " ".join(ran.out.split())
    assert "decisions.yaml:4:3" in ran.out


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("unread-fact", "facts.yaml:4:3"),
        ("unused-option", "decisions.yaml:13:7"),
        ("uncited-statement", "sources/more.yaml:6:3"),
        ("constant-weaker-number", "x/r.yaml:2:1"),
    ],
)
def test_everything_found_has_its_place(name: str, place: str, tmp_path: Path) -> None:
    assert f"{place}\n" in advisor("rules", "verify", *_rules(tmp_path, f"defects/{name}")).out


@pytest.mark.parametrize("name", ["gap-outweighed", "conflict-at-one-number", "unused-option", "unreachable-numbers"])
def test_the_json_follows_its_schema(name: str, tmp_path: Path) -> None:
    ran = advisor("rules", "verify", "--format", "json", *_rules(tmp_path, f"defects/{name}"))
    assert ran.code == 1
    data = json.loads(ran.out)
    assert [error.message for error in Draft202012Validator(verification_schema()).iter_errors(data)] == []
    assert len(data["defects"]) == 1


def test_the_schema_knows_every_kind_of_defect() -> None:
    assert tuple(DEFECTS) == DEFECT_KINDS
    printed = json.loads(advisor("schema", "verification").out)
    assert printed == verification_schema()


def test_citations_are_proved_against_a_copy_of_the_source(tmp_path: Path) -> None:
    options = _rules(tmp_path, "defects/fingerprint-changed")
    copy = tmp_path / "book.txt"
    copy.write_text("- Note: Large   teams need a LOT\n", encoding="utf-8")
    assert advisor("rules", "verify", "--source", f"book={copy}", *options).code == 0
    copy.write_text("Small teams need a lot\n", encoding="utf-8")
    ran = advisor("rules", "verify", "--source", f"book={copy}", *options)
    assert ran.code == 1
    assert "fingerprint: book:1 rests on words that are not in" in ran.out


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (("--source", "guide"), "guide names no source and file; write it as guide=guide.txt"),
        (("--source", "gide=x.txt"), "gide is no source; did you mean guide?"),
        (("--source", "guide=missing.txt"), "missing.txt"),
        (("--rules", "nowhere"), "nowhere"),
    ],
)
def test_bad_input_ends_with_2_and_one_line(argv: tuple[str, ...], message: str) -> None:
    ran = advisor("rules", "verify", *argv)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert ran.err.count("\n") == 1


def test_rules_in_a_circle_end_with_2(tmp_path: Path) -> None:
    ran = advisor("rules", "verify", *_rules(tmp_path, "defects/cycle-of-facts"))
    assert ran.code == 2
    assert "facts are derived in a circle" in ran.err


def test_a_silence_that_reads_no_fact_is_refused_with_its_place(tmp_path: Path) -> None:
    options = _rules(tmp_path)
    file = tmp_path / "rules" / "decisions.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("be none to offer.}", "be none to offer., when: {team.sise: {at_least: 3}}}"), encoding="utf-8")
    ran = advisor("rules", "verify", *options)
    assert ran.code == 2
    assert re.search(r"decisions\.yaml:\d+:\d+: team\.sise is no fact; did you mean team\.size\?", ran.err)
