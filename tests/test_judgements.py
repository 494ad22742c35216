"""The judgements the design fixes, as a table: which concern a situation raises, and which title it gets.

These hold of the shipped rules whatever their texts say.
"""

from __future__ import annotations

from typing import Any

import pytest

from advisor import Situation, evaluate, load_rulebook

Facts = dict[str, Any]


def advice(facts: Facts) -> Any:
    rulebook = load_rulebook()
    return evaluate(Situation.parse(facts, rulebook), rulebook)


def concerns(facts: Facts) -> dict[str, str]:
    return {concern.concern: concern.severity for concern in advice(facts).concerns}


def first(facts: Facts, decision: str) -> set[str]:
    return {option.id for option in advice(facts).decision(decision).first}


RAISED: list[tuple[Facts, str, str]] = [
    ({"on_call.required": True, "on_call.compensated": False}, "on-call-terms", "error"),
    ({"on_call.required": True, "on_call.pay": "none"}, "on-call-terms", "error"),
    ({"on_call.required": True, "on_call.pay": "in-salary"}, "on-call-terms", "warning"),
    ({"on_call.shared": False}, "solo-on-call", "error"),
    ({"on_call.people": 1}, "solo-on-call", "error"),
    ({"on_call.incidents_per_shift": 3}, "on-call-burden", "error"),
    ({"environment.cloud_migration": "claimed", "environment.migration_evidence": []}, "cloud-claim", "error"),
    ({"environment.legacy": True, "environment.modernization_plan": False}, "legacy-without-plan", "warning"),
    (
        {"environment.legacy": True, "environment.modernization_plan": False, "environment.legacy_is_main_work": True},
        "legacy-without-plan",
        "error",
    ),
    ({"environment.tooling_budget": False}, "no-tooling-budget", "warning"),
    ({"environment.budget": "none"}, "no-tooling-budget", "warning"),
    ({"environment.budget": "limited"}, "no-tooling-budget", "warning"),
    ({"environment.budget": "limited", "company.engineers": 60}, "no-tooling-budget", "warning"),
    ({"culture.treated_as_ops_person": True}, "ops-person", "error"),
    ({"environment.provisioning": "manual"}, "manual-operations", "warning"),
    ({"environment.documented": False}, "manual-operations", "warning"),
    ({"culture.autonomy": False}, "change-resistance", "warning"),
    ({"culture.open_to_change": False}, "change-resistance", "warning"),
    ({"culture.micromanaged": True}, "change-resistance", "error"),
    ({"culture.blame": True}, "blame-culture", "error"),
    ({"offer.growth_path": False}, "no-growth-path", "error"),
    ({"offer.learning": False}, "no-growth-path", "warning"),
    ({"culture.recognition": False}, "invisible-work", "warning"),
    ({"offer.impact_visible": False}, "invisible-work", "warning"),
    ({"role.certification_required": True}, "certification-gate", "warning"),
    ({"role.last_title_required": True}, "last-title-gate", "warning"),
    ({"company.engineers": 60, "work.kinds": ["cloud", "ci-cd", "security"]}, "many-hats", "warning"),
    ({"company.engineers": 60, "work.kinds": ["network", "storage", "ci-cd", "helpdesk"]}, "many-hats", "warning"),
    ({"company.stage": "enterprise", "work.kinds": ["ci-cd", "reliability", "internal-platform"]}, "many-hats", "warning"),
    *(
        ({"on_call.coverage": "around-the-clock", "on_call.people": people, **sites}, "rota-too-small", "warning")
        for people in (2, 3, 5)
        for sites in ({}, {"on_call.sites": 1}, {"on_call.sites": 2}, {"on_call.sites": 3})
    ),
    *(
        ({"on_call.coverage": "around-the-clock", "on_call.people": people, "on_call.sites": 1}, "rota-too-small", "warning")
        for people in (6, 7)
    ),
    *(
        ({"role.title": title, "work.kinds": kinds}, "title-work", "warning")
        for title, kinds in (
            ("site-reliability-engineer", ["ci-cd"]),
            ("devops-engineer", ["helpdesk"]),
            ("platform-engineer", ["storage"]),
            ("infrastructure-engineer", ["ci-cd", "reliability"]),
            ("network-engineer", ["storage"]),
            ("storage-engineer", ["network"]),
            ("cloud-architect", ["compute"]),
            ("security-engineer", ["ci-cd"]),
            ("systems-administrator", ["internal-platform"]),
        )
    ),
    *(
        ({"role.level": level, "role.years_required": years}, "level-years", severity)
        for level, years, severity in (
            ("junior", 3, "info"),
            ("junior", 4, "warning"),
            ("mid", 1, "info"),
            ("mid", 0, "warning"),
            ("mid", 6, "info"),
            ("mid", 7, "warning"),
            ("senior", 4, "info"),
            ("senior", 3, "warning"),
            ("senior", 9, "info"),
            ("senior", 10, "warning"),
            ("staff", 7, "info"),
            ("staff", 5, "warning"),
            ("lead", 4, "info"),
            ("lead", 3, "warning"),
        )
    ),
]

