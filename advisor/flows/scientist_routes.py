"""Ways to be insured, papers, deadlines and cautions of visiting scientists."""

from __future__ import annotations

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import Case, once
from advisor.rules.amounts import Amount
from advisor.rules.employees import Job, employment_contributions, voluntary_employee_contributions
from advisor.rules.voluntary import voluntary_contributions

from .deadlines import fund_for_employer, joining_after_first_job, of_a_posting
from .papers import children_papers
from .paragraphs import CATCH_ALL, EMPLOYEE, FAMILY_COVER, FREE, GOING_ON, JOINING, PRIVATE, TREATY
from .questions import (
    ALL_INCOME,
    COUNTRY,
    GROSS_PAY,
    HOME_COVER,
    JOB_START,
    SAXONY,
    TAX_FREE_SCHOLARSHIP,
    fund_average,
    limit_may_rise,
    parenthood,
)
from .scientist_questions import (
    BASIS,
    FAMILY,
    comes_from_abroad,
    has_marginal_job,
    is_coordinated_abroad,
    is_posted_from_elsewhere,
    is_posted_with_a1,
    is_visitor,
    works_above_the_limit,
)
from .too_late import (
    first_job_is_long_ago,
    fund_checks,
    is_member_here,
    last_fund,
    membership_above_the_limit,
    only_private,
    without_a_first_job,
)

PROTOCOL = ("Handels- und Kooperationsabkommen EU–Vereinigtes Königreich, Protokoll über soziale Sicherheit",)


# Costs ---------------------------------------------------------------------------------------------------------------


@once
def employee_cost(a: Case) -> tuple[Amount, ...]:
    """Both sides' contributions; above the annual limit those of a voluntary member with the employer's subsidy."""
    saxony = a[SAXONY]
    job = Job(a[GROSS_PAY], fund_average(a), saxony=saxony, east=saxony)
    price = voluntary_employee_contributions if works_above_the_limit(a) else employment_contributions
    return price(job, parenthood(a), a.law)


@once
def own_share(a: Case) -> Amount | None:
    """What the employee pays for health and care insurance, without pension and unemployment insurance."""
    return employee_cost(a)[0].find("health_and_care")


@once
def cost_by_income(a: Case) -> Amount:
    return voluntary_contributions(a[ALL_INCOME], parenthood(a), fund_average(a), a.law)


# Routes --------------------------------------------------------------------------------------------------------------


def coordination(a: Case, article: str) -> tuple[str, ...]:
    """The article of the regulation, or the protocol that has taken its place with the United Kingdom."""
    return PROTOCOL if a.law.country(a[COUNTRY]).group == "uk" else (article,)


def _family(a: Case) -> tuple[Route, ...]:
    if a[FAMILY] != "along":
        return ()
    return (Route("statutory_family", "possible", "scientist-family-free", FAMILY_COVER),)


def _no_free_family(a: Case) -> tuple[Route, ...]:
    if a[FAMILY] != "along":
        return ()
    return (Route("statutory_family", "closed", "scientist-family-private", FAMILY_COVER),)


def _s1_of_the_family(a: Case) -> tuple[Route, ...]:
    if a[FAMILY] != "along" or not is_coordinated_abroad(a):
        return ()
    return (Route("home_s1", "possible", "scientist-s1-family", coordination(a, "Art. 17 VO (EG) 883/2004")),)


def _dormant(a: Case) -> tuple[Route, ...]:
    """A policy at home may rest; only private ones, where we know."""
    if not comes_from_abroad(a) or a.get(HOME_COVER, "private") != "private":
        return ()
    return (Route("home_dormant", "possible", "scientist-dormant", (), market=True),)


def _job_gives_nothing(a: Case) -> tuple[Route, ...]:
    if has_marginal_job(a):
        return (Route("marginal_job", "closed", "scientist-marginal-job", ("§ 7 Abs. 1 SGB V", "§ 8 SGB IV")),)
    if is_posted_from_elsewhere(a):
        return (Route("statutory_employee", "closed", "scientist-sent-from-elsewhere", ("§ 5 SGB IV",)),)
    return (Route("statutory_employee", "closed", "scientist-no-job", ("§ 5 Abs. 1 Nr. 1 SGB V", "§ 7 SGB IV")),)


def posted_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("home_a1", "required", "scientist-a1", coordination(a, "Art. 12 Abs. 1 VO (EG) 883/2004")),
        Route("home_s1", "possible", "scientist-s1-posted", coordination(a, "Art. 17 VO (EG) 883/2004")),
        Route("home_ehic", "possible", "scientist-ehic", coordination(a, "Art. 19 VO (EG) 883/2004")),
        Route("statutory_employee", "closed", "scientist-home-law", coordination(a, "Art. 11 Abs. 1 VO (EG) 883/2004")),
        Route("private_supplementary", "possible", "supplement-home-cover", (), market=True),
    )


