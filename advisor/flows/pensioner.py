"""People who get a pension, have applied for one, or work beside it."""

from __future__ import annotations

from advisor.interview.core import Ask, Case, Flow, Outcome
from advisor.interview.over_income import over
from advisor.rules.words import gettext_noop

from . import pensioner_routes as holds
from . import too_late
from .income_axes import PAY_AXIS, PENSION_AXIS, income
from .pension_cost import as_compulsory_member
from .pension_questions import (
    BORN_EARLY,
    FOREIGN_PENSION,
    OCCUPATIONAL_PENSION,
    PENSION_APPLICATION,
    RENT_AND_CAPITAL,
    STATUTORY_PENSION,
    birth_decides,
)
from .pensioner_questions import (
    FULL_OLD_AGE_PENSION,
    INSURED_THERE,
    NINE_TENTHS,
    PENSION_COUNTRY,
    PENSION_FROM,
    PENSIONER_COVER,
    PENSIONER_HOME,
    PENSIONER_INCOME,
    PENSIONER_WORK,
    belongs_to_the_last_fund,
    has_german_pension,
    is_covered_from_abroad,
    is_in_the_family,
    is_in_the_scheme,
    is_insured_by_the_job,
    is_private,
    is_uninsured,
    job_is_above_the_limit,
    lives_here,
    may_be_in_the_family,
    must_join_for_the_job,
    nine_tenths_decides,
    other_state_may_pay,
    pays_by_income,
    pays_contributions,
    pays_on_pensions,
    works_above_the_minijob,
)
from .questions import (
    ADDITIONAL_RATE,
    CHILDREN,
    CHILDREN_UNDER_25,
    GROSS_PAY,
    JOB_START,
    LAST_STATUTORY,
    SAXONY,
    discount_counts_children,
)


def waits_for_the_pension(a: Case) -> bool:
    return a[PENSION_FROM] == "applied" and is_in_the_scheme(a)


def pays_on_foreign_pensions(a: Case) -> bool:
    return a[PENSION_FROM] in ("both", "foreign") and pays_on_pensions(a)


