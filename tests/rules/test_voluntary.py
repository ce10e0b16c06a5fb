"""Voluntary members against published examples: lowest and highest income, sick pay, children."""

import tomllib
from datetime import date
from decimal import Decimal as D
from pathlib import Path

import pytest

from advisor.rules.amounts import Base, Term, contribution
from advisor.rules.care import Parenthood
from advisor.rules.figures import figures
from advisor.rules.voluntary import assessed_income, contributions_without_proof, voluntary_contributions

EXAMPLES = tomllib.loads((Path(__file__).parents[1] / "data" / "contributions.toml").read_text())["example"]
VOLUNTARY = [e for e in EXAMPLES if e["topic"] == "voluntary"]


def as_params(examples):
    return [pytest.param(e, id=e["id"]) for e in examples]


def near(found, expected, tolerance):
    return abs(D(found) - D(expected)) <= D(tolerance)


@pytest.mark.parametrize("example", as_params(e for e in VOLUNTARY if e["day"].year >= 2019))
def test_members_pay_what_was_published(example):
    inputs = example["inputs"]
    rate = None if inputs["additional_rate"] == "average" else D(inputs["additional_rate"])
    total = voluntary_contributions(
        D(inputs["monthly_income"]),
        Parenthood(int(inputs["age"]), int(inputs["children"])),
        rate,
        figures().on(example["day"]),
        sick_pay=inputs["sick_pay"] == "yes",
    )
    found = {
        "kv": total.find("health_general").euros + total.find("health_additional").euros,
        "pv": total.find("care").euros,
        "total": total.euros,
    }
    off = {k: (found[k], v) for k, v in example["expected"].items() if not near(found[k], v, example["tolerance"])}
    assert not off


@pytest.mark.parametrize("example", as_params(e for e in VOLUNTARY if e["day"].year < 2019))
def test_rounding_on_a_base_of_older_law(example):
    """Law before our first day: the rule gets the base and the rates of then."""
    inputs, expected = example["inputs"], example["expected"]
    base = Base(D(inputs["base"]), "base")

    def paid(rate):
        return contribution("one", "one", base, (Term(D(inputs[rate]), rate),), law="§ 240 SGB V").euros

    assert paid("rate_general") + paid("additional_rate") == D(expected["kv"])
    assert paid("care_rate") == D(expected["pv_childless"])


@pytest.mark.parametrize("example", as_params(e for e in EXAMPLES if e["topic"] == "minimum_base"))
def test_lowest_base_is_a_third_of_the_reference_amount(example):
    law = figures().on(example["day"])
    assert law.reference_amount == D(example["inputs"]["reference_amount"])
    assert law.minimum_assessment_base == D(example["expected"]["min_base"])


@pytest.mark.parametrize(
    ("income", "day", "base"),
    [
        pytest.param("0", "2026-01-01", "1318.33", id="without income"),
        pytest.param("1318.33", "2026-01-01", "1318.33", id="at the lowest base"),
        pytest.param("1318.34", "2026-01-01", "1318.34", id="a cent above it"),
        pytest.param("5812.50", "2026-01-01", "5812.50", id="at the ceiling"),
        pytest.param("5812.51", "2026-12-31", "5812.50", id="above the ceiling"),
        pytest.param("5812.51", "2025-12-31", "5512.50", id="the ceiling of the year before"),
    ],
)
def test_income_that_counts(income, day, base):
    assert assessed_income(D(income), figures().on(date.fromisoformat(day))).euros == D(base)


def test_the_highest_contribution_needs_no_lowest_base():
    """2027 with the draft: 6,375 x 14.0 % = 892.50, though the reference amount is not known (§ 223 Abs. 3 SGB V)."""
    total = contributions_without_proof(Parenthood(40, 1), D("2.5"), figures().on(date(2027, 2, 1), draft=True))
    assert total.find("health_general").euros == D("892.50")
    assert total.refused is None


def test_in_2027_the_missing_figures_are_named():
    total = voluntary_contributions(D(3000), Parenthood(40), None, figures().on(date(2027, 2, 1)))
    assert total.euros is None
    assert {part.refused.name for part in total.parts} == {"reference_amount", "average_additional_rate"}
