"""What is taken from a pay, by hand: every kind of job, several of them, both systems."""

from datetime import date
from decimal import Decimal as D
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.flows.pay import FLOW
from advisor.interview.advise import advise
from advisor.interview.chart import chart_of
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = "2026-11-22"
LEFT_EMPTY = {
    key: question.default
    for key, question in FLOW.questions.items()
    if question.default is not None
}  # fmt: skip
PERSON = {**LEFT_EMPTY, "age": "40", "children": "1", "children_under_25": "0", "saxony": "no", "east": "no"}
PREMIUMS = {"current_system": "private", "health_premium": "600", "care_premium": "80"}


def step_of(pay, day=TODAY, draft=False, **more):
    return walk(FLOW, {**PERSON, "gross_pay": pay, **more}, figures().on(date.fromisoformat(day), draft))


def advice_for(pay, day=TODAY, draft=False, **more):
    step = step_of(pay, day, draft, **more)
    assert step.due is None, f"{step.due.key} is due"
    return advise(step)


def totals(advice):
    return tuple(amount.euros for amount in advice.amounts)


OUTCOMES = [
    # EMP-1, EMP-5, EMP-7, MINI-1, MINI-2, MINI-5; limits of 2026
    pytest.param("0", {}, "pay-marginal", id="no pay"),
    pytest.param("603", {}, "pay-marginal", id="at the minijob limit"),
    pytest.param("603.01", {}, "pay-transition", id="a cent above it"),
    pytest.param("2000", {}, "pay-transition", id="at the end of the transition range"),
    pytest.param("2000.01", {}, "pay-member", id="a cent above that"),
    pytest.param("6450", {}, "pay-member", id="at the annual limit"),
    pytest.param("6450.01", {}, "pay-above-limit", id="a cent above the annual limit"),
    pytest.param("6450.01", PREMIUMS, "pay-private", id="with private insurance"),
    pytest.param("6450", PREMIUMS, "pay-member", id="private insurance is closed at the limit"),
    pytest.param("325", {"job_kind": "trainee"}, "pay-trainee-free", id="a trainee at the low pay limit"),
    pytest.param("325.01", {"job_kind": "trainee"}, "pay-member", id="a trainee a cent above it"),
    pytest.param("1150", {"job_kind": "trainee"}, "pay-member", id="no transition range for trainees"),
    pytest.param("9000", {"job_kind": "short_term"}, "pay-short-term", id="a short-term job, whatever it pays"),
    pytest.param("300", {"other_jobs": "303"}, "pay-marginal", id="two minijobs up to the limit"),
    pytest.param("300", {"other_jobs": "304"}, "pay-transition", id="two minijobs over it"),
    pytest.param("3000", {"other_jobs": "400"}, "pay-member", id="a minijob beside a main job"),
    pytest.param("1500", {"other_jobs": "400/300"}, "pay-transition", id="a second minijob counts"),
    pytest.param("1500", {"other_jobs": "400/501"}, "pay-member", id="and may end the transition range"),
    pytest.param("4000", {"other_jobs": "3000"}, "pay-above-limit", id="two jobs above the annual limit together"),
    # § 8 Abs. 2 SGB IV, § 6 Abs. 1 Nr. 1 SGB V: 77,400 euros a year are 6,450 a month
    pytest.param("6000", {"other_jobs": "603/450"}, "pay-member", id="a second minijob that reaches the annual limit"),
    pytest.param("6000", {"other_jobs": "603/450.01"}, "pay-above-limit", id="a second minijob a cent above it"),
    pytest.param("6000", {"other_jobs": "603"}, "pay-member", id="the first minijob does not count for the limit"),
]


@pytest.mark.parametrize(("pay", "more", "expected"), OUTCOMES)
def test_outcome(pay, more, expected):
    assert advice_for(pay, **more).outcome == expected


def test_what_may_be_left_empty():
    """One submit with pay, age, children and place of work gives a result."""
    assert set(FLOW.questions) - set(LEFT_EMPTY) == {
        "gross_pay", "health_premium", "care_premium", "age", "children", "children_under_25", "saxony", "east",
    }  # fmt: skip


