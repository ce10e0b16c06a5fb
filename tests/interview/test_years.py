"""The same answers in three years: what they cost, which other result they lead to, what is not known yet."""

from datetime import date

import pytest

from advisor.flows import all_flows
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.interview.years import three_years
from advisor.rules.figures import figures


def years_of(key, day, **given):
    flow = all_flows()[key]
    defaults = {name: question.default for name, question in flow.questions.items() if question.default is not None}
    step = walk(flow, defaults | given, figures().on(date.fromisoformat(day)))
    assert step.due is None, step.due.key
    return three_years(step, advise(step))[1]


PERSON = {"age": "40", "children": "1", "children_under_25": "0", "saxony": "no", "east": "no"}


@pytest.mark.parametrize(
    ("pay", "others"),
    [
        pytest.param("450", [None, None, None], id="a minijob in every year"),
        pytest.param("450.01", ["", None, None], id="in 2021 more would be asked: a cent above the minijob limit"),
        pytest.param("520", ["", None, None], id="at the limit since 1 October 2022"),
        pytest.param("520.01", [None, None, None], id="in the transition range in every year"),
        pytest.param("1300", [None, None, None], id="at its end in 2021"),
        pytest.param("1300.01", ["pay-member", None, None], id="a cent above that end"),
        pytest.param("1600.01", [None, None, "pay-transition"], id="above its end until 2022"),
    ],
)
def test_another_result_in_another_year_is_no_price_of_the_same_thing(pay, others):
    years = years_of("pay", "2022-11-22", gross_pay=pay, **PERSON)
    assert [year.day.isoformat() for year in years] == ["2021-11-22", "2022-11-22", "2023-01-01"]
    assert [year.other for year in years] == others
    assert [year.euros is None for year in years] == [other is not None for other in others]


STUDENT = {
    "country": "US", "purpose": "degree", "home_cover": "none", "work": "none", "age": "24", "turns_30": "this",
    "exempted": "no", "relative": "none", "children": "0", "children_under_25": "0", "additional_rate": "1.2", "start": "none",
}  # fmt: skip


def test_a_year_in_which_the_law_asks_more_says_so():
    """Until 2019 the fourteenth semester ended the tariff, so 2019 has to ask for the semester."""
    before, now, coming = years_of("student", "2020-11-22", **STUDENT)
    assert (before.euros, before.other, before.missing) == (None, "", ())
    assert now.euros
    assert coming.euros


def test_a_question_that_only_a_missing_figure_raises_is_put_down_to_it():
    """In 2027 it is not known who lies above the annual limit: all are asked what only those above it are."""
    flow = all_flows()["employee"]
    given = {
        "job_kind": "ordinary", "gross_pay": "3000", "insured_until_now": "statutory", "no_sick_pay": "no", "age": "40",
        "children": "0", "saxony": "no", "additional_rate": "average", "job_start": "none",
    }  # fmt: skip
    step = walk(flow, given, figures().on(date(2026, 11, 22)))
    assert step.due is None, step.due.key
    coming = three_years(step, advise(step))[1][-1]
    assert (coming.euros, coming.other) == (None, None)
    assert "compulsory_insurance_threshold" in {refused.name for refused in coming.missing} | {
        name.removesuffix("_per_year") for name in (refused.name for refused in coming.missing)
    }