SILENT: list[tuple[Facts, str]] = [
    ({"on_call.required": True}, "on-call-terms"),
    ({"on_call.required": True, "on_call.pay": "time-off"}, "on-call-terms"),
    ({"on_call.required": False, "on_call.shared": False}, "solo-on-call"),
    ({"on_call.people": 2}, "solo-on-call"),
    ({"on_call.coverage": "around-the-clock", "on_call.required": True}, "on-call-burden"),
    ({"on_call.incidents_per_shift": 2}, "on-call-burden"),
    ({"environment.cloud_migration": "claimed"}, "cloud-claim"),
    ({"environment.cloud_migration": "claimed", "environment.migration_evidence": ["target"]}, "cloud-claim"),
    ({"environment.legacy": True}, "legacy-without-plan"),
    (
        {"environment.legacy": True, "environment.modernization_plan": False, "environment.cloud_migration": "under-way"},
        "legacy-without-plan",
    ),
    ({"environment.budget": "limited", "company.engineers": 30}, "no-tooling-budget"),
    ({"environment.budget": "funded"}, "no-tooling-budget"),
    ({"environment.provisioning": "manual", "environment.removes_manual_work": True}, "manual-operations"),
    ({"environment.documented": False, "environment.removes_manual_work": True}, "manual-operations"),
    ({"company.engineers": 30, "work.kinds": ["cloud", "ci-cd", "security", "helpdesk", "development"]}, "many-hats"),
    ({"company.engineers": 60, "work.kinds": ["compute", "network", "storage", "cloud", "ci-cd"]}, "many-hats"),
    ({"work.kinds": ["cloud", "ci-cd", "security"]}, "many-hats"),
    ({"on_call.coverage": "around-the-clock", "on_call.people": 6, "on_call.sites": 2}, "rota-too-small"),
    ({"on_call.coverage": "around-the-clock", "on_call.people": 6}, "rota-too-small"),
    ({"on_call.coverage": "around-the-clock", "on_call.people": 8, "on_call.sites": 1}, "rota-too-small"),
    ({"on_call.coverage": "extended", "on_call.people": 2}, "rota-too-small"),
    ({"role.title": "other", "work.kinds": ["ci-cd"]}, "title-work"),
    ({"role.title": "devops-engineer", "work.kinds": ["development"]}, "title-work"),
    ({"role.title": "devops-engineer", "work.kinds": ["ci-cd", "helpdesk"]}, "title-work"),
    ({"role.title": "systems-administrator", "work.kinds": ["compute"]}, "title-work"),
    *(
        ({"role.level": level, "role.years_required": years}, "level-years")
        for level, years in (("junior", 2), ("mid", 2), ("mid", 5), ("senior", 5), ("senior", 8), ("staff", 8), ("lead", 5))
    ),
]

TITLES: list[tuple[Facts, set[str]]] = [
    (
        {"company.engineers": 24, "work.kinds": ["cloud", "ci-cd", "reliability", "internal-platform"]},
        {"infrastructure-engineer", "devops-engineer"},
    ),
    (
        {"company.engineers": 24, "work.kinds": ["cloud", "ci-cd", "reliability", "internal-platform"], "work.main": "reliability"},
        {"site-reliability-engineer"},
    ),
    ({"work.kinds": ["storage"]}, {"infrastructure-engineer"}),
    ({"work.kinds": ["ci-cd"]}, {"devops-engineer"}),
    ({"work.kinds": ["reliability"]}, {"site-reliability-engineer"}),
    ({"work.kinds": ["internal-platform"]}, {"platform-engineer"}),
    ({"company.engineers": 70, "work.kinds": ["network"]}, {"network-engineer"}),
    ({"company.engineers": 30, "work.kinds": ["network"]}, {"infrastructure-engineer"}),
    ({"company.engineers": 70, "work.kinds": ["network", "compute"]}, {"infrastructure-engineer"}),
    ({"company.engineers": 900, "work.kinds": ["storage"], "work.petabyte_storage": True}, {"storage-engineer"}),
    ({"company.engineers": 900, "work.kinds": ["storage"], "work.petabyte_storage": False}, {"infrastructure-engineer"}),
    ({"company.engineers": 900, "work.kinds": ["cloud"], "work.multi_cloud": True}, {"cloud-architect"}),
    ({"company.engineers": 30, "work.kinds": ["cloud"], "work.multi_cloud": True}, {"infrastructure-engineer"}),
    ({"company.engineers": 300, "work.kinds": ["security"]}, {"security-engineer"}),
]


@pytest.mark.parametrize(("facts", "concern", "severity"), RAISED)
def test_raises(facts: Facts, concern: str, severity: str) -> None:
    assert concerns(facts).get(concern) == severity


@pytest.mark.parametrize(("facts", "concern"), SILENT)
def test_stays_silent(facts: Facts, concern: str) -> None:
    assert concern not in concerns(facts)


@pytest.mark.parametrize(("facts", "titles"), TITLES)
def test_titles(facts: Facts, titles: set[str]) -> None:
    assert first(facts, "title") == titles


@pytest.mark.parametrize(
    ("years", "level"), [(0, "junior"), (1, "junior"), (2, "mid"), (4, "mid"), (5, "senior"), (7, "senior"), (8, "staff"), (30, "staff")]
)
def test_years_bands_are_half_open(years: int, level: str) -> None:
    assert first({"role.years_required": years}, "level") == {level}


@pytest.mark.parametrize(
    ("engineers", "stage", "extrapolated"),
    [
        (0, "startup", True),
        (9, "startup", True),
        (10, "startup", False),
        (49, "startup", False),
        (50, "scale-up", False),
        (199, "scale-up", False),
        (200, "enterprise", False),
    ],
)
def test_stage_bands_are_half_open(engineers: int, stage: str, extrapolated: bool) -> None:
    known = {fact.id: fact.value for fact in advice({"company.engineers": engineers}).facts}
    assert (known["company.stage"], known["company.extrapolated"]) == (stage, extrapolated)


def test_a_network_specialist_needs_only_the_domain_and_the_stage() -> None:
    ranked = {option.id for option in advice({"company.engineers": 120, "work.kinds": ["network", "ci-cd"]}).decision("profile").ranked}
    assert "network-specialist" in ranked
    assert "storage-specialist" not in ranked
