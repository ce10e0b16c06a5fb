"""A flow asked again, many times over, with one answer changed: what is known from one time is not worked out at the next."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from types import MappingProxyType
from typing import Any, TypeVar, cast

from advisor.rules.amounts import Amount
from advisor.rules.figures import NotYetKnown
from advisor.rules.law import Law

from .core import Case, Flow, Outcome
from .helped import OfOneCase, Order
from .parsing import Unreadable
from .question import UNSURE, Question
from .watched import Reach, Watched

T = TypeVar("T")
Said = tuple[bool | None, int]
"""What a condition says, None where that is open, and the questions that it reads, a bit for each."""
OPEN: Said = (None, 0)
MOST_RESULTS = 64
"""Cases looked at to tell what another answer leads to."""
Answer = tuple[str, Any]
"""As it is written, and its value."""
NOTHING_READ: Mapping[str, Answer] = MappingProxyType({})
Tried = Callable[[Question[Any], Law], list[str]]
Reached = Iterator[tuple[Case, Outcome | None]]


class Fork(dict[str | None, Any]):
    """Where a condition has read some answers: which one it reads next, and what follows from each that came up."""

    __slots__ = ("key",)
    key: str


class Helpers:
    """The helpers of a flow, each worked out once for the answers that it reads.

    Where those are the same it reads the same again and says the same, whatever the other answers are.
    """

    def __init__(self, order: Order) -> None:
        """order: what notes the answers that a case reads; those read for what is remembered are added."""
        known: dict[Any, Fork | tuple[Any, Sequence[str]]] = {}
        """For each helper forks within forks; at the ends stands what it says, with all that is read for it."""

        def told(helper: Callable[[Case], T], case: Case) -> T:
            given = case.given
            found: Any = known.get(helper)
            while type(found) is Fork:
                answer = given.get(found.key)
                found = found.get(answer[0] if answer else None)
            if found is None:
                return _worked_out(helper, case, order, known)
            said: T = found[0]
            order.extend(found[1])
            return said

        self.told = told
        """What a helper says of a case."""
        self.forget = known.clear
        """Work out all anew."""


def _worked_out(helper: Callable[[Case], T], case: Case, order: Order, known: dict[Any, Any]) -> T:
    """What the helper says of the case, to be remembered."""
    before, given = len(order), case.given
    said = helper(case)
    keys = list(dict.fromkeys(order[before:]))
    forks, at = known, cast(Any, helper)
    for key in keys:
        fork = forks.get(at)
        if fork is None:
            fork = forks[at] = Fork()
            fork.key = key
        answer = given.get(key)
        forks, at = fork, answer[0] if answer else None
    forks[at] = said, keys
    return said


def _copy(case: Case) -> Case:
    """One that may get further answers in its place."""
    return Case(case.law, dict(case.given), case.reads, told=case.told)


def _fits(case: Case, question: Question[Any], answer: Answer) -> bool:
    try:
        case.check(question, answer[1])
    except Unreadable:
        return False
    return True


class Again:
    """A flow with the answers of one visitor, to be asked again with another answer. Lives as long as one search.

    A question that is newly due takes its default, or is answered in every way that `tried` gives. What reads nothing that
    differs from the visitor's own case says the same as there.
    """

    def __init__(
        self, flow: Flow, given: Mapping[str, str], law: Law, tried: Tried, known: Mapping[str, Answer] = NOTHING_READ
    ) -> None:
        """known: answers as they were read before."""
        self.flow, self.given, self.law = flow, given, law
        self._tried = tried
        self._order = Order()
        self._helpers = Helpers(self._order)
        self._values: dict[tuple[str, str], Any] = {(key, raw): value for key, (raw, value) in known.items()}
        self._reaches: dict[tuple[str, str], Reach] = {}
        self._every: dict[str, list[Answer]] = {}
        self._answers: dict[str, Answer] = {
            key: self._read(key, raw)
            for key, question in flow.questions.items()
            if (raw := given.get(key, question.default)) is not None and raw != UNSURE
        }
        self._bits = {key: 1 << at for at, key in enumerate(flow.questions)}
        self._places = {ask.question.key: at for at, ask in reversed([*enumerate(flow.asks)])}
        """Where each question comes first."""
        self._before: list[list[Case]] = []
        """The cases of the visitor's own answers before each question; more than one where some answer is open."""
        self._own: list[Said] = []
        """What the condition of each question says of the visitor's own case."""
        self._own_end: list[Said] = []
        """And that of each outcome, up to the one reached."""
        self._go_through_own()
        self._asked = [
            (ask.question, self._bits[ask.question.key], ask.applies, *said)
            for ask, said in zip(flow.asks, self._own, strict=True)
        ]

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
        place = self._places[key]
        answers = {**self._answers, key: self._read(key, raw)}
        for case in self._before[place]:
            yield from self._on(place, _copy(case), self._bits[key], answers)

    def amounts(self, outcome: Outcome, case: Case) -> tuple[Amount, ...]:
        """The cost of a case that has arrived at the outcome."""
        before = len(self._order)
        amounts = outcome.amounts(case)
        del self._order[before:]  # they are not on the way
        return amounts

    def instead(self, case: Case, key: str, raw: str) -> Case:
        """The same case with another answer to that question."""
        return self._with(case, key, self._read(key, raw))

    def apart(self, case: Case, key: str, raw: str) -> Case:
        """The same, with an answer that nothing watches: what helpers say of it is not remembered beyond the case."""
        answer = raw, self.flow.questions[key].parse(raw)
        return Case(case.law, {**case.given, key: answer}, told=OfOneCase())

    def _with(self, case: Case, key: str, answer: Answer) -> Case:
        return Case(case.law, {**case.given, key: answer}, case.reads, told=case.told)

    def _go_through_own(self) -> None:
        cases = [Case(self.law, reads=self._order, told=self._helpers.told)]
        for ask in self.flow.asks:
            self._before.append(cases)
            asked = [self._said(ask.applies, case) for case in cases]
            self._own.append(asked[0] if len(cases) == 1 else OPEN)
            cases = [
                longer
                for case, (applied, _) in zip(cases, asked, strict=True)
                for longer in (self._answered(case, ask.question) if applied else [case])
            ]
        if len(cases) == 1:
            with suppress(NotYetKnown):  # the last outcome has no condition, so one is reached
                while not (self._own_end and self._own_end[-1][0]):
                    self._own_end.append(self._said(self.flow.outcomes[len(self._own_end)].when, cases[0]))

    def _answered(self, case: Case, question: Question[Any]) -> list[Case]:
        """The case with every answer that there may be to the question."""
        return [self._with(case, question.key, answer) for answer in self._fitting(case, question, self._answers)]

    def _said(self, condition: Callable[[Case], bool], case: Case) -> Said:
        self._order.clear()
        said, reads = condition(case), 0
        for key in set(self._order):
            reads |= self._bits.get(key, 0)
        return said, reads

    def _on(self, at: int, case: Case, differs: int, answers: Mapping[str, Answer]) -> Reached:
        """Where a case leads from a question on; it gets the answers. differs: the questions whose answers do."""
        given: dict[str, Answer] = case.given  # type: ignore[assignment] # a copy of our own
        for question, bit, applies, own, reads in islice(self._asked, at, None):
            at += 1
            asked = applies(case) if own is None or reads & differs else own
            if asked != own:
                differs |= bit
            if asked:
                answer = answers.get(question.key)
                if answer is None or question.fits is not None:
                    fitting = self._fitting(case, question, answers)
                    if len(fitting) != 1:
                        yield from self._with_each(question.key, fitting, at, case, differs | bit, answers)
                        return
                    answer = fitting[0]
                given[question.key] = answer
        yield case, self._outcome(case, differs)

    def _with_each(
        self, key: str, fitting: Sequence[Answer], at: int, case: Case, differs: int, answers: Mapping[str, Answer]
    ) -> Reached:
        """Where a case leads with each of these answers to the question before that place: where nothing on the way reads
        it, all lead to the same."""
        before, alike = len(self._order), False
        ends: list[tuple[Case, Outcome | None]] = []
        for answer in fitting:
            if alike:
                for end, outcome in ends:
                    yield self._with(end, key, answer), outcome
                continue
            for reached in self._on(at, self._with(case, key, answer), differs, answers):
                ends.append(reached)
                yield reached
            alike = key not in self._order[before:]

    def _fitting(self, case: Case, question: Question[Any], answers: Mapping[str, Answer]) -> list[Answer]:
        """The answer to the question, or where there is none every one, as far as they do not contradict the case."""
        known = answers.get(question.key)
        found = self._every_answer(question) if known is None else [known]
        return found if question.fits is None else [answer for answer in found if _fits(case, question, answer)]

    def _every_answer(self, question: Question[Any]) -> list[Answer]:
        key = question.key
        if key not in self._every:
            self._every[key] = [self._read(key, raw) for raw in self._tried(question, self.law)]
        return self._every[key]

    def _read(self, key: str, raw: str) -> Answer:
        if (key, raw) not in self._values:
            self._values[key, raw] = self.flow.questions[key].parse(raw)
        return raw, self._values[key, raw]

    def _outcome(self, case: Case, differs: int) -> Outcome | None:
        at, outcomes, own = 0, self.flow.outcomes, self._own_end
        try:
            while not (own[at][0] if at < len(own) and not own[at][1] & differs else outcomes[at].when(case)):
                at += 1
        except NotYetKnown:
            return None
        return outcomes[at]