RANGES = [
    pytest.param("850", "2019-06-30", "pay-transition-former", id="850 euros until June 2019, then called Gleitzone"),
    pytest.param("850.01", "2019-06-30", "pay-member", id="not more until June 2019"),
    pytest.param("850.01", "2019-07-01", "pay-transition", id="more from July 2019"),
    pytest.param("1300", "2022-09-30", "pay-transition", id="1,300 until September 2022"),
    pytest.param("1600", "2022-10-01", "pay-transition", id="1,600 from October 2022"),
    pytest.param("450", "2022-09-30", "pay-marginal", id="450 is a minijob"),
    pytest.param("520", "2022-10-01", "pay-marginal", id="520 is a minijob from October 2022"),
    pytest.param("5062.50", "2019-10-01", "pay-member", id="the annual limit of 2019"),
]


@pytest.mark.parametrize(("pay", "day", "expected"), RANGES)
def test_the_law_of_the_day_decides(pay, day, expected):
    assert advice_for(pay, day).outcome == expected


COSTS = [
    # worked examples emp_2020_3000_childless, emp_2023h2_4000_5kids, midi_2022a_750_childless, midi_2022q4_1400_child
    pytest.param("3000", "2020-01-01", {"children": "0"}, "603.75", "596.25", id="3,000 euros in 2020, no children"),
    pytest.param(
        "4000",
        "2023-07-01",
        {"children": "5", "children_under_25": "5"},
        "776.00",
        "816.00",
        id="five children in 2023",
    ),
    pytest.param("750", "2022-01-01", {"children": "0"}, "123.19", None, id="the old formula of the transition range"),
    pytest.param("1400", "2022-10-01", {}, "260.40", None, id="the new formula"),
]


@pytest.mark.parametrize(("pay", "day", "more", "own", "employer"), COSTS)
def test_published_totals(pay, day, more, own, employer):
    found = totals(advice_for(pay, day, **more))
    assert found[0] == D(own)
    assert employer is None or found[1] == D(employer)


RATES_OF_2019 = [
    # the figures of 2019 with a fund at 1.4 %: 16.0 and 15.4 % together, 7.7 % of each side
    pytest.param("no", "240.00", id="the general rate: 16.0 % of 3,000 euros, half each"),
    pytest.param("yes", "231.00", id="the reduced rate: 7.7 % of each side"),
]


@pytest.mark.parametrize(("kind", "half"), RATES_OF_2019)
def test_the_rates_of_2019(kind, half):
    advice = advice_for("3000", "2019-10-01", no_sick_pay=kind, additional_rate="1.4")
    for side in advice.amounts[:2]:
        assert side.find("health_general").euros + side.find("health_additional").euros == D(half)


def test_every_item_is_shown():
    """Both totals, the levy, and what the minijob beside the main job costs."""
    advice = advice_for("3000", other_jobs="400")
    assert [amount.code for amount in advice.amounts] == ["total", "total", "insolvency_levy", "minijob", "total"]
    assert totals(advice)[2:] == (D("4.50"), D("14.40"), D("112.00"))


def test_an_exempted_minijob_costs_nothing():
    assert totals(advice_for("603", pension_exempted="yes")) == (D("0.00"), D("168.84"), D("0.90"))


def test_less_than_a_euro_is_a_minijob_as_well():
    assert advice_for("0.50", pension_exempted="yes").answers["pension_exempted"] == "yes"
    assert "pension_exempted" not in advice_for("0", pension_exempted="yes").answers


def test_a_trainee_with_low_pay_pays_nothing():
    own, employer, levy = totals(advice_for("325", job_kind="trainee"))
    assert (own, levy) == (D("0.00"), D("0.49"))
    assert employer > 130


def test_the_private_subsidy():
    advice = advice_for("8000", **PREMIUMS)
    assert advice.price == D("340.00")
    assert advice.amounts[1].find("employer_subsidy").euros == D("340.00")


