"""Voluntary members against published examples: lowest and highest income, sick pay, children."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.rules.care import Parenthood
from advisor.rules.figures import figures
from advisor.rules.voluntary import assessed_income, contributions_without_proof, voluntary_contributions


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