def treaty_routes(a: Case) -> tuple[Route, ...]:
    home_law = ("§ 6 SGB IV",)
    return (
        Route("home_treaty", "required", "scientist-posted-by-treaty", (*TREATY, *home_law)),
        Route("statutory_employee", "closed", "scientist-home-law", home_law),
        Route("private_supplementary", "possible", "supplement-home-cover", (), market=True),
    )


def employee_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_employee", "required", "scientist-employee", EMPLOYEE, own_share(a)),
        Route("private_full", "closed", "employee-below-limit", FREE),
        *_family(a),
        *_dormant(a),
    )


def above_limit_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_voluntary", "possible", *membership_above_the_limit(a), own_share(a)),
        Route("private_full", "possible", "employee-above-limit-private", FREE, market=True),
        *_family(a),
        *_dormant(a),
    )


def is_too_late_beside_the_job(a: Case) -> bool:
    """A job above the limit that began too long ago; whoever is in a fund here need not join."""
    joins = works_above_the_limit(a) and not is_member_here(a)
    return joins and first_job_is_long_ago(a[JOB_START], a.law)


def later_job_routes(a: Case) -> tuple[Route, ...]:
    return (*without_a_first_job(a), *_no_free_family(a))


def too_late_routes(a: Case) -> tuple[Route, ...]:
    return (*only_private(a), *_no_free_family(a), *_dormant(a))


def home_routes(a: Case) -> tuple[Route, ...]:
    if is_coordinated_abroad(a):
        home = Route("home_ehic", "required", "scientist-ehic", coordination(a, "Art. 19 VO (EG) 883/2004"))
    else:
        home = Route("home_treaty", "required", "scientist-treaty", TREATY)
    return (
        home,
        *_job_gives_nothing(a),
        Route("private_supplementary", "possible", "supplement-home-cover", (), market=True),
    )


def visitor_routes(a: Case) -> tuple[Route, ...]:
    policy_at_home = Route("home_private", "possible", "scientist-home-policy", (), market=True)
    return (
        Route("private_visitor", "possible", "scientist-visitor-policy", (), market=True),
        *((policy_at_home,) if a[HOME_COVER] == "private" else ()),
        *_job_gives_nothing(a),
        *_no_free_family(a),
    )


def family_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_family", "required", "scientist-through-spouse", FAMILY_COVER),
        *_job_gives_nothing(a),
        *_dormant(a),
    )


def voluntary_routes(a: Case) -> tuple[Route, ...]:
    stays_insured = Route("home_s1", "possible", "scientist-s1", coordination(a, "Art. 17 VO (EG) 883/2004"))
    return (
        Route("statutory_voluntary", "possible", "voluntary-with-periods", GOING_ON, cost_by_income(a)),
        Route("private_full", "possible", "private-by-contract", PRIVATE, market=True),
        *((stays_insured,) if comes_from_abroad(a) else ()),
        *_family(a),
        *_job_gives_nothing(a),
    )


def fund_checks_routes(a: Case) -> tuple[Route, ...]:
    return (*fund_checks(a, cost_by_income(a)), *_family(a), *_job_gives_nothing(a))


def catch_all_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_catch_all", "required", "catch-all", CATCH_ALL, cost_by_income(a)),
        *_family(a),
        *_job_gives_nothing(a),
    )


def private_routes(a: Case) -> tuple[Route, ...]:
    guests = Route("private_visitor", "possible", "scientist-guest-tariff", PRIVATE, market=True)
    return (
        Route("private_full", "required", "scientist-private", PRIVATE, market=True),
        *((guests,) if comes_from_abroad(a) else ()),
        Route("statutory_voluntary", "closed", "no-earlier-periods", JOINING),
        *_no_free_family(a),
        *_s1_of_the_family(a),
        *_job_gives_nothing(a),
        *_dormant(a),
    )


# Papers, deadlines, cautions -----------------------------------------------------------------------------------------


def _scholarship(a: Case) -> tuple[str, ...]:
    return ("scholarship-letter",) if a[BASIS] == "scholarship" else ()


def employee_papers(a: Case) -> tuple[str, ...]:
    family = ("family-insurance-form",) if a[FAMILY] == "along" else ()
    return ("passport-or-id", "employment-contract", *children_papers(a), *family)


