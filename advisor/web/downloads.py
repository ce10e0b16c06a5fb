"""The rows of a list as files: CSV and JSON, with the day, the sources and what may be done with them."""

from __future__ import annotations

import csv
import io
import json

from advisor.content.prose import plain
from advisor.directory.table_files import harmless
from advisor.rules.words import gettext_noop

from .asking import Asked
from .list_rows import Row
from .words import Words

LICENCE = gettext_noop(
    "You may use and pass on this list. Please name this site and the day, and check the source before you rely on it."
)


def _plain(row: Row) -> Row:
    """The row with its texts without markup."""
    return {key: plain(value) if isinstance(value, str) else value for key, value in row.items()}


def as_csv(rows: list[Row], asked: Asked, words: Words) -> str:
    """The rows as a table, each with the day and the licence."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([*rows[0], "as_of", "licence"] if rows else ["as_of", "licence"])
    closing = [asked.law.day.isoformat(), words.label(LICENCE)]
    for row in rows:
        writer.writerow([harmless(_cell(value)) for value in (*_plain(row).values(), *closing)])
    return written.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def rows_as_data(list_key: str, rows: list[Row], asked: Asked, words: Words) -> dict[str, object]:
    """The rows as one object that tells what they are."""
    return {
        "list": list_key,
        "as_of": asked.law.day.isoformat(),
        "law": "draft" if asked.law.draft else "in_force",
        "language": words.language,
        "edition": words.edition,
        "licence": words.label(LICENCE),
        "rows": [_plain(row) for row in rows],
    }


def as_json(list_key: str, rows: list[Row], asked: Asked, words: Words) -> str:
    """The same as a file."""
    return json.dumps(rows_as_data(list_key, rows, asked, words), ensure_ascii=False, indent=2)
