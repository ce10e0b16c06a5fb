"""Answers that stand for many: a number of which only the limits are known, a choice that is still one of several.

A comparison that comes out the same for all of them is answered; any other says where they part.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn

from advisor.rules.law import Law


class Parts(Exception):
    """What is asked comes out differently within what an answer stands for.

    key: the question; at: the first number that is on the other side, the options of which one is meant, or None where
    only each answer by itself can tell.
    """

    def __init__(self, key: str, at: Decimal | frozenset[str] | None = None) -> None:
        super().__init__(key, at)
        self.key = key
        self.at = at


class Span(NamedTuple):
    """All numbers from `low` to `high` by steps; None where there is no end. tried: the one that stands for them."""

    low: Decimal
    high: Decimal | None
    step: Decimal
    tried: Decimal | None = None

    def parted(self, at: Decimal) -> tuple[Span, Span]:
        """The numbers before, and those from there on."""
        return self._replace(high=at - self.step), self._replace(low=at)

    def holds(self, value: Decimal) -> bool:
        """The number is one of them."""
        return self.low <= value and (self.high is None or value <= self.high)


def _apart(self: Any, *others: object) -> NoReturn:
    raise Parts(self.key)


@dataclass(frozen=True, eq=False, slots=True)
class Number:
    """Any number of a span, times a factor and with something added."""

    key: str
    span: Span
    times: Decimal = Decimal(1)
    plus: Decimal = Decimal(0)

    def __add__(self, other: Any) -> Number:
        return replace(self, plus=self.plus + self._plain(other))

    def __sub__(self, other: Any) -> Number:
        return replace(self, plus=self.plus - self._plain(other))

    def __rsub__(self, other: Any) -> Number:
        return replace(self, times=-self.times, plus=self._plain(other) - self.plus)

    def __mul__(self, other: Any) -> Number:
        factor = self._plain(other)
        if not factor:
            raise Parts(self.key)
        return replace(self, times=self.times * factor, plus=self.plus * factor)

    def __truediv__(self, other: Any) -> Number:
        return self * (1 / self._plain(other))

    __radd__, __rmul__ = __add__, __mul__

    def __lt__(self, other: Any) -> bool:
        return self._below(other, including=False) if self.times > 0 else not self._below(other, including=True)

    def __le__(self, other: Any) -> bool:
        return self._below(other, including=True) if self.times > 0 else not self._below(other, including=False)

    def __gt__(self, other: Any) -> bool:
        return not self <= other

    def __ge__(self, other: Any) -> bool:
        return not self < other

    def __eq__(self, other: object) -> bool:
        limit = (self._plain(other) - self.plus) / self.times
        if not self.span.holds(limit) or limit % self.span.step:
            return False
        if self.span.low < limit:
            raise Parts(self.key, limit)
        if self.span.high != limit:
            raise Parts(self.key, limit + self.span.step)
        return True

    def __bool__(self) -> bool:
        return self != 0

    def _plain(self, other: Any) -> Decimal:
        if not isinstance(other, int | Decimal):
            raise Parts(self.key)
        return Decimal(other)

    def _below(self, other: Any, including: bool) -> bool:
        """The number of the span is smaller than what makes this as large as the other."""
        limit, span = (self._plain(other) - self.plus) / self.times / self.span.step, self.span
        first = limit.to_integral_value(ROUND_FLOOR) + 1 if including else limit.to_integral_value(ROUND_CEILING)
        at = first * span.step
        if span.high is not None and span.high < at:
            return True
        if span.low >= at:
            return False
        raise Parts(self.key, at)

    __hash__ = __neg__ = __abs__ = __int__ = __float__ = __index__ = __round__ = _apart
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __rtruediv__ = __pow__ = __getattr__ = _apart


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """One of several options."""

    key: str
    among: frozenset[str]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, str) and other in self.among:
            raise Parts(self.key, frozenset({other}))
        if not isinstance(other, str):
            raise Parts(self.key)
        return False

    __hash__ = _apart
    __getattr__ = _apart


@dataclass(frozen=True, slots=True)
class AnyCountry:
    """How one of several countries is linked with Germany."""

    law: Law
    choice: Choice

    def __getattr__(self, name: str) -> Any:
        first, alike = _told(self.law, name, self.choice.among)
        if len(alike) < len(self.choice.among):
            raise Parts(self.choice.key, alike)
        return first


@lru_cache(maxsize=256)
def _told(law: Law, name: str, among: frozenset[str]) -> tuple[Any, frozenset[str]]:
    """What is told of the first of some countries, and of which of them as well."""
    told = {code: getattr(law.country(code), name) for code in among}
    first = told[min(among)]
    return first, frozenset(code for code in among if told[code] == first)


class OpenLaw(Law):
    """A law that also knows how one of several countries is linked with Germany."""

    __slots__ = ()

    def country(self, code: Any) -> Any:
        """The country by its code."""
        return AnyCountry(self, code) if isinstance(code, Choice) else super().country(code)
