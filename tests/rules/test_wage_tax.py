"""The wage tax against the published flow chart of the year, worked out a second time in exact decimals."""

from datetime import date
from decimal import ROUND_CEILING, ROUND_DOWN
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.rules.amounts import Amount
from advisor.rules.care import Parenthood
from advisor.rules.employees import Job
from advisor.rules.figures import figures
from advisor.rules.wage_tax import EASTERN, STATES, TaxCard, gets_old_age_relief, is_known, net_pay, wage_taxes

LAW = figures().on(date(2026, 11, 22))
CLASSES = (1, 2, 3, 4, 5, 6)


# The plan: BMF, 12.11.2025, IV C 5 - S 2361/00025/016/028, Anlage 1; the names of its steps stand beside them ---------------


def down(value, places="1"):
    return value.quantize(D(places), rounding=ROUND_DOWN)


def tariff(income):
    """§ 32a Abs. 1 EStG (UPTAB26)."""
    if income <= 12348:
        return D(0)
    if income <= 17799:
        y = (income - 12348) / 10000
        return down((D("914.51") * y + 1400) * y)
    if income <= 69878:
        z = (income - 17799) / 10000
        return down((D("173.1") * z + 2397) * z + D("1034.87"))
    if income <= 277825:
        return down(D("0.42") * income - D("11135.63"))
    return down(D("0.45") * income - D("19470.38"))


def twice_the_difference(income):
    """UP5_6."""
    difference = tariff(down(income * D("1.25"))) - tariff(down(income * D("0.75")))
    return max(2 * difference, down(income * D("0.14")))


def of_classes_five_and_six(income):
    """§ 39b Abs. 2 Satz 7 EStG (MST5_6)."""
    first, second, third = D(14071), D(34939), D(222260)
    if income > third:
        tax = down(twice_the_difference(second) + (third - second) * D("0.42"))
        return down(tax + (income - third) * D("0.45"))
    if income > second:
        return down(twice_the_difference(second) + (income - second) * D("0.42"))
    tax = twice_the_difference(income)
    if income > first:
        tax = min(tax, down(twice_the_difference(first) + (income - first) * D("0.42")))
    return tax


def tax_on(income, tax_class):
    """UPMLST."""
    if income < 1:
        return D(0)
    if tax_class >= 5:
        return of_classes_five_and_six(down(income))
    people = 2 if tax_class == 3 else 1
    return people * tariff(down(income / people))


def provision(year, tax_class, percent, private):
    """UPEVP, MVSPKVPV, MVSPHB."""
    pension = down(min(year, D(101400)) * D("0.093"), "0.01")
    if private is None:
        health = down(min(year, D(69750)) * percent / 100, "0.01")
    else:
        health = D(0) if tax_class == 6 else private * 12
    whole = pension + health
    if tax_class != 6:
        work = down(min(year, D(101400)) * D("0.013"), "0.01")
        whole = max(whole, pension + min(D(1900), health + work))
    return whole.to_integral_value(ROUND_CEILING)


def plan(pay, tax_class, percent=D("10.85"), allowances=D(0), private=None):
    """(wage tax, solidarity surcharge, measure of church tax) of a month. percent: health and care, the insured's part."""
    year = pay * 12
    fixed = (4260 if tax_class == 2 else 0) + (0 if tax_class == 6 else 1230 + 36)
    income = year - fixed - provision(year, tax_class, percent, private)
    child = down(allowances * {4: 4878, 5: 0, 6: 0}.get(tax_class, 9756))
    tax, measure = tax_on(income, tax_class), tax_on(income - child, tax_class)
    free = 20350 * (2 if tax_class == 3 else 1)
    surcharge = max(D(0), min(down(measure * D("0.055"), "0.01"), down((measure - free) * D("0.119"), "0.01")))
    return tuple(down(euros / 12, "0.01") for euros in (tax, surcharge if measure > free else D(0), measure))


# Published ---------------------------------------------------------------------------------------------------------------

CHECK_TABLE = [
    # the ministry's general check table for 2026, wage tax of a year; class II is without the surcharge for the childless
    pytest.param(20_000, (380, 0, 0, 380, 2234, 2766), id="20,000 euros"),
    pytest.param(50_000, (6788, 5580, 2810, 6788, 12010, 12542), id="50,000 euros"),
    pytest.param(100_000, (23248, 21634, 15012, 23248, 30157, 30689), id="100,000 euros"),
]


ADULT = Parenthood(40)


