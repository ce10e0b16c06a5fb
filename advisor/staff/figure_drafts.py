"""Drafts of figures: what may stand in one, and how one is begun and saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from unicodedata import category

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from advisor.content.models import TOO_LARGE, Edition, FigureRow
from advisor.content.released import MOST_PERCENT, far_off
from advisor.rules.figures import FIRST_DAY, LAST_DAY, Figures, Row, Series, shipped_figures, unknown_sources
from advisor.rules.law import FIGURES, Derived, Retired

from . import preview
from .models import FigureDraft
from .preview import figures_now
from .releasing import Conflict, State, locked, note

FIELDS = ("name", "kind", "valid_from", "says", "value", "draft_law", "reviewed_until", "source", "confidence", "note")
"""What a person writes."""
WHOLE = ("year", "years", "months", "weeks", "days", "count")
PLACES = {"percent": 4, "factor": 6}
LONGEST = 300
Says = FigureRow.Says
Kind = FigureDraft.Kind
Faults = dict[str, list[str]]
"""Messages by the field that they belong to."""


def faults(about: Mapping[str, Any], now: Figures) -> Faults:
    """What is wrong with a draft before it may be kept, by field; nothing where it is in order."""
    if wrong := _name_faults(about["name"], now):
        return {"name": wrong}
    series = now.series[about["name"]]
    wrong_at = _review_faults(about, series) if about["kind"] == Kind.REVIEW else _row_faults(about, series)
    for field in ("source", "note"):
        if len(about[field]) > LONGEST:
            wrong_at[field] = [_("At most %(number)s characters fit in here.") % {"number": LONGEST}]
        elif any(category(sign) == "Cc" for sign in about[field]):
            wrong_at[field] = [_("There is a character in here that cannot be shown.")]
    if unknown := unknown_sources(about["source"], now.sources) if about["source"] else []:
        wrong_at["source"] = [
            _("There is no source with the short name %(name)s. Please write the source out.") % {"name": unknown[0]}
        ]
    return wrong_at


def _name_faults(name: str, now: Figures) -> list[str]:
    about = FIGURES.get(name)
    if isinstance(about, Derived):
        reads = ", ".join(sorted(about.reads & now.series.keys()) or [about.legal_basis])
        return [
            _("%(name)s follows from other figures (%(reads)s). Please change those.") % {"name": name, "reads": reads}
        ]
    if about is None or name not in now.series:
        return [_("No figure is called %(name)s.") % {"name": name}]
    return []


def _day_fault(day: date | None) -> list[str]:
    if day is None:
        return [_("Please enter a day.")]
    if not FIRST_DAY <= day <= LAST_DAY:
        return [
            _("Please enter a day from %(first)s to %(last)s.")
            % {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
        ]
    return []


def _row_faults(about: Mapping[str, Any], series: Series) -> Faults:
    wrong: Faults = {}
    if day_fault := _day_fault(about["valid_from"]):
        wrong["valid_from"] = day_fault
    if value_fault := _value_faults(about["says"], about["value"], series):
        wrong["value"] = value_fault
    if about["says"] == Says.NONE and not isinstance(FIGURES[series.name], Retired):
        wrong["says"] = [_("The rules need this figure on every day. Say that it is not yet known instead.")]
    if not about["source"]:
        wrong["source"] = [_("Please name the source.")]
    if not wrong and (same := _already_so(about, series)):
        wrong["valid_from"] = [same]
    if not wrong and about["reviewed_until"]:
        return _review_faults(about, series.with_row(row_of(about)))
    return wrong


def _value_faults(says: str, value: Decimal | None, series: Series) -> list[str]:
    if says != Says.VALUE:
        return [_("There can be no value where none holds.")] if value is not None else []
    if value is None:
        return [_("Please enter the value.")]
    if not value.is_finite() or value < 0:
        return [_("Please enter a number that is not negative.")]
    if series.unit == "percent" and value > MOST_PERCENT:
        return [_("A percentage is %(most)s at most.") % {"most": MOST_PERCENT}]
    if series.unit in WHOLE and value != value.to_integral_value():
        return [_("Please enter a whole number.")]
    places = 2 if series.unit.startswith("EUR") else PLACES.get(series.unit, 2)
    if value != round(value, places):
        return [_("There are too many digits after the decimal mark.")]
    if value >= TOO_LARGE:
        return [_("This number is too large.")]
    if far_off(shipped_figures().series[series.name], value):
        return [_("This is more than ten times, or less than a tenth, of what the figure has ever been.")]
    return []


def row_of(about: Mapping[str, Any]) -> Row:
    """The row that a draft would make, as the law reads it."""
    return preview.row_of(FigureDraft(**{field: about[field] for field in FIELDS})).row()


def _already_so(about: Mapping[str, Any], series: Series) -> str:
    """Why the row would change nothing; "" where it would."""
    row = row_of(about)
    begun = [old for old in series.rows if old.valid_from <= row.valid_from]
    if not begun or (begun[-1].value, begun[-1].unknown, begun[-1].draft) != (row.value, row.unknown, row.draft):
        return ""
    old = begun[-1]
    if old.valid_from == row.valid_from and (old.source, old.confidence, old.note) != (
        row.source,
        row.confidence,
        row.note,
    ):
        return ""
    return _("This holds already since %(day)s. If you have only looked at it, mark the figure as reviewed.") % {
        "day": old.valid_from.isoformat()
    }


def _review_faults(about: Mapping[str, Any], series: Series) -> Faults:
    day = about["reviewed_until"]
    if day_fault := _day_fault(day):
        return {"reviewed_until": day_fault}
    known = [row.valid_from for row in series.rows if not row.unknown and not row.draft]
    if known and day < known[-1]:
        message = _("The last row begins on %(day)s. Look the figure through until that day at least.")
        return {"reviewed_until": [message % {"day": known[-1].isoformat()}]}
    open_rows = [row.valid_from for row in series.rows if row.unknown or row.draft]
    if ahead := [begun for begun in open_rows if begun <= day and (not known or begun > known[-1])]:
        message = _("From %(day)s on the figure is not yet known. Enter its row first, or look until the day before.")
        return {"reviewed_until": [message % {"day": ahead[0].isoformat()}]}
    if day == series.reviewed_until and about["kind"] == Kind.REVIEW:
        return {"reviewed_until": [_("It has been looked through until that day already.")]}
    return {}


def open_twin(about: Mapping[str, Any], but: int | None = None) -> FigureDraft | None:
    """Another open draft for the same figure and day."""
    drafts = FigureDraft.objects.filter(name=about["name"], kind=about["kind"], state__in=FigureDraft.OPEN)
    if about["kind"] == Kind.ROW:
        drafts = drafts.filter(valid_from=about["valid_from"])
    return drafts.exclude(pk=but).first()


def tidied(about: Mapping[str, Any]) -> dict[str, Any]:
    """Only what belongs to the kind of draft."""
    found = {field: about.get(field) for field in FIELDS}
    found |= {field: " ".join((found[field] or "").split()) for field in ("source", "note")}
    found["confidence"] = found["confidence"] or FigureRow.Confidence.HIGH
    if found["kind"] == Kind.REVIEW:
        return found | {"valid_from": None, "says": Says.VALUE, "value": None, "draft_law": False}
    return found | {"draft_law": bool(found["draft_law"]), "says": found["says"] or Says.VALUE}


@transaction.atomic
def begin_figure(about: Mapping[str, Any], why: str, user: Any) -> FigureDraft:
    """A new draft. Raises `ValidationError` by field, `PermissionDenied`, and `Conflict` where one is open already."""
    if not user.has_perm("staff.add_figuredraft"):
        raise PermissionDenied(_("You may not write figures."))
    return _kept(FigureDraft(), about, why, user)


@transaction.atomic
def save_figure(draft: FigureDraft, about: Mapping[str, Any], why: str, version: int, user: Any) -> FigureDraft:
    """Keep what somebody has written; a draft that was sent is a draft again. Raises as `begin_figure` does, and
    `Conflict` where the version is not today's."""
    if not user.has_perm("staff.change_figuredraft"):
        raise PermissionDenied(_("You may not write figures."))
    fresh = locked(draft, State.DRAFT, State.WAITING, version=version)
    fresh.state, fresh.version = State.DRAFT, version + 1
    return _kept(fresh, about, why, user)


def _kept(draft: FigureDraft, about: Mapping[str, Any], why: str, user: Any) -> FigureDraft:
    Edition.objects.select_for_update().filter(pk=1).first()  # one after the other, or both would find no twin
    about = tidied(about)
    if wrong := faults(about, figures_now()):
        raise ValidationError(wrong)
    if twin := open_twin(about, draft.pk):
        raise Conflict(_("There is an open draft for this figure and day already."), twin)
    begun = draft.pk is None
    for field, value in about.items():
        setattr(draft, field, value)
    draft.why = why
    draft.save()
    draft.writers.add(user)
    note(user, draft, "begun" if begun else "written")
    return draft
