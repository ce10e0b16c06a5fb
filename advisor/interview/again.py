"""A flow asked again, many times over, with one answer changed: what is known from one time is not worked out at the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import copy
from itertools import tee
from typing import Any, Generic, TypeVar

from advisor.rules.amounts import Amount
from advisor.rules.figures import NotYetKnown
from advisor.rules.law import Law

from .core import Case, Flow, Outcome
from .parsing import Unreadable
from .question import UNSURE, Question
from .watched import Reach, Watched

T = TypeVar("T")
Tried = Callable[[Question[Any], Law], list[str]]
Reached = Iterator[tuple[Case, Outcome | None]]


class Order(list[str]):
    """Notes which answers are read, in order; some more than once."""

    add = list.append


class Fork(dict[str | None, Any]):
    """Where a condition has read some answers: which one it reads next, and what follows from each that came up."""

    __slots__ = ("key",)
    key: str


class Remembered(Generic[T]):
    """A condition that is worked out once for the answers that it reads.

    Where those are the same it reads the same again and says the same, whatever the other answers are.
    """

    def __init__(self, ask: Callable[[Case], T]) -> None:
        self._ask = ask
        self._known: Fork | tuple[T] | None = None
        """Forks within forks; at the ends stands what is said, alone in a tuple."""

    def __call__(self, case: Case, order: Order) -> T:
        """What it says of the case. order: what notes the answers that the case reads."""
        given, known = case.given, self._known
        while type(known) is Fork:
            answer = given.get(known.key)
            known = known.get(answer[0] if answer else None)
        return known[0] if type(known) is tuple else self._worked_out(case, order)

    def _worked_out(self, case: Case, order: Order) -> T:
        order.clear()
        said = self._ask(case)
        keys = tuple(dict.fromkeys(order))
        if not keys:
            self._known = (said,)
            return said
        if self._known is None:
            self._known = Fork()
        fork: Any = self._known
        for key in keys[:-1]:
            fork.key = key
            answer = case.given.get(key)
            raw = answer[0] if answer else None
            if raw not in fork:
                fork[raw] = Fork()
            fork = fork[raw]
        fork.key = keys[-1]
        answer = case.given.get(fork.key)
        fork[answer[0] if answer else None] = (said,)
        return said


class Again:
    """A flow with the answers of one visitor, to be asked again with another answer. Lives as long as one search.

    A question that is newly due takes its default, or is answered in every way that `tried` gives.
    """

    def __init__(self, flow: Flow, given: Mapping[str, str], law: Law, tried: Tried) -> None:
        self.flow, self.given, self.law = flow, given, law
        self._tried = tried
        self._order = Order()
        self._asked = [(ask.question, Remembered(ask.applies)) for ask in flow.asks]
        self._outcomes = [(outcome, Remembered(outcome.when)) for outcome in flow.outcomes]
        self._amounts = {outcome.key: Remembered(outcome.amounts) for outcome in flow.outcomes}
        self._every: dict[str, list[str]] = {}
        self._values: dict[tuple[str, str], Any] = {}
        self._cases: dict[int, Iterator[Case]] = {}

    def watched(self, key: str, raw: str) -> Reach:
        """From now on this answer to a number notes for which others all comes out the same."""
        value = self.flow.questions[key].parse(raw)
        reach = Reach(value)
        self._values[key, raw] = Watched(value, reach)
        return reach

    def unwatched(self, key: str, raw: str) -> None:
        """From now on this answer is a plain number."""
        self._values[key, raw] = self.flow.questions[key].parse(raw)

    def reached(self, key: str, raw: str) -> Reached:
        """Where the answers lead with another one to this question, one by one; None where a figure is missing."""
        place = next(at for at, (question, _) in enumerate(self._asked) if question.key == key)
        given = {**self.given, key: raw}
        for case in self._before(place):
            yield from self._on(place, case, given)

    def amounts(self, outcome: Outcome, case: Case) -> tuple[Amount, ...]:
        """The cost of a case that has arrived at the outcome."""
        return self._amounts[outcome.key](case, self._order)

    def _before(self, place: int) -> Iterator[Case]:
        """The cases of the visitor's own answers before a question; more than one where some answer is open."""
        if place not in self._cases:
            (self._cases[place],) = tee(self._up_to(place), 1)
        return copy(self._cases[place])

    def _up_to(self, place: int) -> Iterator[Case]:
        if place == 0:
            yield Case(self.law, reads=self._order)
            return
        question, applies = self._asked[place - 1]
        for case in self._before(place - 1):
            if applies(case, self._order):
                yield from self._answered(case, question, self.given)
            else:
                yield case

    def _on(self, place: int, case: Case, given: Mapping[str, str]) -> Reached:
        for at in range(place, len(self._asked)):
            question, applies = self._asked[at]
            if applies(case, self._order):
                for longer in self._answered(case, question, given):
                    yield from self._on(at + 1, longer, given)
                return
        yield case, self._outcome(case)

    def _answered(self, case: Case, question: Question[Any], given: Mapping[str, str]) -> Iterator[Case]:
        """The case with every answer that there may be to the question."""
        raw = given.get(question.key, question.default)
        for value in [raw] if raw is not None and raw != UNSURE else self._every_answer(question):
            try:
                yield case.with_value(question, value, self._read(question, value))
            except Unreadable:
                continue

    def _every_answer(self, question: Question[Any]) -> list[str]:
        if question.key not in self._every:
            self._every[question.key] = self._tried(question, self.law)
        return self._every[question.key]

    def _read(self, question: Question[T], raw: str) -> T:
        if (question.key, raw) not in self._values:
            self._values[question.key, raw] = question.parse(raw)
        value: T = self._values[question.key, raw]
        return value

    def _outcome(self, case: Case) -> Outcome | None:
        try:
            return next(outcome for outcome, when in self._outcomes if when(case, self._order))
        except NotYetKnown:
            return None
