"""Ways to be insured, costs, papers, deadlines and cautions of au-pairs, interns and exchange pupils."""

from __future__ import annotations

from datetime import date

from advisor.interview.advice import Deadline, Route
from advisor.interview.core import Case, once
from advisor.rules.amounts import Amount
from advisor.rules.au_pairs import is_above_usual_age, longest_stay_ends
from advisor.rules.dates import is_over, period_end
from advisor.rules.employees import Job, employment_contributions, voluntary_employee_contributions
from advisor.rules.students import student_contributions
from advisor.rules.trainees import training_contributions

from .au_pair_questions import (
    ENTRY,
    HOST_PAYS,
    PAY,
    WORK_START,
    applies_for_visa,
    belongs_to_german_system,
    counts_as_training,
    interns_during_studies,
    is_au_pair,
    is_in_training,
    is_pupil,
    is_required_beside_studies,
    keeps_home_cover,
    lives_in_germany_already,
    pay_counts,
)
from .deadlines import fund_for_employer, joining_after_first_job
from .papers import children_papers
from .paragraphs import EHIC, EMPLOYEE, FAMILY_COVER, FREE, PRIVATE, TREATY, UNITED_KINGDOM
from .questions import AGE, COUNTRY, HOME_COVER, SAXONY, fund_average, parenthood

JOIN = ("§ 9 Abs. 1 Nr. 3 SGB V", "§ 188 Abs. 4 SGB V")
TRAINING = (*EMPLOYEE, "§ 7 Abs. 1 Satz 1 Nr. 1 SGB V")
UNPAID = ("§ 5 Abs. 1 Nr. 10 SGB V",)
EXEMPTION = ("§ 8 Abs. 1 Nr. 5, Abs. 2 SGB V",)
SMALL_PAY = ("§ 7 Abs. 1 SGB V", "§ 8 Abs. 1 Nr. 1 SGB IV")


# Costs ---------------------------------------------------------------------------------------------------------------


def _job(a: Case) -> Job:
    """Required internships count as training: without a transition range (§ 20 Abs. 2a SGB IV)."""
    saxony = a.get(SAXONY, False)
    return Job(a[PAY], fund_average(a), saxony=saxony, east=saxony, trainee=counts_as_training(a))


@once
def employee_cost(a: Case) -> tuple[Amount, ...]:
    return employment_contributions(_job(a), parenthood(a), a.law)


@once
def above_limit_cost(a: Case) -> tuple[Amount, ...]:
    return voluntary_employee_contributions(_job(a), parenthood(a), a.law)


@once
def training_cost(a: Case) -> tuple[Amount, ...]:
    return training_contributions(_job(a), parenthood(a), a.law)


@once
def student_rate_cost(a: Case) -> tuple[Amount, ...]:
    return (student_contributions(parenthood(a), fund_average(a), a.law),)


# Ways to be insured --------------------------------------------------------------------------------------------------


def employee_routes(a: Case) -> tuple[Route, ...]:
    reason = "au-pair-pay-above-limit" if is_au_pair(a) else "au-pair-intern-above-limit"
    cost = employee_cost(a)[0].find("health_and_care")
    return (
        Route("statutory_employee", "required", reason, EMPLOYEE, cost),
        Route("private_full", "closed", "employee-below-limit", FREE),
        Route("private_visitor", "closed", "au-pair-no-guest-tariff-with-job", EMPLOYEE),
    )


def above_limit_routes(a: Case) -> tuple[Route, ...]:
    cost = above_limit_cost(a)[0].find("health_and_care")
    return (
        Route("statutory_voluntary", "possible", "employee-above-limit-statutory", JOIN, cost),
        Route("private_full", "possible", "employee-above-limit-private", FREE, market=True),
    )


def training_routes(a: Case) -> tuple[Route, ...]:
    cost = training_cost(a)[0]
    return (
        Route("statutory_trainee", "required", "au-pair-training", TRAINING, cost.find("health_and_care") or cost),
        Route("private_full", "closed", "au-pair-training-not-private", EMPLOYEE),
    )


def student_rate_routes(a: Case) -> tuple[Route, ...]:
    may_be_exempted = not is_in_training(a) and not _exemption_is_too_late(a)
    exempts = ("statutory_trainee",)
    private = Route("private_student", "possible", "au-pair-exemption", EXEMPTION, market=True, excludes=exempts)
    return (
        Route("statutory_trainee", "required", "au-pair-unpaid-practice", UNPAID, student_rate_cost(a)[0]),
        Route("statutory_family", "possible", "au-pair-family-first", ("§ 5 Abs. 7 SGB V", *FAMILY_COVER)),
        *((private,) if may_be_exempted else ()),
    )


