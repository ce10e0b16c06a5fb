"""Dated figures with sources, read once from TOML; `figures().on(day)` is the law of that day."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .law import Law

FIRST_DAY = date(2019, 1, 1)
LAST_DAY = date(2030, 12, 31)
UNITS = frozenset(
    {
        "percent",
        "EUR/month",
        "EUR/year",
        "EUR/hour",
        "EUR/day",
        "EUR",
        "year",
        "years",
        "months",
        "weeks",
        "days",
        "count",
        "hours/week",
        "factor",
    }
)
CONFIDENCES = frozenset({"high", "medium", "low"})
HERE = Path(__file__).parent


Sources = Mapping[str, Mapping[str, str]]
"""The names of sources by key and language; the official name of a German document stands there in German alone."""


class Refused(LookupError):
    """The law of that day does not give the figure. `name` is the figure, `day` the day asked for."""

    def __init__(self, name: str, day: date) -> None:
        super().__init__(f"{name} on {day.isoformat()}")
        self.name = name
        self.day = day


class NotInForce(Refused):
    """The day lies before the first row of the figure, or before or after the days this site answers for."""


class NotYetKnown(Refused):
    """The figure changes on `since` and its new value is not out, or is only a draft.

    `last_known` is the value that was in force before; `draft` says whether a draft of the new value exists.
    """

    def __init__(self, name: str, day: date, since: date, last_known: Figure | None, draft: bool) -> None:
        super().__init__(name, day)
        self.since = since
        self.last_known = last_known
        self.draft = draft


class Figure(Decimal):
    """A number of the law that knows where it comes from. Arithmetic gives plain `Decimal`s."""

    name: str
    term: str
    unit: str
    law: str
    source: str
    valid_from: date
    checked_on: date
    confidence: str
    note: str
    draft: bool
    provisional: bool

    def __new__(cls, value: Decimal, about: Series, row: Row, provisional: bool) -> Figure:
        self = super().__new__(cls, value)
        self.name, self.term, self.unit, self.law = about.name, about.term, about.unit, about.law
        self.source, self.valid_from, self.confidence = row.source, row.valid_from, row.confidence
        self.note, self.draft = row.note, row.draft
        self.checked_on, self.provisional = about.checked_on, provisional
        return self


@dataclass(frozen=True, slots=True)
class Row:
    """One value from `valid_from` on. `value` is None where the figure is retired; `unknown` where it is not out."""

    valid_from: date
    value: Decimal | None
    source: str
    confidence: str = "high"
    unknown: bool = False
    draft: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A figure through time; rows begin and never end."""

    name: str
    term: str
    unit: str
    law: str
    reviewed_until: date
    checked_on: date
    rows: tuple[Row, ...]
    topic: str = ""
    """The file that holds it: health, care, students …"""

    def on(self, day: date, draft: bool = False) -> Figure | None:
        """The figure of that day, or None where the law has abolished it. Raises `NotInForce` or `NotYetKnown`."""
        at = bisect_right([row.valid_from for row in self.rows], day) - 1
        if at < 0:
            raise NotInForce(self.name, day)
        row = self.rows[at]
        if row.unknown or (row.draft and not draft):
            raise NotYetKnown(self.name, day, row.valid_from, self._before(at), row.draft and not row.unknown)
        if row.value is None:
            return None
        return Figure(row.value, self, row, provisional=day > self.reviewed_until)

    def with_row(self, row: Row) -> Series:
        """The series with one more row, or another one for that day."""
        rows = {each.valid_from: each for each in self.rows} | {row.valid_from: row}
        return replace(self, rows=tuple(rows[day] for day in sorted(rows)))

    def is_known(self, day: date, draft: bool = False) -> bool:
        """The day lies before the first row, or the row of the day has been decided."""
        begun = [row for row in self.rows if row.valid_from <= day]
        return not begun or not (begun[-1].unknown or (begun[-1].draft and not draft))

    def _before(self, at: int) -> Figure | None:
        for row in reversed(self.rows[:at]):
            if row.value is not None and not row.draft:
                return Figure(row.value, self, row, provisional=False)
        return None


@dataclass(frozen=True, slots=True)
class Entry:
    """One member of a dated list (a country, a municipality, a fund) with the attributes of the day."""

    code: str
    name: str
    valid_from: date
    source: str
    confidence: str
    about: Mapping[str, Any]
    date_known: bool = True


