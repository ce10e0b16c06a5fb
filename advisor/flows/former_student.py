"""People whose student insurance ends: at 30, with the degree, with the first job, or by moving away."""

from __future__ import annotations

from advisor.interview.core import Ask, Flow, Outcome
from advisor.interview.over_income import over
from advisor.rules.words import gettext_noop

from . import former_student_routes as way
from . import too_late
from .former_student_questions import (
    LAST_SEMESTER_ENDS,
    NEXT_STEP,
    STUDENT_COVER,
    goes_on_as_member,
    has_a_job,
    is_above_limit,
    is_family_insured,
    is_still_student,
    keeps_home_cover,
    may_be_family_insured,
    moves_away,
    pays_contributions,
    scholarship_decides,
    semesters_count,
    was_on_student_tariff,
)
from .income_axes import OWN_INCOME_AXIS, PAY_AXIS
from .papers import children_papers
from .questions import (
    ADDITIONAL_RATE,
    AGE,
    CHILDREN,
    CHILDREN_UNDER_25,
    GROSS_PAY,
    JOB_START,
    OWN_INCOME,
    RELATIVE,
    SAXONY,
    TAX_FREE_SCHOLARSHIP,
    discount_counts_children,
    limit_may_rise,
    through_a_parent,
)
from .student_questions import SEMESTERS
from .student_routes import student_cost

FLOW = Flow(
    key="former-student",
    label=gettext_noop("My student insurance ends"),
    slug=gettext_noop("address|former-student"),
    hint=gettext_noop("What follows the student insurance: a job, the search for one, or more studies"),
    order=10,
    chart=over(OWN_INCOME_AXIS, PAY_AXIS),
    asks=(
        Ask(NEXT_STEP),
        Ask(STUDENT_COVER, when=lambda a: not moves_away(a)),
        Ask(
            GROSS_PAY,
            when=lambda a: a[NEXT_STEP] == "job",
            edges=("marginal_earnings_limit", "compulsory_insurance_threshold_per_year"),
        ),
        Ask(
            AGE,
            when=lambda a: not moves_away(a) and not keeps_home_cover(a),
            edges=("family_age_limit_not_working", "family_age_limit_in_education", "student_age_limit"),
        ),
        Ask(SEMESTERS, when=lambda a: not moves_away(a) and semesters_count(a), edges=("student_semester_limit",)),
        Ask(RELATIVE, when=lambda a: not moves_away(a) and may_be_family_insured(a)),
        Ask(
            OWN_INCOME,
            when=lambda a: a.get(RELATIVE, "none") != "none" or (not moves_away(a) and goes_on_as_member(a)),
            edges=("family_income_limit", "marginal_earnings_limit"),
        ),
        Ask(TAX_FREE_SCHOLARSHIP, when=lambda a: not moves_away(a) and scholarship_decides(a)),
        Ask(CHILDREN, when=lambda a: not moves_away(a) and pays_contributions(a)),
        Ask(
            CHILDREN_UNDER_25,
            when=lambda a: not moves_away(a) and pays_contributions(a) and discount_counts_children(a),
        ),
        Ask(SAXONY, when=has_a_job),
        Ask(ADDITIONAL_RATE, when=lambda a: not moves_away(a) and pays_contributions(a)),
        Ask(JOB_START, when=has_a_job),
        Ask(LAST_SEMESTER_ENDS, when=lambda a: not moves_away(a) and was_on_student_tariff(a) and not has_a_job(a)),
    ),
    outcomes=(
        Outcome(
            "former-student-abroad",
            duty="",
            when=moves_away,
            cautions=lambda a: ("former-student-dormant",),
            authority="fund",
        ),
        too_late.left_to_private_insurance(
            when=way.is_too_late,
            documents=lambda a: (*way.job_papers(a), "employee-certificate-for-subsidy"),
            cautions=lambda a: ("health-questions", *limit_may_rise(a)),
        ),
        Outcome(
            "former-student-job-above-limit",
            duty="statutory_or_private",
            when=is_above_limit,
            routes=way.job_routes,
            amounts=way.job_cost,
            documents=way.job_papers,
            deadlines=way.above_limit_deadlines,
            cautions=way.job_cautions,
            authority="fund",
        ),
        Outcome(
            "former-student-job",
            duty="statutory_compulsory",
            when=has_a_job,
            routes=way.job_routes,
            amounts=way.job_cost,
            documents=way.job_papers,
            deadlines=way.job_deadlines,
            cautions=way.job_cautions,
            authority="fund",
        ),
        Outcome(
            "former-student-home",
            duty="home_cover_continues",
            when=keeps_home_cover,
            routes=way.home_routes,
            documents=lambda a: ("ehic",),
            deadlines=lambda a: (way.joining_later(),),
            cautions=lambda a: (*way.search_cautions(a), "work-ends-home-cover"),
            authority="fund-recognises-home-cover",
        ),
        Outcome(
            "former-student-family",
            duty="family_cover",
            when=is_family_insured,
            routes=way.family_routes,
            documents=lambda a: ("family-insurance-form", *way.member_papers(a)),
            deadlines=way.end_of_student_insurance,
            cautions=lambda a: ("income-ends-family-cover", *through_a_parent(a), *way.search_cautions(a)),
            authority="fund-of-relative",
        ),
        Outcome(
            "former-student-still-student",
            duty="statutory_compulsory",
            when=is_still_student,
            routes=way.still_student_routes,
            amounts=lambda a: (student_cost(a),),
            documents=lambda a: ("enrolment-certificate", *children_papers(a)),
            deadlines=way.still_student_deadlines,
            cautions=way.still_student_cautions,
            authority="fund",
        ),
        Outcome(
            "former-student-private",
            duty="private_compulsory",
            when=lambda a: not goes_on_as_member(a),
            routes=way.private_routes,
            documents=lambda a: ("private-policy",),
            cautions=way.private_cautions,
            authority="self-employed-insurer",
        ),
        Outcome(
            "former-student-voluntary",
            duty="statutory_or_private",
            routes=way.member_routes,
            amounts=way.costs,
            documents=way.member_papers,
            deadlines=way.member_deadlines,
            cautions=way.member_cautions,
            authority="former-student-fund-and-agency",
        ),
    ),
)
