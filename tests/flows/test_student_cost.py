"""The student tariff of a day: the published figures, who pays the surcharge, and where the tariff ends."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.flows.student_cost import FLOW
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = "2026-11-22"


def step_of(age, children="0", under_25="0", rate="average", day=TODAY, draft=False):
    given = {"age": age, "children": children, "children_under_25": under_25, "additional_rate": rate}
    return walk(FLOW, given, figures().on(date.fromisoformat(day), draft))


def advice_for(*args, **more):
    step = step_of(*args, **more)
    assert step.due is None, f"{step.due.key} is due"
    return advise(step)


PUBLISHED = [
    # worked examples stu_*
    pytest.param(("24", "0", "0", "0", "2019-10-01"), "76.04", "24.55", id="winter 2019, childless"),
    pytest.param(("24", "1", "0", "0", "2019-10-01"), "76.04", "22.69", id="winter 2019, with a child"),
    pytest.param(("22", "0", "0", "0", "2019-10-01"), "76.04", "22.69", id="winter 2019, under 23"),
    pytest.param(("24", "0", "0", "0", "2022-04-01"), "76.85", None, id="summer 2022"),
    pytest.param(("24", "0", "0", "0", "2022-10-01"), "82.99", None, id="winter 2022"),
    pytest.param(("24", "0", "0", "1.1", "2024-10-01"), "96.79", "34.20", id="winter 2024, childless"),
    pytest.param(("24", "1", "1", "1.1", "2024-10-01"), "96.79", "29.07", id="winter 2024, one child"),
    pytest.param(("29", "2", "2", "1.1", "2024-10-01"), "96.79", "26.93", id="winter 2024, two children"),
    pytest.param(("29", "5", "5", "1.1", "2024-10-01"), "96.79", "20.52", id="winter 2024, five children"),
]


@pytest.mark.parametrize(("given", "health", "care"), PUBLISHED)
def test_published_contributions(given, health, care):
    own = advice_for(*given).amounts[0]
    assert own.find("health_general").euros + own.find("health_additional").euros == D(health)
    assert care is None or own.find("care").euros == D(care)


ROWS = [
    # STU-10: under the age, OR with a child
    pytest.param("24", "0", "0", 2, id="childless: the row of parents is shown beside it"),
    pytest.param("22", "0", "0", 2, id="too young: the row of the childless is shown beside it"),
    pytest.param("29", "3", "3", 3, id="with the discount: both rows"),
]


@pytest.mark.parametrize(("age", "children", "under_25", "number"), ROWS)
def test_both_rows_are_shown(age, children, under_25, number):
    amounts = advice_for(age, children, under_25).amounts
    assert len(amounts) == len({amount.euros for amount in amounts}) == number


def test_the_rows_of_2019():
    """100.59 and 98.73 euros without an additional rate."""
    own, other = advice_for("24", rate="0", day="2019-10-01").amounts
    assert (own.euros, other.euros) == (D("100.59"), D("98.73"))


LIMIT = [
    pytest.param("29", "student-cost", set(), id="29"),
    pytest.param(
        "30", "student-cost-over-limit", {"student-cost-age-limit"}, id="30: perhaps until the end of the semester"
    ),
    pytest.param("31", "student-cost-over-limit", set(), id="31"),
]


@pytest.mark.parametrize(("age", "outcome", "cautions"), LIMIT)
def test_the_age_limit(age, outcome, cautions):
    advice = advice_for(age)
    assert advice.outcome == outcome
    assert set(advice.cautions) == cautions


def test_2027_names_the_rate_that_is_not_out():
    assert {refused.name for refused in advice_for("24", day="2027-02-01").missing()} == {"average_additional_rate"}
    assert advice_for("24", rate="2.9", day="2027-02-01").amounts[0].refused is None


BAD = [
    pytest.param({"age": "121"}, "age", id="too old"),
    pytest.param({"age": "24", "children": "21"}, "children", id="too many children"),
    pytest.param({"age": "24", "children": "2", "under_25": "3"}, "children_under_25", id="more under 25 than in all"),
    pytest.param({"age": "24", "rate": "11"}, "additional_rate", id="an absurd rate"),
]


@pytest.mark.parametrize(("given", "key"), BAD)
def test_bad_input_is_named_at_its_field(given, key):
    assert step_of(**given).problem.question.key == key


@given(st.integers(15, 60), st.integers(0, 8), st.dates(date(2019, 1, 1), date(2026, 12, 31)))
def test_children_never_cost_more(age, children, day):
    """More children never raise the contribution, and parts sum up."""

    def own(number):
        return advice_for(str(age), str(number), str(number), day=day.isoformat()).amounts[0]

    assert own(children + 1).euros <= own(children).euros
    assert own(children).euros == sum(part.euros for part in own(children).parts)


def test_the_comparison_without_children_names_the_age_of_the_surcharge():
    """§ 55 Abs. 3 SGB XI: at 22 nobody pays the surcharge yet, so the own row is that of a parent."""
    own, other = advice_for("22").amounts
    assert own.find("care_childless") is None
    assert other.label == "For comparison: without children and old enough for the surcharge"
    assert other.find("care_childless") is not None
