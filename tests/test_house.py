"""The rooms of the house: who may import whom."""

import ast
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.rules.wage_tax_library import monthly_taxes

ADVISOR = Path(__file__).parents[1] / "advisor"
PURE = {"rules", "interview", "flows"}
MAY_IMPORT = {
    "rules": {"rules"},
    "interview": {"interview", "rules"},
    "flows": {"flows", "interview", "rules"},
    "content": {"content", "rules", "formats"},
    "directory": {"directory", "content", "rules", "formats"},
    "staff": {"staff", "web", "flows", "interview", "rules", "content", "directory", "formats", "logs"},
    "web": {"web", "flows", "interview", "rules", "content", "directory", "formats", "logs", "security"},
}

LIBRARIES = {"rules/wage_tax_library.py": {"lohnsteuer_bmf", "lohnsteuer_bmf._data"}}
"""Modules of the pure rooms that may ask one library, and may hold its floats: nobody writes the tax tariff of a year
again that is kept well elsewhere (docs/decisions/0009). They give back cents."""


def imports(source: str, package: str) -> set[str]:
    """The modules that a source text imports, relative ones made absolute."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*parents, *([node.module] if node.module else [])])
            found |= {base, *(f"{base}.{alias.name}" for alias in node.names)} if node.level else {base}
            if base == "advisor":
                found |= {f"advisor.{alias.name}" for alias in node.names}
    return found


def trespasses(room: str, source: str, package: str) -> list[str]:
    """Imports that the room must not make."""
    found = []
    for module in imports(source, package):
        head, *rest = module.split(".")
        if (head == "advisor" and rest and rest[0] not in MAY_IMPORT[room]) or (
            room in PURE and head != "advisor" and head not in sys.stdlib_module_names
        ):
            found.append(module)
    return found


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_no_room_reaches_where_it_must_not(room):
    for path in (ADVISOR / room).rglob("*.py"):
        package = ".".join(["advisor", *path.parent.relative_to(ADVISOR).parts])
        allowed = LIBRARIES.get(path.relative_to(ADVISOR).as_posix(), set())
        assert set(trespasses(room, path.read_text(), package)) <= allowed, path


def test_rooms_have_walls():
    """Planted faults are found: a law that asks for Django, a flow that asks for the web."""
    assert trespasses("rules", "from django.utils import timezone", "advisor.rules") == ["django.utils"]
    assert "advisor.web.views" in trespasses("flows", "from ..web import views", "advisor.flows")
    assert trespasses("content", "import advisor.flows", "advisor.content") == ["advisor.flows"]
    assert trespasses("rules", "import lohnsteuer_bmf", "advisor.rules") == ["lohnsteuer_bmf"]


def clock_reads(source: str) -> list[str]:
    """Calls that ask what day it is."""
    calls = [node.func for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    names = [func.attr for func in calls if isinstance(func, ast.Attribute)]
    return [name for name in names if name in {"today", "now", "localdate", "localtime", "utcnow"}]


@pytest.mark.parametrize("room", sorted(PURE))
def test_pure_rooms_do_not_know_the_day(room):
    for path in (ADVISOR / room).rglob("*.py"):
        assert clock_reads(path.read_text()) == [], path


def test_a_look_at_the_clock_is_seen():
    assert clock_reads("from datetime import date\nday = date.today()") == ["today"]


def floats(source: str) -> list[object]:
    """Float literals and calls of float."""
    tree = ast.walk(ast.parse(source))
    return [
        node
        for node in tree
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]


@pytest.mark.parametrize("room", sorted(PURE))
def test_money_is_never_a_float(room):
    for path in (ADVISOR / room).rglob("*.py"):
        if path.relative_to(ADVISOR).as_posix() not in LIBRARIES:
            assert floats(path.read_text()) == [], path


def test_a_library_gives_back_cents():
    """What leaves the border is a Decimal of two places."""
    taxes = monthly_taxes(Decimal("41234.56"), 1, "Bayern", Decimal("0.5"))
    assert all(type(tax) is Decimal and tax == tax.quantize(Decimal("0.01")) for tax in taxes)


def test_a_float_is_seen():
    assert len(floats("x = 14.6\ny = float('1')")) == 2
