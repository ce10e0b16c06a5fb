"""The calculator of voluntary contributions: lowest and highest, the settlement of a year, proof and properties."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.flows.voluntary_cost import FLOW
from advisor.interview.advise import advise
from advisor.interview.core import walk
from advisor.rules.care import Parenthood
from advisor.rules.figures import figures
from advisor.rules.voluntary import (
    contributions_change_within_the_year,
    contributions_without_proof,
    final_contributions,
    proof_due,
    settlement,
    voluntary_contributions,
)

TODAY = "2026-11-22"
MEMBER = {
    "profit": "2500",
    "sick_pay": "no",
    "age": "40",
    "children": "0",
    "children_under_25": "0",
    "additional_rate": "2.45",
    "business_or_rent": "no",
    "new_assessment": "no",
    "final_income": "3200",
    "member_months": "12",
}


def law(day):
    return figures().on(date.fromisoformat(day))


def step(day=TODAY, **answers):
    return walk(FLOW, MEMBER | answers, law(day))


def advice(day=TODAY, **answers):
    found = step(day, **answers)
    assert found.due is None, found.problem or found.due.key
    return advise(found)


def euros(found):
    return {amount.code: amount.euros for amount in found.amounts}


PUBLISHED = [
    pytest.param("2019-01-01", {"profit": "4000", "children": "1", "age": "30", "additional_rate": "average"}, "718.00", id="vol_2019_4000_child"),
    pytest.param("2019-01-01", {"profit": "1000", "age": "20", "additional_rate": "average"}, "186.38", id="vol_2019_min_childless_age20"),
    pytest.param("2020-01-01", {"profit": "8000", "age": "50", "additional_rate": "average"}, "862.50", id="vol_2020_8000_childless"),
    pytest.param("2023-01-01", {"profit": "1200", "children": "1", "additional_rate": "1.54"}, "223.08", id="vol_2023_novitas_1200"),
    pytest.param("2025-01-01", {"profit": "0"}, "257.78", id="vol_2025_tk_min_red"),
    pytest.param("2025-01-01", {"profit": "0", "children": "1"}, "250.29", id="vol_2025_tk_min_child_total"),
    pytest.param("2025-01-01", {"profit": "9999", "sick_pay": "yes"}, "1171.42", id="vol_2025_tk_max_gen, with its care"),
]  # fmt: skip


@pytest.mark.parametrize(("day", "given", "total"), PUBLISHED)
def test_published_contributions(day, given, total):
    found = advice(day, **given)
    assert found.outcome == "voluntary-cost-plain"
    assert abs(found.amounts[0].euros - D(total)) <= D("0.01")


def test_income_without_business_or_rent_is_not_provisional():
    found = advice()
    assert (list(euros(found)), found.deadlines, found.duty, found.routes) == (["total"], (), "", ())


def test_the_provisional_amount_stands_beside_the_one_without_proof():
    found = advice("2025-03-01", business_or_rent="yes")
    assert found.outcome == "voluntary-cost-provisional"
    assert euros(found) == {
        "total": advice("2025-03-01").amounts[0].euros,
        "without_proof": advice("2025-03-01", profit="9999").amounts[0].euros,
    }
    assert [(d.code, d.on) for d in found.deadlines] == [("voluntary-cost-proof", date(2028, 12, 31))]
    assert "voluntary-cost-no-proof" in found.cautions


SETTLED = {"business_or_rent": "yes", "new_assessment": "yes"}


def test_a_higher_income_is_paid_later():
    """2025 on 2500 and 3200: 14.0 % 350.00 and 448.00, 2.45 % 61.25 and 78.40, care 4.2 % 105.00 and 134.40."""
    found = advice("2025-03-01", **SETTLED)
    assert euros(found) == {
        "total": D("516.25"),
        "final": D("660.80"),
        "settlement_month": D("144.55"),
        "settlement": D("1734.60"),
    }
    assert {amount.payer for amount in found.amounts} == {"insured"}
    first, last, *_ = (amount.label for amount in found.amounts)
    assert (first, last) == ("Your provisional contribution per month", "Your final contribution per month")


def test_a_lower_income_comes_back_from_the_fund():
    found = advice("2025-03-01", **SETTLED, profit="3200", final_income="2500", member_months="5")
    assert euros(found)["settlement_month"] == D("144.55")
    assert euros(found)["settlement"] == D("722.75")
    assert [amount.payer for amount in found.amounts] == ["insured", "insured", "fund", "fund"]
    assert {part.payer for part in found.amounts[3].parts} == {"fund"}


@pytest.mark.parametrize(
    ("provisional", "final"),
    [
        pytest.param("2500", "2500", id="the same income"),
        pytest.param("0", "1318.33", id="below the lowest base"),
        pytest.param("5812.50", "90000", id="above the ceiling"),
    ],
)
def test_nothing_changes(provisional, final):
    found = euros(advice(**SETTLED, profit=provisional, final_income=final))
    assert (found["settlement_month"], found["settlement"]) == (0, 0)
    assert found["total"] == found["final"]


@pytest.mark.parametrize(
    ("day", "last"),
    [
        pytest.param("2019-01-01", date(2022, 12, 31), id="from the first day of the year"),
        pytest.param("2019-12-31", date(2022, 12, 31), id="to its last"),
        pytest.param("2020-01-01", date(2023, 12, 31), id="the next year"),
    ],
)
def test_three_years_after_the_end_of_the_year(day, last):
    """§ 240 Abs. 4a Satz 4 SGB V."""
    assert proof_due(int(day[:4]), law(day)) == last
    assert advice(day, business_or_rent="yes").deadlines[0].on == last


@pytest.mark.parametrize(
    ("day", "changes"),
    [("2023-06-30", True), ("2023-07-01", True), ("2022-12-31", False), ("2024-01-01", False), ("2030-12-31", False)],
)
def test_a_year_with_two_care_rates_is_marked(day, changes):
    assert contributions_change_within_the_year(law(day)) == changes
    assert ("voluntary-cost-change-within-year" in advice(day, business_or_rent="yes").cautions) == changes


def test_the_settlement_of_2027_is_refused_by_name():
    """The lowest base follows from the reference amount, which is not yet known."""
    found = advice("2027-02-01", **SETTLED)
    assert {refused.name for refused in found.missing()} >= {"reference_amount"}
    assert set(euros(found).values()) == {None}
    draft = figures().on(date(2027, 2, 1), draft=True)
    assert advise(walk(FLOW, MEMBER | SETTLED, draft)).outcome == "voluntary-cost-settled"


@pytest.mark.parametrize(
    ("key", "typed"),
    [("profit", "-1"), ("profit", "1000001"), ("age", "121"), ("member_months", "0"), ("member_months", "13"),
     ("final_income", "NaN"), ("children", "21"), ("additional_rate", "10.01"), ("business_or_rent", "maybe")],
)  # fmt: skip
def test_absurd_answers_are_asked_again(key, typed):
    found = step(**SETTLED | {key: typed})
    assert (found.due.key, found.problem.typed) == (key, typed)


def test_empty_answers_have_a_meaning():
    found = step(**{"business_or_rent": ""} | {"additional_rate": "average"})
    assert found.due is not None  # an empty text is no answer; a missing one is asked
    given = {key: value for key, value in MEMBER.items() if key not in ("new_assessment", "final_income")}
    assert walk(FLOW, given | {"business_or_rent": "yes"}, law(TODAY)).due.key == "new_assessment"
    assert FLOW.questions["member_months"].default == "12"
    assert (FLOW.one_page, FLOW.private) == (True, False)


# Properties ------------------------------------------------------------------------------------------------------------

incomes = st.decimals(min_value=0, max_value=20_000, places=2)
rates = st.decimals(min_value=0, max_value=10, places=2)
days = st.dates(date(2019, 1, 1), date(2026, 12, 31))
people = st.builds(Parenthood, age=st.integers(0, 99), children=st.just(0)) | st.builds(
    Parenthood, age=st.integers(18, 99), children=st.just(6), under_25=st.integers(0, 6)
)


@given(incomes, incomes, st.integers(1, 12), rates, people, days, st.booleans())
def test_a_settlement_makes_up_the_difference(before, after, months, rate, person, day, sick_pay):
    """Sum of parts, never negative, and provisional plus settlement is what the final contribution costs."""
    current = figures().on(day)
    provisional = voluntary_contributions(before, person, rate, current, sick_pay=sick_pay)
    final = final_contributions(after, person, rate, current, sick_pay=sick_pay)
    each, every = settlement(provisional, final, months)
    sign = -1 if each.payer == "fund" else 1
    assert provisional.euros + sign * each.euros == final.euros
    assert every.euros == months * each.euros >= 0
    assert each.payer == "insured" or after < before
    for amount in (final, each, every):
        assert amount.euros == sum(part.euros for part in amount.parts)


@given(incomes, rates, people, days, st.booleans())
def test_final_is_provisional_when_the_incomes_agree(income, rate, person, day, sick_pay):
    current = figures().on(day)
    provisional = voluntary_contributions(income, person, rate, current, sick_pay=sick_pay)
    final = final_contributions(income, person, rate, current, sick_pay=sick_pay)
    assert (final.euros, final.parts) == (provisional.euros, provisional.parts)
    assert [amount.euros for amount in settlement(provisional, final, 12)] == [0, 0]


@given(incomes, incomes, rates, people, days)
def test_more_income_never_costs_less_and_never_more_than_without_proof(one, other, rate, person, day):
    current = figures().on(day)
    lower, higher = sorted((one, other))
    less, more = (voluntary_contributions(income, person, rate, current).euros for income in (lower, higher))
    least = voluntary_contributions(D(0), person, rate, current).euros
    assert least <= less <= more <= contributions_without_proof(person, rate, current).euros


@pytest.mark.parametrize(
    ("age", "care", "warned"),
    [
        pytest.param("85", "63.00", False, id="85: born in 1940 or later"),
        pytest.param("86", "63.00", True, id="86: the birthday decides"),
        pytest.param("87", "54.00", False, id="87: born before 1940"),
    ],
)
def test_whoever_was_born_before_1940_pays_no_surcharge(age, care, warned):
    """3.6 and 0.6 % of 1,500 euros (§ 55 Abs. 3 SGB XI)."""
    found = advice("2026-06-01", profit="1500", age=age)
    assert found.amounts[0].find("care").euros == D(care)
    assert ("care-born-early" in found.cautions) is warned
