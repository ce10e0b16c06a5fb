"""An Advice, a question, or the list of groups as plain lines, in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from advisor import formats
from advisor.content.prose import plain
from advisor.rules.words import gettext_noop

from .words import Words
from .written import (
    PERIODS,
    changed_answer,
    conditions,
    fact_value,
    formula,
    long_day,
    main_part,
    plain_title,
    then_paid,
    with_unit,
)

EASY = gettext_noop("In easy language")
COVERS = gettext_noop("What it covers")
COSTS = gettext_noop("What it costs")
PEOPLE = gettext_noop("Who is covered")
FACTS = gettext_noop("Worked out from your answers")
ROUTES = gettext_noop("The ways to be insured")
PAPERS = gettext_noop("Papers you need")
DEADLINES = gettext_noop("Deadlines")
CHANGES = gettext_noop("What would change this result")
CAUTIONS = gettext_noop("Please note")
AUTHORITY = gettext_noop("Who decides")
IN_SOME_CASES = gettext_noop("Only in some of the cases that your answers leave open.")
FUNDS = gettext_noop("Funds you can go to")
ANSWERS = gettext_noop("Your answers")
FIGURES = gettext_noop("Figures used")
MARKET = gettext_noop("The insurer sets the price.")
LAW_OF = gettext_noop("Law of %(day)s")
PROVISIONAL = gettext_noop("provisional")
DRAFT = gettext_noop("draft")
MISSING = gettext_noop("Not yet known: %(figure)s. It changes on %(day)s.")
NO_VALUE = gettext_noop("We have no value for this day: %(figure)s.")
LAST_KNOWN = gettext_noop("Last known value: %(value)s, in force from %(day)s.")
IF = gettext_noop("If your answer is: %(answers)s")
SOURCE = gettext_noop("Source: %(source)s")
PAID_BY = gettext_noop("Paid by: %(payer)s")
VALID_FROM = gettext_noop("in force from %(day)s")
A_MONTH = re.compile("Monat|maand|havi|havonta|hónap")
"""How German, Dutch and Hungarian labels name a month."""
LATER_OUTCOME = gettext_noop("Further questions would decide.")


def advice_lines(data: Mapping[str, Any], words: Words) -> Iterator[str]:
    """The whole Advice."""
    say = words.label
    yield plain_title(data["text"]) or plain(data["duty_label"] or data["flow_label"])
    stamp = [say(LAW_OF) % {"day": long_day(data["as_of"], words.language)}]
    stamp += [say(DRAFT)] if data["law"] == "draft" else []
    yield " · ".join(stamp + ([say(PROVISIONAL)] if data["provisional"] else []))
    yield from _text(data["text"], "")
    yield from _section(say(EASY), [plain(part["text"]) for part in data["text"] if part["role"] == "easy"])
    for missing in data["missing"]:
        yield from missing_lines(missing, words)
    for alternative in data["alternatives"]:
        answers = "; ".join(
            " · ".join(
                f"{plain(items[0]['question'])} {', '.join(plain(item['shown']) for item in items)}" for items in block
            )
            for block in conditions(data, alternative)
        )
        yield from ("", say(IF) % {"answers": answers})
        yield from (f"  {line}" if line else "" for line in _body(alternative["advice"], words, title=True))
    yield from _body(data, words)
    yield from _section(say(ANSWERS), (f"{plain(item['question'])} {plain(item['shown'])}" for item in data["asked"]))
    yield from _section(say(FIGURES), (_figure(figure, words) for figure in data["figures"]))


def _body(data: Mapping[str, Any], words: Words, title: bool = False) -> Iterator[str]:
    say = words.label
    if title:
        yield plain_title(data["text"]) or plain(data["duty_label"])
    yield from _section(say(PEOPLE), (line for person in data["people"] for line in _person(person)))
    yield from _section(say(COSTS), (line for amount in data["amounts"] for line in _amount(amount, words)))
    yield from _section(say(FACTS), (_fact(fact, words) for fact in data["facts"]))
    yield from _section(say(ROUTES), (line for route in data["routes"] for line in _route(route, words)))
    yield from _section(say(PAPERS), (line for item in data["documents"] for line in _noted(item, words)))
    yield from _section(say(DEADLINES), (line for item in data["deadlines"] for line in _deadline(item, words)))
    yield from _section(say(CHANGES), (_change(item, data, words) for item in data["changes"]))
    yield from _section(say(CAUTIONS), (line for item in data["cautions"] for line in _noted(item, words)))
    if data["authority"]:
        yield from _section(say(AUTHORITY), _titled(data["authority"]["text"]))
    yield from _section(say(FUNDS), data["funds"])


def _section(title: str, lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title)
        yield from (f"  {line}" for line in found)


def _text(parts: Sequence[Mapping[str, str]], indent: str = "  ") -> Iterator[str]:
    for part in parts:
        if part["role"] not in ("title", "easy"):
            yield f"{indent}{'- ' if part['role'] in ('item', 'contact') else ''}{plain(part['text'])}"


def _titled(parts: Sequence[Mapping[str, str]]) -> Iterator[str]:
    if title := plain_title(parts):
        yield title
    yield from _text(parts)


def _noted(item: Mapping[str, Any], words: Words) -> Iterator[str]:
    title, *text = _titled(item["text"])
    yield title
    if item["in_some_cases"]:
        yield f"  {words.label(IN_SOME_CASES)}"
    yield from text


def _person(person: Mapping[str, Any]) -> Iterator[str]:
    law = f" [{', '.join(person['law'])}]" if person["law"] else ""
    yield f"{plain(person['label'])}: {person['in_label'].upper()}{law}"
    yield from _text(person["text"])


def _amount(amount: Mapping[str, Any], words: Words, depth: int = 0) -> Iterator[str]:
    indent, language = "  " * depth, words.language
    if amount["euros"] is None:
        yield f"{indent}{plain(amount['label'])}: ? [{amount['law']}]"
    else:
        period = "" if names_its_month(amount) else f" {words.label(PERIODS[amount['period']])}"
        payer = f" · {words.label(PAID_BY) % {'payer': plain(amount['payer_label'])}}" if depth == 0 else ""
        yield f"{indent}{plain(amount['label'])}: {formats.euros(Decimal(amount['euros']), language)}{period}{payer} [{amount['law']}]"
        if amount["formula"]:
            yield f"{indent}  {formula(amount, language)}"
    for part in amount["parts"]:
        yield from _amount(part, words, depth + 1)


def names_its_month(amount: Mapping[str, Any]) -> bool:
    """The label says already that the amount is that of a month."""
    return amount["period"] == "month" and bool(A_MONTH.search(plain(amount["label"])))


def _route(route: Mapping[str, Any], words: Words) -> Iterator[str]:
    law = f" [{', '.join(route['law'])}]" if route["law"] else ""
    yield f"{route['status_label'].upper()}: {plain(route['label'])}{law}"
    yield from _text(route["text"])
    if route["covers"]:
        yield f"  {words.label(COVERS)}: {' '.join(plain(part['text']) for part in route['covers'])}"
    if route["cost"] and route["cost"]["euros"]:
        cost = main_part(route["cost"])
        period = words.label(PERIODS[cost["period"]])
        yield f"  {formats.euros(Decimal(cost['euros']), words.language)} {period}"
    if route["market"]:
        yield f"  {words.label(MARKET)}"


def _fact(fact: Mapping[str, Any], words: Words) -> str:
    return f"{plain(fact['label'])}: {fact_value(fact, words.language)}"


def _deadline(deadline: Mapping[str, Any], words: Words) -> Iterator[str]:
    day = f"{long_day(deadline['on'], words.language)}: " if deadline["on"] else ""
    law = f" [{deadline['law']}]" if deadline["law"] else ""
    yield f"{day}{plain_title(deadline['text'])}{law}"
    if deadline["missed"]:
        yield f"  {deadline['missed']}"
    yield from _text(deadline["text"])


def _change(change: Mapping[str, Any], data: Mapping[str, Any], words: Words) -> str:
    then = words.label(LATER_OUTCOME)
    if change["outcome"]:
        title = plain_title(change["text"]) if change["outcome"] != data["outcome"] else ""
        then = f"{title} {then_paid(change, data, words.language)}".strip()
    return f"{plain(change['question_label'])} {changed_answer(change, words.language)} → {then}"


def _figure(figure: Mapping[str, Any], words: Words) -> str:
    since = words.label(VALID_FROM) % {"day": long_day(figure["valid_from"], words.language)}
    marks = [words.label(DRAFT)] if figure["draft"] else []
    marks += [words.label(PROVISIONAL)] if figure["provisional"] else []
    source = words.label(SOURCE) % {"source": figure["source"]}
    return " · ".join(
        (f"{plain(figure['label'])}: {with_unit(figure, words.language)}", figure["legal_basis"], since, source, *marks)
    )


def missing_lines(missing: Mapping[str, Any], words: Words) -> Iterator[str]:
    """A figure that is not known, and the last that was."""
    day = long_day(missing["since"], words.language)
    known_before = missing["last_known"] or missing["draft"]
    yield words.label(MISSING if known_before else NO_VALUE) % {"figure": plain(missing["label"]), "day": day}
    if last := missing["last_known"]:
        day = long_day(last["valid_from"], words.language)
        yield words.label(LAST_KNOWN) % {"value": with_unit(last, words.language), "day": day}


def question_lines(data: Mapping[str, Any], words: Words) -> Iterator[str]:
    """The question now due and what may be answered."""
    question = data["next"]
    yield plain(question["label"])
    if question["hint"]:
        yield f"  {plain(question['hint'])}"
    yield from (f"  {line}" for line in _allowed(question))


def _allowed(question: Mapping[str, Any]) -> Iterator[str]:
    for choice in question["choices"]:
        yield f"{question['key']}={choice['value']}  {plain(choice['label'])}"
    if not question["choices"] or question["type"] not in ("choice", "boolean"):
        yield f"{question['key']}=…  {allowed(question)}"


def allowed(question: Mapping[str, Any]) -> str:
    """What a question takes as its answer, in one line."""
    also = [choice["value"] for choice in question["choices"]] + ([question["default"]] if question["default"] else [])
    if question["type"] in ("choice", "boolean"):
        return f"one of {', '.join(also)}"
    forms = {
        "country": "a country by its two letters, such as HU",
        "whole": "a whole number, such as 24",
        "money": "euros, such as 3000.50",
        "rate": "percent, such as 2.5, or fund- with the key of a fund",
        "day": "a day, such as 2026-10-01",
        "rows": f"lines joined by /, each with {_cells(question)} joined by commas, or none",
    }
    bounds = f" from {question['least']} to {question['most']}" if question["least"] is not None else ""
    return f"{forms[question['type']]}{bounds}{''.join(f', or {value}' for value in also)}"


def _cells(question: Mapping[str, Any]) -> str:
    return ", ".join(column["key"] for column in question["columns"])


def flow_lines(flows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Every group with its questions, types and choices."""
    for flow in flows:
        yield f"{flow['key']}  {plain(flow['label'])}"
        for question in flow["questions"]:
            yield f"  {question['key']} ({question['type']})  {plain(question['label'])}"
            yield from (f"    {line}" for line in _allowed(question))
        yield ""
