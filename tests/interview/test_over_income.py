"""Charts over an income: what is drawn is what the rules say there, and nothing is drawn over a missing figure."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.chart import Chart, Curve, chart_of
from advisor.interview.core import walk
from advisor.rules.figures import figures

STUDENT = {
    "country": "US", "purpose": "degree", "home_cover": "none", "work": "none", "age": "24", "turns_30": "this",
    "turned_30": "no", "semesters": "3", "exempted": "no", "relative": "spouse", "own_income": "0", "children": "0",
    "children_under_25": "0", "additional_rate": "2.5", "start": "none", "home_cover_ends": "none", "last_statutory": "no",
}  # fmt: skip
MEMBER = {
    "profit": "2500", "sick_pay": "no", "age": "40", "children": "0", "children_under_25": "0", "additional_rate": "2.45",
    "business_or_rent": "no", "new_assessment": "no",
}  # fmt: skip
AFTER_PRIVATE = {
    "next_step": "other", "student_cover": "private", "age": "25", "relative": "spouse", "own_income": "565",
    "children": "0", "children_under_25": "0", "additional_rate": "2.5", "last_semester_ends": "none",
}  # fmt: skip


def finished(flow, given, day="2026-11-22", draft=False, **more):
    step = walk(all_flows()[flow], given | more, figures().on(date.fromisoformat(day), draft))
    assert step.due is None, step.due.key
    return step


def test_free_in_the_family_until_the_limit_and_the_tariff_beyond():
    """§ 10 Abs. 1 Nr. 5 SGB V: 565 euros a month in 2026; from there on the tariff of students, at any income."""
    [curve] = chart_of(finished("student", STUDENT)).curves
    drawn = dict(curve.points)
    beyond = advise(finished("student", STUDENT, own_income="565.01", additional_rate="average")).price
    assert (drawn[D("565.00")], drawn[D("565.01")], curve.points[-1][1]) == (D(0), beyond, beyond)
    own_rate = finished("student", STUDENT, own_income="565.01")
    assert chart_of(own_rate).here == (D("565.01"), advise(own_rate).price)


def test_nothing_is_drawn_where_the_price_is_the_same_at_any_income():
    """The tariff of students does not look at what they have. Who was privately insured is free up to the limit; beyond
    it an insurer makes the price."""
    alone = finished("student", STUDENT, relative="none")
    assert advise(alone).price
    assert chart_of(alone) is None
    private = finished("former-student", AFTER_PRIVATE)
    assert advise(private).outcome == "former-student-family"
    assert advise(finished("former-student", AFTER_PRIVATE, own_income="565.01")).price is None
    assert chart_of(private) is None
    insurer = finished("former-student", AFTER_PRIVATE, own_income="3000")
    assert advise(insurer).outcome == "former-student-private"
    assert chart_of(insurer) is None, "there is no price here to begin from"


@pytest.mark.parametrize("draft", [False, True])
def test_nothing_is_drawn_over_a_figure_that_is_not_out(draft):
    """2027: the reference amount is not out. Who has no income is free in any case; at which income that ends is not known."""
    free = finished("student", STUDENT, "2027-02-01", draft)
    assert advise(free).outcome == "student-family"
    assert chart_of(free) is None
    member = finished("voluntary-cost", MEMBER, "2027-02-01", draft)
    assert "reference_amount" in {refused.name for refused in advise(member).missing()}
    assert chart_of(member) is None


POINTS = ((D(0), D(0)), (D(100), D(5)))


@pytest.mark.parametrize(
    ("curves", "here", "says"),
    [
        pytest.param((), (), "one or two curves", id="no curve"),
        pytest.param((Curve("One", POINTS),) * 3, (), "one or two curves", id="three curves"),
        pytest.param((Curve("One", POINTS),), (D(1), D(2), D(3)), "a point on each", id="a point too many"),
        pytest.param((Curve("One", POINTS[:1]),), (), "from left to right", id="a curve of one point"),
        pytest.param((Curve("One", POINTS[::-1]),), (), "from left to right", id="a curve from right to left"),
    ],
)
def test_a_chart_that_nobody_could_draw_is_refused(curves, here, says):
    with pytest.raises(ValueError, match=says):
        Chart("Chart", "Pay", "Price", curves, here=here)
