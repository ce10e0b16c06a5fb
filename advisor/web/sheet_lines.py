"""The lines of a sheet of paper: laid beside those of another language, cut to what fits on two pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from django.utils.html import strip_tags
from django.utils.safestring import SafeString

NOTHING = SafeString("")
KEEP, DEADLINES, PAPERS, REASONS, RULES, CLOSED, PARTS, REMARKS, GISTS, FORMULAS, CAUTIONS = range(11)
"""What is left out where a sheet grows too long: the last of these first. What has to be kept is never left out."""
ROOM, ROOM_FOR_ONE = 104.0, 110.0
"""Lines on two pages below the head, in two columns or in one."""
WIDTH, WIDTH_OF_ONE = 46, 100
"""Letters in a line of a column."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is said: a head, a value beside it, more about it, paragraphs of law.

    kind: how it is set; rank and brief: when it, or only what is said more about it, is left out. gist: what stays of that
    until `GISTS` are left out.
    """

    kind: str
    head: SafeString = NOTHING
    value: str = ""
    more: tuple[SafeString, ...] = ()
    law: str = ""
    rank: int = KEEP
    brief: int = KEEP
    gist: tuple[SafeString, ...] = ()

    def height(self, width: int) -> float:
        """The lines that it takes on paper, about."""
        if self is GAP:
            return 0
        head = len(strip_tags(self.head)) + len(strip_tags(self.value)) + (0 if self.more else len(self.law) + 1)
        texts = [len(strip_tags(text)) for text in self.more] or [0]
        texts[-1] += len(self.law) + 1 if self.more else 0
        return ceil(head / width) + sum(ceil(text / width) for text in texts) + 0.25


GAP = Line("")
"""Where a line was left out."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the sheet under one heading; listed: its lines are items of a list."""

    key: str
    heading: str
    lines: tuple[Line, ...]
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """The same section in each language; rows: each line in each language."""

    key: str
    listed: bool
    headings: list[tuple[str, str]]
    rows: list[list[tuple[str, Line]]]


def beside(sheets: Mapping[str, Sequence[Section]]) -> list[Beside]:
    """Sheets that tell the same, section by section and line by line."""
    return [
        Beside(
            together[0].key,
            together[0].listed,
            list(zip(sheets, [section.heading for section in together], strict=True)),
            [list(zip(sheets, row, strict=True)) for row in zip(*(section.lines for section in together), strict=True)],
        )
        for together in zip(*sheets.values(), strict=True)
    ]


def fitting(sheets: Mapping[str, Sequence[Section]]) -> tuple[dict[str, list[Section]], bool]:
    """As much of the sheets as fits on two pages, the same of each; and whether something had to be left out."""
    room, width = (ROOM, WIDTH) if len(sheets) > 1 else (ROOM_FOR_ONE, WIDTH_OF_ONE)
    shorter = {language: list(sheet) for language, sheet in sheets.items()}
    cuts = _cuts(next(iter(sheets.values())))
    left_out = 0
    while left_out < len(cuts) and _height(list(shorter.values()), width) > room:
        where = cuts[left_out]
        shorter = {language: _without(sheet, where) for language, sheet in shorter.items()}
        left_out += 1
    kept = {language: [_without_gaps(part) for part in sheet] for language, sheet in shorter.items()}
    return {language: [part for part in sheet if part.lines] for language, sheet in kept.items()}, left_out > 0


def _cuts(sheet: Sequence[Section]) -> list[tuple[int, int, str]]:
    """What may be left out, first what matters least and stands last: section, line, and what stays of the line."""
    found = []
    for at, section in enumerate(sheet):
        for number, line in enumerate(section.lines):
            if line.brief and line.more:
                gist = [(line.brief, at, number, "gist"), (GISTS, at, number, "head")]
                found += gist if line.gist else [(line.brief, at, number, "head")]
            found += [(line.rank, at, number, "")] if line.rank else []
    return [(at, number, left) for _, at, number, left in sorted(found, reverse=True)]


def _without(sheet: Sequence[Section], where: tuple[int, int, str]) -> list[Section]:
    at, number, left = where
    lines = list(sheet[at].lines)
    lines[number] = replace(lines[number], more=lines[number].gist if left == "gist" else ()) if left else GAP
    return [*sheet[:at], replace(sheet[at], lines=tuple(lines)), *sheet[at + 1 :]]


def _without_gaps(section: Section) -> Section:
    return replace(section, lines=tuple(line for line in section.lines if line is not GAP))


def _height(sheets: Sequence[Sequence[Section]], width: int) -> float:
    rows = [
        row for together in zip(*sheets, strict=True) for row in zip(*(part.lines for part in together), strict=True)
    ]
    headings = sum(1.7 for section in sheets[0] if any(line is not GAP for line in section.lines))
    return headings + sum(max(line.height(width) for line in row) for row in rows)
