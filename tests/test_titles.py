"""What is read from a draft's title, its years and the work it describes, as tables of drafts and readings."""

from __future__ import annotations

from functools import lru_cache

import pytest

from advisor.check import Checker
from advisor.condition import SetValue
from advisor.documents.structure import structure
from advisor.model import Finding, Report
from advisor.rulebook import load_rulebook, load_signalbook


@lru_cache(maxsize=1)
def checker() -> Checker:
    return Checker(load_rulebook(), load_signalbook())


def report(text: str) -> Report:
    return checker().check(structure("ad.md", text, load_signalbook().headings))


def findings(text: str, concern: str) -> list[Finding]:
    return [finding for finding in report(text).findings if finding.concern == concern]


DECLARED = [
    ("# Senior Infrastructure Engineer\n\nWe run ferries.", "Senior Infrastructure Engineer"),
    ("Senior Infrastructure Engineer (m/w/d) – Berlin\n\nWe run ferries.", "Senior Infrastructure Engineer"),
    ("Network Engineer - Req #12345\n\nWe run ferries.", "Network Engineer"),
    ("Lead SRE, Remote (UK) £85k-£95k\n\nWe run ferries.", "Lead SRE"),
    ("[RE-77] Cloud Engineer (Azure)\n\nWe run ferries.", "Cloud Engineer (Azure)"),
    ("# Ferry Lines\n\n**Position:** DevOps Engineer (all genders) in Vollzeit\n", "DevOps Engineer"),
    ("About us\n\nWe run ferries.\n\nJob Title: Lead DevOps Engineer\nLocation: Leeds", "Lead DevOps Engineer"),
    ("Ferry Lines | Reykjavík | SRE, Backend | REMOTE | https://example.org\n\nWe run ferries.", "SRE, Backend"),
    ("We are hiring a Senior Platform Engineer to build what our developers need.", "Senior Platform Engineer"),
    ("As a Staff Site Reliability Engineer you set direction.", "Staff Site Reliability Engineer"),
    ("Senior Site Reliability Engineer Ferry Lines runs ferries, and you keep them booked.", "Senior Site Reliability Engineer"),
    ("You will join the on-call rota.", None),
    ("Our DevOps engineers are on call.", None),
    ("The post holder reports to the Head of IT.", None),
    ("About us\n\nWe run ferries.", None),
]


@pytest.mark.parametrize(("text", "title"), DECLARED)
def test_declared_title(text: str, title: str | None) -> None:
    assert report(text).title.declared == title


FAMILIES = [
    ("Infrastructure Engineer", "infrastructure"),
    ("Systems Administrator", "infrastructure"),
    ("Kubernetes Engineer", "infrastructure"),
    ("Engineer II - Operations Engineering", "infrastructure"),
    ("Software Engineer, Cloud Infrastructure", "infrastructure"),
    ("DevSecOps Engineer", "devops"),
    ("Build and Release Engineer", "devops"),
    ("DevOps & Platform Engineer", "devops"),
    ("Senior Engineer SRE", "sre"),
    ("Database Reliability Engineer", "sre"),
    ("Software Engineer, Developer Experience", "platform"),
    ("Staff Platform Engineer (SRE/DevOps)", "platform"),
    ("Cloud Security Engineer", "other"),
    ("Data Engineer", "other"),
    ("Site Reliability Program Manager", "other"),
    ("Salesforce Administrator", "other"),
    ("Software Engineer", "other"),
]


@pytest.mark.parametrize(("title", "family"), FAMILIES)
def test_family_of_a_title(title: str, family: str) -> None:
    assert report(f"# {title}\n\nWe run ferries.").title.declared_family == family


LEVELS = [
    ("Junior Cloud Engineer", "junior"),
    ("Site Reliability Engineer - Early in Career", "junior"),
    ("Graduate Infrastructure Engineer", "junior"),
    ("Mid-Level DevOps Engineer", "mid"),
    ("Mid/Senior DevOps Engineer", "mid"),
    ("Sr. Site Reliability Engineer", "senior"),
    ("Platform Engineer (Staff/Senior)", "senior"),
    ("Senior DevOps Engineer - Adobe Experience Manager", "senior"),
    ("Senior Product Manager", "senior"),
    ("Senior Staff Platform Engineer", "staff"),
    ("Principal Engineer, SRE", "staff"),
    ("Lead Network Engineer", "lead"),
    ("Engineering Manager, SRE", "manager"),
    ("Senior Director of Site Reliability Engineering", "manager"),
    ("DevOps Engineer II", None),
    ("Systems Engineer Level 2", None),
    ("Experienced DevOps Engineer", None),
]


@pytest.mark.parametrize(("title", "level"), LEVELS)
def test_level_of_a_title(title: str, level: str | None) -> None:
    assert report(f"# {title}\n\nWe run ferries.").level == level


def test_level_is_read_from_the_title_alone() -> None:
    assert report("# DevOps Engineer\n\nWe look for a skilled senior engineer who knows ferries.").level is None


