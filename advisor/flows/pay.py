"""The calculator of what is taken from a pay and what the employer adds."""

from __future__ import annotations

from advisor.interview.chart import Chart
from advisor.interview.core import Ask, Case, Flow, Outcome, Step, once
from advisor.rules.amounts import Amount, to_cents
from advisor.rules.employees import (
    Job,
    exceeds_annual_limit,
    is_in_transition_range,
    is_still_gleitzone,
    with_subsidy,
)
from advisor.rules.jobs import (
    Pays,
    added_up,
    contributions_of_all_jobs,
    insolvency_levy,
    minijob_contributions,
    privately_insured_contributions,
    short_term_contributions,
)
from advisor.rules.trainees import employer_pays_all, training_contributions
from advisor.rules.wage_tax import gets_old_age_relief
from advisor.rules.words import gettext_noop

from .job_questions import (
    CARE_PREMIUM,
    CURRENT_SYSTEM,
    HEALTH_PREMIUM,
    JOB_KIND,
    NO_SICK_PAY,
    OTHER_JOBS,
    OTHER_PAY,
    PENSION_EXEMPTED,
    is_short_term,
    is_trainee,
)
from .pay_chart import marks, pay_chart
from .questions import (
    ADDITIONAL_RATE,
    AGE,
    CHILDREN,
    CHILDREN_UNDER_25,
    EAST,
    GROSS_PAY,
    SAXONY,
    discount_counts_children,
    fund_average,
    parenthood,
)

PAY_EDGES = (
    "trainee_low_pay_limit",
    "marginal_earnings_limit",
    "transition_range_upper_limit",
    "contribution_ceiling",
    "pension_ceiling_east",
    "pension_ceiling",
    "compulsory_insurance_threshold_per_year",
)


def may_have_other_jobs(a: Case) -> bool:
    return not (is_trainee(a) or is_short_term(a))


@once
def pays(a: Case) -> Pays:
    """What counts of all jobs; a trainee's pay counts whatever it is (§ 7 Abs. 1 Satz 1 Nr. 1 SGB V)."""
    if is_trainee(a):
        return Pays(a[GROSS_PAY], a[GROSS_PAY], a[GROSS_PAY] * 0)
    others = a.get(OTHER_JOBS, ())
    return added_up((a[GROSS_PAY], *(row[OTHER_PAY] for row in others)), a.law)


def has_a_minijob(a: Case) -> bool:
    return not is_short_term(a) and pays(a).free > 0


@once
def is_only_marginal(a: Case) -> bool:
    return not is_trainee(a) and pays(a).insured == 0


def pays_nothing(a: Case) -> bool:
    """The employer bears every contribution of the training (§ 20 Abs. 3 SGB IV)."""
    return is_trainee(a) and employer_pays_all(a[GROSS_PAY], a.law)


@once
def is_insured(a: Case) -> bool:
    return not is_short_term(a) and not is_only_marginal(a)


@once
def is_above_limit(a: Case) -> bool:
    """A second minijob beside a main job is insured, so that its pay counts for the limit too (§ 8 Abs. 2 SGB IV)."""
    return is_insured(a) and not earns_little(a) and exceeds_annual_limit(pays(a).insured, a.law)


def earns_little(a: Case) -> bool:
    """The pay of all insured jobs lies in the transition range."""
    return is_in_transition_range(Job(pays(a).insured, trainee=is_trainee(a)), a.law)


def is_private(a: Case) -> bool:
    return a.get(CURRENT_SYSTEM, "statutory") == "private" and is_above_limit(a)


def ceilings_differ(a: Case) -> bool:
    """Pay above the lower pension ceiling of the eastern states, while there was one (§ 275a SGB VI)."""
    east = a.law.pension_ceiling_east
    if east is None or not is_insured(a) or a[SAXONY]:
        return False
    return pays(a).insured > east and east < a.law.pension_ceiling


@once
def job(a: Case) -> Job:
    """All insured jobs as one."""
    saxony = a.get(SAXONY, False)
    return Job(
        pays(a).insured,
        fund_average(a),
        saxony=saxony,
        east=saxony or a.get(EAST, False),
        trainee=is_trainee(a),
        sick_pay=not a.get(NO_SICK_PAY, False),
    )


def _beside(a: Case) -> tuple[Amount, ...]:
    """The employer's levy, and the minijob that stays free beside a main job."""
    levy = insolvency_levy(job(a), a.law)
    return (levy, *marginal_cost(a)) if has_a_minijob(a) else (levy,)


@once
def marginal_cost(a: Case) -> tuple[Amount, ...]:
    free = pays(a).free
    sides = minijob_contributions(free, a.law, pension_exempted=a.get(PENSION_EXEMPTED, False))
    return (*sides, insolvency_levy(Job(free), a.law)) if not pays(a).insured else sides


@once
def short_term_cost(a: Case) -> tuple[Amount, ...]:
    return (*short_term_contributions(a.law), insolvency_levy(Job(a[GROSS_PAY], trainee=True), a.law))


