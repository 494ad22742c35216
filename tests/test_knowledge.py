"""The rulebook is complete and says what it should: every statement is used, every fact matters, every text is our own and reads well."""

from __future__ import annotations

import hashlib
import json
import os
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from advisor import Rulebook
from advisor import condition as spec
from advisor.condition import In, Members
from advisor.model import Raise, Recommend
from advisor.rulebook.library import default_rules
from advisor.rulebook.loading import Loaded, load
from advisor.testing.examples import check_examples

# Members that no rule reads, and why they may be given all the same.
NOT_READ = {
    "company.industry": {
        "software": "an industry of its own tells nothing about the work; the others do",
        "other": "stands for what is not listed",
    },
    "role.reason": {
        "new": "nothing follows from it alone; role.first_infrastructure_hire says what does",
        "growth": "nothing follows from it alone; the size of the company says what does",
    },
    "on_call.coverage": {"extended": "between the two that rules read: neither the burden of nights nor the ease of days"},
}
# Concerns that only a draft can raise; a situation says nothing of the kind.
ONLY_IN_DRAFTS: dict[str, str] = {}
# Facts that no rule reads, and why they may be given all the same.
FACTS_NOT_READ: dict[str, str] = {}
# Runs of words that the guide has too: names, which have no other words.
SHARED_NAMES = {"r sysadmin r devops r aws and r networking"}
RUN = 6


@cache
def loaded() -> Loaded:
    return load([default_rules()])


@cache
def rulebook() -> Rulebook:
    return loaded().rulebook


def _guide() -> Path:
    """Return the folder with the guide itself: named by ADVISOR_GUIDE, or beside the checkout."""
    for folder in (
        Path(os.environ["ADVISOR_GUIDE"]) if "ADVISOR_GUIDE" in os.environ else None,
        Path(__file__).parents[2] / "shared" / "guide",
    ):
        if folder is not None and (folder / "statements.jsonl").is_file():
            return folder
    pytest.skip("the guide is not here (its text is not ours to ship): name the folder that holds it in ADVISOR_GUIDE")


# --- the sources -----------------------------------------------------------------------------------


def test_every_statement_is_cited() -> None:
    cites = {cite for rule in rulebook().rules for cite in rule.cites} | _option_cites()
    assert sorted(_statements() - cites) == []


def test_every_statement_is_cited_for_what_it_says_itself() -> None:
    """Somewhere a statement is cited as the source of what is said, not only as what an inference starts from."""
    cites = {cite for rule in rulebook().rules if rule.basis == "source" for cite in rule.cites} | _option_cites()
    assert sorted(_statements() - cites) == []


def test_the_guide_has_160_statements() -> None:
    assert len(rulebook().sources["guide"].statements) == 160


def test_every_statement_has_the_fingerprint_of_the_original() -> None:
    originals = [json.loads(line) for line in (_guide() / "statements.jsonl").read_text(encoding="utf-8").splitlines()]
    ours = {statement.id: statement for statement in rulebook().sources["guide"].statements.values()}
    assert ours.keys() == {original["id"] for original in originals}
    assert [original["id"] for original in originals if original["sha256"] != _fingerprint(original["text"])] == []
    assert [original["id"] for original in originals if original["sha256"] != ours[original["id"]].sha256] == []
    assert [original["id"] for original in originals if ours[original["id"]].heading != original["heading"]] == []


def _fingerprint(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).translate(str.maketrans("\u2018\u2019\u201c\u201d", "''\"\""))
    return hashlib.sha256(" ".join(plain.lstrip("-*\u2192\u26a0\u2713\u2717 ").split()).casefold().encode()).hexdigest()


def _statements() -> set[str]:
    return {statement.id for source in rulebook().sources.values() for statement in source.statements.values()}


def _option_cites() -> set[str]:
    options = [option for decision in rulebook().decisions.values() for option in decision.options.values()]
    return {cite for option in (*options, *rulebook().glossary.values()) for cite in option.cites}


# --- facts, options, concerns ----------------------------------------------------------------------


def test_every_fact_is_read_by_a_rule() -> None:
    read = {fact for rule in rulebook().rules for fact in spec.facts_read(rule.when)}
    assert sorted(rulebook().facts.keys() - read) == sorted(FACTS_NOT_READ)


def test_every_option_of_a_fact_is_read_by_a_rule() -> None:
    read: dict[str, set[object]] = {}
    for test in (test for rule in rulebook().rules for test in spec.tests(rule.when)):
        if isinstance(test, In):
            read.setdefault(test.fact, set()).update(test.values)
        elif isinstance(test, Members):
            read.setdefault(test.fact, set()).update(test.of)
    unread = {fact.id: sorted(fact.options.keys() - read.get(fact.id, set())) for fact in rulebook().facts.values()}
    assert {fact: options for fact, options in unread.items() if options} == {fact: sorted(options) for fact, options in NOT_READ.items()}


def test_every_rule_fires_in_an_example() -> None:
    outcome = check_examples(rulebook(), loaded().examples)
    assert [str(failure) for failure in outcome.failures] == []
    assert {rule for rule, examples in loaded().examples.items() if any(example.fires for example in examples)} == {
        rule.id for rule in rulebook().rules
    }


