"""The incomes over which results are drawn."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.elsewhere import Axis
from advisor.interview.question import NO_DAY, Question
from advisor.rules.amounts import CENT
from advisor.rules.words import gettext_noop

from .pension_questions import STATUTORY_PENSION
from .questions import GROSS_PAY, OWN_INCOME, PROFIT

PAY = gettext_noop("Monthly pay before deductions")
INCOME = gettext_noop("Income per month")
OF_SPOUSE = gettext_noop("Monthly income of the spouse or partner")
OF_MEMBER = gettext_noop("Monthly income of the member")
PENSION = gettext_noop("Monthly statutory pension")


BEYOND_FAMILY = {"children": "0", "children_under_25": "0", "additional_rate": "average"}
"""What whoever is insured free of charge is not asked, and pays by above the income limit; the picture says so."""


def income(question: Question[Decimal], across: str = INCOME, **assumed: str) -> Axis:
    """An income up to beyond the contribution ceiling."""
    return Axis(question, across, Decimal(8_000), assumed=assumed)


def pay(question: Question[Decimal]) -> Axis:
    """A pay up to beyond the pension ceiling."""
    return Axis(question, PAY, Decimal(10_000))


PAY_AXIS = pay(GROSS_PAY)
PROFIT_AXIS = income(PROFIT, **BEYOND_FAMILY, sick_pay="no", home_cover_ends=NO_DAY)
OWN_INCOME_AXIS = income(OWN_INCOME, **BEYOND_FAMILY, tax_free_scholarship="0")
PENSION_AXIS = Axis(STATUTORY_PENSION, PENSION, Decimal(8_000), begin=CENT)
"""Whoever has no German pension at all is insured in another way."""
