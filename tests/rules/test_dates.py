"""Periods of months: month ends, leap years, and the paragraphs of the civil code that say so."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.rules.dates import add_months, after_the_weekend, days_end, is_over, period_end

DAYS = st.dates(date(2000, 1, 1), date(2035, 12, 31))
MONTHS = st.integers(0, 60)

LATER = [
    pytest.param("2026-10-01", 3, "2027-01-01", id="across the end of a year"),
    pytest.param("2026-12-15", 1, "2027-01-15", id="from December to January"),
    pytest.param("2026-01-15", 11, "2026-12-15", id="to December"),
    pytest.param("2026-01-31", 1, "2026-02-28", id="to a month without that day"),
    pytest.param("2028-01-31", 1, "2028-02-29", id="to February of a leap year"),
    pytest.param("2028-02-29", 12, "2029-02-28", id="from the leap day to a common year"),
    pytest.param("2028-02-29", 48, "2032-02-29", id="from leap day to leap day"),
    pytest.param("2026-08-31", 3, "2026-11-30", id="from a month of 31 days to one of 30"),
    pytest.param("2026-02-28", 1, "2026-03-28", id="the last of February stays the 28th"),
    pytest.param("2026-05-31", 0, "2026-05-31", id="no month at all"),
]


@pytest.mark.parametrize(("day", "months", "expected"), LATER)
def test_same_day_of_a_later_month(day, months, expected):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(expected)


ENDS = [
    pytest.param("2026-10-01", 3, "2026-12-31", id="three months from 1 October"),
    pytest.param("2026-04-01", 3, "2026-06-30", id="three months from 1 April"),
    pytest.param("2026-12-01", 12, "2027-11-30", id="a year from 1 December"),
    pytest.param("2026-09-15", 12, "2027-09-14", id="a year from the middle of a month"),
    pytest.param("2026-03-01", 1, "2026-03-31", id="one month from 1 March"),
    pytest.param("2028-02-01", 1, "2028-02-29", id="February of a leap year"),
    pytest.param("2027-02-01", 1, "2027-02-28", id="February of a common year"),
    pytest.param("2027-03-01", 12, "2028-02-29", id="a year that ends on the leap day"),
    pytest.param("2028-02-29", 12, "2029-02-28", id="a year from the leap day ends on the 28th"),
    pytest.param("2026-01-31", 1, "2026-02-28", id="from 31 January: there is no 30 February"),
    pytest.param("2028-01-31", 1, "2028-02-29", id="from 31 January of a leap year"),
    pytest.param("2028-01-30", 1, "2028-02-29", id="from 30 January of a leap year"),
    pytest.param("2026-01-29", 1, "2026-02-28", id="from 29 January: 28 February is the day before"),
    pytest.param("2026-03-31", 1, "2026-04-30", id="from 31 March: 30 April is the day before 31"),
    pytest.param("2026-08-31", 3, "2026-11-30", id="from 31 August: 30 November is the day before 31"),
    pytest.param("2026-07-02", 1, "2026-08-01", id="from the second of a month"),
]


@pytest.mark.parametrize(("begins", "months", "expected"), ENDS)
def test_last_day_of_a_period(begins, months, expected):
    assert period_end(date.fromisoformat(begins), months) == date.fromisoformat(expected)


@given(DAYS, MONTHS)
def test_a_later_month_is_that_many_months_away(day, months):
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == min(day.day, monthrange(later.year, later.month)[1])


@given(DAYS, st.integers(1, 60))
def test_a_period_ends_the_day_before_the_same_number(begins, months):
    """§ 188 Abs. 2 BGB; where the month is too short, with its last day (Abs. 3)."""
    month = add_months(begins.replace(day=1), months)
    longest = monthrange(month.year, month.month)[1]
    assert period_end(begins, months) == month + timedelta(days=min(begins.day - 1, longest) - 1)


@given(DAYS, st.integers(1, 59))
def test_a_longer_period_ends_later(begins, months):
    assert period_end(begins, months) < period_end(begins, months + 1)


@given(st.dates(date(2000, 1, 1), date(2035, 12, 30)), st.integers(1, 60))
def test_a_period_that_begins_later_never_ends_earlier(begins, months):
    assert period_end(begins, months) <= period_end(begins + timedelta(days=1), months)


DAYS_ON = [
    pytest.param("2026-10-01", 14, "2026-10-14", id="two weeks, the first day counts"),
    pytest.param("2026-12-25", 14, "2027-01-07", id="across the end of a year"),
    pytest.param("2028-02-16", 14, "2028-02-29", id="to the leap day"),
    pytest.param("2027-02-16", 14, "2027-03-01", id="across February of a common year"),
    pytest.param("2026-10-01", 1, "2026-10-01", id="one day is the day itself"),
]


@pytest.mark.parametrize(("begins", "days", "expected"), DAYS_ON)
def test_last_day_of_a_period_of_days(begins, days, expected):
    assert days_end(date.fromisoformat(begins), days) == date.fromisoformat(expected)


WEEKENDS = [
    pytest.param("2026-10-30", "2026-10-30", id="a Friday"),
    pytest.param("2026-10-31", "2026-11-02", id="a Saturday"),
    pytest.param("2026-11-01", "2026-11-02", id="a Sunday"),
    pytest.param("2026-11-02", "2026-11-02", id="a Monday"),
]


@pytest.mark.parametrize(("last", "runs_to"), WEEKENDS)
def test_a_period_that_ends_at_a_weekend_runs_to_the_monday(last, runs_to):
    """§ 26 Abs. 3 SGB X."""
    ends = date.fromisoformat(runs_to)
    assert after_the_weekend(date.fromisoformat(last)) == ends
    assert not is_over(date.fromisoformat(last), ends)
    assert is_over(date.fromisoformat(last), ends + timedelta(days=1))


def test_a_period_whose_end_nobody_knows_is_not_over():
    assert not is_over(None, date(2026, 11, 2))
