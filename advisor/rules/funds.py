"""Statutory funds (Krankenkassen): which additional rate each asks on a day, and what that costs an employee."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .amounts import Amount
from .care import Parenthood
from .employees import Job, employment_contributions
from .figures import Entry
from .law import Law
from .words import gettext_noop

KINDS = {
    "aok": gettext_noop("local fund (AOK)"),
    "bkk": gettext_noop("company fund (BKK)"),
    "ikk": gettext_noop("guild fund (IKK)"),
    "substitute": gettext_noop("substitute fund"),
    "knappschaft": gettext_noop("Knappschaft"),
}
"""The kinds of funds (§ 4 Abs. 2 SGB V)."""


@dataclass(frozen=True, slots=True)
class Fund:
    """A fund on one day. rate: the additional rate in percent, None where none is known for that day (§ 242 SGB V).

    since, until: the days for which the rate is published. open_in: where anybody may join, empty where not known.
    """

    code: str
    name: str
    kind: str
    open_in: str
    website: str
    rate: Decimal | None
    since: date | None
    until: date | None
    source: str
    confidence: str


def funds(law: Law) -> dict[str, Fund]:
    """All funds of the day by code."""
    return {code: _fund(entry, law.day) for code, entry in law.entries("funds").items()}


def fund(code: str, law: Law) -> Fund | None:
    """The fund of that code on the day, None where there is none."""
    entry = law.entries("funds").get(code)
    return _fund(entry, law.day) if entry else None


def _fund(entry: Entry, day: date) -> Fund:
    about = entry.about
    counts = "rate" in about and day <= about["until"]
    return Fund(
        entry.code,
        entry.name,
        about["kind"],
        about.get("open_in", ""),
        about.get("website", ""),
        Decimal(about["rate"]) if counts else None,
        entry.valid_from if counts else None,
        about["until"] if counts else None,
        entry.source,
        entry.confidence,
    )


def employee_health_share(gross_pay: Decimal, additional_rate: Decimal | None, law: Law) -> Amount:
    """What an employee pays a month for health insurance: half of general and additional rate (§ 249 Abs. 1 SGB V).

    additional_rate: percent, None takes the average. Pay above the minijob limit is assumed.
    """
    insured, _ = employment_contributions(Job(gross_pay, additional_rate), Parenthood(age=0), law)
    parts = [part for code in ("health_general", "health_additional") if (part := insured.find(code))]
    return Amount.total(
        "health", gettext_noop("Your share of the health insurance"), *parts, law="§ 249 Abs. 1 SGB V"
    )  # fmt: skip
