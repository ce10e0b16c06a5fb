"""All figures of a day by topic, with those that are not law, not known or only a draft on it."""

from __future__ import annotations

from typing import Any

from advisor.interview.data import figure_as_data, refused_as_data
from advisor.rules.figures import NotYetKnown, Refused, figures
from advisor.rules.law import FIGURES, Derived, Law
from advisor.rules.words import gettext_noop

from .words import Words

TOPICS = {
    "health": gettext_noop("Health insurance contributions and limits"),
    "care": gettext_noop("Care insurance"),
    "employment": gettext_noop("Work and pay"),
    "family": gettext_noop("Families"),
    "students": gettext_noop("Students"),
    "voluntary": gettext_noop("Voluntary members"),
    "pensioners": gettext_noop("Pensioners"),
    "funds": gettext_noop("Choice of fund"),
    "au_pairs": gettext_noop("Au-pairs"),
    "cross_border": gettext_noop("Work across borders"),
    "visas": gettext_noop("Visas"),
    "asylum": gettext_noop("Asylum seekers"),
    "beihilfe": gettext_noop("Civil servants in North Rhine-Westphalia"),
}
FURTHER = gettext_noop("Further figures")


def topic_of(name: str) -> str:
    """The topic of a figure: the file that holds it, or what its formula says."""
    about = FIGURES[name]
    return about.topic if isinstance(about, Derived) else figures().series[name].topic


def figures_of(law: Law, words: Words) -> list[dict[str, Any]]:
    """Every figure by topic: `figure` where the law has one, `missing` where it is not yet known, else neither."""
    found: dict[str, list[dict[str, Any]]] = {topic: [] for topic in TOPICS}
    for name in FIGURES:
        found.setdefault(topic_of(name), []).append(_figure(name, law, words))
    return [
        {"id": topic.replace("_", "-"), "label": words.label(TOPICS.get(topic, FURTHER)), "rows": rows}
        for topic, rows in found.items()
        if rows
    ]


def _figure(name: str, law: Law, words: Words) -> dict[str, Any]:
    about: dict[str, Any] = {"name": name, "label": words.label(FIGURES[name].label), "figure": None, "missing": None}
    try:
        found = law.find(name)
    except NotYetKnown as refused:
        return about | {"missing": refused_as_data(refused, words)}
    except Refused:
        return about
    return about | {"figure": figure_as_data(found, words) if found is not None else None}
