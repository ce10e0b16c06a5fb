"""What each outcome for self-employed people holds: routes, costs, papers, deadlines and cautions."""

from __future__ import annotations

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import Case, once
from advisor.rules.amounts import Amount
from advisor.rules.employees import Job, employment_contributions, voluntary_employee_contributions
from advisor.rules.voluntary import pays_the_lowest

from .deadlines import after_the_end_of_cover, joining_after_first_job
from .papers import children_papers
from .paragraphs import EMPLOYEE, FAMILY_COVER, FREE, GOING_ON, JOINING, MARGINAL, PRIVATE
from .questions import (
    COUNTRY,
    GROSS_PAY,
    HOME_COVER,
    JOB_START,
    PROFIT,
    SAXONY,
    SICK_PAY,
    barred_by_age,
    fund_average,
    parenthood,
)
from .self_employed_questions import (
    BUSINESS_START,
    WORK_BESIDE,
    belongs_to_last_fund,
    first_job_opens,
    has_earlier_periods,
    home_cover_opens,
    is_above_limit,
    is_full_time,
    joins_from_abroad,
    may_be_barred_by_age,
    stays_in_the_fund,
)
from .too_late import fund_checks, going_on, is_member_here
from .voluntary_questions import leaving, proof_of_income, voluntary_cost

MAIN = "§ 5 Abs. 5 SGB V"
CONTINUING = (*GOING_ON, "§ 240 SGB V")


@once
def employee_cost(a: Case) -> tuple[Amount, ...]:
    job = Job(a[GROSS_PAY], fund_average(a), saxony=a[SAXONY])
    sides = voluntary_employee_contributions if is_above_limit(a) else employment_contributions
    return sides(job, parenthood(a), a.law)


@once
def member_cost(a: Case) -> tuple[Amount, ...]:
    return (voluntary_cost(a),)


def employee_routes(a: Case) -> tuple[Route, ...]:
    cost = employee_cost(a)[0]
    if is_above_limit(a):
        joins = "self-employed-above-limit", (*JOINING, *FREE)
        reason, law = going_on(a) if is_member_here(a) else joins
        return (
            Route("statutory_voluntary", "possible", reason, law, cost),
            Route("private_full", "possible", "employee-above-limit-private", FREE, market=True),
        )
    return (
        Route("statutory_employee", "required", "self-employed-job-decides", (*EMPLOYEE, MAIN), cost),
        Route("private_full", "closed", "employee-below-limit", FREE),
    )


def artist_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_artist", "required", "self-employed-artist", ("§ 5 Abs. 1 Nr. 4 SGB V", "§ 1 KSVG")),
        *_family_closed(a),
    )


def barred_artist_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("private_full", "required", "employee-private-goes-on", PRIVATE, market=True),
        Route("statutory_artist", "closed", "self-employed-artist-barred", ("§ 6 Abs. 3a SGB V",)),
        *_family_closed(a),
    )


def family_routes(a: Case) -> tuple[Route, ...]:
    free = Route("statutory_family", "required", "self-employed-sideline-family", FAMILY_COVER)
    return (free, Route("statutory_voluntary", "possible", "student-after-family-voluntary", ("§ 188 Abs. 4 SGB V",)))


def catch_all_routes(a: Case) -> tuple[Route, ...]:
    law = ("§ 5 Abs. 1 Nr. 13 SGB V",)
    return (
        Route("statutory_catch_all", "required", "catch-all", law, voluntary_cost(a)),
        *_no_duty_by_work(a),
    )


def voluntary_routes(a: Case) -> tuple[Route, ...]:
    reason = "self-employed-goes-on" if a[COUNTRY] == "DE" else "voluntary-with-periods"
    return (
        Route("statutory_voluntary", "possible", reason, CONTINUING, voluntary_cost(a)),
        Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
        *_no_duty_by_work(a),
    )


def fund_checks_routes(a: Case) -> tuple[Route, ...]:
    return (*fund_checks(a, voluntary_cost(a)), *_no_duty_by_work(a))


