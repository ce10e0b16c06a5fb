"""The chart of a net pay: between which pays it is drawn, through which points, and what it takes for granted there."""

from decimal import Decimal as D

import pytest

from advisor.flows.net_pay_chart import _without_straight
from advisor.flows.pay_chart import _jumps
from advisor.interview.advise import advise
from advisor.interview.chart import chart_of
from advisor.rules.amounts import CENT
from tests.flows.test_net_pay import PREMIUMS, step_of

EXEMPTED, SYSTEM, RATE = ("pension_exempted", "no"), ("current_system", "statutory"), ("additional_rate", "average")
ABOVE = [D("3000"), D("4000"), D("5000"), D("5812.50"), D("7000"), D("8450"), D("10000")]
BELOW = [D(0), D("603"), D("603.01"), D("1000"), D("2000")]


@pytest.mark.parametrize(
    ("pay", "more", "assumed", "points", "marks"),
    [
        pytest.param(3000, {}, (EXEMPTED, SYSTEM), BELOW + ABOVE, ["603", "2000", "5812.50", "8450"], id="a usual pay"),
        pytest.param(
            8000,
            PREMIUMS,
            (EXEMPTED, RATE),
            [*BELOW, *ABOVE[:4], D(6000), D(7000), D(8000), *ABOVE[-2:]],
            ["603", "2000", "5812.50", "8450"],
            id="insured privately, and in a fund below the limit",
        ),
        pytest.param(
            12000,
            dict([SYSTEM]),
            (EXEMPTED,),
            BELOW + ABOVE,
            ["603", "2000", "5812.50", "8450"],
            id="beyond the end of the axis",
        ),
        pytest.param(
            900,
            {"job_kind": "trainee"},
            (SYSTEM,),
            [D(0), D(325), D("325.01"), D(900), D(2000), *ABOVE],
            ["325", "5812.50", "8450"],
            id="a trainee",
        ),
        pytest.param(603, dict([EXEMPTED]), (), [D(0), D(603)], ["603"], id="at the limit of a minijob"),
        pytest.param(
            600, dict([EXEMPTED]), (), [D(0), D(600), D(603)], ["603"], id="a minijob, beyond which much more is asked"
        ),
    ],
)
def test_the_curve_runs_as_far_as_the_answers_and_what_is_assumed_reach(pay, more, assumed, points, marks):
    step = step_of(pay, **more)
    drawn = chart_of(step)
    assert drawn.assumed == assumed
    assert [x for x, _ in drawn.curves[0].points] == points
    assert [mark.at for mark in drawn.thresholds] == [D(mark) for mark in marks]
    assert drawn.here == (D(pay), advise(step).amounts[0].euros)


@pytest.mark.parametrize(
    ("day", "more"),
    [
        pytest.param("2026-11-22", {"job_kind": "short_term"}, id="a short job"),
        pytest.param("2024-03-01", {}, id="a year of which no tax is known"),
    ],
)
def test_nothing_is_drawn_without_a_net_pay(day, more):
    step = step_of(3000, day, **more)
    assert step.due is None
    assert chart_of(step) is None


@pytest.mark.parametrize(
    ("middle", "fixed", "stays"),
    [("10", False, False), ("10.01", False, True), ("-10.01", False, True), ("0", True, True)],
)
def test_what_nobody_sees_is_left_out_but_for_what_is_fixed(middle, fixed, stays):
    """Ten euros beside the line are a third of a dot."""
    whole = {D(0): D(0), D(1): D(middle), D(2): D(0), D(3): D(50)}
    kept = list(_without_straight(whole, {D(1)} if fixed else set()))
    assert kept == [x for x in whole if stays or x != 1]


@pytest.mark.parametrize(("more", "jumps"), [("0.05", False), ("-0.05", False), ("0.06", True), ("-0.06", True)])
def test_a_jump_is_more_than_roundings_come_to(more, jumps):
    """Contributions are rounded one by one: five of them move by a cent each."""
    for sides in ((D(more), D(0)), (D(0), D(more))):
        assert _jumps(D(603), {D(603): (D(0), D(0)), D(603) + CENT: sides}) is jumps
