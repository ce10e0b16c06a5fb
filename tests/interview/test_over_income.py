"""Charts over an income: what is drawn is what the rules say there, and nothing is drawn over a missing figure."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.chart import Chart, Curve, chart_of
from advisor.interview.core import Ask, Flow, Outcome, walk
from advisor.interview.elsewhere import Axis
from advisor.interview.over_income import over
from advisor.interview.question import Question, money
from advisor.rules.amounts import Amount
from advisor.rules.figures import figures

STUDENT = {
    "country": "US", "purpose": "degree", "home_cover": "none", "work": "none", "age": "24", "turns_30": "this",
    "turned_30": "no", "semesters": "3", "exempted": "no", "relative": "spouse", "own_income": "0", "children": "0",
    "children_under_25": "0", "additional_rate": "2.5", "start": "none", "home_cover_ends": "none", "last_statutory": "no",
    "tax_free_scholarship": "0",
}  # fmt: skip
MEMBER = {
    "profit": "2500", "sick_pay": "no", "age": "40", "children": "0", "children_under_25": "0", "additional_rate": "2.45",
    "business_or_rent": "no", "new_assessment": "no",
}  # fmt: skip
AFTER_PRIVATE = {
    "next_step": "other", "student_cover": "private", "age": "25", "relative": "spouse", "own_income": "565",
    "children": "0", "children_under_25": "0", "additional_rate": "2.5", "last_semester_ends": "none",
    "tax_free_scholarship": "0",
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


PAY = Question("pay", "How much?", money, sensitive=False, samples=("100",), least=D(0), most=D(10_000))


def drawn_over(price, here, employer=None, duty="statutory_compulsory", end=D(1000), day=date(2026, 11, 22)):
    """The chart of a made-up price over a pay of up to `end`; where there is none, no law fixes one."""

    def amounts(a):
        own = Amount("total", "You", price(a[PAY]), "§ 1")
        return (own,) if employer is None else (own, Amount("total", "Employer", employer(a[PAY]), "§ 1", "employer"))

    outcomes = (
        Outcome("priced", duty, when=lambda a: price(a[PAY]) is not None, amounts=amounts),
        Outcome("free", "private_compulsory"),
    )
    flow = Flow("toy", "Toy", "address|toy", (Ask(PAY),), outcomes, chart=over(Axis(PAY, "Pay", end)))
    return chart_of(walk(flow, {"pay": here}, figures().on(day)))


@pytest.mark.parametrize(
    ("price", "here", "points"),
    [
        pytest.param(lambda pay: 50 + pay / 1000, "0", [(0, 50), (1000, 51)], id="a euro more at the end"),
        pytest.param(lambda pay: 50 + pay / 1010, "0", None, id="less than a euro more"),
        pytest.param(lambda pay: 50 - pay / 100, "500", [(0, 50), (500, 45), (1000, 40)], id="less with more pay"),
        pytest.param(lambda pay: 20 + pay if pay <= 10 else None, "0", [(0, 20), (10, 30)], id="a price up to an end"),
        pytest.param(lambda pay: D(20) if pay == 0 else None, "0", None, id="a price of one pay"),
    ],
)
def test_a_straight_price_is_drawn_by_its_ends_where_it_moves(price, here, points):
    drawn = drawn_over(price, here)
    assert (list(drawn.curves[0].points) if drawn else None) == points


@pytest.mark.parametrize(
    "mark", ["325", "505", "538", "1178.33", "2000", "5175", "5775", "7450", "7550"],
)  # fmt: skip
def test_a_jump_at_a_figure_of_the_law_is_named(mark):
    """2024: from the least pay of a trainee who pays a share to the ceilings of pensions, which differed in the east."""
    chart = drawn_over(lambda pay: D(20 if pay <= D(mark) else 50), "0", end=D(9000), day=date(2024, 6, 1))
    assert D(mark) in [threshold.at for threshold in chart.thresholds]


def test_the_other_side_is_drawn_where_it_pays_anything():
    def half(pay):
        return pay / 2

    assert [curve.payer for curve in drawn_over(half, "100", half).curves] == ["insured", "employer"]
    assert [curve.payer for curve in drawn_over(half, "100", lambda pay: D(0)).curves] == ["insured"]
    assert drawn_over(half, "100", half).here == (100, 50, 50)
    assert drawn_over(half, "100", lambda pay: D(0)).here == (100, 50)


def test_the_fund_of_a_pension_is_the_other_side():
    pension = all_flows()["pension-cost"]
    given = {key: question.default for key, question in pension.questions.items() if question.default is not None}
    found = walk(pension, given | {key: q.samples[0] for key, q in pension.questions.items() if key not in given},
                 figures().on(date(2026, 11, 22)))  # fmt: skip
    assert [curve.payer for curve in chart_of(found).curves] == ["insured", "pension_fund"]
