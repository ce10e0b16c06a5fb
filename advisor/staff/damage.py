"""Stored rows that the site does not believe, in plain words, with the way to put them right."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils import formats
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from advisor.content.models import FigureReview, FigureRow
from advisor.content.released import damaged_figures
from advisor.content.stored import Damaged
from advisor.directory.keeping import KEPT
from advisor.directory.seeding import LISTS
from advisor.directory.shelf import SHELF
from advisor.rules.figures import shipped_figures

from .figure_words import named

Item = tuple[str, str]


def figure_items() -> list[Item]:
    """Each damaged row of a figure, with the link to a draft that takes its place."""
    return [_figure_item(one) for one in damaged_figures(shipped_figures())]


def list_items() -> Iterator[Item]:
    """Each damaged row of the lists, with the link to its list."""
    models = {model.__name__: model for model in (*KEPT.values(), *LISTS.values())}
    for one in SHELF.read().damaged:
        if model := models.get(one.table):
            label = f"{model._meta.verbose_name} “{one.name}”"
            yield label, reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def _figure_item(one: Damaged) -> Item:
    about = {"figure": named(one.name), "day": formats.date_format(one.day) if one.day else ""}
    fields = {"name": one.name, "kind": "row" if one.table == FigureRow.__name__ else "review"}
    if one.table == FigureReview.__name__:
        said = _("%(figure)s: nobody can read until when it was looked through. Please mark it as reviewed again.")
    elif one.day:
        fields["valid_from"] = one.day.isoformat()
        said = _("%(figure)s: what is stored from %(day)s cannot be right. Pages say that the figure is not known. Please enter it again.")  # fmt: skip
    else:
        said = _("%(figure)s: a stored row has no readable day. Pages say on every day that the figure is not known. Please enter the row again.")  # fmt: skip
    return said % about, f"{reverse('admin:staff_figuredraft_add')}?{urlencode(fields)}"
