"""Figures as files: CSV for spreadsheets, TOML as the repository keeps them. Reading makes drafts, all of a file or none."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from advisor.content.models import FigureReview, FigureRow
from advisor.directory.table_files import bare, harmless
from advisor.interview.parsing import Unreadable, understood_day
from advisor.rules.figures import Figures, Row, Series

from .figure_drafts import begin_figure, faults, open_twin, row_of, tidied
from .models import FigureDraft
from .preview import figures_now
from .releasing import Conflict

COLUMNS = ("figure", "kind", "from", "says", "value", "draft_law", "reviewed_until", "source", "note", "confidence")
LONG_AGO = date(1900, 1, 1)
MOST_LINES = 5000
MOST_BYTES = 1_000_000
NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,6})?", re.ASCII)
TYPES = {"csv": "text/csv", "toml": "application/toml"}
Kind, Says = FigureDraft.Kind, FigureRow.Says
About = dict[str, Any]


class BadFile(ValueError):
    """What is wrong with a file; every reason names its line."""

    def __init__(self, wrong: Iterable[tuple[int, str]]) -> None:
        self.reasons = [_("line %(line)s: %(reason)s") % {"line": line, "reason": reason} for line, reason in wrong]
        super().__init__("\n".join(self.reasons))


@dataclass(frozen=True)
class Entry:
    """A row or a review of a file, and the line in which it begins."""

    line: int
    about: About


# Writing ------------------------------------------------------------------------------------------------------------------


def released_names() -> set[str]:
    """The figures that staff have released something for."""
    return {*FigureRow.objects.values_list("name", flat=True), *FigureReview.objects.values_list("name", flat=True)}


def written(form: str, figures: Figures, released: bool) -> str:
    """All figures, or what staff have released: as CSV those rows, as TOML the whole series, ready for the repository."""
    names = released_names() if released else figures.series.keys()
    series = [each for name, each in figures.series.items() if name in names]
    if form == "csv" and released:
        rows = {(row.name, row.valid_from) for row in FigureRow.objects.all()}
        reviews = set(FigureReview.objects.values_list("name", flat=True))
        return as_csv(series, lambda name, row: (name, row.valid_from) in rows, lambda name: name in reviews)
    return WRITERS[form](series)


def as_csv(
    series: Iterable[Series],
    with_row: Callable[[str, Row], bool] = lambda _name, _row: True,
    with_review: Callable[[str], bool] = lambda _name: True,
) -> str:
    """A line for each row and for each review."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for each in series:
        for row in (row for row in each.rows if with_row(each.name, row)):
            says = Says.UNKNOWN if row.unknown else Says.NONE if row.value is None else Says.VALUE
            value = "" if row.value is None else f"{row.value:f}"
            about = [each.name, "row", row.valid_from.isoformat(), str(says), value, "yes" if row.draft else "", ""]
            writer.writerow(map(harmless, (*about, row.source, row.note, row.confidence)))
        if with_review(each.name):
            writer.writerow([each.name, "review", "", "", "", "", each.reviewed_until.isoformat(), "", "", ""])
    return file.getvalue()


def as_toml(series: Iterable[Series]) -> str:
    """Each series as `rules/figures/*.toml` holds it, with the name of its file above."""
    lines: list[str] = []
    for each in sorted(series, key=lambda each: each.topic):
        if f"# {each.topic}.toml" not in lines:
            lines.append(f"# {each.topic}.toml")
        lines += [
            f"[{each.name}]",
            f"term = {_quoted(each.term)}",
            f"unit = {_quoted(each.unit)}",
            f"law = {_quoted(each.law)}",
            f"reviewed_until = {each.reviewed_until.isoformat()}",
            f"checked_on = {each.checked_on.isoformat()}",
            "rows = [",
            *(f"  {{ {', '.join(_cells(row))} }}," for row in each.rows),
            "]",
            "",
        ]
    return "\n".join(lines)


