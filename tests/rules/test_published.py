"""Published examples, worked as staff see them before a release; and the figures of 2019."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from advisor.rules.figures import FIRST_DAY, NotInForce, figures
from advisor.staff.examples import BEFORE_2019, TOPICS, broken, examples, worked

EXAMPLES = examples()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_our_rules_say_what_was_published(example):
    found = worked(example, figures())
    assert not {key: (value, example.published[key]) for key, value in found.items() if not example.near(key, value)}


def test_no_example_is_lost_and_each_says_something():
    assert len(EXAMPLES) == len({example.id for example in EXAMPLES}) == 98
    assert {example.topic for example in EXAMPLES} == TOPICS.keys()
    assert all(example.published for example in EXAMPLES)
    assert not [key for example in EXAMPLES for key in example.expected if key not in worked(example, figures())]


def test_examples_before_2019_test_the_rule_with_their_own_figures():
    """The law of such a day is refused; base times rate, rounded once, is what was published all the same."""
    earlier = [example for example in EXAMPLES if example.day < FIRST_DAY]
    assert {example.id for example in earlier} == BEFORE_2019.keys()
    for example in earlier:
        with pytest.raises(NotInForce):
            figures().on(example.day)


WRONG = [
    ("care_rate", "2025-01-01", "voluntary"),
    ("average_additional_rate", "2023-01-01", "employee"),
    ("contribution_ceiling", "2026-01-01", "employee"),
    ("reference_amount", "2024-01-01", "minimum_base"),
    ("minimum_wage", "2026-01-01", "minijob_limit"),
    ("marginal_earnings_limit", "2027-01-01", "minijob_limit"),
    ("transition_factor", "2025-01-01", "midijob_factor"),
    ("student_assessment_base", "2024-10-01", "student"),
    ("beihilfe_spouse_income_limit", "2024-01-01", "beihilfe_nrw"),
]


@pytest.mark.parametrize(("name", "day", "topic"), WRONG)
def test_half_of_a_figure_breaks_its_examples(name, day, topic):
    """The example that should find a slip finds it: the day is one of the figure's rows."""
    series = figures().series[name]
    row = next(row for row in series.rows if row.valid_from == date.fromisoformat(day))
    halved = figures().with_series([series.with_row(replace(row, value=row.value / 2))])
    assert topic in {example.topic for example in EXAMPLES if broken(example, halved)}


@pytest.mark.parametrize(
    "name", sorted(name for name, series in figures().series.items() if series.topic != "beihilfe")
)
def test_a_figure_that_is_gone_breaks_examples_and_stops_none(name):
    series = figures().series[name]
    gone = figures().with_series([replace(series, rows=tuple(replace(row, unknown=True) for row in series.rows))])
    assert sum(broken(example, gone) for example in EXAMPLES) < len(EXAMPLES)


def test_a_figure_that_is_not_known_breaks_what_needs_it():
    series = figures().series["average_additional_rate"]
    gone = figures().with_series([replace(series, rows=tuple(replace(row, unknown=True) for row in series.rows))])
    found = {example.topic for example in EXAMPLES if broken(example, gone)}
    assert found == {"employee", "midijob", "voluntary"}


SEED_FIGURES = [
    pytest.param("2019-01-01", "contribution_ceiling", "4537.50", id="contribution ceiling"),
    pytest.param("2019-01-01", "compulsory_insurance_threshold", "5062.50", id="annual earnings limit, by month"),
    pytest.param("2019-01-01", "minimum_assessment_base", "1038.33", id="lowest base of voluntary members"),
    pytest.param("2019-01-01", "marginal_earnings_limit", "450", id="minijob limit"),
    pytest.param("2019-06-30", "transition_range_upper_limit", "850", id="transition range until June"),
    pytest.param("2019-07-01", "transition_range_upper_limit", "1300", id="transition range from July"),
    pytest.param("2019-01-01", "beihilfe_rate_entitled", "50", id="Beihilfe, entitled"),
    pytest.param("2019-01-01", "beihilfe_rate_entitled_two_children", "70", id="Beihilfe, entitled with two children"),
    pytest.param("2019-01-01", "beihilfe_rate_pensioner", "70", id="Beihilfe, pensioner"),
    pytest.param("2019-01-01", "beihilfe_rate_spouse", "70", id="Beihilfe, spouse"),
    pytest.param("2019-01-01", "beihilfe_rate_child", "80", id="Beihilfe, child"),
    pytest.param("2019-01-01", "beihilfe_spouse_income_limit", "18000", id="Beihilfe, income of the spouse"),
    pytest.param("2019-01-01", "beihilfe_cost_damping_level_1", "150", id="Beihilfe, lowest yearly own share"),
    pytest.param("2019-01-01", "beihilfe_cost_damping_level_5", "750", id="Beihilfe, highest yearly own share"),
]


@pytest.mark.parametrize(("day", "name", "value"), SEED_FIGURES)
def test_the_figures_of_2019(day, name, value):
    assert figures().on(date.fromisoformat(day)).find(name) == D(value)
