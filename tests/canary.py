"""Answers that stand out, for every question of every flow, and the search for what is left of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any
from urllib.parse import urlencode

from advisor.flows import all_flows
from advisor.interview.core import Flow, walk
from advisor.interview.explore import values
from advisor.interview.parsing import Unreadable
from advisor.interview.question import BETWEEN_CELLS, BETWEEN_ROWS, Question
from advisor.rules.figures import figures
from advisor.rules.law import Law
from advisor.web.cells import fields_for, lines_of
from advisor.web.words import Words
from tests.kinds import DAY, ELSEWHEN, LANGUAGES, LAW, SELDOM, View, page

WALKS = 300
"""Ways through a flow under each law, to come by every question."""
WORD = "kanari-7f3a"
"""What no question can read."""
NUMBERS = ("4711.13", "711.13", "71.13", "7.13", "47", "13", "7", "3", "1")
DAYS = ("2027-08-29", "2026-12-29", "1987-02-23", "2024-02-23")
"""Answers that nobody gives, and that can be read; the first one that fits is taken."""
TRACES = re.compile(
    "|".join(
        [
            r"kanari.?7f3a",
            r"\b[47]?\D{0,2}711[.,]13\b",
            r"\b71[.,]13\b",
            *(day for day in DAYS),
            *(f"{d[8:]}[.-]{d[5:7]}[.-]{d[:4]}" for d in DAYS),
            *(rf"{d[8:]}\.? (?:August|Dezember|Februar|augustus|december|februari) {d[:4]}" for d in DAYS),
            *(rf"{d[:4]}\. \w+ {int(d[8:])}\." for d in DAYS),
        ]
    ),
    re.IGNORECASE,
)


def traces(text: str) -> set[str]:
    """What of these answers stands in a text, however it is written."""
    return {found[0] for found in TRACES.finditer(text)}


@dataclass(frozen=True)
class Sent:
    """Something that a visitor sends. flow: of whom; about: the question and how it is answered."""

    flow: str
    about: str
    view: View


@cache
def asked(flow: Flow) -> Mapping[str, Mapping[str, str]]:
    """What a visitor carries when each question is asked, found by chance: the answers before, and the day of law."""
    chance, edges = Random(1), {ask.question.key: ask.edges for ask in flow.asks}
    found: dict[str, Mapping[str, str]] = {}
    for law in (LAW, *(figures().on(*when) for when in ELSEWHEN)):
        on = {"as_of": law.day.isoformat()} | ({"law": "draft"} if law.draft else {})
        for _ in range(WALKS):
            step = walk(flow, {}, law)
            while step.due is not None and len(found) < len(flow.asks):
                key, given = step.due.key, dict(step.given)
                found.setdefault(key, given | on)
                tried = [*values(step.due, law, edges[key], full=True), *step.due.samples]
                chance.shuffle(tried)
                longer = (walk(flow, {**given, key: raw}, law) for raw in tried)
                step = next((one for one in longer if one.problem is None), None) or walk(flow, {}, LAW)
                if not step.given:
                    break
    return {key: found.get(key) or _seldom(flow, key) for key in flow.questions}


def _seldom(flow: Flow, key: str) -> Mapping[str, str]:
    """What is carried to a question that no search comes by."""
    given = SELDOM[flow.key, key]
    day = given.get("as_of", DAY.isoformat())
    step = walk(flow, given, _law(day, False))
    while step.due is not None and step.due.key != key:
        longer = (walk(flow, {**given, **step.given, step.due.key: raw}, step.law) for raw in step.due.samples)
        step = next(one for one in longer if one.problem is None)
    return dict(step.given) | {"as_of": day}


def sent(full: bool = False) -> Iterator[Sent]:
    """What the canary goes through: every question, answered as nobody would. full: each of them in every way, to its result."""
    for at, flow in enumerate(all_flows().values()):
        for nth, (key, before) in enumerate(asked(flow).items()):
            language = LANGUAGES[(at + nth) % len(LANGUAGES)]
            question = flow.questions[key]
            yield Sent(flow.key, f"{key} typed", _to(flow, language, before | typed(flow, question, WORD, language)))
            if full:
                yield Sent(flow.key, f"{key} carried", _to(flow, language, before | {key: WORD}))
            if not (answers := finished(flow, key)):
                continue
            written = _as_typed(question, answers[key], language)
            yield Sent(flow.key, f"{key} read", _to(flow, language, before | typed(flow, question, written, language)))
            if full:
                yield Sent(flow.key, f"{key} result", _to(flow, language, answers))
        yield from _further(flow, LANGUAGES[at % len(LANGUAGES)])


def _further(flow: Flow, language: str) -> Iterator[Sent]:
    """The result with its further pages, and the interface for programs."""
    answers = next((found for key in asked(flow) if (found := finished(flow, key))), None)
    for name in ("interview", "working", "sheet", "calendar"):
        if answers:
            yield Sent(flow.key, name, _to(flow, language, answers, name))
    for fields in ({next(iter(flow.questions)): WORD}, answers or {}, {WORD: WORD}):
        for call in ("advise", "next"):
            yield Sent(flow.key, f"api {call}", View(f"/api/v1/{call}/{flow.key}?{urlencode(fields)}"))
    yield Sent(flow.key, "carried", _to(flow, language, {next(iter(flow.questions)): WORD}))
    yield Sent(flow.key, "in the address", View(f"{page('interview', language, flow=flow.key).path}?{WORD}={WORD}"))


def _to(flow: Flow, language: str, fields: Mapping[str, str], name: str = "interview") -> View:
    return page(name, language, {"as_of": DAY.isoformat(), **fields}, flow=flow.key)


@cache
def finished(flow: Flow, key: str) -> Mapping[str, str] | None:
    """Answers that lead to a result with an unusual one to this question; None where it offers only choices."""
    before = {name: raw for name, raw in asked(flow)[key].items() if name in flow.questions}
    day = asked(flow)[key].get("as_of", DAY.isoformat())
    law = _law(day, asked(flow)[key].get("law") == "draft")
    for raw in unusual(flow.questions[key]):
        step = walk(flow, before | {key: raw}, law)
        if step.problem is None and (whole := _to_the_end(flow, before | {key: raw}, law)):
            return whole | {"as_of": day} | ({"law": "draft"} if law.draft else {})
    return None


@cache
def _law(day: str, draft: bool) -> Law:
    return LAW if day == DAY.isoformat() and not draft else figures().on(date.fromisoformat(day), draft)


def _to_the_end(flow: Flow, given: Mapping[str, str], law: Law) -> dict[str, str] | None:
    """These answers and for the rest the first sample that fits; None where none does."""
    step = walk(flow, given, law)
    while step.due is not None:
        longer = (walk(flow, {**step.given, step.due.key: raw}, law) for raw in step.due.samples)
        further = next((one for one in longer if one.problem is None), None)
        if further is None:
            return None
        step = further
    return dict(step.given)


def unusual(question: Question[Any]) -> list[str]:
    """Canonical answers that nobody gives and that can be read."""
    if question.columns:
        return [row for row in _unusual_rows(question) if _reads(question, row)]
    if question.choices or question.kind.name not in ("money", "whole", "rate", "day"):
        return []
    return [raw for raw in (DAYS if question.kind.name == "day" else NUMBERS) if _reads(question, raw)]


def _unusual_rows(question: Question[Any]) -> Iterator[str]:
    """A line of samples with an unusual cell wherever there can be one."""
    lines = [raw.split(BETWEEN_ROWS)[0].split(BETWEEN_CELLS) for raw in question.samples]
    for line in lines:
        if len(line) == len(question.columns):
            cells = [next(iter(unusual(column)), cell) for column, cell in zip(question.columns, line, strict=True)]
            yield BETWEEN_CELLS.join(cells)


def _reads(question: Question[Any], raw: str) -> bool:
    try:
        question.parse(raw)
    except Unreadable:
        return False
    return True


def _as_typed(question: Question[Any], raw: str, language: str) -> Any:
    words = Words(language)
    return fields_for(question, lines_of(question, raw, words)) if question.columns else words.typed(question, raw)


def typed(flow: Flow, question: Question[Any], written: Any, language: str) -> dict[str, str]:
    """The fields of the form that asks a question, with this typed into it."""
    if question.columns and isinstance(written, str):
        written = fields_for(question, [{column.key: written for column in question.columns}])
    if flow.one_page:
        return {"sheet": question.key, **(written if question.columns else {question.key: written})}
    return {"question": question.key, **(written if question.columns else {"answer": written})}
