"""What each outcome for immigrants holds: routes, costs, papers, deadlines and cautions."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import Case, once
from advisor.rules.amounts import Amount
from advisor.rules.employees import Job, employment_contributions
from advisor.rules.voluntary import voluntary_contributions

from .deadlines import fund_for_employer, joining_after_first_job, joining_after_home_cover, last_day_to_join
from .immigrant_questions import (
    ABROAD,
    BENEFITS,
    CITIZENSHIP,
    FUND_COVER_ENDS,
    INCOME,
    LAST_COVER,
    MEANS,
    VISA,
    first_job_opens,
    has_only_a_minijob,
    is_barred_from_catch_all,
    is_outside_the_funds,
    last_cover_decides_about_benefits,
    lives_on_own_means,
    may_join_after_home_cover,
    may_no_longer_join,
)
from .papers import children_papers
from .paragraphs import EMPLOYEE, FAMILY_COVER, FREE, GOING_ON, JOINING, PRIVATE, TREATY
from .questions import (
    AGE,
    GROSS_PAY,
    JOB_START,
    RELATIVE,
    SAXONY,
    fund_average,
    limit_may_rise,
    parenthood,
)

BASIC = ("§ 193 Abs. 5 VVG",)
FIRST_JOB: tuple[str, ...] = ("§ 9 Abs. 1 Satz 1 Nr. 3 SGB V",)
TIME_TO_JOIN = "§ 9 Abs. 2 Nr. 1 SGB V"
CATCH_ALL = ("§ 5 Abs. 1 Nr. 13 SGB V",)
BARRED = ("§ 5 Abs. 11 SGB V",)
UNEMPLOYMENT = ("§ 5 Abs. 1 Nr. 2 SGB V", "§ 251 Abs. 4a SGB V")
BASIC_SUPPORT = ("§ 5 Abs. 1 Nr. 2a SGB V", "§ 251 Abs. 4 SGB V")
S1 = ("Art. 17, 24 VO (EG) 883/2004",)


# Costs ---------------------------------------------------------------------------------------------------------------


@once
def employee_cost(a: Case) -> tuple[Amount, ...]:
    job = Job(a[GROSS_PAY], fund_average(a), saxony=a.get(SAXONY, False))
    return employment_contributions(job, parenthood(a), a.law)


@once
def voluntary_cost(a: Case) -> Amount:
    return voluntary_contributions(a.get(INCOME, Decimal(0)), parenthood(a), fund_average(a), a.law)


# Routes --------------------------------------------------------------------------------------------------------------


def visit_routes(a: Case) -> tuple[Route, ...]:
    visa = ("Art. 15 Abs. 3 VO (EG) 810/2009",)
    return (
        Route("private_visitor", "required", "immigrant-schengen-policy", visa, market=True),
        Route("statutory_voluntary", "closed", "immigrant-visit-no-residence", ("§ 3 Nr. 2 SGB IV",)),
    )


def barred_by_age_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("private_full", "required", "immigrant-stays-private", PRIVATE, market=True),
        Route("private_basic_tariff", "possible", "immigrant-basic-tariff", BASIC, market=True),
        Route("statutory_employee", "closed", "immigrant-barred-by-age", ("§ 6 Abs. 3a SGB V",)),
    )


def above_limit_routes(a: Case) -> tuple[Route, ...]:
    reason, law = "immigrant-first-job-opens", FIRST_JOB
    if not is_outside_the_funds(a):
        reason, law = "employee-membership-goes-on", GOING_ON
    elif may_join_after_home_cover(a):
        reason, law = "voluntary-with-periods", JOINING
    return (
        Route("statutory_voluntary", "possible", reason, law, employee_cost(a)[0]),
        Route("private_full", "possible", "employee-above-limit-private", FREE, market=True),
    )


def employee_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_employee", "required", "immigrant-employee", EMPLOYEE, employee_cost(a)[0]),
        Route("private_full", "closed", "employee-below-limit", FREE),
        Route("private_supplementary", "possible", "immigrant-supplement", (), market=True),
    )


def abroad_routes(a: Case) -> tuple[Route, ...]:
    more = Route("private_supplementary", "possible", "supplement-home-cover", (), market=True)
    if a[ABROAD] == "s1":
        return (Route("home_s1", "required", "immigrant-s1", S1), more)
    return (Route("home_treaty", "required", "immigrant-treaty", TREATY), more)


def family_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_family", "required", "immigrant-family", FAMILY_COVER),
        Route("private_full", "closed", "immigrant-private-not-needed", ()),
    )


def benefits_routes(a: Case) -> tuple[Route, ...]:
    """The office that pays the benefit bears the contribution."""
    law = UNEMPLOYMENT if a[BENEFITS] == "unemployment" else BASIC_SUPPORT
    return (Route("statutory_benefit_recipient", "required", "former-student-benefits", law), *_minijob(a))


def _benefits_closed(a: Case, reason: str) -> tuple[Route, ...]:
    """Benefits that leave the privately insured where they are, and some self-employed people."""
    if a.get(BENEFITS, "none") == "none":
        return ()
    law = "§ 6 Abs. 3a SGB V" if a[BENEFITS] == "unemployment" else "§ 5 Abs. 5a SGB V"
    return (Route("statutory_benefit_recipient", "closed", reason, (law,)),)


def private_system_routes(a: Case) -> tuple[Route, ...]:
    """Last privately insured here: the private system keeps them."""
    return (
        Route("private_full", "required", "immigrant-last-private", PRIVATE, market=True),
        Route("private_basic_tariff", "possible", "immigrant-basic-tariff", BASIC, market=True),
        *_benefits_closed(a, "immigrant-benefits-not-private"),
        *_catch_all_closed(a, "immigrant-catch-all-not-private"),
        *_minijob(a),
    )


def catch_all_routes(a: Case) -> tuple[Route, ...]:
    reason = "catch-all" if a[LAST_COVER] == "statutory" else "immigrant-catch-all-first-time"
    return (
        Route("statutory_catch_all", "required", reason, (*CATCH_ALL, *BARRED), voluntary_cost(a)),
        *_minijob(a),
    )


def periods_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_voluntary", "possible", "voluntary-with-periods", JOINING, voluntary_cost(a)),
        Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
        _catch_all_or_not(a),
        *_minijob(a),
    )


def fund_checks_routes(a: Case) -> tuple[Route, ...]:
    """The catch-all duty decides; joining by earlier periods is over, or there are none."""
    return (
        Route("statutory_catch_all", "possible", "immigrant-fund-checks", CATCH_ALL, voluntary_cost(a)),
        Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
        _joining_closed(a),
        *_minijob(a),
    )


def private_routes(a: Case) -> tuple[Route, ...]:
    """No periods that count, or too late to join by them, and no way through the catch-all duty."""
    reason = "immigrant-private-too-late" if may_no_longer_join(a) else "immigrant-private"
    return (
        Route("private_full", "required", reason, PRIVATE, market=True),
        Route("private_basic_tariff", "possible", "immigrant-basic-tariff", BASIC, market=True),
        *((Route("home_s1", "possible", "immigrant-s1-ask", S1),) if lives_on_own_means(a) else ()),
        _joining_closed(a),
        *_benefits_closed(a, "immigrant-benefits-not-self-employed"),
        *_catch_all_closed(a, "immigrant-catch-all-not-self-employed"),
        *_minijob(a),
    )


def _joining_closed(a: Case) -> Route:
    """Too late to join by earlier periods, or without such periods."""
    if may_no_longer_join(a):
        return Route("statutory_voluntary", "closed", "immigrant-joining-is-over", (TIME_TO_JOIN,))
    return Route("statutory_voluntary", "closed", "no-earlier-periods", JOINING)


def _catch_all_closed(a: Case, otherwise: str) -> tuple[Route, ...]:
    """Why the catch-all duty does not hold: the bar of residence law, else the reason of the caller."""
    if not is_barred_from_catch_all(a):
        return (Route("statutory_catch_all", "closed", otherwise, CATCH_ALL),)
    reason = "immigrant-catch-all-barred-eu" if lives_on_own_means(a) else "immigrant-catch-all-barred-title"
    return (Route("statutory_catch_all", "closed", reason, BARRED),)


def _catch_all_or_not(a: Case) -> Route:
    if is_barred_from_catch_all(a):
        return _catch_all_closed(a, "")[0]
    return Route("statutory_catch_all", "possible", "immigrant-fund-checks", CATCH_ALL)


def _minijob(a: Case) -> tuple[Route, ...]:
    if not has_only_a_minijob(a):
        return ()
    return (Route("marginal_job", "closed", "immigrant-minijob-no-cover", ("§ 7 SGB V",)),)


# Papers --------------------------------------------------------------------------------------------------------------


def base_papers(a: Case) -> tuple[str, ...]:
    return ("passport-or-id", *(("immigrant-residence-title",) if a[CITIZENSHIP] == "third" else ()))


def employee_papers(a: Case) -> tuple[str, ...]:
    return (*base_papers(a), "employment-contract", *children_papers(a), *_visa_proof(a))


def above_limit_papers(a: Case) -> tuple[str, ...]:
    periods = ("proof-of-earlier-periods",) if a.one_of(LAST_COVER, ("statutory", "europe")) else ()
    return (*employee_papers(a), *periods)


def abroad_papers(a: Case) -> tuple[str, ...]:
    return ("passport-or-id", "guest-worker-s1" if a[ABROAD] == "s1" else "treaty-form")


def family_papers(a: Case) -> tuple[str, ...]:
    return (*base_papers(a), "family-insurance-form", "family-income-proof", *_visa_proof(a))


def statutory_papers(a: Case) -> tuple[str, ...]:
    periods = ("proof-of-earlier-periods",) if a[LAST_COVER] != "never" else ()
    return (*base_papers(a), *periods, *children_papers(a), *_means(a), *_visa_proof(a))


def private_papers(a: Case) -> tuple[str, ...]:
    return (*base_papers(a), "private-policy", *_means(a))


def _means(a: Case) -> tuple[str, ...]:
    return ("immigrant-means",) if lives_on_own_means(a) else ()


def _visa_proof(a: Case) -> tuple[str, ...]:
    """Cover for the time from entry to the first day of the insurance here."""
    return ("private-policy",) if needs_national_visa(a) else ()


def needs_national_visa(a: Case) -> bool:
    return a.get(VISA, "none") == "national"


# Deadlines -----------------------------------------------------------------------------------------------------------


def employee_deadlines(a: Case) -> tuple[Deadline, ...]:
    return (fund_for_employer(a[JOB_START], a.law),)


def above_limit_deadlines(a: Case) -> tuple[Deadline, ...]:
    """Two rights may hold side by side: that of insurance abroad and that of a first job."""
    if not is_outside_the_funds(a):
        return after_the_fund(a)
    abroad = (joining_after_home_cover(a),) if may_join_after_home_cover(a) else ()
    first = (joining_after_first_job(a[JOB_START], a.law),) if first_job_opens(a) else ()
    return (*abroad, *first)


def periods_deadlines(a: Case) -> tuple[Deadline, ...]:
    """A membership here goes on by itself; after public insurance abroad there is a time to join."""
    return after_the_fund(a) if a[LAST_COVER] == "statutory" else (joining_after_home_cover(a),)


def after_the_fund(a: Case) -> tuple[Deadline, ...]:
    """Whether the membership went on by itself is for the fund to say; if it did not, there is a time to join."""
    ends = a[FUND_COVER_ENDS]
    join = (Deadline("join-after-the-fund", TIME_TO_JOIN, last_day_to_join(ends, a.law)),) if ends else ()
    return (Deadline("follow-on", "§ 188 Abs. 4 SGB V", begins=True), *join)


# Cautions ------------------------------------------------------------------------------------------------------------


def visa_cautions(a: Case) -> tuple[str, ...]:
    """Proof for the visa from the day of entry; travel policies bridge days only."""
    if needs_national_visa(a):
        return ("immigrant-visa-proof", "immigrant-travel-bridges")
    return ("immigrant-travel-bridges",) if a[CITIZENSHIP] != "german" else ()


def above_limit_cautions(a: Case) -> tuple[str, ...]:
    """Whose membership here ended with work abroad may have a right to join of their own (§ 9 Abs. 1 Nr. 5 SGB V)."""
    came_back = is_outside_the_funds(a) and a.one_of(LAST_COVER, ("statutory", "europe", "abroad"))
    returning = ("returning-worker",) if came_back else ()
    return (*returning, *visa_cautions(a), "return-to-statutory-is-hard", "health-questions", *limit_may_rise(a))


def benefits_cautions(a: Case) -> tuple[str, ...]:
    """Whoever was not asked may have been insured privately until now (§ 8 Abs. 1 Nr. 1a SGB V, § 205 Abs. 2 VVG)."""
    return () if last_cover_decides_about_benefits(a) else ("immigrant-benefits-end-private",)


def family_cautions(a: Case) -> tuple[str, ...]:
    """A child of a privately insured parent may be out (§ 10 Abs. 3 SGB V)."""
    parent = ("family-other-parent-private",) if a[RELATIVE] == "parent" else ()
    return (*parent, *visa_cautions(a), "income-ends-family-cover")


def age_cautions(a: Case) -> tuple[str, ...]:
    return ("return-barred-by-age",) if a[AGE] >= a.law.return_to_statutory_age_limit else ()


def abroad_cautions(a: Case) -> tuple[str, ...]:
    work = "work-ends-home-cover" if has_only_a_minijob(a) else ""
    return (*((work,) if work else ()), "home-cover-may-pay-less")


def private_cautions(a: Case) -> tuple[str, ...]:
    means = ("immigrant-without-means",) if lives_on_own_means(a) and not a[MEANS] else ()
    late_here = a[LAST_COVER] == "statutory" and may_no_longer_join(a)
    last_fund = ("immigrant-ask-the-last-fund",) if late_here else ()
    subsidy = ("immigrant-benefits-subsidy",) if a.get(BENEFITS, "none") != "none" else ()
    first = (*subsidy, *means, *last_fund)
    return (*first, *visa_cautions(a), *age_cautions(a), "health-questions", "bills-paid-first")


def periods_cautions(a: Case) -> tuple[str, ...]:
    means = ("immigrant-without-means",) if lives_on_own_means(a) and not a[MEANS] else ()
    return (*means, *visa_cautions(a), *age_cautions(a), "return-to-statutory-is-hard")


def catch_all_cautions(a: Case) -> tuple[str, ...]:
    return ("report-at-once", *visa_cautions(a))
