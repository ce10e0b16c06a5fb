"""What a fund costs an employee."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.rules.care import Parenthood
from advisor.rules.employees import Job, employment_contributions
from advisor.rules.figures import figures
from advisor.rules.funds import KINDS, employee_health_share, funds

D = Decimal
LAW = figures().on(date(2026, 10, 1))
PAYS = st.decimals("603.01", "20000", places=2)
RATES = st.decimals("0", "10", places=2)


@pytest.mark.parametrize(
    ("day", "pay", "rate", "euros"),
    [
        pytest.param("2025-05-01", "3000", "2.45", "255.75", id="half of both rates"),
        pytest.param("2025-05-01", "9999", "2.45", "469.94", id="up to the ceiling of 2025"),
        pytest.param("2019-05-01", "3000", "1.4", "240.00", id="16.0 percent in 2019, 8.0 each"),
        pytest.param("2026-10-01", "3000", None, "262.50", id="the average of 2026"),
    ],
)
def test_the_share_of_an_employee(day, pay, rate, euros):
    share = employee_health_share(D(pay), None if rate is None else D(rate), figures().on(date.fromisoformat(day)))
    assert share.euros == D(euros)


@given(PAYS, RATES, RATES)
def test_a_dearer_fund_never_costs_less(pay, one, other):
    low, high = sorted((one, other))
    assert employee_health_share(pay, low, LAW).euros <= employee_health_share(pay, high, LAW).euros


@given(PAYS, RATES)
def test_it_is_the_sum_of_its_parts_and_part_of_the_whole(pay, rate):
    share = employee_health_share(pay, rate, LAW)
    whole, _ = employment_contributions(Job(pay, rate), Parenthood(age=40), LAW)
    assert share.euros == sum(part.euros for part in share.parts)
    assert 0 <= share.euros <= whole.euros


def test_a_year_without_figures_is_refused():
    share = employee_health_share(D(3000), D("2.9"), figures().on(date(2027, 6, 1)))
    assert share.euros is None
    assert share.refused is not None


def test_every_fund_has_a_kind_and_only_a_rate_has_days():
    for day in figures().change_days(frozenset({"funds"})):
        for fund in funds(figures().on(day)).values():
            assert fund.kind in KINDS
            assert (fund.rate is None) == (fund.since is None) == (fund.until is None)
            assert fund.rate is None or fund.since <= day <= fund.until
