"""All figures of a day by topic, with those that are not law, not known or only a draft on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from advisor.interview.data import figure_as_data, refused_as_data
from advisor.rules.figures import NotYetKnown, Refused, figures
from advisor.rules.law import FIGURES, Derived, Law
from advisor.rules.words import gettext_noop

from .words import Words


@dataclass(frozen=True)
class Topic:
    """Figures that stand on one page."""

    label: str
    slug: str


FURTHER = "further"
TOPICS = {
    "health": Topic(gettext_noop("Health insurance contributions and limits"), gettext_noop("address|health")),
    "care": Topic(gettext_noop("Care insurance"), gettext_noop("address|care")),
    "employment": Topic(gettext_noop("Work and pay"), gettext_noop("address|work")),
    "family": Topic(gettext_noop("Families"), gettext_noop("address|families")),
    "students": Topic(gettext_noop("Students"), gettext_noop("address|studies")),
    "voluntary": Topic(gettext_noop("Voluntary members"), gettext_noop("address|voluntary-members")),
    "pensioners": Topic(gettext_noop("Pensioners"), gettext_noop("address|pensions")),
    "funds": Topic(gettext_noop("Choice of fund"), gettext_noop("address|choice-of-fund")),
    "au_pairs": Topic(gettext_noop("Au-pairs"), gettext_noop("address|au-pairs")),
    "cross_border": Topic(gettext_noop("Work across borders"), gettext_noop("address|across-borders")),
    "visas": Topic(gettext_noop("Visas"), gettext_noop("address|visas")),
    "asylum": Topic(gettext_noop("Asylum seekers"), gettext_noop("address|asylum")),
    "beihilfe": Topic(
        gettext_noop("Civil servants in North Rhine-Westphalia"), gettext_noop("address|beihilfe-figures")
    ),
    FURTHER: Topic(gettext_noop("Further figures"), gettext_noop("address|further-figures")),
}
"""The topics by the name of the file that holds their figures."""


def topic_of(name: str) -> str:
    """The topic of a figure: the file that holds it, or what its formula says."""
    about = FIGURES[name]
    topic = about.topic if isinstance(about, Derived) else figures().series[name].topic
    return topic if topic in TOPICS else FURTHER


def topics() -> dict[str, int]:
    """The topics that have figures, and how many."""
    found = dict.fromkeys(TOPICS, 0)
    for name in FIGURES:
        found[topic_of(name)] += 1
    return {topic: count for topic, count in found.items() if count}


def figures_of(topic: str, law: Law, words: Words) -> list[dict[str, Any]]:
    """The figures of a topic: `figure` where the law has one, `missing` where it is not yet known, else neither."""
    return [_figure(name, law, words) for name in FIGURES if topic_of(name) == topic]


def _figure(name: str, law: Law, words: Words) -> dict[str, Any]:
    about: dict[str, Any] = {"name": name, "label": words.label(FIGURES[name].label), "figure": None, "missing": None}
    try:
        found = law.find(name)
    except NotYetKnown as refused:
        return about | {"missing": refused_as_data(refused, words)}
    except Refused:
        return about
    return about | {"figure": figure_as_data(found, words) if found is not None else None}
