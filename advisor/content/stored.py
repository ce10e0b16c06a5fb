"""Rows as they are stored, every column as text: one that is damaged stops none of the others from being read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, F, Model, TextField
from django.db.models.functions import Cast

from advisor.rules.figures import LAST_DAY

EARLIEST = date(1970, 1, 1)
TRUE = ("1", "true")
Stored = Mapping[str, str | None]


class Unreadable(ValueError):
    """What is wrong with a stored row, in the words of a log line."""


@dataclass(frozen=True, slots=True)
class Damaged:
    """A stored row that is not believed. day: from when it was to count; None where that cannot be read either."""

    table: str
    pk: str
    name: str
    day: date | None
    why: str

    def __str__(self) -> str:
        return f"{self.table} {self.pk}, {self.name} from {self.day or 'an unreadable day'}: {self.why}"


def stored(model: type[Model], columns: Collection[str] = ()) -> list[Stored]:
    """All rows of a table in the order of their keys; columns: these alone. One query."""
    fields = [field for field in model._meta.concrete_fields if not columns or field.name in columns]
    as_text = {f"{field.name}_text": Cast(F(field.name), TextField()) for field in fields}
    truths = {field.name for field in fields if isinstance(field, BooleanField)}
    rows = model._default_manager.annotate(**as_text).order_by("pk").values_list(*as_text)
    found = [dict(zip((field.name for field in fields), row, strict=True)) for row in rows]
    return [row | {name: "1" if row[name] in TRUE else "0" for name in truths} for row in found]


def day_of(text: str | None) -> date:
    """The day that a column says. Raises `Unreadable`, also for one that cannot be."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        raise Unreadable(f"the day {text!r} cannot be read") from None
    if not EARLIEST <= day <= LAST_DAY:
        raise Unreadable(f"the day {text!r} cannot be")
    return day
