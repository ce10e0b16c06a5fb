"""Papers, deadlines and cautions of people who come to Germany to work."""

from __future__ import annotations

from datetime import date

from advisor.interview.advice import Deadline
from advisor.interview.core import Case
from advisor.rules.dates import add_months
from advisor.rules.employees import is_in_transition_range, is_still_gleitzone

from .deadlines import after_the_end_of_cover, fund_for_employer, of_a_posting
from .guest_worker_questions import MAY_WORK, OCCUPATION, PAY_IN_ALL
from .guest_worker_routes import (
    adds_up_pay,
    counts_as_employee,
    european,
    has_earlier_periods,
    is_coordinated,
    is_seasonal,
    job,
    may_choose_germany,
    may_live_here,
    partner,
    works_under_one_law,
    works_under_two_laws,
)
from .papers import children_papers
from .questions import COUNTRY, HOME_COVER, JOB_START, barred_by_age, limit_may_rise, spared_by_age
from .too_late import home_cover_is_long_ago, last_fund


def _title(a: Case) -> tuple[str, ...]:
    return ("guest-worker-residence-title",) if a.has(MAY_WORK) else ()


def _a1(a: Case) -> tuple[str, ...]:
    return ("guest-worker-a1-here",) if works_under_one_law(a) else ()


def employee_papers(a: Case) -> tuple[str, ...]:
    return ("passport-or-id", "employment-contract", *_title(a), *_a1(a), *children_papers(a))


def above_limit_papers(a: Case) -> tuple[str, ...]:
    periods = ("proof-of-earlier-periods",) if is_coordinated(a) else ()
    return (*employee_papers(a), *periods)


def only_private_papers(a: Case) -> tuple[str, ...]:
    return ("passport-or-id", "employment-contract", *_title(a), *_a1(a), "employee-certificate-for-subsidy")


def no_duty_abroad_papers(a: Case) -> tuple[str, ...]:
    return only_private_papers(a) if counts_as_employee(a) else ("passport-or-id", *_title(a), *_a1(a))


def marginal_papers(a: Case) -> tuple[str, ...]:
    periods = ("proof-of-earlier-periods",) if has_earlier_periods(a) else ("private-policy",)
    return ("passport-or-id", "employment-contract", *_title(a), *_a1(a), *periods)


def posted_papers(a: Case) -> tuple[str, ...]:
    return ("guest-worker-a1", "ehic", "guest-worker-s1", *_title(a))


def posted_treaty_papers(a: Case) -> tuple[str, ...]:
    return ("guest-worker-treaty-certificate", "treaty-form", *_title(a))


def posted_elsewhere_papers(a: Case) -> tuple[str, ...]:
    return ("private-policy", "employment-contract", *_title(a))


def other_state_papers(a: Case) -> tuple[str, ...]:
    s1 = "guest-worker-s1" if may_live_here(a) else "ehic"
    return ("guest-worker-a1-several", s1, *_title(a))


def self_employed_papers(a: Case) -> tuple[str, ...]:
    if not has_earlier_periods(a):
        return ("passport-or-id", *_title(a), *_a1(a), "private-policy")
    return ("passport-or-id", *_title(a), *_a1(a), "proof-of-earlier-periods", "guest-worker-tax-assessment")


def _start(a: Case) -> date | None:
    return a.get(JOB_START, None)


def employee_deadlines(a: Case) -> tuple[Deadline, ...]:
    start = _start(a)
    return (
        Deadline("guest-worker-duty-begins", "§ 186 Abs. 1 SGB V", start, begins=True),
        fund_for_employer(start, a.law),
    )


def first_job_deadlines(a: Case) -> tuple[Deadline, ...]:
    """The time to join begins after the day on which the work is taken up (§ 187 Abs. 1, § 188 Abs. 2 BGB)."""
    start, months = _start(a), int(a.law.voluntary_joining_months)
    law = "§ 9 Abs. 2 Nr. 3 SGB V"
    return (Deadline("guest-worker-join", law, start and add_months(start, months), closes=True),)


def posted_deadlines(a: Case) -> tuple[Deadline, ...]:
    return of_a_posting(_start(a), european(a, "Art. 12")[0], european(a, "Art. 12 Abs. 1")[0], a.law)


def membership_deadlines(a: Case) -> tuple[Deadline, ...]:
    """Of those who may join or stay as voluntary members."""
    if not has_earlier_periods(a) or home_cover_is_long_ago(a):
        return ()
    return after_the_end_of_cover(a)


def _kingdom(a: Case) -> tuple[str, ...]:
    kingdom = "uk" in (a.law.country(a[COUNTRY]).group, partner(a).group)
    return ("guest-worker-united-kingdom",) if kingdom else ()


def _one_law(a: Case) -> tuple[str, ...]:
    """All work under one law, or the work in the other state under a law of its own."""
    if works_under_two_laws(a):
        return ("guest-worker-two-laws",)
    abroad = () if may_live_here(a) else ("guest-worker-lives-abroad",)
    return (*abroad, "guest-worker-older-texts-two-states") if works_under_one_law(a) else ()


