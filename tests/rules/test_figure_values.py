"""Every shipped figure is what was written down a second time, apart from it, in tests/data/figures.txt."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from advisor.rules.figures import Row, shipped_figures

AGAIN = Path(__file__).parents[1] / "data" / "figures.txt"
LINE = re.compile(r"(?P<name>\w+): (?P<rows>.+?) \((?P<law>.+)\)")


def written_again():
    """First days and values by name: a number, none, unknown."""
    found = {}
    for line in AGAIN.read_text().splitlines():
        if not line.startswith("#"):
            said = LINE.fullmatch(line)
            assert said, line
            found[said["name"]] = [row.split() for row in said["rows"].split(", ")]
    return found


def value(row: Row) -> str | Decimal:
    if row.unknown:
        return "unknown"
    return "none" if row.value is None else Decimal(row.value)


def as_said(said: str) -> str | Decimal:
    return said if said in ("none", "unknown") else Decimal(said)


TWICE = written_again()


def test_the_same_figures_are_written_down_twice():
    assert TWICE.keys() == shipped_figures().series.keys()


@pytest.mark.parametrize("name", TWICE)
def test_each_row_begins_and_says_what_was_written_down_apart(name):
    shipped = {row.valid_from: value(row) for row in shipped_figures().series[name].rows}
    assert shipped == {date.fromisoformat(day): as_said(said) for day, said in TWICE[name]}
