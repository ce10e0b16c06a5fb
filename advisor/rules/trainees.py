"""Vocational training: up to a low pay the employer bears every contribution."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from .amounts import Amount, Base, Term, contribution, or_refused
from .care import Parenthood, care_contribution
from .employees import BRANCHES, Job, employment_contributions
from .law import Law
from .words import gettext_noop

ALONE = "§ 20 Abs. 3 SGB IV"


def employer_pays_all(gross_pay: Decimal, law: Law) -> bool:
    """Pay of a trainee up to the low pay limit (Geringverdienergrenze, § 20 Abs. 3 Satz 1 Nr. 1 SGB IV)."""
    return gross_pay <= law.trainee_low_pay_limit


def training_contributions(job: Job, person: Parenthood, law: Law) -> tuple[Amount, Amount]:
    """Contributions of paid vocational training: (total of the trainee, total of the employer), euros per month.

    Half each without a transition range (§ 20 Abs. 2a SGB IV); up to the low pay limit the employer bears all, with
    the average additional rate (§ 242 Abs. 3 SGB V).
    """
    if not employer_pays_all(job.gross_pay, law):
        return employment_contributions(job, person, law)
    nothing = Amount(
        "total",
        gettext_noop("Taken from your pay every month"),
        Decimal("0.00"),
        ALONE,
        figures=(law.trainee_low_pay_limit,),
    )
    return nothing, _borne_by_employer(job.gross_pay, person, law)


def _borne_by_employer(gross_pay: Decimal, person: Parenthood, law: Law) -> Amount:
    base = Base(gross_pay, gettext_noop("your pay"))
    rates: dict[str, Callable[[], Decimal]] = {
        "health_general": lambda: law.general_contribution_rate,
        "health_additional": lambda: law.average_additional_rate,
        "pension": lambda: law.pension_rate,
        "unemployment": lambda: law.unemployment_rate,
    }

    def whole(code: str) -> Amount:
        label, rate_label, _ = BRANCHES[code]
        return or_refused(
            code,
            label,
            lambda: contribution(code, label, base, (Term(rates[code](), rate_label),), law=ALONE),
            law=ALONE,
        )

    care = or_refused("care", BRANCHES["care"][0], lambda: care_contribution(base, person, law), law=ALONE)
    health = Amount.total(
        "health_and_care",
        gettext_noop("Health and care insurance"),
        whole("health_general"),
        whole("health_additional"),
        care,
        law=ALONE,
    )
    return Amount.total(
        "total",
        gettext_noop("Your employer pays on top every month"),
        health,
        whole("pension"),
        whole("unemployment"),
        law=ALONE,
    ).paid_by("employer")