def _cells(row: Row) -> Iterator[str]:
    value = "unknown" if row.unknown else "none" if row.value is None else f"{row.value:f}"
    yield f"from = {row.valid_from.isoformat()}"
    yield f'value = "{value}"'
    yield f"source = {_quoted(row.source)}"
    yield f"confidence = {_quoted(row.confidence)}"
    if row.draft:
        yield "draft = true"
    if row.note:
        yield f"note = {_quoted(row.note)}"


def _quoted(text: str) -> str:
    """A basic string of TOML: the escapes of JSON, and DEL, which JSON leaves alone."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


WRITERS: Mapping[str, Callable[[Iterable[Series]], str]] = {"csv": as_csv, "toml": as_toml}


# Reading ------------------------------------------------------------------------------------------------------------------


def from_csv(text: str) -> list[Entry]:
    """The lines of a CSV file with commas or semicolons. Raises `BadFile`."""
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    found: list[Entry] = []
    wrong: list[tuple[int, str]] = []
    before = 0
    try:
        missing = [column for column in COLUMNS[:5] if column not in (reader.fieldnames or ())]
        if missing:
            raise BadFile([(1, _("These columns are missing: %(names)s.") % {"names": ", ".join(missing)})])
        if unknown := [column for column in reader.fieldnames or () if column not in COLUMNS]:
            raise BadFile([(1, _("These columns are unknown: %(names)s.") % {"names": ", ".join(unknown)})])
        before = reader.line_num
        for cells in reader:
            line, before = before + 1, reader.line_num
            if len(found) + len(wrong) >= MOST_LINES:
                raise BadFile([(line, _("The file has too many lines."))])
            try:
                found.append(Entry(line, _about_of(cells)))
            except ValidationError as error:
                wrong += [(line, message) for message in error.messages]
    except csv.Error as error:
        wrong.append((max(reader.line_num, before + 1), str(error)))
    if wrong:
        raise BadFile(wrong)
    return found


def _about_of(cells: Mapping[Any, Any]) -> About:
    if None in cells or None in cells.values():
        raise ValidationError(_("The number of cells is not that of the columns."))
    cell = {name: bare(text) for name, text in cells.items()}
    if cell["kind"] not in Kind.values:
        raise ValidationError(_("%(what)s is neither row nor review.") % {"what": cell["kind"] or "–"})
    is_row = cell["kind"] == Kind.ROW
    if is_row and cell["says"] not in Says.values:
        raise ValidationError(_("%(what)s is none of value, unknown and none.") % {"what": cell["says"] or "–"})
    if (draft := cell.get("draft_law", "")) not in ("", "no", "yes"):
        raise ValidationError(_("%(what)s is neither yes nor no.") % {"what": draft})
    if (confidence := cell.get("confidence", "")) and is_row:
        _check_confidence(confidence)
    return {
        "name": cell["figure"],
        "kind": cell["kind"],
        "valid_from": _day(cell["from"]),
        "says": cell["says"],
        "value": _number(cell["value"]),
        "draft_law": draft == "yes",
        "reviewed_until": _day(cell.get("reviewed_until", "")),
        "source": cell.get("source", ""),
        "note": cell.get("note", ""),
        "confidence": confidence or None,
    }


def _check_confidence(said: Any) -> None:
    if said not in FigureRow.Confidence.values:
        raise ValidationError(_("%(what)s is none of high, medium and low.") % {"what": said})


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(understood_day(typed, LONG_AGO)) if typed else None
    except Unreadable as error:
        raise ValidationError(f"{typed}: " + _(error.message) % error.params) from None


def _number(typed: str) -> Decimal | None:
    if typed and not NUMBER.fullmatch(typed):
        raise ValidationError(_("%(what)s is not a number such as %(example)s.") % {"what": typed, "example": "14.6"})
    return Decimal(typed.replace(",", ".")) if typed else None


def from_toml(text: str) -> list[Entry]:
    """The rows and reviews of tables as the repository has them. Raises `BadFile`."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        raise BadFile([(int(at[1]) if at else text.count("\n") + 1, str(error))]) from None
    found: list[Entry] = []
    wrong: list[tuple[int, str]] = []
    for name, table in tables.items():
        line = _line_of(text, name)
        if not isinstance(table, dict) or not isinstance(table.get("rows", []), list):
            wrong.append((line, _("%(name)s is not a figure with rows.") % {"name": name}))
            continue
        review = table.get("reviewed_until")
        if type(review) is date:
            found.append(
                Entry(line, {"name": name, "kind": "review", "reviewed_until": review, "unit": table.get("unit")})
            )
        elif review is not None:
            wrong.append((line, _("%(what)s is not a day.") % {"what": review}))
        for number, row in enumerate(table.get("rows", [])):
            at = _line_of(text, name, row, number)
            try:
                found.append(Entry(at, _about_of_row(name, row) | {"unit": table.get("unit")}))
            except ValidationError as error:
                wrong += [(at, message) for message in error.messages]
    if wrong:
        raise BadFile(wrong)
    return found


