"""The same answers under the law of last year, of the day asked for, and of the coming year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisor.rules.amounts import Amount
from advisor.rules.figures import FIRST_DAY, LAST_DAY, NotYetKnown
from advisor.rules.law import Law

from .advice import Advice
from .advise import advise
from .core import Step, walk
from .question import NO_DAY


@dataclass(frozen=True, slots=True)
class Year:
    """What the answers come to under the law of a day.

    euros: None where that is not known or is not the same thing; missing: the figures that are not yet known; other: the
    outcome where it is another one ("" where further questions would decide).
    """

    day: date
    euros: Decimal | None
    missing: tuple[NotYetKnown, ...] = ()
    other: str | None = None
    provisional: bool = False


def three_years(step: Step, advice: Advice) -> tuple[str, tuple[Year, ...]]:
    """The label of the price (English source text) and its years; none where the result has no price."""
    main = _main(advice)
    if main is None or main.euros is None:
        return "", ()
    today = step.law.day
    days = (_a_year_before(today), today, date(today.year + 1, 1, 1))
    return main.label, tuple(_year(step, advice, day) for day in days if FIRST_DAY <= day <= LAST_DAY)


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _main(advice: Advice) -> Amount | None:
    """Health and care where the first amount also holds other branches; a bill is none of a year."""
    if not advice.amounts or advice.amounts[0].period != "month":
        return None
    return advice.amounts[0].find("health_and_care") or advice.amounts[0]


def _unknown(advice: Advice, law: Law) -> Iterable[NotYetKnown]:
    """The figures of the result that are not yet known on another day: conditions may hang on them too."""
    for figure in advice.figures:
        try:
            law.find(figure.name)
        except NotYetKnown as refused:
            yield refused


def _year(step: Step, advice: Advice, day: date) -> Year:
    """A day that was not given means the day of the law asked for."""
    today = {key for key, question in step.flow.questions.items() if question.empty_is_today}
    given = {
        key: step.law.day.isoformat() if raw == NO_DAY and key in today else raw for key, raw in step.given.items()
    }
    then = walk(step.flow, given, step.law.at(day))
    if then.due is not None:
        missing = tuple(_unknown(advice, then.law))
        return Year(day, None, missing, None if missing else "")
    reached = advise(then)
    if missing := reached.missing():
        return Year(day, None, missing)
    if reached.outcome != advice.outcome:
        return Year(day, None, other=reached.outcome if reached.outcome != "it-depends" else "")
    main = _main(reached)
    return Year(day, main.euros if main else None, provisional=reached.provisional)
