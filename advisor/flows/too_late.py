"""What remains when the time to join a fund is over: private insurance beside high pay, else the question to a fund."""

from __future__ import annotations

from datetime import date
from functools import partial

from advisor.interview.advice import Route
from advisor.interview.core import Case, Outcome
from advisor.rules.amounts import Amount
from advisor.rules.law import Law

from .deadlines import joining_after_first_job, joining_after_home_cover
from .paragraphs import CATCH_ALL, FREE, PRIVATE


def first_job_is_long_ago(begins: date | None, law: Law) -> bool:
    """The time to join with a first job in Germany is over (§ 9 Abs. 2 Nr. 3 SGB V)."""
    last = joining_after_first_job(begins, law).on
    return last is not None and last < law.day


def home_cover_is_long_ago(a: Case) -> bool:
    """The time to join after public insurance abroad is over (§ 9 Abs. 2 Nr. 1 SGB V)."""
    last = joining_after_home_cover(a).on
    return last is not None and last < a.day


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

judged_by_a_fund = partial(Outcome, "too-late-fund-checks", "statutory_or_private", authority="fund")
"""The result for everybody else."""
