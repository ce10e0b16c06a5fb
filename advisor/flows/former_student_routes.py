"""What each outcome after the studies holds: routes, costs, papers, deadlines and cautions."""

from __future__ import annotations

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import Case, once
from advisor.rules.amounts import Amount
from advisor.rules.employees import Job, employment_contributions, voluntary_employee_contributions
from advisor.rules.students import FORMER, former_student_contributions
from advisor.rules.words import gettext_noop

from .deadlines import fund_for_employer, joining_after_first_job
from .former_student_questions import (
    NEXT_STEP,
    STUDENT_COVER,
    goes_on_studying,
    had_former_tariff,
    has_only_a_minijob,
    is_above_limit,
    is_in_a_fund,
    last_day_as_student,
    was_on_student_tariff,
)
from .papers import children_papers
from .paragraphs import EHIC, EMPLOYEE, FAMILY_COVER, FREE, GOING_ON, JOINING, MARGINAL, PRIVATE
from .questions import AGE, GROSS_PAY, JOB_START, SAXONY, fund_average, limit_may_rise, parenthood
from .student_routes import EXEMPTION, STUDENT, student_cost, voluntary_cost
from .too_late import first_job_is_long_ago
from .voluntary_questions import leaving

# Costs ---------------------------------------------------------------------------------------------------------------


@once
def job_cost(a: Case) -> tuple[Amount, ...]:
    job = Job(a[GROSS_PAY], fund_average(a), saxony=a[SAXONY])
    sides = voluntary_employee_contributions if is_above_limit(a) else employment_contributions
    return sides(job, parenthood(a), a.law)


@once
def costs(a: Case) -> tuple[Amount, ...]:
    """The former tariff first, where it was open."""
    former = _former(a)
    if former is None:
        return (voluntary_cost(a),)
    return (former._replace(label=gettext_noop("Your contribution per month in the former tariff")), voluntary_cost(a))


@once
def _former(a: Case) -> Amount | None:
    return former_student_contributions(parenthood(a), fund_average(a), a.law) if had_former_tariff(a) else None


# Routes --------------------------------------------------------------------------------------------------------------


def job_routes(a: Case) -> tuple[Route, ...]:
    cost = job_cost(a)[0]
    if is_above_limit(a):
        reason, law = "employee-above-limit-statutory", ("§ 9 Abs. 1 Nr. 3 SGB V", *FREE)
        if is_in_a_fund(a):
            reason, law = "employee-membership-goes-on", GOING_ON
        return (
            Route("statutory_voluntary", "possible", reason, law, cost),
            Route("private_full", "possible", "employee-above-limit-private", FREE, market=True),
        )
    return (
        Route("statutory_employee", "required", "former-student-job", EMPLOYEE, cost),
        Route("private_full", "closed", "employee-below-limit", FREE),
    )


def still_student_routes(a: Case) -> tuple[Route, ...]:
    tariff = Route("statutory_student", "required", "student-tariff", STUDENT, student_cost(a))
    if was_on_student_tariff(a):
        return (tariff,)
    exempts = ("statutory_student",)
    private = Route("private_student", "possible", "student-exemption", EXEMPTION, market=True, excludes=exempts)
    return (tariff, private)


def home_routes(a: Case) -> tuple[Route, ...]:
    joining = ("§ 9 Abs. 1 Nr. 1 SGB V",)
    return (
        Route("home_ehic", "possible", "former-student-home", EHIC),
        Route("statutory_voluntary", "possible", "voluntary-with-periods", joining),
        *_benefits(a),
        *_minijob(a),
    )


def family_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_family", "required", "former-student-family", FAMILY_COVER),
        Route("statutory_voluntary", "possible", "student-after-family-voluntary", ("§ 188 Abs. 4 SGB V",)),
        *_benefits(a),
        *_minijob(a),
    )


def private_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("private_full", "required", "former-student-private", PRIVATE, market=True),
        Route("statutory_voluntary", "closed", "former-student-private-no-way-back", JOINING),
        *_benefits(a),
        *_minijob(a),
    )


def member_routes(a: Case) -> tuple[Route, ...]:
    former = _former(a)
    from_home = a[STUDENT_COVER] == "home"
    reason = "voluntary-with-periods" if from_home else "former-student-goes-on"
    law = ("§ 9 Abs. 1 Nr. 1 SGB V",) if from_home else ("§ 188 Abs. 4 SGB V",)
    own_business = Route("statutory_family", "closed", "self-employed-no-family", ("§ 10 Abs. 1 Satz 1 Nr. 4 SGB V",))
    return (
        *((Route("statutory_ex_student", "possible", "student-former-tariff", (FORMER,), former),) if former else ()),
        Route("statutory_voluntary", "possible", reason, law, voluntary_cost(a)),
        Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
        *_benefits(a),
        *_minijob(a),
        *((own_business,) if a[NEXT_STEP] == "business" else ()),
        *((Route("statutory_student", "closed", "student-over-limit", STUDENT),) if goes_on_studying(a) else ()),
    )


