"""The calculator of what voluntary members pay, provisionally and by the tax assessment of the year."""

from __future__ import annotations

from advisor.interview.core import Ask, Case, Flow, Outcome, once
from advisor.interview.over_income import over
from advisor.rules.amounts import Amount
from advisor.rules.voluntary import (
    contributions_change_within_the_year,
    contributions_without_proof,
    final_contributions,
    settlement,
)
from advisor.rules.words import gettext_noop

from .income_axes import PROFIT_AXIS
from .papers import children_papers
from .questions import (
    ADDITIONAL_RATE,
    AGE,
    CHILDREN,
    CHILDREN_UNDER_25,
    PROFIT,
    SICK_PAY,
    born_early_perhaps,
    discount_counts_children,
    fund_average,
    parenthood,
)
from .voluntary_questions import (
    BUSINESS_OR_RENT,
    FINAL_INCOME,
    MEMBER_MONTHS,
    NEW_ASSESSMENT,
    proof_of_income,
    voluntary_cost,
)


def pays_provisionally(a: Case) -> bool:
    """The fund takes the last tax assessment until the one of the year is there (§ 240 Abs. 4a SGB V)."""
    return a[BUSINESS_OR_RENT]


def is_settled(a: Case) -> bool:
    return a.get(NEW_ASSESSMENT, False)


def first_cost(a: Case) -> Amount:
    """What is paid until the tax assessment of the year is there (§ 240 Abs. 4a SGB V)."""
    return voluntary_cost(a)._replace(label=gettext_noop("Your provisional contribution per month"))


@once
def settled_cost(a: Case) -> tuple[Amount, ...]:
    provisional = first_cost(a)
    final = final_contributions(a[FINAL_INCOME], parenthood(a), fund_average(a), a.law, sick_pay=a[SICK_PAY])
    return (provisional, final, *settlement(provisional, final, a[MEMBER_MONTHS]))


@once
def provisional_cost(a: Case) -> tuple[Amount, ...]:
    return (
        first_cost(a),
        contributions_without_proof(parenthood(a), fund_average(a), a.law, sick_pay=a[SICK_PAY]),
    )


def papers(a: Case) -> tuple[str, ...]:
    tax = ("guest-worker-tax-assessment",) if pays_provisionally(a) else ()
    return (*tax, *children_papers(a))


def cautions(a: Case) -> tuple[str, ...]:
    uneven = pays_provisionally(a) and contributions_change_within_the_year(a.law)
    return (
        *(("voluntary-cost-change-within-year",) if uneven else ()),
        *(("voluntary-cost-no-proof",) if pays_provisionally(a) else ()),
        *born_early_perhaps(a),
        "voluntary-cost-other-groups",
    )


FLOW = Flow(
    key="voluntary-cost",
    label=gettext_noop("What does voluntary insurance cost?"),
    slug=gettext_noop("address|voluntary-cost"),
    hint=gettext_noop("For self-employed people and other voluntary members, with the settlement of the year"),
    order=42,
    one_page=True,
    chart=over(PROFIT_AXIS),
    asks=(
        Ask(PROFIT),
        Ask(SICK_PAY),
        Ask(AGE),
        Ask(CHILDREN),
        Ask(CHILDREN_UNDER_25, when=discount_counts_children),
        Ask(ADDITIONAL_RATE),
        Ask(BUSINESS_OR_RENT),
        Ask(NEW_ASSESSMENT, when=pays_provisionally),
        Ask(FINAL_INCOME, when=is_settled),
        Ask(MEMBER_MONTHS, when=is_settled),
    ),
    outcomes=(
        Outcome(
            "voluntary-cost-settled",
            duty="",
            when=is_settled,
            amounts=settled_cost,
            documents=papers,
            deadlines=lambda a: (proof_of_income(a, a.day.year),),
            cautions=cautions,
            authority="fund",
        ),
        Outcome(
            "voluntary-cost-provisional",
            duty="",
            when=pays_provisionally,
            amounts=provisional_cost,
            documents=papers,
            deadlines=lambda a: (proof_of_income(a, a.day.year),),
            cautions=cautions,
            authority="fund",
        ),
        Outcome(
            "voluntary-cost-plain",
            duty="",
            amounts=lambda a: (voluntary_cost(a),),
            documents=papers,
            cautions=cautions,
            authority="fund",
        ),
    ),
)
