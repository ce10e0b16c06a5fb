"""The calculator for pensions: both kinds of membership side by side."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows.pension_cost import FLOW
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = "2026-11-22"
GIVEN = {
    "statutory_pension": "1500",
    "occupational_pension": "300",
    "pension_like_income": "0",
    "foreign_pension": "0",
    "profit_beside_pension": "0",
    "rent_and_capital": "400",
    "children": "1",
    "additional_rate": "2.5",
}


def advice_for(day=TODAY, *, draft=False, **more):
    step = walk(FLOW, {**GIVEN, **more}, figures().on(date.fromisoformat(day), draft))
    assert step.due is None, f"{step.due.key} is due"
    return advise(step)


def costs(advice):
    return {route.code: route.cost.euros for route in advice.routes}


def test_both_memberships_stand_side_by_side():
    advice = advice_for()
    own, fund, instead = advice.amounts
    assert instead.euros == D("453.00")
    assert advice.price == own.euros
    assert fund.euros == D("128.25")  # 109.50 and 18.75
    assert own.euros == D("128.25") + D("14.93") + D("2.56") + D("64.80")
    assert costs(advice) == {"statutory_pensioner": own.euros, "statutory_voluntary": D("453.00")}
    assert advice.duty == ""


def test_without_children_the_day_of_birth_decides():
    surcharge = advice_for(children="0", born_early="no").amounts[0].euros
    spared = advice_for(children="0", born_early="yes").amounts[0].euros
    assert surcharge - spared == D("10.80")
    step = walk(FLOW, GIVEN | {"children": "0"}, figures().on(date(2026, 11, 22)))
    assert step.due is not None
    assert step.due.key == "born_early"


def test_empty_fields_mean_none():
    empty = dict.fromkeys(("occupational_pension", "rent_and_capital"), "0")
    left_out = {key: question.default for key, question in FLOW.questions.items() if question.default is not None}
    assert left_out["occupational_pension"] == left_out["rent_and_capital"] == "0"
    assert costs(advice_for(**empty))["statutory_pensioner"] == D("128.25") + D("54.00")


def test_people_with_the_pension_of_a_civil_servant_are_told_of_the_half_rate():
    """§ 55 Abs. 1 Satz 2, § 28 Abs. 2 SGB XI, with a statutory pension and without one."""
    for statutory in ("1500", "0"):
        assert "pension-cost-beihilfe" in advice_for(statutory_pension=statutory, pension_like_income="1").cautions
        assert "pension-cost-beihilfe" not in advice_for(statutory_pension=statutory).cautions


JULY = [
    pytest.param("2024-12-31", "1500", False, id="before the raise"),
    pytest.param("2025-01-01", "1500", True, id="the first day of the raise"),
    pytest.param("2025-07-31", "1500", True, id="the last day of the month in which it came"),
    pytest.param("2025-08-01", "1500", False, id="a day later"),
    pytest.param("2025-03-01", "0", False, id="no statutory pension"),
]


@pytest.mark.parametrize(("day", "statutory", "told"), JULY)
def test_the_raise_of_2025_came_in_july_for_statutory_pensions(day, statutory, told):
    assert ("pension-cost-care-in-july" in advice_for(day, statutory_pension=statutory).cautions) is told


def test_the_caution_on_care_comes_with_an_occupational_pension():
    assert "pension-cost-care-on-the-whole" in advice_for().cautions
    assert "pension-cost-care-on-the-whole" not in advice_for(occupational_pension="0").cautions
    assert "pension-cost-subsidy" in advice_for().cautions


def test_without_a_german_pension_only_voluntary_membership_is_open():
    """§ 5 Abs. 1 Nr. 11, § 240 Abs. 4 Satz 1 SGB V: on the lowest base of 2026, 1,318.33 euros, of which 300 are an
    occupational pension: 51.30; 1,018.33 with 14.0 and 2.5 %: 142.57 + 25.46; care 3.6 % of the whole: 47.46."""
    advice = advice_for(statutory_pension="0")
    [voluntary] = advice.amounts
    assert voluntary.euros == D("51.30") + D("142.57") + D("25.46") + D("47.46") == advice.price
    assert {route.code: (route.status, route.cost and route.cost.euros) for route in advice.routes} == {
        "statutory_voluntary": ("possible", D("266.79")),
        "statutory_pensioner": ("closed", None),
    }
    assert advice.cautions == ("pension-cost-job", "spouse-outside-the-funds"), "nobody pays a subsidy"


def test_a_cent_of_a_german_pension_opens_the_scheme():
    """Only pensions and such income count there: 300 less 197.75 euros with 17.1 %, care on the whole."""
    advice = advice_for(statutory_pension="0.01")
    assert [amount.euros for amount in advice.amounts] == [D("17.49") + D("10.80"), D("0.00"), D("266.78")]
    assert {route.status for route in advice.routes} == {"possible"}


WRONG = [
    pytest.param("statutory_pension", "-1", id="a negative pension"),
    pytest.param("statutory_pension", "100000.01", id="an absurd pension"),
    pytest.param("occupational_pension", "NaN", id="no number"),
    pytest.param("rent_and_capital", "1e9", id="an exponent"),
    pytest.param("children", "100", id="a hundred children"),
    pytest.param("additional_rate", "11", id="a rate beyond reason"),
]


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_bad_input_is_refused_at_its_field(key, value):
    step = walk(FLOW, GIVEN | {key: value}, figures().on(date(2026, 11, 22)))
    assert step.problem is not None
    assert step.problem.question.key == key


def test_2027_is_refused_by_name_and_worked_out_with_the_draft_as_far_as_it_goes():
    assert "contribution_ceiling" in {missing.name for missing in advice_for("2027-02-01").missing()}
    draft = advice_for("2027-02-01", draft=True, occupational_pension="0")
    assert draft.amounts[0].euros == D("182.25")
    assert [missing.name for missing in draft.missing()] == ["reference_amount"]
    with_threshold = advice_for("2027-02-01", draft=True)
    assert with_threshold.amounts[0].refused.name == "reference_amount"
