"""Family insurance: limits of age and income, the higher-earning parent, and the surcharge for spouses."""

from datetime import date
from decimal import Decimal as D
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.rules.family import (
    Child,
    child_verdict,
    is_within_family_income,
    minijob_decides,
    parent_excludes_children,
    spares_surcharge,
    spouse_surcharge,
    surcharge_is_to_come,
)
from advisor.rules.figures import NotYetKnown, figures

NOW = figures().on(date(2026, 11, 22))
LATER = figures().on(date(2028, 8, 1), draft=True)


def told(age, situation="education", income="0", *, minijob=False, disabled=False, excluded=False, law=NOW):
    found = child_verdict(Child(age, situation, D(income), minijob=minijob, disabled=disabled), excluded, law)
    return found.why if found.covered else f"not: {found.why}"


AGES = [
    pytest.param(17, "not_working", "minor", id="a day before 18, whatever it does (Nr. 1)"),
    pytest.param(18, "not_working", "not_working", id="18 and without work (Nr. 2)"),
    pytest.param(22, "not_working", "not_working", id="22 and without work (Nr. 2)"),
    pytest.param(23, "not_working", "not: age", id="23 and without work (Nr. 2)"),
    pytest.param(24, "education", "education", id="24 and a student (Nr. 3)"),
    pytest.param(25, "education", "not: age", id="25 and a student (Nr. 3)"),
    pytest.param(24, "service", "education", id="24, the service does not matter yet"),
    pytest.param(25, "service", "service", id="25, prolonged by at most twelve months (Nr. 3)"),
    pytest.param(26, "service", "not: age", id="26, longer than twelve months (Nr. 3)"),
    pytest.param(17, "working", "not: own", id="an apprentice of 17 is insured by the training"),
]


@pytest.mark.parametrize(("age", "situation", "expected"), AGES)
def test_limits_of_age(age, situation, expected):
    assert told(age, situation) == expected


def test_a_disabled_child_has_no_limit_of_age_but_one_of_income():
    assert told(40, "not_working", disabled=True) == "disabled"
    assert told(40, "not_working", "565.01", disabled=True) == "not: income"


INCOMES = [
    pytest.param("2022-06-01", "470", False, True, id="family_limit_2022"),
    pytest.param("2022-06-01", "470.01", False, False, id="family_limit_2022, a cent more"),
    pytest.param("2024-06-01", "505", False, True, id="family_limit_2024"),
    pytest.param("2025-06-01", "535", False, True, id="family_limit_2025"),
    pytest.param("2026-06-01", "565", False, True, id="family_limit_2026"),
    pytest.param("2026-06-01", "565.01", False, False, id="family_limit_2026, a cent more"),
    pytest.param("2026-06-01", "603", True, True, id="with a minijob, at its limit"),
    pytest.param("2026-06-01", "603.01", True, False, id="with a minijob, a cent more"),
]


@pytest.mark.parametrize(("day", "income", "minijob", "expected"), INCOMES)
def test_limits_of_income(day, income, minijob, expected):
    law = figures().on(date.fromisoformat(day))
    assert is_within_family_income(D(income), minijob, law) is expected


def test_a_cent_asks_for_the_limit_and_no_income_does_not():
    unknown = figures().on(date(2027, 2, 1))
    assert not minijob_decides(D(0), unknown)
    reader = unknown.traced()
    assert is_within_family_income(D(0), False, reader)
    assert not reader.used, "nor is it among the figures of the result"
    for asks in (minijob_decides, partial(is_within_family_income, with_minijob=False)):
        with pytest.raises(NotYetKnown):
            asks(D("0.01"), law=unknown)


def test_a_minijob_alone_is_no_work():
    assert not child_verdict(Child(20, "working", D(600)), False, NOW).covered
    assert told(20, "working", "600", minijob=True) == "not_working"
    assert told(23, "working", "600", minijob=True) == "not: age"


