"""The Python API: what `advisor` exports, and what its own description says it does."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

import advisor
from advisor import BadInput, Situation, evaluate, load_rulebook
from advisor.condition import SetValue
from tests.cli.running import SMALL

RULES = str(SMALL)


@pytest.fixture(scope="module")
def small() -> advisor.Rulebook:
    return load_rulebook(RULES, default=False)


@pytest.mark.parametrize("name", advisor.__all__)
def test_every_exported_name_is_there(name: str) -> None:
    assert getattr(advisor, name) is not None


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'screen_candidates'"):
        advisor.screen_candidates  # noqa: B018  # the access is the test


def test_the_example_of_the_package_runs() -> None:
    assert advisor.__doc__ is not None
    example = textwrap.dedent(re.search(r"(?m)^    from advisor.*\n(?:(?:    .*)?\n)*", advisor.__doc__)[0])  # type: ignore[index]  # it is there
    names: dict[str, object] = {}
    *steps, last = example.strip().splitlines()
    exec("\n".join(steps), names)
    assert eval(last, names) == load_rulebook().decisions["profile"].options["generalist"].label


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = Path(__file__).parents[1] / "README.md"
    blocks = re.findall(r"(?ms)^```python\n(.*?)^```", readme.read_text(encoding="utf-8")) if readme.is_file() else []
    if not blocks:
        pytest.skip("no README with Python in it beside the tests; the checkout has one")
    (tmp_path / "acme.yaml").write_text("company: {engineers: 24}\n")
    monkeypatch.chdir(tmp_path)
    for block in blocks:
        exec(compile(block, "README.md", "exec"), {})


@pytest.mark.parametrize(
    "data",
    [
        {"company": {"engineers": 24}, "work": {"kinds": ["network", "cloud"]}},
        {"company.engineers": 24, "work.kinds": ["cloud", "network"]},
        "company: {engineers: 24}\nwork.kinds: [network, cloud]\n",
        "about: >-\n  a scenario\ncompany:\n  engineers: 24\n  regions:\nwork: {kinds: [network, cloud], main: null}\noffer:\nexpect: {}\n",
    ],
    ids=["nested", "dotted", "YAML", "YAML with what is unknown"],
)
def test_situations_are_read_nested_or_dotted(data: str | dict[str, object], small: advisor.Rulebook) -> None:
    situation = Situation.parse(data, small)
    assert situation.facts == {"company.engineers": 24, "work.kinds": SetValue(frozenset(("network", "cloud")))}
    assert situation.name == "situation"


def test_an_empty_list_is_known_and_null_is_not(small: advisor.Rulebook) -> None:
    assert Situation.parse({"work.kinds": []}, small).facts == {"work.kinds": SetValue(frozenset())}
    assert Situation.parse({"work.kinds": None}, small).facts == {}


def test_a_main_kind_is_one_of_the_kinds_and_others_stay_unknown(small: advisor.Rulebook) -> None:
    known = Situation.parse({"work.main": "network"}, small).facts["work.kinds"]
    assert known == SetValue(frozenset(("network",)), complete=False)


def test_a_situation_is_read_from_a_file_with_the_place_of_each_fact(tmp_path: Path, small: advisor.Rulebook) -> None:
    file = tmp_path / "acme.yaml"
    file.write_text("company:\n  engineers: 24\nwork.main: network\n", encoding="utf-8")
    situation = Situation.read(str(file), small)
    assert {fact: str(place) for fact, place in situation.places.items()} == {
        "company.engineers": f"{file}:2:3",
        "work.main": f"{file}:3:1",
    }


def test_problems_come_all_at_once_each_with_its_place(small: advisor.Rulebook) -> None:
    with pytest.raises(BadInput) as raised:
        Situation.parse("company:\n  enginers: 24\n  regions: -1\n", small, name="acme")
    assert [(problem.place.line, problem.place.column) for problem in raised.value.problems if problem.place] == [(2, 3), (3, 3)]
    assert str(raised.value).splitlines()[0] == "acme:2:3: company.enginers is no fact; did you mean company.engineers?"
    assert isinstance(raised.value, advisor.AdvisorError)


def test_a_mapping_has_no_lines_and_its_problems_name_it(small: advisor.Rulebook) -> None:
    with pytest.raises(BadInput) as raised:
        Situation.parse({"company": {"engineers": "sixty"}}, small)
    assert str(raised.value) == 'situation: company.engineers is "sixty"; write a whole number from 0 to 1,000,000 (engineers), in digits'


def test_advice_holds_answers_reasons_and_citations(small: advisor.Rulebook) -> None:
    advice = evaluate(Situation.parse({"work": {"kinds": ["network"]}}, small), small)
    (title,) = advice.decision("title").first
    assert (title.label, title.reasons[0].because) == ("Network Engineer", "The work is network work.")
    assert small.statement(title.reasons[0].cites[0]).claim == "Network work goes by Network Engineer."
    assert small.rule(title.reasons[0].rule).summary == "Network work is for a Network Engineer"


def test_every_engine_gives_the_same_advice(small: advisor.Rulebook) -> None:
    situation = Situation.parse({"work": {"kinds": ["network", "ci-cd"]}, "company": {"engineers": 9}}, small)
    assert evaluate(situation, small, "reference") == evaluate(situation, small)


def test_an_engine_that_is_none_says_which_there_are(small: advisor.Rulebook) -> None:
    with pytest.raises(BadInput) as raised:
        evaluate(Situation.parse({"work.kinds": []}, small), small, "rete")
    assert str(raised.value) == "there is no engine rete; use compiled or durable"


def test_what_is_not_in_the_rulebook_is_a_key_error(small: advisor.Rulebook) -> None:
    with pytest.raises(KeyError):
        small.rule("title/none")
    with pytest.raises(KeyError):
        small.statement("guide:title/99")
