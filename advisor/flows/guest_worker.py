"""People who come to Germany to work: for an employer, on their own account, both, sent from home, or in two countries."""

from __future__ import annotations

from advisor.interview.core import Ask, Case, Flow, Outcome, once
from advisor.interview.over_income import over
from advisor.rules.employees import exceeds_annual_limit, is_marginal
from advisor.rules.words import gettext_noop

from . import guest_worker_papers as papers
from . import guest_worker_routes as way
from . import too_late
from .guest_worker_questions import (
    HOME_SHARE,
    LIVES_IN,
    MAY_WORK,
    OCCUPATION,
    OTHER_COUNTRY,
    PAY_IN_ALL,
    POSTED_BY,
    POSTING_MONTHS,
    REPLACES,
    SEAT,
    SHORT_TERM,
    STATES_WORK,
)
from .guest_worker_routes import (
    adds_up_pay,
    counts_as_employee,
    has_a_business_beside_the_job,
    has_earlier_periods,
    is_coordinated,
    is_posted_in_time,
    is_seasonal,
    is_short_term,
    may_live_here,
    pay,
    works_in_several_states,
    works_under_one_law,
)
from .income_axes import PAY_AXIS, PROFIT_AXIS
from .income_axes import pay as pay_axis
from .questions import (
    ADDITIONAL_RATE,
    AGE,
    CHILDREN,
    CHILDREN_UNDER_25,
    COUNTRY,
    EAST,
    FIRST_JOB,
    GROSS_PAY,
    HOME_COVER,
    HOME_COVER_ENDS,
    JOB_START,
    LAST_STATUTORY,
    MAIN_WORK,
    PROFIT,
    SAXONY,
    SICK_PAY,
    discount_counts_children,
)

PAY_EDGES = (
    "marginal_earnings_limit",
    "transition_range_upper_limit",
    "contribution_ceiling",
    "pension_ceiling_east",
    "compulsory_insurance_threshold_per_year",
)


def lacks_permission(a: Case) -> bool:
    """No residence title that allows work yet; citizens of the EU, EEA and Switzerland need none."""
    return a.has(MAY_WORK) and not a[MAY_WORK]


def is_sent_from_abroad(a: Case) -> bool:
    abroad = not a.law.country(a[COUNTRY]).at_home
    return not lacks_permission(a) and a[OCCUPATION] == "posted" and abroad


def is_sent_by_home_employer(a: Case) -> bool:
    return is_sent_from_abroad(a) and a[POSTED_BY] == "home"


def is_posted(a: Case) -> bool:
    """Stays under home law: in coordinated states in time and in nobody's place (Art. 12 VO (EG) 883/2004),
    elsewhere by the treaty or § 5 SGB IV."""
    if not is_sent_by_home_employer(a):
        return False
    return not is_coordinated(a) or (is_posted_in_time(a) and not a[REPLACES])


def same_work_in_both(a: Case) -> bool:
    return works_under_one_law(a) and a.one_of(STATES_WORK, ("employed", "self_employed"))


def does_substantial_part_at_home(a: Case) -> bool:
    """In the state of residence (Art. 13 VO (EG) 883/2004, Art. 14 Abs. 8 VO (EG) 987/2009)."""
    return a[HOME_SHARE] >= a.law.multi_state_substantial_share


def seat_is_abroad(a: Case) -> bool:
    """Employers in the state of residence and in one other: the other one (Art. 13 Abs. 1 lit. b VO (EG) 883/2004).
    An employer outside these states: the state of residence (Art. 14 Abs. 11 VO (EG) 987/2009)."""
    lives_abroad = a[LIVES_IN] != "germany"
    if a[SEAT] == "both":
        works_at_home = a[HOME_SHARE] > 0
        return not (lives_abroad and works_at_home)
    return lives_abroad if a[SEAT] == "outside" else a[SEAT] == "other"


@once
def falls_under_another_state(a: Case) -> bool:
    """The state of the job before that of the business; the state of residence with a substantial part of the work;
    otherwise the seat (Art. 13 Abs. 1 to 3 VO (EG) 883/2004)."""
    if not works_under_one_law(a):
        return False
    if not same_work_in_both(a):
        return a[STATES_WORK] == "employed_there"
    return a[LIVES_IN] != "germany" if does_substantial_part_at_home(a) else seat_is_abroad(a)


def stays_in_another_state(a: Case) -> bool:
    """The state of the insurance until now goes on being the competent one."""
    return falls_under_another_state(a) and a.same(COUNTRY, OTHER_COUNTRY)


