"""Deadlines that the law counts in months or days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

SATURDAY = 5


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or its last day (§ 188 Abs. 3 BGB)."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def period_end(begins: date, months: int) -> date:
    """The last day of a period of months that begins at the start of a day (§ 187 Abs. 2, § 188 Abs. 2, 3 BGB).

    It is the day before the one with the same number, or the last of a month that has no such day.
    """
    if begins.day == 1:
        return add_months(begins, months) - timedelta(days=1)
    return add_months(begins - timedelta(days=1), months)


def days_end(begins: date, days: int) -> date:
    """The last day of a period of days that begins at the start of a day (§ 187 Abs. 2, § 188 Abs. 1 BGB)."""
    return begins + timedelta(days=days - 1)


def after_the_weekend(last: date) -> date:
    """The end of a period: its last day, or the Monday after it if that is at a weekend (§ 26 Abs. 3 SGB X).

    Public holidays, which would move it too, are not known here.
    """
    return last + timedelta(days=7 - last.weekday()) if last.weekday() >= SATURDAY else last


def is_over(last: date | None, day: date) -> bool:
    """A period has ended before a day; one whose end nobody knows has not."""
    return last is not None and after_the_weekend(last) < day