def _after_the_season(a: Case) -> tuple[str, ...]:
    """The job has insured, and that does not go on by itself (§ 188 Abs. 4 SGB V)."""
    return ("guest-worker-seasonal",) if is_seasonal(a) else ()


def _harvest(a: Case) -> tuple[str, ...]:
    longer = a.law.short_term_job_max_days_agriculture is not None
    return ("guest-worker-harvest",) if is_seasonal(a) and longer else ()


def _last_fund(a: Case) -> tuple[str, ...]:
    """Without any cover in Germany: who was last in a fund belongs there again (§ 5 Abs. 1 Nr. 13 SGB V)."""
    uninsured = a[HOME_COVER] == "none" and a.law.country(a[COUNTRY]).at_home
    return ("last-fund",) if uninsured else ()


def no_permit_cautions(a: Case) -> tuple[str, ...]:
    return ("travel-policy-is-not-enough",)


def posted_cautions(a: Case) -> tuple[str, ...]:
    return ("guest-worker-a1-in-time", "guest-worker-older-texts-posting", *_kingdom(a))


def other_state_cautions(a: Case) -> tuple[str, ...]:
    choice = ("guest-worker-choice-in-switzerland",) if may_choose_germany(a) else ()
    return (*choice, "guest-worker-older-texts-two-states", *_kingdom(a))


def posted_treaty_cautions(a: Case) -> tuple[str, ...]:
    return ("guest-worker-treaty-differs", "home-cover-may-pay-less")


def posted_elsewhere_cautions(a: Case) -> tuple[str, ...]:
    limited = ("guest-worker-treaty-differs",) if a.law.country(a[COUNTRY]).group == "treaty" else ()
    return (*limited, "travel-policy-is-not-enough")


def employee_cautions(a: Case) -> tuple[str, ...]:
    return (
        *barred_by_age(a),
        *spared_by_age(a),
        *_after_the_season(a),
        *_harvest(a),
        *_one_law(a),
        *_title_needs_cover(a),
        *_kingdom(a),
        *_reduced(a),
    )


def _reduced(a: Case) -> tuple[str, ...]:
    if not is_in_transition_range(job(a), a.law):
        return ()
    return ("guest-worker-transition-range-former" if is_still_gleitzone(a.law) else "guest-worker-transition-range",)


def _title_needs_cover(a: Case) -> tuple[str, ...]:
    return ("guest-worker-title-needs-cover",) if a.has(MAY_WORK) else ()


def _limit_may_rise(a: Case) -> tuple[str, ...]:
    return limit_may_rise(a, PAY_IN_ALL) if adds_up_pay(a) else limit_may_rise(a)


def above_limit_cautions(a: Case) -> tuple[str, ...]:
    lasting = ("return-to-statutory-is-hard", "health-questions", *_limit_may_rise(a))
    return (*spared_by_age(a), *lasting, *_one_law(a), *_title_needs_cover(a), *_kingdom(a))


def only_private_cautions(a: Case) -> tuple[str, ...]:
    """Whose membership here ended with work abroad may have a right to join of their own (§ 9 Abs. 1 Nr. 5 SGB V)."""
    returning = ("returning-worker",) if not a.law.country(a[COUNTRY]).at_home else ()
    return (*returning, "health-questions", *_limit_may_rise(a), *_one_law(a), *_title_needs_cover(a), *_kingdom(a))


def no_duty_abroad_cautions(a: Case) -> tuple[str, ...]:
    if counts_as_employee(a):
        return only_private_cautions(a)
    return ("health-questions", *_one_law(a), *_title_needs_cover(a), *_kingdom(a))


def stays_above_limit_cautions(a: Case) -> tuple[str, ...]:
    return (*last_fund(a), "guest-worker-limit-at-year-end", *above_limit_cautions(a))


def marginal_cautions(a: Case) -> tuple[str, ...]:
    return (
        "guest-worker-marginal-gap",
        *_last_fund(a),
        *_harvest(a),
        *_home_may_end(a),
        *_one_law(a),
        *_title_needs_cover(a),
    )


def short_term_cautions(a: Case) -> tuple[str, ...]:
    return (
        "guest-worker-short-term-gap",
        *_last_fund(a),
        *_harvest(a),
        *_home_may_end(a),
        *_title_needs_cover(a),
    )


def _home_may_end(a: Case) -> tuple[str, ...]:
    return ("work-ends-home-cover",) if a[HOME_COVER] == "statutory" and is_coordinated(a) else ()


def self_employed_cautions(a: Case) -> tuple[str, ...]:
    sent = ("guest-worker-own-business-from-home",) if is_coordinated(a) and a[OCCUPATION] == "self_employed" else ()
    choice = ("guest-worker-provisional-contribution", "health-questions", "return-to-statutory-is-hard")
    first = choice if has_earlier_periods(a) else (*_last_fund(a), "health-questions")
    return (*first, *sent, *_one_law(a), *_title_needs_cover(a), *_kingdom(a))
