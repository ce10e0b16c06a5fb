"""When a member may change to another fund: days to the day, and what holds for all days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.rules.figures import figures
from advisor.rules.fund_choice import (
    binding_end,
    has_special_right,
    last_declaration,
    may_choose_at_once,
    month_end,
    notice_end,
    ordinary_end,
)

LAW = figures().on(date(2026, 11, 22))
D = date.fromisoformat

NOTICE = [
    pytest.param("2026-03-01", "2026-05-31", id="declared in March, ends on 31 May"),
    pytest.param("2026-03-31", "2026-05-31", id="on the last day of March too"),
    pytest.param("2026-04-01", "2026-06-30", id="a day later, a month later"),
    pytest.param("2025-12-15", "2026-02-28", id="into February"),
    pytest.param("2027-12-31", "2028-02-29", id="into a leap year"),
]


@pytest.mark.parametrize(("declared", "ends"), NOTICE)
def test_two_full_months_of_notice(declared, ends):
    assert notice_end(D(declared), LAW) == D(ends)


BINDING = [
    pytest.param("2026-01-01", "2026-11-22", "2026-12-31", id="twelve months from the start of the membership"),
    pytest.param("2026-01-15", "2026-11-22", "2027-01-14", id="from the middle of a month"),
    pytest.param("2024-02-29", "2024-11-22", "2025-02-28", id="from a leap day"),
    pytest.param("2020-01-01", "2020-12-31", "2021-06-30", id="eighteen months by the law of 2020"),
    pytest.param("2020-01-01", "2021-01-01", "2020-12-31", id="twelve for running memberships too since 2021-01-01"),
]


@pytest.mark.parametrize(("since", "declared", "ends"), BINDING)
def test_how_long_a_choice_binds(since, declared, ends):
    assert binding_end(D(since), D(declared), LAW) == D(ends)


ORDINARY = [
    pytest.param("2020-05-01", "2026-03-10", None, "2026-05-31", id="only the notice is left"),
    pytest.param("2026-01-01", "2026-02-10", None, "2026-12-31", id="the binding lasts longer"),
    pytest.param("2026-01-15", "2026-02-10", None, "2027-01-31", id="the month of its last day is finished"),
    pytest.param("2020-05-01", "2026-03-10", "2027-06-30", "2027-06-30", id="an optional tariff lasts longest"),
    pytest.param("2020-05-01", "2026-03-10", "2026-04-15", "2026-05-31", id="a tariff that ends in time"),
    pytest.param("2019-06-01", "2020-03-10", None, "2020-11-30", id="eighteen months in 2020"),
]


@pytest.mark.parametrize(("since", "declared", "tariff", "ends"), ORDINARY)
def test_the_ordinary_switch(since, declared, tariff, ends):
    assert ordinary_end(D(since), D(declared), tariff and D(tariff), LAW) == D(ends)


def test_the_last_day_to_declare_leads_to_the_same_end():
    ends = ordinary_end(D("2026-01-01"), D("2026-02-10"), None, LAW)
    assert last_declaration(ends, D("2026-02-10"), LAW) == D("2026-10-31")
    assert notice_end(D("2026-10-31"), LAW) == ends
    assert notice_end(D("2026-11-01"), LAW) > ends


RAISES = [
    pytest.param("2026-01-31", "2026-01-01", False, True, id="on the last day of the month of the raise"),
    pytest.param("2026-02-02", "2026-01-01", False, True, id="on Monday after a Saturday, § 26 Abs. 3 SGB X"),
    pytest.param("2026-02-03", "2026-01-01", False, False, id="a day later"),
    pytest.param("2026-06-01", "2026-05-15", False, True, id="on Monday after a Sunday"),
    pytest.param("2026-06-02", "2026-05-15", False, False, id="on Tuesday after a Sunday"),
    pytest.param("2026-08-01", "2026-07-01", False, False, id="after a Friday"),
    pytest.param("2025-12-10", "2026-01-01", False, True, id="before it"),
    pytest.param("2026-01-31", "2026-01-01", True, False, id="not in a sick pay tariff, § 53 Abs. 8 SGB V"),
]


@pytest.mark.parametrize(("declared", "raised", "tariff", "right"), RAISES)
def test_the_right_on_a_higher_rate(declared, raised, tariff, right):
    assert has_special_right(D(declared), D(raised), tariff) is right


JOBS = [
    pytest.param("2026-01-01", "2026-02-01", "2028-12-31", True, id="at once since 2021, whatever binds"),
    pytest.param("2020-12-01", "2021-01-01", None, True, id="from the first day of the statute"),
    pytest.param("2020-01-01", "2020-12-31", None, False, id="the day before: eighteen months bind"),
    pytest.param("2018-01-01", "2019-07-01", None, True, id="bound until the day before"),
    pytest.param("2018-01-02", "2019-07-01", None, False, id="bound until that day"),
    pytest.param("2018-01-01", "2019-07-01", "2019-12-31", False, id="an optional tariff still binds in 2019"),
    pytest.param("2018-01-01", "2019-07-01", "2019-07-01", False, id="an optional tariff still binds on that day"),
    pytest.param("2018-01-01", "2019-07-01", "2019-06-30", True, id="an optional tariff bound until the day before"),
    pytest.param("2010-01-01", "2019-04-08", None, False, id="before the funds applied the ruling"),
    pytest.param("2010-01-01", "2019-04-09", None, True, id="from 2019-04-09 on"),
]


@pytest.mark.parametrize(("since", "starts", "tariff", "at_once"), JOBS)
def test_a_new_job(since, starts, tariff, at_once):
    assert may_choose_at_once(D(since), D(starts), tariff and D(tariff), LAW) is at_once


DAYS = st.dates(date(2021, 1, 1), date(2030, 12, 31))
SINCE = st.dates(date(1990, 1, 1), date(2030, 12, 31))
TARIFFS = st.none() | st.dates(date(2021, 1, 1), date(2033, 12, 31))


@given(SINCE, DAYS, TARIFFS)
def test_the_end_is_the_last_of_a_month_after_notice_and_binding(since, declared, tariff):
    ends = ordinary_end(since, declared, tariff, LAW)
    assert (ends + timedelta(days=1)).day == 1
    assert ends > month_end(month_end(declared) + timedelta(days=1))
    assert ends >= binding_end(since, declared, LAW)
    assert tariff is None or ends >= tariff
    assert declared <= last_declaration(ends, declared, LAW)


@given(SINCE, DAYS, DAYS, TARIFFS)
def test_whoever_declares_later_never_leaves_earlier(since, one, other, tariff):
    early, late = sorted((one, other))
    assert ordinary_end(since, early, tariff, LAW) <= ordinary_end(since, late, tariff, LAW)


@given(DAYS, SINCE)
def test_the_special_right_never_leads_to_a_later_day(declared, since):
    assert notice_end(declared, LAW) <= ordinary_end(since, declared, None, LAW)


def test_figures_of_another_day_are_noted_as_read():
    law = LAW.traced()
    assert binding_end(D("2019-01-01"), D("2019-06-01"), law) == D("2020-06-30")
    assert law.used["fund_binding_months"] == 18
