"""Flows and the replay of answers. A flow is an ordered list of questions with conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, wraps
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from advisor.rules.amounts import Amount
from advisor.rules.figures import NotYetKnown
from advisor.rules.law import Law

from .advice import DUTIES, Deadline, Fact, Person, Route
from .chart import Chart
from .helped import OfACase, OfOneCase, Order
from .parsing import Unreadable
from .question import UNSURE, Question

T = TypeVar("T")


class NotYetAsked(LookupError):
    """A condition reads an answer that has still to come."""


class Notes(Protocol):
    """Takes down the keys of the questions that are read."""

    def add(self, key: str, /) -> None:
        """Once more this one."""


class Told(Protocol):
    """Has helpers work out once what they say of the same answers."""

    def __call__(self, helper: Callable[[Case], T], case: Case, /) -> T:
        """What the helper says of the case."""
        ...


def once(helper: Callable[[Case], T]) -> Callable[[Case], T]:
    """A helper that many ask: an Advice has it worked out once, a search once for the answers that it reads."""

    @wraps(helper)
    def asked(case: Case) -> T:
        return helper(case) if case.told is None else case.told(helper, case)

    return asked


class Case:
    """One visitor's answers under one law. `a[QUESTION]` reads an answer that was asked; `a.has(QUESTION)` tells.

    given: canonical answer and value by key; reading it is not noted in `reads`. ahead: keys of questions that are
    still to come; to read one of them raises `NotYetAsked`. told: what the helpers of a flow have said before.
    """

    __slots__ = ("ahead", "given", "law", "reads", "told")

    def __init__(
        self,
        law: Law,
        given: Mapping[str, tuple[str, Any]] = MappingProxyType({}),
        reads: Notes | None = None,
        ahead: frozenset[str] = frozenset(),
        told: Told | None = None,
    ) -> None:
        self.law = law
        self.given = given
        self.reads: Notes = set() if reads is None else reads
        self.ahead = ahead
        self.told = told

    def __getitem__(self, question: Question[T]) -> T:
        key = question.key
        if key in self.ahead:
            raise NotYetAsked(key)
        self.reads.add(key)
        value: T = self.given[key][1]
        return value

    def has(self, question: Question[Any]) -> bool:
        """The question was asked and answered."""
        key = question.key
        if key in self.ahead:
            raise NotYetAsked(key)
        self.reads.add(key)
        return key in self.given

    def looking_ahead(self, keys: frozenset[str]) -> Case:
        """The same case, knowing which questions are still to come."""
        return Case(self.law, self.given, self.reads, keys)

    def get(self, question: Question[T], otherwise: T) -> T:
        """The answer, or `otherwise` where the question was not asked."""
        key = question.key
        if key in self.ahead:
            raise NotYetAsked(key)
        self.reads.add(key)
        value: T = self.given[key][1] if key in self.given else otherwise
        return value

    def less(self, amount: Question[Decimal], part: Decimal) -> Decimal:
        """What is left of an amount without that part of it, which is an answer too: to be compared with what is no answer."""
        return self[amount] - part

    def same(self, one: Question[str], other: Question[str]) -> bool:
        """Both have the same answer."""
        return self[one] == self[other]

    def one_of(self, question: Question[str], options: tuple[str, ...]) -> bool:
        """The answer is one of these options."""
        return self[question] in options

    def with_answer(self, question: Question[Any], raw: str) -> Case:
        """The same case with one more answer. Raises `Unreadable`."""
        return self.with_value(question, raw, question.parse(raw))

    def with_value(self, question: Question[T], raw: str, value: T) -> Case:
        """The same with an answer that has been read already. Raises `Unreadable` where it contradicts an earlier one."""
        self.check(question, value)
        return Case(self.law, {**self.given, question.key: (raw, value)}, self.reads)

    def check(self, question: Question[T], value: T) -> None:
        """Raises `Unreadable` where the value contradicts an earlier answer."""
        if question.fits is not None:
            with suppress(NotYetKnown):  # a bound that nobody knows refuses nothing
                question.fits(value, self)

    def under(self, law: Law) -> Case:
        """The same answers under another law."""
        return Case(law, self.given, self.reads)

    @property
    def day(self) -> date:
        """The day of the law."""
        return self.law.day

    def values(self) -> tuple[object, ...]:
        """The values of all answers."""
        return tuple(value for _, value in self.given.values())

    @property
    def answers(self) -> dict[str, str]:
        """The canonical answers, in the order asked."""
        return {key: raw for key, (raw, _) in self.given.items()}


def _always(case: Case) -> bool:
    return True


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """A question and the condition under which it is asked; the condition reads earlier answers only.

    edges: names of figures at which conditions turn on this answer; searches and tests try both sides of each.
    """

    question: Question[Any]
    when: Callable[[Case], bool] = _always
    edges: tuple[str, ...] = ()

    def applies(self, case: Case) -> bool:
        """The question is asked; also where a figure that would spare it is not yet known."""
        try:
            return self.when(case)
        except NotYetKnown:
            return True


def _no_routes(case: Case) -> tuple[Route, ...]:
    return ()


def _no_amounts(case: Case) -> tuple[Amount, ...]:
    return ()


def _no_codes(case: Case) -> tuple[str, ...]:
    return ()


def _no_people(case: Case) -> tuple[Person, ...]:
    return ()


def _no_deadlines(case: Case) -> tuple[Deadline, ...]:
    return ()


def _no_facts(case: Case) -> tuple[Fact, ...]:
    return ()


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One result: the key of its text, the duty, when it applies, and what fills the Advice. The last has no condition.

    duty: "" for a calculator that says nothing about a duty.
    """

    key: str
    duty: str
    when: Callable[[Case], bool] = _always
    routes: Callable[[Case], tuple[Route, ...]] = _no_routes
    amounts: Callable[[Case], tuple[Amount, ...]] = _no_amounts
    documents: Callable[[Case], tuple[str, ...]] = _no_codes
    deadlines: Callable[[Case], tuple[Deadline, ...]] = _no_deadlines
    cautions: Callable[[Case], tuple[str, ...]] = _no_codes
    authority: str = ""
    funds: Callable[[Case], tuple[str, ...]] = _no_codes
    facts: Callable[[Case], tuple[Fact, ...]] = _no_facts
    people: Callable[[Case], tuple[Person, ...]] = _no_people
    leads_to: str = ""
    """The key of the flow that goes on from here."""
    priced: bool = True
    """The first of the amounts is a price; not what is left of a pay or what is paid back."""

    def __post_init__(self) -> None:
        if self.duty and self.duty not in DUTIES:
            raise ValueError(f"{self.key}: unknown duty {self.duty}")


