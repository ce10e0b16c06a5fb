"""What would change, on made-up prices and days of which the edge is known."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.core import Ask, Flow, Outcome, walk
from advisor.interview.question import YES_NO, Question, boolean, money, rate, whole
from advisor.rules.amounts import Amount
from advisor.rules.figures import figures

LAW = figures().on(date(2026, 11, 22))
PAY = Question("pay", "How much?", money, sensitive=False, samples=("100", "2000", "5000"), least=D(0), most=D(10000))
SIDE = Question("side", "And?", boolean, sensitive=False, samples=("yes", "no"), options=YES_NO)
RATE = Question("rate", "Which rate?", rate, sensitive=False, samples=("0", "1", "3"), least=D(0), most=D(10))
AGE = Question("age", "How old?", whole, sensitive=False, samples=("20",), least=D(0), most=D(120))


def changed(pay, amounts, *outcomes, law=LAW, one_page=False):
    outcomes = (*outcomes, Outcome("x", "", amounts=amounts))
    step = walk(Flow("toy", "Toy", "address|toy", (Ask(PAY),), outcomes, one_page=one_page), {"pay": pay}, law)
    return [change for change in changes(step, advise(step)) if change.question == "pay"]


@pytest.mark.parametrize(
    ("begins", "told"), [("0.01", []), ("0.99", []), ("1", ["1"]), ("1.50", ["1.50"]), ("7", ["7"])]
)
def test_the_cents_with_which_an_item_begins_are_not_told(begins, told):
    def amounts(a):
        return (Amount("total", "Total", *((D(60), "§ 2") if a[PAY] >= D(begins) else (D(50), "§ 1"))),)

    assert [change.value for change in changed("0", amounts)] == told


@pytest.mark.parametrize(
    ("price", "total", "bound"),
    [
        pytest.param(lambda pay: abs(pay - 2000), None, "", id="less, and then more"),
        pytest.param(lambda pay: 6000 - abs(pay - 2000), None, "", id="more, and then less"),
        pytest.param(lambda pay: pay, D("500.01"), "least", id="more further on"),
        pytest.param(lambda pay: 20_000 - pay, D("19499.99"), "most", id="less further on"),
    ],
)
def test_a_price_beyond_an_edge_between_the_places_tried_is_told_as_far_as_it_is_true(price, total, bound):
    def amounts(a):
        return (Amount("total", "Total", D(price(a[PAY])), "§ 1"),)

    [change] = changed("100", amounts, Outcome("free", "", when=lambda a: a[PAY] <= 500))
    assert (change.value, change.total, change.bound) == ("500.01", total, bound)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        pytest.param(date(2025, 11, 26), [], id="in 401 days"),
        pytest.param(date(2025, 11, 27), ["2027-01-01"], id="in 400 days"),
        pytest.param(date(2026, 12, 31), ["2027-01-01"], id="tomorrow"),
        pytest.param(date(2027, 1, 1), [], id="today"),
    ],
)
def test_a_later_day_is_told_for_a_year_and_a_month_ahead(today, told):
    flow = Flow(
        "toy", "Toy", "address|toy", (Ask(AGE),),
        (Outcome("now", "", when=lambda a: a.day < date(2027, 1, 1)), Outcome("then", "")),
    )  # fmt: skip
    step = walk(flow, {"age": "20"}, figures().on(today))
    assert [change.value for change in changes(step, advise(step)) if change.question == "as_of"] == told


def nothing(case):
    return ()


def test_a_calculator_tells_another_result_between_two_that_are_alike():
    between = Outcome("between", "", when=lambda a: 1500 < a[PAY] <= 2500)
    assert [(change.value, change.outcome) for change in changed("100", nothing, between, one_page=True)] == [
        ("1500.01", "between")
    ]


def test_where_a_figure_is_missing_further_on_nothing_is_told():
    beyond = Outcome("beyond", "", when=lambda a: a[PAY] > 9000 and a[PAY] > a.law.compulsory_insurance_threshold)
    law = figures().on(date(2027, 2, 1))
    for one_page in (False, True):
        assert [change.outcome for change in changed("100", nothing, beyond, law=law, one_page=one_page)] in ([], [""])


def test_a_price_that_begins_further_on_is_told():
    def amounts(a):
        return (Amount("total", "Total", a[PAY] / 10, "§ 1"),) if a[PAY] >= 300 else ()

    [change] = changed("100", amounts)
    assert (change.value, change.outcome, change.total, change.bound) == ("300", "x", D(30), "least")


def test_a_price_that_begins_further_on_and_hangs_on_another_answer_is_open():
    def amounts(a):
        return (Amount("total", "Total", D(30 if a[SIDE] else 40), "§ 1"),) if a[PAY] >= 300 else ()

    asks = (Ask(PAY), Ask(SIDE, when=lambda a: a[PAY] >= 300))
    step = walk(Flow("toy", "Toy", "address|toy", asks, (Outcome("x", "", amounts=amounts),)), {"pay": "100"}, LAW)
    found = changes(step, advise(step))
    assert [(change.value, change.outcome, change.total) for change in found] == [("300", "x", None)]


def changed_rates(euros, one_page):
    """From a rate of 1 the cost rests on another paragraph, and above 2 the outcome is another one."""

    def amounts(a):
        return (Amount("total", "Total", *((D(euros), "§ 2") if a[RATE] >= 1 else (D(50), "§ 1"))),)

    outcomes = (Outcome("high", "", when=lambda a: a[RATE] > 2), Outcome("x", "", amounts=amounts))
    step = walk(Flow("toy", "Toy", "address|toy", (Ask(RATE),), outcomes, one_page=one_page), {"rate": "0"}, LAW)
    return [(change.value, change.outcome, change.total) for change in changes(step, advise(step))]


@pytest.mark.parametrize(
    ("euros", "one_page", "told"),
    [
        pytest.param("60", False, [("1", "x", D(60)), ("3", "high", None)], id="another price"),
        pytest.param("50", False, [("3", "high", None)], id="the same price for another reason"),
        pytest.param("60", True, [("3", "high", None)], id="another price in a calculator"),
    ],
)
def test_a_rate_that_moves_no_price_is_not_told_and_in_a_calculator_none_that_moves_it(euros, one_page, told):
    assert changed_rates(euros, one_page) == told


@pytest.mark.parametrize(("far", "told"), [(None, ["87"]), (D(63), ["87"]), (D(62), [])])
def test_a_number_too_far_away_to_be_worth_telling_is_not_told(far, told):
    age = replace(AGE, far=far)
    old = Outcome("old", "", when=lambda a: a[age] >= 87)
    step = walk(Flow("toy", "Toy", "address|toy", (Ask(age),), (old, Outcome("x", ""))), {"age": "24"}, LAW)
    assert [change.value for change in changes(step, advise(step))] == told
