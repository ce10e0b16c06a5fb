"""Questions, flows, and the replay of answers. A flow is an ordered list of questions with conditions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar, cast

from advisor.rules.amounts import Amount
from advisor.rules.figures import NotYetKnown, figures
from advisor.rules.law import Law
from advisor.rules.words import gettext_noop

from . import parsing
from .advice import DUTIES, Deadline, Fact, Person, Route
from .chart import Chart
from .parsing import LONGEST, Unreadable

T = TypeVar("T")
UNSURE = "unsure"
"""The canonical answer "I don't know"."""

NOT_AN_OPTION = gettext_noop("Please choose one of the answers.")
TOO_LONG = gettext_noop("This answer is too long.")
OUT_OF_RANGE = gettext_noop("Please enter a number from %(least)s to %(most)s.")
TOO_MANY_ROWS = gettext_noop("Please enter at most %(most)s of them.")
NOT_A_ROW = gettext_noop("Please fill in every field of this line, or none of them.")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose: canonical value, English label, and a line of help."""

    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A type of answer. `read` turns the canonical text into a value; `name` tells the form which field to show."""

    name: str
    read: Callable[[str], T]
    first_day: date = parsing.EARLIEST
    """For a day: the first one taken."""


@dataclass(frozen=True, eq=False)
class Question(Generic[T]):
    """A typed key: `a[QUESTION]` is a value of its kind.

    sensitive: residence status, health, pregnancy, disability, benefits; makes the flow private. unsure: offers "I don't
    know", which explores all `samples`. least, most: bounds of a number. samples: canonical values that stand for the
    others in searches and tests. default: what an answer left empty means; None where an answer is needed.
    """

    key: str
    label: str
    kind: Kind[T]
    sensitive: bool
    samples: tuple[str, ...]
    rare: tuple[str, ...] = ()
    """More samples, for the full search only."""
    options: tuple[Option, ...] = ()
    hint: str = ""
    unit: str = ""
    unsure: bool = False
    least: Decimal | None = None
    most: Decimal | None = None
    default: str | None = None
    empty: str = ""
    """For a day: what one left empty is shown as, English source text; else as not known yet."""
    empty_is_today: bool = False
    """For a day: one left empty is the day of the law."""
    fits: Callable[[T, Case], None] | None = None
    """Raises `Unreadable` where the value contradicts an earlier answer."""
    listed: Callable[[], tuple[Option, ...]] = tuple
    """More options, before the others: a list that staff keep, as it is at this moment."""
    columns: tuple[Question[Any], ...] = ()
    """For a list of things of the same shape: what is asked of each. The kind is `rows`."""
    most_rows: int = 0

    @property
    def choices(self) -> tuple[Option, ...]:
        """All options of this moment."""
        return (*self.listed(), *self.options)

    @property
    def explored(self) -> tuple[str, ...]:
        """The answers that "I don't know" stands for."""
        return tuple(dict.fromkeys((*(option.value for option in self.listed()), *self.samples)))

    def parse(self, raw: str) -> T:
        """The value of a canonical answer. Raises `Unreadable`."""
        if self.columns:
            return cast(T, rows_of(self, raw))
        if len(raw) > LONGEST:
            raise Unreadable(TOO_LONG)
        if (choices := self.choices) and raw not in {option.value for option in choices}:
            raise Unreadable(NOT_AN_OPTION)
        value = self.kind.read(raw)
        if isinstance(value, Decimal | int) and not isinstance(value, bool) and not self.within(Decimal(value)):
            raise Unreadable(OUT_OF_RANGE, least=self.least, most=self.most)
        return value

    def within(self, value: Decimal) -> bool:
        """The number lies between `least` and `most`."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


