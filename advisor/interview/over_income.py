"""The chart of a price over an income: the same answers replayed with other amounts, so that the rules alone draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from advisor.rules.amounts import CENT, Amount, to_cents
from advisor.rules.figures import Figure, Refused
from advisor.rules.law import Law, label_of
from advisor.rules.words import gettext_noop

from .chart import Chart, Curve, Threshold
from .core import Outcome, Step, walk
from .question import NO_DAY, Question
from .straight import Sums, bends, run_around, without_twins

OTHERS = ("employer", "pension_fund")
"""Who may bear a part beside the visitor."""
MARKS = (
    "family_income_limit",
    "trainee_low_pay_limit",
    "marginal_earnings_limit",
    "minimum_assessment_base",
    "transition_range_upper_limit",
    "contribution_ceiling",
    "compulsory_insurance_threshold",
    "pension_ceiling_east",
    "pension_ceiling",
)
"""Figures at which a price may bend or jump, or a duty may end."""
PARTS = 16
"""The axis is tried at this many places beside the figures; between them wherever the price is not straight."""


@dataclass(frozen=True, slots=True)
class Axis:
    """An answer that is tried at other amounts, from `begin` to `end`. across: English source text.

    assumed: answers to questions that are asked at other amounts alone.
    """

    question: Question[Decimal]
    across: str
    end: Decimal
    begin: Decimal = Decimal(0)
    assumed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """What the answers come to at one income: the outcome, what the visitor and somebody else pay, the answers assumed."""

    outcome: str
    own: Amount | None
    other: Amount | None
    assumed: frozenset[str] = frozenset()

    @property
    def sums(self) -> tuple[Decimal, Decimal]:
        """Euros of either side; nothing to pay is zero."""
        return _euros(self.own), _euros(self.other)


def over(*axes: Axis) -> Callable[[Step], Chart | None]:
    """Draws a result over the first of these answers that was given and moves the price."""

    def chart(step: Step) -> Chart | None:
        given = (axis for axis in axes if axis.question.key in step.results[0].case.answers)
        return next((found for axis in given if (found := _over(axis, step))), None)

    return chart


def _over(axis: Axis, step: Step) -> Chart | None:
    here = to_cents(axis.question.parse(step.given[axis.question.key]))
    places: dict[Decimal, Place | None] = {}

    def at(x: Decimal) -> Place | None:
        if x not in places:
            places[x] = replayed(step, axis, x)
        return places[x]

    def sums(x: Decimal) -> Sums | None:
        place = at(x)
        return place.sums if place else None

    figures = list(_figures(step.law, axis.end))
    marks = {to_cents(figure) for figure in figures}
    grid = {to_cents(max(axis.end * part / PARTS, axis.begin)) for part in range(PARTS + 1)}
    run = run_around(here, sums, sorted(grid | marks | {mark + CENT for mark in marks} | {here}))
    if len(run) < 2:
        return None
    run = without_twins(run, here, marks, sums)
    changing = {mark for mark in marks if mark in run and _name(at(mark)) != _name(at(mark + CENT))}
    kept = bends(run, sums, {here, run[0], run[-1], axis.end} | changing)
    drawn = {x: place.sums for x in kept if x <= axis.end and (place := at(x))}
    prices = [own for own, _ in drawn.values()]
    if len(drawn) < 2 or max(prices) - min(prices) < 1:
        return None
    used = [place for x in [here, *kept] if (place := at(x))]
    own = next(place.own for place in used if place.own)
    other = next((place.other for place in used if place.other), None)
    sides = ((0, own), (1, other)) if other and any(euros for _, euros in drawn.values()) else ((0, own),)
    return Chart(
        label=gettext_noop("What you would pay at another income"),
        across=axis.across,
        upward=gettext_noop("Euros per month"),
        curves=tuple(
            Curve(amount.label, tuple((x, both[side]) for x, both in drawn.items()), amount.payer)
            for side, amount in sides
        ),
        thresholds=tuple(
            Threshold(label_of(figure), mark)
            for figure in figures
            if (mark := to_cents(figure)) in drawn or mark + CENT in drawn
        ),
        here=(here, *(used[0].sums[side] for side, _ in sides)),
        assumed=assumed(axis, used),
    )


def assumed(axis: Axis, used: Iterable[Place]) -> tuple[tuple[str, str], ...]:
    """The questions that only other amounts raise, with the answers taken for them; a day left empty says nothing."""
    keys = frozenset[str]().union(*(place.assumed for place in used))
    return tuple((key, raw) for key, raw in axis.assumed.items() if key in keys and raw != NO_DAY)


def _euros(amount: Amount | None) -> Decimal:
    if amount is None:
        return Decimal(0)
    if amount.refused is not None:
        raise amount.refused
    return amount.euros or Decimal(0)


def _name(place: Place | None) -> str:
    return place.outcome if place else ""


def replayed(step: Step, axis: Axis, income: Decimal) -> Place | None:
    """The place at another income; None where another question would decide, or no law fixes the price."""
    then = walk(step.flow, {**axis.assumed, **step.given, axis.question.key: f"{income:.2f}"}, step.law)
    if then.due is not None or len(then.results) != 1:
        return None
    result = then.results[0]
    if result.refused is not None:
        raise result.refused
    assert result.outcome is not None
    amounts = result.outcome.amounts(result.case)
    taken = frozenset(key for key in axis.assumed if key in then.given and key not in step.given)
    if not amounts:
        return Place(result.outcome.key, None, None, taken) if _is_free(result.outcome) else None
    other = next((amount for amount in amounts if amount.payer in OTHERS), None)
    return Place(result.outcome.key, amounts[0], other, taken)


def _is_free(outcome: Outcome) -> bool:
    return outcome.duty == "family_cover"


def _figures(law: Law, end: Decimal) -> Iterable[Figure]:
    for name in MARKS:
        try:
            figure = law.find(name)
        except Refused:
            continue
        if figure is not None and 0 < figure < end:
            yield figure
