"""Whose law applies to people who come to Germany to work, their ways to be insured, and what these cost."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.advice import Route
from advisor.interview.core import Case, once
from advisor.rules.amounts import Amount
from advisor.rules.employees import (
    Job,
    employment_contributions,
    marginal_contributions,
    voluntary_employee_contributions,
)
from advisor.rules.law import Country
from advisor.rules.voluntary import voluntary_contributions

from .guest_worker_questions import (
    LIVES_IN,
    OCCUPATION,
    OTHER_COUNTRY,
    PAY_IN_ALL,
    POSTED_BY,
    POSTING_MONTHS,
    SHORT_TERM,
    STATES_WORK,
)
from .paragraphs import EMPLOYEE, FAMILY_COVER, FREE, GOING_ON, JOINING, MARGINAL, PRIVATE
from .questions import (
    COUNTRY,
    EAST,
    FIRST_JOB,
    GROSS_PAY,
    HOME_COVER,
    LAST_STATUTORY,
    MAIN_WORK,
    PROFIT,
    SAXONY,
    SICK_PAY,
    fund_average,
    parenthood,
)
from .too_late import fund_checks, going_on, home_cover_is_long_ago, joining_is_over, only_private

SHORT = ("§ 8 Abs. 1 Nr. 2 SGB IV", "§ 7 Abs. 1 SGB V")
OWN_BUSINESS = "§ 5 Abs. 5 SGB V"
TRADE_AGREEMENT = "Abkommen EU–Vereinigtes Königreich, Protokoll über soziale Sicherheit"


# The law that applies ------------------------------------------------------------------------------------------------


def is_coordinated(a: Case) -> bool:
    """Insured in another state of the European coordination rules, or in the United Kingdom."""
    return a.law.country(a[COUNTRY]).coordinated


def works_under_one_law(a: Case) -> bool:
    """Works here and in another state, and the European rules give all of it to one of them (Art. 13 VO (EG) 883/2004)."""
    return a.has(OTHER_COUNTRY) and a.law.country(a[OTHER_COUNTRY]).coordinated


def works_under_two_laws(a: Case) -> bool:
    """Works here and in another state, and each has its own law for the work there."""
    return a.has(OTHER_COUNTRY) and not a.law.country(a[OTHER_COUNTRY]).coordinated


def partner(a: Case) -> Country:
    """The state whose rules with Germany decide: that of the other work, else that of the insurance until now."""
    return a.law.country(a[OTHER_COUNTRY] if works_under_one_law(a) else a[COUNTRY])


def european(a: Case, articles: str) -> tuple[str, ...]:
    """The articles of the regulation; for the United Kingdom the treaty that took its place."""
    if partner(a).group == "uk":
        return (TRADE_AGREEMENT,)
    return (f"{articles} VO (EG) 883/2004",)


def place_of_work(a: Case) -> tuple[str, ...]:
    """Whoever works here falls under German law (Art. 11 Abs. 3 VO (EG) 883/2004, § 3 Nr. 1 SGB IV)."""
    if works_under_one_law(a):
        return several_states(a)
    return european(a, "Art. 11 Abs. 3") if is_coordinated(a) else ("§ 3 Nr. 1 SGB IV",)


def several_states(a: Case) -> tuple[str, ...]:
    """Jobs in Abs. 1, businesses in Abs. 2, one of each in Abs. 3."""
    paragraph = {"employed": 1, "self_employed": 2}.get(a[STATES_WORK], 3)
    return european(a, f"Art. 13 Abs. {paragraph}")


def is_posted_in_time(a: Case) -> bool:
    """Not longer than the regulation allows (Art. 12 Abs. 1 VO (EG) 883/2004)."""
    return a[POSTING_MONTHS] <= a.law.posting_max_months


def works_in_several_states(a: Case) -> bool:
    return a[OCCUPATION] == "several"


def has_a_business_beside_the_job(a: Case) -> bool:
    """Both count as done in Germany (Art. 13 Abs. 5 VO (EG) 883/2004)."""
    return a[OCCUPATION] == "both" or (works_under_one_law(a) and a[STATES_WORK] == "employed_here")


def adds_up_pay(a: Case) -> bool:
    """The pay from every state counts as earned in Germany (Art. 13 Abs. 5 VO (EG) 883/2004)."""
    return works_under_one_law(a) and a[STATES_WORK] == "employed"


def pay(a: Case) -> Decimal:
    """What a job in Germany is measured by."""
    return a[PAY_IN_ALL if adds_up_pay(a) else GROSS_PAY]


def counts_as_employee(a: Case) -> bool:
    """The work in Germany is a job; with a business beside it the main work decides (§ 5 Abs. 5 SGB V)."""
    if has_a_business_beside_the_job(a):
        return a[MAIN_WORK] == "job"
    if works_in_several_states(a):
        return a.one_of(STATES_WORK, ("employed", "employed_here"))
    return a[OCCUPATION] != "self_employed"


def is_seasonal(a: Case) -> bool:
    return a[OCCUPATION] == "seasonal"


def is_short_term(a: Case) -> bool:
    """A short-term job is free of insurance whatever it pays (§ 8 Abs. 1 Nr. 2 SGB IV)."""
    return is_seasonal(a) and a[SHORT_TERM]


def has_earlier_periods(a: Case) -> bool:
    """Insured until now in the statutory system here or in a coordinated state (§ 9 Abs. 1, § 188 Abs. 4 SGB V)."""
    if not a.has(HOME_COVER) or a[HOME_COVER] != "statutory":
        return a.get(LAST_STATUTORY, False)
    return a.law.country(a[COUNTRY]).at_home or is_coordinated(a)


# What it costs ---------------------------------------------------------------------------------------------------------


def job(a: Case) -> Job:
    saxony = a.get(SAXONY, False)
    return Job(pay(a), fund_average(a), saxony=saxony, east=saxony or a.get(EAST, False))


@once
def employee_cost(a: Case) -> tuple[Amount, ...]:
    return employment_contributions(job(a), parenthood(a), a.law)


@once
def above_limit_cost(a: Case) -> tuple[Amount, ...]:
    return voluntary_employee_contributions(job(a), parenthood(a), a.law)


@once
def marginal_cost(a: Case) -> tuple[Amount, ...]:
    return marginal_contributions(pay(a), a.law)


@once
def self_employed_cost(a: Case) -> tuple[Amount, ...]:
    return (voluntary_contributions(a[PROFIT], parenthood(a), fund_average(a), a.law, sick_pay=a[SICK_PAY]),)


# Ways to be insured ----------------------------------------------------------------------------------------------------


def no_permit_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_employee", "possible", "guest-worker-duty-with-the-job", EMPLOYEE),
        Route(
            "private_visitor",
            "possible",
            "guest-worker-cover-for-the-title",
            ("§ 2 Abs. 3 AufenthG", "§ 5 Abs. 1 Nr. 1 AufenthG"),
            market=True,
        ),
    )


def posted_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("home_a1", "required", "guest-worker-a1", european(a, "Art. 12 Abs. 1")),
        Route("home_ehic", "possible", "guest-worker-ehic", european(a, "Art. 19")),
        Route("home_s1", "possible", "guest-worker-s1", european(a, "Art. 17")),
        Route("statutory_employee", "closed", "guest-worker-one-law", european(a, "Art. 11 Abs. 1")),
    )


def posted_treaty_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("home_treaty", "required", "guest-worker-treaty", ("§ 6 SGB IV",)),
        Route("statutory_employee", "closed", "guest-worker-posted-no-duty", ("§ 5 Abs. 1 SGB IV", "§ 6 SGB IV")),
    )


def posted_elsewhere_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("home_private", "possible", "guest-worker-home-policy", ()),
        Route("private_visitor", "possible", "guest-worker-cover-for-the-posting", (), market=True),
        Route("statutory_employee", "closed", "guest-worker-posted-no-duty", ("§ 5 Abs. 1 SGB IV",)),
    )


def may_live_here(a: Case) -> bool:
    """Lives in Germany, or was not asked where."""
    return a.get(LIVES_IN, "germany") == "germany"


def may_choose_germany(a: Case) -> bool:
    """Switzerland exempts who lives in Germany and proves insurance here (Anhang XI VO (EG) 883/2004, Schweiz, Nr. 3)."""
    return may_live_here(a) and partner(a).group == "ch"


def other_state_routes(a: Case) -> tuple[Route, ...]:
    s1: tuple[Route, ...] = ()
    if may_live_here(a):
        s1 = (Route("home_s1", "possible", "guest-worker-s1", european(a, "Art. 17")),)
    return (
        Route("home_a1", "required", "guest-worker-a1-several", several_states(a)),
        *s1,
        Route("statutory_employee", "closed", "guest-worker-one-law", european(a, "Art. 11 Abs. 1")),
    )


def joins_other_state_routes(a: Case) -> tuple[Route, ...]:
    s1: tuple[Route, ...] = ()
    if may_live_here(a):
        s1 = (Route("abroad_s1", "possible", "guest-worker-s1", european(a, "Art. 17")),)
    private = Route("private_full", "closed", "guest-worker-one-law-private", european(a, "Art. 11 Abs. 1"))
    return (
        Route("abroad_a1", "required", "guest-worker-a1-several", several_states(a)),
        *s1,
        Route("statutory_employee", "closed", "guest-worker-one-law", european(a, "Art. 11 Abs. 1")),
        *(() if may_choose_germany(a) else (private,)),
    )


def short_term_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_employee", "closed", "guest-worker-short-term-no-cover", SHORT),
        *_cover_beside_the_job(a, None),
    )


def marginal_routes(a: Case) -> tuple[Route, ...]:
    cost = None
    if has_earlier_periods(a):
        cost = voluntary_contributions(pay(a), parenthood(a), fund_average(a), a.law)
    return (
        Route("marginal_job", "closed", "guest-worker-marginal-no-cover", MARGINAL),
        *_posting_closed(a),
        *_cover_beside_the_job(a, cost),
    )


def _private_by_contract(a: Case) -> Route:
    """Only who lives in Germany must take it where no fund insures (§ 193 Abs. 3 VVG)."""
    law = PRIVATE if may_live_here(a) else ()
    return Route("private_full", "possible", "private-by-contract", law, market=True)


def _cover_beside_the_job(a: Case, cost: Amount | None) -> tuple[Route, ...]:
    family = Route("statutory_family", "possible", "guest-worker-family", FAMILY_COVER)
    if home_cover_is_long_ago(a):
        catch_all, _, closed = fund_checks(a, cost)
        return (family, catch_all, _private_by_contract(a), closed)
    voluntary = Route("statutory_voluntary", "closed", "no-earlier-periods", JOINING)
    if has_earlier_periods(a):
        voluntary = Route("statutory_voluntary", "possible", "voluntary-with-periods", GOING_ON, cost)
    return (family, voluntary, _private_by_contract(a))


def _posting_closed(a: Case) -> tuple[Route, ...]:
    """Why somebody who is sent here is nevertheless under German law."""
    if not a.has(POSTED_BY):
        return ()
    if not is_coordinated(a):
        code = "home_treaty" if a.law.country(a[COUNTRY]).treaty_in_kind else "home_private"
        return (Route(code, "closed", "guest-worker-posting-other-employer", ("§ 5 Abs. 1 SGB IV",)),)
    if a[POSTED_BY] != "home":
        reason = "guest-worker-posting-other-employer"
    elif not is_posted_in_time(a):
        reason = "guest-worker-posting-too-long"
    else:
        reason = "guest-worker-posting-replaces"
    return (Route("home_a1", "closed", reason, european(a, "Art. 12 Abs. 1")),)


def employee_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route(
            "statutory_employee",
            "required",
            "guest-worker-one-law-german" if works_under_one_law(a) else "guest-worker-place-of-work",
            ("§ 5 Abs. 1 Nr. 1 SGB V", *place_of_work(a)),
            employee_cost(a)[0],
        ),
        *_posting_closed(a),
        Route("private_full", "closed", "employee-below-limit", FREE),
    )


def first_job_routes(a: Case) -> tuple[Route, ...]:
    join = ("§ 9 Abs. 1 Satz 1 Nr. 3, Abs. 2 SGB V", "§ 188 Abs. 2 SGB V")
    return _above_limit_routes(a, "guest-worker-first-job-may-join", join)


def above_limit_routes(a: Case) -> tuple[Route, ...]:
    if is_coordinated(a):
        return _above_limit_routes(a, "voluntary-with-periods", JOINING)
    return _above_limit_routes(a, *going_on(a))


def only_private_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("private_full", "required", "employee-above-limit-private", (*FREE, *PRIVATE), market=True),
        Route("statutory_voluntary", "closed", "no-earlier-periods", JOINING),
        *_posting_closed(a),
    )


def too_late_routes(a: Case) -> tuple[Route, ...]:
    return (*only_private(a), *_posting_closed(a))


def no_duty_abroad_routes(a: Case) -> tuple[Route, ...]:
    late = home_cover_is_long_ago(a) or a.get(FIRST_JOB, False)
    closed = joining_is_over(a) if late else Route("statutory_voluntary", "closed", "no-earlier-periods", JOINING)
    if not counts_as_employee(a):
        return (_private_by_contract(a), closed, _no_duty(a))
    law = (*FREE, "§ 257 Abs. 2 SGB V")
    return (Route("private_full", "possible", "employee-above-limit-private", law, market=True), closed)


def _above_limit_routes(a: Case, reason: str, law: tuple[str, ...]) -> tuple[Route, ...]:
    return (
        Route("statutory_voluntary", "possible", reason, law, above_limit_cost(a)[0], excludes=("private_full",)),
        Route(
            "private_full",
            "possible",
            "employee-above-limit-private",
            (*FREE, "§ 257 Abs. 2 SGB V"),
            market=True,
            excludes=("statutory_voluntary",),
        ),
        *_posting_closed(a),
    )


def self_employed_routes(a: Case) -> tuple[Route, ...]:
    no_duty = _no_duty(a)
    if not has_earlier_periods(a):
        return (
            Route("private_full", "required", "guest-worker-self-employed-private", PRIVATE, market=True),
            Route("statutory_voluntary", "closed", "no-earlier-periods", JOINING),
            no_duty,
        )
    if home_cover_is_long_ago(a):
        return (*fund_checks(a, self_employed_cost(a)[0]), no_duty)
    law = (*GOING_ON, "§ 240 SGB V")
    return (
        Route("statutory_voluntary", "possible", "voluntary-with-periods", law, self_employed_cost(a)[0]),
        _private_by_contract(a),
        no_duty,
    )


def _no_duty(a: Case) -> Route:
    law = (OWN_BUSINESS, *place_of_work(a))
    return Route("statutory_employee", "closed", "guest-worker-self-employed-no-duty", law)
