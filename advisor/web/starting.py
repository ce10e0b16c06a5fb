"""The start page's choices: who comes, who lives here, what can be worked out, and help for those who are not sure."""

from __future__ import annotations

from typing import Any

from advisor.flows import all_flows
from advisor.interview.core import Flow
from advisor.interview.length import minutes
from advisor.rules.words import gettext_noop

from .asking import Asked
from .pages import Here
from .words import Words

NOT_SURE = "who-am-i"
COMING = ("student", "guest-worker", "scientist", "asylum-seeker", "au-pair", "immigrant")
GROUPS = {
    "coming": gettext_noop("I am coming to Germany, or I am new here"),
    "living": gettext_noop("I live or work in Germany"),
    "calculators": gettext_noop("Calculators"),
}


def group_of(flow: Flow) -> str:
    """The group in which a flow stands; none for the one that helps to find the others."""
    if flow.key == NOT_SURE:
        return ""
    return "calculators" if flow.one_page else "coming" if flow.key in COMING else "living"


def choices(asked: Asked, words: Words) -> dict[str, Any]:
    """`unsure`: the way for people who do not know; `groups`: all other flows by group."""
    flows = all_flows().values()
    groups = [
        {
            "key": key,
            "label": words.label(label),
            "flows": [_choice(flow, asked, words) for flow in flows if group_of(flow) == key],
        }
        for key, label in GROUPS.items()
    ]
    unsure = next((_choice(flow, asked, words) for flow in flows if flow.key == NOT_SURE), None)
    return {"groups": groups, "unsure": unsure}


def _choice(flow: Flow, asked: Asked, words: Words) -> dict[str, Any]:
    return {
        "label": words.label(flow.label),
        "hint": words.label(flow.hint),
        "minutes": minutes(flow, asked.law),
        "address": Here("interview", asked, {"flow": flow.key}).address(),
    }