PARENTS = [
    pytest.param("6450", "3000", False, id="a twelfth of the annual limit of 77,400 is not more than it"),
    pytest.param("6450.01", "3000", True, id="a cent more than a twelfth"),
    pytest.param("7000", "7000", False, id="no more than the member"),
    pytest.param("7000", "6999.99", True, id="a cent more than the member"),
]


@pytest.mark.parametrize(("income", "of_member", "expected"), PARENTS)
def test_the_parent_who_earns_more_outside_the_funds(income, of_member, expected):
    """§ 10 Abs. 3 SGB V."""
    assert parent_excludes_children(D(income), D(of_member), NOW) is expected
    assert told(7, excluded=expected) == ("not: parent" if expected else "minor")


def test_no_figure_of_a_later_year_is_needed_for_a_child_without_income():
    law = figures().on(date(2027, 3, 1))
    assert told(7, law=law) == "minor"
    with pytest.raises(NotYetKnown) as refused:
        told(7, income="100", law=law)
    assert refused.value.name == "reference_amount"


SURCHARGES = [
    pytest.param("3000", {}, "75.00", id="2.5 points of 3,000"),
    pytest.param("0", {}, "0.00", id="nothing on nothing"),
    pytest.param("3000", {"pension": True}, "75.00", id="on a pension after the first half of the year"),
]


@pytest.mark.parametrize(("income", "about", "expected"), SURCHARGES)
def test_surcharge(income, about, expected):
    found = spouse_surcharge(D(income), LATER, **about)
    assert found.code == "spouse_surcharge"
    assert found.law == "§ 242b SGB V"
    assert found.euros == D(expected)


def test_a_pension_bears_no_surcharge_until_the_end_of_june_2028():
    last, first = (figures().on(date(2028, *day), draft=True) for day in ((6, 30), (7, 1)))
    assert spouse_surcharge(D(2000), last, pension=True).euros == D("0.00")
    assert spouse_surcharge(D(2000), last).euros == D("50.00")
    assert spouse_surcharge(D(2000), first, pension=True).euros == D("50.00")


def test_a_voluntary_member_pays_the_surcharge_at_least_on_the_minimum():
    """The minimum hangs on the reference amount, which is not known for those years."""
    found = spouse_surcharge(D(100), LATER, voluntary=True)
    assert found.euros is None
    assert found.refused.name == "reference_amount"


def test_the_surcharge_without_the_ceiling_is_refused_by_name():
    found = spouse_surcharge(D(3000), figures().on(date(2028, 8, 1)))
    assert found.euros is None
    assert found.refused.name == "contribution_ceiling"


def test_children_who_spare_the_surcharge():
    assert spares_surcharge(Child(11, "education", D(0)), LATER)
    assert not spares_surcharge(Child(12, "education", D(0)), LATER)
    assert spares_surcharge(Child(30, "not_working", D(0), disabled=True), LATER)


def test_the_surcharge_is_announced_from_the_law_on_until_it_holds():
    days = [date(2026, 7, 29), date(2026, 7, 30), date(2027, 12, 31), date(2028, 1, 1)]
    assert [surcharge_is_to_come(figures().on(day)) for day in days] == [False, True, True, False]


incomes = st.decimals(min_value=0, max_value=20_000, places=2)


@given(incomes, incomes)
def test_the_surcharge_grows_with_the_income_and_never_beyond_the_ceiling(one, other):
    paid = [spouse_surcharge(income, LATER).euros for income in sorted((one, other))]
    most = spouse_surcharge(LATER.contribution_ceiling, LATER).euros
    assert 0 <= paid[0] <= paid[1] <= most


@given(st.integers(0, 60), st.sampled_from(("education", "service", "not_working", "working")), incomes, st.booleans())
def test_less_income_never_takes_cover_away(age, situation, income, minijob):
    def covered(euros):
        return child_verdict(Child(age, situation, euros, minijob=minijob), False, NOW).covered

    assert covered(income / 2) or not covered(income)
