"""How data is written in a page: numbers, days, texts with markup, formulas, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django import template
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString

from advisor import formats
from advisor.content import links
from advisor.content.prose import plain, render
from advisor.rules.figures import shipped_figures

from .. import drawing, result_parts, written
from ..blocks import Block, blocks_of
from ..blocks import anchor as anchor_of
from ..pages import Here
from ..words import current_language, label

register = template.Library()
HYPHENED = re.compile(r"\b\d\d?-\d\d?-\d{4}\b")
KEPT = re.compile(r"(§+|\b(?:Abs\.|Nr\.|Satz|SGB|S\.)) ")


@register.filter
def euros(value: str | Decimal) -> str:
    """12.5 as 12,50 €."""
    return formats.euros(Decimal(value), current_language())


@register.filter
def percent(value: str | Decimal) -> str:
    """14.6 as 14,6 %."""
    return formats.percent(Decimal(value), current_language())


@register.filter
def long_day(value: str | date) -> str:
    """2026-10-01 as 1. Oktober 2026."""
    return written.long_day(value, current_language())


@register.filter
def short_day(value: str | date) -> str:
    """2026-10-01 as 01.10.2026; in one piece where it has hyphens, after which a browser breaks a line."""
    day = formats.short_date(written.as_date(value), current_language())
    return whole(day) if "-" in day else day


@register.filter
def cited(sources: str) -> SafeString:
    """The names of sources; marked as German but for those that have a name in the reader's language."""
    names, language = _names_of_sources(current_language()), current_language()
    pieces = [(piece, language if piece in names else "de") for piece in sources.split("; ")]
    return format_html_join("; ", "{}", ((_marked(_in_one_piece(piece), said),) for piece, said in pieces))


@lru_cache(maxsize=8)
def _names_of_sources(language: str) -> frozenset[str]:
    return frozenset(names[language] for names in shipped_figures().sources.values() if names.get(language))


def _in_one_piece(text: str) -> SafeString:
    """Escaped; no day in digits is cut at its hyphens."""
    return SafeString(HYPHENED.sub(r'<span class="whole">\g<0></span>', escape(text)))


@register.filter
def whole(text: str) -> SafeString:
    """A day, a number or a word that the end of a line does not cut."""
    return format_html('<span class="whole">{}</span>', text)


@register.filter
def law(text: str) -> SafeString:
    """A paragraph of law in German, of which no number is left alone: § 241 SGB V."""
    return _marked(escape(KEPT.sub("\\1\N{NO-BREAK SPACE}", text)), "de")


@register.filter
def prose(text: str) -> SafeString:
    """Our own markup as HTML."""
    return render(text)


@register.filter
def bare(text: str | Mapping[str, str]) -> str:
    """A text without markup, for titles; a part of a text as `said`."""
    if isinstance(text, str):
        return plain(text)
    return _marked(escape(plain(text["text"])), text["language"]) if text else ""


@register.filter
def title(parts: Iterable[Mapping[str, str]]) -> SafeString:
    """The title of a text, in its own language where that is not the page's."""
    return next((said(part) for part in parts if part["role"] == "title"), SafeString(""))


@register.filter
def title_part(parts: Iterable[Mapping[str, str]]) -> Mapping[str, str]:
    """The title of a text as a part of it."""
    return written.title_part(parts)


@register.filter
def title_language(parts: Iterable[Mapping[str, str]]) -> str:
    """The language of the title of a text where that is not the page's, else nothing."""
    part = written.title_part(parts)
    return part["language"] if part and part["language"] != current_language() else ""


@register.filter
def plain_title(parts: Iterable[Mapping[str, str]]) -> str:
    """The title of a text without markup."""
    return written.plain_title(parts)


@register.filter
def with_role(parts: Iterable[Mapping[str, str]], roles: str) -> list[Mapping[str, str]]:
    """The parts of a text that have one of these roles."""
    return [part for part in parts if part["role"] in roles.split(",")]


@register.filter
def blocks(parts: Iterable[Mapping[str, str]]) -> list[Block]:
    """A text without its title, items that follow each other in one list, cells in one table."""
    return blocks_of(parts)