def taxes(pay, tax_class, person=ADULT, state="NW", member=False, allowances="0", private=None, **job):
    card = TaxCard(tax_class, state, member, D(allowances))
    found = wage_taxes(Job(D(pay), D("2.9"), **job), person, card, LAW, private)
    return tuple(part.euros for part in found.parts)


@pytest.mark.parametrize(("year", "expected"), CHECK_TABLE)
def test_the_check_table(year, expected):
    """A twelfth of each, to the cent: the same from the plan and from the rule."""
    pay = D(year) / 12
    for tax_class, tax in zip(CLASSES, expected, strict=True):
        person = Parenthood(40, 1) if tax_class == 2 else Parenthood(40)
        percent = D("10.25") if tax_class == 2 else D("10.85")
        month = down(D(tax) / 12, "0.01")
        assert plan(pay, tax_class, percent)[0] == month
        assert taxes(pay, tax_class, person)[0] == month


SURCHARGE = [
    # § 3 Abs. 3, § 4 SolzG: free up to a tax of 20,350 euros a year (twice in class III), 11.9 % of what is above
    pytest.param("7500", 1, False, id="free"),
    pytest.param("8000", 1, True, id="a little"),
    pytest.param("14000", 3, False, id="free in class III"),
    pytest.param("15500", 3, True, id="in class III"),
]


@pytest.mark.parametrize(("pay", "tax_class", "pays"), SURCHARGE)
def test_the_limit_of_the_surcharge(pay, tax_class, pays):
    assert (taxes(pay, tax_class)[1] > 0) == pays


@pytest.mark.parametrize(
    ("pay", "tax_class", "euros"),
    [
        pytest.param("11150", 1, "168.97", id="11.9 % of 17,039 euros of tax above the limit"),
        pytest.param("17850", 3, "191.59", id="11.9 % of 19,320 euros in class III"),
        pytest.param("191508", 1, "4612.90", id="5.5 % of a tax above a million"),
        pytest.param("380223", 3, "9194.35", id="5.5 % in class III"),
    ],
)
def test_the_rates_of_the_surcharge_hold_to_the_cent_far_above_the_limit(pay, tax_class, euros):
    """§ 4 SolzG: the rates are taken from the library, which rounds to cents."""
    assert taxes(pay, tax_class)[1] == plan(D(pay), tax_class)[1] == D(euros)


def test_church_tax_by_state():
    """Eight percent of the wage tax in two states, nine in the others; nothing where nobody is a member."""
    tax = taxes("4000", 1)[0]
    for state in STATES:
        rate = D("0.08") if state in ("BW", "BY") else D("0.09")
        assert taxes("4000", 1, state=state, member=True)[2] == down(tax * rate, "0.01")
    assert len(taxes("4000", 1)) == 2


def test_fractions_of_a_cent_of_the_church_tax_are_dropped():
    """9 % of 293.08 euros are 26.3772; the library rounds a twelfth of the year's, 26.3775 (§ 51a EStG)."""
    assert taxes("3000", 1, member=True)[::2] == (D("293.08"), D("26.37"))


def test_allowances_for_children_lower_church_tax_and_surcharge_only():
    without, with_two = (taxes("9000", 3, member=True, allowances=number) for number in ("0", "2"))
    assert without[0] == with_two[0]
    assert without[2] > with_two[2]
    without, with_one = (taxes("8500", 1, member=True, allowances=number) for number in ("0", "1"))
    assert (without[0], without[1] > 0, with_one[1]) == (with_one[0], True, D("0.00"))


def test_what_care_insurance_costs_counts():
    """Saxony, the surcharge without children and the discount change what is taken off before the tariff."""
    base = taxes("4000", 1, Parenthood(40, 1))[0]
    assert taxes("4000", 1, Parenthood(40, 1), saxony=True)[0] < base
    assert taxes("4000", 1, Parenthood(40))[0] < base
    assert taxes("4000", 1, Parenthood(40, 3, 3))[0] > base


def test_the_private_premium_counts():
    """The README of the library says 866.00 for 60,000 euros, 600 of premium and 300 of subsidy, as the ministry does."""
    assert taxes("5000", 1, private=D(300))[0] == D("866.00")
    assert taxes("5000", 6, private=D(300)) == taxes("5000", 6, private=D(900))


# Everywhere ----------------------------------------------------------------------------------------------------------------

pays = st.decimals(min_value=0, max_value=40_000, places=2)


