"""What remains when the time to join a fund is over: private insurance beside high pay, else the question to a fund."""

from __future__ import annotations

from datetime import date
from functools import partial

from advisor.interview.advice import Route
from advisor.interview.core import Case, Outcome
from advisor.rules.amounts import Amount
from advisor.rules.dates import is_over
from advisor.rules.law import Law

from .deadlines import joining_after_first_job, joining_after_home_cover
from .paragraphs import CATCH_ALL, FREE, GOING_ON, JOINING, PRIVATE
from .questions import COUNTRY, HOME_COVER, LAST_STATUTORY


def first_job_is_long_ago(begins: date | None, law: Law) -> bool:
    """The time to join with a first job in Germany is over (§ 9 Abs. 2 Nr. 3 SGB V)."""
    return is_over(joining_after_first_job(begins, law).on, law.day)


def home_cover_is_long_ago(a: Case) -> bool:
    """The time to join after public insurance abroad is over (§ 9 Abs. 2 Nr. 1 SGB V)."""
    return is_over(joining_after_home_cover(a).on, a.day)


def first_job_decides(a: Case) -> bool:
    """Of somebody with a job above the limit: in Germany already, but in no fund here (§ 9 Abs. 1 Satz 1 Nr. 3 SGB V)."""
    return a[COUNTRY] == "DE" and not is_member_here(a)


def may_be_member_still(a: Case) -> bool:
    """Without any cover in Germany: a membership may have gone on unnoticed, or begun by law (§ 5 Abs. 1 Nr. 13 SGB V)."""
    return a[COUNTRY] == "DE" and a.get(HOME_COVER, "") == "none"


def is_member_here(a: Case) -> bool:
    """In a fund here until now: the membership goes on by itself (§ 188 Abs. 4 SGB V)."""
    return a[COUNTRY] == "DE" and (a[HOME_COVER] == "statutory" or a.get(LAST_STATUTORY, False))


def last_fund(a: Case) -> tuple[str, ...]:
    """For people without cover whose last fund has to find out whether they still belong to it, and since when."""
    return ("immigrant-ask-the-last-fund", "report-at-once") if a.get(LAST_STATUTORY, False) else ()


def going_on(a: Case) -> tuple[str, tuple[str, ...]]:
    """Why voluntary membership is open: one here goes on by itself; for people without cover the fund finds out."""
    reason = "membership-may-go-on" if a.get(LAST_STATUTORY, False) else "employee-membership-goes-on"
    return reason, GOING_ON


def membership_above_the_limit(a: Case) -> tuple[str, tuple[str, ...]]:
    """Why voluntary membership is open: one here goes on by itself, a first job opens one."""
    if is_member_here(a):
        return going_on(a)
    return "employee-above-limit-statutory", ("§ 9 Abs. 1 Nr. 3 SGB V",)


def without_a_first_job(a: Case) -> tuple[Route, ...]:
    """The private insurance goes on, or has to be found; no fund takes whoever was in none."""
    reason = "employee-no-way-back" if a[HOME_COVER] == "private" else "no-earlier-periods"
    return (
        Route("private_full", "required", "employee-above-limit-private", (*FREE, *PRIVATE), market=True),
        Route("statutory_voluntary", "closed", reason, JOINING),
    )


def only_private(a: Case) -> tuple[Route, ...]:
    """High pay keeps the catch-all duty away too (§ 6 Abs. 3 SGB V)."""
    return (
        Route("private_full", "required", "employee-above-limit-private", (*FREE, *PRIVATE), market=True),
        joining_is_over(a),
    )


def fund_checks(a: Case, cost: Amount | None) -> tuple[Route, ...]:
    """The last insurance and the right of residence decide about the catch-all duty; a fund judges both."""
    return (
        Route("statutory_catch_all", "possible", "too-late-fund-checks", CATCH_ALL, cost),
        Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
        joining_is_over(a),
    )


def joining_is_over(a: Case) -> Route:
    if home_cover_is_long_ago(a):
        return Route("statutory_voluntary", "closed", "immigrant-joining-is-over", ("§ 9 Abs. 2 Nr. 1 SGB V",))
    return Route("statutory_voluntary", "closed", "too-late-first-job", ("§ 9 Abs. 2 Nr. 3 SGB V",))


left_to_private_insurance = partial(
    Outcome, "too-late-private", "private_compulsory", routes=only_private, authority="fund"
)
"""The result beside a job with high pay."""

private_goes_on = partial(Outcome, "employee-stays-private", "private_compulsory", authority="fund")
"""The result of the privately insured beside a later job with high pay."""

no_fund_is_open = partial(Outcome, "employee-only-private", "private_compulsory", authority="fund")
"""The result of others beside a later job with high pay."""

judged_by_a_fund = partial(Outcome, "too-late-fund-checks", "statutory_or_private", authority="fund")
"""The result for everybody else."""
