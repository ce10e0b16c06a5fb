"""All figures of a day, with those that are not law, not known or only a draft on it."""

from __future__ import annotations

from typing import Any

from advisor.interview.data import figure_as_data, refused_as_data
from advisor.rules.figures import NotYetKnown, Refused
from advisor.rules.law import FIGURES, Law

from .words import Words


def figures_of(law: Law, words: Words) -> list[dict[str, Any]]:
    """Every figure by name: `figure` where the law has one, `missing` where it is not yet known, else neither."""
    return [_figure(name, law, words) for name in FIGURES]


def _figure(name: str, law: Law, words: Words) -> dict[str, Any]:
    about: dict[str, Any] = {"name": name, "label": words.label(FIGURES[name].label), "figure": None, "missing": None}
    try:
        found = law.find(name)
    except NotYetKnown as refused:
        return about | {"missing": refused_as_data(refused, words)}
    except Refused:
        return about
    return about | {"figure": figure_as_data(found, words) if found is not None else None}
