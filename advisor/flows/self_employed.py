"""People who work on their own account, as their main work or beside a job."""

from __future__ import annotations

from advisor.interview.core import Ask, Flow, Outcome
from advisor.interview.over_income import over
from advisor.rules.words import gettext_noop

from . import self_employed_routes as way
from . import too_late
from .income_axes import PAY_AXIS, PROFIT_AXIS
from .leading_on import leading_on
from .papers import children_papers
from .questions import (
    ADDITIONAL_RATE,
    AGE,
    CHILDREN,
    CHILDREN_UNDER_25,
    COUNTRY,
    GROSS_PAY,
    HOME_COVER,
    HOME_COVER_ENDS,
    JOB_START,
    LAST_STATUTORY,
    MAIN_WORK,
    PROFIT,
    RELATIVE,
    SAXONY,
    SICK_PAY,
    barred_by_age,
    discount_counts_children,
)
from .self_employed_questions import (
    ARTIST,
    BUSINESS_START,
    SIDELINE,
    STUDY_OR_PENSION,
    WORK_BESIDE,
    another_form_decides,
    belongs_to_last_fund,
    gets_a_pension_beside,
    has_a_main_job,
    has_earlier_periods,
    is_above_limit,
    is_artist,
    is_employee,
    is_family_insured,
    is_full_time,
    is_open_to_members,
    is_too_late_beside_the_job,
    is_uninsured_here,
    joins_from_abroad,
    joins_with_the_job,
    may_be_barred_by_age,
    may_be_family_insured,
    pays_by_income,
    pays_contributions,
    studies_beside,
    works_on_the_side,
)

FLOW = Flow(
    key="self-employed",
    label=gettext_noop("I work for myself"),
    slug=gettext_noop("address|self-employed"),
    hint=gettext_noop("Own business, freelance work or art, alone or beside a job"),
    order=7,
    chart=over(PROFIT_AXIS, PAY_AXIS),
    asks=(
        Ask(COUNTRY),
        Ask(HOME_COVER),
        Ask(WORK_BESIDE),
        Ask(MAIN_WORK, when=lambda a: a[WORK_BESIDE] == "job"),
        Ask(
            GROSS_PAY,
            when=has_a_main_job,
            edges=("marginal_earnings_limit", "compulsory_insurance_threshold_per_year"),
        ),
        Ask(SIDELINE, when=lambda a: a[WORK_BESIDE] != "job"),
        Ask(STUDY_OR_PENSION, when=works_on_the_side),
        Ask(ARTIST, when=is_full_time),
        Ask(LAST_STATUTORY, when=is_uninsured_here),
        Ask(
            AGE,
            when=lambda a: (
                is_employee(a) or is_open_to_members(a) or may_be_family_insured(a) or may_be_barred_by_age(a)
            ),
        ),
        Ask(RELATIVE, when=may_be_family_insured),
        Ask(
            PROFIT,
            when=lambda a: a.get(RELATIVE, "none") != "none" or is_open_to_members(a),
            edges=("family_income_limit", "marginal_earnings_limit"),
        ),
        Ask(SICK_PAY, when=pays_by_income),
        Ask(CHILDREN, when=pays_contributions),
        Ask(CHILDREN_UNDER_25, when=lambda a: pays_contributions(a) and discount_counts_children(a)),
        Ask(SAXONY, when=is_employee),
        Ask(ADDITIONAL_RATE, when=pays_contributions),
        Ask(BUSINESS_START, when=lambda a: not is_employee(a) and not another_form_decides(a)),
        Ask(JOB_START, when=joins_with_the_job),
        Ask(HOME_COVER_ENDS, when=joins_from_abroad),
    ),
    outcomes=(
        too_late.left_to_private_insurance(
            when=is_too_late_beside_the_job,
            documents=lambda a: ("employment-contract", "employee-certificate-for-subsidy"),
            cautions=lambda a: (*barred_by_age(a), "self-employed-who-decides", "health-questions"),
        ),
        Outcome(
            "self-employed-employee-above-limit",
            duty="statutory_or_private",
            when=is_above_limit,
            routes=way.employee_routes,
            amounts=way.employee_cost,
            documents=way.above_limit_papers,
            deadlines=way.above_limit_deadlines,
            cautions=lambda a: (
                *barred_by_age(a),
                "self-employed-who-decides",
                "health-questions",
                "return-to-statutory-is-hard",
            ),
            authority="fund",
        ),
        Outcome(
            "self-employed-employee",
            duty="statutory_compulsory",
            when=is_employee,
            routes=way.employee_routes,
            amounts=way.employee_cost,
            documents=lambda a: ("employment-contract", *children_papers(a)),
            cautions=lambda a: (*barred_by_age(a), "self-employed-who-decides"),
            authority="fund",
        ),
        leading_on(
            "student", studies_beside, lambda a: ("who-am-i-sideline-beside-studies", "self-employed-who-decides")
        ),
        leading_on(
            "pensioner",
            gets_a_pension_beside,
            lambda a: ("who-am-i-sideline-beside-pension", "self-employed-who-decides"),
        ),
        Outcome(
            "self-employed-artist",
            duty="statutory_compulsory",
            when=is_artist,
            routes=way.artist_routes,
            documents=lambda a: ("passport-or-id", "self-employed-artist-proofs"),
            deadlines=way.begins,
            cautions=way.artist_cautions,
            authority="self-employed-artists-fund",
        ),
        Outcome(
            "self-employed-family",
            duty="family_cover",
            when=is_family_insured,
            routes=way.family_routes,
            documents=lambda a: ("family-insurance-form", "guest-worker-tax-assessment"),
            deadlines=way.begins,
            cautions=lambda a: ("income-ends-family-cover", "self-employed-who-decides"),
            authority="fund-of-relative",
        ),
        Outcome(
            "self-employed-catch-all",
            duty="statutory_compulsory",
            when=belongs_to_last_fund,
            routes=way.catch_all_routes,
            amounts=way.member_cost,
            documents=way.member_papers,
            deadlines=way.member_deadlines,
            cautions=way.member_cautions,
            authority="fund",
        ),
        too_late.judged_by_a_fund(
            when=lambda a: has_earlier_periods(a) and too_late.home_cover_is_long_ago(a),
            routes=way.fund_checks_routes,
            amounts=way.member_cost,
            documents=way.member_papers,
            deadlines=way.member_deadlines,
            cautions=way.member_cautions,
        ),
        Outcome(
            "self-employed-voluntary",
            duty="statutory_or_private",
            when=has_earlier_periods,
            routes=way.voluntary_routes,
            amounts=way.member_cost,
            documents=way.member_papers,
            deadlines=way.member_deadlines,
            cautions=way.member_cautions,
            authority="fund",
        ),
        Outcome(
            "self-employed-private",
            duty="private_compulsory",
            routes=way.private_routes,
            documents=lambda a: ("passport-or-id", "private-policy"),
            deadlines=way.begins,
            cautions=way.private_cautions,
            authority="self-employed-insurer",
        ),
    ),
)
