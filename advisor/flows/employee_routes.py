"""What each outcome for employees holds: ways to be insured, papers, deadlines and cautions."""

from __future__ import annotations

from datetime import date

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import Case
from advisor.rules.insurance_limits import exceeds_next_limit

from .deadlines import fund_for_employer, joining_after_first_job, joining_after_home_cover
from .employee_costs import member_cost, own_contribution, voluntary_cost
from .employee_questions import (
    INSURED_UNTIL_NOW,
    comes_from_public_cover_abroad,
    end_of_home_cover_decides,
    has_earlier_periods,
    is_above_limit,
    is_free_as_pensioner,
    is_in_minijob,
    is_privately_insured,
    is_pulled_in_by_the_limit,
    last_day_for_exemption,
    may_be_member_still,
    may_come_from_private_insurance,
    pays_as_member,
    stays_in_next_year,
)
from .job_questions import NO_SICK_PAY, is_trainee
from .papers import children_papers
from .paragraphs import CATCH_ALL, EMPLOYEE, FAMILY_COVER, FREE, GOING_ON, JOINING, MARGINAL, PRIVATE
from .questions import GROSS_PAY, JOB_START, limit_may_rise, spared_by_age
from .too_late import fund_checks, going_on, home_cover_is_long_ago, last_fund

SHORT = ("§ 8 Abs. 1 Nr. 2 SGB IV", "§ 7 Abs. 1 SGB V")
EXEMPTION = ("§ 8 Abs. 1 Nr. 1, Abs. 2 SGB V",)
AGE_BAR = ("§ 6 Abs. 3a SGB V",)
YEAR_END = ("§ 6 Abs. 4 SGB V",)
OWN_LIMITS = ("§ 6 Abs. 7, 8 SGB V",)


# Ways to be insured ----------------------------------------------------------------------------------------------------


def civil_servant_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("beihilfe", "required", "employee-beihilfe-goes-on", ("§ 6 Abs. 1 Nr. 2 SGB V",)),
        Route("private_full", "required", "employee-rest-private", PRIVATE, market=True),
        Route("statutory_employee", "closed", "employee-civil-servant-free", ("§ 6 Abs. 3 SGB V",)),
    )


def catch_all_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_catch_all", "required", "catch-all", CATCH_ALL, own_contribution(a)),
        _no_cover_from_work(a),
    )


def _no_cover_from_work(a: Case) -> Route:
    if is_in_minijob(a):
        return Route("marginal_job", "closed", "employee-minijob-no-cover", MARGINAL)
    return Route("statutory_employee", "closed", "employee-short-term-no-cover", SHORT)


def routes_beside_the_job(a: Case) -> tuple[Route, ...]:
    """Where cover comes from when the job gives none."""
    before = a[INSURED_UNTIL_NOW]
    free = "employee-family-beside" if before != "private" else "employee-family-not-private"
    family = Route("statutory_family", "possible", free, FAMILY_COVER)
    private = Route("private_full", "possible", "private-by-contract", PRIVATE, market=True)
    if before == "private":
        goes_on = Route("private_full", "required", "employee-private-goes-on", PRIVATE, market=True)
        ways: tuple[Route, ...] = (family, goes_on, _no_periods())
    elif home_cover_is_long_ago(a):
        ways = (family, *fund_checks(a, own_contribution(a)))
    elif pays_as_member(a):
        voluntary = Route("statutory_voluntary", "possible", *_through_periods(a), own_contribution(a))
        ways = (family, voluntary, private)
    else:
        ways = (family, private, _no_periods())
    return (*ways, _no_cover_from_work(a))


def _no_periods() -> Route:
    return Route("statutory_voluntary", "closed", "no-earlier-periods", JOINING)


def _through_periods(a: Case) -> tuple[str, tuple[str, ...]]:
    """Why voluntary membership is open: one joins after insurance abroad, a membership here goes on by itself."""
    if comes_from_public_cover_abroad(a):
        return "voluntary-with-periods", JOINING
    return going_on(a)


def private_routes(a: Case) -> tuple[Route, ...]:
    reason, law = ("employee-above-limit-private", FREE) if is_above_limit(a) else ("employee-own-limit", OWN_LIMITS)
    return (
        Route("private_full", "required", reason, (*law, "§ 257 Abs. 2 SGB V"), market=True),
        Route("statutory_voluntary", "closed", "employee-no-way-back", JOINING),
    )


def first_job_routes(a: Case) -> tuple[Route, ...]:
    joining = ("§ 9 Abs. 1 Satz 1 Nr. 3, Abs. 2 SGB V",)
    return _choice(a, "employee-above-limit-statutory", joining)


def above_limit_routes(a: Case) -> tuple[Route, ...]:
    return _choice(a, *_through_periods(a))


def _choice(a: Case, reason: str, law: tuple[str, ...]) -> tuple[Route, ...]:
    return (
        Route("statutory_voluntary", "possible", reason, law, voluntary_cost(a)[0], excludes=("private_full",)),
        Route(
            "private_full",
            "possible",
            "employee-above-limit-private",
            (*FREE, "§ 257 Abs. 2 SGB V"),
            market=True,
            excludes=("statutory_voluntary",),
        ),
    )


def only_private_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("private_full", "required", "employee-above-limit-private", (*FREE, *PRIVATE), market=True),
        _no_periods(),
    )


def year_end_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_employee", "required", "employee-until-year-end", YEAR_END, member_cost(a)[0]),
        Route("statutory_voluntary", "possible", "employee-membership-goes-on", GOING_ON),
        Route("private_full", "possible", "employee-private-after-year-end", (*FREE, *YEAR_END), market=True),
    )


