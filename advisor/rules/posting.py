"""Postings: people whom an employer at home sends here for a time stay under the law of home."""

from __future__ import annotations

from .law import Law


def is_short_enough_to_stay_under_home_law(months: int, law: Law) -> bool:
    """The expected months of a posting are within the limit (Entsendung, Art. 12 Abs. 1 VO (EG) 883/2004)."""
    return months <= law.posting_max_months
