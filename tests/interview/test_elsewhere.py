"""The same answers with other amounts: what is told of them without asking is what asking from the beginning says."""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP
from decimal import Decimal as D
from functools import partial

import pytest

from advisor.flows import all_flows, net_pay_chart
from advisor.interview import over_income
from advisor.interview.again import Again
from advisor.interview.chart import chart_of
from advisor.interview.core import Ask, Flow, Outcome, once, walk
from advisor.interview.elsewhere import OTHERS, Axis, Elsewhere, Place
from advisor.interview.question import Question, money
from advisor.rules.amounts import Amount
from advisor.rules.figures import NotYetKnown, figures
from tests.kinds import LAW, ways

DRAWN = [flow for flow in all_flows().values() if flow.chart]
LAWS = [LAW, figures().on(date(2024, 6, 1)), figures().on(date(2027, 1, 5), draft=True)]


class Plainly:
    """The same answers walked through from the beginning at each amount; nothing is told of others."""

    def __init__(self, step, axis):
        self.step, self.axis = step, axis

    def __call__(self, income):
        axis, step = self.axis, self.step
        then = walk(step.flow, {**axis.assumed, **step.given, axis.question.key: f"{income:.2f}"}, step.law)
        if then.due is not None:
            return None
        [result] = then.results
        if result.refused is not None:
            raise result.refused
        taken = frozenset(key for key in axis.assumed if key in then.given and key not in step.given)
        amounts = result.outcome.amounts(result.case)
        if not amounts:
            return Place(result.outcome.key, None, None, taken) if result.outcome.duty == "family_cover" else None
        others = [amount for amount in amounts if amount.payer in OTHERS]
        return Place(result.outcome.key, amounts[0], others[0] if others else None, taken)

    near = __call__

    def is_even(self, left, right):
        return False


@pytest.fixture
def plainly(monkeypatch):
    """The chart of a step, found without any shortcut."""

    def drawn(step):
        with monkeypatch.context() as patch:
            for module in (over_income, net_pay_chart):
                patch.setattr(module, "Elsewhere", Plainly)
            return chart_of(step)

    return drawn


