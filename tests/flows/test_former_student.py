"""What follows when a student insurance ends: job, family, the way on as a member, and the former tariff."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.flows.former_student import FLOW
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.rules.figures import figures

BASE = {
    "student_cover": "student", "next_step": "search", "age": "27", "relative": "none", "own_income": "0",
    "children": "0", "additional_rate": "0", "studies_end": "2026-09-30", "saxony": "no", "job_start": "2026-12-01",
    "gross_pay": "3000",
}  # fmt: skip


def result(day="2026-11-22", draft=False, **answers):
    step = walk(FLOW, BASE | answers, figures().on(date.fromisoformat(day), draft))
    assert step.due is None, (step.due and step.due.key, step.problem)
    return advise(step)


CASES = [
    pytest.param({}, "former-student-follow-on", "statutory_or_private", id="looking for work: § 188 Abs. 4"),
    pytest.param({"next_step": "study", "age": "30"}, "former-student-follow-on", "statutory_or_private", id="30, studies on"),
    pytest.param({"next_step": "job"}, "former-student-job", "statutory_compulsory", id="a job"),
    pytest.param({"next_step": "job", "gross_pay": "603"}, "former-student-follow-on", "statutory_or_private", id="a job at the minijob limit"),
    pytest.param({"next_step": "job", "gross_pay": "603.01"}, "former-student-job", "statutory_compulsory", id="a cent above it"),
    pytest.param({"next_step": "job", "gross_pay": "6450"}, "former-student-job", "statutory_compulsory", id="at the annual limit"),
    pytest.param({"next_step": "job", "gross_pay": "6450.01"}, "former-student-job-above-limit", "statutory_or_private", id="above it"),
    pytest.param({"next_step": "leave"}, "former-student-leaves", "", id="leaves Germany"),
    pytest.param({"student_cover": "private"}, "former-student-private", "private_compulsory", id="privately insured"),
    pytest.param({"student_cover": "abroad"}, "former-student-from-abroad", "", id="insured at home"),
    pytest.param({"relative": "parent", "age": "22"}, "former-student-family", "family_cover", id="22, through a parent"),
    pytest.param({"relative": "parent", "age": "23"}, "former-student-follow-on", "statutory_or_private", id="23 and without studies"),
    pytest.param({"relative": "parent", "age": "24", "next_step": "study"}, "former-student-family", "family_cover", id="24 and studying"),
    pytest.param({"relative": "parent", "age": "25", "next_step": "study"}, "former-student-follow-on", "statutory_or_private", id="25 and studying"),
    pytest.param({"relative": "spouse", "age": "40"}, "former-student-family", "family_cover", id="through the spouse at any age"),
    pytest.param({"relative": "spouse", "own_income": "565.01"}, "former-student-follow-on", "statutory_or_private", id="too much income"),
    pytest.param({"relative": "spouse", "own_income": "603", "next_step": "minijob"}, "former-student-family", "family_cover", id="income of a minijob"),
]  # fmt: skip


@pytest.mark.parametrize(("answers", "outcome", "duty"), CASES)
def test_what_follows(answers, outcome, duty):
    advice = result(**answers)
    assert (advice.outcome, advice.duty) == (outcome, duty)


@pytest.mark.parametrize(
    ("day", "income", "outcome"),
    [
        pytest.param("2019-12-31", "0", "former-student-transition", id="the last day of the former tariff"),
        pytest.param("2020-01-01", "0", "former-student-follow-on", id="abolished"),
        pytest.param("2019-10-01", "1038.33", "former-student-transition", id="at the lowest base"),
        pytest.param("2019-10-01", "1038.34", "former-student-follow-on", id="above it"),
    ],
)
def test_the_tariff_while_it_was_law(day, income, outcome):
    assert result(day, own_income=income).outcome == outcome


def test_what_the_former_tariff_cost():
    """10.22 percent of 1,038.33 euros, and care with the surcharge of 2019."""
    (total,) = result("2019-10-01", age="27").amounts
    assert total.find("health_general").euros == D("106.12")
    assert total.find("care").euros == D("34.26")


def test_the_cost_of_going_on_is_that_of_a_voluntary_member():
    (total,) = result().amounts
    assert total.find("health_general").euros == D("184.57")
    assert result(own_income="1318.33").amounts[0].euros == total.euros


def test_the_tariff_for_students_without_a_job_has_an_end():
    (ends, on) = result().deadlines
    assert (ends.code, ends.on) == ("former-student-membership-ends", date(2026, 9, 30))
    assert on.code == "follow-on"
    assert result(studies_end="none").deadlines[0].on is None


def test_the_fund_must_be_named_to_the_employer():
    (deadline,) = result(next_step="job").deadlines
    assert (deadline.code, deadline.on) == ("tell-employer-your-fund", date(2026, 12, 14))


def test_benefits_are_no_way_for_those_who_study_on():
    assert "statutory_benefit_recipient" not in {route.code for route in result(next_step="study", age="30").routes}
    assert "statutory_benefit_recipient" in {route.code for route in result().routes}


def test_2027_is_refused_by_name():
    assert "reference_amount" in {refused.name for refused in result("2027-02-01").missing()}


@given(low=st.integers(0, 8000), more=st.integers(0, 3000))
def test_more_income_never_costs_less(low, more):
    less, greater = (result(own_income=str(income)).amounts[0].euros for income in (low, low + more))
    assert less <= greater


def test_nothing_asked_is_sensitive():
    assert not FLOW.private