def family_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_family", "required", "au-pair-family", FAMILY_COVER),
        Route("accident_policy", "required", "au-pair-accident", (), market=True),
        Route("private_visitor", "closed", "au-pair-no-policy-beside-family", FAMILY_COVER),
    )


def cover_routes(a: Case) -> tuple[Route, ...]:
    """Without a duty from work: cover from home, from Germany, or a policy; and accident insurance beside it."""
    if lives_in_germany_already(a):
        cover = _german_routes(a)
    elif keeps_home_cover(a):
        cover = _home_routes(a)
    else:
        cover = (*_policy_routes(a), *_closed_home_routes(a))
    accident = Route("accident_policy", "required", "au-pair-accident", (), market=True)
    first, *others = cover
    return (first, accident, *others, *_work_gives_nothing(a))


def _german_routes(a: Case) -> tuple[Route, ...]:
    if not belongs_to_german_system(a):
        return (Route("private_full", "required", "au-pair-private-in-germany", PRIVATE, market=True),)
    family = Route("statutory_family", "possible", "au-pair-family-first", FAMILY_COVER)
    if a[HOME_COVER] == "statutory":
        return (Route("statutory_follow_on", "required", "au-pair-stays-in-fund", ("§ 188 Abs. 4 SGB V",)), family)
    return (Route("statutory_catch_all", "required", "au-pair-catch-all", ("§ 5 Abs. 1 Nr. 13 SGB V",)), family)


def _home_routes(a: Case) -> tuple[Route, ...]:
    there = a.law.country(a[COUNTRY])
    if there.coordinated:
        law = UNITED_KINGDOM if there.group == "uk" else EHIC
        home = Route("home_ehic", "required", "au-pair-ehic", law)
    else:
        home = Route("home_treaty", "required", "au-pair-treaty", TREATY)
    more = Route("private_supplementary", "possible", "supplement-home-cover", (), market=True)
    if is_au_pair(a):
        return home, Route("host_family_policy", "possible", "au-pair-host-family-beside", (), market=True), more
    return home, more


def _policy_routes(a: Case) -> tuple[Route, ...]:
    """Private cover: the host family's for au-pairs, else a guest tariff; the insurer sets the price."""
    if not is_au_pair(a):
        return (Route("private_visitor", "required", "au-pair-guest-tariff", (), market=True), *_policy_from_home(a))
    family_pays = a[HOST_PAYS] if a.has(HOST_PAYS) else None
    family, own = ("required", "possible") if family_pays else ("possible", "required")
    if family_pays is None:
        family = own = "possible"
    reason = "au-pair-host-family" if family_pays else "au-pair-ask-host-family"
    host = Route("host_family_policy", family, reason, (), market=True)
    guest = Route("private_visitor", own, "au-pair-guest-tariff", (), market=True)
    return (*((host, guest) if family == "required" else (guest, host)), *_policy_from_home(a))


def _policy_from_home(a: Case) -> tuple[Route, ...]:
    if a.get(HOME_COVER, "") != "private":
        return ()
    return (Route("home_private", "possible", "au-pair-policy-from-home", (), market=True),)


def _closed_home_routes(a: Case) -> tuple[Route, ...]:
    """Why insurance of the country of origin does not pay for treatment here."""
    if not a.has(COUNTRY):
        return ()
    there = a.law.country(a[COUNTRY])
    if there.coordinated:
        return (Route("home_ehic", "closed", "au-pair-no-card", UNITED_KINGDOM if there.group == "uk" else EHIC),)
    if there.treaty_in_kind:
        return (Route("home_treaty", "closed", "au-pair-no-form", TREATY),)
    reasons = {"maternity_only": "maternity-only", "cash_only": "cash-only", "unverified": "unverified"}
    reason = f"au-pair-treaty-{reasons[there.scope]}" if there.scope in reasons else "au-pair-no-treaty"
    return (Route("home_treaty", "closed", reason, TREATY if there.group == "treaty" else ()),)


def _work_gives_nothing(a: Case) -> tuple[Route, ...]:
    """Why the pay or the internship brings no insurance."""
    if interns_during_studies(a):
        return (Route("statutory_employee", "closed", "au-pair-internship-of-studies", ("§ 6 Abs. 1 Nr. 3 SGB V",)),)
    if pay_counts(a) and a[PAY] > 0:
        return (Route("marginal_job", "closed", "au-pair-pay-below-limit", SMALL_PAY),)
    return ()


# Papers --------------------------------------------------------------------------------------------------------------


def work_papers(a: Case) -> tuple[str, ...]:
    contract = "employment-contract" if is_au_pair(a) else "au-pair-internship-contract"
    rules = ("au-pair-study-rules",) if is_required_beside_studies(a) else ()
    return ("passport-or-id", contract, *rules, *children_papers(a))


