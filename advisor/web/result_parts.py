"""Which part of an Advice's data a result page shows where: next steps, reasons, routes, deadlines on a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from advisor import formats

from .words import label
from .written import INSURER_SETS, NO_CONTRIBUTION, PERIODS, main_part, without_amount

Part = Mapping[str, str]
STEP = re.compile(r"(?:p|item)-(?:next|ask|first|go)(?:-.*)?|item(?:-.*)?")
"""Ids of segments that say what to do."""
BESIDE_STEPS = ("attention", "from", "contact")
OPEN = ("required", "entitled", "possible")


IN_ORDER = re.compile(r"(?:p|item)-next(?:-.*)?")
"""Ids of segments that follow each other in time; other items are ways to choose from."""


def steps(parts: Iterable[Part]) -> list[Part]:
    """What to do, one segment a step."""
    return [part for part in parts if part["role"] in ("p", "item") and STEP.fullmatch(part["id"])]


def numbered(parts: Iterable[Part]) -> list[Part]:
    """The steps that have an order; none where there is but one."""
    found = [part for part in parts if IN_ORDER.fullmatch(part["id"])]
    return found if len(found) > 1 else []


def todo(parts: Iterable[Part]) -> list[Part]:
    """What to do, with what to mind and whom to ask; nothing where a text names no step."""
    found = list(parts)
    named = steps(found)
    return [part for part in found if part["role"] in BESIDE_STEPS or part in named] if named else []


def reasons(data: Mapping[str, Any]) -> list[Part]:
    """Why it is so: the text without its steps; where nothing is left, what the open routes say."""
    said = [part for part in data["text"] if part["role"] in ("p", "item", *BESIDE_STEPS)]
    done = todo(said)
    rest = [part for part in said if part not in done]
    return rest or [part for route in open_routes(data) for part in route["text"]]


def deciding_law(data: Mapping[str, Any]) -> list[str]:
    """The paragraphs behind the routes that one must or may take, those that decide alone where there are such."""
    routes = open_routes(data)
    first = [route for route in routes if route["status"] != "possible"] or routes
    return list(dict.fromkeys(law for route in first for law in route["law"]))


def open_routes(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The routes that are open, the surest first."""
    found = [route for route in data["routes"] if route["status"] in OPEN]
    return sorted(found, key=lambda route: OPEN.index(route["status"]))


def closed_routes(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The routes that are closed, with the reason."""
    return [route for route in data["routes"] if route["status"] not in OPEN]


def has_cost(data: Mapping[str, Any]) -> bool:
    """There is something to say of the price."""
    if data["refused"] or data["alternatives"]:
        return False
    return bool(data["amounts"] or data["missing"] or without_amount(data))


def cost_of(data: Mapping[str, Any], route: Mapping[str, Any], language: str) -> str:
    """The price of a route: its own, that of the result where no other route is open, or who sets it."""
    cost = route["cost"]
    if not cost and not route["market"] and len(open_routes(data)) == 1 and data["amounts"]:
        cost = data["amounts"][0] if data["duty"] else None
    if cost and (main := main_part(cost))["euros"]:
        return f"{formats.euros(Decimal(main['euros']), language)} {label(PERIODS[main['period']], language)}"
    if route["market"]:
        return label(INSURER_SETS, language)
    free = route["status"] in ("required", "entitled") and without_amount(data) == "free"
    return label(NO_CONTRIBUTION, language) if free else ""


def soonest(data: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The first of the last days that are still to come."""
    coming = [item for item in data["deadlines"] if item["on"] and not item["passed"] and not item["begins"]]
    return min(coming, key=lambda item: str(item["on"]), default=None)


def undated(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The rules whose last day hangs on something that is not known here."""
    return [item for item in data["deadlines"] if not item["on"] and not item["begins"]]


def timeline(data: Mapping[str, Any], today: date | None = None) -> dict[str, Any]:
    """The dated deadlines in order with the day of the law among them, and those without a day."""
    dated = sorted((item for item in data["deadlines"] if item["on"]), key=lambda item: str(item["on"]))
    now = {"on": data["as_of"], "today": data["as_of"] == (today or timezone.localdate()).isoformat()}
    before = [{"deadline": item, "past": True} for item in dated if item["on"] < data["as_of"]]
    after = [{"deadline": item, "past": False} for item in dated if item["on"] >= data["as_of"]]
    return {
        "dated": [*before, now, *after] if dated else [],
        "undated": [item for item in data["deadlines"] if not item["on"]],
    }


def held(data: Mapping[str, Any]) -> dict[str, Any]:
    """What a result page shows of the deadlines."""
    return {"soonest": soonest(data), "undated": undated(data), "timeline": timeline(data)}


OF_OURS = (
    "flow_label", "as_of", "law", "outcome", "duty", "duty_label", "text", "documents", "cautions", "authority", "leads_to", "provisional"
)  # fmt: skip
WHETHER = ("refused", "alternatives", "amounts", "missing", "people", "facts", "deadlines", "changes", "doubtful")
"""Parts that hold something of the visitor; that they are there is no secret."""


def outline(data: Mapping[str, Any], dates: Mapping[str, Any]) -> dict[str, Any]:
    """What many results have in common: our texts, without amounts, days and answers. dates: what is held of the deadlines."""
    points = dates["timeline"]["dated"]
    return {
        "data": {
            **{name: data[name] for name in OF_OURS},
            **{name: bool(data[name]) for name in WHETHER},
            "routes": [_without(route, "cost") for route in data["routes"]],
        },
        "soonest": dates["soonest"] and _without(dates["soonest"], "on"),
        "undated": dates["undated"],
        "timeline": {
            "dated": [
                point | {"deadline": _without(point["deadline"], "on")} if "deadline" in point else point
                for point in points
            ],
            "undated": dates["timeline"]["undated"],
        },
    }


def _without(thing: Mapping[str, Any], left_out: str) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if name != left_out}