def _about_of_row(name: str, row: Any) -> About:
    if not isinstance(row, dict) or type(row.get("from")) is not date or not isinstance(row.get("value"), str):
        raise ValidationError(_("A row needs a day in from and a value in quotes."))
    if unknown := sorted(set(row) - {"from", "value", "source", "confidence", "draft", "note"}):
        raise ValidationError(_("These fields are unknown: %(names)s.") % {"names": ", ".join(unknown)})
    texts = {key: row.get(key, "") for key in ("source", "note")}
    if not all(isinstance(text, str) for text in texts.values()) or not isinstance(row.get("draft", False), bool):
        raise ValidationError(_("source and note are texts, draft is true or false."))
    if (confidence := row.get("confidence")) is not None:
        _check_confidence(confidence)
    says = row["value"] if row["value"] in ("unknown", "none") else "value"
    return {
        "name": name,
        "kind": "row",
        "valid_from": row["from"],
        "says": says,
        "value": _number(row["value"]) if says == "value" else None,
        "draft_law": row.get("draft", False),
        "confidence": confidence,
        **texts,
    }


def _line_of(text: str, name: str, row: Any = None, number: int = 0) -> int:
    """Where a table begins, or one of its rows: the line with its day, the nth where a day stands twice."""
    lines = text.split("\n")
    header = next((at for at, line in enumerate(lines) if re.match(rf"\s*\[\s*\"?{re.escape(name)}\"?\s*\]", line)), 0)
    if row is None:
        return header + 1
    begun = [at for at, line in enumerate(lines) if at > header and re.search(r"\bfrom\s*=", line)]
    return begun[number] + 1 if number < len(begun) else header + 1


READERS: Mapping[str, Callable[[str], list[Entry]]] = {"csv": from_csv, "toml": from_toml}


def decoded(raw: bytes) -> str:
    """The text of a file. Raises `BadFile`."""
    if len(raw) > MOST_BYTES:
        raise BadFile([(1, _("The file is too large."))])
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadFile([(raw[: error.start].count(b"\n") + 1, _("This is not UTF-8."))]) from None