def _benefits(a: Case) -> tuple[Route, ...]:
    law = ("§ 5 Abs. 1 Nr. 2 SGB V", "§ 5 Abs. 1 Nr. 2a SGB V")
    benefits = Route("statutory_benefit_recipient", "possible", "former-student-benefits", law)
    return (benefits,) if a[NEXT_STEP] == "search" else ()


def _minijob(a: Case) -> tuple[Route, ...]:
    return (Route("marginal_job", "closed", "self-employed-minijob", MARGINAL),) if has_only_a_minijob(a) else ()


# Papers, deadlines and cautions ----------------------------------------------------------------------------------------


def member_papers(a: Case) -> tuple[str, ...]:
    study = "enrolment-certificate" if goes_on_studying(a) else "former-student-exmatriculation"
    return (study, *children_papers(a))


def job_papers(a: Case) -> tuple[str, ...]:
    return ("employment-contract", *children_papers(a))


def end_of_student_insurance(a: Case) -> tuple[Deadline, ...]:
    """The end of the semester (§ 190 Abs. 9 SGB V)."""
    if not was_on_student_tariff(a):
        return ()
    return (Deadline("former-student-ends", "§ 190 Abs. 9 SGB V", last_day_as_student(a)),)


def still_student_deadlines(a: Case) -> tuple[Deadline, ...]:
    """After the family insurance the duty begins anew, and with it the time to be exempted (§ 8 Abs. 2 SGB V)."""
    if was_on_student_tariff(a):
        return end_of_student_insurance(a)
    return (
        Deadline("student-duty-begins", "§ 186 Abs. 7 SGB V", begins=True),
        Deadline("student-exemption", "§ 8 Abs. 2 SGB V", closes=True),
    )


def still_student_cautions(a: Case) -> tuple[str, ...]:
    return () if was_on_student_tariff(a) else ("exemption-is-final",)


def member_deadlines(a: Case) -> tuple[Deadline, ...]:
    return (*end_of_student_insurance(a), joining_later() if a[STUDENT_COVER] == "home" else leaving())


def job_deadlines(a: Case) -> tuple[Deadline, ...]:
    return (fund_for_employer(a[JOB_START], a.law),)


def above_limit_deadlines(a: Case) -> tuple[Deadline, ...]:
    """A membership or family insurance here goes on by itself; others may join after the first job, and jobs beside the
    studies do not count as one (§ 9 Abs. 1 Satz 1 Nr. 3, Abs. 2 Nr. 3 SGB V)."""
    if is_in_a_fund(a):
        return (Deadline("follow-on", "§ 188 Abs. 4 SGB V", begins=True),)
    return (joining_after_first_job(a[JOB_START], a.law),)


def is_too_late(a: Case) -> bool:
    """A job above the limit that began too long ago; a membership or family insurance here would go on."""
    return is_above_limit(a) and not is_in_a_fund(a) and first_job_is_long_ago(a[JOB_START], a.law)


def job_cautions(a: Case) -> tuple[str, ...]:
    private = ("former-student-end-private-policy",) if a[STUDENT_COVER] == "private" else ()
    home = ("work-ends-home-cover",) if a[STUDENT_COVER] == "home" else ()
    choice = ("health-questions", "return-to-statutory-is-hard", *limit_may_rise(a)) if is_above_limit(a) else ()
    barred = a[STUDENT_COVER] == "private" and a[AGE] >= a.law.return_to_statutory_age_limit
    return (*(("return-barred-by-age",) if barred else ()), *private, *home, *choice)


def member_cautions(a: Case) -> tuple[str, ...]:
    business = ("former-student-own-business",) if a[NEXT_STEP] == "business" else ()
    study = ("student-longer-for-special-reasons",) if goes_on_studying(a) else ()
    return (*study, *search_cautions(a), *business, "health-questions", "return-to-statutory-is-hard")


def search_cautions(a: Case) -> tuple[str, ...]:
    return ("former-student-register",) if a[NEXT_STEP] == "search" else ()


def private_cautions(a: Case) -> tuple[str, ...]:
    exempted = ("exemption-is-final",) if goes_on_studying(a) else ()
    business = ("former-student-own-business",) if a[NEXT_STEP] == "business" else ()
    return (*exempted, *search_cautions(a), *business, "former-student-job-opens-the-way", "bills-paid-first")


def joining_later() -> Deadline:
    """The time to join begins when the cover at home ends; that day is not yet known."""
    return Deadline("join-after-home-cover", "§ 9 Abs. 2 Nr. 1 SGB V")