CAUTIONS = [
    pytest.param("3000", {}, set(), id="one job"),
    pytest.param("3000", {"other_jobs": "400"}, {"pay-several-jobs", "pay-small-minijob"}, id="a minijob beside it"),
    pytest.param("600", {"pension_exempted": "yes"}, set(), id="an exempted minijob"),
    pytest.param("3000", {"no_sick_pay": "yes"}, {"pay-old-age-pension"}, id="beside an old-age pension"),
    pytest.param("3000", {"age": "63"}, set(), id="a year too young for a pension"),
    pytest.param("3000", {"age": "64"}, {"pay-old-age-pension"}, id="at an age that may spare one contribution"),
    pytest.param("603", {"age": "64", "pension_exempted": "yes"}, set(), id="a minijob at that age"),
    pytest.param("1150", {"age": "64", "job_kind": "trainee"}, {"pay-old-age-pension"}, id="in training at that age"),
    pytest.param("3000", {"age": "64", "job_kind": "short_term"}, set(), id="a short-term job at that age"),
]


@pytest.mark.parametrize(("pay", "more", "expected"), CAUTIONS)
def test_cautions(pay, more, expected):
    assert set(advice_for(pay, **more).cautions) == {"pay-what-is-missing", *expected}


EAST = [
    pytest.param("2024-12-31", "no", True, id="while the ceilings differed"),
    pytest.param("2024-12-31", "yes", False, id="Saxony lies in the east"),
    pytest.param("2025-01-01", "no", False, id="since there is one ceiling"),
]


@pytest.mark.parametrize(("day", "saxony", "asked"), EAST)
def test_the_east_is_asked_only_where_it_decides(day, saxony, asked):
    given = {**PERSON, "gross_pay": "9000", "saxony": saxony}
    del given["east"]
    step = walk(FLOW, given, figures().on(date.fromisoformat(day)))
    assert (step.due is not None and step.due.key == "east") == asked


@pytest.mark.parametrize(("pay", "asked"), [("7450", False), ("7450.01", True)])
def test_up_to_the_lower_ceiling_it_does_not_matter_where_one_works(pay, asked):
    """7,450 euros a month in the east of 2024, 7,550 in the west."""
    assert ("east" in step_of(pay, "2024-12-31").given) is asked
    both = [totals(advice_for(pay, "2024-12-31", east=east)) for east in ("yes", "no")]
    assert both[0] == both[1], "a cent above it makes no cent of a difference yet"


def test_the_ceiling_of_the_east():
    west, east = (advice_for("7500", "2024-06-01", east=answer) for answer in ("no", "yes"))
    assert west.amounts[0].find("pension").euros == D("697.50")
    assert east.amounts[0].find("pension").euros == D("692.85")


def test_2027_is_refused_by_name():
    """The annual limit of 2027 is a draft; with the draft only the rates that are not out are missing."""
    assert advice_for("3000", "2027-02-01").refused.name == "compulsory_insurance_threshold_per_year"
    missing = {refused.name for refused in advice_for("3000", "2027-02-01", draft=True).missing()}
    assert missing == {"average_additional_rate", "pension_rate"}
    assert {refused.name for refused in advice_for("600", "2027-02-01").missing()} == {
        "pension_rate", "marginal_employer_health_rate", "pension_ceiling",
    }  # fmt: skip


BAD = [
    pytest.param("gross_pay", "-1", id="negative pay"),
    pytest.param("gross_pay", "1000000.01", id="absurd pay"),
    pytest.param("other_jobs", "0", id="another job without pay"),
    pytest.param("other_jobs", "400/400/400", id="more jobs than fit"),
    pytest.param("other_jobs", "many", id="no number"),
    pytest.param("children", "100", id="a hundred children"),
]


@pytest.mark.parametrize(("key", "raw"), BAD)
def test_bad_input_is_named_at_its_field(key, raw):
    step = step_of("3000") if key == "gross_pay" else step_of("3000", **{key: raw})
    if key == "gross_pay":
        step = step_of(raw)
    assert step.problem is not None
    assert step.problem.question.key == key


