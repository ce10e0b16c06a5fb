"""The chart of what is left of a pay, over the pay."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from advisor.interview.chart import Chart, Curve
from advisor.interview.core import Step
from advisor.interview.elsewhere import Axis, Elsewhere, assumed
from advisor.interview.straight import Sums, run_around, without_twins
from advisor.rules.amounts import CENT, to_cents
from advisor.rules.words import gettext_noop

from .income_axes import PAY
from .job_questions import CURRENT_SYSTEM, PENSION_EXEMPTED, is_trainee
from .pay_chart import AXIS_END, marks
from .questions import ADDITIONAL_RATE, GROSS_PAY

NET_PAY = gettext_noop("Net pay")
EVERY = Decimal(1000)
"""A tax is nowhere straight: the curve goes through exact values so far from each other, within a dot of the true one,
and on either side of each step."""
UNSEEN = Decimal(10)
"""So many euros are a third of a dot: nothing that one sees."""
AXIS = Axis(
    GROSS_PAY,
    PAY,
    AXIS_END,
    assumed={PENSION_EXEMPTED.key: "no", CURRENT_SYSTEM.key: "statutory", ADDITIONAL_RATE.key: "average"},
)


def chart(step: Step) -> Chart | None:
    """The result among its neighbours; none where no net pay can be worked out."""
    case = step.results[0].case
    pay = to_cents(case[GROSS_PAY])
    at = Elsewhere(step, AXIS)

    def net(x: Decimal) -> Sums | None:
        place = at(x)
        return place.sums[:1] if place and place.own and place.own.code == "net_pay" else None

    every = marks(case.law, trainee=is_trainee(case), east=False)
    thresholds = [mark for mark in every if mark.at != to_cents(case.law.compulsory_insurance_threshold)]
    edges = {mark.at for mark in thresholds if mark.at < AXIS_END}
    grid = {EVERY * part for part in range(int(AXIS_END / EVERY) + 1)}
    run = run_around(pay, net, sorted(grid | edges | {x + CENT for x in edges} | {pay}))
    whole = {x: left[0] for x in without_twins(run, pay, edges, net) if x <= AXIS_END and (left := net(x))}
    here = net(pay)
    if len(whole) < 2 or here is None:
        return None
    drawn = _without_straight(whole, {pay, *edges, *(x + CENT for x in edges)})
    return Chart(
        label=gettext_noop("What is left at another pay"),
        across=PAY,
        upward=gettext_noop("Euros per month"),
        curves=(Curve(NET_PAY, tuple(drawn.items()), name=NET_PAY),),
        thresholds=tuple(mark for mark in thresholds if {mark.at, mark.at + CENT} & set(drawn)),
        here=(pay, *here),
        assumed=assumed(AXIS, (place for x in [pay, *drawn] if (place := at(x)))),
    )


def _without_straight(whole: dict[Decimal, Decimal], fixed: set[Decimal]) -> dict[Decimal, Decimal]:
    """Without the places that lie on the line between their neighbours."""
    kept = list(whole)[:1]
    for x, after in pairwise(list(whole)[1:]):
        before = kept[-1]
        line = whole[before] + (whole[after] - whole[before]) * (x - before) / (after - before)
        if x in fixed or abs(whole[x] - line) > UNSEEN:
            kept.append(x)
    return {x: whole[x] for x in [*kept, list(whole)[-1]]}