class Row:
    """One thing of a list: `row[COLUMN]` reads what was answered of it."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getitem__(self, column: Question[T]) -> T:
        return cast(T, self._values[column.key])


FUND = "fund-"
"""Begins a canonical answer that names a fund instead of its rate."""
NO_ROWS = "none"
"""The canonical answer to a question for a list that holds nothing."""
BETWEEN_ROWS, BETWEEN_CELLS = "/", ","


def rows_of(question: Question[Any], raw: str) -> tuple[Row, ...]:
    """The rows of a canonical list such as `17,no/20,yes`. Raises `Unreadable` that tells row and column."""
    lines = [] if raw == NO_ROWS else raw.split(BETWEEN_ROWS)
    if len(lines) > question.most_rows:
        raise Unreadable(TOO_MANY_ROWS, most=question.most_rows)
    return tuple(_row(question, line, at) for at, line in enumerate(lines))


def _row(question: Question[Any], line: str, at: int) -> Row:
    cells = line.split(BETWEEN_CELLS)
    if len(cells) != len(question.columns):
        raise Unreadable(NOT_A_ROW, at=(at, question.columns[0].key))
    values = {}
    for column, cell in zip(question.columns, cells, strict=True):
        try:
            values[column.key] = column.parse(cell)
        except Unreadable as error:
            raise Unreadable(error.message, at=(at, column.key), **error.params) from None
    return Row(values)


class NotYetAsked(LookupError):
    """A condition reads an answer that has still to come."""


class Case:
    """One visitor's answers under one law. `a[QUESTION]` reads an answer that was asked; `a.has(QUESTION)` tells.

    ahead: keys of questions that are still to come; to read one of them raises `NotYetAsked`.
    """

    __slots__ = ("_given", "ahead", "law", "reads")

    def __init__(
        self,
        law: Law,
        given: Mapping[str, tuple[str, Any]] | None = None,
        reads: set[str] | None = None,
        ahead: frozenset[str] = frozenset(),
    ) -> None:
        self.law = law
        self._given = dict(given or {})
        self.reads: set[str] = set() if reads is None else reads
        self.ahead = ahead

    def __getitem__(self, question: Question[T]) -> T:
        key = question.key
        if key in self.ahead:
            raise NotYetAsked(key)
        self.reads.add(key)
        value: T = self._given[key][1]
        return value

    def has(self, question: Question[Any]) -> bool:
        """The question was asked and answered."""
        key = question.key
        if key in self.ahead:
            raise NotYetAsked(key)
        self.reads.add(key)
        return key in self._given

    def looking_ahead(self, keys: frozenset[str]) -> Case:
        """The same case, knowing which questions are still to come."""
        return Case(self.law, self._given, self.reads, keys)

    def get(self, question: Question[T], otherwise: T) -> T:
        """The answer, or `otherwise` where the question was not asked."""
        return self[question] if self.has(question) else otherwise

    def with_answer(self, question: Question[Any], raw: str) -> Case:
        """The same case with one more answer. Raises `Unreadable`."""
        value = question.parse(raw)
        if question.fits is not None:
            question.fits(value, self)
        return Case(self.law, {**self._given, question.key: (raw, value)}, self.reads)

    def under(self, law: Law) -> Case:
        """The same answers under another law."""
        return Case(law, self._given, self.reads)

    @property
    def day(self) -> date:
        """The day of the law."""
        return self.law.day

    def values(self) -> tuple[object, ...]:
        """The values of all answers."""
        return tuple(value for _, value in self._given.values())

    @property
    def answers(self) -> dict[str, str]:
        """The canonical answers, in the order asked."""
        return {key: raw for key, (raw, _) in self._given.items()}


def _always(case: Case) -> bool:
    return True


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
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

    def __post_init__(self) -> None:
        if self.duty and self.duty not in DUTIES:
            raise ValueError(f"{self.key}: unknown duty {self.duty}")


@dataclass(frozen=True)
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
    chart: Callable[[Case], Chart | None] | None = None
    """Draws the result among its neighbours."""

    @property
    def private(self) -> bool:
        """A sensitive question makes the flow travel by POST."""
        return any(ask.question.sensitive for ask in self.asks)

    @property
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
    branches: list[tuple[Case, dict[str, str]]] = [(Case(law), {})]
    kept: dict[str, str] = {}
    for ask in flow.asks:
        question = ask.question
        asking = [ask.applies(case) for case, _ in branches]
        if not any(asking):
            continue
        raw = given.get(question.key, question.default if question.key in given else None)
        if raw is None:
            return Step(flow, law, kept, due=question, branches=tuple(case for case, _ in branches))
        try:
            values = _values(question, raw)
            branches = [
                (
                    case.with_answer(question, value) if asked else case,
                    assumed | ({question.key: value} if asked and raw == UNSURE else {}),
                )
                for (case, assumed), asked in zip(branches, asking, strict=True)
                for value in (values if asked else values[:1])
            ]
        except Unreadable as error:
            problem = Problem(question, raw, error)
            return Step(flow, law, kept, due=question, problem=problem, branches=tuple(case for case, _ in branches))
        kept[question.key] = raw
    results = tuple(_decide(flow, case, assumed) for case, assumed in branches)
    return Step(flow, law, kept, results=results, branches=tuple(case for case, _ in branches))


def _values(question: Question[Any], raw: str) -> Sequence[str]:
    if raw == UNSURE and question.unsure:
        return question.explored
    question.parse(raw)
    return (raw,)


def _decide(flow: Flow, case: Case, assumed: Mapping[str, str]) -> Result:
    case = case.under(case.law.traced())
    try:
        return Result(case, next(o for o in flow.outcomes if o.when(case)), assumed=assumed)
    except NotYetKnown as refused:
        return Result(case, None, refused, assumed)


NO_DAY = "none"
"""The canonical answer to a question for a day that was left empty: the rule is stated without a date."""


# Kinds of answers ------------------------------------------------------------------------------------------------------


def _yes_no(raw: str) -> bool:
    if raw not in ("yes", "no"):
        raise Unreadable(NOT_AN_OPTION)
    return raw == "yes"


def _whole(raw: str) -> int:
    value = parsing.number(raw)
    if value != int(value) or "." in raw:
        raise Unreadable(gettext_noop("Please enter a whole number."))
    return int(value)


def _average_or_rate(raw: str) -> Decimal | str | None:
    if raw.startswith(FUND):
        code = raw.removeprefix(FUND)
        if code not in figures().lists["funds"].rows:
            raise Unreadable(gettext_noop("We do not know this fund. Please type its rate in, or leave this empty."))
        return code
    return None if raw == "average" else parsing.number(raw)


def _day_or_none(raw: str) -> date | None:
    return None if raw == NO_DAY else parsing.day(raw)


boolean: Kind[bool] = Kind("boolean", _yes_no)
choice: Kind[str] = Kind("choice", str)
whole: Kind[int] = Kind("whole", _whole)
money: Kind[Decimal] = Kind("money", parsing.number)
rate: Kind[Decimal | str | None] = Kind("rate", _average_or_rate)
"""Percent; None for the average of all funds; the code of a fund where `fund-<code>` was given."""
day: Kind[date | None] = Kind("day", _day_or_none)
past_day: Kind[date] = Kind("day", lambda raw: parsing.day(raw, parsing.LONG_AGO), parsing.LONG_AGO)
"""A day that may lie long ago, in a working life; it has to be given."""
rows: Kind[tuple[Row, ...]] = Kind("rows", lambda raw: ())
"""A list of things of the same shape; the question's `columns` tell it how to read them."""


def _country(raw: str) -> str:
    if raw not in figures().lists["countries"].rows:
        raise Unreadable(gettext_noop("Please choose a country from the list."))
    return raw


country: Kind[str] = Kind("country", _country)
YES_NO = (Option("yes", gettext_noop("Yes")), Option("no", gettext_noop("No")))
