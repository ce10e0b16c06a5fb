"""Where an amount over another one bends, jumps or ends, found by asking for it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from advisor.rules.amounts import CENT, to_cents

Sums = tuple[Decimal, ...]
At = Callable[[Decimal], Sums | None]
"""The amounts at a place, None where there are none."""
STRAIGHT = Decimal("0.10")
"""So far from a straight line do roundings lead."""
Even = Callable[[Decimal, Decimal], bool]
"""It is known without asking that nothing bends or jumps from one place to another."""


def unknown(left: Decimal, right: Decimal) -> bool:
    """Nothing is known without asking."""
    return False


def run_around(here: Decimal, at: At, places: list[Decimal]) -> list[Decimal]:
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


def _edge(inside: Decimal, outside: Decimal, at: At) -> Decimal:
    """The last income with a price on the way to one without."""
    while abs(inside - outside) > CENT:
        middle = to_cents((inside + outside) / 2)
        if at(middle) is None:
            outside = middle
        else:
            inside = middle
    return inside


def bends(run: list[Decimal], at: At, fixed: set[Decimal], even: Even = unknown) -> list[Decimal]:
    """The incomes between which the price runs straight."""
    found = [run[0]]
    for left, right in pairwise(run):
        found += _between(left, right, at, even)
        found.append(right)
    kept = found[:1]
    for place, following in pairwise(found[1:]):
        if place in fixed or not (even(kept[-1], following) or _is_straight(kept[-1], place, following, at)):
            kept.append(place)
    return [*kept, found[-1]]


def _between(left: Decimal, right: Decimal, at: At, even: Even) -> list[Decimal]:
    """The places of a stretch at which the price bends or jumps, found by halving."""
    if even(left, right):
        return []
    middle = to_cents((left + right) / 2)
    if right - left <= CENT or at(middle) is None or _is_straight(left, middle, right, at):
        return []
    return [*_between(left, middle, at, even), middle, *_between(middle, right, at, even)]


def _is_straight(left: Decimal, middle: Decimal, right: Decimal, at: At) -> bool:
    share = (middle - left) / (right - left)
    return all(
        abs(before + (after - before) * share - between) <= STRAIGHT
        for before, between, after in zip(_there(at, left), _there(at, middle), _there(at, right), strict=True)
    )


def without_twins(
    run: list[Decimal], here: Decimal, marks: set[Decimal], at: At, even: Even = unknown
) -> list[Decimal]:
    """Without the cent after a mark at which nothing jumps."""
    twins = {mark + CENT for mark in marks if mark in run and mark != here - CENT}
    return [x for x in run if x not in twins or (not even(x - CENT, x) and jumps(x - CENT, at))]


def jumps(place: Decimal, at: At) -> bool:
    """One more cent moves an amount by more than roundings do."""
    return any(abs(a - b) > STRAIGHT for a, b in zip(_there(at, place), _there(at, place + CENT), strict=True))


def _there(at: At, place: Decimal) -> Sums:
    sums = at(place)
    assert sums is not None
    return sums