pays = st.decimals(min_value=0, max_value=20_000, places=2)
days = st.dates(date(2019, 1, 1), date(2026, 12, 31))


@given(pays, days, st.sampled_from(["ordinary", "trainee", "short_term"]), st.booleans())
def test_every_pay_has_a_price(pay, day, kind, saxony):
    """Parts sum up, nothing is negative, and nobody pays more than is earned."""
    advice = advice_for(str(pay), day.isoformat(), job_kind=kind, saxony="yes" if saxony else "no")
    assert advice.refused is None
    for amount in advice.amounts:
        assert amount.euros >= 0
        assert not amount.parts or amount.euros == sum(part.euros for part in amount.parts)
    assert advice.amounts[0].euros <= pay / 4


# The chart ---------------------------------------------------------------------------------------------------------------


def chart_for(pay, day=TODAY, draft=False, **more):
    return chart_of(step_of(pay, day, draft, **more))


def test_the_chart_breaks_at_the_thresholds_of_the_law():
    """Limits of 2026; the curves have a point at each."""
    chart = chart_for("3000")
    assert [mark.at for mark in chart.thresholds] == [D("603"), D("2000"), D("5812.50"), D("6450"), D("8450")]
    for curve in chart.curves:
        drawn = [x for x, _ in curve.points]
        assert {mark.at for mark in chart.thresholds} | {D("603.01")} <= set(drawn)
        assert (drawn[0], drawn[-1]) == (D(0), D(10_000))


def test_the_cliff_at_the_minijob_limit():
    """A cent more brings insurance at a small price."""
    own = dict(chart_for("603").curves[0].points)
    assert (own[D("603")], own[D("603.01")]) == (D("21.71"), D("0.00"))


def test_a_trainee_has_another_cliff():
    employer = dict(chart_for("500", job_kind="trainee").curves[1].points)
    assert employer[D("325")] > employer[D("325.01")]


NO_CHART = [
    pytest.param({"job_kind": "short_term"}, TODAY, id="a short-term job"),
    pytest.param({"other_jobs": "400"}, TODAY, id="several jobs"),
    pytest.param({}, "2027-02-01", id="figures that are not out"),
]


@pytest.mark.parametrize(("more", "day"), NO_CHART)
def test_where_nothing_is_drawn(more, day):
    assert chart_for("600", day, **more) is None


def test_very_high_pay_is_told_beyond_the_chart():
    chart = chart_for("1000000")
    assert chart.here == (D(1_000_000), *totals(advice_for("1000000"))[:2])
    assert chart.curves[0].points[-1][0] == 10_000


@given(st.decimals(min_value=0, max_value=10_000, places=2), days, st.sampled_from(["ordinary", "trainee"]))
def test_the_visitor_stands_on_the_curves(pay, day, kind):
    """The point is the result, and between two points the curves are straight to the cent."""
    chart = chart_for(str(pay), day.isoformat(), job_kind=kind)
    x, own, employer = chart.here
    advice = advice_for(str(pay), day.isoformat(), job_kind=kind)
    assert (x, own, employer) == (pay, *totals(advice)[:2])
    elsewhere = chart_for("9999.99", day.isoformat(), job_kind=kind)
    for curve, y in zip(elsewhere.curves, (own, employer), strict=True):
        (x1, y1), (x2, y2) = next((left, right) for left, right in pairwise(curve.points) if left[0] <= pay <= right[0])
        assert abs(y1 + (y2 - y1) * (pay - x1) / (x2 - x1) - y) <= D("0.06")


def test_the_chart_names_the_range_as_the_law_of_the_day_does():
    """§ 20 Abs. 2 SGB IV a.F.: Gleitzone, up to 850 euros, until 30 June 2019."""
    former, later = "Upper end of the former transition range (Gleitzone)", "Upper end of the transition range"
    before, after = (
        {mark.label: mark.at for mark in chart_for("800", day).thresholds} for day in ("2019-06-30", "2019-07-01")
    )
    assert (before.get(former), before.get(later)) == (D("850.00"), None)
    assert (after.get(former), after.get(later)) == (None, D("1300.00"))
