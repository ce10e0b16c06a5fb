"""The calculator of what students pay a month in the student tariff."""

from __future__ import annotations

from advisor.interview.core import Ask, Case, Flow, Outcome, once
from advisor.rules.amounts import Amount
from advisor.rules.care import Parenthood
from advisor.rules.students import student_contributions
from advisor.rules.words import gettext_noop

from .questions import (
    ADDITIONAL_RATE,
    AGE,
    CHILDREN,
    CHILDREN_UNDER_25,
    discount_counts_children,
    fund_average,
    parenthood,
)


def is_beyond_age(a: Case) -> bool:
    """At the age limit, after which the tariff lasts to the end of the semester (§ 190 Abs. 9 SGB V)."""
    return a[AGE] >= a.law.student_age_limit


def may_still_run(a: Case) -> tuple[str, ...]:
    """The semester of the birthday may not be over."""
    return ("student-cost-age-limit",) if a[AGE] == a.law.student_age_limit else ()


@once
def cost(a: Case) -> tuple[Amount, ...]:
    """What the visitor pays, and what others pay whose care insurance costs something else."""
    rate, surcharge_age = fund_average(a), int(a.law.childless_surcharge_age)
    own = student_contributions(parenthood(a), rate, a.law)
    others = (
        (gettext_noop("For comparison: without children and old enough for the surcharge"), Parenthood(surcharge_age)),
        (gettext_noop("For comparison: with one child, or too young for the surcharge"), Parenthood(surcharge_age, 1)),
    )
    rows = (
        student_contributions(person, rate, a.law)._replace(code="comparison", label=label) for label, person in others
    )
    return (own, *(row for row in rows if row.euros is None or row.euros != own.euros))


FLOW = Flow(
    key="student-cost",
    label=gettext_noop("What does the student tariff cost?"),
    slug=gettext_noop("address|student-cost"),
    hint=gettext_noop("Health and care insurance of students per month"),
    order=31,
    one_page=True,
    asks=(
        Ask(AGE, edges=("childless_surcharge_age", "student_age_limit")),
        Ask(CHILDREN),
        Ask(CHILDREN_UNDER_25, when=discount_counts_children),
        Ask(ADDITIONAL_RATE),
    ),
    outcomes=(
        Outcome(
            "student-cost-over-limit",
            duty="",
            when=is_beyond_age,
            amounts=cost,
            cautions=may_still_run,
            authority="fund",
        ),
        Outcome("student-cost", duty="", amounts=cost, authority="fund"),
    ),
)
