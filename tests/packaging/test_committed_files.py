"""What is committed is true on every machine: pins with hashes, no machine's paths, no registry's address."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.packaging

ROOT = Path(__file__).resolve().parents[2]
PINS = sorted((ROOT / "constraints").glob("*.txt"))

# Folders of somebody's machine, and hosts that packages or their indexes are fetched from.
ELSEWHERE = re.compile(
    r"""
      (?<![\w./~-]) / (?: work | root | home | opt | mnt | Users ) / [\w.]
    | \b [A-Z] : \\+ (?: Users | work ) \b
    | \b (?: pypi\.org | pythonhosted\.org | pypi\.python\.org | npmjs\.(?:org|com) | yarnpkg\.com | deb\.debian\.org
           | archive\.ubuntu\.com | anaconda\.org | proxy\.golang\.org | crates\.io | jfrog\.io ) \b
    | https? :// [^\s/"']* (?: pypi | mirror | nexus | artifactory | devpi )
    | \b file:/{3}
    """,
    re.VERBOSE,
)


def pins(file: Path) -> dict[str, str]:
    """Return the version that a file pins for each package."""
    found: dict[str, str] = {}
    for entry in file.read_text(encoding="utf-8").replace("\\\n", " ").splitlines():
        requirement = Requirement(entry.partition(" --hash=")[0].strip())
        (version,) = requirement.specifier
        assert version.operator == "=="
        assert re.fullmatch(r"(\s*--hash=sha256:[0-9a-f]{64})+", entry[entry.index(" --hash=") :]), f"{requirement.name} has no hash"
        found[canonicalize_name(requirement.name)] = version.version
    return found


def committed() -> list[str]:
    """Return the files that are committed, or would be."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only in a checkout is it known which files are committed")
def test_no_file_names_a_machine_or_a_registry() -> None:
    found = []
    for name in committed():
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        found += [f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]}" for match in ELSEWHERE.finditer(text)]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "cd /" + "work/main",
        "'/" + "root/.cache'",
        "C:\\" + "Users\\me",
        "https://" + "pypi.example.com/simple",
        "see pypi." + "org",
        "file://" + "/srv/x",
    ],
)
def test_a_machine_or_registry_would_be_found(text: str) -> None:
    assert ELSEWHERE.search(text)


@pytest.mark.parametrize(
    "text", ["rules/work/home/one.yaml", "https://example.com/home/page", "#!/usr/bin/env bash", "and/or", "a mirror of it"]
)
def test_what_is_harmless_is_left_alone(text: str) -> None:
    assert not ELSEWHERE.search(text)


@pytest.mark.parametrize("file", PINS, ids=lambda file: file.stem)
def test_every_package_is_pinned_with_its_hash(file: Path) -> None:
    assert pins(file)
    assert "://" not in file.read_text(encoding="utf-8")
    assert "--index" not in file.read_text(encoding="utf-8")


def test_files_of_pins_agree() -> None:
    versions: dict[str, set[str]] = {}
    for file in PINS:
        for name, version in pins(file).items():
            versions.setdefault(name, set()).add(version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("file", "extra"),
    [("run", None), ("dev", None), ("dev", "dev"), ("dev", "testing"), ("dev", "batch"), ("durable", "durable"), ("bench", "bench")],
)
def test_pins_cover_what_the_project_asks_for(file: str, extra: str | None) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [Requirement(line) for line in (project["optional-dependencies"][extra] if extra else project["dependencies"])]
    pinned = pins(ROOT / "constraints" / f"{file}.txt")
    for requirement in asked:
        if requirement.name != project["name"]:
            assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)]), (
                f"{requirement} is not in constraints/{file}.txt; run make lock"
            )


def test_the_build_backend_is_pinned() -> None:
    backend = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    pinned = pins(ROOT / "constraints" / "build.txt")
    for requirement in map(Requirement, backend):
        assert requirement.specifier.contains(pinned[canonicalize_name(requirement.name)])
    assert {"setuptools", "wheel"} <= set(pinned)
