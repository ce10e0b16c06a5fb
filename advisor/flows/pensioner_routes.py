"""What each outcome for pensioners holds: routes, costs, papers, deadlines and cautions."""

from __future__ import annotations

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import Case, once
from advisor.rules.amounts import Amount
from advisor.rules.dates import period_end
from advisor.rules.employees import Job, employment_contributions, voluntary_employee_contributions
from advisor.rules.words import gettext_noop

from .deadlines import fund_for_employer, joining_after_first_job
from .paragraphs import CATCH_ALL, FAMILY_COVER, FREE, GOING_ON, JOINING, PRIVATE, TREATY, UNITED_KINGDOM
from .pension_cost import as_compulsory_member, as_voluntary_member
from .pension_questions import PENSION_APPLICATION, pensioner_parenthood
from .pensioner_questions import (
    FULL_OLD_AGE_PENSION,
    PENSION_COUNTRY,
    PENSION_FROM,
    PENSIONER_COVER,
    PENSIONER_WORK,
    has_a_right_in_europe,
    has_children,
    has_german_pension,
    has_only_a_minijob,
    has_second_pension_in_europe,
    is_private,
    is_uninsured_in_europe,
    lives_elsewhere_in_europe,
    must_join_for_the_job,
    periods_may_count,
    works_above_the_minijob,
)
from .questions import GROSS_PAY, JOB_START, SAXONY, fund_average
from .too_late import first_job_is_long_ago, only_private

SCHEME = ("§ 5 Abs. 1 Nr. 11 SGB V",)
VOLUNTARY = (*GOING_ON, "§ 240 SGB V")
EUROPE = "Art. 24 VO (EG) 883/2004"
TWO_PENSIONS = "Art. 23 VO (EG) 883/2004"
RESIDENCE = ("Art. 11 Abs. 3 Buchst. e VO (EG) 883/2004", *UNITED_KINGDOM)
ABROAD = ("§ 16 Abs. 1 Satz 1 Nr. 1 SGB V",)
TREATY_ABROAD = ("§ 6 SGB IV",)
S1_PAPERS = ("pensioner-notice", "pensioner-s1-from-fund")


# Costs ---------------------------------------------------------------------------------------------------------------


@once
def voluntary_cost(a: Case) -> tuple[Amount, ...]:
    return (as_voluntary_member(a),)


@once
def job_cost(a: Case) -> tuple[Amount, ...]:
    """Health and care from the pay and from the pensions: (the pensioner, the employer, the pension fund)."""
    own, employer = employment_contributions(_job(a), pensioner_parenthood(a), a.law)
    from_pension, fund = as_compulsory_member(a)
    from_pay = own.parts[0]._replace(code="from_pay", label=gettext_noop("From your pay"))
    total = Amount.total(
        "total",
        gettext_noop("You pay every month for health and care insurance"),
        from_pay,
        from_pension._replace(code="from_pension", label=gettext_noop("From your pensions")),
        law="§ 249 Abs. 1, §§ 249a, 250 Abs. 1 SGB V",
    )
    paid_by_employer = employer.parts[0]._replace(label=gettext_noop("Your employer pays on top every month"))
    return (total, paid_by_employer, fund) if has_german_pension(a) else (total, paid_by_employer)


@once
def high_pay_cost(a: Case) -> tuple[Amount, ...]:
    """Above the limit the pay alone reaches the ceiling: (the pensioner after the subsidy, the employer)."""
    own, employer = voluntary_employee_contributions(_job(a), pensioner_parenthood(a), a.law)
    return own.parts[0], employer.parts[0]


def _job(a: Case) -> Job:
    return Job(a[GROSS_PAY], fund_average(a), saxony=a[SAXONY], sick_pay=not a[FULL_OLD_AGE_PENSION])


# Routes --------------------------------------------------------------------------------------------------------------


def minijob(a: Case) -> tuple[Route, ...]:
    if not has_only_a_minijob(a):
        return ()
    return (Route("marginal_job", "closed", "pensioner-minijob-covers-nothing", ("§ 7 Abs. 1 SGB V",)),)