def posted_papers(a: Case) -> tuple[str, ...]:
    return ("scientist-a1-certificate", "ehic", "scientist-s1-form")


def posted_deadlines(a: Case) -> tuple[Deadline, ...]:
    certificate, posting = (
        coordination(a, f"{article} VO (EG) 883/2004")[0] for article in ("Art. 12", "Art. 12 Abs. 1")
    )
    return of_a_posting(a[JOB_START], certificate, posting, a.law)


def home_papers(a: Case) -> tuple[str, ...]:
    return ("ehic" if is_coordinated_abroad(a) else "treaty-form", *_scholarship(a))


def voluntary_papers(a: Case) -> tuple[str, ...]:
    family = ("family-insurance-form",) if a[FAMILY] == "along" else ()
    return ("passport-or-id", "proof-of-earlier-periods", *_scholarship(a), *children_papers(a), *family)


def private_papers(a: Case) -> tuple[str, ...]:
    return ("passport-or-id", "private-policy", *_scholarship(a))


def employee_deadlines(a: Case) -> tuple[Deadline, ...]:
    begins = a[JOB_START]
    return (
        Deadline("scientist-job-begins", "§ 186 Abs. 1 SGB V", begins, begins=True),
        fund_for_employer(begins, a.law),
    )


def above_limit_deadlines(a: Case) -> tuple[Deadline, ...]:
    """A membership here goes on by itself; others may join with the first job in Germany."""
    begins = a[JOB_START]
    cover = Deadline("scientist-job-begins", "§ 193 Abs. 3 VVG", begins, begins=True)
    if is_member_here(a):
        return (cover, Deadline("follow-on", "§ 188 Abs. 4 SGB V", begins=True))
    return (cover, joining_after_first_job(begins, a.law))


def _permit(a: Case) -> tuple[str, ...]:
    return () if a.law.country(a[COUNTRY]).free_movement else ("scientist-permit-needs-proof",)


def _family_from_home(a: Case) -> tuple[str, ...]:
    return ("scientist-family-from-home",) if a[FAMILY] == "along" else ()


def _no_job(a: Case) -> tuple[str, ...]:
    return ("scholarship-is-no-job",) if a[BASIS] == "scholarship" else ()


def _scholarship_may_count(a: Case) -> tuple[str, ...]:
    """A fund decides of a scholarship that is not tax-free, where the income stands in the way of family insurance."""
    decides = a[BASIS] == "scholarship" and a.has(TAX_FREE_SCHOLARSHIP)
    return ("scientist-other-scholarship",) if decides else ()


def catch_all_cautions(a: Case) -> tuple[str, ...]:
    return ("report-at-once", *_scholarship_may_count(a))


def _minijob(a: Case) -> tuple[str, ...]:
    return ("scientist-minijob-and-home-cover",) if has_marginal_job(a) else ()


def _foreign_employer(a: Case) -> tuple[str, ...]:
    return ("scientist-employer-abroad",) if a[BASIS] == "home_institution" else ()


def employee_cautions(a: Case) -> tuple[str, ...]:
    home = ("work-ends-home-cover",) if comes_from_abroad(a) else ()
    return ("scientist-short-contract", *home, *_foreign_employer(a), *_permit(a))


def above_limit_cautions(a: Case) -> tuple[str, ...]:
    lasting = ("return-to-statutory-is-hard", "health-questions", *limit_may_rise(a))
    return (*last_fund(a), *lasting, *employee_cautions(a))


def home_cautions(a: Case) -> tuple[str, ...]:
    forms = ("scientist-older-forms",) if is_coordinated_abroad(a) else ()
    sent = ("scientist-carry-a1",) if is_posted_with_a1(a) else ()
    visit = (*_no_job(a), *_minijob(a), "work-ends-home-cover") if is_visitor(a) else ()
    return (*sent, "home-cover-may-pay-less", *visit, *_family_from_home(a), *forms, *_permit(a))


def voluntary_cautions(a: Case) -> tuple[str, ...]:
    return (
        *_no_job(a),
        *_scholarship_may_count(a),
        "health-questions",
        "return-to-statutory-is-hard",
        *_permit(a),
    )


def visitor_cautions(a: Case) -> tuple[str, ...]:
    """For a short visit a travel policy may be enough, even for a visa."""
    return (*_no_job(a), *_permit(a))


def private_cautions(a: Case) -> tuple[str, ...]:
    return (
        *_no_job(a),
        *_scholarship_may_count(a),
        "health-questions",
        "travel-policy-is-not-enough",
        "bills-paid-first",
        *_permit(a),
    )
