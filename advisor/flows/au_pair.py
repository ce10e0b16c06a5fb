"""Au-pairs, interns, trainees and exchange pupils."""

from __future__ import annotations

from collections.abc import Callable

from advisor.interview.core import Ask, Case, Flow, Outcome
from advisor.interview.over_income import over
from advisor.rules.words import gettext_noop

from . import too_late
from .au_pair_questions import (
    AGES,
    CITIZEN,
    ENTRY,
    HOST_PAYS,
    INTERNSHIP,
    LODGING,
    MONTHS,
    PAY,
    STAY,
    WORK_START,
    applies_for_visa,
    belongs_to_german_system,
    country_decides,
    home_cover_may_count,
    is_au_pair,
    is_family_insured,
    is_in_training,
    is_insured_by_work,
    is_low_paid_training,
    is_on_student_rate,
    is_paid_above_annual_limit,
    is_paid_training,
    is_pupil,
    is_right_age,
    is_too_old,
    is_too_young,
    is_unpaid_practice,
    keeps_home_cover,
    lives_in_germany_already,
    lives_with_insured_parent,
    pay_counts,
    pays_contributions,
    stays_too_long,
)
from .au_pair_routes import (
    above_limit_cost,
    above_limit_deadlines,
    above_limit_routes,
    cover_cautions,
    cover_deadlines,
    cover_papers,
    cover_routes,
    employee_cost,
    employee_routes,
    family_routes,
    student_rate_cost,
    student_rate_deadlines,
    student_rate_papers,
    student_rate_routes,
    training_cost,
    training_routes,
    work_cautions,
    work_deadlines,
    work_papers,
)
from .income_axes import pay
from .questions import (
    ADDITIONAL_RATE,
    AGE,
    CHILDREN,
    CHILDREN_UNDER_25,
    COUNTRY,
    HOME_COVER,
    LAST_STATUTORY,
    SAXONY,
    discount_counts_children,
)

PAY_EDGES = ("trainee_low_pay_limit", "marginal_earnings_limit", "compulsory_insurance_threshold_per_year")
ASK_BEFORE_LEAVING = "au-pair-ask-before-leaving"


def is_au_pair_without_job(a: Case) -> bool:
    return is_au_pair(a) and not is_insured_by_work(a)


def is_au_pair_with_job(a: Case) -> bool:
    return is_au_pair(a) and is_insured_by_work(a)


def age_decides(a: Case) -> bool:
    """The visa of an au-pair, family insurance, the age limit of the student tariff, or the care rate."""
    practice = is_unpaid_practice(a) and not keeps_home_cover(a)
    return is_au_pair(a) or is_insured_by_work(a) or lives_with_insured_parent(a) or practice


def host_family_may_pay(a: Case) -> bool:
    """An au-pair who may come and brings no cover from home."""
    return is_au_pair_without_job(a) and is_right_age(a) and not keeps_home_cover(a) and not lives_in_germany_already(a)


def needs_cover_from_entry(a: Case) -> bool:
    """Whoever comes to Germany and is not insured by work or family from that day."""
    if lives_in_germany_already(a) or pays_contributions(a) or is_family_insured(a):
        return False
    return is_right_age(a)


def pays_part_of_the_contributions(a: Case) -> bool:
    return pays_contributions(a) and not is_low_paid_training(a)


def _cover(key: str, duty: str, when: Callable[[Case], bool], authority: str = ASK_BEFORE_LEAVING) -> Outcome:
    """An outcome without a duty from work: health and accident cover must be there and be proved."""
    return Outcome(
        key,
        duty=duty,
        when=when,
        routes=cover_routes,
        documents=cover_papers,
        deadlines=cover_deadlines,
        cautions=cover_cautions,
        authority=authority,
    )


def _training(key: str, when: Callable[[Case], bool]) -> Outcome:
    return Outcome(
        key,
        duty="statutory_compulsory",
        when=when,
        routes=training_routes,
        amounts=training_cost,
        documents=work_papers,
        deadlines=work_deadlines,
        authority="fund",
    )


def _employee(key: str, when: Callable[[Case], bool]) -> Outcome:
    return Outcome(
        key,
        duty="statutory_compulsory",
        when=when,
        routes=employee_routes,
        amounts=employee_cost,
        documents=work_papers,
        deadlines=work_deadlines,
        cautions=work_cautions,
        authority="fund",
    )