@once
def falls_under_german_law(a: Case) -> bool:
    return not (lacks_permission(a) or is_posted(a) or falls_under_another_state(a))


@once
def is_employee(a: Case) -> bool:
    """A job under German law that is no short-term job."""
    return falls_under_german_law(a) and counts_as_employee(a) and not is_short_term(a)


def is_in_short_term_job(a: Case) -> bool:
    return falls_under_german_law(a) and is_short_term(a)


def is_self_employed(a: Case) -> bool:
    return falls_under_german_law(a) and not counts_as_employee(a)


@once
def is_in_minijob(a: Case) -> bool:
    return is_employee(a) and is_marginal(pay(a), a.law)


@once
def is_above_limit(a: Case) -> bool:
    return is_employee(a) and not is_in_minijob(a) and exceeds_annual_limit(pay(a), a.law)


def joins_with_first_job(a: Case) -> bool:
    """A first job above the limit gives a right to join, for a time (§ 9 Abs. 2 Nr. 3 SGB V)."""
    first = is_above_limit(a) and a[FIRST_JOB]
    return first and not too_late.first_job_is_long_ago(a.get(JOB_START, None), a.law)


def keeps_or_joins_above_limit(a: Case) -> bool:
    """A later job above the limit: insured in a fund or in a coordinated state until now (§ 9 Abs. 1 SGB V)."""
    return is_above_limit(a) and not joins_with_first_job(a) and has_earlier_periods(a)


def is_left_to_private_insurance(a: Case) -> bool:
    """A later job above the limit without periods that count."""
    return is_above_limit(a) and not joins_with_first_job(a) and not has_earlier_periods(a)


def is_too_late(a: Case) -> bool:
    """Above the limit, and the time to join with the first job or after insurance abroad is over."""
    if keeps_or_joins_above_limit(a):
        return too_late.home_cover_is_long_ago(a)
    return is_left_to_private_insurance(a) and a[FIRST_JOB]


def has_no_duty_abroad(a: Case) -> bool:
    """No fund insures, and only who lives in Germany must insure privately instead (§ 193 Abs. 3 VVG)."""
    if may_live_here(a) or not falls_under_german_law(a):
        return False
    if is_self_employed(a):
        return not has_earlier_periods(a) or too_late.home_cover_is_long_ago(a)
    return is_left_to_private_insurance(a) or is_too_late(a)


def may_join_from_abroad(a: Case) -> bool:
    """Unless there is no way into a fund, one is open, and nobody must be insured here (§ 193 Abs. 3 VVG)."""
    return not may_live_here(a) and (is_self_employed(a) or is_above_limit(a))


@once
def pays_as_employee(a: Case) -> bool:
    return is_employee(a) and not is_in_minijob(a) and not is_left_to_private_insurance(a)


def own_cover_decides(a: Case) -> bool:
    """The work does not insure; with a first job above the limit that alone opens the funds."""
    later_job = is_above_limit(a) and not joins_with_first_job(a)
    return is_self_employed(a) or is_in_short_term_job(a) or is_in_minijob(a) or later_job


def pays_as_member(a: Case) -> bool:
    """Voluntary membership is open and its contribution can be worked out."""
    return (is_self_employed(a) or is_in_minijob(a)) and has_earlier_periods(a)


def end_of_home_cover_decides(a: Case) -> bool:
    """Voluntary membership is open through periods abroad, and for a time only (§ 9 Abs. 2 Nr. 1 SGB V)."""
    open_to = pays_as_member(a) or keeps_or_joins_above_limit(a)
    return is_coordinated(a) and (open_to or (is_in_short_term_job(a) and has_earlier_periods(a)))


def pays_contributions(a: Case) -> bool:
    return pays_as_employee(a) or pays_as_member(a)


def ceilings_differ(a: Case) -> bool:
    """Pay above the lower pension ceiling of the eastern states, while there was one (§ 275a SGB VI)."""
    east = a.law.pension_ceiling_east
    if east is None or not pays_as_employee(a) or a[SAXONY]:
        return False
    return pay(a) > east and east < a.law.pension_ceiling


FIRST_JOB_ABOVE_LIMIT = Outcome(
    "guest-worker-first-job-above-limit",
    duty="statutory_or_private",
    when=joins_with_first_job,
    routes=way.first_job_routes,
    amounts=way.above_limit_cost,
    documents=papers.employee_papers,
    deadlines=papers.first_job_deadlines,
    cautions=papers.above_limit_cautions,
    authority="fund",
)

