"""What would change a result: every other answer is tried, and every number is searched for where the result flips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from functools import cached_property
from itertools import islice

from advisor.rules.amounts import Amount
from advisor.rules.figures import LAST_DAY, figures
from advisor.rules.law import Law

from .advice import Advice, Change, price
from .advise import advise
from .again import Again
from .core import Ask, Case, Flow, Outcome, Step, walk
from .explore import STEPS, canonical, values
from .question import NO_DAY, UNSURE, Question
from .watched import Reach, plain

MOST_RESULTS = 64
"""Results looked at to tell what another answer leads to."""
NOT_WATCHED = (TypeError, AttributeError)
"""What a watched number raises where only a plain one will do."""


def changes(step: Step, advice: Advice) -> tuple[Change, ...]:
    """Other answers that flip the result: every option, and the exact threshold of every number, up and down.

    Works by asking the flow again; nothing is written by hand. Answers that were not sure are left alone, and so is
    what leaves outcome and price as they are. In a calculator every entry moves the price, so only another outcome counts.
    """
    if advice.alternatives or not advice.outcome or (step.flow.one_page and len(step.flow.outcomes) == 1):
        return ()
    search = _Search(step, advice)
    found: list[Change] = []
    for ask in {ask.question.key: ask for ask in step.flow.asks}.values():
        raw = step.given.get(ask.question.key, UNSURE)
        if raw == UNSURE or ask.question.kind.name in ("country", "day", "rows"):
            continue
        if ask.question.kind.name in STEPS:
            found += search.thresholds(ask, raw)
        else:
            found += search.options(ask.question, raw)
    return (*found, *_later(step.flow, step.given, step.law, advice))


class _Found:
    """Where another answer leads that flips the result. outcome: None where further answers would decide."""

    def __init__(
        self, again: Again, outcome: Outcome | None, cases: Iterable[Case], watched: tuple[str, str] | None = None
    ) -> None:
        """watched: question and answer of cases that may hold a watched number."""
        self._again, self.outcome, self._cases, self._watched = again, outcome, cases, watched
        self.key = outcome.key if outcome else ""

    def costs_always(self, euros: Decimal | None) -> bool:
        """This is the price of all cases."""
        return all(price == euros for price in self._prices())

    def elsewhere(self, key: str, raw: str) -> _Found:
        """The same for an answer that leads to the same outcome at another price."""
        cases = (case for case, _ in islice(self._again.reached(key, raw), MOST_RESULTS))
        return _Found(self._again, self.outcome, cases)

    @cached_property
    def total(self) -> Decimal | None:
        """The price, None where it is not the same for all cases."""
        try:
            prices = map(plain, self._prices())
            first: Decimal | None = next(prices, None)
            return first if all(price == first for price in prices) else None
        except NOT_WATCHED:
            if self._watched is None:
                raise
            self._again.unwatched(*self._watched)
            return self.elsewhere(*self._watched).total

    def _prices(self) -> Iterator[Decimal | None]:
        """The price of each case, worked out one by one."""
        if self.outcome is not None:
            yield from (price(self._again.amounts(self.outcome, case)) for case in self._cases)

    def change(self, key: str, value: str, up: bool | None = None) -> Change:
        """As it is shown."""
        return Change(key, value, self.key, self.outcome.duty if self.outcome else "", self.total, up)


class _Search:
    """The search of one Advice."""

    def __init__(self, step: Step, advice: Advice) -> None:
        self.again = Again(step.flow, step.given, step.law, values)
        self.only_outcomes = step.flow.one_page
        self.outcome, self.price = advice.outcome, advice.price
        self.shape = _shapes(advice.amounts)
        self.figures = tuple(figure.name for figure in advice.figures)
        self._tried: dict[tuple[str, Decimal], _Found | None] = {}
        self._reaches: dict[str, list[tuple[Reach, _Found | None]]] = {}

    def at(self, key: str, number: Decimal) -> _Found | None:
        """Where this number leads; None where it does not flip the result."""
        if (key, number) not in self._tried:
            self._tried[key, number] = self._at(key, number)
        return self._tried[key, number]

    def _at(self, key: str, number: Decimal) -> _Found | None:
        raw, known = canonical(number), self._reaches.setdefault(key, [])
        for reach, found in known:
            if reach.holds(number):
                return found and found.elsewhere(key, raw)
        reach = self.again.watched(key, raw)
        try:
            found = self.found(key, raw)
        except NOT_WATCHED:
            reach.alone()
            self.again.unwatched(key, raw)
            found = self.found(key, raw)
        known.append((copy(reach), found))
        return found

    def found(self, key: str, value: str) -> _Found | None:
        """Where this answer leads; None where it does not flip the result. Costs are worked out only to tell."""
        reached: list[Case] = []
        outcomes: dict[str, Outcome] = {}
        known = True
        for case, outcome in islice(self.again.reached(key, value), MOST_RESULTS):
            reached.append(case)
            if outcome is None:
                known = False
                continue
            outcomes[outcome.key] = outcome
            if self.outcome in outcomes and len(outcomes) > 1:
                return None
            if outcome.key == self.outcome and _shapes(self.again.amounts(outcome, case)) == self.shape:
                return None
        if not reached:
            return None
        if len(outcomes) != 1 or not known:
            return _Found(self.again, None, ())
        found = _Found(self.again, next(iter(outcomes.values())), reached, (key, value))
        return None if found.key == self.outcome and found.costs_always(self.price) else found

    def options(self, question: Question[object], raw: str) -> list[Change]:
        """One entry for all options of a question that lead to the same result."""
        groups: dict[object, Change] = {}
        for value in values(question, self.again.law):
            found = self.found(question.key, value) if value != raw else None
            if found is None or (self.only_outcomes and found.key == self.outcome):
                continue
            change = found.change(question.key, value)
            result = (change.outcome, change.duty, change.total)
            first = groups.get(result)
            groups[result] = replace(first, also=(*first.also, value)) if first else change
        return list(groups.values())

    def thresholds(self, ask: Ask, raw: str) -> Iterator[Change]:
        """The nearest value up and down that flips the result; nothing for the cents with which an item of the cost begins."""
        question = ask.question
        key, here, step = question.key, Decimal(raw), STEPS[question.kind.name]
        grid = [Decimal(value) for value in values(question, self.again.law, {*ask.edges, *self.figures})]
        grid = [
            *(() if question.least is None else (question.least,)),
            *grid,
            *(() if question.most is None else (question.most,)),
        ]
        for up, points in (
            (True, [p for p in grid if p > here]),
            (False, [p for p in reversed(grid) if p < here]),
        ):
            last = here
            for at, point in enumerate(points):
                found = self.at(key, point)
                if found is None:
                    last = point
                    continue
                while abs(point - last) > step:
                    middle = ((point + last) / 2 / step).to_integral_value() * step
                    nearer = self.at(key, middle)
                    if nearer is None:
                        last = middle
                    else:
                        point, found = middle, nearer
                same = found.key == self.outcome
                if same and (self.only_outcomes or (0 < point < 1 and question.kind.name == "money")):
                    break
                change = found.change(key, canonical(point), None if not up and point == question.least else up)
                yield _bounded(change, self._beyond(key, points[at:], found.key))
                break

    def _beyond(self, key: str, points: Iterable[Decimal], outcome: str) -> Iterator[Decimal | None]:
        """The prices further on, as far as the result stays the same one."""
        for point in points:
            found = self.at(key, point)
            if found is not None and found.key == outcome:
                yield found.total


def _shapes(amounts: Iterable[Amount]) -> tuple[object, ...]:
    """What makes costs differ but for their numbers."""
    return tuple(_shape(amount) for amount in amounts)


def _shape(amount: Amount) -> tuple[object, ...]:
    base = amount.formula.base.label if amount.formula else ""
    return amount.code, amount.law, base, amount.euros is None, tuple(_shape(part) for part in amount.parts)


def _bounded(change: Change, beyond: Iterable[Decimal | None]) -> Change:
    """With how the price goes on beyond the threshold; without the price where it goes both ways, or where further on
    other answers decide it."""
    if change.total is None:
        return change
    more = less = False
    for total in beyond:
        if total is None:
            return replace(change, total=None)
        more, less = more or total > change.total, less or total < change.total
        if more and less:
            return replace(change, total=None)
    return replace(change, bound="least" if more else "most") if more or less else change


def _later(flow: Flow, given: Mapping[str, str], law: Law, advice: Advice) -> tuple[Change, ...]:
    """The first later day of law on which the same answers lead to another outcome."""
    today = {key for key, question in flow.questions.items() if question.empty_is_today}
    given = {key: law.day.isoformat() if raw == NO_DAY and key in today else raw for key, raw in given.items()}
    for day in figures().change_days():
        if law.day < day <= min(LAST_DAY, law.day + timedelta(days=400)):
            then = walk(flow, given, figures().on(day, law.draft))
            keys = {result.outcome.key if result.outcome else "" for result in then.results}
            if len(keys) != 1 or keys <= {"", advice.outcome}:
                continue
            if (reached := advise(then)).outcome not in ("", advice.outcome, "it-depends"):
                return (Change("as_of", day.isoformat(), reached.outcome, reached.duty, reached.price),)
    return ()