def other_state(a: Case) -> tuple[Route, ...]:
    """Where Germany and another state pay pensions, the state of residence pays for treatment."""
    if a[PENSION_FROM] != "both":
        return ()
    return (Route("home_s1", "closed", "pensioner-two-pensions", (TWO_PENSIONS,)),)


def scheme_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_pensioner", "required", "pensioner-scheme", SCHEME, as_compulsory_member(a)[0]),
        *other_state(a),
        *minijob(a),
    )


def voluntary_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_voluntary", "possible", "pensioner-voluntary", VOLUNTARY, voluntary_cost(a)[0]),
        Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
        *_no_scheme(a),
        *minijob(a),
    )


def catch_all_routes(a: Case) -> tuple[Route, ...]:
    paragraphs = ("§ 5 Abs. 1 Nr. 13 SGB V",)
    return (
        Route("statutory_catch_all", "required", "catch-all", paragraphs, voluntary_cost(a)[0]),
        *_no_scheme(a),
        *minijob(a),
    )


def family_routes(a: Case) -> tuple[Route, ...]:
    return (Route("statutory_family", "required", "pensioner-family", FAMILY_COVER), *_no_scheme(a), *minijob(a))


def private_routes(a: Case) -> tuple[Route, ...]:
    job = Route("statutory_employee", "closed", "pensioner-private-job", ("§ 6 Abs. 3a SGB V",))
    return (
        Route("private_full", "required", "pensioner-private", PRIVATE, market=True),
        *((job,) if works_above_the_minijob(a) else ()),
        *minijob(a),
    )


def uninsured_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_voluntary", "possible", "voluntary-with-periods", JOINING),
        Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
        *_no_scheme(a),
        *minijob(a),
    )


def fund_checks_routes(a: Case) -> tuple[Route, ...]:
    """Periods in a state outside the coordination do not count: the catch-all duty decides."""
    return (
        Route("statutory_catch_all", "possible", "too-late-fund-checks", CATCH_ALL),
        Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
        Route("statutory_voluntary", "closed", "no-earlier-periods", JOINING),
        *_no_scheme(a),
        *minijob(a),
    )


def _no_scheme(a: Case) -> tuple[Route, ...]:
    reason = "pensioner-rule-missed" if has_german_pension(a) else "pensioner-no-german-pension"
    return (Route("statutory_pensioner", "closed", reason, SCHEME),)


def employee_routes(a: Case) -> tuple[Route, ...]:
    law = ("§ 5 Abs. 1 Nr. 1, Abs. 8 SGB V",)
    return (
        Route("statutory_employee", "required", "pensioner-job-first", law, job_cost(a)[0]),
        Route("statutory_pensioner", "closed", "pensioner-job-first", law),
        *_no_cover_from_abroad(a),
    )


def high_pay_routes(a: Case) -> tuple[Route, ...]:
    own = high_pay_cost(a)[0]
    stays = Route("statutory_voluntary", "possible", "employee-membership-goes-on", VOLUNTARY, own)
    joins = Route("statutory_voluntary", "possible", "pensioner-joins-for-the-job", JOINING, own)
    return (
        joins if must_join_for_the_job(a) else stays,
        Route("private_full", "possible", "employee-above-limit-private", FREE, market=True),
        *_no_cover_from_abroad(a),
    )


def _no_cover_from_abroad(a: Case) -> tuple[Route, ...]:
    if has_german_pension(a) or not a.law.country(a[PENSION_COUNTRY]).coordinated:
        return ()
    return (Route("home_s1", "closed", "pensioner-job-ends-s1", coordination(a, "Art. 31 VO (EG) 883/2004")),)


def s1_routes(a: Case) -> tuple[Route, ...]:
    more = Route("private_supplementary", "possible", "supplement-home-cover", (), market=True)
    if a.law.country(a[PENSION_COUNTRY]).coordinated:
        home = Route("home_s1", "required", "pensioner-s1", coordination(a, EUROPE))
    else:
        home = Route("home_treaty", "required", "pensioner-treaty", TREATY)
    return (home, *minijob(a), more)