ABOVE_LIMIT = Outcome(
    "guest-worker-above-limit",
    duty="statutory_or_private",
    when=keeps_or_joins_above_limit,
    routes=way.above_limit_routes,
    amounts=way.above_limit_cost,
    documents=papers.above_limit_papers,
    deadlines=papers.membership_deadlines,
    cautions=papers.stays_above_limit_cautions,
    authority="fund",
)

VOLUNTARY_MEMBER = Outcome(
    "guest-worker-self-employed-voluntary",
    duty="statutory_or_private",
    when=has_earlier_periods,
    routes=way.self_employed_routes,
    amounts=way.self_employed_cost,
    documents=papers.self_employed_papers,
    deadlines=papers.membership_deadlines,
    cautions=papers.self_employed_cautions,
    authority="fund",
)


def _with_a_home_here(a: Case) -> Outcome:
    """What people who live abroad would be told in Germany: the ways into a fund are the same."""
    if is_self_employed(a):
        return VOLUNTARY_MEMBER
    return FIRST_JOB_ABOVE_LIMIT if joins_with_first_job(a) else ABOVE_LIMIT


FLOW = Flow(
    key="guest-worker",
    label=gettext_noop("I come to work"),
    slug=gettext_noop("address|guest-worker"),
    hint=gettext_noop("Employed, self-employed, seasonal, sent by an employer, or working in two countries"),
    order=2,
    chart=over(PROFIT_AXIS, PAY_AXIS, pay_axis(PAY_IN_ALL)),
    asks=(
        Ask(COUNTRY),
        Ask(OCCUPATION),
        Ask(MAY_WORK, when=lambda a: not a.law.country(a[COUNTRY]).free_movement),
        Ask(POSTED_BY, when=is_sent_from_abroad),
        Ask(
            POSTING_MONTHS,
            when=lambda a: is_sent_by_home_employer(a) and is_coordinated(a),
            edges=("posting_max_months",),
        ),
        Ask(REPLACES, when=lambda a: is_sent_by_home_employer(a) and is_coordinated(a) and is_posted_in_time(a)),
        Ask(OTHER_COUNTRY, when=lambda a: not lacks_permission(a) and works_in_several_states(a)),
        Ask(STATES_WORK, when=lambda a: a.has(OTHER_COUNTRY)),
        Ask(LIVES_IN, when=same_work_in_both),
        Ask(HOME_SHARE, when=same_work_in_both, edges=("multi_state_substantial_share",)),
        Ask(SEAT, when=lambda a: same_work_in_both(a) and not does_substantial_part_at_home(a)),
        Ask(MAIN_WORK, when=lambda a: not lacks_permission(a) and has_a_business_beside_the_job(a)),
        Ask(SHORT_TERM, when=lambda a: not lacks_permission(a) and is_seasonal(a)),
        Ask(GROSS_PAY, when=lambda a: is_employee(a) and not adds_up_pay(a), edges=PAY_EDGES),
        Ask(PAY_IN_ALL, when=lambda a: is_employee(a) and adds_up_pay(a), edges=PAY_EDGES),
        Ask(FIRST_JOB, when=is_above_limit),
        Ask(JOB_START, when=lambda a: is_above_limit(a) and a[FIRST_JOB]),
        Ask(HOME_COVER, when=own_cover_decides),
        Ask(LAST_STATUTORY, when=lambda a: too_late.may_be_member_still(a) and is_above_limit(a)),
        Ask(
            PROFIT,
            when=lambda a: is_self_employed(a) and has_earlier_periods(a),
            edges=("minimum_assessment_base", "contribution_ceiling"),
        ),
        Ask(SICK_PAY, when=lambda a: is_self_employed(a) and has_earlier_periods(a)),
        Ask(AGE, when=pays_contributions, edges=("childless_surcharge_age", "old_age_relief_age")),
        Ask(CHILDREN, when=pays_contributions),
        Ask(CHILDREN_UNDER_25, when=discount_counts_children),
        Ask(SAXONY, when=pays_as_employee),
        Ask(EAST, when=ceilings_differ),
        Ask(ADDITIONAL_RATE, when=pays_contributions),
        Ask(
            JOB_START,
            when=lambda a: not a.has(JOB_START) and (pays_as_employee(a) or (is_posted(a) and is_coordinated(a))),
        ),
        Ask(HOME_COVER_ENDS, when=end_of_home_cover_decides),
    ),
    outcomes=(
        Outcome(
            "guest-worker-no-permit",
            duty="not_insured_here",
            when=lacks_permission,
            routes=way.no_permit_routes,
            documents=lambda a: ("passport-or-id", "employment-contract", "guest-worker-residence-title"),
            cautions=papers.no_permit_cautions,
            authority="guest-worker-immigration-office",
        ),
        Outcome(
            "guest-worker-posted",
            duty="home_cover_continues",
            when=lambda a: is_posted(a) and is_coordinated(a),
            routes=way.posted_routes,
            documents=papers.posted_papers,
            deadlines=papers.posted_deadlines,
            cautions=papers.posted_cautions,
            authority="guest-worker-home-body",
        ),
        Outcome(
            "guest-worker-posted-treaty",
            duty="home_cover_continues",
            when=lambda a: is_posted(a) and a.law.country(a[COUNTRY]).treaty_in_kind,
            routes=way.posted_treaty_routes,
            documents=papers.posted_treaty_papers,
            cautions=papers.posted_treaty_cautions,
            authority="guest-worker-liaison-body",
        ),
        Outcome(
            "guest-worker-posted-elsewhere",
            duty="not_insured_here",
            when=is_posted,
            routes=way.posted_elsewhere_routes,
            documents=papers.posted_elsewhere_papers,
            cautions=papers.posted_elsewhere_cautions,
            authority="guest-worker-liaison-body",
        ),
        Outcome(
            "guest-worker-other-state",
            duty="home_cover_continues",
            when=stays_in_another_state,
            routes=way.other_state_routes,
            documents=papers.other_state_papers,
            cautions=papers.other_state_cautions,
            authority="guest-worker-residence-body",
        ),
        Outcome(
            "guest-worker-joins-other-state",
            duty="not_insured_here",
            when=falls_under_another_state,
            routes=way.joins_other_state_routes,
            documents=papers.other_state_papers,
            cautions=papers.other_state_cautions,
            authority="guest-worker-residence-body",
        ),
        Outcome(
            "guest-worker-short-term",
            duty="not_insured_here",
            when=is_in_short_term_job,
            routes=way.short_term_routes,
            documents=papers.marginal_papers,
            deadlines=papers.membership_deadlines,
            cautions=papers.short_term_cautions,
            authority="fund",
        ),
        Outcome(
            "guest-worker-marginal",
            duty="not_insured_here",
            when=is_in_minijob,
            routes=way.marginal_routes,
            amounts=way.marginal_cost,
            documents=papers.marginal_papers,
            deadlines=papers.membership_deadlines,
            cautions=papers.marginal_cautions,
            authority="fund",
        ),
        Outcome(
            "guest-worker-no-duty-abroad",
            duty="not_insured_here",
            when=has_no_duty_abroad,
            routes=way.no_duty_abroad_routes,
            documents=papers.no_duty_abroad_papers,
            cautions=papers.no_duty_abroad_cautions,
            authority="guest-worker-residence-body",
        ),
        Outcome(
            "guest-worker-may-join-abroad",
            duty="not_insured_here",
            when=may_join_from_abroad,
            routes=lambda a: _with_a_home_here(a).routes(a),
            amounts=lambda a: _with_a_home_here(a).amounts(a),
            documents=lambda a: _with_a_home_here(a).documents(a),
            deadlines=lambda a: _with_a_home_here(a).deadlines(a),
            cautions=lambda a: _with_a_home_here(a).cautions(a),
            authority="fund",
        ),
        FIRST_JOB_ABOVE_LIMIT,
        too_late.left_to_private_insurance(
            when=is_too_late,
            routes=way.too_late_routes,
            documents=papers.only_private_papers,
            cautions=papers.only_private_cautions,
        ),
        ABOVE_LIMIT,
        Outcome(
            "guest-worker-only-private",
            duty="private_compulsory",
            when=is_left_to_private_insurance,
            routes=way.only_private_routes,
            documents=papers.only_private_papers,
            cautions=papers.only_private_cautions,
            authority="guest-worker-insurer",
        ),
        Outcome(
            "guest-worker-employee",
            duty="statutory_compulsory",
            when=is_employee,
            routes=way.employee_routes,
            amounts=way.employee_cost,
            documents=papers.employee_papers,
            deadlines=papers.employee_deadlines,
            cautions=papers.employee_cautions,
            authority="fund",
        ),
        too_late.judged_by_a_fund(
            when=lambda a: has_earlier_periods(a) and too_late.home_cover_is_long_ago(a),
            routes=way.self_employed_routes,
            amounts=way.self_employed_cost,
            documents=papers.self_employed_papers,
            cautions=papers.self_employed_cautions,
        ),
        VOLUNTARY_MEMBER,
        Outcome(
            "guest-worker-self-employed-private",
            duty="private_compulsory",
            routes=way.self_employed_routes,
            documents=papers.self_employed_papers,
            cautions=papers.self_employed_cautions,
            authority="guest-worker-insurer",
        ),
    ),
)
