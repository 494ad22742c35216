"""Whatever is wrong with what the command is given: one message with place, cause and cure, exit 2, at once, and nothing left behind."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.bad_conditions import CONDITIONS
from tests.cli.bad_consequences import CONSEQUENCES
from tests.cli.bad_keys import KEYS
from tests.cli.bad_rule_keys import RULE_KEYS
from tests.cli.bad_shared import SHARED
from tests.cli.bad_text import TEXT
from tests.cli.bad_values import VALUES
from tests.cli.running import SMALL, Ran, advisor, small_rules, write

GOOD = "work: {kinds: [network]}\n"
WITH_SMALL = ("--rules", "rules", "--no-default-rules")


@pytest.fixture(autouse=True, scope="module")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ADVISOR_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder that holds the small rulebook and a situation that can be used."""
    monkeypatch.chdir(tmp_path)
    small_rules(tmp_path)
    write({"good.yaml": GOOD}, tmp_path)
    return tmp_path


def _refused(ran: Ran, says: str) -> None:
    assert ran.err == f"{says}\n"
    assert (ran.code, ran.out) == (2, "")
    assert ran.seconds < 1


def _placed(says: str, file: str) -> str:
    return "\n".join(f"{file}:{line}" for line in says.split("\n"))


@pytest.mark.parametrize(("content", "says"), [pytest.param(*rest, id=name) for name, *rest in (*KEYS, *VALUES, *TEXT)])
def test_situations(content: str | bytes, says: str, folder: Path) -> None:
    write({"s.yaml": content}, folder)
    _refused(advisor("evaluate", "s.yaml", "-o", "out", *WITH_SMALL), _placed(says, "s.yaml"))
    assert not (folder / "out").exists()


@pytest.mark.parametrize(
    ("rule", "lines", "says"), [pytest.param(*rest, id=name) for name, *rest in (*RULE_KEYS, *CONDITIONS, *CONSEQUENCES)]
)
def test_rules(rule: str, lines: dict[str, str | None], says: str, folder: Path) -> None:
    file = f"rules/{rule}.yaml"
    write({file: _edited((SMALL / f"{rule}.yaml").read_text(), lines)}, folder)
    _refused(advisor("evaluate", "good.yaml", "-o", "out", *WITH_SMALL), _placed(says, file))
    assert not (folder / "out").exists()


def _edited(text: str, keys: dict[str, str | None]) -> str:
    """Replace what stands at these keys, or add it at the end."""
    for key, value in keys.items():
        line = "" if value is None else f"{key}: {value}\n"
        if there := re.search(rf"(?m)^{key}:.*\n(^ .*\n)*", text):
            text = text[: there.start()] + line + text[there.end() :]
        else:
            text += line
    return text


@pytest.mark.parametrize(("file", "old", "new", "says"), [pytest.param(*rest, id=name) for name, *rest in SHARED])
def test_shared_files(file: str, old: str, new: str, says: str, folder: Path) -> None:
    text = (SMALL / file).read_text()
    assert text.count(old) == 1
    write({f"rules/{file}": text.replace(old, new)}, folder)
    _refused(advisor("evaluate", "good.yaml", *WITH_SMALL), _placed(says, f"rules/{file}"))


NETWORK = (SMALL / "title/network.yaml").read_text()
STARTUP = (SMALL / "stage/startup.yaml").read_text()
CIRCLE = STARTUP.replace("{company.engineers: {less_than: 50}}", "{company.stage: {is: startup}}").replace(
    "company.stage: startup}", "company.engineers: 5}"
)

