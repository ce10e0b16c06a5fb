"""The nine-tenths rule as a calculator: answers that contradict each other, and what a result shows."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.flows.qualifying_period import FLOW
from advisor.interview.advise import advise
from advisor.interview.changes import changes
from advisor.interview.core import walk
from advisor.rules.figures import figures

TODAY = "2026-11-22"
LIFE = {
    "first_job_ever": "2001-01-01",
    "pension_application": "2020-12-31",
    "insured_periods": "2012-01-02,2020-12-31,member",
    "children": "0",
}


def step_for(day=TODAY, **more):
    return walk(FLOW, {**LIFE, **more}, figures().on(date.fromisoformat(day)))


def advice_for(day=TODAY, **more):
    step = step_for(day, **more)
    assert step.due is None, f"{step.due.key} is due"
    return advise(step)


def facts(advice):
    return {fact.code: fact.value for fact in advice.facts}


def problem(**more):
    step = step_for(**more)
    assert step.problem is not None
    return step.problem


def test_met_on_the_last_day_that_meets_it():
    advice = advice_for()
    assert advice.outcome == "qualifying-period-met"
    assert facts(advice) == {
        "begins": date(2011, 1, 2),
        "second_half": 3652,
        "needed": 3287,
        "insured": 3287,
        "for_children": 0,
        "credited": 3287,
        "share": D("90.00"),
    }


def test_missed_by_a_day():
    advice = advice_for(insured_periods="2012-01-03,2020-12-31,member")
    assert advice.outcome == "qualifying-period-missed"
    assert (facts(advice)["missing"], facts(advice)["missing_months"]) == (1, 1)


KINDS = [
    pytest.param("member", "qualifying-period-met", id="member"),
    pytest.param("family", "qualifying-period-met", id="family insurance"),
    pytest.param("abroad", "qualifying-period-met", id="EU periods count"),
    pytest.param("not", "qualifying-period-missed", id="private periods count nothing"),
]


@pytest.mark.parametrize(("kind", "outcome"), KINDS)
def test_what_counts(kind, outcome):
    assert advice_for(insured_periods=f"2011-01-02,2020-12-31,{kind}").outcome == outcome


def test_no_period_at_all():
    assert facts(advice_for(insured_periods="none"))["share"] == 0


def test_a_child_helps_and_the_result_says_how_many_would():
    given = {"insured_periods": "2015-01-01,2020-12-31,member"}
    assert advice_for(**given).outcome == "qualifying-period-missed"
    met = advice_for(**given, children="1")
    assert met.outcome == "qualifying-period-met"
    assert "qualifying-period-birth-certificates" in met.documents
    step = step_for(**given)
    assert [(c.question, c.value, c.outcome) for c in changes(step, advise(step))] == [
        ("children", "1", "qualifying-period-met")
    ]


def test_whoever_retired_before_2017_08_01_hears_of_the_children():
    early = {"first_job_ever": "1970-01-01", "pension_application": "2017-07-31", "insured_periods": "none"}
    assert "qualifying-period-earlier-pension" in advice_for(**early, children="1").cautions
    assert "qualifying-period-earlier-pension" not in advice_for(**early, children="0").cautions
    later = early | {"pension_application": "2017-08-01"}
    assert "qualifying-period-earlier-pension" not in advice_for(**later, children="1").cautions


WRONG = [
    pytest.param({"pension_application": "2001-01-01"}, "pension_application", None, id="applied on the first day"),
    pytest.param({"pension_application": "1999-01-01"}, "pension_application", None, id="applied before the first job"),
    pytest.param({"first_job_ever": "1939-12-31"}, "first_job_ever", None, id="too long ago"),
    pytest.param({"first_job_ever": "2001-02-30"}, "first_job_ever", None, id="no such day"),
    pytest.param({"first_job_ever": "none"}, "first_job_ever", None, id="no day"),
    pytest.param({"children": "100"}, "children", None, id="a hundred children"),
    pytest.param({"children": "-1"}, "children", None, id="fewer than none"),
    pytest.param(
        {"insured_periods": "2012-01-02,2012-01-01,member"}, "insured_periods", (0, "insured_to"), id="ends first"
    ),
    pytest.param(
        {"insured_periods": "2011-01-01,2012-01-01,member/2012-01-01,2013-01-01,family"},
        "insured_periods", (1, "insured_from"), id="one day in common",
    ),
    pytest.param(
        {"insured_periods": "2012-01-01,2013-01-01,member/2011-01-01,2014-01-01,family"},
        "insured_periods", (0, "insured_from"), id="one within the other, not in order",
    ),
    pytest.param(
        {"insured_periods": "2012-01-01,2013-01-01,king"}, "insured_periods", (0, "insured_as"), id="no such kind"
    ),
    pytest.param({"insured_periods": "2012-01-01,2013-01-01"}, "insured_periods", (0, "insured_from"), id="half a row"),
    pytest.param({"insured_periods": "/".join(["2012-01-01,2012-01-01,not"] * 11)}, "insured_periods", None, id="11"),
]  # fmt: skip


@pytest.mark.parametrize(("given", "key", "at"), WRONG)
def test_what_contradicts_itself_is_said_at_its_field(given, key, at):
    found = problem(**given)
    assert found.question.key == key
    assert found.error.at == at


def test_a_working_life_has_two_days_at_least_and_a_period_one():
    """The scheme counts from the first job to the application (§ 5 Abs. 1 Nr. 11 SGB V)."""
    assert step_for(pension_application="2001-01-02", insured_periods="none").problem is None
    assert step_for(insured_periods="2012-01-01,2012-01-01,member").problem is None
    assert facts(advice_for(insured_periods="2012-01-02,2012-01-02,member"))["insured"] == 1


def test_periods_may_follow_each_other_in_any_order():
    rows = "2013-01-01,2020-12-31,member/2011-01-02,2012-12-31,family"
    assert facts(advice_for(insured_periods=rows))["insured"] == 3652


@pytest.mark.parametrize("day", ["2019-01-01", "2027-02-01", "2030-12-31"])
def test_it_answers_on_every_day(day):
    assert advice_for(day).outcome == "qualifying-period-met"