FLOW = Flow(
    key="pensioner",
    label=gettext_noop("I get a pension or have applied for one"),
    slug=gettext_noop("address|pensioner"),
    hint=gettext_noop("From Germany or another state, also with a job beside it"),
    order=9,
    chart=over(PAY_AXIS, PENSION_AXIS, income(PENSIONER_INCOME)),
    asks=(
        Ask(PENSION_FROM),
        Ask(PENSIONER_HOME, when=has_german_pension),
        Ask(PENSION_COUNTRY, when=lambda a: not has_german_pension(a)),
        Ask(PENSIONER_WORK, when=lives_here),
        Ask(
            GROSS_PAY,
            when=lambda a: a.get(PENSIONER_WORK, "none") == "job",
            edges=("marginal_earnings_limit", "compulsory_insurance_threshold_per_year"),
        ),
        Ask(INSURED_THERE, when=lambda a: other_state_may_pay(a) and not works_above_the_minijob(a)),
        Ask(PENSIONER_COVER, when=lambda a: not is_covered_from_abroad(a)),
        Ask(NINE_TENTHS, when=nine_tenths_decides),
        Ask(LAST_STATUTORY, when=is_uninsured),
        Ask(
            PENSIONER_INCOME,
            when=may_be_in_the_family,
            edges=("family_income_limit", "marginal_earnings_limit"),
        ),
        Ask(FULL_OLD_AGE_PENSION, when=is_insured_by_the_job),
        Ask(SAXONY, when=is_insured_by_the_job),
        Ask(STATUTORY_PENSION, when=lambda a: has_german_pension(a) and pays_on_pensions(a)),
        Ask(FOREIGN_PENSION, when=pays_on_foreign_pensions),
        Ask(OCCUPATIONAL_PENSION, when=pays_on_pensions),
        Ask(RENT_AND_CAPITAL, when=pays_by_income),
        Ask(CHILDREN, when=pays_contributions),
        Ask(CHILDREN_UNDER_25, when=discount_counts_children),
        Ask(BORN_EARLY, when=birth_decides),
        Ask(ADDITIONAL_RATE, when=pays_contributions),
        Ask(JOB_START, when=must_join_for_the_job),
        Ask(PENSION_APPLICATION, when=waits_for_the_pension),
    ),
    outcomes=(
        Outcome(
            "pensioner-abroad-europe",
            duty="home_cover_continues",
            when=lambda a: (
                not lives_here(a) and a[PENSIONER_HOME] == "europe" and a[PENSIONER_COVER] in ("statutory", "family")
            ),
            routes=holds.europe_routes,
            documents=lambda a: ("pensioner-notice", "pensioner-s1-from-fund"),
            cautions=lambda a: ("pensioner-state-that-also-pays",) if a[PENSION_FROM] == "both" else (),
            authority="pensioner-abroad",
        ),
        Outcome(
            "pensioner-abroad-elsewhere",
            duty="",
            when=lambda a: not lives_here(a),
            routes=holds.elsewhere_routes,
            documents=lambda a: ("private-policy",) if is_private(a) else ("treaty-form",),
            cautions=lambda a: ("pensioner-keep-the-old-cover",),
            authority="pensioner-abroad",
        ),
        too_late.left_to_private_insurance(
            when=holds.is_too_late_beside_the_job,
            routes=holds.too_late_routes,
            documents=lambda a: (*holds.job_papers(a), "employee-certificate-for-subsidy"),
            cautions=lambda a: ("health-questions",),
        ),
        Outcome(
            "pensioner-job-above-limit",
            duty="statutory_or_private",
            when=job_is_above_the_limit,
            routes=holds.high_pay_routes,
            amounts=holds.high_pay_cost,
            documents=holds.high_pay_papers,
            deadlines=holds.high_pay_deadlines,
            cautions=lambda a: ("return-to-statutory-is-hard", "health-questions"),
            authority="fund",
        ),
        Outcome(
            "pensioner-employee",
            duty="statutory_compulsory",
            when=is_insured_by_the_job,
            routes=holds.employee_routes,
            amounts=holds.job_cost,
            documents=holds.job_papers,
            deadlines=holds.employee_deadlines,
            cautions=holds.employee_cautions,
            authority="fund",
        ),
        Outcome(
            "pensioner-s1",
            duty="home_cover_continues",
            when=is_covered_from_abroad,
            routes=holds.s1_routes,
            documents=holds.s1_papers,
            cautions=holds.s1_cautions,
            authority="fund-recognises-home-cover",
        ),
        Outcome(
            "pensioner-applicant",
            duty="statutory_compulsory",
            when=waits_for_the_pension,
            routes=holds.scheme_routes,
            amounts=as_compulsory_member,
            documents=holds.member_papers,
            deadlines=holds.applicant_deadlines,
            cautions=lambda a: ("pensioner-pays-until-the-pension", *holds.work_cautions(a)),
            authority="pensioner",
        ),
        Outcome(
            "pensioner-scheme",
            duty="statutory_compulsory",
            when=is_in_the_scheme,
            routes=holds.scheme_routes,
            amounts=as_compulsory_member,
            documents=holds.member_papers,
            cautions=holds.scheme_cautions,
            authority="pensioner",
        ),
        Outcome(
            "pensioner-private",
            duty="private_compulsory",
            when=is_private,
            routes=holds.private_routes,
            documents=lambda a: ("private-policy", *(("pensioner-notice",) if has_german_pension(a) else ())),
            cautions=holds.private_cautions,
            authority="pensioner",
        ),
        Outcome(
            "pensioner-family",
            duty="family_cover",
            when=is_in_the_family,
            routes=holds.family_routes,
            documents=lambda a: ("family-insurance-form",),
            cautions=lambda a: ("income-ends-family-cover", *holds.work_cautions(a)),
            authority="fund-of-relative",
        ),
        Outcome(
            "pensioner-catch-all",
            duty="statutory_compulsory",
            when=belongs_to_the_last_fund,
            routes=holds.catch_all_routes,
            amounts=holds.voluntary_cost,
            documents=holds.member_papers,
            cautions=lambda a: ("report-at-once", *holds.work_cautions(a)),
            authority="fund",
        ),
        Outcome(
            "pensioner-uninsured",
            duty="statutory_or_private",
            when=is_uninsured,
            routes=holds.uninsured_routes,
            documents=lambda a: ("passport-or-id", "proof-of-earlier-periods", "private-policy"),
            deadlines=holds.uninsured_deadlines,
            cautions=lambda a: ("last-fund", "health-questions", "travel-policy-is-not-enough"),
            authority="fund",
        ),
        Outcome(
            "pensioner-voluntary",
            duty="statutory_or_private",
            routes=holds.voluntary_routes,
            amounts=holds.voluntary_cost,
            documents=holds.member_papers,
            deadlines=holds.voluntary_deadlines,
            cautions=holds.voluntary_cautions,
            authority="pensioner",
        ),
    ),
)
