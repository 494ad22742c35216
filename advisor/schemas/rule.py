"""The schema of a rule file: the model of the file, and what its words may be in this rulebook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.model import Decision, FactSpec, Rulebook
from advisor.rulebook.files import RuleFile
from advisor.schemas.situation import facts_properties, once_only
from advisor.schemas.values import DIALECT, Schema, choice, closed, identifier, stated_schema, value_schema

_CONDITION = {"$ref": "#/$defs/condition"}
_DESCRIPTIONS = {
    "summary": "One line without a full stop: the headline of a concern, or what the rule would say were it decided.",
    "when": "The condition. A mapping with several facts means all of them.",
    "derive": "The facts that the rule concludes, with their values.",
    "recommend": "The options of a decision that the rule speaks for and against.",
    "raise": "The concern that the rule raises.",
    "because": "The reason, said to the reader. {group.fact} stands for the fact's value.",
    "fix": "The line to write instead, with <blanks> for facts. Only for raise.",
    "asks": "The question a candidate will ask. Only for raise.",
    "owner": "Who can fix it. Only for raise.",
    "basis": "source: the first citation says so. inference: it follows, in our judgement.",
    "cites": "The statements that the rule rests on, the most telling first.",
    "overrides": "Rules that do not apply where this one does.",
    "examples": "Situations in which the rule applies (fires) and near misses in which it does not (silent).",
}
_ONE_LINE = r"^\s*\S([^\n]*\S)?\s*$"


def rule_schema(rulebook: Rulebook) -> Schema:
    """Return the schema of a rule file over this rulebook's facts, decisions, concerns and sources.

    What it cannot say is left to the loader: an n above the number of members, at_least above
    less_than, cycles, and blanks for facts that the condition leaves unknown.
    """
    model = _plain(RuleFile.model_json_schema(by_alias=True))
    properties = model["properties"]
    recommend, raises = model["$defs"]["RecommendEntry"], model["$defs"]["RaiseEntry"]
    raises["properties"]["concern"] = choice(rulebook.concerns)
    properties["when"] = dict(_CONDITION)
    properties["derive"]["anyOf"][0] = _derive(rulebook.facts)
    properties["recommend"]["anyOf"][0] = {"oneOf": [_recommend(recommend, decision) for decision in rulebook.decisions.values()]}
    properties["raise"]["anyOf"][0] = raises
    properties["owner"]["anyOf"][0] = choice(rulebook.owners)
    properties["cites"]["items"] = choice(
        {statement.id: statement.claim for source in rulebook.sources.values() for statement in source.statements.values()}
    )
    for listed in model["$defs"]["ExamplesEntry"]["properties"].values():
        listed["items"] = {"$ref": "#/$defs/example"}
    properties["examples"] = model["$defs"]["ExamplesEntry"]
    for name, text in _DESCRIPTIONS.items():
        properties[name]["description"] = text
    stated = [spec for spec in rulebook.facts.values() if spec.givable]
    return {
        "$schema": DIALECT,
        "$id": identifier("rule"),
        "title": "A rule",
        **{name: model[name] for name in ("type", "properties", "required", "additionalProperties")},
        "allOf": _consequences(),
        "$defs": {
            "condition": _condition(rulebook.facts),
            "example": _example(rulebook.facts, stated),
            **{spec.id: stated_schema(spec) for spec in stated},
            **{f"{spec.id}.option": choice(spec.options) for spec in rulebook.facts.values() if spec.options},
        },
    }


def _plain(schema: Any) -> Any:
    """Return pydantic's schema without its titles and defaults, and with its texts as strict as stripping makes them."""
    if isinstance(schema, list):
        return [_plain(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {key: _plain(value) for key, value in schema.items() if not (key == "title" and isinstance(value, str)) and key != "default"}
    if plain.get("minLength") == 1:
        plain["pattern"] = _ONE_LINE if "pattern" in plain else r"\S"
    return plain


def _consequences() -> list[Schema]:
    """Return what a rule's keys ask of each other. A key that is null counts as left out."""
    kinds = ("derive", "recommend", "raise")
    only_raise = [{"if": _has(key), "then": _has("raise")} for key in ("fix", "asks", "owner")]
    return [
        {"oneOf": [_has(kind) for kind in kinds]},
        {"anyOf": [_has("derive"), _has("because")]},
        {"if": _has("raise"), "then": {"allOf": [_has("asks"), _has("owner")]}},
        *only_raise,
    ]


def _has(key: str) -> Schema:
    return {"required": [key], "properties": {key: {"not": {"type": "null"}}}}


def _derive(facts: Mapping[str, FactSpec]) -> Schema:
    return closed({spec.id: value_schema(spec) for spec in facts.values() if spec.type != "set"}, required=())


def _recommend(model: Schema, decision: Decision) -> Schema:
    options = {"type": "array", "items": {"enum": list(decision.options)}, "uniqueItems": True}
    properties = {
        **model["properties"],
        "decision": {"const": decision.id, "description": decision.question},
        "options": options,
        "against": options,
    }
    some = [{"required": [key], "properties": {key: {"minItems": 1}}} for key in ("options", "against")]
    return {**model, "properties": properties, "anyOf": some}


def _condition(facts: Mapping[str, FactSpec]) -> Schema:
    several = {"type": "array", "items": _CONDITION, "minItems": 1}
    properties = {"all": several, "any": several, "not": _CONDITION, **{spec.id: _test(spec) for spec in facts.values()}}
    return {**closed(properties, required=()), "minProperties": 1}


def _test(spec: FactSpec) -> Schema:
    described = {"description": spec.ask}
    match spec.type:
        case "boolean":
            return {**_operators({"is": {"type": "boolean"}}), **described}
        case "integer":
            number = value_schema(spec)
            range_ = {**closed({"at_least": number, "less_than": number}, required=()), "minProperties": 1}
            return {"oneOf": [_operators({"is": number}), range_], **described}
        case "option":
            option = _option(spec)
            return {**_operators({"is": option, "in": _some(option)}), **described}
        case "set":
            member = _option(spec)
            count = {"type": "integer", "minimum": 1, "maximum": len(spec.options)}
            at_least = closed({"n": count, "of": _some(member)})
            return {
                **_operators({"has": member, "has_any": _some(member), "has_all": _some(member), "has_at_least": at_least}),
                **described,
            }


def _option(spec: FactSpec) -> Schema:
    return {"$ref": f"#/$defs/{spec.id}.option"}


def _operators(operators: Mapping[str, Schema]) -> Schema:
    """Return the schema of a test with just one of these operators."""
    return {**closed(operators, required=()), "minProperties": 1, "maxProperties": 1}


def _some(item: Schema) -> Schema:
    return {"type": "array", "items": item, "minItems": 1}


def _example(facts: Mapping[str, FactSpec], stated: list[FactSpec]) -> Schema:
    """Return the schema of an example: a situation, or what a draft says (`ad.` facts), or both, and what to expect there."""
    said = {spec.id: {**_said(spec), "description": spec.ask} for spec in facts.values() if spec.id.startswith("ad.")}
    return {
        **closed({**facts_properties(stated), **said, "expect": {"type": "object", "description": "As in a scenario."}}, required=()),
        "dependentSchemas": once_only(stated),
    }


def _said(spec: FactSpec) -> Schema:
    """Return the schema of what a draft says of a fact."""
    if spec.type == "set":
        return {"type": "array", "items": {"enum": list(spec.options)}, "uniqueItems": True}
    return {"type": "boolean"}
