"""The schemas agree with the readers, and the template is a situation at every stage of being filled in."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from advisor.advise import evaluate
from advisor.condition import SetValue, Value
from advisor.errors import BadInput, BadRulebook
from advisor.model import FactSpec
from advisor.render.plain import advice_data
from advisor.rulebook import default_rules, load_rulebook, scenarios_directory
from advisor.rulebook.folders import rule_files
from advisor.rulebook.loading import load
from advisor.rulebook.yaml_reader import parse_yaml, read_yaml
from advisor.schemas import SCHEMAS, situation_template
from advisor.situation import Situation
from tests.cli.running import SMALL, advisor, small_rules

SCENARIOS = sorted(Path(scenarios_directory()).glob("*.yaml"))
RULEBOOK = load_rulebook()
STATED = [spec for spec in RULEBOOK.facts.values() if spec.givable]
SWITCHED_OFF = re.compile(r"^  # (?=[a-z ])", re.MULTILINE)


@cache
def printed(kind: str, rules: str | None = None) -> Any:
    """Return the schema that the command prints."""
    ran = advisor("schema", kind, *(["--no-default-rules", "--rules", rules] if rules else []))
    assert (ran.code, ran.err) == (0, "")
    return json.loads(ran.out)


@cache
def schema(kind: str, rules: str | None = None) -> Draft202012Validator:
    """Return that schema as a validator."""
    Draft202012Validator.check_schema(printed(kind, rules))
    return Draft202012Validator(printed(kind, rules))


def faults(kind: str, document: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in schema(kind).iter_errors(document)]


def reads(document: Any) -> bool:
    """Return whether the reader takes this situation."""
    try:
        Situation.parse(document, RULEBOOK)
    except BadInput:
        return False
    return True


# --- what is right fits ------------------------------------------------------------------------------


@pytest.mark.parametrize("file", SCENARIOS, ids=lambda file: file.stem)
def test_a_scenario_and_the_advice_on_it_fit(file: Path) -> None:
    assert faults("situation", read_yaml(str(file)).data) == []
    advice = evaluate(Situation.read(str(file), RULEBOOK), RULEBOOK)
    assert faults("advice", json.loads(json.dumps(advice_data(advice, RULEBOOK)))) == []


def test_every_rule_fits() -> None:
    rules = {rule.id for rule in RULEBOOK.rules}
    names = [name for name in rule_files(default_rules()) if Path(name).with_suffix("").as_posix() in rules]
    assert len(names) == len(rules)
    found = {name: faults("rule", read_yaml(str(Path(default_rules(), name))).data) for name in names}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_the_schemas_of_other_rules_speak_of_those(tmp_path: Path) -> None:
    small_rules(tmp_path)
    rules = str(tmp_path / "rules")
    small = load_rulebook(rules, default=False)
    known = printed("situation", rules)["$defs"]
    assert list(known) == [spec.id for spec in small.facts.values() if spec.givable]
    condition = printed("rule", rules)["$defs"]["condition"]["properties"]
    assert set(condition) == {"all", "any", "not", *small.facts}


def test_the_command_knows_every_schema() -> None:
    for kind in SCHEMAS:
        made = printed(kind)
        assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert made["$id"].startswith(f"urn:hiring-advisor:schema:{kind}")
    refused = advisor("schema", "nothing")
    assert refused.code == 2
    assert all(kind in refused.err for kind in SCHEMAS)


def test_options_are_described() -> None:
    described = printed("situation")["$defs"]["on_call.coverage"]
    assert described["description"] == RULEBOOK.facts["on_call.coverage"].ask
    assert {item["const"]: item["description"] for item in described["oneOf"][:-1]} == RULEBOOK.facts["on_call.coverage"].options


# --- what is wrong is refused by both ------------------------------------------------------------------


def _mostly(right: st.SearchStrategy[Any], wrong: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.integers(0, 9).flatmap(lambda drawn: wrong if drawn == 9 else right)


def _values(spec: FactSpec) -> st.SearchStrategy[Any]:
    """Return values for a fact: right ones, and wrong ones of every kind, but no whole number written as a fraction."""
    options = list(spec.options) or ["other"]
    low, high = spec.low or 0, spec.high if spec.high is not None else 10**6
    odd: st.SearchStrategy[Any] = st.sampled_from(
        [None, True, False, "", "yes", "true", "60", "Sixty", " ", [], {}, [None], [[]], 1.5, -1.5, low - 1, high + 1, 10**30]
    )
    near = st.sampled_from([low, low + 1, high, *options, options[0].upper(), f" {options[0]}", f"{options[0]}x"])
    members = st.lists(st.sampled_from([*options, options[0], "nothing", 3, True]), max_size=4)
    right: dict[str, st.SearchStrategy[Any]] = {
        "boolean": st.booleans(),
        "integer": st.integers(low, high),
        "option": st.sampled_from(options),
        "set": st.lists(st.sampled_from(options), unique=True, max_size=3),
    }
    return _mostly(right[spec.type], odd | near | members)


def _entries() -> st.SearchStrategy[tuple[str, str, Any]]:
    """Return one entry of a situation: a group, a name in it (empty: the group itself) and a value."""
    facts = _mostly(st.sampled_from(STATED), st.sampled_from(list(RULEBOOK.facts.values())))
    stated = facts.flatmap(lambda spec: st.tuples(st.just(spec.id.partition(".")[0]), st.just(spec.id.partition(".")[2]), _values(spec)))
    wrong = st.sampled_from([("company", "enginers", 3), ("compny", "engineers", 3), ("", "engineers", 3), ("company", "a.b", 1)])
    groups: st.SearchStrategy[tuple[str, str, Any]] = st.tuples(
        st.sampled_from(["company", "work", "ad", "nothing"]), st.just(""), st.sampled_from([None, {}, [], "text", 3, True])
    )
    return _mostly(stated, wrong | groups)


@st.composite
def _situations(draw: st.DrawFn) -> dict[str, Any]:
    made: dict[str, Any] = draw(st.sampled_from([{}, {"about": "a test"}, {"expect": {"concerns": {}}}, {"about": None}]))
    made = dict(made)
    for group, name, value in draw(st.lists(_entries(), min_size=1, max_size=4)):
        if not name:
            made[group] = value
        elif draw(st.booleans()) or not isinstance(made.get(group, {}), dict):
            made[f"{group}.{name}" if group else name] = value
        else:
            made[group] = {**made.get(group, {}), name: value}
    return made


@given(_situations())
def test_schema_and_reader_agree_on_every_situation(document: dict[str, Any]) -> None:
    assert schema("situation").is_valid(document) == reads(document)


@pytest.mark.parametrize("document", [None, [], "text", 3, True])
def test_neither_takes_what_is_no_mapping(document: Any) -> None:
    assert not schema("situation").is_valid(document)
    assert not reads(json.dumps(document))


Change = Callable[[dict[str, Any]], object]
WRONG_RULES: dict[str, Change] = {
    "no summary": lambda rule: rule.pop("summary"),
    "an empty summary": lambda rule: rule.update(summary="  "),
    "a summary of two lines": lambda rule: rule.update(summary="one\ntwo"),
    "a long summary": lambda rule: rule.update(summary="x" * 101),
    "no condition": lambda rule: rule.pop("when"),
    "an empty condition": lambda rule: rule.update(when={}),
    "all of nothing": lambda rule: rule.update(when={"all": []}),
    "not of a list": lambda rule: rule.update(when={"not": [{"on_call.required": {"is": True}}]}),
    "an unknown fact": lambda rule: rule.update(when={"on_call.wanted": {"is": True}}),
    "a test without operator": lambda rule: rule.update(when={"on_call.required": True}),
    "an operator of another type": lambda rule: rule.update(when={"on_call.required": {"at_least": 1}}),
    "two tests of one set": lambda rule: rule.update(when={"work.kinds": {"has": "network", "has_any": ["network"]}}),
    "is and at_least": lambda rule: rule.update(when={"company.engineers": {"is": 3, "at_least": 1}}),
    "a value of another type": lambda rule: rule.update(when={"on_call.required": {"is": "true"}}),
    "a number out of bounds": lambda rule: rule.update(when={"company.engineers": {"at_least": -1}}),
    "an unknown option": lambda rule: rule.update(when={"work.kinds": {"has": "knitting"}}),
    "has_any of nothing": lambda rule: rule.update(when={"work.kinds": {"has_any": []}}),
    "has_at_least none": lambda rule: rule.update(when={"work.kinds": {"has_at_least": {"n": 0, "of": ["network"]}}}),
    "has_at_least without of": lambda rule: rule.update(when={"work.kinds": {"has_at_least": {"n": 1}}}),
    "no consequence": lambda rule: rule.pop("raise"),
    "two consequences": lambda rule: rule.update(derive={"company.stage": "startup"}),
    "an unknown concern": lambda rule: rule["raise"].update(concern="weather"),
    "an unknown severity": lambda rule: rule["raise"].update(severity="fatal"),
    "an unknown key in raise": lambda rule: rule["raise"].update(loud=True),
    "no because": lambda rule: rule.pop("because"),
    "no question": lambda rule: rule.pop("asks"),
    "no owner": lambda rule: rule.pop("owner"),
    "an unknown owner": lambda rule: rule.update(owner="nobody"),
    "a question without raise": lambda rule: rule.update({"raise": None, "derive": {"company.stage": "startup"}}),
    "a derived set": lambda rule: _derives(rule, {"work.kinds": ["network"]}),
    "a derived unknown fact": lambda rule: _derives(rule, {"company.size": 3}),
    "an unknown decision": lambda rule: _recommends(rule, decision="weather"),
    "an option of no decision": lambda rule: _recommends(rule, options=["gardener"]),
    "an option named twice": lambda rule: _recommends(rule, options=["network-engineer", "network-engineer"]),
    "no option at all": lambda rule: _recommends(rule, options=[]),
    "an unknown strength": lambda rule: _recommends(rule, strength="mighty"),
    "an unknown basis": lambda rule: rule.update(basis="hearsay"),
    "no citation": lambda rule: rule.update(cites=[]),
    "an unknown citation": lambda rule: rule.update(cites=["guide:nowhere/1"]),
    "no examples": lambda rule: rule.pop("examples"),
    "no silent example": lambda rule: rule["examples"].update(silent=[]),
    "an example that is a list": lambda rule: rule["examples"].update(fires=[[]]),
    "an unknown key": lambda rule: rule.update(whenever={}),
}


def _derives(rule: dict[str, Any], facts: dict[str, Any]) -> None:
    for key in ("raise", "asks", "owner", "fix"):
        rule.pop(key, None)
    rule["derive"] = facts


def _recommends(rule: dict[str, Any], **changes: Any) -> None:
    _derives(rule, {})
    rule["derive"] = None
    rule["recommend"] = {"decision": "title", "options": ["network-engineer"], "strength": "strong", **changes}


def _loads(rule: dict[str, Any], folder: Path) -> bool:
    file = folder / "rules" / "trust" / "changed.yaml"
    file.write_text(json.dumps(rule), encoding="utf-8")
    try:
        load([str(folder / "rules")])
    except BadRulebook as error:
        blamed = {problem.place.file for problem in error.problems if problem.place}
        return blamed != {str(file)}  # blaming another file would not be a refusal of this one
    return True


@pytest.mark.parametrize("change", WRONG_RULES.values(), ids=WRONG_RULES)
def test_a_wrong_rule_is_refused_by_schema_and_loader(change: Change, tmp_path: Path) -> None:
    small_rules(tmp_path)
    rule = read_yaml(str(SMALL / "trust" / "on-call-unpaid.yaml")).data
    assert schema("rule", str(SMALL)).is_valid(rule)
    assert _loads(rule, tmp_path)
    changed = copy.deepcopy(rule)
    change(changed)
    assert not schema("rule", str(SMALL)).is_valid(changed)
    assert not _loads(changed, tmp_path)


@pytest.mark.parametrize("changes", [{}, {"options": [], "against": ["network-engineer"]}, {"strength": "decisive"}])
def test_a_right_change_is_taken_by_both(changes: dict[str, Any], tmp_path: Path) -> None:
    small_rules(tmp_path)
    rule = read_yaml(str(SMALL / "trust" / "on-call-unpaid.yaml")).data
    _recommends(rule, **changes)
    assert schema("rule", str(SMALL)).is_valid(rule)
    assert _loads(rule, tmp_path)


@pytest.mark.parametrize(
    "change",
    [
        lambda advice: advice.update(schema_version="0.9"),
        lambda advice: advice.pop("sources"),
        lambda advice: advice.update(extra=1),
        lambda advice: advice["decisions"][0].update(settled="yes"),
        lambda advice: advice["decisions"][0]["options"][0].update(rank=0),
        lambda advice: advice["concerns"][0].update(severity="fatal"),
        lambda advice: next(fact for fact in advice["facts"] if fact["origin"] == "derived").update(rule=None),
        lambda advice: next(fact for fact in advice["facts"] if fact["origin"] == "given").update(rule="stage/startup"),
    ],
)
def test_advice_that_breaks_the_contract_does_not_fit(change: Change) -> None:
    file = Path(scenarios_directory()) / "unpaid-rota-of-five-with-six-incidents.yaml"
    data = json.loads(advisor("evaluate", str(file), "--format", "json").out)
    assert faults("advice", data) == []
    change(data)
    assert faults("advice", data) != []


# --- the template ------------------------------------------------------------------------------------------


def template() -> str:
    ran = advisor("schema", "situation", "--template")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def _switched_on() -> Iterator[tuple[str, str, str, Value | None]]:
    """Yield the template with the lines of one offered value switched on, the fact, and its value, None for a number to fill in."""
    lines = template().splitlines()
    group = name = ""
    for number, line in enumerate(lines):
        if line and not line.startswith((" ", "#")):
            group = line.rstrip(":")
        if not (off := SWITCHED_OFF.match(line)):
            continue
        words = (line[: off.end() - 2] + line[off.end() :]).split("  #")[0].split()
        if words[0] == "-":
            first = max(index for index in range(number) if lines[index].strip() == f"# {name}:")
            member = words[1].strip('"')
            yield _on(lines, first, number), f"{group}.{name}", member, SetValue(frozenset((member,)))
        else:
            name = words[0].rstrip(":")
            said = words[1].strip('"') if len(words) > 1 else ""
            value: Value | None = {"true": True, "false": False}.get(said, said) if said else None
            yield _on(lines, number), f"{group}.{name}", said, value


def _on(lines: list[str], *numbers: int) -> str:
    return "\n".join(SWITCHED_OFF.sub("  ", line) if index in numbers else line for index, line in enumerate(lines))


def test_the_untouched_template_is_a_situation_of_which_nothing_is_known() -> None:
    assert Situation.parse(template(), RULEBOOK).facts == {}
    assert schema("situation").is_valid(parse_yaml(template(), "template").data)
    ran = advisor("evaluate", "-", stdin=template().encode())
    assert (ran.code, ran.err) == (0, "")
    assert "ASK NEXT" in ran.out


def test_every_offered_value_can_be_switched_on() -> None:
    offered: dict[str, set[str]] = {spec.id: set() for spec in STATED}
    for text, fact, said, value in _switched_on():
        spec = RULEBOOK.facts[fact]
        known = Situation.parse(text, RULEBOOK).facts
        if value is None:
            assert fact not in known
            if spec.type == "integer":
                filled = re.sub(rf"(?m)^  {fact.partition('.')[2]}:(?= )", rf"\g<0> {spec.low}", text)
                assert Situation.parse(filled, RULEBOOK).facts[fact] == spec.low
        else:
            assert known[fact] == value
            offered[fact].add(said)
    for spec in STATED:
        wanted = {"boolean": {"true", "false"}, "integer": set()}.get(spec.type, set(spec.options))
        assert offered[spec.id] == wanted, spec.id


def test_the_template_asks_every_question_with_its_unit() -> None:
    prose = " ".join(line.removeprefix("##").strip() for line in template().replace("  ##", "##").splitlines() if line.startswith("##"))
    for spec in STATED:
        assert " ".join(spec.ask.split()) in prose
        if spec.help:
            assert " ".join(spec.help.split()) in prose
    units = [line for line in template().splitlines() if "a whole number" in line]
    assert len(units) == sum(spec.type == "integer" for spec in STATED)
    assert all(f"({spec.unit})" in line for spec, line in zip([spec for spec in STATED if spec.type == "integer"], units, strict=True))


def test_switching_on_everything_is_refused_with_what_to_do() -> None:
    with pytest.raises(BadInput, match="given twice"):
        Situation.parse(SWITCHED_OFF.sub("  ", template()), RULEBOOK)


def test_words_that_yaml_would_misread_are_quoted(tmp_path: Path) -> None:
    rules = tmp_path / "rules"
    small_rules(tmp_path)
    facts = (rules / "facts.yaml").read_text(encoding="utf-8")
    fact = '\n  work.odd: {type: option, label: odd, ask: Odd?, options: {"no": Not, "404": Number, "null": Nothing, plain: Plain}}\n'
    (rules / "facts.yaml").write_text(facts.replace("facts:\n", f"facts:\n{fact}", 1), encoding="utf-8")
    made = load_rulebook(str(rules), default=False)
    text = situation_template(made)
    for option in made.facts["work.odd"].options:
        line = next(line for line in text.splitlines() if re.match(rf'  # odd: "?{option}"?\b', line))
        assert Situation.parse(text.replace(line, SWITCHED_OFF.sub("  ", line)), made).facts == {"work.odd": option}


# --- the command -------------------------------------------------------------------------------------------


def test_writes_a_file_whole(tmp_path: Path) -> None:
    file = tmp_path / "acme.yaml"
    assert advisor("schema", "situation", "--template", "-o", str(file)).code == 0
    assert file.read_text(encoding="utf-8") == template()


@pytest.mark.parametrize("kind", ["rule", "advice", "report"])
def test_there_is_a_template_only_of_a_situation(kind: str) -> None:
    ran = advisor("schema", kind, "--template")
    assert (ran.code, ran.out) == (2, "")
    assert "--template belongs to situation" in ran.err


def test_help_shows_how_to_begin() -> None:
    ran = advisor("schema", "--help")
    assert ran.code == 0
    assert "advisor schema situation --template -o acme.yaml" in ran.out
