"""What the documents name is there: tests, files, commands and settings; and what they show of a run is what was measured."""

import ast
import json
import re
from functools import lru_cache
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.bench import write as bench
from tests.cluster import write as cluster

ROOT = Path(__file__).parents[1]
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "SECURITY.md", *(ROOT / "docs").rglob("*.md")])
WRITTEN = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
"""Parts of a document that are names, commands or code."""
ROOMS = ("advisor", "tests", "deploy", "docs")


def names(document):
    return [found.strip("`") for found in WRITTEN.findall(document.read_text())]


@lru_cache
def functions_of(path):
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


@lru_cache
def every_test():
    return {name for path in (ROOT / "tests").rglob("*.py") for name in functions_of(path)}


@lru_cache
def every_file():
    return [path for room in ROOMS for path in (ROOT / room).rglob("*.*")]


def places(named):
    """The files that a document may mean by the end of a path."""
    return [path for path in every_file() if f"/{path.relative_to(ROOT)}".endswith(f"/{named}")]


def dead(name):
    """What a name in a document leads to and is not there."""
    found = []
    for file, test in re.findall(r"([\w/]+\.py)?(?:::)?\b(test_\w+)\b(?!\.py|/)", name):
        there = {name for path in places(file) for name in functions_of(path)} if file else every_test()
        found += [f"{file}::{test}"] if test not in there else []
    file = rf"(?<![\w/*.-])((?:\w+/)*\w+\.py|(?:{'|'.join(ROOMS)})/[\w/.-]+\.\w+)\b"
    found += [path for path in re.findall(file, name) if path != "manage.py" and not places(path)]
    rules = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    found += [f"make {rule}" for rule in re.findall(r"\bmake ([a-z-]+)", name) if rule not in rules]
    found += [f"manage.py {one}" for one in re.findall(r"manage\.py ([a-z_]+)", name) if one not in get_commands()]
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_names_is_there(document):
    assert {name: dead(name) for name in names(document) if dead(name)} == {}


@pytest.mark.parametrize(
    "name",
    [
        "test_that_there_is_not",
        "test_cold.py::test_that_there_is_not",
        "tests/nothing.py",
        "web/nothing.py",
        "make nothing",
        "manage.py nothing --help",
        "tests/data/nothing.toml",
    ],
)
def test_a_dead_name_is_seen(name):
    assert dead(name)


def test_every_setting_is_in_the_readme():
    read = re.compile(r'(?:env\.\w+\(|environ\.get\(|environ\[)"([A-Z_]+)"')
    files = (ROOT / "advisor" / "settings.py", ROOT / "deploy" / "gunicorn.conf.py")
    found = {name for file in files for name in read.findall(file.read_text())}
    said = (ROOT / "README.md").read_text()
    assert len(found) > 10
    assert [name for name in sorted(found - {"DEBUG", "PROMETHEUS_MULTIPROC_DIR"}) if name not in said] == []


@pytest.mark.parametrize(("name", "page"), [("performance", bench.page), ("scaling", cluster.page)])
def test_a_record_shows_what_was_measured(name, page):
    found = json.loads((ROOT / "docs" / f"{name}.json").read_text())
    assert page(found) == (ROOT / "docs" / f"{name}.md").read_text()