@transaction.atomic
def begin_all(form: str, text: str, why: str, user: Any) -> tuple[list[FigureDraft], int]:
    """A draft for every line that says something new, and how many say what holds already. Raises `BadFile`."""
    now = figures_now()
    begun: list[FigureDraft] = []
    wrong: list[tuple[int, str]] = []
    seen: dict[tuple[Any, ...], int] = {}
    same = 0
    entries = joined([_with_confidence(entry, now) for entry in READERS[form](text)], now)
    if not entries:
        raise BadFile([(1, _("There is nothing in this file."))])
    for entry in entries:
        about = tidied(entry.about)
        which = (about["name"], about["kind"], about["valid_from"])
        if first := seen.get(which):
            wrong.append((entry.line, _("This stands in line %(line)s already.") % {"line": first}))
            continue
        seen[which] = entry.line
        if is_so(about, now) and entry.about.get("unit") in (None, now.series[about["name"]].unit):
            same += 1
            continue
        reasons = [reason for messages in faults(about, now).values() for reason in messages] + _unit(entry, now)
        if not reasons and (twin := open_twin(about)):
            reasons = [_("There is an open draft for this figure and day already.") + f" ({twin.get_state_display()})"]
        wrong += [(entry.line, f"{about['name']}: {reason}") for reason in reasons]
        if not wrong:
            begun.append(_begun(entry.line, about, why, user))
    if wrong:
        raise BadFile(wrong)
    return begun, same


def _with_confidence(entry: Entry, now: Figures) -> Entry:
    """Where a file does not say how sure a row is, it is as sure as before."""
    if not entry.about.get("confidence") and (series := now.series.get(entry.about["name"])):
        known = {row.valid_from: row.confidence for row in series.rows}
        entry.about["confidence"] = known.get(entry.about.get("valid_from"))
    return entry


def joined(entries: list[Entry], now: Figures) -> list[Entry]:
    """The review of a figure goes with the last of its rows that say something new: without that row it would be refused."""
    last: dict[str, Entry] = {}
    for entry in entries:
        if entry.about["kind"] == Kind.ROW and not is_so(tidied(entry.about), now):
            last[entry.about["name"]] = entry
    found = []
    for entry in entries:
        if entry.about["kind"] == Kind.REVIEW and entry.about["name"] in last:
            review = entry.about.get("reviewed_until")
            series = now.series.get(entry.about["name"])
            if series is None or review != series.reviewed_until:
                last[entry.about["name"]].about["reviewed_until"] = review
        else:
            found.append(entry)
    return found


def _begun(line: int, about: About, why: str, user: Any) -> FigureDraft:
    try:
        return begin_figure(about, why, user)
    except (Conflict, ValidationError) as error:
        raise BadFile([(line, str(error))]) from None


def _unit(entry: Entry, now: Figures) -> list[str]:
    series, unit = now.series.get(entry.about["name"]), entry.about.get("unit")
    if series is None or unit is None or unit == series.unit:
        return []
    return [_("The unit is %(ours)s here, not %(theirs)s.") % {"ours": series.unit, "theirs": unit}]


def is_so(about: About, now: Figures) -> bool:
    """It holds already as it stands there."""
    series = now.series.get(about["name"])
    if series is None:
        return False
    if about["kind"] == Kind.REVIEW:
        return bool(series.reviewed_until == about["reviewed_until"])
    if about["valid_from"] is None:
        return False
    row = row_of(about)
    return any(
        replace(old, source=" ".join(old.source.split()), note=" ".join(old.note.split())) == row for old in series.rows
    )


class UploadForm(forms.Form):
    """A file whose lines become drafts."""

    file = forms.FileField(label=gettext_lazy("CSV or TOML file"))
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=300, required=False, widget=forms.TextInput(attrs={"class": "vTextField"})
    )

    def clean_file(self) -> Any:
        """A file whose name tells what it is."""
        file = self.cleaned_data["file"]
        if file.name.rpartition(".")[2].lower() not in READERS:
            raise forms.ValidationError(_("Please choose a file whose name ends in .csv or .toml."))
        return file

    def begin(self, user: Any) -> tuple[list[FigureDraft], int]:
        """The drafts; where something is wrong none, and the reasons at the field."""
        file = self.cleaned_data["file"]
        try:
            text = decoded(file.read(MOST_BYTES + 1))
            return begin_all(file.name.rpartition(".")[2].lower(), text, self.cleaned_data["why"], user)
        except BadFile as bad:
            self.add_error("file", [forms.ValidationError(reason) for reason in bad.reasons])
            return [], 0