def test_every_option_is_recommended_by_a_rule() -> None:
    spoken = {(then.decision, option) for rule in rulebook().rules if isinstance(then := rule.then, Recommend) for option in then.options}
    declared = {(decision.id, option) for decision in rulebook().decisions.values() for option in decision.options}
    assert sorted(declared - spoken) == []


def test_every_concern_is_raised_by_a_rule() -> None:
    raised = {rule.then.concern for rule in rulebook().rules if isinstance(rule.then, Raise)}
    assert sorted(rulebook().concerns.keys() - raised) == sorted(ONLY_IN_DRAFTS)


def test_every_owner_and_section_is_used() -> None:
    owners = {rule.then.owner for rule in rulebook().rules if isinstance(rule.then, Raise)}
    assert sorted(rulebook().owners.keys() - owners) == []
    assert sorted(rulebook().sections.keys() - {decision.section for decision in rulebook().decisions.values()}) == []


def test_every_term_of_the_glossary_is_an_option() -> None:
    assert rulebook().decisions["terms"].options.keys() == rulebook().glossary.keys()


def test_every_constraint_names_the_facts_to_correct() -> None:
    for constraint in rulebook().constraints:
        named = {fact for fact in constraint.facts if fact in constraint.message}
        assert named, constraint.id


# --- the texts -------------------------------------------------------------------------------------

SENTENCES = ("because", "about", "help", "claim")
QUESTIONS = ("asks", "ask", "question")


def _texts() -> Iterator[tuple[str, str, str]]:
    """Yield every text that a reader may see: what it belongs to, the key it stands under, and the text."""
    for rule in rulebook().rules:
        yield rule.id, "summary", rule.summary
        yield rule.id, "because", rule.because
        if isinstance(rule.then, Raise):
            yield rule.id, "asks", rule.then.asks
            yield rule.id, "fix", rule.then.fix or ""
    for decision in rulebook().decisions.values():
        yield decision.id, "label", decision.label
        yield decision.id, "question", decision.question
        for option in decision.options.values():
            yield f"{decision.id}/{option.id}", "label", option.label
            yield f"{decision.id}/{option.id}", "about", option.about or ""
    for fact in rulebook().facts.values():
        yield fact.id, "label", fact.label
        yield fact.id, "ask", fact.ask
        yield fact.id, "help", fact.help or ""
        for name, label in fact.options.items():
            yield f"{fact.id}/{name}", "label", label
    for constraint in rulebook().constraints:
        yield constraint.id, "message", constraint.message
    for concern, label in rulebook().concerns.items():
        yield concern, "label", label
    for source in rulebook().sources.values():
        for statement in source.statements.values():
            yield statement.id, "claim", statement.claim


def _failing(holds: re.Pattern[str], *keys: str) -> list[str]:
    return [f"{name}, {key}: {text}" for name, key, text in _texts() if text and (not keys or key in keys) and not holds.search(text)]


def test_no_text_copies_a_sentence_of_the_guide() -> None:
    guide = _words((_guide() / "guide.txt").read_text(encoding="utf-8"))
    runs = {tuple(guide[at : at + RUN]) for at in range(len(guide) - RUN + 1)}
    names = {run for name in SHARED_NAMES for run in _runs(_words(name))}
    copied = [f"{name}, {key}: {' '.join(run)}" for name, key, text in _texts() for run in _runs(_words(text)) if run in runs - names]
    assert copied == []


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold())


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def test_no_text_shouts_or_breaks_off() -> None:
    assert _failing(re.compile(r"\A[^!\u2014]*\Z")) == []


def test_texts_are_plain() -> None:
    """Straight quotes, single blanks, nothing around them: what a terminal, a page and a pull request all show alike."""
    assert _failing(re.compile(r"\A(?!.*  )[^\s\u2018\u2019\u201c\u201d](.*[^\s\u2018\u2019\u201c\u201d])?\Z")) == []


def test_reasons_are_short() -> None:
    assert [f"{rule.id}: {len(rule.because)}" for rule in rulebook().rules if len(rule.because) > 300] == []


def test_sentences_end_with_a_full_stop() -> None:
    assert _failing(re.compile(r"[.?]['\"]?\Z"), *SENTENCES) == []


def test_headlines_and_labels_do_not() -> None:
    assert _failing(re.compile(r"[^.]\Z"), "summary", "label", "message") == []


def test_questions_are_questions() -> None:
    assert _failing(re.compile(r"\?\Z"), *QUESTIONS) == []


def test_blanks_in_a_line_to_write_are_closed() -> None:
    assert _failing(re.compile(r"\A[^<>]*(<[^<>]+>[^<>]*)*\Z"), "fix", "about") == []


def test_an_inference_is_never_the_guides_word() -> None:
    """What an inference says of the guide, the statement it cites must say; "the guide says" is left to rules that rest on it."""
    claims = re.compile(r"(?i)\b(the guide (says so|agrees|recommends)|according to the guide)\b")
    assert [rule.id for rule in rulebook().rules if rule.basis == "inference" and claims.search(f"{rule.summary} {rule.because}")] == []


def test_every_concern_says_what_to_write_or_has_no_honest_line_to_offer() -> None:
    without = {rule.then.concern for rule in rulebook().rules if isinstance(rule.then, Raise) and rule.then.fix is None}
    with_ = {rule.then.concern for rule in rulebook().rules if isinstance(rule.then, Raise) and rule.then.fix is not None}
    assert sorted(without - with_) == []
