"""Medical help under the asylum seekers' benefits law: how long the waiting time lasts, and who issues a card before it ends."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from .dates import add_months
from .figures import Entry
from .law import Law


def is_under_asylum_law(status: str, law: Law) -> bool:
    """Benefits come from the AsylbLG, not from the social code (§ 1 Abs. 1 AsylbLG; § 24 AufenthG)."""
    return bool(law.entries("protection_statuses")[status].about["support"] == "asylum_law")


def open_points(status: str, law: Law) -> tuple[str, ...]:
    """Points of law that are not verified for people with that status."""
    return tuple(law.entries("protection_statuses")[status].about["open"])


def analogous_benefits_begin(arrived: date, law: Law) -> date:
    """The first day of benefits like those of members, Analogleistungen (§ 2 Abs. 1 AsylbLG).

    The stay counts to the day, without the day of arrival (LSG NRW, L 20 AY 40/19). Those who were on the benefits
    when the waiting time was raised keep them (§§ 15, 20 AsylbLG).
    """
    waiting_times = law.history("analogous_benefits_months")
    for earlier, later in pairwise(waiting_times):
        if (begins := _after(arrived, int(earlier))) < later.valid_from:
            return max(begins, earlier.valid_from)
    return max(_after(arrived, int(waiting_times[-1])), waiting_times[-1].valid_from)


def keeps_shorter_waiting_time(arrived: date, law: Law) -> bool:
    """On the benefits although the waiting time of the day has not passed, because a shorter one had."""
    today = _after(arrived, int(law.analogous_benefits_months))
    return analogous_benefits_begin(arrived, law) <= law.day < today


def _after(arrived: date, months: int) -> date:
    return add_months(arrived, months) + timedelta(days=1)


def issues_card(municipality: str, law: Law) -> bool:
    """The municipality in North Rhine-Westphalia issues a card before analogous benefits (§ 264 Abs. 1 SGB V)."""
    joined = _joined(municipality, law)
    return joined is not None and bool(joined.about["joined"])


def joining_day_is_known(municipality: str, law: Law) -> bool:
    """The list gives the day on which the municipality joined; without it the municipality counts as joined."""
    joined = _joined(municipality, law)
    return joined is not None and joined.date_known


def _joined(municipality: str, law: Law) -> Entry | None:
    return law.entries("card_municipalities").get(municipality)


def card_funds(law: Law) -> tuple[Entry, ...]:
    """The funds of the framework agreement in North Rhine-Westphalia (§ 264 Abs. 1 SGB V)."""
    return tuple(entry for entry in law.entries("card_funds").values() if entry.about["role"] != "left")