@once
def training_cost(a: Case) -> tuple[Amount, ...]:
    return (*training_contributions(job(a), parenthood(a), a.law), insolvency_levy(job(a), a.law))


@once
def private_cost(a: Case) -> tuple[Amount, ...]:
    return (*privately_insured_contributions(job(a), pays(a), a[HEALTH_PREMIUM], a[CARE_PREMIUM], a.law), *_beside(a))


@once
def voluntary_cost(a: Case) -> tuple[Amount, ...]:
    return (*with_subsidy(*contributions_of_all_jobs(job(a), pays(a), parenthood(a), a.law)), *_beside(a))


@once
def member_cost(a: Case) -> tuple[Amount, ...]:
    return (*contributions_of_all_jobs(job(a), pays(a), parenthood(a), a.law), *_beside(a))


def may_be_spared_by_age(a: Case) -> bool:
    """At an age that may spare one contribution by itself, in training too (§ 28 Abs. 1 Nr. 1 SGB III)."""
    return is_insured(a) and gets_old_age_relief(a[AGE], a.law)


def may_get_a_pension(a: Case) -> bool:
    """Old enough for an old-age pension beside the job."""
    return may_be_spared_by_age(a) and not is_trainee(a)


def cautions(a: Case) -> tuple[str, ...]:
    """What the figures leave out, and what hangs on more than was asked."""
    several = ("pay-several-jobs",) if a.get(OTHER_JOBS, ()) else ()
    share = ("pay-small-minijob",) if has_a_minijob(a) and not a[PENSION_EXEMPTED] else ()
    pension = ("pay-old-age-pension",) if a.get(NO_SICK_PAY, False) or may_be_spared_by_age(a) else ()
    return (*several, *share, *pension, "pay-what-is-missing")


def cost(a: Case) -> tuple[Amount, ...]:
    """The amounts of the result."""
    return next(outcome for outcome in FLOW.outcomes if outcome.when(a)).amounts(a)


def chart(step: Step) -> Chart | None:
    """The result among its neighbours, for one job."""
    a = step.results[0].case
    if is_short_term(a) or a.get(OTHER_JOBS, ()):
        return None
    thresholds = marks(a.law, trainee=is_trainee(a), east=job(a).east)
    return pay_chart(lambda pay: cost(a.with_answer(GROSS_PAY, str(to_cents(pay)))), a[GROSS_PAY], thresholds)


FLOW = Flow(
    key="pay",
    label=gettext_noop("What is taken from my pay?"),
    slug=gettext_noop("address|pay"),
    hint=gettext_noop("Contributions of both sides: ordinary job, minijob, transition range, training, several jobs"),
    order=30,
    one_page=True,
    chart=chart,
    asks=(
        Ask(GROSS_PAY, edges=PAY_EDGES),
        Ask(JOB_KIND),
        Ask(OTHER_JOBS, when=may_have_other_jobs),
        Ask(NO_SICK_PAY, when=lambda a: may_have_other_jobs(a) and is_insured(a)),
        Ask(PENSION_EXEMPTED, when=has_a_minijob),
        Ask(CURRENT_SYSTEM, when=is_above_limit),
        Ask(HEALTH_PREMIUM, when=is_private),
        Ask(CARE_PREMIUM, when=is_private),
        Ask(AGE, when=lambda a: not is_short_term(a), edges=("childless_surcharge_age", "old_age_relief_age")),
        Ask(CHILDREN, when=lambda a: not is_short_term(a)),
        Ask(CHILDREN_UNDER_25, when=discount_counts_children),
        Ask(SAXONY, when=lambda a: not is_short_term(a)),
        Ask(EAST, when=ceilings_differ),
        Ask(ADDITIONAL_RATE, when=lambda a: not (is_short_term(a) or is_private(a))),
    ),
    outcomes=(
        Outcome(
            "pay-short-term",
            duty="",
            when=is_short_term,
            amounts=short_term_cost,
            cautions=cautions,
            authority="pay-minijob-centre",
        ),
        Outcome(
            "pay-marginal",
            duty="",
            when=is_only_marginal,
            amounts=marginal_cost,
            cautions=cautions,
            authority="pay-minijob-centre",
        ),
        Outcome(
            "pay-trainee-free", duty="", when=pays_nothing, amounts=training_cost, cautions=cautions, authority="fund"
        ),
        Outcome(
            "pay-transition-former",
            duty="",
            when=lambda a: is_insured(a) and earns_little(a) and is_still_gleitzone(a.law),
            amounts=member_cost,
            cautions=cautions,
            authority="fund",
        ),
        Outcome(
            "pay-transition",
            duty="",
            when=lambda a: is_insured(a) and earns_little(a),
            amounts=member_cost,
            cautions=cautions,
            authority="fund",
        ),
        Outcome("pay-private", duty="", when=is_private, amounts=private_cost, cautions=cautions, authority="fund"),
        Outcome(
            "pay-above-limit", duty="", when=is_above_limit, amounts=voluntary_cost, cautions=cautions, authority="fund"
        ),
        Outcome("pay-member", duty="", amounts=member_cost, cautions=cautions, authority="fund"),
    ),
)
