"""The lists of the law that staff keep, by the names of their files, and how their rows lie over the shipped ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace as changed
from datetime import date

from django.db import transaction

from advisor.content.models import Edition
from advisor.content.stored import Damaged, Stored, Unreadable, day_of
from advisor.rules.figures import DatedList, Entry, Figures, shipped_figures

from .dated import CardFund, CardMunicipality, DatedRow, FundRate
from .states import State
from .tolerant import whole

KEPT: dict[str, type[DatedRow]] = {
    "funds": FundRate,
    "municipalities": CardMunicipality,
    "card-funds": CardFund,
    "states": State,
}


def kept_rows(tables: Mapping[str, Iterable[Stored]]) -> tuple[list[DatedRow], list[Damaged]]:
    """The rows that staff have entered, and those of them that are damaged."""
    rows: list[DatedRow] = []
    damaged: list[Damaged] = []
    for model in KEPT.values():
        for columns in tables[model.__name__]:
            try:
                rows.append(whole(model, columns))
            except Unreadable as fault:
                found, without = _doubted(model, columns, str(fault))
                damaged.append(found)
                rows += without
    return rows, damaged


def _doubted(model: type[DatedRow], columns: Stored, why: str) -> tuple[Damaged, list[DatedRow]]:
    """What is said of a damaged row; the rate of a fund is not known from its day on, or not at all."""
    code = columns["code"] or ""
    try:
        day: date | None = day_of(columns["valid_from"])
    except Unreadable:
        day = None
    entries = shipped_figures().lists[model.LIST].rows.get(code, ())
    without: list[DatedRow] = []
    if model is FundRate and (day or entries):
        of = entries[-1] if entries else None
        facts = {"kind": of.about["kind"] if of else columns["kind"], "name": of.name if of else columns["name"]}
        days = [day] if day else [entry.valid_from for entry in entries]
        without = [FundRate(code=code, valid_from=one, source=columns["source"] or "", **facts) for one in days]
    return Damaged(model.__name__, columns["id"] or "", code, day, why), without


@transaction.atomic
def replace(model: type[DatedRow], rows: Sequence[DatedRow]) -> int:
    """Put these rows in the place of all that staff have entered; those that repeat a shipped one are left out."""
    model.objects.all().delete()
    created = model.objects.bulk_create(row for row in rows if not row.repeats())
    Edition.count_up()
    return len(created)


def laid_over(shipped: Figures, rows: Iterable[DatedRow]) -> Figures:
    """The figures with these rows over the shipped lists, by code and day."""
    entries: dict[str, list[Entry]] = {}
    for row in rows:
        entries.setdefault(row.LIST, []).append(row.entry())
    found = shipped
    for name, own in entries.items():
        found = found.with_list(_with(shipped.lists[name], own))
    return found


def _with(listed: DatedList, own: Iterable[Entry]) -> DatedList:
    by_day: dict[str, dict[date, Entry]] = {
        code: {entry.valid_from: entry for entry in entries} for code, entries in listed.rows.items()
    }
    for entry in own:
        by_day.setdefault(entry.code, {})[entry.valid_from] = entry
    return changed(listed, rows={code: tuple(days[day] for day in sorted(days)) for code, days in by_day.items()})
