"""Write the shipped rows into the database and leave alone what staff have touched."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from .models import EmergencyNumber, Institution, Listed
from .seeds import shipped

LISTS: dict[str, type[Listed]] = {"institutions": Institution, "emergency": EmergencyNumber}


@dataclass
class Report:
    """What seeding did: counts, and the names of what it left to staff."""

    created: int = 0
    refreshed: int = 0
    removed: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def seed() -> Report:
    """Bring the database up to the shipped rows. Runs again without effect."""
    report = Report()
    for name, model in LISTS.items():
        _seed(name, model, report)
    return report


def _seed(name: str, model: type[Listed], report: Report) -> None:
    present = {row.key: row for row in model.objects.all()}
    rows = shipped(name)
    for key, columns in rows.items():
        fresh = _fresh(model, key, columns)
        row = present.get(key)
        if row is None:
            fresh.save()
            report.created += 1
        elif row.state() == fresh.state():
            continue
        elif row.state() == row.seeded:
            fresh.pk = row.pk
            fresh.save()
            report.refreshed += 1
        else:
            report.kept.append(f"{name}/{key}")
    for key in present.keys() - rows.keys():
        row = present[key]
        if not row.seeded:
            continue
        if row.state() == row.seeded:
            row.delete()
            report.removed += 1
        else:
            report.kept.append(f"{name}/{key}: no longer shipped")
    report.kept.sort()


def _fresh(model: type[Listed], key: str, columns: dict[str, Any]) -> Listed:
    row = model(key=key)
    for column, value in columns.items():
        if column not in model.fields():
            raise ValueError(f"{key}: {column} is not a field")
        setattr(row, column, value)
    row.seeded = row.state()
    return row
