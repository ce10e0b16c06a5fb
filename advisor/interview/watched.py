"""A number that notes for which other numbers all that was asked of it would have come out the same."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from operator import add, mul, neg, sub, truediv
from typing import Any

EDGE = Decimal("0.001")
"""Less than a step of an answer: how far a number keeps off where a comparison turns, unless that number is known to be within."""
INEXACT = Decimal("1e-12")
"""More than a product or a quotient is inexact, whatever is made of it."""
NONE, WHOLE, ANY = Decimal(0), Decimal(1), Decimal("Infinity")


class Reach:
    """The numbers around a tried one, from `low` to `high`, for which everything comes out as it did for this one."""

    __slots__ = ("at", "high", "low")

    def __init__(self, at: Decimal | int) -> None:
        self.at = Decimal(at)
        self.low, self.high = -ANY, ANY

    def copy(self) -> Reach:
        """The same, to be kept while this one becomes narrower."""
        other = Reach(self.at)
        other.low, other.high = self.low, self.high
        return other

    def alone(self) -> None:
        """Nothing is known of any other number."""
        self.low = self.high = self.at

    def no_further_than(self, other: Reach) -> None:
        """Only so far as the other one goes too."""
        self.low, self.high = max(self.low, other.low), min(self.high, other.high)

    def holds(self, number: Decimal) -> bool:
        """What came out for the one tried comes out for this one."""
        return self.low <= number <= self.high

    def within(self, room: Decimal, slope: Decimal, edge: Decimal = EDGE) -> None:
        """Only so far as what grows by `slope` for each euro does not use up the room (negative: in no case); edge: how far
        to keep off where it would."""
        if room < 0:
            self.alone()
        elif slope > 0:
            self.high = max(self.at, min(self.high, self.at + room / slope - edge))
        elif slope < 0:
            self.low = min(self.at, max(self.low, self.at + room / slope + edge))


class Watched:
    """A number worked out from the answer tried: it calculates as the plain one does, and each comparison narrows `reach`.

    slope: how much it grows with the answer; slack: how far roundings may lead it off that line, infinite where nothing is
    known; made: the sum that gave it, so that it can be done again for another number. It is no `Decimal`, so that nothing can take it for one and lose the notes: what is not defined here raises
    `TypeError` or `AttributeError`, and what needs a plain number says that nothing is known of others.
    """

    __slots__ = ("made", "plain", "reach", "slack", "slope")

    def __init__(
        self, plain: Any, reach: Reach, slope: Decimal = WHOLE, slack: Decimal = NONE, made: tuple[Any, ...] = ()
    ) -> None:
        self.plain, self.reach, self.slope, self.slack, self.made = plain, reach, slope, slack, made

    def can_be_redone(self) -> bool:
        """It is known how it was made of the answer."""
        return self.slack < ANY

    def redone(self, answer: Decimal) -> Any:
        """What the same sums make of another answer within reach, where all comparisons come out the same."""
        if not self.made:
            return int(answer) if type(self.plain) is int else answer
        act, *parts = self.made
        return act(*[part.redone(answer) if type(part) is Watched else part for part in parts])

    # Calculating

    def __add__(self, other: Any) -> Any:
        if type(other) is Watched:
            return self._line(add, other, self.slope + other.slope)
        return Watched(self.plain + other, self.reach, self.slope, self.slack, (add, self, other))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        if type(other) is Watched:
            return self._line(sub, other, self.slope - other.slope)
        return Watched(self.plain - other, self.reach, self.slope, self.slack, (sub, self, other))

    def __rsub__(self, other: Any) -> Watched:
        return Watched(other - self.plain, self.reach, -self.slope, self.slack, (sub, other, self))

    def __neg__(self) -> Watched:
        return Watched(-self.plain, self.reach, -self.slope, self.slack, (neg, self))

    def __abs__(self) -> Watched:
        return -self if self < 0 else self

    def __mul__(self, other: Any) -> Any:
        if type(other) is Watched:
            return self._unknown(self.plain * other.plain)
        if not other:
            return self.plain * other
        off = NONE if type(other) is int else INEXACT
        made = mul, self, other
        return Watched(self.plain * other, self.reach, self.slope * other, self.slack * abs(other) + off, made)

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Watched:
        if type(other) is Watched:
            return self._unknown(self.plain / other.plain)
        made = truediv, self, other
        return Watched(self.plain / other, self.reach, self.slope / other, self.slack / abs(other) + INEXACT, made)

    def __rtruediv__(self, other: Any) -> Watched:
        return self._unknown(other / self.plain)

    def quantize(self, unit: Decimal, rounding: str | None = None) -> Watched:
        """Rounded like a `Decimal`."""
        off = unit / 2 if rounding == ROUND_HALF_UP else unit
        made = Decimal.quantize, self, unit, rounding
        return Watched(self.plain.quantize(unit, rounding), self.reach, self.slope, self.slack + off, made)

    def to_integral_value(self, rounding: str | None = None) -> Watched:
        """Rounded like a `Decimal`."""
        made = Decimal.to_integral_value, self, rounding
        return Watched(self.plain.to_integral_value(rounding), self.reach, self.slope, self.slack + 1, made)

    def through(self, work: Callable[[Any], tuple[Any, ...]]) -> tuple[Watched, ...]:
        """What a calculation makes of the plain number, of which no other number tells anything."""
        return tuple(map(self._unknown, work(self.plain)))

    def _unknown(self, plain: Any) -> Watched:
        return Watched(plain, self.reach, NONE, ANY)

    def _line(self, act: Callable[[Any, Any], Any], other: Watched, slope: Decimal) -> Any:
        """A plain number where it is the same whatever the answer is."""
        number, slack = act(self.plain, other.plain), self.slack + other.slack
        return Watched(number, self.reach, slope, slack, (act, self, other)) if slope or slack else number

    # Comparing

    def _below(self, other: Any, including: bool) -> bool:
        if type(other) is Watched:
            return bool(self - other <= 0 if including else self - other < 0)
        room = other - self.plain
        below = room > 0 or (including and not room)
        edge = NONE if including == below and _is_short(room) and _is_short(self.plain) else EDGE
        if below:
            self.reach.within(room - 2 * self.slack, self.slope, edge)
        else:
            self.reach.within(-room - 2 * self.slack, -self.slope, edge)
        return below

    def __lt__(self, other: Any) -> bool:
        return self._below(other, False)

    def __le__(self, other: Any) -> bool:
        return self._below(other, True)

    def __gt__(self, other: Any) -> bool:
        return not self._below(other, True)

    def __ge__(self, other: Any) -> bool:
        return not self._below(other, False)

    def __eq__(self, other: object) -> bool:
        if other is None or isinstance(other, str):
            return False
        if type(other) is Watched:
            return bool(self - other == 0)
        if self.plain == other:
            self.reach.alone()
            return True
        self._below(other, self.plain > other)
        return False

    def __bool__(self) -> bool:
        if self.made and self.made[-1] == ROUND_HALF_UP:
            _, exact, unit, _ = self.made
            return bool(exact >= unit / 2 or exact <= -unit / 2)
        return self != 0

    __hash__ = None  # type: ignore[assignment]

    # What only a plain number can do

    def _alone(self) -> Any:
        self.reach.alone()
        return self.plain

    def __int__(self) -> int:
        return int(self._alone())

    def __index__(self) -> int:
        return self._alone().__index__()  # type: ignore[no-any-return]

    def __str__(self) -> str:
        return str(self._alone())

    def __format__(self, how: str) -> str:
        return format(self._alone(), how)


def _is_short(number: Any) -> bool:
    """So few digits that sums are exact: the very number at which a comparison turns can be told."""
    return bool(round(number, 6) == number)


def plain(number: Any) -> Any:
    """The number itself, for one that is watched."""
    return number.plain if type(number) is Watched else number
