"""The lists of the law that staff keep, by the names of their files, and how their rows lie over the shipped ones."""

from collections.abc import Iterable, Sequence
from dataclasses import replace as changed
from datetime import date

from django.db import transaction

from advisor.content.models import Edition
from advisor.rules.figures import DatedList, Entry, Figures

from .dated import CardFund, CardMunicipality, DatedRow, FundRate
from .states import State

KEPT: dict[str, type[DatedRow]] = {
    "funds": FundRate,
    "municipalities": CardMunicipality,
    "card-funds": CardFund,
    "states": State,
}


def kept_rows() -> list[DatedRow]:
    """All rows that staff have entered."""
    return [row for model in KEPT.values() for row in model.objects.all()]


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
