"""What can be answered to a question, and how many questions are left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from advisor.rules.amounts import CENT
from advisor.rules.figures import NotYetKnown, Refused
from advisor.rules.law import Law

from .core import Case, Flow, NotYetAsked, Step
from .question import Question

STEPS = {"money": CENT, "whole": Decimal(1)}
UNITS = {"money": {"EUR/month": Decimal(1), "EUR/year": Decimal(12)}, "whole": {"years": Decimal(1), "months": Decimal(1), "count": Decimal(1), "hours/week": Decimal(1)}}  # fmt: skip


def values(question: Question[Any], law: Law, edges: Iterable[str] = (), full: bool = False) -> list[str]:
    """Canonical answers that stand for all: every option but the rare ones; for numbers the samples and both sides of every edge."""
    if choices := question.choices:
        return [option.value for option in choices if full or option.value not in question.rare]
    if question.kind.name not in STEPS:
        return [*question.samples, *(question.rare if full else ())]
    return [canonical(number) for number in numbers(question, law, edges)]


def numbers(question: Question[Any], law: Law, edges: Iterable[str]) -> list[Decimal]:
    """Answers that stand for all numbers, in order: the samples and both sides of every edge."""
    found = {Decimal(sample) for sample in question.samples}
    for name in edges:
        found.update(_sides(question.kind.name, name, law))
    return sorted([number for number in found if question.within(number)])


def _sides(kind: str, name: str, law: Law) -> tuple[Decimal, ...]:
    """The last number on one side of a figure and the first on the other: limits of age exclude, of money include."""
    try:
        figure = law.find(name)
    except Refused as refused:
        figure = refused.last_known if isinstance(refused, NotYetKnown) else None
    per = figure is not None and UNITS[kind].get(figure.unit)
    if figure is None or not per:
        return ()
    step = STEPS[kind]
    edge = (figure / per).quantize(step)
    return (edge, edge + step) if kind == "money" else (edge - step, edge)


def canonical(value: Decimal) -> str:
    """A number as answers carry it."""
    return str(int(value)) if value == int(value) else f"{value:.2f}"


# How many questions are left --------------------------------------------------------------------------------------------


Ahead = list[list[bool | None]]
"""For each case of a step, whether each question after the one now due is asked; None where an answer to come decides."""


def ahead(step: Step) -> Ahead:
    """What the answers given say of the questions after this one; nothing where all are answered."""
    if step.due is None:
        return []
    at = question_due_at(step)
    return [list(asked_ahead(step.flow, at, case)) for case in cases_ahead(step, at)]


def questions_left(step: Step, every: Ahead | None = None) -> tuple[int, int]:
    """(fewest, most) questions still to come after this one: bounds that hold whatever is answered. every: `ahead`, if known."""
    every = ahead(step) if every is None else every
    fewest = min((asked.count(True) for asked in every), default=0)
    return fewest, max((len(asked) - asked.count(False) for asked in every), default=0)


def question_due_at(step: Step) -> int:
    """The place in the flow of the question now due: a key that is asked in two places stands after the answered ones."""
    assert step.due is not None
    keys = [ask.question.key for ask in step.flow.asks]
    return keys.index(step.due.key, 1 + max(map(keys.index, step.given), default=-1))


def asked_ahead(flow: Flow, at: int, case: Case) -> Iterator[bool | None]:
    """Of each question after that place, whether it is asked; None where an answer that has still to come decides."""
    for ask in flow.asks[at + 1 :]:
        try:
            yield ask.applies(case)
        except NotYetAsked:
            yield None


def cases_ahead(step: Step, at: int) -> Iterator[Case]:
    """The cases of a step, which know what is still to come."""
    ahead = frozenset(ask.question.key for ask in step.flow.asks[at:])
    return (case.looking_ahead(ahead) for case in step.branches)