SEVERAL_FILES = (
    (
        "one rule in two files",
        {"rules/title/network.yml": NETWORK},
        "rules/title/network.yml:1:1: the rule title/network is there twice, also in rules/title/network.yaml; keep one of the files",
    ),
    (
        "a rule with a name of no rule",
        {"rules/title/Network Engineer.yaml": NETWORK},
        "rules/title/Network Engineer.yaml:1:1: a rule's file and folders are named with lower-case letters, digits and hyphens; rename it",
    ),
    (
        "derivations in a circle",
        {"rules/stage/circle.yaml": CIRCLE},
        (
            "rules/stage/circle.yaml:3:10: company.engineers rests on company.stage rests on company.engineers: "
            "facts are derived in a circle; derive one of them from something else"
        ),
    ),
    (
        "overrides in a circle",
        {"rules/title/a.yaml": f"{NETWORK}overrides: [title/b]\n", "rules/title/b.yaml": f"{NETWORK}overrides: [title/a]\n"},
        (
            "rules/title/a.yaml:10:13: title/a overrides title/b overrides title/a: rules override each other in a circle; "
            "remove one of these overrides"
        ),
    ),
    (
        "an override of a rule that has faults of its own",
        {"rules/title/a.yaml": f"{NETWORK}overrides: [title/b]\n", "rules/title/b.yaml": NETWORK.replace("source", "opinion")},
        'rules/title/b.yaml:5:1: basis is "opinion"; it must be source or inference',
    ),
    (
        "faults in several files, in order",
        {"rules/title/b.yaml": NETWORK.replace("strong", "weak"), "rules/title/a.yaml": NETWORK.replace("title/1", "title/9")},
        (
            "rules/title/a.yaml:6:9: guide:title/9 is no statement; did you mean guide:title/1?\n"
            'rules/title/b.yaml:3:59: strength is "weak"; it must be decisive, strong or supporting'
        ),
    ),
    (
        "a vocabulary that cannot be read, on which all rules rest",
        {"rules/facts.yaml": "facts: []\n"},
        "rules/facts.yaml:1:1: facts is a list; it must hold keys and values (key: value)",
    ),
    ("a rule of nothing", {"rules/title/a.yaml": ""}, "rules/title/a.yaml:1:1: the file is empty; fill it, or delete it"),
    (
        "a rule that is a list",
        {"rules/title/a.yaml": "\n- a\n"},
        "rules/title/a.yaml:2:1: this is a list; the file must hold keys and values (key: value)",
    ),
    ("a binary rule", {"rules/title/a.yaml": b"\0\1\2"}, "rules/title/a.yaml:1:1: this is a binary file; name a text file"),
    (
        "a rule in Latin-1",
        {"rules/title/a.yaml": b"summary: caf\xe9\n"},
        "rules/title/a.yaml:1:13: the text is not UTF-8; save the file as UTF-8",
    ),
    (
        "a rule with a tab",
        {"rules/title/a.yaml": "when:\n\tall: []\n"},
        "rules/title/a.yaml:2:1: this is not YAML: a tab stands where blanks are needed; indent with spaces",
    ),
    (
        "a key twice",
        {"rules/title/a.yaml": f"{NETWORK}basis: source\n"},
        "rules/title/a.yaml:10:1: basis is given twice (first in line 5); keep one of them",
    ),
    (
        "a rule nested deeply",
        {"rules/title/a.yaml": "when: " + "{not: " * 100 + "}" * 100},
        "rules/title/a.yaml:1:241: this is nested more than 40 levels deep; flatten it",
    ),
    (
        "a source in a folder of its own",
        {"rules/sources/books/sre.yaml": "title: A book\n"},
        "rules/sources/books/sre.yaml:1:1: a source stands directly in the folder sources; move it there",
    ),
)


@pytest.mark.parametrize(("files", "says"), [pytest.param(*rest, id=name) for name, *rest in SEVERAL_FILES])
def test_rules_of_several_files(files: dict[str, str | bytes], says: str, folder: Path) -> None:
    write(files, folder)
    _refused(advisor("evaluate", "good.yaml", *WITH_SMALL), says)


EXAMPLES = (
    ("a fact that is none", "{work.kind: [network]}", "this example is no valid situation: work.kind is no fact; did you mean work.kinds?"),
    (
        "a contradiction",
        "{work.kinds: [cloud], work.main: network}",
        "this example is no valid situation: work.main is not among work.kinds; add it there, or correct work.main",
    ),
)


@pytest.mark.parametrize(("example", "says"), [pytest.param(*rest, id=name) for name, *rest in EXAMPLES])
def test_examples_that_are_no_situations(example: str, says: str, folder: Path) -> None:
    write({"rules/title/network.yaml": NETWORK.replace("fires: [", f"fires: [{example}, ")}, folder)
    ran = advisor("rules", "test", "--only", "examples", *WITH_SMALL)
    assert ran.out.split("\n")[0] == f"rules/title/network.yaml:8:11: title/network: {says}"
    assert ran.code == 1


def test_very_many_problems_are_not_all_listed(folder: Path) -> None:
    write({"s.yaml": "".join(f"key{number}: 1\n" for number in range(20_000))}, folder)
    ran = advisor("evaluate", "s.yaml", *WITH_SMALL)
    *listed, last = ran.err.splitlines()
    assert last == "s.yaml:50:1: there are more than 50 problems; is this a situation? Mend these first"
    assert len(listed) == 50
    assert listed[-1] == "s.yaml:50:1: key49 is no group of facts; the groups are company, offer, on_call, role and work"
    assert (ran.code, ran.out) == (2, "")
    assert ran.seconds < 1


def test_fifty_megabytes(folder: Path) -> None:
    write({"s.yaml": GOOD}, folder)
    os.truncate(folder / "s.yaml", 50_000_000)
    _refused(
        advisor("evaluate", "s.yaml", *WITH_SMALL),
        "s.yaml: the file is larger than 2 MB, more than any situation or rule needs; name another",
    )
