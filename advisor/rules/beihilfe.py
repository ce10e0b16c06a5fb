"""Beihilfe of North Rhine-Westphalia (BVO NRW): who has a claim, and at which rate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from .figures import Figure
from .law import Law

INDEXED_FROM = date(2022, 1, 1)
"""From this day the limit for spouses follows the pension value, and income from abroad counts (11. ÄndVO)."""

FLAT_RATE_ANNOUNCED = date(2023, 1, 1)
"""The coalition agreement of 2022 announces a flat-rate Beihilfe; its day is not recorded, so the year after counts."""

RATES = "§ 12 Abs. 1 BVO NRW"
ACTIVE = ("civil_servant", "trainee", "teacher")
RETIRED = ("retired", "survivor")
ENTITLED = (*ACTIVE, *RETIRED)


@dataclass(frozen=True, slots=True)
class Child:
    """A child of somebody entitled. situation: training, further (training or work of few hours), searching (for a
    training place or a job), working, or minor (not of age yet).

    age in completed years; service: months of former compulsory or substitute service; disabled: and without own income.
    """

    age: int
    situation: str
    service: int = 0
    disabled: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody counts, with a code of why and the paragraphs of law; `rate` in percent, None without a claim."""

    counts: bool
    why: str
    law: tuple[str, ...]
    rate: Figure | None = None


def child_standing(child: Child, law: Law) -> Standing:
    """Children count without condition, then by training or work, then only longer for service or disability
    (§ 2 Abs. 2, § 12 BVO NRW)."""
    why = _why_child_counts(child, law)
    paragraphs = ("§ 2 Abs. 2 BVO NRW",)
    if why in ("age", "working"):
        return Standing(False, why, paragraphs)
    return Standing(True, why, (*paragraphs, RATES), law.beihilfe_rate_child)


def _why_child_counts(child: Child, law: Law) -> str:
    if child.age < law.beihilfe_child_age_unconditional:
        return "minor"
    if child.disabled:
        return "disabled"
    young = child.age < law.beihilfe_child_age_limit
    if not young and 12 * child.age >= 12 * law.beihilfe_child_age_limit + child.service:
        return "age"
    if child.situation == "working":
        return "working"
    return child.situation if young else "service"


def spouse_standing(income_of_year_before: Decimal, law: Law) -> Standing:
    """While the income of the calendar year before stays within the limit (§ 2 Abs. 1 Nr. 1 Buchst. b BVO NRW)."""
    paragraphs = ("§ 2 Abs. 1 Nr. 1 Buchst. b BVO NRW",)
    if income_of_year_before > law.beihilfe_spouse_income_limit:
        return Standing(False, "income", paragraphs)
    return Standing(True, "within", (*paragraphs, RATES), law.beihilfe_rate_spouse)


def own_rate(role: str, children_who_count: int, law: Law) -> Figure:
    """The rate of the person entitled, in percent (§ 12 Abs. 1 BVO NRW)."""
    if role in RETIRED:
        return law.beihilfe_rate_pensioner
    return law.beihilfe_rate_entitled_two_children if children_who_count >= 2 else law.beihilfe_rate_entitled


def flat_rate_is_announced(law: Law) -> bool:
    """A flat-rate Beihilfe for members of the statutory system is announced, and not law."""
    return law.day >= FLAT_RATE_ANNOUNCED


def foreign_income_counts(law: Law) -> bool:
    """Income from abroad counts against the limit for spouses, and the year before the expense decides."""
    return law.day >= INDEXED_FROM
