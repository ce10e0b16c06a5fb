"""How parts of an Advice's data are written for people, on pages and on the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from advisor import formats
from advisor.content.prose import plain
from advisor.rules.words import gettext_noop

from .words import label

NBSP = "\u00a0"
UNITS = {
    "EUR/month": gettext_noop("%(value)s a month"),
    "EUR/year": gettext_noop("%(value)s a year"),
    "EUR/hour": gettext_noop("%(value)s an hour"),
    "EUR/day": gettext_noop("%(value)s a day"),
    "hours/week": gettext_noop("%(value)s hours a week"),
    "years": gettext_noop("%(value)s years"),
    "months": gettext_noop("%(value)s months"),
    "weeks": gettext_noop("%(value)s weeks"),
    "days": gettext_noop("%(value)s days"),
}
ONE = {
    "days": gettext_noop("%(value)s day"),
    "months": gettext_noop("%(value)s month"),
    "years": gettext_noop("%(value)s year"),
}
PERIODS = {
    "month": gettext_noop("per month"),
    "year": gettext_noop("per year"),
    "once": gettext_noop("once"),
}


def with_unit(figure: Mapping[str, Any], language: str) -> str:
    """The value of a figure with its unit."""
    value, unit = Decimal(figure["value"]), figure["unit"]
    if unit.startswith("EUR"):
        written = formats.euros(value, language)
    elif unit == "percent":
        written = formats.percent(value, language)
    elif unit == "year":
        written = f"{value:f}"
    else:
        written = formats.number(value, language)
    units = ONE if value == 1 and unit in ONE else UNITS
    return label(units[unit], language) % {"value": written} if unit in units else written


def fact_value(fact: Mapping[str, Any], language: str) -> str:
    """The value of a fact with its unit; a day with the month's name."""
    if fact["unit"] == "day":
        return long_day(fact["value"], language)
    return with_unit(fact, language)


def formula(amount: Mapping[str, Any], language: str) -> str:
    """855,00 € × 14,6 % × 70 % = 87,38 €."""
    about = amount["formula"]
    factor = _factor(about["terms"], language)
    less = f" − {formats.euros(Decimal(about['less']), language)}" if about["less"] else ""
    base = formats.euros(Decimal(about["base"]), language)
    return f"{base}{factor}{less} = {formats.euros(Decimal(amount['euros']), language)}"


def _factor(terms: Sequence[Mapping[str, str]], language: str) -> str:
    """× 14,6 % × 70 %, or × (3,6 % × 50 % − 0,5 %); nothing where the whole base counts."""
    written = " + ".join(_term(term, language) for term in terms).replace("+ -", "− ")
    return f" × ({written})" if len(terms) > 1 else f" × {written}" if terms else ""


def _term(term: Mapping[str, str], language: str) -> str:
    rate, share = formats.percent(Decimal(term["percent"]), language), Decimal(term["share"])
    return rate if share == 1 else f"{rate} × {formats.percent(share * 100, language)}"


Answer = Mapping[str, str]


def conditions(data: Mapping[str, Any], alternative: Mapping[str, Any]) -> list[list[list[Answer]]]:
    """When an alternative holds: blocks of questions with all the answers of each.

    Blocks that differ in one question become one; a question of which every answer leads here is left out.
    """
    every: dict[str, set[str]] = {}
    for item in (item for other in data["alternatives"] for values in other["when"] for item in values):
        every.setdefault(item["key"], set()).add(item["value"])
    blocks = [{item["key"]: {item["value"]: item} for item in values} for values in alternative["when"]]
    for key in reversed(every):
        merged: dict[object, dict[str, dict[str, Answer]]] = {}
        for block in blocks:
            rest = tuple((other, tuple(items)) for other, items in block.items() if other != key)
            into = merged.setdefault((rest, key in block), block)
            if key in block:
                into[key] = into[key] | block[key]
        blocks = list(merged.values())
        for block in blocks:
            if len(block) > 1 and block.get(key, {}).keys() == every[key]:
                del block[key]
    return [[list(items.values()) for items in block.values()] for block in blocks]


