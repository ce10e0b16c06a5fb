"""The qualifying period of the pensioners' scheme (Vorversicherungszeit, 9/10-Regelung, § 5 Abs. 1 Nr. 11, Abs. 2 SGB V).

Every day counts as one day. The working life reaches from the first job to the application for the pension, both days
included; its second half is as many days as half of it holds, up to and with the day of the application.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from .amounts import CENT
from .dates import add_months
from .law import Law

DAYS_OF_A_MONTH = 30
"""What a month counts where it is not counted by the calendar (§ 191 BGB)."""


@dataclass(frozen=True, slots=True)
class Period:
    """Days from the first to the last, both included."""

    first: date
    last: date

    def days_within(self, first: date, last: date) -> int:
        """How many of its days lie between two days, both included."""
        return max(0, (min(self.last, last) - max(self.first, first)).days + 1)


@dataclass(frozen=True, slots=True)
class QualifyingPeriod:
    """The result of the test, in days. `begins`: first day of the second half; `share`: percent, rounded down."""

    begins: date
    days: int
    needed: int
    insured: int
    for_children: int

    @property
    def credited(self) -> int:
        """Insured days and days for children, no more than the second half holds."""
        return min(self.days, self.insured + self.for_children)

    @property
    def share(self) -> Decimal:
        """Percent of the second half that is credited; rounded down, so that it never shows a share not reached."""
        return (Decimal(100 * self.credited) / self.days).quantize(CENT, ROUND_FLOOR)

    @property
    def missing(self) -> int:
        """Days that are missing; none where the test is met."""
        return max(0, self.needed - self.credited)

    @property
    def missing_months(self) -> int:
        """The missing days as months of thirty days, rounded up."""
        return -(-self.missing // DAYS_OF_A_MONTH)

    @property
    def met(self) -> bool:
        """The share that the law asks for is reached."""
        return not self.missing


def second_half(first_job: date, application: date) -> tuple[date, int]:
    """(first day, number of days) of the second half of the working life; the middle day of an odd number is left out."""
    days = ((application - first_job).days + 1) // 2
    return application - timedelta(days=days - 1), days


def qualifying_period(
    first_job: date, application: date, insured: Sequence[Period], children: int, law: Law
) -> QualifyingPeriod:
    """The test of nine tenths (§ 5 Abs. 1 Nr. 11, Abs. 2 Satz 3 SGB V). `insured` must not overlap.

    The years of the children are the calendar years before the application.
    """
    begins, days = second_half(first_job, application)
    needed = (days * law.pension_qualifying_share / 100).to_integral_value(ROUND_CEILING)
    months = 12 * int(law.pension_qualifying_years_per_child) * children
    return QualifyingPeriod(
        begins,
        days,
        int(needed),
        sum(period.days_within(begins, application) for period in insured),
        (application - add_months(application, -months)).days,
    )
