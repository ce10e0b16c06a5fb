"""What is claimed of other numbers is true of them: they are tried one by one."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from itertools import pairwise
from random import Random

import pytest

from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.along import Along, Line
from advisor.interview.changes import _ends_first, _Search, changes
from advisor.interview.core import Ask, Flow, Outcome, once, walk
from advisor.interview.explore import STEPS, canonical, values
from advisor.interview.watched import Reach, Watched, plain
from advisor.rules.amounts import CENT, Amount
from advisor.rules.figures import figures

from .test_again import answered

LAW = figures().on(date(2026, 11, 22))
FLOWS = all_flows()
RULES = {
    "below": lambda x: x < 500,
    "up to": lambda x: x <= Decimal("538.00"),
    "of a year": lambda x: x * 12 > 6456,
    "the other way round": lambda x: Decimal(1000) >= x,
    "falling": lambda x: 1000 - x / 3 < 800,
    "the same": lambda x: x == 600,
    "not nothing": lambda x: bool(x - 600),
    "rounded": lambda x: (x * Decimal("0.0931")).quantize(CENT, ROUND_HALF_UP) >= 50,
    "up to whole euros": lambda x: (x / 7).to_integral_value(ROUND_CEILING) > 80,
    "a ceiling": lambda x: min(x, Decimal(700)) * 2 == 1400,
    "twice": lambda x: x + x > 1500 - x,
    "less than thrice": lambda x: x + x < 1800 - x,
    "a part of itself": lambda x: x * x > 250000,
    "whole": lambda x: int(x) > 600,
    "none of it": lambda x: x * 0 > 0,
    "apart": lambda x: abs(x - 600) > 100,
    "twice the same": lambda x: x * 2 == x + x,
    "less than nothing": lambda x: -x < -650,
    "rounded to something": lambda x: bool(((x - 600) * Decimal("0.0001")).quantize(CENT, ROUND_HALF_UP)),
    "thirds": lambda x: x / 3 * 3 <= 800,
    "a factor that does not end": lambda x: x * (1 / Decimal(3)) * 3 <= 800,
    "a part beside it that does not end": lambda x: x + 1 / Decimal(3) <= 700 + 1 / Decimal(3),
}


@pytest.mark.parametrize("name", RULES)
def test_where_a_comparison_is_said_to_come_out_the_same_it_does(name):
    rule = RULES[name]
    numbers = sorted({Decimal(n) + cents for n in range(480, 820, 4) for cents in (-CENT, 0, CENT)})
    claimed = 0
    for number in numbers:
        reach = Reach(number)
        said = rule(Watched(number, reach))
        assert said == rule(number)
        same = [other for other in numbers if reach.holds(other)]
        assert number in same
        assert all(rule(other) == said for other in same), (number, reach.low, reach.high)
        claimed += len(same) - 1
    assert (claimed > 0) == (name not in ("whole", "a part of itself"))


def test_the_number_at_which_a_comparison_turns_is_claimed_where_sums_are_exact():
    """An edge of the law mostly is such a number; it lies on the side that the comparison includes."""
    for rule, edges in {
        lambda x: x <= 700: (True, False),
        lambda x: x < 700: (False, True),
        lambda x: x * 12 > 8400: (True, False),
        lambda x: x == 700: (False, False),
        lambda x: x / 12 <= Decimal(700) / 12: (False, False),
        lambda x: x + 1 / Decimal(3) <= 700 + 1 / Decimal(3): (False, False),
    }.items():
        claimed = []
        for number in (600, 800):
            reach = Reach(number)
            rule(Watched(Decimal(number), reach))
            claimed.append(reach.holds(Decimal(700)))
        assert tuple(claimed) == edges


@pytest.mark.parametrize(
    "use",
    [
        lambda x: {x: 1},
        lambda x: Decimal(x),
        lambda x: Decimal(7).max(x),
        lambda x: x % 7,
        lambda x: divmod(x, 7),
        lambda x: x.sqrt(),
        float,
        lambda x: x**2,
    ],
)
def test_nothing_takes_it_for_a_plain_number(use):
    """The search then tries without it."""
    with pytest.raises((TypeError, AttributeError)):
        use(Watched(Decimal(600), Reach(Decimal(600))))


def test_a_number_is_no_word_and_not_nothing():
    """That holds for every number, so nothing is claimed of others."""
    reach = Reach(Decimal(600))
    watched = Watched(Decimal(600), reach)
    assert (watched == "600", watched == None) == (False, False)  # noqa: E711
    assert (reach.low, reach.high) == (Reach(Decimal(600)).low, Reach(Decimal(600)).high)


def test_what_needs_a_plain_number_claims_nothing_of_others():
    for use in (int, str, "{:.2f}".format, range):
        reach = Reach(4)
        assert use(Watched(4, reach)) == use(4)
        assert (reach.low, reach.high) == (4, 4)


def test_what_a_calculation_makes_inside_claims_nothing_of_others():
    reach = Reach(600)
    [double] = Watched(Decimal(600), reach).through(lambda x: (x * 2,))
    assert (reach.holds(Decimal(601)), double > 1000) == (True, True)
    assert (reach.low, reach.high) == (600, 600)


def test_a_room_is_used_up_only_by_what_grows_or_falls():
    """Of what stays the same nothing narrows the reach, unless there is no room at all."""
    ends = []
    for room, slope in ((5, 0), (5, 1), (5, -1), (-1, 0), (0, 0)):
        reach = Reach(600)
        reach.within(Decimal(room), Decimal(slope))
        ends.append((reach.low, reach.high))
    any_number, edge = Decimal("Infinity"), Decimal("0.001")
    assert ends == [
        (-any_number, any_number),
        (-any_number, 605 - edge),
        (595 + edge, any_number),
        (600, 600),
        (-any_number, any_number),
    ]


@pytest.mark.parametrize(
    ("rule", "low", "high"),
    [
        pytest.param(lambda x: x.quantize(CENT, ROUND_HALF_UP) < 605, None, "604.989", id="half a cent on either side"),
        pytest.param(lambda x: x.quantize(CENT, ROUND_HALF_UP) > 595, "595.011", None, id="and from above"),
        pytest.param(lambda x: x.quantize(CENT, ROUND_CEILING) < 605, None, "604.979", id="a cent"),
        pytest.param(lambda x: x.to_integral_value(ROUND_CEILING) < 605, None, "602.999", id="a euro"),
        pytest.param(lambda x: x.quantize(CENT, ROUND_HALF_UP) * 10 < 6050, None, "604.989", id="ten times as much"),
        pytest.param(
            lambda x: x.quantize(CENT, ROUND_HALF_UP) / 10 < Decimal("60.5"), None, "604.98899999998", id="a tenth"
        ),
        pytest.param(
            lambda x: x.quantize(CENT, ROUND_HALF_UP) - (x / 2).quantize(CENT, ROUND_HALF_UP) < Decimal("302.5"),
            None, "604.958999999996", id="half a cent of each of two",
        ),
        pytest.param(lambda x: x * Decimal("0.1") < Decimal("60.5"), None, "604.99899999998", id="a product"),
        pytest.param(lambda x: x <= Decimal("604.000001"), None, "604.000001", id="sums that are exact"),
        pytest.param(lambda x: x <= Decimal("604.0000001"), None, "603.9990001", id="sums that are not"),
    ],
)  # fmt: skip
def test_of_what_is_rounded_as_much_is_claimed_as_is_true(rule, low, high):
    """The number tried may be off by as much as the other one, the other way."""
    reach = Reach(600)
    assert rule(Watched(Decimal(600), reach))
    assert (reach.low, reach.high) == (Decimal(low or "-Infinity"), Decimal(high or "Infinity"))


def test_of_what_is_rounded_nothing_is_claimed_that_is_not_true():
    """Cent by cent around the place where it turns."""
    numbers = [600 + CENT * cents for cents in range(-25, 25)]
    for rule in (
        lambda x: (x * Decimal("0.0931")).quantize(CENT, ROUND_HALF_UP) < Decimal("55.86"),
        lambda x: (x * Decimal("0.0931")).quantize(CENT, ROUND_HALF_UP) > Decimal("55.86"),
        lambda x: (x * Decimal("0.0931")).quantize(CENT, ROUND_CEILING) * 100 <= 5586,
    ):
        for number in numbers:
            reach = Reach(number)
            said = rule(Watched(number, reach))
            assert [other for other in numbers if reach.holds(other) and rule(other) != said] == [], number


@pytest.mark.parametrize(
    ("euros", "way"), [("49.978", 1), ("49.979", 0), ("50", 0), ("50.021", 0), ("50.022", -1), ("40", 1), ("60", -1)]
)
def test_a_price_is_above_or_below_where_roundings_cannot_change_that(euros, way):
    watched = Watched(Decimal(49), Reach(90), slope=Decimal("0.1"), slack=CENT)
    assert Line(Reach(90), None, watched).against(Decimal(100), Decimal(euros)) == way
    assert Line(Reach(90), None, Decimal(50)).against(Decimal(100), Decimal(euros)) == 0


def test_a_line_tells_what_it_reaches_and_can_be_done_again():
    reach, alone = Reach(90), Reach(90)
    alone.alone()
    open_one = Watched(Decimal(9), reach).through(lambda x: (x,))[0]
    for line, told in (
        (Line(reach, None, Decimal(50)), [True, True]),
        (Line(alone, None, Decimal(50)), [True, False]),
        (Line(reach, None, Watched(Decimal(90), reach)), [True, True]),
        (Line(alone, None, Watched(Decimal(90), alone)), [True, False]),
        (Line(reach, None, open_one), [True, False]),
    ):
        assert [line.tells(Decimal(number)) for number in (90, 100)] == told


@pytest.mark.parametrize(
    ("number", "other", "anything"),
    [("0.005", "0.02", True), ("-0.005", "-0.02", True), ("0.0049", "0.002", False), ("-0.0049", "-0.002", False)],
)
def test_what_is_rounded_is_something_from_half_a_cent_on(number, other, anything):
    reach = Reach(Decimal(number))
    rounded = Watched(Decimal(number), reach).quantize(CENT, ROUND_HALF_UP)
    assert (bool(rounded), bool(rounded.plain), reach.holds(Decimal(other))) == (anything, anything, True)


def test_sums_are_those_of_plain_numbers():
    number = Decimal("1234.56")
    watched = Watched(number, Reach(number))
    for act in (
        lambda x: x + 1,
        lambda x: 1 - x,
        lambda x: x - x / 3,
        lambda x: 5 / x,
        lambda x: x / (x + 1),
        lambda x: sum([x, x * 2], Decimal(0)),
        lambda x: max(x, Decimal(2000)),
        lambda x: abs(x - 1234),
        lambda x: abs(x - 1235),
    ):
        assert plain(act(watched)) == act(number)


def test_sums_are_done_again_for_another_number():
    number, other = Decimal("1234.56"), Decimal("2500.07")
    for act in (
        lambda x: x + 1,
        lambda x: 1 - x,
        lambda x: x - x / 3,
        lambda x: -(x * 12) + 1,
        lambda x: abs(x - 5000),
        lambda x: sum([x, x * 2], Decimal(0)),
        lambda x: (x * Decimal("0.0931")).quantize(CENT, ROUND_HALF_UP) * Decimal("0.5"),
        lambda x: (x / 7).to_integral_value(ROUND_CEILING),
    ):
        found = act(Watched(number, Reach(number)))
        assert found.can_be_redone()
        assert str(found.redone(other)) == str(act(other))
    assert str((Watched(7, Reach(7)) * Decimal("0.25")).redone(Decimal(9))) == "2.25"


def test_what_is_not_a_line_is_not_done_again():
    watched = Watched(Decimal(600), Reach(600))
    [inside] = watched.through(lambda x: (x * 2,))
    for found in (watched * watched, watched / (watched + 1), 5 / watched, inside + 1, (inside - watched) * 2):
        assert not found.can_be_redone()


def test_what_cannot_be_watched_is_tried_plainly_with_its_helpers():
    pay = FLOWS["pay"].questions["gross_pay"]

    @once
    def double(a):
        return a[pay] * 2

    def cost(a):
        return (Amount("total", "Total", Decimal(double(a)), "§ 1"),)

    outcomes = (Outcome("much", "", when=lambda a: double(a) > 1000, amounts=cost), Outcome("little", "", amounts=cost))
    step = walk(Flow("doubled", "Doubled", "address|doubled", (Ask(pay),), outcomes), {pay.key: "400"}, LAW)
    found = changes(step, advise(step))
    assert [(change.value, change.outcome) for change in found if change.outcome] == [("500.01", "much")]


def test_what_only_a_plain_number_has_is_tried_plainly():
    pay = FLOWS["pay"].questions["gross_pay"]
    outcomes = (Outcome("much", "", when=lambda a: a[pay].sqrt() > 30), Outcome("little", ""))
    step = walk(Flow("root", "Root", "address|root", (Ask(pay),), outcomes), {pay.key: "400"}, LAW)
    assert [(change.value, change.outcome) for change in changes(step, advise(step))] == [("900.01", "much")]


@pytest.mark.parametrize("one_page", [False, True])
def test_prices_beyond_a_threshold_are_told_from_how_they_grow(one_page):
    """Each stretch costs one calculation; a calculator, which shows other outcomes only, needs none where there is no other."""
    pay, other = FLOWS["pay"].questions["gross_pay"], FLOWS["pay"].questions["age"]
    worked_out = []

    def cost(a):
        worked_out.append(a.answers)
        return (Amount("total", "Total", (a[pay] * Decimal("0.0931")).quantize(CENT, ROUND_HALF_UP), "§ 1"),)

    outcomes = (Outcome("much", "", when=lambda a: a[pay] > 1000, amounts=cost), Outcome("little", "", amounts=cost))
    flow = Flow("growing", "G", "address|growing", (Ask(pay), Ask(other)), outcomes, one_page=one_page)
    step = walk(flow, {pay.key: "400", other.key: "30"}, LAW)
    advice = advise(step)
    worked_out.clear()
    found = [change for change in changes(step, advice) if change.outcome == "much"]
    assert [(change.value, change.total, change.bound) for change in found] == [("1000.01", Decimal("93.10"), "least")]
    assert len([answers for answers in worked_out if answers[pay.key] != "400"]) <= 3, worked_out
    assert one_page != any(answers[other.key] != "30" for answers in worked_out)


@pytest.mark.parametrize("key", FLOWS)
def test_a_number_that_is_not_tried_flips_the_result_as_if_it_were(key):
    flow, compared = FLOWS[key], 0
    chance = Random(key)
    for turn in range(20):
        if turn >= 2 and compared:
            break
        step = walk(flow, answered(flow, chance), LAW)
        advice = advise(step)
        if not advice.outcome:
            continue
        search, alone = _Search(step, advice), _Search(step, advice)
        for asked, raw in step.given.items():
            question = flow.questions[asked]
            if question.kind.name not in STEPS:
                continue
            along = Along(search, asked)
            grid = sorted({Decimal(value) for value in values(question, LAW, search.figures)} - {Decimal(raw)})
            between = {(a + b) // 2 for a, b in pairwise(grid)} - {Decimal(raw)}
            for number in (*grid, *between):
                wanted = alone.leads(asked, canonical(number))
                if wanted and wanted.key == advice.outcome and alone.costs_always(wanted, advice.price):
                    wanted = None
                assert along.flips(number) == (wanted is not None), (step.given, asked, number)
                if along.leads(number) is None:
                    assert (along.total(number), along.against(number, Decimal(0))) == (None, None)
                if wanted is not None:
                    found, total = along.leads(number), alone.total(wanted)
                    assert found is not None
                    assert (found.key, along.total(number)) == (wanted.key, total), (step.given, asked, number)
                    for euros in () if total is None else (total - CENT, total, total + CENT, Decimal(0)):
                        way = (total > euros) - (total < euros)
                        assert along.against(number, euros) == way, (step.given, asked, number, euros)
                compared += 1
    assert compared or not any(question.kind.name in STEPS for question in flow.questions.values())


def test_of_many_cases_the_ends_are_compared_first():
    assert [_ends_first(cases) for cases in ([], [1], [1, 2], [1, 2, 3, 4])] == [[], [1], [1, 2], [1, 4, 3, 2]]


def test_one_rate_of_a_fund_tells_the_others():
    """Unless the rules compare it with something."""
    rate, worked_out = FLOWS["pay"].questions["additional_rate"], []

    def cost(a, dear):
        worked_out.append(a.answers[rate.key])
        percent = Decimal("2.9") if a[rate] is None else a[rate]
        label = "Dear" if dear is not None and percent > dear else "Cheap"
        return (Amount(label, label, (percent * 1000).quantize(CENT, ROUND_HALF_UP), "§ 1"),)

    for dear, tried, told in ((None, ["average", "0"], ()), (3, ["average", "0", "3.50"], ("3.5",))):
        outcomes = (Outcome("only", "", amounts=lambda a, dear=dear: cost(a, dear)),)
        step = walk(Flow("rated", "R", "address|rated", (Ask(rate),), outcomes), {rate.key: "average"}, LAW)
        advice = advise(step)
        found = [change for change in changes(step, advice) if change.question == rate.key]
        assert tuple(change.value for change in found) == told
        assert list(dict.fromkeys(worked_out)) == tried
        worked_out.clear()
