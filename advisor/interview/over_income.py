"""The chart of a price over an income: the same answers replayed with other amounts, so that the rules alone draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from advisor.rules.amounts import CENT, to_cents
from advisor.rules.figures import Figure, Refused
from advisor.rules.law import Law, label_of
from advisor.rules.words import gettext_noop

from .chart import Chart, Curve, Threshold
from .core import Step
from .elsewhere import Axis, Elsewhere, Place, assumed
from .straight import Sums, bends, run_around, without_twins

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


def over(*axes: Axis) -> Callable[[Step], Chart | None]:
    """Draws a result over the first of these answers that was given and moves the price."""

    def chart(step: Step) -> Chart | None:
        given = (axis for axis in axes if axis.question.key in step.results[0].case.answers)
        return next((found for axis in given if (found := _over(axis, step))), None)

    return chart


def _over(axis: Axis, step: Step) -> Chart | None:
    here = to_cents(axis.question.parse(step.given[axis.question.key]))
    at = Elsewhere(step, axis)

    def sums(x: Decimal) -> Sums | None:
        place = at(x)
        return place.sums if place else None

    def sums_nearby(x: Decimal) -> Sums | None:
        place = at.near(x)
        return place.sums if place else None

    figures = list(_figures(step.law, axis.end))
    marks = {to_cents(figure) for figure in figures}
    grid = {to_cents(max(axis.end * part / PARTS, axis.begin)) for part in range(PARTS + 1)}
    run = run_around(here, sums_nearby, sorted(grid | marks | {mark + CENT for mark in marks} | {here}))
    if len(run) < 2:
        return None
    run = without_twins(run, here, marks, sums, at.is_even)
    changing = {mark for mark in marks if mark in run and _name(at.near(mark)) != _name(at.near(mark + CENT))}
    kept = bends(run, sums, {here, run[0], run[-1], axis.end} | changing, at.is_even)
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


def _name(place: Place | None) -> str:
    return place.outcome if place else ""


def _figures(law: Law, end: Decimal) -> Iterable[Figure]:
    for name in MARKS:
        try:
            figure = law.find(name)
        except Refused:
            continue
        if figure is not None and 0 < figure < end:
            yield figure
