"""The wheel that a user gets: what is in it, and what it says of itself."""

from __future__ import annotations

import configparser
import subprocess
import sys
import tarfile
from collections.abc import Mapping
from email.message import Message
from email.parser import Parser
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

import advisor

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[2]
INFO = f"hiring_advisor-{advisor.__version__}.dist-info"

Wheel = Mapping[str, bytes]


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source distribution and, from it, the wheel; return their folder."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Wheel:
    """Return the content of each file in the wheel."""
    with ZipFile(dist / f"hiring_advisor-{advisor.__version__}-py3-none-any.whl") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def metadata(wheel: Wheel) -> Message:
    """Return what the wheel says of itself."""
    return Parser().parsestr(wheel[f"{INFO}/METADATA"].decode())


def needs(metadata: Message, extra: str = "") -> dict[str, Requirement]:
    """Return what is installed with the extra on Python 3.11, by name; without one, what always is."""
    environment = {"extra": extra, "python_version": "3.11"}
    listed = [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]
    return {item.name: item for item in listed if (item.marker.evaluate(environment) if item.marker else not extra)}


def test_installs_one_package_and_nothing_beside_it(wheel: Wheel) -> None:
    assert {name.partition("/")[0] for name in wheel} == {"advisor", INFO}


@pytest.mark.parametrize("folder", ["advisor", "rules", "scenarios"])
def test_ships_every_file_unchanged(wheel: Wheel, folder: str) -> None:
    place = "advisor/" if folder == "advisor" else f"advisor/{folder}/"
    others = () if folder != "advisor" else ("advisor/rules/", "advisor/scenarios/")
    shipped = {
        name.removeprefix(place): content for name, content in wheel.items() if name.startswith(place) and not name.startswith(others)
    }
    files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    there = {path.relative_to(ROOT / folder).as_posix(): path.read_bytes() for path in files}
    assert len(there) > 20
    assert sorted(shipped) == sorted(there)
    assert shipped == there


@pytest.mark.parametrize("name", ["advisor/py.typed", "advisor/rules/facts.yaml", "advisor/rules/decisions.yaml"])
def test_ships_what_it_cannot_do_without(wheel: Wheel, name: str) -> None:
    assert name in wheel


def test_ships_no_cache_and_no_test(wheel: Wheel) -> None:
    assert [name for name in wheel if "__pycache__" in name or "/tests/" in name or Path(name).name.startswith((".", "test_"))] == []


def test_brings_one_command_and_a_plugin_for_pytest(wheel: Wheel) -> None:
    points = configparser.ConfigParser()
    points.read_string(wheel[f"{INFO}/entry_points.txt"].decode())
    assert {group: dict(points[group]) for group in points.sections()} == {
        "console_scripts": {"advisor": "advisor.cli.main:main"},
        "pytest11": {"hiring-advisor": "advisor.testing.plugin"},
    }


def test_says_what_it_is(wheel: Wheel, metadata: Message) -> None:
    assert {key: metadata[key] for key in ("Name", "Version", "License-Expression", "License-File", "Requires-Python")} == {
        "Name": "hiring-advisor",
        "Version": advisor.__version__,
        "License-Expression": "MIT",
        "License-File": "LICENSE",
        "Requires-Python": ">=3.11",
    }
    assert b"Permission is hereby granted, free of charge" in wheel[f"{INFO}/licenses/LICENSE"]


def test_needs_four_packages(metadata: Message) -> None:
    assert set(needs(metadata)) == {"click", "pydantic", "pyyaml", "rich"}


@pytest.mark.parametrize(
    ("extra", "packages"),
    [
        ("durable", {"durable-rules"}),
        ("testing", {"hypothesis"}),
        ("documents", {"python-docx", "pypdf", "selectolax"}),
        ("batch", {"distributed", "matplotlib", "pyarrow"}),
        (
            "all",
            {
                "distributed",
                "durable-rules",
                "fastapi",
                "hypothesis",
                "jinja2",
                "matplotlib",
                "pyarrow",
                "pypdf",
                "python-docx",
                "selectolax",
                "uvicorn",
            },
        ),
        ("web", {"fastapi", "jinja2", "uvicorn"}),
        ("bench", {"clipspy", "proselint", "rule-engine", "zen-engine"}),
    ],
)
def test_has_extras(metadata: Message, extra: str, packages: set[str]) -> None:
    assert set(needs(metadata, extra)) == packages


def test_has_an_extra_for_development(metadata: Message) -> None:
    assert {"build", "hatchling", "hypothesis", "import-linter", "mypy", "pytest", "pytest-xdist", "ruff"} <= set(needs(metadata, "dev"))


def test_asks_for_durable_rules_only_where_it_builds(metadata: Message) -> None:
    durable = needs(metadata, "durable")["durable-rules"]
    assert str(durable.specifier) == "==2.0.28"
    assert durable.marker is not None
    assert not durable.marker.evaluate({"extra": "durable", "python_version": "3.13"})


def test_the_source_distribution_can_be_tested(dist: Path) -> None:
    name = f"hiring_advisor-{advisor.__version__}"
    with tarfile.open(dist / f"{name}.tar.gz") as archive:
        names = {member.name.removeprefix(f"{name}/") for member in archive.getmembers()}
    assert {"Makefile", "LICENSE", "README.md", "constraints/dev.txt", "rules/facts.yaml", "tests/packaging/test_wheel.py"} <= names
    assert [name for name in names if name.startswith((".venv", ".git/")) or "__pycache__" in name] == []
