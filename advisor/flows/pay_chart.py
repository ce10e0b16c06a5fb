"""The chart of what both sides pay over the monthly pay, for the calculator and for employees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal

from advisor.interview.chart import Chart, Curve, Threshold
from advisor.rules.amounts import CENT, Amount, to_cents
from advisor.rules.law import Law, label_of
from advisor.rules.words import gettext_noop

AXIS_END = Decimal(10_000)
"""The highest pay that is drawn; a wider axis would squeeze the thresholds."""
ROUNDING = 5 * CENT
MARKS = (
    "marginal_earnings_limit",
    "transition_range_upper_limit",
    "contribution_ceiling",
    "compulsory_insurance_threshold",
    "pension_ceiling",
)
TRAINEE_MARKS = ("trainee_low_pay_limit", "contribution_ceiling", "pension_ceiling")


def marks(law: Law, *, trainee: bool, east: bool) -> tuple[Threshold, ...]:
    """The amounts of the law at which a curve breaks or a duty ends."""
    names = TRAINEE_MARKS if trainee else MARKS
    if east and law.pension_ceiling_east is not None:
        names = (*names[:-1], "pension_ceiling_east")
    return tuple(Threshold(label_of(at), to_cents(at)) for at in map(law.find, names) if at is not None)


def pay_chart(
    cost_of: Callable[[Decimal], Iterable[Amount]], here: Decimal, thresholds: tuple[Threshold, ...]
) -> Chart:
    """Both curves with a point at each threshold, on either side of it where they jump: between them they are straight.

    cost_of: the amounts of a pay, as in the result. Raises `NotYetKnown` where a figure is missing.
    """
    edges = {x for mark in thresholds for x in (mark.at, mark.at + CENT)}
    ends = {Decimal(0), AXIS_END}
    sides = {x: both_sides(cost_of(x)) for x in sorted(edges | ends | {min(here, AXIS_END)}) if x <= AXIS_END}
    smooth = {mark.at + CENT for mark in thresholds if mark.at in sides and not _jumps(mark.at, sides)} - {here}
    sides = {x: both for x, both in sides.items() if x not in smooth}
    return Chart(
        label=gettext_noop("What you and your employer pay at another pay"),
        across=gettext_noop("Monthly pay before deductions"),
        upward=gettext_noop("Contributions per month"),
        curves=(
            Curve(gettext_noop("Taken from your pay every month"), tuple((x, own) for x, (own, _) in sides.items())),
            Curve(
                gettext_noop("Your employer pays on top every month"),
                tuple((x, employer) for x, (_, employer) in sides.items()),
                "employer",
            ),
        ),
        thresholds=thresholds,
        here=(here, *both_sides(cost_of(here))),
    )


def _jumps(mark: Decimal, sides: Mapping[Decimal, tuple[Decimal, Decimal]]) -> bool:
    """One more cent of pay moves an amount by more than a rounding does."""
    return any(abs(a - b) > ROUNDING for a, b in zip(sides[mark], sides.get(mark + CENT, sides[mark]), strict=True))


def both_sides(amounts: Iterable[Amount]) -> tuple[Decimal, Decimal]:
    """What the employee and the employer pay, without the levy that the result shows on its own."""
    sums = {"insured": Decimal(0), "employer": Decimal(0)}
    for amount in amounts:
        if amount.refused is not None:
            raise amount.refused
        if amount.code != "insolvency_levy" and amount.euros is not None:
            sums[amount.payer] += amount.euros
    return sums["insured"], sums["employer"]