@settings(max_examples=400)
@given(
    pays,
    st.sampled_from(CLASSES),
    st.sampled_from(["0", "1.1", "2.45", "2.9", "4.39"]),
    st.booleans(),
    st.integers(0, 6),
    st.sampled_from(["0", "0.5", "1", "2.5"]),
    st.none() | st.decimals(min_value=0, max_value=1500, places=2),
)
def test_equal_to_the_plan(pay, tax_class, rate, saxony, children, allowances, private):
    """Wage tax, surcharge and church tax to the cent."""
    care = D("1.8") + (D("0.5") if saxony else 0) + (D("0.6") if not children else -D("0.25") * (min(children, 5) - 1))
    expected = plan(pay, tax_class, D(7) + D(rate) / 2 + care, D(allowances), private)
    job, person = Job(pay, D(rate), saxony=saxony), Parenthood(40, children, children)
    found = wage_taxes(job, person, TaxCard(tax_class, "BE", True, D(allowances)), LAW, private)
    church = down(expected[2] * D("0.09"), "0.01")
    assert tuple(part.euros for part in found.parts) == (*expected[:2], church)


@given(pays, pays)
def test_more_pay_never_brings_less_tax(one, other):
    for tax_class in CLASSES:
        low, high = (sum(taxes(pay, tax_class)) for pay in sorted((one, other)))
        assert low <= high + D("0.02")


@given(pays)
def test_the_classes_stand_in_order(pay):
    """III is not above II, II not above I, I the same as IV, V not above VI."""
    one, two, three, four, five, six = (taxes(pay, tax_class)[0] for tax_class in CLASSES)
    assert three <= one
    assert two <= one
    assert one == four <= five <= six


# Refused -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("day", ["2019-01-01", "2025-12-31", "2027-01-01", "2030-12-31"])
def test_other_years_are_refused_by_name(day):
    law = figures().on(date.fromisoformat(day))
    found = wage_taxes(Job(D(3000)), Parenthood(40), TaxCard(1, "NW", True), law)
    assert not is_known(law)
    assert [part.euros for part in found.parts] == [None] * 3
    assert found.refused.name == "wage_tax_year"
    assert net_pay(D(3000), (found,)).refused.name == "wage_tax_year"


@pytest.mark.parametrize("day", ["2026-01-01", "2026-12-31"])
def test_the_year_that_is_known(day):
    assert is_known(figures().on(date.fromisoformat(day)))


def test_a_row_for_another_year_does_not_help():
    """Released figures cannot make the library answer for a year it does not know."""

    class Another:
        day = date(2027, 3, 1)
        wage_tax_year = LAW.wage_tax_year + 1

    other = Another()
    other.wage_tax_year = type("Year", (D,), {"name": "wage_tax_year", "valid_from": date(2027, 1, 1)})(2027)
    assert not is_known(other)
    assert wage_taxes(Job(D(3000)), Parenthood(40), TaxCard(1, "NW"), other).refused.name == "wage_tax_year"
    assert wage_taxes(Job(D(3000)), Parenthood(40), TaxCard(1, "NW"), other).refused.draft is False


def test_old_age_relief():
    """§ 24a Satz 3 EStG: after the 64th year; the library lacks it."""
    assert [gets_old_age_relief(age, LAW) for age in (63, 64, 65)] == [False, True, True]


def test_the_states_are_sixteen_and_five_of_them_lie_in_the_east():
    assert " ".join(sorted(STATES)) == "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH"
    assert " ".join(sorted(EASTERN)) == "BB MV SN ST TH"


def test_church_tax_is_for_those_who_say_that_they_are_members():
    job, law = Job(D(4000), D("2.5")), figures().on(date(2026, 11, 22))
    found = wage_taxes(job, Parenthood(40, 1), TaxCard(1, "NW"), law)
    assert [part.code for part in found.parts] == ["wage_tax", "solidarity_surcharge"]


@pytest.mark.parametrize(("less", "has_working"), [("0", False), ("0.01", True)])
def test_net_pay_has_a_working_where_something_is_taken(less, has_working):
    taken = Amount("taxes", "Taxes", D(less), "§ 38 EStG")
    found = net_pay(D(1000), (taken,))
    assert found.euros == D(1000) - D(less)
    assert (found.formula is not None) is has_working


def test_no_children_are_counted_unless_said():
    job, law = Job(D(9000), D("2.5")), figures().on(date(2026, 11, 22))
    one, other = (
        wage_taxes(job, Parenthood(40, 1), card, law) for card in (TaxCard(1, "NW", True), TaxCard(1, "NW", True, D(0)))
    )
    assert one == other
    assert one.euros > wage_taxes(job, Parenthood(40, 1), TaxCard(1, "NW", True, D(1)), law).euros