def cases(flow, law, most=8):
    """Ways through a flow, spread over all of them; each amount of money a few cents further."""
    every = [answers for _, answers in ways(flow.key)]
    for turn, answers in enumerate(every[:: -(-len(every) // most)]):
        odd = {key: _odd(flow.questions[key], raw, turn) for key, raw in answers.items()}
        yield from (step for step in (walk(flow, given, law) for given in (answers, odd)) if step.due is None)


def _odd(question, raw, turn):
    if question.kind.name != "money" or not raw.isdigit() or not question.within(D(raw) + turn):
        return raw
    return f"{D(raw) + D(37 * turn % 100) / 100:.2f}"


@pytest.mark.parametrize("flow", DRAWN, ids=lambda flow: flow.key)
def test_a_chart_is_that_of_answers_walked_through_from_the_beginning(flow, plainly):
    steps = [step for law in LAWS for step in cases(flow, law)]
    drawn = [chart_of(step) for step in steps]
    assert any(drawn)
    assert drawn == [plainly(step) for step in steps]


PAY = Question("pay", "How much?", money, sensitive=False, samples=("100",), least=D(0), most=D(1000))
AXIS = Axis(PAY, "Pay", D(1000))
CHILDREN = Question("children", "How much for children?", money, sensitive=False, samples=("1",), default="0")


@once
def above(a):
    return a[PAY] > 400


def step_of(price, here="500", asks=()):
    """A finished replay of a made-up price over a pay; where it is None, no law fixes one."""
    outcomes = (
        Outcome(
            "priced",
            "statutory_compulsory",
            when=lambda a: price(a) is not None,
            amounts=lambda a: (Amount("total", "You", price(a), "§ 1"),),
        ),
        Outcome("free", "private_compulsory"),
    )
    flow = Flow("toy", "Toy", "address|toy", (Ask(PAY), *asks), outcomes, chart=over_income.over(AXIS))
    return walk(flow, {"pay": here}, LAW)


@pytest.mark.parametrize("here", ["500", "500.00", "12.34", "0", "1000"])
@pytest.mark.parametrize(
    "price",
    [
        pytest.param(lambda a: a[PAY] / 10, id="a line"),
        pytest.param(lambda a: min(a[PAY], D("333.33")) / 10, id="a bend"),
        pytest.param(lambda a: max(a[PAY] - D("700.01"), D(0)) / 5 + min(a[PAY], D("20.50")), id="two bends"),
        pytest.param(lambda a: D(20) + (a[PAY] / 10 if a[PAY] > D("333.33") else D(0)), id="a jump"),
        pytest.param(lambda a: D(30) if above(a) else a[PAY] / 50, id="a jump in a helper"),
        pytest.param(
            lambda a: a[PAY] / 10 + (D("0.12") if a[PAY] >= 250 else D(0)), id="a small jump at a place tried"
        ),
        pytest.param(lambda a: a[PAY] / 10 + (D("0.09") if a[PAY] >= 250 else D(0)), id="a jump that nobody sees"),
        pytest.param(lambda a: None if 600 < a[PAY] <= D("811.11") else a[PAY] / 10, id="a gap"),
        pytest.param(lambda a: (a[PAY] / 7).quantize(D(20), ROUND_DOWN), id="steps of roundings"),
        pytest.param(lambda a: a[PAY] * a[PAY] / 10000, id="a parabola"),
        pytest.param(lambda a: D(str(a[PAY])) / 10, id="what only a plain number can do"),
        pytest.param(lambda a: {D(0): D(5)}.get(a[PAY], D(100) - a[PAY] / 20), id="what no watched number can do"),
    ],
)
def test_whatever_the_price_the_chart_is_the_same(price, here, plainly):
    step = step_of(price, here)
    assert chart_of(step) == plainly(step)


def test_a_question_that_nobody_has_answered_ends_the_line_also_where_it_has_a_default(plainly):
    asks = (Ask(CHILDREN, when=lambda a: a[PAY] > 600),)
    step = step_of(lambda a: a[PAY] / 10, asks=asks)
    assert chart_of(step).curves[0].points[-1] == (D("600.00"), D("60.00"))
    assert chart_of(step) == plainly(step)


def test_what_is_told_of_a_stretch_needs_no_further_trial():
    """Ten trials and not a hundred, on a line that nothing interrupts, and none for what lies on it."""
    tried = []

    def price(a):
        tried.append(a[PAY])
        return min(a[PAY], D(900)) / 10

    elsewhere = Elsewhere(step_of(price), AXIS)
    at = elsewhere.near(D(300))
    tried.clear()
    assert all(elsewhere.near(D(x)) is at for x in range(901))
    assert elsewhere.is_even(D(0), D(900))
    assert not tried
    assert elsewhere(D("123.45")).sums == (D("12.345"), D(0))
    assert not elsewhere.is_even(D(800), D(1000))


@pytest.mark.parametrize(
    ("price", "left", "right", "even"),
    [
        pytest.param(lambda a: a[PAY] / 10 - (3 if 200 < a[PAY] < 300 else 0), "0", "1000", False, id="a dent before"),
        pytest.param(lambda a: a[PAY] / 10 - (3 if 700 < a[PAY] < 800 else 0), "0", "1000", False, id="a dent beyond"),
        pytest.param(lambda a: a[PAY] / 10 - (3 if 700 < a[PAY] < 800 else 0), "0", "700", True, id="up to a dent"),
        pytest.param(
            lambda a: a[PAY] / 10 + (D("0.12") if a[PAY] > 250 else 0), "250", "500", False, id="after a jump"
        ),
        pytest.param(
            lambda a: a[PAY] / 10 + (D("0.09") if a[PAY] > 250 else 0), "250", "500", True, id="after roundings"
        ),
        pytest.param(
            lambda a: a[PAY] / 10 + (D("0.10") if a[PAY] > 250 else 0), "250", "500", True, id="after just as much"
        ),
        pytest.param(lambda a: (a[PAY] / 7).quantize(D("0.1"), ROUND_HALF_UP), "0", "500", True, id="to ten cents"),
        pytest.param(lambda a: a[PAY].quantize(D("0.2"), ROUND_HALF_UP), "0", "500", True, id="off by just as much"),
        pytest.param(lambda a: (a[PAY] / 7).to_integral_value(), "0", "500", False, id="to a euro"),
        pytest.param(lambda a: None if a[PAY] > 250 else a[PAY], "300", "500", False, id="without a price"),
        pytest.param(lambda a: None if a[PAY] > 250 else a[PAY], "200", "250.01", False, id="up to one without"),
    ],
)
def test_even_is_what_lies_on_a_line_but_for_roundings(price, left, right, even):
    assert Elsewhere(step_of(price, "1"), AXIS).is_even(D(left), D(right)) is even


def test_there_is_no_place_where_none_is_near():
    elsewhere = Elsewhere(step_of(lambda a: None if a[PAY] > 250 else a[PAY], "1"), AXIS)
    assert elsewhere.near(D(300)) is None
    assert elsewhere(D(400)) is None


def test_the_figure_without_which_nothing_can_be_told_is_named():
    missing = NotYetKnown("care_rate", LAW.day, LAW.day, None, draft=False)

    def needs_it(case):
        if case[PAY] > 600:
            raise missing
        return True

    outcomes = (Outcome("never", "", when=lambda a: a[PAY] < 0), Outcome("priced", "", when=needs_it))
    step = walk(Flow("toy", "Toy", "address|toy", (Ask(PAY),), outcomes), {"pay": "500"}, LAW)
    with pytest.raises(NotYetKnown) as refused:
        Elsewhere(step, AXIS)(D(601))
    assert refused.value is missing


def test_where_a_question_is_left_open_is_asked_once_for_the_whole_stretch(monkeypatch):
    asked, reached = [], Again.reached
    monkeypatch.setattr(Again, "reached", lambda self, key, raw: asked.append(raw) or reached(self, key, raw))
    asks = (Ask(CHILDREN, when=lambda a: a[PAY] > 600),)
    elsewhere = Elsewhere(step_of(lambda a: a[PAY] / 10, asks=asks), AXIS)
    assert elsewhere.near(D(800)) is None
    assert [elsewhere(D(x)) for x in ("600.01", "700", "1000")] == [None] * 3
    assert asked == ["800.00"]
    assert elsewhere(D(600)).sums == (D(60), D(0))
    assert elsewhere.is_even(D(0), D(600))
    assert not elsewhere.is_even(D(0), D("600.01"))


def test_a_chart_takes_a_few_trials(monkeypatch):
    """One for each stretch between two figures at which something changes; on it what is drawn is only worked out."""
    asked, worked_out = [], []
    reached, place = Again.reached, Elsewhere._place
    monkeypatch.setattr(Again, "reached", lambda self, key, raw: asked.append(raw) or reached(self, key, raw))
    monkeypatch.setattr(Elsewhere, "_place", lambda self, arrived: worked_out.append(arrived) or place(self, arrived))
    given = {"country": "HU", "purpose": "degree", "home_cover": "statutory", "work": "main", "gross_pay": "2000.31", "age": "24",
             "children": "0", "saxony": "no", "additional_rate": "average", "job_start": "2026-10-01"}  # fmt: skip
    step = walk(all_flows()["student"], given, LAW)
    assert len(chart_of(step).curves[0].points) == 6
    assert len(asked) <= 7
    assert len(worked_out) <= 15


@pytest.mark.parametrize("ends", [{"begin": D("-0.01")}, {"end": D("1000.01")}])
def test_an_axis_lies_within_what_its_question_takes(ends):
    made = partial(Axis, PAY, "Pay")
    assert made(begin=D(0), end=D(1000))
    with pytest.raises(ValueError, match="nobody can answer"):
        made(**{"begin": D(0), "end": D(1000)} | ends)