FLOW = Flow(
    key="au-pair",
    label=gettext_noop("I come as an au-pair, intern or exchange pupil"),
    slug=gettext_noop("address|au-pair"),
    hint=gettext_noop("Host family, internship, vocational training, exchange at a school"),
    order=5,
    chart=over(pay(PAY)),
    asks=(
        Ask(STAY),
        Ask(INTERNSHIP, when=lambda a: a[STAY] == "intern"),
        Ask(PAY, when=pay_counts, edges=PAY_EDGES),
        Ask(LODGING, when=is_pupil),
        Ask(COUNTRY, when=country_decides),
        Ask(HOME_COVER, when=home_cover_may_count),
        Ask(LAST_STATUTORY, when=lambda a: lives_in_germany_already(a) and a[HOME_COVER] == "none"),
        Ask(AGE, when=age_decides, edges=AGES),
        Ask(CITIZEN, when=is_au_pair_without_job),
        Ask(MONTHS, when=lambda a: applies_for_visa(a) and is_right_age(a), edges=("au_pair_max_months",)),
        Ask(HOST_PAYS, when=host_family_may_pay),
        Ask(CHILDREN, when=pays_contributions),
        Ask(CHILDREN_UNDER_25, when=discount_counts_children),
        Ask(SAXONY, when=lambda a: is_insured_by_work(a) and not is_low_paid_training(a)),
        Ask(ADDITIONAL_RATE, when=pays_part_of_the_contributions),
        Ask(WORK_START, when=pays_contributions),
        Ask(ENTRY, when=needs_cover_from_entry),
    ),
    outcomes=(
        _training("au-pair-training-low-pay", is_low_paid_training),
        _training("au-pair-training", is_paid_training),
        too_late.left_to_private_insurance(
            when=lambda a: is_paid_above_annual_limit(a) and too_late.first_job_is_long_ago(a[WORK_START], a.law),
            documents=lambda a: (*work_papers(a), "employee-certificate-for-subsidy"),
            cautions=work_cautions,
        ),
        Outcome(
            "au-pair-above-annual-limit",
            duty="statutory_or_private",
            when=is_paid_above_annual_limit,
            routes=above_limit_routes,
            amounts=above_limit_cost,
            documents=work_papers,
            deadlines=above_limit_deadlines,
            cautions=lambda a: (*work_cautions(a), "return-to-statutory-is-hard"),
            authority="fund",
        ),
        _employee("au-pair-paid-like-a-job", is_au_pair_with_job),
        _employee("au-pair-intern-employee", is_insured_by_work),
        Outcome(
            "au-pair-student-rate",
            duty="statutory_compulsory",
            when=is_on_student_rate,
            routes=student_rate_routes,
            amounts=student_rate_cost,
            documents=student_rate_papers,
            deadlines=student_rate_deadlines,
            cautions=lambda a: () if is_in_training(a) else ("exemption-is-final",),
            authority="fund",
        ),
        Outcome(
            "au-pair-pupil-family",
            duty="family_cover",
            when=is_family_insured,
            routes=family_routes,
            documents=lambda a: ("family-insurance-form", "au-pair-school-certificate", "au-pair-accident-policy"),
            cautions=lambda a: ("income-ends-family-cover",),
            authority="fund-of-relative",
        ),
        _cover("au-pair-too-young", "not_insured_here", is_too_young, "au-pair-visa-office"),
        _cover("au-pair-too-old", "not_insured_here", is_too_old, "au-pair-visa-office"),
        _cover("au-pair-too-long", "not_insured_here", stays_too_long, "au-pair-visa-office"),
        _cover("au-pair-statutory-in-germany", "statutory_compulsory", belongs_to_german_system, "fund"),
        _cover("au-pair-private-in-germany", "private_compulsory", lives_in_germany_already, "au-pair-insurer"),
        _cover("au-pair-pupil-home-cover", "home_cover_continues", lambda a: is_pupil(a) and keeps_home_cover(a)),
        _cover("au-pair-pupil-policy", "not_insured_here", is_pupil),
        _cover("au-pair-home-cover", "home_cover_continues", lambda a: is_au_pair(a) and keeps_home_cover(a)),
        _cover("au-pair-host-family-pays", "not_insured_here", lambda a: is_au_pair(a) and a[HOST_PAYS]),
        _cover("au-pair-own-policy", "not_insured_here", is_au_pair),
        _cover("au-pair-intern-home-cover", "home_cover_continues", keeps_home_cover),
        _cover("au-pair-intern-policy", "not_insured_here", lambda a: True),
    ),
)