@dataclass(frozen=True, slots=True)
class DatedList:
    """A list whose entries have validity: who is a coordination state, which municipality joined the card."""

    name: str
    law: str
    checked_on: date
    rows: Mapping[str, tuple[Entry, ...]]

    def on(self, day: date) -> dict[str, Entry]:
        """The entries in force on that day, by code."""
        found = {}
        for code, rows in self.rows.items():
            begun = [row for row in rows if row.valid_from <= day]
            if begun:
                found[code] = begun[-1]
        return found


class Figures:
    """All series and lists, checked once. Raises `ValueError` that names the file's fault."""

    def __init__(self, series: Mapping[str, Series], lists: Mapping[str, DatedList], sources: Sources) -> None:
        self.series = dict(series)
        self.lists = dict(lists)
        self.sources = dict(sources)

    @classmethod
    def load(cls, folder: Path = HERE) -> Figures:
        """Read and check the shipped rows (`figures/*.toml`, `lists/*.toml`, `sources.toml`)."""
        sources = _sources(_toml(folder / "sources.toml"))
        series: dict[str, Series] = {}
        for path in sorted((folder / "figures").glob("*.toml")):
            for name, table in _toml(path).items():
                if name in series:
                    raise ValueError(f"{path.name}: {name} is defined twice")
                series[name] = _series(name, table, sources, path.stem)
        lists = {
            path.stem: _list(path.stem, _toml(path), sources) for path in sorted((folder / "lists").glob("*.toml"))
        }
        return cls(series, lists, sources)

    def on(self, day: date, draft: bool = False) -> Law:
        """The law of that day. With `draft` the rows of laws not yet passed count too, and are marked.

        Raises `NotInForce` for a day before 2019 or after 2030.
        """
        if not FIRST_DAY <= day <= LAST_DAY:
            raise NotInForce("law", day)
        return self._law(day, draft)

    @lru_cache(maxsize=1024)  # noqa: B019 - few instances: one for each list of funds that staff have entered
    def _law(self, day: date, draft: bool) -> Law:
        from .law import Law

        return Law(self, day, draft)

    def is_complete(self, day: date, draft: bool = False) -> bool:
        """Every figure of that day is known."""
        return all(series.is_known(day, draft) for series in self.series.values())

    def change_days(self, names: frozenset[str] | None = None) -> list[date]:
        """Every day from 2019 on, on which one of the named figures or lists changes; the first day included."""
        return list(self._change_days) if names is None else self._days_of_change(names)

    @cached_property
    def _change_days(self) -> tuple[date, ...]:
        return tuple(self._days_of_change(None))

    def _days_of_change(self, names: frozenset[str] | None) -> list[date]:
        days = {FIRST_DAY}
        for series in self.series.values():
            if names is None or series.name in names:
                days |= {row.valid_from for row in series.rows}
                days.add(series.reviewed_until + timedelta(days=1))
        for listed in self.lists.values():
            if names is None or listed.name in names:
                entries = [entry for rows in listed.rows.values() for entry in rows]
                days |= {entry.valid_from for entry in entries}
                days |= {entry.about["until"] + timedelta(days=1) for entry in entries if "until" in entry.about}
        return sorted(day for day in days if FIRST_DAY <= day <= LAST_DAY)

    def with_series(self, changed: Iterable[Series]) -> Figures:
        """The same figures with other series of those names."""
        return Figures({**self.series, **{series.name: series for series in changed}}, self.lists, self.sources)

    def same_as(self, other: Figures) -> bool:
        """Both say the same on every day."""
        return self.series == other.series and self.lists == other.lists

    def with_list(self, listed: DatedList) -> Figures:
        """The same figures with another list of that name."""
        return Figures(self.series, {**self.lists, listed.name: listed}, self.sources)


@lru_cache(maxsize=1)
def shipped_figures() -> Figures:
    """The shipped figures, read once per process."""
    return Figures.load()


_laid_over: Figures | None = None


def figures() -> Figures:
    """The figures that count here: those being tried, those laid over the shipped ones, or the shipped ones."""
    return _tried.get() or _laid_over or shipped_figures()


_tried: ContextVar[Figures | None] = ContextVar("tried", default=None)


def tried() -> Figures | None:
    """The figures of the `trying` around this call."""
    return _tried.get()


@contextmanager
def trying(others: Figures) -> Iterator[None]:
    """Inside, and for nobody else, these figures count: what would be if they were released."""
    before = _tried.set(others)
    try:
        yield
    finally:
        _tried.reset(before)


def lay_over(current: Figures | None) -> None:
    """From now on `figures()` gives these; None takes them away again."""
    global _laid_over
    _laid_over = current


