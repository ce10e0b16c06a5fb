"""Au-pairs from states outside the EU, the EEA and Switzerland: the limits of the visa (§ 12 BeschV)."""

from __future__ import annotations

from datetime import date

from .dates import period_end
from .law import Law


def is_old_enough(age: int, law: Law) -> bool:
    """At least the minimum age, in completed years (§ 12 BeschV and practice of the authorities)."""
    return age >= law.au_pair_min_age


def is_young_enough(age: int, law: Law) -> bool:
    """At most the highest age in completed years on the day of the application (§ 12 BeschV)."""
    return age <= law.au_pair_max_age_third_country


def is_short_enough(months: int, law: Law) -> bool:
    """A stay of that many months is no longer than an au-pair may stay (§ 12 BeschV)."""
    return months <= law.au_pair_max_months


def longest_stay_ends(entry: date, law: Law) -> date:
    """The last day of the longest stay that begins on the day of entry (§ 12 BeschV)."""
    return period_end(entry, int(law.au_pair_max_months))


def is_above_usual_age(age: int, law: Law) -> bool:
    """Older than agencies usually accept; no limit in law for citizens of EU and EEA states and of Switzerland."""
    return age > law.au_pair_max_age_eu
