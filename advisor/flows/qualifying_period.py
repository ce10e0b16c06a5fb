"""The test of nine tenths: does the pensioners' scheme take somebody."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

from advisor.interview.advice import Fact
from advisor.interview.core import Ask, Case, Flow, Outcome
from advisor.interview.parsing import Unreadable
from advisor.interview.question import Option, Question, Row, choice, past_day, rows
from advisor.rules.qualifying_period import Period, QualifyingPeriod, qualifying_period
from advisor.rules.words import gettext_noop

from .pension_questions import FIRST_JOB, PENSION_APPLICATION
from .questions import CHILDREN

CREDIT_FOR_CHILDREN_SINCE = date(2017, 8, 1)
"""§ 5 Abs. 2 Satz 3 SGB V; pensioners of earlier years may apply again."""


INSURED_FROM = Question(
    "insured_from", gettext_noop("First day"), past_day, sensitive=False, samples=("1980-09-01",)
)  # fmt: skip
INSURED_TO = Question(
    "insured_to", gettext_noop("Last day"), past_day, sensitive=False, samples=("2026-09-30",)
)  # fmt: skip
INSURED_AS = Question(
    "insured_as",
    gettext_noop("How were you insured?"),
    choice,
    sensitive=False,
    samples=("member", "not"),
    options=(
        Option("member", gettext_noop("Member of a German statutory fund, compulsory or voluntary")),
        Option("family", gettext_noop("Family insurance in a German statutory fund")),
        Option("abroad", gettext_noop("Public insurance in the EU, EEA, Switzerland or the United Kingdom")),
        Option("not", gettext_noop("Privately, elsewhere or not at all")),
    ),
)


def periods_fit_together(periods: tuple[Row, ...], a: Case) -> None:
    """Each period ends after it begins, and no two have a day in common."""
    for at, row in enumerate(periods):
        if row[INSURED_TO] < row[INSURED_FROM]:
            raise Unreadable(gettext_noop("This period ends before it begins."), at=(at, INSURED_TO.key))
    in_order = sorted(enumerate(periods), key=lambda numbered: numbered[1][INSURED_FROM])
    for (_, earlier), (at, later) in pairwise(in_order):
        if later[INSURED_FROM] <= earlier[INSURED_TO]:
            message = gettext_noop("This period overlaps with another one. Please enter each day only once.")
            raise Unreadable(message, at=(at, INSURED_FROM.key))


INSURED_PERIODS: Question[tuple[Row, ...]] = Question(
    "insured_periods",
    gettext_noop("In which periods were you insured, and how?"),
    rows,
    sensitive=False,
    samples=("none", "1980-09-01,2026-09-30,member", "1990-01-01,2023-06-30,abroad"),
    rare=("1980-09-01,2026-09-30,not",),
    hint=gettext_noop("Enter each period once. What lies outside the second half of your working life is left out."),
    columns=(INSURED_FROM, INSURED_TO, INSURED_AS),
    most_rows=10,
    fits=periods_fit_together,
    another=gettext_noop("One more period"),
    one=gettext_noop("Period %(number)s"),
)


def test(a: Case) -> QualifyingPeriod:
    insured = [Period(r[INSURED_FROM], r[INSURED_TO]) for r in a[INSURED_PERIODS] if r[INSURED_AS] != "not"]
    return qualifying_period(a[FIRST_JOB], a[PENSION_APPLICATION], insured, a[CHILDREN], a.law)


def facts(a: Case) -> tuple[Fact, ...]:
    found = test(a)
    numbers = (
        ("second_half", gettext_noop("Length of the second half of your working life"), found.days, "days"),
        ("needed", gettext_noop("Insured time needed in it"), found.needed, "days"),
        ("insured", gettext_noop("Insured time that counts"), found.insured, "days"),
        ("for_children", gettext_noop("Added for your children"), found.for_children, "days"),
        ("credited", gettext_noop("Both together, up to the whole second half"), found.credited, "days"),
        ("share", gettext_noop("Share reached"), found.share, "percent"),
    )
    lacking = (
        ("missing", gettext_noop("Missing time"), found.missing, "days"),
        ("missing_months", gettext_noop("Missing time in months, rounded up"), found.missing_months, "months"),
    )
    shown = numbers if found.met else (*numbers, *lacking)
    begins = Fact("begins", gettext_noop("The second half of your working life begins on"), found.begins, "day")
    return (begins, *(Fact(code, label, Decimal(value), unit) for code, label, value, unit in shown))


def cautions(a: Case) -> tuple[str, ...]:
    abroad = any(row[INSURED_AS] == "abroad" for row in a[INSURED_PERIODS])
    earlier = a[PENSION_APPLICATION] < CREDIT_FOR_CHILDREN_SINCE
    return (
        "qualifying-period-counted-by-days",
        *(("qualifying-period-abroad",) if abroad else ()),
        *(("qualifying-period-earlier-pension",) if earlier and a[CHILDREN] else ()),
        "qualifying-period-before-leaving",
    )


def papers(a: Case) -> tuple[str, ...]:
    return ("qualifying-period-record", *(("qualifying-period-birth-certificates",) if a[CHILDREN] else ()))


FLOW = Flow(
    key="qualifying-period",
    label=gettext_noop("The nine-tenths rule"),
    slug=gettext_noop("address|qualifying-period"),
    hint=gettext_noop("Does the pensioners' scheme take you?"),
    order=25,
    one_page=True,
    asks=(Ask(FIRST_JOB), Ask(PENSION_APPLICATION), Ask(INSURED_PERIODS), Ask(CHILDREN)),
    outcomes=(
        Outcome(
            "qualifying-period-met",
            duty="",
            when=lambda a: test(a).met,
            facts=facts,
            documents=papers,
            cautions=cautions,
            authority="qualifying-period",
        ),
        Outcome(
            "qualifying-period-missed",
            duty="",
            facts=facts,
            documents=papers,
            cautions=cautions,
            authority="qualifying-period",
        ),
    ),
)
