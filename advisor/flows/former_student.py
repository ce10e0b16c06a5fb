"""People whose student insurance ends: at 30, at the end of the studies, or with the family insurance."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import NO_DAY, Ask, Case, Flow, Option, Outcome, Question, choice, day
from advisor.rules.amounts import Amount
from advisor.rules.employees import Job, employment_contributions, exceeds_annual_limit, is_marginal
from advisor.rules.family import child_is_young_enough, is_within_family_income
from advisor.rules.students import former_student_contributions, semester_end
from advisor.rules.voluntary import voluntary_contributions
from advisor.rules.words import gettext_noop

from .deadlines import fund_for_employer
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
    discount_counts_children,
    fund_average,
    parenthood,
)

STUDENT_COVER = Question(
    "student_cover",
    gettext_noop("How have you been insured during your studies?"),
    choice,
    sensitive=False,
    samples=("student", "family", "private", "abroad"),
    options=(
        Option("student", gettext_noop("In the German statutory system, as a student or a voluntary member")),
        Option("family", gettext_noop("In the German statutory system, through my family")),
        Option("private", gettext_noop("Privately in Germany, or exempted from the statutory insurance")),
        Option("abroad", gettext_noop("With my insurance from home, in another country")),
    ),
)

NEXT_STEP = Question(
    "next_step",
    gettext_noop("What do you do next?"),
    choice,
    sensitive=False,
    samples=("study", "search", "job", "leave"),
    options=(
        Option("study", gettext_noop("I go on studying, but I turn 30 or have turned 30")),
        Option("search", gettext_noop("I look for work, or I have no plan yet")),
        Option("minijob", gettext_noop("I only have a minijob")),
        Option("job", gettext_noop("I start a job that is more than a minijob")),
        Option("leave", gettext_noop("I leave Germany")),
    ),
)

STUDIES_END = Question(
    "studies_end",
    gettext_noop("On which day does your last semester as an insured student end?"),
    day,
    sensitive=False,
    samples=("2027-03-31", "none"),
    hint=gettext_noop("Leave empty if you do not know the day yet: we then tell you the rule."),
    default=NO_DAY,
)


def starts_a_job(a: Case) -> bool:
    return a[NEXT_STEP] == "job"


def is_employee(a: Case) -> bool:
    """The job insures from its first day (§ 5 Abs. 1 Nr. 1 SGB V); pay up to the minijob limit does not."""
    return starts_a_job(a) and not is_marginal(a[GROSS_PAY], a.law)


def is_above_the_limit(a: Case) -> bool:
    return is_employee(a) and exceeds_annual_limit(a[GROSS_PAY], a.law)


def stays_without_a_job(a: Case) -> bool:
    return a[STUDENT_COVER] in ("student", "family") and a[NEXT_STEP] != "leave" and not is_employee(a)


def works_a_little(a: Case) -> bool:
    return a[NEXT_STEP] == "minijob" or (starts_a_job(a) and not is_employee(a))


def is_family_insured(a: Case) -> bool:
    """Through a spouse at any age, through a parent while young enough (§ 10 SGB V); a minijob is no work there."""
    relative = a.get(RELATIVE, "none")
    if relative == "none" or not is_within_family_income(a[OWN_INCOME], works_a_little(a), a.law):
        return False
    in_education = a[NEXT_STEP] == "study"
    return relative == "spouse" or child_is_young_enough(a[AGE], in_education=in_education, working=False, law=a.law)


def has_the_former_tariff(a: Case) -> bool:
    """While it was law: after the student insurance, with an income up to the lowest base (§ 245 Abs. 2 SGB V a.F.)."""
    if a.law.former_student_rate is None or a[STUDENT_COVER] != "student":
        return False
    return a[OWN_INCOME] <= a.law.minimum_assessment_base


def pays_contributions(a: Case) -> bool:
    return is_employee(a) or (stays_without_a_job(a) and not is_family_insured(a))


def children_count(a: Case) -> bool:
    """Children spare the surcharge, or give a discount since that is law (§ 55 Abs. 3 SGB XI)."""
    return pays_contributions(a) and (a[AGE] >= a.law.childless_surcharge_age or a.law.child_discount is not None)


# Costs ---------------------------------------------------------------------------------------------------------------


def job_cost(a: Case) -> tuple[Amount, ...]:
    job = Job(a[GROSS_PAY], fund_average(a), saxony=a[SAXONY])
    return employment_contributions(job, parenthood(a), a.law)


def voluntary_cost(a: Case) -> Amount:
    return voluntary_contributions(a.get(OWN_INCOME, Decimal(0)), parenthood(a), fund_average(a), a.law)


def former_tariff_cost(a: Case) -> tuple[Amount, ...]:
    found = former_student_contributions(parenthood(a), fund_average(a), a.law)
    return (found,) if found else ()


# Routes --------------------------------------------------------------------------------------------------------------

FOLLOW_ON = ("§ 188 Abs. 4 SGB V",)
JOB = ("§ 5 Abs. 1 Nr. 1 SGB V",)
ABOVE = ("§ 6 Abs. 1 Nr. 1 SGB V",)


def job_routes(a: Case) -> tuple[Route, ...]:
    cost = job_cost(a)[0]
    if is_above_the_limit(a):
        return (
            Route("statutory_voluntary", "possible", "employee-above-limit-statutory", FOLLOW_ON, cost),
            Route("private_full", "possible", "employee-above-limit-private", ABOVE, market=True),
        )
    return (
        Route("statutory_employee", "required", "former-student-job", JOB, cost),
        Route("private_full", "closed", "employee-below-limit", ABOVE),
    )


def family_routes(a: Case) -> tuple[Route, ...]:
    later = Route("statutory_follow_on", "possible", "former-student-after-family", FOLLOW_ON)
    return (Route("statutory_family", "required", "former-student-family", ("§ 10 SGB V",)), later)


def other_ways(a: Case) -> tuple[Route, ...]:
    benefit = Route(
        "statutory_benefit_recipient", "possible", "former-student-benefits", ("§ 5 Abs. 1 Nr. 2, 2a SGB V",)
    )
    gone = Route("statutory_student", "closed", "former-student-tariff-ended", ("§ 190 Abs. 9 SGB V",))
    private = Route("private_full", "possible", "former-student-private-way", FOLLOW_ON, market=True)
    return (*(() if a[NEXT_STEP] == "study" else (benefit,)), private, gone)


def former_tariff_routes(a: Case) -> tuple[Route, ...]:
    (cost,) = former_tariff_cost(a)
    return (
        Route("statutory_ex_student", "possible", "student-former-tariff", (cost.law,), cost),
        Route("statutory_follow_on", "possible", "former-student-follow-on", FOLLOW_ON, voluntary_cost(a)),
        *other_ways(a),
    )


def follow_on_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_follow_on", "possible", "former-student-follow-on", FOLLOW_ON, voluntary_cost(a)),
        *other_ways(a),
    )


def private_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("private_full", "required", "former-student-private", ("§ 193 Abs. 3 VVG",), market=True),
        Route("statutory_voluntary", "closed", "former-student-no-way-back", ("§ 9 SGB V",)),
        Route("private_basic_tariff", "possible", "former-student-basic-tariff", ("§ 193 Abs. 5 VVG",)),
    )


def leaving_routes(a: Case) -> tuple[Route, ...]:
    ends = Route("statutory_follow_on", "closed", "former-student-leaves", FOLLOW_ON)
    return (ends, Route("home_dormant", "possible", "former-student-dormant", ("§ 240 Abs. 4b SGB V",)))


# Papers, deadlines, cautions --------------------------------------------------------------------------------------------


def children_papers(a: Case) -> tuple[str, ...]:
    return ("children-proof",) if a.get(CHILDREN, 0) else ()


def end_of_studies(a: Case) -> Deadline:
    """As a rule membership lasts to the end of the semester (§ 190 Abs. 9 SGB V)."""
    ends = a[STUDIES_END]
    return Deadline("former-student-membership-ends", "§ 190 Abs. 9 SGB V", ends and semester_end(ends))


def follow_on_deadlines(a: Case) -> tuple[Deadline, ...]:
    ends = (end_of_studies(a),) if a[STUDENT_COVER] == "student" else ()
    return (*ends, Deadline("follow-on", "§ 188 Abs. 4 SGB V"))


def follow_on_cautions(a: Case) -> tuple[str, ...]:
    longer = ("student-longer-for-special-reasons",) if a[NEXT_STEP] == "study" else ("former-student-register",)
    minijob = ("former-student-minijob",) if works_a_little(a) else ()
    return (*longer, *minijob, "health-questions", "return-to-statutory-is-hard")


FLOW = Flow(
    key="former-student",
    label=gettext_noop("My studies or my student insurance end"),
    slug=gettext_noop("address|former-student"),
    hint=gettext_noop("At 30, after the degree, while looking for work, or with the first job"),
    order=10,
    asks=(
        Ask(STUDENT_COVER),
        Ask(NEXT_STEP),
        Ask(GROSS_PAY, when=starts_a_job, edges=("marginal_earnings_limit", "compulsory_insurance_threshold_per_year")),
        Ask(
            AGE,
            when=lambda a: is_employee(a) or stays_without_a_job(a),
            edges=("family_age_limit_not_working", "family_age_limit_in_education", "childless_surcharge_age"),
        ),
        Ask(RELATIVE, when=stays_without_a_job),
        Ask(
            OWN_INCOME,
            when=stays_without_a_job,
            edges=("family_income_limit", "marginal_earnings_limit", "minimum_assessment_base"),
        ),
        Ask(CHILDREN, when=children_count),
        Ask(CHILDREN_UNDER_25, when=discount_counts_children),
        Ask(SAXONY, when=is_employee),
        Ask(ADDITIONAL_RATE, when=pays_contributions),
        Ask(JOB_START, when=is_employee),
        Ask(
            STUDIES_END,
            when=lambda a: stays_without_a_job(a) and not is_family_insured(a) and a[STUDENT_COVER] == "student",
        ),
    ),
    outcomes=(
        Outcome(
            "former-student-job-above-limit",
            duty="statutory_or_private",
            when=is_above_the_limit,
            routes=job_routes,
            amounts=job_cost,
            documents=lambda a: ("employment-contract", *children_papers(a)),
            deadlines=lambda a: (fund_for_employer(a[JOB_START], a.law),),
            cautions=lambda a: ("health-questions", "return-to-statutory-is-hard"),
            authority="fund",
        ),
        Outcome(
            "former-student-job",
            duty="statutory_compulsory",
            when=is_employee,
            routes=job_routes,
            amounts=job_cost,
            documents=lambda a: ("employment-contract", *children_papers(a)),
            deadlines=lambda a: (fund_for_employer(a[JOB_START], a.law),),
            authority="fund",
        ),
        Outcome(
            "former-student-leaves",
            duty="",
            when=lambda a: a[NEXT_STEP] == "leave",
            routes=leaving_routes,
            documents=lambda a: ("former-student-proof-abroad",),
            authority="fund",
        ),
        Outcome(
            "former-student-from-abroad",
            duty="",
            when=lambda a: a[STUDENT_COVER] == "abroad",
            cautions=lambda a: ("home-cover-may-pay-less",),
            authority="fund-recognises-home-cover",
            leads_to="immigrant",
        ),
        Outcome(
            "former-student-private",
            duty="private_compulsory",
            when=lambda a: a[STUDENT_COVER] == "private",
            routes=private_routes,
            documents=lambda a: ("private-policy",),
            cautions=lambda a: ("former-student-job-opens-way", "bills-paid-first"),
            authority="visa-office-and-insurer",
        ),
        Outcome(
            "former-student-family",
            duty="family_cover",
            when=is_family_insured,
            routes=family_routes,
            documents=lambda a: ("family-insurance-form",),
            cautions=lambda a: ("income-ends-family-cover",),
            authority="fund-of-relative",
        ),
        Outcome(
            "former-student-transition",
            duty="statutory_or_private",
            when=has_the_former_tariff,
            routes=former_tariff_routes,
            amounts=former_tariff_cost,
            documents=children_papers,
            deadlines=follow_on_deadlines,
            cautions=follow_on_cautions,
            authority="fund",
        ),
        Outcome(
            "former-student-follow-on",
            duty="statutory_or_private",
            routes=follow_on_routes,
            amounts=lambda a: (voluntary_cost(a),),
            documents=children_papers,
            deadlines=follow_on_deadlines,
            cautions=follow_on_cautions,
            authority="fund",
        ),
    ),
)