def _toml(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _sources(table: Mapping[str, Any]) -> Sources:
    """The names of sources by language: official German ones are written alone."""
    sources = {key: {"de": said} if isinstance(said, str) else said for key, said in table.items()}
    if wrong := [
        key for key, names in sources.items() if not names.get("de") or any(";" in one for one in names.values())
    ]:
        raise ValueError(f"sources.toml: {wrong[0]} needs a German name, and no name has a semicolon")
    return sources


def _series(name: str, table: Mapping[str, Any], sources: Sources, topic: str) -> Series:
    if table["unit"] not in UNITS:
        raise ValueError(f"{name}: unit {table['unit']} is not one of {sorted(UNITS)}")
    rows = tuple(_row(name, row, sources) for row in table["rows"])
    days = [row.valid_from for row in rows]
    if not rows or days != sorted(set(days)):
        raise ValueError(f"{name}: rows must begin on different days, in order")
    about = table["term"], table["unit"], table["law"], table["reviewed_until"], table["checked_on"]
    return Series(name, *about, rows, topic)


def _row(name: str, row: Mapping[str, Any], sources: Sources) -> Row:
    if unknown_keys := set(row) - {"from", "value", "source", "confidence", "draft", "note"}:
        raise ValueError(f"{name}: {sorted(unknown_keys)} are not fields of a row")
    value: Decimal | None = None
    if row["value"] not in ("none", "unknown"):
        if not isinstance(row["value"], str):
            raise ValueError(f"{name}: value {row['value']!r} is not a number in quotes")
        try:
            value = Decimal(row["value"])
        except InvalidOperation as error:
            raise ValueError(f"{name}: value {row['value']!r} is not a number") from error
        if not value.is_finite() or value < 0:
            raise ValueError(f"{name}: value {row['value']!r} is not a finite number from 0 on")
    _check_source(name, row, sources)
    return Row(
        row["from"],
        value,
        row["source"],
        row["confidence"],
        row["value"] == "unknown",
        row.get("draft", False),
        row.get("note", ""),
    )


def _list(name: str, table: Mapping[str, Any], sources: Sources) -> DatedList:
    fixed = {"from", "source", "confidence", "date_known"}
    rows: dict[str, tuple[Entry, ...]] = {}
    for entry in table["entries"]:
        if entry["code"] in rows:
            raise ValueError(f"{name}: {entry['code']} is listed twice")
        for row in entry["rows"]:
            _check_source(f"{name}/{entry['code']}", row, sources)
        rows[entry["code"]] = tuple(
            Entry(
                entry["code"],
                entry.get("name", entry["code"]),
                row["from"],
                row["source"],
                row["confidence"],
                {key: value for key, value in row.items() if key not in fixed},
                row.get("date_known", True),
            )
            for row in entry["rows"]
        )
        days = [row.valid_from for row in rows[entry["code"]]]
        if not days or days != sorted(set(days)):
            raise ValueError(f"{name}/{entry['code']}: rows must begin on different days, in order")
    return DatedList(name, table["law"], table["checked_on"], rows)


def _check_source(name: str, row: Mapping[str, Any], sources: Sources) -> None:
    if row["confidence"] not in CONFIDENCES:
        raise ValueError(f"{name}: confidence {row['confidence']!r} is not one of {sorted(CONFIDENCES)}")
    if unknown := unknown_sources(row["source"], sources):
        raise ValueError(f"{name}: source {unknown[0]!r} is not in sources.toml")


KEY_OF_SOURCE = re.compile(r"[A-Z][A-Z0-9-]*", re.ASCII)


def unknown_sources(source: str, sources: Sources) -> list[str]:
    """The keys of sources that there are not. A source may also be written out, as staff do: then it names no keys."""
    parts = source.split(", ")
    if not all(KEY_OF_SOURCE.fullmatch(part) for part in parts):
        return []
    return [part for part in parts if part not in sources]


def source_name(names: Mapping[str, str], language: str) -> str:
    """The name of a source in that language, else the German one."""
    return names.get(language) or names["de"]


def source_names(source: str, sources: Sources, language: str = "de") -> str:
    """The names of the sources behind these keys, in German where a source has only that; what is no key stands as it
    was written."""
    said: list[str] = []
    written_out = False
    for part in source.split(", "):
        if part not in sources and written_out:
            said[-1] += f", {part}"
        else:
            said.append(source_name(sources[part], language) if part in sources else part)
        written_out = part not in sources
    return "; ".join(dict.fromkeys(said))
