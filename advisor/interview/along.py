"""Where the answers to one number lead: worked out for a few of them, which tell the others."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from .again import MOST_RESULTS
from .core import Outcome
from .explore import canonical
from .watched import EDGE, Reach, Watched, plain

if TYPE_CHECKING:
    from .changes import Found, _Search

T = TypeVar("T")
NOT_WATCHED = (TypeError, AttributeError)
"""What a watched number raises where only a plain one will do."""


class Stretch(NamedTuple):
    """Numbers that all lead to the same place, where that is another one."""

    reach: Reach
    found: Found | None


class Line(NamedTuple):
    """The price on a stretch of numbers: that of the one tried, watched where it hangs on it."""

    reach: Reach
    outcome: Outcome | None
    price: Any

    def tells(self, number: Decimal) -> bool:
        """It gives the price of this number to the cent."""
        return number == self.reach.at or (type(self.price) is not Watched and self.reach.holds(number))

    def against(self, number: Decimal, euros: Decimal) -> int:
        """1 where the price of the number is certainly above these euros, -1 below; 0 where that is open."""
        price = self.price
        if type(price) is not Watched:
            return 0
        away = price.plain + price.slope * (number - self.reach.at) - euros
        if abs(away) <= 2 * price.slack + EDGE:
            return 0
        return 1 if away > 0 else -1


class Along:
    """One question of a search for a number."""

    def __init__(self, search: _Search, key: str) -> None:
        self._search, self._again, self._key = search, search.again, key
        self._stretches: list[Stretch] = []
        self._lines: list[Line] = []
        self._tried: dict[Decimal, Found] = {}
        self._flips: dict[Decimal, bool] = {}

    def leads(self, number: Decimal) -> Found | None:
        """Where this number leads, as `_Search.leads`; the cases may be those of a number nearby."""
        for stretch in self._stretches:
            if stretch.reach.holds(number):
                return stretch.found
        raw = canonical(number)
        found = self._watching(raw, lambda: self._search.leads(self._key, raw))
        self._stretches.append(Stretch(self._again.watched(self._key, raw).copy(), found))
        if found:
            self._tried[number] = found
        return found

    def flips(self, number: Decimal) -> bool:
        """This number leads to another result."""
        found, euros = self.leads(number), self._search.price
        if found is None or found.key != self._search.outcome:
            return found is not None
        if number not in self._flips:
            self._flips[number] = not self._costs_always(number, found, euros)
        return self._flips[number]

    def stays(self, here: Decimal, there: Decimal) -> bool:
        """All numbers from here to there lead to the outcome that there is."""
        raw, outcome = canonical(there), self._search.outcome

        def reached() -> bool:
            reached = islice(self._again.reached(self._key, raw), MOST_RESULTS)
            return all(found and found.key == outcome for _, found in reached)

        alone = self._watching(raw, reached)
        return alone and self._again.watched(self._key, raw).holds(here)

    def against(self, number: Decimal, euros: Decimal) -> int | None:
        """How the price of this number stands to these euros: 1 above, -1 below, 0 the same; None where none is fixed."""
        found = self.leads(number)
        if found and found.alone and (way := self._line(number, found).against(number, euros)):
            return way
        total = self.total(number)
        return None if total is None else (total > euros) - (total < euros)

    def total(self, number: Decimal) -> Decimal | None:
        """The price, None where it is not the same for all cases."""
        found = self.leads(number)
        if found is None:
            return None
        if found.alone and (line := self._line(number, found)).tells(number):
            euros: Decimal | None = plain(line.price)
            return euros
        return self._watching(canonical(number), lambda: self._search.total(self._at(number, found)))

    def _costs_always(self, number: Decimal, found: Found, euros: Decimal | None) -> bool:
        if found.alone:
            if euros is not None and self._line(number, found).against(number, euros):
                return False
            return self.total(number) == euros
        return self._watching(canonical(number), lambda: self._search.costs_always(self._at(number, found), euros))

    def _line(self, number: Decimal, found: Found) -> Line:
        """The price around this number."""
        for line in self._lines:
            if line.outcome is found.outcome and line.reach.holds(number):
                return line
        raw = canonical(number)
        price = self._watching(raw, lambda: next(self._search.prices(self._at(number, found))))
        line = Line(self._again.watched(self._key, raw), found.outcome, price)
        self._lines.append(line)
        return line

    def _at(self, number: Decimal, found: Found) -> Found:
        """The same with the cases of just this number."""
        if number in self._tried:
            return self._tried[number]
        reached = islice(self._again.reached(self._key, canonical(number)), MOST_RESULTS)
        return found._replace(cases=(case for case, _ in reached))

    def _watching(self, raw: str, work: Callable[[], T]) -> T:
        """What comes of the work with a number that is watched, or where that cannot be with a plain one."""
        self._again.watched(self._key, raw)
        try:
            return work()
        except NOT_WATCHED:
            self._again.unwatched(self._key, raw)
            self._tried.pop(Decimal(raw), None)
            return work()
