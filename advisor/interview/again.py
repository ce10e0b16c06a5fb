"""A flow asked again, many times over, with one answer changed: what is known from one time is not worked out at the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Generic, TypeVar

from advisor.rules.amounts import Amount
from advisor.rules.figures import NotYetKnown
from advisor.rules.law import Law

from .core import Case, Flow, Outcome
from .parsing import Unreadable
from .question import UNSURE, Question
from .watched import Reach, Watched

T = TypeVar("T")
Said = tuple[bool | None, int]
"""What a condition says, None where that is open, and the questions that it reads, a bit for each."""
OPEN: Said = (None, 0)
MOST_RESULTS = 64
"""Cases looked at to tell what another answer leads to."""
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
    """Something asked of a case that is worked out once for the answers that it reads.

    Where those are the same it reads the same again and says the same, whatever the other answers are.
    """

    def __init__(self, ask: Callable[[Case], T]) -> None:
        self._ask = ask
        self._known: Fork | tuple[T] | None = None
        """Forks within forks; at the ends stands what is said, alone in a tuple."""

    def __call__(self, case: Case, order: Order) -> T:
        """What it says of the case. order: what notes the answers that the case reads; those read here are added."""
        given, known = case.given, self._known
        while type(known) is Fork:
            order.append(known.key)
            answer = given.get(known.key)
            known = known.get(answer[0] if answer else None)
        return known[0] if type(known) is tuple else self._worked_out(case, order)

    def _worked_out(self, case: Case, order: Order) -> T:
        before = len(order)
        said = self._ask(case)
        keys = tuple(dict.fromkeys(order[before:]))
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


class Helpers:
    """The helpers of a flow, each worked out once for the answers that it reads."""

    def __init__(self, order: Order) -> None:
        self.order = order
        self._remembered: dict[Any, Remembered[Any]] = {}

    def forget(self) -> None:
        """Work out all anew."""
        self._remembered.clear()

    def __call__(self, helper: Callable[[Case], T], case: Case) -> T:
        """What the helper says of the case."""
        return self.say(helper, case)[0]

    def say(self, helper: Callable[[Case], T], case: Case) -> tuple[T, list[str]]:
        """The same with the answers that it reads."""
        remembered = self._remembered.get(helper)
        if remembered is None:
            remembered = self._remembered[helper] = Remembered(helper)
        before = len(self.order)
        said: T = remembered(case, self.order)
        return said, self.order[before:]


class OfACase:
    """What helpers have said of one case. It goes on from a case with one answer less: what has not read that says the same."""

    __slots__ = ("_before", "_helpers", "_key", "_said")

    def __init__(self, helpers: Helpers, before: OfACase | None = None, key: str = "") -> None:
        """key: of the question whose answer was not yet there before."""
        self._helpers, self._before, self._key = helpers, before, key
        self._said: dict[Any, tuple[Any, list[str]]] = {}

    def longer(self, key: str) -> OfACase:
        """Of the case with an answer to this question, too."""
        return OfACase(self._helpers, self, key)

    def __call__(self, helper: Callable[[Case], T], case: Case) -> T:
        """What the helper says of the case."""
        known = self._said.get(helper) or self._said_before(helper)
        if known:
            self._helpers.order.extend(known[1])
        else:
            known = self._helpers.say(helper, case)
        self._said[helper] = known
        said: T = known[0]
        return said

    def _said_before(self, helper: Callable[[Case], T]) -> tuple[T, list[str]] | None:
        newer, at = [self._key], self._before
        while at is not None:
            if known := at._said.get(helper):
                return None if any(key in known[1] for key in newer) else known
            newer.append(at._key)
            at = at._before
        return None


class Again:
    """A flow with the answers of one visitor, to be asked again with another answer. Lives as long as one search.

    A question that is newly due takes its default, or is answered in every way that `tried` gives. What reads nothing that
    differs from the visitor's own case says the same as there.
    """

    def __init__(self, flow: Flow, given: Mapping[str, str], law: Law, tried: Tried) -> None:
        self.flow, self.given, self.law = flow, given, law
        self._tried = tried
        self._order = Order()
        self._helpers = Helpers(self._order)
        self._asked = [(ask.question, ask.applies) for ask in flow.asks]
        self._amounts: dict[str, Remembered[tuple[Amount, ...]]] = {}
        self._every: dict[str, list[str]] = {}
        self._values: dict[tuple[str, str], Any] = {}
        self._reaches: dict[tuple[str, str], Reach] = {}
        self._bits = {key: 1 << at for at, key in enumerate(flow.questions)}
        self._before: list[list[Case]] = []
        """The cases of the visitor's own answers before each question; more than one where some answer is open."""
        self._own: list[Said] = []
        """What the condition of each question says of the visitor's own case."""
        self._own_end: list[Said] = []
        """And that of each outcome, up to the one reached."""
        self._go_through_own()

    def watched(self, key: str, raw: str) -> Reach:
        """From now on this answer to a number notes for which others all comes out the same, unless it cannot."""
        if (key, raw) not in self._reaches:
            value = self.flow.questions[key].parse(raw)
            self._reaches[key, raw] = reach = Reach(value)
            self._values[key, raw] = Watched(value, reach)
        return self._reaches[key, raw]

    def unwatched(self, key: str, raw: str) -> None:
        """From now on this answer is a plain number, also in what was worked out with it."""
        self._reaches[key, raw].alone()
        self._values[key, raw] = self.flow.questions[key].parse(raw)
        self._helpers.forget()
        self._amounts.clear()

    def reached(self, key: str, raw: str) -> Reached:
        """Where the answers lead with another one to this question, one by one; None where a figure is missing."""
        place = next(at for at, (question, _) in enumerate(self._asked) if question.key == key)
        given = {**self.given, key: raw}
        self._order.clear()
        for case in self._before[place]:
            yield from self._on(place, case, given, key)

    def amounts(self, outcome: Outcome, case: Case) -> tuple[Amount, ...]:
        """The cost of a case that has arrived at the outcome."""
        self._order.clear()
        if outcome.key not in self._amounts:
            self._amounts[outcome.key] = Remembered(outcome.amounts)
        return self._amounts[outcome.key](case, self._order)

    def _go_through_own(self) -> None:
        cases = [Case(self.law, reads=self._order, told=OfACase(self._helpers))]
        for question, applies in self._asked:
            self._before.append(cases)
            asked = [self._said(applies, case) for case in cases]
            self._own.append(asked[0] if len(cases) == 1 else OPEN)
            cases = [
                longer
                for case, (applied, _) in zip(cases, asked, strict=True)
                for longer in (self._answered(case, question, self.given) if applied else [case])
            ]
        if len(cases) == 1:
            with suppress(NotYetKnown):  # the last outcome has no condition, so one is reached
                while not (self._own_end and self._own_end[-1][0]):
                    self._own_end.append(self._said(self.flow.outcomes[len(self._own_end)].when, cases[0]))

    def _said(self, condition: Callable[[Case], bool], case: Case) -> Said:
        self._order.clear()
        said = condition(case)
        return said, sum(self._bits.get(key, 0) for key in set(self._order))

    def _on(self, place: int, case: Case, given: Mapping[str, str], key: str) -> Reached:
        """Where a case leads from a question on. key: the one whose answer is another."""
        open_ways = [(place, case, 0)]
        while open_ways:
            at, case, differs = open_ways.pop()
            while at < len(self._asked):
                question, applies = self._asked[at]
                own, reads = self._own[at]
                asked = own
                if own is None or reads & differs:
                    asked = applies(case)
                at += 1
                if asked != own or question.key == key:
                    differs |= self._bits[question.key]
                if asked:
                    longer = self._answered(case, question, given)
                    if not longer:
                        break
                    if len(longer) > 1:
                        differs |= self._bits[question.key]
                        open_ways += [(at, other, differs) for other in longer[:0:-1]]
                    case = longer[0]
            else:
                yield case, self._outcome(case, differs)

    def _answered(self, case: Case, question: Question[Any], given: Mapping[str, str]) -> list[Case]:
        """The case with every answer that there may be to the question."""
        raw = given.get(question.key, question.default)
        found: list[Case] = []
        told = case.told
        assert isinstance(told, OfACase)
        for value in [raw] if raw is not None and raw != UNSURE else self._every_answer(question):
            try:
                longer = case.with_value(question, value, self._read(question, value))
            except Unreadable:
                continue
            longer.told = told.longer(question.key)
            found.append(longer)
        return found

    def _every_answer(self, question: Question[Any]) -> list[str]:
        if question.key not in self._every:
            self._every[question.key] = self._tried(question, self.law)
        return self._every[question.key]

    def _read(self, question: Question[T], raw: str) -> T:
        if (question.key, raw) not in self._values:
            self._values[question.key, raw] = question.parse(raw)
        value: T = self._values[question.key, raw]
        return value

    def _outcome(self, case: Case, differs: int) -> Outcome | None:
        at, outcomes, own = 0, self.flow.outcomes, self._own_end
        try:
            while not (own[at][0] if at < len(own) and not own[at][1] & differs else outcomes[at].when(case)):
                at += 1
        except NotYetKnown:
            return None
        return outcomes[at]