def barred_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("private_full", "required", "employee-private-goes-on", PRIVATE, market=True),
        Route("statutory_employee", "closed", "employee-barred-by-age", AGE_BAR),
    )


def exemption_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_employee", "required", "employee-limit-has-risen", EMPLOYEE, member_cost(a)[0]),
        Route(
            "private_full",
            "possible",
            "employee-exemption",
            EXEMPTION,
            market=True,
            excludes=("statutory_employee",),
        ),
    )


def member_routes(a: Case) -> tuple[Route, ...]:
    required = Route(
        "statutory_trainee" if is_trainee(a) else "statutory_employee",
        "required",
        "employee-job-insures",
        EMPLOYEE,
        member_cost(a)[0],
    )
    if is_pulled_in_by_the_limit(a):
        late = Route("private_full", "closed", "employee-exemption-too-late", EXEMPTION)
        return (required, late)
    reason = "employee-next-limit-not-exceeded" if stays_in_next_year(a) else "employee-below-limit"
    return (required, Route("private_full", "closed", reason, YEAR_END if stays_in_next_year(a) else FREE))


# Deadlines -------------------------------------------------------------------------------------------------------------


def _start(a: Case) -> date | None:
    return a.get(JOB_START, None)


def member_deadlines(a: Case) -> tuple[Deadline, ...]:
    """A new job begins a membership and gives the choice of a fund (§ 175 Abs. 4 SGB V)."""
    if not a.has(JOB_START):
        return ()
    start = _start(a)
    begins = Deadline("employee-duty-begins", "§ 186 Abs. 1 SGB V", start, begins=True)
    return (begins, fund_for_employer(start, a.law))


def first_job_deadlines(a: Case) -> tuple[Deadline, ...]:
    return (joining_after_first_job(_start(a), a.law),)


def year_end_deadlines(a: Case) -> tuple[Deadline, ...]:
    return (Deadline("employee-year-end", "§ 6 Abs. 4 SGB V", date(a.day.year, 12, 31)),)


def exemption_deadlines(a: Case) -> tuple[Deadline, ...]:
    return (
        Deadline("employee-limit-rose", "§ 186 Abs. 1 SGB V", date(a.day.year, 1, 1), begins=True),
        Deadline("employee-exemption", "§ 8 Abs. 2 SGB V", last_day_for_exemption(a), closes=True),
    )


def after_the_end_of_cover(a: Case) -> tuple[Deadline, ...]:
    """A membership here goes on by itself; after insurance abroad there is a time to join."""
    if end_of_home_cover_decides(a):
        return () if home_cover_is_long_ago(a) else (joining_after_home_cover(a),)
    if a[INSURED_UNTIL_NOW] != "statutory" and not may_be_member_still(a):
        return ()
    return (Deadline("follow-on", "§ 188 Abs. 4 SGB V", begins=True),)


# Papers and cautions ---------------------------------------------------------------------------------------------------


def member_papers(a: Case) -> tuple[str, ...]:
    return ("passport-or-id", "employment-contract", *children_papers(a))


def above_limit_papers(a: Case) -> tuple[str, ...]:
    periods = ("proof-of-earlier-periods",) if comes_from_public_cover_abroad(a) else ()
    return (*member_papers(a), *periods)


def papers_beside_the_job(a: Case) -> tuple[str, ...]:
    if a[INSURED_UNTIL_NOW] == "private":
        return ("private-policy",)
    return ("passport-or-id", *(("proof-of-earlier-periods",) if has_earlier_periods(a) else ()))


def private_papers(a: Case) -> tuple[str, ...]:
    return ("employee-certificate-for-subsidy",)


def exemption_papers(a: Case) -> tuple[str, ...]:
    return ("private-policy", "employee-certificate-for-subsidy")


def _reduced(a: Case) -> tuple[str, ...]:
    """Beside an old-age pension, and at an age that spares one contribution by itself (§ 28 Abs. 1 Nr. 1 SGB III)."""
    if is_free_as_pensioner(a):
        return ("employee-free-as-pensioner",)
    return ("pay-old-age-pension",) if a.get(NO_SICK_PAY, False) else spared_by_age(a)


def member_cautions(a: Case) -> tuple[str, ...]:
    leaving = ("employee-private-contract",) if is_privately_insured(a) else ()
    barred = ("return-barred-by-age",) if may_come_from_private_insurance(a) else ()
    return (*barred, *leaving, *_reduced(a), "employee-other-jobs")


def cautions_beside_the_job(a: Case) -> tuple[str, ...]:
    more = ("employee-over-the-minijob-limit",) if is_in_minijob(a) else ()
    abroad = ("work-ends-home-cover",) if comes_from_public_cover_abroad(a) else ()
    return (*abroad, *more)


def private_cautions(a: Case) -> tuple[str, ...]:
    rises = limit_may_rise(a) if is_above_limit(a) else ()
    return (*rises, *_reduced(a), "return-to-statutory-is-hard")


def choice_cautions(a: Case) -> tuple[str, ...]:
    lasting = ("return-to-statutory-is-hard", "health-questions", *limit_may_rise(a), "employee-two-limits")
    return (*last_fund(a), *_reduced(a), *lasting)


def year_end_cautions(a: Case) -> tuple[str, ...]:
    unknown = ("employee-next-limit-unknown",) if exceeds_next_limit(a[GROSS_PAY], a.law) is None else ()
    return (*unknown, *_reduced(a), "return-to-statutory-is-hard", "employee-two-limits")


def exemption_cautions(a: Case) -> tuple[str, ...]:
    return (*_reduced(a), "employee-exemption-is-final", "employee-private-contract")
