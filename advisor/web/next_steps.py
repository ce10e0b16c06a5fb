"""What comes next, as links and buttons: answers travel in an address only between open flows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from advisor.flows import all_flows
from advisor.flows.what_next import EVENTS, carried_on
from advisor.interview.core import Flow

from .asking import Asked
from .pages import Here
from .words import Words


def next_steps(flow: Flow, data: Mapping[str, Any], asked: Asked, words: Words) -> list[dict[str, Any]]:
    """Each event that may follow the result: its label, and an address, or a path with the fields to post there."""
    flows, found = all_flows(), []
    for event in EVENTS:
        target = flows.get(event.target)
        if target is None or not event.may_follow(flow.key, data["outcome"], data["duty"]):
            continue
        told = not flow.private or target.private
        answers = carried_on(event, flow, target, data["answers"], data["duty"], asked.law) if told else {}
        here = Here("interview", asked, {"flow": target.key}, answers, target.private)
        posted = target.private and bool(answers)
        path = here.path(words.language)
        found.append(
            {
                "label": words.label(event.label),
                "address": "" if posted else path + here.goes_along,
                "path": path,
                "fields": here.carried,
            }
        )
    return found
