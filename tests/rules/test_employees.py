"""Employees' contributions against published examples, and the edges of jobs small and large."""

import tomllib
from datetime import date
from decimal import Decimal as D
from math import ceil
from pathlib import Path

import pytest

from advisor.rules.care import Parenthood
from advisor.rules.dates import days_end
from advisor.rules.employees import (
    Job,
    assessed_pay,
    employee_base,
    employment_contributions,
    exact_employee_base,
    exact_reduced_base,
    exceeds_annual_limit,
    is_in_transition_range,
    is_marginal,
    marginal_contributions,
    reduced_base,
    voluntary_employee_contributions,
)
from advisor.rules.figures import NotYetKnown, figures

EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "data" / "contributions.toml").read_text())["example"]


def examples(*topics):
    return [pytest.param(e, id=e["id"]) for e in EXAMPLES if e["topic"] in topics]


def law_on(day):
    return figures().on(date.fromisoformat(day) if isinstance(day, str) else day)


def near(found, expected, tolerance):
    return abs(D(found) - D(expected)) <= D(tolerance)


def published(job, person, law):
    """The amounts as the examples name them."""
    insured, employer = employment_contributions(job, person, law)
    found = {"total_an": insured.euros, "total_ag": employer.euros}
    for side, total in (("an", insured), ("ag", employer)):
        found[f"kv_{side}"] = total.find("health_general").euros + total.find("health_additional").euros
        for short, code in (("pv", "care"), ("rv", "pension"), ("av", "unemployment")):
            found[f"{short}_{side}"] = total.find(code).euros
    if is_in_transition_range(job, law):
        found["base_total"] = reduced_base(job.gross_pay, law)
        found["base_employee"] = employee_base(job.gross_pay, law)
    return found


def rate_of(inputs):
    return None if inputs["additional_rate"] == "average" else D(inputs["additional_rate"])


@pytest.mark.parametrize("example", [e for e in examples("employee", "midijob") if "gross" in e.values[0]["inputs"]])
def test_both_sides_pay_what_was_published(example):
    inputs, law = example["inputs"], law_on(example["day"])
    person = Parenthood(int(inputs["age"]), int(inputs["children"]), int(inputs["children_under_25"]))
    found = published(Job(D(inputs["gross"]), rate_of(inputs)), person, law)
    off = {k: (found[k], v) for k, v in example["expected"].items() if not near(found[k], v, example["tolerance"])}
    assert not off


@pytest.mark.parametrize("example", [e for e in examples("employee") if "rate_reduced" in e.values[0]["inputs"]])
def test_the_reduced_rate_is_shared_too(example):
    """Without a right to sick pay each side bears half of both rates (§§ 243, 249 SGB V)."""
    inputs, law = example["inputs"], law_on(example["day"])
    assert law.reduced_contribution_rate == D(inputs["rate_reduced"])
    job = Job(D(3000), D(inputs["additional_rate"]), sick_pay=False)
    for total, side in zip(
        employment_contributions(job, Parenthood(66, 1), law), ("employee_rate", "employer_rate"), strict=True
    ):
        paid = total.find("health_general").euros + total.find("health_additional").euros
        assert paid == 3000 * D(example["expected"][side]) / 100


@pytest.mark.parametrize("example", examples("midijob_formula"))
def test_the_base_is_a_straight_line(example):
    """Two points of each line give its slope and where it meets zero."""
    law, expected = law_on(example["day"]), example["expected"]
    for name, line in (("total", exact_reduced_base), ("employee", exact_employee_base)):
        one, other = line(D(1000), law), line(D(1100), law)
        slope = (other - one) / 100
        for key, found in ((f"{name}_slope", slope), (f"{name}_intercept", one - 1000 * slope)):
            assert key not in expected or near(found, expected[key], example["tolerance"])


@pytest.mark.parametrize("example", examples("midijob_factor"))
def test_factor_of_the_transition_range(example):
    """The numerator by the rate of all branches on 1 January, to four places (§ 20 Abs. 2a Satz 2 to 4 SGB IV)."""
    inputs, expected = example["inputs"], D(example["expected"]["factor_f"])
    assert (D(inputs["numerator"]) / D(inputs["total_rate"])).quantize(D("0.0001")) == expected
    assert law_on(example["day"]).transition_factor == expected


@pytest.mark.parametrize("example", examples("minijob_limit"))
def test_the_minijob_limit_follows_the_minimum_wage(example):
    """130 hours in three months at the minimum wage, rounded up to full euros (§ 8 Abs. 1a SGB IV)."""
    law, expected = law_on(example["day"]), D(example["expected"]["threshold"])
    assert law.minimum_wage == D(example["inputs"]["minimum_wage"])
    assert ceil(law.minimum_wage * 130 / 3) == law.marginal_earnings_limit == expected


def test_every_published_example_is_tried():
    """None is left out: each topic of the file has a test here, beside the voluntary members or with the others."""
    here = {"employee", "midijob", "midijob_formula", "midijob_factor", "minijob_limit"}
    others = {"student", "family_insurance", "occupational_pension", "beihilfe_nrw"}
    assert {e["topic"] for e in EXAMPLES} == here | {"voluntary", "minimum_base"} | others


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


# Figures that are not yet known ---------------------------------------------------------------------------------------


def test_the_employees_share_in_the_range_needs_no_factor():
    """§ 20 Abs. 2a Satz 6 SGB IV: 2000 / (2000 - 633) x (1000 - 633) = 536.94; factor F of 2027 is not known."""
    law = law_on("2027-02-01")
    insured, employer = employment_contributions(Job(D(1000), D("2.5")), Parenthood(40, 1), law)
    assert insured.find("health_general").euros == D("39.20")  # 536.94 x 7.3 %
    assert insured.find("health_additional").euros == D("6.71")  # 536.94 x 1.25 %
    assert insured.find("care").euros == D("9.66")  # 536.94 x 1.8 %
    for code in ("health_general", "health_additional", "care", "unemployment"):
        assert employer.find(code).refused.name == "transition_factor", code


def test_the_surcharge_without_children_in_the_range_needs_the_factor():
    """It is taken on the reduced pay of both sides (§ 20 Abs. 2a Satz 7 SGB IV)."""
    insured, _ = employment_contributions(Job(D(1000), D("2.5")), Parenthood(40), law_on("2027-02-01"))
    assert insured.find("care").refused.name == "transition_factor"
    assert insured.find("health_general").euros == D("39.20")
