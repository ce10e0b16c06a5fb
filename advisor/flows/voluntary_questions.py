"""What voluntary members are asked besides the shared questions, and what their answers mean in law."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.advice import Deadline
from advisor.interview.core import Case, once
from advisor.interview.question import YES_NO, Question, boolean, money, whole
from advisor.rules.amounts import Amount
from advisor.rules.voluntary import proof_due, voluntary_contributions
from advisor.rules.words import gettext_noop

from .questions import HIGHEST_LIKELY_PAY, PROFIT, SICK_PAY, fund_average, parenthood

BUSINESS_OR_RENT = Question(
    "business_or_rent",
    gettext_noop("Does part of this income come from your own business or from rent?"),
    boolean,
    sensitive=False,
    samples=("yes", "no"),
    options=YES_NO,
    default="no",
)

NEW_ASSESSMENT = Question(
    "new_assessment",
    gettext_noop("Do you already have the tax assessment of the year for which you pay?"),
    boolean,
    sensitive=False,
    samples=("no", "yes"),
    options=YES_NO,
    hint=gettext_noop("For a year that has passed, choose a day of law in that year."),
    default="no",
)

FINAL_INCOME = Question(
    "final_income",
    gettext_noop("How much income per month does this tax assessment show?"),
    money,
    sensitive=False,
    samples=("3200", "1500"),
    hint=gettext_noop("In euros, of all kinds: a twelfth of the income of the year."),
    unit="EUR",
    least=Decimal(0),
    most=Decimal(1_000_000),
    plausible=HIGHEST_LIKELY_PAY,
)

MEMBER_MONTHS = Question(
    "member_months",
    gettext_noop("For how many months of that year were you a voluntary member?"),
    whole,
    sensitive=False,
    samples=("12", "5"),
    unit="months",
    least=Decimal(1),
    most=Decimal(12),
    default="12",
)


@once
def voluntary_cost(a: Case) -> Amount:
    """The contribution on the expected income."""
    person, sick_pay = parenthood(a), a.get(SICK_PAY, False)
    return voluntary_contributions(a.get(PROFIT, Decimal(0)), person, fund_average(a), a.law, sick_pay=sick_pay)


def proof_of_income(a: Case, year: int) -> Deadline:
    """The last day to send the tax assessment of a year."""
    return Deadline("voluntary-cost-proof", "§ 240 Abs. 4a Satz 4 SGB V", proof_due(year, a.law))


def leaving() -> Deadline:
    """The time to leave a membership that goes on by itself begins with the notice of the fund."""
    return Deadline("voluntary-cost-leave", "§ 188 Abs. 4 SGB V")
