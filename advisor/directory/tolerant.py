"""Rows of lists out of what is stored: each one whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Model

from advisor.content.stored import Damaged, Stored, Unreadable

from .models import Listed
from .seeds import shipped

M = TypeVar("M", bound=Model)


def whole(model: type[M], columns: Stored) -> M:
    """The row, each column read and within what it may say. Raises `Unreadable`."""
    row = model()
    for field in model._meta.concrete_fields:
        if field.name not in columns:
            continue
        try:
            value = field.to_python(columns[field.name])
            if value not in field.empty_values:
                field.run_validators(value)
                field.validate(value, None)
            elif value is None and not field.null:
                raise Unreadable(f"{field.name} is missing")
        except (ValidationError, ValueError, TypeError) as error:
            raise Unreadable(f"{field.name} {columns[field.name]!r} cannot be") from error
        setattr(row, field.attname, value)
    return row


def listed(name: str, model: type[Listed], rows: Iterable[Stored]) -> tuple[list[dict[str, Any]], list[Damaged]]:
    """The rows of a list in their order, and the damaged ones; in the place of each stands the shipped one, if any."""
    found: list[dict[str, Any]] = []
    damaged: list[Damaged] = []
    for columns in rows:
        try:
            row = whole(model, columns)
            found.append({column: getattr(row, column) for column in ("key", *model.fields())})
        except Unreadable as fault:
            key = columns["key"] or ""
            damaged.append(Damaged(model.__name__, columns["id"] or "", key, None, str(fault)))
            found += [{"key": key, **shipped(name)[key]}] if key in shipped(name) else []
    return sorted(found, key=lambda row: (row["position"], row["key"])), damaged
