"""What employees pay in each case, and the chart of it."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.chart import Chart
from advisor.interview.core import Case, Step, once
from advisor.rules.amounts import Amount, to_cents
from advisor.rules.employees import (
    employment_contributions,
    exceeds_annual_limit,
    is_marginal,
    voluntary_employee_contributions,
)
from advisor.rules.jobs import Pays, minijob_contributions, privately_insured_contributions
from advisor.rules.trainees import training_contributions
from advisor.rules.voluntary import voluntary_contributions

from .employee_questions import income, is_civil_servant, is_free_as_pensioner, job
from .job_questions import CARE_PREMIUM, HEALTH_PREMIUM, is_short_term, is_trainee
from .pay_chart import both_sides, marks, pay_chart
from .questions import AGE, GROSS_PAY, fund_average, parenthood


@once
def member_cost(a: Case) -> tuple[Amount, ...]:
    sides = training_contributions if is_trainee(a) else employment_contributions
    return as_pensioner(a, *sides(job(a), parenthood(a), a.law))


@once
def voluntary_cost(a: Case) -> tuple[Amount, ...]:
    return as_pensioner(a, *voluntary_employee_contributions(job(a), parenthood(a), a.law))


@once
def private_cost(a: Case) -> tuple[Amount, ...]:
    pay = a[GROSS_PAY]
    pays = Pays(pay, pay, pay * 0)
    sides = privately_insured_contributions(job(a), pays, a[HEALTH_PREMIUM], a[CARE_PREMIUM], a.law)
    return as_pensioner(a, *sides)


def as_pensioner(a: Case, *sides: Amount) -> tuple[Amount, ...]:
    """Health and care alone for old-age pensioners who are free of the rest, on both sides. What the employer owes to
    pension and unemployment insurance all the same a caution tells."""
    if not is_free_as_pensioner(a):
        return sides
    return tuple(Amount.total(side.code, side.label, side.parts[0], law=side.law, payer=side.payer) for side in sides)


@once
def marginal_cost(a: Case) -> tuple[Amount, ...]:
    return minijob_contributions(a[GROSS_PAY], a.law, pension_exempted=is_free_as_pensioner(a))


@once
def own_contribution(a: Case) -> Amount:
    """Of a member whose job does not insure."""
    return voluntary_contributions(income(a), parenthood(a), fund_average(a), a.law)


@once
def catch_all_cost(a: Case) -> tuple[Amount, ...]:
    return (own_contribution(a),)


def cost_at(a: Case, pay: Decimal) -> tuple[Amount, ...]:
    """What both sides would pay at another pay, as a member."""
    then = a.with_answer(GROSS_PAY, str(to_cents(pay)))
    if is_trainee(a):
        return member_cost(then)
    if is_marginal(pay, a.law):
        return marginal_cost(then)
    return voluntary_cost(then) if exceeds_annual_limit(pay, a.law) else member_cost(then)


def chart(step: Step) -> Chart | None:
    """The result of members among its neighbours; what others pay leads over no such line."""
    a, outcome = step.results[0].case, step.results[0].outcome
    if is_civil_servant(a) or is_short_term(a) or not a.has(AGE) or outcome is None:
        return None
    pay, amounts = a[GROSS_PAY], outcome.amounts(a)
    as_member = both_sides(amounts) == both_sides(cost_at(a, pay)) if amounts else is_marginal(pay, a.law)
    if not as_member:
        return None
    thresholds = marks(a.law, trainee=is_trainee(a), east=job(a).east)
    return pay_chart(lambda other: cost_at(a, other), pay, thresholds)
