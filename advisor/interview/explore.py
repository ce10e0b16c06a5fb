"""Searches through a flow: how many questions are left, and what would change the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from advisor.rules.amounts import CENT, Amount
from advisor.rules.figures import LAST_DAY, NotYetKnown, Refused, figures
from advisor.rules.law import Law

from .advice import Advice, Change, price
from .advise import advise
from .core import Ask, Case, Flow, NotYetAsked, Outcome, Step, walk
from .parsing import Unreadable
from .question import NO_DAY, UNSURE, Question

STEPS = {"money": CENT, "whole": Decimal(1)}
UNITS = {"money": {"EUR/month": Decimal(1), "EUR/year": Decimal(12)}, "whole": {"years": Decimal(1), "months": Decimal(1), "count": Decimal(1), "hours/week": Decimal(1)}}  # fmt: skip


def values(question: Question[Any], law: Law, edges: Iterable[str] = (), full: bool = False) -> list[str]:
    """Canonical answers that stand for all: every option but the rare ones; for numbers the samples and both sides of every edge."""
    if choices := question.choices:
        return [option.value for option in choices if full or option.value not in question.rare]
    if question.kind.name not in STEPS:
        return [*question.samples, *(question.rare if full else ())]
    numbers = {Decimal(sample) for sample in question.samples} | set(_sides(question, law, edges))
    return [canonical(number) for number in sorted(numbers) if question.within(number)]


def _sides(question: Question[Any], law: Law, edges: Iterable[str]) -> Iterator[Decimal]:
    """The last number on one side of a figure and the first on the other: limits of age exclude, of money include."""
    step = STEPS[question.kind.name]
    for name in edges:
        try:
            figure = law.find(name)
        except Refused as refused:
            figure = refused.last_known if isinstance(refused, NotYetKnown) else None
        per = figure is not None and UNITS[question.kind.name].get(figure.unit)
        if figure is not None and per:
            edge = (figure / per).quantize(step)
            yield from (edge, edge + step) if question.kind.name == "money" else (edge - step, edge)


def canonical(value: Decimal) -> str:
    """A number as answers carry it."""
    return str(int(value)) if value == int(value) else f"{value:.2f}"


# How many questions are left --------------------------------------------------------------------------------------------


def questions_left(step: Step) -> tuple[int, int]:
    """(fewest, most) questions still to come after this one: bounds that hold whatever is answered."""
    if step.due is None:
        return 0, 0
    asks, at = step.flow.asks, question_due_at(step)
    ahead = frozenset(ask.question.key for ask in asks[at:])
    fewest, most = zip(*(_left(step.flow, at, case.looking_ahead(ahead)) for case in step.branches), strict=True)
    return min(fewest), max(most)


def question_due_at(step: Step) -> int:
    """The place in the flow of the question now due: a key that is asked in two places stands after the answered ones."""
    assert step.due is not None
    keys = [ask.question.key for ask in step.flow.asks]
    return keys.index(step.due.key, 1 + max(map(keys.index, step.given), default=-1))


def _left(flow: Flow, at: int, case: Case) -> tuple[int, int]:
    fewest = most = 0
    for ask in flow.asks[at + 1 :]:
        try:
            if ask.applies(case):
                fewest, most = fewest + 1, most + 1
        except NotYetAsked:
            most += 1
    return fewest, most


# What would change the result ---------------------------------------------------------------------------------------------


MOST_RESULTS = 64
"""Results looked at to tell what another answer leads to."""


def changes(step: Step, advice: Advice) -> tuple[Change, ...]:
    """Other answers that flip the result: every option, and the exact threshold of every number, up and down.

    Works by asking the flow again; nothing is written by hand. Answers that were not sure are left alone, and so is
    what leaves outcome and price as they are. In a calculator every entry moves the price, so only another outcome counts.
    """
    if advice.alternatives or not advice.outcome or (step.flow.one_page and len(step.flow.outcomes) == 1):
        return ()
    law, given = step.law, dict(step.given)
    base = (*_signature(advice.outcome, advice.amounts), advice.price)
    names = tuple(figure.name for figure in advice.figures)
    found: list[Change] = []
    for ask in {ask.question.key: ask for ask in step.flow.asks}.values():
        raw = given.get(ask.question.key, UNSURE)
        if raw == UNSURE or ask.question.kind.name in ("country", "day", "rows"):
            continue
        if ask.question.kind.name in STEPS:
            found += _thresholds(step.flow, given, law, ask, raw, base, names)
        else:
            others = (value for value in values(ask.question, law) if value != raw)
            tried = (_change(step.flow, given, law, ask.question.key, value, base) for value in others)
            found += _joined(change for change in tried if change)
    if step.flow.one_page:
        found = [change for change in found if change.outcome != advice.outcome]
    return (*found, *_later(step.flow, given, law, advice))


def _joined(found: Iterable[Change]) -> list[Change]:
    """One entry for all options of a question that lead to the same result."""
    groups: dict[object, Change] = {}
    for change in found:
        result = (change.outcome, change.duty, change.total)
        first = groups.get(result)
        groups[result] = replace(first, also=(*first.also, change.value)) if first else change
    return list(groups.values())


def _signature(outcome: str, amounts: Iterable[Amount]) -> tuple[object, ...]:
    return outcome, tuple(_shape(amount) for amount in amounts)


def _shape(amount: Amount) -> tuple[object, ...]:
    base = amount.formula.base.label if amount.formula else ""
    return amount.code, amount.law, base, amount.euros is None, tuple(_shape(part) for part in amount.parts)


def _reached(flow: Flow, given: Mapping[str, str], law: Law) -> Iterator[tuple[Case, Outcome | None]]:
    """Where these answers lead, one by one; None where a figure is missing.

    A question that is newly due takes its default, or is answered in every sampled way.
    """

    def extend(at: int, case: Case) -> Iterator[tuple[Case, Outcome | None]]:
        while at < len(flow.asks) and not flow.asks[at].applies(case):
            at += 1
        if at == len(flow.asks):
            yield case, _outcome(flow, case)
            return
        question = flow.asks[at].question
        raw = given.get(question.key, question.default)
        tried = values(question, law) if raw is None or raw == UNSURE else [raw]
        for value in tried:
            try:
                longer = case.with_answer(question, value)
            except Unreadable:
                continue
            yield from extend(at + 1, longer)

    yield from extend(0, Case(law))


def _outcome(flow: Flow, case: Case) -> Outcome | None:
    try:
        return next(outcome for outcome in flow.outcomes if outcome.when(case))
    except NotYetKnown:
        return None


def _change(
    flow: Flow,
    given: Mapping[str, str],
    law: Law,
    key: str,
    value: str,
    base: tuple[object, ...],
    up: bool | None = None,
) -> Change | None:
    reached: list[tuple[Case, Outcome | None]] = []
    for case, outcome in islice(_reached(flow, {**given, key: value}, law), MOST_RESULTS):
        if (
            outcome is not None
            and outcome.key == base[0]
            and _signature(outcome.key, outcome.amounts(case)) == base[:2]
        ):
            return None
        reached.append((case, outcome))
    outcomes = {outcome.key: outcome for _, outcome in reached if outcome is not None}
    if len(reached) == 0 or (base[0] in outcomes and len(outcomes) > 1):
        return None
    if len(outcomes) != 1 or None in {outcome for _, outcome in reached}:
        return Change(key, value, "", up=up)
    (outcome,) = outcomes.values()
    totals = {price(outcome.amounts(case)) for case, _ in reached}
    if outcome.key == base[0] and totals == {base[2]}:
        return None
    return Change(key, value, outcome.key, outcome.duty, totals.pop() if len(totals) == 1 else None, up)


def _thresholds(
    flow: Flow,
    given: Mapping[str, str],
    law: Law,
    ask: Ask,
    raw: str,
    base: tuple[object, ...],
    names: tuple[str, ...],
) -> Iterator[Change]:
    """The nearest value up and down that flips the result; nothing for the cents with which an item of the cost begins."""
    question = ask.question
    here, step = Decimal(raw), STEPS[question.kind.name]
    grid = [Decimal(value) for value in values(question, law, {*ask.edges, *names})]
    grid = [
        *(() if question.least is None else (question.least,)),
        *grid,
        *(() if question.most is None else (question.most,)),
    ]
    for up, points in (
        (True, [p for p in grid if p > here]),
        (False, [p for p in reversed(grid) if p < here]),
    ):
        last = here
        for at, point in enumerate(points):
            change = _change(flow, given, law, question.key, canonical(point), base, up)
            if change is None:
                last = point
                continue
            while abs(point - last) > step:
                middle = ((point + last) / 2 / step).to_integral_value() * step
                nearer = _change(flow, given, law, question.key, canonical(middle), base, up)
                if nearer is None:
                    last = middle
                else:
                    point, change = middle, nearer
            if change.outcome == base[0] and 0 < point < 1 and question.kind.name == "money":
                break
            beyond = [_change(flow, given, law, question.key, canonical(p), base, up) for p in points[at:]]
            bounded = _bounded(change, [then.total for then in beyond if then and then.outcome == change.outcome])
            yield replace(bounded, up=None) if not up and point == question.least else bounded
            break


def _bounded(change: Change, beyond: Iterable[Decimal | None]) -> Change:
    """With how the price goes on beyond the threshold; without the price where it goes both ways."""
    found = list(beyond)
    if change.total is not None and None in found:  # Further on, other answers decide the price.
        return replace(change, total=None)
    totals = {*found, change.total}
    if change.total is None or len(totals) == 1:
        return change
    least, most = (
        all(sign * total >= sign * change.total for total in totals if total is not None) for sign in (1, -1)
    )
    return replace(change, bound="least" if least else "most") if least or most else replace(change, total=None)


def _later(flow: Flow, given: Mapping[str, str], law: Law, advice: Advice) -> tuple[Change, ...]:
    """The first later day of law on which the same answers lead to another outcome."""
    today = {key for key, question in flow.questions.items() if question.empty_is_today}
    given = {key: law.day.isoformat() if raw == NO_DAY and key in today else raw for key, raw in given.items()}
    for day in figures().change_days():
        if law.day < day <= min(LAST_DAY, law.day + timedelta(days=400)):
            then = walk(flow, given, figures().on(day, law.draft))
            if then.due is None and (reached := advise(then)).outcome not in ("", advice.outcome, "it-depends"):
                return (Change("as_of", day.isoformat(), reached.outcome, reached.duty, reached.price),)
    return ()
