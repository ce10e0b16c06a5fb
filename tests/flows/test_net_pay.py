"""From gross to net: the parts, the classes, the years, and the contributions of the other calculator."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.flows.net_pay import FLOW
from advisor.flows.pay import FLOW as PAY
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = "2026-11-22"
PERSON = {
    **{key: question.default for key, question in FLOW.questions.items() if question.default is not None},
    "age": "40",
    "children": "1",
    "children_under_25": "0",
    "work_state": "NW",
    "east": "no",
    "no_sick_pay": "no",
}
ONLY = {"other_jobs": "none", "no_sick_pay": "no"}
"""What the other calculator asks besides."""
PREMIUMS = {"current_system": "private", "health_premium": "600", "care_premium": "80", "basic_premium": "560"}


def step_of(pay, day=TODAY, draft=False, flow=FLOW, **more):
    return walk(flow, {**PERSON, "gross_pay": str(pay), **more}, figures().on(date.fromisoformat(day), draft))


def advice_for(pay, day=TODAY, draft=False, flow=FLOW, **more):
    step = step_of(pay, day, draft, flow, **more)
    assert step.due is None, f"{step.due.key} is due"
    return advise(step)


def euros(advice, code):
    found = [hit for amount in advice.amounts if (hit := amount.find(code))]
    return found[0].euros if found else None


def net(pay, **more):
    return advice_for(pay, **more).amounts[0].euros


def test_only_what_is_taken_is_subtracted():
    """603.00 less 3.6 % for the pension (§ 168 Abs. 1 Nr. 1b SGB VI); exempt from it, there is nothing to work out."""
    taking = advice_for(603, pension_exempted="no").amounts[0]
    assert (taking.euros, taking.formula.terms, taking.formula.less) == (D("581.29"), (), D("21.71"))
    whole = advice_for(603, pension_exempted="yes").amounts[0]
    assert (whole.euros, whole.formula) == (D("603.00"), None)


OUTCOMES = [
    pytest.param("603", {}, "net-pay-marginal", id="at the minijob limit"),
    pytest.param("603.01", {}, "net-pay", id="a cent above it"),
    pytest.param("300", {"job_kind": "trainee"}, "net-pay", id="a trainee"),
    pytest.param("3000", {"job_kind": "short_term"}, "net-pay-short-term", id="a short-term job"),
    pytest.param("3000", {"age": "63"}, "net-pay", id="63"),
    pytest.param("3000", {"age": "64"}, "net-pay-old-age", id="64: § 24a EStG"),
    pytest.param("600", {"age": "64"}, "net-pay-marginal", id="a minijob at 64"),
    pytest.param("6450.01", PREMIUMS, "net-pay-private", id="private insurance above the annual limit"),
    pytest.param("6450", PREMIUMS, "net-pay", id="not at the limit"),
    pytest.param("8000", PREMIUMS | {"age": "64"}, "net-pay-old-age", id="private insurance at 64"),
]


@pytest.mark.parametrize(("pay", "more", "expected"), OUTCOMES)
def test_outcome(pay, more, expected):
    assert advice_for(pay, **more).outcome == expected


CASES = [
    # by hand: the ministry's plan for the tax (tests/rules/test_wage_tax.py), half rates of 2026 for the contributions
    pytest.param("3000", {"children": "0"}, "293.08", "652.50", id="3,000 euros, class I, no children"),
    pytest.param("3000", {"children": "0", "tax_class": "3"}, "35.33", "652.50", id="class III"),
    pytest.param("3000", {"children": "0", "tax_class": "5"}, "625.66", "652.50", id="class V"),
    pytest.param("5000", {"children": "0"}, "782.41", "1087.50", id="5,000 euros: a twelfth of 9,389"),
]


@pytest.mark.parametrize(("pay", "more", "tax", "contributions"), CASES)
def test_by_hand(pay, more, tax, contributions):
    advice = advice_for(pay, **more)
    assert euros(advice, "wage_tax") == D(tax)
    assert euros(advice, "total") == D(contributions)
    assert euros(advice, "solidarity_surcharge") == 0
    assert euros(advice, "net_pay") == D(pay) - D(tax) - D(contributions)


def test_what_stands_where():
    advice = advice_for("8500", church_tax="yes")
    assert [amount.code for amount in advice.amounts] == ["net_pay", "taxes", "total", "employer_cost"]
    assert [part.code for part in advice.amounts[1].parts] == ["wage_tax", "solidarity_surcharge", "church_tax"]
    assert all(part.euros > 0 for part in advice.amounts[1].parts)
    assert advice.amounts[3].payer == "employer"
    assert advice.price is None, "what is left is no price"


def test_the_net_pay_of_a_minijob():
    """The pension share is taken, and nothing else; exempted people keep all."""
    assert net("603") == D("603") - D("21.71")
    assert net("603", pension_exempted="yes") == 603


def test_a_trainee_with_low_pay_keeps_it():
    assert net("325", job_kind="trainee") == 325
    assert net("325.01", job_kind="trainee") < 325


def test_private_premiums_are_taken_after_the_subsidy():
    """8,000 euros, 680 of premiums, half of them by the employer; 220 of basic cover remain for the tax."""
    advice = advice_for("8000", **PREMIUMS)
    assert euros(advice, "employer_subsidy") == D("340.00")
    own = advice.amounts[2]
    assert own.find("health_and_care").euros == D("340.00")
    assert advice.amounts[0].euros == D(8000) - advice.amounts[1].euros - own.euros
    more = advice_for("8000", **(PREMIUMS | {"basic_premium": "680"}))
    assert euros(more, "wage_tax") < euros(advice, "wage_tax")


def test_saxony_and_church_tax_follow_the_state():
    nrw, bavaria, saxony = (
        advice_for("4000", work_state=state, church_tax="yes", children="0") for state in ("NW", "BY", "SN")
    )
    assert euros(nrw, "church_tax") > euros(bavaria, "church_tax")
    assert euros(saxony, "total") - euros(nrw, "total") == D("20.00")
    assert euros(saxony, "wage_tax") < euros(nrw, "wage_tax")


EAST = [
    pytest.param("2024-06-01", "BE", True, id="Berlin while the ceilings differed"),
    pytest.param("2024-06-01", "BB", False, id="Brandenburg lies in the east"),
    pytest.param("2025-01-01", "BE", False, id="one ceiling"),
]


@pytest.mark.parametrize(("day", "state", "asked"), EAST)
def test_the_east_is_asked_only_in_berlin(day, state, asked):
    given = {**PERSON, "gross_pay": "7500", "work_state": state}
    del given["east"]
    step = walk(FLOW, given, figures().on(date.fromisoformat(day)))
    assert (step.due is not None and step.due.key == "east") == asked


@pytest.mark.parametrize(("pay", "asked"), [("7450", False), ("7450.01", True)])
def test_berlin_is_asked_only_above_the_lower_ceiling(pay, asked):
    assert ("east" in step_of(pay, "2024-12-31", work_state="BE").given) is asked


def test_above_the_one_ceiling_nobody_is_asked_for_the_east():
    assert "east" not in step_of("9000", "2025-01-01", work_state="BE").given


def test_the_east_had_a_lower_pension():
    west, east = (advice_for("7500", "2024-06-01", work_state=state) for state in ("NW", "BB"))
    assert (euros(west, "pension"), euros(east, "pension")) == (D("697.50"), D("692.85"))


# Other years ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2019-03-01", "2022-06-01", "2025-12-31"])
def test_years_before_show_contributions_only(day):
    advice = advice_for("3000", day)
    assert advice.outcome == "net-pay-other-year"
    assert {refused.name for refused in advice.missing()} == {"wage_tax_year"}
    assert euros(advice, "net_pay") is None
    assert euros(advice, "wage_tax") is None
    assert euros(advice, "total") == euros(advice_for("3000", day, flow=PAY, saxony="no", **ONLY), "total")


def test_2027_is_refused_by_name():
    advice = advice_for("3000", "2027-02-01")
    assert advice.outcome == "net-pay-other-year"
    assert {"wage_tax_year", "average_additional_rate", "pension_rate"} <= {r.name for r in advice.missing()}
    assert euros(advice, "net_pay") is None


def test_private_insurance_is_refused_where_the_annual_limit_is_not_out():
    step = step_of("8000", "2027-02-01", **PREMIUMS)
    assert advise(step).refused.name == "compulsory_insurance_threshold_per_year"
    with_statutory = step_of("8000", "2027-02-01")
    assert changes(with_statutory, advise(with_statutory)) is not None


def test_the_turn_of_the_year():
    assert advice_for("3000", "2025-12-31").outcome == "net-pay-other-year"
    assert advice_for("3000", "2026-01-01").outcome == "net-pay"
    assert advice_for("3000", "2026-12-31").outcome == "net-pay"
    assert advice_for("3000", "2027-01-01").outcome == "net-pay-other-year"


def test_the_net_pay_of_no_year_is_a_price():
    for day, outcome in (("2025-12-31", "net-pay-other-year"), ("2026-01-01", "net-pay")):
        [result] = step_of("3000", day).results
        assert (result.outcome.key, result.outcome.priced) == (outcome, False)


def test_no_change_calls_the_net_pay_a_price():
    step = step_of("3000")
    totals = {change.outcome: change.total for change in changes(step, advise(step))}
    assert totals["net-pay-marginal"] is None


# Bad input -----------------------------------------------------------------------------------------------------------------

BAD = [
    pytest.param("gross_pay", "-1", {}, id="negative pay"),
    pytest.param("gross_pay", "1000000.01", {}, id="absurd pay"),
    pytest.param("tax_class", "7", {}, id="no such class"),
    pytest.param("work_state", "XX", {}, id="no such state"),
    pytest.param("child_allowances", "0.7", {}, id="no such number of allowances"),
    pytest.param("children", "100", {}, id="a hundred children"),
    pytest.param("basic_premium", "680.01", PREMIUMS | {"gross_pay": "8000"}, id="more than both premiums"),
]


@pytest.mark.parametrize(("key", "raw", "more"), BAD)
def test_bad_input_is_named_at_its_field(key, raw, more):
    given = {**PERSON, "gross_pay": "3000", **more, key: raw}
    step = walk(FLOW, given, figures().on(date.fromisoformat(TODAY)))
    assert step.problem is not None
    assert step.problem.question.key == key


def test_the_question_about_church_makes_it_private():
    assert FLOW.private
    assert [q.key for q in FLOW.questions.values() if q.sensitive] == ["church_tax"]


def test_what_may_be_left_empty():
    """One submit with pay, state, age and children gives a result."""
    needed = {key for key, question in FLOW.questions.items() if question.default is None}
    assert needed == {
        "gross_pay", "work_state", "east", "health_premium", "care_premium", "basic_premium", "age", "children",
        "children_under_25", "free_as_pensioner",
    }  # fmt: skip


# Everywhere ----------------------------------------------------------------------------------------------------------------

pays = st.decimals(min_value=0, max_value=30_000, places=2)
people = st.fixed_dictionaries(
    {
        "job_kind": st.sampled_from(["ordinary", "trainee"]),
        "tax_class": st.sampled_from("123456"),
        "work_state": st.sampled_from(["NW", "BY", "SN", "BE"]),
        "church_tax": st.sampled_from(["yes", "no"]),
        "child_allowances": st.sampled_from(["0", "0.5", "2"]),
        "children": st.sampled_from(["0", "1", "3"]),
        "children_under_25": st.just("0"),
        "age": st.sampled_from(["20", "40", "63"]),
        "additional_rate": st.sampled_from(["average", "1.1", "4.39"]),
    }
)


@given(pays, people)
def test_net_is_gross_without_all_parts(pay, person):
    advice = advice_for(pay, **person)
    assert advice.refused is None
    left, *taken, cost = advice.amounts
    assert left.code == "net_pay"
    assert left.euros == pay - sum(amount.euros for amount in taken)
    assert 0 <= left.euros <= pay <= cost.euros
    for amount in taken:
        assert amount.euros >= 0
        assert not amount.parts or amount.euros == sum(part.euros for part in amount.parts)


@given(pays, people, st.dates(date(2019, 1, 1), date(2026, 12, 31)))
def test_contributions_are_those_of_the_other_calculator(pay, person, day):
    state = person["work_state"]
    mine = advice_for(pay, day.isoformat(), **person)
    theirs = advice_for(pay, day.isoformat(), flow=PAY, **person, **ONLY, saxony="yes" if state == "SN" else "no")
    for code in ("health_general", "health_additional", "care", "pension", "unemployment", "insolvency_levy"):
        assert euros(mine, code) == euros(theirs, code), code


@given(
    st.decimals(min_value=604, max_value=30_000, places=2), st.decimals(min_value=0, max_value=5_000, places=2), people
)
def test_more_pay_leaves_more(pay, more, person):
    """Above the minijob limit, where a cent more may bring wage tax in class V and VI.

    The tax of a year goes up by whole euros, so that a cent more may leave some cents less.
    """
    assert net(pay + more, **person) >= net(pay, **person) - D("0.40")


@given(pays, people)
def test_the_classes_stand_in_order(pay, person):
    three, one, five, six = (net(pay, **(person | {"tax_class": number, "church_tax": "no"})) for number in "3156")
    cent = D("0.01")
    assert three >= one - cent
    assert one >= five - cent
    assert five >= six - cent


# Beside an old-age pension -------------------------------------------------------------------------------------------

OLD = {"age": "68", "no_sick_pay": "yes", "free_as_pensioner": "yes"}


def test_old_age_pensioners_pay_for_health_and_care_alone():
    """2,500 euros: 7.0 + 1.45 + 1.8 % of them, the reduced rate (§ 5 Abs. 4 SGB VI, § 28 SGB III, § 243 SGB V)."""
    found = advice_for("2500", **OLD)
    assert found.outcome == "net-pay-old-age"
    assert found.cautions[0] == "net-pay-free-as-pensioner"
    assert euros(found, "total") == D("256.25")
    assert [part.code for part in found.amounts[0].parts] == ["health_and_care"]
    employer = found.amounts[1]
    assert [part.code for part in employer.parts[1].parts] == ["health_and_care", "pension", "unemployment"]
    assert employer.euros == D("2500") + D("256.25") + D("232.50") + D("32.50") + D("3.75")


def test_with_the_age_or_the_pension_alone_both_are_shown_with_a_warning():
    found = advice_for("2500", **OLD | {"free_as_pensioner": "no"})
    assert found.cautions[0] == "pay-old-age-pension"
    assert euros(found, "total") == D("256.25") + D("232.50") + D("32.50")
    working = advice_for("2500", age="68", no_sick_pay="no")
    assert working.cautions[0] == "pay-old-age-pension"
    assert euros(working, "total") == D("263.75") + D("232.50") + D("32.50")


def test_private_premiums_are_all_that_pensioners_pay():
    found = advice_for("8000", **PREMIUMS | OLD)
    assert found.amounts[0].find("pension") is None
    assert euros(found, "total") == D("680") - euros(found, "employer_subsidy")


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        pytest.param({"age": "64"}, True, id="64"),
        pytest.param({"age": "63"}, False, id="63"),
        pytest.param({"age": "64", "job_kind": "trainee"}, False, id="in training"),
        pytest.param({"age": "64", "gross_pay": "600"}, False, id="a minijob"),
        pytest.param({"age": "64", "job_kind": "short_term"}, False, id="a short-term job"),
    ],
)
def test_the_pension_is_asked_from_the_age_on(more, asked):
    given = {"gross_pay": "3000"} | more
    found = step_of(**{"pay": given.pop("gross_pay")} | given)
    assert ("no_sick_pay" in found.given) is asked
    told = {"pay-old-age-pension", "net-pay-free-as-pensioner"} & set(advise(found).cautions)
    assert bool(told) is (asked or more.get("job_kind") == "trainee")
    assert "free_as_pensioner" not in found.given


# Born before 1940 ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "children", "rate", "warned"),
    [
        pytest.param("85", "0", "72.00", False, id="85: born in 1940 or later"),
        pytest.param("86", "0", "72.00", True, id="86: the birthday decides"),
        pytest.param("87", "0", "54.00", False, id="87: born before 1940"),
        pytest.param("86", "1", "54.00", False, id="a parent"),
    ],
)
def test_whoever_was_born_before_1940_pays_no_surcharge(age, children, rate, warned):
    """§ 55 Abs. 3 SGB XI; half of 3.6 % of 3,000 euros, and 0.6 % of them."""
    found = advice_for("3000", age=age, children=children)
    assert euros(found, "care") == D(rate)
    assert ("care-born-early" in found.cautions) is warned


def test_the_privately_insured_pay_no_surcharge():
    assert "care-born-early" not in advice_for("8000", **PREMIUMS | {"age": "86", "children": "0"}).cautions
