"""What pensioners pay, as compulsory and as voluntary members."""

from __future__ import annotations

from advisor.interview.advice import Route
from advisor.interview.core import Ask, Case, Flow, Outcome, once
from advisor.interview.over_income import over
from advisor.rules.amounts import Amount
from advisor.rules.pensioners import (
    care_raise_is_caught_up_with,
    compulsory_contributions,
    voluntary_pensioner_contributions,
)
from advisor.rules.words import gettext_noop

from .income_axes import PENSION_AXIS
from .pension_questions import (
    BORN_EARLY,
    FOREIGN_PENSION,
    OCCUPATIONAL_PENSION,
    PENSION_LIKE_INCOME,
    PROFIT_BESIDE_PENSION,
    RENT_AND_CAPITAL,
    STATUTORY_PENSION,
    birth_decides,
    incomes,
    pensioner_parenthood,
)
from .questions import ADDITIONAL_RATE, CHILDREN, CHILDREN_UNDER_25, discount_counts_children, fund_average


@once
def as_compulsory_member(a: Case) -> tuple[Amount, Amount]:
    return compulsory_contributions(incomes(a), pensioner_parenthood(a), fund_average(a), a.law)


@once
def as_voluntary_member(a: Case) -> Amount:
    return voluntary_pensioner_contributions(incomes(a), pensioner_parenthood(a), fund_average(a), a.law)


@once
def both_costs(a: Case) -> tuple[Amount, ...]:
    """What the pensioner and the pension fund pay in the scheme, and what a voluntary member owes instead.

    Without a German pension the scheme is closed (§ 5 Abs. 1 Nr. 11 SGB V).
    """
    if not a[STATUTORY_PENSION]:
        return (as_voluntary_member(a),)
    return (*as_compulsory_member(a), as_voluntary_member(a)._replace(code="total_instead"))


def both_ways(a: Case) -> tuple[Route, ...]:
    scheme, law = "statutory_pensioner", ("§ 5 Abs. 1 Nr. 11 SGB V",)
    voluntary = Route(
        "statutory_voluntary",
        "possible",
        "pension-cost-voluntary",
        ("§ 9 SGB V", "§ 240 SGB V"),
        as_voluntary_member(a),
    )
    if not a[STATUTORY_PENSION]:
        return voluntary, Route(scheme, "closed", "pensioner-no-german-pension", law)
    return Route(scheme, "possible", "pension-cost-compulsory", law, as_compulsory_member(a)[0]), voluntary


def cautions(a: Case) -> tuple[str, ...]:
    allowance = ("pension-cost-care-on-the-whole",) if a[OCCUPATIONAL_PENSION] else ()
    beihilfe = ("pension-cost-beihilfe",) if a[PENSION_LIKE_INCOME] else ()
    if not a[STATUTORY_PENSION]:
        return (*beihilfe, "pension-cost-job")
    july = ("pension-cost-care-in-july",) if care_raise_is_caught_up_with(a.law) else ()
    first = ("pension-cost-subsidy", *july, *beihilfe, *allowance)
    return (*first, "pension-cost-rate-changes-later", "pension-cost-job")


FLOW = Flow(
    key="pension-cost",
    label=gettext_noop("Contributions of pensioners"),
    slug=gettext_noop("address|pension-cost"),
    hint=gettext_noop("What is taken from pensions, as a compulsory and as a voluntary member"),
    order=24,
    one_page=True,
    chart=over(PENSION_AXIS),
    asks=(
        Ask(STATUTORY_PENSION),
        Ask(OCCUPATIONAL_PENSION),
        Ask(PENSION_LIKE_INCOME),
        Ask(FOREIGN_PENSION),
        Ask(PROFIT_BESIDE_PENSION),
        Ask(RENT_AND_CAPITAL),
        Ask(CHILDREN),
        Ask(CHILDREN_UNDER_25, when=discount_counts_children),
        Ask(BORN_EARLY, when=birth_decides),
        Ask(ADDITIONAL_RATE),
    ),
    outcomes=(
        Outcome(
            "pension-cost",
            duty="",
            routes=both_ways,
            amounts=both_costs,
            cautions=cautions,
            authority="pension-cost",
        ),
    ),
)
