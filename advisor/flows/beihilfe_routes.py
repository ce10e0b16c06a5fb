"""What holds for each outcome of the flow for civil servants: people, ways, papers, deadlines, cautions."""

from __future__ import annotations

from decimal import Decimal

from advisor.interview.advice import Deadline, Person, Route
from advisor.interview.core import Case
from advisor.rules.beihilfe import RATES, Standing, flat_rate_is_announced, foreign_income_counts, own_rate
from advisor.rules.beihilfe_bills import own_share_is_law

from .beihilfe_questions import ROLE, children, children_who_count, has_spouse, is_retired, spouse
from .paragraphs import EMPLOYEE, PRIVATE

CLAIM = ("§ 75 LBG NRW", "§ 2 BVO NRW")
VOLUNTARY = ("§ 9 SGB V", "§ 188 SGB V")


def people(a: Case) -> tuple[Person, ...]:
    """The person entitled, the spouse, and every child: the rate, or why there is none."""
    rate = own_rate(a[ROLE], children_who_count(a), a.law)
    why = "retired" if is_retired(a) else "two-children" if children_who_count(a) >= 2 else "active"
    found = [Person("self", True, f"beihilfe-self-{why}", (RATES,), rate=rate)]
    if has_spouse(a):
        told = spouse(a)
        found.append(Person("spouse", told.counts, f"beihilfe-spouse-{told.why}", told.law, rate=_rate(told)))
    for number, (child, told) in enumerate(children(a), 1):
        reason = f"beihilfe-child-{told.why}"
        found.append(Person("child", told.counts, reason, told.law, number, child.age, _rate(told)))
    return tuple(found)


def _rate(told: Standing) -> Decimal:
    return Decimal(0) if told.rate is None else told.rate


def routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("beihilfe", "entitled", "beihilfe-claim", CLAIM),
        Route("private_residual", "possible", "beihilfe-rest", PRIVATE, market=True),
        Route("statutory_voluntary", "possible", "beihilfe-statutory", VOLUNTARY, excludes=("private_residual",)),
    )


def employee_routes(a: Case) -> tuple[Route, ...]:
    return (
        Route("statutory_employee", "possible", "beihilfe-employee-insurance", EMPLOYEE),
        Route("beihilfe", "closed", "beihilfe-not-for-employees", CLAIM[:1]),
    )


def elsewhere_routes(a: Case) -> tuple[Route, ...]:
    return (Route("beihilfe", "possible", "beihilfe-other-rules", ()),)


def papers(a: Case) -> tuple[str, ...]:
    why = {told.why for _, told in children(a)}
    grown_up = why & {"training", "further", "searching", "service"}
    needed = {
        "beihilfe-application": True,
        "private-policy": True,
        "beihilfe-spouse-income-proof": has_spouse(a),
        "beihilfe-child-benefit-proof": bool(grown_up),
        "beihilfe-service-proof": "service" in why,
        "beihilfe-disability-proof": "disabled" in why,
    }
    return tuple(code for code, wanted in needed.items() if wanted)


def deadlines(a: Case) -> tuple[Deadline, ...]:
    return (Deadline("beihilfe-claim-lapses", "§ 13 Abs. 3 BVO NRW"),)


def cautions(a: Case) -> tuple[str, ...]:
    why = {told.why for _, told in children(a)}
    needed = {
        "beihilfe-child-benefit": bool(why & {"training", "further", "searching", "service"}),
        "beihilfe-two-entitled": has_spouse(a) and children_who_count(a) > 0,
        "beihilfe-spouse-income-worldwide": has_spouse(a) and foreign_income_counts(a.law),
        "beihilfe-spouse-income-former": has_spouse(a) and not foreign_income_counts(a.law),
        "beihilfe-prior-recognition": True,
        "beihilfe-hospital": True,
        "beihilfe-own-share": own_share_is_law(a.law),
        "beihilfe-no-flat-rate": not flat_rate_is_announced(a.law),
        "beihilfe-flat-rate-announced": flat_rate_is_announced(a.law),
        "health-questions": True,
        "return-to-statutory-is-hard": not is_retired(a),
    }
    return tuple(code for code, wanted in needed.items() if wanted)
