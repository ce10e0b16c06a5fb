"""What every form asks and advises, how it decides and is told, kept in tests/data to be read when it changes; `python -m tests.flows.kept` keeps it anew."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import parse_qsl, urlencode

from advisor.flows import all_flows
from advisor.flows.what_next import COVER_SO_FAR, EVENTS, OF_THE_MOMENT, STILL_AS_BEFORE, Event
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.chart import chart_of
from advisor.interview.core import Flow, Step, walk
from advisor.interview.data import answers_as_data, as_data, next_as_data, question_as_data
from advisor.interview.explore import canonical, values
from advisor.interview.flow_chart import flow_chart
from advisor.interview.question import BETWEEN_CELLS, BETWEEN_ROWS, UNSURE, Question
from advisor.rules.figures import Figure, Refused, figures
from advisor.rules.law import Law

KEPT = Path(__file__).parents[1] / "data"
DAYS = (
    *("2026-11-22",) * 5, "2019-02-01", "2020-08-01", "2022-09-15", "2023-03-01", "2024-06-01", "2025-12-20",
    "2027-01-05", "2028-02-01",
)  # fmt: skip
DRAFT = date(2027, 1, 1)
"""From this day on the cases are judged by the draft law, too."""
TRIED, MOST = 500, 90
"""Cases of a form that are drawn, and that are kept."""
RARE, OF_EACH = 3000, 3
"""More draws for outcomes that fewer cases than these reach."""
MORE = 6
"""What would change is looked for, and the chart drawn, in every sixth case."""
WORDS = {"label", "hint", "slug", "title", "unit_label"}


def said(x: Any) -> str:
    """Something as one text, without words that readers see."""
    if isinstance(x, Figure):
        return x.name
    if isinstance(x, Refused):
        return f"{type(x).__name__} {x.name}"
    if isinstance(x, Decimal):
        return str(x.normalize() + 0) if x == x.to_integral() else str(x)
    if isinstance(x, Mapping):
        return "{" + ", ".join(f"{key}: {said(value)}" for key, value in x.items()) + "}"
    if is_dataclass(x):
        named = [(field.name, getattr(x, field.name)) for field in fields(x) if field.name not in WORDS]
        return f"{type(x).__name__}({', '.join(said(value) for _, value in named if value not in (None, (), ''))})"
    if hasattr(x, "_fields"):
        return f"{type(x).__name__}({', '.join(said(getattr(x, name)) for name in x._fields if name not in WORDS)})"
    if isinstance(x, frozenset | set):
        return f"[{', '.join(sorted(said(each) for each in x))}]"
    if isinstance(x, tuple | list):
        return f"[{', '.join(said(each) for each in x)}]"
    if callable(x):
        return "…"
    return str(x)


# Advices ----------------------------------------------------------------------------------------------------------------

PARTS = (
    "routes",
    "amounts",
    "documents",
    "deadlines",
    "cautions",
    "people",
    "facts",
    "figures",
    "alternatives",
    "chart",
)
REST = ("in_some_cases", "authority", "funds", "leads_to", "refused", "unsure")


def advised(flow: Flow, day: str, draft: bool, given: Mapping[str, str], more: bool) -> dict[str, str]:
    """The parts of an advice, each as a text; `more`: what would change, and the chart, too."""
    step = walk(flow, given, figures().on(date.fromisoformat(day), draft))
    advice = advise(step)
    found = {"outcome": advice.outcome or "none", "duty": advice.duty, "price": said(advice.price)}
    found |= {part: said(getattr(advice, part)) for part in PARTS}
    found["rest"] = "; ".join(said(getattr(advice, part)) for part in REST)
    if more:
        found["chart"] = said(chart_of(step))
        try:
            found["changes"] = said(changes(step, advice))
        except Refused as refused:
            found["changes"] = said(refused)
    return found


def line(case: str, parts: Mapping[str, str]) -> str:
    """One case as it is kept: outcome, duty and price in full, the rest by the first letters of its sum."""
    sums = [
        f"{name}:{_sum(text)}"
        for name, text in parts.items()
        if name not in ("outcome", "duty", "price") and text not in ("[]", "None")
    ]
    return " ".join((case, parts["outcome"], parts["duty"] or "none", parts["price"], *sums))


def parts_of(at: int, case: str) -> dict[str, str]:
    """The advice for a case, which is kept in line `at`."""
    key, day, how, given = case.split(" ")
    return advised(all_flows()[key], day, how == "draft", dict(parse_qsl(given)), at % MORE == 0)


def cases(flow: Flow) -> list[str]:
    """Those of many drawn at random that show something new, some for each outcome, and more up to the most that are kept."""
    draw = Random(flow.key)
    seen: set[object] = set()
    kept: list[str] = []
    spare: list[str] = []
    outcomes: Counter[str] = Counter()
    for _ in range(TRIED):
        day, draft, given, outcome = _case(flow, draw)
        case = f"{flow.key} {day} {'draft' if draft else 'law'} {urlencode(given)}"
        new = {*_shown(advised(flow, day, draft, given, False)), *given.items()}
        if new <= seen or len(kept) == MOST:
            spare.append(case)
            continue
        seen |= new
        kept.append(case)
        outcomes[outcome] += 1
    kept += spare[: MOST - len(kept)]
    for _ in range(RARE):
        if all(outcomes[outcome.key] >= OF_EACH for outcome in flow.outcomes):
            break
        day, draft, given, outcome = _case(flow, draw)
        if outcomes[outcome] < OF_EACH:
            outcomes[outcome] += 1
            kept.append(f"{flow.key} {day} {'draft' if draft else 'law'} {urlencode(given)}")
    return kept


def _case(flow: Flow, draw: Random) -> tuple[str, bool, dict[str, str], str]:
    """A day, whether the draft is law, answers to the end, and the outcome."""
    while True:
        day = draw.choice(DAYS)
        draft = date.fromisoformat(day) >= DRAFT and draw.random() < 0.5
        step = _answered(flow, figures().on(date.fromisoformat(day), draft), draw)
        if step is not None:
            outcome = step.results[0].outcome
            return day, draft, dict(step.given), outcome.key if outcome else ""


def _shown(parts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name in ("outcome", "routes", "documents", "deadlines", "cautions"):
        for one in parts[name].split(", "):
            yield name, one


def _answered(flow: Flow, law: Law, draw: Random) -> Step | None:
    step = walk(flow, {}, law)
    edges = {ask.question.key: ask.edges for ask in flow.asks}
    while step.due is not None:
        for value in _values(step.due, edges[step.due.key], law, draw):
            longer = walk(flow, {**step.given, step.due.key: value}, law)
            if longer.problem is None:
                step = longer
                break
        else:
            return None
    return step


def _values(question: Question[Any], edges: Iterable[str], law: Law, draw: Random) -> list[str]:
    found = [*values(question, law, edges, full=True), *_drawn(question, law, draw)]
    draw.shuffle(found)
    return [UNSURE, *found] if question.unsure and draw.random() < 0.04 else found


def _drawn(question: Question[Any], law: Law, draw: Random) -> list[str]:
    """Some answers beyond those that stand for all."""
    if question.columns:
        return [_lines(question, law, draw) for _ in range(8)]
    if question.kind.name == "day":
        return [(law.day + timedelta(days=draw.choice((-400, -91, -90, -15, -14, -1, 0, 30)))).isoformat()]
    if question.kind.name == "money" and not question.choices:
        numbers = [Decimal(draw.randrange(0, 700_000)) / 100]
    elif question.kind.name == "whole" and not question.choices:
        numbers = [Decimal(draw.randrange(int(question.least or 0), min(int(question.most or 120), 120) + 1))]
    else:
        return []
    return [canonical(number) for number in numbers if question.within(number)]


def _lines(question: Question[Any], law: Law, draw: Random) -> str:
    return BETWEEN_ROWS.join(
        BETWEEN_CELLS.join(draw.choice(_values(column, (), law, draw)) for column in question.columns)
        for _ in range(draw.randint(1, min(3, question.most_rows)))
    )


# Forms ------------------------------------------------------------------------------------------------------------------


def forms() -> Iterator[str]:
    """Every form: what it is, what it asks in which order, how each answer is taken, and where it may lead."""
    asked: dict[int, str] = {}
    for flow in all_flows().values():
        yield f"form {flow.key}: order {flow.order}{', one page' * flow.one_page}{', chart' * bool(flow.chart)}"
        for ask in flow.asks:
            yield f"  asks {ask.question.key}{', edges ' * bool(ask.edges)}{', '.join(ask.edges)}"
        for outcome in flow.outcomes:
            yield f"  may end with {outcome.key}: {outcome.duty} {outcome.authority} {outcome.leads_to}".rstrip()
        asked |= {id(ask.question): flow.key for ask in flow.asks if id(ask.question) not in asked}
    for flow in all_flows().values():
        for ask in flow.asks:
            if asked.get(id(ask.question)) == flow.key:
                yield from _question(f"question {ask.question.key} of {flow.key}", ask.question)
                asked[id(ask.question)] = ""
    yield f"never carried on: {', '.join(OF_THE_MOMENT)}"
    yield f"carried on after {', '.join(STILL_AS_BEFORE)} alone: {', '.join(COVER_SO_FAR)}"
    yield from (f"event {event.key}: {_about(event, {'key'})}" for event in EVENTS)


def _question(name: str, question: Question[Any]) -> Iterator[str]:
    yield f"{name}: {question.kind.name} since {question.kind.first_day}, {_about(question, {'key', 'kind', 'columns'})}"
    for column in question.columns:
        yield from _question(f"  column {column.key}", column)


def _about(x: Event | Question[Any], without: set[str]) -> str:
    """Its fields that are more than words, in a few."""
    found = []
    for field in fields(x):
        value = getattr(x, field.name)
        if field.name in WORDS | without | {"another", "one", "empty", "listed"}:
            continue
        if value is False or value in (None, (), "", {}):
            continue
        if field.name == "options":
            value = [option.value for option in value]
        found.append(f"{field.name} {said(value)}")
    return ", ".join(found)


# As data ----------------------------------------------------------------------------------------------------------------

TOLD = 12
"""Every twelfth case is told as data."""


class Keys:
    """Says every text by its key."""

    language, edition = "de", 1

    def label(self, message: str) -> str:
        """The text itself."""
        return message

    def parts(self, kind: str, key: str, law: Law) -> list[dict[str, str]]:
        """One part for a title and one for the rest."""
        return [{"id": f"{kind} {key}", "role": role, "text": key, "language": "de"} for role in ("title", "lead")]

    def country(self, code: str) -> str:
        """The code."""
        return f"country {code}"

    def answer(self, question: Question[Any], raw: str) -> str:
        """The answer, marked."""
        return f"<{raw}>"


def told(case: str) -> dict[str, str]:
    """The advice for a case as data, and its last question before and after an answer that cannot be read."""
    key, day, how, given = case.split(" ")
    flow, law, answers = all_flows()[key], figures().on(date.fromisoformat(day), how == "draft"), dict(parse_qsl(given))
    step, words = walk(flow, answers, law), Keys()
    advice = advise(step)
    try:
        found = changes(step, advice)
    except Refused:
        found = ()
    data: dict[str, Any] = as_data(replace(advice, changes=found, chart=chart_of(step)), flow, law, words)
    data |= {"short": as_data(advice, flow, law, words, worked_out=False), "given": answers_as_data(step, words)}
    *before, last = answers
    for name, then in (("next", {}), ("problem", {last: "?"})):
        due = walk(flow, {key: answers[key] for key in before} | then, law)
        data[name] = next_as_data(due, {"fewest": 1, "likely": 2, "most": 3}, words) if due.due else None
    return {name: said(value) for name, value in data.items()}


def told_line(at: int, parts: Mapping[str, str]) -> str:
    """What is told of the case in line `at`, each part by the first letters of its sum."""
    return f"case {at}: {' '.join(f'{name}:{_sum(text)}' for name, text in parts.items() if text not in ('[]', 'None', ''))}"


def questions_told() -> Iterator[str]:
    """Every question as data."""
    for flow in all_flows().values():
        for key, question in flow.questions.items():
            data = question_as_data(question, Keys())
            yield f"{flow.key} {key}: {' '.join(f'{name}:{_sum(said(value))}' for name, value in data.items())}"


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


# Charts of decisions ------------------------------------------------------------------------------------------------------

CHARTED = date(2026, 11, 22)


def chart(flow: Flow) -> Iterator[str]:
    """How a form decides: when it asks what, when it ends where, and which answers it tells apart."""
    drawn = flow_chart(flow, figures().on(CHARTED))
    for asking in drawn.askings:
        yield f"{flow.key} asks {asking.question.key}: {said(asking.when)}"
    for ending in drawn.endings:
        yield f"{flow.key} ends {ending.outcome.key}: {said(ending.when)}, as with {urlencode(ending.example or {})}"
    for name in ("every", "alike", "edges"):
        yield from (f"{flow.key} {name} {key}: {said(value)}" for key, value in getattr(drawn, name).items())
    yield f"{flow.key} {said(drawn.numbers)}, {'some unknown' if drawn.unknown else 'all known'}"


if __name__ == "__main__":
    every = [case for flow in all_flows().values() for case in cases(flow)]
    spoken = (told_line(at, told(case)) for at, case in enumerate(every) if at % TOLD == 0)
    for name, lines in (
        ("forms", forms()),
        ("advices", (line(case, parts_of(at, case)) for at, case in enumerate(every))),
        ("told", [*spoken, *questions_told()]),
        ("charts", (one for flow in all_flows().values() for one in chart(flow))),
    ):
        (KEPT / f"{name}.txt").write_text("".join(f"{one}\n" for one in lines))
