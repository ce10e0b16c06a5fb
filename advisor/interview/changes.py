"""What would change a result: every other answer is tried, and every number is searched for where the result flips."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from advisor.rules.amounts import Amount
from advisor.rules.figures import LAST_DAY, figures
from advisor.rules.law import Law

from .advice import Advice, Change, price
from .advise import advise
from .again import MOST_RESULTS, Again
from .along import Along
from .core import Ask, Case, Flow, Outcome, Step, walk
from .explore import STEPS, canonical, numbers, values
from .question import NO_DAY, UNSURE, Question
from .watched import plain


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


class Found(NamedTuple):
    """Where another answer leads. outcome: None where further answers would decide; cases: those that arrive there; alone:
    just one does."""

    outcome: Outcome | None
    cases: Iterable[Case] = ()
    alone: bool = False

    @property
    def key(self) -> str:
        """The key of the outcome."""
        return self.outcome.key if self.outcome else ""

    def change(self, key: str, value: str, total: Decimal | None, up: bool | None = None) -> Change:
        """As it is shown."""
        return Change(key, value, self.key, self.outcome.duty if self.outcome else "", total, up)


class _Search:
    """The search of one Advice."""

    def __init__(self, step: Step, advice: Advice) -> None:
        self.again = Again(step.flow, step.given, step.law, values, step.results[0].case.given)
        self.only_outcomes = step.flow.one_page
        self.outcome, self.price = advice.outcome, advice.price
        self.amounts = advice.amounts
        self.figures = tuple(figure.name for figure in advice.figures)

    def leads(self, key: str, value: str, by_price: bool = True) -> Found | None:
        """Where this answer leads; None where it leads to the same outcome and items of the cost. Another outcome always
        flips the result, the same one where the price is another, if that counts. Costs are worked out only to tell."""
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
            if outcome.key == self.outcome and not (by_price and self._costs_differ(outcome, case)):
                return None
        if not reached:
            return None
        if len(outcomes) > 1 or not known:
            return Found(None)
        return Found(next(iter(outcomes.values())), reached, len(reached) == 1)

    def _costs_differ(self, outcome: Outcome, case: Case) -> bool:
        """The same outcome has other items of the cost, and a price that may be another."""
        priced = outcome.priced or self.price is not None
        return priced and not _have_the_same_items(self.again.amounts(outcome, case), self.amounts)

    def prices(self, found: Found) -> Iterator[Decimal | None]:
        """The price of each case, worked out one by one."""
        if found.outcome is not None:
            for case in found.cases:
                yield price(self.again.amounts(found.outcome, case)) if found.outcome.priced else None

    def total(self, found: Found) -> Decimal | None:
        """The price, None where it is not the same for all cases."""
        ends_first = found._replace(cases=_ends_first([*found.cases]))
        prices = map(plain, self.prices(ends_first))
        first: Decimal | None = next(prices, None)
        return first if all(price == first for price in prices) else None

    def costs_always(self, found: Found, euros: Decimal | None) -> bool:
        """This is the price of all cases."""
        return all(plain(price) == euros for price in self.prices(found))

    def options(self, question: Question[object], raw: str) -> list[Change]:
        """One entry for all options of a question that lead to the same result."""
        groups: dict[object, Change] = {}
        rates = Along(self, question.key) if question.kind.name == "rate" and not self.only_outcomes else None
        for value in values(question, self.again.law):
            if value == raw:
                continue
            change = self._rate(rates, value) if rates and value[:1].isdigit() else self._option(question.key, value)
            if change is None:
                continue
            result = (change.outcome, change.duty, change.total)
            first = groups.get(result)
            groups[result] = replace(first, also=(*first.also, value)) if first else change
        return list(groups.values())

    def _option(self, key: str, value: str) -> Change | None:
        found = self.leads(key, value, by_price=not self.only_outcomes)
        if found is None or (found.key == self.outcome and self.costs_always(found, self.price)):
            return None
        return found.change(key, value, self.total(found))

    def _rate(self, rates: Along, value: str) -> Change | None:
        """Of rates that are numbers one mostly tells the others."""
        number = Decimal(value)
        found = rates.leads(number)
        return found.change(rates.key, value, rates.total(number)) if found and rates.flips(number) else None

    def thresholds(self, ask: Ask, raw: str) -> Iterator[Change]:
        """The nearest value up and down that flips the result; nothing for the cents with which an item of the cost begins."""
        question = ask.question
        key, here, step = question.key, Decimal(raw), STEPS[question.kind.name]
        grid = numbers(question, self.again.law, {*ask.edges, *self.figures})
        grid = [
            *(() if question.least is None else (question.least,)),
            *grid,
            *(() if question.most is None else (question.most,)),
        ]
        along = Along(self, key)
        for up, points in (
            (True, [p for p in grid if p > here]),
            (False, [p for p in reversed(grid) if p < here]),
        ):
            if self.only_outcomes and points and along.stays(here, points[-1]):
                continue
            last = here
            for at, point in enumerate(points):
                if not along.flips(point):
                    last = point
                    continue
                while abs(point - last) > step:
                    middle = ((point + last) / 2 / step).to_integral_value() * step
                    if along.flips(middle):
                        point = middle
                    else:
                        last = middle
                if question.far is not None and abs(point - here) > question.far:
                    break
                found = along.leads(point)
                assert found is not None, "it flips"
                same = found.key == self.outcome
                if same and (self.only_outcomes or (0 < point < 1 and question.kind.name == "money")):
                    break
                total = along.total(point)
                change = found.change(key, canonical(point), total, None if not up and point == question.least else up)
                yield change if total is None else _bounded(change, self._beyond(along, points[at:], found.key, total))
                break

    def _beyond(self, along: Along, points: Iterable[Decimal], outcome: str, euros: Decimal) -> Iterator[int | None]:
        """How the prices further on stand to these euros, as far as the result stays the same one."""
        for point in points:
            found = along.leads(point)
            if found is not None and found.key == outcome and along.flips(point):
                yield along.against(point, euros)


def _ends_first(cases: list[Case]) -> list[Case]:
    """The first, then from the last one back: of answers in a row the last one most likely costs something else."""
    return [*cases[:1], *cases[:0:-1]]


def _have_the_same_items(some: Sequence[Amount], others: Sequence[Amount]) -> bool:
    """Costs that do not differ but for their numbers."""
    return len(some) == len(others) and all(map(_is_the_same_item, some, others))


def _is_the_same_item(one: Amount, other: Amount) -> bool:
    return (
        one.code == other.code
        and one.law == other.law
        and (one.euros is None) == (other.euros is None)
        and (one.formula and one.formula.base.label) == (other.formula and other.formula.base.label)
        and _have_the_same_items(one.parts, other.parts)
    )


def _bounded(change: Change, beyond: Iterable[int | None]) -> Change:
    """With how the price goes on beyond the threshold, above (1) or below (-1) the price there; without the price where it
    goes both ways, or where further on other answers decide it."""
    ways = set()
    for way in beyond:
        ways.add(way)
        if way is None or ways >= {-1, 1}:
            return replace(change, total=None)
    return replace(change, bound="least" if 1 in ways else "most") if ways - {0} else change


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
