"""Proposed cases as YAML: what to add, and where, so that surviving mutants are noticed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import yaml

from advisor.mutation.verdicts import Case


def cases_data(cases: Iterable[Case]) -> dict[str, Any]:
    """Return the cases, those that are alike once: examples under `rules`, expectations under where they belong."""
    rules: dict[str, dict[str, list[object]]] = {}
    expect: dict[str, dict[str, Any]] = {}
    for case in cases:
        if case.expect is not None:
            assert case.where is not None
            _merge(expect.setdefault(case.where, {}), case.expect)
        elif (example := case.text or case.facts) is not None:
            listed = rules.setdefault(case.rule, {}).setdefault("fires" if case.fires else "silent", [])
            if example not in listed:
                listed.append(example)
    return {"rules": rules, "expect": expect}


def cases_yaml(cases: Iterable[Case]) -> str:
    """Return the cases as a YAML file to take from."""
    head = (
        "# Proposed by advisor rules mutate. Under rules: examples to add to these rules and signals. Under expect: what to add to the\n"
        "# expect key of a scenario, or of the example that stands there. Read each before you take it: it says what is so,\n"
        "# and you know whether it should be.\n"
    )
    return head + str(yaml.safe_dump(cases_data(cases), sort_keys=True, default_flow_style=None, allow_unicode=True, width=140))


def _merge(into: dict[str, Any], more: dict[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict):
            _merge(into.setdefault(key, {}), value)
        elif isinstance(value, list) and key != "first":
            into[key] = [*into.get(key, []), *(item for item in value if item not in into.get(key, []))]
        else:
            into[key] = value
