"""The test of nine tenths, by hand: which days count, how many are needed (§ 5 Abs. 1 Nr. 11, Abs. 2 SGB V)."""

from datetime import date, timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.rules.figures import figures
from advisor.rules.qualifying_period import Period, QualifyingPeriod, qualifying_period, second_half

LAW = figures().on(date(2026, 11, 22))
FIRST, APPLICATION = date(2001, 1, 1), date(2020, 12, 31)
"""7,305 days: the second half begins on 2011-01-02 and holds 3,652 days, of which 3,287 are needed."""


def result(*insured, children=0, first=FIRST, application=APPLICATION, law=LAW):
    return qualifying_period(first, application, [Period(*period) for period in insured], children, law)


HALVES = [
    pytest.param(date(2001, 1, 1), date(2001, 1, 20), date(2001, 1, 11), 10, id="an even number of days"),
    pytest.param(date(2001, 1, 1), date(2001, 1, 21), date(2001, 1, 12), 10, id="the middle day of an odd one is out"),
    pytest.param(date(2001, 1, 1), date(2001, 1, 2), date(2001, 1, 2), 1, id="the shortest working life"),
    pytest.param(date(1980, 9, 1), date(2026, 9, 30), date(2003, 9, 17), 8415, id="46 years"),
]


@pytest.mark.parametrize(("first", "application", "begins", "days"), HALVES)
def test_the_second_half_ends_with_the_application(first, application, begins, days):
    assert second_half(first, application) == (begins, days)


def test_the_needed_days_are_rounded_up():
    assert (result().days, result().needed) == (3652, 3287)


EDGES = [
    pytest.param((date(2012, 1, 2), APPLICATION), 3287, True, 0, id="the last day that still meets it"),
    pytest.param((date(2012, 1, 3), APPLICATION), 3286, False, 1, id="one day later misses it by one"),
    pytest.param((date(1990, 1, 1), date(2011, 1, 1)), 0, False, 3287, id="only the first half"),
    pytest.param((date(1990, 1, 1), date(2030, 1, 1)), 3652, True, 0, id="cut to the second half"),
    pytest.param((date(2021, 1, 1), date(2030, 1, 1)), 0, False, 3287, id="only after the application"),
]


@pytest.mark.parametrize(("period", "insured", "met", "missing"), EDGES)
def test_what_counts_and_what_is_missing(period, insured, met, missing):
    found = result(period)
    assert (found.insured, found.met, found.missing) == (insured, met, missing)


def test_a_share_just_missed_is_never_shown_as_reached():
    assert result((date(2012, 1, 3), APPLICATION)).share == D("89.97")
    assert result((date(2012, 1, 2), APPLICATION)).share == D("90.00")


def test_missing_months_are_rounded_up():
    assert result((date(2012, 1, 3), APPLICATION)).missing_months == 1
    assert result((date(2012, 2, 2), APPLICATION)).missing_months == 2
    assert result((date(2012, 1, 2), APPLICATION)).missing_months == 0


def test_a_child_counts_three_calendar_years():
    found = result((date(2015, 1, 1), APPLICATION), children=1)
    assert found.for_children == 1096  # 2018-01-01 to 2020-12-31, with a leap day
    assert (found.insured, found.credited) == (2192, 3288)
    assert found.met
    assert not result((date(2015, 1, 1), APPLICATION)).met


def test_children_give_no_more_than_the_whole_second_half():
    found = result(children=20)
    assert (found.credited, found.share) == (3652, D("100.00"))


def test_periods_add_up():
    apart = result((date(2011, 1, 2), date(2014, 12, 31)), (date(2015, 1, 1), APPLICATION))
    assert apart.insured == result((date(2011, 1, 2), APPLICATION)).insured == 3652


days = st.dates(date(1940, 1, 1), date(2035, 12, 31))


@given(days, days, days, days, st.integers(0, 20))
def test_more_time_never_does_harm(one, two, three, four, children):
    first, application = sorted((one, two + timedelta(days=1) if one == two else two))
    period = tuple(sorted((three, four)))
    shorter = result((period[0], period[0]), children=children, first=first, application=application)
    found = result(period, children=children, first=first, application=application)
    more = result(period, children=children + 1, first=first, application=application)
    assert 0 <= shorter.credited <= found.credited <= more.credited <= found.days
    assert found.met == (found.credited * 100 >= 90 * found.days)
    assert found.met == (found.share >= 90) == (found.missing == 0)
    assert found.begins + timedelta(days=found.days - 1) == application
    assert found.begins > first


@pytest.mark.parametrize(("missing", "months"), [(0, 0), (1, 1), (29, 1), (30, 1), (31, 2), (60, 2), (61, 3)])
def test_missing_days_are_months_of_thirty_days_rounded_up(missing, months):
    found = QualifyingPeriod(date(2010, 1, 1), days=1000, needed=900, insured=900 - missing, for_children=0)
    assert (found.missing, found.missing_months, found.met) == (missing, months, not missing)