def set_apart(data: Mapping[str, Any], alternative: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Reasons of routes, and deadlines, that another case of the same title does not have."""
    then = alternative["advice"]
    title = plain_title(then["text"])
    others = [other["advice"] for other in data["alternatives"] if plain_title(other["advice"]["text"]) == title]
    return [
        item
        for kind, names in (("routes", ("code", "reason")), ("deadlines", ("code", "on")))
        for item in then[kind]
        if any(all(any(item[name] != that[name] for name in names) for that in other[kind]) for other in others)
    ]


def long_day(value: str | date, language: str) -> str:
    """2026-10-01 as 1. Oktober 2026."""
    return formats.long_date(as_date(value), language)


def as_date(value: str | date) -> date:
    """A day, also from its ISO form."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def title_part(parts: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """The title of a text as a part of it, in whatever language it is; empty where there is none."""
    return next((part for part in parts if part["role"] == "title"), {})


def plain_title(parts: Iterable[Mapping[str, str]]) -> str:
    """The title of a text without markup."""
    part = title_part(parts)
    return plain(part["text"]) if part else ""


def main_part(amount: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is shown large: health and care where the amount also holds other branches, else the whole."""
    return next((part for part in amount["parts"] if part["code"] == "health_and_care"), amount)


OR_MORE = gettext_noop("%(value)s or more")
OR_LESS = gettext_noop("%(value)s or less")
OTHER_COSTS = gettext_noop("The same result, but other costs.")
PAY_NOTHING = gettext_noop("You then pay nothing for it yourself.")
PAY = {
    "": gettext_noop("You then pay %(then)s a month for health and care insurance."),
    "least": gettext_noop("You then pay at least %(then)s a month for health and care insurance."),
    "most": gettext_noop("You then pay at most %(then)s a month for health and care insurance."),
}
PAY_INSTEAD = {
    "": gettext_noop("You then pay %(then)s instead of %(now)s a month."),
    "least": gettext_noop("You then pay at least %(then)s instead of %(now)s a month."),
    "most": gettext_noop("You then pay at most %(then)s instead of %(now)s a month."),
}


def changed_answer(change: Mapping[str, Any], language: str) -> str:
    """The answer that changes the result: an option, a number or more, a number or less, a later day."""
    if change["question"] == "as_of":
        return long_day(change["value"], language)
    shown = plain(change["shown"])
    return shown if change["up"] is None else label(OR_MORE if change["up"] else OR_LESS, language) % {"value": shown}


def then_paid(change: Mapping[str, Any], data: Mapping[str, Any], language: str) -> str:
    """What a change makes of the price, where there is something to say."""
    same = change["outcome"] == data["outcome"]
    now = main_part(data["amounts"][0])["euros"] if data["amounts"] else None
    if change["total"] is None:
        return label(OTHER_COSTS, language) if same else ""
    if Decimal(change["total"]) == 0:
        free = change["duty"] == "statutory_compulsory" and change["bound"] != "least"
        return label(PAY_NOTHING, language) if free else ""
    if change["total"] == now and not change["bound"]:
        return ""
    message = (PAY_INSTEAD if same and now else PAY)[change["bound"]]
    written = {"then": change["total"], "now": now or "0"}
    return label(message, language) % {key: formats.euros(Decimal(euros), language) for key, euros in written.items()}


NO_CONTRIBUTION = gettext_noop("You pay no contribution for this in Germany.")
INSURER_SETS = gettext_noop("The insurer sets the price.")
FREE = ("home_cover_continues", "family_cover", "asylum_benefits")
"""Duties that cost no contribution in Germany."""


def without_amount(data: Mapping[str, Any]) -> str:
    """What to say of a price that no law fixes: "market", "free", or nothing where the questions do not reach it.

    Of alternatives, what holds for each of them.
    """
    if data["alternatives"]:
        said = {without_amount(other["advice"]) for other in data["alternatives"]}
        return said.pop() if len(said) == 1 else ""
    market = {route["status"] for route in data["routes"] if route["market"]}
    if data["amounts"] or data["missing"]:
        return ""
    if "required" in market:
        return "market"
    if data["duty"] in FREE:
        return "free"
    return "market" if "possible" in market else ""
