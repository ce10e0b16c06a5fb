"""Deadlines that more than one group has."""

from __future__ import annotations

from datetime import date, timedelta

from advisor.interview.advice import Deadline
from advisor.interview.core import Case
from advisor.rules.dates import add_months, days_end, period_end
from advisor.rules.law import Law

from .questions import COUNTRY, HOME_COVER_ENDS


def fund_for_employer(begins: date | None, law: Law) -> Deadline:
    """The last day to name the fund, counted with the first day of the job."""
    last = days_end(begins, int(law.fund_choice_days)) if begins else None
    return Deadline("tell-employer-your-fund", "§ 175 Abs. 3 Satz 2 SGB V", last)


def joining_after_first_job(begins: date | None, law: Law) -> Deadline:
    """The time begins after the day on which the work is taken up (§ 187 Abs. 1, § 188 Abs. 2 BGB)."""
    last = add_months(begins, int(law.voluntary_joining_months)) if begins else None
    return Deadline("join-after-first-job", "§ 9 Abs. 2 Nr. 3 SGB V", last, closes=True)


def after_the_end_of_cover(a: Case) -> tuple[Deadline, ...]:
    """A membership here goes on by itself; after insurance abroad there is a time to join."""
    if a.law.country(a[COUNTRY]).at_home:
        return (Deadline("follow-on", "§ 188 Abs. 4 SGB V", begins=True),)
    return (joining_after_home_cover(a),)


def joining_after_home_cover(a: Case) -> Deadline:
    """The time begins with the day after the end of the insurance abroad (§ 187 Abs. 2, § 188 Abs. 2 BGB)."""
    ends = a.get(HOME_COVER_ENDS, None)
    last = last_day_to_join(ends, a.law) if ends else None
    return Deadline("join-after-home-cover", "§ 9 Abs. 2 Nr. 1 SGB V", last, closes=True)


def last_day_to_join(ends: date, law: Law) -> date:
    """After the last day of an insurance in a fund or in the public system abroad (§ 9 Abs. 2 Nr. 1 SGB V)."""
    return period_end(ends + timedelta(days=1), int(law.voluntary_joining_months))


def of_a_posting(begins: date | None, certificate: str, posting: str, law: Law) -> tuple[Deadline, ...]:
    """The certificate before the first day, and the last day of the longest posting; both laws as the caller cites them."""
    return (
        Deadline("a1-first", certificate, begins and begins - timedelta(days=1)),
        Deadline("posting-ends", posting, begins and period_end(begins, int(law.posting_max_months))),
    )
