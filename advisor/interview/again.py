"""A flow asked again, many times over, with one answer changed: what is known from one time is not worked out at the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Generic, TypeVar

from advisor.rules.amounts import Amount
from advisor.rules.figures import NotYetKnown
from advisor.rules.law import Law

from .core import Case, Flow, Outcome
from .helped import OfACase, OfOneCase, Order
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
        self._order = order
        self._remembered: dict[Any, Remembered[Any]] = {}

    def forget(self) -> None:
        """Work out all anew."""
        self._remembered.clear()

    def __call__(self, helper: Callable[[Case], T], case: Case) -> T:
        """What the helper says of the case."""
        remembered = self._remembered.get(helper)
        if remembered is None:
            remembered = self._remembered[helper] = Remembered(helper)
        said: T = remembered(case, self._order)
        return said


def _copy(case: Case) -> Case:
    """One that may get further answers in its place."""
    assert isinstance(case.told, OfACase)
    return Case(case.law, dict(case.given), case.reads, told=case.told.copy())


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

    def reached(self, key: str, raw: str) -> Reached:
        """Where the answers lead with another one to this question, one by one; None where a figure is missing."""
        place = next(at for at, (question, _) in enumerate(self._asked) if question.key == key)
        given = {**self.given, key: raw}
        for case in self._before[place]:
            yield from self._on(place, _copy(case), 0, given, key)

    def amounts(self, outcome: Outcome, case: Case) -> tuple[Amount, ...]:
        """The cost of a case that has arrived at the outcome."""
        before = len(self._order)
        amounts = outcome.amounts(case)
        del self._order[before:]  # they are not on the way
        return amounts

    def instead(self, case: Case, key: str, raw: str) -> Case:
        """The same case with another answer to that question."""
        answer = raw, self._read(self.flow.questions[key], raw)
        return Case(case.law, {**case.given, key: answer}, case.reads, told=OfACase(self._order, self._helpers))

    def apart(self, case: Case, key: str, raw: str) -> Case:
        """The same, with an answer that nothing watches: what helpers say of it is not remembered beyond the case."""
        answer = raw, self.flow.questions[key].parse(raw)
        return Case(case.law, {**case.given, key: answer}, told=OfOneCase())

    def _go_through_own(self) -> None:
        cases = [Case(self.law, reads=self._order, told=OfACase(self._order, self._helpers))]
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

    def _on(self, at: int, case: Case, differs: int, given: Mapping[str, str], key: str) -> Reached:
        """Where a case leads from a question on; it gets the answers. key: the one whose answer is another."""
        while at < len(self._asked):
            question, applies = self._asked[at]
            own, reads = self._own[at]
            asked = applies(case) if own is None or reads & differs else own
            at += 1
            if asked != own or question.key == key:
                differs |= self._bits[question.key]
            if asked:
                raws = self._fitting(case, question, given)
                if len(raws) != 1:
                    yield from self._with_each(raws, at, case, differs | self._bits[question.key], given, key)
                    return
                self._answer(case, question, raws[0])
        yield case, self._outcome(case, differs)

    def _with_each(
        self, raws: Sequence[str], at: int, case: Case, differs: int, given: Mapping[str, str], key: str
    ) -> Reached:
        """Where a case leads with each of these answers to the question before that place: where nothing on the way reads
        it, all lead to the same."""
        question = self._asked[at - 1][0]
        before, alike = len(self._order), False
        ends: list[tuple[Case, Outcome | None]] = []
        for raw in raws:
            if alike:
                for end, outcome in ends:
                    yield self.instead(end, question.key, raw), outcome
                continue
            longer = _copy(case)
            self._answer(longer, question, raw)
            for reached in self._on(at, longer, differs, given, key):
                ends.append(reached)
                yield reached
            alike = question.key not in self._order[before:]

    def _answered(self, case: Case, question: Question[Any], given: Mapping[str, str]) -> list[Case]:
        """The case with every answer that there may be to the question."""
        found = []
        for raw in self._fitting(case, question, given):
            found.append(_copy(case))
            self._answer(found[-1], question, raw)
        return found

    def _answer(self, case: Case, question: Question[Any], raw: str) -> None:
        """One answer more, in its place."""
        case.given[question.key] = raw, self._read(question, raw)  # type: ignore[index] # a copy of our own

    def _fitting(self, case: Case, question: Question[Any], given: Mapping[str, str]) -> list[str]:
        """The answer to the question, or where there is none every one, as far as they do not contradict the case."""
        raw = given.get(question.key, question.default)
        raws = [raw] if raw is not None and raw != UNSURE else self._every_answer(question)
        if question.fits is None:
            return raws
        return [raw for raw in raws if self._fits(case, question, raw)]

    def _fits(self, case: Case, question: Question[Any], raw: str) -> bool:
        try:
            case.check(question, self._read(question, raw))
        except Unreadable:
            return False
        return True

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
