"""`advisor draft` and `advisor compare`: what they write, how they end, and what they say of what cannot be used."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from advisor.rulebook import scenarios_directory
from advisor.schemas import comparison_schema, draft_schema
from tests.cli.running import SMALL, advisor, write

SCENARIO = str(Path(scenarios_directory(), "first-hire-does-everything-on-aws.yaml"))
BAD = "# SRE\n\nYou must be reachable at any hour.\n"
GOOD = "# SRE\n\nYou run Terraform. Next level: Staff.\n"
FILES = {
    "acme.yaml": "company: {engineers: 24}\nwork: {kinds: [cloud]}\n",
    "later.yaml": "company: {engineers: 24}\nwork: {kinds: [cloud]}\non_call: {required: true, pay: none}\n",
    "bad.md": BAD,
    "good.md": GOOD,
    "wrong.yaml": "company: {enginers: 24}\n",
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write(FILES, tmp_path)
    return tmp_path


def test_the_ad_goes_out_and_the_note_to_the_author_beside_it() -> None:
    ran = advisor("draft", SCENARIO)
    assert ran.code == 0
    assert ran.out.startswith("# Senior Infrastructure Engineer\n")
    assert ran.err.startswith("FOR YOU, NOT FOR THE AD\n")
    assert "On-call is asked for and not paid" in ran.err
    assert "not paid" not in ran.out


def test_the_note_goes_to_a_file_or_nowhere(folder: Path) -> None:
    assert advisor("draft", "acme.yaml", "-o", "ad.md", "--notes", "note.md").err == ""
    assert (folder / "note.md").read_text().startswith("# For you, not for the ad\n")
    assert advisor("draft", "acme.yaml", "--quiet").out == (folder / "ad.md").read_text()
    assert advisor("draft", "acme.yaml", "--quiet").err == ""


@pytest.mark.parametrize("form", ["markdown", "html", "docx", "jobposting"])
def test_every_format_is_checked_without_an_error(form: str) -> None:
    assert advisor("draft", "acme.yaml", "--format", form, "-o", "ad", "--quiet").code == 0
    ran = advisor("check", "ad", "--situation", "acme.yaml", "--fail-on", "warning")
    assert (ran.code, ran.err) == (0, "")


def test_json_has_the_note_within() -> None:
    ran = advisor("draft", "acme.yaml", "--format", "json")
    Draft202012Validator(draft_schema()).validate(json.loads(ran.out))
    assert ran.err == ""


def test_standard_input_is_a_situation() -> None:
    assert advisor("draft", "-", "--quiet", stdin=FILES["acme.yaml"].encode()).out == advisor("draft", "acme.yaml", "--quiet").out


def test_without_python_docx_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    ran = advisor("draft", "acme.yaml", "--format", "docx", "-o", "ad.docx")
    assert (ran.code, ran.out) == (2, "")
    assert "pip install 'hiring-advisor[documents]'" in ran.err
    assert not (folder / "ad.docx").exists()


DRAFT = "(see advisor draft --help)"
COMPARE = "(see advisor compare --help)"
REFUSED = (
    (["draft", "none.yaml"], "none.yaml: there is no such file; check the name"),
    (["draft", "wrong.yaml"], "wrong.yaml:1:11: company.enginers is no fact; did you mean company.engineers?"),
    (
        ["draft", "acme.yaml", "--date-posted", "2026-01-31"],
        f"advisor: --date-posted belongs to jobposting; leave it out with --format markdown {DRAFT}",
    ),
    (
        ["draft", "acme.yaml", "--format", "jobposting", "--date-posted", "31.1.2026"],
        f"advisor: --date-posted is no date; write it as 2026-01-31 {DRAFT}",
    ),
    (
        ["draft", "acme.yaml", "--format", "jobposting", "--date-posted", "2026-02-30"],
        f"advisor: --date-posted is no date; write it as 2026-01-31 {DRAFT}",
    ),
    (
        ["draft", "acme.yaml", "--notes", "n.md", "--quiet"],
        f"advisor: --notes names a file and --quiet wants no note; leave one out {DRAFT}",
    ),
    (["draft", "acme.yaml", "-o", "x", "--notes", "x"], f"advisor: the note is not part of the ad; name another file with --notes {DRAFT}"),
    (["draft", "acme.yaml", "-o", "acme.yaml"], "acme.yaml: what is written would replace the situation; name another file"),
    (
        ["draft", "acme.yaml", "--rules", str(SMALL), "--no-default-rules"],
        "these rules declare no ad; add ad.yaml to them, or leave out --no-default-rules",
    ),
    (
        ["compare", "acme.yaml", "bad.md"],
        f"advisor: one is a situation and the other a draft; name two drafts, or two situations (.yaml or .yml) {COMPARE}",
    ),
    (["compare", "-", "-"], f"advisor: - is named twice; standard input can be read only once {COMPARE}"),
    (
        ["compare", "acme.yaml", "later.yaml", "--situation", "acme.yaml"],
        f"advisor: --situation belongs to drafts; leave it out where two situations are compared {COMPARE}",
    ),
    (["compare", "bad.md", "none.md"], "none.md: there is no such file; check the name"),
    (
        ["compare", "bad.md", "good.md", "-o", "good.md"],
        "good.md: the comparison would replace what it is about; name another file with -o",
    ),
    (["compare", "acme.yaml", "wrong.yaml"], "wrong.yaml:1:11: company.enginers is no fact; did you mean company.engineers?"),
)


@pytest.mark.parametrize(("words", "says"), REFUSED)
def test_what_cannot_be_used_is_refused(words: list[str], says: str, folder: Path) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    ran = advisor(*words)
    assert (ran.code, ran.out, ran.err) == (2, "", f"{says}\n")
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["bad.md", "good.md"], 0),
        (["good.md", "bad.md"], 1),
        (["good.md", "bad.md", "--fail-on", "never"], 0),
        (["bad.md", "bad.md", "--fail-on", "info"], 0),
        (["acme.yaml", "later.yaml"], 0),
        (["acme.yaml", "later.yaml", "--fail-on", "error"], 1),
        (["later.yaml", "acme.yaml", "--fail-on", "error"], 0),
    ],
)
def test_only_what_is_new_and_grave_enough_fails(words: list[str], code: int) -> None:
    ran = advisor("compare", *words)
    assert (ran.code, ran.err) == (code, "")


def test_a_draft_is_compared_with_standard_input() -> None:
    ran = advisor("compare", "bad.md", "-", stdin=GOOD.encode())
    assert ran.code == 0
    assert "MENDED\n  ERROR" in ran.out


def test_the_situation_counts_for_both_drafts() -> None:
    promise = {"old.md": GOOD, "new.md": GOOD + "\nThere is no on-call.\n"}
    write(promise, Path())
    assert advisor("compare", "old.md", "new.md").code == 0
    ran = advisor("compare", "old.md", "new.md", "--situation", "later.yaml")
    assert ran.code == 1
    assert "NEW\n  ERROR" in ran.out


def test_text_and_markdown_name_the_fact() -> None:
    text = advisor("compare", "acme.yaml", "later.yaml").out
    assert "  on_call.required: not known -> yes\n" in text
    assert "On-call terms: new" in text
    assert "because of on_call.required and on_call.pay" in text
    markdown = advisor("compare", "acme.yaml", "later.yaml", "--format", "markdown").out
    assert markdown.startswith("## acme.yaml -\\> later.yaml: ")
    assert "- **Error:** On-call terms: new\n" in markdown


@pytest.mark.parametrize("words", [["bad.md", "good.md"], ["acme.yaml", "later.yaml"], ["later.yaml", "acme.yaml"]])
def test_json_keeps_to_its_schema(words: list[str]) -> None:
    data = json.loads(advisor("compare", *words, "--format", "json", "--fail-on", "never").out)
    Draft202012Validator(comparison_schema()).validate(data)
    assert [data["old"], data["new"]] == words


AD = "parts:\n  oncall:\n    slots:\n"
BAD_ADS = (
    ("      - bullets: true\n", "ad.yaml:4:9: a slot has either first, a list of lines, or options_of, a decision; keep one"),
    ("      - options_of: titel\n", "ad.yaml:4:9: titel is no decision; did you mean title?"),
    ("      - first: [{say: 'a'}, {say: 'b'}]\n", "ad.yaml:4:9: a line without when is said wherever none before it is; put it last"),
    (
        "      - first: [{say: 'a'}]\n        otherwise: b\n",
        "ad.yaml:5:9: otherwise belongs to options_of; write a last line without when instead",
    ),
    ("      - first: [{say: '{work.tools}'}]\n", "ad.yaml:4:18: {work.tools} may be unknown here; test it in when, or write a blank"),
    ("      - first: [{say: '{work.tool}'}]\n", "ad.yaml:4:18: {work.tool} names no fact; did you mean work.tools?"),
    (
        "      - first: [{say: a, when: {on_call.requird: {is: true}}}]\n",
        "ad.yaml:4:33: on_call.requird is no fact; did you mean on_call.required?",
    ),
    ("      - first: [{say: a}]\n        asks: [role.titel]\n", "ad.yaml:5:16: role.titel is no fact; did you mean role.title?"),
    (
        "      - first: [{say: a}]\n        covers: [responsibilities/nothing]\n",
        "ad.yaml:5:18: responsibilities/nothing is no option; write decision/option, such as responsibilities/carry-the-pager",
    ),
    ("      - options_of: pitch\n        only: [scal]\n", "ad.yaml:5:16: scal is no option of pitch; did you mean scale?"),
    (
        "      - first: [{note: 'of {work.main}'}]\n",
        "ad.yaml:4:18: {work.main} may be unknown here; test it in when, or write a blank",
    ),
    (
        "      - first: [{say: a}]\n        where: {pitch: [scale]}\n",
        "ad.yaml:5:17: pitch is no decision with one answer; name one, such as title",
    ),
    (
        "      - first: [{say: a}]\n        where: {level: [seniour]}\n",
        "ad.yaml:5:25: seniour is no option of level; did you mean senior?",
    ),
    ("      - first: [{sya: a}]\n", "ad.yaml:4:18: sya is no key here; the keys are say, when and note"),
)


@pytest.mark.parametrize(("slots", "says"), BAD_ADS)
def test_an_ad_that_cannot_be_used_is_refused_with_its_place(slots: str, says: str) -> None:
    write({"ours/ad.yaml": AD + slots}, Path())
    ran = advisor("draft", "acme.yaml", "--rules", "ours")
    assert (ran.code, ran.out, ran.err) == (2, "", f"ours/{says}\n")


def test_a_part_of_ones_own_is_added() -> None:
    write({"ours/ad.yaml": "parts: {visa: {heading: Visas, slots: [{first: [{say: We sponsor <visas>.}]}]}}\n"}, Path())
    assert advisor("draft", "acme.yaml", "--rules", "ours", "--quiet").out.endswith("## Visas\n\nWe sponsor <visas>.\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("company: {engineers: 24}\nwork: {kinds: [cloud]}\n", "they say the same, and so does the advice"),
        ("company: {engineers: 23}\nwork: {kinds: [cloud]}\n", "1 fact differs, and the advice is the same"),
    ],
)
def test_that_nothing_differs_is_said_so(folder: Path, text: str, told: str) -> None:
    (folder / "other.yaml").write_text(text)
    ran = advisor("compare", "acme.yaml", "other.yaml")
    assert ran.code == 0
    assert ran.out.partition("other.yaml: ")[2].startswith(told)
