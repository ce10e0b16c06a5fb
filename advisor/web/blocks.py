"""The parts of a text as blocks of a page: paragraphs, lists, headings, remarks, tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from advisor.content.seeds import row_of

Part = Mapping[str, str]
LISTS = ("item", "contact")


@dataclass
class Table:
    """A table: its caption, the headers of its columns, rows of cells; the first cell of a row heads it."""

    caption: Part
    headers: list[Part] = field(default_factory=list)
    rows: list[list[Part]] = field(default_factory=list)

    @property
    def anchor(self) -> str:
        """What its caption is called."""
        return self.caption["id"]


@dataclass
class Block:
    """Parts of one role that follow each other, or one table."""

    role: str
    parts: list[Part]
    table: Table | None = None

    @property
    def is_list(self) -> bool:
        """The parts are items of a list."""
        return self.role in LISTS


def blocks_of(parts: Iterable[Part]) -> list[Block]:
    """A text without its title: items that follow each other in one list, a caption with its cells in one table."""
    found: list[Block] = []
    for role, group in groupby(parts, key=lambda part: part["role"]):
        together = list(group)
        table = found[-1].table if found else None
        if role == "caption":
            found += [Block("table", [part], Table(part)) for part in together]
        elif role == "th" and table:
            table.headers += together
        elif role == "td" and table:
            table.rows += [list(cells) for _, cells in groupby(together, key=lambda cell: row_of(cell["id"]))]
        elif role != "title":
            found.append(Block(role, together))
    return found


def anchor(part: Part) -> str:
    """The anchor of a heading: its id without the role."""
    return part["id"].partition("-")[2] or part["id"]


def headings(parts: Iterable[Part]) -> list[Part]:
    """The headings of a text."""
    return [part for part in parts if part["role"] == "h"]
