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
    """Numbers that all lead to the same place, by the same questions and answers, where that is another one."""

    reach: Reach
    found: Found | None


class Line(NamedTuple):
    """The price on a stretch of numbers: that of the one tried, watched where it hangs on it."""

    reach: Reach
    outcome: Outcome | None
    price: Any

    def tells(self, number: Decimal) -> bool:
        """It gives the price of this number to the cent."""
        known = type(self.price) is not Watched or self.price.can_be_redone()
        return number == self.reach.at or (known and self.reach.holds(number))

    def at(self, number: Decimal) -> Decimal | None:
        """The price of a number that it tells."""
        price = self.price
        euros: Decimal | None = (
            price.redone(number) if type(price) is Watched and number != self.reach.at else plain(price)
        )
        return euros

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
        self._search, self._again, self.key = search, search.again, key
        self._stretches: list[Stretch] = []
        self._lines: list[Line] = []
        self._totals: dict[Decimal, Decimal | None] = {}
        self._flips: dict[Decimal, bool] = {}

    def leads(self, number: Decimal) -> Found | None:
        """Where this number leads, as `_Search.leads`; the cases may be those of a number nearby."""
        return self._stretch(number).found

    def flips(self, number: Decimal) -> bool:
        """This number leads to another result."""
        reach, found = self._stretch(number)
        if found is None or found.key != self._search.outcome:
            return found is not None
        if number not in self._flips:
            self._flips[number] = not self._costs_always(number, reach, found, self._search.price)
        return self._flips[number]

    def stays(self, here: Decimal, there: Decimal) -> bool:
        """All numbers from here to there lead to the outcome that there is."""
        raw, outcome = canonical(there), self._search.outcome

        def reached() -> bool:
            reached = islice(self._again.reached(self.key, raw), MOST_RESULTS)
            return all(found and found.key == outcome for _, found in reached)

        alone = self._watching(raw, reached)
        return alone and self._again.watched(self.key, raw).holds(here)

    def against(self, number: Decimal, euros: Decimal) -> int | None:
        """How the price of this number stands to these euros: 1 above, -1 below, 0 the same; None where none is fixed."""
        reach, found = self._stretch(number)
        if found and found.alone and (way := self._line(number, reach, found).against(number, euros)):
            return way
        total = self.total(number)
        return None if total is None else (total > euros) - (total < euros)

    def total(self, number: Decimal) -> Decimal | None:
        """The price, None where it is not the same for all cases."""
        if number not in self._totals:
            reach, found = self._stretch(number)
            self._totals[number] = self._total(number, reach, found) if found else None
        return self._totals[number]

    def _total(self, number: Decimal, reach: Reach, found: Found) -> Decimal | None:
        if found.alone and (line := self._line(number, reach, found)).tells(number):
            return line.at(number)
        return self._asked(number, reach, found, self._search.total)

    def _costs_always(self, number: Decimal, reach: Reach, found: Found, euros: Decimal | None) -> bool:
        if not found.alone:
            return self._asked(number, reach, found, lambda found: self._search.costs_always(found, euros))
        if euros is not None and self._line(number, reach, found).against(number, euros):
            return False
        return self.total(number) == euros

    def _stretch(self, number: Decimal) -> Stretch:
        """The numbers that lead where this one does."""
        for stretch in self._stretches:
            if stretch.reach.holds(number):
                return stretch
        raw = canonical(number)
        found = self._watching(raw, lambda: self._search.leads(self.key, raw))
        self._stretches.append(Stretch(self._again.watched(self.key, raw).copy(), found))
        return self._stretches[-1]

    def _line(self, number: Decimal, reach: Reach, found: Found) -> Line:
        """The price around this number, as far as the stretch goes."""
        for line in self._lines:
            if line.outcome is found.outcome and line.reach.holds(number):
                return line
        raw = canonical(number)
        self._again.watched(self.key, raw).no_further_than(reach)
        price = self._watching(raw, lambda: next(self._search.prices(self._with(raw, found))))
        line = Line(self._again.watched(self.key, raw), found.outcome, price)
        self._lines.append(line)
        return line

    def _asked(self, number: Decimal, reach: Reach, found: Found, work: Callable[[Found], T]) -> T:
        """What comes of the work with the cases of just this number: as they are remembered where their costs have been
        compared, else of a plain number, which takes less."""
        raw = canonical(number)
        if number == reach.at and found.key == self._search.outcome:
            return self._watching(raw, lambda: work(self._with(raw, found)))
        return work(found._replace(cases=(self._again.apart(case, self.key, raw) for case in found.cases)))

    def _with(self, raw: str, found: Found) -> Found:
        """The same with this number in its cases: on a stretch they differ in nothing else."""
        return found._replace(cases=(self._again.instead(case, self.key, raw) for case in found.cases))

    def _watching(self, raw: str, work: Callable[[], T]) -> T:
        """What comes of the work with a number that is watched, or where that cannot be with a plain one."""
        self._again.watched(self.key, raw)
        try:
            return work()
        except NOT_WATCHED:
            self._again.unwatched(self.key, raw)
            return work()
