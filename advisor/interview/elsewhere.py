"""The same answers with another amount: what they come to there, and between which amounts that runs in a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from advisor.rules.amounts import CENT, Amount, to_cents
from advisor.rules.law import Law

from .again import Again
from .along import NOT_WATCHED
from .core import Case, Outcome, Step
from .question import NO_DAY, Question
from .straight import STRAIGHT, Sums
from .watched import Reach, Watched, plain

OTHERS = ("employer", "pension_fund")
"""Who may bear a part beside the visitor."""
NOTHING = Decimal(0)
Arrived = tuple[Case, Outcome]


@dataclass(frozen=True, slots=True)
class Axis:
    """An answer that is tried at other amounts, from `begin` to `end`. across: English source text.

    assumed: answers to questions that are asked at other amounts alone.
    """

    question: Question[Decimal]
    across: str
    end: Decimal
    begin: Decimal = NOTHING
    assumed: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not (self.question.within(self.begin) and self.question.within(self.end)):
            raise ValueError(f"{self.question.key}: nobody can answer what lies on this axis")


@dataclass(frozen=True, slots=True)
class Place:
    """What the answers come to at one income: the outcome, what the visitor and somebody else pay, the answers assumed.

    The euros may be watched.
    """

    outcome: str
    own: Amount | None
    other: Amount | None
    assumed: frozenset[str] = frozenset()

    @property
    def euros(self) -> tuple[Any, Any]:
        """Euros of either side; nothing to pay is zero. Raises the figure that is not yet known."""
        return _euros(self.own), _euros(self.other)

    @property
    def sums(self) -> Sums:
        """The same, plain."""
        return tuple(plain(euros) for euros in self.euros)


class Stretch(NamedTuple):
    """Incomes for which the same is asked all the way; the case that arrives at one of them, and its place."""

    reach: Reach
    arrived: Arrived | None
    place: Place | None

    def is_straight(self) -> bool:
        """What is paid lies on a line, but for roundings."""
        watched = (euros for euros in (self.place.euros if self.place else ()) if type(euros) is Watched)
        return self.place is not None and all(euros.slack <= STRAIGHT for euros in watched)

    def leads_to(self, income: Decimal, place: Place | None) -> bool:
        """Its line goes on to this place at an income, but for roundings."""
        if self.place is None or place is None:
            return False
        further = income - self.reach.at
        line = (one.plain + one.slope * further if type(one) is Watched else one for one in self.place.euros)
        return all(abs(told - exact) <= STRAIGHT for told, exact in zip(line, place.sums, strict=True))


class Elsewhere:
    """The answers of a finished replay with other amounts on an axis, each tried once. Lives as long as one chart."""

    def __init__(self, step: Step, axis: Axis) -> None:
        self._key, self._own = axis.question.key, step.given
        self._assumed = axis.assumed.keys() - step.given.keys()
        self._again = Again(step.flow, {**axis.assumed, **step.given}, step.law, _no_answers)
        self._places: dict[Decimal, Place | None] = {}
        self._stretches: list[Stretch] = []

    def __call__(self, income: Decimal) -> Place | None:
        """The place at this income; None where another question would decide, or no law fixes the price."""
        if income not in self._places:
            self._places[income] = self._place(self._at(income))
        return self._places[income]

    def near(self, income: Decimal) -> Place | None:
        """The place at this income, or at another one that differs from it in the euros alone."""
        return self._stretch(income).place

    def is_even(self, left: Decimal, right: Decimal) -> bool:
        """Nothing bends or jumps from left to right."""
        stretch = self._stretch(to_cents((left + right) / 2))
        reach = stretch.reach
        if not (reach.holds(left + CENT) and reach.holds(right - CENT) and stretch.is_straight()):
            return False
        return all(reach.holds(end) or stretch.leads_to(end, self(end)) for end in (left, right))

    def _known(self, income: Decimal) -> Stretch | None:
        return next((stretch for stretch in self._stretches if stretch.reach.holds(income)), None)

    def _stretch(self, income: Decimal) -> Stretch:
        """The incomes around this one for which the same is asked."""
        if (known := self._known(income)) is None:
            known = self._watched(income)
            self._stretches.append(known)
        return known

    def _watched(self, income: Decimal) -> Stretch:
        """The same, found by trying this one. Of the visitor's own is remembered what a plain number says."""
        raw = f"{income:.2f}"
        if raw != self._own[self._key]:
            reach = self._again.watched(self._key, raw)
            try:
                arrived = self._tried(raw)
                self._places[income] = self._place(arrived)
                return Stretch(reach, arrived, self._places[income])
            except NOT_WATCHED:
                self._again.unwatched(self._key, raw)
        alone = Reach(income)
        alone.alone()
        arrived = self._tried(raw)
        return Stretch(alone, arrived, self._place(arrived))

    def _at(self, income: Decimal) -> Arrived | None:
        """The case with just this income, and where it arrives."""
        raw, known = f"{income:.2f}", self._known(income)
        if known is None:
            return self._tried(raw)
        if known.arrived is None:
            return None
        case, outcome = known.arrived
        return self._again.apart(case, self._key, raw), outcome

    def _tried(self, raw: str) -> Arrived | None:
        """Where the answers lead with this one, if they are all there."""
        case, outcome = next(self._again.reached(self._key, raw), (None, None))
        if case is None or not case.given.keys() <= self._again.given.keys():
            return None
        return case, outcome or self._refused(case)

    def _refused(self, case: Case) -> Outcome:
        """Raises the figure without which no outcome can be told."""
        return next(outcome for outcome in self._again.flow.outcomes if outcome.when(case))

    def _place(self, arrived: Arrived | None) -> Place | None:
        if arrived is None:
            return None
        case, outcome = arrived
        amounts = self._again.amounts(outcome, case)
        taken = frozenset(key for key in self._assumed if key in case.given)
        if not amounts:
            return Place(outcome.key, None, None, taken) if _is_free(outcome) else None
        other = next((amount for amount in amounts if amount.payer in OTHERS), None)
        return Place(outcome.key, amounts[0], other, taken)


def assumed(axis: Axis, used: Iterable[Place]) -> tuple[tuple[str, str], ...]:
    """The questions that only other amounts raise, with the answers taken for them; a day left empty says nothing."""
    keys = frozenset[str]().union(*(place.assumed for place in used))
    return tuple((key, raw) for key, raw in axis.assumed.items() if key in keys and raw != NO_DAY)


def _no_answers(question: Question[Any], law: Law) -> list[str]:
    """None is tried to a question that nobody has answered: there the line ends."""
    return []


def _euros(amount: Amount | None) -> Any:
    if amount is None:
        return NOTHING
    if amount.refused is not None:
        raise amount.refused
    return NOTHING if amount.euros is None else amount.euros


def _is_free(outcome: Outcome) -> bool:
    return outcome.duty == "family_cover"