def student_rate_papers(a: Case) -> tuple[str, ...]:
    rules = () if is_in_training(a) else ("au-pair-study-rules",)
    return ("passport-or-id", "au-pair-internship-contract", *rules, *children_papers(a))


def cover_papers(a: Case) -> tuple[str, ...]:
    """Health and accident cover must both be proved."""
    if keeps_home_cover(a):
        health = "ehic" if a.law.country(a[COUNTRY]).coordinated else "treaty-form"
    elif lives_in_germany_already(a) and belongs_to_german_system(a):
        health = "au-pair-fund-certificate"
    else:
        health = "private-policy"
    family = ("au-pair-agreement",) if is_au_pair(a) else ()
    rules = ("au-pair-study-rules",) if interns_during_studies(a) else ()
    return ("passport-or-id", health, "au-pair-accident-policy", *family, *rules)


# Deadlines -----------------------------------------------------------------------------------------------------------


def work_deadlines(a: Case) -> tuple[Deadline, ...]:
    begins = a[WORK_START]
    return (
        Deadline("au-pair-work-begins", "§ 186 Abs. 1 SGB V", begins, begins=True),
        fund_for_employer(begins, a.law),
    )


def above_limit_deadlines(a: Case) -> tuple[Deadline, ...]:
    begins = a[WORK_START]
    return (
        Deadline("au-pair-work-begins", "§ 193 Abs. 3 VVG", begins, begins=True),
        joining_after_first_job(begins, a.law),
    )


def student_rate_deadlines(a: Case) -> tuple[Deadline, ...]:
    may_be_exempted = not is_in_training(a) and not _exemption_is_too_late(a)
    exemption = Deadline("au-pair-exemption", "§ 8 Abs. 2 SGB V", _last_day_for_exemption(a), closes=True)
    return (
        Deadline("au-pair-practice-begins", "§ 186 Abs. 8 SGB V", a[WORK_START], begins=True),
        *((exemption,) if may_be_exempted else ()),
    )


def _exemption_is_too_late(a: Case) -> bool:
    return is_over(_last_day_for_exemption(a), a.day)


def _last_day_for_exemption(a: Case) -> date | None:
    begins = a[WORK_START]
    return period_end(begins, int(a.law.exemption_application_months)) if begins else None


def cover_deadlines(a: Case) -> tuple[Deadline, ...]:
    """Cover runs from the day of entry; an au-pair with a visa leaves after the longest stay."""
    if not a.has(ENTRY):
        return ()
    entry = a[ENTRY]
    cover = Deadline("au-pair-cover-from-entry", "", entry, begins=True)
    if not applies_for_visa(a):
        return (cover,)
    return cover, Deadline("au-pair-longest-stay", "§ 12 BeschV", longest_stay_ends(entry, a.law) if entry else None)


# Cautions ------------------------------------------------------------------------------------------------------------


def work_cautions(a: Case) -> tuple[str, ...]:
    return ("au-pair-high-pay-and-visa",) if is_au_pair(a) else ()


def cover_cautions(a: Case) -> tuple[str, ...]:
    if lives_in_germany_already(a):
        return (*_age_cautions(a), *_pocket_money(a), *_practice_cautions(a))
    if keeps_home_cover(a):
        return (
            *_age_cautions(a),
            *_pocket_money(a),
            "home-cover-may-pay-less",
            *_work_and_home_cover(a),
            *_practice_cautions(a),
        )
    return (
        *_age_cautions(a),
        *_pocket_money(a),
        "travel-policy-is-not-enough",
        "au-pair-compare-policies",
        "au-pair-work-and-travel",
        *_practice_cautions(a),
    )


def _age_cautions(a: Case) -> tuple[str, ...]:
    if not is_au_pair(a):
        return ()
    if applies_for_visa(a):
        return ("au-pair-visa-conditions",)
    return ("au-pair-above-usual-age" if is_above_usual_age(a[AGE], a.law) else "au-pair-no-age-limit",)


def _pocket_money(a: Case) -> tuple[str, ...]:
    """What is usual; the figures are read so that the result lists them with their sources and how sure they are."""
    if not is_au_pair(a):
        return ()
    usual = (a.law.au_pair_pocket_money, a.law.au_pair_course_subsidy)
    return ("au-pair-usual-amounts",) if all(usual) else ()


def _work_and_home_cover(a: Case) -> tuple[str, ...]:
    """Paid work may bring German law; what a small job does is not verified."""
    if is_pupil(a) or is_au_pair(a) or (a.has(PAY) and a[PAY] == 0):
        return ()
    return ("work-ends-home-cover",) if interns_during_studies(a) else ("au-pair-minijob-and-home-cover",)


def _practice_cautions(a: Case) -> tuple[str, ...]:
    return ("au-pair-enrolled-in-germany",) if interns_during_studies(a) else ()
