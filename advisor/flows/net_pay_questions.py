"""What is asked for the net pay, besides the questions about pay and job."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Case
from advisor.interview.parsing import Unreadable
from advisor.interview.question import YES_NO, Option, Question, boolean, choice, money
from advisor.rules.wage_tax import STATES
from advisor.rules.words import gettext_noop

from .job_questions import CARE_PREMIUM, HEALTH_PREMIUM

TAX_CLASS = Question(
    "tax_class",
    gettext_noop("Which tax class do you have?"),
    choice,
    sensitive=False,
    samples=("1", "2", "3", "4", "5", "6"),
    options=(
        Option("1", gettext_noop("I"), gettext_noop("Not married, also divorced or widowed")),
        Option("2", gettext_noop("II"), gettext_noop("Bringing up a child alone")),
        Option("3", gettext_noop("III"), gettext_noop("Married, and the other has class V or no pay")),
        Option("4", gettext_noop("IV"), gettext_noop("Married, and both have class IV")),
        Option("5", gettext_noop("V"), gettext_noop("Married, and the other has class III")),
        Option("6", gettext_noop("VI"), gettext_noop("A second job")),
    ),
    hint=gettext_noop("It stands on your payslip. Leave empty for class I."),
    default="1",
)

WORK_STATE = Question(
    "work_state",
    gettext_noop("In which federal state is your place of work?"),
    choice,
    sensitive=False,
    samples=("NW", "BY", "SN", "BE"),
    rare=tuple(code for code in STATES if code not in ("NW", "BY", "SN", "BE")),
    options=tuple(Option(code, name) for code, name in STATES.items()),
)

CHURCH_TAX = Question(
    "church_tax",
    gettext_noop("Is church tax taken from your pay?"),
    boolean,
    sensitive=True,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("Only members of some churches and religious communities pay it. Leave empty for no."),
    default="no",
)

CHILD_ALLOWANCES = Question(
    "child_allowances",
    gettext_noop("How many child allowances does your payslip show?"),
    choice,
    sensitive=False,
    samples=("0", "0.5", "2"),
    rare=("1", "1.5", "2.5", "3", "3.5", "4", "4.5", "5", "5.5", "6"),
    options=(
        Option("0", "0"),
        Option("0.5", gettext_noop("0.5")),
        Option("1", "1"),
        Option("1.5", gettext_noop("1.5")),
        Option("2", "2"),
        Option("2.5", gettext_noop("2.5")),
        Option("3", "3"),
        Option("3.5", gettext_noop("3.5")),
        Option("4", "4"),
        Option("4.5", gettext_noop("4.5")),
        Option("5", "5"),
        Option("5.5", gettext_noop("5.5")),
        Option("6", "6"),
    ),
    hint=gettext_noop("They count for church tax and solidarity surcharge, in classes I to IV. Leave empty for none."),
    default="0",
)


def not_more_than_both_premiums(basic: Decimal, case: Case) -> None:
    """The basic cover is a part of what the private insurance costs."""
    if basic > case[HEALTH_PREMIUM] + case[CARE_PREMIUM]:
        raise Unreadable(gettext_noop("This is more than both premiums together."))


BASIC_PREMIUM = Question(
    "basic_premium",
    gettext_noop("How much of both premiums is for basic cover?"),
    money,
    sensitive=False,
    samples=("0", "450"),
    hint=gettext_noop("In euros a month, with care insurance. Your insurer writes to you about it every year."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(20_000),
    fits=not_more_than_both_premiums,
)