def private_routes(a: Case) -> tuple[Route, ...]:
    basic = ("§ 193 Abs. 5 VVG", "§ 152 VAG")
    return (
        Route("private_full", "required", "self-employed-private", PRIVATE, market=True),
        Route("private_basic_tariff", "possible", "self-employed-basic-tariff", basic, market=True),
        Route("statutory_voluntary", "closed", "no-earlier-periods", JOINING),
        *_no_duty_by_work(a),
    )


def _no_duty_by_work(a: Case) -> tuple[Route, ...]:
    job = Route("statutory_employee", "closed", "guest-worker-self-employed-no-duty", (MAIN,))
    mini = Route("marginal_job", "closed", "self-employed-minijob", MARGINAL)
    return (
        *((job,) if is_full_time(a) else ()),
        *((mini,) if a[WORK_BESIDE] == "minijob" else ()),
        *_family_closed(a),
    )


def _family_closed(a: Case) -> tuple[Route, ...]:
    law = ("§ 10 Abs. 1 Satz 1 Nr. 4 SGB V",)
    return (Route("statutory_family", "closed", "self-employed-no-family", law),) if is_full_time(a) else ()


# Papers, deadlines and cautions ----------------------------------------------------------------------------------------


def above_limit_papers(a: Case) -> tuple[str, ...]:
    periods = ("proof-of-earlier-periods",) if joins_from_abroad(a) else ()
    return ("employment-contract", *periods, *children_papers(a))


def member_papers(a: Case) -> tuple[str, ...]:
    earlier = ("proof-of-earlier-periods",) if a[COUNTRY] != "DE" or belongs_to_last_fund(a) else ()
    return ("passport-or-id", *earlier, "guest-worker-tax-assessment", *children_papers(a))


def begins(a: Case) -> tuple[Deadline, ...]:
    return (Deadline("self-employed-begins", MAIN, a[BUSINESS_START], begins=True),)


def above_limit_deadlines(a: Case) -> tuple[Deadline, ...]:
    """A membership here goes on by itself; else insurance abroad and a first job give a time to join each."""
    first = (joining_after_first_job(a[JOB_START], a.law),) if first_job_opens(a) else ()
    return (*(after_the_end_of_cover(a) if is_member_here(a) or home_cover_opens(a) else ()), *first)


def member_deadlines(a: Case) -> tuple[Deadline, ...]:
    start = a[BUSINESS_START] or a.day
    end = (leaving(),) if stays_in_the_fund(a) else ()
    joins = after_the_end_of_cover(a) if home_cover_opens(a) else ()
    return (*begins(a), *end, *joins, proof_of_income(a, start.year))


def artist_cautions(a: Case) -> tuple[str, ...]:
    return (*(barred_by_age(a) if may_be_barred_by_age(a) else ()), "self-employed-artist-check")


def member_cautions(a: Case) -> tuple[str, ...]:
    sick_pay = () if a[SICK_PAY] else ("self-employed-sick-pay",)
    return (*_support(a), "voluntary-cost-no-proof", *sick_pay, *_doubt(a), *_choice(a), *_from_abroad(a))


def _support(a: Case) -> tuple[str, ...]:
    """With so little income the Jobcenter may pay, and insure (§ 5 Abs. 1 Nr. 2a SGB V)."""
    low = a[COUNTRY] == "DE" and pays_the_lowest(a[PROFIT], a.law)
    return ("self-employed-basic-support",) if low else ()


def private_cautions(a: Case) -> tuple[str, ...]:
    travel = ("travel-policy-is-not-enough",) if a[COUNTRY] != "DE" else ()
    ends = a[HOME_COVER] == "statutory" and a.law.country(a[COUNTRY]).coordinated
    ending = ("work-ends-home-cover",) if ends else ()
    return ("health-questions", "bills-paid-first", *travel, *_doubt(a), *ending, *_from_abroad(a))


def _doubt(a: Case) -> tuple[str, ...]:
    """Which work is the main one is for the fund to judge."""
    return ("self-employed-who-decides",) if a[WORK_BESIDE] != "none" or not is_full_time(a) else ()


def _choice(a: Case) -> tuple[str, ...]:
    return ("health-questions", "return-to-statutory-is-hard") if has_earlier_periods(a) else ("report-at-once",)


def _from_abroad(a: Case) -> tuple[str, ...]:
    return ("self-employed-from-abroad",) if a[COUNTRY] != "DE" else ()