def coordination(a: Case, article: str) -> tuple[str, ...]:
    """The article of the regulation, or the protocol that has taken its place with the United Kingdom."""
    return UNITED_KINGDOM if a.law.country(a[PENSION_COUNTRY]).group == "uk" else (article,)


def europe_routes(a: Case) -> tuple[Route, ...]:
    if is_uninsured_in_europe(a):
        law = (*SCHEME, EUROPE, *UNITED_KINGDOM)
        return (Route("german_s1", "required", "pensioner-s1-by-the-rule", law),)
    return (Route("german_s1", "required", "pensioner-s1-from-germany", (EUROPE, *UNITED_KINGDOM)),)


def residence_routes(a: Case) -> tuple[Route, ...]:
    """Without a right to treatment at Germany's cost the law of the state of residence decides."""
    return (
        _state_of_residence(a),
        Route("german_s1", "closed", "pensioner-rule-missed", (*SCHEME, EUROPE, *UNITED_KINGDOM)),
    )


def _state_of_residence(a: Case) -> Route:
    """Before its law comes a right that the second pension gives."""
    if has_second_pension_in_europe(a):
        law = (TWO_PENSIONS, EUROPE, *RESIDENCE)
        return Route("residence_state", "possible", "pensioner-right-from-second-pension", law)
    return Route("residence_state", "possible", "pensioner-law-of-residence", RESIDENCE)


def elsewhere_routes(a: Case) -> tuple[Route, ...]:
    if is_private(a):
        contract = Route("private_full", "possible", "pensioner-private-abroad", (), market=True)
        return (contract, _state_of_residence(a)) if lives_elsewhere_in_europe(a) else (contract,)
    if has_a_right_in_europe(a):
        right = SCHEME if a[PENSIONER_COVER] == "none" else ()
        other = (TWO_PENSIONS, EUROPE, *UNITED_KINGDOM)
        return (
            Route("german_s1", "possible", "pensioner-s1-of-two-pensions", (*right, EUROPE, *UNITED_KINGDOM)),
            Route("residence_state", "possible", "pensioner-second-pension-pays", other),
        )
    return (
        Route("german_treaty", "possible", "pensioner-treaty-abroad", TREATY_ABROAD),
        Route("private_full", "possible", "pensioner-insured-there", ABROAD, market=True),
    )


# Deadlines, papers, cautions -----------------------------------------------------------------------------------------


def applicant_deadlines(a: Case) -> tuple[Deadline, ...]:
    applied = a[PENSION_APPLICATION]
    last = period_end(applied, int(a.law.exemption_application_months))
    return (
        Deadline("pensioner-membership-begins", "§ 186 Abs. 9 SGB V", applied, begins=True),
        Deadline("pensioner-exemption", "§ 8 Abs. 1 Nr. 4, Abs. 2 SGB V", last, closes=True),
    )


def employee_deadlines(a: Case) -> tuple[Deadline, ...]:
    return (fund_for_employer(None, a.law),)


def high_pay_deadlines(a: Case) -> tuple[Deadline, ...]:
    """A membership here goes on by itself. Who is in no fund joins after insurance abroad or with a first job."""
    if not must_join_for_the_job(a):
        return voluntary_deadlines(a)
    late = first_job_is_long_ago(a[JOB_START], a.law)
    joins = () if late else (joining_after_first_job(a[JOB_START], a.law),)
    return (*(uninsured_deadlines(a) if periods_may_count(a) else ()), *joins)


def is_too_late_beside_the_job(a: Case) -> bool:
    """In no fund, the job began too long ago, and no insurance abroad counts."""
    if not must_join_for_the_job(a) or periods_may_count(a):
        return False
    return first_job_is_long_ago(a[JOB_START], a.law)


