"""The annual earnings limits: the general one, the older ones that some keep, and the one of next year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from .figures import Refused
from .law import Law


def keeps_private_insurance(gross_pay: Decimal, law: Law, *, long: bool, before: bool) -> bool:
    """A lower limit than the general one still sets free (§ 6 Abs. 7, 8 SGB V).

    long: privately insured because of the pay on 31 December 2002; before: on the last day before the limit's one-off
    increase.
    """
    if long:
        return gross_pay * 12 > law.special_insurance_threshold_per_year
    limit = law.grandfathered_insurance_threshold_per_year if before else None
    return limit is not None and gross_pay * 12 > limit


def exceeds_next_limit(gross_pay: Decimal, law: Law) -> bool | None:
    """The pay of a year exceeds the limit of the coming year (§ 6 Abs. 4 Satz 2 SGB V); None where it is not out yet."""
    try:
        limit = law.at(date(law.day.year + 1, 1, 1)).compulsory_insurance_threshold_per_year
    except Refused:
        return None
    return gross_pay * 12 > limit


def exceeded_last_limit(gross_pay: Decimal, law: Law) -> bool | None:
    """The pay of a year exceeds the limit of the year before (§ 8 Abs. 1 Nr. 1 SGB V); None where that is not known."""
    try:
        limit = law.at(date(law.day.year - 1, 12, 31)).compulsory_insurance_threshold_per_year
    except Refused:
        return None
    return gross_pay * 12 > limit