@dataclass(frozen=True, eq=False)
class Flow:
    """A guided form for one group of visitors. `slug` and `label` are English source texts, translated in addresses and pages."""

    key: str
    label: str
    slug: str
    asks: tuple[Ask, ...]
    outcomes: tuple[Outcome, ...]
    hint: str = ""
    order: int = 99
    """Place in the list of groups."""
    one_page: bool = False
    """A calculator: all questions stand on one page, with the result below them."""
    chart: Callable[[Step], Chart | None] | None = None
    """Draws the result among its neighbours."""

    @cached_property
    def private(self) -> bool:
        """A sensitive question makes the flow travel by POST."""
        return any(ask.question.sensitive for ask in self.asks)

    @cached_property
    def questions(self) -> dict[str, Question[Any]]:
        """All questions by key, in order."""
        return {ask.question.key: ask.question for ask in self.asks}


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that could not be taken: the question, what came, and why."""

    question: Question[Any]
    typed: str
    error: Unreadable


@dataclass(frozen=True, slots=True)
class Result:
    """One branch that has arrived: its answers, and the outcome or the figure that is missing to decide."""

    case: Case
    outcome: Outcome | None
    refused: NotYetKnown | None = None
    assumed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """Where a replay stops: a question that is due (perhaps with a problem), or the results of all branches."""

    flow: Flow
    law: Law
    given: Mapping[str, str]
    due: Question[Any] | None = None
    problem: Problem | None = None
    results: tuple[Result, ...] = ()
    branches: tuple[Case, ...] = ()


def walk(flow: Flow, given: Mapping[str, str], law: Law) -> Step:
    """Replay the answers from the start; stop at the first one missing or unreadable, else decide.

    Answers to questions that are not asked are left out. "I don't know" splits the case into one branch per sample.
    """
    order = Order()
    branches: list[tuple[Case, dict[str, str]]] = [(Case(law, {}, order, told=OfACase(order)), {})]
    kept: dict[str, str] = {}
    for ask in flow.asks:
        question = ask.question
        asking = [ask.applies(case) for case, _ in branches]
        if not any(asking):
            continue
        raw = given.get(question.key)
        if raw is None:
            return Step(flow, law, kept, due=question, branches=tuple(case for case, _ in branches))
        try:
            if len(branches) == 1 and raw != UNSURE:
                _goes_on(branches[0][0], question, raw)
            else:
                branches = [
                    (
                        _longer(case, question, value) if asked else case,
                        assumed | ({question.key: value} if asked and raw == UNSURE else {}),
                    )
                    for (case, assumed), asked in zip(branches, asking, strict=True)
                    for value in (_values(question, raw) if asked else [""])
                ]
        except Unreadable as error:
            problem = Problem(question, raw, error)
            return Step(flow, law, kept, due=question, problem=problem, branches=tuple(case for case, _ in branches))
        kept[question.key] = raw
    results = tuple(_decide(flow, case, assumed) for case, assumed in branches)
    return Step(flow, law, kept, results=results, branches=tuple(case for case, _ in branches))


def _goes_on(case: Case, question: Question[Any], raw: str) -> None:
    """The case, which is the only one, gets one more answer in its place. Raises `Unreadable`."""
    value = question.parse(raw)
    if question.fits is not None:
        case.check(question, value)
    case.given[question.key] = raw, value  # type: ignore[index] # a copy of our own


def _longer(case: Case, question: Question[Any], raw: str) -> Case:
    """A case with one more answer, and what helpers have said of it. Raises `Unreadable`."""
    assert isinstance(case.told, OfACase)
    longer = case.with_answer(question, raw)
    longer.told = case.told.copy()
    return longer


def _values(question: Question[Any], raw: str) -> Sequence[str]:
    if raw == UNSURE and question.unsure:
        return question.explored
    return (raw,)


def _decide(flow: Flow, case: Case, assumed: Mapping[str, str]) -> Result:
    case = Case(case.law.traced(), case.given, case.reads, told=OfOneCase())
    try:
        return Result(case, next(o for o in flow.outcomes if o.when(case)), assumed=assumed)
    except NotYetKnown as refused:
        return Result(case, None, refused, assumed)
