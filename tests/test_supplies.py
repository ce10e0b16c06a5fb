"""What is installed: pinned to the byte, free, and written down."""

import json
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
FILES = ("requirements.txt", "requirements-dev.txt")
FREE = re.compile(r"MIT|BSD|Apache|PSF|Python Software Foundation|LGPL|Unlicense|ISC")
HASHES = re.compile(r"(?: +--hash=sha256:[0-9a-f]{64})+")


def pinned(file):
    """Each line of a list of what to install, by name: the requirement and what follows it."""
    lines = (ROOT / file).read_text().replace("\\\n", " ").splitlines()
    found = {}
    for line in lines:
        if line and not line.startswith("#"):
            said, _, hashes = line.partition(" --hash")
            requirement = Requirement(said.strip())
            found[canonicalize_name(requirement.name)] = requirement, " --hash" + hashes
    return found


def here(requirement):
    return requirement.marker is None or requirement.marker.evaluate()


def licence_of(name):
    """What a library says of its licence."""
    about = distribution(name).metadata
    said = [about.get("License-Expression"), *(c for c in about.get_all("Classifier", []) if c.startswith("License"))]
    return " ".join(filter(None, said)) or str(about.get("License", ""))


@pytest.mark.parametrize("file", FILES)
def test_everything_is_pinned_by_hash(file):
    found = pinned(file)
    assert len(found) > 20
    for requirement, hashes in found.values():
        assert [one.operator for one in requirement.specifier] == ["=="], requirement
        assert HASHES.fullmatch(hashes), requirement
    assert not re.search(r"https?:|index|find-links", (ROOT / file).read_text())


def test_the_lists_hold_what_is_asked_for():
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for file, names in zip(FILES, (asked["dependencies"], asked["optional-dependencies"]["dev"]), strict=True):
        assert {canonicalize_name(Requirement(name).name) for name in names} <= set(pinned(file)), "make lock"


def test_tests_run_on_what_servers_run_on():
    running, testing = map(pinned, FILES)
    assert {name: str(said) for name, (said, _) in running.items()} == {
        name: str(said) for name, (said, _) in testing.items() if name in running
    }


def test_what_is_pinned_is_what_is_installed():
    for name, (requirement, _hashes) in pinned(FILES[0]).items():
        if here(requirement):
            assert version(name) in requirement.specifier, name


def test_all_that_runs_is_free_and_none_of_it_is_under_the_affero_licence():
    for name, (requirement, _hashes) in pinned(FILES[0]).items():
        if here(requirement):
            said = licence_of(name)
            assert FREE.search(said), (name, said)
            assert not re.search("AGPL|Affero", said), (name, said)


def test_the_list_of_parts_names_all_that_runs(tmp_path):
    """As `make sbom` writes it, here of all that the tests have installed."""
    tool, out = Path(sys.executable).with_name("cyclonedx-py"), tmp_path / "sbom.json"
    command = [tool, "environment", sys.executable, "--pyproject", "pyproject.toml", "--no-validate", "-o", out]
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True, capture_output=True)
    parts = {canonicalize_name(part["name"]): part for part in json.loads(out.read_text())["components"]}
    for name, (requirement, _hashes) in pinned(FILES[0]).items():
        if here(requirement):
            assert parts[name]["purl"] == f"pkg:pypi/{name}@{version(name)}"
            assert parts[name]["licenses"]