def too_late_routes(a: Case) -> tuple[Route, ...]:
    return (*only_private(a), *_no_cover_from_abroad(a))


def uninsured_deadlines(a: Case) -> tuple[Deadline, ...]:
    return (Deadline("join-after-home-cover", "§ 9 Abs. 2 Nr. 1 SGB V"),)


def voluntary_deadlines(a: Case) -> tuple[Deadline, ...]:
    return (Deadline("follow-on", "§ 188 Abs. 4 SGB V", begins=True),)


def member_papers(a: Case) -> tuple[str, ...]:
    """What shows the pension; the periods count for the pensioners' scheme, which only a German pension opens."""
    if not has_german_pension(a):
        return ("pensioner-notice-from-abroad", *(("family-birth-certificates",) if has_children(a) else ()))
    children = ("qualifying-period-birth-certificates",) if has_children(a) else ()
    return ("pensioner-notice", "qualifying-period-record", *children)


def job_papers(a: Case) -> tuple[str, ...]:
    return ("employment-contract", _notice(a))


def _notice(a: Case) -> str:
    return "pensioner-notice" if has_german_pension(a) else "pensioner-notice-from-abroad"


def high_pay_papers(a: Case) -> tuple[str, ...]:
    periods = ("proof-of-earlier-periods",) if must_join_for_the_job(a) and periods_may_count(a) else ()
    return (*job_papers(a), *periods)


def elsewhere_papers(a: Case) -> tuple[str, ...]:
    """What is taken along: the German form goes to the insurance abroad."""
    if has_a_right_in_europe(a):
        return S1_PAPERS
    return ("pensioner-policy-abroad",) if is_private(a) else ("pensioner-treaty-form-from-fund",)


def abroad_cautions(a: Case) -> tuple[str, ...]:
    return ("pensioner-state-that-also-pays",) if has_second_pension_in_europe(a) else ()


def elsewhere_cautions(a: Case) -> tuple[str, ...]:
    """Only whoever is insured has something to keep."""
    return (*abroad_cautions(a), *(() if a[PENSIONER_COVER] == "none" else ("pensioner-keep-the-old-cover",)))


def s1_papers(a: Case) -> tuple[str, ...]:
    form = "pensioner-s1-form" if a.law.country(a[PENSION_COUNTRY]).coordinated else "treaty-form"
    return ("passport-or-id", form)


def work_cautions(a: Case) -> tuple[str, ...]:
    """What work beside the pension does to a German insurance."""
    if has_only_a_minijob(a):
        return ("pensioner-minijob",)
    return ("pensioner-self-employed",) if a.get(PENSIONER_WORK, "none") == "self_employed" else ()


def scheme_cautions(a: Case) -> tuple[str, ...]:
    foreign = ("pensioner-tell-foreign-pension",) if a[PENSION_FROM] == "both" else ()
    return (*work_cautions(a), *foreign, "pension-cost-rate-changes-later")


def voluntary_cautions(a: Case) -> tuple[str, ...]:
    german = ("pensioner-rule-first", "pension-cost-subsidy") if has_german_pension(a) else ()
    return (*german, *work_cautions(a), "return-to-statutory-is-hard")


def employee_cautions(a: Case) -> tuple[str, ...]:
    """After the job the pensioners' scheme decides, or again the state that alone pays a pension (Art. 24, 31 VO 883/2004)."""
    after = "pensioner-when-the-job-ends" if has_german_pension(a) else "pensioner-when-the-job-ends-abroad"
    barred = ("return-barred-by-age",) if a[PENSIONER_COVER] == "none" else ()
    return (*barred, "pensioner-both-up-to-the-ceiling", after)


def s1_cautions(a: Case) -> tuple[str, ...]:
    if has_only_a_minijob(a):
        return ("pensioner-minijob-and-s1",)
    return ("work-ends-home-cover",)


def private_cautions(a: Case) -> tuple[str, ...]:
    check = ("pensioner-check-the-rule",) if has_german_pension(a) else ()
    return (*check, *work_cautions(a), "bills-paid-first")
