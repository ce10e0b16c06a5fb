"""Voluntary members against published examples: lowest and highest income, sick pay, children."""

from datetime import date
from decimal import Decimal as D

import pytest

from advisor.rules.care import Parenthood
from advisor.rules.figures import Row, figures
from advisor.rules.voluntary import (
    assessed_income,
    contributions_change_within_the_year,
    contributions_without_proof,
    final_contributions,
    pays_the_lowest,
    settlement,
    voluntary_contributions,
)


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


@pytest.mark.parametrize(
    ("income", "day", "lowest"),
    [
        pytest.param("1318.33", "2026-01-01", True, id="at the lowest base"),
        pytest.param("1318.34", "2026-01-01", False, id="a cent above it"),
        pytest.param("0", "2027-01-01", False, id="it is not known"),
    ],
)
def test_who_pays_the_lowest_contribution(income, day, lowest):
    assert pays_the_lowest(D(income), figures().on(date.fromisoformat(day))) is lowest


def test_the_highest_contribution_needs_no_lowest_base():
    """2027 with the draft: 6,375 x 14.0 % = 892.50, though the reference amount is not known (§ 223 Abs. 3 SGB V)."""
    total = contributions_without_proof(Parenthood(40, 1), D("2.5"), figures().on(date(2027, 2, 1), draft=True))
    assert total.find("health_general").euros == D("892.50")
    assert total.refused is None


def test_in_2027_the_missing_figures_are_named():
    total = voluntary_contributions(D(3000), Parenthood(40), None, figures().on(date(2027, 2, 1)))
    assert total.euros is None
    assert {part.refused.name for part in total.parts} == {"reference_amount", "average_additional_rate"}


NOW = figures().on(date(2026, 11, 22))
PARENT = Parenthood(40, 1)


def test_the_lowest_income_is_named_as_such_up_to_itself():
    """At the limit both are the same sum; it is still the lowest one."""
    lowest = NOW.minimum_assessment_base
    assert assessed_income(lowest, NOW).label == assessed_income(D(0), NOW).label
    assert assessed_income(lowest + D("0.01"), NOW).label == "your income"


@pytest.mark.parametrize(
    ("sick_pay", "euros", "label", "law"),
    [
        (False, "280.00", "reduced rate, without sick pay", "§ 243 SGB V"),
        (True, "292.00", "general rate", "§ 241 SGB V"),
    ],
)
def test_sick_pay_is_an_option_with_its_own_rate_and_paragraph(sick_pay, euros, label, law):
    for made in (voluntary_contributions, final_contributions):
        part = made(D(2000), PARENT, D("2.5"), NOW, sick_pay=sick_pay).find("health_general")
        assert (part.euros, part.formula.terms[0].label, part.law) == (D(euros), label, law)
    without = final_contributions(D(2000), PARENT, D("2.5"), NOW)
    assert without.find("health_general").euros == D("280.00")


def contribution_of(income, law=NOW):
    return voluntary_contributions(D(income), PARENT, D("2.5"), law)


@pytest.mark.parametrize(
    ("before", "after", "payer", "month", "year"),
    [
        ("2000", "3000", "insured", "You pay later for each month", "You pay later for all these months together"),
        ("3000", "2000", "fund", "You get back for each month", "You get back for all these months together"),
        ("2000", "2000", "insured", "You pay later for each month", "You pay later for all these months together"),
    ],
)
def test_who_settles_and_how_it_is_called(before, after, payer, month, year):
    each, every = settlement(contribution_of(before), contribution_of(after), 12)
    assert (each.payer, each.label, every.payer, every.label) == (payer, month, payer, year)
    assert every.euros == 12 * each.euros >= 0


def test_one_side_that_is_not_known_leaves_the_settlement_open():
    unknown = contribution_of("2000", figures().on(date(2027, 2, 1)))
    for pair in ((unknown, contribution_of("2000")), (contribution_of("2000"), unknown)):
        assert [amount.refused.name for amount in settlement(*pair, 12)] == [unknown.refused.name] * 2


@pytest.mark.parametrize(
    ("day", "changes"), [("2025-01-01", False), ("2025-01-02", True), ("2025-12-31", True), ("2026-01-01", False)]
)
def test_a_year_is_compared_from_its_first_to_its_last_day(day, changes):
    rate = figures().series["care_rate"]
    changed = rate.with_row(Row(date.fromisoformat(day), D("9.9"), "a law that might be"))
    assert contributions_change_within_the_year(figures().with_series([changed]).on(date(2025, 6, 1))) is changes