@register.filter
def anchor(part: Mapping[str, str]) -> str:
    """The anchor of a heading."""
    return anchor_of(part)


@register.filter
def said(part: Mapping[str, str]) -> SafeString:
    """One part of a text; marked where the translation is missing and the German stands in for it."""
    return _marked(render(part["text"]), part["language"])


def _marked(html: SafeString, language: str) -> SafeString:
    return html if language == current_language() else format_html('<span lang="{}">{}</span>', language, html)


@register.filter
def untranslated(parts: Iterable[Mapping[str, str]]) -> bool:
    """Some of the text stands there in German because its translation is missing."""
    return any(part["language"] != current_language() for part in parts)


@register.filter
def with_unit(figure: Mapping[str, Any]) -> str:
    """The value of a figure with its unit."""
    return written.with_unit(figure, current_language())


@register.filter
def fact_value(fact: Mapping[str, Any]) -> str:
    """The value of a fact with its unit."""
    return written.fact_value(fact, current_language())


@register.filter
def formula(amount: Mapping[str, Any]) -> str:
    """855,00 € × 14,6 % × 70 % = 87,38 €."""
    return written.formula(amount, current_language())


@register.filter
def drawn(chart: Mapping[str, Any]) -> dict[str, Any]:
    """A chart as shapes."""
    return drawing.drawn(chart, current_language())


@register.filter
def main_part(amount: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is shown large: health and care where the amount also holds other branches, else the whole."""
    return written.main_part(amount)


@register.filter
def without_amount(data: Mapping[str, Any]) -> str:
    """What to say of a price that no law fixes: "market", "free", or nothing where the questions do not reach it."""
    return written.without_amount(data)


@register.filter
def has_cost(data: Mapping[str, Any]) -> bool:
    """There is something to say of the price."""
    return result_parts.has_cost(data)


@register.filter
def todo(parts: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """What a text says is to be done."""
    return result_parts.todo(parts)


@register.filter
def steps(parts: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The steps among it."""
    return result_parts.steps(parts)


@register.filter
def numbered(parts: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Those of the steps that follow each other."""
    return result_parts.numbered(parts)


@register.filter
def but(parts: Iterable[Mapping[str, str]], others: list[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """The parts without those others."""
    return [part for part in parts if part not in others]


@register.filter
def reasons(data: Mapping[str, Any]) -> list[Mapping[str, str]]:
    """What a result says of why it is so."""
    return result_parts.reasons(data)


@register.filter
def deciding_law(data: Mapping[str, Any]) -> list[str]:
    """The paragraphs of law behind a result."""
    return result_parts.deciding_law(data)


@register.filter
def open_routes(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The ways to be insured that are open."""
    return result_parts.open_routes(data)


@register.filter
def closed_routes(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The ways to be insured that are closed."""
    return result_parts.closed_routes(data)


@register.filter
def conditions(data: Mapping[str, Any], alternative: Mapping[str, Any]) -> list[list[list[written.Answer]]]:
    """When an alternative holds: blocks of questions with all the answers of each."""
    return written.conditions(data, alternative)


@register.filter
def set_apart(data: Mapping[str, Any], alternative: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """What another case of the same title does not have."""
    return written.set_apart(data, alternative)


@register.filter
def then_paid(change: Mapping[str, Any], data: Mapping[str, Any]) -> str:
    """What a change makes of the price, where there is something to say."""
    return written.then_paid(change, data, current_language())


@register.filter
def call(number: str) -> str:
    """The address that calls a number."""
    return links.call(number)


@register.filter
def period(key: str) -> str:
    """Per month, per year or once."""
    return label(written.PERIODS[key], current_language())


@register.simple_tag
def address(here: Here, **given: Any) -> str:
    """The address of the page with its answers.

    `key` and `value`, or `values` as an Advice has them, give other answers; `as_of` and `law` ask for another law.
    """
    answers = dict(here.answers) | {item["key"]: item["value"] for item in given.pop("values", ())}
    if "key" in given:
        answers[given.pop("key")] = given.pop("value")
    return here.address(answers, **given)


@register.simple_tag
def address_of(name: str, here: Here, **arguments: str) -> str:
    """The address of another page, with the law that is asked for here."""
    return Here(name, here.asked, arguments).address()
