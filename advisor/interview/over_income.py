"""The chart of a price over an income: the same answers replayed with other amounts, so that the rules alone draw it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from advisor.rules.amounts import CENT, Amount, to_cents
from advisor.rules.figures import Figure, Refused
from advisor.rules.law import Law, label_of
from advisor.rules.words import gettext_noop

from .chart import Chart, Curve, Threshold
from .core import Outcome, Step, walk
from .question import Question

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
STRAIGHT = Decimal("0.10")
"""So far from a straight line do the roundings of a price lead."""


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
    """What the answers come to at one income: the outcome, and what the visitor and somebody else pay."""

    outcome: str
    own: Amount | None
    other: Amount | None

    @property
    def sums(self) -> tuple[Decimal, Decimal]:
        """Euros of either side; nothing to pay is zero."""
        return _euros(self.own), _euros(self.other)


Places = dict[Decimal, Place | None]


def over(*axes: Axis) -> Callable[[Step], Chart | None]:
    """Draws a result over the first of these answers that was given and moves the price."""

    def chart(step: Step) -> Chart | None:
        given = (axis for axis in axes if axis.question.key in step.results[0].case.answers)
        return next((found for axis in given if (found := _over(axis, step))), None)

    return chart


def _over(axis: Axis, step: Step) -> Chart | None:
    here = to_cents(axis.question.parse(step.given[axis.question.key]))
    places: Places = {}

    def at(x: Decimal) -> Place | None:
        if x not in places:
            places[x] = _replayed(step, axis, x)
        return places[x]

    figures = list(_figures(step.law, axis.end))
    marks = {to_cents(figure) for figure in figures}
    grid = {to_cents(max(axis.end * part / PARTS, axis.begin)) for part in range(PARTS + 1)}
    run = _run_around(here, at, sorted(grid | marks | {mark + CENT for mark in marks} | {here}))
    if len(run) < 2:
        return None
    run = [x for x in run if x == here or x - CENT not in marks or x - CENT not in run or _jumps(at(x - CENT), at(x))]
    changing = {a for a in run if a in marks and _name(at(a)) != _name(at(a + CENT))}
    kept = _bends(run, at, {here, run[0], run[-1]} | changing)
    drawn = {x: _sums(at(x)) for x in kept if x <= axis.end}
    if len(drawn) < 2 or max(own for own, _ in drawn.values()) - min(own for own, _ in drawn.values()) < 1:
        return None
    used = [place for x in [here, *kept] if (place := at(x))]
    own = next((place.own for place in used if place.own), None)
    other = next((place.other for place in used if place.other), None)
    assert own is not None
    sides = ((0, own), (1, other)) if other and any(euros for _, euros in drawn.values()) else ((0, own),)
    return Chart(
        label=gettext_noop("What you would pay at another income"),
        across=axis.across,
        upward=gettext_noop("Euros per month"),
        curves=tuple(
            Curve(amount.label, tuple((x, sums[side]) for x, sums in drawn.items()), amount.payer)
            for side, amount in sides
        ),
        thresholds=tuple(
            Threshold(label_of(figure), mark)
            for figure in figures
            if (mark := to_cents(figure)) in drawn or mark + CENT in drawn
        ),
        here=(here, *(_sums(at(here))[side] for side, _ in sides)),
    )


def _euros(amount: Amount | None) -> Decimal:
    if amount is None:
        return Decimal(0)
    if amount.refused is not None:
        raise amount.refused
    return amount.euros or Decimal(0)


def _sums(place: Place | None) -> tuple[Decimal, Decimal]:
    assert place is not None
    return place.sums


def _jumps(before: Place | None, after: Place | None) -> bool:
    """One more cent of income moves the price by more than roundings do."""
    return any(abs(a - b) > STRAIGHT for a, b in zip(_sums(before), _sums(after), strict=True))


def _name(place: Place | None) -> str:
    return place.outcome if place else ""


def _replayed(step: Step, axis: Axis, income: Decimal) -> Place | None:
    """The place at another income; None where another question would decide, or no law fixes the price."""
    then = walk(step.flow, {**axis.assumed, **step.given, axis.question.key: f"{income:.2f}"}, step.law)
    if then.due is not None or len(then.results) != 1:
        return None
    result = then.results[0]
    if result.refused is not None:
        raise result.refused
    assert result.outcome is not None
    amounts = result.outcome.amounts(result.case)
    if not amounts:
        return Place(result.outcome.key, None, None) if _is_free(result.outcome) else None
    other = next((amount for amount in amounts if amount.payer in OTHERS), None)
    return Place(result.outcome.key, amounts[0], other)


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


def _run_around(here: Decimal, at: Callable[[Decimal], Place | None], places: list[Decimal]) -> list[Decimal]:
    """The incomes around the visitor's on which the answers come to a price without a gap; its ends to the cent."""
    if at(here) is None:
        return []
    middle = places.index(here)
    low = high = middle
    while low > 0 and at(places[low - 1]) is not None:
        low -= 1
    while high < len(places) - 1 and at(places[high + 1]) is not None:
        high += 1
    run = places[low : high + 1]
    before = [_edge(places[low], places[low - 1], at)] if low > 0 else []
    after = [_edge(places[high], places[high + 1], at)] if high < len(places) - 1 else []
    return sorted({*before, *run, *after})


def _edge(inside: Decimal, outside: Decimal, at: Callable[[Decimal], Place | None]) -> Decimal:
    """The last income with a price on the way to one without."""
    while abs(inside - outside) > CENT:
        middle = to_cents((inside + outside) / 2)
        if at(middle) is None:
            outside = middle
        else:
            inside = middle
    return inside


def _bends(run: list[Decimal], at: Callable[[Decimal], Place | None], fixed: set[Decimal]) -> list[Decimal]:
    """The incomes between which the price runs straight."""
    found = [run[0]]
    for left, right in pairwise(run):
        found += _between(left, right, at)
        found.append(right)
    kept = found[:1]
    for place, following in pairwise(found[1:]):
        if place in fixed or not _is_straight(kept[-1], place, following, at):
            kept.append(place)
    return [*kept, found[-1]]


def _between(left: Decimal, right: Decimal, at: Callable[[Decimal], Place | None]) -> list[Decimal]:
    """The places of a stretch at which the price bends or jumps, found by halving."""
    middle = to_cents((left + right) / 2)
    if right - left <= CENT or at(middle) is None or _is_straight(left, middle, right, at):
        return []
    return [*_between(left, middle, at), middle, *_between(middle, right, at)]


def _is_straight(left: Decimal, middle: Decimal, right: Decimal, at: Callable[[Decimal], Place | None]) -> bool:
    share = (middle - left) / (right - left)
    return all(
        abs(before + (after - before) * share - between) <= STRAIGHT
        for before, between, after in zip(_sums(at(left)), _sums(at(middle)), _sums(at(right)), strict=True)
    )
