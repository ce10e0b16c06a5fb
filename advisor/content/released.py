"""The figures with the rows that staff have released laid over the shipped ones; a damaged row is refused, not believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from advisor.rules.figures import CONFIDENCES, Figures, Row, Series, shipped_figures
from advisor.rules.law import FIGURES, Retired

from .models import FigureReview, FigureRow
from .stored import TRUE, Damaged, Stored, Unreadable, day_of, stored

MOST_PERCENT = 100
FAR = 10
"""A value this many times what the figure has ever been, or this small a part of it, is taken for damage."""
NEAR_ZERO = 1
"""Only a figure that has been below this may become 0."""


@dataclass(frozen=True, slots=True)
class Released:
    """The figures as they are released, and the rows that could not be believed."""

    figures: Figures
    damaged: tuple[Damaged, ...] = ()


def laid_over(shipped: Figures, rows: Iterable[FigureRow], reviews: Iterable[FigureReview]) -> Figures:
    """The shipped figures with these rows and reviews over them; a name that is no longer shipped is left out."""
    days = ((review.name, review.reviewed_until, review.checked_on) for review in reviews)
    return _laid_over(shipped, ((row.name, row.row()) for row in rows), days)


def released_figures(shipped: Figures) -> Figures:
    """The shipped figures with everything that staff have released; damaged rows count as not known."""
    return released(shipped, stored(FigureRow), stored(FigureReview)).figures


def damaged_figures(shipped: Figures) -> tuple[Damaged, ...]:
    """The released rows and reviews that are damaged."""
    return released(shipped, stored(FigureRow), stored(FigureReview)).damaged


def drop_damaged(name: str, day: date | None) -> None:
    """Take away what is damaged of a figure and of that day, or of a day that cannot be read: something whole is coming.

    day: None for its review.
    """
    for one in damaged_figures(shipped_figures()):
        table: type[FigureRow] | type[FigureReview] = FigureReview if day is None else FigureRow
        if one.name == name and one.table == table.__name__ and one.day in (None, day):
            table.objects.filter(pk=one.pk).delete()


def released(shipped: Figures, rows: Sequence[Stored], reviews: Sequence[Stored]) -> Released:
    """What these stored rows and reviews make of the shipped figures."""
    good: list[tuple[str, Row]] = []
    looked: list[tuple[str, date, date]] = []
    refused: list[Damaged] = []
    doubted: list[Damaged] = []
    for row in rows:
        if series := shipped.series.get(row["name"] or ""):
            day = None
            try:
                day = day_of(row["valid_from"])
                good.append((series.name, _row(row, day, series)))
            except Unreadable as fault:
                refused.append(Damaged("FigureRow", row["id"] or "", series.name, day, str(fault)))
    for review in reviews:
        if series := shipped.series.get(review["name"] or ""):
            try:
                looked.append((series.name, day_of(review["reviewed_until"]), day_of(review["checked_on"])))
            except Unreadable as fault:  # the shipped day until which somebody has looked stays true
                doubted.append(Damaged("FigureReview", review["id"] or "", series.name, None, str(fault)))
    figures = _laid_over(shipped, good, looked)
    return Released(_without(figures, refused) if refused else figures, (*refused, *doubted))


def far_off(series: Series, value: Decimal) -> bool:
    """The value is absurdly far from everything that the shipped figure has been or will be."""
    known = [row.value for row in series.rows if row.value]
    if not known:
        return False
    if not value:
        return min(known) >= NEAR_ZERO and all(row.value != 0 for row in series.rows)
    return value > max(known) * FAR or value * FAR < min(known)


def _laid_over(shipped: Figures, rows: Iterable[tuple[str, Row]], reviews: Iterable[tuple[str, date, date]]) -> Figures:
    changed: dict[str, Series] = {}
    for name, row in rows:
        if series := changed.get(name) or shipped.series.get(name):
            changed[name] = series.with_row(row)
    for name, reviewed_until, checked_on in reviews:
        if series := changed.get(name) or shipped.series.get(name):
            changed[name] = replace(series, reviewed_until=reviewed_until, checked_on=checked_on)
    return shipped.with_series(changed.values()) if changed else shipped


def _without(figures: Figures, damaged: Iterable[Damaged]) -> Figures:
    """The figures that refuse by name what a damaged row was to say; where its day is unreadable, on every day."""
    changed: dict[str, Series] = {}
    for one in damaged:
        series = changed.get(one.name) or figures.series[one.name]
        if one.day is None:
            rows = tuple(Row(row.valid_from, None, row.source, unknown=True) for row in series.rows)
            changed[one.name] = replace(series, rows=rows)
        else:
            changed[one.name] = series.with_row(Row(one.day, None, "", unknown=True))
    return figures.with_series(changed.values())


def _row(row: Stored, day: date, series: Series) -> Row:
    says, confidence = row["says"], row["confidence"] or ""
    if says not in FigureRow.Says.values:
        raise Unreadable(f"{says!r} is not what a row says")
    if says == FigureRow.Says.NONE and not isinstance(FIGURES[series.name], Retired):
        raise Unreadable("it says that the figure is no longer law, which cannot be")
    if confidence not in CONFIDENCES:
        raise Unreadable(f"the confidence {confidence!r} cannot be read")
    value = _value(row["value"], series) if says == FigureRow.Says.VALUE else None
    unknown, draft = says == FigureRow.Says.UNKNOWN, row["draft"] in TRUE
    return Row(day, value, row["source"] or "", confidence, unknown, draft, row["note"] or "")


def _value(text: str | None, series: Series) -> Decimal:
    try:
        value = Decimal(text or "")
    except InvalidOperation:
        raise Unreadable(f"the value {text!r} cannot be read") from None
    if not value.is_finite() or value < 0:
        raise Unreadable(f"the value {text!r} is no number from 0 on")
    if series.unit == "percent" and value > MOST_PERCENT:
        raise Unreadable(f"the value {text!r} is above {MOST_PERCENT} percent")
    if far_off(series, value):
        raise Unreadable(f"the value {text!r} is far from all that the figure has been")
    return Decimal(f"{value.normalize():f}")
