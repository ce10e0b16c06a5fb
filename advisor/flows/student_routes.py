"""What each outcome for students holds: routes, costs, papers, deadlines and cautions."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import Case, once
from advisor.rules.amounts import Amount
from advisor.rules.dates import is_over, period_end
from advisor.rules.employees import Job, employment_contributions
from advisor.rules.students import former_student_contributions, semester_end, student_contributions
from advisor.rules.voluntary import voluntary_contributions

from .deadlines import fund_for_employer, joining_after_first_job
from .papers import children_papers
from .paragraphs import (
    CATCH_ALL,
    EHIC,
    EMPLOYEE,
    FAMILY_COVER,
    FREE,
    GOING_ON,
    JOINING,
    PRIVATE,
    TREATY,
    UNITED_KINGDOM,
)
from .questions import (
    COUNTRY,
    GROSS_PAY,
    HOME_COVER,
    JOB_START,
    OWN_INCOME,
    SAXONY,
    START,
    barred_by_age,
    fund_average,
    parenthood,
)
from .student_questions import (
    COURSES,
    OTHER_COVER_ENDS,
    PURPOSE,
    TURNED_30,
    TURNS_30,
    WORK,
    has_earlier_periods,
    has_only_a_minijob,
    has_public_cover_abroad,
    is_regular_student,
    is_within_limits,
    public_cover_counts_here,
    works_above_the_limit,
)
from .too_late import (
    first_job_is_long_ago,
    fund_checks,
    is_member_here,
    membership_above_the_limit,
    only_private,
    without_a_first_job,
)

STUDENT = ("§ 5 Abs. 1 Nr. 9 SGB V",)
EXEMPTION = ("§ 8 Abs. 1 Nr. 5, Abs. 2 SGB V",)


# Costs ---------------------------------------------------------------------------------------------------------------


@once
def student_cost(a: Case) -> Amount:
    return student_contributions(parenthood(a), fund_average(a), a.law)


@once
def voluntary_cost(a: Case) -> Amount:
    return voluntary_contributions(a.get(OWN_INCOME, Decimal(0)), parenthood(a), fund_average(a), a.law)


@once
def employee_cost(a: Case) -> tuple[Amount, ...]:
    job = Job(a[GROSS_PAY], fund_average(a), saxony=a.get(SAXONY, False))
    return employment_contributions(job, parenthood(a), a.law)


@once
def former_student_cost(a: Case) -> Amount | None:
    """The tariff after the student insurance, for members here with a low income; None since it was abolished."""
    if a.law.former_student_rate is None or a[COUNTRY] != "DE":
        return None
    if a.get(OWN_INCOME, Decimal(0)) > a.law.minimum_assessment_base:
        return None
    return former_student_contributions(parenthood(a), fund_average(a), a.law)


# Routes --------------------------------------------------------------------------------------------------------------


def student_routes(a: Case) -> tuple[Route, ...]:
    exempts = ("statutory_student",)
    required = Route("statutory_student", "required", "student-tariff", STUDENT, student_cost(a))
    family = Route("statutory_family", "closed", "student-no-family-cover", FAMILY_COVER)
    if not may_still_apply_for_exemption(a):
        late = Route("private_student", "closed", "student-exemption-too-late", EXEMPTION)
        return (required, late, *_cover_that_does_not_count(a), family)
    private = Route("private_student", "possible", "student-exemption", EXEMPTION, market=True, excludes=exempts)
    policy = Route("home_private", "possible", "student-home-policy-exempted", EXEMPTION, market=True, excludes=exempts)
    return (
        required,
        private,
        *((policy,) if _has_policy_from_home(a) else ()),
        *_cover_that_does_not_count(a),
        family,
    )


def exempted_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("private_student", "required", "student-exempted", PRIVATE, market=True),
        Route("statutory_student", "closed", "student-exemption-is-final", ("§ 8 Abs. 2 SGB V",)),
    )


def home_routes(a: Case) -> tuple[Route, ...]:
    abroad = a.law.country(a[COUNTRY])
    if abroad.coordinated:
        home = Route("home_ehic", "required", "student-ehic", UNITED_KINGDOM if abroad.group == "uk" else EHIC)
    else:
        home = Route("home_treaty", "required", "student-treaty", TREATY)
    tariff = Route("statutory_student", "closed", "student-no-duty-with-home-cover", STUDENT)
    more = Route("private_supplementary", "possible", "supplement-home-cover", (), market=True)
    return (home, *((tariff,) if is_regular_student(a) else ()), more)


def family_routes(a: Case) -> tuple[Route, ...]:
    free = Route("statutory_family", "required", "student-family", ("§ 10 SGB V", "§ 5 Abs. 7 SGB V"))
    if is_regular_student(a) and is_within_limits(a):
        return (free, Route("statutory_student", "possible", "student-after-family", STUDENT))
    return (free, Route("statutory_voluntary", "possible", "student-after-family-voluntary", ("§ 188 Abs. 4 SGB V",)))


def over_limit_routes(a: Case) -> tuple[Route, ...]:
    gone = Route("statutory_student", "closed", "student-over-limit", STUDENT)
    if not has_earlier_periods(a):
        return (*_without_periods(a, "private_full", "student-private-after-limit"), gone)
    former = former_student_cost(a)
    return (
        *(
            (Route("statutory_ex_student", "possible", "student-former-tariff", (former.law,), former),)
            if former
            else ()
        ),
        Route("statutory_voluntary", "possible", "student-voluntary", GOING_ON, voluntary_cost(a)),
        Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
        gone,
    )


def course_routes(a: Case) -> tuple[Route, ...]:
    gone = Route("statutory_student", "closed", "student-course-no-tariff", STUDENT)
    if not has_earlier_periods(a):
        return (*_without_periods(a, "private_visitor", "student-course-private"), gone)
    return (
        Route("statutory_voluntary", "possible", "voluntary-with-periods", GOING_ON, voluntary_cost(a)),
        Route("private_visitor", "possible", "student-course-private", PRIVATE, market=True),
        gone,
    )


def doctorate_routes(a: Case) -> tuple[Route, ...]:
    gone = Route("statutory_student", "closed", "student-doctorate-no-tariff", STUDENT)
    if not has_earlier_periods(a):
        return (*_without_periods(a, "private_full", "student-doctorate-private"), gone)
    return (
        Route("statutory_voluntary", "possible", "voluntary-with-periods", GOING_ON, voluntary_cost(a)),
        Route("private_full", "possible", "student-doctorate-private", PRIVATE, market=True),
        gone,
    )


def catch_all_routes(a: Case) -> tuple[Route, ...]:
    return (Route("statutory_catch_all", "required", "catch-all", CATCH_ALL, voluntary_cost(a)), _no_tariff(a))


def fund_checks_routes(a: Case) -> tuple[Route, ...]:
    return (*fund_checks(a, voluntary_cost(a)), _no_tariff(a))


def _no_tariff(a: Case) -> Route:
    if a.one_of(PURPOSE, COURSES):
        reason = "student-course-no-tariff"
    else:
        reason = "student-over-limit" if is_regular_student(a) else "student-doctorate-no-tariff"
    return Route("statutory_student", "closed", reason, STUDENT)


def is_too_late_beside_the_job(a: Case) -> bool:
    """A job above the limit that began too long ago; whoever is in a fund here need not join."""
    joins = works_above_the_limit(a) and not is_member_here(a)
    return joins and first_job_is_long_ago(a[JOB_START], a.law)


def too_late_routes(a: Case) -> tuple[Route, ...]:
    return (*only_private(a), _job_decides())


def _job_decides() -> Route:
    return Route("statutory_student", "closed", "student-job-decides", ("§ 5 Abs. 7 SGB V",))


def later_job_routes(a: Case) -> tuple[Route, ...]:
    return (*without_a_first_job(a), _job_decides())


def employee_routes(a: Case) -> tuple[Route, ...]:
    gone = _job_decides()
    cost = employee_cost(a)[0]
    if works_above_the_limit(a):
        return (
            Route("statutory_voluntary", "possible", *membership_above_the_limit(a), cost),
            Route("private_full", "possible", "employee-above-limit-private", FREE, market=True),
            gone,
        )
    return (
        Route("statutory_employee", "required", "student-job-decides", EMPLOYEE, cost),
        Route("private_full", "closed", "employee-below-limit", FREE),
        gone,
    )


def _without_periods(a: Case, private: str, reason: str) -> tuple[Route, ...]:
    """Private insurance, for people whom no fund takes."""
    policy = Route("home_private", "possible", "student-home-policy", PRIVATE, market=True)
    return (
        Route(private, "required", reason, PRIVATE, market=True),
        *((policy,) if _has_policy_from_home(a) else ()),
        *_cover_that_does_not_count(a),
        Route("statutory_voluntary", "closed", "no-earlier-periods", JOINING),
    )


def _has_policy_from_home(a: Case) -> bool:
    return a[HOME_COVER] == "private" and a[COUNTRY] != "DE"


def _cover_that_does_not_count(a: Case) -> tuple[Route, ...]:
    """Why public insurance abroad pays for nothing here: no treaty, or one without treatment."""
    if not has_public_cover_abroad(a) or public_cover_counts_here(a) or has_earlier_periods(a):
        return ()
    abroad = a.law.country(a[COUNTRY])
    if abroad.scope == "unverified":
        return (Route("home_treaty", "closed", "student-treaty-unverified", TREATY),)
    if abroad.group == "treaty":
        return (Route("home_treaty", "closed", "student-treaty-without-care", TREATY),)
    return (Route("home_treaty", "closed", "student-no-treaty", ()),)


# Deadlines -----------------------------------------------------------------------------------------------------------


def statutory_deadlines(a: Case) -> tuple[Deadline, ...]:
    exemption = Deadline("student-exemption", "§ 8 Abs. 2 SGB V", _last_day_for_exemption(a), closes=True)
    return (
        Deadline("student-duty-begins", "§ 186 Abs. 7 SGB V", _duty_begins(a), begins=True),
        exemption,
        Deadline("student-age-limit", "§ 190 Abs. 9 SGB V", _last_day_as_student(a)),
    )


def employee_deadlines(a: Case) -> tuple[Deadline, ...]:
    return (fund_for_employer(a[JOB_START], a.law),)


def above_limit_deadlines(a: Case) -> tuple[Deadline, ...]:
    """A membership here goes on by itself; others may join with the first job in Germany."""
    if is_member_here(a):
        return (Deadline("follow-on", "§ 188 Abs. 4 SGB V", begins=True),)
    return (joining_after_first_job(a[JOB_START], a.law),)


def _duty_begins(a: Case) -> date | None:
    """With the studies, or on the day after an insurance that comes before it (§ 5 Abs. 7 SGB V)."""
    begins, other = a[START], a.get(OTHER_COVER_ENDS, None)
    if begins is None or other is None or other < begins:
        return begins
    return other + timedelta(days=1)


def _last_day_for_exemption(a: Case) -> date | None:
    return _months_for_exemption(_duty_begins(a), a)


def _months_for_exemption(begins: date | None, a: Case) -> date | None:
    return period_end(begins, int(a.law.exemption_application_months)) if begins else None


def began_long_ago(a: Case) -> bool:
    """Counted from the first day of the studies, the time for the exemption is over; the duty may have begun later."""
    return is_over(_months_for_exemption(a.get(START, None), a), a.day)


def may_still_apply_for_exemption(a: Case) -> bool:
    """The three months have not passed on the day of law (§ 8 Abs. 2 SGB V)."""
    return not is_over(_last_day_for_exemption(a), a.day)


def _last_day_as_student(a: Case) -> date | None:
    """The end of the semester in which the 30th birthday falls, counted from the current or the first semester."""
    if a.get(TURNED_30, False):
        return semester_end(a.day)
    begins = a[START]
    if not a.has(TURNS_30) or begins is None:
        return None
    ends = semester_end(max(a.day, begins))
    for _ in range(("this", "next", "after_next").index(a[TURNS_30])):
        ends = semester_end(ends + timedelta(days=1))
    return ends


# Papers and cautions -------------------------------------------------------------------------------------------------


def student_papers(a: Case) -> tuple[str, ...]:
    return ("passport-or-id", "admission-letter", "fund-confirmation-for-university", *children_papers(a))


def employee_papers(a: Case) -> tuple[str, ...]:
    return ("passport-or-id", "employment-contract", *children_papers(a))


def home_papers(a: Case) -> tuple[str, ...]:
    form = "ehic" if a.law.country(a[COUNTRY]).coordinated else "treaty-form"
    return (form, *(("fund-confirmation-for-university",) if is_regular_student(a) else ()))


def family_papers(a: Case) -> tuple[str, ...]:
    enrolled = ("enrolment-certificate", "fund-confirmation-for-university") if is_regular_student(a) else ()
    return ("family-insurance-form", *enrolled)


def doctorate_paper(a: Case) -> str:
    return "scholarship-letter" if a[PURPOSE] == "scholarship" else "admission-letter"


def end_of_home_cover(a: Case) -> tuple[str, ...]:
    """For those whose insurance abroad would have counted here without the job."""
    return ("student-job-ends-home-cover",) if public_cover_counts_here(a) else ()


def working_hours(a: Case) -> tuple[str, ...]:
    """For regular students with a job that leaves their insurance as it is (§ 6 Abs. 1 Nr. 3 SGB V)."""
    return ("student-working-hours",) if a.one_of(WORK, ("marginal", "part_time")) else ()


def student_cautions(a: Case) -> tuple[str, ...]:
    exemption = ("exemption-is-final",) if may_still_apply_for_exemption(a) else _arrears(a)
    return (*exemption, *end_of_home_cover(a), *working_hours(a))


def _arrears(a: Case) -> tuple[str, ...]:
    """The duty began some time ago, and no fund has been told (§ 186 Abs. 7 SGB V)."""
    if a[HOME_COVER] == "private":
        return ("report-at-once", "employee-private-contract")
    return ("report-at-once",) if a[HOME_COVER] == "none" else ()


def employee_cautions(a: Case) -> tuple[str, ...]:
    hours = ("student-working-hours",) if is_regular_student(a) else ()
    barred = barred_by_age(a) if a[HOME_COVER] != "statutory" else ()
    return (*barred, *end_of_home_cover(a), *hours)


def too_late_cautions(a: Case) -> tuple[str, ...]:
    """For regular students beyond the tariff: others with a job beside their studies are insured as employees."""
    return ("student-longer-for-special-reasons", *working_hours(a), *private_cautions(a))


def home_cautions(a: Case) -> tuple[str, ...]:
    minijob = ("student-minijob-and-home-cover",) if has_only_a_minijob(a) else ()
    return (*minijob, "home-cover-may-pay-less", "work-ends-home-cover")


def private_cautions(a: Case) -> tuple[str, ...]:
    """For everybody who needs a private policy."""
    return ("travel-policy-is-not-enough", "health-questions", "bills-paid-first")
