"""What is asked: a question, its options, and the kinds of answers with how each is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from advisor.rules.figures import figures
from advisor.rules.words import gettext_noop

from . import parsing
from .parsing import LONGEST, Unreadable

if TYPE_CHECKING:
    from .core import Case

T = TypeVar("T")
NUMBERS = (Decimal, int)
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
    know", which explores all `samples`. least, most: bounds of a number. plausible: above it an amount of a month is
    taken, but the result asks whether it is that of a year. samples: canonical values that stand for the others in
    searches and tests. default: what an answer left empty means; None where an answer is needed.
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
    plausible: Decimal | None = None
    far: Decimal | None = None
    """For a number: how far from the one given another is still worth telling of."""
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
    another: str = gettext_noop("One more line")
    """For a list: what the button for one more thing says."""
    one: str = gettext_noop("Line %(number)s")
    """For a list: what one thing of it is called, with its number."""

    @property
    def choices(self) -> tuple[Option, ...]:
        """All options of this moment."""
        return (*self.listed(), *self.options)

    @cached_property
    def _fixed(self) -> frozenset[str]:
        """The options that do not hang on this moment."""
        return frozenset(option.value for option in self.options)

    @cached_property
    def _has_choices(self) -> bool:
        """There may be options."""
        return bool(self.options) or self.listed is not tuple

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
        if raw not in self._fixed and self._has_choices and not self._offers(raw):
            raise Unreadable(NOT_AN_OPTION)
        value = self.kind.read(raw)
        if type(value) in NUMBERS and not self.within(cast(Decimal, value)):
            raise Unreadable(OUT_OF_RANGE, least=self.least, most=self.most)
        return value

    def _offers(self, raw: str) -> bool:
        """It is one of the options of this moment, or there are none."""
        choices = self.choices
        return not choices or raw in {option.value for option in choices}

    def is_doubtful(self, raw: str) -> bool:
        """A canonical amount of a month, also in a line of a list, is higher than what is plausible."""
        if raw == UNSURE:
            return False
        if self.columns:
            lines = [] if raw == NO_ROWS else [line.split(BETWEEN_CELLS) for line in raw.split(BETWEEN_ROWS)]
            return any(
                column.is_doubtful(cell) for line in lines for column, cell in zip(self.columns, line, strict=True)
            )
        return self.plausible is not None and cast(Decimal, self.parse(raw)) > self.plausible

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


def _day_or_none(raw: str, first: date = parsing.EARLIEST) -> date | None:
    return None if raw == NO_DAY else parsing.day(raw, first)


boolean: Kind[bool] = Kind("boolean", _yes_no)
choice: Kind[str] = Kind("choice", str)
whole: Kind[int] = Kind("whole", _whole)
money: Kind[Decimal] = Kind("money", parsing.number)
rate: Kind[Decimal | str | None] = Kind("rate", _average_or_rate)
"""Percent; None for the average of all funds; the code of a fund where `fund-<code>` was given."""
day: Kind[date | None] = Kind("day", _day_or_none)
past_day: Kind[date] = Kind("day", lambda raw: parsing.day(raw, parsing.LONG_AGO), parsing.LONG_AGO)
"""A day that may lie long ago, in a working life; it has to be given."""
past_day_or_none: Kind[date | None] = Kind("day", lambda raw: _day_or_none(raw, parsing.LONG_AGO), parsing.LONG_AGO)
"""A day that may lie long ago, or may not have come yet."""
rows: Kind[tuple[Row, ...]] = Kind("rows", lambda raw: ())
"""A list of things of the same shape; the question's `columns` tell it how to read them."""


def _country(raw: str) -> str:
    if raw not in figures().lists["countries"].rows:
        raise Unreadable(gettext_noop("Please choose a country from the list."))
    return raw


country: Kind[str] = Kind("country", _country)
YES_NO = (Option("yes", gettext_noop("Yes")), Option("no", gettext_noop("No")))
