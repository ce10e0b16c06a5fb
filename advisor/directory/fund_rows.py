"""Fund rates as a CSV file that staff replace, and as the dated list that the law of a day reads."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from advisor.content.models import Edition
from advisor.rules.figures import LAST_DAY, DatedList, Entry, Figures

from .models import FundRate

COLUMNS = ("code", "name", "kind", "open_in", "website", "valid_from", "rate", "known_until", "source")
NEEDED = ("code", "name", "kind", "valid_from", "source")
EARLIEST = date(2009, 1, 1)
MOST_LINES = 5000


class BadFile(ValueError):
    """Faults of a file, one a line, each with the number of its line."""


def parsed(text: str) -> list[FundRate]:
    """The rows of a CSV file with commas or semicolons. Raises `BadFile` that names every faulty line."""
    text = text.removeprefix("\ufeff")
    first = text.split("\n", 1)[0]
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in first else ",", strict=True)
    wrong: list[str] = []
    rows: list[FundRate] = []
    seen: dict[tuple[str, date], int] = {}
    try:
        if missing := [column for column in COLUMNS if column not in (reader.fieldnames or ())]:
            raise BadFile(f"line 1: these columns are missing: {', '.join(missing)}")
        for cells in reader:
            line = reader.line_num
            if len(rows) + len(wrong) >= MOST_LINES:
                raise BadFile(f"line {line}: more than {MOST_LINES} lines")
            try:
                row = _row(cells)
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


def _row(cells: dict[str | None, Any]) -> FundRate:
    if None in cells or None in cells.values():
        raise ValidationError("the number of cells is not that of the first line")
    given = {column: _bare(cells[column]) for column in COLUMNS}
    if empty := [column for column in NEEDED if not given[column]]:
        raise ValidationError(f"{', '.join(empty)}: must not be empty")
    row = FundRate(
        **{column: given[column] for column in ("code", "name", "kind", "open_in", "website", "source")},
        valid_from=_day("valid_from", given["valid_from"]),
        known_until=_day("known_until", given["known_until"]) if given["known_until"] else None,
        rate=_rate(given["rate"]) if given["rate"] else None,
    )
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        raise ValidationError(
            [f"{name}: {text}" for name, texts in error.message_dict.items() for text in texts]
        ) from None
    return row


def _bare(cell: str) -> str:
    """Without the mark that keeps a spreadsheet from computing."""
    return cell.strip().removeprefix("'").strip()


def _day(column: str, text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        raise ValidationError(f"{column}: “{text[:40]}” is not a day such as 2026-01-01") from None
    if not EARLIEST <= found <= LAST_DAY:
        raise ValidationError(f"{column}: {found} is not between {EARLIEST} and {LAST_DAY}")
    return found


def _rate(text: str) -> Decimal:
    digits = text.replace(",", ".")
    whole, _, decimals = digits.partition(".")
    if not (whole.isascii() and whole.isdigit() and len(whole) <= 2) or not (
        decimals == "" or (decimals.isascii() and decimals.isdigit())
    ):
        raise ValidationError(f"rate: “{text[:40]}” is not a percentage such as 2.45")
    return Decimal(digits)


@transaction.atomic
def replace(rows: Iterable[FundRate]) -> int:
    """Put these rows in the place of all that staff have entered."""
    FundRate.objects.all().delete()
    created = FundRate.objects.bulk_create(rows)
    Edition.count_up()
    return len(created)


def laid_over(shipped: Figures, rows: Iterable[FundRate]) -> Figures:
    """The figures with the rows of staff over the shipped list of funds."""
    listed = shipped.lists["funds"]
    by_day = {code: {entry.valid_from: entry for entry in entries} for code, entries in listed.rows.items()}
    names = {}
    for row in rows:
        names[row.code] = row.name
        by_day.setdefault(row.code, {})[row.valid_from] = Entry(
            row.code, row.name, row.valid_from, row.source, "high", row.about()
        )
    funds = {code: tuple(_in_order(days, names.get(code))) for code, days in by_day.items()}
    return shipped.with_list(DatedList(listed.name, listed.law, listed.checked_on, funds))


def _in_order(days: dict[date, Entry], name: str | None) -> Iterator[Entry]:
    for _, entry in sorted(days.items()):
        yield entry if name in (None, entry.name) else Entry(
            entry.code, str(name), entry.valid_from, entry.source, entry.confidence, entry.about, entry.date_known
        )  # fmt: skip


def as_csv(listed: DatedList) -> str:
    """All rows of the list in the form that `parsed` reads."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for entries in listed.rows.values():
        for entry in entries:
            about = entry.about
            cells = (
                entry.code, entry.name, about["kind"], about.get("open_in", ""), about.get("website", ""),
                entry.valid_from.isoformat(), about.get("rate", ""), about["until"].isoformat() if "rate" in about else "", entry.source,
            )  # fmt: skip
            writer.writerow([harmless(cell) for cell in cells])
    return written.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else cell
