"""The kinds of work among a draft's duties are an `ad.` fact that is a set, known in full."""

from __future__ import annotations

from advisor.check import check
from advisor.condition import SetValue
from advisor.documents.structure import structure
from advisor.model import Finding, Report
from advisor.rulebook import load_rulebook, load_signalbook
from advisor.situation import Situation

DUTIES = """# Systems Engineer

## Duties

- Administer the Oracle databases
- Provide helpdesk support to two hundred people
- {third}
"""


def report(third: str, **facts: int) -> Report:
    """Return the report on a draft with two jobs among its duties and what comes third."""
    signals = load_signalbook()
    situation = Situation("us", {fact.replace("_", ".", 1): value for fact, value in facts.items()}, {}) if facts else None
    return check(structure("ad", DUTIES.format(third=third), signals.headings), load_rulebook(), signals, situation)


def many_hats(of: Report) -> list[Finding]:
    """Return the findings of several jobs in one."""
    return [finding for finding in of.findings if finding.concern == "many-hats"]


def test_three_jobs_are_one_finding() -> None:
    (finding,) = many_hats(report("Develop internal applications in C#"))
    assert (finding.severity, finding.excerpt) == ("warning", "Administer the Oracle databases")


def test_two_jobs_are_none() -> None:
    assert many_hats(report("Keep the documentation in order")) == []


def test_at_a_startup_it_is_information() -> None:
    (finding,) = many_hats(report("Develop internal applications in C#", company_engineers=20))
    assert finding.severity == "info"


def test_the_kinds_are_known() -> None:
    known = {fact.id: fact.value for fact in report("Keep the documentation in order").facts}
    assert known["ad.duty_kinds"] == SetValue(frozenset({"databases", "helpdesk"}))
