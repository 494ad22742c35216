"""`advisor rules show`: any rule or concern explained, so that no finding needs the web."""

from __future__ import annotations

import pytest

from advisor.render.lines import width
from advisor.rulebook import load_rulebook
from tests.cli.running import SMALL, advisor
from tests.report.material import RULES

OURS = ("--rules", str(RULES), "--no-default-rules")


def shown(*argv: str) -> str:
    ran = advisor("rules", "show", *argv)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_a_rule_is_explained_whole() -> None:
    said = one_line(shown("draft/many-hats-at-a-startup", *OURS))
    for part in (
        "draft/many-hats-at-a-startup: Several jobs asked of one person, at a size where that is normal",
        "raises many-hats (Several jobs in one), severity info",
        "WHEN the draft says: many hats company stage: Startup engineers: at least 0",
        "BECAUSE With <engineers> engineers that can be said with pride. (our inference)",
        'WRITE "<job> comes first."',
        "THEY ASK Which job comes first?",
        "WHO hiring manager; in a draft it can be reworded now",
        "RESTS ON guide:trust/2: A title is not the work.",
        "OVERRIDES draft/many-hats",
        "APPLIES {ad.many_hats: true, company.engineers: 20}",
        "NOT {ad.many_hats: true, company.engineers: 60}",
        'FOUND IN Many hats: "You [wear many hats]."',
    ):
        assert part in said
    assert "GIVES WAY TO draft/many-hats-at-a-startup" in one_line(shown("draft/many-hats", *OURS))


def test_conditions_are_said_in_words() -> None:
    small = ("--rules", str(SMALL), "--no-default-rules")
    assert "WHEN kinds of work: network among them" in one_line(shown("title/network", *small))
    assert "WHEN engineers: fewer than 50" in one_line(shown("stage/startup", *small))
    assert "concludes company stage: Startup" in one_line(shown("stage/startup", *small))
    assert "the draft says: there is on-call the draft does not say: on-call is paid" in one_line(
        shown("draft/on-call-pay-unstated", *OURS)
    )


def test_a_concern_is_explained_by_every_rule_that_raises_it_the_gravest_first() -> None:
    said = shown("on-call-terms", *OURS)
    assert said.index("draft/on-call-unpaid") < said.index("draft/on-call-pay-unstated")
    assert "ERROR " in said
    assert "A candidate will ask: What do I get for it?" in said
    assert one_line(said).endswith("SOURCES guide:trust/1: Unpaid on-call puts people off.")


def test_without_an_id_the_concerns_are_listed() -> None:
    said = shown(*OURS)
    assert "many-hats: Several jobs in one\n  warning  draft/many-hats  " in said


def test_an_unknown_id_says_what_was_meant() -> None:
    ran = advisor("rules", "show", "many-hat", *OURS)
    assert (ran.code, ran.out, ran.err) == (2, "", "many-hat is no rule and no concern; did you mean many-hats?\n")
    ran = advisor("rules", "show", "zzz", *OURS)
    assert (ran.code, ran.err) == (2, "zzz is no rule and no concern; advisor rules show lists the concerns and their rules\n")


def test_every_shipped_concern_can_be_shown() -> None:
    rulebook = load_rulebook()
    said = shown(*rulebook.concerns)
    for concern in rulebook.concerns:
        assert f"{concern}: {rulebook.concerns[concern]}" in said


@pytest.mark.parametrize("kind", ["Derive", "Recommend", "Raise"])
def test_a_shipped_rule_of_each_kind_fits_the_terminal(kind: str) -> None:
    rules = [rule.id for rule in load_rulebook().rules if type(rule.then).__name__ == kind][:6]
    said = shown(*rules)
    assert all(f"{rule}: " in said for rule in rules)
    assert max(width(line) for line in said.splitlines() if "FILE" not in line) <= 80
