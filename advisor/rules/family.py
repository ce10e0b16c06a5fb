"""Family insurance (Familienversicherung): free cover for spouses, partners and children of members."""

from __future__ import annotations

from decimal import Decimal

from .law import Law


def is_within_family_income(income: Decimal, only_marginal_job: bool, law: Law) -> bool:
    """Regular income of euros a month within the limit; for income from a minijob alone the minijob limit
    (§ 10 Abs. 1 Satz 1 Nr. 5 SGB V)."""
    return income == 0 or income <= (law.marginal_earnings_limit if only_marginal_job else law.family_income_limit)


def child_is_young_enough(age: int, *, in_education: bool, working: bool, law: Law) -> bool:
    """Children up to the age limit: general, not working, or in education (§ 10 Abs. 2 SGB V). Completed years."""
    if in_education:
        return age < law.family_age_limit_in_education
    return age < (law.family_age_limit if working else law.family_age_limit_not_working)
