"""How data is written in a page: numbers, days, texts with markup, formulas, addresses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import template
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from advisor import formats
from advisor.content.prose import plain, render

from ..pages import Here

register = template.Library()
NBSP = "\u00a0"


def _language() -> str:
    return translation.get_language() or "de"


@register.filter
def euros(value: str | Decimal) -> str:
    """12.5 as 12,50 €."""
    return formats.euros(Decimal(value), _language())


@register.filter
def percent(value: str | Decimal) -> str:
    """14.6 as 14,6 %."""
    return formats.percent(Decimal(value), _language())


@register.filter
def long_day(value: str | date) -> str:
    """2026-10-01 as 1. Oktober 2026."""
    return formats.long_date(_as_date(value), _language())


@register.filter
def short_day(value: str | date) -> str:
    """2026-10-01 as 01.10.2026."""
    return formats.short_date(_as_date(value), _language())


@register.filter
def iso(value: date) -> str:
    """The day for machines."""
    return value.isoformat()


@register.filter
def day_before(value: str | date) -> str:
    """The day before, for machines."""
    return (_as_date(value) - timedelta(days=1)).isoformat()


def _as_date(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


@register.filter
def prose(text: str) -> SafeString:
    """Our own markup as HTML."""
    return render(text)


@register.filter
def bare(text: str) -> str:
    """A text without markup, for titles."""
    return plain(text)


@register.filter
def title(parts: Iterable[Mapping[str, str]]) -> SafeString:
    """The title of a text, in its own language where that is not the page's."""
    return next((said(part) for part in parts if part["role"] == "title"), SafeString(""))


@register.filter
def plain_title(parts: Iterable[Mapping[str, str]]) -> str:
    """The title of a text without markup."""
    return next((plain(part["text"]) for part in parts if part["role"] == "title"), "")


@register.filter
def with_role(parts: Iterable[Mapping[str, str]], roles: str) -> list[Mapping[str, str]]:
    """The parts of a text that have one of these roles."""
    return [part for part in parts if part["role"] in roles.split(",")]


@register.filter
def blocks(parts: Iterable[Mapping[str, str]]) -> list[tuple[str, list[Mapping[str, str]]]]:
    """A text without its title, items that follow each other in one list."""
    return [(role, list(group)) for role, group in groupby(parts, key=lambda part: part["role"]) if role != "title"]


@register.filter
def said(part: Mapping[str, str]) -> SafeString:
    """One part of a text; marked where the translation is missing and the German stands in for it."""
    if part["language"] == _language():
        return render(part["text"])
    return format_html('<span lang="{}">{}</span>', part["language"], render(part["text"]))


@register.filter
def untranslated(parts: Iterable[Mapping[str, str]]) -> bool:
    """Some of the text stands there in German because its translation is missing."""
    return any(part["language"] != _language() for part in parts)


UNITS = {
    "EUR/month": lambda: translation.gettext("%(value)s a month"),
    "EUR/year": lambda: translation.gettext("%(value)s a year"),
    "EUR/hour": lambda: translation.gettext("%(value)s an hour"),
    "hours/week": lambda: translation.gettext("%(value)s hours a week"),
    "years": lambda: translation.gettext("%(value)s years"),
    "months": lambda: translation.gettext("%(value)s months"),
    "days": lambda: translation.gettext("%(value)s days"),
}


@register.filter
def with_unit(figure: Mapping[str, Any]) -> str:
    """The value of a figure with its unit."""
    value, unit, language = Decimal(figure["value"]), figure["unit"], _language()
    if unit.startswith("EUR"):
        written = formats.euros(value, language)
    elif unit == "percent":
        written = formats.percent(value, language)
    else:
        written = formats.number(value, language)
    return UNITS[unit]() % {"value": written} if unit in UNITS else written


@register.filter
def formula(amount: Mapping[str, Any]) -> str:
    """855,00 € × 14,6 % × 70 % = 87,38 €."""
    about, language = amount["formula"], _language()
    terms = [_term(term, language) for term in about["terms"]]
    factor = terms[0] if len(terms) == 1 else f"({f'{NBSP}+ '.join(terms)})"
    less = f"{NBSP}− {formats.euros(Decimal(about['less']), language)}" if about["less"] else ""
    base = formats.euros(Decimal(about["base"]), language)
    return f"{base}{NBSP}× {factor}{less}{NBSP}= {formats.euros(Decimal(amount['euros']), language)}"


def _term(term: Mapping[str, str], language: str) -> str:
    rate, share = formats.percent(Decimal(term["percent"]), language), Decimal(term["share"])
    return rate if share == 1 else f"{rate}{NBSP}× {formats.percent(share * 100, language)}"


@register.filter
def find_amount(amount: Mapping[str, Any], code: str) -> Mapping[str, Any] | None:
    """The first amount with this code, this one or a part at any depth."""
    if amount["code"] == code:
        return amount
    return next((hit for part in amount["parts"] if (hit := find_amount(part, code))), None)


@register.simple_tag
def address(here: Here, answers: Mapping[str, str] | None = None, **given: Any) -> str:
    """The address of the page; `change` shows a question again, `key` and `value` give another answer."""
    chosen = dict(here.answers if answers is None else answers)
    if "key" in given:
        chosen[given.pop("key")] = given.pop("value")
    return here.address(chosen, **given)
