"""Employees' contributions against published examples, and the edges of jobs small and large."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.rules.care import Parenthood
from advisor.rules.dates import days_end
from advisor.rules.employees import (
    Job,
    assessed_pay,
    employee_base,
    employment_contributions,
    exceeds_annual_limit,
    is_in_transition_range,
    is_marginal,
    marginal_contributions,
    reduced_base,
    voluntary_employee_contributions,
)
from advisor.rules.figures import NotYetKnown, figures


def law_on(day):
    return figures().on(date.fromisoformat(day) if isinstance(day, str) else day)


RANGE = [
    pytest.param("2019-06-30", "450", "850", id="until June 2019"),
    pytest.param("2019-07-01", "450", "1300", id="from July 2019"),
    pytest.param("2022-09-30", "450", "1300", id="until September 2022"),
    pytest.param("2022-10-01", "520", "1600", id="from October 2022"),
    pytest.param("2022-12-31", "520", "1600", id="until the end of 2022"),
    pytest.param("2023-01-01", "520", "2000", id="from 2023"),
    pytest.param("2023-12-31", "520", "2000", id="until the end of 2023"),
    pytest.param("2024-01-01", "538", "2000", id="from 2024"),
    pytest.param("2026-01-01", "603", "2000", id="from 2026"),
]


@pytest.mark.parametrize(("day", "low", "high"), RANGE)
def test_where_the_transition_range_begins_and_ends(day, low, high):
    law, cent = law_on(day), D("0.01")
    assert is_marginal(D(low), law)
    assert not is_in_transition_range(Job(D(low)), law)
    assert not is_marginal(D(low) + cent, law)
    assert is_in_transition_range(Job(D(low) + cent), law)
    assert is_in_transition_range(Job(D(high)), law)
    assert not is_in_transition_range(Job(D(high) + cent), law)
    assert not is_in_transition_range(Job(D(high), trainee=True), law)


@pytest.mark.parametrize(
    ("day", "paragraph"),
    [
        pytest.param("2019-07-01", "§ 163 Abs. 10 SGB VI a.F.", id="from_1300"),
        pytest.param("2022-09-30", "§ 163 Abs. 10 SGB VI a.F.", id="last_day_of_the_former_rule"),
        pytest.param("2022-10-01", "§ 20 Abs. 2a SGB IV", id="first_day_of_the_rule_of_today"),
    ],
)
def test_the_range_names_the_paragraph_of_its_day(day, paragraph):
    insured, employer = employment_contributions(Job(D(800), D("1.4")), Parenthood(30), law_on(day))
    assert insured.find("pension").law == paragraph
    assert insured.find("health_general").law == paragraph
    assert {employer.find(code).law for code in ("health_general", "pension", "unemployment")} == {paragraph}


def test_at_the_upper_end_both_sides_pay_half():
    """The range ends without a step: the bases meet the pay."""
    law = law_on("2026-06-01")
    assert reduced_base(D(2000), law) == employee_base(D(2000), law) == D(2000)


@pytest.mark.parametrize(
    ("pay", "day", "above"),
    [
        pytest.param("5062.50", "2019-12-31", False, id="at the limit of 2019"),
        pytest.param("5062.51", "2019-12-31", True, id="a cent above it"),
        pytest.param("5062.51", "2020-01-01", False, id="no longer on the first day of 2020"),
        pytest.param("6450", "2026-12-31", False, id="at the limit of 2026"),
        pytest.param("6450.01", "2026-12-31", True, id="a cent above that"),
    ],
)
def test_annual_earnings_limit(pay, day, above):
    assert exceeds_annual_limit(D(pay), law_on(day)) is above


def test_annual_earnings_limit_of_a_draft_is_refused_by_name():
    with pytest.raises(NotYetKnown) as refused:
        exceeds_annual_limit(D(7000), law_on("2027-01-01"))
    assert refused.value.name == "compulsory_insurance_threshold_per_year"
    assert not exceeds_annual_limit(D(7000), figures().on(date(2027, 1, 1), draft=True))


EAST = [
    pytest.param("2019-05-01", True, "6150", id="east 2019"),
    pytest.param("2019-05-01", False, "6700", id="west 2019"),
    pytest.param("2024-12-31", True, "7450", id="east, the last day of two ceilings"),
    pytest.param("2025-01-01", True, "8050", id="east, the first day of one ceiling"),
    pytest.param("2026-01-01", True, "8450", id="east 2026, as everywhere"),
]


@pytest.mark.parametrize(("day", "east", "ceiling"), EAST)
def test_pension_ceiling_by_place_of_work(day, east, ceiling):
    job = Job(D(20_000), east=east)
    assert assessed_pay("pension", job, law_on(day)).euros == D(ceiling)
    assert assessed_pay("care", job, law_on(day)).euros == law_on(day).contribution_ceiling


def test_saxony_shifts_half_a_point_of_care():
    """3,000 euros, 2026: 1.8 percent each, in Saxony 2.3 and 1.3 (§ 58 Abs. 3 SGB XI)."""
    law, parent = law_on("2026-05-01"), Parenthood(40, 1, 0)
    insured, employer = employment_contributions(Job(D(3000), saxony=True), parent, law)
    assert (insured.find("care").euros, employer.find("care").euros) == (D("69.00"), D("39.00"))
    insured, employer = employment_contributions(Job(D(3000)), parent, law)
    assert (insured.find("care").euros, employer.find("care").euros) == (D("54.00"), D("54.00"))


def test_a_voluntary_employee_pays_what_a_compulsory_one_would():
    """7,000 euros, 2026, childless: half of 14.6 + 2.9 percent and the care share on 5,812.50 (§ 257 SGB V)."""
    law, person = law_on("2026-05-01"), Parenthood(40)
    insured, employer = voluntary_employee_contributions(Job(D(7000)), person, law)
    assert insured.find("health_general").euros == D("424.31")
    assert insured.find("health_additional").euros == D("84.28")
    assert insured.find("care").euros == D("139.50")
    assert employer.find("employer_subsidy").euros == D("424.31") + D("84.28") + D("104.63")
    assert employer.find("employer_subsidy").law == "§ 257 Abs. 1 SGB V, § 61 Abs. 1 SGB XI"
    plain = employment_contributions(Job(D(7000)), person, law)
    assert [insured.euros, employer.euros] == [total.euros for total in plain]


@pytest.mark.parametrize(
    ("pay", "day", "health", "pension"),
    [
        pytest.param("450", "2019-03-01", "58.50", "67.50", id="at the limit of 2019"),
        pytest.param("603", "2026-11-22", "78.39", "90.45", id="at the limit of 2026"),
        pytest.param("0", "2026-11-22", "0.00", "0.00", id="without pay"),
    ],
)
def test_minijob(pay, day, health, pension):
    """13 and 15 percent from the employer, nothing for health from the employee (§ 249b SGB V)."""
    insured, employer = marginal_contributions(D(pay), law_on(day))
    assert insured.euros == 0
    assert employer.find("health_general").euros == D(health)
    assert employer.find("pension").euros == D(pension)
    assert employer.euros == D(health) + D(pension)
    assert employer.payer == "employer"


def test_minijob_from_2027_is_refused_by_name():
    insured, employer = marginal_contributions(D(600), law_on("2027-01-01"))
    assert insured.euros == 0
    assert employer.euros is None
    assert employer.refused.name == "marginal_employer_health_rate"
    assert employer.find("pension").euros == D("90.00")


def test_employment_in_2027_names_the_figures_that_are_missing():
    insured, _ = employment_contributions(Job(D(3000), D("2.9")), Parenthood(30, 1), law_on("2027-01-01"))
    assert insured.refused.name == "contribution_ceiling"
    assert insured.find("pension").refused.name == "pension_rate"


def test_a_period_of_days_counts_its_first_day():
    """Two weeks from 1 October end on 14 October (§ 187 Abs. 2, § 188 Abs. 1 BGB)."""
    assert days_end(date(2026, 10, 1), 14) == date(2026, 10, 14)


@pytest.mark.parametrize(("sick_pay", "said"), [(True, "general rate"), (False, "reduced rate, without sick pay")])
def test_the_rate_without_sick_pay_says_so_and_no_other_rate_does(sick_pay, said):
    insured, _ = employment_contributions(
        Job(D(3000), D("2.9"), sick_pay=sick_pay), Parenthood(30, 1), law_on("2026-11-22")
    )
    health = insured.parts[0]
    labels = {part.code: part.formula.terms[0].label for part in (*health.parts, *insured.parts[1:]) if part.formula}
    assert labels == {
        "health_general": said,
        "health_additional": "additional rate of the fund",
        "care": "care rate",
        "pension": "pension rate",
        "unemployment": "unemployment rate",
    }


@pytest.mark.parametrize("day", ["2019-05-01", "2022-09-30", "2026-11-22", "2027-02-01"])
def test_both_sides_call_a_branch_the_same_in_the_transition_range(day):
    insured, employer = employment_contributions(Job(D(800), D("1.4")), Parenthood(30), law_on(day))
    for own, other in zip(
        (*insured.parts[0].parts, *insured.parts[1:]), (*employer.parts[0].parts, *employer.parts[1:]), strict=True
    ):
        assert (own.code, own.label) == (other.code, other.label)
