"""The lists that staff keep as CSV files: read whole or not at all, written as they are read."""

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from advisor.rules.figures import DatedList

from .dated import DatedRow

MOST_LINES = 5000
RISKY = ("=", "+", "-", "@", "'")
"""Begin a formula in a spreadsheet, as white space before them may; the apostrophe is our own mark."""


class BadFile(ValueError):
    """Faults of a file, one a line, each with the number of its line."""


def parsed(text: str, model: type[DatedRow]) -> list[DatedRow]:
    """The rows of a CSV file with commas or semicolons. Raises `BadFile` that names every faulty line."""
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    wrong: list[str] = []
    rows: list[DatedRow] = []
    seen: dict[tuple[str, date], int] = {}
    try:
        if missing := [column for column in model.COLUMNS if column not in (reader.fieldnames or ())]:
            raise BadFile(f"line 1: these columns are missing: {', '.join(missing)}")
        for cells in reader:
            line = reader.line_num
            if len(rows) + len(wrong) >= MOST_LINES:
                raise BadFile(f"line {line}: more than {MOST_LINES} lines")
            try:
                row = _row(model, cells)
            except ValidationError as error:
                wrong += [f"line {line}: {fault}" for fault in error.messages]
                continue
            if before := seen.get((row.code, row.valid_from)):
                wrong.append(f"line {line}: {row.code} from {row.valid_from} stands in line {before} already")
            seen[row.code, row.valid_from] = line
            rows.append(row)
    except csv.Error as error:
        wrong.append(f"line {reader.line_num}: {error}")
    if wrong:
        raise BadFile("\n".join(wrong))
    if not rows:
        raise BadFile("line 2: there are no rows")
    return rows


def _row(model: type[DatedRow], cells: dict[str | None, Any]) -> DatedRow:
    if None in cells or None in cells.values():
        raise ValidationError("the number of cells is not that of the first line")
    given: dict[str, Any] = {}
    wrong: list[str] = []
    for column in model.COLUMNS:
        try:
            given[column] = _value(model._meta.get_field(column), bare(cells[column]))
        except ValidationError as error:
            wrong += [f"{column}: {fault}" for fault in error.messages]
    if wrong:
        raise ValidationError(wrong)
    row = model(**given)
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        faults = [f"{name}: {text}" for name, texts in error.message_dict.items() for text in texts]
        raise ValidationError(faults) from None
    return row


def _value(field: models.Field, text: str) -> Any:
    """What a cell says. Raises `ValidationError`."""
    if not text and not field.blank:
        raise ValidationError("must not be empty")
    read = READERS.get(type(field))
    return text if read is None else read(text) if text else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValidationError(f"“{text[:40]}” is not a day such as 2026-01-01") from None


def _number(text: str) -> Decimal:
    digits = text.replace(",", ".")
    whole, _, decimals = digits.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 2) or not (
        decimals == "" or (decimals.isascii() and decimals.isdigit())
    ):
        raise ValidationError(f"“{text[:40]}” is not a percentage such as 2.45")
    return Decimal(digits)


def _yes_no(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValidationError(f"“{text[:40]}” is neither yes nor no")
    return text == "yes"


READERS: dict[type[models.Field], Callable[[str], Any]] = {
    models.DateField: _day,
    models.DecimalField: _number,
    models.BooleanField: _yes_no,
}


def as_csv(model: type[DatedRow], listed: DatedList) -> str:
    """All rows of the list in the form that `parsed` reads."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(model.COLUMNS)
    for entries in listed.rows.values():
        for row in map(model.of, entries):
            writer.writerow([harmless(_cell(getattr(row, column))) for column in model.COLUMNS])
    return written.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe in front keeps it a text."""
    return f"'{cell}" if cell.startswith(RISKY) or cell[:1].isspace() else cell


def bare(cell: str) -> str:
    """What was made harmless, as it was, but for white space around it."""
    return cell.strip().removeprefix("'").strip()
