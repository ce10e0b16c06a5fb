"""The calculator from gross pay to net pay."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.core import Ask, Case, Flow, Outcome, once
from advisor.rules.amounts import Amount
from advisor.rules.employees import Job, employment_contributions
from advisor.rules.jobs import insolvency_levy, privately_insured_contributions, short_term_contributions
from advisor.rules.trainees import training_contributions
from advisor.rules.wage_tax import (
    BERLIN,
    EASTERN,
    SAXONY,
    TaxCard,
    employer_cost,
    gets_old_age_relief,
    is_known,
    net_pay,
    wage_taxes,
)
from advisor.rules.words import gettext_noop

from .employee_costs import as_pensioner
from .employee_questions import FREE_AS_PENSIONER, is_free_as_pensioner
from .job_questions import (
    CARE_PREMIUM,
    CURRENT_SYSTEM,
    HEALTH_PREMIUM,
    JOB_KIND,
    NO_SICK_PAY,
    PENSION_EXEMPTED,
    is_short_term,
    is_trainee,
)
from .net_pay_chart import chart
from .net_pay_questions import BASIC_PREMIUM, CHILD_ALLOWANCES, CHURCH_TAX, TAX_CLASS, WORK_STATE
from .pay import (
    has_a_minijob,
    is_above_limit,
    is_insured,
    is_only_marginal,
    is_private,
    marginal_cost,
    may_get_a_pension,
    pays,
)
from .questions import (
    ADDITIONAL_RATE,
    AGE,
    CHILDREN,
    CHILDREN_UNDER_25,
    EAST,
    GROSS_PAY,
    born_early_perhaps,
    discount_counts_children,
    fund_average,
    parenthood,
)

PAY_EDGES = ("marginal_earnings_limit", "transition_range_upper_limit", "compulsory_insurance_threshold_per_year")
CONTRIBUTIONS = gettext_noop("Contributions taken from your pay every month")


def lies_in_both_parts(a: Case) -> bool:
    """Berlin, while the pension ceiling of the east was lower and the pay is above it (§ 275a SGB VI)."""
    east = a.law.pension_ceiling_east
    return (
        east is not None
        and east < a.law.pension_ceiling
        and is_insured(a)
        and a[GROSS_PAY] > east
        and a[WORK_STATE] == BERLIN
    )


def may_get_old_age_relief(a: Case) -> bool:
    return gets_old_age_relief(a[AGE], a.law)


def is_another_year(a: Case) -> bool:
    return not is_known(a.law)


def is_private_and_taxed(a: Case) -> bool:
    """Decided before the outcomes without a tax: their contributions depend on the kind of insurance too."""
    return is_private(a) and not (may_get_old_age_relief(a) or is_another_year(a))


def job(a: Case) -> Job:
    state = a[WORK_STATE]
    return Job(
        a[GROSS_PAY],
        fund_average(a),
        saxony=state == SAXONY,
        east=state in EASTERN or a.get(EAST, False),
        trainee=is_trainee(a),
        sick_pay=not a.get(NO_SICK_PAY, False),
    )


def contributions(a: Case) -> tuple[Amount, Amount]:
    """(total of the employee, total of the employer), as in the calculator of contributions.

    Beside a full old-age pension the employer goes on paying its part (§ 172 Abs. 1 SGB VI, § 346 Abs. 3 SGB III).
    """
    if is_private(a):
        own, employer = privately_insured_contributions(job(a), pays(a), a[HEALTH_PREMIUM], a[CARE_PREMIUM], a.law)
        (own,) = as_pensioner(a, own)
        return own._replace(label=gettext_noop("You pay for insurance every month")), employer
    of_job = training_contributions if is_trainee(a) else employment_contributions
    own, employer = of_job(job(a), parenthood(a), a.law)
    (own,) = as_pensioner(a, own)
    return own._replace(label=CONTRIBUTIONS), employer


def basic_premium(a: Case, employer: Amount) -> Decimal | None:
    """What the private basic cover costs after the subsidy; None for members of a fund."""
    if not is_private(a):
        return None
    subsidy = employer.find("employer_subsidy")
    return max(a[BASIC_PREMIUM] - (subsidy.euros or 0 if subsidy else 0), Decimal(0))


@once
def taxed_pay(a: Case) -> tuple[Amount, ...]:
    """Net pay, taxes, contributions of both sides, and what the job costs the employer."""
    own, employer = contributions(a)
    card = TaxCard(int(a[TAX_CLASS]), a[WORK_STATE], a[CHURCH_TAX], Decimal(a[CHILD_ALLOWANCES]))
    taxes = wage_taxes(job(a), parenthood(a), card, a.law, basic_premium(a, employer))
    whole = employer_cost(a[GROSS_PAY], employer, insolvency_levy(job(a), a.law))
    return net_pay(a[GROSS_PAY], (taxes, own)), taxes, own, whole


@once
def untaxed_pay(a: Case) -> tuple[Amount, ...]:
    """A minijob: the employer pays a flat tax, so that only the pension share is taken."""
    own, *others = marginal_cost(a)
    return net_pay(a[GROSS_PAY], (own,)), own, employer_cost(a[GROSS_PAY], *others)


@once
def without_tax(a: Case) -> tuple[Amount, ...]:
    """Contributions of both sides, where the tax cannot be worked out here."""
    own, employer = contributions(a)
    return own, employer_cost(a[GROSS_PAY], employer, insolvency_levy(job(a), a.law))


@once
def short_term(a: Case) -> tuple[Amount, ...]:
    """No contributions; the tax depends on what the employer chooses."""
    own, _ = short_term_contributions(a.law)
    levy = insolvency_levy(Job(a[GROSS_PAY], trainee=True), a.law)
    return own._replace(label=CONTRIBUTIONS), employer_cost(a[GROSS_PAY], levy)


def cautions(a: Case) -> tuple[str, ...]:
    """What the figures leave out."""
    if is_short_term(a):
        return ()
    if is_only_marginal(a):
        share = () if a.get(PENSION_EXEMPTED, True) else ("pay-small-minijob",)
        return (*share, "net-pay-flat-tax")
    faithful = ("net-pay-church",) if a[CHURCH_TAX] else ()
    birth = () if is_private(a) else born_early_perhaps(a)
    return (*_beside_a_pension(a), *birth, *faithful, "net-pay-what-is-missing")


def _beside_a_pension(a: Case) -> tuple[str, ...]:
    """Whoever has reached the pension age may be free of two contributions, or of one (§ 28 Abs. 1 Nr. 1 SGB III)."""
    if not may_get_old_age_relief(a):
        return ()
    return ("net-pay-free-as-pensioner" if is_free_as_pensioner(a) else "pay-old-age-pension",)


FLOW = Flow(
    key="net-pay",
    label=gettext_noop("What is left of my pay?"),
    slug=gettext_noop("address|net-pay"),
    hint=gettext_noop("From gross to net: wage tax, church tax and contributions, and what the employer pays"),
    order=31,
    one_page=True,
    chart=chart,
    asks=(
        Ask(GROSS_PAY, edges=PAY_EDGES),
        Ask(JOB_KIND),
        Ask(TAX_CLASS, when=is_insured),
        Ask(WORK_STATE, when=is_insured),
        Ask(EAST, when=lies_in_both_parts),
        Ask(CHURCH_TAX, when=is_insured),
        Ask(CHILD_ALLOWANCES, when=is_insured),
        Ask(PENSION_EXEMPTED, when=has_a_minijob),
        Ask(CURRENT_SYSTEM, when=is_above_limit),
        Ask(HEALTH_PREMIUM, when=is_private),
        Ask(CARE_PREMIUM, when=is_private),
        Ask(BASIC_PREMIUM, when=is_private),
        Ask(AGE, when=is_insured, edges=("childless_surcharge_age", "old_age_relief_age")),
        Ask(NO_SICK_PAY, when=may_get_a_pension),
        Ask(FREE_AS_PENSIONER, when=lambda a: a.get(NO_SICK_PAY, False)),
        Ask(CHILDREN, when=is_insured),
        Ask(CHILDREN_UNDER_25, when=lambda a: is_insured(a) and discount_counts_children(a)),
        Ask(ADDITIONAL_RATE, when=lambda a: is_insured(a) and not is_private(a)),
    ),
    outcomes=(
        Outcome(
            "net-pay-short-term",
            duty="",
            when=is_short_term,
            amounts=short_term,
            cautions=cautions,
            authority="net-pay-tax-office",
        ),
        Outcome(
            "net-pay-marginal",
            duty="",
            when=is_only_marginal,
            amounts=untaxed_pay,
            priced=False,
            cautions=cautions,
            authority="pay-minijob-centre",
        ),
        Outcome(
            "net-pay-private",
            duty="",
            when=is_private_and_taxed,
            amounts=taxed_pay,
            priced=False,
            cautions=cautions,
            authority="net-pay-tax-office",
        ),
        Outcome(
            "net-pay-old-age",
            duty="",
            when=may_get_old_age_relief,
            amounts=without_tax,
            cautions=cautions,
            authority="net-pay-tax-office",
        ),
        Outcome(
            "net-pay-other-year",
            duty="",
            when=is_another_year,
            amounts=taxed_pay,
            priced=False,
            cautions=cautions,
            authority="net-pay-tax-office",
        ),
        Outcome("net-pay", duty="", amounts=taxed_pay, priced=False, cautions=cautions, authority="net-pay-tax-office"),
    ),
)