YEARS = [
    ("You bring 5+ years of experience.", 5),
    ("Requirements\n- At least four (4) to seven (7) years of relevant experience", 4),
    ("Requirements\n- 3 or more years in a DevOps role\n- 6 years of Terraform", 3),
    ("Requirements\n- 2+ years with Kubernetes\n- 8+ years of overall IT experience", 8),
    ("Requirements\n- Solid software development experience (7+ years)", 7),
    ("Requirements\n- Experience with VMware\n- Ten-plus years keeping large fleets alive", 10),
    ("Experience: 5-8 Years\nLocation: Leeds", 5),
    ("Years of experience required: 7+", 7),
    ("You have run Linux estates for at least six years.", 6),
    ("Bachelor's degree and 6 years of experience; Master's degree and 4 years; doctorate and 1 year.", 1),
    ("Requirements\n- A degree in computing\nNice to have\n- 9 years of experience in networking", None),
    ("Requirements\n- 5 years of AWS\n- 3 years of Python", None),
    ("Requirements\n- Terraform (3+ years)", None),
    ("Requirements\n- 4 years of experience with Terraform", 4),
    ("Requirements\n- 4 years of experience with Terraform\n- 2 years of experience with Go", None),
    ("Requirements\n- Minimum **a year** of professional experience", 1),
    ("Requirements\n- 6 years of experience and a bachelor's degree preferred\n- 2 years of operations experience", 6),
    ("Requirements\n- 6 years of experience preferred\n- 2 years of operations experience", 2),
    ("Requirements\n- A degree or equivalent work experience (5+ years)", None),
    ("We have over 20 years of experience in ferries.", None),
    ("For more than 15 years we have run ferries on time.", None),
    ("A fixed-term contract for 2 years, with experience of ferries.", None),
    ("Sabbatical after 5 years of service.", None),
    ("You have lived in the UK for the past 5 years.", None),
    ("Up to 2 years of experience.", None),
]


@pytest.mark.parametrize(("text", "years"), YEARS)
def test_headline_years(text: str, years: int | None) -> None:
    assert report(text).years_min == years


def test_years_outside_the_level_are_marked_where_they_stand() -> None:
    (finding,) = findings("# Senior SRE\n\nRequirements\n- 2+ years of experience in operations\n- Calm", "level-years")
    assert finding.excerpt == "2+ years of experience in operations"


@pytest.mark.parametrize("title", ["SRE II", "SRE", "Engineering Manager, SRE"])
def test_no_level_no_mismatch_of_years(title: str) -> None:
    assert not findings(f"# {title}\n\nRequirements\n- 12+ years of experience in operations", "level-years")


PIPELINES = (
    "Duties\n- Own the release process\n- Maintain the build servers\n- Automate deployments to all ferries\n- Build deployment pipelines\n"
)
RELIABILITY = "Duties\n- Lead incident response\n- Define SLOs for booking\n- Improve alerting\n- Reduce toil\n- Capacity planning\n"
PLATFORM = "Duties\n- Build our internal developer platform\n- Improve developer experience\n- Offer self-service environments\n"
SERVERS = (
    "Duties\n- Patch Windows servers\n- Administer the SAN\n- Configure switches\n- Maintain VMware hosts\n- Verify backups\n"
    "- Manage firewalls\n- Install operating systems\n"
)
PRODUCT = "Duties\n- Write application code in Java\n- Develop user-facing features\n- Design REST APIs\n"

FITS = [
    ("Site Reliability Engineer", PIPELINES, "devops-engineer", True),
    ("Platform Engineer", RELIABILITY, "site-reliability-engineer", True),
    ("Infrastructure Engineer", PLATFORM, "platform-engineer", True),
    ("DevOps Engineer", SERVERS, "infrastructure-engineer", True),
    ("Cloud Engineer", PRODUCT, "other", True),
    ("DevOps Engineer", PIPELINES, "devops-engineer", False),
    ("SRE / Platform Engineer", PLATFORM, "platform-engineer", False),
    ("Backend Engineer", PRODUCT, "other", False),
    ("Data Engineer", RELIABILITY, "other", False),
    ("Systems Administrator", PIPELINES, "devops-engineer", False),
    ("Network Engineer", SERVERS, "infrastructure-engineer", False),
    ("DevOps Engineer", "Duties\n- Monitor production\n- Manage AWS accounts\n", "devops-engineer", False),
    ("Software Engineer", "We run ferries.", "other", False),
]


@pytest.mark.parametrize(("title", "duties", "best", "mismatch"), FITS)
def test_title_that_fits_the_work(title: str, duties: str, best: str, mismatch: bool) -> None:
    text = f"# {title}\n\n{duties}"
    assert report(text).title.best == best
    assert bool(findings(text, "title-work")) == mismatch


def test_a_mismatch_marks_the_title_and_the_work_that_shows_it() -> None:
    marked = [finding.excerpt for finding in findings(f"# Infrastructure Engineer\n\n{PLATFORM}", "title-work")]
    assert marked == ["Infrastructure Engineer", "Build our internal developer platform"]


def test_scores_count_each_piece_of_text_once() -> None:
    once, twice = (report(f"# SRE\n\n{RELIABILITY}{more}").title.scores for more in ("", "\n" + RELIABILITY))
    assert once == twice
    assert once["site-reliability-engineer"] == 5


def test_work_fits_a_title_where_none_is_declared() -> None:
    assert report(PIPELINES).title.best == "devops-engineer"
    assert report("We run ferries.").title.best == "other"


@pytest.mark.parametrize(("title", "support"), [("IT Support Technician", True), ("Linux Administrator", True), ("DevOps Engineer", False)])
def test_titles_of_support_and_administration(title: str, support: bool) -> None:
    known = {fact.id for fact in report(f"# {title}\n\nWe run ferries.").facts}
    assert ("ad.helpdesk_title" in known) == support


def test_titles_of_the_vocabulary_are_observed() -> None:
    facts = {fact.id: fact.value for fact in report("# Senior DevOps Engineer\n\nYou bring 6 years of experience.").facts}
    assert (facts["role.title"], facts["role.level"], facts["role.years_required"]) == ("devops-engineer", "senior", 6)


def test_a_kind_of_work_that_is_only_mentioned_is_not_part_of_the_role() -> None:
    facts = {fact.id: fact.value for fact in report(f"# SRE\n\n{RELIABILITY}- Patch a server\n- Maintain CI/CD\n").facts}
    assert facts["work.kinds"] == SetValue(frozenset({"reliability"}), complete=False)
